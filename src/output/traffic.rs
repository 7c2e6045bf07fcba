//! The files that sum up movement: `months_summary.csv`, `links_summary.csv`, `routes_summary.csv`.

use std::path::Path;

use super::OutputError;
use super::csv::columns;
use super::table::Cell::{Maybe, Number, Text};
use super::table::{Cell, Table, Written};
use crate::study::Summary;
use crate::study::traffic::{Monthly, Passed, Traffic};
use crate::world::World;

/// Columns of `months_summary.csv`.
pub const MONTHS: &str = "scenario_id,month,measure,mean,q025,q975,n_runs";
/// Columns of `links_summary.csv`.
pub const LINKS: &str = "scenario_id,month,link_id,passages,passages_q025,passages_q975,\
    harmed_per_1000,harmed_q025,harmed_q975,n_runs";
/// Columns of `routes_summary.csv`.
pub const ROUTES: &str = "scenario_id,link_class,measure,per_1000_departures,q025,q975,\
    harmed_per_1000,harmed_q025,harmed_q975,n_runs";

/// Writes the three files; `months` names those of the window.
///
/// # Errors
/// [`OutputError`] if a file cannot be written.
pub fn write_traffic(
    folder: &Path,
    world: &World,
    months: &[String],
    scenarios: &[(&str, &Traffic)],
) -> Result<Vec<Written>, OutputError> {
    let open = |name, list| Table::create(folder, name, &columns(list));
    let mut by_month = open("months_summary.csv", MONTHS)?;
    let mut by_link = open("links_summary.csv", LINKS)?;
    let mut by_route = open("routes_summary.csv", ROUTES)?;
    for (scenario, traffic) in scenarios {
        let lead = [(*scenario).to_owned()];
        by_month.lead(&lead);
        by_link.lead(&lead);
        by_route.lead(&lead);
        for (position, month) in months.iter().enumerate() {
            for (what, values) in Monthly::ALL.into_iter().zip(&traffic.months) {
                let summary = Summary::of(values[position].iter().copied());
                let mut cells = vec![Text(month), Text(what.name())];
                cells.extend(with_interval(summary));
                cells.push(runs(summary));
                by_month.row(&cells)?;
            }
        }
        let with_all = months.iter().map(String::as_str).chain(["all"]);
        for (position, month) in with_all.enumerate() {
            for (link, cells) in world.links.iter().zip(&traffic.links) {
                by_link.row(&passed([month, &link.id], &cells[position]))?;
            }
        }
        for (class, cell) in world.classes.iter().zip(&traffic.classes) {
            let measure = if class.crossing {
                "crossings"
            } else {
                "passages"
            };
            by_route.row(&passed([&class.id, measure], cell))?;
        }
    }
    [by_month, by_link, by_route]
        .into_iter()
        .map(Table::finish)
        .collect()
}

fn passed<'a>(names: [&'a str; 2], cell: &Passed) -> Vec<Cell<'a>> {
    let people = cell.people();
    let mut cells = names.map(Text).to_vec();
    cells.extend(with_interval(people));
    cells.extend(with_interval(cell.harmed()));
    cells.push(runs(people));
    cells
}

fn with_interval<'a>(summary: Option<Summary>) -> [Cell<'a>; 3] {
    [
        Maybe(summary.map(|it| it.mean)),
        Maybe(summary.map(|it| it.interval().0)),
        Maybe(summary.map(|it| it.interval().1)),
    ]
}

fn runs<'a>(summary: Option<Summary>) -> Cell<'a> {
    Number(summary.map_or(0.0, |it| it.runs as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::{Tally, fixture};
    use crate::output::dictionary;

    #[test]
    fn every_month_link_and_class_has_a_row() {
        let folder = tempfile::tempdir().unwrap();
        let world = fixture::world();
        let spec = fixture::spec(&world, 0.5);
        let tally = Tally::new(&world, &spec);
        let mut traffic = Traffic::new(&world, tally.months);
        traffic.add(&world, &tally, spec.scale);
        let months = ["2023-01", "2023-02", "2023-03"].map(str::to_owned);
        let written =
            write_traffic(folder.path(), &world, &months, &[("small/a", &traffic)]).unwrap();
        let rows: Vec<u64> = written.iter().map(|it| it.rows).collect();
        assert_eq!(rows, [3 * Monthly::ALL.len() as u64, 4 * 2, 2]);
        for file in &written {
            let text = std::fs::read_to_string(folder.path().join(&file.name)).unwrap();
            let declared = dictionary::find(&file.name).unwrap();
            assert_eq!(text.lines().next(), Some(declared.header));
        }
        let text = std::fs::read_to_string(folder.path().join("links_summary.csv")).unwrap();
        let last = format!("small/a,all,{},0,0,0,,,,1", world.links[1].id);
        assert_eq!(text.lines().last(), Some(last.as_str()));
    }
}
