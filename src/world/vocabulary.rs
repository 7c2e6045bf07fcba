//! The names that scenario files may use: parameters, per-state, per-class and per-nationality
//! quantities. The names are the model's; every value stands in the scenario.

use crate::units::Unit;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal, $unit:ident, $what:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(usize)]
        pub enum $name {
            $(#[doc = $what] $variant,)*
        }

        impl $name {
            /// Every name, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The name in scenario files.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The unit its value must carry.
            pub fn unit(self) -> Unit {
                match self { $($name::$variant => Unit::$unit,)* }
            }

            /// What it means.
            pub fn what(self) -> &'static str {
                match self { $($name::$variant => $what,)* }
            }

            /// The item with this name in scenario files.
            pub fn from_name(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|item| item.name() == name)
            }
        }
    };
}

vocabulary! {
    /// The parameters that the rules read; `scenarios/defaults/parameters.toml` gives every one.
    Parameter {
        CostWeight = "choice.cost_weight", Utils, "Utility lost when a whole tier budget is spent";
        ValueOfTime = "choice.value_of_time", UsdPerDay, "Money that a day on the way is felt to be worth";
        HarmWeight = "choice.harm_weight", Utils, "Utility lost at certainty of a violent harm";
        DeathWeight = "choice.death_weight", Utils, "Utility lost at certainty of death or disappearance";
        ChoiceScale = "choice.scale", Utils, "Scale of the unobserved part of utility";
        DestinationValue = "choice.destination_value", Utils, "Utility of arriving, before access is counted";
        AccessValue = "choice.access_value", Utils, "Utility added on arrival per log point of the odds of access to claiming protection";
        AccessValueOthers = "choice.access_value_others", Utils, "The same for people without a protection need";
        KinValue = "choice.kin_value", Utils, "Utility added on arrival where relatives live";
        SettleValue = "choice.settle_value", Utils, "Utility of settling on the way, before the state's own term";
        IntegrationValue = "choice.integration_value", Utils, "Utility added to settling per unit of integration support above the reference";
        ClaimValue = "choice.claim_value", Utils, "Utility of being granted protection on the way";
        ClaimEffort = "choice.claim_effort", Utils, "Utility lost by making a claim, before the wait";
        ClaimPending = "choice.claim_pending", Utils, "Utility of a claim while it is pending: lawful stay, work, not being removed";
        ClaimHalfDays = "choice.claim_half_days", Days, "Days of waiting for a decision by which its worth halves";
        UninformedClaim = "choice.uninformed_claim", Ratio, "Weight of claiming for people nobody informed, relative to the informed";
        TurnBackValue = "choice.turn_back_value", Utils, "Utility of being back where the journey began, before the way there";
        TurnBackNeed = "choice.turn_back_need", Utils, "Utility lost on turning back by people with a protection need";
        WaitPenalty = "choice.wait_penalty", Utils, "Utility lost by putting the decision off once";
        WaitDays = "choice.wait_days", Days, "Mean days until a decision put off is taken up again";
        QueuePatience = "choice.queue_patience", Days, "Mean days in a queue until a party decides again";
        PerceivedRisk = "choice.perceived_risk", Ratio, "Perceived over true hazard";
        DepartureResponse = "departure.response", LogPoints, "Log change of the departure hazard per unit of expected utility above the reference";
        LevelAfterWindow = "departure.level_after_window", Ratio, "Departures after the last observed month, relative to the level written in departures.csv";
        ChildPace = "movement.child_pace", Ratio, "Pace on foot of a party with a child under six, relative to adults";
        ExhaustedPace = "movement.exhausted_pace", Ratio, "Pace on foot of a party with an exhausted member";
        AbandonedPace = "movement.abandoned_pace", Ratio, "Pace on foot of people left behind";
        RobberyLoss = "money.robbery_loss", Share, "Share of its money that a party loses to one robbery or extortion";
        KidnappingRansom = "money.kidnapping_ransom", Usd, "Ransom paid per kidnapped person";
        KidnappingDays = "money.kidnapping_days", Days, "Mean days held by kidnappers";
        StrandedMinimum = "money.stranded_minimum", Days, "Shortest stay of a party that ran out of money";
        StrandedPatience = "money.stranded_patience", Days, "Mean days that a party keeps looking for money before it decides again";
        AttackShare = "hazard.attack_share", Share, "Share of each violent hazard that comes in attacks on the whole party";
        MenGbvRatio = "hazard.men_gbv_ratio", Ratio, "Gender-based violence against men relative to women";
        SogiescMultiplier = "hazard.sogiesc_multiplier", Ratio, "Violent hazards of LGBTIQ+ people relative to others";
        UnaccompaniedMultiplier = "hazard.unaccompanied_multiplier", Ratio, "Violent hazards of unaccompanied children relative to others";
        AbandonedMultiplier = "hazard.abandoned_multiplier", Ratio, "All hazards of people left behind relative to others";
        StrandedExploitation = "hazard.stranded_exploitation", PerDay, "Exploitation of stranded people per day beyond the segment's own rate";
        RainyDrowning = "hazard.rainy_drowning", Ratio, "Drowning hazard in the rainy months relative to the dry ones, on classes that slow in the rains";
        EtaClandestinity = "hazard.eta_clandestinity", LogPoints, "Violent hazards per unit of closure and interdiction above the reference";
        EtaServices = "hazard.eta_services", LogPoints, "Fall of injury and exposure hazards per unit of medical coverage above the reference";
        EtaCorridor = "hazard.eta_corridor", LogPoints, "Fall of violent hazards per unit of safe transport above the reference, on eligible classes";
        EtaCivil = "hazard.eta_civil", LogPoints, "Fall of violent hazards per unit of civil presence above the reference";
        EtaMilitarisation = "hazard.eta_militarisation", LogPoints, "Rise of violent hazards per unit of militarisation above the reference";
        EnergyGain = "health.energy_gain_per_day", Points, "Energy regained per day of rest";
        EnergyGainServices = "health.energy_gain_services", Points, "Energy regained per day more per unit of shelter and medical coverage";
        ChildEnergyLoss = "health.child_energy_loss", Ratio, "Energy that children and people over 60 lose on foot relative to other adults";
        ExhaustedBelow = "health.exhausted_below", Points, "Energy under which a person is exhausted";
        LifeThreateningShare = "health.life_threatening_share", Share, "Share of injuries and illnesses that endanger life";
        ImmobilisingShare = "health.immobilising_share", Share, "Share of injuries and illnesses that stop a person from walking unaided";
        ExhaustionRest = "health.exhaustion_rest", Days, "Mean days of the rest forced on a party by exhaustion";
        ContractShare = "abandonment.contract_share", Share, "Share of clients whose guide leaves where the contract ends";
        GuidePerDay = "abandonment.guide_per_day", PerDay, "Abandonment by guide or boat crew before the contract ends";
        GuideEnforcement = "abandonment.guide_enforcement", LogPoints, "Rise of abandonment by guides per unit of interdiction above the reference";
        GuideDelay = "abandonment.guide_delay", LogPoints, "Rise of abandonment by guides per day of delay over the usual time";
        FellowPerDay = "abandonment.fellow_per_day", PerDay, "Abandonment by fellow travellers of an exhausted or immobilised adult without kin";
        FellowKin = "abandonment.fellow_kin", LogPoints, "Fall of abandonment by fellow travellers when they are kin";
        ChildSeparation = "abandonment.child_separation_per_day", PerDay, "Separation of a child from its party per day on foot";
        TakenIn = "abandonment.taken_in_per_day", PerDay, "Chance per day that people left behind are taken in by a passing party where others pass";
        RescuePerDay = "abandonment.rescue_per_day", PerDay, "Rescue of people left behind per day at full search and rescue";
        ReattemptShare = "enforcement.reattempt_share", Probability, "Chance that removed or returned people leave again";
        ReattemptDays = "enforcement.reattempt_days", Days, "Mean days until they do";
        BusingShare = "enforcement.busing_share", Probability, "Chance that intercepted people are moved back over an open forced link";
        TurnedRound = "enforcement.turned_round", Probability, "Chance that people stopped on the way and let go are sent back to where they entered the state";
        StoppedDays = "enforcement.stopped_days", Days, "Mean days lost by people whom a closure or a control turns away";
        StoppedUsd = "enforcement.stopped_usd", Usd, "Money lost by each of them";
        EvasionUsd = "enforcement.evasion_usd", Usd, "Price of a guide who evades a closure, per person and attempt";
        EvadedShare = "enforcement.evaded_share", Share, "Part of the odds of being stopped by a closure that such a guide takes away";
        VisaDays = "enforcement.visa_days", Days, "Days after which people refused a visa can apply again";
        BorderDays = "enforcement.border_days", Days, "Days in view on the way to which one attempt at the border of the destination amounts";
        BorderReturned = "enforcement.border_returned", Probability, "Chance that people met at the border of the destination and not let in are sent back across it";
        ReturnedDays = "enforcement.returned_days", Days, "Mean days until people sent back across the border can try again";
        ReturnedUsd = "enforcement.returned_usd", Usd, "Money that another attempt at the border takes, per person";
        IdentifiedAtScreening = "enforcement.identified_at_screening", Probability, "Chance that a screening finds a need that exists, at full age, gender and diversity training";
        InformedPerTeam = "protection.informed_per_team", Probability, "Chance of being informed by one legal aid team per 1,000 daily arrivals";
        LodgeShare = "protection.lodge_share", Probability, "Chance that a registered claim is lodged";
        WithdrawalPerDay = "protection.withdrawal_per_day", PerDay, "Withdrawal of a waiting claim per day";
        AidedPerTeam = "protection.aided_per_team", Probability, "Chance that one legal aid team per 1,000 daily arrivals helps a claim";
        LegalAidOdds = "protection.legal_aid_odds", Ratio, "Odds of a grant with legal aid relative to without";
        EffectiveShare = "protection.effective_share", Probability, "Chance that a granted status becomes effective";
        DecisionShare = "protection.decision_share", Share, "Part of a state's decisions that is open to people of this corridor";
        ProbabilityWeighting = "choice.probability_weighting", Ratio, "Exponent of the probability weighting function; 1 weighs probabilities as they are";
        LossAversion = "choice.loss_aversion", Ratio, "Weight of uncertain losses relative to gains";
        WeighingDays = "choice.weighing_days", Days, "Days of exposure over which people weigh a probability of harm";
        CrowdWeight = "choice.crowd", Utils, "Utility added per log point of other people seen on a link";
        CrowdNewest = "choice.crowd_newest", Share, "Weight of the week just past in what is seen of others on a link";
        AvoidanceWeight = "choice.avoidance", Utils, "Utility lost per day in full view of the state at no trust";
        IntentionThreshold = "choice.threshold", Utils, "Shortfall under the best alternative within which an intention is acted on, in planned behaviour";
        NormWeight = "choice.norm", Utils, "Weight of what others do, in planned behaviour";
        CrowdFollowing = "choice.crowd_following", Share, "Part of a choice that follows the crowd, in the rule that follows the crowd";
        WaitOption = "choice.wait_option", Utils, "Utility added to waiting per log point by which the odds of access are believed to have fallen of late";
        TrustClaim = "choice.trust_claim", LogPoints, "Log change of the weight of claiming from no trust to full trust";
        DebtReturn = "choice.debt_return", Utils, "Utility of turning back lost by people in debt";
        TrustOfficial = "information.trust_official", Share, "Trust in what states and agencies say, in belief updating";
        TrustExperienced = "information.trust_experienced", Share, "Trust in what those who went before report";
        TrustPeers = "information.trust_peers", Share, "Trust in what other communities of the nationality believe";
        TrustSmugglers = "information.trust_smugglers", Share, "Trust in what smugglers advertise";
        TrustCivil = "information.trust_civil", Share, "Trust in what civil society says";
        ReachPeers = "information.reach_peers", Share, "Part of a community that other communities reach in a week";
        ReachSmugglers = "information.reach_smugglers", Share, "Part of a community that smugglers reach in a week";
        ReportsHalf = "information.reports_half", Persons, "Arrivals in a week whose reports reach half of a community";
        LagExperienced = "information.lag_experienced", Days, "Mean delay of reports by those who went before";
        InformationError = "information.error", Share, "Standard deviation of the error of a message";
        SmugglerBias = "information.smuggler_bias", Share, "What smugglers add to access and take from risk";
        SloganRisk = "information.slogan_risk", Ratio, "Risk as told by slogans that deter, relative to the true one";
        PriorAccess = "information.prior_access", Share, "Access believed beyond the true one before any news";
        PriorRisk = "information.prior_risk", Ratio, "Risk believed relative to the true one before any news";
        ConfidenceHalfLife = "information.confidence_half_life", Days, "Half-life of the confidence in a belief";
        PrivateBias = "information.private_bias", Utils, "Standard deviation of what a party's own outlook adds to going on";
        LeastAccess = "information.least_access", Share, "Least access that people ever reckon with; one less it is the most";
        HabitHalfLife = "information.habit_half_life", Days, "Half-life of getting used to a change of believed access";
        WaitAndSee = "departure.wait_and_see", LogPoints, "Log fall of departures per log point by which the odds of access are believed to have fallen of late";
        HoldBack = "departure.hold_back", LogPoints, "Log fall of departures, before an announced loss of access, of those who would come too late, per log point of odds lost";
        Hurry = "departure.hurry", LogPoints, "Log rise of departures, before an announced loss of access, of those who can still be in time, per log point of odds lost";
        PeerEffect = "departure.peer", LogPoints, "Log change of departures by arrivals of the community above or below those that drivers imply, where they saturate";
        PeerHalf = "departure.peer_half", Persons, "Arrivals in a month per million candidates at half of it";
        PeerArrivals = "departure.peer_arrivals", Share, "Part of those who leave by drivers alone whose arrival a community reckons with";
        StockInflow = "departure.inflow", Share, "People who join a stock of candidates in a year, relative to the stock";
        DepartureFrailty = "departure.frailty", Ratio, "Shape of the weekly gamma frailty of departures of an origin";
        ServicesPull = "departure.services_pull", LogPoints, "Log change of departures per unit of services on the way above the reference";
        RootCauses = "departure.root_causes", LogPoints, "Log fall of departures per unit of investment in root causes above the reference, in the long run";
        RootCausesDays = "departure.root_causes_days", Days, "Mean days until such investment acts";
        EtaRemedies = "hazard.eta_remedies", LogPoints, "Fall of violent hazards per unit of access to remedies above the reference";
        EtaCrowding = "hazard.eta_crowding", LogPoints, "Log change of violent hazards per log point of people on a class of links relative to the month before";
        EtaRescue = "hazard.eta_rescue", LogPoints, "Fall of death by drowning and accident per unit of search and rescue above the reference, while guides change nothing";
        RescueOffset = "hazard.rescue_offset", Share, "Part of that fall that guides take back by cutting safety";
        ExhaustionHazard = "hazard.exhaustion", Ratio, "Death by exposure or accident of exhausted people relative to others";
        CreditShare = "money.credit_share", Share, "Parties without the fare to whom guides give credit";
        DebtInterest = "money.debt_interest", PerDay, "Interest on debt to guides and lenders";
        BondedExploitation = "money.bonded_exploitation", Ratio, "Exploitation and trafficking of people in debt relative to others";
        PriceElasticity = "market.price_elasticity", Ratio, "Elasticity of the price of guides to enforcement pressure";
        UsualDays = "market.usual_days", Days, "Mean days over which use of a class of links, or of reception, becomes the usual one";
        UtilisationMarkup = "market.utilisation_markup", Share, "Rise of the price when twice the usual number use a class of links";
        ProsecutionPressure = "market.prosecution_pressure", Ratio, "Enforcement pressure per unit of prosecution of smugglers above the reference";
        ConcentrationResponse = "market.concentration_response", Share, "Rise of provider concentration per unit of enforcement pressure";
        ConcentrationDays = "market.concentration_days", Days, "Mean days until providers have adjusted";
        ConcentrationToll = "market.concentration_toll", LogPoints, "Log rise of tolls to armed groups per unit of concentration";
        ConcentrationAbandonment = "market.concentration_abandonment", LogPoints, "Log rise of abandonment by guides per unit of concentration";
        QualityResponse = "market.quality_response", LogPoints, "Log change of violent hazards with guides per log point of one plus enforcement pressure, by worse boats and guides";
        QualityWeight = "market.quality_weight", Utils, "Utility of a dearer package per halving of the harm it promises";
        PromisedDaysWeight = "market.access_days", Share, "Part of the promised days that people believe when they choose a package";
        RegisterSharing = "enforcement.register_sharing", LogPoints, "Log rise of interdiction of registered people where registers are shared in full";
        ChainShare = "enforcement.chain_share", Probability, "Chance that people removed to a state that is not theirs are removed again by it";
        VisaBacklash = "enforcement.backlash", Share, "Part of visa rules that documents forged or bought get round";
        TrustInitial = "trust.initial", Share, "Trust in states and agencies on departure";
        TrustEnforcement = "trust.enforcement", Share, "Trust lost on registration that is shared in full where everybody would be intercepted";
        TrustHelp = "trust.help", Share, "Trust gained each time help is received";
        TrustDetention = "trust.detention", Share, "Trust lost on detention";
        TrustCommunity = "trust.community", Share, "Weight of what one party has come to feel in the trust of its community";
        TrustContacts = "trust.contacts", Share, "Part of the gap to the trust of the community that closes on each arrival at a place of reception";
        TrustServiceUse = "trust.service_use", LogPoints, "Log rise of the odds of using services from no trust to full trust";
        RegistrationAvoidance = "trust.registration_avoidance", Share, "Part of people without trust who avoid registration";
        ComplementaryDisplacement = "protection.displacement", Share, "Part of grants of asylum that a full complementary status replaces";
        GrantComplementary = "protection.grant_complementary", Probability, "Chance of a complementary or temporary status for people in no other need, at full generosity";
        GrantDisaster = "protection.grant_disaster", Probability, "Chance of protection of people displaced by disaster, at full generosity";
        GrantTrafficking = "protection.grant_trafficking", Probability, "Chance of protection of survivors of trafficking, at full generosity";
        PathwayDays = "protection.pathway_days", Days, "Mean days until a place in a regular pathway is taken up";
        PathwayUptake = "protection.pathway_uptake", Share, "People about to set out, eligible for a place that is free, who take it";
        PathwaySubstitution = "protection.pathway_substitution", Share, "Part of the places of regular pathways held for people who would otherwise set out or are on the way";
        CaseFile = "protection.case_file", LogPoints, "Log rise of the odds of a grant where the case file follows the person";
        AppealSuccess = "protection.appeal_success", Probability, "Chance that a remedy overturns a refusal, where there is one";
        FundCapacity = "protection.fund_capacity", Ratio, "Rise of asylum decisions of an overloaded state per unit of its cost that is pooled";
        FundStandards = "protection.fund_standards", Ratio, "Rise of the registration of claims and of the odds of grants in an overloaded state per unit of pooled cost that is tied to standards";
        AppointmentShare = "protection.appointment_share", Share, "People who wait for an appointment rather than cross without one";
        DocumentsLacking = "protection.documents_lacking", Share, "People without any identity document";
        DocumentsEffect = "protection.documents_effect", Ratio, "Registration of claims of people without documents relative to others";
        BirthsPerDay = "protection.births_per_day", PerDay, "Births per pregnant woman and day";
        CivilShare = "services.civil_share", Share, "Part of services that civil society delivers";
        LabelShare = "services.label_share", Share, "Part of people without status or registration whom services turn away where they look at labels";
        GbvSeeking = "services.gbv_seeking", Probability, "Survivors of gender-based violence who seek care where it is open to all";
        GbvRecovery = "services.gbv_recovery", Share, "Part of the energy lost to gender-based violence that care restores";
        GbvEnergy = "services.gbv_energy", Points, "Energy lost to gender-based violence";
        ServiceCrowding = "services.crowding", Ratio, "Fall of coverage as people received in a week exceed the usual number, in log points per log point";
        OnwardPerDay = "settle.onward_per_day", PerDay, "Onward movement of people settled without a status, per day";
        OnwardStatus = "settle.onward_status", LogPoints, "Log change of it with a status";
        OnwardIntegration = "settle.onward_integration", LogPoints, "Log change of it per unit of integration support above the reference";
        AssistedCost = "return.assisted_cost", Share, "Part of the cost of the way back that assistance of full quality bears";
        AssistedHarm = "return.assisted_harm", LogPoints, "Log fall of harm on the way back per unit of quality of assisted return above the reference";
        AssistedReattempt = "return.assisted_reattempt", LogPoints, "Log fall of leaving again per unit of quality of assisted return above the reference";
        AssistedPull = "return.assisted_pull", Utils, "Utility added to turning back per unit of quality of assisted return above the reference";
        BorderRegistered = "observation.border_registered", Share, "Part of completed crossings that the border count sees";
        DeathsMedia = "observation.deaths_media", LogPoints, "Log odds that an incident with one death is recorded from media and partners, at reference access";
        DeathsForensic = "observation.deaths_forensic", LogPoints, "Log odds that it is recorded by forensic services";
        DeathsSize = "observation.deaths_size", LogPoints, "Rise of these log odds per log point of the incident's size";
        DeathsAccess = "observation.deaths_access", LogPoints, "Rise of these log odds per unit of access of recorders above the reference";
        DeathsLoad = "observation.deaths_load", LogPoints, "Fall of these log odds, on links of the bottleneck, per log point by which people who cross in a month outnumber the usual";
        DeathsUsual = "observation.deaths_usual", Persons, "People who cross in a month at whom those who record deaths were taken to be able to keep up";
        DeathsLag = "observation.deaths_lag", Days, "Mean days until a death is recorded";
        DeathsCorrelation = "observation.deaths_correlation", Share, "Part of the luck of being recorded that sources share";
        BodiesDays = "observation.bodies_days", Days, "Days for which a body beside the trail can be seen";
        BodiesSeen = "observation.bodies_seen", Probability, "Chance that a passer-by sees a given body";
        SurveySize = "observation.survey_size", Persons, "Survivors asked in a month";
        ClinicOpen = "observation.clinic_open", Share, "Part of the time in which clinics at the end of the crossing are open";
        TransportWaiver = "transport.fare_waiver", Share, "Part of the fare that people carried by safe transport do not pay";
        TransportPace = "transport.pace", Ratio, "Days on the way of people carried by safe transport relative to others";
        TransportSafety = "transport.safety", LogPoints, "Log fall of inflicted harm of people carried by safe transport relative to others on the same link";
        CostDetentionDay = "cost.detention_day", UsdPerDay, "What a day of detention of a person costs the state";
        CostRemoval = "cost.removal", Usd, "What the removal of a person costs the state";
        CostInterdiction = "cost.interdiction", Usd, "What the interdiction of a person costs the state";
        CostBorderForceDay = "cost.border_force_day", Usd, "What a day of full militarisation of the corridor costs states";
        CostCivilPresenceDay = "cost.civil_presence_day", Usd, "What a day of full presence of civil institutions in the corridor costs states";
        CostReception = "cost.reception", Usd, "What the reception of a person costs the state";
        CostServicesDay = "cost.services_day", UsdPerDay, "What a day of services at full coverage costs per person";
        CostTransport = "cost.transport", Usd, "What safe transport costs per person carried";
        CostLegalAidTeamDay = "cost.legal_aid_team_day", Usd, "What a day of a legal aid team costs";
        CostAsylumDecision = "cost.asylum_decision", Usd, "What the decision of a claim costs the state, per person";
        CostRegistration = "cost.registration", Usd, "What the registration of a person costs the state";
        CostRescue = "cost.rescue", Usd, "What the rescue of a person costs";
        CostPathwayPlace = "cost.pathway_place", Usd, "What a place of resettlement, a visa or a place for a worker costs";
        CostIntegrationMonth = "cost.integration_month", Usd, "What a month of full support of a settled person costs";
        CostReturnAssisted = "cost.return_assisted", Usd, "What an assisted return of full quality costs per person";
        CostMonitoringDay = "cost.monitoring_day", Usd, "What a day of full access of those who record deaths costs";
        CostRootCauseYear = "cost.root_cause_year", Usd, "What a year of full investment in root causes costs";
        EtaCoordination = "hazard.eta_coordination", LogPoints, "Fall of violent hazards per unit of coordination above the reference";
        CostIntegrationDays = "cost.integration_days", Days, "Days for which the public supports a person who settles";
        LeadDays = "information.lead_days", Days, "Days that people reckon with until they arrive; with fewer days left before a loss of access, fewer can be in time";
    }
}

