//! Settling on the way, and what follows: a status, or moving on.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, GivingUp, Observer};
use crate::engine::laws::settle;
use crate::engine::parties::{Activity, flag};
use crate::engine::people::{Instrument, Standing};
use crate::engine::state::{Next, Sim};
use crate::rng::named::{Block, Settled};
use crate::rng::{exponential, unit};
use crate::world::policy::Lever;

/// Days after which people who settled look at their situation under the policy then in force.
const LOOK: f64 = 180.0;

impl<O: Observer> Sim<'_, O> {
    /// A party settles where it is.
    pub fn settle(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let place = who.party.location();
        let how = GivingUp::Settled;
        self.note(who, Event::GaveUp { place, how });
        self.set_standing(who, Standing::SettledIrregular);
        who.party.put(flag::CROSSING, false);
        self.stay_settled(who, time)
    }

    /// Until a status, moving on, or another look.
    fn stay_settled(&self, who: &mut ActiveParty, time: f32) -> Next {
        let rates = self.rates_of_the_settled(who);
        let party = &mut who.party;
        party.activity = Activity::Settled;
        let all = rates.0 + rates.1;
        if all <= 0.0 && self.regime.first_day == 0 {
            return Next::At(time + LOOK as f32);
        }
        let word = Settled::of(&self.draws, party.entity, party.hop).days;
        let days = exponential(word) / all.max(f64::MIN_POSITIVE);
        Next::At(time + days.min(LOOK) as f32)
    }

    /// Rates per day of being given a status and of moving on.
    fn rates_of_the_settled(&self, who: &ActiveParty) -> (f64, f64) {
        let party = &who.party;
        let state = self.state_of(party.location());
        let with_status = party.standing == Standing::SettledRegular;
        let onward = self.regime.states[state.index()].onward[usize::from(with_status)];
        let status = if with_status {
            0.0
        } else {
            settle::status_per_day(self.regime.conditions.lever_of(
                party.nationality(),
                state,
                Lever::RegularisationRate,
            ))
        };
        (status, onward)
    }

    /// What happens to people who settled, `since` they last looked.
    pub fn look_at_settling(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        if f64::from(time - since) >= LOOK - 1e-3 {
            return self.stay_settled(who, time);
        }
        let (status, onward) = self.rates_of_the_settled(who);
        let party = &who.party;
        let word = Settled::of(&self.draws, party.entity, party.hop).status;
        if unit(word) * (status + onward) < status {
            self.set_standing(who, Standing::SettledRegular);
            self.grant_status(who, Instrument::Regularisation);
            return self.stay_settled(who, time);
        }
        self.move_on(who, time)
    }

    /// Integration failed: the party takes up its journey again.
    fn move_on(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        self.note(who, Event::MovedOn);
        self.set_standing(who, Standing::Travelling);
        let party = &mut who.party;
        party.put(flag::HOMEWARD, false);
        party.put(flag::MOVING_ON, true);
        self.decide(who, time)
    }
}
