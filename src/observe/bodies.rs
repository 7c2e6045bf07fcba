//! Bodies beside the way, and who sees them.

/// Days over which deaths are looked at to tell how many bodies lie beside a class of links where
/// few people are simulated.
const STEADY_DAYS: f64 = 90.0;

/// Bodies beside each class of links. A body stays for a time that is exponential.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bodies {
    /// Simulated deaths that still count, and the day to which that refers, by class.
    levels: Vec<(f64, f64)>,
    scale: f64,
    /// Mean days for which a body can be seen.
    days: f64,
    /// Chance that a passer-by sees a given body.
    seen: f64,
}

impl Bodies {
    /// No bodies beside any of the classes.
    pub fn new(classes: usize, scale: f64) -> Self {
        Self {
            levels: vec![(0.0, 0.0); classes],
            scale,
            days: 0.0,
            seen: 0.0,
        }
    }

    /// Takes over numbers: parameters `observation.bodies_days` and `observation.bodies_seen`.
    pub fn adopt(&mut self, days: f64, seen: f64) {
        self.days = days;
        self.seen = seen;
    }

    /// Somebody dies on a class of links.
    pub fn add(&mut self, class: usize, day: usize) {
        self.levels[class] = (1.0 + self.level(class, day), day as f64);
    }

    /// Chance that somebody who has passed a class of links saw at least one body beside it.
    /// Limit: everybody passes as many, however long they were on the way.
    pub fn chance(&self, class: usize, day: usize) -> f64 {
        let bodies = self.level(class, day) / self.scale * self.days / self.kept();
        1.0 - libm::pow(1.0 - self.seen, bodies)
    }

    fn level(&self, class: usize, day: usize) -> f64 {
        let (level, since) = self.levels[class];
        level * libm::exp((since - day as f64) / self.kept())
    }

    /// Mean days for which a simulated death counts: the fewer people are simulated, the longer, so
    /// that bodies do not come in clumps of `1 / scale`.
    fn kept(&self) -> f64 {
        let days = self.days.max(f64::MIN_POSITIVE);
        (days / self.scale).min(STEADY_DAYS.max(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four bodies a day that stay ten days each in the mean, each seen with chance 0.1: forty lie
    /// there.
    #[test]
    fn bodies_are_seen_as_often_as_they_lie_there_whatever_the_scale() {
        let expected = 1.0 - libm::pow(0.9, 40.0);
        for (scale, deaths) in [(1.0, 4), (0.5, 2), (0.25, 1)] {
            let mut bodies = Bodies::new(2, scale);
            bodies.adopt(10.0, 0.1);
            for day in 0..600 {
                for _ in 0..deaths {
                    bodies.add(1, day);
                }
            }
            let chance = bodies.chance(1, 599);
            assert!(
                (chance - expected).abs() < 0.003,
                "{scale}: {chance} {expected}"
            );
            assert!(
                bodies.chance(0, 599) <= 0.0,
                "nobody died on the other class"
            );
            assert!(bodies.chance(1, 2_000) < 1e-4, "they do not stay for ever");
        }
    }
}
