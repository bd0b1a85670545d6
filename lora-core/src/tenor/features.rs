//! The features of a sentence: its words and the pairs of words that follow one another, with names, numbers and
//! pronouns masked.

use std::fmt;
use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use crate::facts::Scene;
use crate::text::{Sentence, TokenKind};

/// Stands before the first word.
const OPENING: &str = "^";
/// Stands for a number.
const NUMBER: &str = "<number>";
/// Stands for a capitalised word inside a sentence that nothing else is known of.
const NAME: &str = "<name>";

/// One feature of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature<'a> {
    /// A word of it.
    Word(&'a str),
    /// Two words or marks that follow one another, the opening of the sentence counted as one.
    Pair(&'a str, &'a str),
}

impl<'a> Feature<'a> {
    /// What weights are looked up by; never 0.
    pub(super) fn hash(self) -> u64 {
        let mut hasher = FxHasher::default();
        match self {
            Self::Word(word) => hasher.write(word.as_bytes()),
            Self::Pair(a, b) => {
                hasher.write(a.as_bytes());
                hasher.write_u8(b' ');
                hasher.write(b.as_bytes());
            }
        }
        hasher.finish().max(1)
    }

    /// Reads what [`fmt::Display`] wrote.
    pub(super) fn parse(text: &'a str) -> Self {
        text.split_once(' ').map_or(Self::Word(text), |(a, b)| Self::Pair(a, b))
    }
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Pair(a, b) => write!(f, "{a} {b}"),
        }
    }
}

/// Lexicons of which a term is one word to the model, resolved for one letter: numbers of the lexicons, and the words
/// that stand for their terms.
pub(super) struct Masks<'a>(pub(super) Vec<(u16, &'a str)>);

impl<'a> Masks<'a> {
    /// The mask of a term that starts at a token, and the term's length in tokens.
    fn at(&self, scene: &Scene<'_>, token: usize) -> Option<(&'a str, usize)> {
        if scene.lexicon.at(token).is_empty() {
            return None;
        }
        self.0.iter().find_map(|(class, word)| Some((*word, scene.lexicon.len_of(*class, token)?)))
    }
}

/// Calls `each` for every feature of a sentence, as often as it stands there, with the token that it starts at.
pub(super) fn features<'a>(
    scene: &'a Scene<'a>,
    masks: &Masks<'a>,
    sentence: &Sentence,
    mut each: impl FnMut(usize, Feature<'a>),
) {
    let mut last = OPENING;
    let mut at = sentence.range().start;
    while at < sentence.range().end {
        let token = &scene.doc.tokens()[at];
        let (word, len) = match masks.at(scene, at) {
            Some(masked) => masked,
            None if token.kind == TokenKind::Number => (NUMBER, 1),
            None if token.is_capital() && last != OPENING && token.span.len() > 1 => (NAME, 1),
            None => (scene.folded(at), 1),
        };
        each(at, Feature::Pair(last, word));
        if token.kind != TokenKind::Mark {
            each(at, Feature::Word(word));
        }
        last = word;
        at += len.max(1);
    }
}
