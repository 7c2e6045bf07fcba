//! Registers, services, pathways and statuses do what their pages say.

use corredor::engine::Mechanism;
use corredor::engine::event::{GivingUp, ProtectionStage, Right, Service};
use corredor::engine::people::{Instrument, Standing};
use corredor::world::policy::Lever;

use super::watch::{Watch, spec, watch, with};
use super::{contrast, lacking, support};

#[test]
fn a_register_behind_a_firewall_identifies_and_one_that_is_shared_exposes() {
    let world = support::small();
    let beside = [
        (Lever::RegistrationCoverage, 1.0),
        (Lever::Interdiction, 0.15),
    ];
    let [shared, kept] = contrast(&world, Lever::RegistrationFirewall, [0.0, 1.0], &beside);
    // Per person received, who hardly differ.
    let rate = |seen: &Watch, count: f64| count / seen.received[0];
    let [found, more_found] =
        [&shared, &kept].map(|it| rate(it, it.stage(ProtectionStage::Identified)));
    assert!(more_found > 1.1 * found, "{found} {more_found}");
    let [stopped, fewer] = [&shared, &kept].map(|it| rate(it, it.right(Right::Interdicted)));
    assert!(fewer < 0.97 * stopped, "{stopped} {fewer}");
    let trust = |seen: &Watch| seen.received[3] / seen.received[0];
    assert!(trust(&kept) > trust(&shared));
}

#[test]
fn people_without_trust_keep_away_from_registers_and_services() {
    let files = {
        let mut files = support::small_files();
        support::set_parameter(&mut files, "trust.initial", 0.1);
        files
    };
    let [wary, trusting] = [support::world_of(&files), support::small()].map(|world| {
        let policy = with(&world, &[(Lever::RegistrationCoverage, 1.0)]);
        watch(&world, &policy, &spec(&world))
    });
    let away = |seen: &Watch| seen.received[2] / seen.received[0];
    assert!(away(&wary) > 1.3 * away(&trusting));

    let world = support::world_of(&files);
    let policy = with(&world, &[(Lever::RegistrationCoverage, 1.0)]);
    let indifferent = lacking(&world, &policy, Mechanism::Trust);
    assert!(indifferent.received[2].abs() < f64::EPSILON);
}

#[test]
fn regular_pathways_take_their_quota() {
    let world = support::small();
    for (lever, instrument) in [
        (Lever::HumanitarianVisaQuota, Instrument::HumanitarianVisa),
        (Lever::ResettlementQuota, Instrument::Resettlement),
        (Lever::LabourMobilityPlaces, Instrument::LabourMobility),
    ] {
        let beside = [
            (Lever::HumanitarianVisaQuota, 0.0),
            (Lever::ResettlementQuota, 0.0),
            (Lever::LabourMobilityPlaces, 0.0),
            (Lever::SafeMobilityInTransit, 0.0),
        ];
        // Places are people a month for two years, whoever leaves.
        let [none, some] = contrast(&world, lever, [0.0, 60.0], &beside);
        assert!(none.regular.iter().all(|people| *people < 1.0));
        let expected = 60.0 * 24.0;
        let ratio = some.regular(instrument) / expected;
        assert!((ratio - 1.0).abs() < 0.05, "{}: {ratio}", lever.name());
        let all: f64 = some.regular.iter().sum();
        assert!((all - some.regular(instrument)).abs() < 0.5);
    }
}

#[test]
fn pathways_open_to_people_on_the_way_reach_them_there() {
    let world = support::small();
    let beside = [(Lever::HumanitarianVisaQuota, 60.0)];
    let [shut, open] = contrast(&world, Lever::SafeMobilityInTransit, [0.0, 1.0], &beside);
    // Those of the first nationality live in the first state, and are received in the second.
    let visas = |seen: &Watch, state: u32| {
        let granted = seen.granted_in.get(&state);
        granted.map_or(0.0, |it| it[Instrument::HumanitarianVisa as usize])
    };
    assert!(visas(&shut, 1) < 0.5 && visas(&shut, 0) > 500.0);
    assert!(visas(&open, 1) > 50.0, "{}", visas(&open, 1));
    // They are given places that people at home would have had, and no more.
    assert!(visas(&open, 0) < visas(&shut, 0));
    let all = |seen: &Watch| seen.regular(Instrument::HumanitarianVisa);
    assert!((all(&open) / all(&shut) - 1.0).abs() < 0.03);
}

