//! What public money buys, in a sentence.

use super::number::rounded;
use crate::study::value_for_money::{Effect, Incremental, Verdict};

/// What a policy called `name` costs and brings beside another per 1,000 departures, in a sentence. People
/// are spared, or harmed by the policy, only where harm by day on the way moves too. Money is that of as
/// many people under both, those of one policy and those of the other.
pub(super) fn worth(line: &Incremental, name: &str) -> String {
    let more = line.people.mean > 0.0;
    let people = rounded(line.people.mean.abs());
    let judged = !line.unresolved() && line.verdict.judges();
    let effect = match (line.effect, more) {
        (Effect::HarmAverted, true) if judged => format!("spares {people} people serious harm"),
        (Effect::HarmAverted, false) if judged => format!("seriously harms {people} people more"),
        (Effect::HarmAverted, true) => format!("{people} people fewer are seriously harmed"),
        (Effect::HarmAverted, false) => format!("{people} people more are seriously harmed"),
        (Effect::Protected, true) => format!("protects {people} people more"),
        (Effect::Protected, false) => format!("protects {people} people less"),
    };
    format!(
        "Per 1,000 who left, as many under both, {} and {effect}: {}.",
        money(line, name),
        verdict(line)
    )
}

fn money(line: &Incremental, name: &str) -> String {
    if line.money_open() {
        return format!("{name} costs the public more or less (unresolved)");
    }
    let usd = between(line.usd.map(|it| it.mean));
    let dearer = if line.usd[0].mean > 0.0 {
        "more"
    } else {
        "less"
    };
    format!("{name} costs the public {usd} USD {dearer}")
}

/// Two amounts as a range, the smaller first.
fn between(amounts: [f64; 2]) -> String {
    let [a, b] = amounts.map(f64::abs);
    let [low, high] = [a.min(b), a.max(b)].map(rounded);
    if low == high {
        low
    } else {
        format!("{low} to {high}")
    }
}

fn verdict(line: &Incremental) -> String {
    let each = line.usd_per_person().map_or(String::new(), between);
    let more = line.people.mean > 0.0;
    match line.verdict {
        _ if line.unresolved() => "unresolved".to_owned(),
        Verdict::Dominant => "it dominates".to_owned(),
        Verdict::Dominated => "it is dominated".to_owned(),
        Verdict::MoreForMore => format!("{each} USD spent for each"),
        Verdict::LessForLess => format!("cheaper and worse, {each} USD less for each"),
        Verdict::HangsOnFlow => {
            "which of the two costs more hangs on how many leave; no verdict".to_owned()
        }
        Verdict::NotBorneOut => match (line.effect, more) {
            (Effect::HarmAverted, true) => {
                "fewer may only be exposed, as harm per day on the way is not seen to fall; no verdict"
            }
            (Effect::HarmAverted, false) => {
                "more may only be exposed, as harm per day on the way is not seen to rise; no verdict"
            }
            (Effect::Protected, true) => {
                "the chance of those in need is not seen to rise; no verdict"
            }
            (Effect::Protected, false) => {
                "the chance of those in need is not seen to fall; no verdict"
            }
        }
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Summary;

    fn line(effect: Effect, usd: f64, people: f64, verdict: Verdict, runs: usize) -> Incremental {
        let summary = |value: f64| Summary::of(vec![value; runs]).unwrap();
        Incremental {
            effect,
            usd: [summary(usd), summary(1.2 * usd)],
            people: summary(people),
            verdict,
            share: 1.0,
        }
    }

    #[test]
    fn a_sentence_says_what_is_paid_and_what_for() {
        let dominant = line(Effect::HarmAverted, -5000.0, 40.0, Verdict::Dominant, 12);
        assert_eq!(
            worth(&dominant, "b"),
            "Per 1,000 who left, as many under both, b costs the public 5,000 to 6,000 USD less and spares \
             40.0 people serious harm: it dominates."
        );
        let traded = line(Effect::Protected, 5000.0, 4.0, Verdict::MoreForMore, 12);
        assert!(
            worth(&traded, "b")
                .ends_with("protects 4.00 people more: 1,250 to 1,500 USD spent for each.")
        );
        let harm = line(
            Effect::HarmAverted,
            -5000.0,
            -40.0,
            Verdict::LessForLess,
            12,
        );
        assert!(worth(&harm, "b").ends_with(
            "seriously harms 40.0 people more: cheaper and worse, 125 to 150 USD less for each."
        ));
        let few = line(Effect::HarmAverted, 5000.0, -4.0, Verdict::Dominated, 3);
        assert!(worth(&few, "b").ends_with("4.00 people more are seriously harmed: unresolved."));
    }

    #[test]
    fn nobody_is_spared_where_fewer_may_only_be_exposed() {
        let exposed = line(
            Effect::HarmAverted,
            -5000.0,
            459.0,
            Verdict::NotBorneOut,
            12,
        );
        assert_eq!(
            worth(&exposed, "b"),
            "Per 1,000 who left, as many under both, b costs the public 5,000 to 6,000 USD less and 459 \
             people fewer are seriously harmed: fewer may only be exposed, as harm per day on the way is not \
             seen to fall; no verdict."
        );
        let protected = line(Effect::Protected, 5000.0, -4.0, Verdict::NotBorneOut, 12);
        assert!(worth(&protected, "b").ends_with(
            "protects 4.00 people less: the chance of those in need is not seen to fall; no verdict."
        ));
    }
    #[test]
    fn what_is_not_known_of_costs_is_not_told_as_if_it_were() {
        let mut flow = line(Effect::Protected, 5000.0, 4.0, Verdict::HangsOnFlow, 12);
        flow.usd[1].mean = -2000.0;
        assert_eq!(
            worth(&flow, "b"),
            "Per 1,000 who left, as many under both, b costs the public more or less (unresolved) and protects \
             4.00 people more: which of the two costs more hangs on how many leave; no verdict."
        );
        let mut vague = line(Effect::Protected, 5000.0, 4.0, Verdict::NotBorneOut, 12);
        vague.usd[1].quantiles[0] = -1.0;
        assert!(worth(&vague, "b").contains("costs the public more or less (unresolved) and"));
    }
}
