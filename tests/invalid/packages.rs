//! `tiers.csv`, and the capacity of states.

faults! {
    packages_of_an_unknown_class:
        [("tiers.csv", "gulf_boat,standard,price", "gulf_boats,standard,price")]
        => [r#"tiers.csv:20: class: "gulf_boats": unknown class; did you mean "gulf_boat"?"#];
    an_unknown_quantity_of_a_package:
        [("tiers.csv", "trail,basic,pace", "trail,basic,speed")]
        => [r#"tiers.csv:3: quantity: "speed": unknown quantity"#];
    a_missing_quantity_of_a_package:
        [("tiers.csv", "trail,basic,toll,10,5,15,USD,assumption,D,assumption,\n", "")]
        => [r#"tiers.csv:2: quantity: "basic": no row for toll"#];
    a_quantity_of_a_package_that_comes_twice:
        [("tiers.csv", "trail,basic,harm", "trail,basic,pace")]
        => [r#"tiers.csv:4: quantity: "pace": duplicate quantity; the first is on line 3"#];
    a_package_without_a_name:
        [("tiers.csv", "trail,basic,pace", "trail,,pace")]
        => ["tiers.csv:3: tier: empty"];
    a_package_in_another_unit:
        [("tiers.csv", "30,18,42,USD", "30,18,42,x")]
        => [r#"tiers.csv:2: unit: "x": wrong unit; allowed: USD"#];
    no_standard_package:
        [("tiers.csv", "gulf_boat,standard,price", "gulf_boat,usual,price"),
         ("tiers.csv", "gulf_boat,standard,pace", "gulf_boat,usual,pace"),
         ("tiers.csv", "gulf_boat,standard,harm", "gulf_boat,usual,harm"),
         ("tiers.csv", "gulf_boat,standard,abandonment", "gulf_boat,usual,abandonment"),
         ("tiers.csv", "gulf_boat,standard,promised_days", "gulf_boat,usual,promised_days"),
         ("tiers.csv", "gulf_boat,standard,toll", "gulf_boat,usual,toll")]
        => [r#"tiers.csv:20: tier: "gulf_boat": no package to which the fares of links refer; allowed: standard"#];
    a_standard_package_that_may_cost_nothing:
        [("tiers.csv", "trail,standard,price,60,36", "trail,standard,price,60,0")]
        => [r#"tiers.csv:8: low: "0": the standard package may cost nothing; allowed: over 0 (USD)"#];
    a_state_without_people:
        [("states.csv", "BRU,Brumal,population,5000000,4500000,5500000,persons,assumption,D,assumption,\n", "")]
        => [r#"states.csv:7: quantity: "BRU": no row for population"#];
    a_state_without_output:
        [("states.csv", "ALD,Aldora,gdp,6000,3000,9000,USD,assumption,D,assumption,\n", "")]
        => [r#"states.csv:2: quantity: "ALD": no row for gdp"#];
}

#[test]
fn too_many_packages() {
    let rows = ["second", "third", "fourth"].map(|tier| {
        let row = |quantity: &str| {
            let unit = match quantity {
                "price" | "toll" => "USD",
                "promised_days" => "days",
                _ => "x",
            };
            format!("trail,{tier},{quantity},1,1,1,{unit},assumption,D,assumption,\n")
        };
        let quantities = [
            "price",
            "pace",
            "harm",
            "abandonment",
            "promised_days",
            "toll",
        ];
        quantities.map(row).concat()
    });
    let more = format!("{}trail,basic,price", rows.concat());
    crate::check(
        &[("tiers.csv", "trail,basic,price", &more)],
        &[r#"tiers.csv:2: tier: "trail": 6 packages on one class; allowed: at most 4"#],
    );
}
