//! Settling on the way, and what follows: a status, or moving on.

use super::observer::{GivingUp, Observer};
use super::people::{Activity, Instrument, Standing, flag};
use super::rules::settle;
use super::state::{Next, Sim};
use crate::rng::{Purpose, exponential, unit};
use crate::world::policy::Lever;

/// Days after which people who settled look at their situation under the policy then in force.
const LOOK: f64 = 180.0;

impl<O: Observer> Sim<'_, O> {
    /// A party settles where it is.
    pub(super) fn settle(&mut self, id: usize, time: f32) -> Next {
        let place = self.parties[id].location();
        let nationality = self.parties[id].nationality();
        let members = self.members(id);
        let how = GivingUp::Settled;
        self.observer
            .gave_up(self.today, place, nationality, &self.people[members], how);
        self.stand(id, Standing::SettledIrregular);
        self.parties[id].put(flag::CROSSING, false);
        self.stay_settled(id, time)
    }

    /// Until a status, moving on, or another look.
    fn stay_settled(&mut self, id: usize, time: f32) -> Next {
        let rates = self.rates_of_the_settled(id);
        let party = &mut self.parties[id];
        party.activity = Activity::Settled;
        let all = rates.0 + rates.1;
        if all <= 0.0 && self.epoch.first_day == 0 {
            return Next::At(time + LOOK as f32);
        }
        let word = self.draws.block(party.entity, 1, Purpose::Clock, party.hop)[0];
        let days = exponential(word) / all.max(f64::MIN_POSITIVE);
        Next::At(time + days.min(LOOK) as f32)
    }

    /// Rates per day of being given a status and of moving on.
    fn rates_of_the_settled(&self, id: usize) -> (f64, f64) {
        let party = &self.parties[id];
        let state = self.state_of(party.location());
        let with_status = party.standing == Standing::SettledRegular;
        let onward = self.epoch.states[state.index()].onward[usize::from(with_status)];
        let status = if with_status {
            0.0
        } else {
            settle::status_per_day(self.epoch.conditions.lever_of(
                party.nationality(),
                state,
                Lever::RegularisationRate,
            ))
        };
        (status, onward)
    }

    /// What happens to people who settled, `since` they last looked.
    pub(super) fn look_at_settling(&mut self, id: usize, since: f32, time: f32) -> Next {
        if f64::from(time - since) >= LOOK - 1e-3 {
            return self.stay_settled(id, time);
        }
        let (status, onward) = self.rates_of_the_settled(id);
        let party = &self.parties[id];
        let word = self.draws.block(party.entity, 1, Purpose::Clock, party.hop)[1];
        if unit(word) * (status + onward) < status {
            self.stand(id, Standing::SettledRegular);
            self.grant_status(id, Instrument::Regularisation);
            return self.stay_settled(id, time);
        }
        self.move_on(id, time)
    }

    /// Integration failed: the party takes up its journey again.
    fn move_on(&mut self, id: usize, time: f32) -> Next {
        let nationality = self.parties[id].nationality();
        let members = self.members(id);
        self.observer
            .moved_on(self.today, nationality, &self.people[members]);
        self.stand(id, Standing::Travelling);
        let party = &mut self.parties[id];
        party.put(flag::HOMEWARD, false);
        party.put(flag::MOVING_ON, true);
        self.decide(id, time)
    }
}
