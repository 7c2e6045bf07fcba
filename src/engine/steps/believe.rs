//! What people see and hear before they choose: waits, crowds, prices, beliefs, word of closures.

use crate::engine::event::Observer;
use crate::engine::information::WEEK;
use crate::engine::queue::Queue;
use crate::engine::state::Sim;
use crate::world::vocabulary::Parameter;

/// A change of the expected wait that matters: in days, and relative to the wait.
const WAIT_CHANGE: (f32, f32) = (1.0, 0.25);

impl<O: Observer> Sim<'_, O> {
    fn queue_days(&self, link: usize) -> f32 {
        self.world.links[link].capacity.map_or(0.0, |capacity| {
            self.queues[capacity.index()].expected_days()
        })
    }

    /// What people see before they choose: queues, how many others go where, what is believed and sold. In
    /// between nothing of it changes, so that choices solved anew without news are as they were.
    pub fn look_around(&mut self, rainy: bool) {
        self.situation.rainy = rainy;
        self.situation.crowd.clone_from(&self.crowd);
        self.situation.pools = self.information.pools().to_vec();
        self.situation.market.clone_from(&self.market);
        for link in 0..self.world.links.len() {
            self.situation.queue_days[link] = self.queue_days(link);
        }
        for (state, queue) in self.claims.iter().enumerate() {
            self.situation.claim_days[state] = queue.as_ref().map_or(0.0, Queue::expected_days);
        }
    }

    /// How many take each arc a day, by the weeks that have passed.
    pub fn count_crowd(&mut self) {
        let newest = self.regime.numbers.crowd_newest;
        let per_day = 1.0 / (WEEK as f64 * self.scale);
        for (seen, week) in self.crowd.iter_mut().zip(&mut self.week) {
            let now = f64::from(std::mem::take(week)) * per_day;
            *seen += (newest * (now - f64::from(*seen))) as f32;
        }
    }

    /// Word of closures comes with the lag of reports; says whether people now reckon with another chance
    /// of being stopped that matters.
    pub fn hear_of_closures(&mut self) -> bool {
        /// Chance by which it does.
        const MATTERS: f32 = 0.01;
        let lag = self
            .regime
            .conditions
            .parameter(self.world, Parameter::LagExperienced);
        let part = -libm::expm1(-(WEEK as f64) / lag.max(f64::MIN_POSITIVE)) as f32;
        let now = self.regime.conditions.closures();
        for (told, &closed) in self.closures_told.iter_mut().zip(now) {
            *told += part * (closed - *told);
        }
        let known = self.situation.closures.iter().zip(&self.closures_told);
        let news = known.into_iter().any(|(a, b)| (a - b).abs() > MATTERS);
        if news {
            self.situation.closures.clone_from(&self.closures_told);
        }
        news
    }

    pub fn waits_changed(&self) -> bool {
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
}
