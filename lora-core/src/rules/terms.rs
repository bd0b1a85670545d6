//! Finding the terms of all lexicons in the tokens of a document.

use serde::{Deserialize, Serialize};

use super::lex_hits::{ClassBits, LexHit, LexHits};
use super::packed::{Array, Packed, Text, halves, packed, parts, unpacked, whole};
use crate::text::{Document, TokenKind, WordId};

/// A term of a lexicon as packs give it.
pub(super) struct NewTerm {
    pub(super) class: u16,
    pub(super) words: Vec<u32>,
    /// The spelling that it demands.
    pub(super) exact: Option<String>,
}

/// The terms of a rule set; those of one word, and of the others, by their first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Terms {
    terms: Array<StoredTerm>,
    words: Array<u32>,
    /// Spellings that terms demand.
    spellings: Vec<Text>,
    /// What begins with each word of the vocabulary, and one more for the end.
    starts: Array<Start>,
    /// Terms of one word: those of one word together, in the order of hits.
    single: Array<Single>,
    /// The others: those of one first word together, in the order of their second.
    longer: Array<Longer>,
    number_class: u16,
}

/// A term of a lexicon.
#[derive(Debug, Clone, Copy)]
struct StoredTerm {
    class: u16,
    /// Number of words.
    len: u8,
    /// Where its words start.
    start: u32,
    /// One more than the number of the spelling that it demands; 0 for none.
    exact: u32,
}

impl Packed for StoredTerm {
    type Words = [[u8; 4]; 3];

    fn pack(self) -> Self::Words {
        packed([u32::from(self.class) | u32::from(self.len) << 16, self.start, self.exact])
    }

    fn unpack(words: Self::Words) -> Self {
        let [term, start, exact] = unpacked(words);
        let (class, len) = halves(term);
        Self { class, len: len.to_le_bytes()[0], start, exact }
    }
}

/// The bit beside those of lexicons that tells of a word that some term of one word demands a spelling.
const SPELLED: u64 = 1 << 63;

/// The terms that begin with a word.
#[derive(Debug, Clone, Copy)]
struct Start {
    /// Bits of the lexicons of which the word by itself is a term, and [`SPELLED`].
    bits: u64,
    /// Bits of the second words of the others.
    seconds: u64,
    /// Number of the first term of one word.
    single: u32,
    /// Number of the first of the others.
    longer: u32,
}

impl Packed for Start {
    type Words = [[u8; 4]; 6];

    fn pack(self) -> Self::Words {
        let ([bits, bits_upper], [seconds, seconds_upper]) = (parts(self.bits), parts(self.seconds));
        let [single, longer] = packed([self.single, self.longer]);
        [bits, bits_upper, seconds, seconds_upper, single, longer]
    }

    #[inline]
    fn unpack([bits, bits_upper, seconds, seconds_upper, single, longer]: Self::Words) -> Self {
        let [single, longer] = unpacked([single, longer]);
        Self { bits: whole(bits, bits_upper), seconds: whole(seconds, seconds_upper), single, longer }
    }
}

/// A term of one word.
#[derive(Debug, Clone, Copy)]
struct Single {
    term: u32,
    class: u16,
    /// A spelling is demanded.
    exact: bool,
}

impl Packed for Single {
    type Words = [[u8; 4]; 2];

    fn pack(self) -> Self::Words {
        packed([self.term, u32::from(self.class) | u32::from(self.exact) << 16])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [term, rest] = unpacked(words);
        let (class, exact) = halves(rest);
        Self { term, class, exact: exact != 0 }
    }
}

/// A term of several words.
#[derive(Debug, Clone, Copy)]
struct Longer {
    /// Its second word, which few outlive.
    second: u32,
    term: u32,
}

impl Packed for Longer {
    type Words = [[u8; 4]; 2];

    fn pack(self) -> Self::Words {
        packed([self.second, self.term])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [second, term] = unpacked(words);
        Self { second, term }
    }
}

/// The bit of a second word.
#[inline]
fn second_bit(word: u32) -> u64 {
    1 << (word.wrapping_mul(0x9e37_79b1) >> 26)
}

