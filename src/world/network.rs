//! The route network: places, links, classes, segments, gates and daily capacities.

use petgraph::graph::DiGraph;

use super::vocabulary::{ClassQuantity, Harm, StateQuantity};
use crate::ids::{
    CapacityId, ClassId, GateId, LinkId, LocationId, NationalityId, QuantityId, SegmentId, StateId,
};

/// A state (country) and what it offers.
#[derive(Clone, Debug)]
pub struct State {
    /// Code, such as an ISO 3166 alpha-3 code.
    pub code: String,
    /// Name in English.
    pub name: String,
    /// Its numbers, by [`StateQuantity`]; the asylum ones are absent where there is no procedure.
    pub quantities: Vec<Option<QuantityId>>,
}

impl State {
    /// The number `which`, if the state has it.
    pub fn quantity(&self, which: StateQuantity) -> Option<QuantityId> {
        self.quantities[which as usize]
    }
}

/// What kind of place a location is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationKind {
    /// Where journeys begin.
    Origin,
    /// A city or town on the way.
    Hub,
    /// A land border.
    Border,
    /// A port of boats.
    SeaPort,
    /// Where a trail begins or a camp on it.
    Trailhead,
    /// A station that receives people.
    ReceptionStation,
    /// An airport.
    Airport,
    /// Where journeys end.
    Destination,
}

impl LocationKind {
    /// Every kind.
    pub const ALL: [LocationKind; 8] = [
        LocationKind::Origin,
        LocationKind::Hub,
        LocationKind::Border,
        LocationKind::SeaPort,
        LocationKind::Trailhead,
        LocationKind::ReceptionStation,
        LocationKind::Airport,
        LocationKind::Destination,
    ];

    /// The word used in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            LocationKind::Origin => "origin",
            LocationKind::Hub => "hub",
            LocationKind::Border => "border",
            LocationKind::SeaPort => "sea_port",
            LocationKind::Trailhead => "trailhead",
            LocationKind::ReceptionStation => "reception_station",
            LocationKind::Airport => "airport",
            LocationKind::Destination => "destination",
        }
    }
}

/// A place where people can be.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug)]
pub struct Location {
    /// Short identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// State it lies in.
    pub state: StateId,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// Kind of place.
    pub kind: LocationKind,
    /// Segment whose hazards hold for people who stay here.
    pub segment: SegmentId,
    /// Whether a crossing of the bottleneck is recorded on arrival here.
    pub crossing_point: bool,
    /// Whether arrivals are received, informed and identified here.
    pub reception: bool,
    /// Whether asylum can be claimed here.
    pub asylum_office: bool,
    /// Whether guides' contracts end here.
    pub contract_ends: bool,
}

/// How people move on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// On foot.
    Foot,
    /// Bus, car or lorry.
    Bus,
    /// Boat on a river.
    RiverBoat,
    /// Boat at sea.
    SeaBoat,
    /// Freight train.
    Train,
    /// Aircraft.
    Air,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 6] = [
        Mode::Foot,
        Mode::Bus,
        Mode::RiverBoat,
        Mode::SeaBoat,
        Mode::Train,
        Mode::Air,
    ];

    /// The word used in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Foot => "foot",
            Mode::Bus => "bus",
            Mode::RiverBoat => "river_boat",
            Mode::SeaBoat => "sea_boat",
            Mode::Train => "train",
            Mode::Air => "air",
        }
    }
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkUse {
    /// Part of the way on.
    Onward,
    /// A regular pathway: people wait where they are until they may travel.
    Pathway,
    /// Used only by people on their way back.
    Return,
    /// Used only by states, to move people against their will.
    Forced,
}

impl LinkUse {
    /// Every use.
    pub const ALL: [LinkUse; 4] = [
        LinkUse::Onward,
        LinkUse::Pathway,
        LinkUse::Return,
        LinkUse::Forced,
    ];

    /// The word used in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            LinkUse::Onward => "onward",
            LinkUse::Pathway => "pathway",
            LinkUse::Return => "return",
            LinkUse::Forced => "forced",
        }
    }
}

/// Who leads people on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guide {
    /// Nobody.
    None,
    /// Guides under a contract.
    Contract,
    /// The crew of a boat.
    Crew,
}

impl Guide {
    /// Every kind.
    pub const ALL: [Guide; 3] = [Guide::None, Guide::Contract, Guide::Crew];

    /// The word used in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Guide::None => "none",
            Guide::Contract => "contract",
            Guide::Crew => "crew",
        }
    }
}

/// A physical connection between two places.
#[derive(Clone, Debug)]
pub struct Link {
    /// Short identifier.
    pub id: String,
    /// Start as stated.
    pub from: LocationId,
    /// End as stated.
    pub to: LocationId,
    /// How people move.
    pub mode: Mode,
    /// Class it is reported under.
    pub class: ClassId,
    /// Length in km.
    pub distance_km: f64,
    /// Shortest, typical and longest travel time in days in the dry season, without queues.
    pub days: [f64; 3],
    /// Fare in USD per person, tolls included.
    pub fare: QuantityId,
    /// What it is for.
    pub purpose: LinkUse,
    /// Gate it hangs on, if any.
    pub gate: Option<GateId>,
    /// Whether people on their way on may also take it against its stated direction.
    pub bidirectional: bool,
    /// Segment whose hazards hold on it.
    pub segment: SegmentId,
    /// Who leads people on it.
    pub guide: Guide,
    /// Whether visa rules reach it.
    pub visa: bool,
    /// Daily limit it shares, if any.
    pub capacity: Option<CapacityId>,
    /// State whose rules hold on it: closures, interdiction, visas. Where the file does not say, the
    /// state in which it ends.
    pub control: StateId,
}

