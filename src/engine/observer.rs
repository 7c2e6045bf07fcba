//! What the engine tells the outside: events, as calls that cost nothing when nobody listens.

use super::epoch::Epoch;
pub use super::event::{
    Abandonment, AbandonmentEnd, GivingUp, Moment, Payment, Place, ProtectionStage, Right, Service,
    Stay,
};
use super::ledger::Ledger;
use super::market::Market;
use super::people::{Instrument, Person};
use super::queue::Queue;
use crate::ids::{ArcId, ClassId, LocationId, NationalityId, StateId};
use crate::rng::Draws;
use crate::world::network::Confinement;
use crate::world::vocabulary::Harm;

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
