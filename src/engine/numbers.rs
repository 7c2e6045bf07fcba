//! Parameters and levers resolved once per replication into plain fields, so that the day loop
//! looks nothing up by name.

use super::conditions::Conditions;
use super::routes;
use super::rules::abandon::AbandonmentRates;
use super::rules::enforce::interdiction_rate;
use super::rules::seek_protection;
use crate::ids::{ArcId, LinkId, StateId};
use crate::world::World;
use crate::world::policy::Lever;
use crate::world::vocabulary::{ClassQuantity, Parameter, StateQuantity};

/// Numbers of the rules.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub wait_days: f64,
    pub queue_patience: f64,
    pub uninformed_claim: f32,
    pub child_pace: f32,
    pub exhausted_pace: f32,
    pub abandoned_pace: f32,
    pub robbery_loss: f64,
    pub ransom: f64,
    pub kidnapping_days: f64,
    pub stranded_minimum: f64,
    pub stranded_patience: f64,
    pub stranded_exploitation: f64,
    pub energy_gain: f64,
    pub energy_gain_services: f64,
    pub child_energy_loss: f64,
    pub exhausted_below: f64,
    pub immobilising_share: f64,
    pub exhaustion_rest: f64,
    pub contract_share: f64,
    pub abandonment: AbandonmentRates,
    pub taken_in: f64,
    pub rescue: f64,
    pub reattempt_share: f64,
    pub reattempt_days: f64,
    pub busing_share: f64,
    pub identified_at_screening: f64,
    pub lodge_share: f64,
    pub withdrawal: f64,
    pub legal_aid_odds: f64,
    pub effective_share: f64,
    pub departure_response: f64,
    /// Removals per day in the whole corridor, unscaled.
    pub removals: f64,
}

/// Numbers of a state.
#[derive(Clone, Copy, Debug)]
pub struct StateNumbers {
    pub living: f64,
    pub earning: f64,
    pub grant_1951: f64,
    pub grant_cartagena: f64,
    pub above_interdiction: f64,
    pub coverage: f64,
    pub rescue: f64,
    /// Chances that an arrival is informed and identified, and that legal aid helps a claim.
    pub informed: f64,
    pub identified: f64,
    pub aided: f64,
}

/// Numbers of a link.
#[derive(Clone, Copy, Debug)]
pub struct LinkNumbers {
    /// Fare per person as stated and in reverse.
    pub fares: [f32; 2],
    /// Rate of interdiction per day.
    pub interdiction: f64,
    pub energy_load: f64,
    /// Usual days in the dry and in the rainy months.
    pub usual: [f32; 2],
}

impl Numbers {
    /// Resolves the parameters and corridor-wide levers in force.
    pub fn new(world: &World, conditions: &Conditions) -> Self {
        let get = |which| conditions.parameter(world, which);
        Self {
            wait_days: get(Parameter::WaitDays),
            queue_patience: get(Parameter::QueuePatience),
            uninformed_claim: get(Parameter::UninformedClaim) as f32,
            child_pace: get(Parameter::ChildPace) as f32,
            exhausted_pace: get(Parameter::ExhaustedPace) as f32,
            abandoned_pace: get(Parameter::AbandonedPace) as f32,
            robbery_loss: get(Parameter::RobberyLoss),
            ransom: get(Parameter::KidnappingRansom),
            kidnapping_days: get(Parameter::KidnappingDays),
            stranded_minimum: get(Parameter::StrandedMinimum),
            stranded_patience: get(Parameter::StrandedPatience),
            stranded_exploitation: get(Parameter::StrandedExploitation),
            energy_gain: get(Parameter::EnergyGain),
            energy_gain_services: get(Parameter::EnergyGainServices),
            child_energy_loss: get(Parameter::ChildEnergyLoss),
            exhausted_below: get(Parameter::ExhaustedBelow),
            immobilising_share: get(Parameter::ImmobilisingShare),
            exhaustion_rest: get(Parameter::ExhaustionRest),
            contract_share: get(Parameter::ContractShare),
            abandonment: AbandonmentRates {
                guide: get(Parameter::GuidePerDay),
                guide_enforcement: get(Parameter::GuideEnforcement),
                guide_delay: get(Parameter::GuideDelay),
                fellow: get(Parameter::FellowPerDay),
                fellow_kin: get(Parameter::FellowKin),
                child: get(Parameter::ChildSeparation),
            },
            taken_in: get(Parameter::TakenIn),
            rescue: get(Parameter::RescuePerDay),
            reattempt_share: get(Parameter::ReattemptShare),
            reattempt_days: get(Parameter::ReattemptDays),
            busing_share: get(Parameter::BusingShare),
            identified_at_screening: get(Parameter::IdentifiedAtScreening),
            lodge_share: get(Parameter::LodgeShare),
            withdrawal: get(Parameter::WithdrawalPerDay),
            legal_aid_odds: get(Parameter::LegalAidOdds),
            effective_share: get(Parameter::EffectiveShare),
            departure_response: get(Parameter::DepartureResponse),
            removals: conditions.corridor_wide(Lever::RemovalCapacity),
        }
    }
}

/// Resolves the numbers of every state.
pub fn of_states(world: &World, conditions: &Conditions) -> Vec<StateNumbers> {
    (0..world.states.len())
        .map(|index| {
            let state = StateId::from(index);
            let number = |which| {
                world.states[index]
                    .quantity(which)
                    .map_or(0.0, |id| conditions.get(id))
            };
            let shelter = conditions.lever(state, Lever::Shelter);
            let medical = conditions.lever(state, Lever::WashMedical);
            let teams = conditions.lever(state, Lever::LegalAidTeams);
            StateNumbers {
                living: number(StateQuantity::Living),
                earning: number(StateQuantity::Earning),
                grant_1951: number(StateQuantity::Grant1951),
                grant_cartagena: number(StateQuantity::GrantCartagena),
                above_interdiction: conditions.above_reference(state, Lever::Interdiction),
                coverage: f64::midpoint(shelter, medical),
                rescue: conditions.lever(state, Lever::SearchAndRescue),
                informed: seek_protection::informed(
                    conditions.lever(state, Lever::InformationReach),
                    conditions.parameter(world, Parameter::InformedPerTeam),
                    teams,
                ),
                identified: conditions.lever(state, Lever::AgdIdentification),
                aided: seek_protection::aided(
                    conditions.parameter(world, Parameter::AidedPerTeam),
                    teams,
                ),
            }
        })
        .collect()
}

/// Resolves the numbers of every link.
pub fn of_links(world: &World, conditions: &Conditions) -> Vec<LinkNumbers> {
    world
        .links
        .iter()
        .enumerate()
        .map(|(index, link)| {
            let class = &world.classes[link.class.index()];
            let id = LinkId::from(index);
            let to_state = world.locations[link.to.index()].state;
            LinkNumbers {
                fares: [ArcId::forward(id), ArcId::reverse(id)]
                    .map(|arc| routes::fare(world, &conditions.setting, arc) as f32),
                interdiction: interdiction_rate(
                    conditions.lever(to_state, Lever::Interdiction),
                    conditions.get(class.quantity(ClassQuantity::Visibility)),
                ),
                energy_load: conditions.get(class.quantity(ClassQuantity::EnergyLoad)),
                usual: [false, true]
                    .map(|rainy| super::choice::usual_days(world, conditions, id, rainy) as f32),
            }
        })
        .collect()
}
