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
}

/// Reads the score file.
pub(crate) fn parse_score(file: &str, text: &str) -> Result<ScoreTable, PackError> {
    toml::from_str(text).map_err(|e| {
        let source = Source { file, text };
        source.error(&e.span().unwrap_or(0..0), e.message().trim(), "correct the TOML at that line")
    })
}
