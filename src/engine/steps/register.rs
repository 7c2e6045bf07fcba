//! Reception: what an arrival meets at a place that receives people, once per state. Registration,
//! information, identification, services, papers, an offer to go on by a regular pathway, and what
//! all of that does to trust.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, Observer, ProtectionStage, Service};
use crate::engine::laws::register;
use crate::engine::parties::flag;
use crate::engine::party_record::paper;
use crate::engine::people::{Gender, mark};
use crate::engine::state::Sim;
use crate::ids::{LocationId, StateId};
use crate::rng::named::{Assistance, Birth, Block, Care, Reception};
use crate::rng::unit;
use crate::world::policy::Lever;
use crate::world::vocabulary::Harm;

impl<O: Observer> Sim<'_, O> {
    /// A party comes to a place of reception.
    pub fn receive(&mut self, who: &mut ActiveParty, place: LocationId) {
        let state = self.state_of(place);
        let stamp = state.0 as u8 + 1;
        if who.party.received_in == stamp {
            return;
        }
        who.party.received_in = stamp;
        let size = f64::from(who.party.size);
        self.fund.note_load(state, size);
        self.received[state.index()].note(size);
        self.meet_community(who);
        let party = &who.party;
        let (entity, hop) = (party.entity, party.hop);
        let luck = Reception::of(&self.draws, entity, hop);
        let more = Assistance::of(&self.draws, entity, hop);
        let registered = self.register(who, state, unit(luck.registered));
        let numbers = &self.regime.states[state.index()];
        if unit(luck.informed) < numbers.informed {
            who.party.put(flag::INFORMED, true);
            self.note_stage(who, state, ProtectionStage::Informed, mark::INFORMED);
            self.help(who);
        }
        let firewall = if registered { numbers.firewall } else { 0.0 };
        if unit(luck.identified) < register::identified(numbers.identified, firewall) {
            self.note_stage(who, state, ProtectionStage::Identified, mark::IDENTIFIED);
        }
        if registered && who.record.has(paper::SEPARATED) && unit(more.traced) < numbers.firewall {
            self.trace(who, state);
        }
        if who.record.has(paper::UNDOCUMENTED) && unit(more.documented) < numbers.documented {
            who.record.put(paper::UNDOCUMENTED, false);
            self.help(who);
        }
        self.serve(who, state, registered, unit(luck.served));
        let open = self
            .regime
            .conditions
            .lever(state, Lever::SafeMobilityInTransit);
        if unit(more.asks) < open {
            self.ask_for_place(who);
        }
    }

    /// A party is registered, unless it keeps away or nobody registers; says whether it is in the
    /// register of the state.
    fn register(&mut self, who: &mut ActiveParty, state: StateId, u: f64) -> bool {
        let numbers = &self.regime.states[state.index()];
        let trust = &self.regime.numbers.trust;
        let record = &mut who.record;
        let shyness = if trust.works { trust.avoidance } else { 0.0 };
        let coverage = numbers.registered * (1.0 - shyness * (1.0 - f64::from(record.trust)));
        let registered = u < coverage;
        if registered {
            record.registered_in = state.0 as u8 + 1;
            let lost = trust.enforcement
                * (1.0 - numbers.firewall)
                * self.regime.conditions.lever(state, Lever::Interdiction);
            record.move_trust(-lost as f32);
        }
        let received = Event::Received {
            state,
            registered,
            avoided: !registered && u < numbers.registered,
            trust: who.record.trust,
        };
        self.note(who, received);
        registered
    }

    /// Trust draws nearer to that of the community, and the community's to this party's.
    fn meet_community(&mut self, who: &mut ActiveParty) {
        let trust = &self.regime.numbers.trust;
        let origin = who.party.origin();
        let common = self.information.pool(origin).trust;
        let record = &mut who.record;
        record.move_trust((trust.contacts * (common - f64::from(record.trust))) as f32);
        let weight = (trust.community / self.scale).min(1.0);
        self.information
            .note_trust(origin, f64::from(record.trust), weight);
    }

    /// Help was received.
    pub fn help(&self, who: &mut ActiveParty) {
        let gained = self.regime.numbers.trust.help;
        who.record.move_trust(gained as f32);
    }

    /// Services at a place of reception: rest, and care for survivors who seek it.
    fn serve(&mut self, who: &mut ActiveParty, state: StateId, registered: bool, u: f64) {
        let numbers = &self.regime.states[state.index()];
        let trust = &self.regime.numbers.trust;
        let felt = f64::from(who.record.trust);
        let slope = if trust.works { trust.service_use } else { 0.0 };
        let label = if registered { 0.0 } else { numbers.turned_away };
        let room = self.service_odds[state.index()];
        let coverage = register::used(numbers.coverage, slope * (felt - trust.initial) + room);
        let served = u < coverage * (1.0 - label);
        let service = Service::Reception;
        let event = Event::Served {
            state,
            service,
            served,
        };
        for member in who.party.members() {
            self.note_member(who, member, event);
        }
        if served {
            self.help(who);
            self.rest(who, 1.0, numbers.coverage);
        }
        self.care_for_survivors(who, state, 1.0 - label, slope * (felt - trust.initial));
    }

    /// Once a week: how much room reception in every state had for those who came.
    pub fn update_service_odds(&mut self) {
        let crowding = self.regime.numbers.crowding;
        let usual = self.regime.numbers.usual_days;
        for (room, received) in self.service_odds.iter_mut().zip(&mut self.received) {
            let odds = libm::pow(received.end_week(usual).clamp(0.1, 10.0), -crowding);
            *room = libm::log(odds);
        }
    }

    fn care_for_survivors(
        &mut self,
        who: &mut ActiveParty,
        state: StateId,
        admitted: f64,
        trust: f64,
    ) {
        let numbers = &self.regime.numbers;
        let care = self.regime.states[state.index()].gbv_care;
        let before = self.regime.conditions.reference(Lever::GbvCare);
        // Care seeking was observed under the reference, and rises with what is offered.
        let offered = care / before.max(f64::MIN_POSITIVE);
        let chance = register::used((numbers.gbv_seeking * offered).min(1.0), trust) * admitted;
        let back = (numbers.gbv_recovery * numbers.gbv_energy) as u8;
        let hop = who.party.hop;
        for member in who.party.members() {
            let person = &mut self.people[member];
            if person.crossing_harms & (1 << Harm::GenderBasedViolence as u16) == 0 {
                continue;
            }
            let luck = Care::of_member(&self.draws, person.entity, person.member, hop);
            let treated = unit(luck.treated) < chance;
            if treated {
                person.energy = person.energy.saturating_add(back).min(100);
            }
            let service = Service::SurvivorCare;
            let event = Event::Served {
                state,
                service,
                served: treated,
            };
            self.note_member(who, member, event);
            if treated {
                self.help(who);
            }
        }
    }

    /// A child that was separated is brought together with its family again.
    fn trace(&mut self, who: &mut ActiveParty, state: StateId) {
        who.record.put(paper::SEPARATED, false);
        who.party.put(flag::UNACCOMPANIED, false);
        for member in who.party.members() {
            self.note_member(who, member, Event::Traced { state });
        }
    }

    /// What time alone does: debt grows, children are born.
    pub fn accrue(&mut self, who: &mut ActiveParty, state: StateId, days: f32) {
        let record = &mut who.record;
        if record.debt > 0.0 {
            let interest = self.regime.numbers.debt.interest;
            record.debt = crate::engine::laws::trade::owed(record.debt, interest, days);
        }
        if !record.has(paper::PREGNANT) {
            return;
        }
        let exposure = self.regime.numbers.births * f64::from(days);
        let documented = self.regime.states[state.index()].documented;
        let hop = who.party.hop;
        let mut left = false;
        for member in who.party.members() {
            let person = &mut self.people[member];
            if !person.has(mark::PREGNANT) {
                continue;
            }
            let luck = Birth::of_member(&self.draws, person.entity, person.member, hop);
            if crate::engine::laws::occurs(unit(luck.born), exposure) {
                person.marks &= !mark::PREGNANT;
                debug_assert_eq!(person.gender, Gender::Female);
                let documented = unit(luck.documented) < documented;
                self.note_member(who, member, Event::Born { state, documented });
            } else {
                left = true;
            }
        }
        who.record.put(paper::PREGNANT, left);
    }
}
