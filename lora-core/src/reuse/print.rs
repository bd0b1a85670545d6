//! What an index keeps of a letter instead of its text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes;
use super::fingerprint::{WIDTH, shingles};
use super::reading::{Kind, Reader, Reading, mix};
use crate::rules::RuleSet;
use crate::text::Document;

/// Raised when letters are read in another way, so that fingerprints of before no longer compare.
const READING: u64 = 1;
/// Of that many shingles in a row one is kept at least: eight equal words in a row are always found.
const WINDOW: usize = 4;
/// Bytes of a sketch.
const SKETCH: usize = 64;
/// Bytes of two sketches that agree for the letters to be versions of one another: half of what the shorter says.
const ALIKE: usize = 22;

/// What an index keeps of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Fingerprints of runs of words, thinned out, in the order of the text.
    pub runs: Vec<Run>,
    /// What its telling words stand for, each once, in no order that says anything.
    pub words: Vec<u64>,
    /// By which versions of one letter are known.
    pub sketch: Sketch,
}

/// A run of words: its fingerprint and where it stands, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its fingerprint.
    pub hash: u64,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

/// The least fingerprints of a letter under several orders, a byte of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sketch(pub [u8; SKETCH]);

impl Sketch {
    fn of(reading: &Reading) -> Self {
        let mut least = [u64::MAX; SKETCH];
        for (hash, _) in shingles(reading) {
            for (order, least) in (1_u64..).zip(&mut least) {
                *least = (*least).min(mix(order, hash).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            }
        }
        Self(least.map(|n| n.to_le_bytes()[7] ^ n.to_le_bytes()[3]))
    }

    /// Whether the letters of the two say mostly the same.
    #[must_use]
    pub fn is_version_of(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }
}

/// Reads letters for an index; what it learns of a word serves the next letter too.
pub struct Printer<'a> {
    rules: &'a RuleSet,
    reader: Reader<'a>,
}

impl<'a> Printer<'a> {
    /// A reader under a rule set.
    #[must_use]
    pub fn new(rules: &'a RuleSet) -> Self {
        Self { rules, reader: Reader::new(rules) }
    }

    /// Prints of letters compare when they were made under equal versions: word lists decide what a run of words is.
    #[must_use]
    pub fn version(&self) -> u64 {
        classes::digest(self.rules) ^ self.rules.concepts().digest() ^ READING.rotate_left(32)
    }

    /// What an index keeps of a letter.
    pub fn print(&mut self, text: String) -> Print {
        let doc = Document::new(text, self.rules);
        let reading = self.reader.letter(&doc);
        Print { runs: runs(&reading), words: words(&reading, self.rules), sketch: Sketch::of(&reading) }
    }
}

/// The shingles that stand for their neighbours: of each [`WINDOW`] in a row the least.
fn runs(reading: &Reading) -> Vec<Run> {
    let all: Vec<(u64, u32)> = shingles(reading).collect();
    // The order must not follow the words: a finished hash is as good as random.
    let order = |hash: u64| (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut kept: Vec<(u64, u32)> = Vec::with_capacity(all.len() / 2);
    for window in all.windows(WINDOW.min(all.len()).max(1)) {
        let least = window.iter().min_by_key(|(hash, at)| (order(*hash), *at));
        if let Some(least) = least.filter(|least| kept.last() != Some(least)) {
            kept.push(*least);
        }
    }
    let last = |at: u32| at + super::reading::to_u32(WIDTH) - 1;
    kept.iter()
        .filter_map(|(hash, at)| {
            let span = reading.span_of(*at, last(*at))?;
            Some(Run { hash: *hash, start: span.start, end: span.end })
        })
        .collect()
}

/// What the telling words of a letter's own sentences stand for.
fn words(reading: &Reading, rules: &RuleSet) -> Vec<u64> {
    let own =
        |sentence: u32| reading.sentences.get(sentence as usize).is_some_and(|s| !s.is_stock && !s.is_form);
    let concepts = rules.concepts();
    let telling = reading.units.iter().filter(|u| u.kind == Kind::Content && own(u.sentence)).map(|u| u.key);
    let mut words: Vec<u64> = telling.filter(|c| concepts.is_telling(*c)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// What an index says about a draft.
#[derive(Debug, Default)]
pub struct Found {
    /// Letters that share something, read again: path and text.
    pub letters: Vec<(String, String)>,
    /// Letters that share something and can't be read again.
    pub unread: Vec<Unread>,
    /// Fingerprints of the draft that so many letters hold that they are nobody's.
    pub common: FxHashSet<u64>,
    /// How many letters use a telling word of the draft.
    pub used_by: FxHashMap<u64, u32>,
    /// Letters in the index.
    pub total: usize,
}

/// A letter that shares runs of words with the draft, as its fingerprints say; its text is not there any more.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Its path.
    pub path: String,
    /// Why it can't be read: `gone` or `changed`.
    pub state: String,
    /// Shared runs: in the draft, and in the source as it was, in bytes.
    pub runs: Vec<(Run, Run)>,
}