impl Parameter {
    /// Lowest and highest legal value: those of the unit, but for what has no meaning below zero.
    pub fn bounds(self) -> (f64, f64) {
        /// Smallest scale: choices divide by it.
        const LEAST_SCALE: f64 = 1e-3;
        let (low, high) = self.unit().bounds();
        match self {
            Parameter::ChoiceScale => (LEAST_SCALE, high),
            Parameter::CostWeight
            | Parameter::HarmWeight
            | Parameter::DeathWeight
            | Parameter::ClaimEffort
            | Parameter::ClaimPending
            | Parameter::WaitPenalty
            | Parameter::AvoidanceWeight
            | Parameter::IntentionThreshold
            | Parameter::NormWeight
            | Parameter::QualityWeight
            | Parameter::PrivateBias => (0.0, high),
            _ => (low, high),
        }
    }
}

vocabulary! {
    /// What `states.csv` says of a state; the four of asylum come together or not at all, and `claim_utility`
    /// is 0 where it is not given.
    StateQuantity {
        Population = "population", Persons, "People who live there";
        Gdp = "gdp", Usd, "Gross domestic product per head";
        Living = "living_cost", UsdPerDay, "Cost of daily living per person";
        Earning = "earning", UsdPerDay, "What an adult without status and out of money gets together per day, daily living paid";
        Settle = "settle_utility", Utils, "Utility of settling here relative to elsewhere on the way";
        AsylumDecisions = "asylum_decisions", PersonsPerDay, "First decisions on asylum claims per day under the reference";
        AsylumBacklog = "asylum_backlog", Persons, "Claims pending at the start";
        Claim = "claim_utility", Utils, "Utility of a pending claim here relative to elsewhere on the way";
        Grant1951 = "grant_1951", Probability, "Chance of a grant to a person with a 1951 Convention need";
        GrantCartagena = "grant_cartagena", Probability, "Chance of a grant under the expanded definition where it is applied";
    }
}

