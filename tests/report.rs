//! The report: its numbers are those of the tables, nothing in it can become markup, it is whole in
//! every language, and it can be made again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use corredor::output::number::rounded;
use serde_json::Value;
use tempfile::TempDir;

/// Half a year and few people: enough for every section.
const SMALL: [&str; 8] = [
    "--from",
    "2023-01-01",
    "--to",
    "2023-06-30",
    "--scale",
    "0.005",
    "--replications",
    "2",
];
/// Elements that the report is made of.
const ELEMENTS: [&str; 52] = [
    "strong",
    "a",
    "defs",
    "pre",
    "use",
    "body",
    "br",
    "caption",
    "code",
    "data",
    "dd",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "polygon",
    "polyline",
    "rect",
    "circle",
    "line",
    "script",
    "section",
    "span",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

struct Made {
    _folder: TempDir,
    path: PathBuf,
}

impl Made {
    fn page(&self) -> String {
        fs::read_to_string(self.path.join("report.html")).unwrap()
    }

    fn remake(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::cargo_bin("corredor")
            .unwrap()
            .arg("report")
            .arg(&self.path)
            .args(arguments)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), text)
    }
}

fn make(arguments: &[&str]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("results");
    Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder.path())
        .args(arguments)
        .args(["--quiet", "--out", "results"])
        .assert()
        .success();
    Made {
        _folder: folder,
        path,
    }
}

fn small(arguments: &[&str]) -> Made {
    make(&[arguments, &SMALL].concat())
}