#[test]
fn people_trafficked_on_the_way_can_claim_as_such() {
    let mut files = support::small_files();
    let people = String::from_utf8(files["demographics.csv"].clone()).unwrap();
    let lines = people.lines().map(|line| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[1] == "need.trafficking" {
            cells[2..5].fill("0");
        }
        cells.join(",") + "\n"
    });
    files.insert(
        "demographics.csv".to_owned(),
        lines.collect::<String>().into_bytes(),
    );
    let hazards = String::from_utf8(files["hazards.csv"].clone()).unwrap();
    let more = hazards.replace(
        "gap,trafficking,,per_passage,5,0.003,0.0015,0.006,",
        "gap,trafficking,,per_passage,5,0.3,0.3,0.3,",
    );
    assert!(more != hazards);
    files.insert("hazards.csv".to_owned(), more.into_bytes());
    let world = support::world_of(&files);
    let beside = [(Lever::AsylumAccess, 1.0), (Lever::AsylumCapacity, 10.0)];
    let [refused, granted] = contrast(&world, Lever::DefTraffickingVictim, [0.0, 1.0], &beside);
    let of_survivors = |seen: &Watch| seen.granted(Instrument::Trafficking);
    assert!(of_survivors(&granted) > 10.0);
    // What is left where the instrument protects nobody are refusals overturned.
    assert!(of_survivors(&refused) < 0.5 * of_survivors(&granted));
}

#[test]
fn a_generous_complementary_status_protects_more_and_displaces_asylum() {
    let mut files = support::small_files();
    support::set_parameter(&mut files, "protection.displacement", 0.4);
    let world = support::world_of(&files);
    let beside = [(Lever::AsylumCapacity, 10.0), (Lever::AsylumAccess, 1.0)];
    let [strict, generous] = contrast(&world, Lever::DefComplementary, [0.0, 1.0], &beside);
    let asylum = |seen: &Watch| {
        seen.granted(Instrument::Convention1951) + seen.granted(Instrument::Cartagena)
    };
    assert!(strict.granted(Instrument::Complementary) < 0.5);
    assert!(generous.granted(Instrument::Complementary) > 100.0);
    let decided = |seen: &Watch| seen.stage(ProtectionStage::Decided);
    let ratio = (asylum(&generous) / decided(&generous)) / (asylum(&strict) / decided(&strict));
    assert!((ratio - 0.6).abs() < 0.12, "{ratio}");
    let protected = |seen: &Watch| seen.stage(ProtectionStage::Granted) / decided(seen);
    assert!(protected(&generous) > 1.1 * protected(&strict));
}

#[test]
fn appointments_let_more_of_those_who_arrive_claim() {
    // The border meets everybody, and sends nobody back.
    let mut files = support::small_files();
    support::set_parameter(&mut files, "enforcement.border_days", 1e4);
    support::set_parameter(&mut files, "enforcement.border_returned", 0.0);
    let world = support::world_of(&files);
    let beside = [(Lever::VisaWall, 1.0)];
    let lever = Lever::DestinationAppointments;
    let [none, many] = contrast(&world, lever, [0.0, 100.0], &beside);
    let access = |seen: &Watch| seen.arrived[1] / (seen.arrived[0] + seen.arrived[1]);
    assert!((access(&none) - 0.5).abs() < 0.03, "{}", access(&none));
    // Half of the people wait for one: all of them can claim, and half of the others.
    assert!((access(&many) - 0.75).abs() < 0.08, "{}", access(&many));
}

#[test]
fn the_settled_move_on_less_where_integration_is_supported() {
    let mut files = support::small_files();
    support::set_parameter(&mut files, "settle.onward_per_day", 0.002);
    let world = support::world_of(&files);
    let [left_alone, supported] = contrast(&world, Lever::IntegrationSupport, [0.0, 1.0], &[]);
    let rate = |seen: &Watch| {
        let settled = [Standing::SettledIrregular, Standing::SettledRegular];
        let days: f64 = settled
            .map(|it| seen.mean_standing(it) * 730.0)
            .iter()
            .sum();
        assert!(seen.moved_on > 50.0, "{}", seen.moved_on);
        seen.moved_on / days
    };
    let ratio = rate(&supported) / rate(&left_alone);
    let expected = (-1.0f64).exp();
    assert!((ratio / expected - 1.0).abs() < 0.4, "{ratio}");
    let stuck = lacking(&world, &support::reference(&world), Mechanism::Onward);
    assert!(stuck.moved_on < 0.5);
}

