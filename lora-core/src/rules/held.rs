//! What a sentence holds, in a few bits.

use super::phrase::Element;
use super::word_sets::{Bits, WordSets};

/// Bits of [`Held`].
const BITS: u32 = 2048;
/// Set in every sentence.
const ALWAYS: u16 = Held::ALWAYS;
/// From here on numbers are those of sets of words.
const SETS: u16 = 1 << 15;

/// Words and lexicons of a sentence: one bit for several, so that a bit that isn't set rules an element out.
pub(super) struct Held {
    bits: [u64; BITS as usize / 64],
    /// The bits of the words in sets.
    words: Bits,
}

/// Two elements that a sentence must hold for a phrase to stand in it: the bits of words and lexicons, or the numbers of
/// sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needs(pub(super) u32);

impl Needs {
    pub(super) fn new(elements: impl Iterator<Item = Element>) -> Self {
        let need = |element: Element| match element {
            Element::Word(word) => Some(word_need(word)),
            Element::Class(class) => Some(class_need(class)),
            Element::Set(set) if set < SETS => Some(set | SETS),
            _ => None,
        };
        let mut needs = elements.filter_map(need).chain([ALWAYS, ALWAYS]);
        let mut next = || u32::from(needs.next().unwrap_or(ALWAYS));
        Self(next() | next() << 16)
    }
}

#[inline]
fn word_need(word: u32) -> u16 {
    bit(word << 1)
}

#[inline]
fn class_need(class: u16) -> u16 {
    bit(u32::from(class) << 1 | 1)
}

#[inline]
fn bit(key: u32) -> u16 {
    super::packed::halves(key.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS.ilog2())).0
}

impl Default for Held {
    fn default() -> Self {
        let mut held = Self { bits: [0; BITS as usize / 64], words: Bits::NONE };
        held.add(ALWAYS);
        held
    }
}

impl Held {
    /// A place that is set in every sentence.
    pub(super) const ALWAYS: u16 = 0;

    #[inline]
    pub(super) fn add_word(&mut self, word: u32) {
        self.words.add(word);
        self.add(word_need(word));
    }

    /// Adds the place of an element.
    #[inline]
    pub(super) fn add(&mut self, bit: u16) {
        self.bits[usize::from(bit / 64) % (BITS as usize / 64)] |= 1 << (bit % 64);
    }

    #[inline]
    fn has(&self, bit: u16) -> bool {
        self.bits[usize::from(bit / 64) % (BITS as usize / 64)] >> (bit % 64) & 1 != 0
    }

    /// The number of the bit of an element that [`Held::has_place`] is asked for.
    pub(super) fn place(element: Element) -> Option<u16> {
        match element {
            Element::Word(word) => Some(word_need(word)),
            Element::Class(class) => Some(class_need(class)),
            Element::Set(_) | Element::Gap(_) | Element::Start | Element::End => None,
        }
    }

    /// Whether the sentence may hold the element of a place; `false` is sure.
    #[inline]
    pub(super) fn has_place(&self, place: u64) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "places are small")]
        self.has(place as u16)
    }

    /// Whether the sentence may hold what a phrase needs; `false` is sure.
    #[inline]
    pub(super) fn holds(&self, needs: Needs, sets: &WordSets) -> bool {
        let (first, second) = super::packed::halves(needs.0);
        let may_hold = |need: u16| match need.checked_sub(SETS) {
            Some(set) => sets.meets(set, self.words),
            None => self.has(need),
        };
        may_hold(first) && may_hold(second)
    }
}
