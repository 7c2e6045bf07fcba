//! What must hold of the network as a whole: people can get where they are going, and nobody can
//! be caught where neither a way on nor a way back is left.

use std::collections::{BTreeMap, BTreeSet};

use super::corridor;
use super::fault::{Fault, Log};
use super::field::Field;
use super::hazards::{self, NO_SEGMENT_POSITION};
use super::items::Items;
use super::links::Network;
use super::locations;
use super::names::Names;
use super::people::{Origins, POPULATIONS};
use super::rules::{CAPACITIES, GATES};
use crate::world::network::{Confinement, Link, LinkUse, Location, LocationKind};

/// Most ways on from one place: the engine holds the options of a choice as bits of one word.
const MOST_WAYS_ON: usize = 59;

/// The parts of a corridor that are checked against each other.
pub(super) struct Whole<'a> {
    pub(super) network: Network<'a>,
    pub(super) links: &'a Items<Link>,
    pub(super) origins: &'a Origins,
    pub(super) crossing_classes: &'a [Field<'a>],
}

/// Faults of the whole, as far as its parts could be read.
pub(super) fn check(whole: &Whole, log: &mut Log) {
    let Some(locations) = whole.network.locations.complete() else {
        return;
    };
    check_crossing(whole, &locations, log);
    let Some(links) = whole.links.complete() else {
        return;
    };
    check_use(whole, &locations, &links, log);
    check_forks(whole, &links, log);
    check_ways(whole, &locations, &links, log);
}

fn check_crossing(whole: &Whole, locations: &[&Location], log: &mut Log) {
    if let Some(class) = whole.crossing_classes.first()
        && !locations.iter().any(|location| location.crossing_point)
    {
        let problem = "no location is a crossing_point, so no crossing would be counted";
        let key = &class.key;
        log.add(Fault::new(corridor::FILE, class.line, key, "", problem));
    }
}

fn check_use(whole: &Whole, locations: &[&Location], links: &[&Link], log: &mut Log) {
    let network = &whole.network;
    let gates = links.iter().filter_map(|link| Some(link.gate?.index()));
    let capacities = links.iter().filter_map(|link| Some(link.capacity?.index()));
    let stays = Confinement::ALL.map(Confinement::segment);
    let of_stays = network.segments.iter().enumerate();
    let of_stays = of_stays.filter(|(_, name)| stays.contains(name));
    let on_links = links.iter().map(|link| link.segment.index());
    let segments = on_links
        .chain(locations.iter().map(|location| location.segment.index()))
        .chain(of_stays.map(|(position, _)| position))
        .chain([NO_SEGMENT_POSITION]);
    let ends = links
        .iter()
        .flat_map(|link| [link.from.index(), link.to.index()]);
    let mut unused = |file, key, names: &Names, used: BTreeSet<usize>, problem: &str| {
        for position in (0..names.len()).filter(|position| !used.contains(position)) {
            let line = Some(names.line(position));
            log.add(Fault::new(file, line, key, names.get(position), problem));
        }
    };
    let problem = "no link hangs on this gate";
    unused(GATES, "id", network.gates, gates.collect(), problem);
    let problem = "no link shares this capacity";
    unused(
        CAPACITIES,
        "id",
        network.capacities,
        capacities.collect(),
        problem,
    );
    let problem = "no link, location or stay is on this segment";
    unused(
        hazards::FILE,
        "segment",
        network.segments,
        segments.collect(),
        problem,
    );
    let problem = "no link starts or ends here";
    unused(
        locations::FILE,
        "id",
        &network.locations.names,
        ends.collect(),
        problem,
    );
}

fn check_forks(whole: &Whole, links: &[&Link], log: &mut Log) {
    let names = &whole.network.locations.names;
    let mut forks = vec![0; names.len()];
    for link in links {
        let pathway = link.purpose == LinkUse::Pathway;
        for (from, _) in ways_on(link).chain(pathway.then(|| forward(link))) {
            forks[from] += 1;
        }
    }
    for position in (0..names.len()).filter(|position| forks[*position] > MOST_WAYS_ON) {
        let line = Some(names.line(position));
        let problem = "too many links lead on from here";
        let fault = Fault::new(locations::FILE, line, "id", names.get(position), problem);
        log.add(fault.allowed(format!("at most {MOST_WAYS_ON}")));
    }
}

