//! Ways through the network: the acyclic set of links that lead on, and the ways back.
//!
//! The stated direction of a link is the way on. A bidirectional link may also be taken in reverse
//! on the way on where that brings people nearer to a destination. Cycles are cut where a link
//! brings nobody nearer, so that values can be solved in one pass. See ADR 0018.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use crate::ids::{ArcId, LinkId, LocationId};
use crate::world::World;
use crate::world::network::{LinkUse, LocationKind, Mode};
use crate::world::register::Setting;

/// A compressed adjacency array.
#[derive(Clone, Debug, Default)]
pub struct Adjacency {
    offsets: Vec<u32>,
    arcs: Vec<ArcId>,
}

impl Adjacency {
    fn new(locations: usize, mut arcs: Vec<(LocationId, ArcId)>) -> Self {
        arcs.sort_unstable();
        let mut offsets = vec![0u32; locations + 1];
        for (from, _) in &arcs {
            offsets[from.index() + 1] += 1;
        }
        for index in 0..locations {
            offsets[index + 1] += offsets[index];
        }
        Self {
            offsets,
            arcs: arcs.into_iter().map(|(_, arc)| arc).collect(),
        }
    }

    /// Position of the first arc of a location among all arcs of the array.
    pub fn start(&self, at: LocationId) -> usize {
        self.offsets[at.index()] as usize
    }

    /// The arcs that leave a location.
    pub fn of(&self, at: LocationId) -> &[ArcId] {
        &self.arcs[self.start(at)..self.offsets[at.index() + 1] as usize]
    }

    /// Number of arcs in the array.
    pub fn len(&self) -> usize {
        self.arcs.len()
    }

    /// Whether the array holds no arc.
    pub fn is_empty(&self) -> bool {
        self.arcs.is_empty()
    }
}

/// The ways on and the ways back of a world.
#[derive(Clone, Debug)]
pub struct Routes {
    /// Arcs that lead on; acyclic.
    pub onward: Adjacency,
    /// Arcs that may be used on the way back, by the location they lead to.
    pub back_into: Adjacency,
    /// Locations in an order in which every onward arc leads forward.
    pub order: Vec<LocationId>,
}

/// Fare of an arc per person: on foot against the stated direction nobody guides and nothing is
/// paid.
pub fn fare(world: &World, setting: &Setting, arc: ArcId) -> f64 {
    let link = &world.links[arc.link().index()];
    if arc.is_reverse() && link.mode == Mode::Foot {
        0.0
    } else {
        setting.get(link.fare)
    }
}

/// Money and felt time of a link in USD.
fn price(world: &World, setting: &Setting, link: LinkId, day_value: f64) -> f64 {
    let link = &world.links[link.index()];
    setting.get(link.fare) + day_value * link.days[1]
}

impl Routes {
    /// Finds the ways on and back; `day_value` is what a day is felt to cost in USD.
    pub fn new(world: &World, day_value: f64) -> Self {
        let fixed = world.register.fixed();
        let nearness = distance_to_destination(world, &fixed, day_value);
        let mut stated = DiGraph::<(), ArcId>::new();
        let nodes: Vec<_> = world
            .locations
            .iter()
            .map(|_| stated.add_node(()))
            .collect();
        for (index, link) in world.links.iter().enumerate() {
            if link.purpose == LinkUse::Onward {
                let arc = ArcId::forward(LinkId::from(index));
                stated.add_edge(nodes[link.from.index()], nodes[link.to.index()], arc);
            }
        }
        let mut component = vec![0usize; world.locations.len()];
        for (number, members) in tarjan_scc(&stated).into_iter().enumerate() {
            for node in members {
                component[node.index()] = number;
            }
        }
        let nearer =
            |from: LocationId, to: LocationId| nearness[to.index()] < nearness[from.index()];
        let mut onward: Vec<(LocationId, ArcId)> = stated
            .edge_weights()
            .map(|&arc| (world.ends(arc), arc))
            .filter(|((from, to), _)| {
                component[from.index()] != component[to.index()] || nearer(*from, *to)
            })
            .map(|((from, _), arc)| (from, arc))
            .collect();
        let order = topological_order(world, &onward, &nearness);
        let mut rank = vec![0usize; world.locations.len()];
        for (position, location) in order.iter().enumerate() {
            rank[location.index()] = position;
        }
        for (index, link) in world.links.iter().enumerate() {
            let arc = ArcId::reverse(LinkId::from(index));
            let (from, to) = world.ends(arc);
            if link.purpose == LinkUse::Onward
                && link.bidirectional
                && nearer(from, to)
                && rank[from.index()] < rank[to.index()]
            {
                onward.push((from, arc));
            }
        }
        Self {
            onward: Adjacency::new(world.locations.len(), onward),
            back_into: Adjacency::new(world.locations.len(), arcs_back(world)),
            order,
        }
    }

    /// For one home, the arc that leads towards it from every location, and the cost of the whole
    /// way in USD; `price` is what an arc costs in money, felt time and felt risk, none if it is closed.
    pub fn way_back(
        &self,
        world: &World,
        home: LocationId,
        price: impl Fn(ArcId) -> Option<f64>,
    ) -> WayBack {
        let mut cost = vec![f64::INFINITY; world.locations.len()];
        let mut next: Vec<Option<ArcId>> = vec![None; world.locations.len()];
        let mut heap = BinaryHeap::new();
        cost[home.index()] = 0.0;
        heap.push((Reverse(OrderedCost(0.0)), Reverse(home)));
        while let Some((Reverse(OrderedCost(so_far)), Reverse(at))) = heap.pop() {
            if so_far > cost[at.index()] {
                continue;
            }
            for &arc in self.back_into.of(at) {
                let Some(price) = price(arc) else {
                    continue;
                };
                let (from, _) = world.ends(arc);
                let through = so_far + price;
                if through < cost[from.index()] {
                    cost[from.index()] = through;
                    next[from.index()] = Some(arc);
                    heap.push((Reverse(OrderedCost(through)), Reverse(from)));
                }
            }
        }
        WayBack { next, cost }
    }
}

