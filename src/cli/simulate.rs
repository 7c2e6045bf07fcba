//! `run` and `compare`.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{CompareArgs, RunArgs, SimulationArgs, Uncertainty};
use super::failure::{Failure, Wrongs};
use super::progress::Progress;
use super::world;
use crate::engine::{Mechanism, Rule};
use crate::measures::indicators;
use crate::output::csv::{RunFiles, Scenario};
use crate::output::equity::write_equity;
use crate::output::manifest::{self, About, Hashed};
use crate::output::summaries::{Pair, write_contrasts, write_cost_effectiveness, write_summary};
use crate::output::table::Written;
use crate::output::traffic::write_traffic;
use crate::output::uncertainty::{Cover, write_cells, write_draws};
use crate::output::{OutputError, datapackage, folder, html, report};
use crate::scenario::{adjust_policy, idle_dial};
use crate::study::compare::{Cells, Comparison};
use crate::study::equity::Equities;
use crate::study::traffic::Traffic;
use crate::study::uncertainty::{Plan, draws, draws_with, explore};
use crate::study::{Outcome, RunSpec, replicate};
use crate::world::World;
use crate::world::calendar::Calendar;
use crate::world::policy::{Dial, Policy};

/// Replications where nobody says how many.
const REPLICATIONS: u32 = 16;
/// Replications of a draw under a rule where nobody says how many: the fewest that show luck.
const REPLICATIONS_OF_A_DRAW: u32 = 2;
/// Draws where nobody says how many.
const DRAWS: usize = 32;

/// Simulates one policy.
pub fn run(args: &RunArgs) -> Result<String, Failure> {
    let world = world::open(&args.simulation.window.corridor)?;
    let name = args
        .policy
        .clone()
        .unwrap_or_else(|| world.reference.clone());
    let wrongs = Wrongs::default();
    Study::prepare(&args.simulation, &world, &[name], wrongs)?.carry_out()
}

/// Simulates two or more policies and compares each with the first.
pub fn compare(args: &CompareArgs) -> Result<String, Failure> {
    let world = world::open(&args.simulation.window.corridor)?;
    let mut wrongs = Wrongs::default();
    let plan = plan(args, &world, &mut wrongs)?;
    let mut study = Study::prepare(&args.simulation, &world, &args.policies, wrongs)?;
    if let Some((plan, cover)) = plan {
        study.replications = plan.runs() as u32;
        study.full = Some((plan, cover));
        if let Some(table) = &args.posterior {
            study.policy_files.push(world::hashed(table)?);
        }
    }
    study.carry_out()
}

/// The draws of a comparison over all that is not known; none if it is not asked for, or if something
/// is wrong.
fn plan(
    args: &CompareArgs,
    world: &World,
    wrongs: &mut Wrongs,
) -> Result<Option<(Plan, Cover)>, Failure> {
    let window = &args.simulation.window;
    if args.uncertainty == Uncertainty::Drawn {
        let without_use = [
            ("--draws", args.draws.is_some()),
            ("--posterior", args.posterior.is_some()),
        ];
        let named: Vec<&str> = without_use
            .iter()
            .filter(|it| it.1)
            .map(|it| it.0)
            .collect();
        if !named.is_empty() {
            wrongs.add(&format!(
                "{} has no effect without --uncertainty full",
                named.join(" and ")
            ));
        }
        return Ok(None);
    }
    if window.rule.is_some() || args.simulation.fixed_parameters {
        wrongs.add(
            "--uncertainty full takes every decision rule and draws every number that is not well known; \
             leave --rule and --fixed-parameters out",
        );
    }
    let count = args.draws.map_or(DRAWS, |it| it as usize);
    let draws = match &args.posterior {
        Some(table) => {
            let drawn = wrongs.collect(draws_with(world, count, window.seed, table))?;
            drawn.unwrap_or_default()
        }
        None => draws(world, count, window.seed),
    };
    let replications = args
        .simulation
        .replications
        .unwrap_or(REPLICATIONS_OF_A_DRAW);
    let cover = Cover {
        draws: count,
        rules: Rule::ALL.len(),
        replications,
        table_of_draws: args.posterior.is_some(),
    };
    let plan = Plan {
        draws,
        replications,
    };
    Ok(Some((plan, cover)))
}

