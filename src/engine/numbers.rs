//! Parameters and levers resolved once per replication into plain fields, so that the day loop
//! looks nothing up by name.

use super::conditions::Conditions;
use super::laws::abandon::AbandonmentRates;
use super::laws::enforce::Attempts;
use super::laws::party::OutlookNumbers;
use super::mechanism::Mechanism;
use crate::world::World;
use crate::world::policy::Lever;
use crate::world::vocabulary::Parameter;

/// Numbers of the rules.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub wait_days: f64,
    pub crowd_newest: f64,
    pub usual_days: f64,
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
    pub life_threatening_share: f64,
    pub immobilising_share: f64,
    pub exhaustion_rest: f64,
    pub contract_share: f64,
    pub abandonment: AbandonmentRates,
    pub taken_in: f64,
    pub rescue: f64,
    pub reattempt_share: f64,
    pub reattempt_days: f64,
    pub busing_share: f64,
    pub turned_round: f64,
    /// What attempts that a closure or a control stops cost.
    pub attempts: Attempts,
    pub stopped_days: f64,
    pub stopped_usd: f64,
    pub visa_days: f64,
    pub border: BorderNumbers,
    pub identified_at_screening: f64,
    pub lodge_share: f64,
    pub withdrawal: f64,
    pub legal_aid_odds: f64,
    pub case_file_odds: f64,
    pub effective_share: f64,
    pub departure_response: f64,
    /// Removals per day in the whole corridor, unscaled.
    pub removals: f64,
    /// Appointments per day for people of this corridor, unscaled.
    pub appointments: f64,
    pub appointment_share: f64,
    pub outlook: OutlookNumbers,
    pub scale: f64,
    pub trust: TrustNumbers,
    pub debt: DebtNumbers,
    pub pathways: PathwayNumbers,
    pub promised: f64,
    pub quality_weight: f64,
    pub cost_weight: f64,
    pub value_of_time: f64,
    pub documents_effect: f64,
    pub births: f64,
    pub kappa: f64,
    pub chain_share: f64,
    /// Fall of the log odds of being served per log point of crowding.
    pub crowding: f64,
    pub gbv_seeking: f64,
    pub gbv_recovery: f64,
    pub gbv_energy: f64,
    pub exhaustion: f32,
    pub exhausts: bool,
    /// Of safe transport: part of the fare that is paid, days and inflicted harm relative to going
    /// without.
    pub transport_fare: f32,
    pub transport_pace: f32,
    pub transport_harm: f32,
}

/// How trust moves and what it moves.
#[derive(Clone, Copy, Debug)]
pub struct TrustNumbers {
    /// Whether trust matters at all.
    pub works: bool,
    pub initial: f64,
    pub enforcement: f64,
    pub help: f64,
    pub detention: f64,
    pub contacts: f64,
    /// Weight of a party in what its community feels, at one to one.
    pub community: f64,
    pub service_use: f64,
    pub avoidance: f64,
    /// Weight of claiming by trust, in steps from none to full.
    claim: [f32; TrustNumbers::STEPS + 1],
}

impl TrustNumbers {
    const STEPS: usize = 32;

    /// Weight of claiming of people with this trust, relative to those with the usual one.
    #[inline]
    pub fn leaning(&self, trust: f32) -> f32 {
        self.claim[((trust * Self::STEPS as f32) as usize).min(Self::STEPS)]
    }

    fn leanings(slope: f64, usual: f64) -> [f32; Self::STEPS + 1] {
        let mut weights = [1.0; Self::STEPS + 1];
        for (step, weight) in weights.iter_mut().enumerate() {
            let trust = step as f64 / Self::STEPS as f64;
            *weight = libm::exp(slope * (trust - usual)) as f32;
        }
        weights
    }
}

/// Credit and what debt does.
#[derive(Clone, Copy, Debug)]
pub struct DebtNumbers {
    pub credit_share: f64,
    pub interest: f64,
    pub exploitation: f64,
    /// Weight of turning back of people in debt, relative to others.
    pub bond: f32,
}

/// The border of the destination.
#[derive(Clone, Copy, Debug)]
pub struct BorderNumbers {
    /// What attempts that fail there cost.
    pub attempts: Attempts,
    /// Chance that people met there and not let in are sent back across it.
    pub returned: f64,
    /// Mean days until they can try again, and the money that it takes.
    pub returned_days: f64,
    pub returned_usd: f64,
    days: f64,
}

impl BorderNumbers {
    fn new(world: &World, conditions: &Conditions) -> Self {
        let get = |which| conditions.parameter(world, which);
        let (days, usd) = (get(Parameter::ReturnedDays), get(Parameter::ReturnedUsd));
        let works = conditions.works(Mechanism::Interdiction);
        Self {
            attempts: Attempts {
                failed: usd + days * get(Parameter::ValueOfTime),
                evasion: 0.0,
                odds: 1.0,
            },
            returned: if works {
                get(Parameter::BorderReturned)
            } else {
                0.0
            },
            returned_days: days,
            returned_usd: usd,
            days: get(Parameter::BorderDays),
        }
    }

    /// Chance that an attempt unseen is met, where interdiction on the way has this rate per day.
    pub fn met(&self, interdiction: f64) -> f64 {
        -libm::expm1(-interdiction * self.days)
    }
}

fn attempts(world: &World, conditions: &Conditions) -> Attempts {
    let get = |which| conditions.parameter(world, which);
    Attempts {
        failed: get(Parameter::StoppedUsd)
            + get(Parameter::StoppedDays) * get(Parameter::ValueOfTime),
        evasion: get(Parameter::EvasionUsd),
        odds: 1.0 - get(Parameter::EvadedShare),
    }
}

