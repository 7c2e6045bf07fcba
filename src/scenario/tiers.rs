//! `tiers.csv`: packages that guides and boat crews sell.

use super::names::Names;
use super::quantity::read_item;
use super::reading::{Need, Reading};
use super::table::{Row, Table};
use crate::world::market::{STANDARD, Tier};
use crate::world::vocabulary::TierQuantity;

pub(super) const FILE: &str = "tiers.csv";
/// Most packages sold on one class of links.
const MOST: usize = 4;

/// Reads the packages of each class, cheapest first.
pub(super) fn read(reading: &mut Reading, classes: &Names) -> Vec<Vec<Tier>> {
    let columns = "class,tier,quantity,value,low,high,unit,status,grade,source,note";
    let table = reading.table(FILE, columns, Need::Nothing);
    let mut named = true;
    for row in table.rows() {
        let log = &mut reading.log;
        named &= row.known(log, "class", classes).is_some();
        named &= row
            .field("tier")
            .is_some_and(|it| it.identifier(log).is_some());
    }
    let groups = classes.group(&table, "class").into_iter().enumerate();
    groups
        .map(|(position, rows)| read_class(reading, &table, named, classes.get(position), &rows))
        .collect()
}

/// The packages of one class; if all rows of the table are `named`, none is missing unseen.
fn read_class(
    reading: &mut Reading,
    table: &Table,
    named: bool,
    class: &str,
    rows: &[Row],
) -> Vec<Tier> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        let name = row.text("tier");
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    if named && !names.iter().any(|name| name == STANDARD) {
        let problem = "no package to which the fares of links refer";
        let fault = table.fault(first.line, "tier", class, problem);
        reading.log.add(fault.allowed(STANDARD));
    }
    if names.len() > MOST {
        let problem = format!("{} packages on one class", names.len());
        let fault = table.fault(first.line, "tier", class, problem);
        reading.log.add(fault.allowed(format!("at most {MOST}")));
    }
    let tiers = names.into_iter();
    let mut tiers: Vec<(f64, Tier)> = tiers
        .filter_map(|name| read_tier(reading, table, named, (class, name), rows))
        .collect();
    tiers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    tiers.into_iter().map(|(_, tier)| tier).collect()
}

/// A package and its price.
fn read_tier(
    reading: &mut Reading,
    table: &Table,
    named: bool,
    (class, name): (&str, String),
    rows: &[Row],
) -> Option<(f64, Tier)> {
    let own = rows.iter().filter(|row| row.text("tier") == name);
    let own: Vec<Row> = own.copied().collect();
    let prefix = format!("tier.{class}.{name}");
    let given = read_item::<TierQuantity>(reading, table, &own, &prefix);
    let line = own.first()?.line;
    for missing in given.missing.iter().filter(|_| named) {
        let problem = format!("no row for {missing}");
        reading
            .log
            .add(table.fault(line, "quantity", &name, problem));
    }
    let price = given.quantities[TierQuantity::Price as usize]?;
    let price = reading.ledger.get(price);
    if name == STANDARD && price.low <= 0.0 {
        let is_price = |row: &&Row| row.text("quantity") == TierQuantity::Price.name();
        let line = own.iter().find(is_price).map_or(line, |row| row.line);
        let low = price.low.to_string();
        let fault = table.fault(line, "low", &low, "the standard package may cost nothing");
        reading.log.add(fault.allowed("over 0 (USD)"));
    }
    let price = price.value;
    let quantities: Option<Vec<_>> = given.quantities.into_iter().collect();
    let quantities = quantities?;
    Some((price, Tier { name, quantities }))
}