/// Everything that is known before the first replication.
struct Study<'a> {
    args: &'a SimulationArgs,
    world: &'a World,
    spec: RunSpec,
    /// Replications of each policy in all.
    replications: u32,
    /// The draws that replications are of, where all that is not known is varied.
    full: Option<(Plan, Cover)>,
    policies: Vec<Policy>,
    policy_files: Vec<Hashed>,
    threads: usize,
    folder: PathBuf,
    started: Instant,
}

/// What the replications came to, by policy, and the files that hold them.
struct Simulated {
    outcomes: Vec<Outcome>,
    traffic: Vec<Traffic>,
    files: Vec<Written>,
}

impl<'a> Study<'a> {
    fn prepare(
        args: &'a SimulationArgs,
        world: &'a World,
        names: &[String],
        mut wrongs: Wrongs,
    ) -> Result<Self, Failure> {
        let started = Instant::now();
        let spec = world::spec(&args.window, world, args.fixed_parameters, &mut wrongs);
        let mut policies: Vec<Policy> = Vec::new();
        let mut policy_files = Vec::new();
        for name in names {
            let Some((policy, file)) = wrongs.collect(world::policy(world, name))? else {
                continue;
            };
            if policies.iter().any(|other| other.name == policy.name) {
                wrongs.add(&format!(
                    "policy `{}` is given twice; compare policies of different names",
                    policy.name
                ));
                continue;
            }
            policies.push(policy);
            policy_files.extend(file);
        }
        let dials: Vec<Vec<String>> = policies
            .iter()
            .map(|policy| turned(world, &policies, policy, &args.dial))
            .collect();
        for (policy, dials) in policies.iter_mut().zip(&dials) {
            wrongs.collect(adjust_policy(world, policy, &args.set, dials))?;
        }
        if let (true, Some(any)) = (policies.is_empty(), world.policies.first()) {
            let mut bare = any.clone();
            bare.settings.clear();
            wrongs.collect(adjust_policy(world, &mut bare, &args.set, &args.dial))?;
        }
        if let Some(out) = &args.out {
            wrongs.collect(folder::fit_for_runs(out))?;
        }
        wrongs.told()?;
        for (policy, dials) in policies.iter_mut().zip(&dials) {
            mark_changed(policy, &args.set, dials);
        }
        let folder = args.out.clone().unwrap_or_else(|| {
            let names: Vec<&str> = policies.iter().map(|it| it.name.as_str()).collect();
            Path::new("out").join(format!("{}-{}", names.join("-vs-"), spec.seed))
        });
        let threads = world::threads(args.window.threads);
        Ok(Self {
            args,
            world,
            spec,
            replications: args.replications.unwrap_or(REPLICATIONS),
            full: None,
            policies,
            policy_files,
            threads,
            folder,
            started,
        })
    }

    fn carry_out(&self) -> Result<String, Failure> {
        let _held = folder::prepare(&self.folder, self.args.force)?;
        let warnings = self.warnings();
        if !self.args.window.quiet {
            for warning in &warnings {
                super::tell(format_args!("note: {warning}"));
            }
        }
        let scenarios: Vec<Scenario> = self
            .policies
            .iter()
            .map(|policy| Scenario {
                id: format!("{}/{}", self.world.name, policy.name),
                config_sha256: manifest::config_sha256(self.world, policy, &self.spec),
            })
            .collect();
        let Simulated {
            outcomes,
            traffic,
            mut files,
        } = match &self.full {
            Some((plan, _)) => self.explore(plan, &scenarios)?,
            None => self.simulate(&scenarios)?,
        };
        let comparisons = self.comparisons(&outcomes);
        files.extend(self.write_sums(&scenarios, &outcomes, &comparisons)?);
        let months = self.months();
        let ids = scenarios.iter().map(|it| it.id.as_str());
        let named: Vec<(&str, &Traffic)> = ids.zip(&traffic).collect();
        files.extend(write_traffic(&self.folder, self.world, &months, &named)?);
        datapackage::write(&self.folder, self.world, &self.policies, &self.spec)?;
        let command_line = super::command_line();
        let about = About {
            command_line: &command_line,
            replications: self.replications,
            uncertainty: self.full.as_ref().map(|it| it.1),
            threads: self.threads.min(self.runs()),
            wall_seconds: self.started.elapsed().as_secs_f64(),
            policy_files: &self.policy_files,
            files: &files,
            warnings: &warnings,
        };
        manifest::write(&self.folder, self.world, &self.policies, &self.spec, &about)?;
        let mut written = "tables and manifest.json";
        if !self.args.no_report {
            html::write(&self.folder, self.args.language.lang)?;
            written = "report.html, tables and manifest.json";
        }
        if !self.args.window.quiet {
            super::tell(format_args!("{written} are in {}", self.folder.display()));
        }
        Ok(self.report(&outcomes, &comparisons))
    }

