//! What is bought and waited for: packages by week, and queues by week.

use super::Grid;
use crate::engine::event::Moment;
use crate::engine::market::Market;
use crate::engine::queue::Queue;
use crate::ids::{ClassId, LocationId, StateId};
use crate::world::World;
use crate::world::market::STANDARD;
use crate::world::network::{Guide, LocationKind};
use crate::world::vocabulary::StateQuantity;

pub use crate::engine::information::WEEK;

/// What is counted of a package in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sale {
    /// Simulated people who paid for a guided link, each link.
    Users,
    /// What they paid or came to owe, USD of simulated people.
    Revenue,
    /// The part of it that went to those who control the way by arms.
    Toll,
    /// Price for the whole class when the week began, USD.
    Price,
    /// Concentration of providers when the week began: 0 many small ones, 1 few large ones.
    Providers,
    /// Safety of the package when the week began: 1 over its violent hazards relative to those of
    /// the standard package on usual days.
    Quality,
}

impl Sale {
    /// How many there are.
    pub const COUNT: usize = Sale::Quality as usize + 1;
}

/// A package on sale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Class of links.
    pub class: ClassId,
    /// Position among the packages of the class.
    pub tier: usize,
    /// Its name.
    pub name: String,
}

/// The market by week.
#[derive(Clone, Debug, PartialEq)]
pub struct Sales {
    /// Everything that can be on sale: the packages of classes with guided links, or one standard
    /// package where the class has none.
    pub offers: Vec<Offer>,
    /// Counts by week, offer and [`Sale`].
    pub weeks: Grid<f64, 3>,
    first: Vec<Option<(usize, usize)>>,
}

impl Sales {
    /// Counters at zero, for a world and a number of days.
    pub fn new(world: &World, days: usize) -> Self {
        let mut offers = Vec::new();
        let mut first = Vec::with_capacity(world.classes.len());
        for index in 0..world.classes.len() {
            let class = ClassId::from(index);
            let mut links = world.links.iter().filter(|link| link.class == class);
            if links.all(|link| link.guide == Guide::None) {
                first.push(None);
                continue;
            }
            let names: Vec<&str> = match world.tiers[index].as_slice() {
                [] => vec![STANDARD],
                tiers => tiers.iter().map(|it| it.name.as_str()).collect(),
            };
            first.push(Some((offers.len(), names.len())));
            offers.extend(names.iter().enumerate().map(|(tier, name)| Offer {
                class,
                tier,
                name: (*name).to_owned(),
            }));
        }
        Self {
            weeks: Grid::new([days.div_ceil(WEEK), offers.len(), Sale::COUNT]),
            offers,
            first,
        }
    }

    /// A party pays for a package.
    pub(super) fn sell(
        &mut self,
        at: Moment,
        class: ClassId,
        tier: usize,
        size: usize,
        [usd, toll]: [f32; 2],
    ) {
        let Some((first, tiers)) = self.first[class.index()] else {
            return;
        };
        let offer = first + tier.min(tiers - 1);
        let amounts = [
            (Sale::Users, size as f64),
            (Sale::Revenue, f64::from(usd)),
            (Sale::Toll, f64::from(toll)),
        ];
        for (what, amount) in amounts {
            self.weeks
                .add([at.day / WEEK, offer, what as usize], amount);
        }
    }

    /// A week begins.
    pub(super) fn look(&mut self, at: Moment, market: &Market) {
        for (position, offer) in self.offers.iter().enumerate() {
            let trade = market.on(offer.class);
            let mut set = |what: Sale, value: f64| {
                self.weeks
                    .set([at.day / WEEK, position, what as usize], value);
            };
            set(Sale::Providers, trade.concentration);
            if let Some(package) = trade.packages.get(offer.tier) {
                let harm = f64::from(package.harm) * f64::from(trade.violence);
                set(Sale::Price, package.price * trade.price);
                set(Sale::Quality, 1.0 / harm.max(f64::MIN_POSITIVE));
            }
        }
    }

    /// A count over the whole window and everything on sale.
    pub fn total(&self, what: Sale) -> f64 {
        self.weeks.sum([None, None, Some(what as usize)])
    }
}

/// What is counted of a queue in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueCount {
    /// People waiting at the end of the week, those ahead who are not simulated included.
    Waiting,
    /// People who came in the week.
    Arrived,
    /// People served or decided in the week.
    Served,
    /// People who could be served in a week as it begins.
    Capacity,
}

impl QueueCount {
    /// How many there are.
    pub const COUNT: usize = QueueCount::Capacity as usize + 1;
}

/// Who serves a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// State in which people wait.
    pub state: StateId,
    /// What they wait for: a claim, a daily capacity or an appointment.
    pub name: String,
    line: Line,
}

/// Position among the queues of claims, by state, or of capacities, with appointments last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Claims(usize),
    Capacity(usize),
}

