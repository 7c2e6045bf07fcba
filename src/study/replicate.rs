//! Replications of policies on several threads, delivered one by one in a fixed order.

use std::convert::Infallible;

use super::in_order::in_order;
use super::indicators::Outcome;
use crate::engine::ledger::LedgerError;
use crate::engine::{Counts, RunSpec, simulate};
use crate::measures::indicators;
use crate::observe::Tally;
use crate::world::World;
use crate::world::policy::Policy;

/// Replications per thread that may be begun and not handed over.
const AHEAD: usize = 4;

/// One replication of one policy.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Position of the policy.
    pub policy: usize,
    /// Number of the replication, from 0.
    pub replication: u32,
    /// Its size and work.
    pub counts: Counts,
    /// What was counted.
    pub tally: Tally,
}

/// Why a study stopped.
#[derive(Debug, thiserror::Error)]
pub enum StudyError<E: std::error::Error + 'static> {
    /// The ledger of a replication did not close.
    #[error("replication {replication} of policy {policy}: {source}")]
    Ledger {
        /// Name of the policy.
        policy: String,
        /// Number of the replication.
        replication: u32,
        /// The breach.
        source: LedgerError,
    },
    /// A result could not be taken in.
    #[error(transparent)]
    Delivery(E),
    /// The threads could not be started.
    #[error("cannot start the threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Replications that share what is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// What is simulated.
    pub spec: RunSpec,
    /// Number of the first replication.
    pub first: u32,
}

/// Simulates `replications` of each policy on `threads` threads. `progress` is called from any
/// thread when a replication ends. `on_result` receives the results ordered by replication, then
/// policy, whatever the number of threads, on the calling thread; at most four results per thread are
/// held at a time.
///
/// # Errors
/// [`StudyError`] when a ledger does not close, `on_result` fails, or threads cannot be started.
pub fn replicate<E: std::error::Error + Send + 'static>(
    world: &World,
    policies: &[Policy],
    spec: &RunSpec,
    replications: u32,
    threads: usize,
    progress: &(dyn Fn() + Sync),
    on_result: &mut (dyn FnMut(Finished) -> Result<(), E> + Send),
) -> Result<(), StudyError<E>> {
    let batch = Batch {
        spec: spec.clone(),
        first: 0,
    };
    replicate_batches(
        world,
        policies,
        &[batch],
        replications,
        threads,
        progress,
        on_result,
    )
}

/// Simulates `replications` of each policy in each batch, as [`replicate()`] does; results come ordered by
/// batch, replication, then policy.
///
/// # Errors
/// [`StudyError`] when a ledger does not close, `on_result` fails, or threads cannot be started.
pub fn replicate_batches<E: std::error::Error + Send + 'static>(
    world: &World,
    policies: &[Policy],
    batches: &[Batch],
    replications: u32,
    threads: usize,
    progress: &(dyn Fn() + Sync),
    on_result: &mut (dyn FnMut(Finished) -> Result<(), E> + Send),
) -> Result<(), StudyError<E>> {
    let numbered = |batch: &Batch| batch.first..batch.first + replications;
    let tasks: Vec<(&RunSpec, u32, usize)> = batches
        .iter()
        .flat_map(|batch| numbered(batch).map(move |replication| (&batch.spec, replication)))
        .flat_map(|(spec, replication)| {
            (0..policies.len()).map(move |policy| (spec, replication, policy))
        })
        .collect();
    let run = |&(spec, replication, policy): &(&RunSpec, u32, usize)| {
        let mut tally = Tally::new(world, spec);
        let result = simulate(world, &policies[policy], spec, replication, &mut tally);
        progress();
        match result {
            Ok(counts) => Ok(Finished {
                policy,
                replication,
                counts,
                tally,
            }),
            Err(source) => Err(StudyError::Ledger {
                policy: policies[policy].name.clone(),
                replication,
                source,
            }),
        }
    };
    in_order(tasks.iter(), threads, AHEAD, run, |result| {
        on_result(result?).map_err(StudyError::Delivery)
    })
}

/// Simulates `replications` of each policy on `threads` threads and gives the indicators of each, in
/// the order of `policies`. [`replicate()`] hands over the counts of every replication instead.
///
/// # Errors
/// [`StudyError`] when a ledger does not close or threads cannot be started.
pub fn outcomes(
    world: &World,
    policies: &[Policy],
    spec: &RunSpec,
    replications: u32,
    threads: usize,
) -> Result<Vec<Outcome>, StudyError<Infallible>> {
    let mut outcomes: Vec<Outcome> = policies.iter().cloned().map(Outcome::new).collect();
    replicate(
        world,
        policies,
        spec,
        replications,
        threads,
        &|| {},
        &mut |finished| {
            let values = indicators(world, &finished.tally, spec.scale);
            outcomes[finished.policy].add(values);
            Ok(())
        },
    )?;
    Ok(outcomes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::fixture;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        let world = fixture::world();
        let policies = [fixture::policy("a"), fixture::policy("b")];
        let spec = RunSpec {
            from: world.start,
            to: world.end,
            scale: 1.0,
            seed: 1,
            fixed_parameters: true,
            ..RunSpec::of(&world)
        };
        for threads in [1, 3] {
            let ended = AtomicUsize::new(0);
            let mut order = Vec::new();
            let result: Result<(), StudyError<std::fmt::Error>> = replicate(
                &world,
                &policies,
                &spec,
                5,
                threads,
                &|| {
                    ended.fetch_add(1, Ordering::Relaxed);
                },
                &mut |finished| {
                    order.push((finished.replication, finished.policy));
                    Ok(())
                },
            );
            assert!(result.is_ok());
            let expected: Vec<_> = (0..5).flat_map(|it| [(it, 0), (it, 1)]).collect();
            assert_eq!(order, expected);
            assert_eq!(ended.into_inner(), 10);
        }
    }
}
