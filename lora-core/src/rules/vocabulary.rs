//! The folded words that any rule names.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::packed::{Array, Text};
use crate::text::WordId;

/// Every folded word that a rule, lexicon or specialty names, numbered from 0.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    /// All words, one after another.
    text: Text,
    ends: Array<u32>,
    /// One more than the number of a word, at the place that its hash gives or after it; 0 where none is. It is
    /// stored with the words, since filling it anew would cost more than reading all the rest.
    table: Array<u32>,
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
        let mut place = hash(folded);
        loop {
            let id = self.table.get(place & self.table.len().checked_sub(1)?)?.checked_sub(1)?;
            if self.range(id).is_some_and(|range| self.text.as_bytes().get(range) == Some(folded.as_bytes()))
            {
                return Some(WordId(id));
            }
            place += 1;
        }
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
        self.find(folded).is_some_and(|id| self.abbreviations.holds(0..self.abbreviations.len(), &id.0))
    }

    pub(super) fn intern(&mut self, folded: &str) -> u32 {
        if let Some(id) = self.find(folded) {
            return id.0;
        }
        let id = self.len();
        self.text.push_str(folded);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        // Half empty at least, so that a word is found near its place and a search ends.
        if self.ends.len() * 2 > self.table.len() {
            self.table = vec![0; (self.ends.len() * 4).next_power_of_two()].into_iter().collect();
            (0..=id).for_each(|id| self.enter(id));
        } else {
            self.enter(id);
        }
        id
    }

    fn enter(&mut self, id: u32) {
        let mut place = self.word(WordId(id)).map_or(0, hash);
        let mask = self.table.len() - 1;
        while self.table.get(place & mask).is_some_and(|id| id != 0) {
            place += 1;
        }
        self.table.set(place & mask, id + 1);
    }

    pub(super) fn set_abbreviations(&mut self, mut ids: Vec<u32>) {
        ids.sort_unstable();
        ids.dedup();
        self.abbreviations = ids.into_iter().collect();
    }
}

/// The same on every machine, since one builds the table and another reads it; eight bytes at a time.
fn hash(word: &str) -> usize {
    let mix = |hash: u64, part: u64| (hash.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (parts, rest) = word.as_bytes().as_chunks();
    let hash = parts.iter().fold(word.len() as u64, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    let rest = rest.iter().fold(0, |part, byte| part << 8 | u64::from(*byte));
    let hash = mix(hash, rest);
    ((hash ^ (hash >> 32)) & 0x7fff_ffff) as usize
}
