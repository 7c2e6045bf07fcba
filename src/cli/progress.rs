//! Progress on standard error: a bar on a terminal, else a line every few seconds.

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

/// Time between two lines where there is no terminal.
const EVERY: Duration = Duration::from_secs(5);

enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Instant>),
}

impl Shown {
    /// A bar in this style on a terminal, else lines, unless nothing is wanted.
    fn new(total: u64, begun: u64, style: &str, quiet: bool) -> Self {
        if quiet {
            return Shown::Nothing;
        }
        if !std::io::stderr().is_terminal() {
            return Shown::Lines(Mutex::new(Instant::now()));
        }
        let bar = ProgressBar::new(total).with_position(begun);
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.tick();
        Shown::Bar(bar)
    }
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
        let style = "{bar:30} {pos}/{len} replications, {eta} left";
        Self {
            total,
            ended: AtomicUsize::new(0),
            shown: Shown::new(total as u64, 0, style, quiet),
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
                    super::tell(format_args!("{ended} of {} replications", self.total));
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

/// How far a study is: a bar on a terminal, else a line for each finished point.
pub struct Runs {
    resumed: u64,
    total: u64,
    of_point: u64,
    began: Instant,
    told: Cell<u64>,
    shown: Shown,
}

impl Runs {
    /// Progress over `total` runs of which `resumed` were there before, `of_point` for each point.
    pub fn new(resumed: u64, total: u64, of_point: u64, quiet: bool) -> Self {
        Self {
            resumed,
            total,
            of_point,
            began: Instant::now(),
            told: Cell::new(resumed / of_point),
            shown: Shown::new(total, resumed, "{bar:30} {pos}/{len} runs, {msg}", quiet),
        }
    }

    /// So many runs are on the disk.
    pub fn reached(&self, runs: u64) {
        match &self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                if bar.position() != runs {
                    bar.set_message(self.pace(runs));
                    bar.set_position(runs);
                }
            }
            Shown::Lines(_) => {
                let points = self.total / self.of_point;
                while self.told.get() < runs / self.of_point {
                    self.told.set(self.told.get() + 1);
                    let point = self.told.get();
                    super::tell(format_args!(
                        "point {point} of {points}, {}",
                        self.pace(runs)
                    ));
                }
            }
        }
    }

    /// Runs per second, and the time left.
    fn pace(&self, runs: u64) -> String {
        let pace = (runs - self.resumed) as f64 / self.began.elapsed().as_secs_f64();
        let left = (self.total - runs) as f64 / pace.max(f64::MIN_POSITIVE);
        let left = HumanDuration(Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX));
        format!("{pace:.1} runs/s, {left:#} left")
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}
