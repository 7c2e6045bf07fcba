//! Harm in stays that people do not choose, and what counts as serious, on the invented corridor of the
//! tests, with the numbers at their values and the same luck on both sides of each contrast.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use corredor::observe::Tally;
use corredor::observe::tally::{ABUSE, SERIOUS};
use corredor::study::Denominator;
use corredor::world::World;
use corredor::world::exposure::Stretch;
use corredor::world::policy::Lever;
use corredor::world::vocabulary::Harm;
use support::Files;

fn add_rows(files: &mut Files, rows: &[String]) {
    let table = files.get_mut("hazards.csv").unwrap();
    for row in rows {
        table.extend_from_slice(format!("{row},assumption,D,assumption,\n").as_bytes());
    }
}

fn per_day(segment: &str, kind: &str, rate: f64) -> String {
    let kind = if kind == "death" {
        "death,violence"
    } else {
        &format!("{kind},")
    };
    format!("{segment},{kind},per_day,,{rate:?},{rate:?},{rate:?},1/day")
}

/// Everybody who is stopped is detained for a month.
fn detaining(world: &World) -> Tally {
    let mut policy = support::reference(world);
    for (lever, value) in [
        (Lever::Interdiction, 0.5),
        (Lever::DetentionShare, 1.0),
        (Lever::DetentionDays, 30.0),
        (Lever::Pushback, 0.5),
    ] {
        support::set_lever(&mut policy, lever, value, true);
    }
    support::run(world, &policy, &support::spec(world, 1.0), 0)
}

fn in_stretch(world: &World, tally: &Tally, stretch: Stretch, event: usize) -> u64 {
    let number = world.stretch(stretch);
    tally
        .strata
        .events
        .sum([Some(number), None, None, None, Some(event)])
}

/// Days and violence in detention, at a rate of violence per day there.
fn violence(rate: Option<f64>) -> [f64; 2] {
    let mut files = support::small_files();
    let rows: Vec<String> = rate
        .map(|rate| per_day("detention", "physical_violence", rate))
        .into_iter()
        .collect();
    add_rows(&mut files, &rows);
    let world = support::world_of(&files);
    let tally = detaining(&world);
    let number = world.stretch(Stretch::Detention);
    let days = tally.strata.days.sum([Some(number), None, None, None]);
    let violence = in_stretch(
        &world,
        &tally,
        Stretch::Detention,
        Harm::PhysicalViolence as usize,
    );
    let all: u64 = Harm::ALL
        .iter()
        .map(|&harm| in_stretch(&world, &tally, Stretch::Detention, harm as usize))
        .sum();
    assert_eq!(all, violence);
    [days, violence as f64]
}

#[test]
fn detention_harms_as_much_as_its_hazard_says_and_not_at_all_without_one() {
    for rate in [None, Some(0.0)] {
        let [days, violence] = violence(rate);
        assert!(days > 500.0 && violence == 0.0, "{days} {violence}");
    }
    for rate in [0.02, 0.1] {
        let [days, violence] = violence(Some(rate));
        // LGBTIQ+ people and unaccompanied children meet more of it.
        let ratio = violence / days / rate;
        assert!((0.8..1.6).contains(&ratio), "{rate}: {violence} in {days}");
    }
}

#[test]
fn a_party_that_dies_in_detention_or_on_removal_ends() {
    let mut files = support::small_files();
    let certain = "removal,death,violence,per_passage,1,0.5,0.5,0.5,probability".to_owned();
    add_rows(&mut files, &[per_day("detention", "death", 0.05), certain]);
    let world = support::world_of(&files);
    let tally = detaining(&world);
    let killed = Harm::DeathViolence as usize;
    assert!(in_stretch(&world, &tally, Stretch::Detention, killed) > 10);
    let mut plain = support::small_files();
    add_rows(&mut plain, &[per_day("detention", "death", 0.05)]);
    let plain = support::world_of(&plain);
    let all = |tally: &Tally| tally.harm_events.sum([None, None, Some(killed)]);
    assert!(all(&tally) > all(&detaining(&plain)));
}

#[test]
fn captivity_harms_those_who_are_kidnapped_and_nobody_else() {
    let run = |kidnapping: f64, captivity: f64| {
        let mut files = support::small_files();
        support::scale_hazards(&mut files, 0.0);
        add_rows(
            &mut files,
            &[
                per_day("captivity", "physical_violence", captivity),
                per_day("gulf", "kidnapping", kidnapping),
            ],
        );
        let world = support::world_of(&files);
        let reference = support::reference(&world);
        let tally = support::run(&world, &reference, &support::spec(&world, 1.0), 0);
        [Harm::Kidnapping, Harm::PhysicalViolence]
            .map(|harm| tally.harm_persons.sum([None, None, Some(harm as usize)]))
    };
    let [kidnapped, beaten] = run(0.5, 0.5);
    assert!(0 < beaten && beaten <= kidnapped, "{beaten} of {kidnapped}");
    assert_eq!(run(0.5, 0.0), [kidnapped, 0]);
    assert_eq!(run(0.0, 0.5), [0, 0]);
}

#[test]
fn robbery_alone_is_abuse_and_never_serious() {
    let mut files = support::small_files();
    support::scale_hazards(&mut files, 0.0);
    let table = String::from_utf8(files["hazards.csv"].clone()).unwrap();
    let robbed: Vec<String> = table
        .lines()
        .map(|line| {
            if line.starts_with("roadside,extortion_robbery") {
                "roadside,extortion_robbery,,per_day,,0.1,0.1,0.1,1/day,assumption,D,assumption,"
                    .to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect();
    files.insert(
        "hazards.csv".to_owned(),
        (robbed.join("\n") + "\n").into_bytes(),
    );
    let world = support::world_of(&files);
    let spec = support::spec(&world, 1.0);
    let tally = support::run(&world, &support::reference(&world), &spec, 0);
    let people = |kind: usize| tally.harm_persons.sum([None, None, Some(kind)]);
    assert!(people(ABUSE) > 100);
    assert_eq!(people(SERIOUS), 0);
    let list = support::values(&world, &tally, &spec);
    let rate = |code| support::total(&list, code, Denominator::Per1000Crossings);
    assert!(rate("H1") > 0.0 && rate("H11") == 0.0);
}
