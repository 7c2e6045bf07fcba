//! What can be typed.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, value_parser};
use jiff::civil::Date;

use super::failure::Failure;
use crate::engine::{Mechanism, Rule};
use crate::output::html::Language;
use crate::output::responsible;
use crate::scenario::{Field, Log};
use crate::study::SMALLEST_SCALE;
use crate::study::sweep::Shard;

/// Seed used when none is given.
const SEED: u64 = 20_241_212;
/// The corridor where none is given.
const DEFAULT_CORRIDOR: &str = "darien";
/// Most threads that can be asked for.
const MOST_THREADS: usize = 1_024;

/// Simulates dangerous migration routes to compare policies by their human consequences.
#[derive(Debug, Parser)]
#[command(name = "corredor", version, about, after_long_help = responsible::TEXT)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate one policy
    Run(RunArgs),
    /// Simulate two or more policies with the same luck and compare them
    Compare(CompareArgs),
    /// Simulate a study: many points in the space of levers, numbers and rules, under every policy
    Sweep(SweepArgs),
    /// Put the shares of a study together
    Merge(MergeArgs),
    /// Analyse the folder of a study: what moves outcomes, whether signs hold, how policies fare, where
    /// they fail
    Analyse(AnalyseArgs),
    /// Write report.html anew from the tables and the manifest of a folder of results
    Report(ReportArgs),
    /// List corridors, policies, levers, indicators, parameters, mechanisms or rules
    List {
        /// What to list
        what: Listed,
        #[command(flatten)]
        corridor: SomeCorridorArgs,
    },
    /// Explain a lever, number, indicator, policy, gate, dated change, mechanism or rule
    Explain {
        /// Its name or code
        name: String,
        #[command(flatten)]
        corridor: CorridorArgs,
    },
    /// Check the folder of a corridor, or a file of a policy or a question, and report every fault at once
    Check {
        /// A corridor's folder, or a file of a policy or, in a folder `face`, of a question of --corridor
        path: PathBuf,
        #[command(flatten)]
        corridor: SomeCorridorArgs,
    },
    /// Write the files of a built-in corridor to a folder, to edit them
    Export {
        /// The folder
        dir: PathBuf,
        #[command(flatten)]
        corridor: CorridorArgs,
    },
    /// Print the input check: history, or else the reference policy, beside the published figures of
    /// the corridor
    Inputs(InputsArgs),
    /// Fit departures to the observed crossings of the calibration window, under the policy that follows
    /// the timeline
    Calibrate(CalibrateArgs),
    /// Print a page of evidence in Markdown: what levers move, what mechanisms are answerable for,
    /// what the hypotheses come to, how history stands beside published figures, what questions with a
    /// known answer come to
    Evidence(EvidenceArgs),
    /// Print Markdown tables of every number, of every assumption, or of what results mean
    Docs {
        /// Which table
        what: Documented,
        #[command(flatten)]
        corridor: SomeCorridorArgs,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Listed {
    /// Built-in corridors
    Corridors,
    /// Policies of the corridor
    Policies,
    /// Levers of the corridor
    Levers,
    /// Indicators
    Indicators,
    /// Every number of the corridor
    Parameters,
    /// Mechanisms that can be switched off
    Mechanisms,
    /// Decision rules
    Rules,
}

/// What can be printed as Markdown.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Documented {
    /// Every number
    Parameters,
    /// Every number that nobody has measured
    Assumptions,
    /// Every column of every table, and every indicator
    Dictionary,
}

/// Which corridor.
#[derive(Args, Clone, Debug)]
pub struct CorridorArgs {
    /// A built-in corridor, or the folder of one
    #[arg(long, value_name = "NAME|DIR", default_value = DEFAULT_CORRIDOR)]
    pub corridor: String,
}

/// Which corridor, where one is needed.
#[derive(Args, Clone, Debug)]
pub struct SomeCorridorArgs {
    /// A built-in corridor, or the folder of one, where what is asked hangs on it
    #[arg(long, value_name = "NAME|DIR")]
    corridor: Option<String>,
}

impl SomeCorridorArgs {
    /// The corridor.
    pub fn needed(&self) -> CorridorArgs {
        let corridor = self.corridor.clone();
        CorridorArgs {
            corridor: corridor.unwrap_or_else(|| DEFAULT_CORRIDOR.to_owned()),
        }
    }

    /// Refuses a corridor that would change nothing of `what`.
    pub fn not_needed(&self, what: &str) -> Result<(), Failure> {
        self.corridor.as_ref().map_or(Ok(()), |corridor| {
            Err(Failure::Input(format!(
                "--corridor {corridor}: has no effect on {what}; leave it out"
            )))
        })
    }
}

