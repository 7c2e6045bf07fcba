//! How files of questions are read, and what the page shows.

use super::*;
use crate::observe::fixture;
use crate::scenario::Faults;
use crate::study::evidence::Plan;
use crate::world::World;
use crate::world::question::QuestionFile;

const SOUND: &str = r#"title = "Does a dearer link lower arrivals?"
about = "Ways"
why = "A dearer way is worth less."
source = "logic;SRC"
small = true
from = 2023-01-01
rule = "all"
asked = { indicator = "F4", by = "count", group = "VEN", per = { indicator = "F1", by = "count" } }
expected = { ratio = [0.2, 0.9] }

[first]
policy = "reference"

[second]
policy = "securitised"
levers.interdiction = 0.5
states.BBB.trail_closure = 1
gates.gate = "closed"
without = ["peers"]
numbers.choice.wait_days = 4
times = { "choice.*" = 0 }
change = [{ id = "later", kind = "lever", name = "shelter", value = 1, effective = 2023-02-01 }]
"#;

fn world(texts: &[(&str, &str)]) -> World {
    let mut world = fixture::world();
    let files = texts.iter().map(|(name, text)| QuestionFile {
        path: format!("face/{name}.toml"),
        text: (*text).to_owned(),
    });
    world.questions = files.collect();
    world
}

fn faults(from: &str, to: &str) -> Faults {
    assert!(SOUND.contains(from), "{from}");
    read(&world(&[("it", &SOUND.replacen(from, to, 1))])).unwrap_err()
}

#[test]
fn a_question_is_read_with_what_it_changes_in_words() {
    let world = world(&[("dearer", SOUND)]);
    let questions = read(&world).unwrap();
    let question = &questions[0];
    assert_eq!(question.name, "dearer");
    assert!(question.small && question.rules.len() == Rule::ALL.len());
    assert_eq!(question.window, [Some(world.start), None]);
    let second = question.second.as_ref().unwrap();
    for part in [
        "securitised; ",
        "`shelter` = 1 from 2023-02-01",
        "`gate` = closed",
        "`interdiction` = 0.5",
        "`BBB.trail_closure` = 1",
        "`choice.wait_days` = 4",
        "`choice.*` times 0",
        "without peers",
    ] {
        assert!(second.label.contains(part), "{part}: {}", second.label);
    }
    assert!(second.policy.settings.iter().all(|it| it.held));
    assert_eq!(second.policy.gates, [Some(false)]);
    assert_eq!(second.policy.changes.len(), 1);
    assert!(second.overrides.len() > 1);
    assert_eq!(question.first.asked, second.asked);
}

#[test]
fn all_faults_of_all_questions_are_told_at_once_with_the_nearest_name() {
    let one = SOUND
        .replacen("\"F4\"", "\"F44\"", 1)
        .replacen("interdiction", "interdicton", 1);
    let other = SOUND
        .replacen("policy = \"reference\"", "policy = \"referense\"", 1)
        .replacen("choice.wait_days", "choice.wait_day", 1)
        .replacen("\"peers\"", "\"pears\"", 1)
        .replacen("rule = \"all\"", "rule = \"crowds\"", 1)
        .replacen("about", "abuot", 1);
    let faults = read(&world(&[("one", &one), ("other", &other)])).unwrap_err();
    let told = faults.to_string();
    for part in [
        "face/one.toml:8: asked.indicator: \"F44\": unknown indicator",
        "face/one.toml:16: second.levers.interdicton: unknown lever; did you mean \"interdiction\"?",
        "face/other.toml:2: abuot: unknown key; did you mean \"about\"?",
        "face/other.toml:7: rule: \"crowds\": unknown rule",
        "face/other.toml:12: first.policy: \"referense\": unknown policy",
        "did you mean \"reference\"?",
        "second.without: \"pears\": unknown mechanism",
        "second.numbers.choice.wait_day: unknown number; did you mean \"choice.wait_days\"?",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    assert_eq!(faults.count(), 7, "{told}");
}

#[test]
fn what_cannot_be_asked_or_expected_is_refused() {
    for (from, to, problem) in [
        (
            "by = \"count\", group",
            "by = \"days\", group",
            "unknown denominator of the indicator",
        ),
        ("\"VEN\"", "\"VNE\"", "unknown group"),
        (
            "indicator = \"F4\", by = \"count\", group = \"VEN\"",
            "indicator = \"F4\", by = \"count\", state = \"BBB\"",
            "not told of all in BBB",
        ),
        (
            "indicator = \"F4\", by = \"count\", group = \"VEN\"",
            "measure = \"crossings_2023h5\"",
            "unknown measure",
        ),
        ("ratio = [0.2, 0.9]", "ratio = [0.9, 0.2]", "not a range"),
        (
            "ratio = [0.2, 0.9]",
            "value = [0.2, 0.9]",
            "a value speaks of one policy",
        ),
        ("ratio = [0.2, 0.9]", "sign = \"fewr\"", "unknown sign"),
        (
            "ratio = [0.2, 0.9]",
            "sign = \"fewer\", within = 0.1",
            "only `same` holds within a share",
        ),
        ("logic;SRC", "logic;SCR", "unknown source \"SCR\""),
        (
            "2023-01-01",
            "2022-01-01",
            "outside the window of the corridor",
        ),
        ("2023-01-01", "2023-03-20", "the window is too short"),
        ("\"choice.*\"", "\"chioce.*\"", "no number is called so"),
        ("title = \"Does", "titel = \"Does", "did you mean \"title\""),
    ] {
        let told = faults(from, to).to_string();
        assert!(told.contains(problem), "{problem} in\n{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_side_that_names_what_is_asked_needs_no_more_and_one_that_does_not_is_told() {
    let whole = "asked = { indicator = \"F4\", by = \"count\", group = \"VEN\", per = { indicator = \"F1\", by = \"count\" } }\n";
    let told = faults(whole, "").to_string();
    assert!(
        told.contains("first.asked: missing key") && told.contains("second.asked: missing key")
    );
    let own = SOUND.replacen(
        "policy = \"reference\"\n",
        "policy = \"reference\"\nasked = { everything = true }\n",
        1,
    );
    let questions = read(&world(&[("own", &own)])).unwrap();
    assert_eq!(questions[0].first.asked.what, What::Everything);
}

#[test]
fn the_page_shows_a_wrong_answer_as_wrong() {
    let world = world(&[("dearer", SOUND), ("other", SOUND)]);
    let plan = Plan {
        world: &world,
        spec: fixture::spec(&world, 1.0),
        replications: 2,
        threads: 1,
    };
    let answers = [true, false].map(|right| Answer {
        text: "12 [10, 14]".to_owned(),
        right,
    });
    let page = page(&plan, &read(&world).unwrap(), &answers);
    assert!(page.contains("Right: 1 of 2. Wrong: `other`."), "{page}");
    assert!(page.contains("## Ways"));
    let row = |name: &str| {
        let start = format!("| `{name}` |");
        page.lines().find(|it| it.starts_with(&start)).unwrap()
    };
    assert!(row("dearer").ends_with("| 12 [10, 14] | yes |"));
    assert!(row("other").ends_with("| 12 [10, 14] | **no** |"));
    assert!(
        row("other")
            .contains("times 0.2 to 0.9: F4 Arrivals, count, VEN, per F1 People who leave, count")
    );
}
