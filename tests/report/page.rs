//! What a page of a report holds, read as text, against the tables beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use corredor::output::number::rounded;
use serde_json::Value;

use super::{ELEMENTS, Made, Row};

/// The markup outside scripts and styles; a report of a study has no script.
pub(super) fn outside_scripts(page: &str) -> String {
    let (mut text, after) = page
        .split_once("<style>")
        .map(|(before, after)| (before.to_owned(), after))
        .unwrap();
    let mut rest = after.split_once("</style>").unwrap().1;
    while let Some((before, after)) = rest.split_once("<script") {
        text.push_str(before);
        rest = after.split_once("</script>").unwrap().1;
    }
    text + rest
}

/// Every start tag: its name and the rest of it.
pub(super) fn tags(markup: &str) -> Vec<(&str, &str)> {
    markup
        .match_indices('<')
        .map(|(at, _)| &markup[at + 1..])
        .filter(|it| !it.starts_with(['/', '!']))
        .map(|it| {
            let tag = it.split_once('>').unwrap().0;
            tag.split_once(' ').unwrap_or((tag, ""))
        })
        .collect()
}

pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("{name}=\"");
    let at = tag.find(&start)?;
    tag[at + start.len()..].split('"').next()
}

pub(super) fn table(folder: &Path, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cells = header.iter().zip(row.iter());
        cells.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    });
    rows.collect()
}

/// What the tables say, by the keys that the report gives its cells.
fn expected(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut numbers = BTreeMap::new();
    let mut put = |key: Vec<&str>, row: &Row, columns: [&str; 3]| {
        // One value has no interval.
        let runs = row.get("n_runs").unwrap_or_else(|| &row["paired_n"]);
        let runs: usize = runs.parse().unwrap();
        let shown = if runs > 1 {
            &columns[..]
        } else {
            &columns[..1]
        };
        let values = shown.iter().map(|column| row[*column].clone());
        numbers.insert(key.join("|"), values.collect());
    };
    let of = |row: &Row, columns: &[&str]| -> Vec<String> {
        columns.iter().map(|it| row[*it].clone()).collect()
    };
    let indicator = ["indicator", "denominator", "group_dim", "group"];
    for row in table(folder, "summary.csv")
        .iter()
        .filter(|it| it["state"] == "all")
    {
        let key = of(row, &[&["scenario_id"], &indicator[..]].concat());
        let key = [vec!["summary"], key.iter().map(String::as_str).collect()].concat();
        put(key, row, ["mean", "q025", "q975"]);
    }
    if folder.join("contrasts.csv").exists() {
        for row in table(folder, "contrasts.csv")
            .iter()
            .filter(|it| it["state"] == "all")
        {
            let key = of(row, &[&["scenario_b"], &indicator[..]].concat());
            let key = [vec!["contrasts"], key.iter().map(String::as_str).collect()].concat();
            put(key, row, ["diff_mean", "diff_q025", "diff_q975"]);
        }
    }
    let harmed = ["harmed_per_1000", "harmed_q025", "harmed_q975"];
    for row in table(folder, "links_summary.csv")
        .iter()
        .filter(|it| it["month"] == "all")
    {
        let key = |what| vec!["links", &row["scenario_id"], &row["link_id"], what];
        put(
            key("passages"),
            row,
            ["passages", "passages_q025", "passages_q975"],
        );
        put(key("harmed_per_1000"), row, harmed);
    }
    for row in &table(folder, "routes_summary.csv") {
        let key = |what| vec!["routes", &row["scenario_id"], &row["link_class"], what];
        put(key("people"), row, ["per_1000_departures", "q025", "q975"]);
        put(key("harmed"), row, harmed);
    }
    numbers
}

/// The keys of the cells of a row, whose own key leaves the policy to the columns.
fn cell_keys(row: &str, scenarios: &[String]) -> Vec<String> {
    let (table, rest) = row.split_once('|').unwrap();
    let of = |table: &str, scenarios: &[String]| -> Vec<String> {
        let keys = scenarios.iter();
        keys.map(|scenario| format!("{table}|{scenario}|{rest}"))
            .collect()
    };
    match table {
        "results" => [of("summary", scenarios), of("contrasts", &scenarios[1..])].concat(),
        "contrasts" => of("contrasts", &scenarios[1..]),
        "links" => ["passages", "harmed_per_1000"]
            .map(|what| format!("links|{rest}|{what}"))
            .to_vec(),
        _ => of(table, scenarios),
    }
}

