//! What each token of a letter is, in bits: for each lexicon whether a term of it starts there, and how the token looks.
//! Most questions of the facts are answered by one look, and what is rare in a letter is found without walking over the
//! rest.

use std::ops::Range;

use super::token_set::{TokenSet, WIDTH, Within};
use crate::rules::{Asked, Lex, LexHit};
use crate::text::{Token, TokenKind};

/// How a token looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// A word with a capital.
    Capital,
    Number,
    Mark,
    /// Between quotation marks.
    Quoted,
    /// A word that no rule knows.
    Unknown,
}

impl Look {
    const COUNT: usize = Self::Unknown as usize + 1;

    /// Every look of a token, by its number.
    #[inline]
    fn of(token: &Token, known_words: u32) -> [bool; Self::COUNT] {
        [
            token.is_capital(),
            token.kind == TokenKind::Number,
            token.kind == TokenKind::Mark,
            token.is_quoted(),
            token.word.0 >= known_words,
        ]
    }
}

/// What is asked of tokens: a lexicon or a look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row(usize);

impl Row {
    /// A term of a lexicon starts there.
    pub(crate) const fn term(lexicon: Lex) -> Self {
        Self(lexicon as usize)
    }

    /// It looks so.
    pub(crate) const fn looks(look: Look) -> Self {
        Self(Lex::ALL.len() + look as usize)
    }
}

impl From<Lex> for Row {
    #[inline]
    fn from(lexicon: Lex) -> Self {
        Self::term(lexicon)
    }
}

impl From<Look> for Row {
    #[inline]
    fn from(look: Look) -> Self {
        Self::looks(look)
    }
}

const ROWS: usize = Lex::ALL.len() + Look::COUNT;

/// Tokens at which terms start, by lexicon, and tokens by their look.
#[derive(Debug)]
pub(crate) struct Starts {
    /// Number of tokens of the letter.
    tokens: usize,
    /// For each stretch of tokens, the bits of every row.
    stretches: Vec<u64>,
}

/// Where the bits of a row are, for the stretch of a number.
#[inline]
fn place(stretch: usize, row: Row) -> usize {
    stretch * ROWS + row.0
}

impl Starts {
    /// Of the tokens of a letter and the terms in it; words from a number on are those that no rule knows.
    pub(crate) fn read(asked: &Asked, tokens: &[Token], known_words: u32, hits: &[LexHit]) -> Self {
        let mut starts = Self { tokens: tokens.len(), stretches: vec![0; (tokens.len() / WIDTH + 1) * ROWS] };
        starts.add(asked, hits);
        for (tokens, rows) in tokens.chunks(WIDTH).zip(starts.stretches.as_chunks_mut::<ROWS>().0) {
            let mut looks = [0; Look::COUNT];
            for (place, token) in tokens.iter().enumerate() {
                for (bits, is) in looks.iter_mut().zip(Look::of(token, known_words)) {
                    *bits |= u64::from(is) << place;
                }
            }
            rows[Lex::ALL.len()..].copy_from_slice(&looks);
        }
        starts
    }

    /// Adds terms, which are in order.
    pub(crate) fn add(&mut self, asked: &Asked, mut hits: &[LexHit]) {
        let stretch = |hit: &LexHit| hit.start as usize / WIDTH;
        for (number, rows) in self.stretches.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
            let (here, rest) = hits.split_at(hits.partition_point(|hit| stretch(hit) <= number));
            for hit in here {
                if let Some(lexicon) = asked.lexicon(hit.class) {
                    rows[lexicon as usize] |= 1 << (hit.start as usize % WIDTH);
                }
            }
            hits = rest;
        }
    }

    /// Whether a term of a lexicon starts at a token, or whether it looks so.
    #[inline]
    pub(crate) fn is(&self, row: impl Into<Row>, token: usize) -> bool {
        let bits = self.stretches.get(place(token / WIDTH, row.into()));
        bits.is_some_and(|bits| bits >> (token % WIDTH) & 1 == 1)
    }

    /// Tokens of a range at which terms of a lexicon start, or that look so.
    #[inline]
    pub(crate) fn within(&self, row: impl Into<Row>, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        let row = row.into();
        Within::new(self.sound(tokens), move |stretch| self.stretches[place(stretch, row)])
    }

    /// Tokens of a range of which one of some lexicons or looks is true.
    #[inline]
    pub(crate) fn within_any<R: Into<Row> + Copy>(
        &self,
        rows: &[R],
        tokens: Range<usize>,
    ) -> impl Iterator<Item = usize> {
        let bits = move |stretch: usize| {
            rows.iter().fold(0, |bits, row| bits | self.stretches[place(stretch, (*row).into())])
        };
        Within::new(self.sound(tokens), bits)
    }

    /// Adds the tokens to a set of which a lexicon or a look is true.
    pub(crate) fn add_to(&self, set: &mut TokenSet, row: impl Into<Row>) {
        let Row(row) = row.into();
        let stretches = self.stretches.as_chunks::<ROWS>().0;
        set.stretches_mut().iter_mut().zip(stretches).for_each(|(bits, rows)| *bits |= rows[row]);
    }

    /// Takes the tokens out of a set of which a lexicon or a look is true.
    pub(crate) fn take_from(&self, set: &mut TokenSet, row: impl Into<Row>) {
        let Row(row) = row.into();
        let stretches = self.stretches.as_chunks::<ROWS>().0;
        set.stretches_mut().iter_mut().zip(stretches).for_each(|(bits, rows)| *bits &= !rows[row]);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms of two lexicons in a letter of 130 tokens, which take three stretches.
    fn starts() -> Starts {
        let mut starts = Starts { tokens: 130, stretches: vec![0; 3 * ROWS] };
        for (lexicon, token) in [(Lex::Act, 3), (Lex::Act, 63), (Lex::Trait, 64), (Lex::Act, 129)] {
            starts.stretches[place(token / WIDTH, lexicon.into())] |= 1 << (token % WIDTH);
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
