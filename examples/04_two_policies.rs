//! Lesson 4: how are two policies compared, and how sure is the answer?
//!
//! Question: what changes between the two ends of the policy axis, and which of these changes
//! stands against luck and against all that nobody has measured?
//!
//! Run it with `cargo run --release --example 04_two_policies`.
//!
//! What to look for: the interval of each policy is wide, the interval of the difference is often
//! narrower, because the same people meet the same luck under both. Then run it again with
//! `fixed_parameters: true`: the intervals shrink to luck alone, and what looked certain shows how
//! much of it hangs on assumptions. `unresolved` is a result: the model cannot tell.

use anyhow::Context as _;
use corredor::study::Denominator::{Per1000Departures, Per1000InNeed, Per1000PersonDays};
use corredor::study::compare::compare;
use corredor::{RunSpec, Summary, outcomes, scenario};
use jiff::civil::date;

fn main() -> anyhow::Result<()> {
    let world = scenario::embedded("darien")?;
    let policies = ["securitised", "humanitarian"]
        .map(|name| world.policy(name).cloned())
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .context("a policy is missing")?;
    let spec = RunSpec {
        from: date(2022, 7, 1),
        to: date(2023, 6, 30),
        scale: 0.02,
        seed: 4,
        fixed_parameters: false,
        ..RunSpec::of(&world)
    };
    let outcomes = outcomes(&world, &policies, &spec, 16, 1)?;
    let contrasts = compare(&outcomes[0], &outcomes[1]);
    let text = |summary: Option<Summary>| {
        summary.map_or("-".to_owned(), |it| {
            let (low, high) = it.interval();
            format!("{:.1} [{low:.1}, {high:.1}]", it.mean)
        })
    };
    println!(
        "{:<30}{:<26}{:<26}difference",
        "", policies[0].name, policies[1].name
    );
    for (code, denominator, label) in [
        ("H11", Per1000Departures, "seriously harmed"),
        ("H11", Per1000PersonDays, "harms per 1,000 person-days"),
        ("H4", Per1000Departures, "died"),
        ("A2", Per1000Departures, "left by companions"),
        ("F4", Per1000Departures, "arrived"),
        ("S4", Per1000Departures, "removed"),
        ("P4", Per1000InNeed, "claim lodged, of in need"),
        ("P9", Per1000InNeed, "protected, of in need"),
        ("N1", Per1000InNeed, "refoulement, of in need"),
    ] {
        let level = |which: usize| {
            let series = outcomes[which].total(code, denominator)?;
            Summary::of(series.values.iter().copied().flatten())
        };
        let contrast = contrasts
            .iter()
            .find(|it| {
                it.key.code == code && it.key.denominator == denominator && it.key.is_total()
            })
            .context("no such indicator")?;
        let agree = contrast.p_sign.map_or(0.0, |share| 100.0 * share);
        let verdict = if contrast.unresolved() {
            "unresolved".to_owned()
        } else {
            format!("{agree:.0} % agree on the sign")
        };
        println!(
            "{label:<30}{:<26}{:<26}{:<28}{verdict}",
            text(level(0)),
            text(level(1)),
            text(contrast.difference)
        );
    }
    println!(
        "\nMeans with the middle 95 % of 16 replications, per 1,000 who left unless said otherwise."
    );
    println!("The policies are interpretations of what they are named after, not quotations.");
    Ok(())
}
