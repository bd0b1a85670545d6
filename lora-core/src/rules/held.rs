//! What a sentence holds, in a few bits.

use super::lex_hits::LexHits;
use super::phrase::Element;
use crate::text::Document;

/// Bits of [`Held`].
const BITS: u32 = 512;
/// Stands for no bit.
const NONE: u16 = u16::MAX;

/// Words and lexicons of a sentence: one bit for several, so that a bit that isn't set rules an element out.
pub(super) struct Held([u64; BITS as usize / 64]);

/// Bits of two elements that a sentence must hold for a phrase to stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needs(pub(super) u32);

impl Needs {
    pub(super) fn new(elements: impl Iterator<Item = Element>) -> Self {
        let mut bits = elements.filter_map(bit).chain([NONE, NONE]);
        let mut next = || u32::from(bits.next().unwrap_or(NONE));
        Self(next() | next() << 16)
    }
}

#[inline]
fn bit(element: Element) -> Option<u16> {
    let key = match element {
        Element::Word(word) => word << 1,
        Element::Class(class) => u32::from(class) << 1 | 1,
        _ => return None,
    };
    u16::try_from(key.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS.ilog2())).ok()
}

impl Held {
    pub(super) fn new(doc: &Document, lexicon: &LexHits, sentence: std::ops::Range<usize>) -> Self {
        let mut held = Self([0; BITS as usize / 64]);
        let words = doc.tokens()[sentence.clone()].iter().map(|t| Element::Word(t.word.0));
        let classes = lexicon.within(sentence).iter().map(|h| Element::Class(h.class));
        for bit in words.chain(classes).filter_map(bit) {
            held.0[usize::from(bit / 64)] |= 1 << (bit % 64);
        }
        held
    }

    #[inline]
    fn has(&self, bit: u16) -> bool {
        self.0.get(usize::from(bit / 64)).is_none_or(|bits| bits >> (bit % 64) & 1 != 0)
    }

    /// Whether the sentence may hold an element; `false` is sure.
    #[inline]
    pub(super) fn may_hold(&self, element: Element) -> bool {
        bit(element).is_none_or(|bit| self.has(bit))
    }

    /// Whether the sentence may hold what a phrase needs; `false` is sure.
    #[inline]
    pub(super) fn holds(&self, needs: Needs) -> bool {
        let (first, second) = super::packed::halves(needs.0);
        self.has(first) && self.has(second)
    }
}
