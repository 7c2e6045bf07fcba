//! Lesson 8: what does each number do to a result, and which measure shows it?
//!
//! Question: a model has three numbers and nobody knows them. Which one matters? Here the model is a
//! formula with known answers, the function of Ishigami, so that measures can be judged before they are
//! trusted with a corridor: the first number acts, and acts with the third; the second acts alone, up and
//! down again; the third does nothing by itself.
//!
//! Run it with `cargo run --release --example 08_sensitivity`. With a folder behind `--` it also writes
//! points, results and estimates there as CSV, for other programs to check.
//!
//! What to look for: partial rank correlation finds the first number only, since the second goes up and
//! down. First order finds the second too. Only the total order and the spread of elementary effects
//! show the third, which matters with the first alone. A number that one measure finds idle may not be.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use corredor::study::design::{Design, coordinates};
use corredor::study::sensitivity::functions::ishigami;
use corredor::study::sensitivity::morris::{Screened, elementary_effects, screen};
use corredor::study::sensitivity::rank::{Correlation, partial_rank_correlation};
use corredor::study::sensitivity::sobol::{Crossed, Indices, indices};

const FACTORS: usize = 3;
const SEED: u64 = 8;
const SAMPLES: usize = 1024;
const WALKS: usize = 40;
const LEVELS: usize = 4;

/// Points in [0, 1] with their results.
type Points = Vec<(String, Vec<f64>, f64)>;

fn points(design: &Design) -> Points {
    coordinates(design, &[None; FACTORS], SEED)
        .into_iter()
        .map(|it| {
            let result = ishigami(&it.at);
            (it.block, it.at, result)
        })
        .collect()
}

/// Sobol indices, and the points of both samples as one list.
fn variance(points: &Points) -> anyhow::Result<Indices> {
    let part = |name: String| -> Vec<f64> {
        let of = points.iter().filter(|(block, ..)| *block == name);
        of.map(|(_, _, result)| *result).collect()
    };
    let several = |name: &str| {
        (1..=FACTORS)
            .map(|it| part(format!("{name}{it}")))
            .collect()
    };
    let outcome = Crossed {
        a: part("A".to_owned()),
        b: part("B".to_owned()),
        ab: several("AB"),
        ba: several("BA"),
    };
    indices(&outcome, SEED).ok_or_else(|| anyhow::anyhow!("the results do not vary"))
}

fn effects(points: &Points) -> Vec<Option<Screened>> {
    let mut effects = vec![Vec::new(); FACTORS];
    let step = (LEVELS / 2) as f64 / (LEVELS - 1) as f64;
    for walk in points.chunks(FACTORS + 1) {
        let at: Vec<&[f64]> = walk.iter().map(|(_, at, _)| at.as_slice()).collect();
        let results: Vec<Option<f64>> = walk.iter().map(|it| Some(it.2)).collect();
        for (list, effect) in effects
            .iter_mut()
            .zip(elementary_effects(&at, &results, |_, _| step))
        {
            list.extend(effect);
        }
    }
    effects.iter().map(|list| screen(list, SEED)).collect()
}

fn correlations(points: &Points) -> Vec<Option<Correlation>> {
    let sample = || {
        points
            .iter()
            .filter(|it| matches!(it.0.as_str(), "A" | "B"))
    };
    let columns: Vec<Vec<f64>> = (0..FACTORS)
        .map(|factor| sample().map(|it| it.1[factor]).collect())
        .collect();
    let results: Vec<f64> = sample().map(|it| it.2).collect();
    partial_rank_correlation(&columns, &results)
}

fn main() -> anyhow::Result<()> {
    let crossed = points(&Design::Saltelli {
        samples: SAMPLES,
        second_order: true,
    });
    let walks = points(&Design::Morris {
        trajectories: WALKS,
        levels: LEVELS,
    });
    let (shares, screened) = (variance(&crossed)?, effects(&walks));
    let ranks = correlations(&crossed);

    println!("          rank corr.   first order   total order   mean size   spread of effects");
    for factor in 0..FACTORS {
        let rank = ranks[factor].map_or(f64::NAN, |it| it.coefficient.value);
        let effect = screened[factor].map_or((f64::NAN, f64::NAN), |it| {
            (it.mu_star.value, it.sigma.unwrap_or(f64::NAN))
        });
        println!(
            "number {} {rank:12.2} {:13.3} {:13.3} {:11.2} {:19.2}",
            factor + 1,
            shares.first[factor].value,
            shares.total[factor].value,
            effect.0,
            effect.1
        );
    }
    println!("known                   0.314 0.442 0   0.558 0.442 0.244");

    if let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) {
        write(&folder.join("saltelli.csv"), &crossed)?;
        write(&folder.join("morris.csv"), &walks)?;
        let mut text = "measure,factor,other,value,low,high\n".to_owned();
        for factor in 0..FACTORS {
            let number = factor + 1;
            let lists = [("S1", &shares.first), ("ST", &shares.total)];
            for (name, list) in lists {
                let it = list[factor];
                writeln!(text, "{name},{number},,{},{},{}", it.value, it.low, it.high)?;
            }
            if let Some(it) = screened[factor] {
                let star = it.mu_star;
                writeln!(text, "mu,{number},,{},,", it.mu)?;
                writeln!(
                    text,
                    "mu_star,{number},,{},{},{}",
                    star.value, star.low, star.high
                )?;
                writeln!(text, "sigma,{number},,{},,", it.sigma.unwrap_or_default())?;
            }
        }
        for (one, other, it) in &shares.second {
            let (one, other) = (one + 1, other + 1);
            writeln!(text, "S2,{one},{other},{},{},{}", it.value, it.low, it.high)?;
        }
        std::fs::write(folder.join("estimates.csv"), text)?;
    }
    Ok(())
}

fn write(path: &Path, points: &Points) -> anyhow::Result<()> {
    let mut text = "block,x1,x2,x3,result\n".to_owned();
    for (block, at, result) in points {
        writeln!(text, "{block},{},{},{},{result}", at[0], at[1], at[2])?;
    }
    Ok(std::fs::write(path, text)?)
}
