//! Questions with a known answer: those of the built-in corridors can be asked, what two of them need
//! is simulated once, and an answer is read rightly.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::BTreeSet;

use corredor::engine::RunSpec;
use corredor::scenario;
use corredor::study::evidence::Plan;
use corredor::study::evidence::face::{Answer, Question, ask, page, read};
use corredor::world::World;
use jiff::civil::date;

fn darien() -> World {
    scenario::embedded("darien").unwrap()
}

fn plan(world: &World) -> Plan<'_> {
    let spec = RunSpec {
        from: date(2022, 1, 1),
        to: date(2022, 4, 30),
        scale: 0.002,
        fixed_parameters: true,
        ..RunSpec::of(world)
    };
    Plan {
        world,
        spec,
        replications: 2,
        threads: 2,
    }
}

/// A question of the window of the plan, in place of those of the corridor.
fn asked(world: &mut World, name: &str, text: &str) -> Question {
    world.questions.truncate(1);
    world.questions[0].path = format!("face/{name}.toml");
    text.clone_into(&mut world.questions[0].text);
    read(world).unwrap().remove(0)
}

#[test]
fn the_questions_of_built_in_corridors_have_no_faults_and_cover_much() {
    for name in scenario::embedded_names() {
        read(&scenario::embedded(&name).unwrap()).unwrap();
    }
    let questions = read(&darien()).unwrap();
    assert!(questions.len() >= 36, "{}", questions.len());
    let small = questions.iter().filter(|it| it.small).count();
    assert!((8..=30).contains(&small), "{small}");
    let titles: BTreeSet<&str> = questions.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles.len(), questions.len(), "two questions are the same");
}

#[test]
fn answers_hang_on_the_question_alone() {
    let mut world = darien();
    let heads = "about = \"it\"\nwhy = \"So.\"\nsource = \"logic\"\n";
    let sides = "[first]\npolicy = \"history\"\n[second]\npolicy = \"history\"\n";
    let same = asked(
        &mut world,
        "same",
        &format!(
            "title = \"Same?\"\n{heads}asked = {{ everything = true }}\nexpected = {{ sign = \"same\" }}\n{sides}"
        ),
    );
    let none = asked(
        &mut world,
        "none",
        &format!(
            "title = \"None leave?\"\n{heads}asked = {{ indicator = \"F1\", by = \"count\" }}\n\
             expected = {{ sign = \"fewer\" }}\n{sides}change = [{{ id = \"end\", kind = \"push\", \
             name = \"departures\", value = -50, effective = 2022-01-01 }}]\n"
        ),
    );
    let more = asked(
        &mut world,
        "more",
        &format!(
            "title = \"More leave?\"\n{heads}asked = {{ indicator = \"F1\", by = \"count\" }}\n\
             expected = {{ sign = \"more\" }}\n{sides}change = [{{ id = \"end\", kind = \"push\", \
             name = \"departures\", value = -50, effective = 2022-01-01 }}]\n"
        ),
    );
    let plan = plan(&world);
    let mut runs = Vec::new();
    let questions = [same, none, more];
    let answers = ask(&plan, &questions, &mut |it| runs.push(it.to_owned())).unwrap();
    let right: Vec<bool> = answers.iter().map(|it| it.right).collect();
    assert_eq!(right, [true, true, false], "{answers:?}");
    assert_eq!(runs, ["runs 1 to 2 of 2"], "what is the same is run once");
    let alone = ask(&plan, &questions[1..2], &mut |_| {}).unwrap();
    assert_eq!(alone[0], answers[1]);
    let page = page(&plan, &questions, &answers);
    assert!(page.contains("Right: 2 of 3. Wrong: `more`."), "{page}");
}

#[test]
fn a_question_under_every_rule_is_right_only_if_it_is_under_each() {
    let mut world = darien();
    let question = asked(
        &mut world,
        "rules",
        "title = \"Does anybody leave?\"\nabout = \"it\"\nwhy = \"So.\"\nsource = \"logic\"\nrule = \"all\"\n\
         asked = { indicator = \"F1\", by = \"count\" }\nexpected = { value = [1, 10000000] }\n\
         [first]\npolicy = \"history\"\n",
    );
    let answers: Vec<Answer> = ask(&plan(&world), &[question], &mut |_| {}).unwrap();
    assert!(answers[0].right);
    for rule in ["prospect: ", "planned: ", "crowd: "] {
        assert!(answers[0].text.contains(rule), "{}", answers[0].text);
    }
}
