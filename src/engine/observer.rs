//! What the engine tells the outside: events, as calls that cost nothing when nobody listens.

use super::epoch::Epoch;
use super::ledger::Ledger;
use super::market::Market;
use super::people::{Instrument, Person};
use super::queue::Queue;
use crate::ids::{ArcId, ClassId, LocationId, NationalityId, StateId};
use crate::rng::Draws;
use crate::world::network::Confinement;
use crate::world::vocabulary::Harm;

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Day from the start of the window.
    pub day: usize,
    /// Month from the start of the window.
    pub month: usize,
    /// Whether the month is rainy.
    pub rainy: bool,
}

/// Where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a link.
    Arc(ArcId),
    /// At a location.
    Location(LocationId),
}

/// Why people stay at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// They chose to wait.
    Choice,
    /// A queue for a boat, bus, station or pathway.
    Queue,
    /// A claim is pending.
    Claim,
    /// They ran out of money.
    Stranded,
    /// They are detained.
    Detained,
}

impl Stay {
    /// Every reason.
    pub const ALL: [Stay; 5] = [
        Stay::Choice,
        Stay::Queue,
        Stay::Claim,
        Stay::Stranded,
        Stay::Detained,
    ];
}

/// How people are left behind. The four are never added to one another or to giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abandonment {
    /// The guide's contract ends in the middle of the way.
    Contract,
    /// Guides or boat crews leave their clients before that.
    Guide,
    /// Fellow travellers leave an exhausted or injured person.
    Fellow,
    /// A child is separated from its party.
    Child,
}

impl Abandonment {
    /// Every kind.
    pub const ALL: [Abandonment; 4] = [
        Abandonment::Contract,
        Abandonment::Guide,
        Abandonment::Fellow,
        Abandonment::Child,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Abandonment::Contract => "contract",
            Abandonment::Guide => "guide",
            Abandonment::Fellow => "fellow",
            Abandonment::Child => "child",
        }
    }
}

/// How being left behind ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbandonmentEnd {
    /// Taken in by others, or reached a place.
    Rejoined,
    /// Rescued.
    Rescued,
    /// Died or disappeared.
    Died,
}

/// How people give up the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivingUp {
    /// Turned back.
    TurnedBack,
    /// Settled on the way.
    Settled,
    /// Waited over 90 days in all.
    WaitedLong,
}

impl GivingUp {
    /// Every way.
    pub const ALL: [GivingUp; 3] = [
        GivingUp::TurnedBack,
        GivingUp::Settled,
        GivingUp::WaitedLong,
    ];
}

/// A stage of the way to protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtectionStage {
    /// In need on departure.
    InNeed,
    /// Informed of rights and procedures.
    Informed,
    /// Need identified.
    Identified,
    /// Claim registered.
    Registered,
    /// Claim lodged.
    Applied,
    /// Waiting for a decision.
    Queued,
    /// Claim withdrawn before a decision.
    Withdrawn,
    /// Claim decided.
    Decided,
    /// Protection granted.
    Granted,
    /// Status effective.
    Effective,
}

impl ProtectionStage {
    /// Every stage in order.
    pub const ALL: [ProtectionStage; 10] = [
        ProtectionStage::InNeed,
        ProtectionStage::Informed,
        ProtectionStage::Identified,
        ProtectionStage::Registered,
        ProtectionStage::Applied,
        ProtectionStage::Queued,
        ProtectionStage::Withdrawn,
        ProtectionStage::Decided,
        ProtectionStage::Granted,
        ProtectionStage::Effective,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            ProtectionStage::InNeed => "in_need",
            ProtectionStage::Informed => "informed",
            ProtectionStage::Identified => "identified",
            ProtectionStage::Registered => "registered",
            ProtectionStage::Applied => "applied",
            ProtectionStage::Queued => "queued",
            ProtectionStage::Withdrawn => "withdrawn",
            ProtectionStage::Decided => "decided",
            ProtectionStage::Granted => "granted",
            ProtectionStage::Effective => "effective",
        }
    }
}

