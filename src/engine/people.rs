//! People and parties as the engine holds them.

use crate::ids::StateId;
use crate::world::vocabulary::Demographic;

/// Age band of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Age {
    /// 0 to 5 years.
    Under6,
    /// 6 to 11 years.
    From6To11,
    /// 12 to 17 years.
    From12To17,
    /// 18 to 59 years.
    Adult,
    /// 60 years or more.
    Over60,
}

impl Age {
    /// Every band, youngest first.
    pub const ALL: [Age; 5] = [
        Age::Under6,
        Age::From6To11,
        Age::From12To17,
        Age::Adult,
        Age::Over60,
    ];

    /// The band as written in output.
    pub fn name(self) -> &'static str {
        match self {
            Age::Under6 => "0-5",
            Age::From6To11 => "6-11",
            Age::From12To17 => "12-17",
            Age::Adult => "18-59",
            Age::Over60 => "60+",
        }
    }

    /// Whether the person is under 18.
    pub fn is_minor(self) -> bool {
        self < Age::Adult
    }
}

/// Gender of a person, for the groups that sources report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Gender {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
}

impl Gender {
    /// Both.
    pub const ALL: [Gender; 2] = [Gender::Female, Gender::Male];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Gender::Female => "female",
            Gender::Male => "male",
        }
    }
}

/// Need for international protection, by the instrument that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Need {
    /// None.
    None,
    /// The 1951 Convention definition.
    Convention1951,
    /// Only the expanded definition of Cartagena.
    Cartagena,
    /// Displacement by disaster.
    Disaster,
    /// Survivors of trafficking or gender-based violence.
    Trafficking,
}

impl Need {
    /// Every need, by instrument; the first is no need.
    pub const ALL: [Need; 5] = [
        Need::None,
        Need::Convention1951,
        Need::Cartagena,
        Need::Disaster,
        Need::Trafficking,
    ];

    /// The needs that an instrument answers, each with the share of people who have it.
    pub const SHARES: [(Need, Demographic); 4] = [
        (Need::Convention1951, Demographic::Need1951),
        (Need::Cartagena, Demographic::NeedCartagena),
        (Need::Disaster, Demographic::NeedDisaster),
        (Need::Trafficking, Demographic::NeedTrafficking),
    ];

    /// The instrument as written in output.
    pub fn name(self) -> &'static str {
        match self {
            Need::None => "none",
            Need::Convention1951 => "1951",
            Need::Cartagena => "cartagena",
            Need::Disaster => "disaster",
            Need::Trafficking => "trafficking_survivor",
        }
    }

    /// Whether there is a need: every one is answered by an instrument.
    pub fn is_some(self) -> bool {
        self != Need::None
    }
}

/// A legal ground on which people are protected or given a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Instrument {
    /// Refugee status under the 1951 Convention.
    Convention1951,
    /// Refugee status under the expanded definition of Cartagena.
    Cartagena,
    /// Complementary or temporary protection.
    Complementary,
    /// Protection in disaster displacement.
    Disaster,
    /// Protection of survivors of trafficking.
    Trafficking,
    /// A humanitarian visa.
    HumanitarianVisa,
    /// Resettlement.
    Resettlement,
    /// A place for a worker.
    LabourMobility,
    /// Regularisation of people who settled.
    Regularisation,
    /// Admission under a programme of the destination.
    Admission,
}

impl Instrument {
    /// Every instrument.
    pub const ALL: [Instrument; 10] = [
        Instrument::Convention1951,
        Instrument::Cartagena,
        Instrument::Complementary,
        Instrument::Disaster,
        Instrument::Trafficking,
        Instrument::HumanitarianVisa,
        Instrument::Resettlement,
        Instrument::LabourMobility,
        Instrument::Regularisation,
        Instrument::Admission,
    ];

