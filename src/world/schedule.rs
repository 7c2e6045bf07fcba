//! Policy over time: dated changes, and what holds on a day.

use jiff::civil::Date;

use super::World;
use super::calendar::Calendar;
use super::policy::{Dial, Lever, LeverRow, Policy, Scope};
use super::register::Setting;
use crate::ids::{CapacityId, GateId, NationalityId, QuantityId, StateId};

/// Days between the steps by which a change that takes its time comes into force.
const RAMP_STEP: usize = 28;

/// What a dated change sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A lever, to an absolute value.
    Lever(Lever),
    /// A dial, and with it the levers that follow it and are not set directly.
    Dial(Dial),
    /// A gate: open from 0.5 upwards.
    Gate(GateId),
    /// A daily capacity, multiplied.
    Capacity(CapacityId),
    /// The departure hazard, by log points.
    Departures,
}

/// How large a change is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Magnitude {
    /// A setting.
    Set(f64),
    /// A number of the register, drawn where it is not well known.
    Registered(QuantityId),
}

impl Magnitude {
    /// The value in a setting of the register.
    pub fn get(self, setting: &Setting) -> f64 {
        match self {
            Magnitude::Set(value) => value,
            Magnitude::Registered(id) => setting.get(id),
        }
    }
}

/// A dated change of policy or of what surrounds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Identifier.
    pub id: String,
    /// What it sets.
    pub target: Target,
    /// To what value.
    pub value: Magnitude,
    /// For access at the destination, the level that people are told, if it is another.
    pub told: Option<f64>,
    /// State in which it holds; everywhere if none.
    pub state: Option<StateId>,
    /// For each nationality, whether it holds; for all if none.
    pub nationalities: Option<Vec<bool>>,
    /// Day on which it became known.
    pub announced: Date,
    /// First day on which it holds.
    pub effective: Date,
    /// Days until it holds in full.
    pub ramp_days: u32,
    /// Day from which it holds no more.
    pub expiry: Option<Date>,
    /// What it is.
    pub note: String,
}

impl Change {
    /// Whether it reaches a nationality.
    pub fn reaches(&self, nationality: NationalityId) -> bool {
        self.nationalities
            .as_ref()
            .is_none_or(|reached| reached[nationality.index()])
    }

    /// The part of it that is in force on a day, 0 to 1.
    pub fn in_force(&self, date: Date) -> f64 {
        if date < self.effective || self.expiry.is_some_and(|expiry| date >= expiry) {
            return 0.0;
        }
        let days = days_between(self.effective, date);
        let ramp = self.ramp_days as usize;
        if days >= ramp {
            return 1.0;
        }
        // In steps of four weeks, so that what follows from it need not be worked out every day; each
        // holds the mean of the days it stands for.
        let begun = days / RAMP_STEP * RAMP_STEP;
        let end = ramp.min(begun + RAMP_STEP);
        (begun + end) as f64 / (2 * ramp) as f64
    }
}

/// Days from `first` to `last`; 0 if `last` comes before.
pub fn days_between(first: Date, last: Date) -> usize {
    first
        .until(last)
        .map_or(0, |span| usize::try_from(span.get_days()).unwrap_or(0))
}

/// The values of all levers on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverValues {
    by_state: Vec<[f64; Lever::COUNT]>,
    /// Values of the levers that differ by nationality: `[nationality][state][position]`.
    by_nationality: Vec<Vec<[f64; SCOPED]>>,
}

/// How many levers can differ by nationality.
const SCOPED: usize = {
    let mut count = 0;
    let mut index = 0;
    while index < Lever::COUNT {
        if matches!(SCOPES[index], Scope::Nationality) {
            count += 1;
        }
        index += 1;
    }
    count
};

const SCOPES: [Scope; Lever::COUNT] = {
    let mut scopes = [Scope::State; Lever::COUNT];
    let mut index = 0;
    while index < Lever::COUNT {
        scopes[index] = Lever::ALL[index].scope();
        index += 1;
    }
    scopes
};

/// Position of a lever among those that can differ by nationality.
fn position(lever: Lever) -> Option<usize> {
    (lever.scope() == Scope::Nationality).then(|| {
        SCOPES[..lever as usize]
            .iter()
            .filter(|scope| **scope == Scope::Nationality)
            .count()
    })
}

impl LeverValues {
    /// Value of a lever in a state, for people of no particular nationality.
    #[inline]
    pub fn get(&self, state: StateId, lever: Lever) -> f64 {
        self.by_state[state.index()][lever as usize]
    }

    /// Value of a lever in a state for a nationality.
    pub fn of(&self, nationality: NationalityId, state: StateId, lever: Lever) -> f64 {
        match position(lever) {
            Some(at) => self.by_nationality[nationality.index()][state.index()][at],
            None => self.get(state, lever),
        }
    }

    fn apply(&mut self, change: &Change, lever: Lever, value: f64, part: f64, held: &Held) {
        let states = self.by_state.len();
        for state in (0..states).filter(|state| held.lets(change, lever, *state)) {
            let move_to = |before: &mut f64| *before += part * (value - *before);
            if change.nationalities.is_none() {
                move_to(&mut self.by_state[state][lever as usize]);
            }
            if let Some(at) = position(lever) {
                for (nationality, values) in self.by_nationality.iter_mut().enumerate() {
                    if change.reaches(NationalityId::from(nationality)) {
                        move_to(&mut values[state][at]);
                    }
                }
            }
        }
    }
}

/// Levers that dated changes do not move.
pub(crate) struct Held(Vec<[bool; Lever::COUNT]>);

impl Held {
    /// Whether a change moves the lever in a state.
    pub(crate) fn lets(&self, change: &Change, lever: Lever, state: usize) -> bool {
        change.state.is_none_or(|it| it.index() == state) && !self.0[state][lever as usize]
    }
}

