//! What the command answers without simulating.

use std::fs;

use super::{corredor, folder};

#[test]
fn lists_and_explanations_answer() {
    let folder = folder();
    for (what, part) in [
        ("corridors", "darien"),
        ("policies", "humanitarian"),
        ("levers", "asylum_access"),
        ("indicators", "H11"),
        ("parameters", "hazard.attack_share"),
        ("mechanisms", "clandestinity"),
        ("rules", "prospect"),
    ] {
        let ran = corredor(folder.path(), &["list", what]);
        assert_eq!(ran.code, 0, "{what}: {}", ran.err);
        assert!(ran.out.contains(part), "{what}");
    }
    let explained: [(&str, &[&str]); 9] = [
        ("H11", &["given as"]),
        (
            "asylum_access",
            &[
                "range: 0 to 1",
                "status_quo_2023: 0.35 (the reference)",
                "DRC-2024",
            ],
        ),
        ("hazard.attack_share", &["grade"]),
        (
            "humanitarian",
            &["dials", "asylum_access = 0.95 (humanitarian 1)"],
        ),
        ("history", &["[CBP1450]", "dated changes", "by its dates"]),
        (
            "usa_asylum_shut_2025",
            &[
                "told to be: 0",
                "announced: 2024-11-05",
                "effect: 2025-01-20",
            ],
        ),
        ("boats_necocli", &[]),
        ("crowd", &["--rule crowd", "--without crowd"]),
        ("remedies", &["--without remedies"]),
    ];
    for (name, parts) in explained {
        let ran = corredor(folder.path(), &["explain", name]);
        if parts.is_empty() {
            assert_eq!(ran.code, 2, "{name}");
            continue;
        }
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        for part in parts {
            assert!(ran.out.contains(part), "{name}: {part}\n{}", ran.out);
        }
    }
    let ran = corredor(folder.path(), &["explain", "hazard.atack_share"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("did you mean `hazard.attack_share`"),
        "{}",
        ran.err
    );
}

#[test]
fn the_input_check_says_what_it_is() {
    let folder = folder();
    let ran = corredor(
        folder.path(),
        &["inputs", "--scale", "0.002", "--replications", "1"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Input check of"), "{}", ran.out);
    assert!(!ran.out.to_lowercase().contains("validation"));
}

#[test]
fn what_is_exported_has_no_faults() {
    let folder = folder();
    let ran = corredor(folder.path(), &["export", "mine"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = corredor(folder.path(), &["check", "mine"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let policy = fs::read_dir(folder.path().join("mine/policies"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let ran = corredor(
        folder.path(),
        &[
            "check",
            &policy.path().to_string_lossy(),
            "--corridor",
            "mine",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(corredor(folder.path(), &["check", "absent"]).code, 2);
}

#[test]
fn tables_of_numbers_completions_and_manual_are_printed() {
    let folder = folder();
    for (arguments, part) in [
        (&["docs", "parameters"], "| `choice.cost_weight`"),
        (&["docs", "assumptions"], "assumption"),
        (&["docs", "dictionary"], "## equity.csv"),
        (&["completions", "bash"], "corredor"),
    ] {
        let ran = corredor(folder.path(), arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        assert!(ran.out.contains(part), "{arguments:?}");
    }
    assert!(corredor(folder.path(), &["man"]).out.contains("corredor"));
}
