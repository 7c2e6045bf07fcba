//! Queues of finite daily capacity, first come first served: boats, buses, stations, pathways and
//! asylum offices.

use std::collections::VecDeque;

use super::calendar_queue::Entry;

/// Capacity, in people, that a queue of fewer simulated people keeps for days to come: a party
/// stands for many that came one by one, and must not wait where they would not.
const KEPT: f64 = 15.0;

/// Most capacity, in simulated people, that a day can have where `per_day` people a day could be
/// served of whom one in `1 / scale` is simulated.
pub(super) fn most_kept(per_day: f64, scale: f64) -> f64 {
    (per_day * scale).max(1.0).max(per_day.min(KEPT))
}

/// A queue of parties. An entry whose hop has passed is void: its party left the queue.
#[derive(Clone, Debug)]
pub struct Queue {
    waiting: VecDeque<(Entry, u8)>,
    people: i64,
    backlog: f64,
    credit: f64,
    per_day: f64,
    /// What it served a day when last it served anybody, and the days since.
    usual: f64,
    stopped: f64,
    most: f64,
    arrived: u64,
    served: f64,
}

impl Queue {
    /// An empty queue that serves `per_day` people a day, behind `backlog` people who are not
    /// simulated.
    pub fn new(per_day: f64, backlog: f64) -> Self {
        Self {
            waiting: VecDeque::new(),
            people: 0,
            backlog,
            credit: 0.0,
            per_day,
            usual: per_day,
            stopped: 0.0,
            most: per_day.max(1.0),
            arrived: 0,
            served: 0.0,
        }
    }

    /// The queue where one simulated person stands for `1 / scale`: so many fewer are served and
    /// wait.
    pub fn scaled(per_day: f64, backlog: f64, scale: f64) -> Self {
        Self {
            most: most_kept(per_day, scale),
            ..Self::new(per_day * scale, backlog * scale)
        }
    }

    /// From now on `per_day` people a day are served where one in `1 / scale` is simulated.
    pub fn set_rate(&mut self, per_day: f64, scale: f64) {
        self.per_day = per_day * scale;
        if per_day > 0.0 {
            self.usual = self.per_day;
            self.stopped = 0.0;
        }
        self.most = if per_day > 0.0 {
            most_kept(per_day, scale)
        } else {
            0.0
        };
    }

    /// Starts a day: capacity that was not used yesterday is lost, but for what less than one
    /// person a day needs to add up; capacity overdrawn by the last party served is owed.
    pub fn start_day(&mut self) {
        if self.per_day <= 0.0 {
            self.stopped += 1.0;
        }
        self.credit = (self.credit + self.per_day).min(self.most);
        let cleared = self.backlog.min(self.credit.max(0.0));
        self.backlog -= cleared;
        self.credit -= cleared;
        self.served += cleared;
    }

    /// Whether somebody could be served right now without overtaking anybody.
    pub fn is_free(&self) -> bool {
        self.people == 0 && self.backlog <= 0.0 && self.credit > 0.0
    }

    /// Uses capacity for `size` people.
    pub fn serve(&mut self, size: u8) {
        self.credit -= f64::from(size);
        self.served += f64::from(size);
    }

    /// A party of `size` people finds the queue free and passes.
    pub fn pass(&mut self, size: u8) {
        self.arrived += u64::from(size);
        self.serve(size);
    }

    /// A party joins.
    pub fn join(&mut self, entry: Entry, size: u8) {
        self.waiting.push_back((entry, size));
        self.people += i64::from(size);
        self.arrived += u64::from(size);
    }

    /// People leave the queue before being served.
    pub fn leave(&mut self, size: u8) {
        self.people -= i64::from(size);
    }

    /// The next party to be served today, if capacity is left. The caller checks whether the entry
    /// is void and says so by [`Queue::serve`] or by calling again.
    pub fn serve_next(&mut self) -> Option<Entry> {
        if self.credit > 0.0 {
            self.waiting.pop_front().map(|(entry, _)| entry)
        } else {
            None
        }
    }

