//! The day loop.

use super::calendar_queue::{CalendarQueue, Entry};
use super::choice::{ChoiceTables, Situation};
use super::conditions::{Conditions, ForcedLinks, Passage, draw_setting};
use super::departures::Departures;
use super::hazards::Hazards;
use super::ledger::Ledger;
use super::numbers::{self, Numbers};
use super::observer::{Moment, Observer, Stay};
use super::people::Activity;
use super::queue::{Queue, most_kept};
use super::routes::{Routes, WayBack};
use super::rules::travel::TravelLaw;
use super::state::{Next, Sim};
use super::terrain::Terrain;
use super::{Counts, LedgerError, RunSpec};
use crate::ids::{CapacityId, NationalityId, StateId};
use crate::rng::Draws;
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::{Lever, Policy};
use crate::world::vocabulary::{Parameter, StateQuantity};

/// Days between looks at the queues; choices are solved anew only if waits changed.
const DAYS_BETWEEN_LOOKS: usize = 7;
/// Parties whose records are fetched together.
const TOGETHER: usize = 16;
/// A change of the expected wait that matters: in days, and relative to the wait.
const WAIT_CHANGE: (f32, f32) = (1.0, 0.25);

/// Simulates one replication of a policy and tells `observer` what happens.
///
/// # Errors
/// [`LedgerError`] if the ledger does not close on some day.
pub fn simulate<O: Observer>(
    world: &World,
    policy: &Policy,
    spec: &RunSpec,
    replication: u32,
    observer: &mut O,
) -> Result<Counts, LedgerError> {
    let draws = Draws::new(spec.seed, replication);
    let setting = if spec.fixed_parameters {
        world.register.fixed()
    } else {
        draw_setting(world, draws)
    };
    let conditions = Conditions::new(world, policy, setting);
    let day_value = conditions.parameter(world, Parameter::ValueOfTime);
    let routes = Routes::new(
        world,
        world
            .register
            .fixed()
            .get(world.parameter(Parameter::ValueOfTime)),
    );
    let calendar = Calendar::new(spec.from, spec.to);
    let hazards = Hazards::new(world, &conditions);
    let terrain = Terrain::new(world, &conditions, &hazards);
    let mut sim = Sim {
        world,
        routes: &routes,
        terrain: &terrain,
        numbers: Numbers::new(world, &conditions),
        state_numbers: numbers::of_states(world, &conditions),
        link_numbers: numbers::of_links(world, &conditions),
        travel: world
            .links
            .iter()
            .map(|link| TravelLaw::new(link.days))
            .collect(),
        ways_back: ways_back(world, &routes, &conditions, day_value),
        usual_ways_back: Vec::new(),
        tables: ChoiceTables::new(world, &routes),
        situation: Situation {
            rainy: false,
            queue_days: vec![0.0; world.links.len()],
            claim_days: vec![0.0; world.states.len()],
        },
        hazards: &hazards,
        draws,
        scale: spec.scale,
        people: Vec::new(),
        parties: Vec::new(),
        calendar: CalendarQueue::new(calendar.days()),
        ledger: Ledger::new(world.nationalities.len()),
        queues: capacity_queues(world, &conditions, spec.scale),
        claims: claim_queues(world, &conditions, spec.scale),
        removal_credit: 0.0,
        home_states: (0..world.nationalities.len())
            .map(|index| world.home_state(NationalityId::from(index)))
            .collect(),
        forced: ForcedLinks::of_states(world, &conditions),
        traffic: [vec![0; world.arcs()], vec![0; world.arcs()]],
        today: Moment {
            day: 0,
            month: 0,
            rainy: false,
        },
        last_hop: ((u64::MAX, u16::MAX), [0; 4]),
        observer,
        counts: Counts::default(),
        person_days: 0.0,
        conditions,
    };
    sim.usual_ways_back = usual_ways_back(world, &sim.ways_back);
    let mut departures = Departures::new(&mut sim, policy, &calendar);

    for day in 0..calendar.days() {
        sim.begin_day(day, &calendar);
        sim.serve_queues();
        sim.decide_claims();
        departures.release(&mut sim);
        sim.act_today();
        if day + 1 == calendar.days() {
            sim.book_open_stays();
        }
        sim.ledger.close(day)?;
        if calendar.ends_month(day) {
            sim.recount()?;
            let bytes = sim.bytes();
            sim.counts.peak_bytes = sim.counts.peak_bytes.max(bytes);
            sim.observer.month_ended(sim.today, &sim.ledger);
        }
    }
    sim.counts.parties = sim.parties.len() as u64;
    sim.counts.people = sim.people.len() as u64;
    sim.counts.person_days = sim.person_days as u64;
    Ok(sim.counts)
}

