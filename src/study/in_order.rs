//! Work done on several threads and taken in one piece at a time, in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, sync_channel};

use rayon::ThreadPoolBuildError;
use rayon::prelude::*;

/// Does every one of `tasks` on `threads` threads, or one for each task if these are fewer, and hands
/// over what `work` makes of them in their order, whatever the number of threads. `take` is called on
/// the calling thread while others work; when it fails, tasks are no longer begun. At most `ahead`
/// tasks per thread are begun and not handed over, so that results that wait for an earlier one are
/// few. A task that panics ends it too, and the panic goes on in the caller.
///
/// # Errors
/// That of `take`, or that the threads could not be started.
pub fn in_order<T: Send, R: Send, E: From<ThreadPoolBuildError>>(
    tasks: impl Iterator<Item = T> + Send,
    threads: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let tasks_at_most = tasks.size_hint().1.unwrap_or(usize::MAX);
    let (threads, ahead) = (threads.min(tasks_at_most).max(1), ahead.max(1));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()?;
    let stopped = &AtomicBool::new(false);
    // A task takes a ticket when it begins and gives it back when it is handed over.
    let (give_ticket, tickets) = sync_channel(ahead * threads);
    for _ in 0..ahead * threads {
        let _ = give_ticket.send(());
    }
    let (tell, results) = channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let begun = tasks
                .enumerate()
                .zip(tickets)
                .take_while(|_| !stopped.load(Ordering::Relaxed));
            pool.install(|| {
                begun
                    .par_bridge()
                    .for_each_with(tell, |tell, ((position, task), ())| {
                        let result = catch_unwind(AssertUnwindSafe(|| work(task)));
                        let _ = tell.send((position, result));
                    });
            });
        });
        // What is moved in here is dropped when handing over ends, which lets the threads end.
        let hand_over = move || {
            let mut waiting = BTreeMap::new();
            let mut next = 0;
            let _stop = Stop(stopped);
            for (position, result) in results {
                waiting.insert(position, result.unwrap_or_else(|it| resume_unwind(it)));
                while let Some(result) = waiting.remove(&next) {
                    take(result)?;
                    next += 1;
                    let _ = give_ticket.send(());
                }
            }
            Ok(())
        };
        hand_over()
    })
}

/// Keeps further tasks from being begun from the moment it is dropped, by a panic too.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    enum Stopped {
        At(u32),
        Threads,
    }

    impl From<ThreadPoolBuildError> for Stopped {
        fn from(_: ThreadPoolBuildError) -> Self {
            Stopped::Threads
        }
    }

    #[test]
    fn results_are_handed_over_in_order_and_a_failure_ends_it() {
        for threads in [1, 4] {
            let mut taken = Vec::new();
            let result = in_order(
                0..1000u32,
                threads,
                2,
                |task| task * task,
                |square| {
                    if square == 900 {
                        return Err(Stopped::At(square));
                    }
                    taken.push(square);
                    Ok(())
                },
            );
            assert!(matches!(result, Err(Stopped::At(900))));
            assert_eq!(taken, (0..30).map(|it| it * it).collect::<Vec<_>>());
        }
    }

    #[test]
    fn there_are_no_more_threads_than_tasks() {
        let mut seen = Vec::new();
        let counted = in_order(
            0..2,
            1_000,
            1,
            |_| rayon::current_num_threads(),
            |threads| {
                seen.push(threads);
                Ok::<(), ThreadPoolBuildError>(())
            },
        );
        assert!(counted.is_ok());
        assert_eq!(seen, [2, 2]);
    }

    #[test]
    fn a_task_that_panics_ends_it_whatever_the_threads() {
        for threads in [1, 4] {
            let ended = catch_unwind(|| {
                in_order(
                    0..1000u32,
                    threads,
                    2,
                    |task| assert_ne!(task, 30, "as it should"),
                    |()| Ok::<(), Stopped>(()),
                )
            });
            assert!(ended.is_err());
        }
    }
}
