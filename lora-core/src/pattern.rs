//! Where pattern rules match. Most of them can't match on most lines; what is told of an expression in advance
//! keeps it from being run there, or from being compiled at all.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::covered::Covered;
use crate::rules::{Expression, Matcher, Places, RuleSet, Text};
use crate::span::Span;
use crate::text::{Document, Paragraph, SectionKind};

/// Where in a text pattern rules may match.
pub(crate) struct Patterns<'a> {
    doc: &'a Document,
    places: Places,
}

impl<'a> Patterns<'a> {
    pub(crate) fn new(doc: &'a Document, rules: &'a RuleSet) -> Self {
        Self { doc, places: rules.sought().find(doc.text()) }
    }

    /// Whether one of some expressions may match: where none does, their rule matches nowhere.
    pub(crate) fn may_match(&self, expressions: &Range<u16>) -> bool {
        !self.places.of(expressions.start.into()..expressions.end.into()).is_empty()
    }

    /// Where a pattern rule matches; of matches that overlap, the first found stands.
    pub(crate) fn of(&self, matcher: &Matcher) -> Vec<Span> {
        let Matcher::Pattern { any, literals, except, sections } = matcher else { return Vec::new() };
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

    /// Where an expression may match.
    fn places_of(&self, expression: &Expression) -> &[u32] {
        let number = usize::from(expression.number);
        self.places.of(number..number + 1)
    }

    /// Matches of an expression, given the literals of its rule: it is sought where one of them stands, in the same line if
    /// matches reach no further.
    fn matches(&self, expression: &Expression, literals: &[Text]) -> Vec<Span> {
        let places = expression.begun_at(self.doc.text(), self.places_of(expression));
        let mut places = places.as_slice();
        let mut matches = Vec::new();
        while let Some(first) = places.first() {
            let part = if expression.in_line { self.line(*first) } else { self.whole() };
            let (here, further) = places.split_at(places.partition_point(|at| *at <= part.end));
            places = further;
            let found = self.found(expression, part, here);
            if !found.is_empty() && holds_one(self.doc.text_of(part), literals) {
                matches.extend(found);
            }
        }
        matches
    }

    fn excepted(&self, except: &[Expression]) -> Covered {
        let mut matches = Vec::new();
        for expression in except {
            let places = expression.begun_at(self.doc.text(), self.places_of(expression));
            if !places.is_empty() || expression.is_anywhere() {
                matches.extend(self.found(expression, self.whole(), &places));
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

    /// The line around an offset as regular expressions see it: parted by line feeds alone.
    fn line(&self, at: u32) -> Span {
        let bytes = self.doc.text().as_bytes();
        let (before, after) = bytes.split_at(bytes.len().min(at as usize));
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', after).map_or(bytes.len(), |len| before.len() + len);
        Span::new(start, end)
    }

    /// Matches of an expression in a part of the text, given its places there.
    fn found(&self, expression: &Expression, part: Span, places: &[u32]) -> Vec<Span> {
        let places = places.iter().map(|at| at.saturating_sub(part.start) as usize);
        let matches = expression.matches(self.doc.text_of(part), places).into_iter();
        let offset = part.start as usize;
        matches.map(|(start, end)| Span::new(offset + start, offset + end)).collect()
    }
}

/// Whether one of some literals in lower case stands in a text, in either case.
fn holds_one(text: &str, literals: &[Text]) -> bool {
    let lower = text.to_ascii_lowercase();
    literals.iter().any(|literal| lower.contains(literal.as_str()))
}
