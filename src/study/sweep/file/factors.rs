//! `[[factors]]` of a study file.

use super::{Reader, rule};
use crate::engine::Rule;
use crate::ids::{QuantityId, StateId};
use crate::scenario::{Fault, Field, Log, Section, Terms, idle_dial};
use crate::study::design::Design;
use crate::study::sweep::factor::{Factor, Sets, Values};
use crate::world::World;
use crate::world::policy::{Dial, Lever, Policy};
use crate::world::register::Quantity;

/// Most values that are listed for a factor.
const MOST_VALUES: f64 = 10_000.0;
/// Kinds of factors.
const KINDS: [&str; 5] = ["lever", "dial", "parameter", "rule", "posterior"];
/// Every factor; none if one is at fault.
pub(super) fn read(
    reader: &mut Reader,
    root: &Section,
    world: &World,
    policies: &[Policy],
    design: Option<Design>,
) -> Option<Vec<Factor>> {
    let entries = root.list("factors", reader.log)?;
    if entries.is_empty() {
        let fault = root.entry("factors")?.as_key().fault("no factor");
        reader.log.add(fault.allowed("at least one"));
        return None;
    }
    let terms = Terms::of_world(world);
    let mut factors: Vec<Factor> = Vec::new();
    let mut whole = true;
    for entry in entries {
        let section = entry.section(reader.log);
        let factor = section.and_then(|section| {
            let factor = one(reader, &section, world, &terms, policies, design)?;
            if factors.iter().any(|it| it.name == factor.name) {
                let fault = Fault::new(
                    section.file,
                    section.line,
                    "factors",
                    &factor.name,
                    "given twice",
                );
                reader.log.add(fault);
                return None;
            }
            let sets = |it: &Factor, id: QuantityId| {
                it.sets == Sets::Parameter(id) || it.drawn.contains(&id)
            };
            let numbers = factor.drawn.iter().copied().chain(match factor.sets {
                Sets::Parameter(id) => Some(id),
                _ => None,
            });
            let twice: Vec<&str> = numbers
                .filter(|&id| factors.iter().any(|it| sets(it, id)))
                .map(|id| world.register.get(id).name.as_str())
                .collect();
            if !twice.is_empty() {
                let problem = "set by another factor too";
                let value = &twice.join(", ");
                let fault = Fault::new(section.file, section.line, "factors", value, problem);
                reader.log.add(fault);
                return None;
            }
            Some(factor)
        });
        whole &= factor.is_some();
        factors.extend(factor);
    }
    whole.then_some(factors)
}

fn one(
    reader: &mut Reader,
    section: &Section,
    world: &World,
    terms: &Terms,
    policies: &[Policy],
    design: Option<Design>,
) -> Option<Factor> {
    let Some(kind) = section.text("kind", reader.log) else {
        section.check_keys(&["kind"], &["name"], reader.log);
        return None;
    };
    let kind = kind.choice(reader.log, "kind of factor", KINDS.map(|it| (it, it)))?;
    let numbers: &[&str] = &["low", "high", "values", "points"];
    match kind {
        "rule" => {
            section.check_keys(&["kind"], &["values"], reader.log);
            rules(reader, section)
        }
        "posterior" => {
            section.check_keys(&["kind", "file"], &[], reader.log);
            let file = section.text("file", reader.log)?;
            posterior(reader, &file, world)
        }
        "lever" => {
            let optional = [numbers, &["state"]].concat();
            section.check_keys(&["kind", "name"], &optional, reader.log);
            lever(reader, section, terms, design)
        }
        _ => {
            section.check_keys(&["kind", "name"], numbers, reader.log);
            let name = section.text("name", reader.log)?;
            let (sets, range) = if kind == "dial" {
                let dials = Dial::ALL.map(|it| (it.name(), it));
                let dial = name.choice(reader.log, "dial", dials)?;
                let idle: Option<Vec<String>> = policies
                    .iter()
                    .map(|policy| idle_dial(world, policy, dial))
                    .collect();
                for problem in idle.into_iter().flatten() {
                    let fault = name.fault(problem);
                    reader
                        .log
                        .add(fault.allowed("factors of kind lever, or another policy"));
                }
                (Sets::Dial(dial), Range::within(0.0, 1.0))
            } else {
                let id = number(&name, world, reader.log)?;
                (Sets::Parameter(id), Range::of(world.register.get(id)))
            };
            let values = values(reader, section, &range, design)?;
            Some(factor(name.text.into_owned(), sets, values))
        }
    }
}

