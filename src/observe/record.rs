//! What observers write down, beside what happens: the border count, recorded deaths, clinics, bodies
//! seen on the way, and surveys.
//!
//! Each observer sees events as the tally does and draws for itself, so that nothing it does can
//! change what happens. Published figures are compared with the record, never with the truth.

use super::bodies::Bodies;
use super::deaths::{DeathNumbers, Incident, SOURCES};
use super::survey::{self, Asked};
use super::tally::AT_PLACE;
use super::{Age, Gender, Grid};
use crate::engine::RunSpec;
use crate::engine::event::{Moment, Place};
use crate::engine::people::Person;
use crate::engine::regime::PolicyRegime;
use crate::ids::{ArcId, ClassId, NationalityId, QuantityId, StateId};
use crate::rng::named::{Block, Sight};
use crate::rng::{Draws, split_entity, unit};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::Lever;
use crate::world::vocabulary::{Harm, Parameter};

/// Who observes: every one has addresses of its own.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Eye {
    /// The count at the border.
    Border = 0x80,
    /// Those who record deaths.
    Deaths,
    /// People passing by.
    Passer,
    /// Clinics.
    Clinic,
    /// Surveys.
    Survey,
}

impl Eye {
    /// The entity of what this observer sees of another entity, on a day or in a place.
    pub(super) fn entity(self, of: u64, at: u64) -> u64 {
        split_entity(of, at, self as u8)
    }
}

/// A cause of death, in the order of [`Harm`].
pub const CAUSES: [Harm; 4] = [
    Harm::Drowning,
    Harm::DeathViolence,
    Harm::DeathExposure,
    Harm::DeathAccident,
];

/// The numbers of the observers in force.
#[derive(Clone, Debug, Default, PartialEq)]
struct Numbers {
    border: f64,
    deaths: DeathNumbers,
    survey_size: f64,
    clinic_open: f64,
    /// Access of those who record deaths above the reference, by state.
    access: Vec<f64>,
}

/// Counters of what observers wrote down in one replication, of simulated people like those of the
/// tally.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Crossings in the border count, by month, class and group.
    pub crossings: Grid<u64, 5>,
    /// Recorded deaths by month of recording, where, cause (by [`CAUSES`]) and source
    /// (by [`super::deaths::Source`]).
    pub deaths: Grid<u64, 4>,
    /// People who saw a body on their crossing, by month and class.
    pub saw_body: Grid<u64, 2>,
    /// Survivors of gender-based violence treated by clinics at the end of the crossing, by month.
    pub treated: Grid<u64, 1>,
    /// Answers in the survey of each month, in people asked: they are not to be scaled.
    pub survey: Grid<u64, 2>,
    draws: Draws,
    scale: f64,
    month_of_day: Vec<usize>,
    parameters: [QuantityId; 13],
    numbers: Numbers,
    incident: Option<Incident>,
    bodies: Bodies,
    class_of_link: Vec<usize>,
    state_of_link_end: Vec<[StateId; 2]>,
    state_of_location: Vec<StateId>,
    records_crossings: Vec<bool>,
    is_crossing: Vec<bool>,
    flow: Flow,
}

/// People a month who complete a crossing, the latest counting most.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Flow {
    people: f64,
    day: usize,
}

impl Flow {
    /// Mean days for which people are counted.
    const DAYS: f64 = 30.0;

    fn note(&mut self, day: usize, people: f64) {
        let passed = day.saturating_sub(self.day) as f64;
        self.people = self.people * libm::exp(-passed / Self::DAYS) + people;
        self.day = self.day.max(day);
    }
}

impl Record {
    /// Counters at zero.
    pub fn new(world: &World, spec: &RunSpec) -> Self {
        let calendar = Calendar::new(spec.from, spec.to);
        let months = calendar.months().len();
        let classes = world.classes.len();
        let (genders, ages) = (Gender::ALL.len(), Age::ALL.len());
        let state_of = |at: crate::ids::LocationId| world.locations[at.index()].state;
        let mut records_crossings = vec![false; world.states.len()];
        for place in world.locations.iter().filter(|it| it.crossing_point) {
            records_crossings[place.state.index()] = true;
        }
        Self {
            crossings: Grid::new([months, classes, world.nationalities.len(), genders, ages]),
            deaths: Grid::new([months, classes + 1, CAUSES.len(), SOURCES.len()]),
            saw_body: Grid::new([months, classes]),
            treated: Grid::new([months]),
            survey: Grid::new([months, Asked::COUNT]),
            draws: Draws::new(spec.seed, 0),
            scale: spec.scale,
            month_of_day: (0..calendar.days())
                .map(|day| calendar.month_of(day))
                .collect(),
            parameters: [
                Parameter::BorderRegistered,
                Parameter::DeathsMedia,
                Parameter::DeathsForensic,
                Parameter::DeathsSize,
                Parameter::DeathsAccess,
                Parameter::DeathsLoad,
                Parameter::DeathsUsual,
                Parameter::DeathsLag,
                Parameter::DeathsCorrelation,
                Parameter::BodiesDays,
                Parameter::BodiesSeen,
                Parameter::SurveySize,
                Parameter::ClinicOpen,
            ]
            .map(|which| world.parameter(which)),
            numbers: Numbers::default(),
            incident: None,
            bodies: Bodies::new(classes, spec.scale),
            class_of_link: world.links.iter().map(|link| link.class.index()).collect(),
            state_of_link_end: world
                .links
                .iter()
                .map(|link| [state_of(link.to), state_of(link.from)])
                .collect(),
            state_of_location: world.locations.iter().map(|at| at.state).collect(),
            records_crossings,
            is_crossing: world.classes.iter().map(|class| class.crossing).collect(),
            flow: Flow::default(),
        }
    }

