//! Harm, and being left behind.

use crate::engine::event::{Abandonment, AbandonmentEnd, Moment, Place, Who};
use crate::observe::cells::cell;
use crate::observe::record::CAUSES;
use crate::observe::strata::LEFT;
use crate::observe::tally::{ABUSE, LinkCount, SERIOUS, Tally};
use crate::world::vocabulary::Harm;

impl Tally {
    pub(super) fn suffer(
        &mut self,
        at: Moment,
        who: Who,
        place: Place,
        harm: Harm,
        homeward: bool,
    ) {
        let cell = (at.month, place);
        for person in who.people {
            let first = |kinds: u16| person.harms & kinds == 0;
            let whose = (who.nationality, person);
            self.harm(cell, whose, harm as usize, first(harm.bit()));
            if harm.is_in(Harm::ABUSE) {
                self.harm(cell, whose, ABUSE, first(Harm::ABUSE));
            }
            if harm.is_in(Harm::SERIOUS) {
                let first = first(Harm::SERIOUS);
                self.harm(cell, whose, SERIOUS, first);
                self.equity.harm(who.nationality, person, harm, first);
                self.solutions.harmed_on_way_back += u64::from(homeward);
            }
            if let Some(cause) = CAUSES.iter().position(|&cause| cause == harm) {
                self.record.died(at, place, person, cause);
            }
        }
        if let Place::Arc(arc) = place {
            let dead = harm.is_fatal() && harm != Harm::Disappearance;
            for (what, counts) in [(LinkCount::Harmed, true), (LinkCount::Deaths, dead)] {
                self.links
                    .add([at.month, arc.index(), what as usize], u64::from(counts));
            }
        }
    }

    pub(super) fn abandon(&mut self, at: Moment, who: Who, place: Place, kind: Abandonment) {
        let place_number = self.place(place);
        for person in who.people {
            self.abandoned
                .add([at.month, place_number, kind as usize], 1);
            self.group_abandoned
                .add(cell(who.nationality, person, kind as usize), 1);
            self.equity.leave(who.nationality, person, kind);
            self.strata
                .suffer(place, who.nationality, person, LEFT + kind as usize);
        }
    }

    pub(super) fn end_abandonment(
        &mut self,
        at: Moment,
        who: Who,
        place: Place,
        end: AbandonmentEnd,
    ) {
        let state = match place {
            Place::Arc(arc) => self.state_of_arc[arc.index()],
            Place::Location(location) => self.state_of_location[location.index()],
        };
        let place = self.place(place);
        for person in who.people {
            if end == AbandonmentEnd::Rescued {
                self.costs.rescue(at.month, state);
            }
            self.abandonment_ended
                .add([at.month, place, end as usize], 1);
            self.group_abandonment_ended
                .add(cell(who.nationality, person, end as usize), 1);
        }
    }
}
