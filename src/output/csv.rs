//! The files that hold every replication.
//!
//! People and person-days are at real scale: simulated ones times `1 / scale`. Rows by month are for
//! everyone; one more set of rows, with month `all`, is for each group. What the model does not tell
//! is left empty: crossings as a counter would have seen them (`observed_crossings`), and by which
//! kind of abandonment an outcome came about (outcomes stand in rows of kind `outcome`).

use std::path::Path;

use jiff::civil::Date;

use super::OutputError;
use super::table::Cell::{Empty, Maybe, Number, Text};
use super::table::{Table, Written};
use crate::observe::tally::{AT_PLACE, DEPARTED, KINDS, LinkCount, RE_DEPARTED, SERIOUS};
use crate::observe::{
    Abandonment, Age, Gender, Group, Histogram, Need, ProtectionStage, Right, Standing, Stay, Tally,
};
use crate::study::{Finished, RunSpec};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::vocabulary::Harm;

/// Version of the columns, in every file of replications.
pub const SCHEMA: &str = "1";

/// Columns of `runs.csv`.
pub const RUNS: &str = "schema_version,scenario_id,run_id,seed,start,end,scale,decision_rule,\
    param_draw_id,code_version,config_sha256,persons,ledger_ok";
/// Columns of `flows_monthly.csv`.
pub const FLOWS: &str = "schema_version,scenario_id,run_id,seed,month,link_class,direction,\
    nationality,age_band,gender,true_crossings,observed_crossings,mean_days,mean_price_usd";
/// Columns of `harms.csv`.
pub const HARMS: &str = "schema_version,scenario_id,run_id,seed,month,link_class,kind,cause,\
    group_dim,group,persons,events,person_days,departures";
/// Columns of `abandonment.csv`.
pub const ABANDONMENT: &str = "schema_version,scenario_id,run_id,seed,month,link_class,kind,\
    group_dim,group,persons,rejoined,rescued,died,harmed,unresolved";
/// Columns of `protection.csv`.
pub const PROTECTION: &str = "schema_version,scenario_id,run_id,seed,month,state,instrument,stage,\
    group_dim,group,entered,left_next,withdrawn,median_wait_days,p90_wait_days";
/// Columns of `rights.csv`.
pub const RIGHTS: &str = "schema_version,scenario_id,run_id,seed,month,state,kind,group_dim,group,\
    persons,person_days";
/// Columns of `stocks.csv`.
pub const STOCKS: &str = "schema_version,scenario_id,run_id,seed,date,nationality,initial,departed,\
    re_departed,travelling,waiting,stranded,detained,settled_regular,settled_irregular,protected,\
    destination,returned,removed,dead,missing";
/// Columns of `links_monthly.csv`.
pub const LINKS: &str = "schema_version,scenario_id,run_id,seed,month,link_id,direction,passages,\
    persons_harmed,deaths,mean_days,mean_price_usd";

/// How the only decision rule there is so far is named.
pub const DECISION_RULE: &str = "recursive_logit";

/// The columns of a list as this module writes it.
pub fn columns(list: &str) -> Vec<&str> {
    list.split(',').collect()
}

/// What identifies the replications of one policy in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Corridor and policy.
    pub id: String,
    /// Hash of everything that the results depend on.
    pub config_sha256: String,
}

/// The files of replications, written as these end.
#[derive(Debug)]
pub struct RunFiles<'a> {
    world: &'a World,
    spec: &'a RunSpec,
    scenarios: &'a [Scenario],
    code_version: String,
    months: Vec<String>,
    month_ends: Vec<Date>,
    groups: Vec<Group>,
    runs: Table,
    flows: Table,
    harms: Table,
    abandonment: Table,
    protection: Table,
    rights: Table,
    stocks: Table,
    links: Table,
}

