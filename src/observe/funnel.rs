//! The steps of protection that people in need reached, each person once.

use std::collections::BTreeSet;

use super::cells::{cell, mark_of};
use super::{Age, Gender, Grid, ProtectionStage};
use crate::engine::people::Person;
use crate::ids::NationalityId;
use crate::world::World;

/// The step before a step of protection; none for being in need.
pub fn before(step: ProtectionStage) -> Option<ProtectionStage> {
    Some(match step {
        ProtectionStage::InNeed => return None,
        ProtectionStage::Informed => ProtectionStage::InNeed,
        ProtectionStage::Identified => ProtectionStage::Informed,
        ProtectionStage::Registered => ProtectionStage::Identified,
        ProtectionStage::Applied => ProtectionStage::Registered,
        ProtectionStage::Queued | ProtectionStage::Decided => ProtectionStage::Applied,
        ProtectionStage::Withdrawn => ProtectionStage::Queued,
        ProtectionStage::Granted => ProtectionStage::Decided,
        ProtectionStage::Effective => ProtectionStage::Granted,
    })
}

/// Counters of people in need, of simulated people.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// People who reached a step, by group and step.
    pub reached: Grid<u64, 4>,
    /// Of these, people who reached the step before as well, by group and step.
    pub both: Grid<u64, 4>,
    /// Who reached a step that leaves no mark: party, position in it, step.
    unmarked: BTreeSet<(u64, u8, usize)>,
}

impl Funnel {
    /// Counters at zero.
    pub fn new(world: &World) -> Self {
        let size = [
            world.nationalities.len(),
            Gender::ALL.len(),
            Age::ALL.len(),
            ProtectionStage::ALL.len(),
        ];
        Self {
            reached: Grid::new(size),
            both: Grid::new(size),
            unmarked: BTreeSet::new(),
        }
    }

    /// A person in need reaches a step.
    pub(super) fn reach(
        &mut self,
        nationality: NationalityId,
        person: &Person,
        step: ProtectionStage,
    ) {
        let counter = |step: ProtectionStage| cell(nationality, person, step as usize);
        if step != ProtectionStage::InNeed && self.has(person, step) {
            return;
        }
        self.reached.add(counter(step), 1);
        for other in ProtectionStage::ALL {
            let pair = if before(step) == Some(other) {
                step
            } else if before(other) == Some(step) {
                other
            } else {
                continue;
            };
            if self.has(person, other) {
                self.both.add(counter(pair), 1);
            }
        }
        if step != ProtectionStage::InNeed && mark_of(step).is_none() {
            self.unmarked.insert(key(person, step));
        }
    }

    /// Whether a person in need has reached a step.
    fn has(&self, person: &Person, step: ProtectionStage) -> bool {
        match mark_of(step) {
            Some(mark) => person.has(mark),
            None => step == ProtectionStage::InNeed || self.unmarked.contains(&key(person, step)),
        }
    }
}

fn key(person: &Person, step: ProtectionStage) -> (u64, u8, usize) {
    (person.entity, person.member, step as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::people::{Need, mark};
    use crate::observe::fixture;

    #[test]
    fn a_person_counts_once_and_as_both_only_with_the_step_before() {
        let mut funnel = Funnel::new(&fixture::world());
        let mut person = fixture::person(1);
        person.need = Need::Convention1951;
        let steps = [
            (ProtectionStage::InNeed, 0),
            (ProtectionStage::Identified, mark::IDENTIFIED),
            (ProtectionStage::Informed, mark::INFORMED),
            (ProtectionStage::Applied, mark::APPLIED),
            (ProtectionStage::Queued, 0),
            (ProtectionStage::Withdrawn, 0),
            (ProtectionStage::Queued, 0),
            (ProtectionStage::Granted, mark::GRANTED),
        ];
        for (step, mark) in steps {
            funnel.reach(NationalityId(0), &person, step);
            person.marks |= mark;
        }
        let count = |grid: &Grid<u64, 4>| {
            ProtectionStage::ALL.map(|it| grid.sum([None, None, None, Some(it as usize)]))
        };
        assert_eq!(count(&funnel.reached), [1, 1, 1, 0, 1, 1, 1, 0, 1, 0]);
        assert_eq!(count(&funnel.both), [0, 1, 1, 0, 0, 1, 1, 0, 0, 0]);
    }
}
