//! `links.csv`: the connections between places.

use super::fault::Log;
use super::items::Items;
use super::names::Names;
use super::quantity::Stated;
use super::reading::{Need, Reading};
use super::table::Row;
use crate::ids::{CapacityId, ClassId, GateId, LocationId, QuantityId, SegmentId, StateId};
use crate::units::Unit;
use crate::world::network::{Guide, Link, LinkUse, Location, Mode};

pub(super) const FILE: &str = "links.csv";
const COLUMNS: &str = "id,from,to,mode,class,distance_km,days_min,days_typical,days_max,fare_usd,\
    fare_low_usd,fare_high_usd,use,gate,bidirectional,segment,guide,visa,capacity,status,grade,source,note";

/// Part of the great circle by which a stated distance may fall short of it.
const SHORTFALL: f64 = 0.05;
/// Km by which rounding may make a stated distance fall short.
const ROUNDING_KM: f64 = 0.5;
/// Detours up to this many great circles and so many km more are believed.
const DETOUR: (f64, f64) = (10.0, 100.0);
/// Mean radius of the Earth.
const EARTH_KM: f64 = 6371.0088;

/// The tables that a link refers to.
pub(super) struct Network<'a> {
    pub(super) states: &'a Names,
    pub(super) locations: &'a Items<Location>,
    pub(super) classes: &'a Names,
    pub(super) gates: &'a Names,
    pub(super) segments: &'a Names,
    pub(super) capacities: &'a Names,
}

pub(super) fn read(reading: &mut Reading, network: &Network) -> Items<Link> {
    let table = reading.table_with(FILE, COLUMNS, "control", Need::Rows);
    Items::read(reading, &table, ("link", "id"), &[], |reading, row| {
        read_link(reading, row, network)
    })
}

fn read_link(reading: &mut Reading, row: &Row, network: &Network) -> Option<Link> {
    let id = row.text("id");
    let fare = read_fare(reading, row, &id);
    let log = &mut reading.log;
    let locations = &network.locations.names;
    let [from, to] = ["from", "to"].map(|column| row.known(log, column, locations));
    if let (Some(from), Some(to)) = (from, to)
        && from == to
    {
        let problem = "the link leads back to where it starts";
        row.refuse(log, "to", problem, "another location");
    }
    let modes = Mode::ALL.map(|mode| (mode.name(), mode));
    let mode = row.choice(log, "mode", "mode", modes);
    let class = row.known(log, "class", network.classes);
    let distance = row.legal(log, "distance_km", Unit::Km);
    if let (Some(km), Some(from), Some(to)) = (distance, from, to)
        && from != to
    {
        check_distance(row, km, mode, [from, to], network.locations, log);
    }
    let days = read_days(row, log);
    let uses = LinkUse::ALL.map(|purpose| (purpose.name(), purpose));
    let purpose = row.choice(log, "use", "use", uses);
    let gate = row.known_if_any(log, "gate", network.gates);
    if purpose == Some(LinkUse::Forced) && gate == Ok(None) {
        let problem = "a forced link needs a gate";
        row.refuse(log, "gate", problem, "a gate of gates.csv");
    }
    let bidirectional = row.flag(log, "bidirectional");
    let segment = row.known(log, "segment", network.segments);
    let guides = Guide::ALL.map(|guide| (guide.name(), guide));
    let guide = row.choice(log, "guide", "guide", guides);
    let visa = row.flag(log, "visa");
    let capacity = row.known_if_any(log, "capacity", network.capacities);
    let control = if row.field("control").is_some() {
        row.known_if_any(log, "control", network.states)
    } else {
        Ok(None)
    };
    let end = network.locations.items.get(to?).and_then(Option::as_ref);
    Some(Link {
        id,
        from: LocationId::from(from?),
        to: LocationId::from(to?),
        mode: mode?,
        class: ClassId::from(class?),
        distance_km: distance?,
        days: days?,
        fare: fare?,
        purpose: purpose?,
        gate: gate.ok()?.map(GateId::from),
        bidirectional: bidirectional?,
        segment: SegmentId::from(segment?),
        guide: guide?,
        visa: visa?,
        capacity: capacity.ok()?.map(CapacityId::from),
        control: match control.ok()? {
            Some(state) => StateId::from(state),
            None => end?.state,
        },
    })
}

fn read_fare(reading: &mut Reading, row: &Row, id: &str) -> Option<QuantityId> {
    let stated = Stated {
        value: row.field("fare_usd"),
        low: row.field("fare_low_usd"),
        high: row.field("fare_high_usd"),
        status: row.field("status"),
        grade: row.field("grade"),
        source: row.field("source"),
        unit: None,
        note: row.text("note"),
    };
    let what = format!("Fare of {id} per person, tolls included");
    let name = format!("link.{id}.fare_usd");
    reading.number(&stated, Unit::Usd.bounds(), name, Unit::Usd, &what)
}

fn read_days(row: &Row, log: &mut Log) -> Option<[f64; 3]> {
    let [min, typical, max] =
        ["days_min", "days_typical", "days_max"].map(|column| row.legal(log, column, Unit::Days));
    let days = [min?, typical?, max?];
    let [min, typical, max] = days;
    if min > max {
        let problem = "the shortest time is longer than the longest";
        row.refuse(log, "days_min", problem, format!("at most {max}"));
    } else if !(min..=max).contains(&typical) {
        let problem = "outside the shortest and longest time";
        row.refuse(log, "days_typical", problem, format!("{min} to {max}"));
    }
    Some(days)
}

fn check_distance(
    row: &Row,
    km: f64,
    mode: Option<Mode>,
    ends: [usize; 2],
    locations: &Items<Location>,
    log: &mut Log,
) {
    let [from, to] = ends.map(|end| locations.items.get(end).and_then(Option::as_ref));
    let (Some(from), Some(to), Some(field)) = (from, to, row.field("distance_km")) else {
        return;
    };
    let straight = great_circle_km(from, to);
    let most = DETOUR.0 * straight + DETOUR.1;
    if straight > km * (1.0 + SHORTFALL) + ROUNDING_KM {
        let fault = field.fault("shorter than the great circle between the two places");
        log.add(fault.allowed(format!("about {straight:.0} or more (km)")));
    } else if km > most && mode.is_some_and(|mode| mode != Mode::Air) {
        let fault = field.fault("far longer than the great circle between the two places");
        log.add(fault.allowed(format!("at most {most:.0} (km)")));
    }
}

fn great_circle_km(a: &Location, b: &Location) -> f64 {
    let [lat_a, lat_b] = [a.lat, b.lat].map(f64::to_radians);
    let half_lat = libm::sin((lat_b - lat_a) / 2.0);
    let half_lon = libm::sin((b.lon - a.lon).to_radians() / 2.0);
    let chord = half_lat * half_lat + libm::cos(lat_a) * libm::cos(lat_b) * half_lon * half_lon;
    2.0 * EARTH_KM * libm::asin(libm::sqrt(chord.min(1.0)))
}
