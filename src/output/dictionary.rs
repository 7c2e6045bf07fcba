//! What every column of every table means.

use super::analysis::{BOXES, LEDGER, MAIN_EFFECTS, REGRET, SENSITIVITY, STABILITY, TORNADO};
use super::csv;
use super::equity::EQUITY;
use super::study;
use super::summaries::{CONTRASTS, COST_EFFECTIVENESS, SUMMARY};
use super::text::markdown;
use super::traffic;
use super::uncertainty::{CELLS, DRAWS};
use crate::measures::catalogue;

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, codes, identifiers.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A month, YYYY-MM.
    Month,
    /// A month, YYYY-MM, or `all`.
    Period,
    /// A day, YYYY-MM-DD.
    Date,
    /// A whole number.
    Integer,
    /// A whole number from 0, of up to 64 bits.
    Natural,
    /// A number.
    Number,
}

impl Kind {
    /// The word written in output.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Boolean => "boolean",
            Kind::Month => "month",
            Kind::Period => "month or `all`",
            Kind::Date => "date",
            Kind::Integer | Kind::Natural => "integer",
            Kind::Number => "number",
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// What stands in its cells.
    pub kind: Kind,
    /// Unit; empty where there is none.
    pub unit: &'static str,
    /// Exact meaning.
    pub what: &'static str,
}

/// A table that a run writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Name in the folder.
    pub name: &'static str,
    /// Header as the file is written.
    pub header: &'static str,
    /// Columns that together are different in every row and never empty, separated by commas; empty
    /// where there are none.
    pub key: &'static str,
    /// What it holds, and what a row is.
    pub what: &'static str,
    /// Columns that it has in common with others, which come first.
    pub shared: &'static [Column],
    /// Its own columns.
    pub own: &'static [Column],
}

impl File {
    /// Every column, in order.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.shared.iter().chain(self.own)
    }
}

macro_rules! columns {
    ($($name:literal, $kind:ident, $unit:literal, $what:literal;)*) => {
        &[$(Column { name: $name, kind: Kind::$kind, unit: $unit, what: $what },)*]
    };
}