/// The markup outside scripts and styles; a report of a study has no script.
fn outside_scripts(page: &str) -> String {
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
fn tags(markup: &str) -> Vec<(&str, &str)> {
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

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("{name}=\"");
    let at = tag.find(&start)?;
    tag[at + start.len()..].split('"').next()
}

type Row = BTreeMap<String, String>;

fn table(folder: &Path, name: &str) -> Vec<Row> {
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

fn manifest(made: &Made) -> Value {
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
fn in_english(page: &str, text: &str) -> String {
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
fn check_numbers(made: &Made) -> usize {
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

fn map_data(page: &str) -> Value {
    let start = "<script type=\"application/json\" id=\"corredor-map-data\">";
    let data = page.split_once(start).unwrap().1;
    serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap()
}

/// Checks the totals of the map, to three digits, and gives their number.
fn check_map(made: &Made) -> usize {
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
fn check_structure(page: &str, language: &str) {
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
        "none&#39;; style-src &#39;sha256-"
    };
    let policy = format!("default-src &#39;none&#39;; script-src &#39;{scripts}");
    assert!(page.contains(&policy), "the security policy");
}

const LIMIT: usize = 1_000_000;

#[test]
fn five_years_of_a_comparison_fit_a_page_whose_numbers_are_those_of_the_tables() {
    let made = make(&[
        "compare",
        "securitised",
        "humanitarian",
        "--scale",
        "0.01",
        "--replications",
        "2",
    ]);
    let page = made.page();
    assert!(page.len() < LIMIT, "{} bytes", page.len());
    check_structure(&page, "en");
    assert!(check_numbers(&made) > 300);
    assert!(check_map(&made) > 100);
    assert_eq!(map_data(&page)["months"].as_array().unwrap().len(), 60);
    for words in [
        "nothing is resolved",
        "refoulement",
        "not calibrated",
        "status_quo_2023",
    ] {
        assert!(page.contains(words), "{words}");
    }
    fs::remove_file(made.path.join("report.html")).unwrap();
    assert_eq!(made.remake(&[]).0, 0);
    assert_eq!(made.page(), page, "the page made again is another one");
}

/// Months of links that the interactive map shows of each policy, with the people in each.
fn shown_months(page: &str) -> Vec<usize> {
    let data = map_data(page);
    let of_link = |it: &Value| it["t"].as_array().map_or(0, Vec::len);
    let policies = data["values"].as_array().unwrap().iter();
    policies
        .map(|links| links.as_array().unwrap().iter().map(of_link).sum())
        .collect()
}

#[test]
fn reports_of_many_policies_stay_small_and_every_policy_has_its_share_of_the_map() {
    let names = [
        "status_quo_2023",
        "securitised",
        "humanitarian",
        "baseline_1984",
        "brazil_2014",
        "chile_2024_rights",
        "chile_2024_security",
        "closure_2024_25",
        "drc_2024",
        "fbo_corridors",
        "mexico_2004",
        "san_jose_1994",
        "history",
    ];
    let options = ["--scale", "0.005", "--replications", "2"];
    let made = make(&[&["compare"], &names[..], &options].concat());
    let all = manifest(&made);
    // Of how many months of links of each policy a rate of harm is known.
    let rated = |name: &str| {
        let id = format!("darien/{name}");
        let rows = table(&made.path, "links_summary.csv").into_iter();
        rows.filter(|it| {
            it["scenario_id"] == id && it["month"] != "all" && !it["harmed_per_1000"].is_empty()
        })
        .filter(|it| it["passages"].parse::<f64>().unwrap() > 0.0)
        .count()
    };
    let rated = names.map(rated);
    for count in [13, 12, 8, 6, 5] {
        let mut some = all.clone();
        let policies = some["policies"].as_array_mut().unwrap();
        policies.truncate(count);
        fs::write(made.path.join("manifest.json"), some.to_string()).unwrap();
        let (code, error) = made.remake(&[]);
        assert_eq!(code, 0, "{error}");
        let page = made.page();
        assert!(
            page.len() <= 980_000,
            "{count} policies: {} bytes",
            page.len()
        );
        check_structure(&page, "en");
        assert!(check_numbers(&made) > 20 * count);
        let shown = shown_months(&page);
        let most = *shown.iter().max().unwrap();
        for (shown, rated) in shown.iter().zip(rated) {
            assert!(*shown > 0 && *shown <= rated);
            let fair = *shown == rated || 10 * shown >= 7 * most;
            assert!(fair, "{count} policies: {shown} of {rated}, and {most}");
        }
    }
}

#[test]
fn no_flow_stands_without_deflection_and_assumed_effects_are_starred() {
    let made = small(&["compare", "securitised", "humanitarian"]);
    let page = made.page();
    let section = |id: &str| {
        let text = page
            .split_once(&format!("<section id=\"{id}\">"))
            .unwrap()
            .1;
        text.split_once("</section>").unwrap().0
    };
    for flows in ["map", "months", "ends", "routes"] {
        assert!(
            section(flows).contains("Deflection, the share of people kept"),
            "{flows}"
        );
    }
    assert!(section("differences").contains("contrasts|F5|share|all|all"));
    let summary = section("summary");
    for words in [
        "are seriously harmed\u{a0}* [",
        "die\u{a0}* [",
        "an effective status\u{a0}* [",
        "people leave [",
        "arrive [",
        "What is marked *",
        "take another one within 90 days [",
    ] {
        assert!(summary.contains(words), "{words}");
    }
    for (id, words) in [
        ("map", "Harms per 1,000 passages\u{a0}*</th>"),
        ("routes", "Harms per 1,000 passages of these classes\u{a0}*"),
        ("months", "People seriously harmed, a month\u{a0}*"),
    ] {
        assert!(section(id).contains(words), "{words}");
    }
    assert_eq!(map_data(&page)["assumed"], true);

    // Where nothing is assumed, nothing is starred.
    let mut known = manifest(&made);
    known["context"]["assumed_indicators"] = Value::Array(Vec::new());
    fs::write(made.path.join("manifest.json"), known.to_string()).unwrap();
    assert_eq!(made.remake(&[]).0, 0);
    assert!(!outside_scripts(&made.page()).contains("\u{a0}*"));
}

#[test]
fn three_policies_stand_side_by_side() {
    let made = small(&[
        "compare",
        "status_quo_2023",
        "chile_2024_security",
        "chile_2024_rights",
    ]);
    let page = made.page();
    assert!(page.len() < LIMIT, "{} bytes", page.len());
    check_structure(&page, "en");
    assert!(check_numbers(&made) > 300);
    assert_eq!(map_data(&page)["policies"].as_array().unwrap().len(), 3);
    assert!(page.contains("Timely identification comes before any removal"));
}

#[test]
fn a_run_has_levels_without_differences_and_every_language_is_whole() {
    let made = small(&["run", "--policy", "history", "--lang", "es"]);
    let spanish = made.page();
    check_structure(&spanish, "es");
    assert!(check_numbers(&made) > 150);
    assert!(check_map(&made) > 20);
    assert!(!spanish.contains("id=\"differences\""));
    assert!(spanish.contains("De cada 1\u{202f}000") && spanish.contains("conteos publicados"));
    // No text of the page has a number as English writes it; commands, documents and notes of files do.
    let summary = spanish.split_once("id=\"summary\"").unwrap().1;
    let figures = summary.split_once("id=\"levers\"").unwrap().0;
    for text in figures
        .split('>')
        .skip(1)
        .map(|it| it.split('<').next().unwrap())
    {
        let english = text
            .as_bytes()
            .windows(3)
            .any(|it| it[0].is_ascii_digit() && it[1] == b'.' && it[2].is_ascii_digit());
        assert!(!english, "{text}");
    }
    for (language, words) in [
        ("pt", "De cada 1\u{202f}000"),
        ("en", "published counts"),
        ("es", "Resumen"),
    ] {
        assert_eq!(made.remake(&["--lang", language]).0, 0);
        check_structure(&made.page(), language);
        assert!(made.page().contains(words), "{words}");
    }
    assert_eq!(made.page(), spanish);
}

#[test]
fn one_replication_has_no_intervals() {
    let once = [&SMALL[..7], &["1"]].concat();
    let made = make(&[&["run", "--policy", "history"][..], &once].concat());
    let page = made.page();
    assert!(check_numbers(&made) > 150 && check_map(&made) > 20);
    for mark in ["class=\"interval\"", "class=\"bar ", "class=\"band "] {
        assert!(!page.contains(mark), "{mark}");
    }
    let markup = outside_scripts(&page);
    let text: String = markup
        .split('>')
        .filter_map(|it| it.split('<').next())
        .collect();
    let brackets = |it: &str| it.contains('[') && it.contains(", ");
    let shown: Vec<&str> = text.lines().filter(|it| brackets(it)).collect();
    assert_eq!(shown, Vec::<&str>::new());
    assert!(page.contains("One replication gives no interval"));
}

#[test]
fn no_report_leaves_it_out_and_a_new_run_takes_the_old_one_away() {
    let made = small(&["run", "--policy", "status_quo_2023"]);
    assert!(made.path.join("report.html").exists());
    let mut again = Command::cargo_bin("corredor").unwrap();
    again.args(["run", "--no-report", "--force", "--quiet", "--out"]);
    again.arg(&made.path).args(SMALL).assert().success();
    assert!(made.path.join("manifest.json").exists());
    assert!(!made.path.join("report.html").exists());
}

const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>]]></title>\
    </style></noscript><!--&lt;svg onload=alert(1)>\u{2028}{{x}}{x}";

fn spoil(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(HOSTILE),
        Value::Array(list) => list.iter_mut().for_each(spoil),
        Value::Object(map) => map.values_mut().for_each(spoil),
        _ => {}
    }
}

fn hostile_in_toml() -> String {
    HOSTILE.replace('\\', "").replace('"', "\\\"")
}

#[test]
fn no_string_of_a_policy_becomes_markup() {
    let folder = tempfile::tempdir().unwrap();
    let text = hostile_in_toml();
    let policy = format!(
        "title = \"{text}\"\ndescription = \"{text}\"\n[levers]\n\
         shelter = {{ value = 0.9, reason = \"{text}\", source = \"assumption\" }}\n"
    );
    fs::write(folder.path().join("mine.toml"), policy).unwrap();
    let mine = folder.path().join("mine.toml");
    let made = small(&["compare", "status_quo_2023", mine.to_str().unwrap()]);
    check_hostile(&made.page(), 2);
    assert_eq!(map_data(&made.page())["policies"][1]["title"], HOSTILE);
}

#[test]
fn no_string_of_a_manifest_becomes_markup() {
    let made = small(&["compare", "history", "chile_2024_rights"]);
    let path = made.path.join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    for (pointer, key) in [
        ("", "version"),
        ("", "commit"),
        ("", "command_line"),
        ("", "decision_rule"),
        ("", "mechanisms_switched_off"),
        ("", "from"),
        ("", "to"),
        ("", "inputs"),
        ("/corridor", "title"),
        ("/context", "nationalities"),
        ("/context", "documents"),
        ("/context", "places"),
        ("/context", "reference"),
        ("/context", "levers"),
        ("/context", "gates"),
        ("/context", "numbers"),
        ("/context", "counts_until"),
        ("/context", "crossing_name"),
        ("/policies/1", "title"),
        ("/policies/1", "description"),
        ("/policies/1", "config_sha256"),
        ("/policies/1", "set_directly"),
        ("/policies/1", "gates"),
    ] {
        spoil(&mut manifest.pointer_mut(pointer).unwrap()[key]);
    }
    fs::write(&path, manifest.to_string()).unwrap();
    let (code, error) = made.remake(&["--lang", "pt"]);
    assert_eq!(code, 0, "{error}");
    check_hostile(&made.page(), 2);
}

fn check_hostile(page: &str, scripts: usize) {
    assert!(
        page.contains("&lt;script&gt;alert(1)"),
        "the string is there, as text"
    );
    assert_eq!(page.matches("<script").count(), scripts);
    assert_eq!(page.matches("</script>").count(), scripts);
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains("</noscript>"));
    for part in ["<img", "<!--", "]]>", "<svg onload"] {
        assert!(!outside_scripts(page).contains(part), "{part}");
    }
    let markup = outside_scripts(page);
    for (name, rest) in tags(&markup) {
        assert!(
            ELEMENTS.contains(&name.trim_end_matches('/')),
            "<{name} {rest}>"
        );
    }
}

#[test]
fn a_folder_that_is_no_result_is_refused_with_the_file_at_fault() {
    let empty = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("corredor").unwrap();
    let output = command.arg("report").arg(empty.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("manifest.json") && error.contains("`compare`"),
        "{error}"
    );

    let made = small(&["compare", "securitised", "humanitarian"]);
    let before = made.page();
    let path = made.path.join("summary.csv");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[1] = lines[1].replacen("all,all,all,", "all,all,all,many", 1);
    fs::write(&path, lines.join("\n")).unwrap();
    fs::remove_file(made.path.join("datapackage.json")).unwrap();
    let (code, error) = made.remake(&[]);
    assert_eq!(code, 2, "{error}");
    assert!(
        error.contains("summary.csv") && error.contains("line: 2"),
        "{error}"
    );
    assert_eq!(made.page(), before, "a fault leaves the old page");
    fs::remove_file(made.path.join("links_summary.csv")).unwrap();
    fs::write(&path, text).unwrap();
    let (code, error) = made.remake(&[]);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("links_summary.csv"), "{error}");
    let (code, error) = made.remake(&["--lang", "fr"]);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("en, es, pt"), "{error}");
}