    /// The instrument as written in output.
    pub fn name(self) -> &'static str {
        match self {
            Instrument::Convention1951 => "1951",
            Instrument::Cartagena => "cartagena",
            Instrument::Complementary => "complementary",
            Instrument::Disaster => "disaster",
            Instrument::Trafficking => "trafficking_survivor",
            Instrument::HumanitarianVisa => "humanitarian_visa",
            Instrument::Resettlement => "resettlement",
            Instrument::LabourMobility => "labour_mobility",
            Instrument::Regularisation => "regularisation",
            Instrument::Admission => "admission",
        }
    }

    /// The instrument that answers a need; the complementary one where there is none.
    pub fn of_need(need: Need) -> Self {
        match need {
            Need::Convention1951 => Instrument::Convention1951,
            Need::Cartagena => Instrument::Cartagena,
            Need::Disaster => Instrument::Disaster,
            Need::Trafficking => Instrument::Trafficking,
            Need::None => Instrument::Complementary,
        }
    }

    /// Whether it protects, rather than regularises.
    pub fn protects(self) -> bool {
        !matches!(
            self,
            Instrument::LabourMobility | Instrument::Regularisation | Instrument::Admission
        )
    }
}

/// Yes-or-no marks of a person, one bit each.
pub mod mark {
    /// Identifies as LGBTIQ+.
    pub const SOGIESC: u16 = 1;
    /// Has a disability.
    pub const DISABILITY: u16 = 1 << 1;
    /// Is pregnant.
    pub const PREGNANT: u16 = 1 << 2;
    /// Cannot walk unaided.
    pub const IMMOBILE: u16 = 1 << 3;
    /// Is held by kidnappers, until the days of captivity are drawn.
    pub const HELD: u16 = 1 << 4;
    /// Was left behind at least once, other than by contract.
    pub const ABANDONED_ONCE: u16 = 1 << 5;
    /// Was informed at least once.
    pub const INFORMED: u16 = 1 << 6;
    /// Had the need identified at least once.
    pub const IDENTIFIED: u16 = 1 << 7;
    /// Had a claim registered at least once.
    pub const REGISTERED: u16 = 1 << 8;
    /// Lodged a claim at least once.
    pub const APPLIED: u16 = 1 << 9;
    /// Had a claim decided at least once.
    pub const DECIDED: u16 = 1 << 10;
    /// Was granted protection.
    pub const GRANTED: u16 = 1 << 11;
    /// Holds an effective status.
    pub const EFFECTIVE: u16 = 1 << 12;
    /// Dead or missing: no longer under way.
    pub const LOST: u16 = 1 << 13;
    /// Was left behind by a contract that ended.
    pub const CONTRACT_ONCE: u16 = 1 << 14;
    /// Is indigenous or Afro-descendant.
    pub const INDIGENOUS_AFRO: u16 = 1 << 15;
}

/// Energy of people on departure, in points.
pub const FULL_ENERGY: u8 = 100;

/// One simulated person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Address: the entity of the party the person first left with.
    pub entity: u64,
    /// Harms suffered so far, one bit per [`Harm`](crate::world::vocabulary::Harm), and its `EXTORTED`.
    pub harms: u16,
    /// Harms suffered since the crossing of the bottleneck began.
    pub crossing_harms: u16,
    /// Harms suffered inside the state of [`Person::harm_state`], borders left out.
    pub state_harms: u16,
    /// Marks, see [`mark`].
    pub marks: u16,
    /// Address: position in that first party.
    pub member: u8,
    /// Age band.
    pub age: Age,
    /// Gender.
    pub gender: Gender,
    /// Need for protection.
    pub need: Need,
    /// Energy, 0 to 100 points.
    pub energy: u8,
    /// Type of the party the person first left with.
    pub party_type: PartyType,
    /// Fifth of the money of its nationality that the party had on departure, 0 the poorest.
    pub quintile: u8,
    /// Number of the last state inside which the person was harmed, plus one; 0 for none.
    pub harm_state: u8,
}

