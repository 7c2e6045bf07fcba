//! How a tally counts what the engine tells.

use super::cells::{cell, mark_of};
use super::equity::Burden;
use super::record::CAUSES;
use super::strata::{LEFT, STOPS};
use super::tally::{ABUSE, AT_PLACE, Answer, DEPARTED, LinkCount, RE_DEPARTED, SERIOUS, Tally};
use super::{
    Abandonment, Gender, GivingUp, Payment, ProtectionStage, Right, Service, Standing, Stay,
};
use crate::engine::epoch::Epoch;
use crate::engine::ledger::Ledger;
use crate::engine::market::Market;
use crate::engine::observer::{AbandonmentEnd, Moment, Observer, Place};
use crate::engine::people::{Instrument, Person};
use crate::engine::queue::Queue;
use crate::ids::{ArcId, ClassId, LocationId, NationalityId, StateId};
use crate::rng::Draws;
use crate::world::network::Confinement;
use crate::world::vocabulary::Harm;

impl Observer for Tally {
    fn replication_began(&mut self, draws: Draws) {
        self.record.begin(draws);
    }

    fn epoch_began(&mut self, at: Moment, epoch: &Epoch) {
        self.costs.adopt(at.month, at.day, epoch);
        self.record.adopt(epoch);
    }

    fn departed(&mut self, at: Moment, nationality: NationalityId, people: &[Person], again: bool) {
        for person in people {
            if !again {
                self.equity.add(nationality, person, Burden::Departed);
            }
            let [nationality, gender, age, _] = cell(nationality, person, 0);
            let group = [at.month, nationality, gender, age];
            if again {
                self.departures_again.add(group, 1);
            } else {
                self.departures.add(group, 1);
            }
        }
    }

    fn could_not_leave(&mut self, at: Moment, nationality: NationalityId, size: usize) {
        self.could_not_leave
            .add([at.month, nationality.index()], size as u64);
    }

    fn stage(
        &mut self,
        at: Moment,
        arc: ArcId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
    ) {
        let days = f64::from(days);
        self.spend(at.month, self.class(arc) + 1, nationality, people, days);
        self.strata.walk(arc, nationality, people, days);
        self.link_days
            .add([at.month, arc.index()], days * people.len() as f64);
    }

    fn passage(&mut self, at: Moment, arc: ArcId, _: NationalityId, people: &[Person], usd: f32) {
        self.route.pass(arc, people);
        self.links.add(
            [at.month, arc.index(), LinkCount::Passages as usize],
            people.len() as u64,
        );
        self.link_usd.add(
            [at.month, arc.index()],
            f64::from(usd) * people.len() as f64,
        );
    }

    fn stay(
        &mut self,
        at: Moment,
        place: LocationId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
        why: Stay,
    ) {
        let days = f64::from(days);
        let state = self.state_of_location[place.index()];
        self.costs
            .stay(at.month, state, days * people.len() as f64, why);
        // Who waits for a decision is not on the way: months of it would drown every rate by day.
        if why != Stay::Claim {
            self.spend(at.month, AT_PLACE, nationality, people, days);
        }
        self.strata.stay(place, why, nationality, people, days);
        self.stays
            .add([at.month, state, why as usize], days * people.len() as f64);
        for person in people {
            self.group_stays
                .add(cell(nationality, person, why as usize), days);
            if why == Stay::Detained && person.age.is_minor() {
                self.detained_children.add([at.month, state], days);
            }
        }
    }

    fn harmed(
        &mut self,
        at: Moment,
        place: Place,
        nationality: NationalityId,
        person: &Person,
        harm: Harm,
    ) {
        let cell = (at.month, place);
        let first = |kinds: u16| person.harms & kinds == 0;
        self.harm(cell, nationality, person, harm as usize, first(harm.bit()));
        if harm.is_in(Harm::ABUSE) {
            self.harm(cell, nationality, person, ABUSE, first(Harm::ABUSE));
        }
        if harm.is_in(Harm::SERIOUS) {
            let first = first(Harm::SERIOUS);
            self.harm(cell, nationality, person, SERIOUS, first);
            self.equity.harm(nationality, person, harm, first);
        }
        if let Some(cause) = CAUSES.iter().position(|&cause| cause == harm) {
            self.record.died(at, place, person, cause);
        }
        if let Place::Arc(arc) = place {
            self.links
                .add([at.month, arc.index(), LinkCount::Harmed as usize], 1);
            if harm.is_fatal() && harm != Harm::Disappearance {
                self.links
                    .add([at.month, arc.index(), LinkCount::Deaths as usize], 1);
            }
        }
    }

    fn held(&mut self, stay: Option<Confinement>) {
        self.strata.hold(stay);
    }