    /// Days that a party joining now can expect to wait. A queue that has stopped is expected to stand for
    /// as long again as it has, and then to serve as before.
    pub fn expected_days(&self) -> f32 {
        let ahead = self.length().max(0.0);
        if self.usual <= 0.0 {
            f32::MAX
        } else {
            (self.stopped + ahead / self.usual) as f32
        }
    }

    /// People waiting.
    #[cfg(test)]
    pub fn people(&self) -> i64 {
        self.people
    }

    /// Simulated people waiting, and those ahead of them who are not simulated, at the same scale.
    pub fn length(&self) -> f64 {
        self.people as f64 + self.backlog
    }

    /// Simulated people who have come so far.
    pub fn arrived(&self) -> u64 {
        self.arrived
    }

    /// People served so far, at the scale of the simulation, those who are not simulated included.
    pub fn served(&self) -> f64 {
        self.served
    }

    /// People served a day, at the scale of the simulation.
    pub fn per_day(&self) -> f64 {
        self.per_day
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.waiting.capacity() * size_of::<(Entry, u8)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::named::{Block, Spacing};
    use crate::rng::{Draws, exponential};

    fn entry(party: u32) -> Entry {
        Entry {
            party,
            hop: 0,
            turn: 0,
        }
    }

    #[test]
    fn at_full_scale_what_a_day_leaves_unused_is_lost_and_below_it_a_party_finds_room() {
        for per_day in [0.2, 1.0, 12.0, 300.0] {
            assert!((most_kept(per_day, 1.0) - per_day.max(1.0)).abs() < 1e-12);
        }
        let mut queue = Queue::scaled(40.0, 0.0, 0.1);
        for _ in 0..4 {
            queue.start_day();
        }
        queue.serve(6);
        assert!(
            queue.is_free(),
            "60 of 160 people in four days do not queue"
        );
        queue.serve(10);
        assert!(!queue.is_free());
    }

    #[test]
    fn capacity_is_kept_on_average_whatever_the_size_of_parties() {
        let mut queue = Queue::new(10.0, 0.0);
        for party in 0..400 {
            queue.join(entry(party), 3);
        }
        let mut served = 0;
        for _ in 0..60 {
            queue.start_day();
            while queue.serve_next().is_some() {
                queue.serve(3);
                queue.leave(3);
                served += 3;
            }
        }
        assert!((served - 600i32).abs() <= 3, "{served}");
    }

    #[test]
    fn a_tiny_capacity_adds_up() {
        let mut queue = Queue::new(0.05, 0.0);
        for party in 0..100 {
            queue.join(entry(party), 1);
        }
        let mut served = 0;
        for _ in 0..400 {
            queue.start_day();
            while queue.serve_next().is_some() {
                queue.serve(1);
                queue.leave(1);
                served += 1;
            }
        }
        assert!((19..=21).contains(&served), "{served}");
    }

    #[test]
    fn those_already_pending_come_first() {
        let mut queue = Queue::new(5.0, 20.0);
        queue.join(entry(1), 1);
        for _ in 0..4 {
            queue.start_day();
            assert!(queue.serve_next().is_none());
        }
        queue.start_day();
        assert!(queue.serve_next().is_some());
    }

    /// One server, one person a day, Poisson arrivals at 0.5 a day: the discrete-time limit of the
    /// mean number waiting at the start of service is rho^2 / (2 (1 - rho)) = 0.25 a day.
    #[test]
    fn the_mean_queue_meets_the_analytic_value() {
        let draws = Draws::new(12, 0);
        let mut queue = Queue::new(1.0, 0.0);
        let (mut clock, mut arrival, mut total) = (0.0, 0u64, 0i64);
        let days = 200_000;
        for day in 0..days {
            queue.start_day();
            if queue.serve_next().is_some() {
                queue.serve(1);
                queue.leave(1);
            }
            total += queue.people();
            while clock < f64::from(day + 1) {
                if clock >= f64::from(day) {
                    queue.join(entry(0), 1);
                }
                arrival += 1;
                clock += 2.0 * exponential(Spacing::once(&draws, arrival).spacing);
            }
        }
        let mean = total as f64 / f64::from(days);
        assert!((mean - 0.25).abs() < 0.02, "{mean}");
    }
}