    /// Simulates every draw under every rule and writes draws and cells.
    fn explore(&self, plan: &Plan, scenarios: &[Scenario]) -> Result<Simulated, Failure> {
        let total = self.policies.len() * plan.runs();
        let progress = Progress::new(total, self.args.window.quiet);
        let mut outcomes: Vec<Outcome> = self.policies.iter().cloned().map(Outcome::new).collect();
        let mut traffic = vec![Traffic::new(self.world, self.months().len()); self.policies.len()];
        let result = explore(
            self.world,
            &self.policies,
            &self.spec,
            plan,
            self.threads,
            &|| progress.tick(),
            &mut |finished| {
                let values = indicators(self.world, &finished.tally, self.spec.scale);
                outcomes[finished.policy].add(values);
                traffic[finished.policy].add(self.world, &finished.tally, self.spec.scale);
            },
        );
        progress.finish();
        result.map_err(Failure::failed)?;
        let ids = scenarios.iter().map(|it| it.id.as_str());
        let named: Vec<(&str, &Outcome)> = ids.zip(&outcomes).collect();
        let files = vec![
            write_draws(&self.folder, self.world, plan)?,
            write_cells(&self.folder, &named, plan.replications)?,
        ];
        Ok(Simulated {
            outcomes,
            traffic,
            files,
        })
    }

    fn simulate(&self, scenarios: &[Scenario]) -> Result<Simulated, Failure> {
        let mut outcomes: Vec<Outcome> = self.policies.iter().cloned().map(Outcome::new).collect();
        let mut equities = vec![Equities::default(); self.policies.len()];
        let mut traffic = vec![Traffic::new(self.world, self.months().len()); self.policies.len()];
        let mut files = RunFiles::create(
            &self.folder,
            self.world,
            &self.spec,
            scenarios,
            manifest::code_version(),
        )?;
        let progress = Progress::new(self.runs(), self.args.window.quiet);
        let result = replicate(
            self.world,
            &self.policies,
            &self.spec,
            self.replications,
            self.threads,
            &|| progress.tick(),
            &mut |finished| -> Result<(), OutputError> {
                files.write(&finished)?;
                let values = indicators(self.world, &finished.tally, self.spec.scale);
                outcomes[finished.policy].add(values);
                equities[finished.policy].add(&finished.tally.equity, self.spec.scale);
                traffic[finished.policy].add(self.world, &finished.tally, self.spec.scale);
                Ok(())
            },
        );
        progress.finish();
        result?;
        let mut files = files.finish()?;
        files.push(self.write_equity(scenarios, &equities)?);
        Ok(Simulated {
            outcomes,
            traffic,
            files,
        })
    }

    /// What each policy changes beside the first.
    fn comparisons(&self, outcomes: &[Outcome]) -> Vec<Comparison> {
        let cells = self.full.as_ref().map(|(plan, _)| Cells {
            replications: plan.replications as usize,
            together: Rule::ALL.len(),
        });
        let Some((first, others)) = outcomes.split_first() else {
            return Vec::new();
        };
        let others = others.iter();
        others
            .map(|other| Comparison::of(first, other, cells))
            .collect()
    }

