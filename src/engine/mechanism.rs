//! The mechanisms that can be switched off one by one, to see what each is answerable for.

macro_rules! mechanisms {
    ($($variant:ident = $name:literal, $what:literal;)*) => {
        /// A mechanism of the model.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u32)]
        pub enum Mechanism {
            $(#[doc = $what] $variant,)*
        }

        impl Mechanism {
            /// Every mechanism.
            pub const ALL: [Mechanism; [$(Mechanism::$variant,)*].len()] =
                [$(Mechanism::$variant,)*];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Mechanism::$variant => $name,)* }
            }

            /// What is gone without it.
            pub fn what(self) -> &'static str {
                match self { $(Mechanism::$variant => $what,)* }
            }
        }
    };
}

mechanisms! {
    Announcements = "announcements", "Announced changes of access are believed at once, and expected before";
    Learning = "learning", "Communities learn from messages and reports";
    Response = "response", "Departures answer to what the journey is expected to be worth";
    Peers = "peers", "Recent arrivals of a community draw others after them";
    Frailty = "frailty", "Departures vary from week to week beyond chance";
    Crowd = "crowd", "Others on a link attract people to it";
    Prices = "prices", "Prices, tolls and providers answer to enforcement and use";
    Packages = "packages", "Guides sell packages of different price and quality";
    Credit = "credit", "Guides give credit, and debt binds";
    Interdiction = "interdiction", "States intercept people on the way";
    Removal = "removal", "States remove intercepted people";
    Clandestinity = "clandestinity", "Closure and interdiction change violence on the way";
    Registration = "registration", "Arrivals are registered, and registers are read";
    Trust = "trust", "Trust moves avoidance, claims and the use of services";
    Instruments = "instruments", "Protection beyond refugee status";
    Pathways = "pathways", "Visas, resettlement, places for workers and programmes";
    Appointments = "appointments", "Appointments at the destination";
    Coordination = "coordination", "Information and files follow a person across a border";
    Fund = "fund", "States pool part of their costs";
    Remedies = "remedies", "Refusals and harm can be taken to a remedy";
    Services = "services", "Services restore people on the way";
    Exhaustion = "exhaustion", "Walking tires people, and the tired are slow, stop and are left behind";
    Rescue = "rescue", "People left behind are searched for, and people in danger of drowning or accidents";
    Onward = "onward", "People who settled move on";
    Reattempt = "reattempt", "People who were removed or returned leave again";
}

impl Mechanism {
    /// The mechanism with this name.
    pub fn from_name(name: &str) -> Option<Mechanism> {
        Mechanism::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// Mechanisms that are switched off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Without(u32);

impl Without {
    /// None of them.
    pub const NONE: Without = Without(0);

    /// These as well as `mechanism`.
    #[must_use]
    pub fn and(self, mechanism: Mechanism) -> Self {
        Self(self.0 | 1 << mechanism as u32)
    }

    /// Whether `mechanism` works.
    #[inline]
    pub fn works(self, mechanism: Mechanism) -> bool {
        self.0 >> mechanism as u32 & 1 == 0
    }

    /// Those switched off, in order.
    pub fn iter(self) -> impl Iterator<Item = Mechanism> {
        Mechanism::ALL
            .into_iter()
            .filter(move |it| !self.works(*it))
    }
}

impl FromIterator<Mechanism> for Without {
    fn from_iter<T: IntoIterator<Item = Mechanism>>(list: T) -> Self {
        list.into_iter().fold(Self::NONE, Self::and)
    }
}
