//! Corridors at random, from harmless to deadly, as files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use corredor::world::policy::{LeverRow, Scope};
use corredor::world::vocabulary::Harm;

use super::support;
use super::support::{Dice, Files};

/// A corridor in the making: the rows of the files that differ from the corridor of the tests.
struct Sketch {
    places: Vec<(f64, f64)>,
    tables: BTreeMap<&'static str, String>,
}

const HEADERS: [(&str, &str); 9] = [
    (
        "locations.csv",
        "id,name,state,lat,lon,kind,segment,crossing_point,reception,asylum_office,contract_ends,\
         status,source,note",
    ),
    (
        "links.csv",
        "id,from,to,mode,class,distance_km,days_min,days_typical,days_max,fare_usd,fare_low_usd,\
         fare_high_usd,use,gate,bidirectional,segment,guide,visa,capacity,status,grade,source,note",
    ),
    (
        "link_classes.csv",
        "class,quantity,value,low,high,unit,status,grade,source,note",
    ),
    (
        "gates.csv",
        "id,opens,closes,nationalities,kind,reference,status,source,note",
    ),
    (
        "capacities.csv",
        "id,value,low,high,unit,status,grade,source,note",
    ),
    (
        "hazards.csv",
        "segment,kind,cause,measure,passage_days,value,low,high,unit,status,grade,source,note",
    ),
    (
        "populations.csv",
        "nationality,residence,share,value,low,high,unit,status,grade,source,note",
    ),
    (
        "departures.csv",
        "nationality,residence,month,persons,status,source",
    ),
    ("policies/random.toml", ""),
];

impl Sketch {
    fn row(&mut self, file: &'static str, row: std::fmt::Arguments) {
        let table = self.tables.get_mut(file).unwrap();
        table.write_fmt(row).unwrap();
        table.push('\n');
    }

    fn km(&self, from: usize, to: usize) -> f64 {
        let [a, b] = [self.places[from], self.places[to]];
        let [(lat, lon), (lat_2, lon_2)] =
            [a, b].map(|(lat, lon)| (lat.to_radians(), lon.to_radians()));
        let half = |x: f64| (x / 2.0).sin().powi(2);
        let h = half(lat_2 - lat) + lat.cos() * lat_2.cos() * half(lon_2 - lon);
        2.0 * 6371.0088 * h.sqrt().asin()
    }
}

/// Value, low and high of a number: known, or drawn from a range around it.
fn range(dice: &mut Dice, value: f64, most: f64) -> String {
    if dice.chance(0.5) {
        format!("{value},{value},{value}")
    } else {
        format!("{value},{},{}", value * 0.5, (value * 1.5).min(most))
    }
}

/// Probability or rate of a hazard: often zero, sometimes extreme.
fn hazard(dice: &mut Dice, per_day: bool) -> f64 {
    match dice.below(8) {
        0 | 1 => 0.0,
        2 if per_day => 5.0,
        2 => 1.0,
        3 => 0.5,
        _ => dice.unit() * 0.1,
    }
}

const CLASSES: [&str; 3] = ["trail", "road", "boat"];

const NATIONS: [&str; 2] = ["ALD", "BRI"];

fn write_places(dice: &mut Dice, sketch: &mut Sketch, segments: &[String]) {
    let count = sketch.places.len();
    let kinds = [
        "hub",
        "border",
        "sea_port",
        "trailhead",
        "reception_station",
        "airport",
    ];
    for at in 0..count {
        let (lat, lon) = sketch.places[at];
        let kind = if at == 0 {
            "origin"
        } else if at + 1 == count {
            "destination"
        } else {
            dice.pick(&kinds)
        };
        let state = if at * 2 < count { "ALD" } else { "BRU" };
        let flag = |yes: bool| if yes { "y" } else { "n" };
        let crossing = flag(at == count / 2 || dice.chance(0.2));
        let office = flag(dice.chance(0.3));
        let (reception, ends) = (flag(dice.chance(0.4)), flag(dice.chance(0.3)));
        let segment = dice.pick(segments);
        sketch.row(
            "locations.csv",
            format_args!(
                "P{at},Place {at},{state},{lat},{lon},{kind},{segment},{crossing},{reception},\
                 {office},{ends},assumption,assumption,"
            ),
        );
    }
}

/// What gates and capacities links have asked for.
#[derive(Default)]
struct Asked {
    gates: usize,
    capacities: usize,
    links: usize,
}

struct Way {
    from: usize,
    to: usize,
    purpose: &'static str,
    gated: bool,
}

