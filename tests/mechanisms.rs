//! Every mechanism does what its page says, on the invented corridor of the tests, with the numbers at
//! their values and the same luck on both sides of each contrast.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "mechanisms/solutions.rs"]
mod solutions;
mod support;
#[path = "support/watch.rs"]
mod watch;

use corredor::engine::event::ProtectionStage;
use corredor::engine::people::Standing;
use corredor::engine::{Mechanism, Rule, RunSpec, Without};
use corredor::observe::tally::LinkCount;
use corredor::world::World;
use corredor::world::policy::{Lever, LeverSetting, Policy};
use corredor::world::schedule::{Change, Magnitude, Target};
use jiff::civil::{Date, date};
use support::Files;
use watch::{Watch, set, spec, watch, with};

/// What the watch saw under each policy: two of the two threads.
fn both(world: &World, policies: [&Policy; 2]) -> [Watch; 2] {
    let spec = spec(world);
    let mut seen = support::on_two_threads(2, |at| watch(world, policies[at], &spec));
    let second = seen.pop().unwrap();
    [seen.pop().unwrap(), second]
}

/// The same with one lever at two values beside others.
fn contrast(world: &World, lever: Lever, values: [f64; 2], beside: &[(Lever, f64)]) -> [Watch; 2] {
    let [low, high] = values.map(|value| {
        let mut policy = with(world, beside);
        set(&mut policy, lever, value);
        policy
    });
    both(world, [&low, &high])
}

/// What happens without a mechanism.
fn lacking(world: &World, policy: &Policy, mechanism: Mechanism) -> Watch {
    let spec = RunSpec {
        without: Without::NONE.and(mechanism),
        ..spec(world)
    };
    watch(world, policy, &spec)
}

const ANNOUNCED: Date = date(2030, 7, 1);
/// The day of [`ANNOUNCED`], and four weeks later.
const WEEKS: (usize, usize) = (181, 209);

/// The first nationality loses access at the destination, known and in force on these days.
fn loss(announced: Date, effective: Date) -> Change {
    Change {
        id: "loss".to_owned(),
        target: Target::Lever(Lever::DestinationAccess),
        value: Magnitude::Set(0.2),
        told: Some(0.0),
        state: None,
        nationalities: Some(vec![true, false]),
        announced,
        effective,
        ramp_days: 0,
        expiry: None,
        note: String::new(),
    }
}

fn dated(world: &World, change: Change) -> Policy {
    let mut policy = support::reference(world);
    policy.changes.push(change);
    policy
}

#[test]
fn a_loss_of_access_that_is_announced_keeps_its_nationality_at_home_at_once_and_no_other() {
    let world = support::small();
    let calm = support::reference(&world);
    let news = dated(&world, loss(ANNOUNCED, ANNOUNCED));
    let [before, after] = both(&world, [&calm, &news]);
    assert!(before.parts_from(&after).unwrap() >= WEEKS.0);
    let ratio = |nationality| {
        let leave = |seen: &Watch| seen.departures(nationality, WEEKS.0, WEEKS.1);
        assert!(leave(&before) > 100.0);
        leave(&after) / leave(&before)
    };
    assert!(ratio(0) < 0.4, "{}", ratio(0));
    assert!((ratio(1) - 1.0).abs() < 0.1, "{}", ratio(1));
    // It fades: a year later more leave than in the weeks after it.
    let late = |seen: &Watch| seen.departures(0, WEEKS.0 + 365, WEEKS.1 + 365);
    assert!(late(&after) / late(&before) > 2.0 * ratio(0));
}

#[test]
fn without_announcements_only_what_is_lived_and_reported_moves_departures() {
    let world = support::small();
    let news = dated(&world, loss(ANNOUNCED, ANNOUNCED));
    let spec = RunSpec {
        without: Without::NONE.and(Mechanism::Announcements),
        ..spec(&world)
    };
    let leave = |policy| watch(&world, policy, &spec).departures(0, WEEKS.0, WEEKS.1);
    let ratio = leave(&news) / leave(&support::reference(&world));
    assert!((0.75..=1.0).contains(&ratio), "{ratio}");
}