impl<O: Observer> Sim<'_, O> {
    /// Brings season, capacities and choice tables up to date.
    fn begin_day(&mut self, day: usize, calendar: &Calendar) {
        let rainy = self
            .world
            .rainy_months
            .contains(&calendar.date(day).month());
        self.today = Moment {
            day,
            month: calendar.month_of(day),
            rainy,
        };
        self.traffic.swap(0, 1);
        self.traffic[0].fill(0);
        for queue in self
            .queues
            .iter_mut()
            .chain(self.claims.iter_mut().flatten())
        {
            queue.start_day();
        }
        let removals = self.numbers.removals * self.scale;
        let most = most_kept(self.numbers.removals, self.scale);
        self.removal_credit = (self.removal_credit + removals).min(most);
        let season_changes = day == 0 || rainy != self.situation.rainy;
        if season_changes || (day.is_multiple_of(DAYS_BETWEEN_LOOKS) && self.waits_changed()) {
            self.look_at_waits(rainy);
            self.tables.solve(
                self.world,
                self.routes,
                &self.conditions,
                self.hazards,
                &self.usual_ways_back,
                &self.situation,
            );
        }
    }

    fn queue_days(&self, link: usize) -> f32 {
        self.world.links[link].capacity.map_or(0.0, |capacity| {
            self.queues[capacity.index()].expected_days()
        })
    }

    fn waits_changed(&self) -> bool {
        let moved = |before: f32, now: f32| {
            (now - before).abs() > WAIT_CHANGE.0.max(WAIT_CHANGE.1 * before)
        };
        (0..self.world.links.len())
            .any(|link| moved(self.situation.queue_days[link], self.queue_days(link)))
            || self.claims.iter().enumerate().any(|(state, queue)| {
                queue.as_ref().is_some_and(|queue| {
                    moved(self.situation.claim_days[state], queue.expected_days())
                })
            })
    }

    fn look_at_waits(&mut self, rainy: bool) {
        self.situation.rainy = rainy;
        for link in 0..self.world.links.len() {
            self.situation.queue_days[link] = self.queue_days(link);
        }
        for (state, queue) in self.claims.iter().enumerate() {
            self.situation.claim_days[state] = queue.as_ref().map_or(0.0, Queue::expected_days);
        }
    }

    /// Lets parties go from the queues of boats, buses, stations and pathways, as capacity allows.
    fn serve_queues(&mut self) {
        for capacity in 0..self.queues.len() {
            while let Some(entry) = self.queues[capacity].next() {
                if self.is_valid(entry, Activity::Queueing) {
                    self.leave_queue(entry.party as usize, CapacityId::from(capacity));
                }
            }
        }
    }

    /// Decides the claims whose turn has come.
    fn decide_claims(&mut self) {
        for state in 0..self.claims.len() {
            while let Some(entry) = self.claims[state].as_mut().and_then(Queue::next) {
                if self.is_valid(entry, Activity::Claiming) {
                    self.decide_claim(entry.party as usize, StateId::from(state));
                }
            }
        }
    }

    fn is_valid(&self, entry: Entry, activity: Activity) -> bool {
        let party = &self.parties[entry.party as usize];
        party.hop == entry.hop && party.activity == activity
    }

    /// Everybody whose calendar names today acts until their next event lies beyond it.
    fn act_today(&mut self) {
        let bucket = self.calendar.take(self.today.day);
        for entries in bucket.chunks(TOGETHER) {
            self.fetch(entries);
            for &entry in entries {
                let party = &self.parties[entry.party as usize];
                if party.hop == entry.hop && party.activity != Activity::Ended {
                    let time = party.until.max(self.today.day as f32);
                    self.run(entry.party as usize, time);
                }
            }
        }
    }

    /// Looks at the records of some parties and at their first members, all at once, so that they
    /// come from memory together and not one after another.
    fn fetch(&self, entries: &[Entry]) {
        let mut first = [0; TOGETHER];
        for (first, entry) in first.iter_mut().zip(entries) {
            *first = self.parties[entry.party as usize].first;
        }
        let looked_at = first[..entries.len()]
            .iter()
            .filter_map(|&first| self.people.get(first as usize))
            .fold(0, |sum, person| sum ^ person.energy);
        std::hint::black_box(looked_at);
    }

    /// Books the stays that are still under way when the window ends, up to its end.
    fn book_open_stays(&mut self) {
        let end = self.today.day as f32 + 1.0;
        for id in 0..self.parties.len() {
            let party = &self.parties[id];
            let (place, why) = match party.activity {
                Activity::Waiting => (party.location(), Stay::Choice),
                Activity::Claiming => (party.location(), Stay::Claim),
                Activity::Stranded => (party.location(), Stay::Stranded),
                Activity::Queueing => (self.terrain.arc(self.arc_of(id)).from, Stay::Queue),
                Activity::Detained => (self.terrain.arc(self.arc_of(id)).to, Stay::Detained),
                _ => continue,
            };
            let since = party.clock;
            self.parties[id].hop = self.parties[id].hop.wrapping_add(1);
            self.pass_time(id, place, end - since, why);
        }
    }

    /// Lets a party act from `time` on until its next event lies beyond today.
    pub(super) fn run(&mut self, id: usize, time: f32) {
        let tomorrow = self.today.day as f32 + 1.0;
        let mut time = time;
        loop {
            self.counts.events += 1;
            let party = &mut self.parties[id];
            party.hop = party.hop.wrapping_add(1);
            match self.act(id, time) {
                Next::Held => return,
                Next::At(next) if next < tomorrow => time = next,
                Next::At(next) => {
                    self.parties[id].until = next;
                    self.enter(id, next);
                    return;
                }
            }
        }
    }
}

