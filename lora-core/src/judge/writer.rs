//! Who writes, by the signature: the writer that the profile names, with the same degree, from the same place, a
//! physician, and nobody of the applicant's family.

use std::ops::Range;

use super::structure::Structure;
use crate::facts::{Lex, PersonRole, Word, is_misspelling, telling_words};
use crate::finding::Finding;
use crate::span::Span;
use crate::text::{SectionKind, WordId, folded};

/// Degrees that contradict each other: holders of one do not sign with another alone.
const DEGREES: [Lex; 3] = [Lex::DegreeMd, Lex::DegreeDo, Lex::DegreePhd];

impl Structure<'_> {
    /// What the signature says of the writer, against the profile and by itself.
    pub(super) fn writer(&self) -> Vec<Finding> {
        let mut found: Vec<Finding> = Vec::new();
        let lines = self.lines(SectionKind::Signature);
        found.extend(self.trainee(&lines));
        let name = self.signed_name(&lines);
        let differs = name.as_ref().is_some_and(|(name, _)| self.is_other_writer(name, &lines));
        if let (Some((name, _)), Some(expected), true) = (&name, &self.scene.profile.writer.name, differs) {
            let span = self.scene.doc.span_of(name.clone());
            found.extend(self.scene.finding("name/writer-differs", Some(span), &[("expected", expected)]));
        }
        if let Some((name, line)) = &name {
            let after = name.end..line.end;
            if !differs {
                found.extend(self.wrong_degree(&after));
            }
            found.extend(self.non_physician(&after, &lines));
        }
        if !differs {
            found.extend(self.writer_institution(&lines));
        }
        if let Some(span) = self.signal("writer-relative") {
            found.extend(self.scene.finding("structure/writer-relative", Some(span), &[]));
        }
        found
    }

    /// The name that the letter is signed with.
    pub(crate) fn signed_by(&self) -> Option<String> {
        let (name, _) = self.signed_name(&self.lines(SectionKind::Signature))?;
        Some(
            self.scene
                .doc
                .text_of(self.scene.doc.span_of(name))
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    /// The lines of a section, as tokens.
    pub(super) fn lines(&self, kind: SectionKind) -> Vec<Range<usize>> {
        let doc = self.scene.doc;
        let mut lines: Vec<Range<usize>> = Vec::new();
        for paragraph in doc.paragraphs().iter().filter(|p| p.section == kind) {
            let tokens = paragraph.tokens.start as usize..paragraph.tokens.end as usize;
            let mut start = tokens.start;
            for at in tokens.clone() {
                if at > start && self.breaks_before(at) {
                    lines.push(start..at);
                    start = at;
                }
            }
            if start < tokens.end {
                lines.push(start..tokens.end);
            }
        }
        lines
    }

    /// Whether a line ends right before a token.
    fn breaks_before(&self, at: usize) -> bool {
        let tokens = self.scene.doc.tokens();
        let between = tokens[at - 1].span.end as usize..tokens[at].span.start as usize;
        self.scene.doc.text().get(between).is_some_and(|t| t.contains('\n'))
    }

    /// The writer's name with its line: a name that opens a line of the signature and is followed by nothing but
    /// degrees.
    pub(super) fn signed_name(&self, lines: &[Range<usize>]) -> Option<(Range<usize>, Range<usize>)> {
        let mut mentions = self.facts.people.named(PersonRole::Writer);
        let named = mentions.find_map(|mention| {
            let line = lines.iter().find(|l| l.contains(&mention.tokens.start))?;
            let opens = mention.tokens.start <= line.start + 1;
            let ends = mention.tokens.end == line.end || self.scene.word(mention.tokens.end) == Word::Comma;
            let first = mention.title.map_or(mention.tokens.start, |t| t + 1);
            let full = mention.tokens.end - first >= 2;
            (opens && ends && full).then(|| (first..mention.tokens.end, line.clone()))
        });
        named.or_else(|| lines.iter().find_map(|line| Some((self.name_before_degree(line)?, line.clone()))))
    }

    /// "Margaret Sung, MD", though "sung" is a word: two to five capitals before a degree.
    fn name_before_degree(&self, line: &Range<usize>) -> Option<Range<usize>> {
        let comma = line.clone().find(|t| self.scene.word(*t) == Word::Comma)?;
        let first = line.start + usize::from(self.scene.is(Lex::TitleDoctor, line.start));
        let capitals = (first..comma).all(|t| self.scene.doc.tokens()[t].is_capital());
        let degree = comma + 1 < line.end && self.scene.is(Lex::Credential, comma + 1);
        (degree && capitals && (2..=5).contains(&(comma - first))).then_some(first..comma)
    }

    /// Whether the signature holds no word of the name that the profile gives.
    fn is_other_writer(&self, name: &Range<usize>, lines: &[Range<usize>]) -> bool {
        let Some(expected) = &self.scene.profile.writer.name else { return false };
        let own: Vec<String> = expected
            .split([' ', '-', '\u{2010}', '\u{2011}', '\u{a0}', ',', '.'])
            .map(folded)
            .filter(|w| w.chars().count() > 1)
            .collect();
        let is_own = |token: usize| {
            let word = self.scene.folded(token);
            own.iter().any(|w| w == word || is_misspelling(word, w))
        };
        !own.is_empty() && !lines.iter().cloned().flatten().chain(name.clone()).any(is_own)
    }

    /// "Daniel Okafor, DO" of an MD.
    fn wrong_degree(&self, after: &Range<usize>) -> Option<Finding> {
        let expected = self.scene.profile.writer.credentials.as_deref()?;
        let held = |class: &Lex| {
            expected.split([',', ' ', ';', '/']).any(|word| {
                [folded(word), folded(&word.replace('.', ""))]
                    .iter()
                    .any(|w| self.scene.is_term_of(&[*class], w))
            })
        };
        let signed = |class: &Lex| self.scene.has(*class, after.clone());
        let written: Vec<Lex> = DEGREES.into_iter().filter(signed).collect();
        if written.iter().any(held) || !DEGREES.iter().any(held) {
            return None;
        }
        let at = after.clone().find(|t| written.iter().any(|c| self.scene.is(*c, *t)))?;
        let span = self.scene.doc.span_of(at..at + self.scene.term_len(at));
        self.scene.finding("name/wrong-degree", Some(span), &[("expected", expected)])
    }

    fn non_physician(&self, after: &Range<usize>, lines: &[Range<usize>]) -> Option<Finding> {
        let physician = |t: usize| {
            [Lex::DegreeMd, Lex::DegreeDo, Lex::PhysicianMark].iter().any(|c| self.scene.is(*c, t))
        };
        if lines.iter().cloned().flatten().any(physician) {
            return None;
        }
        let mut titles = after.clone().filter(|t| self.scene.is(Lex::OtherProfession, *t));
        let first = titles.next()?;
        let last = titles.next_back().unwrap_or(first);
        let span = self.scene.doc.span_of(first..last + self.scene.term_len(last));
        self.scene.finding("structure/writer-non-physician", Some(span), &[])
    }

    /// A hospital or practice in the signature, where nothing in the letter names the one that the profile gives.
    fn writer_institution(&self, lines: &[Range<usize>]) -> Option<Finding> {
        let expected = self.scene.profile.writer.institution.as_deref()?;
        // Most are signed with no house: that is known soonest.
        if !lines.iter().any(|line| self.scene.has(Lex::SiteWord, line.clone())) {
            return None;
        }
        let mut own = telling_words(self.scene, expected);
        if own.is_empty() {
            return None;
        }
        own.extend(self.scene.profile.rotation.site.iter().flat_map(|s| telling_words(self.scene, s)));
        let doc = self.scene.doc;
        let ids: Vec<WordId> =
            own.iter().filter_map(|w| doc.find_word(w, self.scene.rules.vocabulary())).collect();
        // Initials of the name, and the name run together in an address of e-mail, are the name too.
        let initials: String = expected.split_whitespace().filter_map(|w| w.chars().next()).collect();
        let run_together = || {
            let compact = doc.text().to_lowercase();
            own.iter().any(|w| w.len() > 4 && compact.contains(w.as_str()))
        };
        let named = doc.tokens().iter().any(|t| ids.contains(&t.word))
            || doc.tokens().iter().any(|t| doc.text_of(t.span) == initials)
            || run_together();
        if named {
            return None;
        }
        let part = lines.iter().flat_map(|l| self.parts(l)).find(|part| {
            let has = |class: Lex| self.scene.has(class, part.clone());
            let name = self.scene.doc.text_of(self.scene.doc.span_of(part.clone()));
            has(Lex::SiteWord) && !has(Lex::SchoolWord) && !telling_words(self.scene, name).is_empty()
        })?;
        let span = self.scene.doc.span_of(part);
        self.scene.finding("institution/writer-institution", Some(span), &[("expected", expected)])
    }

    /// The parts of a line between commas.
    fn parts(&self, line: &Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = line.start;
        for at in line.clone() {
            if self.scene.word(at) == Word::Comma {
                parts.push(start..at);
                start = at + 1;
            }
        }
        parts.push(start..line.end);
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// What the signature says of the writer, as keys of a profile.
    pub(crate) fn signed(&self) -> Vec<(&'static str, String, Span)> {
        let lines = self.lines(SectionKind::Signature);
        let Some((name, line)) = self.signed_name(&lines) else { return Vec::new() };
        let doc = self.scene.doc;
        let text = |tokens: Range<usize>| {
            let span = doc.span_of(tokens);
            (doc.text_of(span).split_whitespace().collect::<Vec<_>>().join(" "), span)
        };
        let mut found = Vec::new();
        let mut push = |key: &'static str, tokens: Range<usize>| {
            if !tokens.is_empty() {
                let (value, span) = text(tokens);
                found.push((key, value, span));
            }
        };
        push("writer.name", name.clone());
        let degrees = name.end + 1..line.end;
        if degrees.clone().any(|t| self.scene.is(Lex::Credential, t)) {
            push("writer.credentials", degrees);
        }
        let rest = lines.iter().filter(|l| l.start >= line.end);
        let role = rest.clone().find(|l| (*l).clone().any(|t| self.scene.is(Lex::WriterRole, t)));
        push("writer.role", role.cloned().unwrap_or_default());
        let place = rest.flat_map(|l| self.parts(l)).find(|part| {
            let has = |class: Lex| self.scene.has(class, part.clone());
            Some(part.start) != role.map(|r| r.start) && (has(Lex::SiteWord) || has(Lex::SchoolWord))
        });
        push("writer.institution", place.unwrap_or_default());
        found
    }

    /// Signature or letterhead give the writer as still in training.
    fn trainee(&self, signature: &[Range<usize>]) -> Option<Finding> {
        let letterhead = self.lines(SectionKind::Letterhead);
        let mut tokens = signature.iter().chain(&letterhead).cloned().flatten();
        let token = tokens.find(|t| self.scene.is(Lex::TraineeTitle, *t))?;
        let span = self.scene.doc.span_of(token..token + self.scene.term_len(token));
        self.scene.finding("structure/writer-trainee", Some(span), &[])
    }
}
