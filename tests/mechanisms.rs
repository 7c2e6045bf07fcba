//! Every mechanism does what its page says, on the invented corridor of the tests, with the numbers at
//! their values and the same luck on both sides of each contrast.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;
#[path = "support/watch.rs"]
mod watch;

use corredor::engine::observer::{GivingUp, ProtectionStage, Right, Service};
use corredor::engine::people::{Instrument, Standing};
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
    println!("{} {}", stranded(&with_credit), stranded(&without));
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
fn a_register_behind_a_firewall_identifies_and_one_that_is_shared_exposes() {
    let world = support::small();
    let beside = [
        (Lever::RegistrationCoverage, 1.0),
        (Lever::Interdiction, 0.15),
    ];
    let [shared, kept] = contrast(&world, Lever::RegistrationFirewall, [0.0, 1.0], &beside);
    // Per person received, who hardly differ.
    let rate = |seen: &Watch, count: f64| count / seen.received[0];
    let [found, more_found] =
        [&shared, &kept].map(|it| rate(it, it.stage(ProtectionStage::Identified)));
    assert!(more_found > 1.1 * found, "{found} {more_found}");
    let [stopped, fewer] = [&shared, &kept].map(|it| rate(it, it.right(Right::Interdicted)));
    assert!(fewer < 0.97 * stopped, "{stopped} {fewer}");
    let trust = |seen: &Watch| seen.received[3] / seen.received[0];
    assert!(trust(&kept) > trust(&shared));
}

#[test]
fn people_without_trust_keep_away_from_registers_and_services() {
    let files = {
        let mut files = support::small_files();
        support::set_parameter(&mut files, "trust.initial", 0.1);
        files
    };
    let [wary, trusting] = [support::world_of(&files), support::small()].map(|world| {
        let policy = with(&world, &[(Lever::RegistrationCoverage, 1.0)]);
        watch(&world, &policy, &spec(&world))
    });
    let away = |seen: &Watch| seen.received[2] / seen.received[0];
    assert!(away(&wary) > 1.3 * away(&trusting));

    let world = support::world_of(&files);
    let policy = with(&world, &[(Lever::RegistrationCoverage, 1.0)]);
    let indifferent = lacking(&world, &policy, Mechanism::Trust);
    assert!(indifferent.received[2].abs() < f64::EPSILON);
}

#[test]
fn regular_pathways_take_their_quota() {
    let world = support::small();
    for (lever, instrument) in [
        (Lever::HumanitarianVisaQuota, Instrument::HumanitarianVisa),
        (Lever::ResettlementQuota, Instrument::Resettlement),
        (Lever::LabourMobilityPlaces, Instrument::LabourMobility),
    ] {
        let beside = [
            (Lever::HumanitarianVisaQuota, 0.0),
            (Lever::ResettlementQuota, 0.0),
            (Lever::LabourMobilityPlaces, 0.0),
            (Lever::SafeMobilityInTransit, 0.0),
        ];
        // Places are people a month for two years, whoever leaves.
        let [none, some] = contrast(&world, lever, [0.0, 60.0], &beside);
        assert!(none.regular.iter().all(|people| *people < 1.0));
        let expected = 60.0 * 24.0;
        let ratio = some.regular(instrument) / expected;
        assert!((ratio - 1.0).abs() < 0.05, "{}: {ratio}", lever.name());
        let all: f64 = some.regular.iter().sum();
        assert!((all - some.regular(instrument)).abs() < 0.5);
    }
}

