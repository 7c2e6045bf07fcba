//! Exponentials of all classes of a community side by side.
//!
//! The same operations in the same order as `expf` of `libm` (after `FreeBSD`'s msun), so
//! that every bit agrees, but without branches, so that the compiler computes several at once: as many
//! as the machine can, which is asked at run time.

use pulp::Arch;

use super::classes::CLASSES_PER_ORIGIN;

/// One number for each class of a community.
pub type Lanes = [f64; CLASSES_PER_ORIGIN];

/// Below this, the exponential is too small to matter beside the best alternative.
pub const NOTHING: f64 = -30.0;
/// Above this, the exponential is left to the library.
const MOST: f64 = 80.0;

/// `exp(x)` in single precision, for `x` from [`NOTHING`] to [`MOST`].
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn exp(x: f32) -> f32 {
    const LN2_HI: f32 = 6.931_457_5e-1;
    const LN2_LO: f32 = 1.428_606_8e-6;
    const INV_LN2: f32 = std::f32::consts::LOG2_E;
    const P1: f32 = 1.666_662_5e-1;
    const P2: f32 = -2.766_733_3e-3;
    let size = (x.to_bits() & 0x7fff_ffff) as i32;
    let (half, one) = if x < 0.0 { (-0.5, -1) } else { (0.5, 1) };
    let far = toward_zero(INV_LN2 * x + half);
    let near = if size > 0x3f85_1592 { far } else { one };
    let power = if size > 0x3eb1_7218 { near } else { 0 };
    let steps = power as f32;
    let (hi, lo) = (x - steps * LN2_HI, steps * LN2_LO);
    let rest = hi - lo;
    let square = rest * rest;
    let c = rest - square * (P1 + square * P2);
    let y = 1.0 + (rest * c / (2.0 - c) - lo + hi);
    let scaled = y * f32::from_bits(((power + 127) as u32) << 23);
    if size > 0x3900_0000 { scaled } else { 1.0 + x }
}

/// The whole part of a number whose size is under 2^22. A conversion would care for every number.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
fn toward_zero(x: f32) -> i32 {
    /// From here on, single precision has steps of one.
    const WHOLE: f32 = 12_582_912.0;
    let shifted = x + WHOLE;
    let nearest = shifted - WHOLE;
    let over = if x < 0.0 {
        -i32::from(nearest < x)
    } else {
        i32::from(nearest > x)
    };
    (shifted.to_bits() as i32) - (WHOLE.to_bits() as i32) - over
}

/// Runs something compiled for the widest vectors that the machine has.
pub fn widely<R>(what: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(what)
}

/// Sets every lane to `exp(x)`, and to zero where it is too small to matter.
#[allow(
    clippy::inline_always,
    reason = "what is compiled for wide vectors must be inlined there"
)]
#[inline(always)]
pub fn relative(lanes: &mut Lanes) {
    let all = |holds: fn(f64) -> bool| lanes.iter().fold(true, |all, &x| all & holds(x));
    if all(|x| x < NOTHING) {
        *lanes = [0.0; CLASSES_PER_ORIGIN];
        return;
    }
    if all(|x| x.to_bits() == 0) {
        *lanes = [1.0; CLASSES_PER_ORIGIN];
        return;
    }
    let regular = all(|x| x <= MOST);
    let mut single = [0.0f32; CLASSES_PER_ORIGIN];
    for (single, &x) in single.iter_mut().zip(lanes.iter()) {
        *single = if x < NOTHING { NOTHING } else { x } as f32;
    }
    if regular {
        for single in &mut single {
            *single = exp(*single);
        }
    } else {
        for single in &mut single {
            *single = libm::expf(*single);
        }
    }
    for (x, single) in lanes.iter_mut().zip(single) {
        *x = if *x < NOTHING { 0.0 } else { f64::from(single) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_agree_with_the_library_to_the_bit() {
        for bits in (0..0xc1f0_0001u32).step_by(1009) {
            let x = f32::from_bits(bits);
            if f64::from(x) >= NOTHING && f64::from(x) <= MOST {
                assert_eq!(exp(x).to_bits(), libm::expf(x).to_bits(), "{x}");
            }
        }
        for x in [0.0, -0.0, 1e-30, -1e-30, -30.0, 80.0] {
            assert_eq!(exp(x).to_bits(), libm::expf(x).to_bits(), "{x}");
        }
    }

    #[test]
    fn lanes_beyond_the_range_are_zero_or_left_to_the_library() {
        let mut lanes = [0.5; CLASSES_PER_ORIGIN];
        lanes[..3].copy_from_slice(&[f64::NEG_INFINITY, 85.0, -31.0]);
        relative(&mut lanes);
        let expected = [0.0, f64::from(libm::expf(85.0)), 0.0];
        assert_eq!(lanes[..3], expected);
        assert_eq!(lanes[3].to_bits(), f64::from(libm::expf(0.5)).to_bits());
    }
}
