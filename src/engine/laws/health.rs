//! Energy: lost on foot, regained at rest. Low energy slows a party and exposes its members to
//! being left behind; at zero the party must stop.
//!
//! Source: direction from testimony; every size is an assumption (`health.*`, `link_classes.csv`).
//! Limit: food and load are not told apart.

use crate::engine::people::Age;

/// Energy after `days` on a link that costs an adult `load` points a day.
pub fn after_stage(energy: u8, age: Age, load: f64, days: f32, child_factor: f64) -> u8 {
    let weak = age.is_minor() || age == Age::Over60;
    let lost = load * f64::from(days) * if weak { child_factor } else { 1.0 };
    (f64::from(energy) - lost).clamp(0.0, 100.0) as u8
}

/// Energy after `days` of rest with `coverage` of shelter and medical care.
pub fn after_rest(energy: u8, days: f32, gain: f64, service_gain: f64, coverage: f64) -> u8 {
    if energy == 100 && gain >= 0.0 && service_gain >= 0.0 {
        return energy;
    }
    let gained = (gain + service_gain * coverage) * f64::from(days);
    libm::round(f64::from(energy) + gained).clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walking_tires_children_more_and_rest_restores() {
        let adult = after_stage(100, Age::Adult, 15.0, 2.0, 1.4);
        let child = after_stage(100, Age::Under6, 15.0, 2.0, 1.4);
        assert_eq!((adult, child), (70, 58));
        assert_eq!(after_stage(10, Age::Adult, 15.0, 2.0, 1.4), 0);
        assert_eq!(after_rest(70, 1.0, 10.0, 20.0, 0.5), 90);
        assert_eq!(after_rest(95, 3.0, 10.0, 20.0, 1.0), 100);
    }
}
