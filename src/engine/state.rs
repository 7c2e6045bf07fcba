//! Everything that changes during a replication, and the small moves that all rules share.

use std::ops::Range;

use super::active_party::ActiveParty;
use super::calendar_queue::CalendarQueue;
use super::choice::{ChoiceTables, Situation};
use super::event::{Event, Moment, Observer, Payment, Who};
use super::fund::Fund;
use super::information::Information;
use super::laws::travel::TravelLaw;
use super::ledger::Ledger;
use super::market::Market;
use super::parties::{Activity, Party};
use super::party_record::PartyRecord;
use super::pathways::Pathways;
use super::people::{Person, Standing};
use super::queue::Queue;
use super::regime::PolicyRegime;
use super::routes::Routes;
use super::slots::{Slots, reserve};
use super::usage::Usage;
use super::{Counts, LedgerError};
use crate::ids::{LocationId, StateId};
use crate::rng::Draws;
use crate::world::World;

/// When a party acts next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    /// At this time, in days from the start.
    At(f32),
    /// Not by the calendar: it stands in a queue or its journey is over.
    Held,
}

/// The state of a replication.
pub(super) struct Sim<'a, O: Observer> {
    pub world: &'a World,
    pub routes: &'a Routes,
    /// What holds under the levers and gates of today.
    pub regime: &'a PolicyRegime,
    pub tables: ChoiceTables,
    pub situation: Situation,
    /// Chance that an attempt at each link meets its closure, as far as word of it has come.
    pub closures_told: Vec<f32>,
    /// People who took each arc per day in the weeks before, at real scale.
    pub crowd: Vec<f32>,
    pub information: Information,
    pub market: Market,
    pub fund: Fund,
    /// People received in each state.
    pub received: Vec<Usage>,
    /// Log odds of being served in each state, by how crowded its reception was in the week before.
    pub service_odds: Vec<f64>,
    /// Whether levers, gates or beliefs have changed since the choice tables were solved.
    pub news: bool,
    /// Whether the choice tables were solved today.
    pub solved_today: bool,
    pub travel: Vec<TravelLaw>,
    pub draws: Draws,
    pub scale: f64,
    pub people: Vec<Person>,
    pub parties: Vec<Party>,
    pub slots: Slots,
    /// What is known of parties beyond the next step, in their order.
    pub records: Vec<PartyRecord>,
    pub calendar: CalendarQueue,
    pub ledger: Ledger,
    /// Queues of capacities, then that of appointments at the destination.
    pub queues: Vec<Queue>,
    /// Queues of asylum claims by state; none where there is no procedure.
    pub claims: Vec<Option<Queue>>,
    pub removal_credit: f64,
    /// Places of regular pathways.
    pub pathways: Pathways,
    /// The state at home in each nationality.
    pub home_states: Vec<Option<StateId>>,
    /// Parties that set out on each arc today and yesterday.
    pub traffic: [Vec<u32>; 2],
    /// People who set out on each arc in the week so far.
    pub week: Vec<u32>,
    pub today: Moment,
    pub observer: &'a mut O,
    pub counts: Counts,
    pub person_days: f64,
}

