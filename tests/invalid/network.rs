//! Networks that do not hold together.

faults! {
    a_link_that_leads_nowhere:
        [("links.csv", "CIT,NOR,bus,road,477", "CIT,CIT,bus,road,477")]
        => [r#"links.csv:8: to: "CIT": the link leads back to where it starts; allowed: another location"#];
    a_distance_below_the_great_circle:
        [("links.csv", "bus,road,337", "bus,road,200")]
        => [r#"links.csv:2: distance_km: "200": shorter than the great circle between the two places; allowed: about 259 or more (km)"#];
    a_distance_far_above_the_great_circle:
        [("links.csv", "bus,road,337", "bus,road,33700")]
        => [r#"links.csv:2: distance_km: "33700": far longer than the great circle between the two places; allowed: at most 2690 (km)"#];
    a_forced_link_without_a_gate:
        [("links.csv", "80,50,150,return,", "80,50,150,forced,")]
        => ["links.csv:9: gate: a forced link needs a gate; allowed: a gate of gates.csv"];
    an_unused_gate:
        [("links.csv", "onward,buses", "onward,")]
        => [r#"gates.csv:2: id: "buses": no link hangs on this gate"#];
    an_unused_capacity:
        [("links.csv", "crew,n,boats", "crew,n,")]
        => [r#"capacities.csv:2: id: "boats": no link shares this capacity"#];
    an_unused_segment:
        [("links.csv", "gulf,crew", "none,crew")]
        => [r#"hazards.csv:15: segment: "gulf": no link, location or stay is on this segment"#];
    a_location_without_links:
        [("locations.csv", "ROS,Rosal", "LOS,Lost,ALD,7,-76,hub,none,n,n,n,n,assumption,assumption,\nROS,Rosal")]
        => [r#"locations.csv:3: id: "LOS": no link starts or ends here"#];
    no_crossing_point:
        [("locations.csv", "reception_station,none,y", "reception_station,none,n")]
        => ["corridor.toml:7: crossing_classes: no location is a crossing_point, so no crossing would be counted"];
    no_destination:
        [("locations.csv", "destination", "hub")]
        => ["locations.csv: kind: no location is a destination"];
    an_origin_from_where_no_destination_can_be_reached:
        [("links.csv", "CIT-NOR-bus,CIT,NOR,bus", "CIT-NOR-bus,STA,CIT,bus"),
         ("links.csv", "ALM-NOR-air,ALM,NOR", "ALM-NOR-air,TRA,NOR"),
         ("links.csv", "pathway", "return"),
         ("links.csv", ",STA,CIT,bus,road,477", ",STA,CIT,bus,road,600")]
        => [r#"populations.csv:2: residence: "ALM": no destination can be reached from here, even with all gates open"#,
            r#"populations.csv:3: residence: "ROS": no destination can be reached from here, even with all gates open"#];
    a_trap_when_gates_close:
        [("links.csv", "CIT-NOR-bus,CIT,NOR,bus", "CIT-NOR-bus,NOR,ALM,bus"),
         ("links.csv", "bus,road,477", "bus,road,1200"),
         ("links.csv", "onward,buses", "onward,"),
         ("links.csv", "STA-CIT-foot,STA,CIT,foot,road,273,6,8,14,0,0,10,onward,", "STA-CIT-foot,STA,CIT,foot,road,273,6,8,14,0,0,10,onward,buses"),
         ("links.csv", "STA-CIT-bus,STA,CIT,bus,road,273,0.3,0.4,0.8,40,30,60,onward,", "STA-CIT-bus,STA,CIT,bus,road,273,0.3,0.4,0.8,40,30,60,onward,buses")]
        => [r#"locations.csv:6: id: "CIT": with every gate closed, people here can go neither on nor back; allowed: a path of links without a gate to a destination or to an origin"#];
}
