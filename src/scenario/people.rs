//! The people before departure: `nationalities.csv`, `demographics.csv` and `populations.csv`.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::fault::Log;
use super::items::Items;
use super::names::Names;
use super::quantity::{Given, read_item, read_row};
use super::reading::{Need, Reading};
use super::rules::ALL;
use super::table::{Row, Table};
use crate::ids::{LocationId, NationalityId, QuantityId};
use crate::units::Unit;
use crate::world::population::{Nationality, Origin};
use crate::world::vocabulary::Demographic;

pub(super) const NATIONALITIES: &str = "nationalities.csv";
pub(super) const DEMOGRAPHICS: &str = "demographics.csv";
pub(super) const POPULATIONS: &str = "populations.csv";

/// How far shares that make up a whole may sum from 1.
const TOLERANCE: f64 = 1e-3;
/// Demographics that are weights among each other, so that they cannot all be 0.
const WEIGHTS: [&str; 4] = [
    "party_type.",
    "family.children_",
    "group.adults_",
    "minor_age.",
];
/// Demographics that are parts of one whole.
const PARTS: &str = "need.";

/// Reads who there is; the numbers of each nationality follow with [`read_demographics`].
pub(super) fn read_nationalities(reading: &mut Reading) -> Items<Nationality> {
    let table = reading.table(NATIONALITIES, "code,name,language", Need::Rows);
    let named = ("nationality", "code");
    Items::read(reading, &table, named, &[ALL], |reading, row| {
        let log = &mut reading.log;
        let (name, language) = (row.filled(log, "name"), read_language(row, log));
        Some(Nationality {
            code: row.text("code"),
            name: name?,
            language: language?,
            quantities: Vec::new(),
        })
    })
}

fn read_language(row: &Row, log: &mut Log) -> Option<String> {
    let field = row.field("language")?;
    let tag = field.filled(log)?;
    if (2..=3).contains(&tag.len()) && tag.bytes().all(|it| it.is_ascii_lowercase()) {
        return Some(tag.to_owned());
    }
    let fault = field.fault("not a code of a language");
    log.add(fault.allowed("two or three lower-case letters, such as es"));
    None
}

/// Reads the numbers of each nationality: its own where given, else those of `all`.
pub(super) fn read_demographics(reading: &mut Reading, nationalities: &mut Items<Nationality>) {
    let columns = "nationality,quantity,value,low,high,unit,status,grade,source,note";
    let table = reading.table(DEMOGRAPHICS, columns, Need::Rows);
    for row in table.rows() {
        if let Some(field) = row.field("nationality")
            && field.text != ALL
        {
            field.known(&mut reading.log, &nationalities.names);
        }
    }
    let groups = nationalities.names.group(&table, "nationality");
    let everyone: Vec<Row> = table
        .rows()
        .filter(|row| {
            row.field("nationality")
                .is_some_and(|field| field.text == ALL)
        })
        .collect();
    let prefix = |code: &str| format!("people.{code}");
    let shared = read_item::<Demographic>(reading, &table, &everyone, &prefix(ALL));
    if table.has("nationality") && !table.is_empty() {
        for name in &shared.missing {
            let line = everyone.first().map_or(1, |row| row.line);
            let problem = format!("no row for {name}");
            reading.log.add(table.fault(line, "quantity", ALL, problem));
        }
    }
    check_weights(reading, &table, &shared.quantities, &everyone);
    for (position, rows) in groups.iter().enumerate() {
        let code = nationalities.names.get(position).to_owned();
        let Given { quantities, .. } =
            read_item::<Demographic>(reading, &table, rows, &prefix(&code));
        let own = quantities
            .iter()
            .zip(&shared.quantities)
            .map(|(own, all)| own.or(*all));
        let own: Vec<Option<QuantityId>> = own.collect();
        if !rows.is_empty() {
            check_weights(reading, &table, &own, rows);
        }
        let complete: Option<Vec<QuantityId>> = own.into_iter().collect();
        match (complete, &mut nationalities.items[position]) {
            (Some(quantities), Some(nationality)) => nationality.quantities = quantities,
            (_, item) => *item = None,
        }
    }
}

fn check_weights(
    reading: &mut Reading,
    table: &Table,
    quantities: &[Option<QuantityId>],
    rows: &[Row],
) {
    let Some(first) = rows.first() else { return };
    let Reading { log, ledger, .. } = reading;
    let sum = |prefix: &str| -> Option<f64> {
        let named = Demographic::ALL.iter().zip(quantities);
        let group = named.filter(|(item, _)| item.name().starts_with(prefix));
        group.map(|(_, id)| id.map(|id| ledger.get(id).value)).sum()
    };
    let who = first.text("nationality");
    for prefix in WEIGHTS {
        if sum(prefix).is_some_and(|sum| sum <= 0.0) {
            let problem = format!("the weights {prefix}* are all 0");
            log.add(table.fault(first.line, "quantity", &who, problem));
        }
    }
    if let Some(sum) = sum(PARTS).filter(|sum| *sum > 1.0 + TOLERANCE) {
        let problem = format!("the shares {PARTS}* sum to {sum:.4}");
        log.add(
            table
                .fault(first.line, "quantity", &who, problem)
                .allowed("at most 1"),
        );
    }
}

