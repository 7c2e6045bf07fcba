//! The way to protection: informed, identified, registered, applied, queued, decided, effective.
//! Instruments: the 1951 Convention definition and the expanded definition of Cartagena.
//!
//! Source: levers of the policy, grants and queues from `states.csv`, `protection.*`. Limit: a
//! party makes one claim together; other instruments come later.

use crate::engine::people::Need;

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

/// Chance of a grant: by need, with `cartagena_applied` of decisions applying the expanded
/// definition, and legal aid multiplying the odds.
pub fn grant(
    need: Need,
    grant_1951: f64,
    grant_cartagena: f64,
    cartagena_applied: f64,
    aid_odds: f64,
) -> f64 {
    let chance = match need {
        Need::Convention1951 => grant_1951.max(cartagena_applied * grant_cartagena),
        Need::Cartagena => cartagena_applied * grant_cartagena,
        _ => 0.0,
    };
    if chance >= 1.0 {
        return 1.0;
    }
    let odds = chance / (1.0 - chance) * aid_odds;
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_teams_inform_and_help_more() {
        assert!((informed(0.14, 0.05, 0.0) - 0.14).abs() < 1e-12);
        assert!(informed(0.14, 0.05, 8.0) > informed(0.14, 0.05, 1.0));
        assert!(aided(0.1, 0.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_expanded_definition_opens_protection_to_those_it_covers() {
        assert!(grant(Need::Cartagena, 0.6, 0.8, 0.0, 2.0).abs() < f64::EPSILON);
        let applied = grant(Need::Cartagena, 0.6, 0.8, 1.0, 1.0);
        assert!((applied - 0.8).abs() < 1e-12);
        assert!(grant(Need::Convention1951, 0.6, 0.8, 0.0, 2.0) > 0.6);
        assert!(grant(Need::None, 1.0, 1.0, 1.0, 3.0).abs() < f64::EPSILON);
    }
}
