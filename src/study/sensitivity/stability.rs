//! Conclusion stability (Q1): over how much of what is not known the sign of a contrast holds.

use crate::study::student::two_sided;
use crate::study::summary::Summary;

/// Chance of a difference by luck alone above which its sign stays open.
const BY_LUCK: f64 = 0.05;
/// Share of cells in which the sign must hold for a conclusion; below, it is unresolved.
pub const HOLDS: f64 = 0.9;
/// Cells under which nothing is concluded.
pub const FEWEST_CELLS: usize = 10;

/// A contrast in one cell: a point of a study, or a draw under a decision rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Mean difference over replications.
    pub difference: f64,
    /// Its Monte Carlo standard error; none with one replication.
    pub mcse: Option<f64>,
    /// Replications.
    pub runs: usize,
}

/// Over how much a conclusion holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stability {
    /// The differences over cells.
    pub difference: Summary,
    /// Share of cells whose difference has the sign of the mean, luck included.
    pub agree: f64,
    /// Q1: share of cells whose difference has the sign of the mean, and not by luck; none if no cell
    /// tells how large luck is.
    pub q1: Option<f64>,
    /// Share of cells whose difference has the other sign, and not by luck.
    pub against: Option<f64>,
}

impl Stability {
    /// Share of cells that luck leaves open.
    pub fn open(&self) -> Option<f64> {
        self.q1
            .zip(self.against)
            .map(|(q1, against)| 1.0 - q1 - against)
    }

    /// Whether the sign holds in too few cells, or there are too few, for a conclusion, or the interval
    /// over cells holds zero.
    pub fn unresolved(&self) -> bool {
        self.difference.runs < FEWEST_CELLS
            || self.q1.is_none_or(|q1| q1 < HOLDS)
            || self.difference.holds_zero()
    }
}

/// How stable a contrast is over cells, of which `together` at a time meet the same luck; none without
/// cells.
///
/// Luck is pooled: the variance between replications is the mean of that within cells, weighted by
/// their degrees of freedom, since each has few replications. Cells that meet the same luck tell of it
/// once, and lend no more degrees of freedom than one of them. A cell's sign counts if Student's test
/// with that variance finds less than one chance in twenty that luck made its difference. Limit:
/// where luck is larger in some cells than in others, signs there are counted too readily.
pub fn stability(cells: &[Cell], together: usize) -> Option<Stability> {
    let difference = Summary::of(cells.iter().map(|it| it.difference))?;
    let share = |of: &dyn Fn(&Cell) -> bool| {
        cells.iter().filter(|cell| of(cell)).count() as f64 / cells.len() as f64
    };
    let with_mean = |cell: &Cell| cell.difference * difference.mean > 0.0;
    let against_it = |cell: &Cell| cell.difference * difference.mean < 0.0;
    let (mut squares, mut degrees) = (0.0, 0.0);
    for cell in cells.iter().filter(|cell| cell.runs > 1) {
        if let Some(mcse) = cell.mcse {
            let own = (cell.runs - 1) as f64;
            squares += own * cell.runs as f64 * mcse * mcse;
            degrees += own;
        }
    }
    let independent = degrees / together.clamp(1, cells.len()) as f64;
    let told = |cell: &Cell| {
        let error = (squares / degrees / cell.runs.max(1) as f64).sqrt();
        two_sided((cell.difference / error).abs(), independent) < BY_LUCK
    };
    let known = degrees > 0.0;
    Some(Stability {
        difference,
        agree: share(&with_mean),
        q1: known.then(|| share(&|cell| with_mean(cell) && told(cell))),
        against: known.then(|| share(&|cell| against_it(cell) && told(cell))),
    })
}

/// The contrast in a cell from means and errors under both policies. Errors add up as if luck were
/// not shared, which is more than it is where both policies meet the same people.
pub fn cell(first: Level, second: Level) -> Cell {
    let mcse = first.mcse.zip(second.mcse);
    Cell {
        difference: second.mean - first.mean,
        mcse: mcse.map(|(a, b)| libm::hypot(a, b)),
        runs: first.runs.min(second.runs),
    }
}

