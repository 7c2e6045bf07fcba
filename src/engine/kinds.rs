//! The kinds of things that happen.

/// Why people stay at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StayReason {
    /// They chose to wait.
    Choice,
    /// A queue for a boat, bus, station or pathway.
    Queue,
    /// A claim is pending.
    Claim,
    /// They ran out of money.
    Stranded,
    /// They are detained.
    Detained,
}

impl StayReason {
    /// Every reason.
    pub const ALL: [StayReason; 5] = [
        StayReason::Choice,
        StayReason::Queue,
        StayReason::Claim,
        StayReason::Stranded,
        StayReason::Detained,
    ];
}

/// How people are left behind. The four are never added to one another or to giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abandonment {
    /// The guide's contract ends in the middle of the way.
    Contract,
    /// Guides or boat crews leave their clients before that.
    Guide,
    /// Fellow travellers leave an exhausted or injured person.
    Fellow,
    /// A child is separated from its party.
    Child,
}

impl Abandonment {
    /// Every kind.
    pub const ALL: [Abandonment; 4] = [
        Abandonment::Contract,
        Abandonment::Guide,
        Abandonment::Fellow,
        Abandonment::Child,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Abandonment::Contract => "contract",
            Abandonment::Guide => "guide",
            Abandonment::Fellow => "fellow",
            Abandonment::Child => "child",
        }
    }
}

/// How being left behind ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbandonmentEnd {
    /// Taken in by others, or reached a place.
    Rejoined,
    /// Rescued.
    Rescued,
    /// Died or disappeared.
    Died,
}

/// How people give up the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivingUp {
    /// Turned back.
    TurnedBack,
    /// Settled on the way.
    Settled,
    /// Waited over 90 days in all.
    WaitedLong,
}

impl GivingUp {
    /// Every way.
    pub const ALL: [GivingUp; 3] = [
        GivingUp::TurnedBack,
        GivingUp::Settled,
        GivingUp::WaitedLong,
    ];
}

/// A stage of the way to protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtectionStage {
    /// In need on departure.
    InNeed,
    /// Informed of rights and procedures.
    Informed,
    /// Need identified.
    Identified,
    /// Claim registered.
    Registered,
    /// Claim lodged.
    Applied,
    /// Waiting for a decision.
    Queued,
    /// Claim withdrawn before a decision.
    Withdrawn,
    /// Claim decided.
    Decided,
    /// Protection granted.
    Granted,
    /// Status effective.
    Effective,
}

impl ProtectionStage {
    /// Every stage in order.
    pub const ALL: [ProtectionStage; 10] = [
        ProtectionStage::InNeed,
        ProtectionStage::Informed,
        ProtectionStage::Identified,
        ProtectionStage::Registered,
        ProtectionStage::Applied,
        ProtectionStage::Queued,
        ProtectionStage::Withdrawn,
        ProtectionStage::Decided,
        ProtectionStage::Granted,
        ProtectionStage::Effective,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            ProtectionStage::InNeed => "in_need",
            ProtectionStage::Informed => "informed",
            ProtectionStage::Identified => "identified",
            ProtectionStage::Registered => "registered",
            ProtectionStage::Applied => "applied",
            ProtectionStage::Queued => "queued",
            ProtectionStage::Withdrawn => "withdrawn",
            ProtectionStage::Decided => "decided",
            ProtectionStage::Granted => "granted",
            ProtectionStage::Effective => "effective",
        }
    }
}

/// A breach of rights, or an act of the state that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Interdicted by a state.
    Interdicted,
    /// Detained.
    Detained,
    /// Pushed back without a procedure.
    PushedBack,
    /// Moved back inside a state against their will.
    Bused,
    /// Removed.
    Removed,
    /// Removed or pushed back with a need that nobody assessed or that was set aside.
    Refoulement,
    /// The same, and removed again by the state to which they were removed.
    ChainRefoulement,
}

impl Right {
    /// Every kind.
    pub const ALL: [Right; 7] = [
        Right::Interdicted,
        Right::Detained,
        Right::PushedBack,
        Right::Bused,
        Right::Removed,
        Right::Refoulement,
        Right::ChainRefoulement,
    ];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Right::Interdicted => "interdicted",
            Right::Detained => "detained",
            Right::PushedBack => "pushed_back",
            Right::Bused => "bused",
            Right::Removed => "removed",
            Right::Refoulement => "refoulement",
            Right::ChainRefoulement => "chain_refoulement",
        }
    }
}

/// A service that people meet at a place of reception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A bed, food, water, medical care.
    Reception,
    /// Care for survivors of gender-based violence.
    SurvivorCare,
}

impl Service {
    /// Both.
    pub const ALL: [Service; 2] = [Service::Reception, Service::SurvivorCare];
}

/// What people pay for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Fares and tolls, and what attempts that fail cost.
    Fare,
    /// Daily living.
    Living,
    /// Robbery, extortion and ransom.
    Loss,
    /// Fines.
    Fine,
}

impl Payment {
    /// Every kind.
    pub const ALL: [Payment; 4] = [Payment::Fare, Payment::Living, Payment::Loss, Payment::Fine];

    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Payment::Fare => "fares",
            Payment::Living => "living",
            Payment::Loss => "robbery_and_ransom",
            Payment::Fine => "fines",
        }
    }
}
