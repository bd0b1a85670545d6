//! Sets of words that phrases name.

use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Array, Packed};

/// Word sets by their number.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct WordSets {
    words: Lists<u32>,
    /// One bit for several words, so that a bit that isn't set rules a word out.
    bits: Array<Bits>,
}

/// Bits of the words of a set.
#[derive(Debug, Clone, Copy)]
struct Bits(u128);

/// The bit of a word in sets.
#[inline]
pub(super) fn word_bit(word: u32) -> u128 {
    1 << (word.wrapping_mul(0x9e37_79b1) >> 25)
}

impl Packed for Bits {
    const WORDS: usize = 4;

    fn pack(self, words: &mut Vec<u32>) {
        words.extend(self.0.to_le_bytes().as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)));
    }

    #[inline]
    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        Self((0..Self::WORDS).fold(0, |bits, n| bits | u128::from(word(n)) << (32 * n)))
    }
}

impl WordSets {
    /// From lists of words, each in order.
    pub(super) fn new(sets: &[Vec<u32>]) -> Self {
        let bits = sets.iter().map(|set| Bits(set.iter().fold(0, |bits, w| bits | word_bit(*w))));
        Self { words: Lists::new(sets), bits: bits.collect() }
    }

    /// The bits of all words of a set.
    #[inline]
    pub(super) fn bits(&self, set: u16) -> u128 {
        self.bits.get(set.into()).map_or(0, |bits| bits.0)
    }

    /// Whether a word whose bit is among those of a set is in it.
    pub(super) fn holds(&self, set: u16, word: u32) -> bool {
        self.words.holds(set.into(), &word)
    }
}
