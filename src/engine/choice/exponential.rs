//! The exponential of a loss of utility, which the tables take more often than anything else.

const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const INVERSE_LN2: f64 = std::f64::consts::LOG2_E;
const TERMS: [f64; 5] = [
    0.166_666_666_666_666_02,
    -0.002_777_777_777_701_559_3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];
/// Upper words of the magnitudes `0.5 ln 2` and `1.5 ln 2`.
const HALF_LN2: u32 = 0x3fd6_2e42;
const THREE_HALVES_LN2: u32 = 0x3ff0_a2b2;

/// `libm::exp(x)` to the last bit. Between -700 and nearly 0 the steps of that function are taken
/// here without its cases for everything else.
#[inline]
pub(super) fn exp(x: f64) -> f64 {
    if x == 0.0 {
        return 1.0;
    }
    if !(x > -700.0 && x < -1e-8) {
        return if x == f64::NEG_INFINITY {
            0.0
        } else {
            libm::exp(x)
        };
    }
    let magnitude = (x.to_bits() >> 32) as u32 & 0x7fff_ffff;
    let twos = if magnitude >= THREE_HALVES_LN2 {
        (INVERSE_LN2 * x - 0.5) as i32
    } else {
        -i32::from(magnitude > HALF_LN2)
    };
    let high = x - f64::from(twos) * LN2_HIGH;
    let low = f64::from(twos) * LN2_LOW;
    let rest = high - low;
    let square = rest * rest;
    let [p1, p2, p3, p4, p5] = TERMS;
    let c = rest - square * (p1 + square * (p2 + square * (p3 + square * (p4 + square * p5))));
    let scaled = 1.0 + (rest * c / (2.0 - c) - low + high);
    scaled * f64::from_bits(((1023 + twos) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn every_bit_is_that_of_the_library() {
        let mut x = -1e-9;
        while x > -800.0 {
            assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "{x}");
            x *= 1.000_03;
        }
        for k in 0..200_000 {
            let x = -f64::from(k) * 0.000_731;
            assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "{x}");
        }
        for x in [f64::NEG_INFINITY, 0.0, -0.0, 1.0, -700.0, -745.2] {
            assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "{x}");
        }
    }
}
