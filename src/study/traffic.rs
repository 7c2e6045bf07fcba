//! How people move by month, link and class of links, summed up over replications.

use super::summary::Summary;
use crate::measures::{DEATHS, ratio};
use crate::observe::deaths::Source;
use crate::observe::tally::{LinkCount, SERIOUS, Tally};
use crate::observe::{ProtectionStage, Right};
use crate::world::World;

/// Fewest simulated people whose rate of harm says more than luck.
const FEWEST: f64 = 30.0;

/// What is summed up by month: flows never without harm and protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Monthly {
    /// First departures.
    Departures,
    /// Crossings of the bottleneck completed.
    Crossings,
    /// Crossings that the border count sees.
    Counted,
    /// People who suffer serious harm for the first time.
    SeriouslyHarmed,
    /// Deaths.
    Deaths,
    /// Deaths recorded by media and partners.
    DeathsRecorded,
    /// People whose protection becomes effective.
    Effective,
    /// Refoulement.
    Refoulement,
}

impl Monthly {
    /// All of it, in the order of output.
    pub const ALL: [Monthly; 8] = [
        Monthly::Departures,
        Monthly::Crossings,
        Monthly::Counted,
        Monthly::SeriouslyHarmed,
        Monthly::Deaths,
        Monthly::DeathsRecorded,
        Monthly::Effective,
        Monthly::Refoulement,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Monthly::Departures => "departures",
            Monthly::Crossings => "crossings",
            Monthly::Counted => "crossings_counted",
            Monthly::SeriouslyHarmed => "seriously_harmed",
            Monthly::Deaths => "deaths",
            Monthly::DeathsRecorded => "deaths_recorded",
            Monthly::Effective => "effective_protection",
            Monthly::Refoulement => "refoulement",
        }
    }

    /// Simulated people of a month.
    fn count(self, tally: &Tally, month: usize) -> u64 {
        let at = Some(month);
        match self {
            Monthly::Departures => tally.departures.sum([at, None, None, None]),
            Monthly::Crossings => tally.crossings.sum([at, None, None, None, None]),
            Monthly::Counted => tally.record.crossings.sum([at, None, None, None, None]),
            Monthly::SeriouslyHarmed => tally.harm_persons.sum([at, None, Some(SERIOUS)]),
            Monthly::Deaths => DEATHS
                .iter()
                .map(|&kind| tally.harm_events.sum([at, None, Some(kind)]))
                .sum(),
            Monthly::DeathsRecorded => {
                tally
                    .record
                    .deaths
                    .sum([at, None, None, Some(Source::Media as usize)])
            }
            Monthly::Effective => tally.reached(at, None, ProtectionStage::Effective),
            Monthly::Refoulement => tally
                .rights
                .sum([at, None, Some(Right::Refoulement as usize)]),
        }
    }
}

/// People who pass and harms that they suffer, by replication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passed {
    people: Vec<f64>,
    /// Per 1,000 of those who pass, where enough do.
    harmed: Vec<f64>,
}

impl Passed {
    fn add(&mut self, people: f64, passages: f64, harms: f64) {
        self.people.push(people);
        if passages >= FEWEST {
            self.harmed.push(1000.0 * harms / passages);
        }
    }

    /// Summary of the people who pass.
    pub fn people(&self) -> Option<Summary> {
        Summary::of(self.people.iter().copied())
    }

    /// Summary of harms per 1,000 passages over the replications in which at least 30 simulated people
    /// pass; none if these are fewer than half.
    pub fn harmed(&self) -> Option<Summary> {
        let enough = 2 * self.harmed.len() >= self.people.len();
        enough.then(|| Summary::of(self.harmed.iter().copied()))?
    }
}