impl<O: Observer> Sim<'_, O> {
    /// Copies the records of a party for it to act; commit them afterwards.
    #[inline]
    pub fn checkout(&self, id: usize) -> ActiveParty {
        ActiveParty::new(id, self.parties[id], self.records[id])
    }

    /// Puts the records of a party back.
    #[inline]
    pub fn commit(&mut self, who: &ActiveParty) {
        self.parties[who.id] = who.party;
        self.records[who.id] = who.record;
    }

    /// Tells the observer what happens to a party.
    #[inline]
    pub fn note(&mut self, who: &ActiveParty, event: Event) {
        self.note_to(who, who.party.members(), event);
    }

    /// Tells the observer what happens to one of a party's members.
    #[inline]
    pub fn note_member(&mut self, who: &ActiveParty, member: usize, event: Event) {
        self.note_to(who, member..member + 1, event);
    }

    #[inline]
    fn note_to(&mut self, who: &ActiveParty, members: Range<usize>, event: Event) {
        let who = Who {
            nationality: who.party.nationality(),
            people: &self.people[members],
        };
        self.observer.event(self.today, who, event);
    }

    /// A party pays, as far as it has money; returns what it paid.
    #[inline]
    pub fn charge(&mut self, who: &mut ActiveParty, usd: f32, what: Payment) -> f32 {
        let paid = who.party.charge(usd);
        self.note(who, Event::Paid { usd: paid, what });
        paid
    }

    /// Books a party under a standing.
    pub fn set_standing(&mut self, who: &mut ActiveParty, standing: Standing) {
        let party = &mut who.party;
        if party.standing != standing {
            let before = party.standing;
            party.standing = standing;
            let (nationality, size) = (party.nationality(), usize::from(party.size));
            self.ledger
                .shift(nationality, before, standing, size, who.id);
        }
    }

    /// State in which a place lies.
    pub fn state_of(&self, place: LocationId) -> StateId {
        self.regime.network.place(place).state
    }

    /// Ends a journey for good.
    pub fn end(&mut self, who: &mut ActiveParty) -> Next {
        who.party.activity = Activity::Ended;
        self.slots.ended.push(who.id as u32);
        Next::Held
    }

    /// Enters a party in the calendar under its present hop, to act at `time`.
    pub fn enter(&mut self, who: &mut ActiveParty, time: f32) {
        // Nothing can be entered for a day that is over.
        let time = time.max(self.today.day as f32);
        who.party.until = time;
        self.calendar.enter(time, who.party.entry(who.id));
    }

    /// Counts the people of every standing afresh and compares with the ledger.
    pub fn recount(&self) -> Result<(), LedgerError> {
        let mut counted = self.slots.gone.clone();
        for party in &self.parties {
            counted[party.nationality().index()][party.standing as usize] += i64::from(party.size);
        }
        for (nationality, counts) in counted.iter().enumerate() {
            for standing in Standing::ALL {
                if matches!(standing, Standing::Dead | Standing::Missing) {
                    continue;
                }
                let booked = self
                    .ledger
                    .count(crate::ids::NationalityId::from(nationality), standing);
                if counts[standing as usize] != booked {
                    return Err(LedgerError::Miscounted {
                        day: self.today.day,
                        nationality,
                        standing: standing.name(),
                        counted: counts[standing as usize],
                        booked,
                        party: self
                            .parties
                            .iter()
                            .position(|party| {
                                party.standing == standing
                                    && party.nationality().index() == nationality
                            })
                            .unwrap_or(0),
                    });
                }
            }
        }
        Ok(())
    }

    /// Gives a party that acts at once room in its table; its records come there when it is committed.
    pub fn add_party(&mut self, mut party: Party, record: PartyRecord) -> ActiveParty {
        if let Some(id) = self.slots.party() {
            party.turn = self.parties[id].turn.wrapping_add(1);
            return ActiveParty::new(id, party, record);
        }
        party.turn = 0;
        reserve(&mut self.parties, 1);
        reserve(&mut self.records, 1);
        self.parties.push(party);
        self.records.push(record);
        ActiveParty::new(self.parties.len() - 1, party, record)
    }

    /// Takes a party that has just been added out of its table, with its people.
    pub fn take_out(&mut self, id: usize) {
        let party = &mut self.parties[id];
        party.activity = Activity::Ended;
        let (first, size) = (party.first, std::mem::take(&mut party.size));
        self.slots.free_people(first, usize::from(size));
        self.slots.free_party(id);
    }

    /// Takes back the room of those whose journey ended before today.
    pub fn reclaim_slots(&mut self) {
        let mut ended = std::mem::take(&mut self.slots.ended);
        for id in ended.drain(..) {
            let party = &self.parties[id as usize];
            self.slots
                .count_gone(party.nationality(), party.standing, party.size);
            self.take_out(id as usize);
        }
        self.slots.ended = ended;
        let mut lost = std::mem::take(&mut self.slots.lost);
        for person in lost.drain(..) {
            self.slots.free_people(person, 1);
        }
        self.slots.lost = lost;
    }

    /// Bytes held by the tables of people and parties, the calendar, the queues, and what holds for
    /// arcs and places; regimes are counted apart.
    pub fn bytes(&self) -> u64 {
        let queues: usize = self.queues.iter().map(Queue::bytes).sum();
        let claims: usize = self.claims.iter().flatten().map(Queue::bytes).sum();
        (self.people.capacity() * size_of::<Person>()
            + self.parties.capacity() * size_of::<Party>()
            + self.calendar.bytes()
            + queues
            + claims
            + self.tables.bytes()
            + self.records.capacity() * size_of::<PartyRecord>()
            + self.slots.bytes()
            + self.travel.capacity() * size_of::<TravelLaw>()) as u64
    }
}