/// Regular pathways that are quotas.
#[derive(Clone, Copy, Debug)]
pub struct PathwayNumbers {
    /// People a day for whom visas, resettlement and places for workers are there, unscaled.
    pub places: [f64; 3],
    /// Whether any pathway works.
    pub open: bool,
    pub uptake: f64,
    pub substitution: f64,
    pub days: f64,
}

impl Numbers {
    /// Resolves the parameters and corridor-wide levers in force.
    #[expect(
        clippy::too_many_lines,
        reason = "one list: every number that rules read"
    )]
    pub fn new(world: &World, conditions: &Conditions) -> Self {
        let get = |which| conditions.parameter(world, which);
        let works = |which| conditions.works(which);
        Self {
            crowd_newest: get(Parameter::CrowdNewest),
            usual_days: get(Parameter::UsualDays),
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
            life_threatening_share: get(Parameter::LifeThreateningShare),
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
            reattempt_share: if works(Mechanism::Reattempt) {
                get(Parameter::ReattemptShare)
            } else {
                0.0
            },
            reattempt_days: get(Parameter::ReattemptDays),
            busing_share: get(Parameter::BusingShare),
            turned_round: get(Parameter::TurnedRound),
            attempts: attempts(world, conditions),
            stopped_days: get(Parameter::StoppedDays),
            stopped_usd: get(Parameter::StoppedUsd),
            visa_days: get(Parameter::VisaDays),
            border: BorderNumbers::new(world, conditions),
            identified_at_screening: get(Parameter::IdentifiedAtScreening),
            lodge_share: get(Parameter::LodgeShare),
            case_file_odds: libm::exp(get(Parameter::CaseFile)),
            appointments: if works(Mechanism::Appointments) {
                conditions.corridor_wide(Lever::DestinationAppointments)
                    * get(Parameter::DecisionShare)
            } else {
                0.0
            },
            appointment_share: get(Parameter::AppointmentShare),
            outlook: OutlookNumbers {
                undocumented: get(Parameter::DocumentsLacking),
                outlook: get(Parameter::PrivateBias),
            },
            scale: get(Parameter::ChoiceScale),
            trust: TrustNumbers {
                works: works(Mechanism::Trust),
                initial: get(Parameter::TrustInitial),
                enforcement: get(Parameter::TrustEnforcement),
                help: get(Parameter::TrustHelp),
                detention: get(Parameter::TrustDetention),
                contacts: get(Parameter::TrustContacts),
                community: get(Parameter::TrustCommunity),
                service_use: get(Parameter::TrustServiceUse),
                claim: TrustNumbers::leanings(
                    if works(Mechanism::Trust) {
                        get(Parameter::TrustClaim)
                    } else {
                        0.0
                    },
                    get(Parameter::TrustInitial),
                ),
                avoidance: get(Parameter::RegistrationAvoidance),
            },
            debt: DebtNumbers {
                credit_share: if works(Mechanism::Credit) {
                    get(Parameter::CreditShare)
                } else {
                    0.0
                },
                interest: get(Parameter::DebtInterest),
                exploitation: get(Parameter::BondedExploitation),
                bond: libm::exp(-get(Parameter::DebtReturn) / get(Parameter::ChoiceScale)) as f32,
            },
            pathways: pathways(world, conditions),
            promised: get(Parameter::PromisedDaysWeight),
            quality_weight: get(Parameter::QualityWeight),
            cost_weight: get(Parameter::CostWeight),
            value_of_time: get(Parameter::ValueOfTime),
            documents_effect: get(Parameter::DocumentsEffect),
            births: get(Parameter::BirthsPerDay),
            kappa: if works(Mechanism::Coordination) {
                conditions.corridor_wide(Lever::CoordinationKappa)
            } else {
                0.0
            },
            chain_share: get(Parameter::ChainShare),
            crowding: get(Parameter::ServiceCrowding),
            gbv_seeking: get(Parameter::GbvSeeking),
            gbv_recovery: get(Parameter::GbvRecovery),
            gbv_energy: get(Parameter::GbvEnergy),
            exhaustion: get(Parameter::ExhaustionHazard) as f32,
            exhausts: works(Mechanism::Exhaustion),
            transport_fare: 1.0 - get(Parameter::TransportWaiver) as f32,
            transport_pace: get(Parameter::TransportPace) as f32,
            transport_harm: libm::exp(-get(Parameter::TransportSafety)) as f32,
            withdrawal: get(Parameter::WithdrawalPerDay),
            legal_aid_odds: get(Parameter::LegalAidOdds),
            effective_share: get(Parameter::EffectiveShare),
            departure_response: get(Parameter::DepartureResponse),
            removals: if works(Mechanism::Removal) {
                conditions.corridor_wide(Lever::RemovalCapacity)
            } else {
                0.0
            },
        }
    }
}

fn pathways(world: &World, conditions: &Conditions) -> PathwayNumbers {
    /// Days of a month in which quotas count people.
    const MONTH: f64 = 365.25 / 12.0;
    let open = conditions.works(Mechanism::Pathways);
    let get = |which| conditions.parameter(world, which);
    PathwayNumbers {
        places: [
            Lever::HumanitarianVisaQuota,
            Lever::ResettlementQuota,
            Lever::LabourMobilityPlaces,
        ]
        .map(|lever| conditions.corridor_wide(lever) / MONTH),
        open,
        uptake: get(Parameter::PathwayUptake),
        substitution: get(Parameter::PathwaySubstitution),
        days: get(Parameter::PathwayDays),
    }
}