impl<'a> RunFiles<'a> {
    /// Opens every file in a folder, for one scenario per policy.
    ///
    /// # Errors
    /// [`OutputError`] if a file cannot be written.
    pub fn create(
        folder: &Path,
        world: &'a World,
        spec: &'a RunSpec,
        scenarios: &'a [Scenario],
        code_version: String,
    ) -> Result<Self, OutputError> {
        let open = |name, list| Table::create(folder, name, &columns(list));
        let months = Calendar::new(spec.from, spec.to).months().to_vec();
        Ok(Self {
            world,
            spec,
            scenarios,
            code_version,
            months: months.iter().map(|month| month.strftime("%Y-%m").to_string()).collect(),
            month_ends: months.iter().map(|month| month.last_of_month().min(spec.to)).collect(),
            groups: Group::list(world),
            runs: open("runs.csv", RUNS)?,
            flows: open("flows_monthly.csv", FLOWS)?,
            harms: open("harms.csv", HARMS)?,
            abandonment: open("abandonment.csv", ABANDONMENT)?,
            protection: open("protection.csv", PROTECTION)?,
            rights: open("rights.csv", RIGHTS)?,
            stocks: open("stocks.csv", STOCKS)?,
            links: open("links_monthly.csv", LINKS)?,
        })
    }

    /// Writes a replication.
    ///
    /// # Errors
    /// [`OutputError`] if a file cannot be written.
    pub fn write(&mut self, finished: &Finished) -> Result<(), OutputError> {
        let scenario = &self.scenarios[finished.policy];
        let lead = [
            SCHEMA.to_owned(),
            scenario.id.clone(),
            finished.replication.to_string(),
            self.spec.seed.to_string(),
        ];
        for table in [
            &mut self.runs,
            &mut self.flows,
            &mut self.harms,
            &mut self.abandonment,
            &mut self.protection,
            &mut self.rights,
            &mut self.stocks,
            &mut self.links,
        ] {
            table.lead(&lead);
        }
        self.write_run(finished)?;
        self.write_flows(&finished.tally)?;
        self.write_harms(&finished.tally)?;
        self.write_abandonment(&finished.tally)?;
        self.write_protection(&finished.tally)?;
        self.write_rights(&finished.tally)?;
        self.write_stocks(&finished.tally)?;
        self.write_links(&finished.tally)
    }

    /// Gives every file its name.
    ///
    /// # Errors
    /// [`OutputError`] if a file cannot be written.
    pub fn finish(self) -> Result<Vec<Written>, OutputError> {
        [
            self.runs,
            self.flows,
            self.harms,
            self.abandonment,
            self.protection,
            self.rights,
            self.stocks,
            self.links,
        ]
        .into_iter()
        .map(Table::finish)
        .collect()
    }

    fn real(&self, people: u64) -> f64 {
        people as f64 / self.spec.scale
    }

    fn write_run(&mut self, finished: &Finished) -> Result<(), OutputError> {
        let draw =
            if self.spec.fixed_parameters { "fixed".to_owned() } else { finished.replication.to_string() };
        let persons = self.real(finished.tally.departures.total());
        self.runs.row(&[
            Text(&self.spec.from.to_string()),
            Text(&self.spec.to.to_string()),
            Number(self.spec.scale),
            Text(DECISION_RULE),
            Text(&draw),
            Text(&self.code_version),
            Text(&self.scenarios[finished.policy].config_sha256),
            Number(persons),
            // A replication whose ledger does not close is an error, never a row.
            Text("true"),
        ])
    }

