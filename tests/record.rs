//! What observers write down is apart from what happens: looking changes nothing, and the record
//! hangs on the recorders.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use corredor::engine::event::Unobserved;
use corredor::engine::simulate;
use corredor::observe::Tally;
use corredor::observe::deaths::{SOURCES, Source};
use corredor::study::{Denominator, RunSpec};
use corredor::world::World;
use jiff::civil::date;

fn year(world: &World) -> RunSpec {
    RunSpec {
        from: date(2022, 1, 1),
        to: date(2022, 12, 31),
        scale: 0.05,
        fixed_parameters: true,
        ..RunSpec::of(world)
    }
}

fn recorded(tally: &Tally, source: Source) -> u64 {
    tally
        .record
        .deaths
        .sum([None, None, None, Some(source as usize)])
}

#[test]
fn the_recorded_share_is_drawn_from_the_range_that_is_told() {
    let world = support::darien();
    for name in ["observation.deaths_media", "observation.deaths_forensic"] {
        let odds = world.register.get(world.register.find(name).unwrap());
        assert!(odds.grade.is_drawn(), "{name}");
        for (quantile, told) in [(0.0, 0.05), (1.0, 0.60)] {
            let share = 1.0 / (1.0 + (-odds.at_quantile(quantile)).exp());
            assert!((share - told).abs() < 0.005, "{name}: {share}");
        }
    }
}

#[test]
fn looking_changes_nothing() {
    let world = support::darien();
    let spec = year(&world);
    let policy = support::policy(&world, "history");
    let (tally, watched) = support::run_counted(&world, &policy, &spec, 0);
    let alone = simulate(&world, &policy, &spec, 0, &mut Unobserved).unwrap();
    assert_eq!(watched, alone);
    assert!(tally.record.crossings.total() < tally.crossings.total());
}

#[test]
fn sharper_recorders_see_more_of_the_same_truth() {
    let mut files = support::files_in(&support::root().join("scenarios/darien"));
    let dim = support::world_of(&files);
    for (name, value) in [
        ("observation.deaths_media", 2.0),
        ("observation.deaths_forensic", 3.0),
        ("observation.deaths_lag", 7.0),
        ("observation.border_registered", 1.0),
        ("observation.bodies_seen", 0.08),
        ("observation.clinic_open", 1.0),
    ] {
        support::set_parameter(&mut files, name, value);
    }
    let sharp = support::world_of(&files);
    let run = |world: &World| {
        let policy = support::policy(world, "history");
        support::run(world, &policy, &year(world), 0)
    };
    let [dim_tally, sharp_tally] = [run(&dim), run(&sharp)];
    assert_eq!(dim_tally.harm_events, sharp_tally.harm_events);
    assert_eq!(dim_tally.crossings, sharp_tally.crossings);
    assert_eq!(dim_tally.stocks, sharp_tally.stocks);
    assert_eq!(sharp_tally.record.crossings, sharp_tally.crossings);
    for source in SOURCES {
        let [few, many] = [&dim_tally, &sharp_tally].map(|tally| recorded(tally, source));
        assert!(few < many, "{source:?}: {few} {many}");
    }
    assert!(dim_tally.record.saw_body.total() < sharp_tally.record.saw_body.total());
    assert!(dim_tally.record.treated.total() <= sharp_tally.record.treated.total());
}

#[test]
fn more_access_of_recorders_raises_the_record_and_not_the_deaths() {
    let world = support::darien();
    let spec = year(&world);
    let with = |access: f64| {
        let mut policy = support::reference(&world);
        let set = [format!("death_monitoring={access}")];
        corredor::scenario::adjust_policy(&world, &mut policy, &set, &[]).unwrap();
        let tally = support::run(&world, &policy, &spec, 0);
        let values = support::values(&world, &tally, &spec);
        ["H4", "H13", "H13f"].map(|code| support::total(&values, code, Denominator::Count))
    };
    let [deaths, media, forensic] = with(0.0);
    let [deaths_open, media_open, forensic_open] = with(1.0);
    assert!((deaths - deaths_open).abs() < 1e-9);
    assert!(media < media_open && forensic < forensic_open);
    assert!(media_open < deaths_open);
}
