//! How deaths come to be recorded: by incident, by two sources that read one another, and late.

use super::record::{CAUSES, Eye};
use crate::engine::event::Place;
use crate::rng::named::{Block, Record, RecordLag};
use crate::rng::{Draws, exponential, unit};

/// Who records deaths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Media and partners: what projects that count the missing draw on.
    Media,
    /// Forensic services.
    Forensic,
}

/// Both sources.
pub const SOURCES: [Source; 2] = [Source::Media, Source::Forensic];

/// Deaths of people who first left together, on one arc or at one place, on one day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Incident {
    pub entity: u64,
    pub place: Place,
    pub day: usize,
    /// Deaths by [`CAUSES`].
    pub deaths: [u32; CAUSES.len()],
}

impl Incident {
    pub fn new(entity: u64, place: Place, day: usize) -> Self {
        Self {
            entity,
            place,
            day,
            deaths: [0; CAUSES.len()],
        }
    }

    fn size(&self) -> u32 {
        self.deaths.iter().sum()
    }

    /// A number for where and when.
    fn address(&self) -> u64 {
        let place = match self.place {
            Place::Arc(arc) => u64::from(arc.0) << 1,
            Place::Location(at) => u64::from(at.0) << 1 | 1,
        };
        place << 32 | self.day as u64
    }
}

/// The numbers of those who record deaths.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct DeathNumbers {
    /// Log odds that an incident with one death is recorded at reference access, by source.
    pub sources: [f64; SOURCES.len()],
    /// Rise of the log odds per log point of size.
    pub size: f64,
    /// Rise of the log odds per unit of access above the reference.
    pub access: f64,
    /// Fall of the log odds per log point by which the bottleneck is fuller than usual, and the usual people
    /// a month.
    pub load: f64,
    pub usual: f64,
    /// Mean days until an incident is recorded.
    pub lag: f64,
    /// Part of the luck that sources share.
    pub correlation: f64,
}

impl DeathNumbers {
    /// What so many people a month at the bottleneck add to the log odds: those who search for the dead stay
    /// as many while people who pass do not.
    pub fn of_load(&self, people: f64) -> f64 {
        -self.load * libm::log(people.max(1.0) / self.usual.max(1.0))
    }

    /// Chance that a source records an incident of `size` deaths where its log odds are `more` than under the
    /// reference. Parameters `observation.deaths_*`.
    /// Limit: those whom nobody misses are recorded like others.
    pub fn chance(&self, source: Source, size: u32, more: f64) -> f64 {
        let size = f64::from(size.max(1));
        let odds = self.sources[source as usize] + self.size * libm::log(size) + more;
        1.0 / (1.0 + libm::exp(-odds))
    }

    /// Days until each source records an incident; none if it never does. In a part of incidents
    /// both sources have the same luck, in the others each has its own.
    pub fn recorded(
        &self,
        draws: &Draws,
        incident: &Incident,
        more: f64,
    ) -> [Option<f64>; SOURCES.len()] {
        let entity = Eye::Deaths.entity(incident.entity, incident.address());
        let luck = Record::once(draws, entity);
        let lags = RecordLag::once(draws, entity);
        let shared = unit(luck.correlated) < self.correlation;
        SOURCES.map(|source| {
            let own = if shared { 0 } else { source as usize };
            let luck = unit([luck.first, luck.second][own]);
            let days = self.lag * exponential([lags.first, lags.second][source as usize]);
            (luck < self.chance(source, incident.size(), more)).then_some(days)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ArcId;

    const NUMBERS: DeathNumbers = DeathNumbers {
        sources: [-1.0, -2.0],
        size: 0.7,
        access: 3.0,
        load: 0.5,
        usual: 1000.0,
        lag: 30.0,
        correlation: 0.4,
    };

    fn incident(entity: u64, size: u32) -> Incident {
        Incident {
            deaths: [size, 0, 0, 0],
            ..Incident::new(entity, Place::Arc(ArcId(3)), 40)
        }
    }

    fn share(of: impl Fn(u64) -> bool) -> f64 {
        const INCIDENTS: u64 = 40_000;
        (0..INCIDENTS).filter(|&it| of(it)).count() as f64 / INCIDENTS as f64
    }

    #[test]
    fn larger_incidents_and_easier_access_are_recorded_more_often() {
        let chance = |size, access| NUMBERS.chance(Source::Media, size, NUMBERS.access * access);
        let odds = |p: f64| p / (1.0 - p);
        let [one, many, open] = [chance(1, 0.0), chance(10, 0.0), chance(1, 0.5)];
        assert!((one - 1.0 / (1.0 + libm::exp(1.0))).abs() < 1e-12);
        assert!((odds(many) / odds(one) - libm::pow(10.0, 0.7)).abs() < 1e-9);
        assert!((odds(open) / odds(one) - libm::exp(1.5)).abs() < 1e-9);
        assert!((NUMBERS.of_load(4000.0) + libm::log(2.0)).abs() < 1e-12);
    }

    #[test]
    fn sources_keep_their_chances_share_part_of_their_luck_and_take_their_time() {
        let draws = Draws::new(7, 2);
        let recorded = |entity| NUMBERS.recorded(&draws, &incident(entity, 2), 0.0);
        let chances = SOURCES.map(|source| NUMBERS.chance(source, 2, 0.0));
        for source in SOURCES {
            let found = share(|it| recorded(it)[source as usize].is_some());
            let expected = chances[source as usize];
            assert!(
                (found - expected).abs() < 0.01,
                "{source:?}: {found} {expected}"
            );
        }
        let both = share(|it| recorded(it).iter().all(Option::is_some));
        let least = chances[0].min(chances[1]);
        let expected = 0.4 * least + 0.6 * chances[0] * chances[1];
        assert!((both - expected).abs() < 0.01, "{both} {expected}");
        let lags: Vec<f64> = (0..40_000).filter_map(|it| recorded(it)[0]).collect();
        let mean = lags.iter().sum::<f64>() / lags.len() as f64;
        assert!((mean - 30.0).abs() < 1.0, "{mean}");
    }

    #[test]
    fn luck_hangs_on_who_where_and_when_alone() {
        let draws = Draws::new(7, 2);
        let first = NUMBERS.recorded(&draws, &incident(9, 1), 0.0);
        assert_eq!(first, NUMBERS.recorded(&draws, &incident(9, 1), 0.0));
        let elsewhere = share(|entity| {
            let other = Incident {
                place: Place::Arc(ArcId(5)),
                ..incident(entity, 1)
            };
            NUMBERS.recorded(&draws, &incident(entity, 1), 0.0)[0].is_some()
                && NUMBERS.recorded(&draws, &other, 0.0)[0].is_some()
        });
        let chance = NUMBERS.chance(Source::Media, 1, 0.0);
        assert!((elsewhere - chance * chance).abs() < 0.01, "{elsewhere}");
    }
}
