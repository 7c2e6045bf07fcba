//! What days do to people, on foot and during stays: tiredness, rest, the cost of living, exploitation.

use super::exposure::Blow;
use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, Observer, Payment, Place, StayReason};
use crate::engine::laws::{health, occurs};
use crate::engine::parties::flag;
use crate::engine::people::mark;
use crate::engine::state::Sim;
use crate::ids::{ArcId, LocationId};
use crate::rng::named::{Block, Rest, StrandedPerson};
use crate::rng::{exponential, unit};
use crate::world::network::Confinement;
use crate::world::vocabulary::Harm;

impl<O: Observer> Sim<'_, O> {
    /// Energy lost on a stage on foot.
    pub fn tire(&mut self, who: &mut ActiveParty, load: f64, days: f32) {
        if !self.regime.numbers.exhausts {
            return;
        }
        let factor = self.regime.numbers.child_energy_loss;
        let mut exhausted = false;
        for member in who.party.members() {
            let person = &mut self.people[member];
            person.energy = health::after_stage(person.energy, person.age, load, days, factor);
            exhausted |= f64::from(person.energy) < self.regime.numbers.exhausted_below
                || person.has(mark::IMMOBILE);
        }
        who.party.put(flag::EXHAUSTED, exhausted);
    }

    /// Energy regained in `days` of rest under `coverage` of services.
    pub fn rest(&mut self, who: &mut ActiveParty, days: f32, coverage: f64) {
        let (gain, service_gain) = (
            self.regime.numbers.energy_gain,
            self.regime.numbers.energy_gain_services,
        );
        let mut exhausted = false;
        for member in who.party.members() {
            let person = &mut self.people[member];
            person.energy = health::after_rest(person.energy, days, gain, service_gain, coverage);
            exhausted |= f64::from(person.energy) < self.regime.numbers.exhausted_below
                || person.has(mark::IMMOBILE);
        }
        who.party.put(flag::EXHAUSTED, exhausted);
    }

    /// Whether somebody can go no further for now; returns the days of rest.
    pub fn exhaustion_stop(&mut self, who: &ActiveParty, arc: ArcId) -> Option<f32> {
        if self.people[who.party.members()]
            .iter()
            .all(|person| person.energy > 0)
        {
            return None;
        }
        self.note(who, Event::Exhausted { arc });
        let party = &who.party;
        let word = Rest::of(&self.draws, party.entity, party.hop).days;
        Some((self.regime.numbers.exhaustion_rest * exponential(word)) as f32)
    }

    /// What happens during a stay of `days` at a place: harm, the cost of living, rest. Returns the days lost
    /// to kidnapping.
    pub fn pass_time(
        &mut self,
        who: &mut ActiveParty,
        place: LocationId,
        days: f32,
        why: StayReason,
    ) -> f32 {
        let party = &who.party;
        let residence = self.world.origins[party.origin().index()].residence;
        if days <= 0.0 || place == residence {
            return 0.0;
        }
        let delay;
        self.person_days += f64::from(days) * f64::from(party.size);
        self.note(who, Event::Stay { place, days, why });
        let state = self.state_of(place);
        self.accrue(who, state, days);
        let held = match why {
            StayReason::Detained => Some(Confinement::Detention),
            StayReason::Claim => Some(Confinement::Claim),
            StayReason::Choice | StayReason::Queue | StayReason::Stranded => None,
        };
        if let Some(stay) = held {
            delay = self.confine(who, place, stay, days);
        } else {
            let word = who.hop(&self.draws).harm;
            let zone = self.regime.network.place(place).zone;
            delay = self.expose(who, Place::Location(place), zone, days, word);
            // The earning of stranded people is what remains after daily living.
            if why != StayReason::Stranded {
                let living = self.regime.states[state.index()].living as f32;
                let cost = living * f32::from(who.party.size) * days;
                self.charge(who, cost, Payment::Living);
            }
        }
        let coverage = self.regime.states[state.index()].coverage;
        self.rest(who, days, coverage);
        if why == StayReason::Stranded {
            self.exploit_stranded(who, place, days);
        }
        delay
    }

    fn exploit_stranded(&mut self, who: &mut ActiveParty, place: LocationId, days: f32) {
        let exposure = self.regime.numbers.stranded_exploitation * f64::from(days);
        self.note(who, Event::Held { stay: None });
        let hop = who.party.hop;
        for member in who.party.members() {
            let person = &self.people[member];
            let luck = StrandedPerson::of_member(&self.draws, person.entity, person.member, hop);
            if occurs(unit(luck.exploited), exposure) {
                let blow = Blow {
                    harm: Harm::Exploitation,
                    pays: true,
                    extorted: false,
                    luck: 1.0,
                };
                self.harm(who, member, Place::Location(place), blow);
            }
        }
    }
}
