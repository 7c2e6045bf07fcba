//! Whatever the corridor, nobody is lost, counted twice or moved by magic: random small corridors,
//! from harmless to deadly, under random policies.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use corredor::engine::ledger::Ledger;
use corredor::engine::observer::{Moment, Observer, Place, Right};
use corredor::engine::people::{Instrument, Person, Standing};
use corredor::engine::simulate;
use corredor::ids::{ArcId, ClassId, LocationId, NationalityId, StateId};
use corredor::scenario::{Faults, load_files};
use corredor::study::{Denominator, RunSpec};
use corredor::world::World;
use corredor::world::network::LinkUse;
use corredor::world::policy::{Lever, Policy, Scope};
use corredor::world::vocabulary::Harm;
use support::{Dice, Files};

/// Corridors that are tried.
const TRIED: u64 = 300;
/// How many of them the checker must let through.
const LEAST: usize = 200;

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

fn write_policy(dice: &mut Dice, sketch: &mut Sketch, levers: &[u8], gates: usize) {
    let (s, h) = (dice.unit(), dice.unit());
    sketch.row(
        "policies/random.toml",
        format_args!(
            "title = \"Random\"\ndescription = \"Drawn\"\ntimeline = true\n\n[dials]\nsecuritisation = {s:?}\n\
             humanitarian = {h:?}\n\n[levers]"
        ),
    );
    let mut in_state = String::new();
    let mut reader = csv::Reader::from_reader(levers);
    for row in reader.records() {
        let row = row.unwrap();
        let lever = Lever::from_name(&row[0]).unwrap();
        let [min, max] = [&row[6], &row[7]].map(|cell| cell.parse::<f64>().unwrap());
        let mut value = || match dice.below(3) {
            0 => min,
            1 => max,
            _ => min + dice.unit() * (max - min),
        };
        let (everywhere, here) = (value(), value());
        if dice.chance(0.4) {
            let name = &row[0];
            sketch.row(
                "policies/random.toml",
                format_args!("{name} = {everywhere:?}"),
            );
        } else if dice.chance(0.3) && lever.scope() != Scope::Corridor {
            writeln!(in_state, "{} = {here:?}", &row[0]).unwrap();
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
fn random_corridor(seed: u64) -> Files {
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
    write_policy(&mut dice, &mut sketch, &files["levers.csv"], asked.gates);
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

/// What is known of one person.
#[derive(Clone, Default)]
struct Life {
    /// Place the person was last known to be at; none while a state moves it.
    at: Option<LocationId>,
    /// Where it left home or last came into another state, and whether it has been stopped on the link
    /// it is on: then a state may turn it round to there.
    entered: Option<LocationId>,
    stopped: bool,
    ended: bool,
    under_way: bool,
    departures: u32,
}

/// Follows every person and counts what must not happen.
struct Watch<'a> {
    world: &'a World,
    policy: &'a Policy,
    lives: BTreeMap<(u64, u8), Life>,
    departed: i64,
    arrived: i64,
    lost: i64,
    harms: u64,
    crossings: u64,
    passages: u64,
    could_not_leave: usize,
    kept: usize,
    deflected: usize,
    regular: i64,
    /// Those who have a place in a programme of the destination: no link takes them there.
    admitted: BTreeSet<(u64, u8)>,
    standings: [i64; Standing::COUNT],
}

impl<'a> Watch<'a> {
    fn new(world: &'a World, policy: &'a Policy) -> Self {
        Self {
            world,
            policy,
            lives: BTreeMap::new(),
            departed: 0,
            arrived: 0,
            lost: 0,
            harms: 0,
            crossings: 0,
            passages: 0,
            could_not_leave: 0,
            kept: 0,
            deflected: 0,
            regular: 0,
            admitted: BTreeSet::new(),
            standings: [0; Standing::COUNT],
        }
    }

    /// Where the programmes lead that are for a nationality.
    fn programmes(&self, nationality: NationalityId) -> impl Iterator<Item = LocationId> {
        let world = self.world;
        let ways = world
            .links
            .iter()
            .filter(|it| it.purpose == LinkUse::Pathway);
        let open = ways.filter(move |it| {
            it.gate
                .is_none_or(|gate| world.gates[gate.index()].lets_pass(nationality))
        });
        open.map(|it| it.to)
    }

    fn life(&mut self, person: &Person) -> &mut Life {
        let address = (person.entity, person.member);
        let life = self.lives.get_mut(&address);
        let life = life.unwrap_or_else(|| panic!("{person:?} never left"));
        assert!(!life.ended, "{person:?} goes on after the end");
        life
    }
}

impl Observer for Watch<'_> {
    fn departed(&mut self, _: Moment, nationality: NationalityId, people: &[Person], again: bool) {
        let homes: Vec<LocationId> = self
            .world
            .origins
            .iter()
            .filter(|origin| origin.nationality == nationality)
            .map(|origin| origin.residence)
            .collect();
        for person in people {
            let address = (person.entity, person.member);
            let known = self.lives.contains_key(&address);
            assert_eq!(known, again, "{person:?}");
            let life = self.lives.entry(address).or_default();
            // A return by choice ends with the passage home.
            let away = life.under_way && life.at.is_some_and(|at| !homes.contains(&at));
            assert!(!life.ended && !away, "{person:?} leaves while away");
            life.under_way = true;
            life.departures += 1;
            life.at = (homes.len() == 1).then(|| homes[0]);
            life.entered = life.at;
            self.departed += i64::from(!again);
        }
    }

    fn could_not_leave(&mut self, _: Moment, _: NationalityId, size: usize) {
        self.could_not_leave += size;
    }

    fn kept_from_link(&mut self, _: Moment, _: ArcId, people: &[Person]) {
        self.kept += people.len();
    }

    fn deflected(&mut self, _: Moment, _: ArcId, people: &[Person]) {
        self.deflected += people.len();
    }

    fn regular(&mut self, _: Moment, _: NationalityId, people: &[Person], what: Instrument) {
        self.regular += people.len() as i64;
        if what == Instrument::Admission {
            let addresses = people.iter().map(|person| (person.entity, person.member));
            self.admitted.extend(addresses);
        }
    }

    fn stage(&mut self, _: Moment, _: ArcId, _: NationalityId, people: &[Person], days: f32) {
        assert!(days >= 0.0 && days.is_finite(), "{days} days");
        for person in people {
            self.life(person);
        }
    }

    fn passage(
        &mut self,
        _: Moment,
        arc: ArcId,
        nationality: NationalityId,
        people: &[Person],
        usd: f32,
    ) {
        let link = &self.world.links[arc.link().index()];
        assert!(link.purpose != LinkUse::Forced, "{} is forced", link.id);
        if let Some(gate) = link.gate {
            let set = self.policy.gates[gate.index()];
            let gate = &self.world.gates[gate.index()];
            // A gate that follows its dates may close behind those who are on the link.
            let may_be_open = set.unwrap_or(self.policy.timeline || gate.reference_open);
            let admits = gate.lets_pass(nationality);
            assert!(may_be_open && admits, "{} is shut", link.id);
        }
        assert!(usd >= 0.0 && usd.is_finite());
        let (from, to) = self.world.ends(arc);
        let [state, next] = [from, to].map(|at| self.world.locations[at.index()].state);
        let abroad = state != next;
        for person in people {
            let life = self.life(person);
            let turned = life.stopped && life.entered.is_none_or(|entered| entered == from);
            let known = life.at.is_none_or(|at| at == from);
            assert!(
                known || turned,
                "{person:?} was not at the start of its link"
            );
            life.at = Some(to);
            life.stopped = false;
            if abroad {
                life.entered = Some(to);
            }
            self.passages += 1;
        }
    }

    fn harmed(&mut self, _: Moment, _: Place, _: NationalityId, person: &Person, harm: Harm) {
        self.harms += 1;
        let life = self.life(person);
        assert!(life.under_way, "{person:?} is harmed at home");
        if harm.is_fatal() {
            life.ended = true;
            self.lost += 1;
        }
    }

    fn crossed(
        &mut self,
        _: Moment,
        class: ClassId,
        _: NationalityId,
        people: &[Person],
        days: f32,
        usd: f32,
        _: bool,
    ) {
        assert!(self.world.classes[class.index()].crossing);
        assert!(days >= 0.0 && usd >= 0.0);
        self.crossings += people.len() as u64;
    }

    fn right(&mut self, _: Moment, _: StateId, _: NationalityId, person: &Person, kind: Right) {
        let life = self.life(person);
        match kind {
            Right::Removed => (life.at, life.under_way) = (None, false),
            Right::PushedBack | Right::Bused => life.at = None,
            Right::Interdicted => life.stopped = true,
            Right::Detained | Right::Refoulement | Right::ChainRefoulement => {}
        }
    }

    fn arrived(
        &mut self,
        _: Moment,
        place: LocationId,
        nationality: NationalityId,
        people: &[Person],
        days: f32,
        access: bool,
    ) {
        assert!(days >= 0.0, "{days} days");
        for person in people {
            let admitted = self.admitted.contains(&(person.entity, person.member));
            if admitted {
                let leads_here = self.programmes(nationality).any(|to| to == place);
                assert!(leads_here && access, "{person:?} is admitted elsewhere");
            }
            let life = self.life(person);
            assert!(admitted || life.at == Some(place), "{person:?}");
            life.ended = true;
            self.arrived += 1;
        }
    }

    fn month_ended(&mut self, at: Moment, ledger: &Ledger) {
        for nationality in (0..ledger.nationalities()).map(NationalityId::from) {
            let mut sum = 0;
            for standing in Standing::ALL {
                let count = ledger.count(nationality, standing);
                assert!(count >= 0, "{count} {} on day {}", standing.name(), at.day);
                sum += count;
            }
            assert_eq!(sum, ledger.departed(nationality));
        }
        self.standings = Standing::ALL.map(|standing| ledger.total(standing));
        // Those who returned may leave again; until then they are not under way.
        let lost =
            self.standings[Standing::Dead as usize] + self.standings[Standing::Missing as usize];
        assert_eq!(lost, self.lost, "day {}", at.day);
        assert_eq!(self.standings[Standing::Destination as usize], self.arrived);
        assert_eq!(self.standings.iter().sum::<i64>(), self.departed);
        assert_eq!(self.lives.len() as i64, self.departed);
    }
}

/// Follows everybody under a policy, with the numbers drawn.
fn watch<'a>(world: &'a World, policy: &'a Policy, seed: u64) -> Watch<'a> {
    let spec = RunSpec {
        seed,
        fixed_parameters: seed.is_multiple_of(2),
        ..support::spec(world, if seed.is_multiple_of(3) { 0.5 } else { 1.0 })
    };
    let mut watch = Watch::new(world, policy);
    let counts = simulate(world, policy, &spec, 0, &mut watch)
        .unwrap_or_else(|error| panic!("corridor {seed}, {}: {error}", policy.name));
    // Parties that split off hold people who had left already.
    assert_eq!(counts.people as i64, watch.departed, "corridor {seed}");
    watch
}

fn refused(seed: u64, faults: &Faults) -> String {
    format!("corridor {seed}: {}", faults.all()[0])
}

/// What each random corridor that the checker lets through gives.
fn each<T: Send>(f: impl Fn(u64, &Files, &World) -> T + Sync) -> Vec<T> {
    let all = support::on_two_threads(TRIED as usize, |seed| {
        let files = random_corridor(seed as u64);
        match load_files(&files) {
            Ok(world) => Ok(f(seed as u64, &files, &world)),
            Err(faults) => Err(refused(seed as u64, &faults)),
        }
    });
    let told: Vec<String> = all
        .iter()
        .filter_map(|it| it.as_ref().err())
        .cloned()
        .collect();
    let sound: Vec<T> = all.into_iter().filter_map(Result::ok).collect();
    assert!(
        sound.len() >= LEAST,
        "only {} of {TRIED} corridors are sound:\n{}",
        sound.len(),
        told.join("\n")
    );
    sound
}

#[test]
fn nobody_is_lost_doubled_or_moved_by_magic() {
    let seen = each(|seed, _, world| {
        let mut sums = [0i64; 6];
        for policy in &world.policies {
            let watch = watch(world, policy, seed);
            let standing = |which: Standing| watch.standings[which as usize];
            for (sum, more) in sums.iter_mut().zip([
                watch.departed,
                watch.arrived,
                watch.lost,
                watch.crossings as i64,
                standing(Standing::Returned),
                standing(Standing::Removed),
            ]) {
                *sum += more;
            }
        }
        sums
    });
    // The corridors are random, but not empty: everything that can happen happens somewhere.
    for (at, what) in [
        "departed", "arrived", "lost", "crossed", "returned", "removed",
    ]
    .into_iter()
    .enumerate()
    {
        let corridors = seen.iter().filter(|sums| sums[at] > 0).count();
        assert!(
            corridors >= 5,
            "only in {corridors} corridors anybody {what}"
        );
    }
}

#[test]
fn without_hazards_nobody_is_harmed() {
    let departed = each(|seed, files, _| {
        let mut files = files.clone();
        support::scale_hazards(&mut files, 0.0);
        let world = support::world_of(&files);
        let watch = watch(&world, world.policy("random").unwrap(), seed);
        assert_eq!((watch.harms, watch.lost), (0, 0), "corridor {seed}");
        watch.departed
    });
    assert!(departed.iter().filter(|&&people| people > 50).count() > 30);
}

/// The corridor with a gate, shut, on every link that leads on, and ways back from everywhere.
fn shut(files: &Files) -> Files {
    let mut files = files.clone();
    let mut reader = csv::Reader::from_reader(files["links.csv"].as_slice());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|it| it == name).unwrap();
    let (purpose, gate) = (column("use"), column("gate"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let leads_on = matches!(&row[purpose], "onward" | "pathway") && row[gate].is_empty();
        let cells = row.iter().enumerate().map(
            |(at, cell)| {
                if leads_on && at == gate { "shut" } else { cell }
            },
        );
        writer.write_record(cells).unwrap();
    }
    let mut links = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let mut places = csv::Reader::from_reader(files["locations.csv"].as_slice());
    for place in places.records() {
        let place = place.unwrap();
        if &place[0] != "P0" {
            let id = &place[0];
            writeln!(
                links,
                "back-{id},{id},P0,air,road,9000,1,1,1,0,0,0,return,,n,none,none,n,,assumption,D,\
                 assumption,"
            )
            .unwrap();
        }
    }
    files.insert("links.csv".to_owned(), links.into_bytes());
    let mut gates = String::from_utf8(files["gates.csv"].clone()).unwrap();
    gates.push_str("shut,2031-01-01,,all,legal,closed,assumption,assumption,\n");
    let gates = gates.replace(",open,", ",closed,");
    files.insert("gates.csv".to_owned(), gates.into_bytes());
    let policy = String::from_utf8(files["policies/random.toml"].clone()).unwrap();
    let policy = policy.replace("\"open\"", "\"closed\"");
    files.insert("policies/random.toml".to_owned(), policy.into_bytes());
    files
}

#[test]
fn nobody_passes_where_every_way_on_is_shut() {
    // A place in a regular pathway is taken up from home, by no link.
    let stayed = each(|seed, files, _| {
        let world = support::world_of(&shut(files));
        let (mut stayed, mut kept) = (0, 0);
        for policy in &world.policies {
            let watch = watch(&world, policy, seed);
            assert_eq!(
                (
                    watch.crossings,
                    watch.arrived,
                    watch.passages,
                    watch.departed - watch.regular
                ),
                (0, 0, 0, 0),
                "corridor {seed}, {}",
                policy.name
            );
            // Whoever is kept at home and stays counts as kept, and as deflected by nothing.
            assert!(watch.kept <= watch.could_not_leave && watch.deflected == 0);
            stayed += watch.could_not_leave;
            kept += watch.kept;
        }
        (stayed, kept)
    });
    assert!(stayed.iter().filter(|(stayed, _)| *stayed > 0).count() > 30);
    let kept = stayed.iter().filter(|(_, kept)| *kept > 0).count();
    assert!(kept > 10, "only in {kept} corridors anybody is kept");
}

#[test]
fn harm_vanishes_in_proportion_to_hazards() {
    // Per passage, a hazard is a probability, so that rates are proportional only when small.
    let rates = [0.1, 0.01, 0.001].map(|factor| {
        let mut files = support::small_files();
        support::scale_hazards(&mut files, factor);
        let world = support::world_of(&files);
        let spec = support::spec(&world, 1.0);
        let reference = support::reference(&world);
        let (mut harms, mut days) = (0.0, 0.0);
        for replication in 0..4 {
            let tally = support::run(&world, &reference, &spec, replication);
            let list = support::values(&world, &tally, &spec);
            let per_day = ["H1", "H10", "H11"]
                .map(|code| support::total(&list, code, Denominator::Per1000PersonDays));
            let people_days = tally.person_days.total();
            harms += per_day.iter().sum::<f64>() / 1_000.0 * people_days;
            days += people_days;
        }
        (harms, harms / days)
    });
    let told = format!("{rates:?}");
    assert!(rates[2].0 > 10.0, "{told}");
    for pair in rates.windows(2) {
        let [(more, high), (fewer, low)] = [pair[0], pair[1]];
        let ratio = high / low;
        // Harms come in attacks on parties of several: their variance is some times their number.
        let error = ratio * (3.0 * (1.0 / more + 1.0 / fewer)).sqrt();
        assert!((ratio - 10.0).abs() < 4.0 * error + 1.0, "{told}");
    }
}