/// An origin and the line it stands on.
pub(super) struct Placed {
    pub(super) origin: Origin,
    pub(super) line: u64,
}

/// Where people live: what has been read of `populations.csv`.
pub(super) struct Origins {
    /// Sorted by nationality and residence.
    pub(super) placed: Vec<Placed>,
    /// Whether no origin is lacking.
    pub(super) whole: bool,
}

impl Origins {
    /// The origins without their lines.
    pub(super) fn into_vec(self) -> Vec<Origin> {
        let placed = self.placed.into_iter();
        placed.map(|placed| placed.origin).collect()
    }

    /// Position of the origin of a nationality in a place.
    pub(super) fn position(&self, nationality: usize, residence: usize) -> Option<usize> {
        let key = (
            NationalityId::from(nationality),
            LocationId::from(residence),
        );
        let origins = &self.placed;
        origins
            .binary_search_by_key(&key, |placed| {
                (placed.origin.nationality, placed.origin.residence)
            })
            .ok()
    }
}

/// Reads where people live; departures follow later.
pub(super) fn read_origins(
    reading: &mut Reading,
    nationalities: &Names,
    locations: &Names,
) -> Origins {
    let columns = "nationality,residence,share,value,low,high,unit,status,grade,source,note";
    let table = reading.table(POPULATIONS, columns, Need::Rows);
    let mut whole = table.is_whole();
    let mut first_lines: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut placed = Vec::new();
    for row in table.rows() {
        let nationality = row.known(&mut reading.log, "nationality", nationalities);
        let residence = row.known(&mut reading.log, "residence", locations);
        let share = row.legal(&mut reading.log, "share", Unit::Share);
        let (code, id) = (row.text("nationality"), row.text("residence"));
        let what = format!("People of {code} in {id} who could leave");
        let name = format!("stock.{code}.{id}");
        let stock = read_row(reading, &row, name, Unit::Persons, &what);
        if let (Some(nationality), Some(residence)) = (nationality, residence) {
            let key = (nationality, residence);
            if let Some(first) = first_lines.get(&key) {
                let problem = format!("duplicate origin; the first is on line {first}");
                let value = format!("{code}, {id}");
                reading
                    .log
                    .add(table.fault(row.line, "residence", &value, problem));
                whole = false;
                continue;
            }
            first_lines.insert(key, row.line);
        }
        let origin = (|| {
            Some(Origin {
                nationality: NationalityId::from(nationality?),
                residence: LocationId::from(residence?),
                stock: stock?,
                share: share?,
                departures: Vec::new(),
                key: key(&code, &id),
            })
        })();
        match origin {
            Some(origin) => placed.push(Placed {
                origin,
                line: row.line,
            }),
            None => whole = false,
        }
    }
    placed.sort_by_key(|placed| (placed.origin.nationality, placed.origin.residence));
    let origins = Origins { placed, whole };
    if whole {
        check_shares(&origins, &table, nationalities, &mut reading.log);
        check_keys(&origins, &table, &mut reading.log);
    }
    origins
}

fn check_shares(origins: &Origins, table: &Table, nationalities: &Names, log: &mut Log) {
    for of_one in origins
        .placed
        .chunk_by(|a, b| a.origin.nationality == b.origin.nationality)
    {
        let sum: f64 = of_one.iter().map(|placed| placed.origin.share).sum();
        if (sum - 1.0).abs() > TOLERANCE {
            let line = of_one.iter().map(|placed| placed.line).min().unwrap_or(1);
            let code = nationalities.get(of_one[0].origin.nationality.index());
            let problem = format!("the shares of the nationality sum to {sum:.4}");
            log.add(table.fault(line, "share", code, problem).allowed("1"));
        }
    }
}

fn check_keys(origins: &Origins, table: &Table, log: &mut Log) {
    let mut lines: BTreeMap<u32, u64> = BTreeMap::new();
    for placed in &origins.placed {
        if let Some(first) = lines.insert(placed.origin.key, placed.line) {
            let problem = format!("the origin has the same key as the one on line {first}");
            let fault = table.fault(placed.line, "residence", "", problem);
            log.add(fault.allowed("another identifier of the place or the nationality"));
        }
    }
}

/// The key of an origin in random addresses.
fn key(nationality: &str, residence: &str) -> u32 {
    let digest = Sha256::digest(format!("{nationality}/{residence}"));
    digest
        .iter()
        .take(4)
        .rev()
        .fold(0, |key, byte| key << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_are_the_first_bytes_of_the_hash_in_little_endian_order() {
        // The SHA-256 of "VEN/CCS" begins with 18 cc 24 87.
        assert_eq!(key("VEN", "CCS"), 0x8724_cc18);
    }
}
