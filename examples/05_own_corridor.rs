//! Lesson 5: what is the least that makes a corridor?
//!
//! Question: people leave one town for another. A long way round by road is safe and dear, a short
//! one over a pass is not. What must be written down before anything can be simulated?
//!
//! Run it with `cargo run --release --example 05_own_corridor`.
//!
//! What to look for: the files below are the whole geography. How people choose and what the levers
//! do comes from the built-in corridor here; in a real study every one of those numbers needs a
//! look. Move the fare of the road and see who takes the pass. `docs/corridor_format.md` describes
//! all files; `corredor check DIR` names every fault in a folder.

use std::collections::BTreeMap;

use anyhow::Context as _;
use corredor::study::Denominator::{Per1000Departures, Per1000InNeed};
use corredor::{RunSpec, Summary, outcomes, scenario};

const VALUES: &str = "value,low,high,unit,status,grade,source,note";
/// Quantities of a class of links: the part that the state sees, the part that a closure reaches,
/// slowing in the rains, energy per day, the part let pass, the part that safe transport can serve.
const CLASS: [(&str, &str); 6] = [
    ("visibility", "share"),
    ("closable", "share"),
    ("rainy_days", "x"),
    ("energy_load", "points"),
    ("access", "share"),
    ("corridor_eligible", "share"),
];

/// A row of a number that nobody measured, with no range: this corridor is an invention.
fn number(key: &str, value: f64, unit: &str) -> String {
    format!("{key},{value},{value},{value},{unit},assumption,A,assumption,\n")
}

fn files() -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let built_in = scenario::embedded_files("darien")?;
    let mut files: BTreeMap<String, Vec<u8>> = ["parameters.toml", "levers.csv", "SOURCES.csv"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), built_in.get(name)?.clone())))
        .collect();
    let people = String::from_utf8(
        built_in
            .get("demographics.csv")
            .context("no people")?
            .clone(),
    )?;
    let people: Vec<&str> = people
        .lines()
        .filter(|row| row.starts_with("nationality,") || row.starts_with("all,"))
        .collect();
    let mut classes = format!("class,quantity,{VALUES}\n");
    for (class, values) in [
        ("road", [0.6, 0.0, 1.0, 0.0, 1.0, 1.0]),
        ("pass", [0.2, 1.0, 1.5, 12.0, 1.0, 0.0]),
    ] {
        for ((quantity, unit), value) in CLASS.iter().zip(values) {
            classes.push_str(&number(&format!("{class},{quantity}"), value, unit));
        }
    }
    let mut state = format!("state,name,quantity,{VALUES}\n");
    for (quantity, value, unit) in [
        ("living_cost", 8.0, "USD/day"),
        ("earning", 6.0, "USD/day"),
        ("settle_utility", 0.0, "utils"),
    ] {
        state.push_str(&number(
            &format!("HIL,Hill Country,{quantity}"),
            value,
            unit,
        ));
    }
    let mut hazards = format!("segment,kind,cause,measure,passage_days,{VALUES}\n");
    for (kind, chance) in [
        ("extortion_robbery,", 0.2),
        ("injury_illness,", 0.3),
        ("death,exposure_illness", 0.002),
    ] {
        hazards.push_str(&number(
            &format!("heights,{kind},per_passage,3"),
            chance,
            "probability",
        ));
    }
    for (name, text) in [
        ("corridor.toml", "name = \"pass\"\ntitle = \"A pass and a road\"\ndescription = \"Invented.\"\nstart = 2030-01-01\nend = 2030-12-31\ncrossing_name = \"crossing of the pass\"\ncrossing_classes = [\"pass\"]\nrainy_months = [11, 12, 1, 2]\nwindow_end = \"2030-12\"\nreference_policy = \"usual\"\n".to_owned()),
        ("states.csv", state),
        ("locations.csv", "id,name,state,lat,lon,kind,segment,crossing_point,reception,asylum_office,contract_ends,status,source,note\nA,Start,HIL,5.0,-75.0,origin,none,n,n,n,n,assumption,assumption,\nB,Far side,HIL,5.5,-75.0,hub,none,y,y,n,n,assumption,assumption,\nC,End,HIL,6.0,-75.0,destination,none,n,n,n,n,assumption,assumption,\n".to_owned()),
        ("link_classes.csv", classes),
        ("links.csv", "id,from,to,mode,class,distance_km,days_min,days_typical,days_max,fare_usd,fare_low_usd,fare_high_usd,use,gate,bidirectional,segment,guide,visa,capacity,status,grade,source,note\nover,A,B,foot,pass,60,2,3,6,40,40,40,onward,,n,heights,contract,n,,assumption,A,assumption,\naround,A,B,bus,road,300,0.5,1,2,400,400,400,onward,,n,none,none,n,seats,assumption,A,assumption,\non,B,C,bus,road,60,0.2,0.3,0.5,15,15,15,onward,,y,none,none,n,,assumption,A,assumption,\n".to_owned()),
        ("gates.csv", "id,opens,closes,nationalities,kind,reference,status,source,note\n".to_owned()),
        ("capacities.csv", format!("id,{VALUES}\n{}", number("seats", 25.0, "persons/day"))),
        ("hazards.csv", hazards),
        ("nationalities.csv", "code,name,language\nHIL,Hill people,es\n".to_owned()),
        ("demographics.csv", people.join("\n")),
        ("populations.csv", format!("nationality,residence,share,{VALUES}\n{}", number("HIL,A,1", 50_000.0, "persons"))),
        ("departures.csv", format!("nationality,residence,month,persons,status,source\n{}", (1..=12).map(|month| format!("HIL,A,2030-{month:02},3000,assumption,assumption\n")).collect::<String>())),
        ("policies/usual.toml", "title = \"As usual\"\ndescription = \"What the inputs were invented under.\"\n".to_owned()),
        ("policies/closure.toml", "title = \"The pass is closed to half\"\ndescription = \"Invented.\"\n[levers]\ntrail_closure = 0.5\n".to_owned()),
    ] {
        files.insert(name.to_owned(), text.into_bytes());
    }
    Ok(files)
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
    };
    let outcomes = outcomes(&world, &policies, &spec, 12, 1)?;
    println!("{}: per 1,000 who left, mean [95 %]", world.title);
    for (code, denominator, label) in [
        ("F3", Per1000Departures, "over the pass"),
        ("F6q", Per1000Departures, "days waiting for a seat"),
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
            line.push_str(&format!("{:<16}{text:<24}", outcome.policy.name));
        }
        println!("{}", line.trim_end());
    }
    Ok(())
}