/// The way to one home from everywhere.
#[derive(Clone, Debug)]
pub struct WayBack {
    /// Arc to take from each location; none at home and where there is no way.
    pub next: Vec<Option<ArcId>>,
    /// Cost in USD of the way from each location; infinite where there is none.
    pub cost: Vec<f64>,
}

impl WayBack {
    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.next.capacity() * size_of::<Option<ArcId>>() + self.cost.capacity() * size_of::<f64>()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct OrderedCost(f64);

impl Eq for OrderedCost {}

impl PartialOrd for OrderedCost {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedCost {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Arcs of the way back, listed under the location they lead to: onward links either way, return
/// links as stated and, where bidirectional, in reverse.
fn arcs_back(world: &World) -> Vec<(LocationId, ArcId)> {
    let mut arcs = Vec::new();
    for (index, link) in world.links.iter().enumerate() {
        let id = LinkId::from(index);
        match link.purpose {
            LinkUse::Onward => {
                arcs.push((link.to, ArcId::forward(id)));
                arcs.push((link.from, ArcId::reverse(id)));
            }
            LinkUse::Return => {
                arcs.push((link.to, ArcId::forward(id)));
                if link.bidirectional {
                    arcs.push((link.from, ArcId::reverse(id)));
                }
            }
            LinkUse::Pathway | LinkUse::Forced => {}
        }
    }
    arcs
}

/// Least cost in USD from every location to any destination, gates ignored.
fn distance_to_destination(world: &World, setting: &Setting, day_value: f64) -> Vec<f64> {
    let mut into: Vec<Vec<(LocationId, f64)>> = vec![Vec::new(); world.locations.len()];
    for (index, link) in world.links.iter().enumerate() {
        let cost = price(world, setting, LinkId::from(index), day_value);
        if link.purpose == LinkUse::Onward {
            into[link.to.index()].push((link.from, cost));
        }
        if link.purpose == LinkUse::Onward && link.bidirectional {
            into[link.from.index()].push((link.to, cost));
        }
    }
    let mut cost = vec![f64::INFINITY; world.locations.len()];
    let mut heap = BinaryHeap::new();
    for (index, location) in world.locations.iter().enumerate() {
        if location.kind == LocationKind::Destination {
            cost[index] = 0.0;
            heap.push((Reverse(OrderedCost(0.0)), Reverse(LocationId::from(index))));
        }
    }
    while let Some((Reverse(OrderedCost(so_far)), Reverse(at))) = heap.pop() {
        if so_far > cost[at.index()] {
            continue;
        }
        for &(from, step) in &into[at.index()] {
            if so_far + step < cost[from.index()] {
                cost[from.index()] = so_far + step;
                heap.push((Reverse(OrderedCost(so_far + step)), Reverse(from)));
            }
        }
    }
    cost
}

/// A topological order of acyclic arcs; among free locations the farthest comes first.
fn topological_order(
    world: &World,
    arcs: &[(LocationId, ArcId)],
    nearness: &[f64],
) -> Vec<LocationId> {
    let mut entering = vec![0usize; world.locations.len()];
    let mut leaving: Vec<Vec<LocationId>> = vec![Vec::new(); world.locations.len()];
    for &(from, arc) in arcs {
        let (_, to) = world.ends(arc);
        entering[to.index()] += 1;
        leaving[from.index()].push(to);
    }
    let mut free: BinaryHeap<(OrderedCost, Reverse<LocationId>)> = (0..world.locations.len())
        .filter(|&index| entering[index] == 0)
        .map(|index| {
            (
                OrderedCost(nearness[index]),
                Reverse(LocationId::from(index)),
            )
        })
        .collect();
    let mut order = Vec::with_capacity(world.locations.len());
    while let Some((_, Reverse(at))) = free.pop() {
        order.push(at);
        for &to in &leaving[at.index()] {
            entering[to.index()] -= 1;
            if entering[to.index()] == 0 {
                free.push((OrderedCost(nearness[to.index()]), Reverse(to)));
            }
        }
    }
    order
}

/// Residences from which no destination can be reached by onward arcs, all gates open: the stated
/// directions of links do not lead on from there.
pub fn stranded_origins(world: &World, day_value: f64) -> Vec<LocationId> {
    let routes = Routes::new(world, day_value);
    let mut leads_on: Vec<bool> = world
        .locations
        .iter()
        .map(|location| location.kind == LocationKind::Destination)
        .collect();
    for &place in routes.order.iter().rev() {
        leads_on[place.index()] |= routes
            .onward
            .of(place)
            .iter()
            .any(|&arc| leads_on[world.ends(arc).1.index()]);
    }
    let mut stranded: Vec<LocationId> = world
        .origins
        .iter()
        .map(|origin| origin.residence)
        .filter(|residence| !leads_on[residence.index()])
        .collect();
    stranded.sort_unstable();
    stranded.dedup();
    stranded
}
