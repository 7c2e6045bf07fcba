//! TOML files and policies.

use crate::LEVERS;

faults! {
    a_syntax_error:
        [("corridor.toml", r#"title = "An"#, "title = An")]
        => [r#"corridor.toml:2: not TOML: missing opening quote, expected `"`"#];
    an_unknown_key:
        [("corridor.toml", "rainy_months", "rainy_month")]
        => [r#"corridor.toml:8: rainy_month: unknown key; did you mean "rainy_months"?"#];
    a_missing_key:
        [("corridor.toml", "window_end = \"2030-12\"\n", "")]
        => ["corridor.toml: window_end: missing key"];
    a_wrong_type:
        [("corridor.toml", r#"title = "An invented corridor""#, "title = 7")]
        => [r#"corridor.toml:2: title: "7": wrong type; allowed: a text in quotation marks"#];
    an_unknown_parameter:
        [("parameters.toml", "[choice.wait_days]", "[choice.weight_of_gold]")]
        => ["parameters.toml:1: choice.weight_of_gold: unknown parameter; did you mean \"choice.weighing_days\"?"];
    a_misspelt_parameter:
        [("parameters.toml", "[choice.wait_days]", "[choice.wait_day]")]
        => [r#"parameters.toml:1: choice.wait_day: unknown parameter; did you mean "choice.wait_days"?"#];
    a_parameter_of_another_unit:
        [("parameters.toml", "[choice.wait_days]\nvalue = 6\nrange = [3, 9]\nunit = \"days\"", "[choice.wait_days]\nvalue = 6\nrange = [3, 9]\nunit = \"x\"")]
        => [r#"parameters.toml:4: choice.wait_days.unit: "x": wrong unit; allowed: days"#];
    a_parameter_range_of_three:
        [("parameters.toml", "[choice.wait_days]\nvalue = 6\nrange = [3, 9]", "[choice.wait_days]\nvalue = 6\nrange = [3, 6, 9]")]
        => ["parameters.toml:3: choice.wait_days.range: a list of 3 elements; allowed: a list of low and high"];
    an_infinite_parameter:
        [("parameters.toml", "[choice.wait_days]\nvalue = 6", "[choice.wait_days]\nvalue = inf")]
        => [r#"parameters.toml:2: choice.wait_days.value: "inf": not finite; allowed: a finite number"#];
    a_parameter_that_is_no_table:
        [("parameters.toml", "[choice.wait_days]\nvalue = 6", "[choice]\nwait_days = 6\n[choice.weight_of_gold]\nvalue = 6")]
        => [r#"parameters.toml:2: choice.wait_days: "6": wrong type; allowed: a table"#,
            "parameters.toml:3: choice.weight_of_gold: unknown parameter; did you mean \"choice.weighing_days\"?"];
    an_unknown_lever:
        [("policies/humanitarian.toml", "shelter = 0.75", "sheltre = 0.75")]
        => [r#"policies/humanitarian.toml:10: levers.sheltre: unknown lever; did you mean "shelter"?"#];
    a_corridor_wide_lever_in_a_state:
        [("policies/humanitarian.toml", "asylum_capacity_mult = { value = 3", "coordination_kappa = { value = 1")]
        => ["policies/humanitarian.toml:13: states.BRU.coordination_kappa: one number for the whole corridor: no state sets it"];
    a_lever_above_its_highest_value:
        [("policies/humanitarian.toml", "shelter = 0.75", "shelter = 1.75")]
        => [r#"policies/humanitarian.toml:10: levers.shelter: "1.75": above the highest legal value; allowed: 0 to 1"#];
    a_lever_set_to_a_word:
        [("policies/humanitarian.toml", "shelter = 0.75", r#"shelter = "high""#)]
        => [r#"policies/humanitarian.toml:10: levers.shelter: "high": wrong type; allowed: a number"#];
    a_lever_without_a_value:
        [("policies/humanitarian.toml", "value = 3, ", "")]
        => ["policies/humanitarian.toml:13: states.BRU.asylum_capacity_mult.value: missing key"];
    a_dial_beyond_one:
        [("policies/humanitarian.toml", "humanitarian = 1.0", "humanitarian = 1.5")]
        => [r#"policies/humanitarian.toml:5: dials.humanitarian: "1.5": above the highest legal value; allowed: 0 to 1"#];
    an_unknown_state_in_a_policy:
        [("policies/humanitarian.toml", "[states.BRU]", "[states.BRO]")]
        => [r#"policies/humanitarian.toml:12: states.BRO: unknown state; did you mean "BRU"?"#];
    an_unknown_gate_in_a_policy:
        [("policies/humanitarian.toml", r#"buses = "open""#, r#"buzes = "open""#)]
        => [r#"policies/humanitarian.toml:16: gates.buzes: unknown gate; did you mean "buses"?"#];
    a_gate_ajar:
        [("policies/humanitarian.toml", r#"buses = "open""#, r#"buses = "ajar""#)]
        => [r#"policies/humanitarian.toml:16: gates.buses: "ajar": unknown position of a gate; allowed: open, closed"#];
    a_policy_without_a_title:
        [("policies/reference.toml", "title = \"Reference\"\n", "")]
        => ["policies/reference.toml: title: missing key"];
    a_misspelt_lever:
        [("levers.csv", "destination_appointments", "destination_appointment")]
        => [r#"levers.csv:2: lever: "destination_appointment": unknown lever; did you mean "destination_appointments"?"#];
    a_lever_too_many:
        [("levers.csv", "destination_appointments", "curfews,0,1,0\ndestination_appointments")]
        => [r#"levers.csv:2: lever: "curfews": unknown lever"#];
    a_lever_given_twice:
        [("levers.csv", "1450\n", "1450\nshelter,,,0.4\nshelter,,,0.6\n")]
        => [r#"levers.csv:4: lever: "shelter": duplicate lever; the first is on line 3"#];
    a_lever_range_the_wrong_way_round:
        [("levers.csv", LEVERS, "lever,min,max\nshelter,1,0\n")]
        => [r#"levers.csv:2: min: "1": the range is the wrong way round; allowed: at most 0"#];
    a_reference_outside_the_range_of_the_defaults:
        [("levers.csv", LEVERS, "lever,reference\nshelter,5\n")]
        => [r#"levers.csv:2: reference: "5": above the highest legal value; allowed: 0 to 1"#];
    a_range_that_a_default_is_outside:
        [("levers.csv", LEVERS, "lever,max\nfines_usd,400\n")]
        => [r#"defaults/levers.csv:21: at_1: "500": above the highest legal value; allowed: 0 to 400"#];
    a_reference_of_zero_that_effects_are_relative_to:
        [("levers.csv", LEVERS, "lever,reference\ninterdiction,0\ngbv_care,0\ncso_access,0\n")]
        => [
            r#"levers.csv:2: reference: "0": effects of this lever are relative to its reference; allowed: more than 0, at most 1"#,
            r#"levers.csv:3: reference: "0": effects of this lever are relative to its reference; allowed: more than 0, at most 1"#,
            r#"levers.csv:4: reference: "0": effects of this lever are relative to its reference; allowed: more than 0, at most 1"#
        ];
    a_reference_below_zero_that_effects_are_relative_to:
        [("levers.csv", LEVERS, "lever,min,reference\ninterdiction,-1,-0.1\n")]
        => [r#"levers.csv:2: min: "-1": below the lowest legal value; allowed: 0 to 1"#,
            r#"levers.csv:2: reference: "-0.1": effects of this lever are relative to its reference; allowed: more than 0, at most 1"#];
    ends_without_a_dial:
        [("levers.csv", LEVERS, "lever,at_0\nsmuggler_prosecution,0\n")]
        => [r#"levers.csv:2: at_0: "0": the lever follows no dial; allowed: an empty cell"#];
    a_dial_without_ends:
        [("levers.csv", LEVERS, "lever,dial,at_0\nsmuggler_prosecution,humanitarian,0.2\n")]
        => ["defaults/levers.csv:22: at_1: empty"];
}
