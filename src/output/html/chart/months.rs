//! Months: a line for each policy in a band that holds the interval, beside what was counted.

use super::{Axis, Drawing, SERIES, Width, label, line, lines, units};
use crate::output::html::markup::Markup;
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
    let mut svg = Markup::default();
    let mut top = 0.0;
    for panel in panels {
        top = draw_panel(&mut svg, months, panel, (width, language), top);
    }
    Drawing {
        inside: svg,
        height: top,
    }
}

fn draw_panel(
    svg: &mut Markup,
    months: &[String],
    panel: &Panel,
    (width, language): (Width, Language),
    top: f64,
) -> f64 {
    let (left, right) = (58.0, width.units() - 6.0);
    let mut y = top + 18.0;
    for text in lines(&panel.title, if width == Width::Wide { 96 } else { 44 }) {
        label(svg, "panel", [0.0, y], &text);
        y += 17.0;
    }
    let levels = panel.series.iter().flatten().flatten();
    let most = levels
        .map(|it| it.ends()[1].max(it.mean))
        .chain(panel.counted.iter().copied().flatten())
        .fold(0.0, f64::max);
    let across = Axis {
        from: [0.0, left],
        to: [(months.len().max(2) - 1) as f64, right],
    };
    let bottom = y + HEIGHT;
    let up = Axis {
        from: [0.0, bottom],
        to: [most, y],
    };
    for value in up.ticks(4.0) {
        let class = if value.abs() > 0.0 { "grid" } else { "zero" };
        line(svg, class, [left, up.at(value)], [right, up.at(value)]);
        label(
            svg,
            "tick-left",
            [left - 6.0, up.at(value) + 4.0],
            &language.exact(value),
        );
    }
    years(svg, months, &across, [y, bottom], right);
    for (position, series) in panel.series.iter().enumerate() {
        draw_series(svg, series, (&across, &up), position);
    }
    for (month, people) in panel.counted.iter().enumerate() {
        let Some(people) = people else { continue };
        let (x, y) = (units(across.at(month as f64)), units(up.at(*people)));
        svg.shape(
            "circle",
            &[("class", &"counted"), ("cx", &x), ("cy", &y), ("r", &2.4)],
        );
    }
    bottom + 30.0
}

fn years(svg: &mut Markup, months: &[String], across: &Axis, [top, bottom]: [f64; 2], right: f64) {
    let step = 1 + months.len() / 130;
    let starts = months
        .iter()
        .enumerate()
        .filter(|(position, month)| *position == 0 || month.ends_with("-01"));
    for (position, month) in starts.step_by(step) {
        let x = across.at(position as f64);
        line(svg, "grid", [x, top], [x, bottom]);
        let text = if month.ends_with("-01") {
            month.trim_end_matches("-01")
        } else {
            month
        };
        // A year that has no room for its name goes without.
        if x + 34.0 < right || position == 0 {
            label(svg, "tick-start", [x, bottom + 15.0], text);
        }
    }
}

fn draw_series(
    svg: &mut Markup,
    series: &[Option<Level>],
    (across, up): (&Axis, &Axis),
    position: usize,
) {
    let points: Vec<(f64, Level)> = series
        .iter()
        .enumerate()
        .filter_map(|(month, level)| Some((across.at(month as f64), (*level)?)))
        .collect();
    let path = |of: &dyn Fn(&Level) -> f64, points: &mut dyn Iterator<Item = &(f64, Level)>| {
        points
            .map(|(x, level)| format!("{},{}", units(*x), units(up.at(of(level)))))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let has_band = points.iter().any(|(_, level)| level.interval.is_some());
    let above = path(&|it| it.ends()[1], &mut points.iter());
    let below = path(&|it| it.ends()[0], &mut points.iter().rev());
    if has_band {
        svg.shape(
            "polygon",
            &[
                ("points", &format!("{above} {below}")),
                ("class", &format!("band s{}", position % SERIES)),
            ],
        );
    }
    let mean = path(&|it| it.mean, &mut points.iter());
    svg.shape(
        "polyline",
        &[
            ("points", &mean),
            ("class", &format!("course s{}", position % SERIES)),
        ],
    );
}
