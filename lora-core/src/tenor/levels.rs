//! How far a letter shows a competency, from the sentences that show it most, how much the letter tells at all, and
//! what the rules found.

use serde::{Deserialize, Serialize};

use super::logistic::Logistic;
use super::model::log_odds;
use crate::report::{COMPETENCIES, Level};

/// What a level is summed from.
const FACTORS: [&str; 5] = ["most", "next", "told", "by-rule", "absent-by-rule"];

/// Probability from which a sentence counts as told. Empty sentences stay below it, so that a letter does not show
/// more for having more of them.
const TOLD: f32 = 0.3;
/// Told sentences from which more of them change nothing.
const MOST_TOLD: f32 = 12.0;

/// Probability from which a competency counts as evidenced.
const SHOWN: f32 = 0.5;

/// When a competency is evidenced, and when absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Levels {
    evidenced: Logistic,
    absent: Logistic,
}

impl Levels {
    pub(super) fn is_complete(&self) -> bool {
        self.evidenced.weighs(level_factor_names()) && self.absent.weighs(level_factor_names())
    }

    /// The level of the competency of that number.
    pub(crate) fn read(&self, shows: &[f32], letter: &Tone, by_rule: Level, competency: usize) -> Level {
        let values = level_factors(shows, letter, by_rule, competency);
        level_of(self.evidenced.of(&values), self.absent.of(&values))
    }
}

/// The level of these probabilities: that it is evidenced, and that it is absent where it isn't.
#[must_use]
pub fn level_of(evidenced: f32, absent: f32) -> Level {
    match (evidenced >= SHOWN, absent >= 0.5) {
        (true, _) => Level::Evidenced,
        (false, false) => Level::Mentioned,
        (false, true) => Level::Absent,
    }
}

/// The names of the factors of a level, each competency being one.
pub fn level_factor_names() -> impl Iterator<Item = &'static str> {
    FACTORS.into_iter().chain(COMPETENCIES.map(|(id, _)| id))
}

/// What is likely of each sentence of a letter, by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tone {
    /// That it tells of something seen.
    pub told: Vec<f32>,
    /// That it raises a doubt.
    pub doubtful: Vec<f32>,
}

/// The factors of a competency's level: `shows` are the probabilities of each sentence that it shows the competency.
/// What raises a doubt shows nothing.
#[must_use]
pub fn level_factors(shows: &[f32], letter: &Tone, by_rule: Level, competency: usize) -> Vec<f32> {
    let (mut most, mut next) = (0.0_f32, 0.0_f32);
    for (shows, doubtful) in shows.iter().zip(&letter.doubtful) {
        let p = shows * (1.0 - doubtful);
        next = next.max(p.min(most));
        most = most.max(p);
    }
    let told: f32 = letter.told.iter().filter(|p| **p > TOLD).sum();
    let flag = |is: bool| f32::from(u8::from(is));
    let mut values = vec![
        log_odds(most),
        log_odds(next),
        told.min(MOST_TOLD) / MOST_TOLD,
        flag(by_rule == Level::Evidenced),
        flag(by_rule == Level::Absent),
    ];
    values.extend((0..COMPETENCIES.len()).map(|n| flag(n == competency)));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_competency_needs_its_own_sentences() {
        let letter = Tone { told: vec![0.8, 0.2], doubtful: vec![0.0, 0.0] };
        let factors = level_factors(&[0.9, 0.1], &letter, Level::Mentioned, 1);
        assert!(factors[0] > factors[1]);
        assert!((factors[2] - 0.8 / MOST_TOLD).abs() < 1e-6, "a sentence that tells of nothing adds nothing");
        assert_eq!(factors[3..7], [0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn what_raises_a_doubt_shows_nothing() {
        let letter = Tone { doubtful: vec![0.9, 0.0], ..Tone::default() };
        let factors = level_factors(&[0.9, 0.5], &letter, Level::Mentioned, 1);
        assert!(factors[0].abs() < 1e-6 && factors[1] < -2.0);
    }

    #[test]
    fn what_is_likely_is_the_level() {
        let most = |name: &str| f32::from(u8::from(name == "most"));
        let levels = Levels {
            evidenced: Logistic::weighing(level_factor_names(), most),
            absent: Logistic::weighing(level_factor_names(), |name| -most(name)),
        };
        assert!(levels.is_complete());
        let letter = Tone { doubtful: vec![0.0], ..Tone::default() };
        assert_eq!(levels.read(&[0.9], &letter, Level::Absent, 0), Level::Evidenced);
        assert_eq!(levels.read(&[0.1], &letter, Level::Evidenced, 0), Level::Absent);
    }
}
