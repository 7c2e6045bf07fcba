//! Studies: many points in the space of what can be varied, each simulated under every policy.
//!
//! A study is a list of runs in a fixed order: by point, then replication, then policy. What a run
//! gives depends on its place in the list and on nothing else, so that a study can be cut anywhere,
//! spread over machines and put together again.

mod factor;
mod file;
mod run;
mod sheet;

pub use factor::{Factor, Sets, Value, Values};
pub(crate) use file::REPLICATIONS;
pub use run::{RunFailed, SweepError, run};
pub(super) use sheet::Sheet;

use crate::engine::ledger::LedgerError;
use crate::engine::{RunSpec, simulate};
use crate::measures::catalogue::Entry;
use crate::observe::Tally;
use crate::rng::Draws;
use crate::rng::named::SEEDS;
use crate::study::design::Design;
use crate::world::policy::Policy;
use crate::world::{InputFile, World};

/// A point of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The part of the design that it belongs to, see
    /// [`Coordinate`](crate::study::design::Coordinate).
    pub block: String,
    /// Position in the part, from 0.
    pub row: usize,
    /// The value of each factor.
    pub values: Vec<Value>,
}

/// A run: one replication of one policy at one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Position of the point.
    pub point: usize,
    /// Number of the replication, from 0.
    pub replication: u32,
    /// Position of the policy.
    pub policy: usize,
}

/// How many points and runs a study has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Points.
    pub points: u64,
    /// Replications of each policy at each point.
    pub replications: u64,
    /// Policies.
    pub policies: u64,
}

impl Extent {
    /// Runs of one point.
    pub fn of_point(self) -> u64 {
        self.replications * self.policies
    }

    /// Runs of the whole study.
    pub fn runs(self) -> u64 {
        self.points * self.of_point()
    }

    /// The run at a place in the list.
    pub fn unit(self, run: u64) -> Unit {
        let in_point = run % self.of_point();
        Unit {
            point: (run / self.of_point()) as usize,
            replication: (in_point / self.policies) as u32,
            policy: (in_point % self.policies) as usize,
        }
    }
}

/// The kept values of a run; none where a denominator is zero.
pub type Kepts = Vec<Option<f64>>;

/// A study, read and checked.
#[derive(Clone, Debug)]
pub struct Study {
    /// Name, part of the folder's.
    pub name: String,
    /// What it asks, for people; may be empty.
    pub title: String,
    /// The corridor as the file names it.
    pub corridor: String,
    /// The world of the corridor.
    pub world: World,
    /// Policies.
    pub policies: Vec<Policy>,
    /// What is varied.
    pub factors: Vec<Factor>,
    /// How points lie.
    pub design: Design,
    /// The points.
    pub points: Vec<Point>,
    /// Replications of each policy at each point.
    pub replications: u32,
    /// What every run shares; factors override parts of it.
    pub spec: RunSpec,
    /// Whether all points share their luck.
    pub common_random_numbers: bool,
    /// Indicators that are kept, for everyone and everywhere.
    pub kept: Vec<Entry>,
    /// Whether values of replications are written beside their means.
    pub keeps_replications: bool,
    /// Files that the study was read from but for those of the corridor, by the names that it gives
    /// them; its own comes first.
    pub inputs: Vec<InputFile>,
}

impl Study {
    /// The study's name and seed: name of its folder and of its rows.
    pub fn id(&self) -> String {
        format!("{}-{}", self.name, self.spec.seed)
    }

    /// How many points and runs there are.
    pub fn extent(&self) -> Extent {
        Extent {
            points: self.points.len() as u64,
            replications: u64::from(self.replications),
            policies: self.policies.len() as u64,
        }
    }

