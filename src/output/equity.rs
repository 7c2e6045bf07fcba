//! `equity.csv`: what each group bears against everybody else.

use std::path::Path;

use super::OutputError;
use super::csv::columns;
use super::table::Cell::{Maybe, Text};
use super::table::{Table, Written};
use crate::study::equity::Equities;

/// Columns of `equity.csv`.
pub const EQUITY: &str = "scenario_id,indicator,group_dim,group,rate,rate_ratio,ci_low,ci_high,\
    n_persons";

/// Writes `equity.csv`.
///
/// # Errors
/// [`OutputError`] if the file cannot be written.
pub fn write_equity(
    folder: &Path,
    scenarios: &[(&str, &Equities)],
) -> Result<Written, OutputError> {
    let mut table = Table::create(folder, "equity.csv", &columns(EQUITY))?;
    for (scenario, equities) in scenarios {
        table.lead(&[(*scenario).to_owned()]);
        for group in &equities.groups {
            let ratio = group.ratio();
            table.row(&[
                Text(group.code),
                Text(group.cell.dimension.name()),
                Text(&group.cell.group),
                Maybe(group.rate().map(|it| it.mean)),
                Maybe(ratio.map(|it| it.mean)),
                Maybe(ratio.map(|it| it.interval().0)),
                Maybe(ratio.map(|it| it.interval().1)),
                Maybe(group.persons()),
            ])?;
        }
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::equity::Equity;
    use crate::observe::fixture;
    use crate::study::equity::CODES;

    #[test]
    fn every_group_has_a_row_for_all_that_is_compared() {
        let folder = tempfile::tempdir().unwrap();
        let equity = Equity::new(&fixture::world());
        let mut equities = Equities::default();
        equities.add(&equity, 0.5);
        let written = write_equity(folder.path(), &[("small/a", &equities)]).unwrap();
        let rows = (CODES.len() + 1) * equity.cells.len();
        assert_eq!(written.rows, rows as u64);
        let text = std::fs::read_to_string(folder.path().join("equity.csv")).unwrap();
        assert_eq!(text.lines().next(), Some(EQUITY));
        assert_eq!(text.lines().nth(1), Some("small/a,H11,age_band,0-5,,,,,0"));
    }
}
