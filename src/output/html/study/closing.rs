//! What the study does not show, where its numbers come from, how to make it again.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::closing::quoted;
use super::super::content::{Content, folded};
use super::super::words::fill;
use super::Study;

impl Content<'_, Study> {
    /// Whether the study cannot tell something.
    pub fn cannot_tell(&self, what: &str) -> bool {
        let cannot = &self.results.record.cannot;
        cannot.iter().any(|it| it == what)
    }

    /// The section on what it does not show.
    pub fn cannot(&self) -> Markup {
        let words = self.words;
        let cannot = self.results.record.cannot.iter();
        html! {
            p { (words.get("cannot.shares")) }
            ul { @for it in cannot.filter_map(|it| words.find("cannot", it)) { li { (it) } } }
            p { (words.get("cannot.model")) }
            (self.limits())
        }
    }

    /// The section on sources.
    pub fn sources(&self) -> Markup {
        let words = self.words;
        let documents = &self.results.description.context.documents;
        html! {
            @if documents.is_empty() {
                p { (words.get("study.no_documents")) }
            } @else {
                (self.documents(words.get("study.documents"), documents))
            }
            p { (words.get("study.all_sources")) }
        }
    }

    /// The section on how to make it again.
    pub fn reproduce(&self) -> Markup {
        let words = self.words;
        let (study, record) = (&self.results.description, &self.results.record);
        let program = &study.program;
        let commit = self.commit(&program.commit, &program.changed_since_commit);
        let by = self.commit(&record.commit, &record.changed_since_commit);
        let fixed = study.fixed_parameters;
        let numbers = words.of_section("reproduce", if fixed { "fixed" } else { "drawn" });
        let rule = words.find("rule", &study.rule).unwrap_or(&study.rule);
        let facts = [
            ("command", quoted(&self.results.command_line)),
            ("analysis", quoted(&record.command_line)),
            ("version", program.version.clone()),
            ("commit", commit),
            ("analysed_with", format!("{} ({by})", record.version)),
            ("seed", study.seed.to_string()),
            ("replications", study.replications.to_string()),
            ("scale", words.language.exact(study.scale)),
            ("rule", rule.to_owned()),
            ("numbers", numbers.to_owned()),
        ];
        let command = self.report_command();
        let file = [words.get("study.file"), &study.hashes.study_file];
        let files = std::iter::once(file).chain(hashed(&study.hashes.files));
        let title = words.get("study.corridor_hashes");
        html! {
            p { (words.get("study.reproduce")) }
            (self.facts(&facts))
            p { (fill!(words, "study.tables", command)) }
            (self.hashes(words.get("study.hashes"), files))
            (folded(title, &self.hashes(title, hashed(&study.hashes.corridor))))
        }
    }
}

fn hashed(files: &BTreeMap<String, String>) -> impl Iterator<Item = [&str; 2]> {
    files.iter().map(|(path, hash)| [path.as_str(), hash])
}
