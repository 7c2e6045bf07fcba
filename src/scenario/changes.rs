//! Dated changes, of the timeline or of a policy: what they set, where, for whom and when.

use jiff::civil::Date;

use super::corridor::Span;
use super::fault::Log;
use super::field::Field;
use super::policies::Terms;
use super::rules::{ALL, admits};
use super::table::Refused;
use crate::ids::{CapacityId, GateId, StateId};
use crate::units::Unit;
use crate::world::policy::{Dial, Lever, LeverRow, Scope};
use crate::world::schedule::{Change, Magnitude, Target};

/// The word for the departure hazard.
const DEPARTURES: &str = "departures";
/// Longest time until a change holds in full, in days: ten years.
const LONGEST_RAMP: f64 = 3653.0;

#[derive(Clone, Copy)]
enum Kind {
    Lever,
    Dial,
    Gate,
    Capacity,
    Push,
}

const KINDS: [(&str, Kind); 5] = [
    ("lever", Kind::Lever),
    ("dial", Kind::Dial),
    ("gate", Kind::Gate),
    ("capacity", Kind::Capacity),
    ("push", Kind::Push),
];

/// What a change sets, and the bounds of what it can be set to.
pub(super) struct Aim {
    target: Target,
    pub(super) unit: Unit,
    pub(super) bounds: (f64, f64),
}

impl Aim {
    fn of(target: Target, unit: Unit) -> Self {
        Self {
            target,
            unit,
            bounds: unit.bounds(),
        }
    }

    fn of_lever(row: &LeverRow) -> Self {
        Self {
            bounds: (row.min, row.max),
            ..Self::of(Target::Lever(row.lever), Unit::Lever)
        }
    }

    fn differs_by_state(&self) -> bool {
        match self.target {
            Target::Lever(lever) => lever.scope() != Scope::Corridor,
            Target::Dial(_) => true,
            Target::Gate(_) | Target::Capacity(_) | Target::Departures => false,
        }
    }

    fn differs_by_nationality(&self) -> bool {
        match self.target {
            Target::Lever(lever) => lever.scope() == Scope::Nationality,
            Target::Departures => true,
            Target::Dial(_) | Target::Gate(_) | Target::Capacity(_) => false,
        }
    }

    /// A number that what is set can be set to.
    pub(super) fn legal(&self, field: &Field, log: &mut Log) -> Option<f64> {
        let number = field.between(log, self.bounds.0, self.bounds.1, "")?;
        self.is_whole(field, number, log).then_some(number)
    }

    /// Whether a number does not leave a gate ajar; a fault if it does.
    fn is_whole(&self, field: &Field, number: f64, log: &mut Log) -> bool {
        let ajar = self.is_gate() && number.fract() > 0.0;
        if ajar {
            field.refuse(log, "a gate is open or closed", "1 (open), 0 (closed)");
        }
        !ajar
    }

    /// Faults of a range, whose numbers are legal.
    pub(super) fn check_range(&self, fields: [Option<&Field>; 3], log: &mut Log) {
        let [value, low, high] = fields;
        let stated = |field: Option<&Field>| field.and_then(|it| it.text.parse::<f64>().ok());
        let Some(number) = stated(value).filter(|_| self.is_gate()) else {
            return;
        };
        if let Some(value) = value
            && !self.is_whole(value, number, log)
        {
            return;
        }
        for field in [low, high].into_iter().flatten() {
            if stated(Some(field)).is_some_and(|end| (end - number).abs() > 0.0) {
                let fault = field.fault("the position of a gate has no range");
                log.add(fault.allowed(number.to_string()));
            }
        }
    }

    fn is_gate(&self) -> bool {
        matches!(self.target, Target::Gate(_))
    }
}

/// The pieces of a change but for its size; those that may be left out are absent if they are.
pub(super) struct Pieces<'a> {
    pub(super) kind: Option<Field<'a>>,
    pub(super) name: Option<Field<'a>>,
    pub(super) told: Option<Field<'a>>,
    pub(super) state: Option<Field<'a>>,
    pub(super) nationalities: Option<Field<'a>>,
    pub(super) announced: Option<Field<'a>>,
    pub(super) effective: Option<Field<'a>>,
    pub(super) ramp_days: Option<Field<'a>>,
    pub(super) expiry: Option<Field<'a>>,
}

