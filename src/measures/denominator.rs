//! What indicators are divided by.

macro_rules! denominators {
    ($($what:literal $variant:ident $name:literal $words:literal;)*) => {
        /// What an indicator is divided by, in the order of the printed table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Denominator {
            $(#[doc = $what] $variant,)*
        }

        impl Denominator {
            /// Every denominator.
            pub const ALL: &[Denominator] = &[$(Denominator::$variant,)*];

            /// The word written in output.
            pub fn name(self) -> &'static str {
                match self {
                    $(Denominator::$variant => $name,)*
                }
            }

            /// The words for people.
            pub fn words(self) -> &'static str {
                match self {
                    $(Denominator::$variant => $words,)*
                }
            }
        }
    };
}

denominators! {
    "Nothing: people, or person-days, at real scale." Count "count" "people";
    "1,000 first departures." Per1000Departures "per_1000_departures" "per 1,000 who left";
    "1,000 people in need of protection."
        Per1000InNeed "per_1000_in_need" "per 1,000 in need of protection";
    "1,000 person-days on the way, spent over the stretches as under the reference policy."
        Per1000PersonDays "per_1000_person_days"
        "per 1,000 person-days, spent as under the reference policy";
    "1,000 crossings of the bottleneck."
        Per1000Crossings "per_1000_crossings" "per 1,000 crossings of the bottleneck";
    "1,000 arrivals at the end of the journey."
        Per1000Arrivals "per_1000_arrivals" "per 1,000 arrivals";
    "Nothing: it is a length of time." Days "days" "days";
    "First departures, in USD." UsdPerDeparture "usd_per_departure" "USD per person who leaves";
    "The whole of which it is a part." Share "share" "share";
    "People who reached the step before; the share is of those who reached both."
        ShareOfPrevious "share_of_previous" "share of those at the step before";
    "Nothing: it is a price, or an amount of money at real scale." Usd "usd" "USD";
    "Nothing: it is a score from 0 to 1." Score "score" "score from 0 to 1";
    "Nothing: it is an index from -1 to 1." Index "index" "index from -1 to 1";
}

impl Denominator {
    /// Whether a value by it exists for a state, where nobody departs and people are not followed.
    pub(super) fn in_state(self) -> bool {
        use Denominator::{Count, Days, Score, Share};
        matches!(self, Count | Days | Score | Share)
    }
}
