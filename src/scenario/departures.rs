//! `departures.csv`: who leaves when under the reference policy.

use std::collections::BTreeMap;

use super::corridor::{Corridor, written};
use super::fault::{Fault, Log};
use super::names::Names;
use super::people::Origins;
use super::quantity::check_provenance;
use super::reading::{Need, Reading};
use super::table::Row;
use crate::units::Unit;
use crate::world::calendar::Calendar;

pub(super) const FILE: &str = "departures.csv";

/// Reads the departures of every origin in every month of the calendar; what is told of rows that are
/// missing at its ends.
pub(super) fn read(
    reading: &mut Reading,
    origins: &mut Origins,
    (nationalities, locations): (&Names, &Names),
    corridor: &Corridor,
) -> Vec<String> {
    let table = reading.table(
        FILE,
        "nationality,residence,month,persons,status,source",
        Need::Rows,
    );
    let calendar = corridor.calendar();
    let calendar = calendar.as_ref();
    let months = calendar.map_or(0, |calendar| calendar.months().len());
    for placed in &mut origins.placed {
        placed.origin.departures = vec![0.0; months];
    }
    let mut lines: Vec<BTreeMap<usize, u64>> = vec![BTreeMap::new(); origins.placed.len()];
    for row in table.rows() {
        check_provenance(reading, &row);
        let log = &mut reading.log;
        let persons = row.legal(log, "persons", Unit::Persons);
        let origin = read_origin(&row, origins, nationalities, locations, log);
        let month = read_month(&row, calendar, log);
        let (Some(origin), Some(month)) = (origin, month) else {
            continue;
        };
        if let Some(first) = lines[origin].get(&month) {
            let problem = format!("duplicate month of the origin; the first is on line {first}");
            log.add(table.fault(row.line, "month", &row.text("month"), problem));
            continue;
        }
        lines[origin].insert(month, row.line);
        origins.placed[origin].origin.departures[month] = persons.unwrap_or_default();
    }
    check_stocks(reading, origins, nationalities, locations);
    match calendar {
        Some(calendar) if reading.log.is_clean(&[FILE]) => {
            let given = origins.placed.iter().zip(&lines);
            let given = given.map(|(placed, months)| {
                let code = nationalities.get(placed.origin.nationality.index());
                let place = locations.get(placed.origin.residence.index());
                (format!("{code} in {place}"), months)
            });
            check_months(given, calendar, &mut reading.log)
        }
        _ => Vec::new(),
    }
}

/// A month without a row between two that have one is a fault; one before the first or after the last
/// of an origin is told. Origins without any row are stocks from which nobody sets out.
fn check_months<'a>(
    given: impl Iterator<Item = (String, &'a BTreeMap<usize, u64>)>,
    calendar: &Calendar,
    log: &mut Log,
) -> Vec<String> {
    let months = calendar.months();
    let mut notes = Vec::new();
    for (origin, lines) in given {
        let (Some((&first, _)), Some((&last, &line))) =
            (lines.first_key_value(), lines.last_key_value())
        else {
            continue;
        };
        let missing = |within: std::ops::Range<usize>| -> Vec<String> {
            let without = within.filter(|month| !lines.contains_key(month));
            without.map(|month| written(months[month])).collect()
        };
        let gap = missing(first..last);
        if !gap.is_empty() {
            let problem = format!("months of {origin} have no row: {}", gap.join(", "));
            let fault = Fault::new(FILE, Some(line), "month", "", problem);
            log.add(fault.allowed("a row for every month from the first of an origin to its last"));
        }
        let ends = [missing(0..first), missing(last + 1..months.len())].concat();
        if let (Some(from), Some(to)) = (ends.first(), ends.last()) {
            notes.push(format!(
                "{FILE} has no row of {origin} in {} months from {from} to {to}: nobody leaves then",
                ends.len()
            ));
        }
    }
    notes
}

fn read_origin(
    row: &Row,
    origins: &Origins,
    nationalities: &Names,
    locations: &Names,
    log: &mut Log,
) -> Option<usize> {
    let nationality = row.known(log, "nationality", nationalities);
    let residence = row.known(log, "residence", locations);
    let (nationality, residence) = (nationality?, residence?);
    let origin = origins.position(nationality, residence);
    if origin.is_none() && origins.whole {
        let field = row.field("residence")?;
        let code = nationalities.get(nationality);
        let problem = format!("populations.csv has no row for {code} here");
        let theirs = origins.placed.iter().map(|placed| &placed.origin);
        let theirs = theirs.filter(|origin| origin.nationality.index() == nationality);
        let places = theirs.map(|origin| locations.get(origin.residence.index()));
        log.add_near(field.fault(problem), &field.text, places);
    }
    origin
}

fn read_month(row: &Row, calendar: Option<&Calendar>, log: &mut Log) -> Option<usize> {
    let field = row.field("month")?;
    let month = field.month(log)?;
    let months = calendar?.months();
    let position = months
        .iter()
        .position(|first| first.first_of_month() == month);
    if position.is_none()
        && let (Some(first), Some(last)) = (months.first(), months.last())
    {
        let fault = field.fault("outside the corridor's window");
        log.add(fault.allowed(format!("{} to {}", written(*first), written(*last))));
    }
    position
}

fn check_stocks(
    reading: &mut Reading,
    origins: &Origins,
    nationalities: &Names,
    locations: &Names,
) {
    for placed in &origins.placed {
        let origin = &placed.origin;
        let leaving: f64 = origin.departures.iter().sum();
        let high = reading.ledger.get(origin.stock).high;
        if leaving > high {
            let code = nationalities.get(origin.nationality.index());
            let place = locations.get(origin.residence.index());
            let problem = format!("{leaving} people of {code} leave, more than could");
            let fault = Fault::new(FILE, None, "persons", place, problem);
            let allowed = format!(
                "at most {high}, the high end of the stock on line {} of populations.csv",
                placed.line
            );
            reading.log.add(fault.allowed(allowed));
        }
    }
}
