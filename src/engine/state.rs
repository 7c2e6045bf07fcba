//! Everything that changes during a replication, and the small moves that all rules share.

use super::calendar_queue::{CalendarQueue, Entry};
use super::choice::{ChoiceTables, Situation};
use super::conditions::{Conditions, ForcedLinks};
use super::hazards::Hazards;
use super::ledger::Ledger;
use super::numbers::{LinkNumbers, Numbers, StateNumbers};
use super::observer::{Moment, Observer};
use super::people::{Activity, Party, Person, Standing};
use super::queue::Queue;
use super::routes::{Routes, WayBack};
use super::rules::travel::TravelLaw;
use super::terrain::Terrain;
use super::{Counts, LedgerError};
use crate::ids::{ArcId, LocationId, StateId};
use crate::rng::{Draws, Purpose};
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
    pub terrain: &'a Terrain,
    pub conditions: Conditions,
    pub hazards: &'a Hazards,
    pub tables: ChoiceTables,
    pub situation: Situation,
    pub numbers: Numbers,
    pub state_numbers: Vec<StateNumbers>,
    pub link_numbers: Vec<LinkNumbers>,
    pub travel: Vec<TravelLaw>,
    /// Ways back by origin.
    pub ways_back: Vec<WayBack>,
    /// The way back that stands for a nationality when it chooses.
    pub usual_ways_back: Vec<Option<WayBack>>,
    pub draws: Draws,
    pub scale: f64,
    pub people: Vec<Person>,
    pub parties: Vec<Party>,
    pub calendar: CalendarQueue,
    pub ledger: Ledger,
    pub queues: Vec<Queue>,
    /// Queues of asylum claims by state; none where there is no procedure.
    pub claims: Vec<Option<Queue>>,
    pub removal_credit: f64,
    /// The state at home in each nationality.
    pub home_states: Vec<Option<StateId>>,
    /// Forced links by state.
    pub forced: Vec<ForcedLinks>,
    pub traffic: [Vec<u32>; 2],
    pub today: Moment,
    pub last_hop: ((u64, u16), [u32; 4]),
    pub observer: &'a mut O,
    pub counts: Counts,
    pub person_days: f64,
}

impl<O: Observer> Sim<'_, O> {
    /// Members of a party still under way.
    #[inline]
    pub fn members(&self, id: usize) -> std::ops::Range<usize> {
        self.parties[id].members()
    }

    /// Books a party under a standing.
    pub fn stand(&mut self, id: usize, standing: Standing) {
        let party = &mut self.parties[id];
        if party.standing != standing {
            let before = party.standing;
            party.standing = standing;
            let (nationality, size) = (party.nationality(), usize::from(party.size));
            self.ledger.shift(nationality, before, standing, size, id);
        }
    }

    /// State in which a place lies.
    pub fn state_of(&self, place: LocationId) -> StateId {
        self.terrain.place(place).state
    }

    /// Fare of an arc per person.
    pub fn fare(&self, arc: ArcId) -> f32 {
        self.terrain.arc(arc).fare
    }

    /// The arc a party on a link is on.
    pub fn arc_of(&self, id: usize) -> ArcId {
        ArcId(self.parties[id].at)
    }

    /// Ends a journey for good.
    pub fn end(&mut self, id: usize) -> Next {
        self.parties[id].activity = Activity::Ended;
        Next::Held
    }

    /// Enters a party in the calendar under its present hop.
    pub fn enter(&mut self, id: usize, time: f32) {
        let hop = self.parties[id].hop;
        // Nothing can be entered for a day that is over.
        let time = time.max(self.today.day as f32);
        self.calendar.enter(
            time,
            Entry {
                party: id as u32,
                hop,
            },
        );
    }

    /// The words of a party's hop: what it chooses, how long the stage takes, whether it is
    /// attacked, whether the state intervenes. Kept, since choice and stage follow one another.
    pub fn hop_words(&mut self, id: usize) -> [u32; 4] {
        let party = &self.parties[id];
        let address = (party.entity, party.hop);
        if self.last_hop.0 != address {
            self.last_hop = (
                address,
                self.draws.block(party.entity, 0, Purpose::Hop, party.hop),
            );
        }
        self.last_hop.1
    }

    /// Takes money from a party, as far as it has any; returns what was paid.
    pub fn charge(&mut self, id: usize, usd: f32) -> f32 {
        self.parties[id].charge(usd)
    }

    /// Counts the people of every standing afresh and compares with the ledger.
    pub fn recount(&self) -> Result<(), LedgerError> {
        let mut counted = vec![[0i64; Standing::COUNT]; self.world.nationalities.len()];
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

    /// Adds people to their table.
    pub fn add_people(&mut self, people: &[Person]) {
        make_room(&mut self.people, people.len());
        self.people.extend_from_slice(people);
    }

    /// Adds a party to its table.
    pub fn add_party(&mut self, party: Party) {
        make_room(&mut self.parties, 1);
        self.parties.push(party);
    }

    /// Bytes held by the tables of people and parties, the calendar, the queues, and what holds for
    /// arcs and places.
    pub fn bytes(&self) -> u64 {
        let queues: usize = self.queues.iter().map(Queue::bytes).sum();
        let claims: usize = self.claims.iter().flatten().map(Queue::bytes).sum();
        (self.people.capacity() * size_of::<Person>()
            + self.parties.capacity() * size_of::<Party>()
            + self.calendar.bytes()
            + queues
            + claims
            + self.tables.bytes()
            + self.hazards.bytes()
            + self.terrain.bytes()
            + self.travel.capacity() * size_of::<TravelLaw>()
            + self.ways_back.iter().map(WayBack::bytes).sum::<usize>()) as u64
    }
}

/// Makes room for `more`: a full table grows by an eighth, not to its double.
fn make_room<T>(table: &mut Vec<T>, more: usize) {
    const LEAST: usize = 1024;
    if table.capacity() - table.len() < more {
        table.reserve_exact(more.max(table.len() / 8).max(LEAST));
    }
}