    fn abandoned(
        &mut self,
        at: Moment,
        place: Place,
        nationality: NationalityId,
        person: &Person,
        kind: Abandonment,
    ) {
        self.abandoned
            .add([at.month, self.place(place), kind as usize], 1);
        self.group_abandoned
            .add(cell(nationality, person, kind as usize), 1);
        self.equity.leave(nationality, person, kind);
        self.strata
            .suffer(place, nationality, person, LEFT + kind as usize);
    }

    fn abandonment_ended(
        &mut self,
        at: Moment,
        place: Place,
        nationality: NationalityId,
        person: &Person,
        end: AbandonmentEnd,
    ) {
        if end == AbandonmentEnd::Rescued {
            let state = match place {
                Place::Arc(arc) => self.state_of_arc[arc.index()],
                Place::Location(location) => self.state_of_location[location.index()],
            };
            self.costs.rescue(at.month, state);
        }
        self.abandonment_ended
            .add([at.month, self.place(place), end as usize], 1);
        self.group_abandonment_ended
            .add(cell(nationality, person, end as usize), 1);
    }

    fn exhausted(&mut self, at: Moment, arc: ArcId, nationality: NationalityId, people: &[Person]) {
        self.exhausted
            .add([at.month, self.class(arc) + 1], people.len() as u64);
        for person in people {
            self.strata
                .suffer(Place::Arc(arc), nationality, person, STOPS);
            let [nationality, gender, age, _] = cell(nationality, person, 0);
            self.group_exhausted.add([nationality, gender, age], 1);
        }
    }

