//! Words shared by lists and explanations.

use crate::output::number::plain;
use crate::world::World;
use crate::world::policy::{Dial, LeverRow, Policy, Scope};
use crate::world::register::Quantity;

/// Value, range and unit of a number.
pub fn value(quantity: &Quantity) -> String {
    format!(
        "{} ({} to {}) {}",
        plain(quantity.value),
        plain(quantity.low),
        plain(quantity.high),
        quantity.unit
    )
}

/// The dial of a lever and its values at both ends.
pub fn dial(row: &LeverRow) -> String {
    row.dial.map_or("none".to_owned(), |dial| {
        format!(
            "{} {} to {}",
            dial.name(),
            plain(row.at[0]),
            plain(row.at[1])
        )
    })
}

/// Where and for whom a lever can differ.
pub fn differs_by(scope: Scope) -> &'static str {
    match scope {
        Scope::Corridor => "nothing",
        Scope::State => "state",
        Scope::Nationality => "state and nationality",
    }
}

/// Where the dials of a policy stand.
pub fn dials(policy: &Policy) -> String {
    let set: Vec<String> = Dial::ALL
        .into_iter()
        .filter_map(|dial| {
            policy.dials[dial as usize].map(|at| format!("{} {}", dial.name(), plain(at)))
        })
        .collect();
    if set.is_empty() {
        "reference".to_owned()
    } else {
        set.join(", ")
    }
}

/// The sources that keys name, one a line.
pub fn sources(world: &World, keys: &str) -> String {
    keys.split(';')
        .map(str::trim)
        .filter(|key| !key.is_empty())
        .map(
            |key| match world.sources.iter().find(|source| source.key == key) {
                Some(source) => format!(
                    "{key}: {}, {}. {}",
                    source.publisher, source.title, source.location
                ),
                None => key.to_owned(),
            },
        )
        .collect::<Vec<_>>()
        .join("\n  ")
}

/// Lines with columns set apart by two blanks; the last column is not padded.
pub fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width + 2 - cell.chars().count()));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
