//! The journal of a study: one line for each run, in the order of the study's list, each with a
//! checksum. Lines are only ever added; a run counts once its line is on the disk.
//!
//! What stands after the last whole line, after a power cut or on a full disk, is cut off and
//! simulated again. So is everything from a line on that is whole and does not hold, which only damage
//! explains.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, Seek as _, SeekFrom, Write};
use std::time::{Duration, Instant};

use crate::output::manifest::sha256;
use crate::study::sweep::{Extent, Kepts, Shard};

/// First word of a journal.
const WORD: &str = "corredor-journal-1";
/// Digits of a checksum.
const DIGITS: usize = 16;
/// Shortest time between two waits for the disk.
const LEAST_WAIT: Duration = Duration::from_millis(200);
/// Least time between two waits for the disk, in multiples of the last one, which keeps their share
/// of the time under 1 %.
const SPARING: u32 = 100;

/// What a journal is written to.
pub trait Durable: Write {
    /// Waits until everything written is on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn make_durable(&mut self) -> io::Result<()>;

    /// Takes away everything after `length` bytes, and goes on there.
    ///
    /// # Errors
    /// What the system says.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

impl Durable for File {
    fn make_durable(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.seek(SeekFrom::Start(length))?;
        self.sync_data()
    }
}

fn checksum(text: &str) -> String {
    let mut sum = sha256(text.as_bytes());
    sum.truncate(DIGITS);
    sum
}

/// The first line: which study, which share of it.
pub fn header(study_sha256: &str, shard: Shard) -> String {
    let text = format!("{WORD},{study_sha256},{shard}");
    format!("{text},{}\n", checksum(&text))
}

/// The line of a run. Numbers are written so that they are read back to the last bit.
pub fn line(run: u64, values: &Kepts) -> String {
    let mut text = run.to_string();
    for value in values {
        text.push(',');
        if let Some(value) = value {
            // Writing to a String cannot fail.
            let _ = write!(text, "{value:e}");
        }
    }
    let sum = checksum(&text);
    let _ = writeln!(text, ",{sum}");
    text
}

/// A journal being written.
#[derive(Debug)]
pub struct Journal<W> {
    out: W,
    /// On the disk.
    bytes: u64,
    runs: u64,
    /// Handed to the system since.
    new_bytes: u64,
    new_runs: u64,
    waited: Instant,
    last_wait: Duration,
    spent: Duration,
}

impl<W: Durable> Journal<W> {
    /// Goes on with a journal that holds `runs` runs in `bytes` bytes; `out` stands at its end.
    pub fn new(out: W, bytes: u64, runs: u64) -> Self {
        Self {
            out,
            bytes,
            runs,
            new_bytes: 0,
            new_runs: 0,
            waited: Instant::now(),
            last_wait: Duration::ZERO,
            spent: Duration::ZERO,
        }
    }

    /// Adds a run, and now and then waits for the disk.
    ///
    /// # Errors
    /// What the system says; what is not on the disk is then cut off.
    pub fn append(&mut self, run: u64, values: &Kepts) -> io::Result<()> {
        let began = Instant::now();
        let line = line(run, values);
        let written = self.out.write_all(line.as_bytes());
        self.or_cut(written)?;
        self.new_bytes += line.len() as u64;
        self.new_runs += 1;
        self.spent += began.elapsed();
        if self.waited.elapsed() >= LEAST_WAIT.max(SPARING * self.last_wait) {
            self.sync()?;
        }
        Ok(())
    }

    /// Waits until every run that was added is on the disk.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn sync(&mut self) -> io::Result<()> {
        let began = Instant::now();
        let durable = self.out.make_durable();
        self.or_cut(durable)?;
        self.bytes += std::mem::take(&mut self.new_bytes);
        self.runs += std::mem::take(&mut self.new_runs);
        self.waited = Instant::now();
        self.last_wait = began.elapsed();
        self.spent += self.last_wait;
        Ok(())
    }

