//! What states do to people and for them.

use crate::engine::event::{Event, Moment, Right, Service, Who};
use crate::ids::StateId;
use crate::observe::cells::cell;
use crate::observe::tally::Tally;

impl Tally {
    pub(super) fn act(&mut self, at: Moment, who: Who, state: StateId, kind: Right) {
        for person in who.people {
            self.costs.act(at.month, state, kind);
            self.rights.add([at.month, state.index(), kind as usize], 1);
            self.group_rights
                .add(cell(who.nationality, person, kind as usize), 1);
            self.equity.act(who.nationality, person, kind);
        }
    }

    pub(super) fn receive(&mut self, at: Moment, who: Who, event: Event) {
        if let Event::Received {
            state,
            registered,
            avoided,
            trust,
        } = event
        {
            let people = who.people.len();
            self.costs.receive(at.month, state, people, registered);
            self.care
                .receive(at, state, people, [registered, avoided], trust);
        }
    }

    pub(super) fn serve(
        &mut self,
        at: Moment,
        who: Who,
        state: StateId,
        service: Service,
        served: bool,
    ) {
        for person in who.people {
            self.care.serve(at, state, service, served);
            if served && service == Service::SurvivorCare {
                self.record.treated(at, state, person);
            }
        }
    }
}
