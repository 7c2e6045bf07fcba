//! A whole and its parts, one bar for each policy.

use super::{Axis, Drawing, Width, label, line, lines, units};
use crate::output::html::markup::Markup;
use crate::output::html::words::Language;

/// Colours of the parts: Okabe and Ito, with grey and black.
pub const PARTS: [&str; 9] = [
    "#009e73", "#0072b2", "#56b4e9", "#f0e442", "#b8bdc4", "#e69f00", "#d55e00", "#cc79a7",
    "#1b1f24",
];
/// Parts whose colour takes white text.
const DARK: [usize; 4] = [0, 1, 6, 8];

/// Draws the parts of each policy, in the order of [`PARTS`]; a part may be missing.
pub fn draw(bars: &[(String, Vec<Option<f64>>)], width: Width, language: Language) -> Drawing {
    let wide = width == Width::Wide;
    let (left, right) = (0.0, width.units() - 20.0);
    let whole = bars
        .iter()
        .map(|(_, parts)| parts.iter().flatten().sum::<f64>())
        .fold(0.0, f64::max);
    let axis = Axis {
        from: [0.0, left],
        to: [whole, right],
    };
    let mut svg = Markup::default();
    let mut y = 2.0;
    for (name, parts) in bars {
        for text in lines(name, if wide { 96 } else { 44 }) {
            y += 15.0;
            label(&mut svg, "row", [0.0, y], &text);
        }
        y += 6.0;
        let mut sum = 0.0;
        for (position, part) in parts.iter().enumerate() {
            let part = part.unwrap_or_default();
            let (from, to) = (axis.at(sum), axis.at(sum + part));
            sum += part;
            if to - from < 0.05 {
                continue;
            }
            svg.shape(
                "rect",
                &[
                    ("x", &units(from)),
                    ("y", &units(y)),
                    ("width", &units((to - from).max(0.1))),
                    ("height", &30),
                    ("class", &"part"),
                    ("fill", &PARTS[position % PARTS.len()]),
                ],
            );
            let text = language.rounded(part);
            if to - from > 8.0 * text.chars().count() as f64 + 6.0 {
                let class = if DARK.contains(&position) {
                    "inside-light"
                } else {
                    "inside-dark"
                };
                label(&mut svg, class, [f64::midpoint(from, to), y + 20.0], &text);
            }
        }
        y += 38.0;
    }
    for value in axis.ticks(5.0) {
        let x = axis.at(value);
        line(&mut svg, "grid", [x, y - 4.0], [x, y]);
        let class = if value.abs() > 0.0 {
            "tick"
        } else {
            "tick-start"
        };
        label(&mut svg, class, [x, y + 13.0], &language.exact(value));
    }
    Drawing {
        inside: svg,
        height: y + 20.0,
    }
}