/// Refuses a table with more rows than the engine's compact records can tell apart.
pub(super) fn check_size(file: &str, names: &Names, most: usize, log: &mut Log) {
    if names.len() > most {
        let line = Some(names.line(most));
        let fault = Fault::new(file, line, "", names.get(most), "too many of them");
        log.add(fault.allowed(format!("at most {most}")));
    }
}

/// A way between two locations, by position.
type Way = (usize, usize);

fn forward(link: &Link) -> Way {
    (link.from.index(), link.to.index())
}

fn reverse(link: &Link) -> Way {
    (link.to.index(), link.from.index())
}

/// Ways on: onward links, both ways where they are bidirectional.
fn ways_on(link: &Link) -> impl Iterator<Item = Way> {
    let onward = link.purpose == LinkUse::Onward;
    let back = onward && link.bidirectional;
    onward
        .then(|| forward(link))
        .into_iter()
        .chain(back.then(|| reverse(link)))
}

/// Ways back: onward links either way, and links kept for the way back, in reverse too where they
/// are bidirectional.
fn ways_back(link: &Link) -> impl Iterator<Item = Way> {
    let (stated, reversed) = match link.purpose {
        LinkUse::Onward => (true, true),
        LinkUse::Return => (true, link.bidirectional),
        LinkUse::Pathway | LinkUse::Forced => (false, false),
    };
    stated
        .then(|| forward(link))
        .into_iter()
        .chain(reversed.then(|| reverse(link)))
}

fn check_ways(whole: &Whole, locations: &[&Location], links: &[&Link], log: &mut Log) {
    let is_destination = |location: &&Location| location.kind == LocationKind::Destination;
    let mut residences: BTreeMap<usize, u64> = BTreeMap::new();
    for placed in &whole.origins.placed {
        let line = residences
            .entry(placed.origin.residence.index())
            .or_insert(placed.line);
        *line = placed.line.min(*line);
    }
    if !locations.iter().any(is_destination) {
        let problem = "no location is a destination";
        log.add(Fault::new(locations::FILE, None, "kind", "", problem));
        return;
    }
    let positions = 0..locations.len();
    let destinations: Vec<usize> = positions
        .clone()
        .filter(|position| is_destination(&locations[*position]))
        .collect();
    let starts: Vec<usize> = residences.keys().copied().collect();

    let pathways = links.iter().filter(|link| link.purpose == LinkUse::Pathway);
    let open = links
        .iter()
        .flat_map(|link| ways_on(link))
        .chain(pathways.map(|link| forward(link)));
    let arriving = leading_to(&destinations, open, locations.len());
    for (residence, line) in &residences {
        if !arriving[*residence] {
            let id = &locations[*residence].id;
            let problem = "no destination can be reached from here, even with all gates open";
            let fault = Fault::new(POPULATIONS, Some(*line), "residence", id, problem);
            log.add(fault);
        }
    }

    let ungated = || links.iter().filter(|link| link.gate.is_none());
    let onward = ungated().flat_map(|link| ways_on(link));
    let can_go_on = leading_to(&destinations, onward, locations.len());
    let back = ungated().flat_map(|link| ways_back(link));
    let can_go_back = leading_to(&starts, back, locations.len());
    let everything = links
        .iter()
        .flat_map(|link| std::iter::once(forward(link)).chain(ways_back(link)));
    let reached = reachable(&starts, everything, locations.len());
    for position in positions {
        let safe = can_go_on[position] || can_go_back[position];
        if reached[position] && !safe {
            let names = &whole.network.locations.names;
            let problem = "with every gate closed, people here can go neither on nor back";
            let line = Some(names.line(position));
            let fault = Fault::new(locations::FILE, line, "id", names.get(position), problem);
            let allowed = "a path of links without a gate to a destination or to an origin";
            log.add(fault.allowed(allowed));
        }
    }
}

/// For each location, whether `ways` lead from it to one of `ends`.
fn leading_to(ends: &[usize], ways: impl Iterator<Item = Way>, locations: usize) -> Vec<bool> {
    reachable(ends, ways.map(|(from, to)| (to, from)), locations)
}

/// For each location, whether `ways` lead to it from one of `starts`.
fn reachable(starts: &[usize], ways: impl Iterator<Item = Way>, locations: usize) -> Vec<bool> {
    let mut next = vec![Vec::new(); locations];
    for (from, to) in ways {
        next[from].push(to);
    }
    let mut reached = vec![false; locations];
    let mut open = starts.to_vec();
    while let Some(location) = open.pop() {
        if !std::mem::replace(&mut reached[location], true) {
            open.extend(&next[location]);
        }
    }
    reached
}
