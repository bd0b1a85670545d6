//! Where the sources of the rules disagree: both sides of each dispute, as data.

use serde::Deserialize;

/// The version of the file that this build reads.
const SCHEMA: u32 = 1;

/// A dispute among those who write about letters, of which lora takes no side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Its short name.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Ids of the rules whose findings stand in it.
    pub rules: Vec<String>,
    /// What is disputed.
    pub question: String,
    /// What each side says, with its sources.
    pub sides: Vec<String>,
    /// What lora does meanwhile.
    pub lora: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConflictsFile {
    schema: u32,
    conflict: Vec<Conflict>,
}

/// Why the conflicts can't be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct ConflictsError(String);

impl Conflict {
    /// Reads a file of conflicts.
    ///
    /// # Errors
    /// [`ConflictsError`] with the line of what is wrong.
    pub fn from_toml(text: &str) -> Result<Vec<Self>, ConflictsError> {
        let file: ConflictsFile = toml::from_str(text).map_err(|e| ConflictsError(e.to_string()))?;
        if file.schema != SCHEMA {
            let found = file.schema;
            return Err(ConflictsError(format!("schema {found} is not known: write schema = {SCHEMA}")));
        }
        Ok(file.conflict)
    }
}
