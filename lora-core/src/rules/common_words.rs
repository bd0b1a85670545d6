//! Ordinary words of English: written with a capital, they are no names.

use serde::{Deserialize, Serialize};

use super::concepts::hash;
use super::packed::Array;
use crate::pack::{PackError, Source};
use crate::text::folded;

/// The version of the file that this build reads.
const SCHEMA: u32 = 1;

/// The file rules/data/common-words.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonWordsFile {
    schema: u32,
    words: String,
}

/// A fixed list, independent of what the packs look for. Kept as hashes: only whether a word is in it is asked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct CommonWords {
    hashes: Array<u32>,
}

impl CommonWords {
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let source = Source { file, text };
        let read: CommonWordsFile = toml::from_str(text).map_err(|e| source.toml(&e))?;
        if read.schema != SCHEMA {
            let found = format!("schema {} is not known", read.schema);
            return Err(source.error(&(0..0), found, format!("write schema = {SCHEMA}")));
        }
        let mut hashes: Vec<u32> = read.words.split_whitespace().map(|w| short(&folded(w))).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Ok(Self { hashes: hashes.into_iter().collect() })
    }

    /// Whether a folded word is in the list.
    pub(crate) fn contains(&self, folded: &str) -> bool {
        {
            let hash = short(folded);
            self.hashes.place(0..self.hashes.len(), |h| h.cmp(&hash)).is_some()
        }
    }
}

/// Half of a hash: some thousand words hardly meet in it.
#[expect(clippy::cast_possible_truncation, reason = "half of it is wanted")]
fn short(word: &str) -> u32 {
    let hash = hash(word);
    (hash ^ (hash >> 32)) as u32
}
