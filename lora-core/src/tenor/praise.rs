//! Second stage: whether a sentence is praise without worth, from its own sum, the letter around it and the rules.

use serde::{Deserialize, Serialize};

use super::logistic::Logistic;
use super::model::probability;

/// What the judgement of a sentence is summed from, by the names of `rules/data/tenor.toml`.
pub const FACTORS: [&str; 10] =
    ["own", "letter", "before", "after", "generic", "faint", "doubt", "told", "quoted", "first"];

/// What is known of a sentence before it is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Around {
    /// The sum of its own words.
    pub own: f32,
    /// Probability that it tells of something seen.
    pub told: f32,
    /// Whether a rule of the packs generic, faint and doubt finds something in it.
    pub found: [bool; 3],
    /// Share of it that stands in quotation marks.
    pub quoted: f32,
}

/// How the factors are weighed, and where the lines are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Praise {
    /// Probability from which a sentence is a finding of its own.
    pub(crate) from: f32,
    /// Probability below which a rule's finding is dropped.
    pub(crate) below: f32,
    weighed: Logistic,
}

impl Praise {
    pub(super) fn is_complete(&self) -> bool {
        self.weighed.weighs(FACTORS.into_iter())
    }

    /// Probability of each sentence of a letter.
    pub(crate) fn judge(&self, sentences: &[Around]) -> Vec<f32> {
        factors(sentences).iter().map(|values| self.weighed.of(values)).collect()
    }
}

/// The factors of each sentence of a letter, in the order of [`FACTORS`].
#[must_use]
pub fn factors(sentences: &[Around]) -> Vec<[f32; FACTORS.len()]> {
    let each: Vec<f32> = sentences.iter().map(|s| probability(s.own)).collect();
    let total: f32 = each.iter().sum();
    #[expect(clippy::cast_precision_loss, reason = "letters have few sentences")]
    let others = sentences.len().saturating_sub(1).max(1) as f32;
    let near = |n: Option<usize>| n.and_then(|n| each.get(n)).copied().unwrap_or_default();
    let flag = |is: bool| f32::from(u8::from(is));
    let of = |(n, s): (usize, &Around)| {
        let [generic, faint, doubt] = s.found.map(flag);
        [
            s.own,
            (total - each[n]) / others,
            near(n.checked_sub(1)),
            near(Some(n + 1)),
            generic,
            faint,
            doubt,
            s.told,
            s.quoted,
            flag(n == 0),
        ]
    };
    sentences.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn praise(weighed: &str) -> Praise {
        let weight = |name: &str| f32::from(u8::from(name == weighed));
        Praise { weighed: Logistic::weighing(FACTORS.into_iter(), weight), ..Praise::default() }
    }

    #[test]
    fn a_sentence_is_judged_beside_its_neighbours() {
        let sentences = [Around { own: 2.0, ..Around::default() }, Around::default(), Around::default()];
        let judged = praise("before").judge(&sentences);
        assert!(judged[1] > judged[0] && judged[1] > judged[2]);
        assert!(praise("told").judge(&sentences).iter().all(|p| (p - 0.5).abs() < 1e-6));
    }

    #[test]
    fn every_factor_wants_its_weight() {
        assert!(praise("own").is_complete());
        assert!(!Praise::default().is_complete());
    }
}
