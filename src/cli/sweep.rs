//! `sweep`: a study, carried out so that it can be cut anywhere.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::args::SweepArgs;
use super::failure::Failure;
use super::progress::Runs;
use super::world;
use crate::output::folder;
use crate::output::manifest::AboutStudy;
use crate::output::number::{significant, whole};
use crate::output::study::{Description, Folder, JOURNAL, Lost, Program, StudyError, line};
use crate::study::sweep::{Shard, Study, run};

/// Runs that a probe measures.
const PROBED: u64 = 3;
/// Bytes of a row of `sweep.csv` or `replications.csv` beside the cells of factors.
const ROW_BYTES: u64 = 60;
/// Bytes of the cell of a factor.
const CELL_BYTES: u64 = 11;

/// Carries out a study or a share of it, or says what it would take.
pub fn sweep(args: &SweepArgs) -> Result<String, Failure> {
    let started = Instant::now();
    let open = |name: &str, beside: &Path| world::named("", name, beside);
    let study = Study::read(&args.study, &open)?;
    let threads = world::threads(args.threads);
    if args.dry_run {
        return expected(&study, args.shard, threads);
    }
    let path = args
        .out
        .clone()
        .unwrap_or_else(|| default_folder(&study, args.shard));
    folder::fit(&path)?;
    let mut folder = Folder::open(&path, &study, args.shard, args.resume)?;
    let warnings = warnings(&study);
    if !args.quiet {
        for warning in &warnings {
            super::tell(format_args!("note: {warning}"));
        }
        if folder.resumed() > 0 {
            super::tell(format_args!("going on after {} runs", folder.resumed()));
        }
        if let Some(Lost::End { bytes }) = folder.lost() {
            super::tell(format_args!(
                "the last {bytes} bytes of the journal were not whole; their runs are simulated again"
            ));
        }
    }
    let extent = study.extent();
    for damage in damages(&folder, &path, args.shard.runs(extent)) {
        super::tell(damage);
    }
    let progress = Runs::new(
        folder.resumed(),
        args.shard.runs(extent),
        extent.of_point(),
        args.quiet,
    );
    let left = folder.left();
    let result = run(&study, left, threads, &mut |run,
                                                  values|
     -> Result<(), StudyError> {
        folder.append(run, values)?;
        progress.reached(folder.runs());
        Ok(())
    });
    // What came before a failure is kept too.
    let synced = folder.sync();
    progress.reached(folder.runs());
    progress.finish();
    result?;
    synced?;
    let about = AboutStudy {
        command_line: &super::command_line(),
        threads: threads.min(args.shard.runs(extent) as usize).max(1),
        started,
        journal_seconds: folder.spent().as_secs_f64(),
        warnings: &warnings,
    };
    folder.finish(&about)?;
    Ok(done(&study, args.shard, &path))
}

/// What became of a journal that no process and no power cut leaves behind.
fn damages(folder: &Folder, path: &Path, all: u64) -> Vec<String> {
    let (journal, runs) = (path.join(JOURNAL), folder.resumed());
    let journal = journal.display();
    let mut damages = Vec::new();
    match folder.lost() {
        Some(Lost::Line { line, after }) => damages.push(format!(
            "{journal}:{line}: not as it was written; its run and those of the {} lines after it are simulated again",
            whole(after)
        )),
        Some(Lost::Beyond { bytes }) => damages.push(format!(
            "{journal}: {bytes} bytes stood after the last run; they were cut off"
        )),
        Some(Lost::End { .. }) | None => {}
    }
    if folder.is_undone() {
        damages.push(if runs == 0 {
            format!("{journal}: was deleted or emptied after runs were done; all runs are simulated again")
        } else {
            format!(
                "{journal}: holds {} of {} runs of a study that was finished; the others are simulated again",
                whole(runs),
                whole(all)
            )
        });
    }
    damages
}

fn default_folder(study: &Study, shard: Shard) -> PathBuf {
    let id = study.id();
    Path::new("out").join(if shard.is_whole() {
        id
    } else {
        format!("{id}-{}-of-{}", shard.number(), shard.of())
    })
}

fn warnings(study: &Study) -> Vec<String> {
    let mut warnings = Vec::new();
    if study.replications < 2 {
        warnings.push("one replication gives no Monte Carlo error of a mean".to_owned());
    }
    let last = study.world.window_end.last_of_month();
    if study.spec.to > last {
        warnings.push(format!(
            "inputs were set on counts up to {last}; what is simulated after that rests on the policy and on \
             assumptions about departures"
        ));
    }
    warnings.extend(study.world.notes.iter().cloned());
    warnings
}

fn done(study: &Study, shard: Shard, path: &Path) -> String {
    let extent = study.extent();
    let path = path.display();
    if shard.is_whole() {
        format!(
            "{}: {} points, {} runs; tables are in {path}\n",
            study.id(),
            extent.points,
            extent.runs()
        )
    } else {
        format!(
            "{}: share {shard}, {} runs, is in {path}; put all shares together with `corredor merge`\n",
            study.id(),
            shard.runs(extent)
        )
    }
}

/// What a study takes, from a few of its runs.
fn expected(study: &Study, shard: Shard, threads: usize) -> Result<String, Failure> {
    let extent = study.extent();
    let runs = shard.runs(extent);
    let mut took = Duration::ZERO;
    let mut bytes = 0;
    let probed = PROBED.min(runs);
    for probe in 0..probed {
        let run = shard.run(extent, probe * (runs - 1) / probed.max(2).saturating_sub(1));
        let began = Instant::now();
        let values = study.simulate(run).map_err(Failure::failed)?;
        took += began.elapsed();
        bytes += line(run, &values).len() as u64;
    }
    let of_run = took.as_secs_f64() / probed.max(1) as f64;
    let rows = extent.points * extent.policies * study.kept.len() as u64;
    let row = ROW_BYTES + CELL_BYTES * study.factors.len() as u64;
    let mut disk =
        bytes / probed.max(1) * runs + Description::of(study, Program::own()?).text().len() as u64;
    if shard.is_whole() {
        disk += rows * row;
        if study.keeps_replications {
            disk += rows * extent.replications * ROW_BYTES;
        }
    }
    let mut text = String::new();
    let share = if shard.is_whole() {
        String::new()
    } else {
        format!(", {} of them in share {shard}", whole(runs))
    };
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{}: {} points, {} policies, {} replications: {} runs{share}",
        study.id(),
        whole(extent.points),
        extent.policies,
        extent.replications,
        whole(extent.runs())
    );
    let threads = threads.min(runs as usize).max(1);
    let seconds = of_run * runs as f64 / threads as f64;
    let _ = writeln!(
        text,
        "expected time: {} on {threads} threads, from {probed} runs of {} s",
        duration(seconds),
        significant(of_run, 2)
    );
    let _ = writeln!(
        text,
        "expected disk: {} MB",
        significant(disk as f64 / 1e6, 2)
    );
    Ok(text)
}

/// A length of time for people.
fn duration(seconds: f64) -> String {
    let minutes = seconds / 60.0;
    if minutes < 2.0 {
        format!("{} s", significant(seconds, 2))
    } else if minutes < 120.0 {
        format!("{} minutes", significant(minutes, 2))
    } else {
        format!("{} hours", significant(minutes / 60.0, 2))
    }
}
