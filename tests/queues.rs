//! Queues of finite capacity, in the whole model: a turn that cannot be used goes to the next.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod support;

use corredor::engine::event::{Event, Moment, Observer, StayReason, Who};
use corredor::engine::market::Market;
use corredor::engine::queue::Queue;
use corredor::engine::{Mechanism, RunSpec, Without, simulate};
use corredor::ids::{ArcId, LocationId};

/// What happens at one link with a capacity, week by week.
struct Quay {
    boat: ArcId,
    port: LocationId,
    capacity: usize,
    /// People who set out on the link, and who stood in its queue for some days, so far.
    set_out: f64,
    stood: f64,
    /// Of each week: people who set out before it, and as the queue has it, served and waiting.
    weeks: Vec<[f64; 3]>,
}

impl Observer for Quay {
    fn event(&mut self, _: Moment, who: Who, event: Event) {
        match event {
            Event::Stage { arc, .. } => {
                let people = who.people;
                if arc == self.boat {
                    self.set_out += people.len() as f64;
                }
            }
            Event::Stay { place, why, .. } => {
                let people = who.people;
                if place == self.port && why == StayReason::Queue {
                    self.stood += people.len() as f64;
                }
            }
            _ => {}
        }
    }

    fn week_began(&mut self, _: Moment, _: &Market, queues: &[Queue], _: &[Option<Queue>]) {
        let queue = &queues[self.capacity];
        self.weeks
            .push([self.set_out, queue.served(), queue.length()]);
    }
}

#[test]
fn a_party_that_cannot_pay_at_its_turn_leaves_its_place_to_the_next() {
    /// People a day whom the boats take.
    const SEATS: f64 = 4.0;
    let mut files = support::small_files();
    let seats = String::from_utf8(files["capacities.csv"].clone()).unwrap();
    let fewer = seats.replace("boats,15,7.5,22.5,", "boats,4,4,4,");
    assert!(fewer != seats);
    files.insert("capacities.csv".to_owned(), fewer.into_bytes());
    // Nobody tires of waiting, so that a queue is left in no other way than at its turn.
    support::set_parameter(&mut files, "choice.queue_patience", 1e6);
    let world = support::world_of(&files);
    let link = world.link("ROS-STA-sea").unwrap();
    let mut quay = Quay {
        boat: ArcId::forward(link),
        port: world.links[link.index()].from,
        capacity: world.links[link.index()].capacity.unwrap().index(),
        set_out: 0.0,
        stood: 0.0,
        weeks: Vec::new(),
    };
    // Waiting costs the money for the fare, and nobody lends it.
    let spec = RunSpec {
        without: Without::NONE.and(Mechanism::Credit),
        ..support::spec(&world, 1.0)
    };
    simulate(&world, &support::reference(&world), &spec, 0, &mut quay).unwrap();
    let last = quay.weeks.last().unwrap();
    let lost = quay.stood - last[1];
    assert!(lost > 100.0, "hardly anybody loses a turn: {lost}");
    for [set_out, served, _] in &quay.weeks {
        assert!(
            (set_out - served).abs() < 0.5,
            "{served} served, {set_out} go"
        );
    }
    // While people wait, the boats are full but for the odd seats that a party leaves or overdraws.
    let mut full = 0;
    for pair in quay.weeks.windows(2) {
        let [before, after] = [pair[0], pair[1]];
        if before[2] > 100.0 && after[2] > 100.0 {
            let seats = 7.0 * SEATS;
            assert!((after[1] - before[1] - seats).abs() <= 8.0, "{pair:?}");
            full += 1;
        }
    }
    assert!(full > 20, "{full} weeks with a queue");
}