#[test]
fn tables_that_were_changed_are_not_reported() {
    let made = small(&["compare", "securitised", "humanitarian"]);
    let before = made.page();
    let double_last = |name: &str| {
        let path = made.path.join(name);
        let text = fs::read_to_string(&path).unwrap();
        let last = text.lines().last().unwrap();
        fs::write(&path, format!("{text}{last}\n")).unwrap();
        text
    };
    let mut texts = Vec::new();
    let names = [
        "summary.csv",
        "contrasts.csv",
        "links_summary.csv",
        "months_summary.csv",
    ];
    for name in names {
        texts.push(double_last(name));
    }
    let (code, error) = made.remake(&[]);
    assert_eq!(code, 2, "{error}");
    assert_eq!(error.lines().count(), names.len(), "{error}");
    for name in names {
        let says = format!(
            "{}: was changed after it was written; make the results again",
            made.path.join(name).display()
        );
        assert!(error.contains(&says), "{says}: {error}");
    }
    assert_eq!(made.page(), before);
    for (name, text) in names.iter().zip(texts) {
        fs::write(made.path.join(name), text).unwrap();
    }
    assert_eq!(made.remake(&[]).0, 0);
}

/// A study of the small corridor, carried out but not analysed; its file may be changed first.
fn swept(change: impl Fn(String) -> String) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let text = fs::read_to_string(tests.join("studies/small.toml")).unwrap();
    let corridor = tests.join("corridors/small");
    let text = text.replace("../corridors/small", corridor.to_str().unwrap());
    let text = text.replace("\"H11\", ", "\"H11\", \"A1\", \"F4\", ");
    fs::write(folder.path().join("study.toml"), change(text)).unwrap();
    let path = folder.path().join("results");
    Command::cargo_bin("corredor")
        .unwrap()
        .current_dir(folder.path())
        .args(["sweep", "study.toml", "--quiet", "--out", "results"])
        .assert()
        .success();
    Made {
        _folder: folder,
        path,
    }
}

