//! What the command line changes in a policy.

use std::borrow::Cow;

use super::fault::{Fault, Faults, Log};
use super::field::Field;
use super::policies::Terms;
use super::rules::open_or_closed;
use crate::ids::StateId;
use crate::world::World;
use crate::world::policy::{Dial, Lever, LeverSetting, Policy};

const SET: &str = "--set";
const DIAL: &str = "--dial";
const IN_PLACE_OF_A_DIAL: &str = "--set of single levers";
const REASON: &str = "set on the command line";

/// Changes `policy` as the options `--set` and `--dial` say; leaves it as it is if one is wrong.
///
/// Each of `sets` is `lever=value`, `STATE.lever=value`, `gate=open` or `gate=closed`; each of
/// `dials` is `securitisation=position` or `humanitarian=position`.
///
/// # Errors
///
/// Every option that names nothing in the world, names what another sets, sets a value that is not
/// legal, or turns a dial whose levers the policy all sets itself.
pub fn adjust_policy(
    world: &World,
    policy: &mut Policy,
    sets: &[String],
    dials: &[String],
) -> Result<(), Faults> {
    let terms = Terms::of_world(world);
    let mut log = Log::default();
    let mut adjusted = policy.clone();
    let mut turned = Vec::new();
    for text in dials {
        if let Some(field) = option(DIAL, text, "DIAL=POSITION", &mut log)
            && is_new(&field, &mut turned, &mut log)
        {
            adjust_dial(&field, world, policy, &mut adjusted, &mut log);
        }
    }
    let mut set = Vec::new();
    for text in sets {
        let allowed = "LEVER=VALUE, STATE.LEVER=VALUE, GATE=open or GATE=closed";
        if let Some(field) = option(SET, text, allowed, &mut log)
            && is_new(&field, &mut set, &mut log)
        {
            adjust(&field, &terms, &mut adjusted, &mut log);
        }
    }
    log.into_result()?;
    *policy = adjusted;
    Ok(())
}

/// Whether an option sets what none of `before` does; a fault if it does.
fn is_new<'a>(field: &Field<'a>, before: &mut Vec<Cow<'a, str>>, log: &mut Log) -> bool {
    let new = !before.contains(&field.key);
    if new {
        before.push(field.key.clone());
    } else {
        field.refuse(log, "given twice", "one value for each name");
    }
    new
}

/// The two sides of `name=value`.
fn option<'a>(
    file: &'static str,
    text: &'a str,
    allowed: &str,
    log: &mut Log,
) -> Option<Field<'a>> {
    let Some((name, value)) = text.split_once('=') else {
        log.add(Fault::new(file, None, "", text, "no value given").allowed(allowed));
        return None;
    };
    Some(Field {
        file,
        line: None,
        key: Cow::Borrowed(name.trim()),
        text: Cow::Borrowed(value.trim()),
    })
}

/// Why the position of a dial changes nothing under a policy, if so.
pub(crate) fn idle_dial(world: &World, policy: &Policy, dial: Dial) -> Option<String> {
    let mut rows = world
        .levers
        .iter()
        .filter(|row| row.dial == Some(dial))
        .peekable();
    if rows.peek().is_none() {
        return Some("no lever follows this dial".to_owned());
    }
    let is_set = |lever: Lever| {
        let settings = || policy.settings.iter().filter(|it| it.lever == lever);
        let in_state = |state: usize| settings().any(|it| it.state == Some(StateId::from(state)));
        settings().any(|it| it.state.is_none()) || (0..world.states.len()).all(in_state)
    };
    rows.all(|row| is_set(row.lever)).then(|| {
        format!(
            "the policy {} sets every lever of this dial itself, which leaves nothing to the dial",
            policy.name
        )
    })
}

/// A fault of the name before the equals sign.
fn name_fault(field: &Field, problem: &str) -> Fault {
    Fault::new(field.file, field.line, &field.key, "", problem)
}

fn adjust_dial(
    field: &Field,
    world: &World,
    policy: &Policy,
    adjusted: &mut Policy,
    log: &mut Log,
) {
    let Some(dial) = Dial::from_name(&field.key) else {
        let dials = Dial::ALL.map(Dial::name);
        let fault = name_fault(field, "unknown dial").allowed(dials.join(", "));
        log.add(fault.near(&field.key, dials));
        return;
    };
    if let Some(position) = field.between(log, 0.0, 1.0, "") {
        adjusted.dials[dial as usize] = Some(position);
    }
    if let Some(problem) = idle_dial(world, policy, dial) {
        log.add(field.fault(problem).allowed(IN_PLACE_OF_A_DIAL));
    }
}

fn adjust(field: &Field, terms: &Terms, policy: &mut Policy, log: &mut Log) {
    let name = field.key.as_ref();
    if let Some(gate) = terms.gates.position(name) {
        if let Some(open) = open_or_closed(field, log) {
            policy.gates[gate] = Some(open);
        }
        return;
    }
    let (state, lever) = match name.split_once('.') {
        None => (None, name),
        Some((code, lever)) => {
            let Some(state) = terms.states.position(code) else {
                let fault = name_fault(field, "unknown state");
                log.add(fault.near(code, terms.states.iter()));
                return;
            };
            (Some(StateId::from(state)), lever)
        }
    };
    if state.is_none() && Lever::from_name(lever).is_none() {
        let mut names: Vec<&str> = Lever::ALL.map(Lever::name).into();
        names.extend(terms.gates.iter());
        log.add(name_fault(field, "unknown lever or gate").near(lever, names));
        return;
    }
    if let Some(setting) = terms.setting(lever, field, state, log) {
        policy.settings.push(LeverSetting {
            reason: REASON.to_owned(),
            held: true,
            ..setting
        });
    }
}
