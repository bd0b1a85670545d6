//! Finding lexicon terms and phrases in the tokens of a document, all packs in one pass.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::guard::{Guard, Guarded, Hook};
use super::held::Held;
use super::lex_hits::{LexEnds, LexHit, LexHits};
use super::lists::Lists;
use super::packed::{Array, Packed, Text, halves};
use super::phrase::{Coded, Element};
use super::ruleset::Owner;
use super::word_sets::WordSets;
use crate::text::{Document, TokenKind};

/// Tokens of the longest term that is looked for backwards.
const LONGEST_TERM: usize = 12;

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
    /// One more than its second word, which few terms outlive; 0 for none.
    pub(super) second: u32,
}

impl Packed for TermStart {
    const WORDS: usize = 2;

    fn pack(self, words: &mut Vec<u32>) {
        words.extend([self.term, self.second]);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        Self { term: word(0), second: word(1) }
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
    /// The term that starts there.
    pub(super) fn term(&self, start: TermStart) -> Option<StoredTerm> {
        self.terms.get(start.term as usize)
    }

    /// Lexicon terms in the document.
    pub(super) fn terms(&self, doc: &Document) -> LexHits {
        let tokens = doc.tokens();
        let mut hits = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            // The terms of a word come in the order of hits; a number joins them at its place.
            let mut number = (token.kind == TokenKind::Number).then_some(LexHit {
                class: self.number_class,
                term: u32::MAX,
                start,
                len: 1,
            });
            let next = tokens.get(at + 1).map_or(0, |t| t.word.0.wrapping_add(1));
            for TermStart { term: id, second } in self.terms_by_word.get(token.word.0 as usize) {
                if second != 0 && second != next {
                    continue;
                }
                let Some(term) = self.terms.get(id as usize) else { continue };
                let len = term.len as usize;
                let Some(slice) = tokens.get(at..at + len) else { continue };
                let mut words = self.term_words.range(term.start as usize..term.start as usize + len);
                if len > 2 && !slice.iter().all(|t| words.next() == Some(t.word.0)) {
                    continue;
                }
                if let Some(spelling) = term.exact.checked_sub(1).map(|n| &self.spellings[n as usize]) {
                    let span = slice[0].span.to(slice[len - 1].span);
                    if *doc.text_of(span) != **spelling {
                        continue;
                    }
                }
                let hit = LexHit { class: term.class, term: id, start, len: term.len };
                hits.extend(number.take_if(|n| n.order() < hit.order()));
                hits.push(hit);
            }
            hits.extend(number);
        }
        LexHits::new(hits, tokens.len())
    }

    /// Phrases in the document, given its lexicon terms.
    pub(super) fn phrases(&self, doc: &Document, lexicon: &LexHits) -> Vec<PhraseHit> {
        let mut found = Vec::new();
        let ends = LexEnds::new(lexicon);
        for (number, sentence) in (0_u32..).zip(doc.sentences()) {
            let run = Run {
                automaton: self,
                doc,
                lexicon,
                ends: &ends,
                from: sentence.tokens.start as usize,
                to: sentence.tokens.end as usize,
                held: Held::new(doc, lexicon, sentence.range()),
            };
            for at in run.from..run.to {
                run.try_guards(
                    self.guards_by_word.get(doc.tokens()[at].word.0 as usize),
                    at,
                    1,
                    number,
                    &mut found,
                );
                for hit in lexicon.at(at) {
                    let guards = self.guards_by_class.get(hit.class as usize);
                    run.try_guards(guards, at, hit.len as usize, number, &mut found);
                }
            }
        }
        found
    }
}

/// Matching inside one sentence.
struct Run<'a> {
    automaton: &'a Automaton,
    doc: &'a Document,
    lexicon: &'a LexHits,
    ends: &'a LexEnds,
    from: usize,
    to: usize,
    held: Held,
}

