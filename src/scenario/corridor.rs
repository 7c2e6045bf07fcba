//! `corridor.toml`: what the corridor is called and when it is looked at.

use jiff::civil::Date;

use super::document::{Document, Entry, Section};
use super::fault::Log;
use super::field::Field;
use crate::world::calendar::Calendar;

pub(super) const FILE: &str = "corridor.toml";

/// Longest window in years; days and months are numbered, and the numbers must fit.
const LONGEST_WINDOW: i16 = 150;

/// Years after the window in which dates may lie: what comes later moves nothing in it.
const AFTER: i16 = 20;

/// First year from which a corridor may take dates: a law can be older than the window by far.
const OLDEST: i16 = 1900;

/// The years from which a corridor may take dates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    first: i16,
    last: i16,
}

impl Span {
    /// The years around a window.
    pub(crate) fn around(first: Date, last: Date) -> Self {
        Self {
            first: OLDEST.min(first.year()),
            last: (last.year() + AFTER).min(9999),
        }
    }

    /// Whether `date`, which `field` states, lies in the span, if it is known; a fault if not.
    pub(crate) fn holds(span: Option<Self>, field: &Field, date: Date, log: &mut Log) -> bool {
        let Some(Self { first, last }) = span else {
            return true;
        };
        let inside = (first..=last).contains(&date.year());
        if !inside {
            let fault = field.fault("far from the corridor's window");
            log.add(fault.allowed(format!("the years {first:04} to {last:04}")));
        }
        inside
    }
}

/// The keys of `corridor.toml`; what could not be read is absent or empty.
#[derive(Default)]
pub(super) struct Corridor<'d> {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) window: Option<(Date, Date)>,
    pub(super) crossing_name: String,
    pub(super) crossing_classes: Vec<Field<'d>>,
    pub(super) rainy_months: Vec<i8>,
    pub(super) window_end: Option<Date>,
    pub(super) reference: Option<Field<'d>>,
}

impl<'d> Corridor<'d> {
    /// What the file says; nothing if it could not be read.
    pub(super) fn read(document: Option<&'d Document>, log: &mut Log) -> Self {
        let Some(document) = document else {
            return Self::default();
        };
        let root = document.root();
        let required = [
            "name",
            "title",
            "description",
            "start",
            "end",
            "crossing_name",
            "crossing_classes",
            "rainy_months",
            "window_end",
            "reference_policy",
        ];
        root.check_keys(&required, &[], log);
        let window = window(&root, log);
        Self {
            name: root.filled("name", log).unwrap_or_default(),
            title: root.filled("title", log).unwrap_or_default(),
            description: root.filled("description", log).unwrap_or_default(),
            window,
            crossing_name: root.filled("crossing_name", log).unwrap_or_default(),
            crossing_classes: crossing_classes(&root, log),
            rainy_months: rainy_months(&root, log),
            window_end: window_end(&root, window, log),
            reference: root.text("reference_policy", log),
        }
    }

    /// The years from which dates may be taken, if the window is known.
    pub(super) fn span(&self) -> Option<Span> {
        self.window.map(|(first, last)| Span::around(first, last))
    }

    /// The days and months of the window, if it is known.
    pub(super) fn calendar(&self) -> Option<Calendar> {
        self.window.map(|(first, last)| Calendar::new(first, last))
    }
}

fn window(root: &Section, log: &mut Log) -> Option<(Date, Date)> {
    let start = root.entry("start").and_then(|entry| entry.date(log));
    let end = root.entry("end").and_then(|entry| entry.date(log));
    let first = start.as_ref().and_then(|field| field.date(log));
    let last = end.as_ref().and_then(|field| field.date(log));
    let (first, last) = (first?, last?);
    let fault = end.as_ref()?.fault("the corridor ends before it starts");
    if last < first {
        log.add(fault.allowed(format!("{first} or later")));
        return None;
    }
    if last.year() - first.year() > LONGEST_WINDOW {
        let fault = end.as_ref()?.fault("the window is too long");
        log.add(fault.allowed(format!("at most {LONGEST_WINDOW} years")));
        return None;
    }
    Some((first, last))
}

fn window_end(root: &Section, window: Option<(Date, Date)>, log: &mut Log) -> Option<Date> {
    let field = root.text("window_end", log)?;
    let month = field.month(log)?;
    if let Some((first, last)) = window
        && (month < first.first_of_month() || month > last)
    {
        let fault = field.fault("outside the corridor's window");
        log.add(fault.allowed(format!("{} to {}", written(first), written(last))));
    }
    Some(month)
}

/// The month of `day` as files write it.
pub(super) fn written(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn crossing_classes<'d>(root: &Section<'d>, log: &mut Log) -> Vec<Field<'d>> {
    let entries = root.list("crossing_classes", log).unwrap_or_default();
    let mut fields: Vec<Field> = Vec::new();
    for entry in entries {
        let Some(field) = entry.text(log) else {
            continue;
        };
        if fields.iter().any(|known| known.text == field.text) {
            log.add(field.fault("duplicate class"));
        } else {
            fields.push(field);
        }
    }
    fields
}

fn rainy_months(root: &Section, log: &mut Log) -> Vec<i8> {
    let entries = root.list("rainy_months", log).unwrap_or_default();
    let mut months = Vec::new();
    for field in entries
        .iter()
        .filter_map(|entry: &Entry| entry.number(log))
        .collect::<Vec<_>>()
    {
        match field.text.parse::<i8>() {
            Ok(month) if months.contains(&month) => log.add(field.fault("duplicate month")),
            Ok(month) if (1..=12).contains(&month) => months.push(month),
            _ => log.add(field.fault("not a month of the year").allowed("1 to 12")),
        }
    }
    months.sort_unstable();
    months
}
