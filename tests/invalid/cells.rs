//! Cells that cannot be read, are not legal or name what is not there.

faults! {
    a_number_below_the_unit:
        [("links.csv", "337,0.4,0.5,1,25,15,40", "337,0.4,0.5,1,-3,15,40")]
        => [r#"links.csv:2: fare_usd: "-3": below the lowest legal value; allowed: 0 or more (USD)"#];
    a_probability_above_one:
        [("states.csv", "grant_1951,0.5,0.25,0.75", "grant_1951,0.5,0.25,1.75")]
        => [r#"states.csv:14: high: "1.75": above the highest legal value; allowed: 0 to 1 (probability)"#];
    not_a_number:
        [("capacities.csv", "boats,15,", "boats,fifteen,")]
        => [r#"capacities.csv:2: value: "fifteen": not a number; allowed: a finite number"#];
    nan:
        [("capacities.csv", "boats,15,", "boats,NaN,")]
        => [r#"capacities.csv:2: value: "NaN": not finite; allowed: a finite number"#];
    infinity:
        [("capacities.csv", "boats,15,7.5,22.5", "boats,15,7.5,inf")]
        => [r#"capacities.csv:2: high: "inf": not finite; allowed: a finite number"#];
    an_empty_number:
        [("capacities.csv", "boats,15,", "boats,,")]
        => ["capacities.csv:2: value: empty"];
    negative_days:
        [("links.csv", "225,0.5,1,2,300", "225,-0.5,1,2,300")]
        => [r#"links.csv:5: days_min: "-0.5": below the lowest legal value; allowed: 0 or more (days)"#];
    a_value_outside_its_range:
        [("capacities.csv", "boats,15,7.5,22.5", "boats,25,7.5,22.5")]
        => [r#"capacities.csv:2: value: "25": outside its range; allowed: 7.5 to 22.5"#];
    a_range_the_wrong_way_round:
        [("capacities.csv", "boats,15,7.5,22.5", "boats,15,22.5,7.5")]
        => [r#"capacities.csv:2: low: "22.5": the range is the wrong way round; allowed: at most 7.5"#];
    a_wrong_unit:
        [("capacities.csv", "persons/day", "persons")]
        => [r#"capacities.csv:2: unit: "persons": wrong unit; allowed: persons/day"#];
    an_unknown_unit:
        [("capacities.csv", "persons/day", "person/day")]
        => [r#"capacities.csv:2: unit: "person/day": unknown unit; allowed: probability, share, 1/day, days, USD, USD/day, km, persons, persons/day, utils, x, log points, points; did you mean "persons/day"?"#];
    an_unknown_status:
        [("capacities.csv", "assumption,D,assumption", "asumption,D,assumption")]
        => [r#"capacities.csv:2: status: "asumption": unknown status; allowed: sourced, derived, calibrated, unverified-recall, assumption; did you mean "assumption"?"#];
    an_unknown_grade:
        [("capacities.csv", "assumption,D,assumption", "assumption,E,assumption")]
        => [r#"capacities.csv:2: grade: "E": unknown grade; allowed: A, B, C, D"#];
    an_unknown_source:
        [("capacities.csv", "assumption,D,assumption", "derived,D,fiction;fictoin")]
        => [r#"capacities.csv:2: source: "fiction;fictoin": unknown source "fictoin"; did you mean "fiction"?"#];
    an_assumption_with_a_source:
        [("capacities.csv", "assumption,D,assumption", "assumption,D,fiction")]
        => [r#"capacities.csv:2: source: "fiction": an assumption has no other source; allowed: assumption"#];
    days_that_are_not_in_order:
        [("links.csv", "113,3,5,10,", "113,3,12,10,")]
        => [r#"links.csv:4: days_typical: "12": outside the shortest and longest time; allowed: 3 to 10"#];
    shortest_days_above_the_longest:
        [("links.csv", "113,3,5,10,", "113,30,5,10,")]
        => [r#"links.csv:4: days_min: "30": the shortest time is longer than the longest; allowed: at most 10"#];
    a_latitude_beyond_the_pole:
        [("locations.csv", "Northport,BRU,9.9", "Northport,BRU,99.9")]
        => [r#"locations.csv:7: lat: "99.9": above the highest legal value; allowed: -90 to 90 (degrees)"#];
    a_longitude_beyond_the_date_line:
        [("locations.csv", "9.9,-83.0", "9.9,-183.0")]
        => [r#"locations.csv:7: lon: "-183.0": below the lowest legal value; allowed: -180 to 180 (degrees)"#];
    an_unknown_kind_of_location:
        [("locations.csv", "destination", "destinaton")]
        => [r#"locations.csv:7: kind: "destinaton": unknown kind of location; allowed: origin, hub, border, sea_port, trailhead, reception_station, airport, destination; did you mean "destination"?"#];
    an_unknown_mode:
        [("links.csv", "sea_boat,gulf_boat,225,0.5,1,2,300", "seaboat,gulf_boat,225,0.5,1,2,300")]
        => [r#"links.csv:5: mode: "seaboat": unknown mode; allowed: foot, bus, river_boat, sea_boat, train, air; did you mean "sea_boat"?"#];
    an_unknown_use:
        [("links.csv", "pathway", "path")]
        => [r#"links.csv:10: use: "path": unknown use; allowed: onward, pathway, return, forced"#];
    an_unknown_guide:
        [("links.csv", "contract", "contact")]
        => [r#"links.csv:4: guide: "contact": unknown guide; allowed: none, contract, crew; did you mean "contract"?"#];
    neither_yes_nor_no:
        [("locations.csv", "reception_station,none,y,y", "reception_station,none,yes,y")]
        => [r#"locations.csv:5: crossing_point: "yes": neither yes nor no; allowed: y, n"#];
    an_unknown_kind_of_gate:
        [("gates.csv", "service", "servise")]
        => [r#"gates.csv:2: kind: "servise": unknown kind of gate; allowed: legal, service, market, enforcement; did you mean "service"?"#];
    an_unknown_position_of_a_gate:
        [("gates.csv", "service,open", "service,opened")]
        => [r#"gates.csv:2: reference: "opened": unknown position of a gate; allowed: open, closed; did you mean "open"?"#];
    an_unknown_hazard:
        [("hazards.csv", "gap,kidnapping", "gap,kidnaping")]
        => [r#"hazards.csv:3: kind: "kidnaping": unknown kind of hazard; allowed: extortion_robbery, kidnapping, physical_violence, gender_based_violence, forced_recruitment, exploitation, trafficking, injury_illness, disappearance, death; did you mean "kidnapping"?"#];
    a_death_without_a_cause:
        [("hazards.csv", "gulf,death,drowning", "gulf,death,")]
        => ["hazards.csv:17: cause: unknown cause of death; allowed: drowning, violence, exposure_illness, accident"];
    a_cause_of_what_is_not_death:
        [("hazards.csv", "gap,kidnapping,,", "gap,kidnapping,violence,")]
        => [r#"hazards.csv:3: cause: "violence": only death has a cause; allowed: an empty cell"#];
    an_unknown_measure:
        [("hazards.csv", "roadside,extortion_robbery,,per_day", "roadside,extortion_robbery,,daily")]
        => [r#"hazards.csv:18: measure: "daily": unknown measure; allowed: per_passage, per_day, share"#];
    a_share_of_what_is_not_extortion:
        [("hazards.csv", "gap,kidnapping,,per_passage,5", "gap,kidnapping,,share,")]
        => [r#"hazards.csv:3: kind: "kidnapping": unknown kind with a share; allowed: extortion_robbery"#];
    a_share_of_robbery:
        [("hazards.csv", "gap,kidnapping,,per_passage,5", "gap,extortion_robbery,robbery,share,")]
        => [r#"hazards.csv:3: cause: "robbery": unknown part of the kind; allowed: extortion"#];
    a_passage_without_days:
        [("hazards.csv", "gulf,extortion_robbery,,per_passage,1", "gulf,extortion_robbery,,per_passage,0")]
        => [r#"hazards.csv:15: passage_days: "0": a passage takes time; allowed: more than 0 (days)"#];
    a_rate_with_days:
        [("hazards.csv", "roadside,extortion_robbery,,per_day,,", "roadside,extortion_robbery,,per_day,3,")]
        => [r#"hazards.csv:18: passage_days: "3": a rate per day has no passage; allowed: an empty cell"#];
    an_unknown_quantity:
        [("link_classes.csv", "trail,closable", "trail,closeable")]
        => [r#"link_classes.csv:3: quantity: "closeable": unknown quantity; did you mean "closable"?"#];
    an_unknown_dial:
        [("levers.csv", crate::LEVERS, "lever,dial\nasylum_access,humanity\n")]
        => [r#"levers.csv:2: dial: "humanity": unknown dial; allowed: securitisation, humanitarian, none"#];
    an_unknown_role:
        [("observed/targets.csv", "calibration", "calibrated")]
        => [r#"observed/targets.csv:2: role: "calibrated": unknown role; allowed: input check, hazard setting, calibration, placebo; did you mean "calibration"?"#];
    an_unknown_location:
        [("links.csv", "STA,CIT,foot", "STA,CITY,foot")]
        => [r#"links.csv:7: to: "CITY": unknown location; did you mean "CIT"?"#];
    an_unknown_state:
        [("locations.csv", "Northport,BRU", "Northport,BRV")]
        => [r#"locations.csv:7: state: "BRV": unknown state; did you mean "BRU"?"#];
    an_unknown_class:
        [("links.csv", "sea_boat,gulf_boat,225,0.5,1,2,300", "sea_boat,gulf_boats,225,0.5,1,2,300")]
        => [r#"links.csv:5: class: "gulf_boats": unknown class; did you mean "gulf_boat"?"#];
    an_unknown_segment:
        [("links.csv", "gap,contract", "gab,contract")]
        => [r#"links.csv:4: segment: "gab": unknown segment; did you mean "gap"?"#];
    an_unknown_gate:
        [("links.csv", "onward,buses", "onward,bus")]
        => [r#"links.csv:6: gate: "bus": unknown gate; did you mean "buses"?"#];
    an_unknown_capacity:
        [("links.csv", "crew,n,boats", "crew,n,boat")]
        => [r#"links.csv:5: capacity: "boat": unknown capacity; did you mean "boats"?"#];
    an_unknown_nationality:
        [("gates.csv", ",all,", ",all but ALD;BRJ,")]
        => [r#"gates.csv:2: nationalities: "all but ALD;BRJ": unknown nationality "BRJ"; allowed: all, a list such as A;B, or all but A;B; did you mean "BRI"?"#];
    an_unknown_crossing_class:
        [("corridor.toml", r#""trail""#, r#""trial""#)]
        => [r#"corridor.toml:7: crossing_classes: "trial": unknown class; did you mean "trail"?"#];
    an_unknown_reference_policy:
        [("corridor.toml", r#"reference_policy = "reference""#, r#"reference_policy = "referense""#)]
        => [r#"corridor.toml:10: reference_policy: "referense": unknown policy; did you mean "reference"?"#];
    nothing_alike:
        [("links.csv", "STA,CIT,foot", "STA,Zanzibar,foot")]
        => [r#"links.csv:7: to: "Zanzibar": unknown location"#];
}
