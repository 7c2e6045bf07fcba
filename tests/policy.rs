//! What policies do: every lever moves something, no line of the code makes a pole worse, and what
//! equals the reference behaves as the reference does.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on must fail"
)]

mod support;

use std::fmt::Write as _;

use corredor::engine::conditions::Conditions;
use corredor::engine::hazards::{rescue_multiplier, violence_multiplier};
use corredor::engine::{Mechanism, Without};
use corredor::ids::{ClassId, StateId};
use corredor::scenario::{adjust_policy, embedded_files};
use corredor::study::{Denominator, RunSpec};
use corredor::world::World;
use corredor::world::policy::{Lever, LeverSetting, Policy};
use support::Files;

/// The reference policy with one lever everywhere at a value, under a name of its own.
fn with_lever(world: &World, lever: Lever, value: f64) -> Policy {
    let mut policy = support::reference(world);
    policy.name = format!("{} at {value}", lever.name());
    support::set_lever(&mut policy, lever, value, true);
    policy
}

/// Codes of the indicators, for everyone everywhere, that two policies differ in with the same luck.
fn moved(world: &World, spec: &RunSpec, first: &Policy, second: &Policy) -> Vec<&'static str> {
    let mut codes = Vec::new();
    let of = |policy| support::values(world, &support::run(world, policy, spec, 0), spec);
    for (a, b) in of(first).iter().zip(of(second)) {
        assert_eq!(a.key, b.key);
        let same = a.value.map(f64::to_bits) == b.value.map(f64::to_bits);
        if a.key.is_total() && !same && !codes.contains(&a.key.code) {
            codes.push(a.key.code);
        }
    }
    codes
}

/// The indicators, one of which the lever is there to move.
fn aim(lever: Lever) -> &'static [&'static str] {
    match lever {
        Lever::AsylumAccess => &["P3"],
        Lever::ScreeningBeforeRemoval | Lever::RefoulementGuard => &["N1", "S4"],
        Lever::DefCartagena => &["P8b"],
        Lever::AsylumCapacity => &["P7", "P5w"],
        Lever::VisaWall => &["F3", "F4", "F8"],
        Lever::Interdiction => &["N5"],
        Lever::TrailClosure => &["F5", "F8"],
        Lever::DetentionShare => &["N6"],
        Lever::DetentionDays => &["N4"],
        Lever::RemovalCapacity => &["S4", "F2", "N1"],
        Lever::Pushback => &["N3"],
        Lever::Fines => &["C4d"],
        Lever::Militarisation | Lever::CivilPresence | Lever::CorridorTransport => &["H11"],
        Lever::InformationReach | Lever::LegalAidTeams => &["P1"],
        Lever::AgdIdentification => &["P2"],
        Lever::WashMedical => &["H10"],
        Lever::Shelter => &["A4"],
        Lever::SearchAndRescue => &["A5b"],
        Lever::IntegrationSupport => &["A6b"],
        Lever::RegularisationRate => &["S2r"],
        Lever::DestinationAccess => &["PD"],
        Lever::DefComplementary => &["P8_complementary"],
        Lever::DefDisaster => &["P8_disaster"],
        Lever::DefTraffickingVictim => &["P8_trafficking"],
        Lever::HumanitarianVisaQuota => &["P8_visa"],
        Lever::ResettlementQuota => &["P8_resettlement"],
        Lever::LabourMobilityPlaces => &["P8_labour"],
        Lever::SafeMobilityInTransit => &["F1r"],
        Lever::SmugglerProsecution => &["M1", "M3"],
        Lever::RegistrationCoverage | Lever::RegistrationFirewall => &["T1", "T2", "P2"],
        Lever::InformationAccuracy | Lever::RootCauseInvestment => &["F1"],
        Lever::GbvCare | Lever::StatusBlindServices => &["T4", "T3"],
        Lever::CsoAccess => &["T3"],
        Lever::AssistedReturnQuality => &["S3", "A6a"],
        Lever::CoordinationKappa => &["P4", "P9", "P1"],
        Lever::ResponsibilityFund => &["P5w", "C1f"],
        Lever::FundConditionality => &["P3", "P5w"],
        Lever::DeathMonitoring => &["H13", "C1m"],
        Lever::DestinationAppointments => &["PD", "F6q"],
        Lever::StatelessnessDocumentation => &["B1u", "P3"],
        Lever::RemediesAccess => &["P12", "N1"],
    }
}