impl Run<'_> {
    fn try_guards(
        &self,
        guards: impl Iterator<Item = Guarded>,
        at: usize,
        len: usize,
        sentence: u32,
        found: &mut Vec<PhraseHit>,
    ) {
        if at + len > self.to {
            return;
        }
        for guarded in guards {
            let fits = match guarded.guard() {
                Guard::None => true,
                Guard::After(element) => self.may_follow(element, at + len),
                Guard::Before(element) => self.may_precede(element, at),
                Guard::Somewhere(element) => self.held.may_hold(element),
            };
            if fits {
                let hooks = self.automaton.hooks.range(guarded.hooks());
                let able = hooks.filter(|hook| self.held.holds(hook.needs));
                able.for_each(|hook| self.try_hook(hook, at, len, sentence, found));
            }
        }
    }

    fn try_hook(&self, hook: Hook, at: usize, len: usize, sentence: u32, found: &mut Vec<PhraseHit>) {
        let Some(variant) = self.automaton.variants.get(hook.variant as usize) else { return };
        let first = variant.start as usize;
        let hooked = first + hook.element as usize;
        let Some(start) = self.backward(first..hooked, at) else { return };
        let Some(end) = self.forward(hooked + 1..first + variant.len as usize, at + len) else { return };
        let hit = PhraseHit {
            owner: variant.owner,
            role: variant.role,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            sentence,
        };
        found.push(hit);
    }

    /// Whether an element may stand from token `at` on.
    fn may_follow(&self, element: Element, at: usize) -> bool {
        at < self.to
            && match element {
                Element::Word(word) => self.word(at) == word,
                Element::Set(set) => self.in_set(set, at),
                Element::Class(class) => self.ends.may_start(at, class),
                _ => true,
            }
    }

    /// Whether an element may stand right before token `at`.
    fn may_precede(&self, element: Element, at: usize) -> bool {
        at > self.from
            && match element {
                Element::Word(word) => self.word(at - 1) == word,
                Element::Set(set) => self.in_set(set, at - 1),
                Element::Class(class) => self.ends.may_end_before(at, class),
                _ => true,
            }
    }

    /// Matches a range of elements from token `at` on; the token after the match.
    fn forward(&self, elements: Range<usize>, at: usize) -> Option<usize> {
        if elements.is_empty() {
            return Some(at);
        }
        let rest = || elements.start + 1..elements.end;
        match self.automaton.elements.get(elements.start)?.element() {
            Element::Word(word) => {
                (at < self.to && self.word(at) == word).then(|| self.forward(rest(), at + 1))?
            }
            Element::Set(set) => {
                (at < self.to && self.in_set(set, at)).then(|| self.forward(rest(), at + 1))?
            }
            Element::Class(class) => {
                if !self.ends.may_start(at, class) {
                    return None;
                }
                let hits = self.lexicon.at(at).iter().rev().filter(|h| h.class == class);
                hits.filter(|h| at + h.len as usize <= self.to)
                    .find_map(|h| self.forward(rest(), at + h.len as usize))
            }
            Element::Gap(min, max) => {
                for (end, taken) in (at..).zip(0..=max) {
                    if taken >= min
                        && let Some(found) = self.forward(rest(), end)
                    {
                        return Some(found);
                    }
                    if end >= self.to || self.is_barrier(end) {
                        return None;
                    }
                }
                None
            }
            Element::Start => (at == self.from).then(|| self.forward(rest(), at))?,
            Element::End => {
                let only_marks = (at..self.to).all(|t| self.doc.tokens()[t].kind == TokenKind::Mark);
                only_marks.then(|| self.forward(rest(), at))?
            }
        }
    }

    /// Matches a range of elements that end before token `at`, right to left; the first token of the match.
    fn backward(&self, elements: Range<usize>, at: usize) -> Option<usize> {
        if elements.is_empty() {
            return Some(at);
        }
        let rest = || elements.start..elements.end - 1;
        match self.automaton.elements.get(elements.end - 1)?.element() {
            Element::Word(word) => {
                (at > self.from && self.word(at - 1) == word).then(|| self.backward(rest(), at - 1))?
            }
            Element::Set(set) => {
                (at > self.from && self.in_set(set, at - 1)).then(|| self.backward(rest(), at - 1))?
            }
            Element::Class(class) => self
                .ends
                .ending_before(at, class)
                .filter(|start| *start >= self.from.max(at.saturating_sub(LONGEST_TERM)))
                .find_map(|start| self.backward(rest(), start)),
            Element::Gap(min, max) => {
                let mut start = at;
                for taken in 0..=max {
                    if taken >= min
                        && let Some(found) = self.backward(rest(), start)
                    {
                        return Some(found);
                    }
                    if start == self.from || self.is_barrier(start - 1) {
                        return None;
                    }
                    start -= 1;
                }
                None
            }
            Element::Start => {
                let quiet = at == self.from;
                quiet.then(|| self.backward(rest(), at))?
            }
            Element::End => None,
        }
    }

    fn word(&self, at: usize) -> u32 {
        self.doc.tokens()[at].word.0
    }

    fn in_set(&self, set: u16, at: usize) -> bool {
        self.automaton.sets.contains(set, self.word(at))
    }

    fn is_barrier(&self, at: usize) -> bool {
        self.doc.tokens()[at].kind == TokenKind::Mark && self.automaton.barriers.contains(&self.word(at))
    }
}
