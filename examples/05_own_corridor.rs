//! Lesson 5: what is the least that makes a corridor?
//!
//! Question: people leave one town for another. The way round by road is safe and dear, the way
//! over a pass is neither. What must be written down before anything can be simulated?
//!
//! Run it with `cargo run --release --example 05_own_corridor`.
//!
//! What to look for: the texts below are the whole geography. How people choose and what the levers do
//! are the defaults of the program, and who people are is taken from the built-in corridor; in a real
//! study each of those numbers needs a look of its own. Move the fare of the road, or the seats of the last bus, and see who takes the pass and
//! what becomes of them. `docs/corridor_format.md` describes all files; `corredor check DIR` names
//! every fault in a folder.

use std::collections::BTreeMap;

use anyhow::Context as _;
use corredor::study::Denominator::{Per1000Departures, Per1000InNeed};
use corredor::{RunSpec, Summary, outcomes, scenario};

const CORRIDOR: &str = r#"
name = "pass"
title = "A pass and a road"
description = "Three invented places; nothing in it describes the world."
start = 2030-01-01
end = 2030-12-31
crossing_name = "crossing of the pass"
crossing_classes = ["pass"]
rainy_months = [1, 2, 11, 12]
window_end = "2030-12"
reference_policy = "usual"
"#;

const LOCATIONS: &str = "\
id,name,state,lat,lon,kind,segment,crossing_point,reception,asylum_office,contract_ends,status,source,note
A,Start,HIL,5.0,-75.0,origin,none,n,n,n,n,assumption,assumption,
B,Far side,HIL,5.5,-75.0,hub,none,y,y,n,n,assumption,assumption,
C,End,HIL,6.0,-75.0,destination,none,n,n,n,n,assumption,assumption,
";

const LINKS: &str = "\
id,from,to,mode,class,distance_km,days_min,days_typical,days_max,fare_usd,fare_low_usd,fare_high_usd,\
use,gate,bidirectional,segment,guide,visa,capacity,status,grade,source,note
over,A,B,foot,pass,60,2,3,6,40,40,40,onward,,n,heights,contract,n,,assumption,A,assumption,
around,A,B,bus,road,300,0.5,1,2,400,400,400,onward,,n,none,none,n,,assumption,A,assumption,
on,B,C,bus,road,60,0.2,0.3,0.5,15,15,15,onward,,y,none,none,n,seats,assumption,A,assumption,
";

/// Numbers of a file: what they belong to, value, unit. Nobody measured them and none has a range.
type Numbers = &'static [(&'static str, f64, &'static str)];

const CLASSES: Numbers = &[
    ("road,visibility", 0.6, "share"),
    ("road,closable", 0.0, "share"),
    ("road,rainy_days", 1.0, "x"),
    ("road,energy_load", 0.0, "points"),
    ("road,access", 1.0, "share"),
    ("road,corridor_eligible", 1.0, "share"),
    ("pass,visibility", 0.2, "share"),
    ("pass,closable", 1.0, "share"),
    ("pass,rainy_days", 1.5, "x"),
    ("pass,energy_load", 12.0, "points"),
    ("pass,access", 1.0, "share"),
    ("pass,corridor_eligible", 0.0, "share"),
];
const STATES: Numbers = &[
    ("HIL,Hill Country,living_cost", 8.0, "USD/day"),
    ("HIL,Hill Country,earning", 6.0, "USD/day"),
    ("HIL,Hill Country,settle_utility", 0.0, "utils"),
    ("HIL,Hill Country,population", 5_000_000.0, "persons"),
    ("HIL,Hill Country,gdp", 6_000.0, "USD"),
];
const HAZARDS: Numbers = &[
    (
        "heights,extortion_robbery,,per_passage,3",
        0.2,
        "probability",
    ),
    ("heights,injury_illness,,per_passage,3", 0.3, "probability"),
    (
        "heights,death,exposure_illness,per_passage,3",
        0.002,
        "probability",
    ),
];
const SEATS: Numbers = &[("seats", 75.0, "persons/day")];
const PEOPLE: Numbers = &[("HIL,A,1", 50_000.0, "persons")];

