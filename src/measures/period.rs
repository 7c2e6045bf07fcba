//! Whole months that a measure looks at.

use crate::engine::RunSpec;
use crate::world::calendar::Calendar;
use crate::world::measure::Period;

impl Period {
    /// Positions of its months in the window; none if the window does not hold all of it.
    pub(super) fn months(self, spec: &RunSpec) -> Option<Vec<usize>> {
        let (first, last) = self.days();
        if spec.from > first || spec.to < last {
            return None;
        }
        let calendar = Calendar::new(spec.from, spec.to);
        let months = calendar.months().iter().enumerate();
        let inside = months.filter(|(_, month)| (self.first..=self.last).contains(month));
        Some(inside.map(|(position, _)| position).collect())
    }
}