#[test]
fn before_an_announced_loss_those_in_time_hurry_and_those_too_late_hold_back() {
    /// The day on which the loss takes effect.
    const LOST: usize = 304;
    let seen = |hurry: f64, hold_back: f64| {
        let mut files = support::small_files();
        support::set_parameter(&mut files, "departure.hurry", hurry);
        support::set_parameter(&mut files, "departure.hold_back", hold_back);
        let world = support::world_of(&files);
        let ahead = dated(&world, loss(ANNOUNCED, date(2030, 11, 1)));
        both(&world, [&support::reference(&world), &ahead])
    };
    let ratio = |[before, after]: &[Watch; 2], from, to| {
        after.departures(0, from, to) / before.departures(0, from, to)
    };
    // Four months ahead nearly all can be in time, in the last weeks few.
    let hurried = seen(0.5, 0.0);
    let early = ratio(&hurried, WEEKS.0, WEEKS.1);
    assert!(early > 1.2, "{early}");
    let held = seen(0.0, 0.5);
    let [early, late] = [(WEEKS.0, WEEKS.1), (LOST - 21, LOST)].map(|it| ratio(&held, it.0, it.1));
    assert!((early - 1.0).abs() < 0.1 && late < 0.8, "{early} {late}");
    // Who does neither lives on as before, until it is lost: then fewer leave.
    let calm = seen(0.0, 0.0);
    assert!(calm[0].parts_from(&calm[1]).unwrap() >= LOST);
    for seen in [&hurried, &held, &calm] {
        let after = ratio(seen, LOST, LOST + 28);
        assert!(after < 0.5, "{after}");
    }
}

#[test]
fn enforcement_raises_prices_and_tolls_where_people_are_led() {
    let world = support::small();
    let class = |id: &str| world.classes.iter().position(|it| it.id == id).unwrap();
    let (trail, road) = (class("trail"), class("road"));
    let [calm, strict] = contrast(&world, Lever::Interdiction, [0.04, 0.16], &[]);
    let last = |seen: &[Vec<f64>], at: usize| seen.last().unwrap()[at];
    // Four times the interdiction: a price index of 4^0.19 but for use, which falls.
    let ratio = last(&strict.prices, trail) / last(&calm.prices, trail);
    assert!((1.05..1.6).contains(&ratio), "{ratio}");
    assert!(last(&strict.tolls, trail) > 1.2 * last(&calm.tolls, trail));
    assert!((last(&strict.prices, road) - 1.0).abs() < 1e-12);
    let toll = |seen: &Watch| seen.bought[2] / seen.bought[0];
    assert!(toll(&strict) > 1.1 * toll(&calm));

    let policy = with(&world, &[(Lever::Interdiction, 0.16)]);
    let still = lacking(&world, &policy, Mechanism::Prices);
    let moved = |price: &f64| (price - 1.0).abs() > 1e-12;
    assert!(!still.prices.iter().flatten().any(moved));
}

#[test]
fn prosecution_of_those_who_lead_people_is_enforcement_too() {
    let world = support::small();
    let trail = world
        .classes
        .iter()
        .position(|it| it.id == "trail")
        .unwrap();
    let [none, full] = contrast(&world, Lever::SmugglerProsecution, [0.0, 1.0], &[]);
    assert!(full.prices.last().unwrap()[trail] > none.prices.last().unwrap()[trail]);
}

#[test]
fn credit_makes_debt_and_lets_people_pass_who_could_not_pay() {
    // Ways across that few can pay from what they have.
    let mut files = support::small_files();
    let links = String::from_utf8(files["links.csv"].clone()).unwrap();
    let dear = links
        .replace("3,5,10,60,20,120,", "3,5,10,900,900,900,")
        .replace("0.5,1,2,300,200,450,", "0.5,1,2,1200,1200,1200,");
    assert!(dear != links);
    files.insert("links.csv".to_owned(), dear.into_bytes());
    let world = support::world_of(&files);
    let policy = support::reference(&world);
    let with_credit = watch(&world, &policy, &spec(&world));
    let without = lacking(&world, &policy, Mechanism::Credit);
    assert!(with_credit.borrowed > 1_000.0, "{}", with_credit.borrowed);
    assert!(without.borrowed.abs() < f64::EPSILON);
    let stranded = |seen: &Watch| seen.mean_standing(Standing::Stranded) / seen.left();
    assert!(stranded(&with_credit) < stranded(&without));
}

#[test]
fn guides_sell_packages_to_those_who_can_pay() {
    let world = support::small();
    let policy = support::reference(&world);
    let sold = watch(&world, &policy, &spec(&world));
    let plain = lacking(&world, &policy, Mechanism::Packages);
    assert!(sold.bought[0] > 1_000.0 && sold.bought[2] > 0.0);
    assert!(plain.bought[2].abs() < f64::EPSILON, "no package, no toll");
}

