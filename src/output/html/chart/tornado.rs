//! What an outcome is at both ends of each factor: a bar from one to the other.

use super::{Axis, Drawing, LEADING, Width, class, heading, label, lines, marker, units, upright};
use crate::output::html::markup::Markup;
use crate::output::html::words::Language;

/// An end of a factor: the value in words, and the outcome there.
#[derive(Clone, Debug)]
pub struct End {
    /// The factor's value.
    pub at: String,
    /// The outcome.
    pub outcome: f64,
}

/// A factor.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Lower end.
    pub low: End,
    /// Upper end.
    pub high: End,
    /// Position among the series of colours and markers.
    pub series: usize,
    /// Whether it is drawn in its colour, or in grey since luck alone may make it.
    pub told: bool,
}

/// Bars with one axis.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What the axis counts.
    pub title: String,
    /// The bars, the longest first.
    pub bars: Vec<Bar>,
}

/// Height of a bar.
const HEIGHT: f64 = 11.0;
/// Part of the axis that is left free at either end.
const FREE: f64 = 0.03;

/// Draws a panel.
pub fn draw(panel: &Panel, width: Width, language: Language) -> Drawing {
    let mut svg = Markup::default();
    let wide = width == Width::Wide;
    let (left, right) = if wide {
        (256.0, width.units() - 150.0)
    } else {
        (28.0, width.units() - 28.0)
    };
    let outcomes = || {
        let bars = panel.bars.iter();
        bars.flat_map(|it| [it.low.outcome, it.high.outcome])
    };
    let low = outcomes().fold(f64::INFINITY, f64::min);
    let high = outcomes().fold(f64::NEG_INFINITY, f64::max);
    let free = FREE * (high - low);
    let axis = Axis {
        from: [low - free, left],
        to: [high + free, right],
    };
    let mut y = heading(&mut svg, &panel.title, width);
    let start = y - 6.0;
    let mut rows = Markup::default();
    for bar in &panel.bars {
        y = draw_bar(&mut rows, bar, &axis, (width, y), language);
    }
    upright(&mut svg, &axis, [start, y], (width, language));
    svg.append(&rows);
    Drawing {
        inside: svg,
        height: y + 30.0,
    }
}

fn draw_bar(
    svg: &mut Markup,
    bar: &Bar,
    axis: &Axis,
    (width, top): (Width, f64),
    language: Language,
) -> f64 {
    let wide = width == Width::Wide;
    let most = if wide { 36 } else { 50 };
    let names = lines(&bar.label, most);
    let ends = lines(&format!("{} → {}", bar.low.at, bar.high.at), most);
    let words = LEADING * (names.len() + ends.len()) as f64;
    let mut y = top + 13.0;
    for (texts, class) in [(names, "row"), (ends, "tick-start")] {
        for text in texts {
            label(svg, class, [0.0, y], &text);
            y += LEADING;
        }
    }
    let (middle, bottom) = if wide {
        (top + words / 2.0 + 2.0, top + words + 10.0)
    } else {
        (top + words + 10.0, top + words + 24.0)
    };
    let (low, high) = (axis.at(bar.low.outcome), axis.at(bar.high.outcome));
    let colour = class(bar.series, bar.told);
    svg.shape(
        "rect",
        &[
            ("class", &format!("swing {colour}")),
            ("x", &units(low.min(high))),
            ("y", &units(middle - HEIGHT / 2.0)),
            ("width", &units((high - low).abs().max(0.5))),
            ("height", &units(HEIGHT)),
        ],
    );
    let end = format!(
        "M{} {}V{}",
        units(low),
        units(middle - HEIGHT / 2.0 - 2.0),
        units(middle + HEIGHT / 2.0 + 2.0)
    );
    let class = format!("low-end {colour}");
    svg.shape("path", &[("class", &class), ("d", &end)]);
    marker(svg, bar.series, [high, middle], bar.told);
    if wide {
        let text = format!(
            "{} → {}",
            language.rounded(bar.low.outcome),
            language.rounded(bar.high.outcome)
        );
        label(svg, "value", [width.units(), middle + 4.0], &text);
    }
    bottom
}
