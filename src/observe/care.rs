//! What people meet where they are received: registration and trust, services, tracing, births.

use super::Grid;
use crate::engine::event::{Moment, Service};
use crate::ids::StateId;
use crate::world::World;

/// What is counted of people received by a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// People received.
    Received,
    /// Of these, those registered.
    Registered,
    /// Those who kept away from registration that reached them.
    Avoided,
    /// Their trust, added up.
    Trust,
}

impl Reception {
    /// How many there are.
    pub const COUNT: usize = Reception::Trust as usize + 1;
}

/// Counters of reception and care, of simulated people.
#[derive(Clone, Debug, PartialEq)]
pub struct Care {
    /// People received, by month, state and [`Reception`].
    pub reception: Grid<f64, 3>,
    /// People who needed a service, by month, state, [`Service`] and whether they got it (0 no, 1
    /// yes), each time that a state receives them.
    pub services: Grid<u64, 4>,
    /// Children brought together with their family again, by month and state.
    pub traced: Grid<u64, 2>,
    /// Children born on the way, by month, state and whether they have papers (0 no, 1 yes).
    pub births: Grid<u64, 3>,
}

impl Care {
    /// Counters at zero, for a world and a number of months.
    pub fn new(world: &World, months: usize) -> Self {
        let states = world.states.len();
        Self {
            reception: Grid::new([months, states, Reception::COUNT]),
            services: Grid::new([months, states, Service::ALL.len(), 2]),
            traced: Grid::new([months, states]),
            births: Grid::new([months, states, 2]),
        }
    }

    /// People are received; `trust` is theirs, 0 to 1.
    pub(super) fn receive(
        &mut self,
        at: Moment,
        state: StateId,
        people: usize,
        [registered, avoided]: [bool; 2],
        trust: f32,
    ) {
        let people = people as f64;
        let counts = [
            (Reception::Received, people),
            (Reception::Registered, people * f64::from(registered)),
            (Reception::Avoided, people * f64::from(avoided)),
            (Reception::Trust, people * f64::from(trust)),
        ];
        for (what, amount) in counts {
            self.reception
                .add([at.month, state.index(), what as usize], amount);
        }
    }

    /// Somebody who needs a service is served or not.
    pub(super) fn serve(&mut self, at: Moment, state: StateId, service: Service, served: bool) {
        self.services.add(
            [
                at.month,
                state.index(),
                service as usize,
                usize::from(served),
            ],
            1,
        );
    }
}