macro_rules! tables {
    ($(#[$doc:meta])* $list:ident $($name:literal, $header:path, $key:literal, $shared:ident, $what:literal { $($columns:tt)* })*) => {
        $(#[$doc])*
        pub const $list: &[File] = &[
            $(File {
                name: $name,
                header: $header,
                key: $key,
                what: $what,
                shared: $shared,
                own: columns! { $($columns)* },
            },)*
        ];
    };
}

const REPLICATION: &[Column] = columns! {
    "schema_version", Integer, "", "Version of the columns";
    "scenario_id", Text, "", "Corridor and policy";
    "run_id", Integer, "", "Number of the replication, from 0; the same number is the same luck under every policy";
    "seed", Natural, "", "Seed of all draws";
};

const NOTHING: &[Column] = &[];

const SCENARIO: &[Column] = columns! {
    "scenario_id", Text, "", "Corridor and policy";
};

const PAIR: &[Column] = columns! {
    "scenario_a", Text, "", "Corridor and policy that is subtracted";
    "scenario_b", Text, "", "Corridor and policy that it is subtracted from";
};

const OF_STUDY: &[Column] = columns! {
    "sweep_id", Text, "", "Study and seed";
};

const STUDIED: &[Column] = columns! {
    "sweep_id", Text, "", "Study and seed";
    "policy", Text, "", "Policy";
    "minus", Text, "", "Policy that is subtracted; empty where the outcome itself is analysed";
    "indicator", Text, "", "Code";
    "denominator", Text, "", "What it is divided by, which is also its unit";
};

const STUDIED_PAIR: &[Column] = columns! {
    "sweep_id", Text, "", "Study and seed";
    "policy_a", Text, "", "Policy that is subtracted";
    "policy_b", Text, "", "Policy that it is subtracted from";
    "indicator", Text, "", "Code";
    "denominator", Text, "", "What it is divided by, which is also its unit";
};

tables! {
    /// Tables of runs and comparisons, in the order in which they are written.
    TABLES
    "runs.csv", csv::RUNS, "scenario_id,run_id", REPLICATION, "One row for each replication of each policy." {
        "start", Date, "", "First day";
        "end", Date, "", "Last day, included";
        "scale", Number, "share", "Fraction of people simulated; counts in all tables are already divided by it";
        "decision_rule", Text, "", "How people decide";
        "param_draw_id", Text, "", "Draw of the numbers of grade C and D, or `fixed` where they are kept at their values";
        "code_version", Text, "", "Version of the program";
        "config_sha256", Text, "SHA-256", "Hash of everything that the results of the policy depend on but the number of the replication";
        "persons", Number, "people", "First departures";
        "ledger_ok", Boolean, "", "Always `true`: a replication in which people are lost or doubled is an error";
    }
    "flows_monthly.csv", csv::FLOWS, "scenario_id,run_id,month,link_class,direction,nationality,age_band,gender", REPLICATION, "Crossings of the bottleneck, by month, class of links, nationality, age band and gender." {
        "month", Month, "", "Month in which the crossing is completed";
        "link_class", Text, "", "Class of links";
        "direction", Text, "", "Always `onward`";
        "nationality", Text, "code", "Nationality";
        "age_band", Text, "years", "Age band";
        "gender", Text, "", "Gender";
        "true_crossings", Number, "people", "Crossings completed";
        "observed_crossings", Number, "people", "Crossings that the border count sees";
        "mean_days", Number, "days", "Mean length of a crossing; empty if there is none";
        "mean_price_usd", Number, "USD", "Mean of what people paid for the crossing since they left, in fares and to guides who evade closures; empty if there is none";
    }
    "harms.csv", csv::HARMS, "", REPLICATION, "Harm, by month and where for everyone, then for each group over the whole window." {
        "month", Period, "", "Month, or `all` in rows of groups";
        "link_class", Text, "", "Class of links, `at_place` for harm at places, or `all` in rows of groups";
        "kind", Text, "", "Kind of harm; `any_serious` is every kind but extortion or robbery and `injury_illness`, which does not endanger life; `any_abuse` every kind inflicted by others that the person survives";
        "cause", Text, "", "Cause, of deaths only";
        "group_dim", Text, "", "What the group is formed by, or `all`";
        "group", Text, "", "The group, or `all`";
        "persons", Number, "people", "People who suffer it for the first time on their journey";
        "events", Number, "events", "Times that it is suffered";
        "person_days", Number, "person-days", "Days on the way, detention included, pending claims left out";
        "departures", Number, "people", "First departures in the month, of the group";
    }
    "abandonment.csv", csv::ABANDONMENT, "scenario_id,run_id,month,link_class,kind,group_dim,group", REPLICATION, "People left behind, by month and where for everyone, then for each group over the whole window. Kinds are never added up." {
        "month", Period, "", "Month, or `all` in rows of groups";
        "link_class", Text, "", "Class of links, `at_place`, or `all` in rows of groups";
        "kind", Text, "", "How people are left, `exhaustion_stop` for parties that stop, or `outcome` for how being left ends, whatever its kind but that of a contract";
        "group_dim", Text, "", "What the group is formed by, or `all`";
        "group", Text, "", "The group, or `all`";
        "persons", Number, "people", "People left, each time; empty in rows of outcomes";
        "rejoined", Number, "people", "People who find others again; in rows of outcomes only";
        "rescued", Number, "people", "People who are rescued; in rows of outcomes only";
        "died", Number, "people", "People who die or disappear left behind; in rows of outcomes only";
    }
    "protection.csv", csv::PROTECTION, "scenario_id,run_id,month,state,instrument,stage,group_dim,group", REPLICATION, "The way of people in need to effective protection, by stage: by month and state, by need and state, by state, and by group; at stage `granted_under`, statuses that took effect, whoever was given them." {
        "month", Period, "", "Month, or `all`";
        "state", Text, "code", "State, or `all` in rows of groups";
        "instrument", Text, "", "Need, or `any_need`; at stage `granted_under` the instrument of the status";
        "stage", Text, "", "Stage";
        "group_dim", Text, "", "What the group is formed by, or `all`";
        "group", Text, "", "The group, or `all`";
        "entered", Number, "people", "People who reach the stage for the first time; who begin to wait, withdraw or are given a status under an instrument, each time";
        "left_next", Number, "people", "What `entered` says of the next stage, which need not come after this one: it can be larger. At `decided` it is all people granted, those by humanitarian visa or resettlement included, who need no decision. Empty where there is no next stage";
        "withdrawn", Number, "people", "People whose claim is withdrawn; at stage `queued` only";
        "median_wait_days", Number, "days", "Median wait for decisions; at stage `queued` of a state over the whole window only";
        "p90_wait_days", Number, "days", "Wait that nine in ten decisions do not exceed; as above";
    }
    "rights.csv", csv::RIGHTS, "scenario_id,run_id,month,state,kind,group_dim,group", REPLICATION, "Acts of states, by month and state for everyone, then for each group over the whole window." {
        "month", Period, "", "Month, or `all` in rows of groups";
        "state", Text, "code", "State, or `all` in rows of groups";
        "kind", Text, "", "Kind of act; a removal that is refoulement is in the rows of both";
        "group_dim", Text, "", "What the group is formed by, or `all`";
        "group", Text, "", "The group, or `all`";
        "persons", Number, "people", "People, each time";
        "person_days", Number, "person-days", "Days in detention; in rows of detention only";
    }
    "stocks.csv", csv::STOCKS, "scenario_id,run_id,date,nationality", REPLICATION, "Where everybody is, by month and nationality. The columns from `travelling` to `missing` add up to `initial` and `departed`." {
        "date", Date, "", "Last day of the month, or of the window";
        "nationality", Text, "code", "Nationality";
        "initial", Number, "people", "People under way before the window: always 0";
        "departed", Number, "people", "First departures since the window began";
        "re_departed", Number, "people", "Departures after a return or removal since the window began";
        "travelling", Number, "people", "People on a link, or acting at a place";
        "waiting", Number, "people", "People who wait by choice, in a queue, for a decision, or for a regular pathway or on one; at home too";
        "stranded", Number, "people", "People without money to go on";
        "detained", Number, "people", "People in detention";
        "settled_regular", Number, "people", "People settled with a status";
        "settled_irregular", Number, "people", "People settled without a status";
        "protected", Number, "people", "People who hold an effective protection status";
        "destination", Number, "people", "People who arrived";
        "returned", Number, "people", "People back by their own choice, and not under way again";
        "removed", Number, "people", "People removed by a state, and not under way again";
        "dead", Number, "people", "People who died";
        "missing", Number, "people", "People who disappeared";
    }
    "links_monthly.csv", csv::LINKS, "scenario_id,run_id,month,link_id,direction", REPLICATION, "Traffic and harm on links, by month, link and direction. Links that move people by force hold zeros: people removed, or moved back inside a state, are counted in `rights.csv` and pass no link." {
        "month", Month, "", "Month";
        "link_id", Text, "", "Link";
        "direction", Text, "", "`stated` as in the file of links, or `reverse`";
        "passages", Number, "people", "People who come to its end";
        "persons_harmed", Number, "events", "Harms on it, death and disappearance included; who is harmed twice counts twice";
        "deaths", Number, "people", "Deaths on it; disappearances are not included";
        "mean_days", Number, "days", "Person-days on it over passages; empty without passages";
        "mean_price_usd", Number, "USD", "Mean fare; empty without passages";
    }
    "deaths_observed.csv", csv::DEATHS, "scenario_id,run_id,month,link_class,cause", REPLICATION, "Deaths beside what is recorded of them, by month, where and cause; rows of cause `all` add up the others." {
        "month", Month, "", "Month of the death in `true_deaths`, of the record in the others";
        "link_class", Text, "", "Class of links, or `at_place`";
        "cause", Text, "", "Cause of death, or `all`";
        "true_deaths", Number, "people", "Deaths that happened";
        "recorded_mmp", Number, "people", "Deaths recorded by media and partners";
        "recorded_forensic", Number, "people", "Deaths recorded by forensic services";
        "seen_by_passers", Number, "people", "People who completed a crossing and saw a body on it; in rows of cause `all` on links only";
        "ratio", Number, "share", "`recorded_mmp` over `true_deaths`; empty without deaths. A record may come months after the death, so it can be over 1 and must not be averaged; H14 is the ratio over the window";
    }
    "queues.csv", csv::QUEUES, "scenario_id,run_id,date,state,agency", REPLICATION, "Queues by week and agency. People who wait ahead and are not simulated are part of the queue and of what is decided." {
        "date", Date, "", "First day of the week";
        "state", Text, "code", "State";
        "agency", Text, "", "What is waited for";
        "in_queue", Number, "people", "People in the queue on that day";
        "arrivals", Number, "people", "People who came in the seven days before";
        "decided", Number, "people", "People decided or served in the seven days before";
        "capacity", Number, "people per week", "People who could be served in seven days, on that day";
    }
    "market.csv", csv::MARKET, "scenario_id,run_id,week,link_class,tier", REPLICATION, "The market for guided links, by week, class and package. Price, providers and quality are those of the first day, users and money those of the week." {
        "week", Date, "", "First day of the week";
        "link_class", Text, "", "Class of links";
        "tier", Text, "", "Package";
        "price_usd", Number, "USD", "Price of the package for the whole class; empty if it is not on sale";
        "users", Number, "people", "People who pay for a guided link, each link";
        "provider_index", Number, "index", "0 (many small providers) to 1 (few large ones)";
        "quality", Number, "ratio", "1 over the multiplier of violent hazards: the package's own, times that of crowding and of guides under pressure";
        "revenue_usd", Number, "USD", "What people pay or come to owe, tolls included";
        "toll_usd", Number, "USD", "The part of it that goes to those who control the way by arms";
    }
    "costs.csv", csv::COSTS, "scenario_id,run_id,month,state,payer,head", REPLICATION, "Money by month and by who pays it: what people pay, in all states together, then public spending by state." {
        "month", Month, "", "Month";
        "state", Text, "code", "State that spends, or `all` in rows of people";
        "payer", Text, "", "`state`, `fund` or `people`";
        "head", Text, "", "What it is spent on";
        "usd", Number, "USD", "Amount";
    }
    "responsibility.csv", csv::RESPONSIBILITY, "scenario_id,run_id,year,state", REPLICATION, "How states share what there is to carry, by year and state. Shares are of all states." {
        "year", Integer, "", "Calendar year";
        "state", Text, "code", "State";
        "load", Number, "share", "Share in the people received, the person-years spent at places and claims made";
        "capacity_share", Number, "share", "Share in what states are able to carry: half population, half output; states that nobody passes through count too";
        "contribution_share", Number, "share", "Share in statuses given and money spent";
        "index", Number, "index", "1 less half the distance between shares of contribution and capacity; the same for every state";
    }
    "summary.csv", SUMMARY, "scenario_id,indicator,denominator,group_dim,group,state", SCENARIO, "Indicators over replications; see the list of indicators." {
        "indicator", Text, "", "Code";
        "denominator", Text, "", "What it is divided by, which is also its unit";
        "group_dim", Text, "", "What the group is formed by, or `all`";
        "group", Text, "", "The group, or `all`";
        "state", Text, "code", "State, or `all`";
        "mean", Number, "by denominator", "Mean";
        "sd", Number, "by denominator", "Standard deviation between replications; empty with fewer than two";
        "q025", Number, "by denominator", "Quantile 0.025";
        "q25", Number, "by denominator", "Quantile 0.25";
        "q50", Number, "by denominator", "Median";
        "q75", Number, "by denominator", "Quantile 0.75";
        "q975", Number, "by denominator", "Quantile 0.975";
        "mcse", Number, "by denominator", "Monte Carlo standard error of the mean; empty with fewer than two";
        "n_runs", Integer, "replications", "Replications with a value";
    }
    "contrasts.csv", CONTRASTS, "scenario_a,scenario_b,indicator,denominator,group_dim,group,state", PAIR, "Differences of indicators between two policies, second less first, paired by replication; of comparisons only." {
        "indicator", Text, "", "Code";
        "denominator", Text, "", "What it is divided by, which is also its unit";
        "group_dim", Text, "", "What the group is formed by, or `all`";
        "group", Text, "", "The group, or `all`";
        "state", Text, "code", "State, or `all`";
        "diff_mean", Number, "by denominator", "Mean difference";
        "diff_q025", Number, "by denominator", "Quantile 0.025 of the difference";
        "diff_q975", Number, "by denominator", "Quantile 0.975 of the difference";
        "p_sign", Number, "share", "Share of replications, or of cells, whose difference has the sign of the mean";
        "mcse", Number, "by denominator", "Monte Carlo standard error of the mean difference";
        "paired_n", Integer, "replications", "Replications with a value under both policies; with `--uncertainty full`, cells: draws under a rule. Quantiles are then over cells";
        "stability_q1", Number, "share", "Q1: share of draws of all that is not known, each under every decision rule, whose difference has the sign of the mean and is told from luck; empty without `--uncertainty full`";
    }
    "cost_effectiveness.csv", COST_EFFECTIVENESS, "scenario_a,scenario_b,effect", PAIR, "What the second policy costs the public and brings beside the first, per 1,000 first departures, so that how many leave is scored for nothing. Money is compared at equal flow: what runs by the day whoever comes (C1d) is spread over as many people under both policies; of comparisons only." {
        "effect", Text, "", "What is brought about: fewer people seriously harmed, or people in need protected";
        "usd_mean", Number, "USD", "Mean difference of public spend, with what runs by the day (C1d) spread over as many as leave under the first; the rest as it is for each";
        "usd_q025", Number, "USD", "Its quantile 0.025";
        "usd_q975", Number, "USD", "Its quantile 0.975";
        "usd_mean_b", Number, "USD", "The same, spread over as many as leave under the second";
        "usd_q025_b", Number, "USD", "Its quantile 0.025";
        "usd_q975_b", Number, "USD", "Its quantile 0.975";
        "effect_mean", Number, "persons", "Mean difference of the effect; more is better";
        "effect_q025", Number, "persons", "Its quantile 0.025";
        "effect_q975", Number, "persons", "Its quantile 0.975";
        "usd_per_person", Number, "USD", "Cost of one more at the flow of the first; empty where one of the two dominates, and where there is no verdict";
        "usd_per_person_b", Number, "USD", "The same at the flow of the second";
        "verdict", Text, "", "Whether the second dominates, is dominated, or trades money for effect, by the means at both flows. No verdicts are `hangs_on_flow`, where the means disagree on which costs more, and `not_borne_out`, where serious harm per 1,000 person-days, or protection per 1,000 in need, does not move the same way in a resolved way: fewer may be harmed because fewer are exposed";
        "share", Number, "share", "Replications with the verdict of the means; where the effect is not borne out, with its sign";
        "paired_n", Integer, "replications", "Replications in which both have a value";
        "resolved", Boolean, "", "Whether ten replications or more have a value, 95 % of them stand where the means do, and of a verdict no interval of money or effect holds zero";
    }
    "equity.csv", EQUITY, "scenario_id,indicator,group_dim,group", SCENARIO, "What groups of age, gender and diversity bear against everybody else (E1). The gap between groups that a policy closes (E5) is the contrast of E3, or the difference of rates here." {
        "indicator", Text, "", "Code of an indicator, or `person_days` on the way";
        "group_dim", Text, "", "What the group is formed by";
        "group", Text, "", "The group; fifths of money of a nationality from 1, the poorest. Who gives birth on the way departs as pregnant and bears what comes after as not pregnant, so that the rate of `pregnancy` holds what happens during it only";
        "rate", Number, "per 1,000 first departures of the group", "Mean over replications; of P9 and N1 too by departures, not by need";
        "rate_ratio", Number, "ratio", "Mean over replications of the rate over that of everybody outside the group; empty if nobody outside bears it";
        "ci_low", Number, "ratio", "Quantile 0.025 of the ratio";
        "ci_high", Number, "ratio", "Quantile 0.975 of the ratio";
        "n_persons", Number, "people", "Mean first departures of the group";
    }
    "months_summary.csv", traffic::MONTHS, "scenario_id,month,measure", SCENARIO, "Flows, harm and protection by month, over replications: what the report draws." {
        "month", Month, "", "Month";
        "measure", Text, "", "`departures` (first ones), `crossings` of the bottleneck, `crossings_counted` at its far side, `seriously_harmed` (people, the first time), `deaths`, `deaths_recorded` by media and partners, `effective_protection` (people in need whose status becomes effective), `refoulement`";
        "mean", Number, "people", "Mean";
        "q025", Number, "people", "Quantile 0.025";
        "q975", Number, "people", "Quantile 0.975";
        "n_runs", Integer, "replications", "Replications";
    }
    "links_summary.csv", traffic::LINKS, "scenario_id,month,link_id", SCENARIO, "Traffic and harm by month and link, both directions together, over replications: what the map draws. Links that move people by force have no passages." {
        "month", Period, "", "Month, or `all` for the whole window";
        "link_id", Text, "", "Link";
        "passages", Number, "people", "People who come to an end of it, mean";
        "passages_q025", Number, "people", "Quantile 0.025";
        "passages_q975", Number, "people", "Quantile 0.975";
        "harmed_per_1000", Number, "harms per 1,000 passages", "Harms on it, death and disappearance included: mean over the replications in which at least 30 simulated people pass; empty if these are fewer than half";
        "harmed_q025", Number, "harms per 1,000 passages", "Quantile 0.025 over the same replications";
        "harmed_q975", Number, "harms per 1,000 passages", "Quantile 0.975 over the same replications";
        "n_runs", Integer, "replications", "Replications";
    }
    "routes_summary.csv", traffic::ROUTES, "scenario_id,link_class", SCENARIO, "Traffic and harm by class of links over the whole window, over replications. Links that move people by force have no passages." {
        "link_class", Text, "", "Class of links";
        "measure", Text, "", "`crossings` where the class counts towards crossings of the bottleneck, else `passages` of its links, of which a journey may take several";
        "per_1000_departures", Number, "per 1,000 first departures", "Crossings or passages, mean";
        "q025", Number, "per 1,000 first departures", "Quantile 0.025";
        "q975", Number, "per 1,000 first departures", "Quantile 0.975";
        "harmed_per_1000", Number, "harms per 1,000 of the measure", "Harms on links of the class, death and disappearance included: mean over the replications with at least 30 simulated crossings or passages; empty if these are fewer than half";
        "harmed_q025", Number, "harms per 1,000 of the measure", "Quantile 0.025 over the same replications";
        "harmed_q975", Number, "harms per 1,000 of the measure", "Quantile 0.975 over the same replications";
        "n_runs", Integer, "replications", "Replications";
    }
}

tables! {
    /// Tables of studies, of comparisons over all that is not known, and of analyses of studies. The
    /// column `<factor>` stands for one column for each factor, under its name.
    FURTHER
    "points.csv", study::POINTS, "point_id", NOTHING, "The points of a study; of `sweep` only." {
        "point_id", Integer, "", "Number of the point, from 0";
        "block", Text, "", "Part of the design: `A`, `B`, `AB1`, `BA1` and so on of two crossed samples, the number of a walk from 1; empty elsewhere";
        "row", Integer, "", "Position in the part, from 0";
        "<factor>", Number, "see study.json", "Value of the factor; of a decision rule its name, of a posterior the row of the table of draws, from 0";
    }
    "sweep.csv", study::SWEEP, "point_id,policy,indicator,denominator", NOTHING, "Indicators for everyone and everywhere over replications, at each point of a study under each policy; of `sweep` only." {
        "sweep_id", Text, "", "Name and seed of the study";
        "point_id", Integer, "", "Number of the point";
        "policy", Text, "", "Policy";
        "<factor>", Number, "see study.json", "Value of the factor, as in points.csv";
        "indicator", Text, "", "Code";
        "denominator", Text, "", "What it is divided by, which is also its unit";
        "mean", Number, "by denominator", "Mean";
        "mcse", Number, "by denominator", "Monte Carlo standard error of the mean; empty with fewer than two";
        "n_runs", Integer, "replications", "Replications with a value";
    }
    "replications.csv", study::REPLICATIONS, "point_id,policy,replication,indicator,denominator", NOTHING, "Indicators of each replication of a study; of `sweep` where the study file asks for it only." {
        "sweep_id", Text, "", "Name and seed of the study";
        "point_id", Integer, "", "Number of the point";
        "policy", Text, "", "Policy";
        "replication", Integer, "", "Number of the replication, from 0; the same number is the same luck under every policy, and at every point unless the study says otherwise";
        "indicator", Text, "", "Code";
        "denominator", Text, "", "What it is divided by, which is also its unit";
        "value", Number, "by denominator", "Value; empty where the denominator is zero";
    }
    "draws.csv", DRAWS, "draw_id,parameter", NOTHING, "Numbers of every draw; of comparisons with `--uncertainty full` only." {
        "draw_id", Integer, "", "Number of the draw, from 0";
        "parameter", Text, "", "Name of the number";
        "value", Number, "by parameter", "Its value";
        "grade", Text, "", "How well data identify it: B constrained, C weakly constrained, D assumed; A from a table of draws only";
    }
    "cells.csv", CELLS, "scenario_id,draw_id,decision_rule,indicator,denominator", SCENARIO, "Indicators for everyone everywhere, by draw and decision rule; of comparisons with `--uncertainty full` only." {
        "draw_id", Integer, "", "Number of the draw, from 0";
        "decision_rule", Text, "", "How people decide";
        "indicator", Text, "", "Code";
        "denominator", Text, "", "What it is divided by, which is also its unit";
        "mean", Number, "by denominator", "Mean over replications";
        "mcse", Number, "by denominator", "Its Monte Carlo standard error; empty with one replication";
        "n_runs", Integer, "replications", "Replications with a value";
    }
    "stability.csv", STABILITY, "policy_a,policy_b,indicator,denominator", STUDIED_PAIR, "Analysis of a study: over how many of its points the sign of a contrast holds." {
        "diff_mean", Number, "by denominator", "Mean difference over points";
        "diff_q025", Number, "by denominator", "Quantile 0.025 over points";
        "diff_q975", Number, "by denominator", "Quantile 0.975 over points";
        "agree", Number, "share", "Points whose difference has the sign of the mean, luck included";
        "stability_q1", Number, "share", "Q1: points whose difference has the sign of the mean and is told from luck; empty with one replication a point";
        "against", Number, "share", "Points whose difference has the other sign and is told from luck";
        "open", Number, "share", "Points whose sign luck leaves open";
        "resolved", Boolean, "", "`true` where Q1 is 0.9 or more over ten points or more and the interval over points leaves zero out";
        "n_points", Integer, "points", "Points with a value under both policies; of crossed samples, those of A and B";
    }
    "sensitivity.csv", SENSITIVITY, "", STUDIED, "Analysis of a study: what each factor does to an outcome, by the measures that its design gives." {
        "measure", Text, "", "`sobol_first`, `sobol_total`, `sobol_second`, `morris_mu`, `morris_mu_star`, `morris_sigma`, `partial_rank_correlation`, or `luck_share`: the share of the variance between points that luck makes, 1 at most, without the luck that points share where replications are kept";
        "factor", Text, "", "Factor; empty for `luck_share`";
        "other_factor", Text, "", "Other factor of a pair, for `sobol_second` only";
        "value", Number, "by measure", "Estimate: a share, a coefficient from -1 to 1, or for Morris the change of the outcome over the whole range of the factor";
        "q025", Number, "by measure", "Low end of the interval of 95 %; bootstrap, or Fisher's for correlations; empty where there is none";
        "q975", Number, "by measure", "High end";
        "p", Number, "share", "Chance of a correlation so far from zero if there were none; else empty";
        "n", Integer, "", "Points, rows of crossed samples, or walks";
    }
    "main_effects.csv", MAIN_EFFECTS, "", STUDIED, "Analysis of a study: the mean outcome along each factor, by value or in fifths." {
        "factor", Text, "", "Factor";
        "level", Integer, "", "Number of the level, from 1, by rising value";
        "low", Number, "by factor", "Lowest value in the level; empty for words";
        "high", Number, "by factor", "Highest value in it; empty for words";
        "label", Text, "", "Value, for words";
        "n_points", Integer, "points", "Points in it";
        "mean", Number, "by denominator", "Mean outcome";
        "se", Number, "by denominator", "Standard error of the mean, as if points were drawn at random; empty for one point";
        "variance_share", Number, "share", "Share of the variance that lies between levels of the factor, less what chance puts there; the same for all its levels";
    }
    "tornado.csv", TORNADO, "", STUDIED, "Analysis of a study: the mean outcome at both ends of each factor, the longest bar first." {
        "rank", Integer, "", "Place by swing, from 1";
        "factor", Text, "", "Factor";
        "kind", Text, "", "`lever`, `dial`, `parameter`, `rule` or `posterior`";
        "grade", Text, "", "Grade of a number of the register; D is assumed";
        "status", Text, "", "Status of such a number";
        "value_low", Number, "by factor", "Low end: the low value where one factor is changed at a time and of walks, else the middle of the lowest level or fifth; empty for words";
        "value_high", Number, "by factor", "High end";
        "label_low", Text, "", "Value with the lowest outcome, for words";
        "label_high", Text, "", "Value with the highest outcome, for words";
        "mean_low", Number, "by denominator", "Mean outcome at the low end; of walks, the mean of all points less half the mean effect";
        "mean_high", Number, "by denominator", "Mean outcome at the high end";
        "swing", Number, "by denominator", "Distance between them; of an outcome that rises and falls again it says too little, see `main_effects.csv`";
    }
    "regret.csv", REGRET, "policy,indicator,denominator", OF_STUDY, "Analysis of a study: how far each policy is from the best of the same point, and how often it meets a limit. Only rates of harm, being left behind, protection, equity and cost are scored." {
        "policy", Text, "", "Policy";
        "indicator", Text, "", "Code";
        "denominator", Text, "", "What it is divided by, which is also its unit";
        "better", Text, "", "`less` or `more`";
        "regret_mean", Number, "by denominator", "Mean distance from the best policy";
        "regret_q90", Number, "by denominator", "Its quantile 0.9 over points";
        "regret_max", Number, "by denominator", "Its largest value";
        "share_best", Number, "share", "Points at which no policy is better";
        "limit", Number, "by denominator", "Limit to meet";
        "limit_from", Text, "", "`asked`, or `median_of_first`: the median under the first policy";
        "satisficing", Number, "share", "Points at which the limit is met";
        "n_points", Integer, "points", "Points at which every policy has a value";
    }
    "boxes.csv", BOXES, "", STUDIED, "Analysis of a study: boxes of factors in which an outcome misses its limit, or a contrast has the other sign (PRIM); one row for each limit of a box." {
        "case", Text, "", "`misses_limit` or `other_sign`";
        "limit", Number, "by denominator", "Limit that is missed: the one asked for, else one that the worst quarter of points misses";
        "n_cases", Integer, "points", "Points that are cases";
        "n_points", Integer, "points", "All points";
        "box", Integer, "", "Number of the box, from 1";
        "factor", Text, "", "Factor that is limited";
        "label", Text, "", "For words, the value inside, or `not` and the value outside";
        "low", Number, "by factor", "Lowest value inside; empty if open";
        "high", Number, "by factor", "Highest value inside; empty if open";
        "quasi_p", Number, "share", "Chance of as many cases inside if this limit did nothing";
        "coverage", Number, "share", "Cases that lie inside the box";
        "density", Number, "share", "Points inside the box that are cases";
        "mass", Number, "share", "Points that lie inside the box";
    }
    "assumption_ledger.csv", LEDGER, "policy_a,policy_b,indicator,denominator,factor", STUDIED_PAIR, "Analysis of a study: which numbers and rules that were varied the sign of a contrast hangs on." {
        "factor", Text, "", "Number of the register, or the decision rule";
        "kind", Text, "", "`parameter` or `rule`";
        "grade", Text, "", "Grade of the number; D is assumed";
        "status", Text, "", "Status of the number";
        "ks_distance", Number, "share", "Largest distance between its distributions where the sign holds and where it does not; empty for rules and where the sign holds everywhere";
        "p", Number, "share", "Chance of so much if the sign did not depend on it";
        "q1_low", Number, "share", "Points at its lowest level or fifth at which the sign holds; of rules, the lowest share";
        "q1_high", Number, "share", "The same at its highest, or the highest share";
        "hangs", Text, "", "`yes` where the chance is under 0.05 over the number of factors tested, or an end turns the sign at the centre; `unknown` with under five points on a side; else `no`";
    }
}

/// Every table.
pub fn all() -> impl Iterator<Item = &'static File> {
    TABLES.iter().chain(FURTHER)
}

/// The table with this name.
pub fn find(name: &str) -> Option<&'static File> {
    all().find(|file| file.name == name)
}

