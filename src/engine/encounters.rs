//! What befalls people on the way: harm, exhaustion, being left behind and being found.

use super::acting::Acting;
use super::choice::in_need;
use super::dossier::paper;
use super::hazards::{VIOLENT, Zone, category};
use super::journey::SLOWEST;
use super::observer::{
    Abandonment, AbandonmentEnd, Observer, Payment, Place, ProtectionStage, Stay,
};
use super::people::{Activity, Age, Need, Party, Standing, flag, mark};
use super::rules::exposure::{Event, Modifier};
use super::rules::{abandon, exposure, health, money, occurs};
use super::state::Sim;
use crate::ids::{ArcId, ClassId, LocationId, StateId};
use crate::rng::{Purpose, exponential, split_entity, unit};
use crate::world::vocabulary::Harm;

/// Most events that one stage or stay can bring a party.
const MOST_EVENTS: usize = 20;

impl<O: Observer> Sim<'_, O> {
    /// Harm to a party in `days` in a zone; returns the days lost to kidnapping.
    pub(super) fn befall(
        &mut self,
        who: &mut Acting,
        place: Place,
        zone_number: u16,
        days: f32,
        word: u32,
    ) -> f32 {
        let zone = self.epoch.hazards.zone(zone_number, self.today.rainy);
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
            Some(first) => self.befall_from(who, place, zone_number, days, first, &modifier),
        }
    }

    /// What multiplies the hazards of a party: the package it bought and what else changes on its
    /// class of links, assistance on the way back, debt, exhaustion.
    fn modifier(&self, who: &Acting, place: Place) -> Modifier {
        let (party, dossier) = (&who.party, &who.dossier);
        let mut modifier = Modifier::NONE;
        if let Place::Arc(arc) = place {
            let info = self.epoch.terrain.arc(arc);
            let class = ClassId(u32::from(info.class));
            let trade = self.market.on(class);
            modifier.inflicted = trade.violence;
            if let Some(package) = self.package(who, class) {
                modifier.inflicted *= package.harm;
            }
            if dossier.has(paper::CARRIED) {
                modifier.inflicted *= self.epoch.numbers.transport_harm;
            }
            if party.has(flag::HOMEWARD) {
                modifier.inflicted *= self.epoch.states[info.to_state.index()].return_harm;
            }
        }
        if dossier.debt > 0.0 {
            modifier.bonded = self.epoch.numbers.debt.exploitation as f32;
        }
        if party.has(flag::EXHAUSTED) {
            modifier.exhausted = self.epoch.numbers.exhaustion;
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
    fn befall_from(
        &mut self,
        who: &mut Acting,
        place: Place,
        number: u16,
        days: f32,
        first: f64,
        modifier: &Modifier,
    ) -> f32 {
        let party = &who.party;
        let mut words = self.draws.words(party.entity, 0, Purpose::Harm, party.hop);
        let (mut day, mut delay) = (first, 0.0);
        let highest = modifier.highest();
        for _ in 0..MOST_EVENTS {
            let zone = self.epoch.hazards.zone(number, self.today.rainy);
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
            match exposure::which(zone, attack, &categories[..size], u) {
                Event::Attack if kept < f64::from(modifier.inflicted) => {
                    let mut done = [([false; VIOLENT], 0.0); 8];
                    for (member, (kinds, luck)) in done.iter_mut().enumerate().take(size) {
                        *luck = words.unit();
                        for (index, kind) in kinds.iter_mut().enumerate() {
                            *kind =
                                exposure::in_attack(zone, categories[member], index, words.unit());
                        }
                    }
                    delay += self.attack(who, place, &done[..size]);
                }
                Event::Alone { position, harm } if kept < f64::from(modifier.of(harm)) => {
                    let member = members.start + position;
                    delay += self.harm(who, member, place, harm, true, words.unit());
                }
                Event::Attack | Event::Alone { .. } => {}
            }
            if who.party.size == 0 {
                break;
            }
            let zone = self.epoch.hazards.zone(number, self.today.rainy);
            let rate = highest * self.rate_of_harm(&who.party, zone);
            day += -libm::log(words.unit()) / f64::from(rate);
            if day >= f64::from(days) {
                break;
            }
        }
        delay
    }

    /// One attack on a party, which loses money once; returns the days it costs.
    fn attack(&mut self, who: &mut Acting, place: Place, done: &[([bool; VIOLENT], f64)]) -> f32 {
        let start = who.party.members().start;
        let (mut delay, mut robbed) = (0.0f32, false);
        for (position, (kinds, luck)) in done.iter().enumerate() {
            for (index, _) in kinds.iter().enumerate().filter(|(_, done)| **done) {
                let harm = Harm::ALL[index];
                let pays = harm != Harm::ExtortionRobbery || !robbed;
                robbed |= harm == Harm::ExtortionRobbery;
                // People taken together are held together: the longest counts.
                delay = delay.max(self.harm(who, start + position, place, harm, pays, *luck));
            }
        }
        delay
    }

    /// One harm to one person, for which the party pays if it `pays`; `luck` decides how long a
    /// kidnapping lasts and whether an injury stops the person. Returns the days it costs the party.
    fn harm(
        &mut self,
        who: &mut Acting,
        member: usize,
        place: Place,
        harm: Harm,
        pays: bool,
        luck: f64,
    ) -> f32 {
        let party = &who.party;
        let nationality = party.nationality();
        let money = party.money;
        if party.has(flag::HOMEWARD) {
            self.observer
                .harmed_on_way_back(self.today, nationality, &self.people[member], harm);
        }
        self.observer
            .harmed(self.today, place, nationality, &self.people[member], harm);
        let person = &mut self.people[member];
        person.harms |= 1 << harm as u16;
        person.crossing_harms |= 1 << harm as u16;
        if harm != Harm::InjuryIllness {
            person.marks |= mark::SERIOUS;
        }
        let lost = money::loss(
            harm,
            money,
            self.epoch.numbers.robbery_loss,
            self.epoch.numbers.ransom,
        );
        if pays && lost > 0.0 {
            let paid = who.party.charge(lost);
            self.observer
                .paid(self.today, nationality, paid, Payment::Loss);
        }
        let person = &mut self.people[member];
        match harm {
            Harm::Kidnapping => {
                return (self.epoch.numbers.kidnapping_days * -libm::log(luck)) as f32;
            }
            Harm::GenderBasedViolence => {
                let lost = self.epoch.numbers.gbv_energy as u8;
                person.energy = person.energy.saturating_sub(lost);
            }
            Harm::Trafficking if person.need == Need::None => {
                person.need = Need::Trafficking;
                let person = *person;
                let class = &mut who.party.class;
                *class = in_need(usize::from(*class)) as u16;
                let state = self.state_at(place);
                let stage = ProtectionStage::InNeed;
                self.observer
                    .protection(self.today, state, nationality, &person, stage);
            }
            Harm::InjuryIllness if matches!(place, Place::Arc(_)) => {
                let person = &mut self.people[member];
                if luck < self.epoch.numbers.immobilising_share {
                    person.marks |= mark::IMMOBILE;
                    who.party.put(flag::EXHAUSTED, true);
                }
            }
            _ if harm.is_fatal() => self.lose(who, member, place, harm),
            _ => {}
        }
        0.0
    }

    /// The state in which something happens.
    fn state_at(&self, place: Place) -> StateId {
        match place {
            Place::Arc(arc) => self.epoch.terrain.arc(arc).to_state,
            Place::Location(at) => self.state_of(at),
        }
    }

    /// A person dies or disappears.
    fn lose(&mut self, who: &mut Acting, member: usize, place: Place, harm: Harm) {
        let standing = if harm == Harm::Disappearance {
            Standing::Missing
        } else {
            Standing::Dead
        };
        let party = &who.party;
        let (nationality, before) = (party.nationality(), party.standing);
        if party.has(flag::ABANDONED) {
            self.observer.abandonment_ended(
                self.today,
                place,
                nationality,
                &self.people[member],
                AbandonmentEnd::Died,
            );
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
    fn drop_member(&mut self, who: &mut Acting, member: usize) {
        let last = who.party.members().end - 1;
        self.people.swap(member, last);
        who.party.size -= 1;
        let small = self.people[who.party.members()]
            .iter()
            .any(|person| person.age == Age::Under6);
        who.party.put(flag::SMALL_CHILD, small);
    }

    /// Energy lost on a stage on foot.
    pub(super) fn tire(&mut self, who: &mut Acting, load: f64, days: f32) {
        if !self.epoch.numbers.exhausts {
            return;
        }
        let factor = self.epoch.numbers.child_energy_loss;
        let mut exhausted = false;
        for member in who.party.members() {
            let person = &mut self.people[member];
            person.energy = health::after_stage(person.energy, person.age, load, days, factor);
            exhausted |= f64::from(person.energy) < self.epoch.numbers.exhausted_below
                || person.has(mark::IMMOBILE);
        }
        who.party.put(flag::EXHAUSTED, exhausted);
    }

    /// Energy regained in `days` of rest under `coverage` of services.
    pub(super) fn rest(&mut self, who: &mut Acting, days: f32, coverage: f64) {
        let (gain, service_gain) = (
            self.epoch.numbers.energy_gain,
            self.epoch.numbers.energy_gain_services,
        );
        let mut exhausted = false;
        for member in who.party.members() {
            let person = &mut self.people[member];
            person.energy = health::after_rest(person.energy, days, gain, service_gain, coverage);
            exhausted |= f64::from(person.energy) < self.epoch.numbers.exhausted_below
                || person.has(mark::IMMOBILE);
        }
        who.party.put(flag::EXHAUSTED, exhausted);
    }

    /// Whether somebody can go no further for now; returns the days of rest.
    pub(super) fn exhaustion_stop(&mut self, who: &Acting, arc: ArcId) -> Option<f32> {
        let members = who.party.members();
        if self.people[members.clone()]
            .iter()
            .all(|person| person.energy > 0)
        {
            return None;
        }
        let party = &who.party;
        self.observer
            .exhausted(self.today, arc, party.nationality(), &self.people[members]);
        let word = self.draws.block(party.entity, 3, Purpose::Clock, party.hop)[0];
        Some((self.epoch.numbers.exhaustion_rest * exponential(word)) as f32)
    }

    /// Fellow travellers leave the exhausted behind; children are separated.
    pub(super) fn part(&mut self, who: &mut Acting, arc: ArcId, days: f32, time: f32) {
        let party = &who.party;
        if party.size < 2 {
            return;
        }
        let kin = party.has(flag::KIN);
        let hop = party.hop;
        let mut member = who.party.members().start;
        while member < who.party.members().end && who.party.size > 1 {
            let person = &self.people[member];
            let weak = person.has(mark::IMMOBILE)
                || f64::from(person.energy) < self.epoch.numbers.exhausted_below;
            let (exposure, kind) = if person.age.is_minor() {
                (
                    abandon::of_child(&self.epoch.numbers.abandonment, days),
                    Abandonment::Child,
                )
            } else if weak && self.others_can_go_on(who, member) {
                (
                    abandon::by_fellows(&self.epoch.numbers.abandonment, days, kin),
                    Abandonment::Fellow,
                )
            } else {
                member += 1;
                continue;
            };
            let words = self
                .draws
                .block(person.entity, person.member, Purpose::Abandonment, hop);
            if occurs(unit(words[0]), exposure) {
                self.leave_behind(who, member, arc, kind, days, time);
            } else {
                member += 1;
            }
        }
    }

    /// Whether some other adult of the party is left to go on: nobody leaves children alone here.
    fn others_can_go_on(&self, who: &Acting, member: usize) -> bool {
        who.party
            .members()
            .any(|other| other != member && !self.people[other].age.is_minor())
    }

    fn leave_behind(
        &mut self,
        who: &mut Acting,
        member: usize,
        arc: ArcId,
        kind: Abandonment,
        days: f32,
        time: f32,
    ) {
        let nationality = who.party.nationality();
        let person = self.people[member];
        self.observer
            .abandoned(self.today, Place::Arc(arc), nationality, &person, kind);
        let size = f32::from(who.party.size);
        let share = who.party.money / size;
        who.party.money -= share;
        self.drop_member(who, member);
        let first = who.party.members().end;
        self.people[first].marks |= mark::ABANDONED_ONCE;
        let mut left = who.party;
        left.entity = split_entity(left.entity, person.entity, person.member);
        left.first = first as u32;
        left.size = 1;
        left.money = share;
        left.activity = Activity::OnLink;
        left.put(flag::KIN | flag::SMALL_CHILD, false);
        left.put(flag::ABANDONED | flag::EXHAUSTED, true);
        left.put(flag::UNACCOMPANIED, person.age.is_minor());
        left.put(flag::SMALL_CHILD, person.age == Age::Under6);
        let slower = days / self.epoch.numbers.abandoned_pace.max(SLOWEST);
        let mut dossier = who.dossier;
        dossier.debt = 0.0;
        dossier.transport_class = 0;
        dossier.put(paper::SEPARATED, person.age.is_minor());
        let new = &mut self.add_party(left, dossier);
        self.counts.parties += 1;
        // The stage takes those left behind longer, and the rest of it is theirs alone.
        let rest = slower - days;
        let word = new.hop_words(&self.draws)[2];
        let members = new.party.members();
        self.observer
            .stage(self.today, arc, nationality, &self.people[members], rest);
        self.person_days += f64::from(rest);
        let zone = self.epoch.terrain.arc(arc).zone;
        self.befall(new, Place::Arc(arc), zone, rest, word);
        if new.party.size == 0 {
            self.end(new);
        } else {
            self.enter(new, (time + slower).max(self.today.day as f32 + 1.0));
        }
        self.put_back(new);
    }

    /// Everybody in a party counts as left behind in one way, and is marked.
    fn note_abandoned(&mut self, who: &Acting, place: Place, kind: Abandonment, marks: u16) {
        let nationality = who.party.nationality();
        for member in who.party.members() {
            let person = &mut self.people[member];
            self.observer
                .abandoned(self.today, place, nationality, person, kind);
            person.marks |= marks;
        }
    }

    /// The guide or boat crew leaves its clients.
    pub(super) fn lose_guide(&mut self, who: &mut Acting, arc: ArcId, days: f32, delay: f32) {
        if who.party.has(flag::ABANDONED) {
            return;
        }
        let enforcement = self.epoch.terrain.arc(arc).enforcement;
        let rates = &self.epoch.numbers.abandonment;
        let factor = self.guide_factor(who, arc);
        let party = &who.party;
        let word = self
            .draws
            .block(party.entity, 0, Purpose::Company, party.hop)[0];
        let most = abandon::by_guide_at_most(rates, days, delay, enforcement) * factor;
        if unit(word) >= most {
            return;
        }
        let exposure = abandon::by_guide(rates, days, delay, enforcement) * factor;
        if !occurs(unit(word), exposure) {
            return;
        }
        self.note_abandoned(
            who,
            Place::Arc(arc),
            Abandonment::Guide,
            mark::ABANDONED_ONCE,
        );
        who.party.put(flag::ABANDONED, true);
        debug_assert!(self.epoch.terrain.arc(arc).guided);
    }

    /// How much more or less often guides and crews leave this party: the package it bought, and how
    /// few they are who sell any.
    fn guide_factor(&self, who: &Acting, arc: ArcId) -> f64 {
        let class = ClassId(u32::from(self.epoch.terrain.arc(arc).class));
        let trade = self.market.on(class);
        trade.abandonment * self.package(who, class).map_or(1.0, |it| it.abandonment)
    }

    /// The contract of a party's guide ends where it has arrived.
    pub(super) fn end_contract(&mut self, who: &Acting, arc: ArcId) {
        let party = &who.party;
        let words = self
            .draws
            .block(party.entity, 2, Purpose::Company, party.hop);
        if unit(words[0]) < self.epoch.numbers.contract_share {
            self.note_abandoned(
                who,
                Place::Arc(arc),
                Abandonment::Contract,
                mark::CONTRACT_ONCE,
            );
        }
    }

    /// People left behind may be taken in by others who pass, or rescued.
    pub(super) fn meet_others(&mut self, who: &mut Acting, arc: ArcId) {
        let party = &who.party;
        let words = self
            .draws
            .block(party.entity, 1, Purpose::Company, party.hop);
        let state = self.epoch.terrain.arc(arc).to_state;
        let rescue = self.epoch.numbers.rescue * self.epoch.states[state.index()].rescue;
        let others_pass = self.traffic[1][arc.0 as usize] > 0;
        let taken_in = if others_pass {
            self.epoch.numbers.taken_in
        } else {
            0.0
        };
        let end = if occurs(unit(words[0]), rescue) {
            AbandonmentEnd::Rescued
        } else if occurs(unit(words[1]), taken_in) {
            AbandonmentEnd::Rejoined
        } else {
            return;
        };
        let nationality = party.nationality();
        for member in who.party.members() {
            let person = &self.people[member];
            self.observer
                .abandonment_ended(self.today, Place::Arc(arc), nationality, person, end);
        }
        who.party.put(flag::ABANDONED, false);
        if end == AbandonmentEnd::Rescued {
            for member in who.party.members() {
                self.people[member].energy = super::rules::party::FULL_ENERGY;
                self.people[member].marks &= !mark::IMMOBILE;
            }
            who.party.put(flag::EXHAUSTED, false);
        }
    }

    /// What a stay of `days` at a place brings: harm, the cost of living, rest. Returns the days lost
    /// to kidnapping.
    pub(super) fn pass_time(
        &mut self,
        who: &mut Acting,
        place: LocationId,
        days: f32,
        why: Stay,
    ) -> f32 {
        let party = &who.party;
        let residence = self.world.origins[party.origin().index()].residence;
        if days <= 0.0 || place == residence {
            return 0.0;
        }
        let mut delay = 0.0;
        let nationality = party.nationality();
        let members = who.party.members();
        self.person_days += f64::from(days) * members.len() as f64;
        self.observer.stay(
            self.today,
            place,
            nationality,
            &self.people[members],
            days,
            why,
        );
        let state = self.state_of(place);
        self.let_grow(who, state, days);
        if matches!(why, Stay::Choice | Stay::Queue | Stay::Stranded) {
            let word = who.hop_words(&self.draws)[2];
            let zone = self.epoch.terrain.place(place).zone;
            delay = self.befall(who, Place::Location(place), zone, days, word);
            // The earning of stranded people is what remains after daily living.
            if why != Stay::Stranded {
                let living = self.epoch.states[state.index()].living as f32;
                let cost = living * f32::from(who.party.size) * days;
                let paid = who.party.charge(cost);
                self.observer
                    .paid(self.today, nationality, paid, Payment::Living);
            }
        }
        let coverage = self.epoch.states[state.index()].coverage;
        self.rest(who, days, coverage);
        if why == Stay::Stranded {
            self.exploit_stranded(who, place, days);
        }
        delay
    }

    fn exploit_stranded(&mut self, who: &mut Acting, place: LocationId, days: f32) {
        let exposure = self.epoch.numbers.stranded_exploitation * f64::from(days);
        let hop = who.party.hop;
        for member in who.party.members() {
            let person = &self.people[member];
            let word = self
                .draws
                .block(person.entity, person.member, Purpose::Clock, hop)[3];
            if occurs(unit(word), exposure) {
                self.harm(
                    who,
                    member,
                    Place::Location(place),
                    Harm::Exploitation,
                    true,
                    1.0,
                );
            }
        }
    }
}
