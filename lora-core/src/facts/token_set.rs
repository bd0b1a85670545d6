//! Sets of a letter's tokens: a bit for each.

use std::ops::Range;

/// Tokens of a stretch, whose bits one word holds.
pub(super) const WIDTH: usize = u64::BITS as usize;

/// Some tokens of a letter.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenSet {
    stretches: Vec<u64>,
}

impl TokenSet {
    /// Of a letter of so many tokens, none of them yet.
    pub(crate) fn of(tokens: usize) -> Self {
        Self { stretches: vec![0; tokens / WIDTH + 1] }
    }

    /// Adds a token; none that the letter has not.
    pub(crate) fn insert(&mut self, token: usize) {
        if let Some(stretch) = self.stretches.get_mut(token / WIDTH) {
            *stretch |= 1 << (token % WIDTH);
        }
    }

    #[inline]
    pub(crate) fn holds(&self, token: usize) -> bool {
        self.stretches.get(token / WIDTH).is_some_and(|bits| bits >> (token % WIDTH) & 1 == 1)
    }

    /// The tokens of a range that it holds, in order.
    pub(crate) fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        Within::new(tokens, |stretch| self.stretches.get(stretch).copied().unwrap_or_default())
    }

    /// Adds the tokens of another set.
    pub(crate) fn add(&mut self, other: &Self) {
        self.stretches.iter_mut().zip(&other.stretches).for_each(|(bits, more)| *bits |= more);
    }

    /// The bits of the stretches.
    pub(super) fn stretches_mut(&mut self) -> &mut [u64] {
        &mut self.stretches
    }
}

/// The tokens of a range whose bits are set, in order.
pub(super) struct Within<F> {
    /// Gives the bits of a stretch.
    bits: F,
    /// The number of the stretch that is looked at, and what is left of its bits.
    stretch: usize,
    rest: u64,
    end: usize,
}

impl<F: Fn(usize) -> u64> Within<F> {
    #[inline]
    pub(super) fn new(tokens: Range<usize>, bits: F) -> Self {
        let stretch = tokens.start / WIDTH;
        let rest = if tokens.is_empty() { 0 } else { bits(stretch) & (u64::MAX << (tokens.start % WIDTH)) };
        Self { bits, stretch, rest, end: tokens.end }
    }
}

impl<F: Fn(usize) -> u64> Iterator for Within<F> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            if (self.stretch + 1) * WIDTH >= self.end {
                return None;
            }
            self.stretch += 1;
            self.rest = (self.bits)(self.stretch);
        }
        let token = self.stretch * WIDTH + self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        (token < self.end).then_some(token)
    }
}