/// The movement of people under one policy over all replications, at real scale.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// By [`Monthly::ALL`], then by month: a value for each replication.
    pub months: Vec<Vec<Vec<f64>>>,
    /// By link, then by month, the whole window last; both directions together.
    pub links: Vec<Vec<Passed>>,
    /// By class of links over the whole window, per 1,000 first departures: crossings of a class that
    /// counts towards them, passages of its links otherwise.
    pub classes: Vec<Passed>,
}

impl Traffic {
    /// Nobody has moved.
    pub fn new(world: &World, months: usize) -> Self {
        Self {
            months: vec![vec![Vec::new(); months]; Monthly::ALL.len()],
            links: vec![vec![Passed::default(); months + 1]; world.links.len()],
            classes: vec![Passed::default(); world.classes.len()],
        }
    }

    /// Adds the next replication, in which one simulated person stands for `1 / scale`.
    pub fn add(&mut self, world: &World, tally: &Tally, scale: f64) {
        for (what, months) in Monthly::ALL.into_iter().zip(&mut self.months) {
            for (month, values) in months.iter_mut().enumerate() {
                values.push(what.count(tally, month) as f64 / scale);
            }
        }
        let mut passed = vec![[0.0; 2]; self.classes.len()];
        for (link, cells) in self.links.iter_mut().enumerate() {
            let mut whole = [0.0; 2];
            for (month, cell) in cells.iter_mut().enumerate() {
                let counts = if month < tally.months {
                    let counts = both_ways(tally, month, link);
                    whole = add(whole, counts);
                    counts
                } else {
                    whole
                };
                cell.add(counts[0] / scale, counts[0], counts[1]);
            }
            let class = &mut passed[world.links[link].class.index()];
            *class = add(*class, whole);
        }
        let departures = tally.departures.total() as f64;
        for (class, cell) in self.classes.iter_mut().enumerate() {
            let [passages, harms] = passed[class];
            let people = if world.classes[class].crossing {
                tally.crossings.sum([None, Some(class), None, None, None]) as f64
            } else {
                passages
            };
            let rate = ratio(1000.0 * people, departures).unwrap_or(0.0);
            cell.add(rate, people, harms);
        }
    }
}

fn add(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

/// Passages and harms of a link in a month.
fn both_ways(tally: &Tally, month: usize, link: usize) -> [f64; 2] {
    [LinkCount::Passages, LinkCount::Harmed].map(|what| {
        let of = |arc: usize| tally.links.get([month, arc, what as usize]) as f64;
        of(2 * link) + of(2 * link + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    #[test]
    fn both_directions_are_added_and_rates_need_enough_people() {
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let mut tally = Tally::new(&world, &spec);
        tally.departures.add([0, 0, 0, 3], 100);
        tally.links.add([1, 2, LinkCount::Passages as usize], 30);
        tally.links.add([1, 3, LinkCount::Passages as usize], 10);
        tally.links.add([1, 3, LinkCount::Harmed as usize], 4);
        tally.links.add([2, 2, LinkCount::Passages as usize], 29);
        tally.links.add([2, 2, LinkCount::Harmed as usize], 29);
        tally.crossings.add([1, 1, 0, 0, 3], 20);
        let mut traffic = Traffic::new(&world, tally.months);
        traffic.add(&world, &tally, spec.scale);
        let mean = |summary: Option<Summary>| summary.map(|it| it.mean);
        let month = &traffic.links[1][1];
        assert_eq!(mean(month.people()), Some(80.0));
        assert_eq!(mean(month.harmed()), Some(100.0));
        assert_eq!(mean(traffic.links[1][2].people()), Some(58.0));
        assert_eq!(mean(traffic.links[1][2].harmed()), None);
        assert_eq!(mean(traffic.links[1][3].people()), Some(138.0));
        let class = &traffic.classes[1];
        assert_eq!(mean(class.people()), Some(200.0));
        assert_eq!(mean(class.harmed()), None, "20 simulated people crossed");
        let departures = &traffic.months[Monthly::Departures as usize];
        assert_eq!(departures[0], [200.0]);
    }
}