/// A family of links that are reported together.
#[derive(Clone, Debug)]
pub struct LinkClass {
    /// Identifier.
    pub id: String,
    /// Its numbers, by [`ClassQuantity`].
    pub quantities: Vec<QuantityId>,
    /// Whether taking it counts towards a crossing of the bottleneck.
    pub crossing: bool,
}

impl LinkClass {
    /// The number `which`.
    pub fn quantity(&self, which: ClassQuantity) -> QuantityId {
        self.quantities[which as usize]
    }
}

/// How the value of a hazard row is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HazardMeasure {
    /// Probability per passage of a segment whose passage takes so many days.
    PerPassage {
        /// Days of the passage that the probability refers to.
        days: f64,
    },
    /// Rate per person-day.
    PerDay,
}

/// One hazard of a segment.
#[derive(Clone, Copy, Debug)]
pub struct HazardRate {
    /// The number in the register.
    pub quantity: QuantityId,
    /// What it measures.
    pub measure: HazardMeasure,
}

impl HazardMeasure {
    /// Hazard per person-day of a `value` so measured: `-ln(1 - p) / days` for a probability per
    /// passage. A probability of 1 is taken as 0.9999.
    pub fn per_day(self, value: f64) -> f64 {
        match self {
            HazardMeasure::PerPassage { days } => -libm::log(1.0 - value.min(0.9999)) / days,
            HazardMeasure::PerDay => value,
        }
    }
}

/// A stay with hazards of its own wherever it takes place: those of the segment with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// Detention by a state.
    Detention,
    /// Waiting for a decision on a claim.
    Claim,
    /// Being held by kidnappers.
    Captivity,
    /// Being set down after expulsion, pushback or busing, taken as one day.
    Removal,
}

impl Confinement {
    /// Every kind.
    pub const ALL: [Confinement; 4] = [
        Confinement::Detention,
        Confinement::Claim,
        Confinement::Captivity,
        Confinement::Removal,
    ];

    /// Name of its segment in `hazards.csv`; without one it has no hazards.
    pub fn segment(self) -> &'static str {
        match self {
            Confinement::Detention => "detention",
            Confinement::Claim => "claim",
            Confinement::Captivity => "captivity",
            Confinement::Removal => "removal",
        }
    }
}

/// A stretch of the journey with hazard rates of its own.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Identifier.
    pub id: String,
    /// Its hazards, by [`Harm`]; absent means none.
    pub hazards: [Option<HazardRate>; Harm::COUNT],
    /// Share of extortion among robbery and extortion; absent means none.
    pub extortion: Option<QuantityId>,
}

/// Why a gate exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateKind {
    /// Visa rules and other law.
    Legal,
    /// A service run or licensed by a state.
    Service,
    /// What carriers offer.
    Market,
    /// An enforcement measure.
    Enforcement,
}

impl GateKind {
    /// Every kind.
    pub const ALL: [GateKind; 4] = [
        GateKind::Legal,
        GateKind::Service,
        GateKind::Market,
        GateKind::Enforcement,
    ];

    /// The word used in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            GateKind::Legal => "legal",
            GateKind::Service => "service",
            GateKind::Market => "market",
            GateKind::Enforcement => "enforcement",
        }
    }
}

/// A named switch that policy or the market sets on links.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Identifier.
    pub id: String,
    /// Day from which it was open in history; none if it always was.
    pub opens: Option<jiff::civil::Date>,
    /// Day on which it closed in history; none if it did not.
    pub closes: Option<jiff::civil::Date>,
    /// For each nationality, whether the gate lets it pass when open.
    pub admits: Vec<bool>,
    /// Why it exists.
    pub kind: GateKind,
    /// Whether it is open under the reference.
    pub reference_open: bool,
    /// What it is.
    pub what: String,
}

impl Gate {
    /// Whether the gate was open in history on a day.
    pub fn open_in_history(&self, date: jiff::civil::Date) -> bool {
        self.opens.is_none_or(|opens| date >= opens)
            && self.closes.is_none_or(|closes| date < closes)
    }

    /// Whether an open gate lets people of this nationality pass.
    pub fn lets_pass(&self, nationality: NationalityId) -> bool {
        self.admits[nationality.index()]
    }
}

/// A daily limit shared by one or more links.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Identifier.
    pub id: String,
    /// People per day.
    pub per_day: QuantityId,
    /// The links that share it.
    pub links: Vec<LinkId>,
}

/// The directed multigraph of places and links; forced links included.
pub type RouteGraph = DiGraph<LocationId, LinkId>;
