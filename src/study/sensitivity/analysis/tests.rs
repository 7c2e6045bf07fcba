use super::*;
use crate::study::results::Kind;
use crate::study::sensitivity::fixture;

const POINTS: usize = 20;

/// The second policy has 3 - 4 x more than the first, with x of neighbours exchanged so that ranks
/// are not all the same, and luck far larger than that; it has no value in the replication with
/// most luck at every other point.
fn missing() -> Results {
    let ends = Some((0.0, 1.0));
    let factor = fixture::factor("hazard.one", Kind::Parameter, &[], ends);
    let at: Vec<Vec<f64>> = (0..POINTS)
        .map(|point| vec![point as f64 / (POINTS - 1) as f64])
        .collect();
    let luck = [0.0, 10.0, -20.0, 90.0];
    let first = |_: usize| luck.map(|it| Some(100.0 + it)).to_vec();
    let second = |point: usize| {
        let level = 103.0 - 4.0 * at[point ^ 1][0];
        let mut values = luck.map(|it| Some(level + it)).to_vec();
        if point % 2 == 1 {
            values[3] = None;
        }
        values
    };
    let runs = vec![
        vec![(0..POINTS).map(first).collect()],
        vec![(0..POINTS).map(second).collect()],
    ];
    let samples = Design::LatinHypercube { samples: POINTS };
    fixture::results(samples, vec![factor], &at, runs)
}

fn asked() -> Question {
    Question {
        policies: vec![0, 1],
        outcomes: vec![0],
        thresholds: Vec::new(),
    }
}

#[test]
fn every_part_pairs_replications_and_leaves_out_those_without_a_value_of_one_policy() {
    let found = analyse(&missing(), &asked());
    let subject = Subject {
        policy: 1,
        minus: Some(0),
    };
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a}, {b}");

    let stability = found.stabilities[0].found;
    near(stability.difference.mean, 1.0);
    let mut all = found.main_effects.iter();
    let (_, effect) = &all.find(|it| it.subject == subject).unwrap().found;
    // Fifths of four points each.
    for (fifth, level) in effect.levels.iter().enumerate() {
        near(level.mean, 3.0 - 4.0 * (4.0 * fifth as f64 + 1.5) / 19.0);
    }
    let mut all = found.tornados.iter();
    let bar = &all.find(|it| it.subject == subject).unwrap().found[0];
    near(bar.swing(), 4.0 * 16.0 / 19.0);
    let mut all = found.indices.iter();
    let of_both = &all.find(|it| it.subject == subject).unwrap().found;
    let mut all = of_both.iter();
    let rank = all.find(|it| it.index == Index::RankCorrelation).unwrap();
    near(rank.value, -(1.0 - 6.0 * 20.0 / (20.0 * 399.0)));
    // 3 - 4 x has the other sign at the five largest x.
    let mut all = found.boxes.iter();
    let turned = all.find(|it| it.subject == subject).unwrap();
    assert_eq!(turned.found.cases, 5);
    let entry = found.ledger[0].found[0];
    near(entry.at_low, 1.0);
    near(entry.at_high, 0.0);
}

#[test]
fn regret_pairs_replications_and_limits_take_all_that_a_policy_has() {
    let results = missing();
    let fared = fare(&results, &asked(), 0, &sample(&results)).unwrap();
    let steps = |from: usize, to: usize| (from..to).map(|it| 3.0 - 4.0 * it as f64 / 19.0);
    let expected = [-steps(15, 20).sum::<f64>(), steps(0, 15).sum()];
    for (regret, expected) in fared.regrets.iter().zip(expected) {
        assert!((regret.mean - expected / 20.0).abs() < 1e-9, "{regret:?}");
    }
    // The median of the first policy is 120; the second has less where the luckiest replication
    // is left out, and where its own level is.
    assert!((fared.limit - 120.0).abs() < 1e-9);
    assert!((fared.regrets[1].satisfied - 0.65).abs() < 1e-9);
    assert!((fared.regrets[0].satisfied - 1.0).abs() < 1e-9);
}

#[test]
fn without_kept_replications_contrasts_are_those_of_means() {
    let mut results = missing();
    results.runs = None;
    let subject = Subject {
        policy: 1,
        minus: Some(0),
    };
    let found = values(&results, subject, 0);
    assert!((found[0].unwrap() - (3.0 - 4.0 / 19.0)).abs() < 1e-9);
    // 103 - 10 / 3 less 120.
    assert!((found[1].unwrap() - (-17.0 - 10.0 / 3.0)).abs() < 1e-9);
}
