//! What policies say beside dials, levers and gates: where settings come from, and dated changes.

const HISTORY: &str = "policies/history.toml";

faults! {
    a_setting_from_an_unknown_source:
        [(HISTORY, r#"source = "fiction""#, r#"source = "friction""#)]
        => [r#"policies/history.toml:6: levers.visa_wall.source: "friction": unknown source; did you mean "fiction"?"#];
    a_setting_without_a_source:
        [(HISTORY, r#"source = "fiction""#, r#"source = """#)]
        => ["policies/history.toml:6: levers.visa_wall.source: empty"];
    a_setting_with_an_unknown_key:
        [(HISTORY, "reason = \"Before", "reasons = \"Before")]
        => [r#"policies/history.toml:6: levers.visa_wall.reasons: unknown key; did you mean "reason"?"#];
    a_setting_half_held:
        [(HISTORY, "held = true", "held = 0.5")]
        => [r#"policies/history.toml:7: levers.shelter.held: "0.5": wrong type; allowed: true or false"#];
    a_timeline_that_is_a_word:
        [(HISTORY, "timeline = true", r#"timeline = "yes""#)]
        => [r#"policies/history.toml:3: timeline: "yes": wrong type; allowed: true or false"#];
    a_change_that_is_no_list:
        [(HISTORY, "[[change]]", "[change]")]
        => [r#"policies/history.toml:9: change: "{...}": wrong type; allowed: a list"#];
    a_change_without_a_value:
        [(HISTORY, "value = 0.8\n", "")]
        => ["policies/history.toml:9: change.value: missing key"];
    an_own_change_with_an_unknown_key:
        [(HISTORY, "effective", "efective")]
        => [r#"policies/history.toml:14: change.efective: unknown key; did you mean "effective"?"#];
    an_own_change_of_an_unknown_kind:
        [(HISTORY, r#"kind = "lever""#, r#"kind = "leaver""#)]
        => [r#"policies/history.toml:11: change.kind: "leaver": unknown kind of change; allowed: lever, dial, gate, capacity, push; did you mean "lever"?"#];
    an_own_change_of_an_unknown_lever:
        [(HISTORY, r#"name = "shelter""#, r#"name = "sheltr""#)]
        => [r#"policies/history.toml:12: change.name: "sheltr": unknown lever; did you mean "shelter"?"#];
    an_own_change_beyond_the_bounds:
        [(HISTORY, "value = 0.8", "value = 8")]
        => [r#"policies/history.toml:13: change.value: "8": above the highest legal value; allowed: 0 to 1"#];
    an_own_change_on_no_day:
        [(HISTORY, "2030-03-01", "2030-03")]
        => ["policies/history.toml:14: not TOML: invalid date, expected `-` (MM-DD)"];
    an_own_change_that_comes_twice:
        [(HISTORY, "[[change]]", "[[change]]\nid = \"beds\"\nkind = \"push\"\nname = \"departures\"\nvalue = 0.1\neffective = 2030-02-01\n\n[[change]]")]
        => [r#"policies/history.toml:17: change.id: "beds": duplicate change"#];
    an_own_change_in_an_empty_state:
        [(HISTORY, "value = 0.8", "value = 0.8\nstate = \"\"")]
        => ["policies/history.toml:14: change.state: empty"];
}

#[test]
fn a_timeline_that_is_not_there() {
    let folder = crate::copy();
    std::fs::remove_file(folder.path().join("timeline.csv")).unwrap();
    assert_eq!(
        crate::found_in(&folder),
        [
            r#"policies/history.toml:3: timeline: "true": the corridor has no timeline to follow; allowed: false, or the file timeline.csv"#
        ]
    );
}
