//! What a rule rests on: why it is one, where that is known from, and the texts that show it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a rule is one. No check reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// Why it matters.
    pub rationale: String,
    /// Where that is known from.
    pub source: String,
    /// Texts in which it fires, guillemets and all.
    pub fires: Vec<String>,
    /// Texts in which it is silent.
    pub silent: Vec<String>,
}

/// [`Grounds`] as they are stored: reading those of every rule would take a tenth of a cold check.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct StoredGrounds(#[serde(borrow)] Cow<'static, [u8]>);

impl StoredGrounds {
    pub(super) fn read(&self) -> Grounds {
        // They were written by `from`, which nothing but a damaged binary could undo.
        postcard::from_bytes(&self.0).unwrap_or_default()
    }
}

impl From<&Grounds> for StoredGrounds {
    fn from(grounds: &Grounds) -> Self {
        // Only a text that is longer than memory could not be written.
        Self(postcard::to_stdvec(grounds).unwrap_or_default().into())
    }
}

impl fmt::Debug for StoredGrounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read().fmt(f)
    }
}
