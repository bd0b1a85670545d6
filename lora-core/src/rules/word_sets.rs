//! Sets of words that phrases name.

use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Array, Packed, unpacked};

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
    type Words = [[u8; 4]; 4];

    fn pack(self) -> Self::Words {
        let bytes = self.0.to_le_bytes();
        std::array::from_fn(|n| std::array::from_fn(|at| bytes[4 * n + at]))
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        Self(unpacked(words).iter().rev().fold(0, |bits, word| bits << 32 | u128::from(*word)))
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

    /// Whether a word is in a set.
    #[inline]
    pub(super) fn holds(&self, set: u16, word: u32) -> bool {
        self.bits(set) & word_bit(word) != 0 && self.words.holds(set.into(), &word)
    }
}
