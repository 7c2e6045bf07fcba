use super::*;
use crate::engine::RunSpec;
use crate::engine::event::{Place, ProtectionStage};
use crate::engine::people::Person;
use crate::engine::people::{Age, mark};
use crate::ids::{ArcId, ClassId, LocationId, StateId};
use crate::observe::tally::{ABUSE, AT_PLACE, Answer, LinkCount, SERIOUS};
use crate::observe::{Need, fixture};
use crate::world::vocabulary::Harm;

const FIRST: Moment = Moment {
    day: 0,
    month: 0,
    rainy: false,
};
const NATIONALITY: NationalityId = NationalityId(1);

fn tally() -> Tally {
    let world = fixture::world();
    Tally::new(
        &world,
        &RunSpec {
            from: world.start,
            to: world.end,
            scale: 1.0,
            seed: 1,
            fixed_parameters: true,
            ..RunSpec::of(&world)
        },
    )
}

fn tell(tally: &mut Tally, person: Person, event: Event) {
    let who = Who {
        nationality: NATIONALITY,
        people: &[person],
    };
    tally.event(FIRST, who, event);
}

fn harm(tally: &mut Tally, place: Place, person: Person, harm: Harm) {
    let homeward = false;
    let event = Event::Harmed {
        place,
        harm,
        homeward,
    };
    tell(tally, person, event);
}

fn cross(tally: &mut Tally, person: Person, guided: bool) {
    let event = Event::Crossed {
        class: ClassId(0),
        days: 4.0,
        usd: 170.0,
        guided,
    };
    tell(tally, person, event);
}

fn woman() -> Person {
    Person {
        need: Need::Convention1951,
        ..fixture::person(1)
    }
}

#[test]
fn persons_are_counted_once_and_events_each_time() {
    let mut tally = tally();
    let place = Place::Arc(ArcId(0));
    let mut person = woman();
    for harm in [
        Harm::InjuryIllness,
        Harm::ExtortionRobbery,
        Harm::ExtortionRobbery,
        Harm::Kidnapping,
    ] {
        self::harm(&mut tally, place, person, harm);
        person.harms |= harm.bit();
    }
    let place = Place::Location(LocationId(0));
    harm(&mut tally, place, person, Harm::Drowning);
    let persons = |kind: usize| tally.harm_persons.sum([None, None, Some(kind)]);
    let events = |kind: usize| tally.harm_events.sum([None, None, Some(kind)]);
    assert_eq!(
        (
            persons(Harm::ExtortionRobbery as usize),
            events(Harm::ExtortionRobbery as usize)
        ),
        (1, 2)
    );
    assert_eq!((persons(SERIOUS), events(SERIOUS)), (1, 2));
    assert_eq!((persons(ABUSE), events(ABUSE)), (1, 3));
    assert_eq!(
        tally
            .harm_events
            .get([0, AT_PLACE, Harm::Drowning as usize]),
        1
    );
    assert_eq!(tally.links.get([0, 0, LinkCount::Harmed as usize]), 4);
    assert_eq!(tally.links.get([0, 0, LinkCount::Deaths as usize]), 0);
    assert_eq!(
        tally
            .group_harm_persons
            .get([1, 0, Age::Adult as usize, SERIOUS]),
        1
    );
}

#[test]
fn robbery_and_common_injury_alone_are_not_serious() {
    let mut tally = tally();
    let mut person = woman();
    let place = Place::Arc(ArcId(0));
    let serious = |tally: &Tally| tally.harm_persons.sum([None, None, Some(SERIOUS)]);
    for harm in [Harm::ExtortionRobbery, Harm::InjuryIllness] {
        self::harm(&mut tally, place, person, harm);
        person.harms |= harm.bit();
    }
    assert_eq!(serious(&tally), 0);
    for harm in [Harm::LifeThreateningInjury, Harm::Exploitation] {
        self::harm(&mut tally, place, person, harm);
        person.harms |= harm.bit();
    }
    assert_eq!(serious(&tally), 1);
    assert_eq!(tally.harm_events.sum([None, None, Some(SERIOUS)]), 2);
}

#[test]
fn stages_are_counted_first_time_by_the_marks_before_them() {
    let mut tally = tally();
    let mut person = woman();
    for _ in 0..2 {
        let (state, stage) = (StateId(0), ProtectionStage::Informed);
        tell(&mut tally, person, Event::Protection { state, stage });
        person.marks |= mark::INFORMED;
    }
    let counter = [
        0,
        0,
        Need::Convention1951 as usize,
        ProtectionStage::Informed as usize,
    ];
    assert_eq!(tally.protection.get(counter), 2);
    assert_eq!(tally.protection_first.get(counter), 1);
}

#[test]
fn survivors_of_a_crossing_answer_for_the_crossing_alone() {
    let mut tally = tally();
    let mut person = woman();
    person.harms = Harm::ABUSE;
    cross(&mut tally, person, true);
    person.crossing_harms = 1 << Harm::GenderBasedViolence as u16;
    cross(&mut tally, person, false);
    assert_eq!(tally.survey.get([0, Answer::Crossed as usize]), 2);
    assert_eq!(tally.survey.get([0, Answer::AnyAbuse as usize]), 1);
    assert_eq!(tally.survey.get([0, Answer::WomenGbv as usize]), 1);
    assert_eq!(tally.crossing_histograms[1].count(), 1);
    assert_eq!(tally.survey.get([0, Answer::Unaccompanied as usize]), 0);
}

#[test]
fn the_last_ledger_gives_the_stocks_at_the_end() {
    let mut tally = tally();
    let mut ledger = Ledger::new(2);
    ledger.depart(NATIONALITY, 3);
    ledger.enter(NATIONALITY, Standing::Travelling, 3);
    tally.month_ended(FIRST, &ledger);
    ledger.shift(NATIONALITY, Standing::Travelling, Standing::Protected, 2, 0);
    tally.month_ended(
        Moment {
            day: 40,
            month: 1,
            rainy: true,
        },
        &ledger,
    );
    assert_eq!(tally.at_end(None, Standing::Protected as usize), 2);
    assert_eq!(tally.at_end(Some(1), DEPARTED), 3);
    assert_eq!(tally.at_end(Some(0), DEPARTED), 0);
}
