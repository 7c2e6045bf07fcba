//! Results of made-up studies.

use crate::study::design::Design;
use crate::study::results::{Factor, Kind, Point, Results, Runs, outcome};
use crate::study::sensitivity::stability::Level;
use crate::study::summary::Summary;

pub fn factor(name: &str, kind: Kind, values: &[&str], ends: Option<(f64, f64)>) -> Factor {
    Factor {
        name: name.to_owned(),
        kind,
        values: values.iter().map(|it| (*it).to_owned()).collect(),
        ends,
        unit: String::new(),
        grade: String::new(),
        status: String::new(),
    }
}

/// Results at points, with levels that are those of the replications.
pub fn results(design: Design, factors: Vec<Factor>, at: &[Vec<f64>], runs: Runs) -> Results {
    let point = |(row, at): (usize, &Vec<f64>)| Point {
        id: row.to_string(),
        block: "1".to_owned(),
        row,
        at: at.clone(),
    };
    let level = |values: &Vec<Option<f64>>| {
        Summary::of(values.iter().copied().flatten()).map(|it| Level {
            mean: it.mean,
            mcse: it.mcse,
            runs: it.runs,
        })
    };
    let levels = runs.iter().map(|outcomes| {
        let points = |points: &Vec<Vec<Option<f64>>>| points.iter().map(level).collect();
        outcomes.iter().map(points).collect()
    });
    let replications = runs.iter().flatten().flatten().map(Vec::len).max();
    Results {
        name: "made_up".to_owned(),
        id: "made_up-1".to_owned(),
        design,
        factors,
        policies: (0..runs.len()).map(|it| it.to_string()).collect(),
        outcomes: outcome("H11", "per_1000_departures").into_iter().collect(),
        seed: 1,
        scale: 1.0,
        replications: replications.unwrap_or(1) as u32,
        shares_luck: true,
        points: at.iter().enumerate().map(point).collect(),
        levels: levels.collect(),
        runs: Some(runs),
    }
}
