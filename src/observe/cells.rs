//! Where a tally counts people, harm and days.

use super::ProtectionStage;
use super::tally::{AT_PLACE, Tally};
use crate::engine::event::{Place, Who};
use crate::engine::people::{Person, mark};
use crate::ids::{ArcId, NationalityId};

/// Where a person of a nationality is counted among groups.
pub(super) fn cell(nationality: NationalityId, person: &Person, last: usize) -> [usize; 4] {
    [
        nationality.index(),
        person.gender as usize,
        person.age as usize,
        last,
    ]
}

/// The mark that says a stage was reached before, for stages that leave one.
pub(super) fn mark_of(stage: ProtectionStage) -> Option<u16> {
    match stage {
        ProtectionStage::Informed => Some(mark::INFORMED),
        ProtectionStage::Identified => Some(mark::IDENTIFIED),
        ProtectionStage::Registered => Some(mark::REGISTERED),
        ProtectionStage::Applied => Some(mark::APPLIED),
        ProtectionStage::Decided => Some(mark::DECIDED),
        ProtectionStage::Granted => Some(mark::GRANTED),
        ProtectionStage::Effective => Some(mark::EFFECTIVE),
        ProtectionStage::InNeed | ProtectionStage::Queued | ProtectionStage::Withdrawn => None,
    }
}

impl Tally {
    pub(super) fn place(&self, place: Place) -> usize {
        match place {
            Place::Arc(arc) => self.class(arc) + 1,
            Place::Location(_) => AT_PLACE,
        }
    }

    pub(super) fn class(&self, arc: ArcId) -> usize {
        self.class_of_link[arc.link().index()]
    }

    pub(super) fn spend(&mut self, month: usize, place: usize, who: Who, days: f64) {
        self.person_days
            .add([month, place], days * who.people.len() as f64);
        for person in who.people {
            self.equity.spend(who.nationality, person, days);
        }
    }

    pub(super) fn harm(
        &mut self,
        at: (usize, Place),
        (nationality, person): (NationalityId, &Person),
        kind: usize,
        first: bool,
    ) {
        let (month, place) = at;
        self.strata.suffer(place, nationality, person, kind);
        let place = self.place(place);
        self.harm_events.add([month, place, kind], 1);
        self.group_harm_events
            .add(cell(nationality, person, kind), 1);
        if first {
            self.harm_persons.add([month, place, kind], 1);
            self.group_harm_persons
                .add(cell(nationality, person, kind), 1);
        }
    }
}