fn write_link(
    dice: &mut Dice,
    sketch: &mut Sketch,
    asked: &mut Asked,
    segments: &[String],
    way: &Way,
) {
    let km = sketch.km(way.from, way.to) * (1.0 + dice.unit()) + 1.0;
    let mode = dice.pick(&["foot", "bus", "river_boat", "sea_boat", "train", "air"]);
    let class = dice.pick(&CLASSES);
    let days = match dice.below(6) {
        0 => 0.0,
        1 => 0.01,
        2 => 20.0,
        _ => dice.unit() * 5.0,
    };
    let fare = match dice.below(4) {
        0 | 1 => 0.0,
        2 => 5_000.0,
        _ => dice.unit() * 200.0,
    };
    let gate = if way.gated || way.purpose == "forced" {
        asked.gates += 1;
        format!("G{}", asked.gates - 1)
    } else {
        String::new()
    };
    let capacity = if dice.chance(0.25) {
        asked.capacities += 1;
        format!("C{}", asked.capacities - 1)
    } else {
        String::new()
    };
    let both = if way.purpose == "onward" && dice.chance(0.4) {
        "y"
    } else {
        "n"
    };
    let guide = dice.pick(&["none", "none", "contract", "crew"]);
    let visa = if dice.chance(0.2) { "y" } else { "n" };
    let segment = dice.pick(segments);
    let (from, to, purpose, id) = (way.from, way.to, way.purpose, asked.links);
    let (least, most) = (days * 0.5, days * 2.0);
    sketch.row(
        "links.csv",
        format_args!(
            "L{id},P{from},P{to},{mode},{class},{km},{least},{days},{most},{fare},{fare},{fare},\
             {purpose},{gate},{both},{segment},{guide},{visa},{capacity},assumption,D,assumption,"
        ),
    );
    asked.links += 1;
}

fn write_links(dice: &mut Dice, sketch: &mut Sketch, segments: &[String]) -> Asked {
    let count = sketch.places.len();
    let mut asked = Asked::default();
    for to in 1..count {
        let gated = dice.chance(0.15);
        let way = Way {
            from: to - 1,
            to,
            purpose: "onward",
            gated,
        };
        write_link(dice, sketch, &mut asked, segments, &way);
    }
    for _ in 0..dice.below(count * 2) {
        let (from, to) = (dice.below(count), dice.below(count));
        if from == to {
            continue;
        }
        let uses = [
            "onward", "onward", "onward", "pathway", "return", "return", "forced",
        ];
        let purpose = *dice.pick(&uses);
        let gated = dice.chance(0.3);
        let way = Way {
            from,
            to,
            purpose,
            gated,
        };
        write_link(dice, sketch, &mut asked, segments, &way);
    }
    asked
}

fn write_gates_and_capacities(dice: &mut Dice, sketch: &mut Sketch, asked: &Asked) {
    for gate in 0..asked.gates {
        let whose = dice.pick(&["all", "all", "ALD", "all but ALD"]);
        let kind = dice.pick(&["legal", "service", "market", "enforcement"]);
        let state = dice.pick(&["open", "closed"]);
        sketch.row(
            "gates.csv",
            format_args!("G{gate},,,{whose},{kind},{state},assumption,assumption,"),
        );
    }
    for capacity in 0..asked.capacities {
        let value = *dice.pick(&[0.0, 0.01, 0.5, 1.0, 3.0, 40.0, 1e6]);
        let value = range(dice, value, f64::MAX);
        sketch.row(
            "capacities.csv",
            format_args!("C{capacity},{value},persons/day,assumption,D,assumption,"),
        );
    }
}

fn write_classes(dice: &mut Dice, sketch: &mut Sketch) {
    for class in CLASSES {
        for (quantity, unit, most) in [
            ("visibility", "share", 1.0),
            ("closable", "share", 1.0),
            ("rainy_days", "x", 3.0),
            ("energy_load", "points", 60.0),
            ("access", "share", 1.0),
            ("corridor_eligible", "share", 1.0),
        ] {
            let value = match dice.below(4) {
                0 => 0.0,
                1 => most,
                _ => dice.unit() * most,
            };
            let value = range(dice, value, most);
            sketch.row(
                "link_classes.csv",
                format_args!("{class},{quantity},{value},{unit},assumption,D,assumption,"),
            );
        }
    }
}

fn write_hazards(dice: &mut Dice, sketch: &mut Sketch, segments: &[String]) {
    let deadly = dice.chance(0.5);
    for segment in segments.iter().filter(|segment| *segment != "none") {
        for harm in Harm::ALL.into_iter().filter(|harm| harm.has_rate()) {
            if dice.chance(0.4) || (harm.is_fatal() && !deadly) {
                continue;
            }
            let (kind, cause) = harm.kind_and_cause();
            let per_day = dice.chance(0.5);
            let (measure, days, unit, most) = if per_day {
                ("per_day", "", "1/day", f64::MAX)
            } else {
                ("per_passage", "3", "probability", 1.0)
            };
            let value = hazard(dice, per_day);
            let value = range(dice, value, most);
            sketch.row(
                "hazards.csv",
                format_args!(
                    "{segment},{kind},{cause},{measure},{days},{value},{unit},assumption,D,assumption,"
                ),
            );
        }
        let row = format!("{segment},injury_illness,");
        if !sketch.tables["hazards.csv"].contains(&format!("\n{segment},")) {
            sketch.row(
                "hazards.csv",
                format_args!("{row},per_day,,0,0,0,1/day,assumption,D,assumption,"),
            );
        }
    }
}