/// A breach of rights, or an act of the state that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Interdicted by a state.
    Interdicted,
    /// Detained.
    Detained,
    /// Pushed back without a procedure.
    PushedBack,
    /// Moved back inside a state against their will.
    Bused,
    /// Removed.
    Removed,
    /// Removed or pushed back with a need that nobody assessed or that was set aside.
    Refoulement,
    /// The same, and removed again by the state to which they were removed.
    ChainRefoulement,
}

impl Right {
    /// Every kind.
    pub const ALL: [Right; 7] = [
        Right::Interdicted,
        Right::Detained,
        Right::PushedBack,
        Right::Bused,
        Right::Removed,
        Right::Refoulement,
        Right::ChainRefoulement,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Right::Interdicted => "interdicted",
            Right::Detained => "detained",
            Right::PushedBack => "pushed_back",
            Right::Bused => "bused",
            Right::Removed => "removed",
            Right::Refoulement => "refoulement",
            Right::ChainRefoulement => "chain_refoulement",
        }
    }
}

/// A service that people meet at a place of reception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A bed, food, water, medical care.
    Reception,
    /// Care for survivors of gender-based violence.
    SurvivorCare,
}

impl Service {
    /// Both.
    pub const ALL: [Service; 2] = [Service::Reception, Service::SurvivorCare];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Service::Reception => "reception",
            Service::SurvivorCare => "survivor_care",
        }
    }
}

/// What people pay for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Fares and tolls.
    Fare,
    /// Daily living.
    Living,
    /// Robbery, extortion and ransom.
    Loss,
    /// Fines.
    Fine,
}

impl Payment {
    /// Every kind.
    pub const ALL: [Payment; 4] = [Payment::Fare, Payment::Living, Payment::Loss, Payment::Fine];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Payment::Fare => "fares",
            Payment::Living => "living",
            Payment::Loss => "robbery_and_ransom",
            Payment::Fine => "fines",
        }
    }
}