impl Terms {
    /// From the terms of lexicons; `found` tells which of these are looked for in letters.
    pub(super) fn new(
        terms: Vec<NewTerm>,
        vocabulary: usize,
        number_class: u16,
        classes: &ClassBits,
        found: impl Fn(&NewTerm) -> bool,
    ) -> Self {
        let mut by_word: Vec<Vec<(u32, &NewTerm)>> = vec![Vec::new(); vocabulary];
        for (number, term) in (0_u32..).zip(&terms).filter(|(_, term)| found(term)) {
            by_word[term.words[0] as usize].push((number, term));
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (mut starts, mut single, mut longer) = (Vec::new(), Vec::new(), Vec::new());
        for known in &mut by_word {
            let mut start =
                Start { bits: 0, seconds: 0, single: count(single.len()), longer: count(longer.len()) };
            known.sort_by_key(|(number, t)| (t.words.get(1), t.class, t.words.len(), *number));
            for (number, term) in known {
                match term.words.get(1) {
                    None => {
                        start.bits |= classes.of(term.class);
                        if term.exact.is_some() {
                            start.bits |= SPELLED;
                        }
                        single.push(Single { term: *number, class: term.class, exact: term.exact.is_some() });
                    }
                    Some(second) => {
                        start.seconds |= second_bit(*second);
                        longer.push(Longer { second: *second, term: *number });
                    }
                }
            }
            starts.push(start);
        }
        starts.push(Start { bits: 0, seconds: 0, single: count(single.len()), longer: count(longer.len()) });
        let (mut words, mut spellings) = (Vec::new(), Vec::new());
        let mut stored = |term: NewTerm| {
            let start = count(words.len());
            words.extend(&term.words);
            let exact = term.exact.map_or(0, |spelling| {
                spellings.push(Text::from(spelling));
                count(spellings.len())
            });
            StoredTerm {
                class: term.class,
                len: u8::try_from(term.words.len()).unwrap_or(u8::MAX),
                start,
                exact,
            }
        };
        Self {
            terms: terms.into_iter().map(&mut stored).collect(),
            words: words.into_iter().collect(),
            spellings,
            starts: starts.into_iter().collect(),
            single: single.into_iter().collect(),
            longer: longer.into_iter().collect(),
            number_class,
        }
    }

    /// Terms in a document.
    pub(super) fn find(&self, doc: &Document, classes: &ClassBits) -> LexHits {
        let tokens = doc.tokens();
        let mut hits = LexHits::building(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            hits.next_token();
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            let mut ordered = true;
            if let Some((known, next)) = self.starts.pair(token.word.0 as usize) {
                hits.mark_word(at, known.bits & !SPELLED);
                let singles = self.single.range(known.single as usize..next.single as usize);
                let hit = |single: Single| LexHit { class: single.class, term: single.term, start, len: 1 };
                if known.bits & SPELLED == 0 {
                    hits.extend(singles.map(hit));
                } else {
                    for single in singles {
                        if !single.exact {
                            hits.extend(std::iter::once(hit(single)));
                        } else if self.stands(single.term, doc, at).is_some() {
                            hits.push(hit(single));
                        }
                    }
                }
                let second = tokens.get(at + 1).map_or(u32::MAX, |token| token.word.0);
                if known.seconds & second_bit(second) != 0 {
                    for term in self.with_second(known.longer as usize..next.longer as usize, second) {
                        if let Some(StoredTerm { class, len, .. }) = self.stands(term, doc, at) {
                            let hit = LexHit { class, term, start, len };
                            ordered = false;
                            hits.mark(hit, classes);
                            hits.push(hit);
                        }
                    }
                }
            }
            if token.kind == TokenKind::Number {
                let hit = LexHit { class: self.number_class, term: u32::MAX, start, len: 1 };
                ordered = false;
                hits.mark(hit, classes);
                hits.push(hit);
            }
            if !ordered {
                hits.sort_token();
            }
        }
        hits.finish()
    }

    /// Terms of a range of the longer ones that have this second word.
    fn with_second(&self, range: std::ops::Range<usize>, second: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.longer.first(range.clone(), |longer| longer.second < second);
        let same = self.longer.range(first..range.end).take_while(move |longer| longer.second == second);
        same.map(|longer| longer.term)
    }

    /// The term, if all its words stand from a token on, in the spelling that it demands.
    fn stands(&self, term: u32, doc: &Document, at: usize) -> Option<StoredTerm> {
        let term = self.terms.get(term as usize)?;
        let len = usize::from(term.len);
        let tokens = doc.tokens().get(at..at + len)?;
        let words = self.words.range(term.start as usize..term.start as usize + len);
        let spelling = term.exact.checked_sub(1).and_then(|n| self.spellings.get(n as usize));
        let stands = tokens.iter().map(|token| token.word.0).eq(words)
            && spelling.is_none_or(|spelling| *doc.text_of(doc.span_of(at..at + len)) == **spelling);
        stands.then_some(term)
    }

    /// Whether a word by itself is a term of a lexicon, of which the bit is told beforehand: most words are in none.
    #[inline]
    pub(super) fn is_term(&self, word: WordId, bit: u64, class: impl FnOnce() -> Option<u16>) -> bool {
        let Some(start) = self.starts.get(word.0 as usize) else { return false };
        if start.bits & bit == 0 {
            return false;
        }
        class().is_some_and(|class| self.classes_of(word).any(|other| other == class))
    }

    /// The lexicons in which a word by itself is a term however it is spelled.
    pub(super) fn plain_classes_of(&self, word: WordId) -> impl Iterator<Item = u16> + '_ {
        let (start, next) = self.starts.pair(word.0 as usize).map_or((0, 0), |(a, b)| (a.single, b.single));
        let plain = self.single.range(start as usize..next as usize).filter(|single| !single.exact);
        plain.map(|single| single.class)
    }

    /// The lexicons in which a word by itself is a term.
    pub(super) fn classes_of(&self, word: WordId) -> impl Iterator<Item = u16> + '_ {
        let (start, next) = self.starts.pair(word.0 as usize).map_or((0, 0), |(a, b)| (a.single, b.single));
        self.single.range(start as usize..next as usize).map(|single| single.class)
    }
}