    fn write_sums(
        &self,
        scenarios: &[Scenario],
        outcomes: &[Outcome],
        comparisons: &[Comparison],
    ) -> Result<Vec<Written>, Failure> {
        let ids = scenarios.iter().map(|it| it.id.as_str());
        let named: Vec<(&str, &Outcome)> = ids.zip(outcomes).collect();
        let mut files = vec![write_summary(&self.folder, &named)?];
        if let [(first, _), others @ ..] = named.as_slice()
            && !others.is_empty()
        {
            let pairs: Vec<Pair<'_>> = others
                .iter()
                .zip(comparisons)
                .map(|((second, _), comparison)| Pair {
                    first,
                    second,
                    comparison,
                })
                .collect();
            files.push(write_contrasts(&self.folder, &pairs)?);
            files.push(write_cost_effectiveness(&self.folder, &pairs)?);
        }
        Ok(files)
    }

    fn write_equity(
        &self,
        scenarios: &[Scenario],
        equities: &[Equities],
    ) -> Result<Written, Failure> {
        let ids = scenarios.iter().map(|it| it.id.as_str());
        let named: Vec<(&str, &Equities)> = ids.zip(equities).collect();
        Ok(write_equity(&self.folder, &named)?)
    }

    /// Runs of all policies.
    fn runs(&self) -> usize {
        self.policies.len() * self.replications as usize
    }

    /// Months of the window, YYYY-MM.
    fn months(&self) -> Vec<String> {
        let calendar = Calendar::new(self.spec.from, self.spec.to);
        let months = calendar.months().iter();
        months
            .map(|month| month.strftime("%Y-%m").to_string())
            .collect()
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.replications < 2 {
            warnings
                .push("one replication gives no interval; use --replications 2 or more".to_owned());
        }
        if let Some((_, cover)) = &self.full
            && cover.replications < 2
        {
            warnings.push(
                "one replication of a draw does not tell luck from effect, and nothing is resolved; use \
                 --replications 2 or more"
                    .to_owned(),
            );
        }
        let last = self.world.window_end.last_of_month();
        if self.spec.to > last {
            warnings.push(format!(
                "inputs were set on counts up to {last}; what is simulated after that rests on the policy \
                 and on assumptions about departures"
            ));
        }
        let off: Vec<&str> = self.spec.without.iter().map(Mechanism::name).collect();
        if !off.is_empty() {
            warnings.push(format!("switched off: {}", off.join(", ")));
        }
        warnings.extend(self.world.notes.iter().cloned());
        warnings
    }

    fn report(&self, outcomes: &[Outcome], comparisons: &[Comparison]) -> String {
        let setting = report::Setting {
            world: self.world,
            spec: &self.spec,
            replications: self.replications,
            cover: self.full.as_ref().map(|it| it.1),
            bold: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        match outcomes {
            [outcome] => report::run(&setting, outcome),
            outcomes => report::comparison(&setting, outcomes, comparisons),
        }
    }
}

/// The `dials` that a policy follows; all of them where nothing follows one, which is then told.
fn turned(world: &World, policies: &[Policy], policy: &Policy, dials: &[String]) -> Vec<String> {
    let follows = |policy: &Policy, dial| idle_dial(world, policy, dial).is_none();
    let stays = |text: &&String| {
        let name = text.split('=').next().unwrap_or_default().trim();
        Dial::from_name(name).is_none_or(|dial| {
            follows(policy, dial) || !policies.iter().any(|other| follows(other, dial))
        })
    };
    dials.iter().filter(stays).cloned().collect()
}

/// Says in the name and title of a policy that the command line changed it.
fn mark_changed(policy: &mut Policy, sets: &[String], dials: &[String]) {
    if sets.is_empty() && dials.is_empty() {
        return;
    }
    let changes: Vec<&str> = dials.iter().chain(sets).map(String::as_str).collect();
    policy.name.push_str("-changed");
    policy.title = format!("{}, changed by {}", policy.title, changes.join(", "));
}
