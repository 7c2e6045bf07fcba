//! What the study does not show, where its numbers come from, how to make it again.

use std::collections::BTreeMap;

use super::super::closing::quoted;
use super::super::content::{Content, paragraph};
use super::super::markup::Markup;
use super::Study;
use crate::output::manifest::Hashed;

impl Content<'_, Study> {
    /// Whether the study cannot tell something.
    pub fn cannot_tell(&self, what: &str) -> bool {
        let cannot = &self.results.record.cannot;
        cannot.iter().any(|it| it == what)
    }

    /// The section on what it does not show.
    pub fn cannot(&self, page: &mut Markup) {
        let words = self.words;
        paragraph(page, words.get("cannot.shares"));
        page.open("ul", &[]);
        for what in &self.results.record.cannot {
            if let Some(text) = words.find("cannot", what) {
                page.leaf("li", &[], text);
            }
        }
        page.close();
        paragraph(page, words.get("cannot.model"));
        self.limits(page);
    }

    /// The section on sources.
    pub fn sources(&self, page: &mut Markup) {
        let words = self.words;
        let documents = &self.results.description.context.documents;
        if documents.is_empty() {
            paragraph(page, words.get("study.no_documents"));
        } else {
            let documents: Vec<_> = documents.iter().collect();
            self.documents(page, words.get("study.documents"), &documents);
        }
        paragraph(page, words.get("study.all_sources"));
    }

    /// The section on how to make it again.
    pub fn reproduce(&self, page: &mut Markup) {
        let words = self.words;
        let (study, record) = (&self.results.description, &self.results.record);
        paragraph(page, words.get("study.reproduce"));
        let program = &study.program;
        let by = self.commit(&record.commit, &record.changed_since_commit);
        let numbers = if study.fixed_parameters {
            "fixed"
        } else {
            "drawn"
        };
        let rule = words.find("rule", &study.rule).unwrap_or(&study.rule);
        let facts = [
            ("command", quoted(&self.results.command_line)),
            ("analysis", quoted(&record.command_line)),
            ("version", program.version.clone()),
            (
                "commit",
                self.commit(&program.commit, &program.changed_since_commit),
            ),
            ("analysed_with", format!("{} ({by})", record.version)),
            ("seed", study.seed.to_string()),
            ("replications", study.replications.to_string()),
            ("scale", words.language.exact(study.scale)),
            ("rule", rule.to_owned()),
            ("numbers", words.of_section("reproduce", numbers).to_owned()),
        ];
        self.facts(page, &facts);
        let command = format!("corredor report DIR --lang {}", words.language.code());
        paragraph(page, &words.fill("study.tables", &[("command", &command)]));
        let mut files = vec![Hashed {
            path: words.get("study.file").to_owned(),
            sha256: study.hashes.study_file.clone(),
        }];
        files.extend(hashed(&study.hashes.files));
        self.hashes(page, words.get("study.hashes"), &files);
        page.open("details", &[]);
        page.leaf("summary", &[], words.get("study.corridor_hashes"));
        let corridor: Vec<Hashed> = hashed(&study.hashes.corridor).collect();
        self.hashes(page, words.get("study.corridor_hashes"), &corridor);
        page.close();
    }
}

fn hashed(files: &BTreeMap<String, String>) -> impl Iterator<Item = Hashed> + '_ {
    files.iter().map(|(path, sha256)| Hashed {
        path: path.clone(),
        sha256: sha256.clone(),
    })
}
