//! The files that hold every replication.
//!
//! People and person-days are at real scale: simulated ones times `1 / scale`. Rows by month are for
//! everyone; one more set of rows, with month `all`, is for each group. What the model does not tell
//! is left empty: by which kind of abandonment an outcome came about (outcomes stand in rows of kind
//! `outcome`). What happened and what was recorded of it stand in columns of their own.

mod harm;
mod money;
mod observed;
mod protection;

use std::path::Path;

use jiff::civil::Date;

use super::OutputError;
use super::table::Cell::{Maybe, Number, Text};
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
    group_dim,group,persons,rejoined,rescued,died";
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

/// Columns of `deaths_observed.csv`: deaths in the month in which they happened, records in the month
/// in which they were made. Rows of cause `all` add up the others and say how many people saw a body.
pub const DEATHS: &str = "schema_version,scenario_id,run_id,seed,month,link_class,cause,\
    true_deaths,recorded_mmp,recorded_forensic,seen_by_passers,ratio";
/// Columns of `queues.csv`: the date is the first day of a week; `in_queue` is the queue on it,
/// arrivals and decisions are those of the seven days before, capacity is that of seven days. Claims
/// and people who are not simulated but wait ahead are part of the queue and of what is decided.
pub const QUEUES: &str = "schema_version,scenario_id,run_id,seed,date,state,agency,in_queue,\
    arrivals,decided,capacity";
/// Columns of `market.csv`: the week is named by its first day; price, providers and quality hold on
/// it, users and money are those of the week. `provider_index` runs from 0 (many small providers) to
/// 1 (few large ones); `quality` is 1 over the multiplier of violent hazards.
pub const MARKET: &str = "schema_version,scenario_id,run_id,seed,week,link_class,tier,price_usd,\
    users,provider_index,quality,revenue_usd,toll_usd";

/// Columns of `costs.csv`: public money by the state that spends it, split into what the state and what
/// the fund pays; what people pay is in rows of payer `people`, for all states together.
pub const COSTS: &str = "schema_version,scenario_id,run_id,seed,month,state,payer,head,usd";
/// Columns of `responsibility.csv`: shares of all states; `index` is that of the year, the same for
/// every state.
pub const RESPONSIBILITY: &str = "schema_version,scenario_id,run_id,seed,year,state,load,\
    capacity_share,contribution_share,index";

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
    deaths: Table,
    queues: Table,
    market: Table,
    costs: Table,
    responsibility: Table,
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
            deaths: open("deaths_observed.csv", DEATHS)?,
            queues: open("queues.csv", QUEUES)?,
            market: open("market.csv", MARKET)?,
            costs: open("costs.csv", COSTS)?,
            responsibility: open("responsibility.csv", RESPONSIBILITY)?,
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
            &mut self.deaths,
            &mut self.queues,
            &mut self.market,
            &mut self.costs,
            &mut self.responsibility,
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
        self.write_links(&finished.tally)?;
        self.write_deaths(&finished.tally)?;
        self.write_queues(&finished.tally)?;
        self.write_market(&finished.tally)?;
        self.write_costs(&finished.tally)?;
        self.write_responsibility(&finished.tally)
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
            self.deaths,
            self.queues,
            self.market,
            self.costs,
            self.responsibility,
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
            Text(self.spec.rule.name()),
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
                                Number(self.real(crossings)),
                                Number(self.real(tally.record.crossings.get(at))),
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
    use crate::engine::people::Instrument;
    use crate::observe::fixture;
    use crate::output::dictionary;
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
            ..RunSpec::of(&world)
        };
        let mut tally = Tally::new(&world, &spec);
        tally.departures.add([1, 0, 0, 3], 5);
        tally.crossings.add([1, 1, 0, 0, 3], 4);
        tally.crossing_days.add([1, 1, 0, 0, 3], 10.0);
        tally.record.crossings.add([1, 1, 0, 0, 3], 3);
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
        assert_eq!(rows("harms.csv"), (3 * 3 + groups) * 16);
        assert_eq!(rows("abandonment.csv"), (3 * 3 + groups) * 6);
        assert_eq!(
            rows("protection.csv"),
            (2 * (3 + 4 + 1) + groups) * 10 + 2 * Instrument::ALL.len() as u64
        );
        assert_eq!(rows("rights.csv"), (3 * 2 + groups) * 7);
        assert_eq!(rows("stocks.csv"), 3 * 2);
        assert_eq!(rows("links_monthly.csv"), 3 * 4);
        assert_eq!(rows("deaths_observed.csv"), 3 * 3 * 5);
        assert_eq!(rows("costs.csv"), 3 * (4 + 2 * 6 * 2));
        assert_eq!(rows("responsibility.csv"), 2);
        let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        for file in &written {
            let declared = dictionary::find(&file.name).unwrap();
            let own = text(&file.name);
            assert_eq!(own.lines().next(), Some(declared.header), "{}", file.name);
        }
        let row = "1,small/a,2,3,2023-02,trail,onward,HTI,18-59,female,8,6,2.5,0";
        assert!(text("flows_monthly.csv").lines().any(|line| line == row));
        assert!(text("stocks.csv").contains("2023-03-31"));
    }
}
