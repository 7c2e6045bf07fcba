//! Figures as SVG: drawn twice, for wide and for narrow pages, so that their text keeps its size.

pub mod intervals;
pub mod map;
pub mod months;
pub mod stacked;
pub mod tornado;

use maud::{Markup, html};

use super::words::Language;

/// How wide a figure is drawn, in units of about one pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// For screens of desks, and for paper.
    Wide,
    /// For telephones.
    Narrow,
}

impl Width {
    /// Both.
    pub const ALL: [Width; 2] = [Width::Wide, Width::Narrow];

    /// Units across.
    pub fn units(self) -> f64 {
        match self {
            Width::Wide => 760.0,
            Width::Narrow => 360.0,
        }
    }

    /// Class of the element, and end of its identifiers.
    pub fn name(self) -> &'static str {
        match self {
            Width::Wide => "wide",
            Width::Narrow => "narrow",
        }
    }
}

/// Policies that colours and markers tell apart; more begin again. The colours, of Okabe and Ito, stand
/// in the style sheet: eyes that see few colours tell them apart, and markers differ in shape too.
pub const SERIES: usize = 6;

/// Class of a mark: its policy, or none where nothing is resolved.
pub fn class(series: usize, resolved: bool) -> String {
    if resolved {
        format!("s{}", series % SERIES)
    } else {
        "open".to_owned()
    }
}

/// Shapes of markers, around their middle.
const SHAPES: [&str; 4] = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.7-3.7h7.4v7.4h-7.4z",
    "M0-5l5 5-5 5-5-5z",
    "M0-5l4.7 8.4h-9.4z",
];
/// Pairs of colour and shape.
const MARKERS: usize = 12;

fn marker_id(series: usize, resolved: bool) -> String {
    if resolved {
        format!("m{}", series % MARKERS)
    } else {
        format!("o{}", series % SHAPES.len())
    }
}

/// Defines the markers, once, for every figure of the page.
pub fn markers() -> Markup {
    let resolved = (0..MARKERS).map(|series| (series, true));
    let open = (0..SHAPES.len()).map(|series| (series, false));
    html! {
        svg.defines aria-hidden="true" {
            defs {
                @for (series, resolved) in resolved.chain(open) {
                    path id=(marker_id(series, resolved))
                        class={ "mark " (class(series, resolved)) }
                        d=(SHAPES[series % SHAPES.len()]) {}
                }
            }
        }
    }
}

/// The marker of a policy, hollow where nothing is resolved.
pub fn marker(series: usize, [x, y]: [f64; 2], resolved: bool) -> Markup {
    html! { use href={ "#" (marker_id(series, resolved)) } x=(units(x)) y=(units(y)) {} }
}

/// A number of units as text, to a tenth.
pub fn units(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths.abs() > 0.0 {
        format!("{tenths}")
    } else {
        "0".to_owned()
    }
}

/// A linear axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Value and position at its beginning.
    pub from: [f64; 2],
    /// Value and position at its end.
    pub to: [f64; 2],
}

impl Axis {
    /// The position of a value.
    pub fn at(&self, value: f64) -> f64 {
        let span = self.to[0] - self.from[0];
        let part = if span > 0.0 {
            (value - self.from[0]) / span
        } else {
            0.0
        };
        self.from[1] + part * (self.to[1] - self.from[1])
    }

    /// About `wanted` round values on it.
    pub fn ticks(&self, wanted: f64) -> Vec<f64> {
        let span = self.to[0] - self.from[0];
        if span <= 0.0 || !span.is_finite() {
            return vec![self.from[0]];
        }
        let rough = span / wanted;
        let magnitude = libm::pow(10.0, libm::floor(libm::log10(rough)));
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|it| it * magnitude)
            .into_iter()
            .find(|step| *step >= rough * 0.999)
            .unwrap_or(rough);
        let first = libm::ceil(self.from[0] / step - 1e-9) as i64;
        let last = libm::floor(self.to[0] / step + 1e-9) as i64;
        (first..=last).map(|it| it as f64 * step).collect()
    }
}

/// Breaks a label into lines of at most so many characters, where words allow.
pub fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A blank that must not break keeps a star with its word.
    let words = text.split(' ').filter(|it| !it.is_empty());
    for word in words.flat_map(|word| parts(word, most)) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A word in parts of at most so many characters, cut after a stop or underscore where there is one.
fn parts(word: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest: Vec<char> = word.chars().collect();
    while rest.len() > most {
        let cut = rest[..most].iter().rposition(|it| matches!(it, '.' | '_'));
        let left = rest.split_off(cut.map_or(most, |it| it + 1));
        parts.push(rest.into_iter().collect());
        rest = left;
    }
    parts.push(rest.into_iter().collect());
    parts
}

/// Text of a figure.
pub fn label(class: &str, [x, y]: [f64; 2], text: &str) -> Markup {
    html! { text class=(class) x=(units(x)) y=(units(y)) { (text) } }
}

/// Lines of text of a figure under each other.
fn labels(class: &str, [x, y]: [f64; 2], leading: f64, texts: &[String]) -> Markup {
    html! {
        @for (line, text) in texts.iter().enumerate() {
            (label(class, [x, y + leading * line as f64], text))
        }
    }
}

/// A straight line of a figure.
pub fn line(class: &str, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> Markup {
    let path = format!("M{} {}L{} {}", units(x1), units(y1), units(x2), units(y2));
    html! { path class=(class) d=(path) {} }
}

/// Distance between lines of text.
const LEADING: f64 = 15.0;

/// The heading of a panel, and how far down that reaches.
fn heading(title: &str, top: f64, width: Width) -> (Markup, f64) {
    let texts = lines(title, if width == Width::Wide { 96 } else { 44 });
    let leading = LEADING + 2.0;
    let heading = labels("panel", [0.0, top + 18.0], leading, &texts);
    (heading, top + 18.0 + leading * texts.len() as f64)
}

/// Upright lines at the ticks of an axis, from the top of the rows to their bottom.
fn upright(axis: &Axis, [top, bottom]: [f64; 2], (width, language): (Width, Language)) -> Markup {
    let wanted = if width == Width::Wide { 5.0 } else { 4.0 };
    html! {
        @for value in axis.ticks(wanted) {
            @let x = axis.at(value);
            (line(if value.abs() > 0.0 { "grid" } else { "zero" }, [x, top], [x, bottom]))
            (label("tick", [x, bottom + 14.0], &language.exact(value)))
        }
    }
}

/// A drawing and its height.
#[derive(Debug)]
pub struct Drawing {
    /// What is inside the element `svg`.
    pub inside: Markup,
    /// Units from top to bottom.
    pub height: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let axis = |low, high| Axis {
            from: [low, 0.0],
            to: [high, 100.0],
        };
        assert_eq!(axis(0.0, 460.0).ticks(4.0), [0.0, 200.0, 400.0]);
        assert_eq!(axis(-98.0, 40.0).ticks(4.0), [-50.0, 0.0]);
        assert_eq!(axis(0.0, 0.0).ticks(4.0), [0.0]);
        assert!((axis(-50.0, 50.0).at(0.0) - 50.0).abs() < 1e-12);
    }

    #[test]
    fn labels_break_between_words() {
        assert_eq!(
            lines("left behind by guide", 12),
            ["left behind", "by guide"]
        );
        assert_eq!(
            lines("abandonment.companion_leave_share 0123456789abcdef", 14),
            [
                "abandonment.",
                "companion_",
                "leave_share",
                "0123456789abcd",
                "ef"
            ]
        );
        assert_eq!(units(-0.04), "0");
    }
}
