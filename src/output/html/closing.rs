//! What the results depend on, where numbers come from, what may be done with them, how to make them again.

use maud::{Markup, html};

use super::content::{Content, folded};
use super::words::fill;
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
    pub fn assumptions(&self) -> Markup {
        let words = self.words;
        let families = &self.results.manifest.context.numbers;
        let whole = |count| words.language.whole(count);
        let assumed = whole(families.iter().map(|it| it.assumed).sum());
        let all = whole(families.iter().map(|it| it.all).sum());
        let heads =
            self.heads("assumptions.family assumptions.assumed_count assumptions.all_count");
        let rows = html! {
            @for family in families {
                tr {
                    th scope="row" { (words.find("family", &family.name).unwrap_or(&family.name)) }
                    @for count in [family.assumed, family.all] { td.number { (whole(count)) } }
                }
            }
        };
        html! {
            (self.limits())
            p { (fill!(words, "assumptions.intro", assumed, all)) }
            (self.table(words.get("assumptions.caption"), &heads, &rows))
        }
    }

    /// The section on sources.
    pub fn sources(&self) -> Markup {
        let (words, manifest) = (self.words, &self.results.manifest);
        let settings = manifest.policies.iter().flat_map(|it| &it.set_directly);
        let cited = settings.flat_map(|it| it.source.split(';')).map(str::trim);
        let cited: Vec<&str> = cited.collect();
        let documents = &manifest.context.documents;
        let by_policies = documents.iter();
        let by_policies = by_policies.filter(|it| cited.contains(&it.key.as_str()));
        let by_policies: Vec<&Document> = by_policies.collect();
        let all = fill!(words, "sources.all", count = documents.len());
        html! {
            @if by_policies.is_empty() {
                p { (words.get("sources.none_cited")) }
            } @else {
                (self.documents(words.get("sources.cited"), by_policies))
            }
            (folded(&all, &self.documents(&all, documents)))
        }
    }

    /// The section on how to make the report again.
    pub fn reproduce(&self) -> Markup {
        let (words, manifest) = (self.words, &self.results.manifest);
        let commit = self.commit(&manifest.commit, &manifest.changed_since_commit);
        let numbers = words.of_section("reproduce", &manifest.numbers_of_grade_c_and_d);
        let rule = words.find("rule", &manifest.decision_rule).unwrap_or("–");
        let facts = [
            ("command", quoted(&manifest.command_line)),
            ("version", manifest.version.clone()),
            ("commit", commit),
            ("seed", manifest.seed.to_string()),
            ("replications", words.language.whole(manifest.replications)),
            ("scale", words.language.exact(manifest.scale)),
            ("rule", rule.to_owned()),
            ("numbers", numbers.to_owned()),
        ];
        let command = self.report_command();
        let policies = manifest.policies.iter();
        let policies = policies.map(|it| [it.name.as_str(), &it.config_sha256]);
        let inputs = manifest.inputs.iter().chain(&manifest.policy_files);
        let title = words.get("reproduce.inputs");
        html! {
            p { (words.get("reproduce.intro")) }
            (self.facts(&facts))
            p { (fill!(words, "reproduce.tables", command)) }
            (self.hashes(words.get("reproduce.policies"), policies))
            (folded(title, &self.hashes(title, inputs.map(path_and_hash))))
            (folded(words.get("reproduce.licences"), &html! { pre { (LICENCES) } }))
        }
    }
}

impl<R> Content<'_, R> {
    /// Standing limits of the model.
    pub fn limits(&self) -> Markup {
        html! { ul { @for it in LIMITS { li { (self.words.of_section("assumptions", it)) } } } }
    }

    /// A table of documents.
    pub fn documents<'d>(
        &self,
        caption: &str,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Markup {
        let heads = self.heads("sources.key sources.publisher sources.title sources.where");
        let rows = html! {
            @for document in documents {
                tr {
                    th scope="row" { (document.key) }
                    td { (document.publisher) }
                    td { (document.title) }
                    td.long { (document.location) }
                }
            }
        };
        self.table(caption, &heads, &rows)
    }

    /// The section on responsible use.
    pub fn responsible_use(&self) -> Markup {
        html! { p { (self.words.get("use.statement")) } }
    }

    /// What a result was made with, by entry of the words; commands and commits as code.
    pub fn facts(&self, facts: &[(&str, String)]) -> Markup {
        html! {
            dl.facts {
                @for (name, value) in facts {
                    dt { (self.words.of_section("reproduce", name)) }
                    dd {
                        @if matches!(*name, "command" | "commit" | "analysis" | "analysed_with") {
                            code { (value) }
                        } @else { (value) }
                    }
                }
            }
        }
    }

    /// The command that writes the report again in this language.
    pub fn report_command(&self) -> String {
        format!("corredor report DIR --lang {}", self.words.language.code())
    }

    /// The commit of a program, and whether it was changed.
    pub fn commit(&self, commit: &str, changed: &str) -> String {
        if changed == "yes" {
            fill!(self.words, "reproduce.changed", commit)
        } else {
            commit.to_owned()
        }
    }

    /// A table of names and hashes.
    pub fn hashes<'f>(&self, caption: &str, of: impl Iterator<Item = [&'f str; 2]>) -> Markup {
        let rows = html! {
            @for [name, hash] in of { tr { th scope="row" { (name) } td { code { (hash) } } } }
        };
        self.table(caption, &[""; 0], &rows)
    }
}

fn path_and_hash(file: &Hashed) -> [&str; 2] {
    [&file.path, &file.sha256]
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
