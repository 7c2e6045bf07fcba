//! What is true: the corridor, its people and its policies. Immutable once built.

pub mod calendar;
pub mod exposure;
pub mod lever;
pub mod market;
pub(crate) mod measure;
pub mod network;
pub mod policy;
pub mod population;
pub mod question;
pub mod register;
pub mod schedule;
pub mod vocabulary;

use jiff::civil::Date;

use crate::ids::{ArcId, LinkId, LocationId, NationalityId, QuantityId, StateId};
use market::Tier;
use network::{Capacity, Gate, Link, LinkClass, Location, RouteGraph, Segment, State};
use policy::{LeverRow, Policy};
use population::{Nationality, Origin};
use question::QuestionFile;
use register::{Register, Setting};
use schedule::Change;
use vocabulary::Parameter;

/// An observed count that the corridor ships to compare with.
#[derive(Clone, Debug)]
pub struct ObservedCrossings {
    /// First day of the month.
    pub month: Date,
    /// Nationality code, or `all`.
    pub nationality: String,
    /// People counted.
    pub persons: f64,
}

/// A published target that the simulation is held against.
#[derive(Clone, Debug)]
pub struct Target {
    /// Identifier, such as `P10a`.
    pub id: String,
    /// What is measured.
    pub what: String,
    /// Observed value, as published.
    pub observed: f64,
    /// Lowest accepted simulated value.
    pub low: f64,
    /// Highest accepted simulated value.
    pub high: f64,
    /// Name of the simulated measure it is compared with.
    pub measure: String,
    /// How the datum was used: `input check`, `hazard setting`, `calibration` or `placebo`.
    pub role: String,
    /// Keys of the source table.
    pub source: String,
    /// Why the model misses it; empty where the corridor does not say.
    pub fails: String,
}

/// A source that rows refer to.
#[derive(Clone, Debug)]
pub struct Source {
    /// Key.
    pub key: String,
    /// Who published it.
    pub publisher: String,
    /// Title.
    pub title: String,
    /// Where to find it.
    pub location: String,
}

/// A file of the corridor and the hash of its bytes, for the manifest.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Path relative to the corridor's folder.
    pub path: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A corridor, parsed and checked.
#[derive(Clone, Debug)]
pub struct World {
    /// Name of the corridor.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// What it covers and what it leaves out.
    pub description: String,
    /// First day of the default window.
    pub start: Date,
    /// Last day of the default window.
    pub end: Date,
    /// What a crossing of the bottleneck is called.
    pub crossing_name: String,
    /// Months of the year, 1 to 12, that count as rainy.
    pub rainy_months: Vec<i8>,
    /// Last month (its first day) whose observed counts were used to set inputs.
    pub window_end: Date,
    /// Name of the policy that inputs were measured under.
    pub reference: String,
    /// Every number.
    pub register: Register,
    /// Parameters, by [`Parameter`].
    pub parameters: Vec<QuantityId>,
    /// States, sorted by code.
    pub states: Vec<State>,
    /// Places, sorted by identifier.
    pub locations: Vec<Location>,
    /// Links, sorted by identifier.
    pub links: Vec<Link>,
    /// Classes of links, sorted by identifier.
    pub classes: Vec<LinkClass>,
    /// Segments, sorted by identifier; the first is `none`, without hazards.
    pub segments: Vec<Segment>,
    /// Gates, sorted by identifier.
    pub gates: Vec<Gate>,
    /// Daily capacities, sorted by identifier.
    pub capacities: Vec<Capacity>,
    /// Packages that people buy from guides and crews, by class, dearest last; empty for a class on
    /// which none are sold.
    pub tiers: Vec<Vec<Tier>>,
    /// Person-days under the reference policy by number of stretch, the weights of standardised
    /// rates; empty if the corridor gives none.
    pub exposure: Vec<f64>,
    /// Dated changes of history, sorted by the day on which they take effect, then by identifier.
    pub timeline: Vec<Change>,
    /// Nationalities, sorted by code.
    pub nationalities: Vec<Nationality>,
    /// Origins, sorted by nationality and residence.
    pub origins: Vec<Origin>,
    /// Levers, by [`Lever`](policy::Lever).
    pub levers: Vec<LeverRow>,
    /// Packages of the corridor, sorted by name.
    pub policies: Vec<Policy>,
    /// Observed crossings.
    pub observed: Vec<ObservedCrossings>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Questions with a known answer, sorted by name.
    pub questions: Vec<QuestionFile>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Files and their hashes.
    pub inputs: Vec<InputFile>,
    /// Names of the levers and parameters that the corridor leaves to the defaults.
    pub defaults: Vec<&'static str>,
    /// What the files leave out and readers of results should know.
    pub notes: Vec<String>,
    /// The directed multigraph over `locations` and `links`.
    pub graph: RouteGraph,
}

impl World {
    /// The identifier of a parameter in the register.
    pub fn parameter(&self, which: Parameter) -> QuantityId {
        self.parameters[which as usize]
    }

    /// The value of a parameter in a setting.
    pub fn value(&self, setting: &Setting, which: Parameter) -> f64 {
        setting.get(self.parameter(which))
    }

    /// The package with this name.
    pub fn policy(&self, name: &str) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.name == name)
    }

    /// The policy under which departures are fitted and inputs are checked: the first that follows the
    /// timeline, or else the reference.
    pub fn fitted_policy(&self) -> Option<&Policy> {
        let dated = self.policies.iter().find(|policy| policy.timeline);
        dated.or_else(|| self.policy(&self.reference))
    }

    /// The link with this identifier.
    pub fn link(&self, id: &str) -> Option<LinkId> {
        self.links
            .binary_search_by(|link| link.id.as_str().cmp(id))
            .ok()
            .map(LinkId::from)
    }

    /// The location with this identifier.
    pub fn location(&self, id: &str) -> Option<LocationId> {
        self.locations
            .binary_search_by(|location| location.id.as_str().cmp(id))
            .ok()
            .map(LocationId::from)
    }

    /// Where an arc starts and ends.
    pub fn ends(&self, arc: ArcId) -> (LocationId, LocationId) {
        let link = &self.links[arc.link().index()];
        if arc.is_reverse() {
            (link.to, link.from)
        } else {
            (link.from, link.to)
        }
    }

    /// The state at home in a nationality: the one with the same code, if the corridor has it. It
    /// neither grants its own people asylum nor intercepts or removes them.
    pub fn home_state(&self, nationality: NationalityId) -> Option<StateId> {
        let code = &self.nationalities[nationality.index()].code;
        self.states
            .iter()
            .position(|state| state.code == *code)
            .map(StateId::from)
    }

    /// Number of arcs: two for each link.
    pub fn arcs(&self) -> usize {
        self.links.len() * 2
    }
}
