//! Finding lexicon terms and phrases in the tokens of a document, all packs in one pass.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::guard::{Guard, Guarded, Hook};
use super::held::Held;
use super::lex_hits::{ClassBits, LexHit, LexHits};
use super::lists::Lists;
use super::packed::{Array, Packed, Text, halves};
use super::phrase::{Coded, Element};
use super::ruleset::Owner;
use super::word_sets::{WordSets, word_bit};
use crate::text::{Document, Token, TokenKind};

/// Tokens of the longest term that is looked for backwards.
const LONGEST_TERM: usize = 12;
/// Tokens that are looked at together before a gap is gone through, which is more than most gaps span.
const NEAR: usize = 10;

/// What a matched phrase means for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    /// It raises it.
    Any,
    /// It silences overlapping matches.
    Except,
    /// It silences every match in the sentence.
    Unless,
}

/// A phrase found in the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PhraseHit {
    pub(crate) owner: Owner,
    pub(crate) role: Role,
    /// First token.
    pub(crate) start: u32,
    /// Token after the last.
    pub(crate) end: u32,
    pub(crate) sentence: u32,
}

/// A term of a lexicon.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredTerm {
    pub(super) class: u16,
    /// Number of words.
    pub(super) len: u8,
    /// Where its words start.
    pub(super) start: u32,
    /// One more than the number of the spelling that it demands; 0 for none.
    pub(super) exact: u32,
}

impl Packed for StoredTerm {
    const WORDS: usize = 3;

    fn pack(self, words: &mut Vec<u32>) {
        words.extend([u32::from(self.class) | u32::from(self.len) << 16, self.start, self.exact]);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        let (class, len) = halves(word(0));
        Self { class, len: len.to_le_bytes()[0], start: word(1), exact: word(2) }
    }
}

/// A term where its first word is looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct TermStart {
    pub(super) term: u32,
    pub(super) class: u16,
    /// Number of words.
    pub(super) len: u8,
    /// A spelling is demanded.
    pub(super) exact: bool,
    /// Its second word, which few terms outlive, where there is one.
    pub(super) second: u32,
}

impl Packed for TermStart {
    const WORDS: usize = 3;

    fn pack(self, words: &mut Vec<u32>) {
        let exact = u32::from(self.exact) << 24;
        words.extend([self.term, u32::from(self.class) | u32::from(self.len) << 16 | exact, self.second]);
    }

    #[inline]
    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        let (class, rest) = halves(word(1));
        let [len, exact] = rest.to_le_bytes();
        Self { term: word(0), class, len, exact: exact != 0, second: word(2) }
    }
}

/// One flat alternative of a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variant {
    pub(super) owner: Owner,
    pub(super) role: Role,
    pub(super) start: u32,
    pub(super) len: u8,
}

impl Packed for Variant {
    const WORDS: usize = 2;

    fn pack(self, words: &mut Vec<u32>) {
        let (owner, signal) = match self.owner {
            Owner::Rule(n) => (n, 0),
            Owner::Signal(n) => (n, 1),
        };
        let role = match self.role {
            Role::Any => 0,
            Role::Except => 1,
            Role::Unless => 2,
        };
        words.extend([u32::from(owner) | signal << 16 | role << 17 | u32::from(self.len) << 24, self.start]);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        let (owner, rest) = halves(word(0));
        Self {
            owner: if rest & 1 == 0 { Owner::Rule(owner) } else { Owner::Signal(owner) },
            role: match rest >> 1 & 3 {
                0 => Role::Any,
                1 => Role::Except,
                _ => Role::Unless,
            },
            start: word(1),
            len: rest.to_le_bytes()[1],
        }
    }
}

/// The matcher of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Automaton {
    pub(super) terms: Array<StoredTerm>,
    pub(super) term_words: Array<u32>,
    /// Spellings that terms demand.
    pub(super) spellings: Vec<Text>,
    pub(super) terms_by_word: Lists<TermStart>,
    pub(super) elements: Array<Coded>,
    pub(super) sets: WordSets,
    pub(super) variants: Array<Variant>,
    pub(super) guards_by_word: Lists<Guarded>,
    pub(super) guards_by_class: Lists<Guarded>,
    pub(super) hooks: Array<Hook>,
    pub(super) number_class: u16,
    /// Marks that a gap may not cross.
    pub(super) barriers: Vec<u32>,
}

