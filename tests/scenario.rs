//! Sound files become the world that they describe, and nothing of their order remains in it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp)]

#[path = "scenario/policies.rs"]
mod policies;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use corredor::scenario::{embedded, embedded_names, load, load_files};
use corredor::units::Unit;
use corredor::world::World;
use corredor::world::exposure::Stretch;
use corredor::world::network::HazardMeasure;
use corredor::world::policy::Lever;
use corredor::world::vocabulary::{Demographic, Harm, Parameter, StateQuantity, TierQuantity};
use corredor::{RunSpec, outcomes};
use jiff::civil::date;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corridors/small")
}

fn small() -> World {
    load(&folder()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for inner in ["", "policies", "observed"] {
        for entry in std::fs::read_dir(folder().join(inner)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                let name = Path::new(inner).join(name).to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    files
}

/// Everything a world says, but for the hashes of its files.
fn told(mut world: World) -> String {
    for input in &mut world.inputs {
        input.sha256.clear();
    }
    format!("{world:?}")
}

#[test]
fn nobody_leaves_from_an_empty_stock() {
    let mut files = files();
    let mut change = |file: &str, change: &dyn Fn(&str) -> String| {
        let text = String::from_utf8(files[file].clone()).unwrap();
        files.insert(file.to_owned(), change(&text).into_bytes());
    };
    change("populations.csv", &|text| {
        text.replace("BRI,ALM,1,30000,15000,45000", "BRI,ALM,1,0,0,0")
    });
    change("departures.csv", &|text| {
        let kept = text.lines().filter(|line| !line.starts_with("BRI,"));
        kept.collect::<Vec<_>>().join("\n")
    });
    let world = load_files(&files).unwrap();
    let spec = RunSpec {
        from: date(2030, 1, 1),
        to: date(2030, 6, 30),
        scale: 0.05,
        ..RunSpec::of(&world)
    };
    let policies = [world.policy("reference").unwrap().clone()];
    let outcomes = outcomes(&world, &policies, &spec, 1, 1).unwrap();
    let left = |group: &str| {
        let mut series = outcomes[0].series.iter();
        let key = |it: &&corredor::study::Series| it.key.code == "F1" && it.key.group == group;
        series.find(key).unwrap().values[0].unwrap()
    };
    assert!(left("ALD") > 0.0);
    assert_eq!(left("BRI"), 0.0);
}

#[test]
fn months_without_a_row_at_the_ends_are_told() {
    assert!(small().notes.is_empty());
    let mut files = files();
    let text = String::from_utf8(files["departures.csv"].clone()).unwrap();
    let kept = text
        .lines()
        .filter(|line| !line.starts_with("BRI,ALM,2030-01") && !line.starts_with("BRI,ALM,2031-1"));
    let kept = kept.collect::<Vec<_>>().join("\n");
    files.insert("departures.csv".to_owned(), kept.into_bytes());
    let notes = load_files(&files).unwrap().notes;
    let told = "departures.csv has no row of BRI in ALM in 4 months from 2030-01 to 2031-12: nobody \
        leaves then";
    assert_eq!(notes, [told]);
}

#[test]
fn tables_are_sorted_and_refer_to_each_other() {
    let world = small();
    let ids: Vec<&str> = world
        .locations
        .iter()
        .map(|place| place.id.as_str())
        .collect();
    assert_eq!(ids, ["ALM", "CIT", "NOR", "ROS", "STA", "TRA"]);
    let sea = &world.links[world.link("ROS-STA-sea").unwrap().index()];
    assert_eq!(world.locations[sea.from.index()].id, "ROS");
    assert_eq!(world.classes[sea.class.index()].id, "gulf_boat");
    assert!(world.classes[sea.class.index()].crossing);
    assert_eq!(world.segments[sea.segment.index()].id, "gulf");
    assert_eq!(
        world.register.get(sea.fare).name,
        "link.ROS-STA-sea.fare_usd"
    );
    let boats = &world.capacities[sea.capacity.unwrap().index()];
    assert_eq!(boats.links, [world.link("ROS-STA-sea").unwrap()]);
    assert_eq!(world.register.get(boats.per_day).unit, Unit::PersonsPerDay);
    assert_eq!(world.segments[0].id, "none");
    assert!(world.segments[0].hazards.iter().all(Option::is_none));
    assert_eq!(world.states[0].quantity(StateQuantity::AsylumBacklog), None);
    assert!(
        world.states[1]
            .quantity(StateQuantity::AsylumBacklog)
            .is_some()
    );
    assert_eq!(world.rainy_months, [5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(world.reference, "reference");
}

#[test]
fn the_graph_follows_the_tables() {
    let world = small();
    assert_eq!(world.graph.node_count(), world.locations.len());
    for (edge, link) in world.graph.edge_indices().zip(&world.links) {
        let (from, to) = world.graph.edge_endpoints(edge).unwrap();
        assert_eq!((world.graph[from], world.graph[to]), (link.from, link.to));
    }
}

#[test]
fn the_register_has_parameters_first_and_the_rest_by_name() {
    let world = small();
    let names: Vec<&str> = world
        .register
        .all()
        .iter()
        .map(|item| item.name.as_str())
        .collect();
    let (parameters, rest) = names.split_at(Parameter::ALL.len());
    assert!(
        parameters
            .iter()
            .zip(Parameter::ALL)
            .all(|(name, which)| *name == which.name())
    );
    assert!(rest.is_sorted());
    for name in [
        "capacity.boats",
        "class.trail.visibility",
        "hazard.gap.death.drowning",
        "hazard.gap.kidnapping",
        "link.TRA-STA-trail.fare_usd",
        "people.BRI.money.median",
        "people.all.need.1951",
        "state.BRU.asylum_decisions",
        "stock.ALD.ROS",
    ] {
        assert!(rest.contains(&name), "{name}");
    }
}

#[test]
fn a_nationality_overrides_what_is_said_of_all() {
    let world = small();
    let name = |position: usize, which| {
        let id = world.nationalities[position].quantity(which);
        world.register.get(id).name.as_str()
    };
    assert_eq!(name(0, Demographic::MoneyMedian), "people.all.money.median");
    assert_eq!(name(1, Demographic::MoneyMedian), "people.BRI.money.median");
    assert_eq!(name(1, Demographic::Kin), "people.all.reason.kin");
}

#[test]
fn hazards_keep_their_measure() {
    let world = small();
    let segment = |id: &str| {
        world
            .segments
            .iter()
            .find(|segment| segment.id == id)
            .unwrap()
    };
    let drowning = segment("gap").hazards[Harm::Drowning as usize].unwrap();
    assert_eq!(drowning.measure, HazardMeasure::PerPassage { days: 5.0 });
    assert_eq!(
        world.register.get(drowning.quantity).unit,
        Unit::Probability
    );
    let robbery = segment("roadside").hazards[Harm::ExtortionRobbery as usize].unwrap();
    assert_eq!(robbery.measure, HazardMeasure::PerDay);
}

#[test]
fn departures_fill_every_month() {
    let world = small();
    assert_eq!(world.origins.len(), 3);
    assert!(
        world
            .origins
            .iter()
            .all(|origin| origin.departures.len() == 24)
    );
    let total: f64 = world
        .origins
        .iter()
        .flat_map(|origin| &origin.departures)
        .sum();
    assert!((total - 19_992.0).abs() < 1e-6);
}

#[test]
fn levers_come_in_the_order_of_the_vocabulary() {
    let world = small();
    assert!(world.levers.iter().map(|row| row.lever).eq(Lever::ALL));
    let prosecution = world
        .levers
        .iter()
        .find(|row| row.lever == Lever::SmugglerProsecution)
        .unwrap();
    assert_eq!(prosecution.dial, None);
    assert_eq!(
        prosecution.at.map(f64::to_bits),
        [prosecution.reference.to_bits(); 2]
    );
}

#[test]
fn what_a_folder_leaves_out_is_the_default() {
    let whole = small();
    let name = "choice.destination_value";
    let number = |world: &World| {
        let id = world.register.find(name).unwrap();
        let it = world.register.get(id);
        [it.low, it.value]
    };
    let appointments = |world: &World| world.levers[Lever::DestinationAppointments as usize].at;
    assert_eq!(
        (number(&whole), appointments(&whole)),
        ([6.0, 12.0], [0.0, 3000.0])
    );
    assert!(!whole.defaults.contains(&name));

    let mut files = files();
    files.retain(|file, _| file != "parameters.toml" && file != "levers.csv");
    let bare = load_files(&files).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(number(&bare), [10.5, 12.0]);
    assert_eq!(appointments(&bare), [0.0, 300.0]);
    assert_eq!(bare.defaults.len(), Parameter::ALL.len() + Lever::COUNT);
    assert!(
        bare.inputs
            .iter()
            .any(|it| it.path == "defaults/parameters.toml")
    );
}

#[test]
fn a_row_of_a_lever_states_what_differs() {
    let mut files = files();
    let rows = "lever,max,reference\nfines_usd,,20\nlegal_aid_teams,50,\n";
    files.insert("levers.csv".to_owned(), rows.into());
    let world = load_files(&files).unwrap_or_else(|faults| panic!("{faults}"));
    let row = |lever: Lever| &world.levers[lever as usize];
    let shipped = &embedded("darien").unwrap().levers;
    for (lever, max, reference) in [
        (Lever::Fines, 5000.0, 20.0),
        (Lever::LegalAidTeams, 50.0, 1.0),
    ] {
        let (row, shipped) = (row(lever), &shipped[lever as usize]);
        assert_eq!((row.max, row.reference), (max, reference));
        assert_eq!(
            (row.at, row.dial, &row.unit),
            (shipped.at, shipped.dial, &shipped.unit)
        );
    }
}

#[test]
fn a_source_of_the_defaults_can_be_cited_and_replaced() {
    let mut files = files();
    let sources = files.get_mut("SOURCES.csv").unwrap();
    sources.extend(b"unverified-recall,Us,Our own word,here\n");
    let world = load_files(&files).unwrap_or_else(|faults| panic!("{faults}"));
    let titles: Vec<&str> = world.sources.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Chosen for the model; nobody has measured it",
            "An invented corridor",
            "Our own word"
        ]
    );
}

#[test]
fn every_input_is_hashed() {
    let world = small();
    let paths: Vec<&str> = world
        .inputs
        .iter()
        .map(|input| input.path.as_str())
        .collect();
    assert!(paths.is_sorted());
    assert_eq!(paths.len(), 26);
    assert!(world.inputs.iter().all(|input| input.sha256.len() == 64));
}

#[test]
fn the_order_of_rows_and_columns_does_not_matter() {
    let mut shuffled = files();
    for (name, bytes) in &mut shuffled {
        if name == "README.md" || name.contains(".toml") {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let reversed = text
            .lines()
            .map(|line| line.split(',').rev().collect::<Vec<_>>().join(","));
        let mut lines: Vec<String> = reversed.collect();
        lines[1..].reverse();
        *bytes = (lines.join("\r\n") + "\r\n").into_bytes();
    }
    let world = load_files(&shuffled).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(told(world), told(small()));
}

#[test]
fn a_byte_order_mark_and_other_files_are_accepted() {
    let mut marked = files();
    for (name, bytes) in &mut marked {
        if name != "README.md" {
            bytes.splice(0..0, *b"\xef\xbb\xbf");
        }
    }
    marked.insert("notes/old.csv".to_owned(), b"anything".to_vec());
    marked.insert("map.png".to_owned(), vec![0, 255]);
    let world = load_files(&marked).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(told(world), told(small()));
}

#[test]
fn optional_files_may_be_missing() {
    let mut fewer = files();
    let optional = ["tiers.csv", "timeline.csv", "policies/history.toml"];
    fewer.retain(|name, _| !name.starts_with("observed/") && !optional.contains(&name.as_str()));
    let world = load_files(&fewer).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(world.observed.is_empty() && world.targets.is_empty());
    assert!(world.timeline.is_empty() && world.tiers.iter().all(Vec::is_empty));
}

#[test]
fn packages_come_with_the_cheapest_first() {
    let world = small();
    let class = |id: &str| world.classes.iter().position(|it| it.id == id).unwrap();
    let names = |id: &str| -> Vec<&str> {
        let tiers = world.tiers[class(id)].iter();
        tiers.map(|tier| tier.name.as_str()).collect()
    };
    assert_eq!(names("trail"), ["basic", "standard", "premium"]);
    assert_eq!(names("gulf_boat"), ["standard"]);
    assert!(names("road").is_empty());
    let premium = &world.tiers[class("trail")][2];
    let toll = world.register.get(premium.quantity(TierQuantity::Toll));
    assert_eq!(
        (toll.name.as_str(), toll.value),
        ("tier.trail.premium.toll", 40.0)
    );
}

#[test]
fn every_built_in_corridor_is_sound() {
    let names = embedded_names();
    assert!(names.contains(&"darien".to_owned()), "{names:?}");
    for name in names {
        let world = embedded(&name).unwrap_or_else(|faults| panic!("{faults}"));
        assert!(world.policy(&world.reference).is_some());
    }
}

fn with_exposure(rows: &str) -> Result<World, String> {
    let mut files = files();
    let text = format!("stretch,name,person_days\n{rows}");
    files.insert("exposure.csv".to_owned(), text.into_bytes());
    load_files(&files).map_err(|faults| faults.to_string())
}

#[test]
fn weights_of_exposure_are_read_by_stretch() {
    assert!(small().exposure.is_empty());
    let world = with_exposure("class,trail,30\nplace,roadside,40\ndetention,,5\n").unwrap();
    assert!((world.exposure.iter().sum::<f64>() - 75.0).abs() < 1e-9);
    let detention = world.stretch(Stretch::Detention);
    assert!((world.exposure[detention] - 5.0).abs() < 1e-9);
    assert_eq!(world.stretch_name(detention), ["detention", ""]);
    let trail = world.classes.iter().position(|it| it.id == "trail");
    assert_eq!(world.stretch_name(trail.unwrap()), ["class", "trail"]);
}

#[test]
fn faults_of_weights_of_exposure_are_told() {
    for (rows, told) in [
        ("class,trial,30\n", "unknown class"),
        ("sea,,30\n", "unknown stretch"),
        ("detention,,-1\n", "below the lowest legal value"),
        (
            "detention,,1\ndetention,,2\n",
            "duplicate stretch; the first is on line 2",
        ),
    ] {
        let faults = with_exposure(rows).unwrap_err();
        assert!(faults.contains(told), "{faults}");
    }
}
