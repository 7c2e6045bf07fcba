//! `observed/*.csv`: what the simulation is compared with.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::corridor::Span;
use super::names::Names;
use super::quantity::{check_provenance, check_source, read_range};
use super::reading::{Need, Reading};
use super::rules::ALL;
use crate::units::Unit;
use crate::world::measure::{MEASURES, Measure, Named};
use crate::world::{ObservedCrossings, Target};

pub(super) const CROSSINGS: &str = "observed/crossings.csv";
pub(super) const TARGETS: &str = "observed/targets.csv";
const ROLES: [&str; 4] = ["input check", "hazard setting", "calibration", "placebo"];

/// Reads the observed crossings, sorted by month and nationality.
pub(super) fn read_crossings(
    reading: &mut Reading,
    nationalities: &Names,
    span: Option<Span>,
) -> Vec<ObservedCrossings> {
    let table = reading.table(
        CROSSINGS,
        "month,nationality,persons,status,source",
        Need::Nothing,
    );
    let mut first_lines: BTreeMap<(Date, String), u64> = BTreeMap::new();
    let mut observed = Vec::new();
    for row in table.rows() {
        check_provenance(reading, &row);
        let log = &mut reading.log;
        let month = row.field("month").and_then(|field| {
            let month = field.month(log)?;
            Span::holds(span, &field, month, log).then_some(month)
        });
        let persons = row.legal(log, "persons", Unit::Persons);
        let nationality = row.text("nationality");
        let known = nationality == ALL || row.known(log, "nationality", nationalities).is_some();
        let (Some(month), Some(persons), true) = (month, persons, known) else {
            continue;
        };
        if let Some(first) = first_lines.get(&(month, nationality.clone())) {
            let problem =
                format!("duplicate month of the nationality; the first is on line {first}");
            log.add(table.fault(row.line, "month", &row.text("month"), problem));
            continue;
        }
        first_lines.insert((month, nationality.clone()), row.line);
        observed.push(ObservedCrossings {
            month,
            nationality,
            persons,
        });
    }
    observed.sort_by(|a, b| (a.month, &a.nationality).cmp(&(b.month, &b.nationality)));
    observed
}

/// Reads the targets, sorted by identifier; without `named`, what measures name is not known.
pub(super) fn read_targets(
    reading: &mut Reading,
    named: Option<&Named>,
    window_end: Date,
) -> Vec<Target> {
    let columns = "id,what,observed,low,high,measure,role,source";
    let table = reading.table_with(TARGETS, columns, "fails", Need::Nothing);
    let Reading { log, sources, .. } = reading;
    let names = Names::collect("target", &table, "id", true, &[], log);
    let mut targets = Vec::with_capacity(names.len());
    for row in names.rows(&table, "id") {
        let fields = ["observed", "low", "high"].map(|column| row.field(column));
        let any = (f64::NEG_INFINITY, f64::INFINITY);
        let range = read_range(fields.each_ref().map(Option::as_ref), any, "", log);
        let what = row.filled(log, "what");
        let measure = row.filled(log, "measure");
        if let (Some(measure), Some(named)) = (&measure, named)
            && Measure::parse(named, measure).is_none()
            && let Some(field) = row.field("measure")
        {
            let mut fault = field.fault("unknown measure").allowed(MEASURES);
            if !log.is_full() {
                let like = named.like(measure, window_end);
                fault = fault.near(measure, like.iter().map(String::as_str));
            }
            log.add(fault);
        }
        let roles = ROLES.map(|role| (role, role));
        let role = row.choice(log, "role", "role", roles);
        if let Some(field) = row.field("source") {
            check_source(&field, None, sources, log);
        }
        let target = (|| {
            let [observed, low, high] = range?;
            Some(Target {
                id: row.text("id"),
                what: what?,
                observed,
                low,
                high,
                measure: measure?,
                role: role?.to_owned(),
                source: row.text("source"),
                fails: row.text("fails"),
            })
        })();
        targets.extend(target);
    }
    targets
}
