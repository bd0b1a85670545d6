//! The features of a sentence: its words and the pairs of words that follow one another, with names, numbers and
//! pronouns masked.

use std::fmt;

use crate::facts::{Scene, TokenSet};
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
    let bytes = word.as_bytes();
    let hash =
        bytes.as_chunks().0.iter().fold(word.len() as u64, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    mix(hash, ending(bytes)).max(1)
}

/// The last eight bytes, or all of a shorter word, as a number: the lowest byte first.
fn ending(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk() {
        return u64::from_le_bytes(*last);
    }
    let at = |byte: u8, place: usize| u64::from(byte) << (8 * place);
    match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
        (Some(first), Some(last), _) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) | u64::from(last) << (8 * (bytes.len() - 4))
        }
        (_, _, [first, .., last]) => {
            let middle = bytes.len() / 2;
            at(*first, 0) | at(bytes[middle], middle) | at(*last, bytes.len() - 1)
        }
        (_, _, [only]) => at(*only, 0),
        _ => 0,
    }
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
    /// A bit for each token at which a term of one of them starts.
    starts: TokenSet,
}

struct Mask<'a> {
    class: u16,
    /// The word that stands for its terms.
    word: &'a str,
}

impl<'a> Masks<'a> {
    /// Of lexicons and the words that stand for their terms; the first that has a term at a token counts.
    pub(super) fn new(scene: &Scene<'_>, masks: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut starts = TokenSet::of(scene.doc.tokens().len());
        let mut resolved = Vec::new();
        for (lexicon, word) in masks {
            let Some(class) = scene.rules.class(lexicon) else { continue };
            resolved.push(Mask { class, word });
            match scene.rules.asked().lexicon(class) {
                Some(lexicon) => scene.starts.add_to(&mut starts, lexicon),
                None => {
                    let hits = scene.lexicon.all().iter().filter(|hit| hit.class == class);
                    hits.for_each(|hit| starts.insert(hit.start as usize));
                }
            }
        }
        Self { masks: resolved, starts }
    }

    /// The mask of a term that starts at a token, and the term's length in tokens.
    fn at(&self, scene: &Scene<'_>, token: usize) -> Option<(&'a str, usize)> {
        if !self.starts.holds(token) {
            return None;
        }
        self.masks.iter().find_map(|mask| Some((mask.word, scene.lexicon.len_of(mask.class, token)?)))
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