pub(super) fn manifest(made: &Made) -> Value {
    let text = fs::read_to_string(made.path.join("manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn scenarios(made: &Made) -> Vec<String> {
    let manifest = manifest(made);
    let corridor = manifest["corridor"]["name"].as_str().unwrap();
    let policies = manifest["policies"].as_array().unwrap();
    let names = policies.iter().map(|it| it["name"].as_str().unwrap());
    names.map(|name| format!("{corridor}/{name}")).collect()
}

/// A number as the language of a page writes it, in the form of English. Spanish and Portuguese have a
/// comma before decimals and a narrow blank between thousands.
pub(super) fn in_english(page: &str, text: &str) -> String {
    if page.contains("<html lang=\"en\">") {
        return text.to_owned();
    }
    assert!(!text.contains('.'), "{text}: a decimal point");
    let marks = text.chars().map(|mark| match mark {
        ',' => '.',
        '\u{202f}' => ',',
        mark => mark,
    });
    marks.collect()
}

/// Checks every cell of the rows with a key and gives their number.
pub(super) fn check_numbers(made: &Made) -> usize {
    let expected = expected(&made.path);
    let scenarios = scenarios(made);
    let page = made.page();
    let mut checked = 0;
    for (at, _) in page.match_indices("<tr data-key=\"") {
        let row = page[at..].split_once("</tr>").unwrap().0;
        let keys = cell_keys(attribute(row, "data-key").unwrap(), &scenarios);
        let cells: Vec<&str> = row.split("<td").skip(1).collect();
        assert_eq!(cells.len(), keys.len(), "{row}");
        for (cell, key) in cells.into_iter().zip(keys) {
            let values: Vec<&str> = cell
                .match_indices("<data value=\"")
                .map(|(at, found)| cell[at + found.len()..].split_once("</data>").unwrap().0)
                .collect();
            let of_table = expected
                .get(&key)
                .unwrap_or_else(|| panic!("{key}: in no table"));
            if values.is_empty() {
                assert!(of_table.iter().all(String::is_empty), "{key}: {of_table:?}");
                continue;
            }
            assert_eq!(values.len(), of_table.len(), "{key}");
            for (shown, number) in values.iter().zip(of_table) {
                let (value, text) = shown.split_once("\">").unwrap();
                assert_eq!(value, number, "{key}");
                let text = in_english(&page, text);
                assert_eq!(text, rounded(number.parse().unwrap()), "{key}");
            }
            checked += 1;
        }
    }
    checked
}

pub(super) fn map_data(page: &str) -> Value {
    let start = "<script type=\"application/json\" id=\"corredor-map-data\">";
    let data = page.split_once(start).unwrap().1;
    serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap()
}

/// Checks the totals of the map, to three digits, and gives their number.
pub(super) fn check_map(made: &Made) -> usize {
    let data = map_data(&made.page());
    let scenarios = scenarios(made);
    let mut found = 0;
    for row in table(&made.path, "links_summary.csv")
        .iter()
        .filter(|it| it["month"] == "all")
    {
        let policy = scenarios.iter().position(|it| *it == row["scenario_id"]);
        let links = data["links"].as_array().unwrap();
        let link = links.iter().position(|it| it[0] == row["link_id"].as_str());
        let total = &data["total"][policy.unwrap()][link.unwrap()];
        let people: f64 = row["passages"].parse().unwrap();
        if total.is_null() {
            assert!(people <= 0.0, "{row:?}");
            continue;
        }
        let near = |at: usize, column: &str| {
            if row[column].is_empty() {
                assert!(total[at].is_null(), "{column} {row:?}");
                return;
            }
            let exact: f64 = row[column].parse().unwrap();
            let shown = total[at].as_f64().unwrap();
            assert!(
                (shown - exact).abs() <= 0.0051 * exact.abs(),
                "{column} {row:?} {total}"
            );
        };
        near(0, "passages");
        near(3, "harmed_per_1000");
        found += 1;
    }
    found
}

/// What must hold of every page.
pub(super) fn check_structure(page: &str, language: &str) {
    let markup = outside_scripts(page);
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html lang=\""),
        "{}",
        &page[..60]
    );
    assert!(page.contains(&format!("<html lang=\"{language}\">")));
    assert!(!page.contains('⟦'), "words are missing");
    let known: BTreeSet<&str> = ELEMENTS.into_iter().collect();
    let mut ids = BTreeSet::new();
    let mut level = 0;
    let all = tags(&markup);
    for (name, rest) in &all {
        assert!(
            known.contains(name.trim_end_matches('/')),
            "<{name} {rest}>"
        );
        let outside_values: String = rest.split('"').step_by(2).collect();
        for word in outside_values.split_whitespace() {
            let attribute = word.trim_end_matches(['=', '/']);
            assert!(
                !attribute.starts_with("on") && attribute != "style",
                "<{name} {rest}>"
            );
            assert!(
                attribute != "src" && attribute != "srcset",
                "<{name} {rest}>"
            );
        }
        if let Some(link) = attribute(rest, "href") {
            assert!(link.starts_with('#'), "{link}");
        }
        if let Some(id) = attribute(rest, "id") {
            assert!(ids.insert(id.to_owned()), "{id} stands twice");
        }
        if *name == "th" {
            assert!(attribute(rest, "scope").is_some(), "{rest}");
        }
        if *name == "svg" {
            let hidden = attribute(rest, "aria-hidden") == Some("true");
            let named = attribute(rest, "role") == Some("img");
            assert!(hidden || named, "{rest}");
        }
        if let Some(next) = name.strip_prefix('h').and_then(|it| it.parse::<u32>().ok()) {
            assert!(next <= level + 1, "h{next} after h{level}");
            level = next;
        }
    }
    for (_, rest) in &all {
        let labels = attribute(rest, "aria-labelledby").unwrap_or_default();
        for id in labels.split_whitespace() {
            assert!(ids.contains(id), "{id} labels and is not there");
        }
        if let Some(place) = attribute(rest, "href").and_then(|it| it.strip_prefix('#')) {
            assert!(ids.contains(place), "{place} is linked and is not there");
        }
    }
    assert_eq!(all.iter().filter(|(name, _)| *name == "h1").count(), 1);
    let tables = all.iter().filter(|(name, _)| *name == "table").count();
    let captions = all.iter().filter(|(name, _)| *name == "caption").count();
    assert!(tables > 5 && tables == captions);
    let scripts = if page.contains("<script") {
        "sha256-"
    } else {
        "none'; style-src 'sha256-"
    };
    let policy = format!("default-src 'none'; script-src '{scripts}");
    assert!(page.contains(&policy), "the security policy");
}