#[test]
fn every_lever_moves_what_it_is_there_to_move() {
    // Numbers are drawn: the value of some effects of levers is zero, in the middle of its range.
    // Without what makes everybody's choices hang on everybody else's, fewer indicators move. How
    // accurate information is acts through nothing but what communities learn.
    let world = support::darien();
    let spec = RunSpec {
        fixed_parameters: false,
        ..support::spec(&world, 0.004)
    };
    let apart = Without::from_iter([
        Mechanism::Learning,
        Mechanism::Response,
        Mechanism::Peers,
        Mechanism::Crowd,
    ]);
    let found = support::on_two_threads(Lever::COUNT, |at| {
        let lever = Lever::ALL[at];
        let without = match lever {
            Lever::InformationAccuracy => Without::NONE,
            _ => apart,
        };
        let spec = RunSpec {
            without,
            ..spec.clone()
        };
        let row = world.levers.iter().find(|row| row.lever == lever).unwrap();
        let [low, high] = [row.min, row.max].map(|value| {
            let mut policy = with_lever(&world, lever, value);
            // Hardly anybody is removed under the reference, and hardly any need is found.
            if let Lever::ScreeningBeforeRemoval | Lever::RefoulementGuard = lever {
                let sets = ["removal_capacity=1000", "agd_identification=1"].map(str::to_owned);
                adjust_policy(&world, &mut policy, &sets, &[]).unwrap();
            }
            policy
        });
        (lever, moved(&world, &spec, &low, &high))
    });
    let mut told = String::new();
    let mut idle = Vec::new();
    for (lever, codes) in &found {
        writeln!(told, "{}: {}", lever.name(), codes.join(" ")).unwrap();
        if !aim(*lever).iter().any(|code| codes.contains(code)) {
            idle.push(lever.name());
        }
    }
    assert!(
        idle.is_empty(),
        "{idle:?} do not move what they should:\n{told}"
    );
}

/// A lever with an assumed effect on violence: the parameter of the effect, the sign with which the
/// lever enters, and two settings.
struct Assumed {
    parameter: &'static str,
    lever: Lever,
    sign: f64,
    settings: [f64; 2],
    effect: f64,
}

const ASSUMED: [Assumed; 4] = [
    Assumed {
        parameter: "hazard.eta_militarisation",
        lever: Lever::Militarisation,
        sign: 1.0,
        settings: [0.0, 1.0],
        effect: 1.0,
    },
    Assumed {
        parameter: "hazard.eta_clandestinity",
        lever: Lever::Interdiction,
        sign: 1.0,
        settings: [0.0, 0.2],
        effect: 8.0,
    },
    Assumed {
        parameter: "hazard.eta_corridor",
        lever: Lever::CorridorTransport,
        sign: -1.0,
        settings: [0.0, 1.0],
        effect: 2.0,
    },
    Assumed {
        parameter: "hazard.eta_civil",
        lever: Lever::CivilPresence,
        sign: -1.0,
        settings: [0.0, 1.0],
        effect: 1.0,
    },
];

/// The corridor with one effect at a value and the others at none.
fn with_effect(files: &Files, parameter: &str, effect: f64) -> World {
    let mut files = files.clone();
    for other in &ASSUMED {
        support::set_parameter(&mut files, other.parameter, 0.0);
    }
    support::set_parameter(&mut files, parameter, effect);
    support::world_of(&files)
}

#[test]
fn the_sign_of_an_assumed_effect_is_the_sign_of_its_contrast() {
    let files = embedded_files("darien").unwrap();
    let contrasts = support::on_two_threads(ASSUMED.len() * 2, |at| {
        let assumed = &ASSUMED[at / 2];
        let effect = if at % 2 == 0 {
            assumed.effect
        } else {
            -assumed.effect
        };
        let world = with_effect(&files, assumed.parameter, effect);
        let spec = support::spec(&world, 0.004);
        let rates = assumed.settings.map(|value| {
            let policy = with_lever(&world, assumed.lever, value);
            let list = support::values(&world, &support::run(&world, &policy, &spec, 0), &spec);
            support::total(&list, "H11", Denominator::Per1000PersonDays)
        });
        rates[1] - rates[0]
    });
    for (assumed, pair) in ASSUMED.iter().zip(contrasts.chunks(2)) {
        let told = format!("{}: {pair:?}", assumed.parameter);
        assert!(pair[0] * assumed.sign > 0.0, "{told}");
        assert!(pair[1] * assumed.sign < 0.0, "{told}");
    }
}

