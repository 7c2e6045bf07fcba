//! What states do to people on the way: interdiction, pushback, detention, screening, removal.

use crate::engine::active_party::ActiveParty;
use crate::engine::event::{Event, Observer, Payment, ProtectionStage, Right, StayReason};
use crate::engine::laws::enforce::{self, Outcome, Procedure};
use crate::engine::laws::occurs;
use crate::engine::parties::{Activity, flag};
use crate::engine::party_record::paper;
use crate::engine::people::{Need, Standing, mark};
use crate::engine::state::{Next, Sim};
use crate::ids::{ArcId, LocationId, StateId};
use crate::rng::named::{Block, Border, Chain, Custody, Screening, SentBack};
use crate::rng::{exponential, unit};
use crate::world::policy::Lever;

impl<O: Observer> Sim<'_, O> {
    /// A party comes to the border of the destination: with an appointment it is let in; without, those in
    /// need show themselves at the first attempt, the others try to pass unseen. Whoever is met is let in
    /// and can claim with the chance that is in force for their nationality, is sent back, or gets in
    /// without a claim. What they met is told at home.
    pub fn reach_border(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        let info = self.regime.network.arc(arc);
        let (place, state) = (info.to, info.to_state);
        let nationality = who.party.nationality();
        let (origin, size) = (who.party.origin(), f64::from(who.party.size));
        if who.record.has(paper::APPOINTMENT) {
            self.information.report_border(origin, size, 1.0);
            return self.get_in(who, place, time, true);
        }
        let party = &who.party;
        let luck = Border::of(&self.draws, party.entity, party.hop);
        let border = self.regime.numbers.border;
        let shows = self.need_of(who).is_some() && !who.record.has(paper::SENT_BACK);
        let met = border.met(self.regime.links[arc.link().index()].interdiction);
        if !shows && unit(luck.met) >= met {
            return self.get_in(who, place, time, false);
        }
        let access = self
            .regime
            .conditions
            .lever_of(nationality, state, Lever::DestinationAccess);
        if !shows {
            self.note_right(who, state, Right::Interdicted);
        }
        // Many stand behind a party: what they met is told, not the luck of one.
        self.information.report_border(origin, size, access);
        if unit(luck.access) < access {
            return self.get_in(who, place, time, true);
        }
        if unit(luck.returned) >= border.returned {
            return self.get_in(who, place, time, false);
        }
        self.send_back(who, arc, time)
    }

    /// A party gets across the border of the destination; those at home hear that the way was made.
    fn get_in(
        &mut self,
        who: &mut ActiveParty,
        place: LocationId,
        time: f32,
        access: bool,
    ) -> Next {
        self.information
            .report_arrival(who.party.origin(), f64::from(who.party.size));
        self.arrive_for_good(who, place, time, access)
    }

    /// A party is removed to where it lives, as far as capacity goes, or sent back across the border, from
    /// where a state may move it away; those among it in need unheard.
    fn send_back(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        let (from, state) = {
            let info = self.regime.network.arc(arc);
            (info.from, info.to_state)
        };
        who.record.put(paper::SENT_BACK, true);
        let need = self.need_of(who).is_some();
        if need {
            self.note_right(who, state, Right::Refoulement);
        }
        if self.can_remove(who, state) {
            self.removal_credit -= f64::from(who.party.size);
            self.note_right(who, state, Right::Removed);
            if need {
                self.chain(who);
            }
            return self.come_home(who, Standing::Removed, time);
        }
        self.note_right(who, state, Right::PushedBack);
        let border = self.regime.numbers.border;
        let lost = border.returned_usd as f32 * f32::from(who.party.size);
        self.charge(who, lost, Payment::Fare);
        let party = &who.party;
        let luck = SentBack::of(&self.draws, party.entity, party.hop);
        let days = (border.returned_days * exponential(luck.away)) as f32;
        let place = self
            .bused(who, self.state_of(from), luck.bused)
            .unwrap_or(from);
        self.set_down(who, place, time + days)
    }

    /// Where a state that has people moves them over an open forced link inside it, if it does.
    fn bused(&mut self, who: &ActiveParty, state: StateId, word: u32) -> Option<LocationId> {
        let link = self.regime.forced[state.index()].inside(who.party.nationality())?;
        (unit(word) < self.regime.numbers.busing_share).then(|| {
            self.note_right(who, state, Right::Bused);
            self.world.links[link.index()].to
        })
    }

    /// Whether a state intercepts a party on a stage. Its own nationals and those on their way back
    /// are not intercepted.
    pub fn intercept(&mut self, who: &mut ActiveParty, arc: ArcId, days: f32, word: u32) {
        if who.party.has(flag::HOMEWARD) {
            return;
        }
        let registered = who.record.registered_in != 0;
        let rate = self.regime.network.arc(arc).interdiction[usize::from(registered)];
        if !occurs(unit(word), rate * f64::from(days)) {
            return;
        }
        let state = self.regime.network.arc(arc).control;
        if self.home_states[who.party.nationality().index()] == Some(state) {
            return;
        }
        who.party.put(flag::INTERCEPTED, true);
        self.note_right(who, state, Right::Interdicted);
        let adults = self.people[who.party.members()]
            .iter()
            .filter(|person| !person.age.is_minor())
            .count();
        let fine = self.regime.conditions.lever(state, Lever::Fines) as f32 * adults as f32;
        if fine > 0.0 {
            self.charge(who, fine, Payment::Fine);
        }
    }

    /// Something is done to every member of a party; refoulement to those in need alone.
    fn note_right(&mut self, who: &ActiveParty, state: StateId, kind: Right) {
        let of_need = matches!(kind, Right::Refoulement | Right::ChainRefoulement);
        for member in who.party.members() {
            if self.people[member].need.is_some() || !of_need {
                self.note_member(who, member, Event::Right { state, kind });
            }
        }
    }

    /// An intercepted party is held, or dealt with at once, where its stage ends.
    pub fn enter_custody(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        let state = self.regime.network.arc(arc).control;
        let party = &who.party;
        let luck = Custody::of(&self.draws, party.entity, party.hop);
        let nationality = party.nationality();
        let share = self
            .regime
            .conditions
            .lever_of(nationality, state, Lever::DetentionShare);
        if unit(luck.detained) < share {
            let lost = self.regime.numbers.trust.detention;
            who.record.move_trust(-lost as f32);
            let days =
                self.regime.conditions.lever(state, Lever::DetentionDays) * exponential(luck.days);
            who.party.activity = Activity::Detained;
            self.set_standing(who, Standing::Detained);
            self.note_right(who, state, Right::Detained);
            return Next::At(time + days as f32);
        }
        self.deal_with(who, arc, time)
    }

    pub fn leave_detention(&mut self, who: &mut ActiveParty, since: f32, time: f32) -> Next {
        let arc = who.party.arc();
        let place = self.regime.network.arc(arc).to;
        let delay = self.pass_time(who, place, time - since, StayReason::Detained);
        if who.party.size == 0 {
            return self.end(who);
        }
        // What follows is a hop of its own: it must not meet the draws of the stay again.
        who.party.hop = who.party.hop.wrapping_add(1);
        self.set_standing(who, Standing::Travelling);
        self.deal_with(who, arc, time + delay)
    }

    /// Pushback, screening, removal, or release.
    fn deal_with(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        let (from, state) = (
            self.regime.network.arc(arc).from,
            self.regime.network.arc(arc).control,
        );
        let need = self.need_of(who).is_some();
        let lever = |which| self.regime.conditions.lever(state, which);
        let procedure = Procedure {
            pushback: if self.regime.network.arc(arc).leaves_state {
                let nationality = who.party.nationality();
                self.regime
                    .conditions
                    .lever_of(nationality, state, Lever::Pushback)
            } else {
                0.0
            },
            screening: lever(Lever::ScreeningBeforeRemoval),
            found: self.regime.numbers.identified_at_screening * lever(Lever::AgdIdentification),
            guard: lever(Lever::RefoulementGuard),
            remedy: self.regime.states[state.index()].remedies,
        };
        let party = &who.party;
        let luck = Screening::of(&self.draws, party.entity, party.hop);
        who.party.put(flag::INTERCEPTED, false);
        match enforce::outcome(need, &procedure, &luck) {
            Outcome::PushedBack => {
                self.note_right(who, state, Right::PushedBack);
                if need {
                    self.note_right(who, state, Right::Refoulement);
                }
                self.set_down(who, from, time)
            }
            Outcome::Removal { assessed } => {
                if assessed {
                    self.note_stage(who, state, ProtectionStage::Identified, mark::IDENTIFIED);
                }
                if self.can_remove(who, state) {
                    self.removal_credit -= f64::from(who.party.size);
                    self.note_right(who, state, Right::Removed);
                    if need {
                        self.note_right(who, state, Right::Refoulement);
                        self.chain(who);
                    }
                    self.come_home(who, Standing::Removed, time)
                } else if let Some(next) = self.turn_round(who, arc, state, time) {
                    next
                } else {
                    self.release(who, arc, time)
                }
            }
            Outcome::Released { assessed } => {
                if assessed {
                    self.note_stage(who, state, ProtectionStage::Identified, mark::IDENTIFIED);
                }
                self.release(who, arc, time)
            }
        }
    }

    /// Removed to a state that is not theirs, people in need may be removed again by it.
    fn chain(&mut self, who: &ActiveParty) {
        let residence = self.state_of(self.residence(who));
        let party = &who.party;
        if self.home_states[party.nationality().index()] == Some(residence) {
            return;
        }
        let luck = Chain::of(&self.draws, party.entity, party.hop).removed;
        let guarded = self
            .regime
            .conditions
            .lever(residence, Lever::RefoulementGuard);
        if unit(luck) < self.regime.numbers.chain_share * (1.0 - guarded) {
            self.note_right(who, residence, Right::ChainRefoulement);
        }
    }

    /// The first need of any member of a party.
    pub fn need_of(&self, who: &ActiveParty) -> Need {
        self.people[who.party.members()]
            .iter()
            .map(|person| person.need)
            .find(|need| need.is_some())
            .unwrap_or(Need::None)
    }

    /// A state removes only people who live outside it. If it does so by forced links it needs one
    /// that is open to them; the others remove over land. All share one daily capacity.
    fn can_remove(&self, who: &ActiveParty, state: StateId) -> bool {
        if self.removal_credit <= 0.0 || self.state_of(self.residence(who)) == state {
            return false;
        }
        let nationality = who.party.nationality();
        !self.regime.forced[state.index()].removes_by_link
            || self.regime.forced[state.index()]
                .abroad(nationality)
                .is_some()
    }

    /// A party that a state would remove and cannot is moved away, or sent back to where it entered the
    /// state; none if it is let go. Whoever is sent out of the state is pushed back.
    fn turn_round(
        &mut self,
        who: &mut ActiveParty,
        arc: ArcId,
        state: StateId,
        time: f32,
    ) -> Option<Next> {
        let party = &who.party;
        let luck = SentBack::of(&self.draws, party.entity, party.hop);
        let link = self.regime.forced[state.index()].inside(party.nationality());
        if let (Some(link), Some(place)) = (link, self.bused(who, state, luck.bused)) {
            let days = self.regime.links[link.index()].usual[usize::from(self.today.rainy)];
            return Some(self.set_down(who, place, time + days));
        }
        if unit(luck.turned) < self.regime.numbers.turned_round {
            let numbers = &self.regime.numbers;
            let days = (numbers.stopped_days * exponential(luck.days)) as f32;
            let lost = numbers.stopped_usd as f32 * f32::from(who.party.size);
            self.charge(who, lost, Payment::Fare);
            // Whoever was stopped on the way into the state is sent back out of it.
            let info = self.regime.network.arc(arc);
            let place = if info.leaves_state {
                self.note_right(who, state, Right::PushedBack);
                if self.need_of(who).is_some() {
                    self.note_right(who, state, Right::Refoulement);
                }
                info.from
            } else {
                who.record.entered
            };
            return Some(self.set_down(who, place, time + days));
        }
        None
    }

    /// Lets a party go on from where it is.
    fn release(&mut self, who: &mut ActiveParty, arc: ArcId, time: f32) -> Next {
        if who.party.stages == 0 {
            return self.arrive(who, arc, time);
        }
        // Intercepted in the middle of a link: people go on along what is left of it.
        who.party.activity = Activity::OnLink;
        who.party.hop = who.party.hop.wrapping_add(1);
        self.begin_stage(who, time)
    }

    /// Puts a party down at a place, where it decides again.
    fn set_down(&mut self, who: &mut ActiveParty, place: LocationId, time: f32) -> Next {
        let time = time + self.expelled(who, place);
        if who.party.size == 0 {
            return self.end(who);
        }
        let party = &mut who.party;
        party.at = place.0;
        party.received_in = 0;
        party.put(
            flag::CROSSING | flag::GUIDED | flag::ABANDONED | flag::INFORMED | flag::CLAIMED,
            false,
        );
        party.activity = Activity::Deciding;
        if self.state_of(place) != self.state_of(who.record.entered) {
            who.record.entered = place;
            self.cross_border(who);
        }
        self.set_standing(who, Standing::Travelling);
        Next::At(time)
    }
}
