//! Numbers, dates and words that can be read and that nothing could run with.

use crate::LEVERS;

const HISTORY: &str = "policies/history.toml";

faults! {
    a_weight_below_zero:
        [("parameters.toml", "[choice.harm_weight]\nvalue = 1\nrange = [0.5, 1.5]", "[choice.harm_weight]\nvalue = -0.15\nrange = [-0.15, -0.15]")]
        => [r#"parameters.toml:29: choice.harm_weight.value: "-0.15": below the lowest legal value; allowed: 0 to 1000000 (utils)"#,
            r#"parameters.toml:30: choice.harm_weight.range: "-0.15": below the lowest legal value; allowed: 0 to 1000000 (utils)"#,
            r#"parameters.toml:30: choice.harm_weight.range: "-0.15": below the lowest legal value; allowed: 0 to 1000000 (utils)"#];
    a_scale_of_zero:
        [("parameters.toml", "[choice.scale]\nvalue = 0.55\nrange = [0.4, 0.75]", "[choice.scale]\nvalue = 0\nrange = [0, 1]")]
        => [r#"parameters.toml:47: choice.scale.value: "0": below the lowest legal value; allowed: 0.001 to 1000000 (utils)"#,
            r#"parameters.toml:48: choice.scale.range: "0": below the lowest legal value; allowed: 0.001 to 1000000 (utils)"#];
    a_utility_that_nobody_has:
        [("parameters.toml", "[choice.destination_value]\nvalue = 12\nrange = [6, 18]", "[choice.destination_value]\nvalue = 12\nrange = [-1e308, 1e308]")]
        => [r#"parameters.toml:57: choice.destination_value.range: "-1e308": below the lowest legal value; allowed: -1000000 to 1000000 (utils)"#,
            r#"parameters.toml:57: choice.destination_value.range: "1e308": above the highest legal value; allowed: -1000000 to 1000000 (utils)"#];
    a_settling_that_nobody_leaves:
        [("states.csv", "settle_utility,0,", "settle_utility,1e50,")]
        => [r#"states.csv:4: value: "1e50": above the highest legal value; allowed: -1000000 to 1000000 (utils)"#];
    a_spread_below_zero:
        [("demographics.csv", "money.log_sd,0.8,0.4,", "money.log_sd,0.8,-0.4,")]
        => [r#"demographics.csv:34: low: "-0.4": below the lowest legal value; allowed: 0 to 100 (log points)"#];
    log_points_beyond_all_numbers:
        [("timeline.csv", "departures,0.4,0,0.8", "departures,0.4,0,800")]
        => [r#"timeline.csv:8: high: "800": above the highest legal value; allowed: -100 to 100 (log points)"#];
    bounds_of_a_lever_that_no_share_has:
        [("levers.csv", LEVERS, "lever,min,max\ncorridor_transport,-1e308,1e308\n")]
        => [r#"levers.csv:2: min: "-1e308": below the lowest legal value; allowed: 0 to 1"#,
            r#"levers.csv:2: max: "1e308": above the highest legal value; allowed: 0 to 1"#];
    bounds_of_a_lever_beyond_all_use:
        [("levers.csv", LEVERS, "lever,max\nfines_usd,1e308\n")]
        => [r#"levers.csv:2: max: "1e308": above the highest legal value; allowed: 0 to 1000000"#];
    a_gate_ajar:
        [("timeline.csv", "buses,0,0,0,", "buses,0.3,0.3,0.3,")]
        => [r#"timeline.csv:6: value: "0.3": a gate is open or closed; allowed: 1 (open), 0 (closed)"#];
    a_gate_with_a_range:
        [("timeline.csv", "buses,0,0,0,", "buses,0,0,1,")]
        => [r#"timeline.csv:6: high: "1": the position of a gate has no range; allowed: 0"#];
    a_gate_that_opens_slowly:
        [("timeline.csv", "2030-12-01,0,2030-12-15", "2030-12-01,14,2030-12-15")]
        => [r#"timeline.csv:6: ramp_days: "14": a gate opens or closes on one day; allowed: 0"#];
    an_own_change_that_leaves_a_gate_ajar:
        [(HISTORY, "kind = \"lever\"\nname = \"shelter\"\nvalue = 0.8", "kind = \"gate\"\nname = \"buses\"\nvalue = 0.7\nramp_days = 30")]
        => [r#"policies/history.toml:13: change.value: "0.7": a gate is open or closed; allowed: 1 (open), 0 (closed)"#,
            r#"policies/history.toml:14: change.ramp_days: "30": a gate opens or closes on one day; allowed: 0"#];
    a_change_far_from_the_window:
        [("timeline.csv", "2031-02-01,28,2031-05-01", "1823-02-01,28,9999-12-31")]
        => [r#"timeline.csv:8: expiry: "9999-12-31": far from the corridor's window; allowed: the years 1900 to 2051"#,
            r#"timeline.csv:8: effective: "1823-02-01": far from the corridor's window; allowed: the years 1900 to 2051"#];
    an_own_change_far_from_the_window:
        [(HISTORY, "2030-03-01", "2099-01-01")]
        => [r#"policies/history.toml:14: change.effective: "2099-01-01": far from the corridor's window; allowed: the years 1900 to 2051"#];
    a_gate_that_opens_far_from_the_window:
        [("gates.csv", "2030-02-01", "0001-02-01")]
        => [r#"gates.csv:2: opens: "0001-02-01": far from the corridor's window; allowed: the years 1900 to 2051"#];
    counts_far_from_the_window:
        [("observed/crossings.csv", "2030-06,", "9999-01,"), ("observed/crossings.csv", "2030-07,BRI", "0001-01,BRI")]
        => [r#"observed/crossings.csv:2: month: "9999-01": far from the corridor's window; allowed: the years 1900 to 2051"#,
            r#"observed/crossings.csv:4: month: "0001-01": far from the corridor's window; allowed: the years 1900 to 2051"#];
    an_unknown_measure:
        [("observed/targets.csv", "crossings_2030m07", "crossings_2030h9")]
        => [r#"observed/targets.csv:2: measure: "crossings_2030h9": unknown measure; allowed: minors_share, unaccompanied_share_of_minors, any_abuse_share, any_injury_share, gbv_women_share, drowning_share, crossing_days_dry_median, crossing_days_rainy_median, crossing_days_guided_median, informed_share, incident_before_STATE_share, extorted_before_STATE_share, abused_within_STATE_share, crossings_PERIOD, share_NATIONALITY_PERIOD, monthly_WHO_PERIODS, ratio_WHO_PERIODS_over_PERIODS, treated_survivors_PERIOD, recorded_deaths_per_1000_crossings_PERIOD, bodies_seen_share_PERIOD, applications_STATE_PERIOD, applications_STATE_per_1000_crossings_PERIOD and tier_price_CLASS_TIER_PERIOD, where PERIOD is a year (2023), half (2023h1) or month (2023m05), PERIODS are one or more joined by `+`, and WHO is `all`, a nationality, or `non-` and a nationality; did you mean "crossings_2030"?"#];
    a_measure_of_an_unknown_nationality:
        [("observed/targets.csv", "crossings_2030m07", "share_BRX_2030m07")]
        => [r#"observed/targets.csv:2: measure: "share_BRX_2030m07": unknown measure; allowed: minors_share, unaccompanied_share_of_minors, any_abuse_share, any_injury_share, gbv_women_share, drowning_share, crossing_days_dry_median, crossing_days_rainy_median, crossing_days_guided_median, informed_share, incident_before_STATE_share, extorted_before_STATE_share, abused_within_STATE_share, crossings_PERIOD, share_NATIONALITY_PERIOD, monthly_WHO_PERIODS, ratio_WHO_PERIODS_over_PERIODS, treated_survivors_PERIOD, recorded_deaths_per_1000_crossings_PERIOD, bodies_seen_share_PERIOD, applications_STATE_PERIOD, applications_STATE_per_1000_crossings_PERIOD and tier_price_CLASS_TIER_PERIOD, where PERIOD is a year (2023), half (2023h1) or month (2023m05), PERIODS are one or more joined by `+`, and WHO is `all`, a nationality, or `non-` and a nationality; did you mean "share_BRI_2030m07"?"#];
    a_figure_outside_what_is_accepted:
        [("observed/targets.csv", "800,500,1100", "8000,500,1100")]
        => [r#"observed/targets.csv:2: observed: "8000": outside its range; allowed: 500 to 1100"#];
    a_language_with_a_space:
        [("nationalities.csv", "Aldoran,es", "Aldoran,es ")]
        => [r#"nationalities.csv:2: language: "es ": not a code of a language; allowed: two or three lower-case letters, such as es"#];
    a_language_that_is_a_name:
        [("nationalities.csv", "Aldoran,es", "Aldoran,Spanish")]
        => [r#"nationalities.csv:2: language: "Spanish": not a code of a language; allowed: two or three lower-case letters, such as es"#];
    a_unit_of_a_lever_on_two_lines:
        [("levers.csv", LEVERS, "lever,unit\ncorridor_transport,\"share\nof flow\"\n")]
        => [r#"levers.csv:2: unit: "share\nof flow": not a short text; allowed: one line of at most 200 characters"#];
}
