//! The report: its numbers are those of the tables, nothing in it can become markup, it is whole in
//! every language, and it can be made again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "report/hostile.rs"]
mod hostile;
#[path = "report/page.rs"]
mod page;
#[path = "report/study.rs"]
mod study;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use page::{check_map, check_numbers, check_structure, manifest, map_data, outside_scripts, table};
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

type Row = BTreeMap<String, String>;

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
