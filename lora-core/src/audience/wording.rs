//! What people outside the office are told, as data: `rules/data/audience.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

pub use crate::finding::fill;

/// Wording for writer and applicant. Slots in braces are filled by the program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// For the writer.
    pub writer: ForWriter,
    /// For the applicant.
    pub applicant: ForApplicant,
    /// What a writer may be asked, by competency.
    pub ask: BTreeMap<String, String>,
}

/// Wording for the writer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForWriter {
    /// A fact that differs from the record: `{text}` and `{record}`.
    pub differs: String,
    /// Notices that the writer is told.
    pub notices: Vec<String>,
    /// Rules and packs of which the writer is told nothing.
    pub leave_out: Vec<String>,
    /// What is said in place of a rule's own message and help, by rule or pack.
    pub remark: BTreeMap<String, Said>,
}

/// Wording for the applicant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForApplicant {
    /// A fact that differs from the record: `{text}` and `{record}`.
    pub differs: String,
    /// What to do about it.
    pub differs_help: String,
    /// A competency that is only named: `{competency}`.
    pub named: String,
    /// A competency that is not spoken of: `{competency}`.
    pub open: String,
    /// What to do about it: `{question}`.
    pub ask: String,
    /// What is said about a finding, by rule. Of others the applicant is told nothing.
    pub remark: BTreeMap<String, Said>,
}

/// What is said about a finding.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Said {
    /// One line.
    pub message: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// A question that the writer can answer in a line.
    pub ask: Option<String>,
    /// The question where the letter's words are better not repeated.
    pub ask_unquoted: Option<String>,
    /// Whether it is asked before others, as what is wrong is.
    pub urgent: bool,
}

/// Why the wording can't be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct WordingError(String);

impl Wording {
    /// Reads the wording.
    ///
    /// # Errors
    /// [`WordingError`] with the line of what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, WordingError> {
        toml::from_str(text).map_err(|e| WordingError(e.to_string()))
    }
}

impl ForWriter {
    /// What is said about a rule's findings, the rule before its pack.
    #[must_use]
    pub fn said(&self, rule: &str) -> Option<&Said> {
        self.remark.get(rule).or_else(|| self.remark.get(pack_of(rule)))
    }

    /// Whether the writer is told of a rule's findings.
    #[must_use]
    pub fn tells(&self, rule: &str) -> bool {
        !self.leave_out.iter().any(|name| name == rule || name == pack_of(rule))
    }
}

fn pack_of(rule: &str) -> &str {
    rule.split('/').next().unwrap_or(rule)
}