    fn or_cut(&mut self, result: io::Result<()>) -> io::Result<()> {
        if result.is_err() {
            (self.new_bytes, self.new_runs) = (0, 0);
            // If this fails too, the torn end is cut off when the study is resumed.
            let _ = self.out.cut(self.bytes);
        }
        result
    }

    /// Runs that are on the disk.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// Time spent on the journal.
    pub fn spent(&self) -> Duration {
        self.spent
    }
}

/// The lines of a journal.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    text: Vec<u8>,
    bytes: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `input`, from its beginning.
    pub fn new(input: R) -> Self {
        Self {
            input,
            text: Vec::new(),
            bytes: 0,
        }
    }

    /// Bytes of the whole lines read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The study and share in the first line; none if it does not hold.
    ///
    /// # Errors
    /// What the system says.
    pub fn header(&mut self) -> io::Result<Option<(String, Shard)>> {
        let Some((text, bytes)) = self.next()? else {
            return Ok(None);
        };
        let mut cells = text.split(',');
        let header = (cells.next() == Some(WORD))
            .then(|| Some((cells.next()?.to_owned(), Shard::parse(cells.next()?)?)))
            .flatten();
        if header.is_some() {
            self.bytes += bytes;
        }
        Ok(header)
    }

    /// How many runs of a share follow, up to the first that does not hold.
    ///
    /// # Errors
    /// What the system says.
    pub fn count(&mut self, shard: Shard, extent: Extent) -> io::Result<u64> {
        let mut runs = 0;
        while runs < shard.runs(extent) && self.run(shard.run(extent, runs))?.is_some() {
            runs += 1;
        }
        Ok(runs)
    }

    /// Whether the line read last is whole, be it right or wrong, and how many whole lines follow it.
    ///
    /// # Errors
    /// What the system says.
    pub fn rest(mut self) -> io::Result<(bool, u64)> {
        let ends = |text: &[u8]| text.ends_with(b"\n");
        let is_whole = ends(&self.text);
        let mut lines = 0;
        loop {
            self.text.clear();
            if self.input.read_until(b'\n', &mut self.text)? == 0 {
                return Ok((is_whole, lines));
            }
            lines += u64::from(ends(&self.text));
        }
    }

    /// The values of run `run`, if the next line is whole, holds, and is of this run.
    ///
    /// # Errors
    /// What the system says.
    pub fn run(&mut self, run: u64) -> io::Result<Option<Kepts>> {
        let Some((text, bytes)) = self.next()? else {
            return Ok(None);
        };
        let mut cells = text.split(',');
        if cells.next() != Some(run.to_string().as_str()) {
            return Ok(None);
        }
        let values: Option<Kepts> = cells
            .map(|cell| match cell {
                "" => Some(None),
                cell => cell.parse().ok().map(Some),
            })
            .collect();
        if values.is_some() {
            self.bytes += bytes;
        }
        Ok(values)
    }

    /// The next line without its checksum, if it is whole and holds, and its bytes.
    fn next(&mut self) -> io::Result<Option<(&str, u64)>> {
        self.text.clear();
        let bytes = self.input.read_until(b'\n', &mut self.text)? as u64;
        let text = self
            .text
            .strip_suffix(b"\n")
            .and_then(|text| std::str::from_utf8(text).ok())
            .and_then(|text| text.rsplit_once(','));
        Ok(match text {
            Some((text, sum)) if checksum(text) == sum => Some((text, bytes)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk with room for so many bytes.
    struct Disk {
        bytes: Vec<u8>,
        room: usize,
        can_cut: bool,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let fits = bytes.len().min(self.room - self.bytes.len());
            self.bytes.extend_from_slice(&bytes[..fits]);
            if fits == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            Ok(fits)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Durable for &mut Disk {
        fn make_durable(&mut self) -> io::Result<()> {
            Ok(())
        }

        fn cut(&mut self, length: u64) -> io::Result<()> {
            if !self.can_cut {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.bytes.truncate(length as usize);
            Ok(())
        }
    }

    fn values(run: u64) -> Kepts {
        vec![Some(run as f64 / 3.0), None, Some(-1e300), Some(0.0)]
    }

    /// Runs of a journal and the bytes that they take.
    fn held(bytes: &[u8]) -> (u64, u64) {
        let mut lines = Lines::new(bytes);
        assert!(lines.header().unwrap().is_some());
        let mut runs = 0;
        while let Some(read) = lines.run(runs).unwrap() {
            assert_eq!(read, values(runs));
            runs += 1;
        }
        (runs, lines.bytes())
    }

    #[test]
    fn a_full_disk_loses_nothing_that_was_counted_and_the_rest_can_be_added() {
        let head = header("abc", Shard::WHOLE);
        let mut whole = head.clone().into_bytes();
        for run in 0..40 {
            whole.extend_from_slice(line(run, &values(run)).as_bytes());
        }
        let mut torn = 0;
        let rooms = (head.len()..head.len() + 200).flat_map(|it| [(it, true), (it, false)]);
        for (room, can_cut) in rooms {
            let mut disk = Disk {
                bytes: head.clone().into_bytes(),
                room,
                can_cut,
            };
            let mut journal = Journal::new(&mut disk, head.len() as u64, 0);
            let error = (0..40).find_map(|run| {
                let added = journal.append(run, &values(run));
                added.and_then(|()| journal.sync()).err()
            });
            assert_eq!(error.unwrap().kind(), io::ErrorKind::StorageFull);
            let counted = journal.runs();
            let (runs, bytes) = held(&disk.bytes);
            assert_eq!(runs, counted);
            let left = disk.bytes.len() as u64 - bytes;
            assert!(left == 0 || !can_cut, "{room}");
            torn += u64::from(left > 0);
            disk.room = usize::MAX;
            disk.can_cut = true;
            (&mut disk).cut(bytes).unwrap();
            let mut journal = Journal::new(&mut disk, bytes, runs);
            for run in runs..40 {
                journal.append(run, &values(run)).unwrap();
            }
            journal.sync().unwrap();
            assert_eq!(journal.runs(), 40);
            assert_eq!(disk.bytes, whole);
        }
        assert!(torn > 150, "{torn}");
    }

    #[test]
    fn a_journal_cut_anywhere_holds_its_whole_lines_and_no_more() {
        let mut whole = header("abc", Shard::WHOLE).into_bytes();
        let first = whole.len();
        let mut ends = vec![first];
        for run in 0..5 {
            whole.extend_from_slice(line(run, &values(run)).as_bytes());
            ends.push(whole.len());
        }
        for length in first..=whole.len() {
            let (runs, bytes) = held(&whole[..length]);
            let expected = ends.iter().filter(|end| **end <= length).count() - 1;
            assert_eq!((runs as usize, bytes as usize), (expected, ends[expected]));
        }
    }

    #[test]
    fn a_changed_letter_or_another_run_ends_what_holds() {
        let mut bytes = header("abc", Shard::new(2, 3).unwrap()).into_bytes();
        let first = bytes.len();
        bytes.extend_from_slice(line(0, &values(0)).as_bytes());
        bytes.extend_from_slice(line(2, &values(2)).as_bytes());
        assert_eq!(held(&bytes).0, 1, "run 1 is not there");
        for position in 0..bytes.len() - 1 {
            let mut changed = bytes.clone();
            changed[position] ^= 1;
            let mut lines = Lines::new(changed.as_slice());
            let header = lines.header().unwrap();
            if position < first {
                assert!(header.is_none(), "{position}");
            } else {
                let run = lines.run(0).unwrap();
                assert!(run.is_none() || run == Some(values(0)));
            }
        }
    }
}
