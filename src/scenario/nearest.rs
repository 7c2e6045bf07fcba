//! Which legal name somebody who wrote an unknown one may have meant.

use strsim::normalized_damerau_levenshtein;

/// Names longer than this, in bytes, are not compared: nobody meant them.
const LONGEST: usize = 100;
/// Candidates looked at; no corridor has so many names of one kind.
const MOST: usize = 5_000;
/// Likeness from which a candidate is worth naming.
const ALIKE: f64 = 0.6;

/// The candidate most like `given`, unless none is reasonably like it; the first of equals.
pub(super) fn nearest<'a>(
    given: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if given.is_empty() || given.len() > LONGEST {
        return None;
    }
    let given = given.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates.into_iter().take(MOST) {
        if candidate.len() > LONGEST {
            continue;
        }
        let likeness = normalized_damerau_levenshtein(&given, &candidate.to_lowercase());
        if likeness >= ALIKE && best.is_none_or(|(highest, _)| likeness > highest) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_name_that_was_meant() {
        let names = ["asylum_access", "asylum_capacity_mult", "shelter"];
        assert_eq!(nearest("asylum_acess", names), Some("asylum_access"));
        assert_eq!(nearest("SHELTER", names), Some("shelter"));
        assert_eq!(nearest("quota", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn does_not_compare_absurdly_long_names() {
        let long = "shelter".repeat(1_000);
        assert_eq!(nearest(&long, ["shelter"]), None);
    }
}