fn analyse(made: &Made, arguments: &[&str]) {
    let mut command = Command::cargo_bin("corredor").unwrap();
    command.arg("analyse").arg(&made.path).arg("--quiet");
    command.args(arguments).assert().success();
}

/// The columns by which the report names a row of each table of an analysis.
const ROW_OF: [(&str, &[&str]); 7] = [
    (
        "stability",
        &["policy_a", "policy_b", "indicator", "denominator"],
    ),
    (
        "tornado",
        &["policy", "minus", "indicator", "denominator", "factor"],
    ),
    (
        "main_effects",
        &[
            "policy",
            "minus",
            "indicator",
            "denominator",
            "factor",
            "level",
        ],
    ),
    (
        "sensitivity",
        &[
            "policy",
            "minus",
            "indicator",
            "denominator",
            "measure",
            "factor",
        ],
    ),
    ("regret", &["policy", "indicator", "denominator"]),
    (
        "boxes",
        &[
            "policy",
            "minus",
            "indicator",
            "denominator",
            "case",
            "box",
            "factor",
            "label",
        ],
    ),
    (
        "assumption_ledger",
        &["policy_a", "policy_b", "indicator", "denominator", "factor"],
    ),
];

/// Checks every number of a study's report against its table, and gives how many there are of each.
fn check_study(made: &Made) -> BTreeMap<String, usize> {
    let mut rows = BTreeMap::new();
    for (name, columns) in ROW_OF {
        for row in table(&made.path, &format!("{name}.csv")) {
            if row.get("other_factor").is_some_and(|it| !it.is_empty()) {
                continue;
            }
            let cells = columns.iter().map(|it| row[*it].as_str());
            let key: Vec<&str> = std::iter::once(name).chain(cells).collect();
            assert!(rows.insert(key.join("|"), row.clone()).is_none(), "{key:?}");
        }
    }
    let page = made.page();
    let mut checked = BTreeMap::new();
    for cell in page
        .split("<td")
        .skip(1)
        .filter(|it| it.contains("data-key"))
    {
        let cell = cell.split_once("</td>").unwrap().0;
        let key = attribute(cell, "data-key").unwrap();
        let row = rows
            .get(key)
            .unwrap_or_else(|| panic!("{key}: in no table"));
        let columns = attribute(cell, "data-columns").unwrap();
        let columns = columns.split_whitespace().filter(|it| !row[*it].is_empty());
        let columns: Vec<&str> = columns.collect();
        let shown: Vec<&str> = cell.split("<data value=\"").skip(1).collect();
        assert_eq!(shown.len(), columns.len(), "{key}: {columns:?}");
        for (shown, column) in shown.iter().zip(&columns) {
            let (value, text) = shown.split_once("\">").unwrap();
            let text = in_english(&page, text.split_once("</data>").unwrap().0);
            assert_eq!(value, row[*column], "{key}: {column}");
            let number: f64 = value.parse().unwrap();
            let share = format!("{:.0}\u{a0}%", 100.0 * number);
            assert!(
                text == rounded(number) || text == share,
                "{key}: {column}: {text}"
            );
            *checked
                .entry(key.split('|').next().unwrap().to_owned())
                .or_default() += 1;
        }
    }
    let all = page.matches("<data ").count();
    assert_eq!(
        all,
        checked.values().sum::<usize>(),
        "a number has no table"
    );
    checked
}

