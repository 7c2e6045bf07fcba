//! The levers: what a policy can set.

/// Where and for whom a lever can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One number for the whole corridor.
    Corridor,
    /// A number for each state.
    State,
    /// A number for each state and nationality.
    Nationality,
}

macro_rules! levers {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $scope:ident;)*) => {
        /// A lever: every one is read by a rule of the engine.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(usize)]
        pub enum Lever {
            $($(#[$doc])* $variant,)*
        }

        impl Lever {
            /// Every lever.
            pub const ALL: [Lever; [$(Lever::$variant,)*].len()] = [$(Lever::$variant,)*];
            /// How many there are.
            pub const COUNT: usize = Lever::ALL.len();

            /// The name in scenario and policy files.
            pub fn name(self) -> &'static str {
                match self { $(Lever::$variant => $name,)* }
            }

            /// Where and for whom it can differ.
            pub const fn scope(self) -> Scope {
                match self { $(Lever::$variant => Scope::$scope,)* }
            }
        }
    };
}

levers! {
    /// Chance that a claim is registered when voiced.
    AsylumAccess = "asylum_access", Nationality;
    /// Chance of screening before removal.
    ScreeningBeforeRemoval = "screening_before_removal", State;
    /// Chance that a removal is stopped when a need was found.
    RefoulementGuard = "refoulement_guard", State;
    /// Share of decisions that apply the expanded definition.
    DefCartagena = "def_cartagena", State;
    /// Generosity of complementary and temporary protection.
    DefComplementary = "def_complementary", State;
    /// Generosity of protection of people displaced by disaster.
    DefDisaster = "def_disaster", State;
    /// Generosity of protection of survivors of trafficking.
    DefTraffickingVictim = "def_trafficking_victim", State;
    /// Humanitarian visas a month, people.
    HumanitarianVisaQuota = "humanitarian_visa_quota", Corridor;
    /// Places in resettlement a month, people.
    ResettlementQuota = "resettlement_quota", Corridor;
    /// Whether people on the way may apply for a regular pathway.
    SafeMobilityInTransit = "safe_mobility_open_in_transit", State;
    /// Share of irregularly settled people given status per month.
    RegularisationRate = "regularisation_rate", Nationality;
    /// Multiplier of asylum decisions per day.
    AsylumCapacity = "asylum_capacity_mult", State;
    /// Share of the flow that faces visa rules.
    VisaWall = "visa_wall", Nationality;
    /// Chance of interdiction per day in view.
    Interdiction = "interdiction", State;
    /// Chance that an attempt at a trail that can be closed is stopped.
    TrailClosure = "trail_closure", State;
    /// Share of intercepted people who are detained.
    DetentionShare = "detention_share", Nationality;
    /// Mean days of detention.
    DetentionDays = "detention_days", State;
    /// Removals per day in the whole corridor.
    RemovalCapacity = "removal_capacity", Corridor;
    /// Chance that intercepted people are pushed back.
    Pushback = "pushback_prob", Nationality;
    /// Fine per intercepted adult.
    Fines = "fines_usd", State;
    /// Prosecution of smugglers.
    SmugglerProsecution = "smuggler_prosecution", State;
    /// Militarisation of the route.
    Militarisation = "militarisation", State;
    /// Presence of civil institutions.
    CivilPresence = "civil_presence", State;
    /// Share of arrivals who are registered.
    RegistrationCoverage = "registration_coverage", State;
    /// How far registers are kept from enforcement.
    RegistrationFirewall = "registration_firewall", State;
    /// Share of arrivals informed by a state or agency.
    InformationReach = "information_reach", State;
    /// How accurate official information is, from slogans that deter to facts.
    InformationAccuracy = "information_accuracy", State;
    /// Legal aid teams per 1,000 daily arrivals.
    LegalAidTeams = "legal_aid_teams", State;
    /// Identification by age, gender and diversity.
    AgdIdentification = "agd_identification", State;
    /// Coverage of water, sanitation and medical care.
    WashMedical = "wash_medical", State;
    /// Coverage of care for survivors of gender-based violence.
    GbvCare = "gbv_care", State;
    /// Coverage of shelter.
    Shelter = "shelter", State;
    /// Search and rescue.
    SearchAndRescue = "search_and_rescue", State;
    /// Share of the flow offered safe transport.
    CorridorTransport = "corridor_transport", State;
    /// Access of civil society.
    CsoAccess = "cso_access", State;
    /// Support for integration.
    IntegrationSupport = "integration_support", State;
    /// Investment in root causes where people leave.
    RootCauseInvestment = "root_cause_investment", State;
    /// How assisted, voluntary and informed returns are.
    AssistedReturnQuality = "assisted_return_quality", State;
    /// Chance that information, registration and case files follow a person across a border.
    CoordinationKappa = "coordination_kappa", Corridor;
    /// Share of costs that states pool.
    ResponsibilityFund = "responsibility_fund", Corridor;
    /// Access of those who record deaths.
    DeathMonitoring = "death_monitoring", State;
    /// Share of those met at the border of the destination who are let in and can claim protection.
    DestinationAccess = "destination_asylum_access", Nationality;
    /// Appointments at ports of entry per day.
    DestinationAppointments = "destination_appointments", Corridor;
    /// Places for workers a month, people.
    LabourMobilityPlaces = "labour_mobility_places", Corridor;
    /// Documents for people who have none.
    StatelessnessDocumentation = "statelessness_documentation", State;
    /// Services whatever the label.
    StatusBlindServices = "status_blind_services", State;
    /// Part of pooled money that is tied to standards.
    FundConditionality = "fund_conditionality", Corridor;
    /// Access to complaint and redress.
    RemediesAccess = "remedies_access", State;
}

impl Lever {
    /// Whether the lever is one number for the whole corridor, which no state can set for itself.
    pub fn is_corridor_wide(self) -> bool {
        self.scope() == Scope::Corridor
    }

    /// Whether something is taken relative to its value under the reference, which must then be over zero:
    /// pressure on the market, what civil society delivers, care for survivors.
    pub fn is_relative(self) -> bool {
        matches!(
            self,
            Lever::Interdiction | Lever::CsoAccess | Lever::GbvCare
        )
    }

    /// Lowest and highest value that a corridor may let it have: 0 to 1 for a chance, a share or a degree.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Lever::HumanitarianVisaQuota
            | Lever::ResettlementQuota
            | Lever::LabourMobilityPlaces
            | Lever::AsylumCapacity
            | Lever::DetentionDays
            | Lever::RemovalCapacity
            | Lever::Fines
            | Lever::LegalAidTeams
            | Lever::DestinationAppointments => (0.0, 1e6),
            _ => (0.0, 1.0),
        }
    }

    /// The lever with this name.
    pub fn from_name(name: &str) -> Option<Lever> {
        Lever::ALL.into_iter().find(|lever| lever.name() == name)
    }
}