vocabulary! {
    /// What `tiers.csv` says of a package sold on a class of links; all are required.
    TierQuantity {
        Price = "price", Usd, "What the package costs per person";
        Pace = "pace", Ratio, "Days on the way relative to the standard package";
        Harm = "harm", Ratio, "Violent hazards relative to the standard package";
        Abandonment = "abandonment", Ratio, "Chance of being left by guide or crew relative to the standard package";
        PromisedDays = "promised_days", Days, "What sellers say the passage takes";
        Toll = "toll", Usd, "Part of the price that goes to those who control the way by arms";
    }
}

vocabulary! {
    /// What `link_classes.csv` says of a class of links; all are required.
    ClassQuantity {
        Visibility = "visibility", Share, "Part of the time on the link in which the state can see people";
        Closable = "closable", Share, "Part of a trail closure that reaches the class";
        RainyDays = "rainy_days", Ratio, "Travel time in the rainy months relative to the dry ones";
        EnergyLoad = "energy_load", Points, "Energy that an adult loses per day on the link";
        Access = "access", Share, "Part of the parties that can use the class at all: let pass by armed groups, carriers or sponsors";
        CorridorEligible = "corridor_eligible", Share, "Part of the class that safe transport can serve";
    }
}

vocabulary! {
    /// What `demographics.csv` says of the people, for `all` or for one nationality.
    Demographic {
        TypeLone = "party_type.lone", Share, "Parties of one adult, as a weight among party types";
        TypeFamily = "party_type.family", Share, "Families with children, as a weight among party types";
        TypeGroup = "party_type.group", Share, "Groups of adults, as a weight among party types";
        TypeUnaccompanied = "party_type.unaccompanied", Share, "Unaccompanied children, as a weight among party types";
        SingleParent = "family.single_parent", Share, "Families with one adult";
        Children1 = "family.children_1", Share, "Families with one child, as a weight";
        Children2 = "family.children_2", Share, "Families with two children, as a weight";
        Children3 = "family.children_3", Share, "Families with three children, as a weight";
        Children4 = "family.children_4", Share, "Families with four children, as a weight";
        Children5 = "family.children_5", Share, "Families with five or six children, as a weight";
        Group2 = "group.adults_2", Share, "Groups of two adults, as a weight";
        Group3 = "group.adults_3", Share, "Groups of three adults, as a weight";
        Group4 = "group.adults_4", Share, "Groups of four adults, as a weight";
        Group5 = "group.adults_5", Share, "Groups of five to eight adults, as a weight";
        GroupKin = "group.kin", Share, "Groups of adults that are kin";
        MinorUnder6 = "minor_age.0_5", Share, "Children aged 0 to 5, as a weight";
        Minor6To11 = "minor_age.6_11", Share, "Children aged 6 to 11, as a weight";
        Minor12To17 = "minor_age.12_17", Share, "Children aged 12 to 17, as a weight";
        Adult60Plus = "adult.60_plus", Share, "Adults aged 60 or more";
        Women = "adult.women", Share, "Women among adults who travel alone or in groups";
        WomenSingleParent = "adult.women_single_parent", Share, "Women among single parents";
        Girls = "minor.girls", Share, "Girls among children";
        Sogiesc = "person.sogiesc", Share, "People who identify as LGBTIQ+";
        Disability = "person.disability", Share, "People with a disability";
        IndigenousAfro = "person.indigenous_afro", Share, "People who are indigenous or Afro-descendant";
        Pregnant = "person.pregnant", Share, "Pregnant women among women under 60";
        Need1951 = "need.1951", Share, "People who meet the 1951 Convention definition";
        NeedCartagena = "need.cartagena", Share, "People who meet only the expanded Cartagena definition";
        NeedDisaster = "need.disaster", Share, "People displaced by disaster who meet neither";
        NeedTrafficking = "need.trafficking", Share, "Survivors of trafficking or gender-based violence who meet none of these";
        Kin = "reason.kin", Share, "Parties with relatives at the destination";
        MoneyMedian = "money.median", Usd, "Median money per person on departure";
        MoneySpread = "money.log_sd", LogPoints, "Standard deviation of the logarithm of money on departure";
    }
}

