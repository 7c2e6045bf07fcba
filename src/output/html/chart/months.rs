//! Months: a line for each policy in a band that holds the interval, beside what was counted.

use maud::{Markup, html};

use super::{Axis, Drawing, SERIES, Width, heading, label, line, units};
use crate::output::html::results::Level;
use crate::output::html::words::Language;

/// One thing over months.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What is counted.
    pub title: String,
    /// A level for each month, by policy.
    pub series: Vec<Vec<Option<Level>>>,
    /// What observers counted, by month.
    pub counted: Vec<Option<f64>>,
}

const HEIGHT: f64 = 130.0;

/// Draws panels under each other over the same months, YYYY-MM.
pub fn draw(months: &[String], panels: &[Panel], width: Width, language: Language) -> Drawing {
    let mut height = 0.0;
    let panels = panels.iter().map(|panel| {
        let (drawn, bottom) = draw_panel(months, panel, (width, language), height);
        height = bottom;
        drawn
    });
    let panels: Vec<Markup> = panels.collect();
    Drawing {
        inside: html! { @for panel in panels { (panel) } },
        height,
    }
}

/// A panel and how far down it reaches.
fn draw_panel(
    months: &[String],
    panel: &Panel,
    (width, language): (Width, Language),
    top: f64,
) -> (Markup, f64) {
    let (left, right) = (58.0, width.units() - 6.0);
    let (heading, top) = heading(&panel.title, top, width);
    let levels = panel.series.iter().flatten().flatten();
    let most = levels
        .map(|it| it.ends()[1].max(it.mean))
        .chain(panel.counted.iter().copied().flatten())
        .fold(0.0, f64::max);
    let across = Axis {
        from: [0.0, left],
        to: [(months.len().max(2) - 1) as f64, right],
    };
    let bottom = top + HEIGHT;
    let up = Axis {
        from: [0.0, bottom],
        to: [most, top],
    };
    let counted = panel.counted.iter().enumerate();
    let counted = counted.filter_map(|(month, people)| {
        Some([across.at(month as f64), up.at((*people)?)].map(units))
    });
    let drawn = html! {
        (heading)
        @for value in up.ticks(4.0) {
            @let y = up.at(value);
            (line(if value.abs() > 0.0 { "grid" } else { "zero" }, [left, y], [right, y]))
            (label("tick-left", [left - 6.0, y + 4.0], &language.exact(value)))
        }
        (years(months, &across, [top, bottom], right))
        @for (position, series) in panel.series.iter().enumerate() {
            (draw_series(series, (&across, &up), position % SERIES))
        }
        @for [x, y] in counted { circle class="counted" cx=(x) cy=(y) r="2.4" {} }
    };
    (drawn, bottom + 30.0)
}

fn years(months: &[String], across: &Axis, [top, bottom]: [f64; 2], right: f64) -> Markup {
    let step = 1 + months.len() / 130;
    let starts = months.iter().enumerate();
    let starts = starts.filter(|(position, month)| *position == 0 || month.ends_with("-01"));
    html! {
        @for (position, month) in starts.step_by(step) {
            @let x = across.at(position as f64);
            (line("grid", [x, top], [x, bottom]))
            // A year that has no room for its name goes without.
            @if x + 34.0 < right || position == 0 {
                (label("tick-start", [x, bottom + 15.0], month.trim_end_matches("-01")))
            }
        }
    }
}

fn draw_series(series: &[Option<Level>], (across, up): (&Axis, &Axis), colour: usize) -> Markup {
    let points = series.iter().enumerate();
    let points = points.filter_map(|(month, level)| Some((across.at(month as f64), (*level)?)));
    let points: Vec<(f64, Level)> = points.collect();
    let path = |of: fn(&Level) -> f64| -> Vec<String> {
        let points = points.iter();
        let points = points.map(|(x, it)| format!("{},{}", units(*x), units(up.at(of(it)))));
        points.collect()
    };
    let mut band = path(|it| it.ends()[1]);
    band.extend(path(|it| it.ends()[0]).into_iter().rev());
    html! {
        @if points.iter().any(|(_, level)| level.interval.is_some()) {
            polygon points=(band.join(" ")) class={ "band s" (colour) } {}
        }
        polyline points=(path(|it| it.mean).join(" ")) class={ "course s" (colour) } {}
    }
}
