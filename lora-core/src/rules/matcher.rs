//! Finding lexicon terms and phrases in the tokens of a document, all packs in one pass.

use serde::{Deserialize, Serialize};

use super::phrase::Element;
use super::ruleset::Owner;
use crate::text::{Document, TokenKind};

/// A lexicon term in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LexHit {
    /// Its lexicon.
    pub(crate) class: u16,
    /// Number of the term in the rule set, or the caller's own for marked spans.
    pub(crate) term: u32,
    /// First token.
    pub(crate) start: u32,
    /// Number of tokens.
    pub(crate) len: u8,
}

/// All lexicon terms of a document, by the token that they start at.
#[derive(Debug, Default, Clone)]
pub(crate) struct LexHits {
    hits: Vec<LexHit>,
    by_token: Vec<u32>,
}

impl LexHits {
    pub(crate) fn new(mut hits: Vec<LexHit>, tokens: usize) -> Self {
        hits.sort_unstable_by_key(|h| (h.start, h.class));
        let mut by_token = vec![0_u32; tokens + 1];
        for hit in &hits {
            by_token[hit.start as usize + 1] += 1;
        }
        for i in 1..by_token.len() {
            by_token[i] += by_token[i - 1];
        }
        Self { hits, by_token }
    }

    /// All hits, in order.
    pub(crate) fn all(&self) -> &[LexHit] {
        &self.hits
    }

    /// Hits that start at a token.
    pub(crate) fn at(&self, token: usize) -> &[LexHit] {
        match (self.by_token.get(token), self.by_token.get(token + 1)) {
            (Some(a), Some(b)) => &self.hits[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// Hits that start in a range of tokens.
    pub(crate) fn within(&self, tokens: std::ops::Range<usize>) -> &[LexHit] {
        match (self.by_token.get(tokens.start), self.by_token.get(tokens.end)) {
            (Some(a), Some(b)) if a <= b => &self.hits[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// Length in tokens of the longest term of `class` that starts at `token`.
    pub(crate) fn len_of(&self, class: u16, token: usize) -> Option<usize> {
        self.at(token).iter().filter(|h| h.class == class).map(|h| h.len as usize).max()
    }

    /// The same hits with others added.
    pub(crate) fn with(&self, more: impl IntoIterator<Item = LexHit>) -> Self {
        let tokens = self.by_token.len() - 1;
        let mut hits = self.hits.clone();
        hits.extend(more);
        Self::new(hits, tokens)
    }
}

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

/// A term of a lexicon, by its first word.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredTerm {
    pub(super) class: u16,
    pub(super) words: Vec<u32>,
    pub(super) exact: Option<Box<str>>,
}

/// One flat alternative of a phrase.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Variant {
    pub(super) owner: Owner,
    pub(super) role: Role,
    pub(super) start: u32,
    pub(super) len: u8,
}

/// Where a variant is hooked: the element that is looked up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Hook {
    pub(super) variant: u32,
    pub(super) element: u8,
}

/// Lists by key in one array.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T: Clone> Lists<T> {
    pub(super) fn new(lists: &[Vec<T>]) -> Self {
        let mut built = Self { ends: Vec::with_capacity(lists.len()), items: Vec::new() };
        for list in lists {
            built.items.extend(list.iter().cloned());
            built.ends.push(u32::try_from(built.items.len()).unwrap_or(u32::MAX));
        }
        built
    }

    pub(super) fn get(&self, key: usize) -> &[T] {
        let Some(end) = self.ends.get(key) else { return &[] };
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.items[start as usize..*end as usize]
    }
}

/// The matcher of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Automaton {
    pub(super) terms: Vec<StoredTerm>,
    pub(super) terms_by_word: Lists<u32>,
    pub(super) elements: Vec<Element>,
    pub(super) sets: Lists<u32>,
    pub(super) variants: Vec<Variant>,
    pub(super) hooks_by_word: Lists<Hook>,
    pub(super) hooks_by_class: Lists<Hook>,
    pub(super) number_class: u16,
    /// Marks that a gap may not cross.
    pub(super) barriers: Vec<u32>,
}

impl Automaton {
    /// Lexicon terms in the document.
    pub(super) fn terms(&self, doc: &Document) -> LexHits {
        let tokens = doc.tokens();
        let mut hits = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let start = u32::try_from(at).unwrap_or(u32::MAX);
            if token.kind == TokenKind::Number {
                hits.push(LexHit { class: self.number_class, term: u32::MAX, start, len: 1 });
            }
            for id in self.terms_by_word.get(token.word.0 as usize) {
                let term = &self.terms[*id as usize];
                let len = term.words.len();
                let Some(slice) = tokens.get(at..at + len) else { continue };
                if !slice.iter().zip(&term.words).all(|(t, w)| t.word.0 == *w) {
                    continue;
                }
                if let Some(exact) = &term.exact {
                    let span = slice[0].span.to(slice[len - 1].span);
                    if doc.text_of(span) != &**exact {
                        continue;
                    }
                }
                hits.push(LexHit {
                    class: term.class,
                    term: *id,
                    start,
                    len: u8::try_from(len).unwrap_or(u8::MAX),
                });
            }
        }
        LexHits::new(hits, tokens.len())
    }