impl Demographic {
    /// Lowest and highest legal value: those of the unit, but for a spread, which is not below zero.
    pub fn bounds(self) -> (f64, f64) {
        let (low, high) = self.unit().bounds();
        match self {
            Demographic::MoneySpread => (0.0, high),
            _ => (low, high),
        }
    }
}

/// The kinds of harm that the Chile Plan names, with death split by cause, and injury or illness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Harm {
    /// Extortion or robbery.
    ExtortionRobbery,
    /// Kidnapping.
    Kidnapping,
    /// Physical violence.
    PhysicalViolence,
    /// Gender-based violence.
    GenderBasedViolence,
    /// Forced recruitment.
    ForcedRecruitment,
    /// Exploitation.
    Exploitation,
    /// Trafficking.
    Trafficking,
    /// Injury or illness that is no danger to life.
    InjuryIllness,
    /// Injury or illness that endangers life and is survived: a share of all, see
    /// [`Parameter::LifeThreateningShare`].
    LifeThreateningInjury,
    /// Disappearance: the person is not seen again.
    Disappearance,
    /// Death by drowning.
    Drowning,
    /// Death by violence.
    DeathViolence,
    /// Death by exposure or illness.
    DeathExposure,
    /// Death by accident.
    DeathAccident,
}

impl Harm {
    /// Every kind; the fatal ones come last.
    pub const ALL: [Harm; 14] = [
        Harm::ExtortionRobbery,
        Harm::Kidnapping,
        Harm::PhysicalViolence,
        Harm::GenderBasedViolence,
        Harm::ForcedRecruitment,
        Harm::Exploitation,
        Harm::Trafficking,
        Harm::InjuryIllness,
        Harm::LifeThreateningInjury,
        Harm::Disappearance,
        Harm::Drowning,
        Harm::DeathViolence,
        Harm::DeathExposure,
        Harm::DeathAccident,
    ];
    /// How many kinds there are.
    pub const COUNT: usize = Harm::ALL.len();

