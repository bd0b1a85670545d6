//! Where in a letter terms of lexicons start: for each lexicon a bit for every token, so that most questions of the
//! facts are answered by one look.

use std::ops::Range;

use crate::rules::{Asked, Lex, LexHit};

/// Tokens of which one word holds the bits.
const WIDTH: usize = u64::BITS as usize;

/// Tokens at which terms start, by lexicon.
#[derive(Debug)]
pub(crate) struct Starts {
    /// Number of tokens of the letter.
    tokens: usize,
    /// For each stretch of tokens, the bits of every lexicon.
    stretches: Vec<[u64; Lex::ALL.len()]>,
}

impl Starts {
    /// Of a letter of so many tokens.
    pub(crate) fn read(asked: &Asked, tokens: usize, hits: &[LexHit]) -> Self {
        let mut starts = Self { tokens, stretches: vec![[0; Lex::ALL.len()]; tokens / WIDTH + 1] };
        starts.add(asked, hits);
        starts
    }

    /// Adds terms.
    pub(crate) fn add(&mut self, asked: &Asked, hits: &[LexHit]) {
        for hit in hits {
            let token = hit.start as usize;
            if let Some(lexicon) = asked.lexicon(hit.class)
                && let Some(stretch) = self.stretches.get_mut(token / WIDTH)
            {
                stretch[lexicon as usize] |= 1 << (token % WIDTH);
            }
        }
    }

    /// Whether a term of a lexicon starts at a token.
    #[inline]
    pub(crate) fn is(&self, lexicon: Lex, token: usize) -> bool {
        let stretch = self.stretches.get(token / WIDTH);
        stretch.is_some_and(|bits| bits[lexicon as usize] >> (token % WIDTH) & 1 == 1)
    }

    /// Tokens of a range at which terms of a lexicon start.
    #[inline]
    pub(crate) fn within(&self, lexicon: Lex, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        Within::new(self.sound(tokens), move |word| self.stretches[word][lexicon as usize])
    }

    /// Tokens of a range at which terms of one of some lexicons start.
    #[inline]
    pub(crate) fn within_any(&self, lexicons: &[Lex], tokens: Range<usize>) -> impl Iterator<Item = usize> {
        let bits = move |word: usize| {
            let stretch = &self.stretches[word];
            lexicons.iter().fold(0, |bits, lexicon| bits | stretch[*lexicon as usize])
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
    /// Gives the word of a number.
    bits: F,
    /// The number of the word that is looked at, and what is left of it.
    word: usize,
    rest: u64,
    end: usize,
}

impl<F: Fn(usize) -> u64> Within<F> {
    #[inline]
    fn new(tokens: Range<usize>, bits: F) -> Self {
        let word = tokens.start / WIDTH;
        let rest = if tokens.is_empty() { 0 } else { bits(word) & (u64::MAX << (tokens.start % WIDTH)) };
        Self { bits, word, rest, end: tokens.end }
    }
}

impl<F: Fn(usize) -> u64> Iterator for Within<F> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            if (self.word + 1) * WIDTH >= self.end {
                return None;
            }
            self.word += 1;
            self.rest = (self.bits)(self.word);
        }
        let token = self.word * WIDTH + self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        (token < self.end).then_some(token)
    }
}