impl Pieces<'_> {
    /// What the change sets.
    pub(super) fn aim(&self, terms: &Terms, log: &mut Log) -> Option<Aim> {
        let kind = self.kind.as_ref()?.choice(log, "kind of change", KINDS)?;
        let name = self.name.as_ref()?;
        match kind {
            Kind::Lever => {
                let unknown = name.fault("unknown lever");
                terms.lever(&name.text, unknown, log).map(Aim::of_lever)
            }
            Kind::Dial => {
                let dials = Dial::ALL.map(|dial| (dial.name(), Target::Dial(dial)));
                let dial = name.choice(log, "dial", dials)?;
                Some(Aim::of(dial, Unit::Share))
            }
            Kind::Gate => {
                let gate = GateId::from(name.known(log, &terms.gates)?);
                Some(Aim::of(Target::Gate(gate), Unit::Share))
            }
            Kind::Capacity => {
                let capacity = CapacityId::from(name.known(log, &terms.capacities)?);
                Some(Aim::of(Target::Capacity(capacity), Unit::Ratio))
            }
            Kind::Push => {
                let departures = [(DEPARTURES, Target::Departures)];
                let departures = name.choice(log, "thing to push", departures)?;
                Some(Aim::of(departures, Unit::LogPoints))
            }
        }
    }

    /// The change `id`, which sets what `aim` says to `value`.
    pub(super) fn read(
        &self,
        id: String,
        aim: Option<&Aim>,
        value: Option<Magnitude>,
        note: String,
        terms: &Terms,
        log: &mut Log,
    ) -> Option<Change> {
        let dates = self.dates(terms.span, log);
        let ramp_days = self.ramp(log);
        let aim = aim?;
        if let (Some(days), Some(field)) = (ramp_days, &self.ramp_days)
            && days > 0
            && aim.is_gate()
        {
            field.refuse(log, "a gate opens or closes on one day", "0");
        }
        let told = self.told(aim, log);
        let state = self.state(aim, terms, log);
        let nationalities = self.nationalities(aim, terms, log);
        let (announced, effective, expiry) = dates?;
        Some(Change {
            id,
            target: aim.target,
            value: value?,
            told: told.ok()?,
            state: state.ok()?,
            nationalities: nationalities.ok()?,
            announced,
            effective,
            ramp_days: ramp_days?,
            expiry,
            note,
        })
    }

    fn dates(&self, span: Option<Span>, log: &mut Log) -> Option<(Date, Date, Option<Date>)> {
        let mut date = |field: &Option<Field>| {
            let field = field.as_ref()?;
            let date = field.date(log);
            Some(date.filter(|date| Span::holds(span, field, *date, log)))
        };
        let announced = date(&self.announced);
        let expiry = date(&self.expiry);
        let effective = date(&self.effective)??;
        if let (Some(field), Some(Some(announced))) = (&self.announced, announced)
            && announced > effective
        {
            let fault = field.fault("announced after it takes effect");
            log.add(fault.allowed(format!("{effective} or earlier")));
        }
        if let (Some(field), Some(Some(expiry))) = (&self.expiry, expiry)
            && expiry <= effective
        {
            let fault = field.fault("expires before it takes effect");
            log.add(fault.allowed(format!("after {effective}")));
        }
        let expiry = match expiry {
            Some(date) => Some(date?),
            None => None,
        };
        Some((announced.unwrap_or(Some(effective))?, effective, expiry))
    }

    fn ramp(&self, log: &mut Log) -> Option<u32> {
        let Some(field) = &self.ramp_days else {
            return Some(0);
        };
        let days = field.between(log, 0.0, LONGEST_RAMP, "days")?;
        if days.fract() > 0.0 {
            field.refuse(log, "not whole", "whole days");
            return None;
        }
        Some(days as u32)
    }

    fn told(&self, aim: &Aim, log: &mut Log) -> Result<Option<f64>, Refused> {
        let Some(field) = &self.told else {
            return Ok(None);
        };
        let access = Lever::DestinationAccess;
        if aim.target != Target::Lever(access) {
            let problem = format!("only {} is told to be another than it is", access.name());
            field.refuse(log, problem, "nothing");
            return Err(Refused);
        }
        aim.legal(field, log).map(Some).ok_or(Refused)
    }

    fn state(&self, aim: &Aim, terms: &Terms, log: &mut Log) -> Result<Option<StateId>, Refused> {
        let Some(field) = &self.state else {
            return Ok(None);
        };
        if !aim.differs_by_state() {
            field.refuse(log, "what is set does not differ by state", "nothing");
            return Err(Refused);
        }
        let state = field.known(log, &terms.states).ok_or(Refused)?;
        Ok(Some(StateId::from(state)))
    }

    fn nationalities(
        &self,
        aim: &Aim,
        terms: &Terms,
        log: &mut Log,
    ) -> Result<Option<Vec<bool>>, Refused> {
        let Some(field) = self.nationalities.as_ref().filter(|it| it.text != ALL) else {
            return Ok(None);
        };
        if !aim.differs_by_nationality() {
            field.refuse(log, "what is set does not differ by nationality", ALL);
            return Err(Refused);
        }
        let reached = admits(field, &terms.nationalities, log).ok_or(Refused)?;
        Ok(Some(reached))
    }
}
