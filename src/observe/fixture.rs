//! A small world for tests: two states, three places, two links, two nationalities.

use jiff::civil::{Date, date};

use crate::engine::RunSpec;
use crate::engine::people::{Age, Gender, Person};
use crate::ids::{ClassId, LocationId, NationalityId, QuantityId, SegmentId, StateId};
use crate::observe::equity::{Burden, Dimension, Equity};
use crate::units::Unit;
use crate::world::market::{STANDARD, Tier};
use crate::world::network::{
    Gate, GateKind, Guide, Link, LinkClass, LinkUse, Location, LocationKind, Mode, RouteGraph,
    Segment, State,
};
use crate::world::policy::{Dial, Lever, LeverRow, Policy};
use crate::world::population::{Nationality, Origin};
use crate::world::register::{Grade, Quantity, Register, Status};
use crate::world::schedule::{self, Change, Magnitude};
use crate::world::vocabulary::{
    ClassQuantity, Demographic, Harm, Parameter, StateQuantity, TierQuantity,
};
use crate::world::{ObservedCrossings, Source, Target, World};

fn number(register: &mut Register, name: String, unit: Unit, what: &str) -> QuantityId {
    let grade = if name.starts_with("hazard.eta") {
        Grade::D
    } else {
        Grade::C
    };
    let bounds = Parameter::from_name(&name).map_or(unit.bounds(), Parameter::bounds);
    register.add(Quantity {
        name,
        value: 0.5,
        low: 0.25,
        high: 0.75,
        unit,
        bounds,
        status: Status::Assumption,
        grade,
        source: "assumption".to_owned(),
        what: what.to_owned(),
    })
}

fn location(id: &str, state: u32, kind: LocationKind) -> Location {
    Location {
        id: id.to_owned(),
        name: id.to_uppercase(),
        state: StateId(state),
        lat: 8.0,
        lon: -77.0,
        kind,
        segment: SegmentId(0),
        crossing_point: id == "b",
        reception: true,
        asylum_office: true,
        contract_ends: false,
    }
}

fn link(id: &str, from: u32, to: u32, class: u32, fare: QuantityId) -> Link {
    Link {
        id: id.to_owned(),
        from: LocationId(from),
        to: LocationId(to),
        mode: Mode::Foot,
        class: ClassId(class),
        distance_km: 10.0,
        days: [1.0, 2.0, 4.0],
        fare,
        purpose: LinkUse::Onward,
        gate: None,
        bidirectional: false,
        segment: SegmentId(0),
        guide: Guide::None,
        visa: false,
        capacity: None,
        control: StateId(0),
    }
}

fn target(id: &str, measure: &str, low: f64, high: f64) -> Target {
    Target {
        id: id.to_owned(),
        what: format!("what {id} measures"),
        observed: f64::midpoint(low, high),
        low,
        high,
        measure: measure.to_owned(),
        role: "input check".to_owned(),
        source: "SRC".to_owned(),
        fails: String::new(),
    }
}

fn lever(lever: Lever) -> LeverRow {
    let dial = match lever {
        Lever::AsylumAccess | Lever::DeathMonitoring => Some(Dial::Humanitarian),
        Lever::Interdiction => Some(Dial::Securitisation),
        _ => None,
    };
    LeverRow {
        lever,
        group: "access".to_owned(),
        unit: "probability".to_owned(),
        dial,
        at: if dial.is_some() { [0.0, 1.0] } else { [0.2; 2] },
        min: 0.0,
        max: 1.0,
        reference: 0.2,
        note: String::new(),
    }
}

/// A change of access at the destination, told to be an end of it.
fn change(value: QuantityId) -> Change {
    Change {
        id: "door".to_owned(),
        target: schedule::Target::Lever(Lever::DestinationAccess),
        value: Magnitude::Registered(value),
        told: Some(0.0),
        state: None,
        nationalities: None,
        announced: date(2023, 2, 1),
        effective: date(2023, 3, 1),
        ramp_days: 0,
        expiry: None,
        note: "The door closes".to_owned(),
    }
}

/// A policy of the small world.
pub fn policy(name: &str) -> Policy {
    Policy {
        name: name.to_owned(),
        title: name.to_uppercase(),
        description: "An interpretation.".to_owned(),
        dials: [None, Some(0.5)],
        settings: Vec::new(),
        gates: vec![Some(true)],
        timeline: false,
        changes: Vec::new(),
    }
}

