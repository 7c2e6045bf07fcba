//! Journeys: leaving, links, stays, crossings, giving up, arriving.

use super::count;
use crate::engine::event::{Event, GivingUp, Moment, Place, StayReason, Who};
use crate::engine::people::Gender;
use crate::ids::{ArcId, LocationId};
use crate::observe::cells::cell;
use crate::observe::equity::Burden;
use crate::observe::strata::STOPS;
use crate::observe::tally::{AT_PLACE, Answer, LinkCount, Tally};
use crate::world::vocabulary::Harm;

impl Tally {
    pub(super) fn depart(&mut self, at: Moment, who: Who, again: bool) {
        for person in who.people {
            let [nationality, gender, age, _] = cell(who.nationality, person, 0);
            let group = [at.month, nationality, gender, age];
            if again {
                self.departures_again.add(group, 1);
            } else {
                self.equity.add(who.nationality, person, Burden::Departed);
                self.departures.add(group, 1);
            }
        }
    }

    pub(super) fn stay_home(&mut self, at: Moment, who: Who) {
        self.could_not_leave
            .add([at.month, who.nationality.index()], count(who));
    }

    pub(super) fn walk(&mut self, at: Moment, who: Who, arc: ArcId, days: f32) {
        let days = f64::from(days);
        self.spend(at.month, self.class(arc) + 1, who, days);
        self.strata.walk(arc, who.nationality, who.people, days);
        self.link_days
            .add([at.month, arc.index()], days * who.people.len() as f64);
    }

    pub(super) fn pass(&mut self, at: Moment, who: Who, arc: ArcId, usd: f32) {
        self.route.pass(arc, who.people);
        let passages = [at.month, arc.index(), LinkCount::Passages as usize];
        self.links.add(passages, count(who));
        let usd = f64::from(usd) * who.people.len() as f64;
        self.link_usd.add([at.month, arc.index()], usd);
    }

    pub(super) fn stay(
        &mut self,
        at: Moment,
        who: Who,
        place: LocationId,
        days: f32,
        why: StayReason,
    ) {
        let Who {
            nationality,
            people,
        } = who;
        let days = f64::from(days);
        let state = self.state_of_location[place.index()];
        self.costs
            .stay(at.month, state, days * people.len() as f64, why);
        // Who waits for a decision is not on the way: months of it would drown every rate by day.
        if why != StayReason::Claim {
            self.spend(at.month, AT_PLACE, who, days);
        }
        self.strata.stay(place, why, nationality, people, days);
        self.stays
            .add([at.month, state, why as usize], days * people.len() as f64);
        for person in people {
            self.group_stays
                .add(cell(nationality, person, why as usize), days);
            if why == StayReason::Detained && person.age.is_minor() {
                self.detained_children.add([at.month, state], days);
            }
        }
    }

    pub(super) fn exhaust(&mut self, at: Moment, who: Who, arc: ArcId) {
        self.exhausted
            .add([at.month, self.class(arc) + 1], count(who));
        for person in who.people {
            self.strata
                .suffer(Place::Arc(arc), who.nationality, person, STOPS);
            let [nationality, gender, age, _] = cell(who.nationality, person, 0);
            self.group_exhausted.add([nationality, gender, age], 1);
        }
    }

    pub(super) fn cross(&mut self, at: Moment, who: Who, event: Event) {
        let Event::Crossed {
            class,
            days,
            usd,
            guided,
        } = event
        else {
            return;
        };
        let people = who.people;
        self.record.crossed(at, class, who.nationality, people);
        let days = f64::from(days);
        let histogram = usize::from(at.rainy) * 2 + usize::from(guided);
        self.crossing_histograms[histogram].add(days, people.len());
        let unaccompanied = people.iter().all(|person| person.age.is_minor());
        for person in people {
            let [nationality, gender, age, _] = cell(who.nationality, person, 0);
            let group = [at.month, class.index(), nationality, gender, age];
            self.crossings.add(group, 1);
            self.crossing_days.add(group, days);
            self.crossing_usd.add(group, f64::from(usd));
            let (minor, harms) = (person.age.is_minor(), person.crossing_harms);
            let woman = person.gender == Gender::Female && !minor;
            let gbv = harms & Harm::GenderBasedViolence.bit() != 0;
            for (answer, given) in [
                (Answer::Crossed, true),
                (Answer::AnyAbuse, harms & Harm::ABUSE != 0),
                (Answer::AnyInjury, harms & Harm::INJURY != 0),
                (Answer::Women, woman),
                (Answer::WomenGbv, woman && gbv),
                (Answer::Minors, minor),
                (Answer::Unaccompanied, minor && unaccompanied),
                (Answer::InNeed, person.need.is_some()),
            ] {
                self.survey
                    .add([at.month, answer as usize], u64::from(given));
            }
        }
    }

    pub(super) fn carry(&mut self, at: Moment, who: Who, arc: ArcId) {
        let state = self.state_of_arc[arc.index()];
        self.costs.carry(at.month, state, who.people.len());
        self.solutions.carried.add([state], count(who));
    }

    pub(super) fn give_up(&mut self, at: Moment, who: Who, place: LocationId, how: GivingUp) {
        if how != GivingUp::WaitedLong {
            let settled = how == GivingUp::Settled;
            self.costs
                .give_up(at.month, place.index(), who.people.len(), settled);
        }
        self.gave_up.add([at.month, how as usize], count(who));
        for person in who.people {
            self.group_gave_up
                .add(cell(who.nationality, person, how as usize), 1);
        }
    }

    pub(super) fn arrive(&mut self, at: Moment, who: Who, days: f32, access: bool) {
        self.arrival_days.add(f64::from(days), who.people.len());
        let access = usize::from(access);
        for person in who.people {
            self.arrivals
                .add([at.month, person.need as usize, access], 1);
            self.group_arrivals
                .add(cell(who.nationality, person, access), 1);
        }
    }
}
