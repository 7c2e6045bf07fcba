//! `harms.csv` and `abandonment.csv`. Outcomes are of being left behind other than by a contract.

use super::RunFiles;
use crate::observe::Abandonment;
use crate::observe::tally::{AT_PLACE, KINDS, SERIOUS, Tally};
use crate::output::OutputError;
use crate::output::table::Cell::{Empty, Number, Text};
use crate::output::table::Table;
use crate::world::World;
use crate::world::vocabulary::Harm;

impl RunFiles<'_> {
    pub(super) fn write_harms(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        for (month, month_name) in self.months.iter().enumerate() {
            let departures = tally.departures.sum([Some(month), None, None, None]) as f64 / scale;
            for place in 0..=self.world.classes.len() {
                let days = tally.person_days.get([month, place]) / scale;
                for kind in 0..KINDS {
                    let (name, cause) = kind_and_cause(kind);
                    self.harms.row(&[
                        Text(month_name),
                        Text(place_name(self.world, place)),
                        Text(name),
                        Text(cause),
                        Text("all"),
                        Text("all"),
                        Number(tally.harm_persons.get([month, place, kind]) as f64 / scale),
                        Number(tally.harm_events.get([month, place, kind]) as f64 / scale),
                        Number(days),
                        Number(departures),
                    ])?;
                }
            }
        }
        for group in &self.groups {
            let at = |kind| [group.nationality, group.gender, group.age, Some(kind)];
            let who = [group.nationality, group.gender, group.age];
            let days = tally.group_person_days.sum(who) / scale;
            let departures = tally.departures.sum([None, who[0], who[1], who[2]]) as f64 / scale;
            for kind in 0..KINDS {
                let (name, cause) = kind_and_cause(kind);
                self.harms.row(&[
                    Text("all"),
                    Text("all"),
                    Text(name),
                    Text(cause),
                    Text(group.dimension),
                    Text(&group.name),
                    Number(tally.group_harm_persons.sum(at(kind)) as f64 / scale),
                    Number(tally.group_harm_events.sum(at(kind)) as f64 / scale),
                    Number(days),
                    Number(departures),
                ])?;
            }
        }
        Ok(())
    }

    pub(super) fn write_abandonment(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        for (month, month_name) in self.months.iter().enumerate() {
            for place in 0..=self.world.classes.len() {
                let name = place_name(self.world, place);
                let counts = AbandonmentCounts {
                    left: Abandonment::ALL
                        .map(|kind| tally.abandoned.get([month, place, kind as usize])),
                    stops: tally.exhausted.get([month, place]),
                    ends: [0, 1, 2].map(|end| tally.abandonment_ended.get([month, place, end])),
                };
                counts.write(
                    &mut self.abandonment,
                    [month_name, name, "all", "all"],
                    scale,
                )?;
            }
        }
        for group in &self.groups {
            let who = [group.nationality, group.gender, group.age];
            let at = |last: usize| [who[0], who[1], who[2], Some(last)];
            let counts = AbandonmentCounts {
                left: Abandonment::ALL.map(|kind| tally.group_abandoned.sum(at(kind as usize))),
                stops: tally.group_exhausted.sum(who),
                ends: [0, 1, 2].map(|end| tally.group_abandonment_ended.sum(at(end))),
            };
            counts.write(
                &mut self.abandonment,
                ["all", "all", group.dimension, &group.name],
                scale,
            )?;
        }
        Ok(())
    }
}

struct AbandonmentCounts {
    left: [u64; 4],
    stops: u64,
    ends: [u64; 3],
}

impl AbandonmentCounts {
    /// One row for each kind, one for exhaustion stops, one for outcomes. The four kinds are never
    /// added up.
    fn write(&self, table: &mut Table, lead: [&str; 4], scale: f64) -> Result<(), OutputError> {
        let [month, place, dimension, group] = lead;
        let real = |people: u64| Number(people as f64 / scale);
        let mut row = |kind, persons, ends: [crate::output::table::Cell<'_>; 3]| {
            let [rejoined, rescued, died] = ends;
            table.row(&[
                Text(month),
                Text(place),
                Text(kind),
                Text(dimension),
                Text(group),
                persons,
                rejoined,
                rescued,
                died,
            ])
        };
        for (kind, people) in Abandonment::ALL.into_iter().zip(self.left) {
            row(kind.name(), real(people), [Empty; 3])?;
        }
        row("exhaustion_stop", real(self.stops), [Empty; 3])?;
        row("outcome", Empty, self.ends.map(real))
    }
}

fn kind_and_cause(kind: usize) -> (&'static str, &'static str) {
    match Harm::ALL.get(kind) {
        Some(harm) => harm.kind_and_cause(),
        None if kind == SERIOUS => ("any_serious", ""),
        None => ("any_abuse", ""),
    }
}

pub(super) fn place_name(world: &World, place: usize) -> &str {
    if place == AT_PLACE {
        "at_place"
    } else {
        &world.classes[place - 1].id
    }
}