#[test]
fn fewer_visas_than_under_the_reference_open_a_way_that_the_law_closes() {
    let mut files = support::small_files();
    let gates = String::from_utf8(files["gates.csv"].clone()).unwrap();
    let closed = gates.replace("all,service,open,", "all,legal,closed,");
    assert!(closed != gates);
    files.insert("gates.csv".to_owned(), closed.into_bytes());
    let world = support::world_of(&files);
    let bus = world.link("STA-CIT-bus").unwrap();
    let spec = support::spec(&world, 1.0);
    let passages = |wall: f64, timeline: bool| {
        let mut policy = support::reference(&world);
        policy.timeline = timeline;
        set(&mut policy, Lever::VisaWall, wall);
        let tally = support::run(&world, &policy, &spec, 0);
        let all = [
            None,
            Some(bus.index() * 2),
            Some(LinkCount::Passages as usize),
        ];
        tally.links.sum(all) as f64
    };
    let reference = world.levers.iter().find(|it| it.lever == Lever::VisaWall);
    let reference = reference.unwrap().reference;
    assert!(passages(reference, false) < 0.5);
    let [half, none] = [reference / 2.0, 0.0].map(|wall| passages(wall, false));
    assert!(half > 100.0 && none > 1.3 * half, "{half} and {none}");
}

#[test]
fn where_gates_follow_their_dates_the_gate_is_the_visa_rule() {
    let mut files = support::small_files();
    let gates = String::from_utf8(files["gates.csv"].clone()).unwrap();
    // Not in force at any time within the window.
    let closed = gates.replace(
        "2030-02-01,2031-10-01,all,service,open,",
        "2040-01-01,,all,legal,closed,",
    );
    assert!(closed != gates);
    files.insert("gates.csv".to_owned(), closed.into_bytes());
    let world = support::world_of(&files);
    let bus = world.link("STA-CIT-bus").unwrap();
    let mut policy = support::reference(&world);
    policy.timeline = true;
    set(&mut policy, Lever::VisaWall, 0.0);
    let tally = support::run(&world, &policy, &support::spec(&world, 1.0), 0);
    let all = [
        None,
        Some(bus.index() * 2),
        Some(LinkCount::Passages as usize),
    ];
    assert_eq!(tally.links.sum(all), 0);
}

#[test]
fn candidates_who_join_the_stock_do_not_add_to_what_drivers_bring() {
    let left = |inflow: f64| {
        let mut files = support::small_files();
        support::set_parameter(&mut files, "departure.inflow", inflow);
        let world = support::world_of(&files);
        let spec = RunSpec {
            without: Without::NONE
                .and(Mechanism::Response)
                .and(Mechanism::Peers)
                .and(Mechanism::Frailty),
            ..spec(&world)
        };
        let seen = watch(&world, &support::reference(&world), &spec);
        let days = seen.departed[0].len();
        (0..seen.departed.len())
            .map(|nationality| seen.departures(nationality, days / 2, days))
            .sum::<f64>()
    };
    let ratio = left(0.5) / left(0.0);
    assert!((ratio - 1.0).abs() < 0.04, "{ratio}");
}

/// The corridor with a place of reception before the border as well.
fn two_receptions() -> World {
    with_two_receptions(support::small_files())
}

fn with_two_receptions(mut files: Files) -> World {
    let text = String::from_utf8(files["locations.csv"].clone()).unwrap();
    let patched = text.replace("sea_port,none,n,n,", "sea_port,none,n,y,");
    assert!(patched != text);
    files.insert("locations.csv".to_owned(), patched.into_bytes());
    support::world_of(&files)
}

#[test]
fn what_states_know_of_people_follows_them_where_states_coordinate() {
    // Claiming is about as good as going on, so that it is a choice.
    let mut files = support::small_files();
    support::set_parameter(&mut files, "choice.claim_value", 14.0);
    let world = with_two_receptions(files);
    let states = [0, 1].map(corredor::ids::StateId);
    // Everybody is informed before the border, nobody beyond it.
    let at = |kappa: f64| {
        let mut policy = with(
            &world,
            &[
                (Lever::CoordinationKappa, kappa),
                (Lever::LegalAidTeams, 0.0),
                (Lever::AsylumAccess, 1.0),
            ],
        );
        for (state, reach) in states.into_iter().zip([1.0, 0.0]) {
            policy.settings.push(LeverSetting {
                lever: Lever::InformationReach,
                state: Some(state),
                value: reach,
                reason: String::new(),
                source: String::new(),
                held: false,
            });
        }
        policy
    };
    let [fragments, whole] = both(&world, [&at(0.0), &at(1.0)]);
    let claims = |seen: &Watch| seen.stage(ProtectionStage::Registered) / seen.left();
    assert!(
        claims(&whole) > 1.3 * claims(&fragments),
        "{} {}",
        claims(&whole),
        claims(&fragments)
    );
    let uncoordinated = lacking(&world, &at(1.0), Mechanism::Coordination);
    let ratio = claims(&uncoordinated) / claims(&fragments);
    assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
}