/// Every table and every indicator, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Tables and indicators\n\nEvery run writes these tables as CSV, `sweep` and `analyse` those that say so, and a run beside \
         them `report.html`, made from them, and `manifest.json`: version, command, seed, inputs with their hashes, warnings, files. \
         `datapackage.json` says the same as this page of the tables that a folder holds, for programs to read; \
         [formats.md](formats.md) has that and the way to Parquet. Counts of people, days and money are \
         at real scale. An empty cell is a value that does not exist, never a zero. In tables by month or year a stay at a place counts, with \
         its days, harm and spending, when it ends, and stays that are open when the window ends count in its last month, which is \
         therefore too high; sums over the window are not.\n",
    );
    for file in all() {
        let rows: Vec<Vec<String>> = file
            .columns()
            .map(|it| {
                let (name, kind) = (format!("`{}`", it.name), it.kind.name().to_owned());
                vec![name, kind, it.unit.to_owned(), it.what.to_owned()]
            })
            .collect();
        page.push_str("\n## ");
        page.push_str(file.name);
        page.push_str("\n\n");
        page.push_str(file.what);
        page.push_str("\n\n");
        page.push_str(&markdown(&["column", "type", "unit", "meaning"], &rows));
    }
    let rows: Vec<Vec<String>> = catalogue::all()
        .map(|it| {
            let denominators: Vec<&str> = it.denominators.iter().map(|it| it.name()).collect();
            vec![
                it.code.to_owned(),
                it.name.to_owned(),
                denominators.join(", "),
                it.what.to_owned(),
            ]
        })
        .collect();
    page.push_str(
        "\n## Indicators\n\nRates per 1,000 person-days are standardised: events by person-day on every class of links, at \
         every kind of place, in detention, averaged with the person-days of the reference policy as weights \
         (`exposure.csv` of the corridor; without it, with those of the run). Waiting at home for a queue counts no days, nor does a pending claim. Rates per 1,000 \
         crossings and arrivals are of all who suffer it, wherever they are.\n\n",
    );
    page.push_str(&markdown(
        &["code", "name", "denominators", "meaning"],
        &rows,
    ));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_the_columns_of_the_dictionary() {
        for file in all() {
            let names: Vec<&str> = file.columns().map(|it| it.name).collect();
            assert_eq!(names.join(","), file.header, "{}", file.name);
            assert!(file.columns().all(|it| !it.what.is_empty()));
        }
    }

    #[test]
    fn tables_have_names_of_their_own_and_stand_on_the_page() {
        let page = page();
        for (position, file) in all().enumerate() {
            assert!(all().take(position).all(|it| it.name != file.name));
            assert!(page.contains(&format!("\n## {}\n", file.name)));
        }
        assert!(catalogue::all().all(|it| page.contains(it.what)));
    }
}
