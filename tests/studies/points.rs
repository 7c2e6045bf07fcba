//! The points of a study and what they set.

use std::fs;
use std::fs::File;
use std::io::Write as _;

use corredor::engine::simulate;
use corredor::measures::indicators;
use corredor::observe::Tally;
use corredor::study::sweep::Study;

use super::{Bench, small, support};

/// The study in a file, in this process.
pub(super) fn study(bench: &Bench) -> Study {
    Study::read(&bench.path("study.toml"), &|_, _| Ok(support::small())).unwrap()
}

pub(super) const ATTACK_SHARE: &str =
    "[[factors]]\nkind = \"parameter\"\nname = \"hazard.attack_share\"\n";

pub(super) fn with_factors(factors: &str, design: &str) -> String {
    let text = small();
    let head = &text[..text.find("[design]").unwrap()];
    format!("{head}[design]\n{design}\n{factors}")
}

#[test]
fn points_share_their_luck_unless_it_is_switched_off() {
    let text = with_factors(ATTACK_SHARE, "kind = \"list\"\nfile = \"twins.csv\"");
    let twins = |text: &str| {
        let bench = Bench::new(text);
        let points = "hazard.attack_share\n0.5\n0.5\n";
        fs::write(bench.path("twins.csv"), points).unwrap();
        study(&bench)
    };
    let shared = twins(&text);
    let of_point = shared.extent().of_point();
    assert_eq!(
        shared.simulate(0).unwrap(),
        shared.simulate(of_point).unwrap()
    );
    let own = twins(&format!("common_random_numbers = false\n{text}"));
    assert_ne!(own.simulate(0).unwrap(), own.simulate(of_point).unwrap());
    assert_eq!(own.simulate(0).unwrap(), own.simulate(0).unwrap());
}

#[test]
fn the_centre_of_a_parameter_is_the_corridor_as_it_is_and_its_ends_are_not() {
    // Half a year of half the people, so that some are attacked.
    let text = with_factors(ATTACK_SHARE, "kind = \"one_at_a_time\"");
    let more = text.replace("scale = 0.05", "scale = 0.5");
    let longer = more.replace("to = 2030-02-28", "to = 2030-06-30");
    assert!(text != more && more != longer);
    let study = study(&Bench::new(&longer));
    let mut tally = Tally::new(&study.world, &study.spec);
    simulate(&study.world, &study.policies[0], &study.spec, 0, &mut tally).unwrap();
    let all = indicators(&study.world, &tally, study.spec.scale);
    let expected: Vec<Option<f64>> = study
        .kept
        .iter()
        .map(|(kept, by)| {
            let found = all.iter().find(|it| {
                it.key.is_total() && it.key.code == kept.code && it.key.denominator == *by
            });
            found.unwrap().value
        })
        .collect();
    let of_point = study.extent().of_point();
    assert_eq!(study.simulate(0).unwrap(), expected);
    assert_ne!(study.simulate(of_point).unwrap(), expected);
    assert_ne!(study.simulate(2 * of_point).unwrap(), expected);
}

#[test]
fn listed_points_and_rows_of_draws_set_what_they_say() {
    let factors = "[[factors]]\nkind = \"posterior\"\nfile = \"draws.csv\"\n[[factors]]\nkind = \"rule\"\n\
                   [[factors]]\nkind = \"lever\"\nname = \"shelter\"\n";
    let bench = Bench::new(&with_factors(
        factors,
        "kind = \"list\"\nfile = \"points.csv\"",
    ));
    let mut file = File::create(bench.path("draws.csv")).unwrap();
    writeln!(
        file,
        "hazard.attack_share,hazard.men_gbv_ratio\n0.3,0.1\n0.6,0.2"
    )
    .unwrap();
    let points = "rule,shelter,posterior\nexpected,0.5,1\ncrowd,0.25,0\n";
    fs::write(bench.path("points.csv"), points).unwrap();
    bench.whole("out");
    let table = fs::read_to_string(bench.path("out/points.csv")).unwrap();
    assert_eq!(
        table,
        "point_id,block,row,posterior,rule,shelter\n0,,0,1,expected,0.5\n1,,1,0,crowd,0.25\n"
    );
    let study = study(&bench);
    let (mut policy, mut spec) = (study.policies[0].clone(), study.spec.clone());
    for (factor, value) in study.factors.iter().zip(&study.points[0].values) {
        factor.apply(*value, &mut policy, &mut spec);
    }
    let named: Vec<(&str, f64)> = spec
        .overrides
        .iter()
        .map(|(id, value)| (study.world.register.get(*id).name.as_str(), *value))
        .collect();
    assert_eq!(
        named,
        [("hazard.attack_share", 0.6), ("hazard.men_gbv_ratio", 0.2)]
    );
    assert_eq!(spec.rule.name(), "expected");
    let shelter = policy.settings.last().unwrap();
    assert!(shelter.held && (shelter.value - 0.5).abs() < 1e-12);
}
