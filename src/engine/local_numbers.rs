//! The numbers of rules that differ from state to state and from link to link, resolved once for every
//! stretch of days under the same levers and gates.

use super::conditions::Conditions;
use super::laws::enforce::interdiction_rate;
use super::laws::seek_protection::{self, Grants};
use super::mechanism::Mechanism;
use super::routes;
use crate::ids::{ArcId, LinkId, StateId};
use crate::world::World;
use crate::world::policy::Lever;
use crate::world::vocabulary::{ClassQuantity, Parameter, StateQuantity};

/// Numbers of a state.
#[derive(Clone, Copy, Debug)]
pub struct StateNumbers {
    pub living: f64,
    pub earning: f64,
    pub grants: Grants,
    pub above_interdiction: f64,
    pub coverage: f64,
    pub rescue: f64,
    /// Chances that an arrival is informed and identified, and that legal aid helps a claim.
    pub informed: f64,
    pub identified: f64,
    pub aided: f64,
    /// Share of arrivals who are registered, and how far registers are kept from enforcement.
    pub registered: f64,
    pub firewall: f64,
    /// Coverage of care for survivors of gender-based violence.
    pub gbv_care: f64,
    /// Part of people without a status or registration whom services turn away.
    pub turned_away: f64,
    /// Chance that somebody without documents is given some.
    pub documented: f64,
    /// Chance that a remedy is open.
    pub remedies: f64,
    /// Onward movement of people settled without and with a status, per day.
    pub onward: [f64; 2],
    /// Part of the cost of the way back that is left to people, multiplier of harm on it, and log
    /// points by which leaving again falls.
    pub return_cost: f32,
    pub return_harm: f32,
    pub return_reattempt: f64,
}

/// Numbers of a link.
#[derive(Clone, Copy, Debug)]
pub struct LinkNumbers {
    /// Fare per person as stated and in reverse.
    pub fares: [f32; 2],
    /// Rate of interdiction per day.
    pub interdiction: f64,
    /// Chance that a passage is stopped and begins anew.
    pub turned_round: f64,
    pub energy_load: f64,
    /// Usual days in the dry and in the rainy months.
    pub usual: [f32; 2],
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
            let parameter = |which| conditions.parameter(world, which);
            let lever = |which| conditions.lever(state, which);
            let works = |which| conditions.works(which);
            // Civil society delivers its part of services only as far as it is let in.
            let civil = parameter(Parameter::CivilShare);
            let let_in = lever(Lever::CsoAccess)
                / conditions
                    .reference(Lever::CsoAccess)
                    .max(f64::MIN_POSITIVE);
            let delivered = 1.0 - civil + civil * let_in;
            let service = |which| {
                if works(Mechanism::Services) {
                    (lever(which) * delivered).min(1.0)
                } else {
                    0.0
                }
            };
            let teams = lever(Lever::LegalAidTeams) * delivered;
            let quality = lever(Lever::AssistedReturnQuality);
            let better = conditions.above_reference(state, Lever::AssistedReturnQuality);
            let on = |mechanism| f64::from(u8::from(works(mechanism)));
            let onward = on(Mechanism::Onward)
                * parameter(Parameter::OnwardPerDay)
                * libm::exp(
                    parameter(Parameter::OnwardIntegration)
                        * conditions.above_reference(state, Lever::IntegrationSupport),
                );
            StateNumbers {
                living: number(StateQuantity::Living),
                earning: number(StateQuantity::Earning),
                grants: Grants {
                    convention: number(StateQuantity::Grant1951),
                    cartagena: number(StateQuantity::GrantCartagena),
                    cartagena_applied: lever(Lever::DefCartagena),
                    disaster: on(Mechanism::Instruments)
                        * lever(Lever::DefDisaster)
                        * parameter(Parameter::GrantDisaster),
                    trafficking: on(Mechanism::Instruments)
                        * lever(Lever::DefTraffickingVictim)
                        * parameter(Parameter::GrantTrafficking),
                    complementary: on(Mechanism::Instruments)
                        * lever(Lever::DefComplementary)
                        * parameter(Parameter::GrantComplementary),
                    displaced: on(Mechanism::Instruments)
                        * lever(Lever::DefComplementary)
                        * parameter(Parameter::ComplementaryDisplacement),
                },
                above_interdiction: conditions.above_reference(state, Lever::Interdiction),
                coverage: f64::midpoint(service(Lever::Shelter), service(Lever::WashMedical)),
                rescue: on(Mechanism::Rescue) * lever(Lever::SearchAndRescue),
                informed: seek_protection::informed(
                    lever(Lever::InformationReach),
                    parameter(Parameter::InformedPerTeam),
                    teams,
                ),
                identified: lever(Lever::AgdIdentification),
                aided: seek_protection::aided(parameter(Parameter::AidedPerTeam), teams),
                registered: on(Mechanism::Registration) * lever(Lever::RegistrationCoverage),
                firewall: lever(Lever::RegistrationFirewall),
                gbv_care: service(Lever::GbvCare),
                turned_away: parameter(Parameter::LabelShare)
                    * (1.0 - lever(Lever::StatusBlindServices)),
                documented: lever(Lever::StatelessnessDocumentation),
                remedies: on(Mechanism::Remedies)
                    * lever(Lever::RemediesAccess)
                    * parameter(Parameter::AppealSuccess),
                onward: [
                    onward,
                    onward * libm::exp(parameter(Parameter::OnwardStatus)),
                ],
                return_cost: (1.0 - parameter(Parameter::AssistedCost) * quality) as f32,
                return_harm: libm::exp(-parameter(Parameter::AssistedHarm) * better) as f32,
                return_reattempt: parameter(Parameter::AssistedReattempt) * better,
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
            let interdiction = if conditions.works(Mechanism::Interdiction) {
                interdiction_rate(
                    conditions.lever(link.control, Lever::Interdiction),
                    conditions.get(class.quantity(ClassQuantity::Visibility)),
                )
            } else {
                0.0
            };
            LinkNumbers {
                fares: [ArcId::forward(id), ArcId::reverse(id)]
                    .map(|arc| routes::fare(world, &conditions.setting, arc) as f32),
                interdiction,
                turned_round: -libm::expm1(-interdiction * link.days[1])
                    * conditions.parameter(world, Parameter::TurnedRound),
                energy_load: conditions.get(class.quantity(ClassQuantity::EnergyLoad)),
                usual: [false, true].map(|rainy| conditions.usual_days(world, id, rainy) as f32),
            }
        })
        .collect()
}