/// The type of a party on departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PartyType {
    /// One adult.
    Lone,
    /// A family with children.
    Family,
    /// Adults together.
    Group,
    /// A child alone.
    Unaccompanied,
}

impl PartyType {
    /// Every type.
    pub const ALL: [PartyType; 4] = [
        PartyType::Lone,
        PartyType::Family,
        PartyType::Group,
        PartyType::Unaccompanied,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            PartyType::Lone => "lone",
            PartyType::Family => "family",
            PartyType::Group => "group",
            PartyType::Unaccompanied => "unaccompanied",
        }
    }
}

impl Person {
    /// A person alone to whom nothing has happened, with no need for protection.
    pub fn new(age: Age, gender: Gender) -> Self {
        Self {
            entity: 0,
            harms: 0,
            crossing_harms: 0,
            state_harms: 0,
            harm_state: 0,
            marks: 0,
            member: 0,
            age,
            gender,
            need: Need::None,
            energy: FULL_ENERGY,
            party_type: PartyType::Lone,
            quintile: 0,
        }
    }

    /// Whether all bits of `marks` are set.
    pub fn has(&self, marks: u16) -> bool {
        self.marks & marks == marks
    }

    /// Notes harms, as bits; `inside` is the state, none for harm on the way over a border.
    pub fn note_harm(&mut self, kinds: u16, inside: Option<StateId>) {
        self.harms |= kinds;
        self.crossing_harms |= kinds;
        if let Some(state) = inside {
            let number = state.0 as u8 + 1;
            if self.harm_state != number {
                self.harm_state = number;
                self.state_harms = 0;
            }
            self.state_harms |= kinds;
        }
    }

    /// Harms suffered inside a state, if it is the last inside which there was any.
    pub fn harms_inside(&self, state: StateId) -> u16 {
        if u32::from(self.harm_state) == state.0 + 1 {
            self.state_harms
        } else {
            0
        }
    }

    /// Group of the person among those of a nationality: gender by age, 0 to 9.
    pub fn group(&self) -> usize {
        self.gender as usize * Age::ALL.len() + self.age as usize
    }
}

/// Number of groups of gender by age.
pub const GROUPS: usize = Age::ALL.len() * Gender::ALL.len();

/// Where a person stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Standing {
    /// On a link, or acting at a place.
    Travelling,
    /// Waiting by choice, in a queue, for a decision, or for a regular pathway.
    Waiting,
    /// Out of money.
    Stranded,
    /// Detained.
    Detained,
    /// Settled with a status.
    SettledRegular,
    /// Settled without a status.
    SettledIrregular,
    /// Holds an effective protection status.
    Protected,
    /// Arrived.
    Destination,
    /// Back by own choice.
    Returned,
    /// Removed by a state.
    Removed,
    /// Dead.
    Dead,
    /// Disappeared.
    Missing,
}

impl Standing {
    /// Every standing, in the order of the ledger.
    pub const ALL: [Standing; 12] = [
        Standing::Travelling,
        Standing::Waiting,
        Standing::Stranded,
        Standing::Detained,
        Standing::SettledRegular,
        Standing::SettledIrregular,
        Standing::Protected,
        Standing::Destination,
        Standing::Returned,
        Standing::Removed,
        Standing::Dead,
        Standing::Missing,
    ];
    /// How many there are.
    pub const COUNT: usize = Standing::ALL.len();

    /// The column name in output.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Travelling => "travelling",
            Standing::Waiting => "waiting",
            Standing::Stranded => "stranded",
            Standing::Detained => "detained",
            Standing::SettledRegular => "settled_regular",
            Standing::SettledIrregular => "settled_irregular",
            Standing::Protected => "protected",
            Standing::Destination => "destination",
            Standing::Returned => "returned",
            Standing::Removed => "removed",
            Standing::Dead => "dead",
            Standing::Missing => "missing",
        }
    }
}
