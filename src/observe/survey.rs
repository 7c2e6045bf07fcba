//! Monthly surveys of survivors of a crossing.

use super::Grid;
use super::record::Eye;
use super::tally::Answer;
use crate::rng::named::{Answers, Block};
use crate::rng::{Draws, unit};

/// What a survey of survivors of a crossing asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// People asked.
    All,
    /// Of these, those who report abuse.
    Abuse,
    /// Those who report injury or illness.
    Injury,
    /// Women asked.
    Women,
    /// Of these, those who report gender-based violence.
    WomenGbv,
}

impl Asked {
    /// How many there are.
    pub const COUNT: usize = Asked::WomenGbv as usize + 1;
}

/// What as many survivors as a survey of `size` people can find answer in a month, by [`Asked`].
/// `truth` counts simulated survivors by month and [`Answer`], one for `1 / scale` real ones.
/// Limit: everybody is equally likely to be asked, and tells what happened.
pub(super) fn ask(
    draws: &Draws,
    month: usize,
    size: f64,
    scale: f64,
    truth: &Grid<u64, 2>,
) -> [u64; Asked::COUNT] {
    let told = |answer: Answer| truth.get([month, answer as usize]) as f64;
    let crossed = told(Answer::Crossed);
    let found = size.min(crossed / scale) as u64;
    let sample = |question: Asked, people: u64, part: Answer, whole: f64| {
        let share = told(part) / whole.max(1.0);
        let entity = Eye::Survey.entity(month as u64, question as u64);
        (0..people)
            .filter(|&person| {
                let four = Answers::of(draws, entity, (person / 4) as u16);
                let four = [four.first, four.second, four.third, four.fourth];
                unit(four[(person % 4) as usize]) < share
            })
            .count() as u64
    };
    let women = sample(Asked::Women, found, Answer::Women, crossed);
    [
        found,
        sample(Asked::Abuse, found, Answer::AnyAbuse, crossed),
        sample(Asked::Injury, found, Answer::AnyInjury, crossed),
        women,
        sample(
            Asked::WomenGbv,
            women,
            Answer::WomenGbv,
            told(Answer::Women),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surveys_ask_survivors_with_the_error_of_their_size() {
        let mut truth = Grid::new([3, Answer::COUNT]);
        truth.add([1, Answer::Crossed as usize], 1_000);
        truth.add([1, Answer::AnyAbuse as usize], 300);
        truth.add([1, Answer::Women as usize], 400);
        truth.add([1, Answer::WomenGbv as usize], 100);
        let surveys: Vec<_> = (0..400)
            .map(|replication| ask(&Draws::new(5, replication), 1, 200.0, 1.0, &truth))
            .collect();
        let mean = |of: &dyn Fn(&[u64; 5]) -> f64| {
            surveys.iter().map(of).sum::<f64>() / surveys.len() as f64
        };
        let abuse = |it: &[u64; 5]| it[Asked::Abuse as usize] as f64 / 200.0;
        let reported = mean(&abuse);
        let variance = mean(&|it| (abuse(it) - reported) * (abuse(it) - reported));
        assert!((reported - 0.3).abs() < 0.006, "{reported}");
        assert!(
            (variance / (0.3 * 0.7 / 200.0) - 1.0).abs() < 0.25,
            "{variance}"
        );
        let women = mean(&|it| it[Asked::Women as usize] as f64);
        let gbv = mean(&|it| it[Asked::WomenGbv as usize] as f64);
        assert!(
            (women - 80.0).abs() < 1.5 && (gbv - 20.0).abs() < 1.0,
            "{women} {gbv}"
        );
    }

    #[test]
    fn nobody_is_asked_who_is_not_there() {
        let mut truth = Grid::new([3, Answer::COUNT]);
        truth.add([1, Answer::Crossed as usize], 12);
        let draws = Draws::new(5, 0);
        assert_eq!(ask(&draws, 1, 200.0, 1.0, &truth), [12, 0, 0, 0, 0]);
        assert_eq!(ask(&draws, 1, 200.0, 0.5, &truth)[0], 24);
        assert_eq!(ask(&draws, 2, 200.0, 1.0, &truth), [0; Asked::COUNT]);
    }
}