    /// Kind and cause as written in `hazards.csv` and `harms.csv`; the cause is empty but for death.
    pub fn kind_and_cause(self) -> (&'static str, &'static str) {
        match self {
            Harm::ExtortionRobbery => ("extortion_robbery", ""),
            Harm::Kidnapping => ("kidnapping", ""),
            Harm::PhysicalViolence => ("physical_violence", ""),
            Harm::GenderBasedViolence => ("gender_based_violence", ""),
            Harm::ForcedRecruitment => ("forced_recruitment", ""),
            Harm::Exploitation => ("exploitation", ""),
            Harm::Trafficking => ("trafficking", ""),
            Harm::InjuryIllness => ("injury_illness", ""),
            Harm::LifeThreateningInjury => ("life_threatening_injury", ""),
            Harm::Disappearance => ("disappearance", ""),
            Harm::Drowning => ("death", "drowning"),
            Harm::DeathViolence => ("death", "violence"),
            Harm::DeathExposure => ("death", "exposure_illness"),
            Harm::DeathAccident => ("death", "accident"),
        }
    }

    /// Its bit in a set of kinds.
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The kinds that are serious: all but robbery and extortion alone, and other injury and illness.
    pub const SERIOUS: u16 =
        ((1 << Harm::COUNT) - 1) & !(Harm::ExtortionRobbery.bit() | Harm::InjuryIllness.bit());
    /// The kinds that are abuse: inflicted by others, and survived.
    pub const ABUSE: u16 = Harm::InjuryIllness.bit() - 1;
    /// Injury and illness, whether it endangers life or not.
    pub const INJURY: u16 = Harm::InjuryIllness.bit() | Harm::LifeThreateningInjury.bit();

    /// Bit beside those of the kinds: was extorted, not only robbed.
    pub const EXTORTED: u16 = 1 << 15;

    /// Whether the kind is one of a set.
    pub fn is_in(self, kinds: u16) -> bool {
        self.bit() & kinds != 0
    }

    /// Whether `hazards.csv` can give it a rate: injury that endangers life is a share of injury.
    pub fn has_rate(self) -> bool {
        self != Harm::LifeThreateningInjury
    }

    /// Whether the kind ends the journey: death or disappearance.
    pub fn is_fatal(self) -> bool {
        self as usize >= Harm::Disappearance as usize
    }

    /// Whether the kind is abuse by others that may come in an attack on the whole party.
    pub fn is_violent(self) -> bool {
        (self as usize) <= Harm::GenderBasedViolence as usize
    }
}
