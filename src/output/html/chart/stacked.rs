//! A whole and its parts, one bar for each policy.

use maud::{Markup, html};

use super::{Axis, Drawing, LEADING, Width, label, labels, line, lines, units};
use crate::output::html::words::Language;

/// Colours of the parts: Okabe and Ito, with grey and black.
pub const PARTS: [&str; 9] = [
    "#009e73", "#0072b2", "#56b4e9", "#f0e442", "#b8bdc4", "#e69f00", "#d55e00", "#cc79a7",
    "#1b1f24",
];
/// Parts whose colour takes white text.
const DARK: [usize; 4] = [0, 1, 6, 8];

/// A policy and its parts, in the order of [`PARTS`]; a part may be missing.
type Bar<'a> = (&'a str, [Option<f64>; PARTS.len()]);

/// Draws the parts of each policy.
pub fn draw(bars: &[Bar<'_>], width: Width, language: Language) -> Drawing {
    let whole = bars.iter().map(|(_, parts)| parts.iter().flatten().sum());
    let axis = Axis {
        from: [0.0, 0.0],
        to: [whole.fold(0.0, f64::max), width.units() - 20.0],
    };
    let mut y = 2.0;
    let bars = bars.iter().map(|(name, parts)| {
        let texts = lines(name, if width == Width::Wide { 96 } else { 44 });
        let name = labels("row", [0.0, y + LEADING], LEADING, &texts);
        let top = y + LEADING * texts.len() as f64 + 6.0;
        y = top + 38.0;
        html! { (name) (draw_parts(parts, &axis, top, language)) }
    });
    let bars: Vec<Markup> = bars.collect();
    let inside = html! {
        @for bar in bars { (bar) }
        @for value in axis.ticks(5.0) {
            @let (x, class) = (axis.at(value), if value.abs() > 0.0 { "tick" } else { "tick-start" });
            (line("grid", [x, y - 4.0], [x, y]))
            (label(class, [x, y + 13.0], &language.exact(value)))
        }
    };
    Drawing {
        inside,
        height: y + 20.0,
    }
}

fn draw_parts(parts: &[Option<f64>], axis: &Axis, top: f64, language: Language) -> Markup {
    let mut sum = 0.0;
    let parts = parts.iter().zip(PARTS).enumerate();
    let parts = parts.filter_map(|(position, (part, fill))| {
        let part = part.unwrap_or_default();
        let (from, to) = (axis.at(sum), axis.at(sum + part));
        sum += part;
        let wide = units((to - from).max(0.1));
        let text = language.rounded(part);
        let fits = to - from > 8.0 * text.chars().count() as f64 + 6.0;
        let light = DARK.contains(&position);
        let class = if light { "inside-light" } else { "inside-dark" };
        let drawn = html! {
            rect x=(units(from)) y=(units(top)) width=(wide) height="30" class="part" fill=(fill) {}
            @if fits { (label(class, [f64::midpoint(from, to), top + 20.0], &text)) }
        };
        (to - from >= 0.05).then_some(drawn)
    });
    html! { @for part in parts { (part) } }
}
