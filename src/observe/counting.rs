//! How a tally counts what happens: one file a family of events.

mod harm;
mod journeys;
mod money;
mod protection;
mod states;

use super::Standing;
use super::tally::{DEPARTED, RE_DEPARTED, Tally};
use crate::engine::event::{Event, Moment, Observer, Who};
use crate::engine::ledger::Ledger;
use crate::engine::market::Market;
use crate::engine::queue::Queue;
use crate::engine::regime::PolicyRegime;
use crate::ids::NationalityId;
use crate::rng::Draws;

impl Observer for Tally {
    fn replication_began(&mut self, draws: Draws) {
        self.record.begin(draws);
    }

    fn regime_began(&mut self, at: Moment, regime: &PolicyRegime) {
        self.costs.adopt(at.month, at.day, regime);
        self.record.adopt(regime);
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

    fn month_ended(&mut self, at: Moment, ledger: &Ledger) {
        self.last_month = at.month;
        if at.month + 1 == self.months {
            self.equity.share_out(&mut self.group_person_days);
        }
        self.costs.book_days(at.month, at.day + 1);
        self.record.end_month(at.month, &self.survey);
        for nationality in 0..ledger.nationalities() {
            let id = NationalityId::from(nationality);
            let standings = Standing::ALL.map(|it| (it as usize, ledger.count(id, it)));
            let departed = [
                (DEPARTED, ledger.departed(id)),
                (RE_DEPARTED, ledger.re_departed(id)),
            ];
            for (standing, people) in standings.into_iter().chain(departed) {
                self.stocks.set([at.month, nationality, standing], people);
            }
        }
    }

    fn event(&mut self, at: Moment, who: Who, event: Event) {
        match event {
            Event::Departed { again } => self.depart(at, who, again),
            Event::CouldNotLeave => self.stay_home(at, who),
            Event::Stage { arc, days } => self.walk(at, who, arc, days),
            Event::Passage { arc, usd } => self.pass(at, who, arc, usd),
            Event::Stay { place, days, why } => self.stay(at, who, place, days, why),
            Event::Exhausted { arc } => self.exhaust(at, who, arc),
            Event::Crossed { .. } => self.cross(at, who, event),
            Event::KeptFromLink { .. } => self.kept_from_link.add([at.month], count(who)),
            Event::Deflected { .. } => self.deflected.add([at.month], count(who)),
            Event::Carried { arc } => self.carry(at, who, arc),
            Event::GaveUp { place, how } => self.give_up(at, who, place, how),
            Event::MovedOn => self.solutions.moved_on += count(who),
            Event::Arrived { days, access, .. } => self.arrive(at, who, days, access),
            Event::Held { stay } => self.strata.hold(stay),
            Event::Harmed {
                place,
                harm,
                homeward,
            } => self.suffer(at, who, place, harm, homeward),
            Event::Abandoned { place, kind } => self.abandon(at, who, place, kind),
            Event::AbandonmentEnded { place, end } => self.end_abandonment(at, who, place, end),
            Event::Protection { state, stage } => self.reach(at, who, state, stage),
            Event::Decided { state, size, days } => self.decide(at, state, size, days),
            Event::Remedied { state } => self.solutions.remedied.add([state.index()], count(who)),
            Event::Granted { state, instrument } => self.grant(at, who, state, instrument),
            Event::Regular { instrument } => self.give_place(at, who, instrument),
            Event::Right { state, kind } => self.act(at, who, state, kind),
            Event::Received { .. } => self.receive(at, who, event),
            Event::Served {
                state,
                service,
                served,
            } => self.serve(at, who, state, service, served),
            Event::Traced { state } => self.care.traced.add([at.month, state.index()], 1),
            Event::Born { state, documented } => {
                let cell = [at.month, state.index(), usize::from(documented)];
                self.care.births.add(cell, 1);
            }
            Event::Paid { usd, what } => self.pay(at, who, usd, what),
            Event::Borrowed { usd } => self.borrow_money(who, usd),
            Event::Bought { .. } => self.buy(at, who, event),
        }
    }
}

fn count(who: Who) -> u64 {
    who.people.len() as u64
}

#[cfg(test)]
mod tests;