/// What is simulated, and how.
#[derive(Args, Clone, Debug)]
pub struct WindowArgs {
    /// Which corridor.
    #[command(flatten)]
    pub corridor: CorridorArgs,
    /// First day, YYYY-MM-DD [default: the corridor's first]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// Last day, YYYY-MM-DD, included [default: the corridor's last]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<Date>,
    /// Seed of all draws
    #[arg(long, default_value_t = SEED)]
    pub seed: u64,
    /// Fraction of people simulated, from 0.000001 to 1
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    pub scale: f64,
    /// Threads, at most 1,024 and no more than runs; results do not depend on them [default: one per
    /// processor]
    #[arg(long, value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// How people decide [default: prospect]
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub rule: Option<Rule>,
    /// Switch off a mechanism, see `list mechanisms`; may be repeated
    #[arg(long, value_name = "MECHANISM", value_parser = mechanism)]
    pub without: Vec<Mechanism>,
    /// Say nothing but results and errors
    #[arg(long)]
    pub quiet: bool,
}

/// What is simulated, how often, and where results go.
#[derive(Args, Clone, Debug)]
pub struct SimulationArgs {
    /// What is simulated, and how.
    #[command(flatten)]
    pub window: WindowArgs,
    /// Set a lever in every policy; may be repeated
    #[arg(long, value_name = "LEVER=VALUE")]
    pub set: Vec<String>,
    /// Turn a dial in every policy that leaves levers to it: `securitisation` or `humanitarian`,
    /// 0 to 1; may be repeated
    #[arg(long, value_name = "DIAL=POSITION")]
    pub dial: Vec<String>,
    /// Replications of each policy [default: 16; with --uncertainty full 2 of each draw under each rule]
    #[arg(long, value_parser = value_parser!(u32).range(1..))]
    pub replications: Option<u32>,
    /// Keep numbers that are not well known at their values; intervals then hold luck only
    #[arg(long)]
    pub fixed_parameters: bool,
    /// Folder for tables and manifest [default: out/POLICIES-SEED]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace results that are in the folder already
    #[arg(long)]
    pub force: bool,
    /// Language of the report.
    #[command(flatten)]
    pub language: LanguageArgs,
    /// Write no report.html
    #[arg(long, conflicts_with = "lang")]
    pub no_report: bool,
}

/// In which language.
#[derive(Args, Clone, Copy, Debug)]
pub struct LanguageArgs {
    /// Language of report.html: en, es or pt
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    pub lang: Language,
}

/// Arguments of `report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// A folder that `run`, `compare` or `analyse` wrote
    pub dir: PathBuf,
    /// Language.
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Arguments of `run`.
#[derive(Args, Debug)]
pub struct RunArgs {
    /// A policy of the corridor, or a policy file [default: the corridor's reference]
    #[arg(long, value_name = "NAME|FILE")]
    pub policy: Option<String>,
    /// The rest.
    #[command(flatten)]
    pub simulation: SimulationArgs,
}

/// Arguments of `compare`.
#[derive(Args, Debug)]
pub struct CompareArgs {
    /// Policies of the corridor, or policy files; each is compared with the first
    #[arg(value_name = "POLICY", required = true, num_args = 2..)]
    pub policies: Vec<String>,
    /// What of all that is not known is varied
    #[arg(long, value_enum, default_value_t = Uncertainty::Drawn)]
    pub uncertainty: Uncertainty,
    /// Draws of the numbers that are not well known, with --uncertainty full [default: 32]
    #[arg(long, value_parser = value_parser!(u32).range(2..=65_536))]
    pub draws: Option<u32>,
    /// A CSV table of draws, such as a posterior, in place of the ranges of its columns, with
    /// --uncertainty full
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
    /// The rest.
    #[command(flatten)]
    pub simulation: SimulationArgs,
}

/// What of all that is not known a comparison varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Uncertainty {
    /// Numbers of grade C and D, drawn anew in every replication, under one decision rule
    Drawn,
    /// Numbers of grade B, C and D, in draws that fill their ranges, each under every decision rule
    Full,
}