fn factor(name: String, sets: Sets, values: Values) -> Factor {
    Factor {
        name,
        sets,
        values,
        drawn: Vec::new(),
    }
}

/// What a factor may be and what it is unless told otherwise.
struct Range {
    legal: (f64, f64),
    unit: &'static str,
    otherwise: Values,
}

impl Range {
    fn within(low: f64, high: f64) -> Self {
        Self {
            legal: (low, high),
            unit: "",
            otherwise: Values::Uniform(low, high),
        }
    }

    fn of(quantity: &Quantity) -> Self {
        Self {
            legal: quantity.bounds,
            unit: quantity.unit.name(),
            otherwise: Values::Register {
                low: quantity.low,
                value: quantity.value,
                high: quantity.high,
            },
        }
    }
}

fn lever(
    reader: &mut Reader,
    section: &Section,
    terms: &Terms,
    design: Option<Design>,
) -> Option<Factor> {
    let name = section.text("name", reader.log);
    let state = section.text("state", reader.log);
    let state = match &state {
        None => Some(None),
        Some(field) => field.known(reader.log, &terms.states).map(Some),
    };
    let name = name?;
    let row = terms.lever(&name.text, name.fault("unknown lever"), reader.log)?;
    let values = values(reader, section, &Range::within(row.min, row.max), design);
    let state = state?;
    if state.is_some() && row.lever.is_corridor_wide() {
        let fault = name.fault("one number for the whole corridor: no state sets it");
        reader.log.add(fault);
        return None;
    }
    let column = match state {
        Some(state) => format!("{}.{}", terms.states.iter().nth(state)?, name.text),
        None => name.text.clone().into_owned(),
    };
    let lever = Lever::from_name(&name.text)?;
    Some(factor(
        column,
        Sets::Lever(lever, state.map(StateId::from)),
        values?,
    ))
}

/// The number of the register that a field names.
fn number(field: &Field, world: &World, log: &mut Log) -> Option<QuantityId> {
    let found = world.register.find(&field.text);
    if found.is_none() {
        let names = world.register.all().iter().map(|it| it.name.as_str());
        log.add_near(field.fault("unknown parameter"), &field.text, names);
    }
    found
}

fn values(
    reader: &mut Reader,
    section: &Section,
    range: &Range,
    design: Option<Design>,
) -> Option<Values> {
    if section.entry("values").is_some() {
        for key in ["low", "high", "points"] {
            if let Some(entry) = section.entry(key) {
                let fault = entry.field().fault("values are listed already");
                reader
                    .log
                    .add(fault.allowed("either values, or low, high and points"));
            }
        }
        return listed(reader, section, range);
    }
    let log = &mut *reader.log;
    let mut end = |key| match section.entry(key) {
        None => Some(None),
        Some(entry) => {
            let field = entry.number(log)?;
            let end = field.between(log, range.legal.0, range.legal.1, range.unit);
            end.map(|end| Some((end, field)))
        }
    };
    let (low, high) = (end("low"), end("high"));
    let points = points(reader, section, design);
    let (low, high) = (low?, high?);
    let (declared_low, declared_high) = range.otherwise.ends()?;
    let values = match (&low, &high) {
        (None, None) => range.otherwise.clone(),
        _ => Values::Uniform(
            low.as_ref().map_or(declared_low, |it| it.0),
            high.as_ref().map_or(declared_high, |it| it.0),
        ),
    };
    let (from, to) = values.ends()?;
    if from >= to {
        let problem = "low and high are no range";
        let fault = match low.or(high) {
            Some((_, field)) => field.fault(problem),
            None => Fault::new(section.file, section.line, "factors", "", problem),
        };
        reader
            .log
            .add(fault.allowed(format!("low under high; they are {from} and {to}")));
        return None;
    }
    Some(match points.ok()? {
        None => values,
        Some(points) => Values::Numbers(
            (0..points)
                .map(|it| from + (to - from) * it as f64 / (points - 1) as f64)
                .collect(),
        ),
    })
}

