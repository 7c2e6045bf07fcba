//! What an outcome is at both ends of each factor: a bar from one to the other.

use maud::{Markup, html};

use super::{
    Axis, Drawing, LEADING, Width, class, heading, label, labels, lines, marker, units, upright,
};
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
    let (left, right) = if width == Width::Wide {
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
    let (heading, start) = heading(&panel.title, 0.0, width);
    let mut bottom = start;
    let bars = panel.bars.iter().map(|bar| {
        let (drawn, y) = draw_bar(bar, &axis, (width, bottom), language);
        bottom = y;
        drawn
    });
    let bars: Vec<Markup> = bars.collect();
    let inside = html! {
        (heading)
        (upright(&axis, [start - 6.0, bottom], (width, language)))
        @for bar in bars { (bar) }
    };
    Drawing {
        inside,
        height: bottom + 30.0,
    }
}

/// A bar and how far down it reaches.
fn draw_bar(
    bar: &Bar,
    axis: &Axis,
    (width, top): (Width, f64),
    language: Language,
) -> (Markup, f64) {
    let wide = width == Width::Wide;
    let most = if wide { 36 } else { 50 };
    let names = lines(&bar.label, most);
    let ends = lines(&format!("{} → {}", bar.low.at, bar.high.at), most);
    let below = top + 13.0 + LEADING * names.len() as f64;
    let words = LEADING * (names.len() + ends.len()) as f64;
    let (middle, bottom) = if wide {
        (top + words / 2.0 + 2.0, top + words + 10.0)
    } else {
        (top + words + 10.0, top + words + 24.0)
    };
    let (low, high) = (axis.at(bar.low.outcome), axis.at(bar.high.outcome));
    let colour = class(bar.series, bar.told);
    let [above, under] = [middle - HEIGHT / 2.0, middle + HEIGHT / 2.0];
    let low_end = format!(
        "M{} {}V{}",
        units(low),
        units(above - 2.0),
        units(under + 2.0)
    );
    let outcomes = [&bar.low, &bar.high].map(|it| language.rounded(it.outcome));
    let drawn = html! {
        (labels("row", [0.0, top + 13.0], LEADING, &names))
        (labels("tick-start", [0.0, below], LEADING, &ends))
        rect class={ "swing " (colour) } x=(units(low.min(high))) y=(units(above))
            width=(units((high - low).abs().max(0.5))) height=(units(HEIGHT)) {}
        path class={ "low-end " (colour) } d=(low_end) {}
        (marker(bar.series, [high, middle], bar.told))
        @if wide { (label("value", [width.units(), middle + 4.0], &outcomes.join(" → "))) }
    };
    (drawn, bottom)
}
