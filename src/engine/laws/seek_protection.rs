//! The way to protection: informed, identified, registered, applied, queued, decided, effective.
//!
//! Instruments: the 1951 Convention definition, the expanded definition of Cartagena, protection in
//! disaster displacement, protection of survivors of trafficking, and complementary or temporary
//! protection, which may also stand in for asylum that would have been granted.
//!
//! Source: levers of the policy, grants and queues from `states.csv`, `protection.*`. Limit: a party
//! makes one claim together.

use crate::engine::people::{Instrument, Need};

/// Chance that an arrival is informed: by a state or agency, or by legal aid teams.
pub fn informed(reach: f64, per_team: f64, teams: f64) -> f64 {
    1.0 - (1.0 - reach) * at_least_one(1.0 - per_team, teams)
}

/// Chance that legal aid helps a claim.
pub fn aided(per_team: f64, teams: f64) -> f64 {
    1.0 - at_least_one(1.0 - per_team, teams)
}

fn at_least_one(miss: f64, teams: f64) -> f64 {
    libm::pow(miss.max(0.0), teams)
}

/// What a state grants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grants {
    /// Chance under the 1951 Convention.
    pub convention: f64,
    /// Chance under the expanded definition, where it is applied.
    pub cartagena: f64,
    /// Share of decisions that apply it.
    pub cartagena_applied: f64,
    /// Chance of protection in disaster displacement.
    pub disaster: f64,
    /// Chance of protection of a survivor of trafficking.
    pub trafficking: f64,
    /// Chance of a complementary status for those otherwise refused.
    pub complementary: f64,
    /// Part of asylum grants for which a complementary status stands in.
    pub displaced: f64,
}

impl Grants {
    /// Chance of a grant under the instrument that answers the need, the odds of which are
    /// multiplied by `odds`.
    pub fn own(&self, need: Need, odds: f64) -> f64 {
        let chance = match need {
            Need::Convention1951 => self.convention.max(self.cartagena_applied * self.cartagena),
            Need::Cartagena => self.cartagena_applied * self.cartagena,
            Need::Disaster => self.disaster,
            Need::Trafficking => self.trafficking,
            Need::None => 0.0,
        };
        with_odds(chance, odds)
    }

    /// Chance of any grant.
    pub fn any(&self, need: Need, odds: f64) -> f64 {
        if need == Need::None {
            return 0.0;
        }
        let own = self.own(need, odds);
        own + (1.0 - own) * self.complementary
    }

    /// What is granted, if anything, for three uniform numbers: whether the need's own instrument is,
    /// whether a complementary status stands in for it, whether one is given otherwise.
    pub fn decide(&self, need: Need, odds: f64, u: [f64; 3]) -> Option<Instrument> {
        if need == Need::None {
            return None;
        }
        if u[0] < self.own(need, odds) {
            let asylum = matches!(need, Need::Convention1951 | Need::Cartagena);
            return Some(if asylum && u[1] < self.displaced {
                Instrument::Complementary
            } else {
                Instrument::of_need(need)
            });
        }
        (u[2] < self.complementary).then_some(Instrument::Complementary)
    }
}

/// Part of the worth of a decision that is left where it takes `days`, when it halves in `half` days: as
/// one part in so many half-times, since people do not stop caring for what is far off.
pub fn left_after_waiting(days: f64, half: f64) -> f64 {
    1.0 / (1.0 + days.max(0.0) / half.max(f64::MIN_POSITIVE))
}

/// A chance whose odds are multiplied.
pub fn with_odds(chance: f64, odds: f64) -> f64 {
    if chance >= 1.0 {
        return 1.0;
    }
    let odds = chance / (1.0 - chance) * odds;
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRANTS: Grants = Grants {
        convention: 0.6,
        cartagena: 0.8,
        cartagena_applied: 0.0,
        disaster: 0.3,
        trafficking: 0.4,
        complementary: 0.5,
        displaced: 0.0,
    };

    #[test]
    fn more_teams_inform_and_help_more() {
        assert!((informed(0.14, 0.05, 0.0) - 0.14).abs() < 1e-12);
        assert!(informed(0.14, 0.05, 8.0) > informed(0.14, 0.05, 1.0));
        assert!(aided(0.1, 0.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_expanded_definition_opens_protection_to_those_it_covers() {
        assert!(GRANTS.own(Need::Cartagena, 2.0).abs() < f64::EPSILON);
        let applied = Grants {
            cartagena_applied: 1.0,
            ..GRANTS
        };
        assert!((applied.own(Need::Cartagena, 1.0) - 0.8).abs() < 1e-12);
        assert!(applied.own(Need::Convention1951, 2.0) > 0.6);
        assert!(applied.any(Need::None, 3.0).abs() < f64::EPSILON);
        assert!((GRANTS.any(Need::Cartagena, 1.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_complementary_status_can_stand_in_for_asylum_but_not_for_what_is_no_asylum() {
        let replacing = Grants {
            displaced: 1.0,
            ..GRANTS
        };
        let granted = |grants: &Grants, need| grants.decide(need, 1.0, [0.0, 0.0, 0.9]);
        assert_eq!(
            granted(&replacing, Need::Convention1951),
            Some(Instrument::Complementary)
        );
        assert_eq!(
            granted(&replacing, Need::Disaster),
            Some(Instrument::Disaster)
        );
        assert_eq!(
            granted(&GRANTS, Need::Convention1951),
            Some(Instrument::Convention1951)
        );
        assert_eq!(GRANTS.decide(Need::Cartagena, 1.0, [0.9, 0.0, 0.9]), None);
    }
}
