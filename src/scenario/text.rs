//! From the bytes of a file to text that can be parsed.

use std::ops::Range;

use super::fault::{Fault, Log};

/// Longest line, in bytes.
const LONGEST_LINE: usize = 1 << 20;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text in `bytes`, without a byte order mark; none, with faults, if it cannot be parsed.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8], log: &mut Log) -> Option<&'a str> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        log.add(Fault::whole(file, "the file is empty"));
        return None;
    }
    let mut sound = true;
    let mut refuse = |line: u64, problem: String, allowed: &str| {
        sound = false;
        log.add(Fault::new(file, Some(line), "", "", problem).allowed(allowed));
    };
    let mut start = 0;
    for (index, end) in ends(bytes).chain([bytes.len()]).enumerate() {
        let length = end.saturating_sub(start);
        if length > LONGEST_LINE {
            refuse(
                index as u64 + 1,
                format!("a line of {length} bytes"),
                &format!("at most {LONGEST_LINE} bytes"),
            );
        }
        start = end + 1;
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        refuse(line_at(bytes, at), "a NUL byte".to_owned(), "text in UTF-8");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => sound.then_some(text),
        Err(error) => {
            refuse(
                line_at(bytes, error.valid_up_to()),
                "bytes that are not UTF-8".to_owned(),
                "text in UTF-8",
            );
            None
        }
    }
}

fn line_at(bytes: &[u8], at: usize) -> u64 {
    ends(bytes).take_while(|end| *end < at).count() as u64 + 1
}

/// Where lines end: at a line feed, or at a carriage return that none follows.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let is_end = |at: &usize| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(*at + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..bytes.len()).filter(is_end)
}

/// Where the lines of a text end.
pub(super) struct Lines {
    ends: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self {
            ends: ends(text.as_bytes()).collect(),
        }
    }

    /// The line, counted from 1, on which the byte `at` stands.
    pub(super) fn line(&self, at: usize) -> u64 {
        self.ends.partition_point(|end| *end < at) as u64 + 1
    }

    /// The line on which `span` starts.
    pub(super) fn start(&self, span: &Range<usize>) -> u64 {
        self.line(span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, decode};
    use crate::scenario::fault::Log;

    #[test]
    fn drops_a_byte_order_mark() {
        let mut log = Log::default();
        assert_eq!(decode("a.csv", b"\xef\xbb\xbfid\n", &mut log), Some("id\n"));
        assert!(log.into_result().is_ok());
    }

    #[test]
    fn names_the_line_of_bytes_that_are_no_text() {
        let mut log = Log::default();
        assert_eq!(decode("a.csv", b"id\nx\n\xff\n", &mut log), None);
        let faults = log.into_result().unwrap_err();
        assert_eq!(faults.all()[0].line, Some(3));
    }

    #[test]
    fn counts_lines_from_one() {
        let lines = Lines::new("a\nb\n");
        assert_eq!((lines.line(0), lines.line(1), lines.line(2)), (1, 1, 2));
        let lines = Lines::new("a\rb\r\nc");
        assert_eq!((lines.line(0), lines.line(2), lines.line(5)), (1, 2, 3));
        let mut log = Log::default();
        assert_eq!(decode("a.csv", b"id\rx\r\xff\r", &mut log), None);
        let faults = log.into_result().unwrap_err();
        assert_eq!(faults.all()[0].line, Some(3));
    }
}