/// Queues by week. A row tells of the week that ends with it.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueLog {
    /// Whose queues.
    pub agencies: Vec<Agency>,
    /// Counts by week, agency and [`QueueCount`], at the scale of the simulation.
    pub weeks: Grid<f64, 3>,
    before: Vec<[f64; 2]>,
}

impl QueueLog {
    /// Counters at zero, for a world and a number of days.
    pub fn new(world: &World, days: usize) -> Self {
        let mut agencies = Vec::new();
        for (index, state) in world.states.iter().enumerate() {
            let claims = [StateQuantity::AsylumDecisions, StateQuantity::AsylumBacklog];
            if claims.iter().all(|it| state.quantity(*it).is_some()) {
                agencies.push(Agency {
                    state: StateId::from(index),
                    name: "asylum".to_owned(),
                    line: Line::Claims(index),
                });
            }
        }
        let state_of = |at: LocationId| world.locations[at.index()].state;
        for (index, capacity) in world.capacities.iter().enumerate() {
            if let Some(link) = capacity.links.first() {
                agencies.push(Agency {
                    state: state_of(world.links[link.index()].from),
                    name: capacity.id.clone(),
                    line: Line::Capacity(index),
                });
            }
        }
        let mut places = world.locations.iter();
        if let Some(place) = places.find(|it| it.kind == LocationKind::Destination) {
            agencies.push(Agency {
                state: place.state,
                name: "appointments".to_owned(),
                line: Line::Capacity(world.capacities.len()),
            });
        }
        Self {
            weeks: Grid::new([days.div_ceil(WEEK), agencies.len(), QueueCount::COUNT]),
            before: vec![[0.0; 2]; agencies.len()],
            agencies,
        }
    }

    /// A week begins.
    pub(super) fn look(&mut self, at: Moment, queues: &[Queue], claims: &[Option<Queue>]) {
        for (position, agency) in self.agencies.iter().enumerate() {
            let queue = match agency.line {
                Line::Claims(state) => claims.get(state).and_then(Option::as_ref),
                Line::Capacity(capacity) => queues.get(capacity),
            };
            let Some(queue) = queue else {
                continue;
            };
            let [arrived, served] = [queue.arrived() as f64, queue.served()];
            let before = std::mem::replace(&mut self.before[position], [arrived, served]);
            let counts = [
                (QueueCount::Waiting, queue.length()),
                (QueueCount::Arrived, arrived - before[0]),
                (QueueCount::Served, served - before[1]),
                (QueueCount::Capacity, queue.per_day() * WEEK as f64),
            ];
            for (what, amount) in counts {
                self.weeks
                    .set([at.day / WEEK, position, what as usize], amount);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;

    fn at(day: usize) -> Moment {
        Moment {
            day,
            month: 0,
            rainy: false,
        }
    }

    #[test]
    fn what_is_sold_is_counted_in_its_week_and_only_where_somebody_guides() {
        let mut world = fixture::world();
        world.links[0].guide = Guide::Contract;
        let mut sales = Sales::new(&world, 20);
        assert_eq!(sales.offers.len(), 1, "one standard package on the trail");
        assert_eq!(sales.offers[0].name, STANDARD);
        sales.sell(at(6), ClassId(1), 0, 2, [300.0, 80.0]);
        sales.sell(at(7), ClassId(1), 3, 1, [150.0, 40.0]);
        sales.sell(at(7), ClassId(0), 0, 9, [1.0, 1.0]);
        let week = |week: usize, what: Sale| sales.weeks.get([week, 0, what as usize]);
        assert!((week(0, Sale::Users) - 2.0).abs() < 1e-12);
        assert!((week(1, Sale::Revenue) - 150.0).abs() < 1e-12);
        assert!((sales.total(Sale::Toll) - 120.0).abs() < 1e-12);
        assert_eq!(sales.weeks.size()[0], 3);
    }

    #[test]
    fn queues_add_up_from_week_to_week() {
        let mut world = fixture::world();
        world.capacities.clear();
        world.locations[2].kind = LocationKind::Destination;
        let mut log = QueueLog::new(&world, 14);
        let names: Vec<&str> = log.agencies.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["appointments"]);
        let mut queue = Queue::new(2.0, 30.0);
        log.look(at(0), std::slice::from_ref(&queue), &[]);
        for _ in 0..7 {
            queue.start_day();
        }
        queue.pass(3);
        log.look(at(7), std::slice::from_ref(&queue), &[]);
        let get = |week: usize, what: QueueCount| log.weeks.get([week, 0, what as usize]);
        assert!((get(0, QueueCount::Waiting) - 30.0).abs() < 1e-12);
        assert!((get(1, QueueCount::Arrived) - 3.0).abs() < 1e-12);
        assert!((get(1, QueueCount::Served) - 17.0).abs() < 1e-12);
        assert!((get(1, QueueCount::Capacity) - 14.0).abs() < 1e-12);
        let after =
            get(0, QueueCount::Waiting) + get(1, QueueCount::Arrived) - get(1, QueueCount::Served);
        assert!((get(1, QueueCount::Waiting) - after).abs() < 1e-12);
    }
}
