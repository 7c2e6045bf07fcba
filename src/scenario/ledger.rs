//! The register while it is being filled: numbers get their final place once all are known.

use crate::ids::QuantityId;
use crate::world::World;
use crate::world::register::{Quantity, Register};
use crate::world::schedule::Magnitude;

/// Numbers in the order in which files were read.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    quantities: Vec<Quantity>,
}

impl Ledger {
    /// Adds a number; its identifier is provisional.
    pub(super) fn add(&mut self, quantity: Quantity) -> QuantityId {
        self.quantities.push(quantity);
        QuantityId::from(self.quantities.len() - 1)
    }

    pub(super) fn get(&self, provisional: QuantityId) -> &Quantity {
        &self.quantities[provisional.index()]
    }

    /// Fills the world's register: parameters in their order, then the rest by name, so that the
    /// order of files and rows leaves no trace; every provisional identifier becomes a final one.
    pub(super) fn settle(self, parameters: Vec<Quantity>, world: &mut World) {
        let mut register = Register::default();
        world.parameters = parameters
            .into_iter()
            .map(|quantity| register.add(quantity))
            .collect();
        let mut sorted: Vec<(usize, Quantity)> = self.quantities.into_iter().enumerate().collect();
        sorted.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        let mut places = vec![QuantityId(0); sorted.len()];
        for (provisional, quantity) in sorted {
            places[provisional] = register.add(quantity);
        }
        world.register = register;
        for id in identifiers(world) {
            *id = places[id.index()];
        }
    }
}

/// Every place outside the parameters where the world refers to a number.
fn identifiers(world: &mut World) -> impl Iterator<Item = &mut QuantityId> {
    let states = world.states.iter_mut();
    let classes = world.classes.iter_mut();
    let segments = world.segments.iter_mut();
    let nationalities = world.nationalities.iter_mut();
    states
        .flat_map(|state| state.quantities.iter_mut().flatten())
        .chain(classes.flat_map(|class| class.quantities.iter_mut()))
        .chain(world.links.iter_mut().map(|link| &mut link.fare))
        .chain(
            world
                .capacities
                .iter_mut()
                .map(|capacity| &mut capacity.per_day),
        )
        .chain(segments.flat_map(|segment| {
            let rates = segment.hazards.iter_mut().flatten();
            let rates = rates.map(|rate| &mut rate.quantity);
            rates.chain(segment.extortion.as_mut())
        }))
        .chain(nationalities.flat_map(|nationality| nationality.quantities.iter_mut()))
        .chain(world.origins.iter_mut().map(|origin| &mut origin.stock))
        .chain(
            world
                .tiers
                .iter_mut()
                .flatten()
                .flat_map(|tier| tier.quantities.iter_mut()),
        )
        .chain(
            world
                .timeline
                .iter_mut()
                .filter_map(|change| match &mut change.value {
                    Magnitude::Registered(id) => Some(id),
                    Magnitude::Set(_) => None,
                }),
        )
}
