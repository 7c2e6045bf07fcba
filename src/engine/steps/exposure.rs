//! What befalls people on the way and during stays: harm, loss, exhaustion, rest.

use crate::engine::active_party::ActiveParty;
use crate::engine::choice::in_need;
use crate::engine::event::{
    Abandonment, AbandonmentEnd, Event, Observer, Payment, Place, ProtectionStage,
};
use crate::engine::hazards::{VIOLENT, Zone, category};
use crate::engine::laws::exposure::{self, Encounter, Modifier};
use crate::engine::laws::money;
use crate::engine::parties::{Party, flag};
use crate::engine::party_record::paper;
use crate::engine::people::{Age, Need, Standing, mark};
use crate::engine::state::Sim;
use crate::ids::{ClassId, StateId};
use crate::rng::named::{Block, HARM, Nature};
use crate::rng::{split_entity, unit};
use crate::world::network::Confinement;
use crate::world::vocabulary::Harm;

/// Most events that one stage or stay can bring a party.
pub const MOST_EVENTS: usize = 20;

/// Where, how long and at which address of draws hazards act on a party.
#[derive(Clone, Copy)]
pub struct Exposure {
    pub zone: u16,
    pub days: f32,
    /// The stay, if it is not one at a place.
    pub stay: Option<Confinement>,
    /// Tells draws of one hop apart: 0 is a stage or a stay at a place.
    pub stream: u8,
}

/// One harm to one person: whether the party pays for it, whether it is extortion if it takes money,
/// and the luck that decides how long a kidnapping lasts and whether an injury stops the person.
#[derive(Clone, Copy)]
pub struct Blow {
    pub harm: Harm,
    pub pays: bool,
    pub extorted: bool,
    pub luck: f64,
}

