//! The settings of the model, and what it says of the sentences of one letter.

use serde::{Deserialize, Serialize};

use super::features::{Masks, features};
use super::levels::{Levels, level_factor_names};
use super::praise::{Praise, term_names};
use super::weights::{Row, Rows};
use crate::facts::Scene;
use crate::pack::{PackError, Source};
use crate::text::SectionKind;

/// How near to 0 or 1 a probability is taken to be.
const SURE: f32 = 0.001;

/// What the weights are weights of, and how their sums are read; `rules/data/tenor.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenor {
    schema: u32,
    /// Sentences of prose below which a letter is too short to have a tenor.
    sentences: usize,
    /// Lexicons of which a term is one word to the model: the first that has one at a token.
    masks: Vec<Mask>,
    /// What is told of a sentence, one column of weights each.
    pub(crate) heads: Vec<Head>,
    /// How praise is read among its neighbours.
    pub(crate) praise: Praise,
    /// When a competency is evidenced or absent.
    pub(crate) levels: Levels,
    /// What is told of an occasion.
    pub(crate) told: Told,
}

/// A lexicon that is masked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mask {
    lexicon: String,
    /// The word that stands for its terms.
    word: String,
}

/// One column of weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    pub(crate) name: String,
    /// Sum of a sentence without features.
    pub(crate) bias: f32,
}

/// When a sentence tells of something that was seen, as far as its words tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Told {
    /// Probability below which what the rules take for an observation is none.
    pub(crate) below: f32,
    /// Probability from which a deed of the applicant is an observation with one circumstance less than it needs
    /// otherwise.
    pub(crate) from: f32,
}

/// Reads `rules/data/tenor.toml`.
pub(crate) fn parse(file: &str, text: &str) -> Result<Tenor, PackError> {
    let source = Source { file, text };
    let tenor: Tenor = toml::from_str(text).map_err(|e| {
        source.error(&e.span().unwrap_or(0..0), e.message().trim(), "correct the TOML at that line")
    })?;
    let wrong = |table: &str, factors: &str| {
        let at = text.find(table).unwrap_or_default();
        let wanted = format!("{table}] weighs other factors than {factors}");
        source.error(&(at..at), &wanted, "fit the weights anew")
    };
    if !tenor.praise.is_complete() {
        return Err(wrong("[praise", &term_names().join(", ")));
    }
    if !tenor.levels.is_complete() {
        return Err(wrong("[levels", &level_factor_names().collect::<Vec<_>>().join(", ")));
    }
    Ok(tenor)
}

impl Tenor {
    /// The masks as the rule set numbers its lexicons.
    pub(super) fn masks<'a>(&'a self, scene: &Scene<'_>) -> Masks<'a> {
        Masks::new(scene, self.masks.iter().map(|m| (m.lexicon.as_str(), m.word.as_str())))
    }

    /// Number of a head.
    pub(crate) fn head(&self, name: &str) -> Option<usize> {
        self.heads.iter().position(|h| h.name == name)
    }
}

/// What the model says of each sentence of a letter: one sum for each head, before any comparison with the rest.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Of each head in turn, the sums of the sentences of the body.
    sums: Vec<f32>,
    /// Numbers of those sentences.
    body: Vec<usize>,
}

impl Sums {
    pub(crate) fn read(scene: &Scene<'_>) -> Self {
        let tenor = scene.rules.tenor();
        let heads = tenor.heads.len();
        let Some(weights) = scene.rules.weights().rows().filter(|weights| weights.heads() == heads) else {
            return Self::default();
        };
        let body: Vec<usize> = body(scene).collect();
        if body.len() < tenor.sentences.max(1) {
            return Self::default();
        }
        let masks = tenor.masks(scene);
        let mut sums = vec![0.0; heads * body.len()];
        for (place, number) in body.iter().enumerate() {
            let mut row = Row::default();
            features(scene, &masks, &scene.doc.sentences()[*number], |_, _, hash| {
                weights.add(hash, &mut row);
            });
            let columns = sums.chunks_exact_mut(body.len());
            for ((column, head), sum) in columns.zip(&tenor.heads).zip(row) {
                column[place] = head.bias + Rows::value(sum);
            }
        }
        Self { sums, body }
    }

    /// Numbers of the sentences that are read, in order.
    pub(crate) fn body(&self) -> &[usize] {
        &self.body
    }

    /// By sentence of the document, the probability of a head; `None` where it was not read.
    pub(crate) fn by_sentence(&self, scene: &Scene<'_>, head: &str) -> Vec<Option<f32>> {
        let mut judged = vec![None; scene.doc.sentences().len()];
        if let Some(head) = scene.rules.tenor().head(head) {
            for (sentence, sum) in self.body.iter().zip(self.head(head)) {
                judged[*sentence] = Some(probability(sum));
            }
        }
        judged
    }

    /// The probability of a head in each sentence that is read.
    pub(crate) fn probabilities(&self, scene: &Scene<'_>, head: &str) -> Vec<f32> {
        let head = scene.rules.tenor().head(head);
        head.into_iter().flat_map(|head| self.head(head)).map(probability).collect()
    }

    /// Number of the sentence that is likeliest, of such probabilities, among those that fit.
    pub(crate) fn most(&self, probabilities: &[f32], fits: impl Fn(usize) -> bool) -> Option<usize> {
        let sentences = self.body.iter().zip(probabilities).filter(|(sentence, _)| fits(**sentence));
        let most = sentences.max_by(|a, b| a.1.total_cmp(b.1));
        most.map(|(sentence, _)| *sentence)
    }

    /// A head's sums of those sentences.
    pub(crate) fn head(&self, head: usize) -> impl Iterator<Item = f32> {
        let rows = self.body.len();
        self.sums.get(head * rows..(head + 1) * rows).unwrap_or_default().iter().copied()
    }
}

/// Sentences of the letter's prose.
pub(super) fn body(scene: &Scene<'_>) -> impl Iterator<Item = usize> {
    let prose = |kind| matches!(kind, SectionKind::Body | SectionKind::Postscript);
    scene.doc.sentences().iter().enumerate().filter(move |(_, s)| prose(s.section)).map(|(number, _)| number)
}

/// The features of a sentence that speak most for a head, with the token that each starts at, the strongest first.
pub(crate) fn reasons(scene: &Scene<'_>, sentence: usize, head: usize) -> Vec<(f32, usize)> {
    let tenor = scene.rules.tenor();
    let Some(weights) = scene.rules.weights().rows() else { return Vec::new() };
    let masks = tenor.masks(scene);
    let mut found = Vec::new();
    features(scene, &masks, &scene.doc.sentences()[sentence], |token, _, hash| {
        let mut row = Row::default();
        weights.add(hash, &mut row);
        found.push((Rows::value(row[head]), token));
    });
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found
}

/// Probability of a sum: the logistic function.
pub fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// The sum of a probability; what is all but sure is taken for nearly so.
pub(super) fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(SURE, 1.0 - SURE);
    (p / (1.0 - p)).ln()
}