/// An indicator at a point under a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Mean over replications.
    pub mean: f64,
    /// Its Monte Carlo standard error; none with one replication.
    pub mcse: Option<f64>,
    /// Replications.
    pub runs: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(differences: &[f64], mcse: Option<f64>, runs: usize) -> Vec<Cell> {
        let cell = |&difference: &f64| Cell {
            difference,
            mcse,
            runs,
        };
        differences.iter().map(cell).collect()
    }

    #[test]
    fn q1_is_the_share_of_cells_with_the_sign_of_the_mean() {
        let mut differences = vec![-2.0; 18];
        differences.extend([1.5, 1.5]);
        let found = stability(&cells(&differences, Some(0.1), 4), 1).unwrap();
        assert!((found.q1.unwrap() - 0.9).abs() < 1e-12);
        assert!((found.against.unwrap() - 0.1).abs() < 1e-12);
        assert!((found.agree - 0.9).abs() < 1e-12);
        assert!(found.unresolved(), "the interval over cells holds zero");
        differences.truncate(18);
        differences.extend([-0.01, -0.01]);
        let found = stability(&cells(&differences, Some(0.1), 4), 1).unwrap();
        assert!((found.q1.unwrap() - 0.9).abs() < 1e-12);
        assert!(!found.unresolved());
        differences.push(-0.01);
        assert!(
            stability(&cells(&differences, Some(0.1), 4), 1)
                .unwrap()
                .unresolved()
        );
    }

    #[test]
    fn cells_that_luck_could_have_made_count_for_neither_sign() {
        let mut differences = vec![3.0; 10];
        differences.extend([0.1; 10]);
        let found = stability(&cells(&differences, Some(0.5), 3), 1).unwrap();
        assert!((found.agree - 1.0).abs() < 1e-12);
        assert!((found.q1.unwrap() - 0.5).abs() < 1e-12);
        assert!((found.open().unwrap() - 0.5).abs() < 1e-12);
        assert!(found.unresolved());
    }

    #[test]
    fn one_replication_does_not_tell_how_large_luck_is() {
        let found = stability(&cells(&[1.0; 20], None, 1), 1).unwrap();
        assert_eq!((found.q1, found.open()), (None, None));
        assert!(found.unresolved() && (found.agree - 1.0).abs() < 1e-12);
        assert!(stability(&[], 1).is_none());
    }

    #[test]
    fn no_difference_anywhere_is_no_conclusion_and_no_luck_is_certain() {
        let found = stability(&cells(&[0.0; 12], Some(0.0), 2), 1).unwrap();
        assert!((found.q1.unwrap() - 0.0).abs() < 1e-12 && found.unresolved());
        let found = stability(&cells(&[1.0; 12], Some(0.0), 2), 1).unwrap();
        assert!((found.q1.unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn copies_of_a_cell_tell_no_more_of_luck_than_one() {
        // Three errors from zero: told from luck with many degrees of freedom, not with one.
        let copies = cells(&[0.3; 40], Some(0.1), 2);
        let apart = stability(&copies, 1).unwrap();
        assert!((apart.q1.unwrap() - 1.0).abs() < 1e-12 && !apart.unresolved());
        let together = stability(&copies, copies.len()).unwrap();
        assert!((together.q1.unwrap() - 0.0).abs() < 1e-12 && together.unresolved());
        assert_eq!(together, stability(&copies, usize::MAX).unwrap());
        // Two replications: one degree of freedom, at which 12.7 errors are told.
        let far = stability(&cells(&[1.28; 40], Some(0.1), 2), 40).unwrap();
        assert!((far.q1.unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn few_cells_conclude_nothing() {
        assert!(
            stability(&cells(&[1.0; 9], Some(0.01), 9), 1)
                .unwrap()
                .unresolved()
        );
    }

    #[test]
    fn errors_of_two_policies_add_up() {
        let level = |mean, mcse| Level {
            mean,
            mcse: Some(mcse),
            runs: 5,
        };
        let cell = cell(level(7.0, 3.0), level(5.0, 4.0));
        assert!((cell.difference + 2.0).abs() < 1e-12);
        assert!((cell.mcse.unwrap() - 5.0).abs() < 1e-12);
    }
}