/// Arguments of `analyse`.
#[derive(Args, Debug)]
pub struct AnalyseArgs {
    /// The folder of a finished study
    pub dir: PathBuf,
    /// A policy of the study; each is compared with the first; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    pub policy: Vec<String>,
    /// An indicator of the study, or `all`; may be repeated [default: harm, being left behind,
    /// protection, equity and cost]
    #[arg(long, value_name = "CODE[:DENOMINATOR]")]
    pub indicator: Vec<String>,
    /// A limit that policies should meet: at most VALUE where less is better, else at least; may be
    /// repeated [default: the median under the first policy]
    #[arg(long, value_name = "CODE[:DENOMINATOR]=VALUE")]
    pub limit: Vec<String>,
    /// Language of the report.
    #[command(flatten)]
    pub language: LanguageArgs,
    /// Write no report.html
    #[arg(long, conflicts_with = "lang")]
    pub no_report: bool,
    /// Say nothing but results and errors
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments of `inputs`.
#[derive(Args, Debug)]
pub struct InputsArgs {
    /// What is simulated, and how.
    #[command(flatten)]
    pub window: WindowArgs,
    /// Replications
    #[arg(long, default_value_t = 4, value_parser = value_parser!(u32).range(1..))]
    pub replications: u32,
    /// Whether numbers that are not well known stay at their values
    #[arg(long, default_value_t = true, action = ArgAction::Set, value_name = "true|false")]
    pub fixed_parameters: bool,
}

/// Arguments of `sweep`.
#[derive(Args, Debug)]
pub struct SweepArgs {
    /// The study file
    pub study: PathBuf,
    /// Go on with the study where its folder left off, or begin it
    #[arg(long, conflicts_with = "dry_run")]
    pub resume: bool,
    /// Carry out share K of N alone; `merge` puts shares together
    #[arg(long, value_name = "K/N", value_parser = shard, default_value = "1/1")]
    pub shard: Shard,
    /// Print the number of runs, the time they will take and the disk they will use, and end
    #[arg(long)]
    pub dry_run: bool,
    /// Folder of the study [default: out/NAME-SEED, for a share out/NAME-SEED-K-of-N]
    #[arg(long, value_name = "DIR", conflicts_with = "dry_run")]
    pub out: Option<PathBuf>,
    /// Threads, at most 1,024 and no more than runs; results do not depend on them [default: one per
    /// processor]
    #[arg(long, value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Say nothing but results and errors
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments of `merge`.
#[derive(Args, Debug)]
pub struct MergeArgs {
    /// Folders of the shares, in any order
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder for the whole study
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// A page of evidence.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Evidence {
    /// The indicator that every lever and gate moves most
    Levers,
    /// What changes without each mechanism
    Ablation,
    /// The hypotheses of the founding documents
    Hypotheses,
    /// History beside published figures
    Validation,
    /// Questions with a known answer
    Face,
    /// Person-days under the reference policy: the corridor's exposure.csv
    Exposure,
}

/// Arguments of `evidence`: many runs, hence a small share of the people unless told otherwise.
#[derive(Args, Debug)]
#[command(mut_arg("scale", |it| it.default_value("0.02")))]
pub struct EvidenceArgs {
    /// Which page
    pub what: Evidence,
    /// Lever or gate to look at, for the page of levers, or question to ask, for the page of questions;
    /// may be given more than once
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Ask the small set of questions alone, for the page of questions
    #[arg(long)]
    pub small: bool,
    /// What is simulated, and how.
    #[command(flatten)]
    pub window: WindowArgs,
    /// Replications of each policy [default: 12; of questions 4]
    #[arg(long, value_parser = value_parser!(u32).range(2..))]
    pub replications: Option<u32>,
    /// Keep numbers that are not well known at their values; questions do unless told otherwise
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub fixed_parameters: Option<bool>,
}

/// Arguments of `calibrate`.
#[derive(Args, Debug)]
pub struct CalibrateArgs {
    /// A corridor's name or folder
    #[command(flatten)]
    pub corridor: CorridorArgs,
    /// Rounds of simulation and change
    #[arg(long, default_value_t = 40, value_parser = value_parser!(u32).range(1..=100))]
    pub rounds: u32,
    /// Fraction of people simulated, from 0.000001 to 1
    #[arg(long, default_value_t = 0.2, value_parser = scale)]
    pub scale: f64,
    /// Seed of all draws
    #[arg(long, default_value_t = SEED)]
    pub seed: u64,
    /// Nationality whose departures stay as they are; may be given more than once
    #[arg(long, value_name = "CODE")]
    pub keep: Vec<String>,
    /// File that the fitted departures.csv is written to
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Replace the file if it is there already
    #[arg(long)]
    pub force: bool,
}

fn date(text: &str) -> Result<Date, String> {
    let field = Field {
        file: "",
        line: None,
        key: Cow::Borrowed(""),
        text: Cow::Borrowed(text),
    };
    field
        .date(&mut Log::default())
        .ok_or_else(|| "give a date as YYYY-MM-DD, such as 2023-01-31".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| {
        format!(
            "give one of {}",
            Language::ALL.map(Language::code).join(", ")
        )
    })
}

fn rule(text: &str) -> Result<Rule, String> {
    Rule::from_name(text)
        .ok_or_else(|| format!("give one of {}", Rule::ALL.map(Rule::name).join(", ")))
}

fn mechanism(text: &str) -> Result<Mechanism, String> {
    Mechanism::from_name(text).ok_or_else(|| {
        format!(
            "give one of {}",
            Mechanism::ALL.map(Mechanism::name).join(", ")
        )
    })
}

fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).ok_or_else(|| "give K/N with K from 1 to N, such as 2/8".to_owned())
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .ok()
        .filter(|it: &NonZeroUsize| it.get() <= MOST_THREADS)
        .ok_or_else(|| format!("give a whole number from 1 to {MOST_THREADS}"))
}

fn scale(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|value| (SMALLEST_SCALE..=1.0).contains(value))
        .ok_or_else(|| format!("give a number from {SMALLEST_SCALE} up to 1, such as 0.01"))
}