    /// Phrases in the document, given its lexicon terms.
    pub(super) fn phrases(&self, doc: &Document, lexicon: &LexHits) -> Vec<PhraseHit> {
        let mut found = Vec::new();
        for (number, sentence) in (0_u32..).zip(doc.sentences()) {
            let run = Run {
                automaton: self,
                doc,
                lexicon,
                from: sentence.tokens.start as usize,
                to: sentence.tokens.end as usize,
            };
            for at in run.from..run.to {
                for hook in self.hooks_by_word.get(doc.tokens()[at].word.0 as usize) {
                    run.try_hook(*hook, at, 1, number, &mut found);
                }
                for hit in lexicon.at(at) {
                    for hook in self.hooks_by_class.get(hit.class as usize) {
                        run.try_hook(*hook, at, hit.len as usize, number, &mut found);
                    }
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
    from: usize,
    to: usize,
}

impl Run<'_> {
    fn try_hook(&self, hook: Hook, at: usize, len: usize, sentence: u32, found: &mut Vec<PhraseHit>) {
        if at + len > self.to {
            return;
        }
        let variant = self.automaton.variants[hook.variant as usize];
        let elements =
            &self.automaton.elements[variant.start as usize..variant.start as usize + variant.len as usize];
        let (before, rest) = elements.split_at(hook.element as usize);
        let Some(start) = self.backward(before, at) else { return };
        let Some(end) = self.forward(&rest[1..], at + len) else { return };
        let hit = PhraseHit {
            owner: variant.owner,
            role: variant.role,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            sentence,
        };
        found.push(hit);
    }

    fn forward(&self, elements: &[Element], at: usize) -> Option<usize> {
        let Some((first, rest)) = elements.split_first() else { return Some(at) };
        match *first {
            Element::Word(word) => {
                (at < self.to && self.word(at) == word).then(|| self.forward(rest, at + 1))?
            }
            Element::Set(set) => {
                (at < self.to && self.in_set(set, at)).then(|| self.forward(rest, at + 1))?
            }
            Element::Class(class) => {
                let hits = self.lexicon.at(at).iter().rev().filter(|h| h.class == class);
                hits.filter(|h| at + h.len as usize <= self.to)
                    .find_map(|h| self.forward(rest, at + h.len as usize))
            }
            Element::Gap(min, max) => {
                for (end, taken) in (at..).zip(0..=max) {
                    if taken >= min
                        && let Some(found) = self.forward(rest, end)
                    {
                        return Some(found);
                    }
                    if end >= self.to || self.is_barrier(end) {
                        return None;
                    }
                }
                None
            }
            Element::Start => (at == self.from).then(|| self.forward(rest, at))?,
            Element::End => {
                let only_marks = (at..self.to).all(|t| self.doc.tokens()[t].kind == TokenKind::Mark);
                only_marks.then(|| self.forward(rest, at))?
            }
        }
    }

    /// Matches elements that end before token `at`, right to left; the first token of the match.
    fn backward(&self, elements: &[Element], at: usize) -> Option<usize> {
        let Some((last, rest)) = elements.split_last() else { return Some(at) };
        match *last {
            Element::Word(word) => {
                (at > self.from && self.word(at - 1) == word).then(|| self.backward(rest, at - 1))?
            }
            Element::Set(set) => {
                (at > self.from && self.in_set(set, at - 1)).then(|| self.backward(rest, at - 1))?
            }
            Element::Class(class) => (self.from.max(at.saturating_sub(12))..at).find_map(|start| {
                let ends_here =
                    self.lexicon.at(start).iter().any(|h| h.class == class && start + h.len as usize == at);
                ends_here.then(|| self.backward(rest, start))?
            }),
            Element::Gap(min, max) => {
                let mut start = at;
                for taken in 0..=max {
                    if taken >= min
                        && let Some(found) = self.backward(rest, start)
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
                quiet.then(|| self.backward(rest, at))?
            }
            Element::End => None,
        }
    }

    fn word(&self, at: usize) -> u32 {
        self.doc.tokens()[at].word.0
    }

    fn in_set(&self, set: u16, at: usize) -> bool {
        self.automaton.sets.get(set as usize).binary_search(&self.word(at)).is_ok()
    }

    fn is_barrier(&self, at: usize) -> bool {
        self.doc.tokens()[at].kind == TokenKind::Mark && self.automaton.barriers.contains(&self.word(at))
    }
}
