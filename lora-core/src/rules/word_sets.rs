//! Sets of words that phrases name.

use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Array, Packed, packed, unpacked};

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
pub(super) struct Bits([u32; 4]);

/// The word of [`Bits`] and the bit in it that stand for a word.
#[inline]
fn place(word: u32) -> (usize, u32) {
    let hash = word.wrapping_mul(0x9e37_79b1) >> 25;
    (hash as usize / 32, 1 << (hash % 32))
}

impl Bits {
    pub(super) const NONE: Self = Self([0; 4]);

    #[inline]
    pub(super) fn add(&mut self, word: u32) {
        let (at, bit) = place(word);
        self.0[at] |= bit;
    }

    #[inline]
    pub(super) fn meet(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(bits, other)| bits & other != 0)
    }
}

impl Packed for Bits {
    type Words = [[u8; 4]; 4];

    fn pack(self) -> Self::Words {
        packed(self.0)
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        Self(unpacked(words))
    }
}

impl WordSets {
    /// From lists of words, each in order.
    pub(super) fn new(sets: &[Vec<u32>]) -> Self {
        let bits = sets.iter().map(|set| {
            let mut bits = Bits::NONE;
            set.iter().for_each(|word| bits.add(*word));
            bits
        });
        Self { words: Lists::new(sets), bits: bits.collect() }
    }

    /// Whether words of a set may be among those that have these bits; `false` is sure.
    #[inline]
    pub(super) fn meets(&self, set: u16, words: Bits) -> bool {
        self.bits.get(set.into()).is_some_and(|bits| bits.meet(words))
    }

    /// Whether a word is in a set.
    #[inline]
    pub(super) fn holds(&self, set: u16, word: u32) -> bool {
        let (at, bit) = place(word);
        self.bits.get(set.into()).is_some_and(|bits| bits.0[at] & bit != 0) && self.has(set, word)
    }

    /// The same, for a word of which it is likely.
    #[inline]
    pub(super) fn has(&self, set: u16, word: u32) -> bool {
        self.words.holds(set.into(), &word)
    }
}
