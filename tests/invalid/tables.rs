//! Tables whose rows or columns do not fit together.

faults! {
    a_duplicate_identifier:
        [("locations.csv", "TRA,Trailmouth", "ROS,Trailmouth")]
        => [r#"locations.csv:4: id: "ROS": duplicate location; the first is on line 3"#];
    a_reserved_identifier:
        [("hazards.csv", "gulf,extortion_robbery", "none,extortion_robbery")]
        => [r#"hazards.csv:15: segment: "none": reserved: no segment can be called so"#];
    not_an_identifier:
        [("nationalities.csv", "BRI,Brisan", "B;I,Brisan")]
        => [r#"nationalities.csv:3: code: "B;I": not an identifier; allowed: letters, digits, _ and -"#];
    a_duplicate_quantity:
        [("link_classes.csv", "trail,closable", "trail,visibility")]
        => [r#"link_classes.csv:3: quantity: "visibility": duplicate quantity; the first is on line 2"#];
    a_missing_quantity:
        [("states.csv", "ALD,Aldora,earning,6,3,9,USD/day,assumption,D,assumption,\n", "")]
        => [r#"states.csv:2: quantity: "ALD": no row for earning"#];
    asylum_numbers_in_part:
        [("states.csv", "BRU,Brumal,asylum_backlog,600,300,900,persons,assumption,D,assumption,\n", "")]
        => [r#"states.csv:7: quantity: "BRU": no row for asylum_backlog; allowed: all of asylum_decisions, asylum_backlog, grant_1951, grant_cartagena or none of them"#];
    a_duplicate_hazard:
        [("hazards.csv", "gap,death,violence", "gap,death,drowning")]
        => [r#"hazards.csv:12: kind: "death, drowning": duplicate hazard of the segment; the first is on line 11"#];
    a_state_with_two_names:
        [("states.csv", "BRU,Brumal,earning", "BRU,Brumalia,earning")]
        => [r#"states.csv:8: name: "Brumalia": another name than in the state's first row; allowed: Brumal"#];
    an_unknown_column:
        [("links.csv", ",fare_usd,", ",fare_us,")]
        => [r#"links.csv:1: fare_us: unknown column; did you mean "fare_usd"?"#];
    a_missing_column:
        [("nationalities.csv", "code,name,language\nALD,Aldoran,es\nBRI,Brisan,fr", "code,name\nALD,Aldoran\nBRI,Brisan")]
        => ["nationalities.csv:1: language: missing column"];
    a_duplicate_column:
        [("nationalities.csv", "code,name,language", "code,name,name")]
        => ["nationalities.csv:1: name: duplicate column",
            "nationalities.csv:1: language: missing column"];
    a_row_that_is_too_short:
        [("nationalities.csv", "BRI,Brisan,fr", "BRI,Brisan")]
        => ["nationalities.csv:3: 2 cells in the row; allowed: 3, one for each column of the header"];
    an_open_quotation:
        [("nationalities.csv", "ALD,Aldoran,es", r#"ALD,"Aldoran,es"#)]
        => ["nationalities.csv:2: a quotation mark without its other half; allowed: cells in quotation marks, with those inside doubled"];
    header_only:
        [("nationalities.csv", "\nALD,Aldoran,es\nBRI,Brisan,fr", "")]
        => ["nationalities.csv: no row below the header; allowed: at least one row"];
    an_end_before_the_start:
        [("corridor.toml", "end = 2031-12-31", "end = 2029-12-31")]
        => [r#"corridor.toml:5: end: "2029-12-31": the corridor ends before it starts; allowed: 2030-01-01 or later"#];
    a_window_of_centuries:
        [("corridor.toml", "end = 2031-12-31", "end = 9999-12-31")]
        => [r#"corridor.toml:5: end: "9999-12-31": the window is too long; allowed: at most 150 years"#];
    a_bad_date:
        [("corridor.toml", "start = 2030-01-01", r#"start = "2030-02-30""#)]
        => [r#"corridor.toml:4: start: "2030-02-30": not a date; allowed: YYYY-MM-DD"#];
    a_bad_month:
        [("departures.csv", "ALD,ALM,2030-01,", "ALD,ALM,2030-13,")]
        => [r#"departures.csv:2: month: "2030-13": not a month; allowed: YYYY-MM"#];
    a_month_outside_the_window:
        [("departures.csv", "ALD,ALM,2030-01,", "ALD,ALM,2029-12,")]
        => [r#"departures.csv:2: month: "2029-12": outside the corridor's window; allowed: 2030-01 to 2031-12"#];
    a_duplicate_month:
        [("departures.csv", "ALD,ALM,2030-02,", "ALD,ALM,2030-01,")]
        => [r#"departures.csv:3: month: "2030-01": duplicate month of the origin; the first is on line 2"#];
    months_without_a_row:
        [("departures.csv", "ALD,ALM,2030-03,420,assumption,assumption\n", ""),
         ("departures.csv", "ALD,ALM,2030-05,", "ALD,ALM,2030-03,")]
        => ["departures.csv:24: month: months of ALD in ALM have no row: 2030-05; allowed: a row for every month from the first of an origin to its last"];
    an_end_of_the_counts_outside_the_window:
        [("corridor.toml", r#""2030-12""#, r#""2032-01""#)]
        => [r#"corridor.toml:9: window_end: "2032-01": outside the corridor's window; allowed: 2030-01 to 2031-12"#];
    a_gate_that_closes_before_it_opens:
        [("gates.csv", "2031-10-01", "2029-10-01")]
        => [r#"gates.csv:2: closes: "2029-10-01": the gate closes before it opens; allowed: after 2030-02-01"#];
    a_thirteenth_month:
        [("corridor.toml", "[5, 6,", "[13, 6,")]
        => [r#"corridor.toml:8: rainy_months: "13": not a month of the year; allowed: 1 to 12"#];
    shares_that_do_not_sum_to_one:
        [("populations.csv", "ALD,ROS,0.3", "ALD,ROS,0.4")]
        => [r#"populations.csv:2: share: "ALD": the shares of the nationality sum to 1.1000; allowed: 1"#];
    a_duplicate_origin:
        [("populations.csv", "ALD,ROS,0.3", "ALD,ALM,0.3"),
         ("departures.csv", "2031-12,", "2031-12,")]
        => [r#"populations.csv:3: residence: "ALD, ALM": duplicate origin; the first is on line 2"#];
    departures_from_nowhere:
        [("departures.csv", "BRI,ALM,2030-01", "BRI,ROS,2030-01")]
        => [r#"departures.csv:50: residence: "ROS": populations.csv has no row for BRI here"#];
    more_departures_than_people:
        [("departures.csv", "BRI,ALM,2030-01,", "BRI,ALM,2030-01,90")]
        => [r#"departures.csv: persons: "ALM": 95592 people of BRI leave, more than could; allowed: at most 45000, the high end of the stock on line 4 of populations.csv"#];
    a_missing_demographic:
        [("demographics.csv", "all,reason.kin,", "BRI,reason.kin,")]
        => [r#"demographics.csv:2: quantity: "all": no row for reason.kin"#];
    weights_that_are_all_zero:
        [("demographics.csv", "all,minor_age.0_5,0.5,0.25", "all,minor_age.0_5,0,0"),
         ("demographics.csv", "all,minor_age.6_11,0.3,0.15", "all,minor_age.6_11,0,0"),
         ("demographics.csv", "all,minor_age.12_17,0.2,0.1", "all,minor_age.12_17,0,0")]
        => [r#"demographics.csv:2: quantity: "all": the weights minor_age.* are all 0"#,
            r#"demographics.csv:35: quantity: "BRI": the weights minor_age.* are all 0"#];
    needs_above_one:
        [("demographics.csv", "all,need.cartagena,0.35,0.175,0.525", "all,need.cartagena,0.85,0.175,0.925")]
        => [r#"demographics.csv:2: quantity: "all": the shares need.* sum to 1.1200; allowed: at most 1"#,
            r#"demographics.csv:35: quantity: "BRI": the shares need.* sum to 1.0200; allowed: at most 1"#];
}
