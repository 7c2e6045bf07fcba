//! What public money buys, in a sentence.

use super::number::rounded;
use crate::study::value_for_money::{Effect, Incremental, Verdict};

/// What a policy called `name` costs and brings beside another per 1,000 departures, in a sentence; one
/// more says so where the totals, which move with departures, tell otherwise.
pub(super) fn worth(line: &Incremental, total: Option<&Incremental>, name: &str) -> String {
    let amount = |value: f64| {
        let more = if value > 0.0 { "more" } else { "less" };
        (rounded(value.abs()), more)
    };
    let (usd, dearer) = amount(line.usd.mean);
    let people = rounded(line.people.mean.abs());
    let effect = match (line.effect, line.people.mean > 0.0) {
        (Effect::HarmAverted, true) => format!("spares {people} people serious harm"),
        (Effect::HarmAverted, false) => format!("seriously harms {people} people more"),
        (Effect::Protected, true) => format!("protects {people} people more"),
        (Effect::Protected, false) => format!("protects {people} people less"),
    };
    let elsewhere = total
        .filter(|total| total.verdict != line.verdict)
        .map_or(String::new(), |total| {
            format!(" In total, with other departures: {}.", verdict(total))
        });
    format!(
        "Per 1,000 who left, {name} costs the public {usd} USD {dearer} and {effect}: {}.{elsewhere}",
        verdict(line)
    )
}

fn verdict(line: &Incremental) -> String {
    let each = line.usd_per_person().map(rounded);
    match (line.verdict, each) {
        _ if line.unresolved() => "unresolved".to_owned(),
        (Verdict::Dominant, _) => "it dominates".to_owned(),
        (Verdict::Dominated, _) => "it is dominated".to_owned(),
        (Verdict::MoreForMore, Some(usd)) => format!("{usd} USD spent for each"),
        (Verdict::LessForLess, Some(usd)) => format!("cheaper and worse, {usd} USD less for each"),
        (_, None) => "nothing is gained or lost".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Summary;
    use crate::study::value_for_money::Basis;

    fn line(effect: Effect, usd: f64, people: f64, verdict: Verdict, runs: usize) -> Incremental {
        let summary = |value: f64| Summary::of(vec![value; runs]).unwrap();
        Incremental {
            effect,
            basis: Basis::Per1000Departures,
            usd: summary(usd),
            people: summary(people),
            verdict,
            share: 1.0,
        }
    }

    #[test]
    fn a_sentence_says_what_is_paid_and_what_for() {
        let dominant = line(Effect::HarmAverted, -5000.0, 40.0, Verdict::Dominant, 12);
        assert_eq!(
            worth(&dominant, None, "b"),
            "Per 1,000 who left, b costs the public 5,000 USD less and spares 40.0 people serious harm: it \
             dominates."
        );
        let traded = line(Effect::Protected, 5000.0, 4.0, Verdict::MoreForMore, 12);
        assert!(
            worth(&traded, Some(&traded), "b")
                .ends_with("protects 4.00 people more: 1,250 USD spent for each.")
        );
        let harm = line(
            Effect::HarmAverted,
            -5000.0,
            -40.0,
            Verdict::LessForLess,
            12,
        );
        assert!(worth(&harm, Some(&dominant), "b").ends_with(
            "seriously harms 40.0 people more: cheaper and worse, 125 USD less for each. In total, with other \
                 departures: it dominates."
        ));
        let few = line(Effect::HarmAverted, 5000.0, -4.0, Verdict::Dominated, 3);
        assert!(worth(&few, None, "b").ends_with("seriously harms 4.00 people more: unresolved."));
    }
}
