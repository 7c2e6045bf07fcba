//! From the files of a corridor to its world.

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::graph::NodeIndex;

use super::check::{Whole, check, check_size};
use super::corridor::{self, Corridor};
use super::fault::{Faults, Log};
use super::field::Field;
use super::items::Items;
use super::links::{self, Network};
use super::names::Names;
use super::people::{self, DEMOGRAPHICS, NATIONALITIES, POPULATIONS};
use super::policies::{self, Terms};
use super::reading::{Need, Reading};
use super::rules::{self, CAPACITIES, CLASSES, GATES};
use super::states::{self, SOURCES};
use super::{
    departures, exposure, folder, hazards, levers, locations, observed, parameters, tiers, timeline,
};
use crate::ids::{LinkId, LocationId};
use crate::world::market::Tier;
use crate::world::measure::Named;
use crate::world::network::{Capacity, Link, RouteGraph};
use crate::world::register::Register;
use crate::world::{Target, World};

/// Every file of a corridor but its policies.
const FILES: [&str; 20] = [
    corridor::FILE,
    SOURCES,
    states::FILE,
    locations::FILE,
    CLASSES,
    links::FILE,
    GATES,
    CAPACITIES,
    hazards::FILE,
    NATIONALITIES,
    DEMOGRAPHICS,
    POPULATIONS,
    departures::FILE,
    parameters::FILE,
    levers::FILE,
    tiers::FILE,
    exposure::FILE,
    timeline::FILE,
    observed::CROSSINGS,
    observed::TARGETS,
];

/// The world in `files`; `log` holds the faults of files that could not be opened.
pub(super) fn assemble(files: &BTreeMap<String, Vec<u8>>, log: Log) -> Result<World, Faults> {
    check_bytes(files)?;
    let mut reading = Reading::new(files, log);
    reading.refuse_strangers(&FILES);
    let document = reading.document(corridor::FILE, Need::File);
    let corridor = Corridor::read(document.as_ref(), &mut reading.log);
    let sources = states::read_sources(&mut reading);
    let states = states::read(&mut reading);
    let segments = hazards::read(&mut reading);
    let classes = rules::read_classes(&mut reading, &corridor.crossing_classes);
    let exposure = exposure::read(&mut reading, &classes.names, &segments.names);
    let mut nationalities = people::read_nationalities(&mut reading);
    let gates = rules::read_gates(&mut reading, &nationalities.names, corridor.span());
    let mut capacities = rules::read_capacities(&mut reading);
    let locations = locations::read(&mut reading, &states.names, &segments.names);
    let network = Network {
        states: &states.names,
        locations: &locations,
        classes: &classes.names,
        gates: &gates.names,
        segments: &segments.names,
        capacities: &capacities.names,
    };
    let links = links::read(&mut reading, &network);
    people::read_demographics(&mut reading, &mut nationalities);
    let residents = (&nationalities.names, &locations.names);
    let mut origins = people::read_origins(&mut reading, residents.0, residents.1);
    let notes = departures::read(&mut reading, &mut origins, residents, &corridor);
    let parameters = parameters::read(&mut reading);
    let levers = levers::read(&mut reading);
    let tiers = tiers::read(&mut reading, &classes.names);
    let terms = Terms {
        states: states.names.clone(),
        gates: gates.names.clone(),
        levers: levers.iter().collect(),
        capacities: capacities.names.clone(),
        nationalities: nationalities.names.clone(),
        sources: reading.sources.clone(),
        has_timeline: files.contains_key(timeline::FILE),
        span: corridor.span(),
    };
    let timeline = timeline::read(&mut reading, &terms);
    let policies = policies::read(&mut reading, &terms);
    check_reference(&corridor, &mut reading);
    let observed = observed::read_crossings(&mut reading, &nationalities.names, corridor.span());
    let names = [&states.names, &classes.names, &nationalities.names];
    let targets = targets(&mut reading, names, &tiers, corridor.window_end);
    let whole = Whole {
        network,
        links: &links,
        origins: &origins,
        crossing_classes: &corridor.crossing_classes,
    };
    check(&whole, &mut reading.log);
    check_sizes(names, &mut reading.log);

    let questions = reading.questions();
    let (ledger, inputs, defaults) = reading.finish()?;
    share_out(&mut capacities, &links);
    let (start, end) = corridor.window.unwrap_or_default();
    let links = links.into_vec();
    let mut world = World {
        name: corridor.name,
        title: corridor.title,
        description: corridor.description,
        start,
        end,
        crossing_name: corridor.crossing_name,
        rainy_months: corridor.rainy_months,
        window_end: corridor.window_end.unwrap_or_default(),
        reference: text(corridor.reference),
        register: Register::default(),
        parameters: Vec::new(),
        states: states.into_vec(),
        graph: graph(locations.names.len(), &links),
        locations: locations.into_vec(),
        links,
        classes: classes.into_vec(),
        segments: segments.into_vec(),
        gates: gates.into_vec(),
        capacities: capacities.into_vec(),
        tiers,
        exposure,
        timeline,
        nationalities: nationalities.into_vec(),
        origins: origins.into_vec(),
        levers,
        policies,
        observed,
        targets,
        questions,
        sources,
        inputs,
        defaults,
        notes,
    };
    ledger.settle(parameters, &mut world);
    Ok(world)
}