/// Receives what happens. Every method does nothing unless implemented.
///
/// A slice of people is the members still under way of one party. Counts are of simulated people:
/// one stands for `1 / scale` real ones.
#[allow(unused_variables)]
pub trait Observer {
    /// A replication begins; an observer that samples draws from `draws`, at addresses of its own.
    fn replication_began(&mut self, draws: Draws) {}
    /// Other levers, gates or numbers come into force.
    fn epoch_began(&mut self, at: Moment, epoch: &Epoch) {}
    /// A party leaves; `again` if it had returned or been removed before.
    fn departed(&mut self, at: Moment, nationality: NationalityId, people: &[Person], again: bool) {
    }
    /// A candidate party found no way open to it and stayed.
    fn could_not_leave(&mut self, at: Moment, nationality: NationalityId, size: usize) {}
    /// People spend `days` on a stage of a link.
    fn stage(
        &mut self,
        at: Moment,
        arc: ArcId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
    ) {
    }
    /// People come to the end of a link whose price was `usd` for each, lent or paid.
    fn passage(
        &mut self,
        at: Moment,
        arc: ArcId,
        nationality: NationalityId,
        people: &[Person],
        usd: f32,
    ) {
    }
    /// People spent `days` at a place.
    fn stay(
        &mut self,
        at: Moment,
        place: LocationId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
        why: Stay,
    ) {
    }
    /// A person suffers a harm; `person` shows the marks before it.
    fn harmed(
        &mut self,
        at: Moment,
        place: Place,
        nationality: NationalityId,
        person: &Person,
        harm: Harm,
    ) {
    }
    /// Harm that is told next comes in this stay; none: on a link, or in a stay at a place.
    fn held(&mut self, stay: Option<Confinement>) {}
    /// A person on the way back suffers a harm; told besides [`Observer::harmed`], and before it.
    fn harmed_on_way_back(
        &mut self,
        at: Moment,
        nationality: NationalityId,
        person: &Person,
        harm: Harm,
    ) {
    }
    /// A person is left behind.
    fn abandoned(
        &mut self,
        at: Moment,
        place: Place,
        nationality: NationalityId,
        person: &Person,
        kind: Abandonment,
    ) {
    }
    /// Being left behind ends for a person.
    fn abandonment_ended(
        &mut self,
        at: Moment,
        place: Place,
        nationality: NationalityId,
        person: &Person,
        end: AbandonmentEnd,
    ) {
    }
    /// A party stops from exhaustion in the middle of a link.
    fn exhausted(&mut self, at: Moment, arc: ArcId, nationality: NationalityId, people: &[Person]) {
    }
    /// People give up the journey.
    fn gave_up(
        &mut self,
        at: Moment,
        place: LocationId,
        nationality: NationalityId,
        people: &[Person],
        how: GivingUp,
    ) {
    }
    /// People complete a crossing of the bottleneck, `days` after it began, having paid `usd` each.
    fn crossed(
        &mut self,
        at: Moment,
        class: ClassId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
        usd: f32,
        guided: bool,
    ) {
    }
    /// A person in need reaches a stage; `person` shows the marks before it.
    fn protection(
        &mut self,
        at: Moment,
        state: StateId,
        nationality: NationalityId,
        person: &Person,
        stage: ProtectionStage,
    ) {
    }
    /// A claim of `size` people was decided after `days`.
    fn decided(&mut self, at: Moment, state: StateId, size: usize, days: f32) {}
    /// A state acts against a person.
    fn right(
        &mut self,
        at: Moment,
        state: StateId,
        nationality: NationalityId,
        person: &Person,
        kind: Right,
    ) {
    }
    /// People were kept from a restricted link that they would have taken; also those who then do
    /// not leave home.
    fn kept_from_link(&mut self, at: Moment, arc: ArcId, people: &[Person]) {}
    /// People kept from a restricted link take another one within 90 days.
    fn deflected(&mut self, at: Moment, arc: ArcId, people: &[Person]) {}
    /// People arrive at the end of the journey `days` after departure; `access` says whether they
    /// can claim protection there.
    fn arrived(
        &mut self,
        at: Moment,
        place: LocationId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
        access: bool,
    ) {
    }
    /// A party pays `usd` in all.
    fn paid(&mut self, at: Moment, nationality: NationalityId, usd: f32, what: Payment) {}
    /// A party borrows `usd` to go on.
    fn borrowed(&mut self, at: Moment, nationality: NationalityId, usd: f32) {}
    /// A party of `size` people pays `usd` for a package on a class of links, `toll` of it to those
    /// who control the way by arms.
    fn bought(
        &mut self,
        at: Moment,
        class: ClassId,
        tier: usize,
        size: usize,
        usd: f32,
        toll: f32,
    ) {
    }
    /// People set out by safe transport.
    fn carried(&mut self, at: Moment, arc: ArcId, nationality: NationalityId, people: &[Person]) {}
    /// People are received by a state: registered, or not, or keeping away from registration; with
    /// their trust.
    fn registered(
        &mut self,
        at: Moment,
        state: StateId,
        nationality: NationalityId,
        people: &[Person],
        registered: bool,
        avoided: bool,
        trust: f32,
    ) {
    }
    /// A person who needs a service is served or not.
    fn served(
        &mut self,
        at: Moment,
        state: StateId,
        nationality: NationalityId,
        person: &Person,
        service: Service,
        served: bool,
    ) {
    }
    /// A child separated from its family is brought together with it again.
    fn traced(&mut self, at: Moment, state: StateId, nationality: NationalityId, person: &Person) {}
    /// A child is born on the way, with papers or without.
    fn born(&mut self, at: Moment, state: StateId, documented: bool) {}
    /// People take a place in a regular pathway.
    fn regular(
        &mut self,
        at: Moment,
        nationality: NationalityId,
        people: &[Person],
        instrument: Instrument,
    ) {
    }
    /// A person is given a status under an instrument.
    fn granted(
        &mut self,
        at: Moment,
        state: StateId,
        nationality: NationalityId,
        person: &Person,
        instrument: Instrument,
    ) {
    }
    /// A refusal is overturned by a remedy.
    fn remedied(&mut self, at: Moment, state: StateId, people: &[Person]) {}
    /// People who had settled take up their journey again.
    fn moved_on(&mut self, at: Moment, nationality: NationalityId, people: &[Person]) {}
    /// A week begins: what holds in the market and in queues.
    fn week_began(
        &mut self,
        at: Moment,
        market: &Market,
        queues: &[Queue],
        claims: &[Option<Queue>],
    ) {
    }
    /// A month ends.
    fn month_ended(&mut self, at: Moment, ledger: &Ledger) {}
}

/// An observer that ignores everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}