    /// The values that stand at a place in the list.
    ///
    /// # Errors
    /// [`LedgerError`] if the ledger of the replication does not close.
    pub fn simulate(&self, run: u64) -> Result<Kepts, LedgerError> {
        let unit = self.extent().unit(run);
        let mut policy = self.policies[unit.policy].clone();
        let mut spec = self.spec.clone();
        for (factor, value) in self.factors.iter().zip(&self.points[unit.point].values) {
            factor.apply(*value, &mut policy, &mut spec);
        }
        if !self.common_random_numbers {
            spec.seed = own_seed(spec.seed, unit.point);
        }
        let mut tally = Tally::new(&self.world, &spec);
        simulate(&self.world, &policy, &spec, unit.replication, &mut tally)?;
        let value = |it: &Entry| it.0.value(&self.world, &tally, spec.scale, it.1);
        Ok(self.kept.iter().map(value).collect())
    }
}

/// The seed of a point that has luck of its own.
fn own_seed(seed: u64, point: usize) -> u64 {
    let words = SEEDS.block_once(&Draws::new(seed, 0), point as u64);
    u64::from(words[0]) << 32 | u64::from(words[1])
}

/// The share of a study that one of several processes carries out: whole points, dealt out in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// All of a study.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Share `number` of `of`, counted from 1; none if there is no such share.
    pub fn new(number: u64, of: u64) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Share `K/N` as written.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        Self::new(number.parse().ok()?, of.parse().ok()?)
    }

    /// Its number, from 1.
    pub fn number(self) -> u64 {
        self.number
    }

    /// How many there are.
    pub fn of(self) -> u64 {
        self.of
    }

    /// Whether it is all of the study.
    pub fn is_whole(self) -> bool {
        self.of == 1
    }

    /// How many of so many points fall to it.
    fn share(self, points: u64) -> u64 {
        points
            .checked_sub(self.number)
            .map_or(0, |after| after / self.of + 1)
    }

    /// Its points.
    pub fn points(self, extent: Extent) -> impl Iterator<Item = u64> {
        (0..self.share(extent.points)).map(move |position| position * self.of + self.number - 1)
    }

    /// Number of its runs.
    pub fn runs(self, extent: Extent) -> u64 {
        self.share(extent.points) * extent.of_point()
    }

    /// The place in the study's list of its run at `position`.
    pub fn run(self, extent: Extent, position: u64) -> u64 {
        let of_point = extent.of_point();
        let point = position / of_point * self.of + self.number - 1;
        point * of_point + position % of_point
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_point_falls_to_one_shard() {
        for (points, of) in [(0, 3), (1, 7), (10, 3), (12, 4), (5, 9)] {
            let extent = Extent {
                points,
                replications: 2,
                policies: 3,
            };
            let shards = || (1..=of).map(|number| Shard::new(number, of).unwrap());
            let mut all: Vec<u64> = shards().flat_map(|it| it.points(extent)).collect();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..points), "{points} in {of}");
            let runs =
                shards().flat_map(|it| (0..it.runs(extent)).map(move |at| it.run(extent, at)));
            let mut runs: Vec<u64> = runs.collect();
            runs.sort_unstable();
            assert!(runs.into_iter().eq(0..extent.runs()), "{points} in {of}");
        }
        let extent = Extent {
            points: 4,
            replications: 1,
            policies: 1,
        };
        let runs = |number| Shard::new(number, u64::MAX).unwrap().runs(extent);
        assert_eq!([1, 4, 5, u64::MAX].map(runs), [1, 1, 0, 0]);
        assert!(Shard::new(0, 3).is_none() && Shard::new(4, 3).is_none());
        assert_eq!(Shard::parse("2/7"), Shard::new(2, 7));
        assert_eq!((Shard::parse("2"), Shard::parse("a/7")), (None, None));
    }

    #[test]
    fn points_have_seeds_of_their_own() {
        let seeds: BTreeSet<u64> = (0..1000).map(|point| own_seed(9, point)).collect();
        assert_eq!(seeds.len(), 1000);
        assert_ne!(own_seed(9, 0), own_seed(10, 0));
    }
}