impl Automaton {
    /// Lexicon terms in the document.
    pub(super) fn terms(&self, doc: &Document, classes: &ClassBits) -> LexHits {
        let tokens = doc.tokens();
        let mut hits = LexHits::building(tokens.len(), classes);
        for (at, token) in tokens.iter().enumerate() {
            hits.next_token();
            let (key, start) = (token.word.0 as usize, u32::try_from(at).unwrap_or(u32::MAX));
            let hit =
                |known: TermStart| LexHit { class: known.class, term: known.term, start, len: known.len };
            let mut single = 0;
            let mut ordered = true;
            for known in self.terms_by_word.get(key) {
                if known.len > 1 {
                    break;
                }
                single += 1;
                if !known.exact || self.stands(known, doc, at) {
                    hits.push(hit(known));
                }
            }
            if single < self.terms_by_word.len_of(key)
                && let Some(next) = tokens.get(at + 1).map(|t| t.word.0)
            {
                for known in self.terms_by_word.equal(key, single, |t| t.second.cmp(&next)) {
                    if known.len == 2 && !known.exact || self.stands(known, doc, at) {
                        ordered = false;
                        hits.push(hit(known));
                    }
                }
            }
            if token.kind == TokenKind::Number {
                ordered = false;
                hits.push(LexHit { class: self.number_class, term: u32::MAX, start, len: 1 });
            }
            if !ordered {
                hits.sort_token();
            }
        }
        hits.finish()
    }

    /// Whether all words of a term stand from a token on, in the spelling that it demands.
    fn stands(&self, known: TermStart, doc: &Document, at: usize) -> bool {
        let Some(term) = self.terms.get(known.term as usize) else { return false };
        let len = term.len as usize;
        let Some(tokens) = doc.tokens().get(at..at + len) else { return false };
        let mut words = self.term_words.range(term.start as usize..term.start as usize + len);
        let spelling = term.exact.checked_sub(1).and_then(|n| self.spellings.get(n as usize));
        tokens.iter().all(|t| words.next() == Some(t.word.0))
            && spelling.is_none_or(|spelling| *doc.text_of(doc.span_of(at..at + len)) == **spelling)
    }

    /// Phrases in the document, given its lexicon terms.
    pub(super) fn phrases(&self, doc: &Document, lexicon: &LexHits, classes: &ClassBits) -> Vec<PhraseHit> {
        let mut found = Vec::new();
        let mut places = Vec::new();
        for (number, sentence) in (0_u32..).zip(doc.sentences()) {
            self.places(&doc.tokens()[sentence.range()], &mut places);
            let run = Run {
                automaton: self,
                doc,
                places: &places,
                lexicon,
                classes,
                from: sentence.tokens.start as usize,
                to: sentence.tokens.end as usize,
                held: Held::new(doc, lexicon, sentence.range()),
                number,
            };
            for at in run.from..run.to {
                run.try_guards(self.guards_by_word.get(run.place(at).word as usize), at, 1, &mut found);
                for hit in lexicon.at(at) {
                    let guards = self.guards_by_class.get(hit.class as usize);
                    run.try_guards(guards, at, hit.len as usize, &mut found);
                }
            }
        }
        found
    }

    /// What phrases ask of each token of a sentence, and of the place after the last.
    fn places(&self, tokens: &[Token], places: &mut Vec<Place>) {
        places.clear();
        let mut open = 0;
        for (at, token) in tokens.iter().enumerate() {
            let word = token.word.0;
            places.push(Place { bit: word_bit(word), word, gap_from: open, ..Place::default() });
            if token.kind == TokenKind::Mark && self.barriers.contains(&word) {
                open = at + 1;
            }
        }
        places.push(Place { word: u32::MAX, gap_from: open, gap_to: tokens.len(), ..Place::default() });
        // A gap ends before the next mark that ends a clause: after that one gaps begin anew.
        let mut end = tokens.len();
        for at in (0..tokens.len()).rev() {
            if places[at].gap_from != places[at + 1].gap_from {
                end = at;
            }
            places[at].gap_to = end;
        }
        for at in 0..places.len() {
            let bits = |places: &[Place]| places.iter().fold(0, |bits, place| bits | place.bit);
            places[at].before = bits(&places[at.saturating_sub(NEAR)..at]);
            places[at].after = bits(&places[at..places.len().min(at + NEAR)]);
        }
    }
}