#[test]
fn the_report_of_a_study_says_what_its_tables_say_in_every_language() {
    let made = swept(|text| text);
    let (code, error) = made.remake(&[]);
    assert_eq!(code, 2);
    assert!(
        error.contains("is not analysed") && error.contains("corredor analyse"),
        "{error}"
    );
    analyse(
        &made,
        &["--indicator", "all", "--limit", "H4=50", "--lang", "es"],
    );
    let spanish = made.page();
    assert!(spanish.len() < LIMIT / 2, "{} bytes", spanish.len());
    check_structure(&spanish, "es");
    let checked = check_study(&made);
    for table in [
        "stability",
        "tornado",
        "main_effects",
        "sensitivity",
        "regret",
    ] {
        assert!(checked[table] > 10, "{table}: {checked:?}");
    }
    assert!(spanish.contains("Qué signos se sostienen"));
    for (language, words) in [
        ("pt", "Que sinais se mantêm"),
        ("en", "Which signs hold"),
        ("es", "límites pedidos"),
    ] {
        assert_eq!(made.remake(&["--lang", language]).0, 0);
        check_structure(&made.page(), language);
        assert!(made.page().contains(words), "{words}");
    }
    assert_eq!(made.page(), spanish, "the page made again is another one");

    // One rule of what holds, and every section follows it.
    for row in table(&made.path, "stability.csv") {
        let [low, high, q1] =
            ["diff_q025", "diff_q975", "stability_q1"].map(|it| row[it].parse::<f64>().unwrap());
        let holds = q1 >= 0.9 && (low > 0.0 || high < 0.0);
        assert_eq!(row["resolved"], holds.to_string(), "{row:?}");
    }
    assert_eq!(made.remake(&[]).0, 0);
    let page = made.page();
    let summary = page.split_once("id=\"summary\"").unwrap().1;
    let summary = summary.split_once("</section>").unwrap().0;
    let resolved = table(&made.path, "stability.csv");
    let held = resolved
        .iter()
        .filter(|it| it["resolved"] == "true")
        .count();
    let held = match held {
        0 => "none".to_owned(),
        some => some.to_string(),
    };
    let headline = format!(
        "Of {} differences that were analysed, the sign of {held} holds",
        resolved.len()
    );
    assert!(summary.contains(&headline), "{headline}");
    let keyed = page
        .split("<tr")
        .skip(1)
        .map(|it| it.split("</tr>").next().unwrap());
    let mut open = 0;
    for row in keyed.filter(|it| {
        it.contains("data-key=\"boxes|") || it.contains("data-key=\"assumption_ledger|")
    }) {
        let key: Vec<&str> = attribute(
            row.split_once("data-key")
                .map(|it| &row[it.0.len()..])
                .unwrap(),
            "data-key",
        )
        .unwrap()
        .split('|')
        .collect();
        let [policy, other] = if key[0] == "boxes" {
            [key[1], key[2]]
        } else {
            [key[2], key[1]]
        };
        let of = resolved.iter().find(|it| {
            it["policy_a"] == other
                && it["policy_b"] == policy
                && it["indicator"] == key[3]
                && it["denominator"] == key[4]
        });
        let unresolved = of.is_some_and(|it| it["resolved"] == "false");
        assert_eq!(row.starts_with(" class=\"open\""), unresolved, "{key:?}");
        open += usize::from(unresolved);
    }
    assert!(open > 0, "no unresolved sign is told of");

    analyse(&made, &["--no-report"]);
    assert!(!made.path.join("report.html").exists());
    fs::remove_file(made.path.join("manifest.json")).unwrap();
    let (code, error) = made.remake(&[]);
    assert_eq!(code, 2);
    assert!(error.contains("is not finished"), "{error}");
}

