//! Runs on several threads, handed over one by one in the order of the list.

use super::{Kepts, Study};
use crate::engine::ledger::LedgerError;
use crate::study::in_order::in_order;

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
    in_order(
        runs,
        threads,
        AHEAD,
        |run| (run, study.simulate(run)),
        |(run, result)| {
            let values = result.map_err(|source| failed(study, run, source))?;
            on_result(run, &values).map_err(SweepError::Delivery)
        },
    )
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
