//! Policy as data: levers, dials, gates and packages.

use crate::ids::StateId;

/// The levers that a rule of the engine reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Lever {
    /// Chance that a claim is registered when voiced.
    AsylumAccess,
    /// Chance of screening before removal.
    ScreeningBeforeRemoval,
    /// Chance that a removal is stopped when a need was found.
    RefoulementGuard,
    /// Share of decisions that apply the expanded definition.
    DefCartagena,
    /// Multiplier of asylum decisions per day.
    AsylumCapacity,
    /// Share of the flow that faces visa rules.
    VisaWall,
    /// Chance of interdiction per day in view.
    Interdiction,
    /// Share of trail capacity closed.
    TrailClosure,
    /// Share of intercepted people who are detained.
    DetentionShare,
    /// Mean days of detention.
    DetentionDays,
    /// Removals per day in the whole corridor.
    RemovalCapacity,
    /// Chance that intercepted people are pushed back.
    Pushback,
    /// Fine per intercepted adult.
    Fines,
    /// Militarisation of the route.
    Militarisation,
    /// Presence of civil institutions.
    CivilPresence,
    /// Share of arrivals informed by a state or agency.
    InformationReach,
    /// Legal aid teams per 1,000 daily arrivals.
    LegalAidTeams,
    /// Identification by age, gender and diversity.
    AgdIdentification,
    /// Coverage of water, sanitation and medical care.
    WashMedical,
    /// Coverage of shelter.
    Shelter,
    /// Search and rescue.
    SearchAndRescue,
    /// Share of the flow offered safe transport.
    CorridorTransport,
    /// Support for integration.
    IntegrationSupport,
    /// Share of irregularly settled people given status per month.
    RegularisationRate,
    /// Share who can claim protection on arrival at the destination.
    DestinationAccess,
}

impl Lever {
    /// Every lever that a rule reads.
    pub const ALL: [Lever; 25] = [
        Lever::AsylumAccess,
        Lever::ScreeningBeforeRemoval,
        Lever::RefoulementGuard,
        Lever::DefCartagena,
        Lever::AsylumCapacity,
        Lever::VisaWall,
        Lever::Interdiction,
        Lever::TrailClosure,
        Lever::DetentionShare,
        Lever::DetentionDays,
        Lever::RemovalCapacity,
        Lever::Pushback,
        Lever::Fines,
        Lever::Militarisation,
        Lever::CivilPresence,
        Lever::InformationReach,
        Lever::LegalAidTeams,
        Lever::AgdIdentification,
        Lever::WashMedical,
        Lever::Shelter,
        Lever::SearchAndRescue,
        Lever::CorridorTransport,
        Lever::IntegrationSupport,
        Lever::RegularisationRate,
        Lever::DestinationAccess,
    ];
    /// How many levers rules read.
    pub const COUNT: usize = Lever::ALL.len();

    /// The name in scenario and policy files.
    pub fn name(self) -> &'static str {
        match self {
            Lever::AsylumAccess => "asylum_access",
            Lever::ScreeningBeforeRemoval => "screening_before_removal",
            Lever::RefoulementGuard => "refoulement_guard",
            Lever::DefCartagena => "def_cartagena",
            Lever::AsylumCapacity => "asylum_capacity_mult",
            Lever::VisaWall => "visa_wall",
            Lever::Interdiction => "interdiction",
            Lever::TrailClosure => "trail_closure",
            Lever::DetentionShare => "detention_share",
            Lever::DetentionDays => "detention_days",
            Lever::RemovalCapacity => "removal_capacity",
            Lever::Pushback => "pushback_prob",
            Lever::Fines => "fines_usd",
            Lever::Militarisation => "militarisation",
            Lever::CivilPresence => "civil_presence",
            Lever::InformationReach => "information_reach",
            Lever::LegalAidTeams => "legal_aid_teams",
            Lever::AgdIdentification => "agd_identification",
            Lever::WashMedical => "wash_medical",
            Lever::Shelter => "shelter",
            Lever::SearchAndRescue => "search_and_rescue",
            Lever::CorridorTransport => "corridor_transport",
            Lever::IntegrationSupport => "integration_support",
            Lever::RegularisationRate => "regularisation_rate",
            Lever::DestinationAccess => "destination_asylum_access",
        }
    }

    /// Whether the lever is one number for the whole corridor, which no state can set for itself.
    pub fn is_corridor_wide(self) -> bool {
        self == Lever::RemovalCapacity
    }

    /// The lever with this name, if a rule reads it.
    pub fn from_name(name: &str) -> Option<Lever> {
        Lever::ALL.into_iter().find(|lever| lever.name() == name)
    }
}

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

/// A row of `levers.csv`: what a lever is, whether or not a rule reads it yet.
#[derive(Clone, Debug)]
pub struct LeverRow {
    /// Name.
    pub name: String,
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
    /// The rule-read lever behind the name; none is "not yet modelled".
    pub modelled: Option<Lever>,
}

impl LeverRow {
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
}

/// A policy: dials, levers set directly, and gates. What it leaves out stays at the reference.
#[derive(Clone, Debug, PartialEq)]
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
    /// For each gate, whether it is open.
    pub gates: Vec<bool>,
}

impl Policy {
    /// Whether the policy sets every rule-read lever and gate as another one does.
    pub fn acts_as(&self, other: &Policy, rows: &[LeverRow], states: usize) -> bool {
        self.gates == other.gates
            && self.lever_values(rows, states) == other.lever_values(rows, states)
    }

    /// Values of every rule-read lever in every state: `values[state][lever]`.
    pub fn lever_values(&self, rows: &[LeverRow], states: usize) -> Vec<[f64; Lever::COUNT]> {
        let mut everywhere = [0.0; Lever::COUNT];
        for row in rows {
            if let Some(lever) = row.modelled {
                everywhere[lever as usize] = row.at_dials(self.dials);
            }
        }
        for setting in self
            .settings
            .iter()
            .filter(|setting| setting.state.is_none())
        {
            everywhere[setting.lever as usize] = setting.value;
        }
        let mut values = vec![everywhere; states];
        for setting in &self.settings {
            if let Some(state) = setting.state {
                values[state.index()][setting.lever as usize] = setting.value;
            }
        }
        values
    }
}
