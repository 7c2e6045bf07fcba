//! What can happen, and the observers that learn of it.

pub use super::kinds::{
    Abandonment, AbandonmentEnd, GivingUp, Payment, ProtectionStage, Right, Service, StayReason,
};
use super::ledger::Ledger;
use super::market::Market;
use super::people::{Instrument, Person};
use super::queue::Queue;
use super::regime::PolicyRegime;
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

/// Whom an event concerns: members of one party, or one of them, as they are before it.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Their nationality.
    pub nationality: NationalityId,
    /// Those still under way, of simulated people: one stands for `1 / scale` real ones.
    pub people: &'a [Person],
}

/// Something that happens to people.
#[allow(missing_docs, reason = "the sentence on a variant names its fields")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// A party leaves; `again` if it had returned or been removed before.
    Departed { again: bool },
    /// A candidate party found no way open to it and stayed.
    CouldNotLeave,
    /// They spend days on a stage of a link.
    Stage { arc: ArcId, days: f32 },
    /// They come to the end of a link whose price was `usd` for each, lent or paid.
    Passage { arc: ArcId, usd: f32 },
    /// They spent days at a place.
    Stay {
        place: LocationId,
        days: f32,
        why: StayReason,
    },
    /// They stop from exhaustion in the middle of a link.
    Exhausted { arc: ArcId },
    /// They complete a crossing of the bottleneck, `days` after it began, having paid `usd` each.
    Crossed {
        class: ClassId,
        days: f32,
        usd: f32,
        guided: bool,
    },
    /// They were kept from a restricted link that they would have taken; some then do not leave home.
    KeptFromLink { arc: ArcId },
    /// Kept from a restricted link, they take another one within 90 days.
    Deflected { arc: ArcId },
    /// They set out by safe transport.
    Carried { arc: ArcId },
    /// They give up the journey.
    GaveUp { place: LocationId, how: GivingUp },
    /// They had settled and take up their journey again.
    MovedOn,
    /// They arrive at the end of the journey `days` after departure; `access` says whether they can
    /// claim protection there.
    Arrived {
        place: LocationId,
        days: f32,
        access: bool,
    },
    /// Harm that comes next comes in this stay; none: on a link, or in a stay at a place.
    Held { stay: Option<Confinement> },
    /// One of them suffers a harm.
    Harmed {
        place: Place,
        harm: Harm,
        homeward: bool,
    },
    /// One of them is left behind.
    Abandoned { place: Place, kind: Abandonment },
    /// Being left behind ends for one of them.
    AbandonmentEnded { place: Place, end: AbandonmentEnd },
    /// One of them, in need, reaches a stage.
    Protection {
        state: StateId,
        stage: ProtectionStage,
    },
    /// A claim of `size` people was decided after `days`.
    Decided {
        state: StateId,
        size: usize,
        days: f32,
    },
    /// A refusal is overturned by a remedy.
    Remedied { state: StateId },
    /// One of them is given a status.
    Granted {
        state: StateId,
        instrument: Instrument,
    },
    /// They take a place in a regular pathway.
    Regular { instrument: Instrument },
    /// A state acts against one of them.
    Right { state: StateId, kind: Right },
    /// A state receives them, with their trust: registered, or not, or keeping away from registration.
    Received {
        state: StateId,
        registered: bool,
        avoided: bool,
        trust: f32,
    },
    /// One of them needs a service, and is served or not.
    Served {
        state: StateId,
        service: Service,
        served: bool,
    },
    /// A child separated from its family is brought together with it again.
    Traced { state: StateId },
    /// A child is born to one of them, with papers or without.
    Born { state: StateId, documented: bool },
    /// They pay `usd` in all.
    Paid { usd: f32, what: Payment },
    /// They borrow `usd` to go on.
    Borrowed { usd: f32 },
    /// They pay `usd` for a package on a class of links, `toll` of it to those who control the way by
    /// arms.
    Bought {
        class: ClassId,
        tier: usize,
        usd: f32,
        toll: f32,
    },
}

/// Receives what happens. Every method does nothing unless implemented.
#[allow(unused_variables)]
pub trait Observer {
    /// A replication begins; an observer that samples draws from `draws`, at addresses of its own.
    fn replication_began(&mut self, draws: Draws) {}
    /// Other levers, gates or numbers come into force.
    fn regime_began(&mut self, at: Moment, regime: &PolicyRegime) {}
    /// A week begins: the state of the market and of queues.
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
    /// Something happens to people.
    fn event(&mut self, at: Moment, who: Who, event: Event) {}
}

/// An observer that ignores everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}
