//! Policy as data: levers, dials, gates, dated changes and packages.

pub use super::lever::{Lever, Scope};
use super::schedule::Change;
use crate::ids::StateId;

/// The dial that a lever follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dial {
    /// Closures, interdiction, removal.
    Securitisation,
    /// Access, services, shared responsibility.
    Humanitarian,
}

impl Dial {
    /// Both dials.
    pub const ALL: [Dial; 2] = [Dial::Securitisation, Dial::Humanitarian];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Dial::Securitisation => "securitisation",
            Dial::Humanitarian => "humanitarian",
        }
    }

    /// The dial with this name.
    pub fn from_name(name: &str) -> Option<Dial> {
        Dial::ALL.into_iter().find(|dial| dial.name() == name)
    }
}

/// A row of `levers.csv`: what a lever is.
#[derive(Clone, Debug)]
pub struct LeverRow {
    /// The lever.
    pub lever: Lever,
    /// Family of levers.
    pub group: String,
    /// Unit in words.
    pub unit: String,
    /// Dial it follows, if any.
    pub dial: Option<Dial>,
    /// Value at dial 0 and at dial 1; the reference twice where it follows no dial.
    pub at: [f64; 2],
    /// Lowest legal value.
    pub min: f64,
    /// Highest legal value.
    pub max: f64,
    /// Value under the reference policy.
    pub reference: f64,
    /// What it means and where it comes from.
    pub note: String,
}

impl LeverRow {
    /// Name of the lever.
    pub fn name(&self) -> &'static str {
        self.lever.name()
    }

    /// Value of the lever where its dial stands at `dials` (by [`Dial::ALL`]).
    pub fn at_dials(&self, dials: [Option<f64>; 2]) -> f64 {
        match self.dial.and_then(|dial| dials[dial as usize]) {
            Some(position) => self.at[0] + position * (self.at[1] - self.at[0]),
            None => self.reference,
        }
    }
}

/// A setting of one lever in a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverSetting {
    /// The lever.
    pub lever: Lever,
    /// State it holds in; everywhere if none.
    pub state: Option<StateId>,
    /// Its value.
    pub value: f64,
    /// Why the policy sets it so.
    pub reason: String,
    /// Key of the document it comes from, or `assumption`.
    pub source: String,
    /// Whether it holds whatever dated changes say.
    pub held: bool,
}

/// A policy: dials, levers set directly, gates and dated changes. What it leaves out stays at the
/// reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Name of the file without its ending.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// What it stands for, and whether it is an interpretation of a document.
    pub description: String,
    /// Position of each dial, by [`Dial::ALL`]; none leaves its levers at the reference.
    pub dials: [Option<f64>; 2],
    /// Levers set directly; they override the dials. Later settings override earlier ones.
    pub settings: Vec<LeverSetting>,
    /// For each gate, whether it is open on every day; none leaves it to the dates on which it opened
    /// and closed if the policy follows the timeline, else to the reference.
    pub gates: Vec<Option<bool>>,
    /// Whether the dated changes of the corridor's timeline, and the dates of its gates, hold.
    pub timeline: bool,
    /// Dated changes of its own, which come after those of the timeline.
    pub changes: Vec<Change>,
}