/// What phrases ask of a token.
#[derive(Debug, Default, Clone, Copy)]
struct Place {
    /// Its bit in sets of words.
    bit: u128,
    /// The bits of the [`NEAR`] tokens before it.
    before: u128,
    /// The bits of as many from it on.
    after: u128,
    word: u32,
    /// The furthest token of the sentence from which a gap may reach up to this one: nothing that ends a clause stands
    /// between.
    gap_from: usize,
    /// The furthest token of the sentence before which a gap may end that begins with this one.
    gap_to: usize,
}

/// What stands on one side of a token: all that a guard asks of it.
struct Beside {
    /// No word has this number where nothing stands there.
    word: u32,
    bit: u128,
    /// Bits of lexicons of which a term begins or ends there.
    classes: u64,
}

impl Beside {
    const NOTHING: Self = Self { word: u32::MAX, bit: 0, classes: 0 };
}

/// An element as it is looked for at many places.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Word(u32),
    /// A set of words, and the bits of all of them.
    Set(u16, u128),
    /// The bit of a lexicon.
    Class(u64),
    Any,
}

impl Wanted {
    /// Whether it is none of the words that some bits stand for; `true` is sure.
    fn is_none_of(self, words: u128) -> bool {
        matches!(self, Self::Set(_, bits) if bits & words == 0)
    }
}

/// Matching inside one sentence.
struct Run<'a> {
    automaton: &'a Automaton,
    doc: &'a Document,
    /// Of the sentence's tokens.
    places: &'a [Place],
    lexicon: &'a LexHits,
    classes: &'a ClassBits,
    from: usize,
    to: usize,
    held: Held,
    /// Number of the sentence.
    number: u32,
}

