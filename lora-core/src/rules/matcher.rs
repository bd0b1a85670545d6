//! Finding the phrases of all packs in the tokens of a document, in one pass.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::asked_classes::AskedClasses;
use super::guard::{Beside, Guards, Hook, Sides};
use super::held::Held;
use super::lex_hits::{ClassBits, LexHits};
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
    pub(super) asked: AskedClasses,
    pub(super) hooks: Array<Hook>,
    /// Marks that a gap may not cross.
    pub(super) barriers: Vec<u32>,
}

impl Automaton {
    /// Phrases in the document, given its lexicon terms.
    pub(super) fn phrases(&self, doc: &Document, lexicon: &LexHits, classes: &ClassBits) -> Vec<PhraseHit> {
        let tokens = doc.tokens();
        let words: Vec<u32> = tokens.iter().map(|token| token.word.0).collect();
        let (starting, ending) = lexicon.bits();
        let clauses = self.clauses(tokens);
        let run = Run { automaton: self, tokens, words: &words, starting, ending, clauses, lexicon, classes };
        let mut found = Vec::new();
        for (number, sentence) in (0_u32..).zip(doc.sentences()) {
            let range = sentence.range();
            let others = lexicon.others(range.clone());
            let mut held = Held::default();
            for word in &words[range.clone()] {
                held.add_word(*word);
                self.asked.of_word(*word).for_each(|asked| held.add(asked.place));
            }
            others.iter().for_each(|hit| held.add(self.asked.of_class(hit.class).place));
            let sentence = Inside { run: &run, from: range.start, to: range.end, held, number };
            for at in range {
                let word = words[at];
                let hooked = self.asked.of_word(word).filter_map(|asked| asked.hooked);
                let own = self.by_word.of(word as usize);
                sentence.try_hooks(own, hooked, at, 1, &mut found);
            }
            for hit in others {
                let hooked = self.asked.of_class(hit.class).hooked.into_iter();
                sentence.try_hooks(0..0, hooked, hit.start as usize, hit.len.into(), &mut found);
            }
        }
        found
    }

    /// Where the clause of each token begins and where its last mark is, which no gap crosses; of the places behind the
    /// last token too.
    fn clauses(&self, tokens: &[Token]) -> Vec<(u32, u32)> {
        let end = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        let mut clauses = Vec::with_capacity(tokens.len() + 1);
        let mut begin = 0;
        for (token, at) in tokens.iter().zip(0..) {
            clauses.push((begin, end));
            if self.is_barrier(token) {
                clauses[begin as usize..].iter_mut().for_each(|clause| clause.1 = at);
                begin = at + 1;
            }
        }
        clauses.push((begin, end));
        clauses
    }

    /// Whether a token ends a clause, so that no gap crosses it.
    fn is_barrier(&self, token: &Token) -> bool {
        token.kind == TokenKind::Mark && self.barriers.contains(&token.word.0)
    }
}

/// An element as it is looked for at many places.
#[derive(Clone, Copy)]
enum Wanted {
    Word(u32),
    /// The bit of a lexicon.
    Class(u64),
    Set(u16),
    Any,
}

/// Matching in a document.
struct Run<'a> {
    automaton: &'a Automaton,
    tokens: &'a [Token],
    /// Words of the tokens.
    words: &'a [u32],
    /// Bits of the lexicons of which terms start at each token, and of those of which terms end before it.
    starting: &'a [u64],
    ending: &'a [u64],
    /// As [`Automaton::clauses`] tells.
    clauses: Vec<(u32, u32)>,
    lexicon: &'a LexHits,
    classes: &'a ClassBits,
}

/// Matching inside one sentence.
struct Inside<'a> {
    run: &'a Run<'a>,
    from: usize,
    to: usize,
    held: Held,
    /// Number of the sentence.
    number: u32,
}

/// Elements of a phrase that stand in a row.
type Elements<'a> = &'a [<Coded as Packed>::Words];

