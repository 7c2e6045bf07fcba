//! The files that hold every replication.
//!
//! People and person-days are at real scale: simulated ones times `1 / scale`. Rows by month are for
//! everyone; one more set of rows, with month `all`, is for each group. What the model does not tell
//! is left empty: crossings as a counter would have seen them (`observed_crossings`), and by which
//! kind of abandonment an outcome came about (outcomes stand in rows of kind `outcome`).

mod harm;
mod protection;

use std::path::Path;

use jiff::civil::Date;

use super::OutputError;
use super::table::Cell::{Empty, Maybe, Number, Text};
use super::table::{Table, Written};
use crate::observe::tally::{DEPARTED, LinkCount, RE_DEPARTED};
use crate::observe::{Age, Gender, Group, Standing, Tally};
use crate::study::{Finished, RunSpec};
use crate::world::World;
use crate::world::calendar::Calendar;

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
            months: months
                .iter()
                .map(|month| month.strftime("%Y-%m").to_string())
                .collect(),
            month_ends: months
                .iter()
                .map(|month| month.last_of_month().min(spec.to))
                .collect(),
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
        let draw = if self.spec.fixed_parameters {
            "fixed".to_owned()
        } else {
            finished.replication.to_string()
        };
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
            for (class, link_class) in self
                .world
                .classes
                .iter()
                .enumerate()
                .filter(|(_, it)| it.crossing)
            {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;
    use crate::study::Counts;

    #[test]
    fn every_row_has_the_columns_of_its_file_and_people_are_at_real_scale() {
        let folder = tempfile::tempdir().unwrap();
        let world = fixture::world();
        let spec = RunSpec {
            from: world.start,
            to: world.end,
            scale: 0.5,
            seed: 3,
            fixed_parameters: true,
        };
        let mut tally = Tally::new(&world, &spec);
        tally.departures.add([1, 0, 0, 3], 5);
        tally.crossings.add([1, 1, 0, 0, 3], 4);
        tally.crossing_days.add([1, 1, 0, 0, 3], 10.0);
        let scenarios = [Scenario {
            id: "small/a".to_owned(),
            config_sha256: "0".to_owned(),
        }];
        let mut files =
            RunFiles::create(folder.path(), &world, &spec, &scenarios, "1".to_owned()).unwrap();
        let finished = Finished {
            policy: 0,
            replication: 2,
            counts: Counts::default(),
            tally,
        };
        files.write(&finished).unwrap();
        let written = files.finish().unwrap();
        let rows = |name: &str| written.iter().find(|it| it.name == name).unwrap().rows;
        let groups = 1 + 2 + 5 + 2;
        assert_eq!(rows("runs.csv"), 1);
        assert_eq!(rows("flows_monthly.csv"), 3 * 2 * 5 * 2);
        assert_eq!(rows("harms.csv"), (3 * 3 + groups) * 15);
        assert_eq!(rows("abandonment.csv"), (3 * 3 + groups) * 6);
        assert_eq!(rows("protection.csv"), (2 * (3 + 4 + 1) + groups) * 10);
        assert_eq!(rows("rights.csv"), (3 * 2 + groups) * 6);
        assert_eq!(rows("stocks.csv"), 3 * 2);
        assert_eq!(rows("links_monthly.csv"), 3 * 4);
        let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        let lists = [
            ("runs.csv", RUNS),
            ("flows_monthly.csv", FLOWS),
            ("harms.csv", HARMS),
            ("abandonment.csv", ABANDONMENT),
            ("protection.csv", PROTECTION),
            ("rights.csv", RIGHTS),
            ("stocks.csv", STOCKS),
            ("links_monthly.csv", LINKS),
        ];
        for (name, list) in lists {
            assert_eq!(text(name).lines().next(), Some(list), "{name}");
        }
        let row = "1,small/a,2,3,2023-02,trail,onward,HTI,18-59,female,8,,2.5,0";
        assert!(text("flows_monthly.csv").lines().any(|line| line == row));
        assert!(text("stocks.csv").contains("2023-03-31"));
    }
}
