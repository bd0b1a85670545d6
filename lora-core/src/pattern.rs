//! Where pattern rules match. Most of them can't match on most lines; what is told of an expression in advance
//! keeps it from being run there, or from being compiled at all.

use std::collections::BTreeMap;

use crate::covered::Covered;
use crate::rules::{Expression, Matcher, RuleSet, has_digit};
use crate::span::Span;
use crate::text::{Document, Paragraph, SectionKind};

/// Lines of a text on which pattern rules may match.
pub(crate) struct Patterns<'a> {
    doc: &'a Document,
    /// Byte ranges of the lines as regular expressions see them: parted by line feeds alone.
    lines: Vec<Span>,
    /// Whether each line holds a digit.
    digits: Vec<bool>,
    /// Whether any does.
    digit: bool,
    /// Offsets at which words of ASCII begin, in order.
    words: Vec<u32>,
    /// Where literals stand: those of one owner together, and in order.
    places: Vec<Place>,
    /// Number of the first of each owner, and of all.
    starts: Vec<u32>,
}

/// Where a literal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: u32,
    /// Its offset in the text.
    at: u32,
}

impl<'a> Patterns<'a> {
    pub(crate) fn new(doc: &'a Document, rules: &'a RuleSet) -> Self {
        let text = doc.text();
        let mut lines = Vec::new();
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            lines.push(Span::new(start, end));
            start = end + 1;
        }
        let digits: Vec<bool> = lines.iter().map(|l| has_digit(doc.text_of(*l))).collect();
        let literals = rules.literals();
        let mut found = Vec::with_capacity(text.len() / 3);
        let mut starts = vec![0; literals.owners() + 1];
        let number = |n| u32::try_from(n).unwrap_or(u32::MAX);
        let mut line = 0;
        literals.find(text, |owner, at| {
            while lines.get(line).is_some_and(|l| (l.end as usize) < at) {
                line += 1;
            }
            found.push((owner, Place { line: number(line), at: number(at) }));
            starts[usize::from(owner)] += 1;
        });
        // From the number of places to that of the first: each place then goes where the next of its owner stands.
        let mut first = 0;
        for start in &mut starts {
            first += std::mem::replace(start, first);
        }
        let mut next = starts.clone();
        let mut places = vec![Place { line: 0, at: 0 }; found.len()];
        for (owner, place) in found {
            let next = &mut next[usize::from(owner)];
            places[*next as usize] = place;
            *next += 1;
        }
        // They came in the order in which they end.
        let own = starts.windows(2).map(|own| own[0] as usize..own[1] as usize);
        own.for_each(|own| places[own].sort_unstable());
        let digit = digits.contains(&true);
        Self { doc, lines, digits, digit, words: words(text), places, starts }
    }

    /// Whether a literal of an owner stands anywhere: where none does, its rule matches nowhere.
    pub(crate) fn may_match(&self, owner: u16) -> bool {
        !self.places_of(owner).is_empty()
    }

    /// Where a pattern rule matches; of matches that overlap, the first found stands.
    pub(crate) fn of(&self, matcher: &Matcher) -> Vec<Span> {
        let Matcher::Pattern { any, owner, except, sections, .. } = matcher else { return Vec::new() };
        let literals = self.places_of(*owner);
        if literals.is_empty() {
            return Vec::new();
        }
        let mut excepted = None;
        let mut found = Vec::new();
        let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
        for expression in any {
            for span in self.matches(expression, literals) {
                let overlapped = seen.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start);
                if span.is_empty() || overlapped || !self.is_in(sections, span) {
                    continue;
                }
                let excepted = excepted.get_or_insert_with(|| self.excepted(except));
                if !excepted.overlaps(span.start, span.end) {
                    seen.insert(span.start, span.end);
                    found.push(span);
                }
            }
        }
        found
    }

    fn places_of(&self, owner: u16) -> &[Place] {
        let own = self.starts.get(usize::from(owner)..).and_then(|starts| starts.first_chunk());
        own.map_or(&[], |[start, end]| &self.places[*start as usize..*end as usize])
    }

    /// Where stands what an expression needs; none where it needs nothing that is known.
    fn needed(&self, expression: &Expression) -> Option<&[Place]> {
        expression.owner.map(|owner| self.places_of(owner))
    }

    /// Matches of an expression, given the places of its rule's literals.
    fn matches(&self, expression: &Expression, literals: &[Place]) -> Vec<Span> {
        let needed = self.needed(expression);
        if needed.is_some_and(<[Place]>::is_empty) || expression.digit && !self.digit {
            return Vec::new();
        }
        if !expression.in_line {
            return self.found(expression, self.whole(), needed.unwrap_or_default());
        }
        let mut matches = Vec::new();
        for literals in literals.chunk_by(|a, b| a.line == b.line) {
            let line = literals[0].line;
            let here = needed.map(|places| {
                let first = places.partition_point(|p| p.line < line);
                let here = &places[first..];
                &here[..here.partition_point(|p| p.line == line)]
            });
            if here.is_some_and(<[Place]>::is_empty) || expression.digit && !self.digits[line as usize] {
                continue;
            }
            let line = self.lines[line as usize];
            matches.extend(self.found(expression, line, here.unwrap_or_default()));
        }
        matches
    }

    fn excepted(&self, except: &[Expression]) -> Covered {
        let mut matches = Vec::new();
        for expression in except {
            let needed = self.needed(expression);
            if needed.is_none_or(|needed| !needed.is_empty()) {
                matches.extend(self.found(expression, self.whole(), needed.unwrap_or_default()));
            }
        }
        Covered::new(matches.into_iter().map(|s| (s.start, s.end)))
    }

    fn is_in(&self, sections: &[SectionKind], span: Span) -> bool {
        let paragraphs = self.doc.paragraphs();
        let at = paragraphs.partition_point(|p| p.span.end <= span.start);
        // Marks after the last word of a paragraph are its own: "Slides seen: ***".
        let trails = |p: &&Paragraph| {
            self.doc.text().get(p.span.end as usize..span.start as usize).is_some_and(|t| !t.contains('\n'))
        };
        let before = || at.checked_sub(1).and_then(|before| paragraphs.get(before)).filter(trails);
        let within = paragraphs.get(at).filter(|p| p.span.overlaps(span));
        let section = within.or_else(before).map(|p| p.section);
        sections.is_empty() || section.is_some_and(|s| sections.contains(&s))
    }
    fn whole(&self) -> Span {
        Span::new(0, self.doc.text().len())
    }

    /// Matches of an expression in a part of the text; `needed` are the places there of what it needs.
    fn found(&self, expression: &Expression, part: Span, needed: &[Place]) -> Vec<Span> {
        let needed = needed.iter().map(|place| place.at.saturating_sub(part.start) as usize);
        let words = &self.words[self.words.partition_point(|at| *at < part.start)..];
        let words = words.iter().take_while(|at| **at < part.end).map(|at| (at - part.start) as usize);
        let matches = expression.matches(self.doc.text_of(part), needed, words).into_iter();
        let offset = part.start as usize;
        matches.map(|(start, end)| Span::new(offset + start, offset + end)).collect()
    }
}

/// Whether a byte belongs to a word of ASCII.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    word
};

/// Offsets at which words of ASCII begin.
fn words(text: &str) -> Vec<u32> {
    let mut words = Vec::with_capacity(text.len() / 4);
    let mut inside = false;
    for (byte, at) in text.bytes().zip(0..) {
        let word = WORD[usize::from(byte)];
        if word && !inside {
            words.push(at);
        }
        inside = word;
    }
    words
}