/// A file of numbers, from the first columns of its header and its rows.
fn numbers(columns: &str, rows: Numbers) -> String {
    let mut text = format!("{columns},value,low,high,unit,status,grade,source,note\n");
    for (key, value, unit) in rows {
        let row = format!("{key},{value},{value},{value},{unit},assumption,A,assumption,\n");
        text.push_str(&row);
    }
    text
}

fn files() -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut built_in = scenario::embedded_files("darien")?;
    let mut text = |name: &str| -> anyhow::Result<String> {
        Ok(String::from_utf8(
            built_in.remove(name).context("no such file")?,
        )?)
    };
    let people = text("demographics.csv")?;
    let of_all: Vec<&str> = people
        .lines()
        .filter(|row| row.starts_with("nationality,") || row.starts_with("all,"))
        .collect();
    let mut departures = "nationality,residence,month,persons,status,source\n".to_owned();
    for month in 1..=12 {
        let row = format!("HIL,A,2030-{month:02},3000,assumption,assumption\n");
        departures.push_str(&row);
    }
    let policy = |title: &str, levers: &str| {
        format!("title = \"{title}\"\ndescription = \"Invented.\"\n[levers]\n{levers}\n")
    };
    let gates = "id,opens,closes,nationalities,kind,reference,status,source,note\n";
    Ok([
        ("SOURCES.csv", text("SOURCES.csv")?),
        ("demographics.csv", of_all.join("\n")),
        ("corridor.toml", CORRIDOR.to_owned()),
        ("locations.csv", LOCATIONS.to_owned()),
        ("links.csv", LINKS.to_owned()),
        ("gates.csv", gates.to_owned()),
        ("link_classes.csv", numbers("class,quantity", CLASSES)),
        ("states.csv", numbers("state,name,quantity", STATES)),
        ("capacities.csv", numbers("id", SEATS)),
        (
            "hazards.csv",
            numbers("segment,kind,cause,measure,passage_days", HAZARDS),
        ),
        (
            "nationalities.csv",
            "code,name,language\nHIL,Hill people,es\n".to_owned(),
        ),
        (
            "populations.csv",
            numbers("nationality,residence,share", PEOPLE),
        ),
        ("departures.csv", departures),
        ("policies/usual.toml", policy("As usual", "")),
        (
            "policies/closure.toml",
            policy("Half of the pass closed", "trail_closure = 0.5"),
        ),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .collect())
}

fn main() -> anyhow::Result<()> {
    let world = scenario::load_files(&files()?)?;
    let policies: Vec<_> = ["usual", "closure"]
        .iter()
        .filter_map(|name| world.policy(name).cloned())
        .collect();
    let spec = RunSpec {
        from: world.start,
        to: world.end,
        scale: 0.2,
        seed: 5,
        fixed_parameters: false,
        ..RunSpec::of(&world)
    };
    let outcomes = outcomes(&world, &policies, &spec, 12, 1)?;
    println!(
        "{}: per 1,000 who left unless said otherwise, mean [95 %]",
        world.title
    );
    println!("{:<42}{:<26}half of the pass closed", "", "as usual");
    for (code, denominator, label) in [
        ("F3", Per1000Departures, "over the pass"),
        ("F6q", Per1000Departures, "days waiting for the last bus"),
        ("F7", Per1000Departures, "days without money"),
        ("H11", Per1000Departures, "seriously harmed"),
        ("H4", Per1000Departures, "died"),
        ("F4", Per1000Departures, "arrived"),
        (
            "PD",
            Per1000InNeed,
            "arrived where they can claim, of in need",
        ),
    ] {
        let mut line = format!("{label:<42}");
        for outcome in &outcomes {
            let series = outcome
                .total(code, denominator)
                .context("no such indicator")?;
            let summary = Summary::of(series.values.iter().copied().flatten());
            let text = summary.map_or("-".to_owned(), |it| {
                let (low, high) = it.interval();
                format!("{:.1} [{low:.1}, {high:.1}]", it.mean)
            });
            let cell = format!("{text:<26}");
            line.push_str(&cell);
        }
        println!("{}", line.trim_end());
    }
    Ok(())
}
