//! Second stage: whether a sentence is praise without worth, from its own sum, the letter around it and the rules.

use serde::{Deserialize, Serialize};

use super::logistic::Logistic;
use super::model::probability;

/// What the judgement of a sentence is weighed from, by the names of `rules/data/tenor.toml`. Each is weighed alone and
/// together with each other and itself: what a claim is worth hangs on what stands around it.
const FACTORS: [&str; 15] = [
    "own",
    "generic",
    "faint",
    "doubt",
    "told",
    "letter",
    "before",
    "after",
    "told-letter",
    "told-after",
    "found-generic",
    "found-faint",
    "found-doubt",
    "quoted",
    "length",
];
/// Factors, and pairs of them.
pub const TERMS: usize = FACTORS.len() + FACTORS.len() * (FACTORS.len() + 1) / 2;
/// Beyond it a sum says no more: long sentences have high ones.
const MOST: f32 = 6.0;
/// Tokens of a sentence that counts as long.
const LONG: f32 = 30.0;

/// What is known of a sentence before it is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Around {
    /// The sum of its own words, whether it is praise without worth.
    pub own: f32,
    /// The sums of its own words for the packs generic, faint and doubt.
    pub kinds: [f32; 3],
    /// The sum of its own words, whether it tells of something seen.
    pub told: f32,
    /// Whether a rule of the packs generic, faint and doubt finds something in it.
    pub found: [bool; 3],
    /// Share of it that stands in quotation marks.
    pub quoted: f32,
    /// Its tokens.
    pub length: usize,
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
        let names = term_names();
        self.weighed.weighs(names.iter().map(String::as_str))
    }

    /// Probability of each sentence of a letter.
    pub(crate) fn judge(&self, sentences: &[Around]) -> Vec<f32> {
        factors(sentences).iter().map(|factors| self.weighed.of_pairs(factors)).collect()
    }
}

/// Names of the [`terms`], in their order.
#[must_use]
pub fn term_names() -> Vec<String> {
    let pairs = FACTORS
        .iter()
        .enumerate()
        .flat_map(|(n, one)| FACTORS[n..].iter().map(move |other| format!("{one} {other}")));
    FACTORS.iter().map(|f| (*f).to_owned()).chain(pairs).collect()
}

/// The factors of each sentence of a letter, and their products.
#[must_use]
pub fn terms(sentences: &[Around]) -> Vec<[f32; TERMS]> {
    factors(sentences).iter().map(with_pairs).collect()
}

fn with_pairs(factors: &[f32; FACTORS.len()]) -> [f32; TERMS] {
    let mut terms = [0.0; TERMS];
    let (alone, mut pairs) = terms.split_at_mut(FACTORS.len());
    alone.copy_from_slice(factors);
    for (n, one) in factors.iter().enumerate() {
        let (row, rest) = pairs.split_at_mut(FACTORS.len() - n);
        row.iter_mut().zip(&factors[n..]).for_each(|(pair, other)| *pair = one * other);
        pairs = rest;
    }
    terms
}

fn factors(sentences: &[Around]) -> Vec<[f32; FACTORS.len()]> {
    let share =
        |of: fn(&Around) -> f32| -> Vec<f32> { sentences.iter().map(|s| probability(of(s))).collect() };
    let (faulty, told) = (share(|s| s.own), share(|s| s.told));
    #[expect(clippy::cast_precision_loss, reason = "letters have few sentences")]
    let others = sentences.len().saturating_sub(1).max(1) as f32;
    let sums = [faulty.iter().sum::<f32>(), told.iter().sum()];
    let near = |of: &[f32], n: Option<usize>| n.and_then(|n| of.get(n)).copied().unwrap_or_default();
    let known = |sum: f32| sum.clamp(-MOST, MOST);
    let of = |(n, s): (usize, &Around)| {
        let [generic, faint, doubt] = s.kinds.map(known);
        let [found_generic, found_faint, found_doubt] = s.found.map(|is| f32::from(u8::from(is)));
        #[expect(clippy::cast_precision_loss, reason = "sentences have few tokens")]
        let length = (s.length as f32 / LONG).min(2.0);
        [
            known(s.own),
            generic,
            faint,
            doubt,
            known(s.told),
            (sums[0] - faulty[n]) / others,
            near(&faulty, n.checked_sub(1)),
            near(&faulty, Some(n + 1)),
            (sums[1] - told[n]) / others,
            near(&told, Some(n + 1)),
            found_generic,
            found_faint,
            found_doubt,
            s.quoted,
            length,
        ]
    };
    sentences.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn praise(weighed: &str) -> Praise {
        let weight = |name: &str| f32::from(u8::from(name == weighed));
        let names = term_names();
        Praise { weighed: Logistic::weighing(names.iter().map(String::as_str), weight), ..Praise::default() }
    }

    #[test]
    fn a_sentence_is_judged_beside_its_neighbours() {
        let sentences = [Around { own: 2.0, ..Around::default() }, Around::default(), Around::default()];
        let judged = praise("before").judge(&sentences);
        assert!(judged[1] > judged[0] && judged[1] > judged[2]);
        assert!(praise("told").judge(&sentences).iter().all(|p| (p - 0.5).abs() < 1e-6));
    }

    #[test]
    fn two_factors_weigh_together() {
        let sentence = |own, told| [Around { own, told, ..Around::default() }];
        let judged = |own, told| praise("own told").judge(&sentence(own, told))[0];
        assert!(judged(2.0, 1.0) > judged(2.0, 0.0) && judged(2.0, -1.0) < judged(2.0, 0.0));
    }

    #[test]
    fn what_is_judged_are_the_terms() {
        let kinds = [0.7, -1.5, 2.5];
        let sentence = Around { own: 1.5, kinds, told: -0.5, quoted: 0.25, length: 12, ..Around::default() };
        let sentences = [sentence, Around { own: -2.0, found: [true, false, true], ..sentence }];
        for name in ["own", "told-letter", "own own", "generic told", "before quoted", "length length"] {
            let praise = praise(name);
            let weighed: Vec<f32> = terms(&sentences).iter().map(|terms| praise.weighed.of(terms)).collect();
            assert_eq!(praise.judge(&sentences), weighed, "{name}");
        }
    }

    #[test]
    fn every_factor_wants_its_weight() {
        assert!(praise("own").is_complete());
        assert!(!Praise::default().is_complete());
    }
}
