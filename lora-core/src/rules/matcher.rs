//! Finding the phrases of all packs in the tokens of a document, in one pass.

use serde::{Deserialize, Serialize};

use super::guard::{Beside, Guards, Hook};
use super::held::Held;
use super::lex_hits::{ClassBits, LexHit, LexHits};
use super::packed::{Array, Packed};
use super::phrase::{Coded, Element};
use super::ruleset::Owner;
use super::word_sets::WordSets;
use crate::text::{Document, Token, TokenKind};

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

impl PhraseHit {
    /// By owner, as owners are ordered, then by start, the longest first.
    pub(crate) fn order(&self) -> (u64, u32) {
        let owner = match self.owner {
            Owner::Rule(number) => u64::from(number),
            Owner::Signal(number) => 1 << 16 | u64::from(number),
        };
        (owner << 32 | u64::from(self.start), u32::MAX - self.end)
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

/// The phrases of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Automaton {
    pub(super) elements: Array<Coded>,
    pub(super) sets: WordSets,
    pub(super) by_word: Guards,
    pub(super) by_class: Guards,
    pub(super) hooks: Array<Hook>,
    /// Marks that a gap may not cross.
    pub(super) barriers: Vec<u32>,
}

impl Automaton {
    /// Phrases in the document, given its lexicon terms.
    pub(super) fn phrases(&self, doc: &Document, lexicon: &LexHits, classes: &ClassBits) -> Vec<PhraseHit> {
        let tokens = doc.tokens();
        let mut found = Vec::new();
        // Terms of the sentence to which phrases are hooked.
        let mut hooked: Vec<LexHit> = Vec::new();
        for (number, sentence) in (0_u32..).zip(doc.sentences()) {
            let range = sentence.range();
            let mut held = Held::default();
            tokens[range.clone()].iter().for_each(|token| held.add_word(token.word.0));
            hooked.clear();
            for hit in lexicon.within(range.clone()) {
                held.add_class(hit.class);
                if !self.by_class.is_empty(hit.class.into()) {
                    hooked.push(*hit);
                }
            }
            let (from, to) = (range.start, range.end);
            let run = Run { automaton: self, tokens, lexicon, classes, from, to, held, number };
            for at in range {
                run.try_hooks(&self.by_word, tokens[at].word.0 as usize, at, 1, &mut found);
            }
            for hit in &hooked {
                let (at, len) = (hit.start as usize, hit.len.into());
                run.try_hooks(&self.by_class, hit.class.into(), at, len, &mut found);
            }
        }
        found
    }

    /// Whether a token ends a clause, so that no gap crosses it.
    fn is_barrier(&self, token: &Token) -> bool {
        token.kind == TokenKind::Mark && self.barriers.contains(&token.word.0)
    }
}

/// Stands for no word where one is wanted.
const NO_WORD: u32 = u32::MAX - 1;

/// An element as it is looked for at many places.
#[derive(Clone, Copy)]
enum Wanted {
    /// A word, or the bit of a lexicon: the other is one that nothing has.
    Plain(Beside),
    Set(u16),
    Any,
}

/// Matching inside one sentence.
struct Run<'a> {
    automaton: &'a Automaton,
    /// Of the document.
    tokens: &'a [Token],
    lexicon: &'a LexHits,
    classes: &'a ClassBits,
    from: usize,
    to: usize,
    held: Held,
    /// Number of the sentence.
    number: u32,
}

/// Elements of a phrase that stand in a row.
type Elements<'a> = &'a [<Coded as Packed>::Words];

