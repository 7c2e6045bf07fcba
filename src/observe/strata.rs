//! Person-days and events by stretch and group, for rates that do not hang on where days are spent.

use super::tally::KINDS;
use super::{Abandonment, Age, Gender, Grid, StayReason};
use crate::engine::event::Place;
use crate::engine::people::Person;
use crate::ids::{ArcId, LocationId, NationalityId};
use crate::world::World;
use crate::world::exposure::Stretch;
use crate::world::network::Confinement;

/// Number of the first way of being left behind among events, after the kinds of harm.
pub const LEFT: usize = KINDS;
/// Number of stops from exhaustion among events.
pub const STOPS: usize = KINDS + Abandonment::ALL.len();
/// Number of kinds of event.
pub const EVENTS: usize = STOPS + 1;

/// Where harm counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Counts {
    /// On the stretch where it happens.
    WhereItHappens,
    /// On the stretch of a stay that is no stay at a place.
    On(usize),
    /// On none: the stay that it comes in has no days of its own.
    Nowhere,
}

/// Counters by the number of a stretch, then nationality, gender, age.
#[derive(Clone, Debug, PartialEq)]
pub struct Strata {
    /// Person-days.
    pub days: Grid<f64, 4>,
    /// Events, by kind of harm as the tally numbers them, [`LEFT`] and [`STOPS`].
    pub events: Grid<u64, 5>,
    of_link: Vec<usize>,
    of_location: Vec<usize>,
    /// Detention and pending claims.
    of_stay: [usize; 2],
    /// Where the next harm counts.
    counts: Counts,
}

impl Strata {
    /// Counters at zero.
    pub fn new(world: &World) -> Self {
        let (genders, ages) = (Gender::ALL.len(), Age::ALL.len());
        let [stretches, nationalities] = [world.stretches(), world.nationalities.len()];
        let links = world.links.iter().map(|it| Stretch::Class(it.class));
        let places = world.locations.iter().map(|it| Stretch::Place(it.segment));
        Self {
            days: Grid::new([stretches, nationalities, genders, ages]),
            events: Grid::new([stretches, nationalities, genders, ages, EVENTS]),
            of_link: links.map(|it| world.stretch(it)).collect(),
            of_location: places.map(|it| world.stretch(it)).collect(),
            of_stay: [Stretch::Detention, Stretch::Claim].map(|it| world.stretch(it)),
            counts: Counts::WhereItHappens,
        }
    }

    fn at(&self, place: Place) -> Option<usize> {
        match (self.counts, place) {
            (Counts::Nowhere, _) => None,
            (Counts::On(stretch), Place::Location(_)) => Some(stretch),
            (_, Place::Arc(arc)) => Some(self.of_link[arc.link().index()]),
            (Counts::WhereItHappens, Place::Location(at)) => Some(self.of_location[at.index()]),
        }
    }

    pub(super) fn hold(&mut self, stay: Option<Confinement>) {
        self.counts = match stay {
            Some(Confinement::Detention) => Counts::On(self.of_stay[0]),
            Some(Confinement::Claim) => Counts::On(self.of_stay[1]),
            Some(Confinement::Captivity | Confinement::Removal) => Counts::Nowhere,
            None => Counts::WhereItHappens,
        };
    }

    pub(super) fn walk(&mut self, arc: ArcId, who: NationalityId, people: &[Person], days: f64) {
        self.spend(self.of_link[arc.link().index()], who, people, days);
    }

    pub(super) fn stay(
        &mut self,
        place: LocationId,
        why: StayReason,
        who: NationalityId,
        people: &[Person],
        days: f64,
    ) {
        let stretch = match why {
            StayReason::Detained => self.of_stay[0],
            StayReason::Claim => self.of_stay[1],
            StayReason::Choice | StayReason::Queue | StayReason::Stranded => {
                self.of_location[place.index()]
            }
        };
        self.spend(stretch, who, people, days);
    }

    fn spend(&mut self, stretch: usize, who: NationalityId, people: &[Person], days: f64) {
        for person in people {
            let (gender, age) = (person.gender as usize, person.age as usize);
            self.days.add([stretch, who.index(), gender, age], days);
        }
    }

    pub(super) fn suffer(
        &mut self,
        place: Place,
        who: NationalityId,
        person: &Person,
        event: usize,
    ) {
        let (gender, age) = (person.gender as usize, person.age as usize);
        if let Some(stretch) = self.at(place) {
            let cell = [stretch, who.index(), gender, age, event];
            self.events.add(cell, 1);
        }
    }