impl Run<'_> {
    #[inline]
    fn try_guards(
        &self,
        guards: impl ExactSizeIterator<Item = Guarded>,
        at: usize,
        len: usize,
        found: &mut Vec<PhraseHit>,
    ) {
        if guards.len() == 0 || at + len > self.to {
            return;
        }
        let (after, before) = (self.after(at + len), self.before(at));
        for guarded in guards {
            let fits = match guarded.guard() {
                Guard::None => true,
                Guard::After(element) => self.fits(element, &after),
                Guard::Before(element) => self.fits(element, &before),
                Guard::Somewhere(element) => self.held.may_hold(element),
            };
            if fits {
                let hooks = self.automaton.hooks.range(guarded.hooks());
                let able = hooks.filter(|hook| self.held.holds(hook.needs));
                found.extend(able.filter_map(|hook| self.try_hook(hook, at, len)));
            }
        }
    }

    fn try_hook(&self, hook: Hook, at: usize, len: usize) -> Option<PhraseHit> {
        let variant = self.automaton.variants.get(hook.variant as usize)?;
        let first = variant.start as usize;
        let hooked = first + hook.element as usize;
        let start = self.backward(first..hooked, at)?;
        let end = self.forward(hooked + 1..first + variant.len as usize, at + len)?;
        Some(PhraseHit {
            owner: variant.owner,
            role: variant.role,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            sentence: self.number,
        })
    }

    fn element(&self, number: usize) -> Option<Element> {
        self.automaton.elements.get(number).map(Coded::element)
    }

    #[inline]
    fn place(&self, at: usize) -> &Place {
        &self.places[at - self.from]
    }

    /// What stands from token `at` on.
    #[inline]
    fn after(&self, at: usize) -> Beside {
        if at >= self.to {
            return Beside::NOTHING;
        }
        let Place { word, bit, .. } = *self.place(at);
        Beside { word, bit, classes: self.lexicon.starting(at) }
    }

    /// What stands right before token `at`.
    #[inline]
    fn before(&self, at: usize) -> Beside {
        if at <= self.from {
            return Beside::NOTHING;
        }
        let Place { word, bit, .. } = *self.place(at - 1);
        Beside { word, bit, classes: self.lexicon.ending(at) }
    }

    /// Whether an element may be what stands beside a token; `false` is sure.
    #[inline]
    fn fits(&self, element: Element, beside: &Beside) -> bool {
        self.stands(self.wanted(element), beside)
    }

    #[inline]
    fn wanted(&self, element: Element) -> Wanted {
        match element {
            Element::Word(word) => Wanted::Word(word),
            Element::Set(set) => Wanted::Set(set, self.automaton.sets.bits(set)),
            Element::Class(class) => Wanted::Class(self.classes.of(class)),
            Element::Gap(..) | Element::Start | Element::End => Wanted::Any,
        }
    }

    #[inline]
    fn stands(&self, wanted: Wanted, beside: &Beside) -> bool {
        match wanted {
            Wanted::Word(word) => beside.word == word,
            Wanted::Set(set, bits) => bits & beside.bit != 0 && self.automaton.sets.holds(set, beside.word),
            Wanted::Class(bit) => bit & beside.classes != 0,
            Wanted::Any => true,
        }
    }

    /// Matches a range of elements from token `at` on; the token after the match.
    fn forward(&self, elements: Range<usize>, mut at: usize) -> Option<usize> {
        for number in elements.clone() {
            let element = self.element(number)?;
            if !self.fits(element, &self.after(at)) {
                return None;
            }
            let rest = number + 1..elements.end;
            match element {
                Element::Word(_) | Element::Set(_) => at += 1,
                Element::Class(class) => {
                    let hits = self.lexicon.at(at).iter().rev().filter(|h| h.class == class);
                    return hits
                        .filter(|h| at + h.len as usize <= self.to)
                        .find_map(|h| self.forward(rest.clone(), at + h.len as usize));
                }
                Element::Gap(min, max) => {
                    let place = self.place(at);
                    let furthest = (self.from + place.gap_to).min(at + usize::from(max));
                    let mut ends = at + usize::from(min)..=furthest;
                    if rest.is_empty() {
                        return ends.next();
                    }
                    let next = self.wanted(self.element(rest.start)?);
                    if usize::from(max) < NEAR && next.is_none_of(place.after) {
                        return None;
                    }
                    for end in ends {
                        if self.stands(next, &self.after(end))
                            && let Some(found) = self.forward(rest.clone(), end)
                        {
                            return Some(found);
                        }
                    }
                    return None;
                }
                Element::Start if at == self.from => {}
                Element::End if self.doc.tokens()[at..self.to].iter().all(|t| t.kind == TokenKind::Mark) => {}
                Element::Start | Element::End => return None,
            }
        }
        Some(at)
    }

    /// Matches a range of elements that end before token `at`, right to left; the first token of the match.
    fn backward(&self, elements: Range<usize>, mut at: usize) -> Option<usize> {
        for number in elements.clone().rev() {
            let element = self.element(number)?;
            if !self.fits(element, &self.before(at)) {
                return None;
            }
            let rest = elements.start..number;
            match element {
                Element::Word(_) | Element::Set(_) => at -= 1,
                Element::Class(class) => {
                    let furthest = self.from.max(at.saturating_sub(LONGEST_TERM));
                    let ends = |start: &usize| {
                        let len = at - start;
                        self.lexicon.at(*start).iter().any(|h| h.class == class && h.len as usize == len)
                    };
                    return (furthest..at).filter(ends).find_map(|start| self.backward(rest.clone(), start));
                }
                Element::Gap(min, max) => {
                    let place = self.place(at);
                    let furthest = (self.from + place.gap_from).max(at.saturating_sub(usize::from(max)));
                    let mut starts = (furthest..=at.saturating_sub(usize::from(min))).rev();
                    if rest.is_empty() {
                        return starts.next();
                    }
                    let next = self.wanted(self.element(rest.end - 1)?);
                    if usize::from(max) < NEAR && next.is_none_of(place.before) {
                        return None;
                    }
                    for start in starts {
                        if self.stands(next, &self.before(start))
                            && let Some(found) = self.backward(rest.clone(), start)
                        {
                            return Some(found);
                        }
                    }
                    return None;
                }
                Element::Start if at == self.from => {}
                Element::Start | Element::End => return None,
            }
        }
        Some(at)
    }
}
