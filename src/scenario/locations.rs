//! `locations.csv`: the places.

use super::fault::Log;
use super::items::Items;
use super::names::Names;
use super::quantity::check_provenance;
use super::reading::{Need, Reading};
use super::table::Row;
use crate::ids::{SegmentId, StateId};
use crate::world::network::{Location, LocationKind};

pub(super) const FILE: &str = "locations.csv";
const COLUMNS: &str = "id,name,state,lat,lon,kind,segment,crossing_point,reception,\
    asylum_office,contract_ends,status,source,note";

pub(super) fn read(reading: &mut Reading, states: &Names, segments: &Names) -> Items<Location> {
    let table = reading.table(FILE, COLUMNS, Need::Rows);
    Items::read(reading, &table, ("location", "id"), &[], |reading, row| {
        check_provenance(reading, row);
        read_location(row, states, segments, &mut reading.log)
    })
}

fn read_location(row: &Row, states: &Names, segments: &Names, log: &mut Log) -> Option<Location> {
    let name = row.filled(log, "name");
    let state = row.known(log, "state", states);
    let mut degrees = |column, most: f64| row.field(column)?.between(log, -most, most, "degrees");
    let (lat, lon) = (degrees("lat", 90.0), degrees("lon", 180.0));
    let kinds = LocationKind::ALL.map(|kind| (kind.name(), kind));
    let kind = row.choice(log, "kind", "kind of location", kinds);
    let segment = row.known(log, "segment", segments);
    let mut flag = |column| row.flag(log, column);
    let crossing_point = flag("crossing_point");
    let reception = flag("reception");
    let asylum_office = flag("asylum_office");
    let contract_ends = flag("contract_ends");
    Some(Location {
        id: row.text("id"),
        name: name?,
        state: StateId::from(state?),
        lat: lat?,
        lon: lon?,
        kind: kind?,
        segment: SegmentId::from(segment?),
        crossing_point: crossing_point?,
        reception: reception?,
        asylum_office: asylum_office?,
        contract_ends: contract_ends?,
    })
}
