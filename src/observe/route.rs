//! What people who come over a border by land or water tell of the way: whole-route surveys.

use super::Grid;
use crate::engine::people::Person;
use crate::ids::{ArcId, LocationId, StateId};
use crate::world::World;
use crate::world::network::{Link, LinkUse, Mode};
use crate::world::vocabulary::Harm;

/// What survivors tell, by the state that they enter or leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// People who enter.
    Entered,
    /// Of these, those whom others harmed before, from extortion to trafficking.
    IncidentBefore,
    /// Of these, those extorted before.
    ExtortedBefore,
    /// People who leave for the next state.
    Left,
    /// Of these, those whom others harmed inside the state, the way over its borders left out.
    AbusedWithin,
}

impl Told {
    /// How many there are.
    pub const COUNT: usize = Told::AbusedWithin as usize + 1;
}

/// Answers by state and [`Told`]. Limits: everybody tells, each time that a border is crossed; those
/// who enter a second time also tell of what happened after the first.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteSurvey {
    /// People by state and answer.
    pub answers: Grid<u64, 2>,
    /// States on both sides of a link over a border, in its direction; none for the other links.
    borders: Vec<Option<[StateId; 2]>>,
}

impl RouteSurvey {
    /// Counters at zero.
    pub fn new(world: &World) -> Self {
        let state_of = |at: LocationId| world.locations[at.index()].state;
        let border = |link: &Link| {
            let states = [state_of(link.from), state_of(link.to)];
            let asked = link.purpose == LinkUse::Onward && link.mode != Mode::Air;
            (asked && states[0] != states[1]).then_some(states)
        };
        Self {
            answers: Grid::new([world.states.len(), Told::COUNT]),
            borders: world.links.iter().map(border).collect(),
        }
    }

    /// People come to the end of a link.
    pub(super) fn pass(&mut self, arc: ArcId, people: &[Person]) {
        let Some([left, entered]) = self.borders[arc.link().index()] else {
            return;
        };
        if arc.is_reverse() {
            return;
        }
        for person in people {
            let mut tell = |state: StateId, what: Told, so: bool| {
                self.answers
                    .add([state.index(), what as usize], u64::from(so));
            };
            tell(entered, Told::Entered, true);
            tell(
                entered,
                Told::IncidentBefore,
                person.harms & Harm::ABUSE != 0,
            );
            let extorted = person.harms & Harm::EXTORTED != 0;
            tell(entered, Told::ExtortedBefore, extorted);
            tell(left, Told::Left, true);
            let abused = person.harms_inside(left) & Harm::ABUSE != 0;
            tell(left, Told::AbusedWithin, abused);
        }
    }

    /// The share of those who enter or leave a state who tell something; none if nobody does.
    pub fn share(&self, state: usize, part: Told) -> Option<f64> {
        let whole = match part {
            Told::Left | Told::AbusedWithin => Told::Left,
            Told::Entered | Told::IncidentBefore | Told::ExtortedBefore => Told::Entered,
        };
        let of = |what: Told| self.answers.get([state, what as usize]) as f64;
        (of(whole) > 0.0).then(|| of(part) / of(whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LinkId;
    use crate::observe::fixture;

    #[test]
    fn survivors_tell_at_a_border_of_the_way_before_it_and_of_the_state_they_leave() {
        let world = fixture::world();
        let mut survey = RouteSurvey::new(&world);
        let mut robbed = fixture::person(1);
        robbed.note_harm(Harm::ExtortionRobbery.bit(), Some(StateId(1)));
        let mut extorted = robbed;
        extorted.note_harm(
            Harm::ExtortionRobbery.bit() | Harm::EXTORTED,
            Some(StateId(0)),
        );
        let ill = {
            let mut person = fixture::person(2);
            person.note_harm(Harm::INJURY, Some(StateId(0)));
            person
        };
        survey.pass(
            ArcId::forward(LinkId(0)),
            &[robbed, extorted, ill, fixture::person(3)],
        );
        let close = |state, what, expected: f64| {
            let share = survey.share(state, what).unwrap();
            assert!((share - expected).abs() < 1e-12, "{what:?}: {share}");
        };
        close(1, Told::IncidentBefore, 0.5);
        close(1, Told::ExtortedBefore, 0.25);
        close(0, Told::AbusedWithin, 0.25);
        assert_eq!(survey.share(1, Told::AbusedWithin), None);
    }

    #[test]
    fn the_way_back_is_not_asked() {
        let world = fixture::world();
        let mut survey = RouteSurvey::new(&world);
        survey.pass(ArcId::reverse(LinkId(0)), &[fixture::person(1)]);
        assert_eq!(survey.answers.total(), 0);
    }
}