#[test]
fn every_design_and_a_single_policy_have_a_report() {
    let filling = "kind = \"latin_hypercube\"\nsamples = 40";
    for (design, words) in [
        ("kind = \"saltelli\"\nsamples = 8", "Sobol, total"),
        (
            "kind = \"morris\"\ntrajectories = 4\nlevels = 4",
            "Elementary effects, mu*",
        ),
        ("kind = \"one_at_a_time\"", "one at a time"),
    ] {
        let made = swept(|text| text.replace(filling, design));
        analyse(&made, &[]);
        check_structure(&made.page(), "en");
        assert!(check_study(&made).contains_key("tornado"), "{design}");
        assert!(made.page().contains(words), "{words}");
    }
    let made = swept(|text| text.replace(filling, "kind = \"sobol\"\nsamples = 16"));
    analyse(&made, &["--policy", "humanitarian"]);
    check_structure(&made.page(), "en");
    let checked = check_study(&made);
    assert!(!checked.contains_key("stability") && !checked.contains_key("regret"));
    assert!(made.page().contains("nothing is compared"));
}

#[test]
fn no_string_of_a_study_becomes_markup() {
    let policy = tempfile::tempdir().unwrap();
    let mine = policy.path().join("mine.toml");
    let text = hostile_in_toml();
    fs::write(
        &mine,
        format!("title = \"{text}\"\ndescription = \"{text}\"\n"),
    )
    .unwrap();
    let made = swept(|study| {
        study
            .replace("samples = 40", "samples = 12")
            .replace(
                "What shelter and presence do in an invented corridor",
                &text,
            )
            .replace("\"humanitarian\"]", &format!("\"{}\"]", mine.display()))
    });
    analyse(&made, &[]);
    check_structure(&made.page(), "en");
    check_hostile(&made.page(), 0);

    for name in ["study.json", "analysis.json", "manifest.json"] {
        let path = made.path.join(name);
        let text = fs::read_to_string(&path).unwrap();
        let mut json: Value = serde_json::from_str(&text).unwrap();
        let design = json["design"].clone();
        spoil(&mut json);
        if name == "study.json" {
            json["design"] = design;
        }
        fs::write(&path, json.to_string()).unwrap();
    }
    let spoilt = [
        "policy",
        "policy_a",
        "policy_b",
        "minus",
        "factor",
        "indicator",
        "denominator",
        "label",
        "label_low",
        "label_high",
        "case",
    ];
    fs::remove_file(made.path.join("datapackage.json")).unwrap();
    for (name, _) in ROW_OF {
        let path = made.path.join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let header = reader.headers().unwrap().clone();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let cells = header.iter().zip(row.iter()).map(|(column, cell)| {
                if spoilt.contains(&column) && !cell.is_empty() {
                    format!("{cell}{HOSTILE}")
                } else {
                    cell.to_owned()
                }
            });
            writer.write_record(cells).unwrap();
        }
        fs::write(&path, writer.into_inner().unwrap()).unwrap();
    }
    let (code, error) = made.remake(&["--lang", "pt"]);
    assert_eq!(code, 0, "{error}");
    check_structure(&made.page(), "pt");
    check_hostile(&made.page(), 0);
}
