//! Concepts: what a word stands for whatever its ending and whichever of its synonyms was chosen, and how many
//! letters use it. For the comparison with other letters alone.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::packed::{Array, Packed, parts, whole};
use crate::pack::{PackError, Source};

/// The version of both files that this build reads.
const SCHEMA: u32 = 1;

/// The synonyms file, rules/data/synonyms.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SynonymsFile {
    schema: u32,
    groups: Vec<Spanned<String>>,
}

/// The frequency file, rules/data/frequency.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrequencyFile {
    schema: u32,
    letters: u32,
    /// Number of letters, and the words that so many of them use.
    used_by: BTreeMap<String, String>,
}

/// A concept and a number: of its group, or of letters.
#[derive(Debug, Clone, Copy)]
struct Entry {
    of: u64,
    number: u64,
}

impl Packed for Entry {
    type Words = [[u8; 4]; 4];

    fn pack(self) -> Self::Words {
        let ([of, of_upper], [number, number_upper]) = (parts(self.of), parts(self.number));
        [of, of_upper, number, number_upper]
    }

    fn unpack([of, of_upper, number, number_upper]: Self::Words) -> Self {
        Self { of: whole(of, of_upper), number: whole(number, number_upper) }
    }
}

/// What words stand for; see [`Stems`] for looking a word up.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Concepts {
    /// By stem, the concept of its group.
    groups: Array<Entry>,
    /// By concept, the letters that use it.
    used_by: Array<Entry>,
    letters: u32,
}

fn look_up(entries: &Array<Entry>, of: u64) -> Option<u64> {
    entries.find(|e| e.of.cmp(&of)).map(|e| e.number)
}

impl Concepts {
    fn of_stem(&self, stem: &str) -> u64 {
        let hash = hash(stem);
        look_up(&self.groups, hash).unwrap_or(hash)
    }

    /// Letters of the counted ones that use a concept.
    pub(crate) fn used_by(&self, concept: u64) -> u32 {
        look_up(&self.used_by, concept).map_or(0, |n| u32::try_from(n).unwrap_or(u32::MAX))
    }

    /// Whether so few letters use a concept that it says something about where it came from.
    pub(crate) fn is_telling(&self, concept: u64) -> bool {
        self.used_by(concept) * 4 < self.letters
    }

    /// What tells whether two rule sets know the same groups.
    pub(crate) fn digest(&self) -> u64 {
        let mix =
            |all: u64, e: Entry| (all ^ e.of).rotate_left(7).wrapping_mul(0x517c_c1b7_2722_0a95) ^ e.number;
        self.groups.iter().chain(self.used_by.iter()).fold(u64::from(self.letters), mix)
    }

    /// Letters that were counted.
    pub(crate) fn letters(&self) -> u32 {
        self.letters
    }
}

/// Looks words up.
pub(crate) struct Stems<'a> {
    concepts: &'a Concepts,
    stemmer: Stemmer,
}

impl<'a> Stems<'a> {
    pub(crate) fn new(concepts: &'a Concepts) -> Self {
        Self { concepts, stemmer: Stemmer::create(Algorithm::English) }
    }

    /// The concept of a folded word.
    pub(crate) fn concept(&self, word: &str) -> u64 {
        self.concepts.of_stem(&self.stemmer.stem(word))
    }
}

/// FNV-1a: the same on every machine and in every version, so that fingerprints can be kept on disk.
pub(crate) const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// Reads both files.
#[derive(Default)]
pub(super) struct ConceptsBuilder {
    /// By stem, its group and the word that brought it.
    groups: BTreeMap<String, (u64, String)>,
    counts: Vec<(String, u32)>,
    letters: u32,
}

impl ConceptsBuilder {
    pub(super) fn synonyms(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let source = Source { file, text };
        let read: SynonymsFile = toml::from_str(text).map_err(|e| source.toml(&e))?;
        require(&source, read.schema)?;
        let stemmer = Stemmer::create(Algorithm::English);
        for (group, at) in crate::pack::plain(&read.groups) {
            let mut concept = None;
            for word in group.split_whitespace() {
                let stem = stemmer.stem(word).into_owned();
                let concept = *concept.get_or_insert_with(|| hash(&stem));
                if let Some((_, other)) = self.groups.insert(stem, (concept, word.to_owned())) {
                    return Err(twice(&source, &at, word, &other));
                }
            }
        }
        Ok(())
    }

    pub(super) fn frequency(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let source = Source { file, text };
        let read: FrequencyFile = toml::from_str(text).map_err(|e| source.toml(&e))?;
        require(&source, read.schema)?;
        self.letters = read.letters;
        for (number, words) in &read.used_by {
            let number: u32 = number.parse().map_err(|_| {
                source.error(&(0..0), format!("`{number}` is no number of letters"), "write a number")
            })?;
            self.counts.extend(words.split_whitespace().map(|w| (w.to_owned(), number)));
        }
        Ok(())
    }

    /// Words of the frequency file, the commonest first.
    pub(super) fn by_count(&self) -> Vec<String> {
        let mut words: Vec<(u32, &String)> = self.counts.iter().map(|(word, count)| (*count, word)).collect();
        words.sort_by_key(|(count, word)| (std::cmp::Reverse(*count), *word));
        words.into_iter().map(|(_, word)| word.clone()).collect()
    }

    pub(super) fn finish(self) -> Concepts {
        let entry = |(of, number)| Entry { of, number };
        let mut groups: Vec<Entry> =
            self.groups.iter().map(|(stem, (concept, _))| entry((hash(stem), *concept))).collect();
        groups.sort_unstable_by_key(|e| e.of);
        let groups = groups.into_iter().collect();
        let mut concepts = Concepts { groups, used_by: Array::default(), letters: self.letters };
        let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
        let stems = Stems::new(&concepts);
        for (word, number) in &self.counts {
            let count = counts.entry(stems.concept(word)).or_default();
            *count = (*count + u64::from(*number)).min(u64::from(self.letters));
        }
        concepts.used_by = counts.into_iter().map(entry).collect();
        concepts
    }
}

fn require(source: &Source<'_>, schema: u32) -> Result<(), PackError> {
    if schema == SCHEMA {
        return Ok(());
    }
    Err(source.error(&(0..0), format!("schema {schema} is not known"), format!("write schema = {SCHEMA}")))
}

fn twice(source: &Source<'_>, at: &Range<usize>, word: &str, other: &str) -> PackError {
    source.error(
        at,
        format!("`{word}` stands twice, first as `{other}`: their stem is the same"),
        "leave one of them out",
    )
}
