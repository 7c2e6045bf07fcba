//! Means with intervals, one row for each thing and one mark for each policy; differences about zero.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{
    Axis, Drawing, LEADING, Width, class, heading, label, labels, lines, marker, units, upright,
};
use crate::output::html::results::Level;
use crate::output::html::words::Language;

/// A mean with its interval.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The numbers.
    pub level: Level,
    /// Whether it is drawn in the colour of the policy, or in grey.
    pub resolved: bool,
    /// What stands beside it, under [`Panel::beside`].
    pub beside: Option<String>,
}

impl Mark {
    /// A mark with nothing beside it.
    pub fn of(level: Level, resolved: bool) -> Self {
        Self {
            level,
            resolved,
            beside: None,
        }
    }
}

/// A thing and its marks.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub label: String,
    /// Where its numbers stand: table and key, without the policy.
    pub key: String,
    /// A mark for each policy.
    pub marks: Vec<Option<Mark>>,
}

/// Rows with one axis.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What the axis counts.
    pub title: String,
    /// Heading of the texts beside marks, if they have any.
    pub beside: Option<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Panel {
    /// The rows that have a mark.
    pub fn of(title: &str, beside: Option<&str>, rows: impl Iterator<Item = Row>) -> Self {
        Self {
            title: title.to_owned(),
            beside: beside.map(str::to_owned),
            rows: rows
                .filter(|row| row.marks.iter().any(Option::is_some))
                .collect(),
        }
    }
}

/// Distance between marks of a row.
const STEP: f64 = 14.0;
/// Room for texts beside marks.
const BESIDE: f64 = 52.0;

/// Draws a panel; the policy of the first mark has position `first` among the colours.
pub fn draw(panel: &Panel, first: usize, width: Width, language: Language) -> Drawing {
    let end = width.units() - panel.beside.as_ref().map_or(0.0, |_| BESIDE);
    let (left, right) = if width == Width::Wide {
        (236.0, end - 178.0)
    } else {
        (24.0, end - 20.0)
    };
    let marks = panel.rows.iter().flat_map(|row| row.marks.iter().flatten());
    let levels = marks.map(|it| it.level);
    let [low, high] = levels.fold([0.0_f64; 2], |[low, high], it| {
        let ends = it.ends();
        [
            low.min(ends[0]).min(it.mean),
            high.max(ends[1]).max(it.mean),
        ]
    });
    let axis = Axis {
        from: [low, left],
        to: [high, right],
    };
    let (heading, start) = heading(&panel.title, 0.0, width);
    let mut bottom = start;
    let mut bars = BTreeMap::new();
    let rows = panel.rows.iter().map(|row| {
        let (drawn, y) = draw_row(row, first, &axis, (width, end, bottom), language, &mut bars);
        bottom = y;
        drawn
    });
    let rows: Vec<Markup> = rows.collect();
    let inside = html! {
        (heading)
        @if let Some(text) = &panel.beside {
            (label("value", [width.units(), start - LEADING - 2.0], text))
        }
        (upright(&axis, [start - 6.0, bottom], (width, language)))
        @for (class, path) in &bars { path class=(class) d=(path) {} }
        @for row in rows { (row) }
    };
    Drawing {
        inside,
        height: bottom + 30.0,
    }
}

/// A row and how far down it reaches; its bars are added to those of the panel, one path for each class.
fn draw_row(
    row: &Row,
    first: usize,
    axis: &Axis,
    (width, end, top): (Width, f64, f64),
    language: Language,
    bars: &mut BTreeMap<String, String>,
) -> (Markup, f64) {
    let wide = width == Width::Wide;
    let texts = lines(&row.label, if wide { 32 } else { 50 });
    let words = LEADING * texts.len() as f64;
    let marks = STEP * row.marks.len() as f64;
    let (marks_top, bottom) = if wide {
        let height = words.max(marks) + 8.0;
        (top + (height - marks) / 2.0, top + height)
    } else {
        (top + words + 5.0, top + words + marks + 12.0)
    };
    let y = if wide {
        top + (bottom - top - words) / 2.0 + 11.0
    } else {
        top + 13.0
    };
    let place = |position| marks_top + STEP * (position as f64 + 0.5);
    let marks = row.marks.iter().enumerate();
    let marks: Vec<(usize, &Mark)> = marks
        .filter_map(|it| Some((it.0, it.1.as_ref()?)))
        .collect();
    for (position, mark) in &marks {
        if let Some(ends) = mark.level.interval {
            let [low, high] = ends.map(|it| units(axis.at(it)));
            let bar = format!("M{low} {}H{high}", units(place(*position)));
            let class = format!("bar {}", class(first + position, mark.resolved));
            bars.entry(class).or_default().push_str(&bar);
        }
    }
    let drawn = html! {
        (labels("row", [0.0, y], LEADING, &texts))
        @for (position, mark) in marks {
            @let y = place(position);
            (marker(first + position, [axis.at(mark.level.mean), y], mark.resolved))
            @if wide { (label("value", [end, y + 4.0], &value(mark.level, language))) }
            @if let Some(text) = &mark.beside {
                (label("value", [width.units(), y + 4.0], text))
            }
        }
    };
    (drawn, bottom)
}

/// A mean with its interval, a digit shorter where it would run into the marks.
fn value(level: Level, language: Language) -> String {
    let text = |digits| {
        let text = |it| language.significant(it, digits);
        let mean = text(level.mean);
        level.interval.map_or(mean.clone(), |[low, high]| {
            let between = language.between();
            format!("{mean} [{}{between}{}]", text(low), text(high))
        })
    };
    let full = text(3);
    if full.chars().count() > LONGEST {
        text(2)
    } else {
        full
    }
}

/// Longest value that has room beside the marks.
const LONGEST: usize = 23;
