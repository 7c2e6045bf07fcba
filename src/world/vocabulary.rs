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
    /// The parameters that the rules read; `parameters.toml` must give every one.
    Parameter {
        CostWeight = "choice.cost_weight", Utils, "Utility lost when a whole tier budget is spent";
        ValueOfTime = "choice.value_of_time", UsdPerDay, "Money that a day on the way is felt to be worth";
        HarmWeight = "choice.harm_weight", Utils, "Utility lost at certainty of a violent harm";
        DeathWeight = "choice.death_weight", Utils, "Utility lost at certainty of death or disappearance";
        ChoiceScale = "choice.scale", Utils, "Scale of the unobserved part of utility";
        DestinationValue = "choice.destination_value", Utils, "Utility of arriving, before access is counted";
        AccessValue = "choice.access_value", Utils, "Utility added on arrival at full access to claiming protection";
        AccessValueOthers = "choice.access_value_others", Utils, "The same for people without a protection need";
        KinValue = "choice.kin_value", Utils, "Utility added on arrival where relatives live";
        SettleValue = "choice.settle_value", Utils, "Utility of settling on the way, before the state's own term";
        IntegrationValue = "choice.integration_value", Utils, "Utility added to settling per unit of integration support above the reference";
        ClaimValue = "choice.claim_value", Utils, "Utility of being granted protection on the way";
        ClaimEffort = "choice.claim_effort", Utils, "Utility lost by making a claim, before the wait";
        ClaimWaitWeight = "choice.claim_wait_weight", Utils, "Utility lost per year of expected wait for a decision";
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
        IdentifiedAtScreening = "enforcement.identified_at_screening", Probability, "Chance that a screening finds a need that exists, at full age, gender and diversity training";
        InformedPerTeam = "protection.informed_per_team", Probability, "Chance of being informed by one legal aid team per 1,000 daily arrivals";
        LodgeShare = "protection.lodge_share", Probability, "Chance that a registered claim is lodged";
        WithdrawalPerDay = "protection.withdrawal_per_day", PerDay, "Withdrawal of a waiting claim per day";
        AidedPerTeam = "protection.aided_per_team", Probability, "Chance that one legal aid team per 1,000 daily arrivals helps a claim";
        LegalAidOdds = "protection.legal_aid_odds", Ratio, "Odds of a grant with legal aid relative to without";
        EffectiveShare = "protection.effective_share", Probability, "Chance that a granted status becomes effective";
        DecisionShare = "protection.decision_share", Share, "Part of a state's decisions that is open to people of this corridor";
    }
}

vocabulary! {
    /// What `states.csv` says of a state; the last four come together or not at all.
    StateQuantity {
        Living = "living_cost", UsdPerDay, "Cost of daily living per person";
        Earning = "earning", UsdPerDay, "What an adult without status and out of money gets together per day, daily living paid";
        Settle = "settle_utility", Utils, "Utility of settling here relative to elsewhere on the way";
        AsylumDecisions = "asylum_decisions", PersonsPerDay, "First decisions on asylum claims per day under the reference";
        AsylumBacklog = "asylum_backlog", Persons, "Claims pending at the start";
        Grant1951 = "grant_1951", Probability, "Chance of a grant to a person with a 1951 Convention need";
        GrantCartagena = "grant_cartagena", Probability, "Chance of a grant under the expanded definition where it is applied";
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
    /// Injury or illness.
    InjuryIllness,
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
    pub const ALL: [Harm; 13] = [
        Harm::ExtortionRobbery,
        Harm::Kidnapping,
        Harm::PhysicalViolence,
        Harm::GenderBasedViolence,
        Harm::ForcedRecruitment,
        Harm::Exploitation,
        Harm::Trafficking,
        Harm::InjuryIllness,
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
            Harm::Disappearance => ("disappearance", ""),
            Harm::Drowning => ("death", "drowning"),
            Harm::DeathViolence => ("death", "violence"),
            Harm::DeathExposure => ("death", "exposure_illness"),
            Harm::DeathAccident => ("death", "accident"),
        }
    }

    /// The kind with this name and cause.
    pub fn from_kind_and_cause(kind: &str, cause: &str) -> Option<Harm> {
        Harm::ALL
            .into_iter()
            .find(|harm| harm.kind_and_cause() == (kind, cause))
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
