//! Regular pathways that are places rather than links: humanitarian visas, resettlement, places for
//! workers. They are offered at home, and on the way where a state opens them to people in transit;
//! who takes one waits where they are and arrives with a status.
//!
//! Quotas are per 1,000 departures. A party is offered what it is eligible for: a visa in need,
//! resettlement in need and outside its own state, a worker's place without need. People on the way
//! get the places that are left by those at home.

use super::acting::Acting;
use super::dossier::paper;
use super::observer::{Observer, ProtectionStage, Stay};
use super::people::{Activity, Instrument, Standing, mark};
use super::state::{Next, Sim};
use crate::rng::{Purpose, exponential, unit};

/// What places there are, in the order of their numbers.
const PLACES: [Instrument; 3] = [
    Instrument::HumanitarianVisa,
    Instrument::Resettlement,
    Instrument::LabourMobility,
];

impl<O: Observer> Sim<'_, O> {
    /// A party about to leave, or on the way where that is open, may be offered a regular pathway;
    /// if it is and takes it, what it will hold. Everybody is asked once at home and once on the way.
    pub(super) fn offer(&mut self, who: &mut Acting, on_the_way: bool) -> Option<Instrument> {
        if who.dossier.has(paper::OFFERED) {
            return None;
        }
        who.dossier.put(paper::OFFERED, on_the_way);
        let places = self.epoch.numbers.pathways;
        let party = &who.party;
        let occasion = u16::from(on_the_way);
        let words = self.draws.block(party.entity, 1, Purpose::Market, occasion);
        let need = self.need_of(who).is_some();
        let residence = self.state_of(self.residence(who));
        let abroad = self.home_states[party.nationality().index()] != Some(residence);
        let adult = self.people[who.party.members()]
            .iter()
            .any(|person| !person.age.is_minor());
        let size = f64::from(party.size);
        let eligible = [need, need && abroad, !need && adult];
        let offered = (0..PLACES.len()).find(|&at| {
            eligible[at]
                && unit(words[at]) < places.offered[at]
                && (!on_the_way || self.places_left[at] >= size)
        })?;
        (unit(words[3]) < places.uptake).then(|| {
            self.places_left[offered] -= size;
            self.accept_place(who, PLACES[offered]);
            PLACES[offered]
        })
    }

    /// People leave home, and with them the places for such departures grow.
    pub(super) fn open_places(&mut self, size: usize) {
        let places = self.epoch.numbers.pathways.places;
        for (left, each) in self.places_left.iter_mut().zip(places) {
            *left += each * size as f64;
        }
    }

    fn accept_place(&mut self, who: &mut Acting, instrument: Instrument) {
        who.party.activity = Activity::Pathway;
        who.party.stages = instrument as u8;
        let nationality = who.party.nationality();
        let members = who.party.members();
        self.observer
            .regular(self.today, nationality, &self.people[members], instrument);
    }

    /// A party waits until its place can be taken up.
    pub(super) fn wait_for_place(&mut self, who: &mut Acting, time: f32) -> Next {
        self.stand(who, Standing::Waiting);
        let party = &who.party;
        let word = self.draws.block(party.entity, 7, Purpose::Clock, party.hop)[0];
        Next::At(time + (self.epoch.numbers.pathways.days * exponential(word)) as f32)
    }

    /// The place is taken up.
    pub(super) fn take_place(&mut self, who: &mut Acting, since: f32, time: f32) -> Next {
        let place = who.party.location();
        self.pass_time(who, place, time - since, Stay::Queue);
        if who.party.size == 0 {
            return self.end(who);
        }
        let instrument = Instrument::ALL[usize::from(who.party.stages)];
        let state = self.state_of(place);
        self.grant_status(who, instrument);
        if instrument.protects() {
            self.note_stage(who, state, ProtectionStage::Granted, mark::GRANTED);
            self.note_stage(who, state, ProtectionStage::Effective, mark::EFFECTIVE);
            self.stand(who, Standing::Protected);
        } else {
            self.stand(who, Standing::SettledRegular);
        }
        self.end(who)
    }

    /// Tells the observer under which instrument a party is given a status where it is.
    pub(super) fn grant_status(&mut self, who: &Acting, instrument: Instrument) {
        let state = self.state_of(who.party.location());
        let nationality = who.party.nationality();
        for member in who.party.members() {
            let person = &self.people[member];
            self.observer
                .granted(self.today, state, nationality, person, instrument);
        }
    }
}