impl Run<'_> {
    /// Tries what is hooked to a word or lexicon of a number, which stands from token `at` on.
    #[inline]
    fn try_hooks(&self, guards: &Guards, key: usize, at: usize, len: usize, found: &mut Vec<PhraseHit>) {
        if at + len > self.to {
            return;
        }
        let sides = || (self.before(at), self.after(at + len));
        guards.open(key, sides, &self.held, &self.automaton.sets, |hooks| {
            for hook in self.automaton.hooks.range(hooks) {
                if self.held.holds(hook.needs, &self.automaton.sets)
                    && let Some(hit) = self.try_hook(hook, at, len)
                {
                    found.push(hit);
                }
            }
        });
    }

    fn try_hook(&self, Hook { variant, element, .. }: Hook, at: usize, len: usize) -> Option<PhraseHit> {
        let first = variant.start as usize;
        let elements = self.automaton.elements.items(first..first + usize::from(variant.len));
        let (before, rest) = elements.split_at_checked(element.into())?;
        let start = self.backward(before, at)?;
        let end = self.forward(rest.get(1..)?, at + len)?;
        Some(PhraseHit {
            owner: variant.owner,
            role: variant.role,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            sentence: self.number,
        })
    }

    /// What stands from token `at` on.
    #[inline]
    fn after(&self, at: usize) -> Beside {
        match self.tokens.get(at) {
            Some(token) if at < self.to => Beside { word: token.word.0, classes: self.lexicon.starting(at) },
            _ => Beside::NOTHING,
        }
    }

    /// What stands right before token `at`.
    #[inline]
    fn before(&self, at: usize) -> Beside {
        match at.checked_sub(1).and_then(|before| self.tokens.get(before)) {
            Some(token) if at > self.from => Beside { word: token.word.0, classes: self.lexicon.ending(at) },
            _ => Beside::NOTHING,
        }
    }

    #[inline]
    fn wanted(&self, element: Element) -> Wanted {
        match element {
            Element::Word(word) => Wanted::Plain(Beside { word, classes: 0 }),
            Element::Class(class) => Wanted::Plain(Beside { word: NO_WORD, classes: self.classes.of(class) }),
            Element::Set(set) => Wanted::Set(set),
            Element::Gap(_) | Element::Start | Element::End => Wanted::Any,
        }
    }

    /// Whether an element may be what stands beside a token; `false` is sure.
    #[inline]
    fn stands(&self, wanted: Wanted, beside: Beside) -> bool {
        match wanted {
            Wanted::Plain(Beside { word, classes }) => word == beside.word || classes & beside.classes != 0,
            Wanted::Set(set) => self.automaton.sets.holds(set, beside.word),
            Wanted::Any => true,
        }
    }

    /// The word from token `at` on.
    #[inline]
    fn word_after(&self, at: usize) -> u32 {
        self.tokens.get(at).filter(|_| at < self.to).map_or(u32::MAX, |token| token.word.0)
    }

    /// The word right before token `at`.
    #[inline]
    fn word_before(&self, at: usize) -> u32 {
        let before = self.tokens.get(at.wrapping_sub(1)).filter(|_| at > self.from);
        before.map_or(u32::MAX, |token| token.word.0)
    }

    /// Matches elements from token `at` on; the token after the match.
    fn forward(&self, mut elements: Elements<'_>, mut at: usize) -> Option<usize> {
        while let Some((first, rest)) = elements.split_first() {
            match Coded::unpack(*first).element() {
                Element::Word(word) if word == self.word_after(at) => at += 1,
                Element::Set(set) if self.automaton.sets.holds(set, self.word_after(at)) => at += 1,
                Element::Class(class) => {
                    if at >= self.to || self.classes.of(class) & self.lexicon.starting(at) == 0 {
                        return None;
                    }
                    let hits = self.lexicon.at(at).iter().rev().filter(|h| h.class == class);
                    return hits
                        .filter(|h| at + usize::from(h.len) <= self.to)
                        .find_map(|h| self.forward(rest, at + usize::from(h.len)));
                }
                Element::Gap(most) => return self.forward_over(most, rest, at),
                Element::Start if at == self.from => {}
                Element::End if self.tokens[at..self.to].iter().all(|t| t.kind == TokenKind::Mark) => {}
                Element::Word(_) | Element::Set(_) | Element::Start | Element::End => return None,
            }
            elements = rest;
        }
        Some(at)
    }

    /// Matches elements after a gap of `most` tokens at most, which begins with token `at`.
    fn forward_over(&self, most: u8, elements: Elements<'_>, at: usize) -> Option<usize> {
        let Some(next) = elements.first() else { return Some(at) };
        let next = self.wanted(Coded::unpack(*next).element());
        let furthest = self.to.min(at + usize::from(most));
        for end in at..=furthest {
            if self.stands(next, self.after(end))
                && let Some(found) = self.forward(elements, end)
            {
                return Some(found);
            }
            if self.tokens.get(end).is_none_or(|token| self.automaton.is_barrier(token)) {
                break;
            }
        }
        None
    }

    /// Matches elements that end before token `at`, right to left; the first token of the match.
    fn backward(&self, mut elements: Elements<'_>, mut at: usize) -> Option<usize> {
        while let Some((last, rest)) = elements.split_last() {
            match Coded::unpack(*last).element() {
                Element::Word(word) if word == self.word_before(at) => at -= 1,
                Element::Set(set) if self.automaton.sets.holds(set, self.word_before(at)) => at -= 1,
                Element::Class(class) => {
                    if at <= self.from || self.classes.of(class) & self.lexicon.ending(at) == 0 {
                        return None;
                    }
                    let longest = self.lexicon.longest_ending(at).min(LONGEST_TERM);
                    let furthest = self.from.max(at.saturating_sub(longest));
                    let ends = |start: &usize| {
                        let len = at - start;
                        self.lexicon.at(*start).iter().any(|h| h.class == class && usize::from(h.len) == len)
                    };
                    return (furthest..at).filter(ends).find_map(|start| self.backward(rest, start));
                }
                Element::Gap(most) => return self.backward_over(most, rest, at),
                Element::Start if at == self.from => {}
                Element::Word(_) | Element::Set(_) | Element::Start | Element::End => return None,
            }
            elements = rest;
        }
        Some(at)
    }

    /// Matches elements before a gap of `most` tokens at most, which ends before token `at`.
    fn backward_over(&self, most: u8, elements: Elements<'_>, at: usize) -> Option<usize> {
        let Some(next) = elements.last() else { return Some(at) };
        let next = self.wanted(Coded::unpack(*next).element());
        let furthest = self.from.max(at.saturating_sub(usize::from(most)));
        for start in (furthest..=at).rev() {
            if self.stands(next, self.before(start))
                && let Some(found) = self.backward(elements, start)
            {
                return Some(found);
            }
            let before = start.checked_sub(1).and_then(|before| self.tokens.get(before));
            if before.is_none_or(|token| self.automaton.is_barrier(token)) {
                break;
            }
        }
        None
    }
}
