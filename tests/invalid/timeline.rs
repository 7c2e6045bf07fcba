//! `timeline.csv`.

faults! {
    a_change_of_an_unknown_kind:
        [("timeline.csv", "visas,lever", "visas,levre")]
        => [r#"timeline.csv:2: kind: "levre": unknown kind of change; allowed: lever, dial, gate, capacity, push; did you mean "lever"?"#];
    a_change_of_an_unknown_lever:
        [("timeline.csv", "lever,visa_wall", "lever,visa_wal")]
        => [r#"timeline.csv:2: name: "visa_wal": unknown lever; did you mean "visa_wall"?"#];
    a_change_of_an_unknown_dial:
        [("timeline.csv", "dial,humanitarian", "dial,humanitaran")]
        => [r#"timeline.csv:5: name: "humanitaran": unknown dial; allowed: securitisation, humanitarian; did you mean "humanitarian"?"#];
    a_change_of_an_unknown_gate:
        [("timeline.csv", "gate,buses", "gate,busses")]
        => [r#"timeline.csv:6: name: "busses": unknown gate; did you mean "buses"?"#];
    a_change_of_an_unknown_capacity:
        [("timeline.csv", "capacity,boats", "capacity,boat")]
        => [r#"timeline.csv:7: name: "boat": unknown capacity; did you mean "boats"?"#];
    a_push_of_something_else:
        [("timeline.csv", "push,departures", "push,arrivals")]
        => [r#"timeline.csv:8: name: "arrivals": unknown thing to push; allowed: departures"#];
    a_change_that_comes_twice:
        [("timeline.csv", "offices,lever", "visas,lever")]
        => [r#"timeline.csv:3: id: "visas": duplicate change; the first is on line 2"#];
    a_change_without_a_name_of_its_own:
        [("timeline.csv", "offices,lever", ",lever")]
        => ["timeline.csv:3: id: empty"];
    a_change_beyond_the_bounds_of_the_lever:
        [("timeline.csv", "visa_wall,0.9,0.8,1,", "visa_wall,0.9,-0.8,1.5,")]
        => [r#"timeline.csv:2: low: "-0.8": below the lowest legal value; allowed: 0 to 1 (as its lever)"#,
            r#"timeline.csv:2: high: "1.5": above the highest legal value; allowed: 0 to 1 (as its lever)"#];
    a_change_that_is_no_number:
        [("timeline.csv", "visa_wall,0.9,", "visa_wall,much,")]
        => [r#"timeline.csv:2: value: "much": not a number; allowed: a finite number"#];
    a_change_outside_its_range:
        [("timeline.csv", "visa_wall,0.9,", "visa_wall,0.5,")]
        => [r#"timeline.csv:2: value: "0.5": outside its range; allowed: 0.8 to 1"#];
    a_gate_more_than_open:
        [("timeline.csv", "buses,0,0,0,", "buses,0,0,2,")]
        => [r#"timeline.csv:6: high: "2": above the highest legal value; allowed: 0 to 1 (share)"#];
    a_capacity_below_none:
        [("timeline.csv", "boats,0.2,0,", "boats,0.2,-1,")]
        => [r#"timeline.csv:7: low: "-1": below the lowest legal value; allowed: 0 or more (x)"#];
    something_told_of_another_lever:
        [("timeline.csv", "visa_wall,0.9,0.8,1,,", "visa_wall,0.9,0.8,1,0.5,")]
        => [r#"timeline.csv:2: told: "0.5": only destination_asylum_access is told to be another than it is; allowed: nothing"#];
    something_told_beyond_the_bounds:
        [("timeline.csv", "0.3,0,,all but BRI", "0.3,7,,all but BRI")]
        => [r#"timeline.csv:4: told: "7": above the highest legal value; allowed: 0 to 1"#];
    a_change_in_an_unknown_state:
        [("timeline.csv", "BRU,all", "BRO,all")]
        => [r#"timeline.csv:3: state: "BRO": unknown state; did you mean "BRU"?"#];
    a_state_that_cannot_set_it:
        [("timeline.csv", "asylum_capacity_mult,2,1.5,3", "removal_capacity,2,1.5,3")]
        => [r#"timeline.csv:3: state: "BRU": what is set does not differ by state; allowed: nothing"#];
    a_push_in_one_state:
        [("timeline.csv", "0.8,,,ALD", "0.8,,ALD,ALD")]
        => [r#"timeline.csv:8: state: "ALD": what is set does not differ by state; allowed: nothing"#];
    a_change_for_an_unknown_nationality:
        [("timeline.csv", "all but BRI", "all but BRX")]
        => [r#"timeline.csv:4: nationalities: "all but BRX": unknown nationality "BRX"; allowed: all, a list such as A;B, or all but A;B; did you mean "BRI"?"#];
    a_change_for_some_of_what_is_the_same_for_all:
        [("timeline.csv", "BRU,all", "BRU,ALD")]
        => [r#"timeline.csv:3: nationalities: "ALD": what is set does not differ by nationality; allowed: all"#];
    a_change_for_nobody:
        [("timeline.csv", "0.8,,,ALD", "0.8,,,")]
        => ["timeline.csv:8: nationalities: empty"];
    a_dial_for_one_nationality:
        [("timeline.csv", "ALD,all", "ALD,BRI")]
        => [r#"timeline.csv:5: nationalities: "BRI": what is set does not differ by nationality; allowed: all"#];
    a_change_announced_too_late:
        [("timeline.csv", "2030-05-01,2030-06-01", "2030-07-01,2030-06-01")]
        => [r#"timeline.csv:3: announced: "2030-07-01": announced after it takes effect; allowed: 2030-06-01 or earlier"#];
    a_change_that_expires_at_once:
        [("timeline.csv", "2030-12-15", "2030-12-01")]
        => [r#"timeline.csv:6: expiry: "2030-12-01": expires before it takes effect; allowed: after 2030-12-01"#];
    a_change_without_a_day:
        [("timeline.csv", "2030-04-01,60", ",60")]
        => ["timeline.csv:2: effective: not a date; allowed: YYYY-MM-DD"];
    a_ramp_of_half_a_day:
        [("timeline.csv", "2030-04-01,60", "2030-04-01,0.5")]
        => [r#"timeline.csv:2: ramp_days: "0.5": not whole; allowed: whole days"#];
    a_ramp_of_less_than_nothing:
        [("timeline.csv", "2030-04-01,60", "2030-04-01,-7")]
        => [r#"timeline.csv:2: ramp_days: "-7": below the lowest legal value; allowed: 0 to 3653 (days)"#];
    a_change_from_an_unknown_source:
        [("timeline.csv", "60,,assumption,D,assumption", "60,,sourced,B,fictions")]
        => [r#"timeline.csv:2: source: "fictions": unknown source; did you mean "fiction"?"#];
    faults_beside_an_unknown_kind:
        [("timeline.csv", "visas,lever", "visas,levers"),
         ("timeline.csv", "2030-04-01,60,,assumption", "2030-04-31,60,,asumption")]
        => [r#"timeline.csv:2: kind: "levers": unknown kind of change; allowed: lever, dial, gate, capacity, push; did you mean "lever"?"#,
            r#"timeline.csv:2: status: "asumption": unknown status; allowed: sourced, derived, calibrated, unverified-recall, assumption; did you mean "assumption"?"#,
            r#"timeline.csv:2: effective: "2030-04-31": not a date; allowed: YYYY-MM-DD"#];
}
