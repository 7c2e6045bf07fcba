//! Whatever the corridor, nobody is lost, counted twice or moved by magic: random small corridors,
//! from harmless to deadly, under random policies.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "conservation/corridors.rs"]
mod corridors;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use corredor::engine::event::{Event, Moment, Observer, Right, Who};
use corredor::engine::ledger::Ledger;
use corredor::engine::people::{Instrument, Person, Standing};
use corredor::engine::simulate;
use corredor::ids::{ArcId, LocationId, NationalityId};
use corredor::scenario::{Faults, load_files};
use corredor::study::{Denominator, RunSpec};
use corredor::world::World;
use corredor::world::network::LinkUse;
use corredor::world::policy::Policy;
use corridors::random_corridor;
use support::Files;

/// Corridors that are tried.
const TRIED: u64 = 300;
/// How many of them the checker must let through.
const LEAST: usize = 200;

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

    fn leave(&mut self, who: Who, again: bool) {
        let Who {
            nationality,
            people,
        } = who;
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

    fn pass(&mut self, who: Who, arc: ArcId, usd: f32) {
        let Who {
            nationality,
            people,
        } = who;
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

    fn arrive(&mut self, who: Who, place: LocationId, days: f32, access: bool) {
        let Who {
            nationality,
            people,
        } = who;
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
}

impl Observer for Watch<'_> {
    fn event(&mut self, _: Moment, who: Who, event: Event) {
        match event {
            Event::Departed { again } => self.leave(who, again),
            Event::CouldNotLeave => {
                self.could_not_leave += who.people.len();
            }
            Event::KeptFromLink { .. } => {
                self.kept += who.people.len();
            }
            Event::Deflected { .. } => {
                self.deflected += who.people.len();
            }
            Event::Regular { instrument: what } => {
                let people = who.people;
                self.regular += people.len() as i64;
                if what == Instrument::Admission {
                    let addresses = people.iter().map(|person| (person.entity, person.member));
                    self.admitted.extend(addresses);
                }
            }
            Event::Stage { days, .. } => {
                let people = who.people;
                assert!(days >= 0.0 && days.is_finite(), "{days} days");
                for person in people {
                    self.life(person);
                }
            }
            Event::Passage { arc, usd } => self.pass(who, arc, usd),
            Event::Harmed { harm, .. } => {
                for person in who.people {
                    self.harms += 1;
                    let life = self.life(person);
                    assert!(life.under_way, "{person:?} is harmed at home");
                    if harm.is_fatal() {
                        life.ended = true;
                        self.lost += 1;
                    }
                }
            }
            Event::Crossed {
                class, days, usd, ..
            } => {
                let people = who.people;
                assert!(self.world.classes[class.index()].crossing);
                assert!(days >= 0.0 && usd >= 0.0);
                self.crossings += people.len() as u64;
            }
            Event::Right { kind, .. } => {
                for person in who.people {
                    let life = self.life(person);
                    match kind {
                        Right::Removed => (life.at, life.under_way) = (None, false),
                        Right::PushedBack | Right::Bused => life.at = None,
                        Right::Interdicted => life.stopped = true,
                        Right::Detained | Right::Refoulement | Right::ChainRefoulement => {}
                    }
                }
            }
            Event::Arrived {
                place,
                days,
                access,
            } => self.arrive(who, place, days, access),
            _ => {}
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
