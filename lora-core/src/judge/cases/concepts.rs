//! What a text speaks of, whichever words it takes: stems, synonyms, abbreviations and numbers as one concept each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::rules::{RuleSet, Stems, hash};
use crate::text::{Document, TokenKind};

/// Stands before a number's digits, which no word has.
const NUMBER: &str = "#";
/// Letters of the counted ones that use a number of one digit, and any other number: about so many.
const USED_BY: (u32, u32) = (6, 2);
/// Bytes below which a word is a mere letter.
const SHORTEST: usize = 2;

/// Looks concepts up. Reading the lists takes longer than a letter: it is made only where cases are known.
pub(super) struct Concepts<'a> {
    rules: &'a RuleSet,
    stems: Stems<'a>,
    numbers: BTreeMap<&'a str, &'a str>,
    common: BTreeSet<u64>,
    /// Expressions by their first concept, the longest first, with the concept of their line.
    expressions: BTreeMap<u64, Vec<(Vec<u64>, u64)>>,
    /// Concepts of lines, and of numbers with the letters that use them.
    lines: BTreeSet<u64>,
    digits: BTreeMap<u64, u32>,
}

impl<'a> Concepts<'a> {
    pub(super) fn new(rules: &'a RuleSet) -> Self {
        let mut numbers = BTreeMap::new();
        for line in rules.text("cases.numbers").lines() {
            let mut words = line.split_whitespace();
            if let Some(number) = words.next() {
                numbers.extend(words.map(|word| (word, number)));
            }
        }
        let mut concepts = Self {
            rules,
            stems: Stems::new(rules.concepts()),
            numbers,
            common: BTreeSet::new(),
            expressions: BTreeMap::new(),
            lines: BTreeSet::new(),
            digits: BTreeMap::new(),
        };
        let common = rules.text("cases.common").split_whitespace();
        concepts.common = common.map(|word| concepts.stems.concept(word)).collect();
        for line in rules.text("cases.terms").lines().filter(|l| !l.is_empty()) {
            let own = hash(line);
            concepts.lines.insert(own);
            for expression in line.split('|') {
                let words: Vec<u64> = expression.split_whitespace().map(|w| concepts.word(w)).collect();
                if let Some(first) = words.first() {
                    concepts.expressions.entry(*first).or_default().push((words, own));
                }
            }
        }
        for expressions in concepts.expressions.values_mut() {
            expressions.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        concepts
    }

    /// The concept of a word or number alone.
    fn word(&mut self, folded: &str) -> u64 {
        let digits = folded.starts_with(|c: char| c.is_ascii_digit()).then_some(folded);
        match digits.or_else(|| self.numbers.get(folded).copied()) {
            Some(number) => {
                let concept = hash(&format!("{NUMBER}{number}"));
                self.digits.insert(concept, if number.len() == 1 { USED_BY.0 } else { USED_BY.1 });
                concept
            }
            None => self.stems.concept(folded),
        }
    }

    /// The concepts of some tokens, each once.
    pub(super) fn of(&mut self, doc: &Document, tokens: Range<usize>) -> BTreeSet<u64> {
        let words = tokens.map(|t| &doc.tokens()[t]).filter(|t| t.kind != TokenKind::Mark);
        let words = words.map(|t| doc.folded(t, self.rules.vocabulary()).to_owned());
        let words: Vec<String> =
            words.filter(|w| w.len() >= SHORTEST || w.bytes().all(|b| b.is_ascii_digit())).collect();
        let words: Vec<u64> = words.iter().map(|w| self.word(w)).collect();
        let mut found = BTreeSet::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let here = self.expressions.get(word).into_iter().flatten();
            let longest = here.clone().find(|(expression, _)| words[at..].starts_with(expression));
            found.insert(longest.map_or(*word, |(_, line)| *line));
            at += longest.map_or(1, |(expression, _)| expression.len());
        }
        found
    }

    /// How much a concept says: the logarithm of how few letters use it. 0 for a word that any text has.
    pub(super) fn rarity(&self, concept: u64) -> f64 {
        if self.common.contains(&concept) {
            return 0.0;
        }
        let known = self.rules.concepts();
        let used_by = match self.digits.get(&concept) {
            Some(letters) => *letters,
            None if self.lines.contains(&concept) => 1,
            None => known.used_by(concept).max(1),
        };
        (f64::from(known.letters()) / f64::from(used_by)).ln().max(0.0)
    }
}
