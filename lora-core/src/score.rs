//! The score: a pure function of findings and measures, with its weights in rules/data/score.toml.

use serde::{Deserialize, Serialize};

use crate::pack::{PackError, Source};

/// Weights and bands of the score.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreTable {
    schema: u32,
    /// Score from which a letter is ready.
    pub(crate) ready_at: u8,
    /// The categories.
    #[serde(rename = "category")]
    pub(crate) categories: Vec<Category>,
}

/// One category.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) weight: f32,
    /// Why it weighs that much, for people.
    pub(crate) reason: String,
}

impl ScoreTable {
    pub(crate) fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == id)
    }

    /// Ids of the categories, in the order of the breakdown.
    pub fn category_ids(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(|c| c.id.as_str())
    }

    /// Gives categories other weights and scales all so that they add up to 1 again.
    pub(crate) fn set_weights(&mut self, weights: &[(&str, f32)]) -> Result<(), WeightError> {
        for (id, weight) in weights {
            let category = self.categories.iter_mut().find(|c| c.id == *id);
            category.ok_or_else(|| WeightError::Unknown((*id).to_owned()))?.weight = *weight;
        }
        let sum: f32 = self.categories.iter().map(|c| c.weight).sum();
        if !sum.is_finite() || sum <= 0.0 || self.categories.iter().any(|c| c.weight < 0.0) {
            return Err(WeightError::NoShare);
        }
        self.categories.iter_mut().for_each(|c| c.weight /= sum);
        Ok(())
    }
}

/// Why the score can't be given other weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// There is no category of that id.
    #[error("the score has no category `{0}`")]
    Unknown(String),
    /// Negative, or nothing weighs anything.
    #[error("weights are numbers from 0, and one at least is above 0")]
    NoShare,
}

/// Reads the score file.
pub(crate) fn parse_score(file: &str, text: &str) -> Result<ScoreTable, PackError> {
    toml::from_str(text).map_err(|e| {
        let source = Source { file, text };
        source.error(&e.span().unwrap_or(0..0), e.message().trim(), "correct the TOML at that line")
    })
}