fn text(field: Option<Field>) -> String {
    field.map_or_else(String::new, |it| it.text.into())
}

fn check_bytes(files: &BTreeMap<String, Vec<u8>>) -> Result<(), Faults> {
    let bytes = files.values().map(|bytes| bytes.len() as u64).sum();
    folder::too_much(bytes).map_or(Ok(()), |fault| Err(fault.into()))
}

/// What the engine's compact records tell apart by one byte.
fn check_sizes([states, classes, nationalities]: [&Names; 3], log: &mut Log) {
    let one_byte = usize::from(u8::MAX);
    check_size(states::FILE, states, one_byte - 1, log);
    check_size(CLASSES, classes, one_byte, log);
    check_size(NATIONALITIES, nationalities, one_byte, log);
}

/// The targets, whose measures are known only where all that they may name could be read.
fn targets(
    reading: &mut Reading,
    names: [&Names; 3],
    tiers: &[Vec<Tier>],
    window_end: Option<Date>,
) -> Vec<Target> {
    let whole = names.iter().all(|it| it.is_whole()) && reading.log.is_clean(&[tiers::FILE]);
    let [states, classes, nationalities] = names.map(|it| it.iter().collect::<Vec<&str>>());
    let packages = tiers.iter();
    let packages = packages.map(|tiers| tiers.iter().map(|tier| tier.name.as_str()).collect());
    let named = Named {
        classes: classes.into_iter().zip(packages).collect(),
        nationalities,
        states,
    };
    let window_end = window_end.unwrap_or_default();
    observed::read_targets(reading, whole.then_some(&named), window_end)
}

fn check_reference(corridor: &Corridor, reading: &mut Reading) {
    let mut names: Vec<String> = reading.policies().map(policies::name_of).collect();
    names.sort();
    if let Some(field) = &corridor.reference {
        field.known(
            &mut reading.log,
            &Names::of("policy", names.iter().map(String::as_str)),
        );
    }
}

/// Tells every capacity which links share it.
fn share_out(capacities: &mut Items<Capacity>, links: &Items<Link>) {
    for (position, link) in links.items.iter().flatten().enumerate() {
        if let Some(id) = link.capacity
            && let Some(capacity) = &mut capacities.items[id.index()]
        {
            capacity.links.push(LinkId::from(position));
        }
    }
}

fn graph(locations: usize, links: &[Link]) -> RouteGraph {
    let mut graph = RouteGraph::with_capacity(locations, links.len());
    let nodes: Vec<NodeIndex> = (0..locations)
        .map(|position| graph.add_node(LocationId::from(position)))
        .collect();
    for (position, link) in links.iter().enumerate() {
        let ends = (nodes[link.from.index()], nodes[link.to.index()]);
        graph.add_edge(ends.0, ends.1, LinkId::from(position));
    }
    graph
}
