//! Strings of users never become markup.

use std::fs;

use serde_json::Value;

use super::page::{check_structure, map_data, outside_scripts, tags};
use super::study::{ROW_OF, analyse, swept};
use super::{ELEMENTS, small};

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