/// The small world, from January to March 2023.
#[expect(clippy::too_many_lines, reason = "one world, one literal")]
pub fn world() -> World {
    let mut register = Register::default();
    let parameters = Parameter::ALL
        .iter()
        .map(|it| number(&mut register, it.name().to_owned(), it.unit(), it.what()))
        .collect();
    let fare = number(&mut register, "link.ab.fare".to_owned(), Unit::Usd, "Fare");
    let states = ["AAA", "BBB"]
        .into_iter()
        .map(|code| State {
            code: code.to_owned(),
            name: format!("State {code}"),
            quantities: StateQuantity::ALL.iter().map(|_| None).collect(),
        })
        .collect();
    let classes = ["road", "trail"]
        .into_iter()
        .map(|id| LinkClass {
            id: id.to_owned(),
            quantities: ClassQuantity::ALL
                .iter()
                .map(|it| {
                    number(
                        &mut register,
                        format!("class.{id}.{}", it.name()),
                        it.unit(),
                        it.what(),
                    )
                })
                .collect(),
            crossing: id == "trail",
        })
        .collect();
    let nationalities = ["HTI", "VEN"]
        .into_iter()
        .map(|code| Nationality {
            code: code.to_owned(),
            name: format!("Nationality {code}"),
            language: "es".to_owned(),
            quantities: Demographic::ALL
                .iter()
                .map(|it| {
                    number(
                        &mut register,
                        format!("people.{code}.{}", it.name()),
                        it.unit(),
                        it.what(),
                    )
                })
                .collect(),
        })
        .collect();
    let standard = Tier {
        name: STANDARD.to_owned(),
        quantities: TierQuantity::ALL
            .iter()
            .map(|it| {
                number(
                    &mut register,
                    format!("tier.trail.standard.{}", it.name()),
                    it.unit(),
                    it.what(),
                )
            })
            .collect(),
    };
    let door = number(
        &mut register,
        "timeline.door".to_owned(),
        Unit::Lever,
        "Access at the destination",
    );
    let stock = number(
        &mut register,
        "stock.HTI".to_owned(),
        Unit::Persons,
        "Stock",
    );
    World {
        name: "small".to_owned(),
        title: "A small corridor".to_owned(),
        description: "For tests.".to_owned(),
        start: date(2023, 1, 1),
        end: date(2023, 3, 31),
        crossing_name: "the trail".to_owned(),
        rainy_months: vec![5, 6],
        window_end: Date::constant(2023, 2, 1),
        reference: "reference".to_owned(),
        register,
        parameters,
        states,
        locations: vec![
            location("a", 0, LocationKind::Origin),
            location("b", 1, LocationKind::ReceptionStation),
            location("c", 1, LocationKind::Destination),
        ],
        links: vec![link("ab", 0, 1, 1, fare), link("bc", 1, 2, 0, fare)],
        classes,
        segments: vec![Segment {
            id: "none".to_owned(),
            hazards: [None; Harm::COUNT],
            extortion: None,
        }],
        gates: vec![Gate {
            id: "gate".to_owned(),
            opens: None,
            closes: None,
            admits: vec![true, false],
            kind: GateKind::Legal,
            reference_open: true,
            what: "A gate".to_owned(),
        }],
        capacities: Vec::new(),
        nationalities,
        origins: vec![Origin {
            nationality: NationalityId(0),
            residence: LocationId(0),
            stock,
            share: 1.0,
            departures: vec![10.0; 3],
            key: 7,
        }],
        levers: Lever::ALL.map(lever).into(),
        exposure: Vec::new(),
        tiers: vec![Vec::new(), vec![standard]],
        timeline: vec![change(door)],
        policies: vec![
            policy("humanitarian"),
            policy("reference"),
            policy("securitised"),
        ],
        observed: vec![ObservedCrossings {
            month: date(2023, 1, 1),
            nationality: "all".to_owned(),
            persons: 100.0,
        }],
        questions: Vec::new(),
        targets: vec![
            target("P9a", "minors_share", 0.2, 0.25),
            target("X1", "crossings_2023h1", 50.0, 150.0),
            target("X2", "share_VEN_2023h1", 0.4, 0.6),
        ],
        sources: vec![Source {
            key: "SRC".to_owned(),
            publisher: "Publisher".to_owned(),
            title: "Title".to_owned(),
            location: "https://example.org".to_owned(),
        }],
        inputs: Vec::new(),
        defaults: Vec::new(),
        notes: Vec::new(),
        graph: RouteGraph::new(),
    }
}

/// A woman alone, with no need for protection, to whom nothing has happened.
pub fn person(entity: u64) -> Person {
    Person {
        entity,
        ..Person::new(Age::Adult, Gender::Female)
    }
}

/// The whole window of `world` at a scale, with every number at its value.
pub fn spec(world: &World, scale: f64) -> RunSpec {
    RunSpec {
        from: world.start,
        to: world.end,
        scale,
        seed: 1,
        fixed_parameters: true,
        ..RunSpec::of(world)
    }
}

/// People who left and people seriously harmed of the first two groups by gender and by disability.
pub fn equity(people: [u64; 2], harmed: [u64; 2]) -> Equity {
    let mut equity = Equity::new(&world());
    for dimension in [Dimension::Gender, Dimension::Disability] {
        let cells = equity.of(dimension);
        for (position, cell) in cells.enumerate() {
            let departed = [cell, Burden::Departed as usize];
            equity.counts.add(departed, people[position]);
            let serious = [cell, Burden::SeriousHarm as usize];
            equity.counts.add(serious, harmed[position]);
        }
    }
    equity
}