fn write_people(dice: &mut Dice, sketch: &mut Sketch) {
    for nation in NATIONS {
        sketch.row(
            "populations.csv",
            format_args!("{nation},P0,1,30000,15000,45000,persons,assumption,D,assumption,"),
        );
        for month in 1..=3 {
            let persons = match dice.below(5) {
                0 => 0.0,
                1 => 3.0,
                _ => (dice.unit() * 200.0).round(),
            };
            sketch.row(
                "departures.csv",
                format_args!("{nation},P0,2030-0{month},{persons},assumption,assumption"),
            );
        }
    }
}

fn write_policy(dice: &mut Dice, sketch: &mut Sketch, levers: &[LeverRow], gates: usize) {
    let (s, h) = (dice.unit(), dice.unit());
    sketch.row(
        "policies/random.toml",
        format_args!(
            "title = \"Random\"\ndescription = \"Drawn\"\ntimeline = true\n\n[dials]\nsecuritisation = {s:?}\n\
             humanitarian = {h:?}\n\n[levers]"
        ),
    );
    let mut in_state = String::new();
    for row in levers {
        let (min, max, name) = (row.min, row.max, row.name());
        let mut value = || match dice.below(3) {
            0 => min,
            1 => max,
            _ => min + dice.unit() * (max - min),
        };
        let (everywhere, here) = (value(), value());
        if dice.chance(0.4) {
            sketch.row(
                "policies/random.toml",
                format_args!("{name} = {everywhere:?}"),
            );
        } else if dice.chance(0.3) && row.lever.scope() != Scope::Corridor {
            writeln!(in_state, "{name} = {here:?}").unwrap();
        }
    }
    sketch.row(
        "policies/random.toml",
        format_args!("\n[states.BRU]\n{in_state}\n[gates]"),
    );
    for gate in 0..gates {
        let state = dice.pick(&["open", "closed"]);
        sketch.row(
            "policies/random.toml",
            format_args!("G{gate} = \"{state}\""),
        );
    }
}

/// A random corridor of 3 to 15 places over three months of 2030, as files.
pub(super) fn random_corridor(seed: u64) -> Files {
    let mut dice = Dice(seed);
    let count = 3 + dice.below(13);
    let mut sketch = Sketch {
        places: (0..count)
            .map(|at| (at as f64 + dice.unit() * 0.5, -80.0 + dice.unit() * 4.0))
            .collect(),
        tables: HEADERS
            .into_iter()
            .map(|(file, header)| (file, format!("{header}\n")))
            .collect(),
    };
    let mut segments = vec!["none".to_owned()];
    segments.extend((0..=dice.below(3)).map(|at| format!("S{at}")));
    write_places(&mut dice, &mut sketch, &segments);
    let asked = write_links(&mut dice, &mut sketch, &segments);
    write_gates_and_capacities(&mut dice, &mut sketch, &asked);
    write_classes(&mut dice, &mut sketch);
    write_hazards(&mut dice, &mut sketch, &segments);
    write_people(&mut dice, &mut sketch);
    let mut files = support::small_files();
    files.retain(|name, _| !name.starts_with("observed/") && !name.starts_with("policies/"));
    write_policy(
        &mut dice,
        &mut sketch,
        &support::small().levers,
        asked.gates,
    );
    for (file, text) in sketch.tables {
        files.insert(file.to_owned(), text.into_bytes());
    }
    for (name, parameter) in [
        ("enforcement.reattempt_share", 0.5),
        ("abandonment.fellow_per_day", 0.2),
        ("abandonment.child_separation_per_day", 0.1),
        ("hazard.attack_share", 0.5),
    ] {
        support::set_parameter(&mut files, name, parameter);
    }
    let tiers = String::from_utf8(files["tiers.csv"].clone()).unwrap();
    let sold: Vec<&str> = tiers
        .lines()
        .filter(|line| !line.starts_with("gulf_boat,"))
        .collect();
    files.insert(
        "tiers.csv".to_owned(),
        (sold.join("\n") + "\n").into_bytes(),
    );
    files.insert(
        "timeline.csv".to_owned(),
        b"id,kind,name,value,low,high,told,state,nationalities,announced,effective,ramp_days,\
          expiry,status,grade,source,note\n\
          patrols,lever,interdiction,0.2,0.1,0.3,,BRU,all,2030-02-01,2030-03-01,30,2030-05-01,\
          assumption,D,assumption,Patrols for two months\n\
          unrest,push,departures,0.5,0.2,0.8,,,all,,2030-02-15,0,,assumption,D,assumption,Unrest\n"
            .to_vec(),
    );
    files.insert(
        "policies/reference.toml".to_owned(),
        b"title = \"Reference\"\ndescription = \"As it is\"\n".to_vec(),
    );
    files.insert(
        "corridor.toml".to_owned(),
        b"name = \"random\"\ntitle = \"Random\"\ndescription = \"Drawn\"\nstart = 2030-01-01\n\
          end = 2030-06-30\ncrossing_name = \"crossings\"\ncrossing_classes = [\"trail\", \"boat\"]\n\
          rainy_months = [2, 5]\nwindow_end = \"2030-02\"\nreference_policy = \"reference\"\n"
            .to_vec(),
    );
    files
}
