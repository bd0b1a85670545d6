//! Where pattern rules match. Most of them can't match on most lines; what is told of an expression in advance
//! keeps it from being run there, or from being compiled at all.

use std::collections::BTreeMap;

use crate::covered::Covered;
use crate::rules::{Expression, LiteralOwner, Literals, Matcher, RuleSet, has_digit};
use crate::span::Span;
use crate::text::{Document, SectionKind};

/// Lines of a text on which pattern rules may match.
pub(crate) struct Patterns<'a> {
    doc: &'a Document,
    /// Byte ranges of the lines as regular expressions see them: parted by line feeds alone.
    lines: Vec<Span>,
    /// Whether each line holds a digit.
    digits: Vec<bool>,
    literals: &'a Literals,
    /// The lines on which literals of each of their owners stand, in order.
    candidates: Vec<Vec<u32>>,
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
        let digits = lines.iter().map(|l| has_digit(doc.text_of(*l))).collect();
        let literals = rules.literals();
        let mut candidates: Vec<Vec<u32>> = vec![Vec::new(); literals.owners()];
        let mut line = 0;
        for (owner, at) in literals.find(text) {
            while lines.get(line).is_some_and(|l| (l.end as usize) < at) {
                line += 1;
            }
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            if candidates[owner].last() != Some(&line) {
                candidates[owner].push(line);
            }
        }
        Self { doc, lines, digits, literals, candidates }
    }

    /// Where a pattern rule matches; of matches that overlap, the first found stands.
    pub(crate) fn of(&self, rule: u16, matcher: &Matcher) -> Vec<Span> {
        let Matcher::Pattern { any, except, sections, .. } = matcher else { return Vec::new() };
        let lines = self.lines_of(LiteralOwner { rule, expression: None });
        if lines.is_empty() {
            return Vec::new();
        }
        let mut excepted = None;
        let mut found = Vec::new();
        let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
        for (expression, number) in any.iter().zip(0_u16..) {
            let own = LiteralOwner { rule, expression: Some(number) };
            for span in self.matches(expression, own, lines) {
                let overlapped = seen.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start);
                if span.is_empty() || overlapped || !self.is_in(sections, span) {
                    continue;
                }
                // Of exceptions the numbers go on where those of the expressions end.
                let excepted =
                    excepted.get_or_insert_with(|| self.excepted(rule, except.iter().zip(any.len()..)));
                if !excepted.overlaps(span.start, span.end) {
                    seen.insert(span.start, span.end);
                    found.push(span);
                }
            }
        }
        found
    }

    fn lines_of(&self, owner: LiteralOwner) -> &[u32] {
        self.literals.number_of(owner).map_or(&[], |number| &self.candidates[number])
    }

    /// Matches of an expression; `lines` are those on which a literal of its rule stands.
    fn matches(&self, expression: &Expression, own: LiteralOwner, lines: &[u32]) -> Vec<Span> {
        let mut found = Vec::new();
        let needed = self.lines_of(own);
        if expression.has_needs() && needed.is_empty() {
            return found;
        }
        if !expression.in_line {
            if !expression.digit || self.digits.contains(&true) {
                found.extend(expression.matches(self.doc.text()).map(|(start, end)| Span::new(start, end)));
            }
            return found;
        }
        for line in lines {
            let lacks = expression.has_needs() && needed.binary_search(line).is_err();
            if lacks || expression.digit && !self.digits[*line as usize] {
                continue;
            }
            let line = self.lines[*line as usize];
            let offset = line.start as usize;
            found.extend(
                expression
                    .matches(self.doc.text_of(line))
                    .map(|(start, end)| Span::new(offset + start, offset + end)),
            );
        }
        found
    }

    fn excepted<'e>(&self, rule: u16, except: impl Iterator<Item = (&'e Expression, usize)>) -> Covered {
        let mut found = Vec::new();
        for (expression, number) in except {
            let expression_number = u16::try_from(number).ok();
            let needed = self.lines_of(LiteralOwner { rule, expression: expression_number });
            if expression.has_needs() && needed.is_empty() {
                continue;
            }
            found.extend(expression.matches(self.doc.text()));
        }
        let spans = found.into_iter().map(|(start, end)| Span::new(start, end));
        Covered::new(spans.map(|s| (s.start, s.end)))
    }

    fn is_in(&self, sections: &[SectionKind], span: Span) -> bool {
        let paragraphs = self.doc.paragraphs();
        let at = paragraphs.partition_point(|p| p.span.end <= span.start);
        let section = paragraphs.get(at).filter(|p| p.span.overlaps(span)).map(|p| p.section);
        sections.is_empty() || section.is_some_and(|s| sections.contains(&s))
    }
}