/// What a policy sets on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    /// The levers.
    pub levers: LeverValues,
    /// For each gate, whether it is open.
    pub gates: Vec<bool>,
    /// Multiplier of each daily capacity.
    pub capacities: Vec<f64>,
    /// Log points added to the departure hazard, by nationality.
    pub departures: Vec<f64>,
}

impl Policy {
    /// The dated changes that hold under the policy, in the order in which they come into force.
    pub fn dated<'a>(&'a self, world: &'a World) -> Vec<&'a Change> {
        let timeline = if self.timeline {
            world.timeline.as_slice()
        } else {
            &[]
        };
        let mut changes: Vec<&Change> = timeline.iter().chain(&self.changes).collect();
        changes.sort_by_key(|change| change.effective);
        changes
    }

    /// The days of a window on which what is in force changes, the first day included.
    pub fn days_of_change(&self, world: &World, calendar: &Calendar) -> Vec<usize> {
        let first = calendar.date(0);
        let mut days = vec![0];
        let mut add = |date: Date| {
            if date > first {
                days.push(days_between(first, date));
            }
        };
        for change in self.dated(world) {
            add(change.effective);
            change.expiry.into_iter().for_each(&mut add);
            let ramp = change.ramp_days as usize;
            for day in (0..ramp).step_by(RAMP_STEP).chain([ramp]) {
                add(change
                    .effective
                    .saturating_add(jiff::Span::new().days(day as i64)));
            }
        }
        if self.timeline {
            for (gate, set) in world.gates.iter().zip(&self.gates) {
                if set.is_none() {
                    gate.opens.into_iter().for_each(&mut add);
                    gate.closes.into_iter().for_each(&mut add);
                }
            }
        }
        days.sort_unstable();
        days.dedup();
        days.retain(|day| *day < calendar.days());
        days
    }

    /// What is in force on a day.
    pub fn in_force(&self, world: &World, setting: &Setting, date: Date) -> InForce {
        let states = world.states.len();
        let changes = self.dated(world);
        let mut levers = self.undated(&world.levers, states, &changes, setting, date);
        let mut values = LeverValues {
            by_nationality: vec![Vec::new(); world.nationalities.len()],
            by_state: Vec::new(),
        };
        for of_one in &mut values.by_nationality {
            *of_one = levers.iter().map(scoped).collect();
        }
        values.by_state = std::mem::take(&mut levers);
        let held = self.held(states);
        let mut in_force = InForce {
            levers: values,
            gates: self
                .gates
                .iter()
                .zip(&world.gates)
                .map(|(set, gate)| {
                    set.unwrap_or(if self.timeline {
                        gate.open_in_history(date)
                    } else {
                        gate.reference_open
                    })
                })
                .collect(),
            capacities: vec![1.0; world.capacities.len()],
            departures: vec![0.0; world.nationalities.len()],
        };
        for change in changes {
            let part = change.in_force(date);
            if part <= 0.0 {
                continue;
            }
            let value = change.value.get(setting);
            match change.target {
                Target::Lever(lever) => in_force.levers.apply(change, lever, value, part, &held),
                Target::Dial(_) => {}
                Target::Gate(gate) => {
                    if self.gates[gate.index()].is_none() {
                        in_force.gates[gate.index()] = value >= 0.5;
                    }
                }
                Target::Capacity(capacity) => {
                    let before = &mut in_force.capacities[capacity.index()];
                    *before *= 1.0 + part * (value - 1.0);
                }
                Target::Departures => {
                    for (nationality, points) in in_force.departures.iter_mut().enumerate() {
                        if change.reaches(NationalityId::from(nationality)) {
                            *points += part * value;
                        }
                    }
                }
            }
        }
        in_force
    }

    /// Levers by state from dials and direct settings, before dated changes of levers.
    fn undated(
        &self,
        rows: &[LeverRow],
        states: usize,
        changes: &[&Change],
        setting: &Setting,
        date: Date,
    ) -> Vec<[f64; Lever::COUNT]> {
        let mut values = Vec::with_capacity(states);
        for state in 0..states {
            let mut dials = self.dials;
            for change in changes {
                let part = change.in_force(date);
                if let Target::Dial(dial) = change.target
                    && part > 0.0
                    && change.state.is_none_or(|it| it.index() == state)
                {
                    let before = dials[dial as usize].unwrap_or(0.0);
                    dials[dial as usize] =
                        Some(before + part * (change.value.get(setting) - before));
                }
            }
            let mut own = [0.0; Lever::COUNT];
            for row in rows {
                own[row.lever as usize] = row.at_dials(dials);
            }
            values.push(own);
        }
        for everywhere in [true, false] {
            for setting in self
                .settings
                .iter()
                .filter(|setting| setting.state.is_none() == everywhere)
            {
                for (state, own) in values.iter_mut().enumerate() {
                    if setting.state.is_none_or(|it| it.index() == state) {
                        own[setting.lever as usize] = setting.value;
                    }
                }
            }
        }
        values
    }

    /// What no dated change moves.
    pub(crate) fn held(&self, states: usize) -> Held {
        let mut held = vec![[false; Lever::COUNT]; states];
        for setting in self.settings.iter().filter(|setting| setting.held) {
            for (state, own) in held.iter_mut().enumerate() {
                own[setting.lever as usize] |= setting.state.is_none_or(|it| it.index() == state);
            }
        }
        Held(held)
    }
}

fn scoped(levers: &[f64; Lever::COUNT]) -> [f64; SCOPED] {
    let mut values = [0.0; SCOPED];
    for lever in Lever::ALL {
        if let Some(at) = position(lever) {
            values[at] = levers[lever as usize];
        }
    }
    values
}