#[test]
fn the_multiplier_of_an_opposite_effect_is_the_inverse() {
    for files in [support::small_files(), embedded_files("darien").unwrap()] {
        for assumed in &ASSUMED {
            let multipliers = [assumed.effect, -assumed.effect, 0.0].map(|effect| {
                let world = with_effect(&files, assumed.parameter, effect);
                let policy = with_lever(&world, assumed.lever, assumed.settings[1]);
                let conditions = Conditions::new(
                    &world,
                    &policy,
                    world.register.fixed(),
                    Without::NONE,
                    world.start,
                );
                let mut all = Vec::new();
                for state in 0..world.states.len() {
                    for class in 0..world.classes.len() {
                        let (state, class) = (StateId::from(state), ClassId::from(class));
                        let factor = violence_multiplier(&world, &conditions, state, Some(class));
                        all.push(factor);
                    }
                }
                all
            });
            let [plus, minus, none] = multipliers;
            assert!(none.iter().all(|factor| (factor - 1.0).abs() < 1e-12));
            assert!(plus.iter().any(|factor| (factor - 1.0).abs() > 0.1));
            for (a, b) in plus.iter().zip(&minus) {
                assert!((a * b - 1.0).abs() < 1e-9, "{}", assumed.parameter);
                assert!(a.ln() * assumed.sign >= -1e-12, "{}", assumed.parameter);
            }
        }
    }
}

#[test]
fn rescue_saves_less_the_more_guides_take_back_and_nothing_where_they_take_all() {
    let files = support::small_files();
    let least = [0.0, 0.5, 1.0].map(|taken_back| {
        let world = with_effect(&files, "hazard.rescue_offset", taken_back);
        let policy = with_lever(&world, Lever::SearchAndRescue, 1.0);
        let numbers = world.register.fixed();
        let conditions = Conditions::new(&world, &policy, numbers, Without::NONE, world.start);
        let states = (0..world.states.len()).map(StateId::from);
        states
            .map(|state| rescue_multiplier(&world, &conditions, state))
            .fold(f64::INFINITY, f64::min)
    });
    assert!(least[0] < least[1] && least[1] < least[2], "{least:?}");
    assert!((least[2] - 1.0).abs() < 1e-12);
}

#[test]
fn a_policy_equal_to_the_reference_gives_what_the_reference_gives() {
    for (world, scale) in [(support::small(), 1.0), (support::darien(), 0.002)] {
        for fixed_parameters in [true, false] {
            let spec = RunSpec {
                fixed_parameters,
                ..support::spec(&world, scale)
            };
            let reference = support::reference(&world);
            let mut renamed = reference.clone();
            renamed.name = "renamed".to_owned();
            // The same levers said aloud.
            let mut spelled = renamed.clone();
            for row in &world.levers {
                spelled.settings.push(LeverSetting {
                    lever: row.lever,
                    state: None,
                    value: row.reference,
                    reason: String::new(),
                    source: String::new(),
                    held: false,
                });
            }
            let expected = support::run(&world, &reference, &spec, 0);
            assert!(expected == support::run(&world, &renamed, &spec, 0));
            assert!(expected == support::run(&world, &spelled, &spec, 0));
        }
    }
}

#[test]
fn what_a_policy_does_hangs_on_its_levers_and_not_on_its_name() {
    for (world, scale) in [(support::small(), 1.0), (support::darien(), 0.002)] {
        let spec = support::spec(&world, scale);
        let changed = with_lever(&world, Lever::Interdiction, 0.5);
        let mut as_reference = changed.clone();
        as_reference.name.clone_from(&world.reference);
        assert!(
            support::run(&world, &changed, &spec, 0)
                == support::run(&world, &as_reference, &spec, 0)
        );
    }
}
