//! What indicators are worked out from: the tally of a replication, for some of its people.

use super::Denominator;
use crate::observe::Tally;
use crate::world::World;

/// A part of a whole; none if there is no whole.
pub(crate) fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// The tally of a replication, for a group of people or in a state.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub(super) world: &'a World,
    pub(super) tally: &'a Tally,
    /// Simulated people for each real one.
    pub(super) scale: f64,
    pub(super) nationality: Option<usize>,
    pub(super) gender: Option<usize>,
    pub(super) age: Option<usize>,
    pub(super) state: Option<usize>,
}

impl<'a> View<'a> {
    /// Everyone, everywhere.
    pub(super) fn new(world: &'a World, tally: &'a Tally, scale: f64) -> Self {
        Self {
            world,
            tally,
            scale,
            nationality: None,
            gender: None,
            age: None,
            state: None,
        }
    }
}

impl View<'_> {
    /// Where the group is counted.
    pub(super) fn group(&self) -> [Option<usize>; 3] {
        [self.nationality, self.gender, self.age]
    }

    /// Where the group is counted, by something else too.
    pub(super) fn with(&self, last: usize) -> [Option<usize>; 4] {
        [self.nationality, self.gender, self.age, Some(last)]
    }

    /// An amount of people, days or money in the simulation, over a denominator.
    pub(super) fn per(&self, by: Denominator, amount: f64) -> Option<f64> {
        let of_1000 = |whole: f64| ratio(1000.0 * amount, whole);
        match by {
            Denominator::Count | Denominator::Usd => Some(amount / self.scale),
            Denominator::Per1000Departures => of_1000(self.departures()),
            Denominator::Per1000Crossings => of_1000(self.crossings()),
            Denominator::Per1000Arrivals => of_1000(self.arrivals()),
            Denominator::Per1000InNeed => of_1000(self.in_need()),
            Denominator::UsdPerDeparture => ratio(amount, self.departures()),
            _ => None,
        }
    }

    /// The same, where `events`, their numbers among those of [`crate::observe::strata`], are counted
    /// by person-day.
    pub(super) fn rate(&self, by: Denominator, people: f64, events: &[usize]) -> Option<f64> {
        if by == Denominator::Per1000PersonDays {
            let weights = &self.world.exposure;
            return self.tally.strata.rate(weights, self.group(), events);
        }
        self.per(by, people)
    }
}