impl Inside<'_> {
    /// Tries what is hooked to a word and to lexicons of which a term stands from token `at` on.
    #[inline]
    fn try_hooks(
        &self,
        of_word: Range<usize>,
        of_classes: impl Iterator<Item = u16>,
        at: usize,
        len: usize,
        found: &mut Vec<PhraseHit>,
    ) {
        let automaton = self.run.automaton;
        let mut of_classes = of_classes.map(|class| automaton.by_class.of(class.into())).peekable();
        if of_word.is_empty() && of_classes.peek().is_none() || at + len > self.to {
            return;
        }
        let sides = Sides::new(self.before(at), self.after(at + len));
        let mut each = |hooks: Range<usize>| {
            for hook in automaton.hooks.range(hooks) {
                if self.held.holds(hook.needs, &automaton.sets)
                    && let Some(hit) = self.try_hook(hook, at, len)
                {
                    found.push(hit);
                }
            }
        };
        automaton.by_word.open(of_word, &sides, &self.held, &automaton.sets, &mut each);
        for own in of_classes {
            automaton.by_class.open(own, &sides, &self.held, &automaton.sets, &mut each);
        }
    }

    fn try_hook(&self, Hook { variant, element, .. }: Hook, at: usize, len: usize) -> Option<PhraseHit> {
        let first = variant.start as usize;
        let elements = self.run.automaton.elements.items(first..first + usize::from(variant.len));
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
        match (self.run.words.get(at), self.run.starting.get(at)) {
            (Some(word), Some(classes)) if at < self.to => Beside { word: *word, classes: *classes },
            _ => Beside::NOTHING,
        }
    }

    /// What stands right before token `at`.
    #[inline]
    fn before(&self, at: usize) -> Beside {
        match (self.run.words.get(at.wrapping_sub(1)), self.run.ending.get(at)) {
            (Some(word), Some(classes)) if at > self.from => Beside { word: *word, classes: *classes },
            _ => Beside::NOTHING,
        }
    }

    #[inline]
    fn wanted(&self, element: Element) -> Wanted {
        match element {
            Element::Word(word) => Wanted::Word(word),
            Element::Class(class) => Wanted::Class(self.run.classes.of(class)),
            Element::Set(set) => Wanted::Set(set),
            Element::Gap(_) | Element::Start | Element::End => Wanted::Any,
        }
    }

    /// The word from token `at` on.
    #[inline]
    fn word_after(&self, at: usize) -> u32 {
        self.run.words.get(at).filter(|_| at < self.to).copied().unwrap_or(u32::MAX)
    }

    /// The word right before token `at`.
    #[inline]
    fn word_before(&self, at: usize) -> u32 {
        self.run.words.get(at.wrapping_sub(1)).filter(|_| at > self.from).copied().unwrap_or(u32::MAX)
    }

    /// Matches elements from token `at` on; the token after the match.
    fn forward(&self, mut elements: Elements<'_>, mut at: usize) -> Option<usize> {
        while let Some((first, rest)) = elements.split_first() {
            match Coded::unpack(*first).element() {
                Element::Word(word) if word == self.word_after(at) => at += 1,
                Element::Set(set) if self.run.automaton.sets.holds(set, self.word_after(at)) => at += 1,
                Element::Class(class) => {
                    if at >= self.to || self.run.classes.of(class) & self.after(at).classes == 0 {
                        return None;
                    }
                    let hits = self.run.lexicon.at(at).iter().rev().filter(|h| h.class == class);
                    return hits
                        .filter(|h| at + usize::from(h.len) <= self.to)
                        .find_map(|h| self.forward(rest, at + usize::from(h.len)));
                }
                Element::Gap(most) => return self.forward_over(most, rest, at),
                Element::Start if at == self.from => {}
                Element::End if self.run.tokens[at..self.to].iter().all(|t| t.kind == TokenKind::Mark) => {}
                Element::Word(_) | Element::Set(_) | Element::Start | Element::End => return None,
            }
            elements = rest;
        }
        Some(at)
    }

    /// Matches elements after a gap of `most` tokens at most, which begins with token `at`.
    fn forward_over(&self, most: u8, elements: Elements<'_>, at: usize) -> Option<usize> {
        let Some(next) = elements.first() else { return Some(at) };
        let clause = self.run.clauses.get(at)?.1 as usize;
        let furthest = self.to.min(at + usize::from(most)).min(clause);
        let here = at..self.to.min(furthest + 1);
        let fits = |place: usize| self.forward(elements, at + place);
        match self.wanted(Coded::unpack(*next).element()) {
            Wanted::Word(word) => places(self.run.words.get(here)?, |w| *w == word).find_map(fits),
            Wanted::Class(bit) => places(self.run.starting.get(here)?, |bits| bits & bit != 0).find_map(fits),
            Wanted::Set(set) => {
                let sets = &self.run.automaton.sets;
                places(self.run.words.get(here)?, |word| sets.holds(set, *word)).find_map(fits)
            }
            Wanted::Any => (0..=furthest.checked_sub(at)?).find_map(fits),
        }
    }

    /// Matches elements that end before token `at`, right to left; the first token of the match.
    fn backward(&self, mut elements: Elements<'_>, mut at: usize) -> Option<usize> {
        while let Some((last, rest)) = elements.split_last() {
            match Coded::unpack(*last).element() {
                Element::Word(word) if word == self.word_before(at) => at -= 1,
                Element::Set(set) if self.run.automaton.sets.holds(set, self.word_before(at)) => at -= 1,
                Element::Class(class) => {
                    if at <= self.from || self.run.classes.of(class) & self.before(at).classes == 0 {
                        return None;
                    }
                    let longest = self.run.lexicon.longest_ending(at).min(LONGEST_TERM);
                    let furthest = self.from.max(at.saturating_sub(longest));
                    let ends = |start: &usize| {
                        let len = at - start;
                        self.run
                            .lexicon
                            .at(*start)
                            .iter()
                            .any(|h| h.class == class && usize::from(h.len) == len)
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
        let clause = self.run.clauses.get(at)?.0 as usize;
        let furthest = self.from.max(at.saturating_sub(usize::from(most))).max(clause);
        // What stands before a place is looked at, so nothing at the start of the sentence.
        let first = furthest.max(self.from + 1);
        if first > at && !matches!(self.wanted(Coded::unpack(*next).element()), Wanted::Any) {
            return None;
        }
        let fits = |place: usize| self.backward(elements, first + place);
        match self.wanted(Coded::unpack(*next).element()) {
            Wanted::Word(word) => {
                places(self.run.words.get(first - 1..at)?, |w| *w == word).rev().find_map(fits)
            }
            Wanted::Class(bit) => {
                places(self.run.ending.get(first..=at)?, |bits| bits & bit != 0).rev().find_map(fits)
            }
            Wanted::Set(set) => {
                let sets = &self.run.automaton.sets;
                let here = self.run.words.get(first - 1..at)?;
                places(here, |word| sets.holds(set, *word)).rev().find_map(fits)
            }
            Wanted::Any => (furthest..=at).rev().find_map(|start| self.backward(elements, start)),
        }
    }
}

/// The places of a slice at which something stands that is wanted.
fn places<'a, T>(
    slice: &'a [T],
    is_wanted: impl Fn(&T) -> bool + 'a,
) -> impl DoubleEndedIterator<Item = usize> + 'a {
    slice.iter().enumerate().filter(move |(_, item)| is_wanted(item)).map(|(place, _)| place)
}