/// The way back to the residence of every origin.
pub(super) fn ways_back(
    world: &World,
    routes: &Routes,
    conditions: &Conditions,
    day_value: f64,
) -> Vec<WayBack> {
    world
        .origins
        .iter()
        .map(|origin| {
            routes.way_back(
                world,
                &conditions.setting,
                origin.residence,
                day_value,
                |link| conditions.passage(origin.nationality, link) == Passage::Open,
            )
        })
        .collect()
}

/// For each nationality, the way back to the residence from which most of its people leave.
pub(super) fn usual_ways_back(world: &World, ways: &[WayBack]) -> Vec<Option<WayBack>> {
    (0..world.nationalities.len())
        .map(|nationality| {
            world
                .origins
                .iter()
                .enumerate()
                .filter(|(_, origin)| origin.nationality.index() == nationality)
                .max_by(|(_, a), (_, b)| a.share.total_cmp(&b.share))
                .map(|(index, _)| ways[index].clone())
        })
        .collect()
}

fn capacity_queues(world: &World, conditions: &Conditions, scale: f64) -> Vec<Queue> {
    world
        .capacities
        .iter()
        .map(|capacity| Queue::scaled(conditions.get(capacity.per_day), 0.0, scale))
        .collect()
}

pub(super) fn claim_queues(
    world: &World,
    conditions: &Conditions,
    scale: f64,
) -> Vec<Option<Queue>> {
    let share = conditions.parameter(world, Parameter::DecisionShare);
    (0..world.states.len())
        .map(|index| {
            let state = &world.states[index];
            let decisions = state.quantity(StateQuantity::AsylumDecisions)?;
            let backlog = state.quantity(StateQuantity::AsylumBacklog)?;
            let multiplier = conditions.lever(StateId::from(index), Lever::AsylumCapacity);
            Some(Queue::scaled(
                conditions.get(decisions) * multiplier * share,
                conditions.get(backlog) * share,
                scale,
            ))
        })
        .collect()
}
