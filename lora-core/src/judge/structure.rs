//! What a letter must have: a writer, a date, a relationship, examples, a recommendation, a sensible length.

use crate::facts::{Facts, PersonRole, Scene};
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::report::Notice;
use crate::span::Span;
use crate::text::{SectionKind, TokenKind};

use super::endorsement::Endorsement;
use super::evidence::Evidence;
use super::form::Form;

/// Tokens of a line that holds a date and hardly more.
const LONGEST_DATE_LINE: usize = 8;

pub(crate) struct Structure<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) phrases: &'a Phrases,
    pub(crate) facts: &'a Facts,
    pub(crate) evidence: &'a Evidence,
    pub(crate) endorsement: &'a Endorsement,
}

impl Structure<'_> {
    /// Everything about the letter's form, for a text of that kind.
    pub(crate) fn findings(&self, form: Form) -> Vec<Finding> {
        let mut found = match form {
            Form::Letter => self.parts_missing(),
            Form::Standard => self.aamc_id(),
            Form::Other => {
                return self.scene.finding("structure/not-a-letter", None, &[]).into_iter().collect();
            }
        };
        if form == Form::Letter {
            found.extend(self.aamc_id());
            found.extend(self.waiver());
            found.extend(self.contact());
            found.extend(self.writer());
            found.extend(self.claims());
        }
        found
    }

    /// What a letter must have and this one hasn't.
    fn parts_missing(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut missing = |rule: &str, is_missing: bool| {
            if is_missing {
                found.extend(self.scene.finding(rule, None, &[]));
            }
        };
        missing("structure/no-signature", !self.is_signed());
        missing("structure/no-date", self.facts.letter_date.is_none() && !self.bears_date());
        missing("structure/no-relationship", !self.tells_relationship());
        missing("structure/no-recommendation", !self.recommends());
        missing("structure/no-examples", self.evidence.episodes().is_empty());
        missing("structure/no-letterhead", !self.has(SectionKind::Letterhead));
        missing("structure/no-contact", !self.gives_contact());
        found.extend(self.length());
        found
    }

    fn length(&self) -> Option<Finding> {
        let rules = self.scene.rules;
        let words = self.scene.doc.words(&[SectionKind::Body, SectionKind::Postscript]);
        let (short, long) = rules.limit("length.short").zip(rules.limit("length.long"))?;
        let count = u32::try_from(words).map_or(f64::MAX, f64::from);
        if (short..=long).contains(&count) {
            return None;
        }
        let slots = [("words", &*words.to_string()), ("band", &*format!("{short} to {long}"))];
        self.scene.finding("structure/length", None, &slots)
    }

    pub(super) fn has(&self, kind: SectionKind) -> bool {
        self.scene.doc.sections().iter().any(|s| s.kind == kind)
    }

    pub(super) fn signal(&self, name: &str) -> Option<Span> {
        let hit = self.phrases.signal(self.scene.rules, name).first()?;
        Some(self.scene.doc.span_of(hit.start as usize..hit.end as usize))
    }

    /// A name beneath the closing, or at the end without one. What waits to be filled in (“<<signature block>>”) and
    /// an institution alone are none.
    fn is_signed(&self) -> bool {
        let doc = self.scene.doc;
        let signature = doc.paragraphs().iter().filter(|p| p.section == SectionKind::Signature);
        signature.map(|p| p.tokens.start as usize..p.tokens.end as usize).any(|tokens| {
            let open = tokens.clone().any(|t| matches!(self.scene.text(t), "<" | "[" | "{" | "<<"));
            let names = tokens.clone().filter(|t| doc.tokens()[*t].is_capital()).count();
            self.writer_in(tokens) || !open && names >= 2
        }) || doc.paragraphs().iter().any(|p| {
            p.section == SectionKind::Closing
                && self.writer_in(p.tokens.start as usize..p.tokens.end as usize)
        })
    }

    fn writer_in(&self, tokens: std::ops::Range<usize>) -> bool {
        self.facts.people.named(PersonRole::Writer).any(|m| tokens.contains(&m.tokens.start))
    }

    /// A date with a day outside the prose, complete or not.
    fn bears_date(&self) -> bool {
        self.facts.dates.iter().any(|d| {
            let sentence = &self.scene.doc.sentences()[d.sentence];
            // “From March 2024 to February 2025” in a short first paragraph dates no letter.
            let alone = sentence.range().len() <= LONGEST_DATE_LINE;
            !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript)
                && (d.day.is_some() || sentence.section == SectionKind::DateLine && alone)
        })
    }

    fn tells_relationship(&self) -> bool {
        ["relationship", "direct-observation", "contact-indirect"].iter().any(|s| self.signal(s).is_some())
    }

    pub(super) fn recommends(&self) -> bool {
        // However faintly: a plain word for it in the last two paragraphs will do.
        let mut body = self.scene.doc.paragraphs().iter().rev().filter(|p| p.section == SectionKind::Body);
        let closing = body.next().zip(body.next()).map(|(last, before)| before.tokens.start..last.tokens.end);
        let said = closing.is_some_and(|t| {
            self.scene.terms_in("recommend-word", t.start as usize..t.end as usize).next().is_some()
        });
        self.endorsement.level >= 2 || said
    }

    /// An address of e-mail, a telephone number, or an offer with a number of any kind in its sentence.
    fn gives_contact(&self) -> bool {
        let doc = self.scene.doc;
        let digits = |t: &crate::text::Token, count: usize| {
            let text = doc.text_of(t.span);
            text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
        };
        let phone = |w: &[crate::text::Token]| {
            digits(&w[0], 3)
                && digits(&w[2], 4)
                && matches!(doc.text_of(w[1].span), "-" | "." | "\u{2013}" | "\u{2011}")
        };
        let offers = self.phrases.signal(self.scene.rules, "contact-offer");
        let with_number = offers.iter().any(|h| {
            let sentence = doc.sentences()[h.sentence as usize].range();
            doc.tokens()[sentence].iter().any(|t| t.kind == TokenKind::Number)
        });
        doc.text().contains('@') || doc.tokens().windows(3).any(phone) || with_number
    }

    /// The applicant's AAMC ID: in the letter, and the right one.
    fn aamc_id(&self) -> Vec<Finding> {
        let Some(expected) = &self.scene.profile.applicant.aamc_id else { return Vec::new() };
        let mut other = None;
        for (number, token) in self.scene.doc.tokens().iter().enumerate() {
            let text = self.scene.doc.text_of(token.span);
            if text == expected {
                return Vec::new();
            }
            let labelled =
                (number.saturating_sub(3)..number).any(|t| matches!(self.scene.folded(t), "aamc" | "id"));
            if labelled && (6..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
                other = Some(token.span);
            }
        }
        let slots = [("expected", expected.as_str())];
        match other {
            Some(span) => {
                self.scene.finding("structure/aamc-id-differs", Some(span), &slots).into_iter().collect()
            }
            None => self.scene.finding("structure/aamc-id", None, &slots).into_iter().collect(),
        }
    }

    /// What the letter says of the waiver, and where.
    pub(super) fn waiver_said(&self) -> Option<(bool, Span)> {
        let no = self.signal("waiver-no").map(|span| (false, span));
        no.or_else(|| self.signal("waiver-yes").map(|span| (true, span)))
    }

    /// The waiver sentence against the profile.
    fn waiver(&self) -> Vec<Finding> {
        let finding = match (self.scene.profile.letter.waived, self.waiver_said()) {
            (Some(known), Some((said, span))) if known != said => {
                let expected =
                    self.scene.rules.text(if known { "structure.waived" } else { "structure.not-waived" });
                self.scene.finding("structure/waiver-contradicts", Some(span), &[("expected", expected)])
            }
            (_, None) => self.scene.finding("structure/waiver", None, &[]),
            _ => None,
        };
        finding.into_iter().collect()
    }

    /// What only informs.
    pub(crate) fn notices(&self, form: Form) -> Vec<Notice> {
        let waived = self.scene.profile.letter.waived.or_else(|| self.signal("waiver-yes").map(|_| true));
        let waived = waived == Some(true) && self.signal("waiver-no").is_none();
        let notice = |id: &str, given: bool| {
            given.then(|| Notice {
                id: id.to_owned(),
                message: self.scene.rules.text(&format!("notice.{id}")).to_owned(),
            })
        };
        [notice("waived", waived), notice("standard-form", form == Form::Standard)]
            .into_iter()
            .flatten()
            .collect()
    }
}
