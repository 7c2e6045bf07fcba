//! The report of a study.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use corredor::output::number::rounded;

use super::page::{attribute, check_structure, in_english, table};
use super::{LIMIT, Made};

/// A study of the small corridor, carried out but not analysed; its file may be changed first.
pub(super) fn swept(change: impl Fn(String) -> String) -> Made {
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

pub(super) fn analyse(made: &Made, arguments: &[&str]) {
    let mut command = Command::cargo_bin("corredor").unwrap();
    command.arg("analyse").arg(&made.path).arg("--quiet");
    command.args(arguments).assert().success();
}

/// The columns by which the report names a row of each table of an analysis.
pub(super) const ROW_OF: [(&str, &[&str]); 7] = [
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
