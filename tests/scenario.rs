//! A sound corridor becomes the world that its files describe.

use std::path::Path;

use corredor::scenario;
use corredor::world::World;

fn small() -> World {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corridors/small");
    match scenario::load(&dir) {
        Ok(world) => world,
        Err(faults) => panic!("{faults}"),
    }
}

#[test]
fn loads() {
    let world = small();
    assert_eq!(world.locations.len(), 6);
}
