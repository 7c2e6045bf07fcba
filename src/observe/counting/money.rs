//! What people pay and borrow.

use crate::engine::event::{Event, Moment, Payment, Who};
use crate::observe::tally::Tally;

impl Tally {
    pub(super) fn pay(&mut self, at: Moment, who: Who, usd: f32, what: Payment) {
        let cell = [at.month, who.nationality.index(), what as usize];
        self.paid.add(cell, f64::from(usd));
    }

    pub(super) fn borrow_money(&mut self, who: Who, usd: f32) {
        self.borrowed.add([who.nationality.index()], f64::from(usd));
    }

    pub(super) fn buy(&mut self, at: Moment, who: Who, event: Event) {
        if let Event::Bought {
            class,
            tier,
            usd,
            toll,
        } = event
        {
            self.sales
                .sell(at, class, tier, who.people.len(), [usd, toll]);
        }
    }
}
