//! `analyse`: what the points of a study tell.

use std::fs;
use std::path::Path;

use super::args::AnalyseArgs;
use super::failure::Failure;
use super::unfinished;
use super::world::nearest;
use crate::measures::{Denominator, Shown, catalogue};
use crate::output::analysis::{self, Record, report, write};
use crate::output::{OutputError, datapackage, html};
use crate::study::results::{self, Outcome, Results};
use crate::study::sensitivity::analysis::{Question, Threshold, analyse as analysed};

/// Codes one of which must stand beside a flow: harm, then protection.
const BESIDE: [&[&str]; 2] = [&["H11", "H4"], &["P9", "P8", "PD"]];

/// Analyses the folder of a study: prints a report and writes tables and a page into it.
pub fn analyse(args: &AnalyseArgs) -> Result<String, Failure> {
    unfinished::refuse(&args.dir)?;
    OutputError::refuse_altered(
        datapackage::altered(&args.dir, &results::TABLES)?,
        format!(
            "make it again with `corredor sweep STUDY.toml --out {} --resume`",
            args.dir.display()
        ),
    )?;
    let results = results::read(&args.dir).map_err(Failure::Input)?;
    let mut faults = Vec::new();
    let question = ask(&results, args, &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Input(faults.join("\n")));
    }
    let analysis = analysed(&results, &question);
    remove(&args.dir, analysis::NAME)?;
    remove(&args.dir, html::NAME)?;
    let files = write(&args.dir, &results, &question, &analysis)?;
    datapackage::write_study(&args.dir, &files)?;
    let record = Record::of(&results, &question, &analysis, &super::command_line());
    record.write(&args.dir, &files)?;
    let mut names: Vec<&str> = files.iter().map(|it| it.name.as_str()).collect();
    names.push(analysis::NAME);
    if !args.no_report {
        html::write(&args.dir, args.language.lang)?;
        names.push(html::NAME);
    }
    if !args.quiet {
        super::tell(format_args!(
            "{} are in {}",
            names.join(", "),
            args.dir.display()
        ));
    }
    Ok(report(&results, &question, &analysis))
}

/// Takes away a file of an earlier analysis, whose tables are about to be replaced.
fn remove(folder: &Path, name: &str) -> Result<(), OutputError> {
    let path = folder.join(name);
    if path.exists() {
        fs::remove_file(&path).map_err(|source| OutputError::io(&path, source))?;
    }
    Ok(())
}

fn ask(results: &Results, args: &AnalyseArgs, faults: &mut Vec<String>) -> Question {
    let mut question = Question {
        policies: policies(results, &args.policy, faults),
        outcomes: outcomes(results, &args.indicator, faults),
        thresholds: Vec::new(),
    };
    for text in &args.limit {
        if let Some(threshold) = threshold(results, text, faults) {
            if question
                .thresholds
                .iter()
                .any(|it| it.outcome == threshold.outcome)
            {
                faults.push(format!(
                    "--limit {text}: this indicator has a limit already"
                ));
            }
            if !question.outcomes.contains(&threshold.outcome) {
                question.outcomes.push(threshold.outcome);
            }
            question.thresholds.push(threshold);
        }
    }
    question
}

fn policies(results: &Results, names: &[String], faults: &mut Vec<String>) -> Vec<usize> {
    let mut found = Vec::new();
    for name in names {
        match results.policies.iter().position(|it| it == name) {
            Some(policy) if found.contains(&policy) => {
                faults.push(format!("--policy {name}: it is given twice"));
            }
            Some(policy) => found.push(policy),
            None => {
                let all = results.policies.iter().map(String::as_str);
                let near =
                    nearest(name, all).map_or(String::new(), |it| format!("; did you mean {it}?"));
                faults.push(format!(
                    "--policy {name}: not in this study{near}; its policies: {}",
                    results.policies.join(", ")
                ));
            }
        }
    }
    if names.is_empty() {
        found.extend(0..results.policies.len());
    }
    found
}