#[test]
fn pathways_open_to_people_on_the_way_reach_them_there() {
    let world = support::small();
    let beside = [(Lever::HumanitarianVisaQuota, 60.0)];
    let [shut, open] = contrast(&world, Lever::SafeMobilityInTransit, [0.0, 1.0], &beside);
    // Those of the first nationality live in the first state, and are received in the second.
    let visas = |seen: &Watch, state: u32| {
        let granted = seen.granted_in.get(&state);
        granted.map_or(0.0, |it| it[Instrument::HumanitarianVisa as usize])
    };
    assert!(visas(&shut, 1) < 0.5 && visas(&shut, 0) > 500.0);
    assert!(visas(&open, 1) > 50.0, "{}", visas(&open, 1));
    // They are given places that people at home would have had, and no more.
    assert!(visas(&open, 0) < visas(&shut, 0));
    let all = |seen: &Watch| seen.regular(Instrument::HumanitarianVisa);
    assert!((all(&open) / all(&shut) - 1.0).abs() < 0.03);
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
fn people_trafficked_on_the_way_can_claim_as_such() {
    let mut files = support::small_files();
    let people = String::from_utf8(files["demographics.csv"].clone()).unwrap();
    let lines = people.lines().map(|line| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[1] == "need.trafficking" {
            cells[2..5].fill("0");
        }
        cells.join(",") + "\n"
    });
    files.insert(
        "demographics.csv".to_owned(),
        lines.collect::<String>().into_bytes(),
    );
    let hazards = String::from_utf8(files["hazards.csv"].clone()).unwrap();
    let more = hazards.replace(
        "gap,trafficking,,per_passage,5,0.003,0.0015,0.006,",
        "gap,trafficking,,per_passage,5,0.3,0.3,0.3,",
    );
    assert!(more != hazards);
    files.insert("hazards.csv".to_owned(), more.into_bytes());
    let world = support::world_of(&files);
    let beside = [(Lever::AsylumAccess, 1.0), (Lever::AsylumCapacity, 10.0)];
    let [refused, granted] = contrast(&world, Lever::DefTraffickingVictim, [0.0, 1.0], &beside);
    let of_survivors = |seen: &Watch| seen.granted(Instrument::Trafficking);
    assert!(of_survivors(&granted) > 10.0);
    // What is left where the instrument protects nobody are refusals overturned.
    assert!(of_survivors(&refused) < 0.5 * of_survivors(&granted));
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

#[test]
fn a_generous_complementary_status_protects_more_and_displaces_asylum() {
    let mut files = support::small_files();
    support::set_parameter(&mut files, "protection.displacement", 0.4);
    let world = support::world_of(&files);
    let beside = [(Lever::AsylumCapacity, 10.0), (Lever::AsylumAccess, 1.0)];
    let [strict, generous] = contrast(&world, Lever::DefComplementary, [0.0, 1.0], &beside);
    let asylum = |seen: &Watch| {
        seen.granted(Instrument::Convention1951) + seen.granted(Instrument::Cartagena)
    };
    assert!(strict.granted(Instrument::Complementary) < 0.5);
    assert!(generous.granted(Instrument::Complementary) > 100.0);
    let decided = |seen: &Watch| seen.stage(ProtectionStage::Decided);
    let ratio = (asylum(&generous) / decided(&generous)) / (asylum(&strict) / decided(&strict));
    assert!((ratio - 0.6).abs() < 0.12, "{ratio}");
    let protected = |seen: &Watch| seen.stage(ProtectionStage::Granted) / decided(seen);
    assert!(protected(&generous) > 1.1 * protected(&strict));
}

#[test]
fn appointments_let_more_of_those_who_arrive_claim() {
    // The border meets everybody, and sends nobody back.
    let mut files = support::small_files();
    support::set_parameter(&mut files, "enforcement.border_days", 1e4);
    support::set_parameter(&mut files, "enforcement.border_returned", 0.0);
    let world = support::world_of(&files);
    let beside = [(Lever::VisaWall, 1.0)];
    let lever = Lever::DestinationAppointments;
    let [none, many] = contrast(&world, lever, [0.0, 100.0], &beside);
    let access = |seen: &Watch| seen.arrived[1] / (seen.arrived[0] + seen.arrived[1]);
    assert!((access(&none) - 0.5).abs() < 0.03, "{}", access(&none));
    // Half of the people wait for one: all of them can claim, and half of the others.
    assert!((access(&many) - 0.75).abs() < 0.08, "{}", access(&many));
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

#[test]
fn the_settled_move_on_less_where_integration_is_supported() {
    let mut files = support::small_files();
    support::set_parameter(&mut files, "settle.onward_per_day", 0.002);
    let world = support::world_of(&files);
    let [left_alone, supported] = contrast(&world, Lever::IntegrationSupport, [0.0, 1.0], &[]);
    let rate = |seen: &Watch| {
        let settled = [Standing::SettledIrregular, Standing::SettledRegular];
        let days: f64 = settled
            .map(|it| seen.mean_standing(it) * 730.0)
            .iter()
            .sum();
        assert!(seen.moved_on > 50.0, "{}", seen.moved_on);
        seen.moved_on / days
    };
    let ratio = rate(&supported) / rate(&left_alone);
    let expected = (-1.0f64).exp();
    assert!((ratio / expected - 1.0).abs() < 0.4, "{ratio}");
    let stuck = lacking(&world, &support::reference(&world), Mechanism::Onward);
    assert!(stuck.moved_on < 0.5);
}

#[test]
fn regularisation_gives_a_status_to_those_who_settled() {
    let world = support::small();
    let [none, some] = contrast(&world, Lever::RegularisationRate, [0.0, 0.05], &[]);
    assert!(none.granted(Instrument::Regularisation) < 0.5);
    let monthly = some.granted(Instrument::Regularisation)
        / (some.mean_standing(Standing::SettledIrregular) * 24.0);
    assert!((monthly - 0.05).abs() < 0.01, "{monthly}");
}

#[test]
fn assisted_return_makes_more_turn_back_and_fewer_leave_again() {
    let world = support::small();
    let [poor, good] = contrast(&world, Lever::AssistedReturnQuality, [0.0, 1.0], &[]);
    let back = |seen: &Watch| seen.gave_up[GivingUp::TurnedBack as usize];
    let per_departure = |seen: &Watch| back(seen) / (seen.left() + seen.left_again);
    assert!(per_departure(&good) > 1.05 * per_departure(&poor));
    let again = |seen: &Watch| seen.left_again / back(seen);
    assert!(again(&good) < again(&poor));
    let never = lacking(&world, &support::reference(&world), Mechanism::Reattempt);
    assert!(never.left_again < 0.5);
}

#[test]
fn search_and_rescue_finds_people_who_were_left_behind() {
    let world = support::small();
    let [none, full] = contrast(&world, Lever::SearchAndRescue, [0.0, 1.0], &[]);
    assert!(none.rescued < 0.5);
    assert!(full.rescued > 20.0, "{}", full.rescued);
    let policy = with(&world, &[(Lever::SearchAndRescue, 1.0)]);
    assert!(lacking(&world, &policy, Mechanism::Rescue).rescued < 0.5);
}

#[test]
fn remedies_overturn_refusals_and_stop_removals() {
    let world = support::small();
    let beside = [
        (Lever::AsylumCapacity, 10.0),
        (Lever::AsylumAccess, 1.0),
        (Lever::Interdiction, 0.2),
        (Lever::RemovalCapacity, 100.0),
    ];
    let [none, open] = contrast(&world, Lever::RemediesAccess, [0.0, 1.0], &beside);
    assert!(none.remedied < 0.5);
    assert!(open.remedied > 20.0, "{}", open.remedied);
    let refoulement =
        |seen: &Watch| seen.right(Right::Refoulement) / seen.right(Right::Interdicted);
    assert!(refoulement(&open) < 0.95 * refoulement(&none));
}

#[test]
fn services_serve_and_care_for_survivors_answers_to_its_lever() {
    let world = support::small();
    let [little, much] = contrast(&world, Lever::GbvCare, [0.1, 1.0], &[]);
    let cared = |seen: &Watch| {
        let [turned_away, served] = seen.served[Service::SurvivorCare as usize];
        served / (turned_away + served)
    };
    assert!(cared(&much) > 3.0 * cared(&little));
    let none = lacking(&world, &support::reference(&world), Mechanism::Services);
    assert!(none.served.iter().all(|counts| counts[1] < 0.5));
}

#[test]
fn removal_and_interdiction_end_with_their_mechanism() {
    let world = support::small();
    let policy = with(
        &world,
        &[(Lever::Interdiction, 0.2), (Lever::RemovalCapacity, 50.0)],
    );
    let seen = watch(&world, &policy, &spec(&world));
    assert!(seen.right(Right::Removed) > 100.0);
    let kept = lacking(&world, &policy, Mechanism::Removal);
    assert!(kept.right(Right::Removed) < 0.5 && kept.right(Right::Interdicted) > 100.0);
    let free = lacking(&world, &policy, Mechanism::Interdiction);
    assert!(free.rights.iter().all(|people| *people < 0.5));
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
