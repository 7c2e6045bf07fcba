//! Progress on standard error: a bar on a terminal, else a line every few seconds.

use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Time between two lines where there is no terminal.
const EVERY: Duration = Duration::from_secs(5);

enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Instant>),
}

/// How many replications have ended.
pub struct Progress {
    total: usize,
    ended: AtomicUsize,
    shown: Shown,
}

impl Progress {
    /// Progress over `total` replications.
    pub fn new(total: usize, quiet: bool) -> Self {
        let shown = if quiet {
            Shown::Nothing
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new(total as u64);
            let style =
                ProgressStyle::with_template("{bar:30} {pos}/{len} replications, {eta} left");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.tick();
            Shown::Bar(bar)
        } else {
            Shown::Lines(Mutex::new(Instant::now()))
        };
        Self {
            total,
            ended: AtomicUsize::new(0),
            shown,
        }
    }

    /// Another replication has ended.
    pub fn tick(&self) {
        let ended = self.ended.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => bar.inc(1),
            Shown::Lines(last) => {
                if let Ok(mut last) = last.lock()
                    && last.elapsed() >= EVERY
                {
                    *last = Instant::now();
                    eprintln!("{ended} of {} replications", self.total);
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}
