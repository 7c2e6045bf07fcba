//! `departures.csv`: who leaves when under the reference policy.

use std::collections::BTreeMap;

use super::corridor::written;
use super::fault::{Fault, Log};
use super::names::Names;
use super::people::Origins;
use super::quantity::check_provenance;
use super::reading::{Need, Reading};
use super::table::Row;
use crate::units::Unit;
use crate::world::calendar::Calendar;

pub(super) const FILE: &str = "departures.csv";

/// Reads the departures of every origin in every month of the calendar.
pub(super) fn read(
    reading: &mut Reading,
    origins: &mut Origins,
    (nationalities, locations): (&Names, &Names),
    calendar: Option<&Calendar>,
) {
    let columns = [
        "nationality",
        "residence",
        "month",
        "persons",
        "status",
        "source",
    ];
    let table = reading.table(FILE, &columns, Need::Rows);
    let months = calendar.map_or(0, |calendar| calendar.months().len());
    for placed in &mut origins.placed {
        placed.origin.departures = vec![0.0; months];
    }
    let mut first_lines: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for row in table.rows() {
        check_provenance(&row, &reading.sources, &mut reading.log);
        let log = &mut reading.log;
        let persons = row.legal(log, "persons", Unit::Persons);
        let origin = read_origin(&row, origins, nationalities, locations, log);
        let month = read_month(&row, calendar, log);
        let (Some(origin), Some(month)) = (origin, month) else {
            continue;
        };
        if let Some(first) = first_lines.get(&(origin, month)) {
            let problem = format!("duplicate month of the origin; the first is on line {first}");
            log.add(table.fault(row.line, "month", &row.text("month"), problem));
            continue;
        }
        first_lines.insert((origin, month), row.line);
        origins.placed[origin].origin.departures[month] = persons.unwrap_or_default();
    }
    check_stocks(reading, origins, nationalities, locations);
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