/// A policy under which everything is at work.
fn lively(world: &World) -> Policy {
    let mut policy = with(
        world,
        &[
            (Lever::Interdiction, 0.15),
            (Lever::TrailClosure, 0.1),
            (Lever::RemovalCapacity, 20.0),
            (Lever::CoordinationKappa, 0.6),
            (Lever::ResponsibilityFund, 0.5),
            (Lever::RemediesAccess, 0.8),
            (Lever::SearchAndRescue, 0.6),
            (Lever::DestinationAppointments, 20.0),
            (Lever::AsylumCapacity, 4.0),
            (Lever::DefDisaster, 0.7),
        ],
    );
    policy.changes.push(loss(ANNOUNCED, ANNOUNCED));
    policy
}

#[test]
fn every_mechanism_can_be_switched_off_and_is_missed() {
    let world = two_receptions();
    let policy = lively(&world);
    let whole = watch(&world, &policy, &spec(&world));
    let burdened = support::small();
    let missed = support::on_two_threads(Mechanism::ALL.len(), |at| {
        let mechanism = Mechanism::ALL[at];
        // The fund gives where one state receives everybody.
        if mechanism == Mechanism::Fund {
            let funded = watch(&burdened, &policy, &spec(&burdened));
            return funded
                .parts_from(&lacking(&burdened, &policy, mechanism))
                .is_some();
        }
        whole
            .parts_from(&lacking(&world, &policy, mechanism))
            .is_some()
    });
    for (mechanism, missed) in Mechanism::ALL.into_iter().zip(missed) {
        assert!(missed, "{} changes nothing", mechanism.name());
    }
    let bare = RunSpec {
        without: Mechanism::ALL.into_iter().collect(),
        ..spec(&world)
    };
    assert!(watch(&world, &policy, &bare).left() > 1_000.0);
}

/// Levers that act through one mechanism alone: without it they change nothing at all.
#[test]
fn without_its_mechanism_a_lever_leaves_everything_as_it_is_to_the_last_digit() {
    const THROUGH: [(Mechanism, &[Lever]); 9] = [
        (Mechanism::Rescue, &[Lever::SearchAndRescue]),
        (
            Mechanism::Pathways,
            &[
                Lever::HumanitarianVisaQuota,
                Lever::ResettlementQuota,
                Lever::LabourMobilityPlaces,
            ],
        ),
        (Mechanism::Appointments, &[Lever::DestinationAppointments]),
        (Mechanism::Coordination, &[Lever::CoordinationKappa]),
        (
            Mechanism::Fund,
            &[Lever::ResponsibilityFund, Lever::FundConditionality],
        ),
        (Mechanism::Removal, &[Lever::RemovalCapacity]),
        (
            Mechanism::Registration,
            &[Lever::RegistrationCoverage, Lever::RegistrationFirewall],
        ),
        (
            Mechanism::Instruments,
            &[
                Lever::DefComplementary,
                Lever::DefDisaster,
                Lever::DefTraffickingVictim,
            ],
        ),
        (Mechanism::Services, &[Lever::GbvCare]),
    ];
    let (world, burdened) = (two_receptions(), support::small());
    let lively = lively(&world);
    let moved = support::on_two_threads(THROUGH.len(), |at| {
        let (mechanism, levers) = THROUGH[at];
        let mut other = lively.clone();
        for row in world
            .levers
            .iter()
            .filter(|row| levers.contains(&row.lever))
        {
            let far = if row.reference * 2.0 < row.max {
                row.max
            } else {
                row.min
            };
            set(&mut other, row.lever, far.min(50.0));
        }
        let world = if mechanism == Mechanism::Fund {
            &burdened
        } else {
            &world
        };
        let parts = |without| {
            let spec = RunSpec {
                without,
                ..spec(world)
            };
            watch(world, &lively, &spec).parts_from(&watch(world, &other, &spec))
        };
        (parts(Without::NONE), parts(Without::NONE.and(mechanism)))
    });
    for ((mechanism, _), (with, without)) in THROUGH.into_iter().zip(moved) {
        assert!(with.is_some(), "{}", mechanism.name());
        assert_eq!(without, None, "{}", mechanism.name());
    }
}

#[test]
fn the_four_decision_rules_tell_different_stories_that_all_add_up() {
    let world = support::small();
    for policy in [support::reference(&world), lively(&world)] {
        // The ledger is closed every day and recounted every month; `watch` fails if it is not.
        let seen = support::on_two_threads(Rule::ALL.len(), |at| {
            let spec = RunSpec {
                rule: Rule::ALL[at],
                ..spec(&world)
            };
            watch(&world, &policy, &spec)
        });
        for (at, rule) in seen.iter().enumerate() {
            let name = Rule::ALL[at].name();
            assert!(rule.left() > 2_000.0, "{name}: {} leave", rule.left());
            let arrived: f64 = rule.arrived.iter().sum();
            assert!(arrived > 0.02 * rule.left(), "{name}: {arrived} arrive");
            for other in &seen[..at] {
                assert!(rule.parts_from(other).is_some(), "{name}");
            }
        }
    }
}
