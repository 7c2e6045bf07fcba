//! The report of a study: what was varied, which signs hold, what moves them and what they hang on.

mod closing;
mod fare;
mod hangs;
mod indices;
mod moves;
mod names;
mod read;
mod stability;
mod summary;
mod varied;

pub use read::{Study, TABLES};

use super::content::Content;
use super::document::{MOST_BYTES, begin, contents, footer, notice};
use super::markup::Markup;
use super::words::Words;

const STYLE: &str = include_str!("../style.css");

/// The sections in order.
const SECTIONS: [&str; 12] = [
    "summary",
    "varied",
    "stability",
    "moves",
    "indices",
    "fare",
    "where",
    "hangs",
    "cannot",
    "sources",
    "use",
    "reproduce",
];

/// The report as one document, with as much detail as there is room for.
pub fn page(results: &Study, words: &Words) -> String {
    Content::within(MOST_BYTES, (results, words), whole).finish()
}

fn whole(content: &Content<'_, Study>) -> Markup {
    let (words, results) = (content.words, content.results);
    let sections: Vec<&'static str> = SECTIONS.into_iter().filter(|it| content.has(it)).collect();
    let description = &results.description;
    let heading = words.fill("study.heading", &[("name", &description.name)]);
    let title = format!("{heading} {}", description.title);
    let mut page = begin(words, title.trim(), STYLE, None);
    header(&mut page, content, &heading);
    contents(&mut page, words, &sections);
    page.open("main", &[("id", &"content")]);
    for section in sections {
        content.section(&mut page, section);
        match section {
            "summary" => content.summary(&mut page),
            "varied" => content.varied(&mut page),
            "stability" => content.stability(&mut page),
            "moves" => content.moves(&mut page),
            "indices" => content.indices(&mut page),
            "fare" => content.fare(&mut page),
            "where" => content.boxes(&mut page),
            "hangs" => content.hangs(&mut page),
            "cannot" => content.cannot(&mut page),
            "sources" => content.sources(&mut page),
            "use" => content.responsible_use(&mut page),
            _ => content.reproduce(&mut page),
        }
        page.close();
    }
    page.close();
    footer(&mut page, words, &results.record.version);
    page
}

impl Content<'_, Study> {
    /// Whether there is something to say in a section.
    fn has(&self, section: &str) -> bool {
        match section {
            "stability" => self.compares(),
            "moves" => !self.results.bars.is_empty(),
            "indices" => self.has_indices(),
            "fare" => self.compares() && !self.results.regrets.is_empty(),
            "where" => !self.results.sides.is_empty(),
            "hangs" => !self.results.ledger.is_empty(),
            _ => true,
        }
    }
}

fn header(page: &mut Markup, content: &Content<'_, Study>, heading: &str) {
    let (words, study) = (content.words, &content.results.description);
    page.open("header", &[]);
    page.leaf("p", &[("class", &"over")], &study.context.corridor);
    page.leaf("h1", &[], heading);
    if !study.title.is_empty() {
        page.leaf("p", &[("class", &"question")], &study.title);
    }
    let window = [("from", study.from.as_str()), ("to", &study.to)];
    let facts = format!(
        "{} · {}: {} · {}: {} · {}: {} · corredor {}",
        words.fill("page.window", &window),
        words.get("study.points"),
        words.language.whole(study.points as usize),
        words.get("reproduce.replications"),
        study.replications,
        words.get("reproduce.seed"),
        study.seed,
        study.program.version
    );
    page.leaf("p", &[("class", &"facts-line")], facts);
    notice(page, words);
    page.close();
}