impl<O: Observer> Sim<'_, O> {
    /// Harm to a party in `days` in a zone; returns the days lost to kidnapping.
    pub fn expose(
        &mut self,
        who: &mut ActiveParty,
        place: Place,
        zone_number: u16,
        days: f32,
        word: u32,
    ) -> f32 {
        let exposure = Exposure {
            zone: zone_number,
            days,
            stay: None,
            stream: 0,
        };
        self.expose_in(who, place, exposure, word)
    }

    /// The same, with the address of its draws.
    pub fn expose_in(
        &mut self,
        who: &mut ActiveParty,
        place: Place,
        exposure: Exposure,
        word: u32,
    ) -> f32 {
        let Exposure { zone, days, .. } = exposure;
        let zone = self.regime.hazards.zone(zone, self.today.rainy);
        if zone.harmless {
            return 0.0;
        }
        let modifier = self.modifier(who, place);
        let party = &who.party;
        if exposure::meets_nothing(zone, party.size, modifier.highest(), days, word) {
            return 0.0;
        }
        let rate = modifier.highest() * self.rate_of_harm(party, zone);
        match exposure::first_event(rate, days, word) {
            None => 0.0,
            Some(first) => {
                self.note(
                    who,
                    Event::Held {
                        stay: exposure.stay,
                    },
                );
                let delay = self.carry_out(who, place, exposure, first, &modifier);
                if delay > 0.0 {
                    self.hold_captive(who, place, delay);
                }
                delay
            }
        }
    }

    /// What multiplies the hazards of a party: the package it bought and what else changes on its
    /// class of links, assistance on the way back, debt, exhaustion.
    fn modifier(&self, who: &ActiveParty, place: Place) -> Modifier {
        let (party, record) = (&who.party, &who.record);
        let mut modifier = Modifier::NONE;
        if let Place::Arc(arc) = place {
            let info = self.regime.network.arc(arc);
            let class = ClassId(u32::from(info.class));
            let trade = self.market.on(class);
            modifier.inflicted = trade.violence;
            if let Some(package) = self.package(who, class) {
                modifier.inflicted *= package.harm;
            }
            if record.has(paper::CARRIED) {
                modifier.inflicted *= self.regime.numbers.transport_harm;
            }
            if party.has(flag::HOMEWARD) {
                modifier.inflicted *= self.regime.states[info.to_state.index()].return_harm;
            }
        }
        if record.debt > 0.0 {
            modifier.bonded = self.regime.numbers.debt.exploitation as f32;
        }
        if party.has(flag::EXHAUSTED) {
            modifier.exhausted = self.regime.numbers.exhaustion;
        }
        modifier
    }

    /// Events per day that can befall a party in a zone: attacks, and what meets its members alone.
    #[inline]
    fn rate_of_harm(&self, party: &Party, zone: &Zone) -> f32 {
        let alone: f32 = self.people[party.members()]
            .iter()
            .map(|person| exposure::rate_alone(zone, category(person, party.flags)))
            .sum();
        zone.attack[usize::from(party.has(flag::ABANDONED))] + alone
    }

    /// Carries out the events that befall a party from day `first` of a stage on; returns the days
    /// lost to kidnapping.
    fn carry_out(
        &mut self,
        who: &mut ActiveParty,
        place: Place,
        exposure: Exposure,
        first: f64,
        modifier: &Modifier,
    ) -> f32 {
        let Exposure {
            zone: number,
            days,
            stream,
            ..
        } = exposure;
        let party = &who.party;
        let mut words = HARM.words_in(&self.draws, party.entity, stream, party.hop);
        let (mut day, mut delay) = (first, 0.0);
        let highest = modifier.highest();
        for event in 0..MOST_EVENTS as u64 {
            let zone = self.regime.hazards.zone(number, self.today.rainy);
            let party = &who.party;
            let mut categories = [0; 8];
            let members = party.members();
            let size = members.len();
            for (slot, person) in categories.iter_mut().zip(&self.people[members.clone()]) {
                *slot = category(person, party.flags);
            }
            let attack = zone.attack[usize::from(party.has(flag::ABANDONED))];
            let u = [words.unit(), words.unit()];
            let kept = words.unit() * f64::from(highest);
            let nature = self.nature(party.entity, party.hop, event, stream);
            let extorted = nature < f64::from(zone.extortion);
            match exposure::which(zone, attack, &categories[..size], u) {
                Encounter::Attack if kept < f64::from(modifier.inflicted) => {
                    let mut done = [([false; VIOLENT], 0.0); 8];
                    for (member, (kinds, luck)) in done.iter_mut().enumerate().take(size) {
                        *luck = words.unit();
                        for (index, kind) in kinds.iter_mut().enumerate() {
                            *kind =
                                exposure::in_attack(zone, categories[member], index, words.unit());
                        }
                    }
                    delay += self.attack(who, place, &done[..size], extorted);
                }
                Encounter::Alone { position, harm } if kept < f64::from(modifier.of(harm)) => {
                    let member = members.start + position;
                    let blow = Blow {
                        harm: self.severity(harm, nature),
                        pays: true,
                        extorted,
                        luck: words.unit(),
                    };
                    delay += self.harm(who, member, place, blow);
                }
                Encounter::Attack | Encounter::Alone { .. } => {}
            }
            if who.party.size == 0 {
                break;
            }
            let zone = self.regime.hazards.zone(number, self.today.rainy);
            let rate = highest * self.rate_of_harm(&who.party, zone);
            day += -libm::log(words.unit()) / f64::from(rate);
            if day >= f64::from(days) {
                break;
            }
        }
        delay
    }

    /// One attack on a party, which loses money once; returns the days it costs.
    fn attack(
        &mut self,
        who: &mut ActiveParty,
        place: Place,
        done: &[([bool; VIOLENT], f64)],
        extorted: bool,
    ) -> f32 {
        let start = who.party.members().start;
        let (mut delay, mut robbed) = (0.0f32, false);
        for (position, (kinds, luck)) in done.iter().enumerate() {
            for (index, _) in kinds.iter().enumerate().filter(|(_, done)| **done) {
                let harm = Harm::ALL[index];
                let pays = harm != Harm::ExtortionRobbery || !robbed;
                robbed |= harm == Harm::ExtortionRobbery;
                // People taken together are held together: the longest counts.
                let blow = Blow {
                    harm,
                    pays,
                    extorted,
                    luck: *luck,
                };
                delay = delay.max(self.harm(who, start + position, place, blow));
            }
        }
        delay
    }

    /// What an event is beyond its kind: a number in (0, 1) with an address of its own.
    pub fn nature(&self, entity: u64, hop: u16, event: u64, stream: u8) -> f64 {
        let entity = split_entity(entity, event, stream);
        unit(Nature::of(&self.draws, entity, hop).severity)
    }

    /// An injury or illness that endangers life, if its number says so.
    pub fn severity(&self, harm: Harm, nature: f64) -> Harm {
        if harm == Harm::InjuryIllness && nature < self.regime.numbers.life_threatening_share {
            Harm::LifeThreateningInjury
        } else {
            harm
        }
    }

    /// One harm to one person. Returns the days it costs the party.
    pub fn harm(&mut self, who: &mut ActiveParty, member: usize, place: Place, blow: Blow) -> f32 {
        let Blow {
            harm,
            pays,
            extorted,
            luck,
        } = blow;
        let party = &who.party;
        let money = party.money;
        let homeward = party.has(flag::HOMEWARD);
        let harmed = Event::Harmed {
            place,
            harm,
            homeward,
        };
        self.note_member(who, member, harmed);
        let inside = self.state_inside(place);
        let mut kinds = harm.bit();
        if extorted && harm == Harm::ExtortionRobbery {
            kinds |= Harm::EXTORTED;
        }
        self.people[member].note_harm(kinds, inside);
        let lost = money::loss(
            harm,
            money,
            self.regime.numbers.robbery_loss,
            self.regime.numbers.ransom,
        );
        if pays && lost > 0.0 {
            self.charge(who, lost, Payment::Loss);
        }
        let person = &mut self.people[member];
        match harm {
            Harm::Kidnapping => {
                person.marks |= mark::HELD;
                return (self.regime.numbers.kidnapping_days * -libm::log(luck)) as f32;
            }
            Harm::GenderBasedViolence => {
                let lost = self.regime.numbers.gbv_energy as u8;
                person.energy = person.energy.saturating_sub(lost);
            }
            Harm::Trafficking if person.need == Need::None => {
                person.need = Need::Trafficking;
                let class = &mut who.party.class;
                *class = in_need(usize::from(*class)) as u16;
                let state = self.state_at(place);
                let stage = ProtectionStage::InNeed;
                self.note_member(who, member, Event::Protection { state, stage });
            }
            Harm::InjuryIllness | Harm::LifeThreateningInjury if matches!(place, Place::Arc(_)) => {
                let person = &mut self.people[member];
                if luck < self.regime.numbers.immobilising_share {
                    person.marks |= mark::IMMOBILE;
                    who.party.put(flag::EXHAUSTED, true);
                }
            }
            _ if harm.is_fatal() => self.lose(who, member, place, harm),
            _ => {}
        }
        0.0
    }

    /// The state inside which something happens; none on a link that leads into another state.
    fn state_inside(&self, place: Place) -> Option<StateId> {
        match place {
            Place::Arc(arc) => {
                let info = self.regime.network.arc(arc);
                (!info.leaves_state).then_some(info.to_state)
            }
            Place::Location(at) => Some(self.state_of(at)),
        }
    }

    /// The state in which something happens.
    pub fn state_at(&self, place: Place) -> StateId {
        match place {
            Place::Arc(arc) => self.regime.network.arc(arc).to_state,
            Place::Location(at) => self.state_of(at),
        }
    }

    /// A person dies or disappears.
    fn lose(&mut self, who: &mut ActiveParty, member: usize, place: Place, harm: Harm) {
        let standing = if harm == Harm::Disappearance {
            Standing::Missing
        } else {
            Standing::Dead
        };
        let party = &who.party;
        let (nationality, before) = (party.nationality(), party.standing);
        if party.has(flag::ABANDONED) {
            let end = AbandonmentEnd::Died;
            self.note_member(who, member, Event::AbandonmentEnded { place, end });
        }
        self.people[member].marks |= mark::LOST;
        self.ledger.shift(nationality, before, standing, 1, who.id);
        self.drop_member(who, member);
        let members = who.party.members();
        self.slots.lost.push(members.end as u32);
        let flags = who.party.flags;
        let only_children = !members.is_empty()
            && self.people[members.clone()]
                .iter()
                .all(|person| person.age.is_minor());
        if only_children && flags & flag::UNACCOMPANIED == 0 {
            who.party.put(flag::UNACCOMPANIED, true);
            self.note_abandoned(who, place, Abandonment::Child, mark::ABANDONED_ONCE);
        }
    }

    /// Takes a member out of a party; the record stays at the end of the party's range.
    pub fn drop_member(&mut self, who: &mut ActiveParty, member: usize) {
        let last = who.party.members().end - 1;
        self.people.swap(member, last);
        who.party.size -= 1;
        let small = self.people[who.party.members()]
            .iter()
            .any(|person| person.age == Age::Under6);
        who.party.put(flag::SMALL_CHILD, small);
    }
}
