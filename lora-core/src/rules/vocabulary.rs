//! The folded words that any rule names.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::text::WordId;

/// Every folded word that a rule, lexicon or specialty names, numbered from 0.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, u32>,
    abbreviations: Vec<u32>,
}

/// What of a vocabulary is written into a compiled rule set.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredVocabulary {
    words: Vec<Box<str>>,
    abbreviations: Vec<u32>,
}

impl Vocabulary {
    /// Number of words.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.words.len()).unwrap_or(u32::MAX)
    }

    /// Whether it holds no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The number of a folded word.
    #[must_use]
    pub fn find(&self, folded: &str) -> Option<WordId> {
        self.ids.get(folded).map(|id| WordId(*id))
    }

    /// The folded word of a number below [`Vocabulary::len`].
    #[must_use]
    pub fn word(&self, id: WordId) -> Option<&str> {
        self.words.get(id.0 as usize).map(|w| &**w)
    }

    /// Whether a full stop after this folded word belongs to it.
    #[must_use]
    pub fn is_abbreviation(&self, folded: &str) -> bool {
        self.find(folded).is_some_and(|id| self.abbreviations.binary_search(&id.0).is_ok())
    }

    pub(super) fn intern(&mut self, folded: &str) -> u32 {
        if let Some(id) = self.ids.get(folded) {
            return *id;
        }
        let id = self.len();
        self.words.push(folded.into());
        self.ids.insert(folded.into(), id);
        id
    }

    pub(super) fn set_abbreviations(&mut self, mut ids: Vec<u32>) {
        ids.sort_unstable();
        ids.dedup();
        self.abbreviations = ids;
    }

    pub(super) fn store(&self) -> StoredVocabulary {
        StoredVocabulary { words: self.words.clone(), abbreviations: self.abbreviations.clone() }
    }

    pub(super) fn load(stored: StoredVocabulary) -> Self {
        let mut ids = FxHashMap::with_capacity_and_hasher(stored.words.len(), rustc_hash::FxBuildHasher);
        for (id, word) in (0_u32..).zip(&stored.words) {
            ids.insert(word.clone(), id);
        }
        Self { words: stored.words, ids, abbreviations: stored.abbreviations }
    }
}