    /// From now on draws come from `draws`.
    pub(super) fn begin(&mut self, draws: Draws) {
        self.draws = draws;
    }

    /// Other numbers and levers come into force.
    pub(super) fn adopt(&mut self, regime: &PolicyRegime) {
        self.book_incident();
        let conditions = &regime.conditions;
        let [
            border,
            media,
            forensic,
            size,
            access,
            load,
            usual,
            lag,
            correlation,
            days,
            seen,
            asked,
            open,
        ] = self.parameters.map(|id| conditions.get(id));
        self.bodies.adopt(days, seen);
        self.numbers = Numbers {
            border,
            deaths: DeathNumbers {
                sources: [media, forensic],
                size,
                access,
                load,
                usual,
                lag,
                correlation,
            },
            survey_size: asked,
            clinic_open: open,
            access: (0..self.records_crossings.len())
                .map(|state| {
                    conditions.above_reference(StateId::from(state), Lever::DeathMonitoring)
                })
                .collect(),
        };
    }

    /// People arrive at the end of a crossing: the border counts them, and they tell whether they
    /// saw a body.
    pub(super) fn crossed(
        &mut self,
        at: Moment,
        class: ClassId,
        nationality: NationalityId,
        people: &[Person],
    ) {
        self.flow.note(at.day, people.len() as f64 / self.scale);
        let day = at.day as u64;
        for person in people {
            let entity = Eye::Border.entity(person.entity, day);
            if self.luck(entity, person.member) < self.numbers.border {
                let group = [
                    at.month,
                    class.index(),
                    nationality.index(),
                    person.gender as usize,
                    person.age as usize,
                ];
                self.crossings.add(group, 1);
            }
        }
        if let Some(first) = people.first() {
            let entity = Eye::Passer.entity(first.entity, day);
            if self.luck(entity, first.member) < self.bodies.chance(class.index(), at.day) {
                self.saw_body
                    .add([at.month, class.index()], people.len() as u64);
            }
        }
    }

    /// A person dies.
    pub(super) fn died(&mut self, at: Moment, place: Place, person: &Person, cause: usize) {
        let same = |incident: &Incident| {
            incident.entity == person.entity && incident.place == place && incident.day == at.day
        };
        if !self.incident.as_ref().is_some_and(same) {
            self.book_incident();
            self.incident = Some(Incident::new(person.entity, place, at.day));
        }
        if let Some(incident) = &mut self.incident {
            incident.deaths[cause] += 1;
        }
        if let Place::Arc(arc) = place {
            let class = self.class_of_link[arc.link().index()];
            self.bodies.add(class, at.day);
        }
    }

    /// Lets those who record deaths look at the last incident, now that it is over.
    fn book_incident(&mut self) {
        let Some(incident) = self.incident.take() else {
            return;
        };
        let state = self.state_of(incident.place);
        let access = self
            .numbers
            .access
            .get(state.index())
            .copied()
            .unwrap_or_default();
        let deaths = &self.numbers.deaths;
        let load = match incident.place {
            Place::Arc(arc) if self.is_crossing[self.class_of_link[arc.link().index()]] => {
                deaths.of_load(self.flow.people)
            }
            _ => 0.0,
        };
        let more = deaths.access * access + load;
        let lags = deaths.recorded(&self.draws, &incident, more);
        let place = match incident.place {
            Place::Arc(arc) => self.class_of_link[arc.link().index()] + 1,
            Place::Location(_) => AT_PLACE,
        };
        for (source, lag) in lags.into_iter().enumerate() {
            let day = lag.map(|days| incident.day + days as usize);
            let Some(&month) = day.and_then(|day| self.month_of_day.get(day)) else {
                continue;
            };
            for (cause, &deaths) in incident.deaths.iter().enumerate() {
                self.deaths
                    .add([month, place, cause, source], u64::from(deaths));
            }
        }
    }

    /// The state whose recorders hear of what happens somewhere: on a link, that to which it leads.
    fn state_of(&self, place: Place) -> StateId {
        let at_end =
            |arc: ArcId| self.state_of_link_end[arc.link().index()][usize::from(arc.is_reverse())];
        match place {
            Place::Arc(arc) => at_end(arc),
            Place::Location(at) => self.state_of_location[at.index()],
        }
    }