    /// Events per 1,000 person-days of a group, if its days were spent over the stretches as
    /// `weights` say; without weights as they were spent. Stretches on which the group spent no day
    /// are left out, and so are pending claims, which are no part of the way, and what captivity and being
    /// moved by a state bring, which have no days of their own. None if that leaves nothing.
    pub fn rate(
        &self,
        weights: &[f64],
        group: [Option<usize>; 3],
        events: &[usize],
    ) -> Option<f64> {
        let [nationality, gender, age] = group;
        let (mut sum, mut whole) = (0.0, 0.0);
        for stretch in (0..self.days.size()[0]).filter(|&it| it != self.of_stay[1]) {
            let cell = Some(stretch);
            let days = self.days.sum([cell, nationality, gender, age]);
            if days <= 0.0 {
                continue;
            }
            let weight = weights.get(stretch).copied().unwrap_or(days);
            let met: u64 = events
                .iter()
                .map(|&event| {
                    self.events
                        .sum([cell, nationality, gender, age, Some(event)])
                })
                .sum();
            sum += weight * met as f64 / days;
            whole += weight;
        }
        (whole > 0.0).then(|| 1000.0 * sum / whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;
    use crate::world::vocabulary::Harm;

    const ROBBED: usize = Harm::ExtortionRobbery as usize;

    /// Days and robberies on the link, and at the place at its end.
    fn strata(days: [f64; 2], robberies: [usize; 2]) -> Strata {
        let mut strata = Strata::new(&fixture::world());
        let (who, people) = (NationalityId(0), [fixture::person(1)]);
        strata.walk(ArcId(0), who, &people, days[0]);
        strata.stay(LocationId(1), StayReason::Choice, who, &people, days[1]);
        let places = [Place::Arc(ArcId(0)), Place::Location(LocationId(1))];
        for (place, times) in places.into_iter().zip(robberies) {
            for _ in 0..times {
                strata.suffer(place, who, &people[0], ROBBED);
            }
        }
        strata
    }

    fn rate(strata: &Strata, weights: &[f64]) -> f64 {
        strata.rate(weights, [None; 3], &[ROBBED]).unwrap()
    }

    #[test]
    fn waiting_longer_where_little_happens_does_not_lower_a_standardised_rate() {
        let (short, long) = (strata([10.0, 10.0], [5, 1]), strata([10.0, 90.0], [5, 9]));
        assert!(rate(&long, &[]) < rate(&short, &[]));
        let world = fixture::world();
        let mut weights = vec![0.0; world.stretches()];
        weights[short.of_link[0]] = 3.0;
        weights[short.of_location[1]] = 1.0;
        let (short, long) = (rate(&short, &weights), rate(&long, &weights));
        assert!((short - 400.0).abs() < 1e-9, "{short}");
        assert!((long - short).abs() < 1e-9, "{long}");
    }

    #[test]
    fn stretches_without_days_are_left_out_and_nothing_gives_no_rate() {
        let only_waits = strata([0.0, 20.0], [0, 1]);
        let weights = vec![1.0; only_waits.days.size()[0]];
        assert!((rate(&only_waits, &weights) - 50.0).abs() < 1e-9);
        let none = Strata::new(&fixture::world());
        assert_eq!(none.rate(&weights, [None; 3], &[ROBBED]), None);
    }

    #[test]
    fn harm_in_detention_is_told_apart_from_harm_where_it_lies() {
        let mut strata = strata([1.0, 1.0], [0, 0]);
        let (who, person) = (NationalityId(0), fixture::person(1));
        strata.hold(Some(Confinement::Detention));
        strata.suffer(Place::Location(LocationId(1)), who, &person, ROBBED);
        strata.hold(Some(Confinement::Removal));
        strata.suffer(Place::Location(LocationId(1)), who, &person, ROBBED);
        strata.hold(None);
        for _ in 0..2 {
            strata.suffer(Place::Location(LocationId(1)), who, &person, ROBBED);
        }
        let at = |stretch| strata.events.sum([Some(stretch), None, None, None, None]);
        // Being moved by a state has no days of its own, so that its harm is in no rate by day.
        assert_eq!((at(strata.of_stay[0]), at(strata.of_location[1])), (1, 2));
    }
}
