//! Who may import whom, and that the code knows no corridor: the sources are read as text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each part may import; every part may import itself. Nothing points to the left.
const MAY_IMPORT: [(&str, &[&str]); 12] = [
    ("units", &[]),
    ("ids", &[]),
    ("rng", &[]),
    ("world", &["units", "ids"]),
    ("scenario", &["world", "units", "ids"]),
    ("engine", &["world", "rng", "units", "ids"]),
    ("observe", &["engine", "world", "rng", "units", "ids"]),
    (
        "measures",
        &["observe", "engine", "world", "rng", "units", "ids"],
    ),
    (
        "study",
        &[
            "measures", "engine", "observe", "scenario", "world", "units", "ids", "rng",
        ],
    ),
    (
        "output",
        &[
            "study", "measures", "observe", "engine", "world", "units", "ids",
        ],
    ),
    (
        "quick",
        &["output", "study", "measures", "scenario", "world"],
    ),
    (
        "cli",
        &[
            "output", "study", "measures", "observe", "engine", "scenario", "world", "units",
            "ids", "rng",
        ],
    ),
];
/// Parts that are one file.
const FILES: [&str; 4] = ["units", "ids", "rng", "quick"];
/// Words of the data that are words of the field too.
const ALLOWED_WORDS: [(&str, &str); 2] = [
    ("chile", "the Chile Plan of Action"),
    ("cartagena", "the Cartagena Declaration"),
];
/// The one place that may name a corridor: the default of `--corridor`.
const DEFAULT_CORRIDOR: (&str, &str) = ("cli/args.rs", "darien");

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file by its path in `src`.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, into: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(src()).unwrap().to_str().unwrap();
                into.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(&src(), &mut files);
    files
}

/// The part that a file belongs to; none for the roots of the library and of the command.
fn part_of(path: &str) -> Option<&str> {
    let first = path.split('/').next()?;
    match first {
        "lib.rs" | "main.rs" => None,
        _ => Some(first.strip_suffix(".rs").unwrap_or(first)),
    }
}

/// Modules on the way from the root of the library to a file.
fn depth_of(path: &str) -> usize {
    path.split('/').count() - usize::from(path.ends_with("/mod.rs"))
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find("//") {
        Some(at) if !line[..at].contains('"') => &line[..at],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The first names behind a path's prefix: one, or those of a group in braces.
fn names_behind(text: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|it| it.is_alphanumeric() || *it == '_')
            .collect()
    };
    let Some(group) = text.trim_start().strip_prefix('{') else {
        return vec![name(text)];
    };
    let mut names = Vec::new();
    let (mut level, mut start) = (0, 0);
    for (at, character) in group.char_indices() {
        match character {
            '{' => level += 1,
            '}' if level == 0 => {
                names.push(name(&group[start..at]));
                break;
            }
            '}' => level -= 1,
            ',' if level == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The parts that a file names by `crate::`, `corredor::` or `super::`.
fn imports(path: &str, text: &str) -> BTreeSet<String> {
    let text = without_comments(text);
    let tests = text.find("mod tests {").unwrap_or(text.len());
    let mut found = BTreeSet::new();
    for root in ["crate::", "corredor::"] {
        for (at, _) in text.match_indices(root) {
            found.extend(names_behind(&text[at + root.len()..]));
        }
    }
    for (at, _) in text.match_indices("super::") {
        if text[..at].ends_with("super::") {
            continue;
        }
        let mut rest = &text[at..];
        let mut up = 0;
        while let Some(behind) = rest.strip_prefix("super::") {
            rest = behind;
            up += 1;
        }
        let depth = depth_of(path) + usize::from(at > tests);
        assert!(up <= depth, "{path}: `super` leads out of the library");
        if up == depth {
            found.extend(names_behind(rest));
        }
    }
    found
}

#[test]
fn imports_point_one_way() {
    let sources = sources();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (path, text) in &sources {
        let Some(part) = part_of(path) else {
            continue;
        };
        let Some((part, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == part) else {
            wrong.push(format!("{path}: `{part}` is no part that this test knows"));
            continue;
        };
        *seen.entry(part).or_default() += 1;
        for import in imports(path, text) {
            if import != *part && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{path}: {part} imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (part, _) in MAY_IMPORT {
        let files = seen.get(part).copied().unwrap_or_default();
        let least = if FILES.contains(&part) { 1 } else { 2 };
        assert!(files >= least, "src/{part} was not found or is empty");
    }
    let text = &sources["lib.rs"];
    for (part, _) in MAY_IMPORT {
        assert!(text.contains(&format!("pub mod {part};")), "{part}");
    }
}

#[test]
fn this_test_sees_every_way_to_import() {
    let text = "use crate::{cli::x, world::{a, output::b}};\nfn f() { crate::observe::f() }\n\
                use super::super::study::Key;\nuse super::ledger;\n// crate::scenario\n\
                mod tests { use super::super::super::rng; use super::super::journey; }";
    let found = imports("engine/places.rs", text);
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, ["cli", "observe", "rng", "study", "world"]);
    let found = imports("engine/mod.rs", "use super::cli;\nuse self::ledger;");
    assert_eq!(found.iter().collect::<Vec<_>>(), ["cli"]);
}

/// Words, in small letters, that only the data of the built-in corridors may hold: names of
/// places, states and nationalities, and the corridors' own.
fn words_of_corridors() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let folders = fs::read_dir(scenarios).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    for folder in folders.filter(|it| it.join("corridor.toml").is_file()) {
        words.insert(folder.file_name().unwrap().to_str().unwrap().to_lowercase());
        for file in ["locations.csv", "states.csv", "nationalities.csv"] {
            let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
            let header = reader.headers().unwrap().clone();
            let column = header.iter().position(|it| it == "name").unwrap();
            for row in reader.records() {
                let name = row.unwrap()[column].to_lowercase();
                let name = name.split(['(', ',', '-']).next().unwrap().trim();
                if name.chars().count() >= 5 && !name.contains("other") {
                    words.insert(name.to_owned());
                }
            }
        }
    }
    for word in ["darién", "acandi", "venezuel", "colombian", "migración"] {
        words.insert(word.to_owned());
    }
    words
}

#[test]
fn the_code_knows_no_corridor() {
    let words = words_of_corridors();
    assert!(words.len() > 50 && words.contains("panama") && words.contains("darien"));
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let mut in_example = false;
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            // Examples in the documentation open the built-in corridor.
            if line.trim_start().starts_with("//") && line.contains("```") {
                in_example = !in_example;
            }
            if in_example {
                continue;
            }
            if path == DEFAULT_CORRIDOR.0
                && line.contains(&format!(
                    "default_corridor: &str = \"{}\"",
                    DEFAULT_CORRIDOR.1
                ))
            {
                continue;
            }
            for word in &words {
                let allowed = ALLOWED_WORDS.iter().any(|(it, _)| it == word);
                if !allowed && holds(&line, word) {
                    wrong.push(format!("src/{path}:{}: {word}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line holds a word, not as the end or beginning of a longer one.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let letter = |it: Option<char>| it.is_some_and(char::is_alphabetic);
        !letter(before) && (!letter(after) || word == "venezuel")
    })
}
