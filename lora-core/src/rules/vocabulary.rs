//! The folded words that any rule names.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::numbers::Numbers;
use super::packed::{Array, Text};
use crate::text::WordId;

/// Every folded word that a rule, lexicon or specialty names, numbered from 0.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    /// All words, one after another.
    text: Text,
    ends: Array<u32>,
    numbers: Numbers,
    abbreviations: Array<u32>,
}

impl Vocabulary {
    /// Number of words.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Whether it holds no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a folded word.
    #[must_use]
    pub fn find(&self, folded: &str) -> Option<WordId> {
        self.find_bytes(folded.as_bytes())
    }

    /// The number of the folded word of some bytes.
    #[inline]
    pub(crate) fn find_bytes(&self, folded: &[u8]) -> Option<WordId> {
        let text = self.text.as_bytes();
        self.numbers.find_bytes(folded, |id| text.get(self.range(id)?)).map(WordId)
    }

    /// The folded word of a number below [`Vocabulary::len`].
    #[must_use]
    pub fn word(&self, id: WordId) -> Option<&str> {
        self.text.get(self.range(id.0)?)
    }

    /// The bytes of a word.
    #[inline]
    fn range(&self, id: u32) -> Option<Range<usize>> {
        let (start, end) = match (id as usize).checked_sub(1) {
            Some(before) => self.ends.pair(before)?,
            None => (0, self.ends.get(0)?),
        };
        Some(start as usize..end as usize)
    }

    /// Every word with its number.
    pub(crate) fn words(&self) -> impl Iterator<Item = (WordId, &str)> {
        (0..self.len()).filter_map(|id| Some((WordId(id), self.word(WordId(id))?)))
    }

    /// Whether a full stop after this folded word belongs to it.
    #[must_use]
    pub fn is_abbreviation(&self, folded: &str) -> bool {
        self.find(folded).is_some_and(|id| self.abbreviates(id))
    }

    /// Whether a full stop after the word of a number belongs to it.
    pub(crate) fn abbreviates(&self, id: WordId) -> bool {
        self.abbreviations.holds(0..self.abbreviations.len(), &id.0)
    }

    pub(super) fn intern(&mut self, folded: &str) -> u32 {
        if let Some(id) = self.find(folded) {
            return id.0;
        }
        let id = self.len();
        self.text.push_str(folded);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if self.numbers.is_full(self.ends.len()) {
            let mut numbers = Numbers::for_names(self.ends.len() * 2);
            self.words().for_each(|(id, word)| numbers.insert(id.0, word));
            self.numbers = numbers;
        } else {
            self.numbers.insert(id, folded);
        }
        id
    }

    pub(super) fn set_abbreviations(&mut self, mut ids: Vec<u32>) {
        ids.sort_unstable();
        ids.dedup();
        self.abbreviations = ids.into_iter().collect();
    }
}