#[test]
fn regularisation_gives_a_status_to_those_who_settled() {
    let world = support::small();
    let [none, some] = contrast(&world, Lever::RegularisationRate, [0.0, 0.05], &[]);
    assert!(none.granted(Instrument::Regularisation) < 0.5);
    let monthly = some.granted(Instrument::Regularisation)
        / (some.mean_standing(Standing::SettledIrregular) * 24.0);
    assert!((monthly - 0.05).abs() < 0.01, "{monthly}");
}

#[test]
fn assisted_return_makes_more_turn_back_and_fewer_leave_again() {
    let world = support::small();
    let [poor, good] = contrast(&world, Lever::AssistedReturnQuality, [0.0, 1.0], &[]);
    let back = |seen: &Watch| seen.gave_up[GivingUp::TurnedBack as usize];
    let per_departure = |seen: &Watch| back(seen) / (seen.left() + seen.left_again);
    assert!(per_departure(&good) > 1.05 * per_departure(&poor));
    let again = |seen: &Watch| seen.left_again / back(seen);
    assert!(again(&good) < again(&poor));
    let never = lacking(&world, &support::reference(&world), Mechanism::Reattempt);
    assert!(never.left_again < 0.5);
}

#[test]
fn remedies_overturn_refusals_and_stop_removals() {
    let world = support::small();
    let beside = [
        (Lever::AsylumCapacity, 10.0),
        (Lever::AsylumAccess, 1.0),
        (Lever::Interdiction, 0.2),
        (Lever::RemovalCapacity, 100.0),
    ];
    let [none, open] = contrast(&world, Lever::RemediesAccess, [0.0, 1.0], &beside);
    assert!(none.remedied < 0.5);
    assert!(open.remedied > 20.0, "{}", open.remedied);
    let refoulement =
        |seen: &Watch| seen.right(Right::Refoulement) / seen.right(Right::Interdicted);
    assert!(refoulement(&open) < 0.95 * refoulement(&none));
}

#[test]
fn services_serve_and_care_for_survivors_answers_to_its_lever() {
    let world = support::small();
    let [little, much] = contrast(&world, Lever::GbvCare, [0.1, 1.0], &[]);
    let cared = |seen: &Watch| {
        let [turned_away, served] = seen.served[Service::SurvivorCare as usize];
        served / (turned_away + served)
    };
    assert!(cared(&much) > 3.0 * cared(&little));
    let none = lacking(&world, &support::reference(&world), Mechanism::Services);
    assert!(none.served.iter().all(|counts| counts[1] < 0.5));
}

#[test]
fn search_and_rescue_finds_people_who_were_left_behind() {
    let world = support::small();
    let [none, full] = contrast(&world, Lever::SearchAndRescue, [0.0, 1.0], &[]);
    assert!(none.rescued < 0.5);
    assert!(full.rescued > 20.0, "{}", full.rescued);
    let policy = with(&world, &[(Lever::SearchAndRescue, 1.0)]);
    assert!(lacking(&world, &policy, Mechanism::Rescue).rescued < 0.5);
}

#[test]
fn removal_and_interdiction_end_with_their_mechanism() {
    let world = support::small();
    let policy = with(
        &world,
        &[(Lever::Interdiction, 0.2), (Lever::RemovalCapacity, 50.0)],
    );
    let seen = watch(&world, &policy, &spec(&world));
    assert!(seen.right(Right::Removed) > 100.0);
    let kept = lacking(&world, &policy, Mechanism::Removal);
    assert!(kept.right(Right::Removed) < 0.5 && kept.right(Right::Interdicted) > 100.0);
    let free = lacking(&world, &policy, Mechanism::Interdiction);
    assert!(free.rights.iter().all(|people| *people < 0.5));
}
