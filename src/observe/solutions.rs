//! Solutions: statuses by instrument, regular pathways, remedies, moving on after settling.

use super::{Grid, Need};
use crate::engine::people::{Instrument, Person};
use crate::ids::StateId;
use crate::world::World;

/// Counters of solutions, of simulated people.
#[derive(Clone, Debug, PartialEq)]
pub struct Solutions {
    /// People given a status, by state, need and [`Instrument`].
    pub granted: Grid<u64, 3>,
    /// People who take a place in a regular pathway, by [`Instrument`].
    pub regular: Grid<u64, 1>,
    /// People whose refusal a remedy overturned, by state.
    pub remedied: Grid<u64, 1>,
    /// People who moved on after settling.
    pub moved_on: u64,
    /// Serious harms suffered on the way back, each time.
    pub harmed_on_way_back: u64,
    /// People carried by safe transport, by state in which they arrive.
    pub carried: Grid<u64, 1>,
}

impl Solutions {
    /// Counters at zero.
    pub fn new(world: &World) -> Self {
        let states = world.states.len();
        let instruments = Instrument::ALL.len();
        Self {
            granted: Grid::new([states, Need::ALL.len(), instruments]),
            regular: Grid::new([instruments]),
            remedied: Grid::new([states]),
            moved_on: 0,
            harmed_on_way_back: 0,
            carried: Grid::new([states]),
        }
    }

    /// A person is given a status.
    pub(super) fn grant(&mut self, state: StateId, person: &Person, instrument: Instrument) {
        self.granted.add(
            [state.index(), person.need as usize, instrument as usize],
            1,
        );
    }

    /// People given a status under an instrument, in all states, whatever their need.
    pub fn under(&self, instrument: Instrument) -> u64 {
        self.granted.sum([None, None, Some(instrument as usize)])
    }

    /// Statuses that protect people in need and take no decision on a claim, in one state or in all.
    pub fn without_decision(&self, state: Option<usize>) -> u64 {
        let given = |need: Need, instrument: Instrument| {
            self.granted
                .sum([state, Some(need as usize), Some(instrument as usize)])
        };
        Need::ALL
            .into_iter()
            .filter(|need| need.is_some())
            .flat_map(|need| {
                [Instrument::HumanitarianVisa, Instrument::Resettlement]
                    .map(|instrument| given(need, instrument))
            })
            .sum()
    }

    /// Of the statuses given to people whose need asylum answers, the share that is complementary.
    pub fn displaced(&self) -> Option<f64> {
        let given = |instrument: Instrument| -> u64 {
            [Need::Convention1951, Need::Cartagena]
                .into_iter()
                .map(|need| {
                    self.granted
                        .sum([None, Some(need as usize), Some(instrument as usize)])
                })
                .sum()
        };
        let beside = given(Instrument::Complementary);
        let all = beside + given(Instrument::Convention1951) + given(Instrument::Cartagena);
        (all > 0).then(|| beside as f64 / all as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    #[test]
    fn displacement_counts_only_needs_that_asylum_answers() {
        let mut solutions = Solutions::new(&fixture::world());
        assert_eq!(solutions.displaced(), None);
        let mut grant = |need: Need, instrument: Instrument, people| {
            solutions
                .granted
                .add([0, need as usize, instrument as usize], people);
        };
        grant(Need::Convention1951, Instrument::Convention1951, 2);
        grant(Need::Cartagena, Instrument::Cartagena, 1);
        grant(Need::Cartagena, Instrument::Complementary, 1);
        grant(Need::None, Instrument::Complementary, 50);
        grant(Need::Disaster, Instrument::Disaster, 7);
        assert_eq!(solutions.displaced(), Some(0.25));
        assert_eq!(solutions.under(Instrument::Complementary), 51);
    }
}
