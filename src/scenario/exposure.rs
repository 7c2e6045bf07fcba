//! `exposure.csv`: person-days under the reference policy, the weights of standardised rates.

use super::names::Names;
use super::reading::{Need, Reading};
use crate::ids::{ClassId, SegmentId};
use crate::world::exposure::{Stretch, stretches};

pub(super) const FILE: &str = "exposure.csv";
/// More person-days than any corridor has.
const MOST: f64 = 1e12;

#[derive(Clone, Copy)]
enum Kind {
    Class,
    Place,
    Detention,
}

/// Reads the weights, by the number of their stretch; none if the corridor gives none.
pub(super) fn read(reading: &mut Reading, classes: &Names, segments: &Names) -> Vec<f64> {
    let table = reading.table(FILE, "stretch,name,person_days", Need::Nothing);
    if table.is_empty() {
        return Vec::new();
    }
    let log = &mut reading.log;
    let mut weights = vec![0.0; stretches(classes.len(), segments.len())];
    let mut lines = vec![None; weights.len()];
    for row in table.rows() {
        let kinds = [
            ("class", Kind::Class),
            ("place", Kind::Place),
            ("detention", Kind::Detention),
        ];
        let days = row.field("person_days");
        let days = days.and_then(|it| it.between(log, 0.0, MOST, "person-days"));
        let kind = row.choice(log, "stretch", "stretch", kinds);
        let stretch = match kind {
            Some(Kind::Class) => row
                .known(log, "name", classes)
                .map(|at| Stretch::Class(ClassId::from(at))),
            Some(Kind::Place) => row
                .known(log, "name", segments)
                .map(|at| Stretch::Place(SegmentId::from(at))),
            Some(Kind::Detention) => Some(Stretch::Detention),
            None => None,
        };
        let (Some(days), Some(stretch)) = (days, stretch) else {
            continue;
        };
        let number = stretch.number(classes.len(), segments.len());
        if let Some(first) = lines[number] {
            let problem = format!("duplicate stretch; the first is on line {first}");
            log.add(table.fault(row.line, "stretch", &row.text("stretch"), problem));
            continue;
        }
        lines[number] = Some(row.line);
        weights[number] = days;
    }
    weights
}
