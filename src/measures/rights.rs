//! Acts of states, trust in them, and services.

use super::Denominator;
use super::catalogue::indicators;
use super::view::{View, ratio};
use crate::observe::care::Reception;
use crate::observe::{Right, Service, Stay};

indicators! {
    RIGHTS
    "N3" "Pushed back" [Ends Compared] (Less): PER_DEPARTURE, RIGHTS, GroupsAndStates, |it, by| it.act(by, Right::PushedBack),
        "People pushed back without a procedure, or expelled at the border of the destination, each time";
    "N4" "Days in detention" (Less): PER_DEPARTURE, RIGHTS, GroupsAndStates, |it, by| it.stay(by, Stay::Detained),
        "Person-days in detention";
    "N4c" "Days of children in detention" (Less): PER_DEPARTURE, RIGHTS, States, |it, by| it.per(by, it.tally.detained_children.sum([None, it.state])),
        "Person-days in detention of people under 18";
    "N5" "Interdictions": PER_DEPARTURE, RIGHTS, GroupsAndStates, |it, by| it.act(by, Right::Interdicted),
        "People interdicted by a state, each time";
    "N6" "People detained" (Less): PER_DEPARTURE, RIGHTS, Groups, |it, by| it.act(by, Right::Detained),
        "People detained, each time";
    "N7" "Moved back by force" (Less): PER_DEPARTURE, RIGHTS, Groups, |it, by| it.act(by, Right::Bused),
        "People moved back inside a state against their will, each time";
    "T1" "Trust": SCORE, TRUST, States, |it, _| it.of_received(Reception::Trust),
        "Mean trust of people received by states, each time";
    "T2" "Avoidance": SHARE, TRUST, States, |it, _| it.of_received(Reception::Avoided),
        "Share of people received who keep away from registration that reaches them, each time";
    "T3" "Service use": SHARE, SERVICES, States, |it, _| it.used(Service::Reception),
        "Share of people received who get rest, food, water and medical care, each time";
    "T3s" "Survivors' service use" (More): SHARE, SERVICES, States, |it, _| it.used(Service::SurvivorCare),
        "Share of survivors of gender-based violence received who are treated, each time that a state receives them";
    "T4" "Survivors treated" (More): PER_DEPARTURE, SERVICES, Everyone, |it, by| it.per(by, it.served(Service::SurvivorCare)[1] as f64),
        "Survivors of gender-based violence treated, once for each state that receives them";
}

impl View<'_> {
    /// Acts of states against people: of the group, or by the state.
    pub(super) fn act(&self, by: Denominator, kind: Right) -> Option<f64> {
        let people = match self.state {
            None => self.tally.group_rights.sum(self.with(kind as usize)),
            state => self.tally.rights.sum([None, state, Some(kind as usize)]),
        };
        self.per(by, people as f64)
    }

    /// A share of people received.
    fn of_received(&self, what: Reception) -> Option<f64> {
        let reception = &self.tally.care.reception;
        let count = |what: Reception| reception.sum([None, self.state, Some(what as usize)]);
        ratio(count(what), count(Reception::Received))
    }

    /// People not served and people served.
    fn served(&self, service: Service) -> [u64; 2] {
        let services = &self.tally.care.services;
        [0, 1].map(|got| services.sum([None, self.state, Some(service as usize), Some(got)]))
    }

    fn used(&self, service: Service) -> Option<f64> {
        let [without, with] = self.served(service);
        ratio(with as f64, (with + without) as f64)
    }
}
