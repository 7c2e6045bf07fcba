//! Leaving home: as a candidate who has never left, or again after a return.

use crate::engine::active_party::ActiveParty;
use crate::engine::choice::class_of;
use crate::engine::event::{Event, Observer, ProtectionStage};
use crate::engine::laws::party;
use crate::engine::parties::{Activity, Party, flag};
use crate::engine::party_record::{PartyRecord, paper};
use crate::engine::people::{FULL_ENERGY, Standing, mark};
use crate::engine::state::{Next, Sim};
use crate::ids::{ArcId, LocationId, OriginId};
use crate::rng::party_entity;

/// How a party leaves home.
#[derive(Clone, Copy)]
enum WayOut {
    /// With a place in a regular pathway, for which it waits.
    Place,
    /// By a link.
    Link(ArcId),
}

impl<O: Observer> Sim<'_, O> {
    /// A candidate party of an origin leaves today, by a regular pathway if it gets a place, or finds no
    /// way open and stays.
    pub fn depart(&mut self, origin: OriginId, key: u32, candidate: u32, part_of_day: f32) {
        let time = self.today.day as f32 + part_of_day;
        let who = &mut self.newcomer(origin, key, candidate, time);
        let Some(way) = self.way_out(who) else {
            self.note(who, Event::CouldNotLeave);
            self.commit(who);
            self.take_out(who.id);
            return;
        };
        self.note_departure(who);
        match self.leave_by(who, way, time) {
            Next::At(next) if next < self.today.day as f32 + 1.0 => self.run(who, next),
            Next::At(next) => self.enter(who, next),
            Next::Held => {}
        }
        self.commit(who);
    }

    /// How a party leaves home: by a place in a regular pathway if it gets one, else by a link; none if
    /// neither is open to it.
    fn way_out(&mut self, who: &mut ActiveParty) -> Option<WayOut> {
        if self.ask_for_place(who) {
            return Some(WayOut::Place);
        }
        self.first_choice(who).map(WayOut::Link)
    }

    fn leave_by(&mut self, who: &mut ActiveParty, way: WayOut, time: f32) -> Next {
        match way {
            WayOut::Place => self.wait_for_place(who, time),
            WayOut::Link(arc) => self.take(who, arc, time),
        }
    }

    /// A candidate party of an origin as it would leave at `time`.
    pub fn newcomer(
        &mut self,
        origin_id: OriginId,
        key: u32,
        candidate: u32,
        time: f32,
    ) -> ActiveParty {
        let origin = &self.world.origins[origin_id.index()];
        let nationality = &self.world.nationalities[origin.nationality.index()];
        let entity = party_entity(key, candidate);
        let new = party::draw_party(
            &self.regime.conditions.setting,
            nationality,
            &self.regime.numbers.outlook,
            &self.draws,
            entity,
        );
        let first = self.slots.place(&mut self.people, &new.people);
        let class = class_of(origin_id, new.tier, new.need, new.kin_ahead);
        let party = Party {
            entity,
            at: origin.residence.0,
            first,
            money: new.money,
            clock: time,
            until: time,
            departed: time,
            crossing_since: 0.0,
            crossing_paid: 0.0,
            waited: 0.0,
            flags: new.flags,
            hop: 0,
            class: class as u16,
            origin: origin_id.0 as u16,
            avoiding_since: 0,
            size: new.people.len() as u8,
            stages: 0,
            activity: Activity::Deciding,
            standing: Standing::Travelling,
            received_in: 0,
            nationality: origin.nationality.0 as u8,
            crossing_class: 0,
            turn: 0,
        };
        let pregnant = new.people.iter().any(|person| person.has(mark::PREGNANT));
        let mut record = PartyRecord::new(
            origin.residence,
            self.regime.numbers.trust.initial as f32,
            libm::expf(-new.outlook / self.regime.numbers.scale as f32),
        );
        record.put(paper::UNDOCUMENTED, new.undocumented);
        record.put(paper::PREGNANT, pregnant);
        self.add_party(party, record)
    }

    /// A party that has just been added leaves home.
    pub fn note_departure(&mut self, who: &ActiveParty) {
        let size = usize::from(who.party.size);
        let nationality = who.party.nationality();
        self.counts.parties += 1;
        self.counts.people += size as u64;
        self.ledger.depart(nationality, size);
        self.ledger.enter(nationality, Standing::Travelling, size);
        self.note(who, Event::Departed { again: false });
        let state = self.state_of(self.residence(who));
        self.note_stage(who, state, ProtectionStage::InNeed, 0);
    }

    /// Somebody who had returned or been removed leaves again, if a way is open.
    pub fn depart_again(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let party = &who.party;
        let (nationality, entity, origin) = (party.nationality(), party.entity, party.origin());
        let people = &self.world.nationalities[nationality.index()];
        let new = party::draw_party(
            &self.regime.conditions.setting,
            people,
            &self.regime.numbers.outlook,
            &self.draws,
            entity,
        );
        let size = usize::from(party.size);
        let residence = self.world.origins[origin.index()].residence;
        let party = &mut who.party;
        party.at = residence.0;
        party.departed = time;
        party.waited = 0.0;
        party.crossing_paid = 0.0;
        party.received_in = 0;
        party.money = new.money * size as f32 / new.people.len() as f32;
        party.put(
            flag::HOMEWARD
                | flag::INFORMED
                | flag::CLAIMED
                | flag::AVOIDING
                | flag::CROSSING
                | flag::AIDED
                | flag::WAITED_LONG
                | flag::GUIDED
                | flag::INTERCEPTED
                | flag::MONEY_GIVEN_UP
                | flag::ABANDONED
                | flag::EXHAUSTED
                | flag::MOVING_ON,
            false,
        );
        let record = &mut who.record;
        record.package_class = 0;
        record.entered = LocationId(residence.0);
        record.registered_in = 0;
        record.put(
            paper::CASE_FILE
                | paper::APPOINTMENT
                | paper::NO_APPOINTMENT
                | paper::APPEALED
                | paper::SENT_BACK,
            false,
        );
        for person in who.party.members() {
            self.people[person].energy = FULL_ENERGY;
            self.people[person].marks &= !mark::IMMOBILE;
        }
        let Some(way) = self.way_out(who) else {
            return self.end(who);
        };
        self.set_standing(who, Standing::Travelling);
        self.ledger.depart_again(nationality, size);
        self.note(who, Event::Departed { again: true });
        self.leave_by(who, way, time)
    }
}
