//! The features of a sentence: its words and the pairs of words that follow one another, with names, numbers and
//! pronouns masked.

use std::fmt;

use crate::facts::Scene;
use crate::rules::class_bit;
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
        match self {
            Self::Word(word) => hash_of(word),
            Self::Pair(a, b) => pair(hash_of(a), hash_of(b)),
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    pub(super) fn parse(text: &'a str) -> Self {
        text.split_once(' ').map_or(Self::Word(text), |(a, b)| Self::Pair(a, b))
    }
}

/// The hash of a word: the same on every machine, since one builds the table of weights and another reads it.
fn hash_of(word: &str) -> u64 {
    let (parts, rest) = word.as_bytes().as_chunks();
    let hash = parts.iter().fold(word.len() as u64, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    mix(hash, rest.iter().fold(0, |part, byte| part << 8 | u64::from(*byte))).max(1)
}

/// The hash of two words that follow one another.
fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23), b).max(1)
}

fn mix(hash: u64, part: u64) -> u64 {
    let mixed = (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ mixed >> 29
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Pair(a, b) => write!(f, "{a} {b}"),
        }
    }
}

/// Lexicons of which a term is one word to the model, resolved for one letter.
pub(super) struct Masks<'a> {
    masks: Vec<Mask<'a>>,
    /// The bits of all of them.
    bits: u64,
}

struct Mask<'a> {
    class: u16,
    bit: u64,
    /// The word that stands for its terms.
    word: &'a str,
}

impl<'a> Masks<'a> {
    /// Of lexicons and the words that stand for their terms; the first that has a term at a token counts.
    pub(super) fn new(scene: &Scene<'_>, masks: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mask = |(lexicon, word): (&str, &'a str)| {
            Some(Mask { class: scene.rules.class(lexicon)?, bit: class_bit(lexicon), word })
        };
        let masks: Vec<Mask<'_>> = masks.filter_map(mask).collect();
        let bits = masks.iter().fold(0, |bits, mask| bits | mask.bit);
        Self { masks, bits }
    }

    /// The mask of a term that starts at a token, and the term's length in tokens.
    fn at(&self, scene: &Scene<'_>, token: usize) -> Option<(&'a str, usize)> {
        let bits = scene.lexicon.starting(token);
        if bits & self.bits == 0 {
            return None;
        }
        let mut near = self.masks.iter().filter(|mask| bits & mask.bit != 0);
        near.find_map(|mask| Some((mask.word, scene.lexicon.len_of(mask.class, token)?)))
    }
}

/// Calls `each` for every feature of a sentence, as often as it stands there, with the token that it starts at and what
/// its weights are looked up by.
pub(super) fn features<'a>(
    scene: &'a Scene<'a>,
    masks: &Masks<'a>,
    sentence: &Sentence,
    mut each: impl FnMut(usize, Feature<'a>, u64),
) {
    let mut last = (OPENING, hash_of(OPENING));
    let mut at = sentence.range().start;
    while at < sentence.range().end {
        let token = &scene.doc.tokens()[at];
        let (word, len) = match masks.at(scene, at) {
            Some(masked) => masked,
            None if token.kind == TokenKind::Number => (NUMBER, 1),
            None if token.is_capital() && last.0 != OPENING && token.span.len() > 1 => (NAME, 1),
            None => (scene.folded(at), 1),
        };
        let hash = hash_of(word);
        each(at, Feature::Pair(last.0, word), pair(last.1, hash));
        if token.kind != TokenKind::Mark {
            each(at, Feature::Word(word), hash);
        }
        last = (word, hash);
        at += len.max(1);
    }
}
