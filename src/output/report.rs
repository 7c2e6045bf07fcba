//! The printed tables: results of a policy, the difference between two, and the input check.

use super::notes::{closing, opening};
use super::number::{plain, rounded, significant};
use super::text::{WIDTH, markdown, sentence_case, shorten, wrap};
use super::uncertainty::Cover;
use super::worth::worth;
use crate::measures::Denominator::{self, Count};
use crate::measures::{Definition, Shown, catalogue};
use crate::study::compare::Comparison;
use crate::study::inputs;
use crate::study::{Contrast, Outcome, RunSpec, Summary};
use crate::world::World;

/// What the report says besides the numbers.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The corridor.
    pub world: &'a World,
    /// What was simulated.
    pub spec: &'a RunSpec,
    /// Replications of each policy.
    pub replications: u32,
    /// How much of what is not known is covered, where all of it is varied.
    pub cover: Option<Cover>,
    /// Whether headings may be bold.
    pub bold: bool,
}

/// The report of a run: one policy.
pub fn run(setting: &Setting<'_>, outcome: &Outcome) -> String {
    let rows = rows(setting.world, &[outcome], |code, denominator| {
        let summary = level(outcome, code, denominator);
        summary.map_or(vec!["-".to_owned(), "-".to_owned()], |it| {
            vec![significant(it.mean, DIGITS), interval(&it, DIGITS)]
        })
    });
    let mut text = opening(setting);
    text.push_str(&named(outcome));
    text.push('\n');
    text.push_str(&layout(setting, &["mean", "[95 % interval]"], &rows));
    text.push_str(&closing(setting, &[outcome], false));
    text
}

/// The report of a comparison: the first policy beside each of the others, of which `comparisons` are
/// made.
pub fn comparison(
    setting: &Setting<'_>,
    outcomes: &[Outcome],
    comparisons: &[Comparison],
) -> String {
    let mut text = opening(setting);
    for outcome in outcomes {
        text.push_str(&named(outcome));
    }
    if let Some((first, others)) = outcomes.split_first() {
        for (other, comparison) in others.iter().zip(comparisons) {
            text.push('\n');
            text.push_str(&pair(setting, [first, other], comparison));
        }
    }
    let all: Vec<&Outcome> = outcomes.iter().collect();
    text.push_str(&closing(setting, &all, true));
    text
}

/// Significant digits, one less where a number and its interval take more than [`LONG`] characters.
const DIGITS: usize = 3;
/// Longest number with interval that is printed with all digits.
const LONG: usize = 21;

fn with_interval(summary: Option<Summary>) -> String {
    let Some(summary) = summary else {
        return "-".to_owned();
    };
    let text = |digits| {
        format!(
            "{} {}",
            significant(summary.mean, digits),
            interval(&summary, digits)
        )
    };
    let full = text(DIGITS);
    if full.chars().count() <= LONG {
        return full;
    }
    let short = text(DIGITS - 1);
    if short.chars().count() <= LONG {
        return short;
    }
    // Large numbers keep their length whatever their digits: they lose the marks of thousands.
    let mut rest = short.chars().peekable();
    let mut plain = String::with_capacity(short.len());
    while let Some(character) = rest.next() {
        if character != ',' || rest.peek() == Some(&' ') {
            plain.push(character);
        }
    }
    plain
}

fn pair(setting: &Setting<'_>, [first, second]: [&Outcome; 2], comparison: &Comparison) -> String {
    let rows = rows(setting.world, &[first, second], |code, denominator| {
        let mut contrasts = comparison.contrasts.iter();
        let contrast = contrasts.find(|it| it.key.is(code, denominator.name()));
        let difference = contrast
            .and_then(|it| it.difference)
            .map(|it| it.times(factor(denominator)));
        vec![
            with_interval(level(first, code, denominator)),
            with_interval(level(second, code, denominator)),
            with_interval(difference),
            contrast.map_or("unresolved".to_owned(), agreement),
        ]
    });
    let heads = [
        shorten(&first.policy.name, 20),
        shorten(&second.policy.name, 20),
        "difference".to_owned(),
        match setting.cover {
            Some(_) => "stability Q1".to_owned(),
            None => "agree on sign".to_owned(),
        },
    ];
    let mut text = layout(setting, &heads.each_ref().map(String::as_str), &rows);
    for line in &comparison.money {
        // Unit costs and most harm are assumed, as the rows marked above are.
        let sentence = format!("* {}", worth(line, &second.policy.name));
        text.push_str(&wrap(&sentence, WIDTH, ""));
    }
    text
}

