//! Where in a letter terms of lexicons start: for each lexicon a bit for every token, so that most questions of the
//! facts are answered by one look.

use std::ops::Range;

use crate::rules::{Asked, Lex, LexHit};

/// Tokens of a stretch, whose bits one word holds.
const WIDTH: usize = u64::BITS as usize;

/// Tokens at which terms start, by lexicon.
#[derive(Debug)]
pub(crate) struct Starts {
    /// Number of tokens of the letter.
    tokens: usize,
    /// For each stretch of tokens, the bits of every lexicon.
    bits: Vec<u64>,
}

/// Where the bits of a lexicon are, for the stretch of a number.
#[inline]
const fn place(stretch: usize, lexicon: Lex) -> usize {
    stretch * Lex::ALL.len() + lexicon as usize
}

impl Starts {
    /// Of a letter of so many tokens.
    pub(crate) fn read(asked: &Asked, tokens: usize, hits: &[LexHit]) -> Self {
        let mut starts = Self { tokens, bits: vec![0; (tokens / WIDTH + 1) * Lex::ALL.len()] };
        starts.add(asked, hits);
        starts
    }

    /// Adds terms.
    pub(crate) fn add(&mut self, asked: &Asked, hits: &[LexHit]) {
        for hit in hits {
            let token = hit.start as usize;
            if let Some(lexicon) = asked.lexicon(hit.class)
                && let Some(bits) = self.bits.get_mut(place(token / WIDTH, lexicon))
            {
                *bits |= 1 << (token % WIDTH);
            }
        }
    }

    /// Whether a term of a lexicon starts at a token.
    #[inline]
    pub(crate) fn is(&self, lexicon: Lex, token: usize) -> bool {
        self.bits.get(place(token / WIDTH, lexicon)).is_some_and(|bits| bits >> (token % WIDTH) & 1 == 1)
    }

    /// Tokens of a range at which terms of a lexicon start.
    #[inline]
    pub(crate) fn within(&self, lexicon: Lex, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        Within::new(self.sound(tokens), move |stretch| self.bits[place(stretch, lexicon)])
    }

    /// Tokens of a range at which terms of one of some lexicons start.
    #[inline]
    pub(crate) fn within_any(&self, lexicons: &[Lex], tokens: Range<usize>) -> impl Iterator<Item = usize> {
        let bits = move |stretch: usize| {
            lexicons.iter().fold(0, |bits, lexicon| bits | self.bits[place(stretch, *lexicon)])
        };
        Within::new(self.sound(tokens), bits)
    }

    /// The range, emptied if it reaches beyond the text.
    #[inline]
    fn sound(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.start < tokens.end && tokens.end <= self.tokens + 1 {
            tokens.start..tokens.end.min(self.tokens)
        } else {
            0..0
        }
    }
}

/// The tokens of a range whose bits are set, in order.
struct Within<F> {
    /// Gives the bits of a stretch.
    bits: F,
    /// The number of the stretch that is looked at, and what is left of its bits.
    stretch: usize,
    rest: u64,
    end: usize,
}

impl<F: Fn(usize) -> u64> Within<F> {
    #[inline]
    fn new(tokens: Range<usize>, bits: F) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms of two lexicons in a letter of 130 tokens, which take three stretches.
    fn starts() -> Starts {
        let mut starts = Starts { tokens: 130, bits: vec![0; 3 * Lex::ALL.len()] };
        for (lexicon, token) in [(Lex::Act, 3), (Lex::Act, 63), (Lex::Trait, 64), (Lex::Act, 129)] {
            starts.bits[place(token / WIDTH, lexicon)] |= 1 << (token % WIDTH);
        }
        starts
    }

    #[test]
    fn terms_are_found_in_a_range_over_all_stretches() {
        let starts = starts();
        let within = |tokens| starts.within(Lex::Act, tokens).collect::<Vec<_>>();
        assert_eq!(within(0..130), [3, 63, 129]);
        assert_eq!(within(4..129), [63]);
        assert_eq!(within(64..129), [0; 0]);
        let any: Vec<usize> = starts.within_any(&[Lex::Act, Lex::Trait], 60..130).collect();
        assert_eq!(any, [63, 64, 129]);
    }

    #[test]
    fn nothing_stands_beyond_the_text() {
        let starts = starts();
        assert!(starts.is(Lex::Act, 129) && !starts.is(Lex::Trait, 129));
        assert!(!starts.is(Lex::Act, 130) && !starts.is(Lex::Act, 1 << 40));
        assert_eq!(starts.within(Lex::Act, 120..132).count(), 0);
    }
}
