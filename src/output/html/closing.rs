//! What the results hang on, where numbers come from, what may be done with them, how to make them again.

use super::content::{
    Content, close_table, column, open_bare_table, open_table, paragraph, row_head,
};
use super::markup::Markup;
use crate::output::context::Document;
use crate::output::manifest::Hashed;

/// Licences of what the map is made of.
const LICENCES: &str = include_str!("../../../web/dist/LICENSES.txt");

/// Standing limits of the model, each an entry of the words.
const LIMITS: [&str; 6] = [
    "calibrated",
    "effects",
    "survivors",
    "history",
    "given",
    "leaning",
];

impl Content<'_> {
    /// The section on assumptions.
    pub fn assumptions(&self, page: &mut Markup) {
        let words = self.words;
        self.limits(page);
        let families = &self.results.manifest.context.numbers;
        let sum = |of: fn(&crate::output::context::Family) -> usize| {
            words.language.whole(families.iter().map(of).sum())
        };
        let (assumed, all) = (sum(|it| it.assumed), sum(|it| it.all));
        let intro = [("assumed", assumed.as_str()), ("all", all.as_str())];
        paragraph(page, &words.fill("assumptions.intro", &intro));
        open_table(page, words, words.get("assumptions.caption"), |page| {
            for heading in ["family", "assumed_count", "all_count"] {
                column(page, words.of_section("assumptions", heading));
            }
        });
        for family in families {
            page.open("tr", &[]);
            row_head(
                page,
                words.find("family", &family.name).unwrap_or(&family.name),
            );
            for count in [family.assumed, family.all] {
                page.leaf("td", &[("class", &"number")], words.language.whole(count));
            }
            page.close();
        }
        close_table(page);
    }

    /// The section on sources.
    pub fn sources(&self, page: &mut Markup) {
        let words = self.words;
        let manifest = &self.results.manifest;
        let settings = manifest.policies.iter().flat_map(|it| &it.set_directly);
        let cited: Vec<&str> = settings
            .flat_map(|it| it.source.split(';'))
            .map(str::trim)
            .collect();
        let documents = &manifest.context.documents;
        let by_policies: Vec<&Document> = documents
            .iter()
            .filter(|it| cited.contains(&it.key.as_str()))
            .collect();
        if by_policies.is_empty() {
            paragraph(page, words.get("sources.none_cited"));
        } else {
            self.documents(page, words.get("sources.cited"), &by_policies);
        }
        let count = documents.len().to_string();
        let all = words.fill("sources.all", &[("count", &count)]);
        page.open("details", &[]);
        page.leaf("summary", &[], &all);
        self.documents(page, &all, &documents.iter().collect::<Vec<_>>());
        page.close();
    }

    /// The section on how to make the report again.
    pub fn reproduce(&self, page: &mut Markup) {
        let words = self.words;
        let manifest = &self.results.manifest;
        paragraph(page, words.get("reproduce.intro"));
        let commit = self.commit(&manifest.commit, &manifest.changed_since_commit);
        let numbers = words.of_section("reproduce", &manifest.numbers_of_grade_c_and_d);
        let facts = [
            ("command", quoted(&manifest.command_line)),
            ("version", manifest.version.clone()),
            ("commit", commit),
            ("seed", manifest.seed.to_string()),
            ("replications", words.language.whole(manifest.replications)),
            ("scale", words.language.exact(manifest.scale)),
            (
                "rule",
                words
                    .find("rule", &manifest.decision_rule)
                    .unwrap_or("–")
                    .to_owned(),
            ),
            ("numbers", numbers.to_owned()),
        ];
        self.facts(page, &facts);
        let command = format!("corredor report DIR --lang {}", words.language.code());
        let tables = [("command", command.as_str())];
        paragraph(page, &words.fill("reproduce.tables", &tables));
        let policies: Vec<Hashed> = manifest
            .policies
            .iter()
            .map(|it| Hashed {
                path: it.name.clone(),
                sha256: it.config_sha256.clone(),
            })
            .collect();
        self.hashes(page, words.get("reproduce.policies"), &policies);
        let inputs = [manifest.inputs.as_slice(), &manifest.policy_files].concat();
        page.open("details", &[]);
        page.leaf("summary", &[], words.get("reproduce.inputs"));
        self.hashes(page, words.get("reproduce.inputs"), &inputs);
        page.close();
        page.open("details", &[]);
        page.leaf("summary", &[], words.get("reproduce.licences"));
        page.leaf("pre", &[], LICENCES);
        page.close();
    }
}

impl<R> Content<'_, R> {
    /// Standing limits of the model.
    pub fn limits(&self, page: &mut Markup) {
        page.open("ul", &[]);
        for limit in LIMITS {
            page.leaf("li", &[], self.words.of_section("assumptions", limit));
        }
        page.close();
    }

    /// A table of documents.
    pub fn documents(&self, page: &mut Markup, caption: &str, documents: &[&Document]) {
        let words = self.words;
        open_table(page, words, caption, |page| {
            for heading in ["key", "publisher", "title", "where"] {
                column(page, words.of_section("sources", heading));
            }
        });
        for document in documents {
            page.open("tr", &[]);
            row_head(page, &document.key);
            page.leaf("td", &[], &document.publisher);
            page.leaf("td", &[], &document.title);
            page.leaf("td", &[("class", &"long")], &document.location);
            page.close();
        }
        close_table(page);
    }

    /// The section on responsible use.
    pub fn responsible_use(&self, page: &mut Markup) {
        paragraph(page, self.words.get("use.statement"));
    }

    /// What a result was made with, by entry of the words; commands and commits as code.
    pub fn facts(&self, page: &mut Markup, facts: &[(&str, String)]) {
        page.open("dl", &[("class", &"facts")]);
        for (name, value) in facts {
            page.leaf("dt", &[], self.words.of_section("reproduce", name));
            page.open("dd", &[]);
            if matches!(*name, "command" | "commit" | "analysis" | "analysed_with") {
                page.leaf("code", &[], value);
            } else {
                page.text(value);
            }
            page.close();
        }
        page.close();
    }

    /// The commit of a program, and whether it was changed.
    pub fn commit(&self, commit: &str, changed: &str) -> String {
        if changed == "yes" {
            self.words.fill("reproduce.changed", &[("commit", commit)])
        } else {
            commit.to_owned()
        }
    }

    /// A table of files and their hashes.
    pub fn hashes(&self, page: &mut Markup, caption: &str, files: &[Hashed]) {
        open_bare_table(page, self.words, caption);
        for file in files {
            page.open("tr", &[]);
            row_head(page, &file.path);
            page.open("td", &[]);
            page.leaf("code", &[], &file.sha256);
            page.close();
            page.close();
        }
        close_table(page);
    }
}

/// A command as a shell takes it.
pub(super) fn quoted(words: &[String]) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "-_=./:,+".contains(it);
    let quoted = words.iter().map(|word| {
        if !word.is_empty() && word.chars().all(plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn commands_are_quoted_where_a_shell_would_read_more_into_them() {
        let words = ["corredor", "run", "--policy", "my policy's.toml"].map(str::to_owned);
        assert_eq!(
            quoted(&words),
            "corredor run --policy 'my policy'\\''s.toml'"
        );
    }
}
