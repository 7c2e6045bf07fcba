//! Lesson 4: how are two policies compared, and how sure is the answer?
//!
//! Question: what changes between the two ends of the policy axis, and which of these changes
//! stands against luck and against all that nobody has measured?
//!
//! Run it with `cargo run --release --example 04_two_policies`.
//!
//! What to look for: the interval of each policy is wide, the interval of the difference is often
//! narrower, because the same people meet the same luck under both. Then run it again with
//! `fixed_parameters = true`: the intervals shrink to luck alone, and what looked certain shows how
//! much of it hangs on assumptions. `unresolved` is a result: the model cannot tell.

use corredor::quick::Which;
use corredor::study::Denominator::Per1000PersonDays;
use corredor::{Comparison, Policy};
use jiff::civil::date;

fn main() -> anyhow::Result<()> {
    let names = ["securitised", "humanitarian"];
    let [first, second] = names.map(Policy::named);
    let comparison = Comparison::of([first?, second?])
        .between(date(2022, 7, 1), date(2023, 6, 30))
        .with(|spec| spec.fixed_parameters = false);
    let results = comparison.scale(0.02).seed(4).run()?;
    println!("{:<36}{:<26}{:<26}difference", "", names[0], names[1]);
    let by_day = Which::from(("Serious harm", Per1000PersonDays));
    let per_departure = [
        "Serious harm",
        "Deaths",
        "Left by companions",
        "Arrivals",
        "Removed",
    ];
    let in_need = ["Claim lodged", "Effective protection", "Refoulement"];
    let named = per_departure.into_iter().chain(in_need).map(Which::from);
    for indicator in std::iter::once(by_day).chain(named) {
        let mut line = format!("{:<36}", indicator.to_string());
        for name in names {
            let level = results.level(name, indicator)?;
            let cell = format!("{:<26}", level.map_or("-".to_owned(), |it| it.to_string()));
            line.push_str(&cell);
        }
        println!("{line}{}", results.difference(names[1], indicator)?);
    }
    println!(
        "\nMeans with the middle 95 % of 16 replications: per 1,000 who left or, from claims on, in need."
    );
    println!("The policies are interpretations of what they are named after, not quotations.");
    Ok(())
}
