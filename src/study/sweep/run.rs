//! Runs on several threads, handed over one by one in the order of the list.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, sync_channel};

use rayon::prelude::*;

use super::{Kepts, Study};
use crate::engine::ledger::LedgerError;

/// Runs per thread that may be ahead of the first one that is not handed over yet.
const AHEAD: usize = 64;

/// A run that did not end as it must.
#[derive(Debug, thiserror::Error)]
#[error("point {point}, policy {policy}, replication {replication}: {source}")]
pub struct RunFailed {
    /// Number of the point, from 0.
    pub point: usize,
    /// Name of the policy.
    pub policy: String,
    /// Number of the replication, from 0.
    pub replication: u32,
    /// The breach.
    pub source: LedgerError,
}

/// Why a study stopped.
#[derive(Debug, thiserror::Error)]
pub enum SweepError<E: std::error::Error + 'static> {
    /// A run failed.
    #[error(transparent)]
    Run(#[from] RunFailed),
    /// A result could not be taken in.
    #[error(transparent)]
    Delivery(E),
    /// The threads could not be started.
    #[error("cannot start the threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Simulates the runs at the places `runs` of the study's list on `threads` threads. `on_result`
/// receives place and values in the order of `runs`, whatever the number of threads. It is called on
/// the calling thread while others simulate; when it fails, no further run is begun.
///
/// # Errors
/// [`SweepError`] when a ledger does not close, `on_result` fails, or threads cannot be started.
pub fn run<E: std::error::Error + Send + 'static>(
    study: &Study,
    runs: impl Iterator<Item = u64> + Send,
    threads: usize,
    on_result: &mut dyn FnMut(u64, &Kepts) -> Result<(), E>,
) -> Result<(), SweepError<E>> {
    let threads = threads.max(1);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()?;
    let stopped = AtomicBool::new(false);
    // A run takes a ticket when it begins and gives it back when it is handed over, so that results
    // that wait for an earlier one are few.
    let (give_ticket, tickets) = sync_channel(AHEAD * threads);
    for _ in 0..AHEAD * threads {
        let _ = give_ticket.send(());
    }
    let (tell, results) = channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let begun = runs
                .enumerate()
                .zip(tickets)
                .take_while(|_| !stopped.load(Ordering::Relaxed));
            pool.install(|| {
                begun
                    .par_bridge()
                    .for_each_with(tell, |tell, ((position, run), ())| {
                        let _ = tell.send((position, run, study.simulate(run)));
                    });
            });
        });
        // What is moved in here is dropped when handing over ends, which lets the threads end.
        let hand_over = move || {
            let mut waiting = BTreeMap::new();
            let mut next = 0;
            for (position, run, result) in results {
                waiting.insert(position, (run, result));
                while let Some((run, result)) = waiting.remove(&next) {
                    let values = result.map_err(|source| failed(study, run, source))?;
                    on_result(run, &values).map_err(SweepError::Delivery)?;
                    next += 1;
                    let _ = give_ticket.send(());
                }
            }
            Ok(())
        };
        let result = hand_over();
        stopped.store(true, Ordering::Relaxed);
        result
    })
}

fn failed(study: &Study, run: u64, source: LedgerError) -> RunFailed {
    let unit = study.extent().unit(run);
    RunFailed {
        point: unit.point,
        policy: study.policies[unit.policy].name.clone(),
        replication: unit.replication,
        source,
    }
}
