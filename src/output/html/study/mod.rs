//! The report of a study: what was varied, which signs hold, what moves them and what they depend on.

mod assumptions;
mod boxes;
mod closing;
mod effects;
mod indices;
mod names;
mod read;
mod regret;
mod stability;
mod summary;
mod varied;

pub use read::{Study, TABLES};

use maud::{Markup, html};

use super::content::{Content, Section};
use super::document::{MOST_BYTES, footer, head, notice, whole};
use super::words::{Words, fill};

const STYLE: &str = include_str!("../style.css");

/// The sections in order.
const SECTIONS: [Section<Study>; 12] = [
    ("summary", |it| it.summary()),
    ("varied", |it| it.varied()),
    ("stability", |it| it.stability()),
    ("moves", |it| it.effects()),
    ("indices", |it| it.indices()),
    ("fare", |it| it.regret()),
    ("where", |it| it.boxes()),
    ("hangs", |it| it.assumptions()),
    ("cannot", |it| it.cannot()),
    ("sources", |it| it.sources()),
    ("use", |it| it.responsible_use()),
    ("reproduce", |it| it.reproduce()),
];

/// The report as one document, with as much detail as there is room for.
pub fn page(results: &Study, words: &Words) -> String {
    let description = &results.description;
    let heading = fill!(words, "study.heading", name = description.name);
    let title = format!("{heading} {}", description.title);
    let head = head(title.trim(), STYLE, None);
    let room = MOST_BYTES.saturating_sub(head.0.len());
    let body = Content::within(room, (results, words), |it| body(it, &heading));
    whole(words, &head, &body, &html! {})
}

fn body(content: &Content<'_, Study>, heading: &str) -> Markup {
    let (words, study) = (content.words, &content.results.description);
    let facts = format!(
        "{} · {}: {} · {}: {} · {}: {} · corredor {}",
        fill!(words, "page.window", from = study.from, to = study.to),
        words.get("study.points"),
        words.language.whole(study.points as usize),
        words.get("reproduce.replications"),
        study.replications,
        words.get("reproduce.seed"),
        study.seed,
        study.program.version
    );
    html! {
        header {
            p.over { (study.context.corridor) }
            h1 { (heading) }
            @if !study.title.is_empty() { p.question { (study.title) } }
            p.facts-line { (facts) }
            (notice(words))
        }
        (content.sections(&SECTIONS))
        (footer(words, &content.results.record.version))
    }
}