/// What was asked for is at fault.
struct Refused;

/// How many points of a grid a range is cut into, which only a grid may say and every grid must.
fn points(
    reader: &mut Reader,
    section: &Section,
    design: Option<Design>,
) -> Result<Option<usize>, Refused> {
    let is_grid = design.is_none_or(|it| it == Design::Grid);
    match section.entry("points") {
        Some(entry) if !is_grid => {
            let fault = entry.field().fault("only a grid has points of a factor");
            reader.log.add(fault.allowed("nothing"));
            Err(Refused)
        }
        None if design == Some(Design::Grid) => {
            let fault = Fault::new(
                section.file,
                section.line,
                "factors.points",
                "",
                "missing key",
            );
            reader
                .log
                .add(fault.allowed("points, or values, for every factor of a grid"));
            Err(Refused)
        }
        None => Ok(None),
        Some(_) => {
            let points = reader.whole(section, "points", 2.0, MOST_VALUES, 2.0);
            points.map(|it| Some(it as usize)).ok_or(Refused)
        }
    }
}

fn listed(reader: &mut Reader, section: &Section, range: &Range) -> Option<Values> {
    let entries = section.list("values", reader.log)?;
    let log = &mut *reader.log;
    let mut values = Vec::with_capacity(entries.len());
    let mut whole = true;
    for entry in &entries {
        let field = entry.number(log);
        let number = field
            .as_ref()
            .and_then(|it| it.between(log, range.legal.0, range.legal.1, range.unit));
        whole &= number.is_some();
        if let (Some(field), Some(number)) = (field, number)
            && values.contains(&number)
        {
            let fault = field.fault("given twice");
            log.add(fault.allowed("each value once; `replications` repeats runs"));
        }
        values.extend(number);
    }
    if entries.is_empty() {
        let fault = section.entry("values")?.as_key().fault("no value");
        log.add(fault.allowed("at least one"));
        return None;
    }
    whole.then_some(Values::Numbers(values))
}

fn rules(reader: &mut Reader, section: &Section) -> Option<Factor> {
    let rules = match section.entry("values") {
        None => Rule::ALL.to_vec(),
        Some(entry) => {
            let entries = entry.list(reader.log)?;
            if entries.is_empty() {
                let fault = entry.as_key().fault("no value");
                reader.log.add(fault.allowed("at least one"));
                return None;
            }
            let words = reader.texts(&entries);
            let rules: Vec<Option<Rule>> = words.iter().map(|it| rule(it, reader.log)).collect();
            rules.into_iter().collect::<Option<_>>()?
        }
    };
    Some(factor(
        Sets::Rule.kind().to_owned(),
        Sets::Rule,
        Values::Rules(rules),
    ))
}

/// A table of draws: a column for each number, a row for each draw.
fn posterior(reader: &mut Reader, file: &Field, world: &World) -> Option<Factor> {
    let sheet = reader.sheet(file)?;
    let (drawn, rows) = sheet.draws(world, reader.log)?;
    Some(Factor {
        name: Sets::Posterior.kind().to_owned(),
        sets: Sets::Posterior,
        values: Values::Draws(rows),
        drawn,
    })
}
