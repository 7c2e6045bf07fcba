//! Harm in stays that people do not choose: detention, a pending claim, captivity, and being set down
//! after expulsion, pushback or busing. Each has the hazards of the segment with its name, in the
//! state where it takes place; harm comes to people one by one.

use super::exposure::{Blow, Exposure, MOST_EVENTS};
use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Observer, Place};
use crate::engine::hazards::category;
use crate::engine::laws::exposure::{Encounter, rate_alone, which};
use crate::engine::people::mark;
use crate::engine::state::Sim;
use crate::ids::LocationId;
use crate::rng::named::{Block, CAPTIVITY, Confined};
use crate::rng::split_entity;
use crate::world::network::Confinement;

/// First stream of draws for [`Confinement::ALL`], after that of stages and stays.
const FIRST_STREAM: u8 = 1;
/// Being set down counts as one day, so that a probability per passage of one day is one per removal.
const REMOVAL_DAYS: f32 = 1.0;

impl<O: Observer> Sim<'_, O> {
    /// Harm to a party in `days` of a stay; returns the days lost to kidnapping.
    pub fn confine(
        &mut self,
        who: &mut ActiveParty,
        place: LocationId,
        stay: Confinement,
        days: f32,
    ) -> f32 {
        let state = self.state_of(place);
        let party = &who.party;
        let exposure = Exposure {
            zone: self.regime.hazards.zone_of_stay(stay, state),
            days,
            stay: Some(stay),
            stream: FIRST_STREAM + stay as u8,
        };
        let entity = split_entity(party.entity, u64::from(party.hop), exposure.stream);
        let word = Confined::of(&self.draws, entity, party.hop).harm;
        self.expose_in(who, Place::Location(place), exposure, word)
    }

    /// What being expelled, pushed back or bused to a place brings; returns the days lost to
    /// kidnapping. The party may be left without members: it then ends when it would act next.
    pub fn expelled(&mut self, who: &mut ActiveParty, place: LocationId) -> f32 {
        self.confine(who, place, Confinement::Removal, REMOVAL_DAYS)
    }

    /// What befalls those members of a party who were kidnapped, in the `days` that they are held.
    pub fn hold_captive(&mut self, who: &mut ActiveParty, place: Place, days: f32) {
        let state = self.state_at(place);
        let zone = self
            .regime
            .hazards
            .zone_of_stay(Confinement::Captivity, state);
        // From the last: who dies changes places with the last member still alive.
        for member in who.party.members().rev() {
            if self.people[member].has(mark::HELD) {
                self.people[member].marks &= !mark::HELD;
                self.suffer_captivity(who, member, place, zone, days);
                self.people[member].marks &= !mark::HELD;
            }
        }
    }

    fn suffer_captivity(
        &mut self,
        who: &mut ActiveParty,
        member: usize,
        place: Place,
        zone: u16,
        days: f32,
    ) {
        let (hop, size) = (who.party.hop, who.party.size);
        let stream = FIRST_STREAM + Confinement::Captivity as u8;
        let person = self.people[member];
        let entity = split_entity(person.entity, u64::from(person.member), stream);
        let mut words = CAPTIVITY.words_in(&self.draws, entity, stream, hop);
        let kind = category(&person, who.party.flags);
        let mut day = 0.0;
        for event in 0..MOST_EVENTS as u64 {
            let zone = self.regime.hazards.zone(zone, self.today.rainy);
            let rate = f64::from(rate_alone(zone, kind));
            if rate <= 0.0 {
                return;
            }
            day += -libm::log(words.unit()) / rate;
            if day >= f64::from(days) {
                return;
            }
            let extortion = f64::from(zone.extortion);
            let met = which(zone, 0.0, &[kind], [words.unit(), words.unit()]);
            let Encounter::Alone { harm, .. } = met else {
                return;
            };
            let nature = self.nature(entity, hop, event, stream);
            let blow = Blow {
                harm: self.severity(harm, nature),
                pays: true,
                extorted: nature < extortion,
                luck: words.unit(),
            };
            // Further days of captivity are part of those already drawn.
            self.harm(who, member, place, blow);
            if who.party.size < size {
                return;
            }
        }
    }
}
