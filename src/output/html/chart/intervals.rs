//! Means with intervals, one row for each thing and one mark for each policy; differences about zero.

use std::collections::BTreeMap;

use super::{Axis, Drawing, LEADING, Width, class, heading, label, lines, marker, units, upright};
use crate::output::html::markup::Markup;
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
    let mut svg = Markup::default();
    let wide = width == Width::Wide;
    let end = width.units() - panel.beside.as_ref().map_or(0.0, |_| BESIDE);
    let (left, right) = if wide {
        (236.0, end - 178.0)
    } else {
        (24.0, end - 20.0)
    };
    let levels = || {
        let marks = panel.rows.iter().flat_map(|row| row.marks.iter().flatten());
        marks.map(|it| it.level)
    };
    let low = levels()
        .map(|it| it.ends()[0].min(it.mean))
        .fold(0.0, f64::min);
    let high = levels()
        .map(|it| it.ends()[1].max(it.mean))
        .fold(0.0, f64::max);
    let axis = Axis {
        from: [low, left],
        to: [high, right],
    };
    let mut y = heading(&mut svg, &panel.title, width);
    if let Some(text) = &panel.beside {
        let at = [width.units(), y - LEADING - 2.0];
        label(&mut svg, "value", at, text);
    }
    let start = y - 6.0;
    let mut rows = Markup::default();
    let mut bars = BTreeMap::new();
    for row in &panel.rows {
        let place = (width, end, y);
        y = draw_row((&mut rows, &mut bars), row, first, &axis, place, language);
    }
    upright(&mut svg, &axis, [start, y], (width, language));
    for (class, path) in &bars {
        svg.shape("path", &[("class", class), ("d", path)]);
    }
    svg.append(&rows);
    Drawing {
        inside: svg,
        height: y + 30.0,
    }
}

/// Draws a row; its bars are added to those of the panel, one path for each class.
fn draw_row(
    (svg, bars): (&mut Markup, &mut BTreeMap<String, String>),
    row: &Row,
    first: usize,
    axis: &Axis,
    (width, end, top): (Width, f64, f64),
    language: Language,
) -> f64 {
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
    let mut y = if wide {
        top + (bottom - top - words) / 2.0 + 11.0
    } else {
        top + 13.0
    };
    for text in &texts {
        label(svg, "row", [0.0, y], text);
        y += LEADING;
    }
    for (position, mark) in row.marks.iter().enumerate() {
        let middle = marks_top + STEP * (position as f64 + 0.5);
        let Some(mark) = mark else { continue };
        let series = first + position;
        if let Some([low, high]) = mark.level.interval {
            let bar = format!(
                "M{} {}H{}",
                units(axis.at(low)),
                units(middle),
                units(axis.at(high))
            );
            let class = format!("bar {}", class(series, mark.resolved));
            bars.entry(class).or_default().push_str(&bar);
        }
        marker(
            svg,
            series,
            [axis.at(mark.level.mean), middle],
            mark.resolved,
        );
        if wide {
            let text = value(mark.level, language);
            label(svg, "value", [end, middle + 4.0], &text);
        }
        if let Some(text) = &mark.beside {
            label(svg, "value", [width.units(), middle + 4.0], text);
        }
    }
    bottom
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