fn outcomes(results: &Results, names: &[String], faults: &mut Vec<String>) -> Vec<usize> {
    let all = 0..results.outcomes.len();
    let mut found: Vec<usize> = Vec::new();
    if names.is_empty() {
        found.extend(catalogue::shown(Shown::Analysed).filter_map(|entry| {
            let is = |it: &Outcome| (it.definition, it.denominator) == entry;
            results.outcomes.iter().position(is)
        }));
        if found.is_empty() {
            found.extend(all.clone());
        }
    }
    for name in names {
        if name == "all" {
            found.extend(all.clone());
        } else {
            found.extend(named(results, "--indicator", name, faults));
        }
    }
    let mut once = Vec::new();
    found.retain(|it| {
        let first = !once.contains(it);
        once.push(*it);
        first
    });
    beside_flows(results, found, faults)
}

/// No flow stands alone: harm, protection and deflection are put beside it.
fn beside_flows(results: &Results, mut found: Vec<usize>, faults: &mut Vec<String>) -> Vec<usize> {
    let code = |it: usize| results.outcomes[it].definition.code;
    let is_flow = |it: usize| results.outcomes[it].definition.is_flow();
    if !found.iter().any(|&it| is_flow(it)) {
        return found;
    }
    let all = 0..results.outcomes.len();
    let mut beside = BESIDE.to_vec();
    beside.push(&["F5"]);
    for codes in beside {
        if found.iter().any(|&it| codes.contains(&code(it))) {
            continue;
        }
        let mut kept = codes.iter().filter_map(|wanted| {
            let rate = |it: &usize| {
                code(*it) == *wanted && results.outcomes[*it].denominator != Denominator::Count
            };
            all.clone().find(rate)
        });
        match kept.next() {
            Some(outcome) => found.push(outcome),
            None if codes != ["F5"] => faults.push(format!(
                "no flow is shown without harm and protection beside it, and the study kept none of {}; ask for \
                 other indicators, or keep one of them",
                codes.join(", ")
            )),
            None => {}
        }
    }
    found
}

/// Positions of the outcomes of a code, or of a code by one denominator.
fn named(results: &Results, flag: &str, text: &str, faults: &mut Vec<String>) -> Vec<usize> {
    let (code, denominator) = text
        .split_once(':')
        .map_or((text, None), |(code, by)| (code, Some(by)));
    let outcomes = results.outcomes.iter().enumerate();
    let found: Vec<usize> = outcomes
        .filter(|(_, it)| {
            it.definition.code == code && denominator.is_none_or(|by| it.denominator.name() == by)
        })
        .map(|(at, _)| at)
        .collect();
    if found.is_empty() {
        let mut kept: Vec<String> = results
            .outcomes
            .iter()
            .map(|it| format!("{}:{}", it.definition.code, it.denominator.name()))
            .collect();
        kept.sort();
        let near = nearest(text, kept.iter().map(String::as_str))
            .map_or(String::new(), |it| format!("; did you mean {it}?"));
        faults.push(format!(
            "{flag} {text}: the study did not keep it{near}; it kept {}",
            kept.join(", ")
        ));
    }
    found
}

fn threshold(results: &Results, text: &str, faults: &mut Vec<String>) -> Option<Threshold> {
    let allowed = "give CODE=VALUE or CODE:DENOMINATOR=VALUE, such as H4:per_1000_departures=3";
    let parsed = text.split_once('=').and_then(|(name, value)| {
        Some((name, value.parse::<f64>().ok().filter(|it| it.is_finite())?))
    });
    let Some((name, limit)) = parsed else {
        faults.push(format!("--limit {text}: {allowed}"));
        return None;
    };
    let found = named(results, "--limit", name, faults);
    let mut scored = found.iter().copied().filter(|&it| {
        let Outcome {
            definition,
            denominator,
        } = results.outcomes[it];
        definition.better(denominator).is_some()
    });
    match (scored.next(), scored.next()) {
        (Some(outcome), None) => Some(Threshold { outcome, limit }),
        (Some(_), Some(_)) => {
            faults.push(format!("--limit {text}: several denominators; {allowed}"));
            None
        }
        (None, _) => {
            if !found.is_empty() {
                faults.push(format!(
                    "--limit {text}: only rates of harm, being left behind, protection, equity and cost are scored; a \
                     flow or a total has no limit to meet"
                ));
            }
            None
        }
    }
}