    fn gave_up(
        &mut self,
        at: Moment,
        place: LocationId,
        nationality: NationalityId,
        people: &[Person],
        how: GivingUp,
    ) {
        if how != GivingUp::WaitedLong {
            let settled = how == GivingUp::Settled;
            self.costs
                .give_up(at.month, place.index(), people.len(), settled);
        }
        self.gave_up
            .add([at.month, how as usize], people.len() as u64);
        for person in people {
            self.group_gave_up
                .add(cell(nationality, person, how as usize), 1);
        }
    }

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
        self.record.crossed(at, class, nationality, people);
        let days = f64::from(days);
        let histogram = usize::from(at.rainy) * 2 + usize::from(guided);
        self.crossing_histograms[histogram].add(days, people.len());
        let unaccompanied = people.iter().all(|person| person.age.is_minor());
        for person in people {
            let [nationality, gender, age, _] = cell(nationality, person, 0);
            let group = [at.month, class.index(), nationality, gender, age];
            self.crossings.add(group, 1);
            self.crossing_days.add(group, days);
            self.crossing_usd.add(group, f64::from(usd));

            self.answer(at.month, Answer::Crossed);
            if person.crossing_harms & Harm::ABUSE != 0 {
                self.answer(at.month, Answer::AnyAbuse);
            }
            if person.crossing_harms & Harm::INJURY != 0 {
                self.answer(at.month, Answer::AnyInjury);
            }
            if person.gender == Gender::Female && !person.age.is_minor() {
                self.answer(at.month, Answer::Women);
                if person.crossing_harms & Harm::GenderBasedViolence.bit() != 0 {
                    self.answer(at.month, Answer::WomenGbv);
                }
            }
            if person.age.is_minor() {
                self.answer(at.month, Answer::Minors);
                if unaccompanied {
                    self.answer(at.month, Answer::Unaccompanied);
                }
            }
            if person.need.is_some() {
                self.answer(at.month, Answer::InNeed);
            }
        }
    }

    fn protection(
        &mut self,
        at: Moment,
        within: StateId,
        nationality: NationalityId,
        person: &Person,
        stage: ProtectionStage,
    ) {
        let counter = [
            at.month,
            within.index(),
            person.need as usize,
            stage as usize,
        ];
        self.protection.add(counter, 1);
        if person.need.is_some() {
            self.funnel.reach(nationality, person, stage);
        }
        if stage == ProtectionStage::Queued {
            self.costs.claim(at.month, within);
        }
        if mark_of(stage).is_none_or(|mark| !person.has(mark)) {
            self.protection_first.add(counter, 1);
            self.equity.protect(nationality, person, stage);
            if person.need.is_some() {
                self.group_protection_first
                    .add(cell(nationality, person, stage as usize), 1);
            }
        }
    }

    fn decided(&mut self, at: Moment, state: StateId, size: usize, days: f32) {
        self.costs.decide(at.month, state, size);
        self.decision_waits[state.index()].add(f64::from(days), size);
    }

    fn right(
        &mut self,
        at: Moment,
        state: StateId,
        nationality: NationalityId,
        person: &Person,
        kind: Right,
    ) {
        self.costs.act(at.month, state, kind);
        self.rights.add([at.month, state.index(), kind as usize], 1);
        self.group_rights
            .add(cell(nationality, person, kind as usize), 1);
        self.equity.act(nationality, person, kind);
    }

    fn kept_from_link(&mut self, at: Moment, _: ArcId, people: &[Person]) {
        self.kept_from_link.add([at.month], people.len() as u64);
    }

    fn deflected(&mut self, at: Moment, _: ArcId, people: &[Person]) {
        self.deflected.add([at.month], people.len() as u64);
    }

    fn arrived(
        &mut self,
        at: Moment,
        _: LocationId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
        access: bool,
    ) {
        self.arrival_days.add(f64::from(days), people.len());
        let access = usize::from(access);
        for person in people {
            self.arrivals
                .add([at.month, person.need as usize, access], 1);
            self.group_arrivals
                .add(cell(nationality, person, access), 1);
        }
    }

    fn paid(&mut self, at: Moment, nationality: NationalityId, usd: f32, what: Payment) {
        self.paid.add(
            [at.month, nationality.index(), what as usize],
            f64::from(usd),
        );
    }

    fn borrowed(&mut self, _: Moment, nationality: NationalityId, usd: f32) {
        self.borrowed.add([nationality.index()], f64::from(usd));
    }

    fn bought(
        &mut self,
        at: Moment,
        class: ClassId,
        tier: usize,
        size: usize,
        usd: f32,
        toll: f32,
    ) {
        self.sales.sell(at, class, tier, size, [usd, toll]);
    }

    fn registered(
        &mut self,
        at: Moment,
        state: StateId,
        _: NationalityId,
        people: &[Person],
        registered: bool,
        avoided: bool,
        trust: f32,
    ) {
        self.costs
            .receive(at.month, state, people.len(), registered);
        self.care
            .receive(at, state, people.len(), [registered, avoided], trust);
    }

    fn served(
        &mut self,
        at: Moment,
        state: StateId,
        _: NationalityId,
        person: &Person,
        service: Service,
        served: bool,
    ) {
        self.care.serve(at, state, service, served);
        if served && service == Service::SurvivorCare {
            self.record.treated(at, state, person);
        }
    }

    fn traced(&mut self, at: Moment, state: StateId, _: NationalityId, _: &Person) {
        self.care.traced.add([at.month, state.index()], 1);
    }

    fn born(&mut self, at: Moment, state: StateId, documented: bool) {
        self.care
            .births
            .add([at.month, state.index(), usize::from(documented)], 1);
    }

    fn week_began(
        &mut self,
        at: Moment,
        market: &Market,
        queues: &[Queue],
        claims: &[Option<Queue>],
    ) {
        self.sales.look(at, market);
        self.queues.look(at, queues, claims);
    }

    fn granted(
        &mut self,
        at: Moment,
        state: StateId,
        _: NationalityId,
        person: &Person,
        instrument: Instrument,
    ) {
        self.costs.grant(at.month, state);
        self.solutions.grant(state, person, instrument);
    }

    fn regular(&mut self, at: Moment, _: NationalityId, people: &[Person], instrument: Instrument) {
        self.costs.give_place(at.month, people.len());
        self.solutions
            .regular
            .add([instrument as usize], people.len() as u64);
    }

    fn remedied(&mut self, _: Moment, state: StateId, people: &[Person]) {
        self.solutions
            .remedied
            .add([state.index()], people.len() as u64);
    }

    fn moved_on(&mut self, _: Moment, _: NationalityId, people: &[Person]) {
        self.solutions.moved_on += people.len() as u64;
    }

    fn harmed_on_way_back(&mut self, _: Moment, _: NationalityId, _: &Person, harm: Harm) {
        if harm.is_in(Harm::SERIOUS) {
            self.solutions.harmed_on_way_back += 1;
        }
    }

    fn carried(&mut self, at: Moment, arc: ArcId, _: NationalityId, people: &[Person]) {
        let state = self.state_of_arc[arc.index()];
        self.costs.carry(at.month, state, people.len());
        self.solutions.carried.add([state], people.len() as u64);
    }

    fn month_ended(&mut self, at: Moment, ledger: &Ledger) {
        self.last_month = at.month;
        if at.month + 1 == self.months {
            self.equity.share_out(&mut self.group_person_days);
        }
        self.costs.book_days(at.month, at.day + 1);
        self.record.end_month(at.month, &self.survey);
        for nationality in 0..ledger.nationalities() {
            let id = NationalityId::from(nationality);
            for standing in Standing::ALL {
                self.stocks.set(
                    [at.month, nationality, standing as usize],
                    ledger.count(id, standing),
                );
            }
            self.stocks
                .set([at.month, nationality, DEPARTED], ledger.departed(id));
            self.stocks
                .set([at.month, nationality, RE_DEPARTED], ledger.re_departed(id));
        }
    }
}

#[cfg(test)]
mod tests;
