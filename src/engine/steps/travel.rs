//! Journeys: leaving, entering a link, walking its stages, arriving.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{AbandonmentEnd, Event, Observer, Payment, Place, StayReason};
use crate::engine::laws::seek_protection::with_odds;
use crate::engine::parties::{Activity, Party, flag};
use crate::engine::party_record::paper;
use crate::engine::people::{Standing, mark};
use crate::engine::state::{Next, Sim};
use crate::ids::{ArcId, ClassId, LocationId};
use crate::rng::named::{Block, Reattempt};
use crate::rng::{exponential, unit};

/// Days within which taking another link counts as deflection (definition of indicator F5).
const DEFLECTION_DAYS: u16 = 90;
/// Slowest pace relative to an adult's; keeps a parameter of zero from stopping time.
pub const SLOWEST: f32 = 0.05;

impl<O: Observer> Sim<'_, O> {
    /// A party does what its calendar entry says, at `time`.
    pub fn act(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let party = &mut who.party;
        let since = std::mem::replace(&mut party.clock, time);
        match party.activity {
            Activity::OnLink => self.end_stage(who, time),
            Activity::Resting => self.rest_on_link(who, since, time),
            Activity::Deciding => self.decide(who, time),
            Activity::Waiting => self.stay_over(who, since, time, StayReason::Choice),
            Activity::Stranded => self.look_for_money(who, since, time),
            Activity::Queueing => self.lose_patience(who, since, time),
            Activity::Claiming => self.withdraw_claim(who, since, time),
            Activity::Detained => self.leave_detention(who, since, time),
            Activity::Settled => self.look_at_settling(who, since, time),
            Activity::Pathway => self.take_place(who, since, time),
            Activity::Home => self.depart_again(who, time),
            Activity::Ended => Next::Held,
        }
    }

    /// Takes a link: joins its queue if it has one, else sets out. A closure may stop the attempt.
    pub fn take(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        if self.meets_closure(who, arc) {
            return self.turn_away(who, arc, time);
        }
        self.keep_transport_word(who, arc);
        self.buy(who, arc);
        let capacity = self
            .appointments_for(who, arc)
            .or(self.regime.network.arc(arc).capacity);
        if let Some(capacity) = capacity {
            let size = who.party.size;
            let queue = &mut self.queues[capacity.index()];
            if queue.is_free() {
                queue.pass(size);
            } else {
                return self.join_queue(who, arc, capacity, time);
            }
        }
        self.set_out(who, arc, time)
    }

    /// Sets out on a link: pays and begins its first stage.
    pub fn set_out(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        let info = self.regime.network.arc(arc);
        let size = f32::from(who.party.size);
        let paid = self.pay_fare(who, arc);
        if who.party.has(flag::AVOIDING) {
            let since = who.party.avoiding_since;
            let days = (self.today.day as u16).saturating_sub(since);
            if who.record.avoided != arc && days <= DEFLECTION_DAYS {
                self.note(who, Event::Deflected { arc });
            }
            who.party.put(flag::AVOIDING, false);
        }
        let party = &mut who.party;
        if info.crossing && !party.has(flag::HOMEWARD) {
            if !party.has(flag::CROSSING) {
                party.put(flag::CROSSING, true);
                party.crossing_since = time;
                for person in &mut self.people[party.members()] {
                    person.crossing_harms = 0;
                }
            }
            party.crossing_class = info.class;
            party.crossing_paid += paid / size;
        }
        party.put(flag::GUIDED, info.guided);
        party.at = arc.0;
        party.stages = info.stages;
        party.activity = Activity::OnLink;
        self.traffic[0][arc.index()] += 1;
        self.week[arc.index()] += u32::from(who.party.size);
        self.market
            .note_use(ClassId(u32::from(info.class)), f64::from(size));
        self.set_standing(who, Standing::Travelling);
        self.begin_stage(who, time)
    }

    /// Begins a stage: draws its duration and everything that happens on it.
    pub fn begin_stage(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let luck = who.hop(&self.draws);
        let party = &who.party;
        let arc = party.arc();
        let info = self.regime.network.arc(arc);
        let usual = info.stage_days[usize::from(self.today.rainy)];
        let mut days = usual * self.travel[arc.link().index()].at(unit(luck.pace));
        if info.on_foot {
            days /= self.pace(party);
        }
        days *= self.package_pace(who, info.class);
        if who.record.has(paper::CARRIED) {
            days *= self.regime.numbers.transport_pace;
        }
        self.note(who, Event::Stage { arc, days });
        self.counts.events += 1;
        self.accrue(who, info.to_state, days);
        let party = &mut who.party;
        let size = party.size;
        self.person_days += f64::from(days) * f64::from(size);
        self.charge(who, info.living * f32::from(size) * days, Payment::Living);
        let delay = self.expose(who, Place::Arc(arc), info.zone, days, luck.harm);
        if who.party.size == 0 {
            return self.end(who);
        }
        if info.on_foot {
            self.tire(who, info.energy_load, days);
            self.part(who, arc, days, time);
            if who.party.size == 0 {
                return self.end(who);
            }
        }
        let carried = who.record.has(paper::CARRIED);
        if info.guided && !carried && !who.party.has(flag::HOMEWARD) {
            self.lose_guide(who, arc, days, days - usual);
        }
        // Whoever comes to the destination meets its border at the end of the link.
        let border = self.regime.network.place(info.to).destination;
        if !carried && !border && !who.party.has(flag::INTERCEPTED) {
            self.intercept(who, arc, days, luck.interception);
        }
        Next::At(time + days + delay)
    }

    fn pace(&self, party: &Party) -> f32 {
        let mut pace: f32 = 1.0;
        if party.has(flag::SMALL_CHILD) {
            pace = pace.min(self.regime.numbers.child_pace);
        }
        if party.has(flag::EXHAUSTED) {
            pace = pace.min(self.regime.numbers.exhausted_pace);
        }
        if party.has(flag::ABANDONED) {
            pace = pace.min(self.regime.numbers.abandoned_pace);
        }
        pace.max(SLOWEST)
    }

    fn end_stage(&mut self, who: &mut ActiveParty, time: f32) -> Next {
        let party = &mut who.party;
        let arc = party.arc();
        party.stages -= 1;
        if party.has(flag::INTERCEPTED) {
            return self.enter_custody(who, arc, time);
        }
        if party.stages == 0 {
            return self.arrive(who, arc, time);
        }
        if party.has(flag::ABANDONED) {
            self.meet_others(who, arc);
        }
        if let Some(rest) = self.exhaustion_stop(who, arc) {
            who.party.activity = Activity::Resting;
            return Next::At(time + rest);
        }
        self.begin_stage(who, time)
    }

    fn rest_on_link(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        let arc = who.party.arc();
        self.rest(who, time - since, 0.0);
        let days = time - since;
        self.note(who, Event::Stage { arc, days });
        self.person_days += f64::from(days) * f64::from(who.party.size);
        who.party.activity = Activity::OnLink;
        self.begin_stage(who, time)
    }

    /// A party reaches the end of a link.
    pub fn arrive(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        let info = self.regime.network.arc(arc);
        let place = self.regime.network.place(info.to);
        let usd = who.record.price;
        self.note(who, Event::Passage { arc, usd });
        if who.party.has(flag::ABANDONED) {
            self.end_abandonment(who, arc, AbandonmentEnd::Rejoined);
        }
        let party = &mut who.party;
        // Whoever cannot walk unaided makes the party count as exhausted.
        if party.has(flag::EXHAUSTED) {
            for person in &mut self.people[party.members()] {
                person.marks &= !mark::IMMOBILE;
            }
        }
        if who.record.has(paper::NOT_TAKEN) {
            who.record.put(paper::NOT_TAKEN, false);
            party.put(flag::CLAIMED, false);
        }
        let guided = party.has(flag::GUIDED);
        party.put(flag::ABANDONED | flag::GUIDED, false);
        party.at = info.to.0;
        party.activity = Activity::Deciding;
        if info.leaves_state {
            // Whoever is sent back from the destination is where it had entered the state before.
            if !place.destination {
                who.record.entered = info.to;
            }
            self.cross_border(who);
        }
        let party = &mut who.party;
        if place.crossing_point && party.has(flag::CROSSING) {
            party.put(flag::CROSSING, false);
            let crossed = Event::Crossed {
                class: ClassId(u32::from(party.crossing_class)),
                days: time - party.crossing_since,
                usd: party.crossing_paid,
                guided,
            };
            self.note(who, crossed);
        }
        let homeward = who.party.has(flag::HOMEWARD);
        if info.contract_ends {
            self.end_contract(who, arc);
        }
        if place.destination {
            return self.reach_border(who, arc, time);
        }
        if homeward {
            if self.residence(who) == info.to {
                return self.come_home(who, Standing::Returned, time);
            }
        } else if place.reception {
            self.receive(who, info.to);
            if who.party.activity == Activity::Pathway {
                return self.wait_for_place(who, time);
            }
        }
        self.decide(who, time)
    }

    /// The journey of a party ends at the destination; `access` says whether it can claim protection there.
    pub fn arrive_for_good(
        &mut self,
        who: &mut ActiveParty,
        place: LocationId,
        time: f32,
        access: bool,
    ) -> Next {
        let arrived = Event::Arrived {
            place,
            days: time - who.party.departed,
            access,
        };
        self.note(who, arrived);
        self.set_standing(who, Standing::Destination);
        self.end(who)
    }

    /// A party is back where it lived; it may leave again.
    pub fn come_home(&mut self, who: &mut ActiveParty, standing: Standing, time: f32) -> Next {
        self.set_standing(who, standing);
        let party = &mut who.party;
        party.at = self.world.origins[party.origin().index()].residence.0;
        party.put(flag::CROSSING, false);
        let luck = Reattempt::of(&self.draws, party.entity, party.hop);
        let residence = self.state_of(who.party.location());
        let reattempt = if standing == Standing::Returned {
            let calmer = self.regime.states[residence.index()].return_reattempt;
            with_odds(self.regime.numbers.reattempt_share, libm::exp(-calmer))
        } else {
            self.regime.numbers.reattempt_share
        };
        let party = &mut who.party;
        if unit(luck.again) < reattempt {
            party.activity = Activity::Home;
            let days = self.regime.numbers.reattempt_days * exponential(luck.days);
            return Next::At(time + (days as f32).max(1.0));
        }
        self.end(who)
    }
}