    fn write_flows(&mut self, tally: &Tally) -> Result<(), OutputError> {
        for (month, month_name) in self.months.iter().enumerate() {
            for (class, link_class) in self.world.classes.iter().enumerate().filter(|(_, it)| it.crossing) {
                for (nationality, people) in self.world.nationalities.iter().enumerate() {
                    for age in Age::ALL {
                        for gender in Gender::ALL {
                            let at = [month, class, nationality, gender as usize, age as usize];
                            let crossings = tally.crossings.get(at);
                            let mean = |sum: f64| (crossings > 0).then(|| sum / crossings as f64);
                            self.flows.row(&[
                                Text(month_name),
                                Text(&link_class.id),
                                Text("onward"),
                                Text(&people.code),
                                Text(age.name()),
                                Text(gender.name()),
                                Number(crossings as f64 / self.spec.scale),
                                Empty,
                                Maybe(mean(tally.crossing_days.get(at))),
                                Maybe(mean(tally.crossing_usd.get(at))),
                            ])?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn write_harms(&mut self, tally: &Tally) -> Result<(), OutputError> {
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

    fn write_abandonment(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        for (month, month_name) in self.months.iter().enumerate() {
            for place in 0..=self.world.classes.len() {
                let name = place_name(self.world, place);
                let counts = AbandonmentCounts {
                    left: Abandonment::ALL.map(|kind| tally.abandoned.get([month, place, kind as usize])),
                    stops: tally.exhausted.get([month, place]),
                    ends: [0, 1, 2].map(|end| tally.abandonment_ended.get([month, place, end])),
                };
                counts.write(&mut self.abandonment, [month_name, name, "all", "all"], scale)?;
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
            counts.write(&mut self.abandonment, ["all", "all", group.dimension, &group.name], scale)?;
        }
        Ok(())
    }

    fn write_protection(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        let everyone = ["all", "all"];
        for (state, state_row) in self.world.states.iter().enumerate() {
            for (month, month_name) in self.months.iter().enumerate() {
                let reached = |stage: ProtectionStage| {
                    tally.protection_first.sum([Some(month), Some(state), None, Some(stage as usize)])
                };
                let lead = [month_name, &state_row.code, "all", everyone[0], everyone[1]];
                write_funnel(&mut self.protection, lead, scale, reached, None)?;
            }
            for need in Need::ALL.into_iter().filter(|&need| need != Need::None) {
                let reached = |stage: ProtectionStage| {
                    tally.protection_first.sum([None, Some(state), Some(need as usize), Some(stage as usize)])
                };
                let lead = ["all", &state_row.code, need.name(), everyone[0], everyone[1]];
                write_funnel(&mut self.protection, lead, scale, reached, None)?;
            }
            let reached = |stage: ProtectionStage| {
                tally.protection_first.sum([None, Some(state), None, Some(stage as usize)])
            };
            let lead = ["all", &state_row.code, "all", everyone[0], everyone[1]];
            write_funnel(&mut self.protection, lead, scale, reached, Some(&tally.decision_waits[state]))?;
        }
        for group in &self.groups {
            let reached = |stage: ProtectionStage| {
                tally.group_protection_first.sum([
                    group.nationality,
                    group.gender,
                    group.age,
                    Some(stage as usize),
                ])
            };
            let lead = ["all", "all", "all", group.dimension, &group.name];
            write_funnel(&mut self.protection, lead, scale, reached, None)?;
        }
        Ok(())
    }

    fn write_rights(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        let days = |kind: Right, days: f64| (kind == Right::Detained).then_some(days / scale);
        for (month, month_name) in self.months.iter().enumerate() {
            for (state, state_row) in self.world.states.iter().enumerate() {
                let detained = tally.stays.get([month, state, Stay::Detained as usize]);
                for kind in Right::ALL {
                    self.rights.row(&[
                        Text(month_name),
                        Text(&state_row.code),
                        Text(kind.name()),
                        Text("all"),
                        Text("all"),
                        Number(tally.rights.get([month, state, kind as usize]) as f64 / scale),
                        Maybe(days(kind, detained)),
                    ])?;
                }
            }
        }
        for group in &self.groups {
            let at = |last: usize| [group.nationality, group.gender, group.age, Some(last)];
            let detained = tally.group_stays.sum(at(Stay::Detained as usize));
            for kind in Right::ALL {
                self.rights.row(&[
                    Text("all"),
                    Text("all"),
                    Text(kind.name()),
                    Text(group.dimension),
                    Text(&group.name),
                    Number(tally.group_rights.sum(at(kind as usize)) as f64 / scale),
                    Maybe(days(kind, detained)),
                ])?;
            }
        }
        Ok(())
    }

    fn write_stocks(&mut self, tally: &Tally) -> Result<(), OutputError> {
        for (month, date) in self.month_ends.iter().enumerate() {
            let date = date.to_string();
            for (nationality, people) in self.world.nationalities.iter().enumerate() {
                let stock = |what: usize| {
                    Number(tally.stocks.get([month, nationality, what]) as f64 / self.spec.scale)
                };
                let mut cells = vec![Text(&date), Text(&people.code), Number(0.0)];
                cells.extend([stock(DEPARTED), stock(RE_DEPARTED)]);
                cells.extend(Standing::ALL.map(|standing| stock(standing as usize)));
                self.stocks.row(&cells)?;
            }
        }
        Ok(())
    }

    fn write_links(&mut self, tally: &Tally) -> Result<(), OutputError> {
        let scale = self.spec.scale;
        for (month, month_name) in self.months.iter().enumerate() {
            for arc in 0..self.world.arcs() {
                let count = |what: LinkCount| tally.links.get([month, arc, what as usize]) as f64;
                let passages = count(LinkCount::Passages);
                let mean = |sum: f64| (passages > 0.0).then(|| sum / passages);
                self.links.row(&[
                    Text(month_name),
                    Text(&self.world.links[arc / 2].id),
                    Text(if arc % 2 == 0 { "stated" } else { "reverse" }),
                    Number(passages / scale),
                    Number(count(LinkCount::Harmed) / scale),
                    Number(count(LinkCount::Deaths) / scale),
                    Maybe(mean(tally.link_days.get([month, arc]))),
                    Maybe(mean(tally.link_usd.get([month, arc]))),
                ])?;
            }
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
                Empty,
                Empty,
            ])
        };
        for (kind, people) in Abandonment::ALL.into_iter().zip(self.left) {
            row(kind.name(), real(people), [Empty; 3])?;
        }
        row("exhaustion_stop", real(self.stops), [Empty; 3])?;
        row("outcome", Empty, self.ends.map(real))
    }
}

/// The stage that people who got through a stage come to next.
fn next(stage: ProtectionStage) -> Option<ProtectionStage> {
    match stage {
        ProtectionStage::InNeed => Some(ProtectionStage::Informed),
        ProtectionStage::Informed => Some(ProtectionStage::Identified),
        ProtectionStage::Identified => Some(ProtectionStage::Registered),
        ProtectionStage::Registered => Some(ProtectionStage::Applied),
        ProtectionStage::Applied => Some(ProtectionStage::Queued),
        ProtectionStage::Queued => Some(ProtectionStage::Decided),
        ProtectionStage::Decided => Some(ProtectionStage::Granted),
        ProtectionStage::Granted => Some(ProtectionStage::Effective),
        ProtectionStage::Withdrawn | ProtectionStage::Effective => None,
    }
}

fn write_funnel(
    table: &mut Table,
    lead: [&str; 5],
    scale: f64,
    reached: impl Fn(ProtectionStage) -> u64,
    waits: Option<&Histogram>,
) -> Result<(), OutputError> {
    let [month, state, instrument, dimension, group] = lead;
    let real = |stage: ProtectionStage| reached(stage) as f64 / scale;
    for stage in ProtectionStage::ALL {
        let queued = stage == ProtectionStage::Queued;
        let waits = waits.filter(|_| queued);
        table.row(&[
            Text(month),
            Text(state),
            Text(instrument),
            Text(stage.name()),
            Text(dimension),
            Text(group),
            Number(real(stage)),
            Maybe(next(stage).map(real)),
            Maybe(queued.then(|| real(ProtectionStage::Withdrawn))),
            Maybe(waits.and_then(|waits| waits.quantile(0.5))),
            Maybe(waits.and_then(|waits| waits.quantile(0.9))),
        ])?;
    }
    Ok(())
}

fn kind_and_cause(kind: usize) -> (&'static str, &'static str) {
    match Harm::ALL.get(kind) {
        Some(harm) => harm.kind_and_cause(),
        None if kind == SERIOUS => ("any_serious", ""),
        None => ("any_abuse", ""),
    }
}

fn place_name(world: &World, place: usize) -> &str {
    if place == AT_PLACE { "at_place" } else { &world.classes[place - 1].id }
}
