//! `list`: names, one a line.

use super::args::{Listed, SomeCorridorArgs};
use super::describe::{columns, dial, dials, differs_by, value};
use super::failure::Failure;
use super::world;
use crate::engine::{Mechanism, Rule};
use crate::measures::catalogue;
use crate::output::number::plain;
use crate::scenario;

/// Lists corridors, policies, levers, indicators, parameters, mechanisms or rules.
pub fn list(what: Listed, corridor: &SomeCorridorArgs) -> Result<String, Failure> {
    match what {
        Listed::Corridors | Listed::Indicators | Listed::Mechanisms | Listed::Rules => {
            corridor.not_needed("this list")?;
        }
        Listed::Policies | Listed::Levers | Listed::Parameters => {}
    }
    let rows: Vec<Vec<String>> = match what {
        Listed::Corridors => scenario::embedded_names()
            .iter()
            .map(|name| {
                let world = scenario::embedded(name)?;
                Ok(vec![
                    name.clone(),
                    format!("{} to {}", world.start, world.end),
                    world.title,
                ])
            })
            .collect::<Result<_, Failure>>()?,
        Listed::Indicators => catalogue::all()
            .map(|it| {
                let denominators: Vec<&str> = it.denominators.iter().map(|by| by.name()).collect();
                vec![
                    it.code.to_owned(),
                    it.name.to_owned(),
                    denominators.join(", "),
                ]
            })
            .collect(),
        Listed::Mechanisms => Mechanism::ALL
            .into_iter()
            .map(|it| vec![it.name().to_owned(), it.what().to_owned()])
            .collect(),
        Listed::Rules => Rule::ALL
            .into_iter()
            .map(|it| vec![it.name().to_owned(), it.what().to_owned()])
            .collect(),
        Listed::Policies => world::open(&corridor.needed())?
            .policies
            .iter()
            .map(|policy| vec![policy.name.clone(), dials(policy), policy.title.clone()])
            .collect(),
        Listed::Levers => {
            let head = [
                "lever",
                "dial and values at 0 and 1",
                "reference",
                "range",
                "unit",
                "differs by",
            ];
            let world = world::open(&corridor.needed())?;
            let rows = world.levers.iter().map(|row| {
                vec![
                    row.name().to_owned(),
                    dial(row),
                    plain(row.reference),
                    format!("{} to {}", plain(row.min), plain(row.max)),
                    row.unit.clone(),
                    differs_by(row.lever.scope()).to_owned(),
                ]
            });
            std::iter::once(head.map(str::to_owned).to_vec())
                .chain(rows)
                .collect()
        }
        Listed::Parameters => {
            let head = ["number", "grade", "status", "value (range) unit"];
            let world = world::open(&corridor.needed())?;
            let rows = world.register.all().iter().map(|it| {
                let (grade, status) = (it.grade.letter(), it.status.name());
                vec![
                    it.name.clone(),
                    grade.to_owned(),
                    status.to_owned(),
                    value(it),
                ]
            });
            std::iter::once(head.map(str::to_owned).to_vec())
                .chain(rows)
                .collect()
        }
    };
    Ok(columns(&rows))
}