/// The share of replications that agree on the sign, or the stability of the contrast, and whether it
/// stays open.
fn agreement(contrast: &Contrast) -> String {
    if let Some(stability) = contrast.stability {
        let open = if stability.unresolved() {
            " unresolved"
        } else {
            ""
        };
        let share = stability
            .q1
            .map_or("-".to_owned(), |q1| format!("{:.0} %", 100.0 * q1));
        return share + open;
    }
    let share = contrast.p_sign.filter(|&share| share > 0.0);
    let share = share.map_or(String::new(), |share| format!("{:.0} %", 100.0 * share));
    if contrast.unresolved() {
        // All agree and nothing is resolved: too few replications, which the notes explain.
        let share = share.trim_start_matches("100 %");
        format!("{share} unresolved").trim_start().to_owned()
    } else {
        share
    }
}

enum Line {
    Heading(String),
    Cells(String, Vec<String>),
}

fn rows(
    world: &World,
    outcomes: &[&Outcome],
    cells: impl Fn(&'static str, Denominator) -> Vec<String>,
) -> Vec<Line> {
    let happens = |code, denominator| {
        outcomes
            .iter()
            .filter_map(|outcome| level(outcome, code, denominator))
            .any(|summary| summary.mean > 0.0)
    };
    let mut lines = Vec::new();
    let mut before = Count;
    for (definition, denominator) in catalogue::printed() {
        let rare = definition.shown(denominator) == Shown::Occurring;
        if rare && !happens(definition.code, denominator) {
            continue;
        }
        if denominator != before {
            before = denominator;
            lines.push(Line::Heading(sentence_case(denominator.words())));
        }
        lines.push(Line::Cells(
            label(world, definition, denominator),
            cells(definition.code, denominator),
        ));
    }
    lines
}

fn named(outcome: &Outcome) -> String {
    wrap(
        &format!("Policy {}: {}", outcome.policy.name, outcome.policy.title),
        WIDTH,
        "",
    )
}

/// Counts are printed in thousands.
fn factor(denominator: Denominator) -> f64 {
    if denominator == Count { 0.001 } else { 1.0 }
}

pub(super) fn level(outcome: &Outcome, code: &str, denominator: Denominator) -> Option<Summary> {
    let series = outcome.total(code, denominator)?;
    Some(Summary::of(series.values.iter().copied().flatten())?.times(factor(denominator)))
}

fn interval(summary: &Summary, digits: usize) -> String {
    if summary.runs < 2 {
        return "[-]".to_owned();
    }
    let (low, high) = summary.interval();
    format!(
        "[{}, {}]",
        significant(low, digits),
        significant(high, digits)
    )
}

/// The name of a row, starred where it rests on assumptions.
fn label(world: &World, definition: &Definition, denominator: Denominator) -> String {
    let unit = if denominator == Count {
        ", thousands"
    } else {
        ""
    };
    let assumed = definition.rests_on_assumptions(Some(world));
    let star = if assumed { " *" } else { "" };
    format!("{}{unit}{star}", definition.name)
}

fn layout(setting: &Setting<'_>, heads: &[&str], rows: &[Line]) -> String {
    let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count()).collect();
    for row in rows {
        if let Line::Cells(_, cells) = row {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
    }
    // Columns are set apart as far as the width allows, by one blank at least.
    let label = rows
        .iter()
        .map(|row| {
            if let Line::Cells(label, _) = row {
                label.chars().count()
            } else {
                0
            }
        })
        .max()
        .unwrap_or(0);
    let used: usize = label + widths.iter().sum::<usize>();
    let gap = (WIDTH.saturating_sub(used) / heads.len().max(1)).clamp(1, 3);
    let line = |text: &str, cells: &mut dyn Iterator<Item = &str>| {
        let mut text = format!("{text:<label$}");
        for (cell, &width) in cells.zip(&widths) {
            text.push_str(&" ".repeat(gap + width - cell.chars().count()));
            text.push_str(cell);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    };
    let bold = |text: String| {
        if setting.bold {
            format!("\u{1b}[1m{}\u{1b}[0m\n", text.trim_end())
        } else {
            text
        }
    };
    let mut text = bold(line("", &mut heads.iter().copied()));
    for row in rows {
        match row {
            Line::Heading(heading) => {
                text.push_str(&bold(format!("{heading}\n")));
            }
            Line::Cells(label, cells) => {
                text.push_str(&line(label, &mut cells.iter().map(String::as_str)));
            }
        }
    }
    text
}

/// The input check as a Markdown table.
pub fn input_check(lines: &[inputs::Line<'_>]) -> String {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let target = line.target;
            let pass = match line.pass() {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not simulated",
            };
            vec![
                target.id.clone(),
                target.what.clone(),
                plain(target.observed),
                format!("{} to {}", plain(target.low), plain(target.high)),
                line.simulated.map_or("-".to_owned(), |it| rounded(it.mean)),
                pass.to_owned(),
                target.role.clone(),
            ]
        })
        .collect();
    let header = [
        "target",
        "what",
        "published",
        "accepted",
        "simulated",
        "pass",
        "role",
    ];
    markdown(&header, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::indicators;
    use crate::observe::{Tally, fixture};

    fn outcome(world: &World, spec: &RunSpec, name: &str, people: u64) -> Outcome {
        let mut outcome = Outcome::new(fixture::policy(name));
        for replication in 0..12 {
            let mut tally = Tally::new(world, spec);
            tally.departures.add([0, 0, 0, 3], 1000);
            tally.group_harm_persons.add(
                [0, 0, 3, crate::observe::tally::SERIOUS],
                people + replication % 2,
            );
            outcome.add(indicators(world, &tally, spec.scale));
        }
        outcome
    }

    #[test]
    fn a_comparison_fits_the_width_and_says_what_is_unresolved_and_assumed() {
        let world = fixture::world();
        let spec = RunSpec {
            from: world.start,
            to: world.end,
            scale: 1.0,
            seed: 9,
            fixed_parameters: false,
            ..RunSpec::of(&world)
        };
        let outcomes = [
            outcome(&world, &spec, "securitised", 100),
            outcome(&world, &spec, "humanitarian", 40),
        ];
        let setting = Setting {
            world: &world,
            spec: &spec,
            replications: 12,
            cover: None,
            bold: false,
        };
        let made = Comparison::of(&outcomes[0], &outcomes[1], None);
        let text = comparison(&setting, &outcomes, &[made]);
        assert!(
            text.lines().all(|line| line.chars().count() <= WIDTH),
            "{text}"
        );
        let row = |label: &str| {
            text.lines()
                .find(|line| line.starts_with(label))
                .unwrap()
                .to_owned()
        };
        assert!(
            row("Serious harm *").contains("-60.0 [-60.0, -60.0]"),
            "{text}"
        );
        assert!(row("Serious harm *").ends_with("100 %"));
        assert!(row("Deaths *").ends_with("unresolved"));
        assert!(
            text.contains("\n* Per 1,000 who left, as many under both,"),
            "{text}"
        );
        for part in [
            "seed 9",
            "interpretations",
            "refoulement",
            "costs the public",
        ] {
            assert!(text.replace('\n', " ").contains(part), "{part}");
        }
        let text = run(&setting, &outcomes[0]);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
    }
}