    /// A survivor of gender-based violence is treated in a state; clinics where crossings are
    /// recorded count those who come while they are open.
    pub(super) fn treated(&mut self, at: Moment, state: StateId, person: &Person) {
        let entity = Eye::Clinic.entity(person.entity, at.day as u64);
        if self.records_crossings[state.index()]
            && self.luck(entity, person.member) < self.numbers.clinic_open
        {
            self.treated.add([at.month], 1);
        }
    }

    /// A month ends: late deaths are looked at, and a survey asks as many survivors of a crossing as
    /// it can find, of whom `truth` tells by [`Answer`].
    pub(super) fn end_month(&mut self, month: usize, truth: &Grid<u64, 2>) {
        self.book_incident();
        let answers = survey::ask(
            &self.draws,
            month,
            self.numbers.survey_size,
            self.scale,
            truth,
        );
        for (asked, people) in answers.into_iter().enumerate() {
            self.survey.add([month, asked], people);
        }
    }

    fn luck(&self, entity: u64, member: u8) -> f64 {
        unit(Sight::of_member(&self.draws, entity, member, 0).seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LocationId;
    use crate::observe::fixture;
    use crate::observe::tally::Answer;

    const TRAIL: ClassId = ClassId(1);

    fn at(day: usize, month: usize) -> Moment {
        Moment {
            day,
            month,
            rainy: false,
        }
    }

    fn no_answers() -> Grid<u64, 2> {
        Grid::new([3, Answer::COUNT])
    }

    /// A record with numbers at hand; deaths are always recorded by the first source, at once.
    fn record(scale: f64) -> Record {
        let world = fixture::world();
        let mut record = Record::new(&world, &fixture::spec(&world, scale));
        record.numbers = Numbers {
            border: 0.9,
            deaths: DeathNumbers {
                sources: [50.0, -50.0],
                ..DeathNumbers::default()
            },
            survey_size: 200.0,
            clinic_open: 0.7,
            access: vec![0.0; 2],
        };
        record
    }

    #[test]
    fn the_border_counts_a_part_of_survivors_and_clinics_those_who_come_while_open() {
        let mut record = record(1.0);
        let people = 20_000;
        for entity in 0..people {
            let who = fixture::person(entity);
            record.crossed(at(3, 0), TRAIL, NationalityId(0), &[who]);
            record.treated(at(3, 0), StateId(1), &who);
            record.treated(at(3, 0), StateId(0), &who);
        }
        let share = |count: u64| count as f64 / people as f64;
        let counted = share(record.crossings.total());
        assert!((counted - 0.9).abs() < 0.01, "{counted}");
        let treated = share(record.treated.total());
        assert!(
            (treated - 0.7).abs() < 0.01,
            "only in the state that counts: {treated}"
        );
        assert_eq!(record.saw_body.total(), 0);
    }

    #[test]
    fn deaths_of_one_party_on_one_day_are_one_incident() {
        let mut record = record(1.0);
        record.numbers.deaths.sources = [0.0, -500.0];
        record.numbers.deaths.size = 100.0;
        let arc = Place::Arc(ArcId(0));
        for entity in 0..200 {
            record.died(at(5, 0), arc, &fixture::person(entity), 0);
            record.died(at(5, 0), arc, &fixture::person(entity), 2);
        }
        record.end_month(0, &no_answers());
        let by = |cause| record.deaths.sum([Some(0), Some(2), Some(cause), Some(0)]);
        assert_eq!(
            [by(0), by(1), by(2)],
            [200, 0, 200],
            "two deaths are never missed"
        );
        assert_eq!(record.deaths.sum([None, None, None, Some(1)]), 0);
        let places = Place::Location(LocationId(0));
        for entity in 0..2_000 {
            record.died(at(6, 0), places, &fixture::person(entity), 0);
        }
        record.end_month(0, &no_answers());
        let half = record.deaths.sum([None, Some(AT_PLACE), None, Some(0)]) as f64;
        assert!((half / 2_000.0 - 0.5).abs() < 0.04, "{half}");
    }

    #[test]
    fn a_record_is_made_in_the_month_of_recording_or_never() {
        let mut record = record(1.0);
        record.numbers.deaths.lag = 31.0;
        for entity in 0..4_000 {
            record.died(at(0, 0), Place::Arc(ArcId(0)), &fixture::person(entity), 0);
        }
        record.end_month(0, &no_answers());
        let by = |month| record.deaths.sum([Some(month), None, None, Some(0)]) as f64 / 4_000.0;
        for (month, days) in [(0, [0.0, 31.0]), (1, [31.0, 59.0]), (2, [59.0, 90.0])] {
            let left = |days: f64| libm::exp(-days / 31.0);
            let expected = left(days[0]) - left(days[1]);
            assert!(
                (by(month) - expected).abs() < 0.03,
                "{month}: {}",
                by(month)
            );
        }
    }
}
