//! What is measured: the built-in corridor at three sizes.

use corredor::scenario::{self, Faults};
use corredor::study::RunSpec;
use corredor::world::World;

/// About how many people leave, in words, and the scale that gives so many.
pub const SIZES: [(&str, f64); 3] = [("10k", 0.005), ("100k", 0.05), ("1M", 0.5)];

/// The built-in corridor.
///
/// # Errors
///
/// Its faults.
pub fn world() -> Result<World, Faults> {
    scenario::embedded("darien")
}

/// The whole window at a scale, with the numbers at their values.
pub fn spec(world: &World, scale: f64) -> RunSpec {
    RunSpec {
        from: world.start,
        to: world.end,
        scale,
        seed: 1,
        fixed_parameters: true,
        ..RunSpec::of(world)
    }
}
