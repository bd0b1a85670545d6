//! What a letter must have: a writer, a date, a relationship, examples, a recommendation, a sensible length.

use std::ops::Range;

use crate::facts::{Facts, Lex, Look, PersonRole, Scene, Word};
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::report::{CompetencyReport, Level, Notice};
use crate::span::Span;
use crate::text::{SectionKind, TokenKind, folded};

use super::endorsement::Endorsement;
use super::evidence::Evidence;
use super::form::Form;

/// Tokens of a line that holds a date and hardly more.
const LONGEST_DATE_LINE: usize = 8;
/// Years in which letters are written.
const YEARS: Range<u32> = 2000..2100;

/// Tokens before a word of recommendation in which it may be denied.
const NEGATED: usize = 6;

/// Tokens up to which a paragraph is a note or a line of a signature.
const SHORTEST_PARAGRAPH: usize = 12;
/// Tokens up to which a paragraph can be a signature that no closing announces, and how many from the end are asked.
const LONGEST_SIGNATURE: u32 = 40;
const SIGNATURES: usize = 4;

pub(crate) struct Structure<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) phrases: &'a Phrases,
    pub(crate) facts: &'a Facts,
    pub(crate) evidence: &'a Evidence,
    pub(crate) endorsement: &'a Endorsement,
    pub(crate) competencies: &'a [CompetencyReport],
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
        found.extend(self.patients());
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
        let shows = self.competencies.iter().any(|c| c.level == Level::Evidenced);
        missing("structure/no-examples", !shows && !self.tells_example());
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
            self.writer_in(tokens.clone()) || !open && self.names_somebody(tokens)
        }) || doc.paragraphs().iter().rev().take(SIGNATURES).any(|p| {
            let tokens = p.tokens.start as usize..p.tokens.end as usize;
            p.tokens.end - p.tokens.start <= LONGEST_SIGNATURE
                && self.scene.has(Lex::Credential, tokens.clone())
                && self.names_somebody(tokens)
        }) || doc.paragraphs().iter().any(|p| {
            p.section == SectionKind::Closing
                && self.writer_in(p.tokens.start as usize..p.tokens.end as usize)
        })
    }

    /// Whether a line of a signature can be a person's name: two capitals, and no word of a house or a group before the
    /// first comma.
    fn names_somebody(&self, tokens: Range<usize>) -> bool {
        let (doc, scene) = (self.scene.doc, self.scene);
        let break_after = |t: usize| {
            let next = doc.tokens().get(t + 1).map_or(u32::MAX, |n| n.span.start);
            let between = doc.text().get(doc.tokens()[t].span.end as usize..next as usize);
            between.is_none_or(|b| b.contains('\n'))
        };
        let mut start = tokens.start;
        while start < tokens.end {
            let end = (start..tokens.end).find(|t| break_after(*t)).map_or(tokens.end, |t| t + 1);
            let name =
                (start..end).find(|t| scene.word(*t) == Word::Comma).map_or(start..end, |comma| start..comma);
            let house = [Lex::SiteWord, Lex::SchoolWord, Lex::GroupWord]
                .iter()
                .any(|class| scene.has(*class, name.clone()));
            let capitals = name.clone().filter(|t| doc.tokens()[*t].is_capital()).count();
            let number = name.clone().any(|t| doc.tokens()[t].kind == TokenKind::Number);
            // “Attending Physician” alone is a rank.
            let rank = scene.term(Lex::RoleColleague, name.start) == Some(name.len());
            let repeated = || !self.writer_in(name.clone()) && self.repeats_letterhead(name.clone());
            if capitals >= 2 && !house && !number && !rank && !repeated() {
                return true;
            }
            start = end;
        }
        false
    }

    /// Whether a line of a signature repeats one of the letterhead though the writer's name is known: a house signs.
    fn repeats_letterhead(&self, line: Range<usize>) -> bool {
        let words = |tokens: Range<usize>| self.scene.doc.tokens()[tokens].iter().map(|t| t.word);
        let head = |p: &&crate::text::Paragraph| p.section == SectionKind::Letterhead;
        let known = self.scene.profile.writer.name.is_some();
        known
            && self.scene.doc.paragraphs().iter().filter(head).any(|p| {
                let head = p.tokens.start as usize..p.tokens.end as usize;
                head.clone()
                    .any(|t| t + line.len() <= head.end && words(t..t + line.len()).eq(words(line.clone())))
            })
    }

    /// The writer's name, and not a word of it in the name of a house.
    fn writer_in(&self, tokens: Range<usize>) -> bool {
        let scene = self.scene;
        // Where the writer is known, a name that shares nothing with his is the house's.
        let name = scene.profile.writer.name.iter();
        let known: Vec<String> = name.flat_map(|n| n.split([' ', '-'])).map(folded).collect();
        let is_known = |t: usize| known.iter().any(|word| word == scene.folded(t));
        let mentions = self.facts.people.named(PersonRole::Writer);
        mentions.filter(|m| tokens.contains(&m.tokens.start)).any(|m| {
            if !known.is_empty() && !m.tokens.clone().any(is_known) {
                return false;
            }
            let after = m.tokens.end..tokens.end.min(m.tokens.end + 2);
            let house = [Lex::SiteWord, Lex::SchoolWord, Lex::GroupWord];
            !house.iter().any(|class| scene.has(*class, after.clone()))
        })
    }

    /// A date with a day outside the prose, complete or not.
    fn bears_date(&self) -> bool {
        self.facts.dates.iter().any(|d| {
            let sentence = &self.scene.doc.sentences()[d.sentence];
            // “From March 2024 to February 2025” in a short first paragraph dates no letter.
            let alone = sentence.range().len() <= LONGEST_DATE_LINE;
            let labelled = d.tokens.start >= 2
                && self.scene.word(d.tokens.start - 1) == Word::Colon
                && matches!(
                    self.scene.word(d.tokens.start - 2),
                    Word::Date | Word::Dated | Word::Issued | Word::Issue
                );
            labelled && d.day.is_some()
                || !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript)
                    && (d.day.is_some() || sentence.section == SectionKind::DateLine && alone)
        }) || self.bears_date_line()
    }

    /// A line of a day and a year and hardly more, in whatever language the month is.
    fn bears_date_line(&self) -> bool {
        let (doc, scene) = (self.scene.doc, self.scene);
        let number =
            |t: &usize| (doc.tokens()[*t].kind == TokenKind::Number).then(|| scene.text(*t).parse().ok())?;
        let mut start = 0;
        (0..doc.tokens().len()).filter(|t| scene.breaks_after(*t)).any(|last| {
            let line = std::mem::replace(&mut start, last + 1)..last + 1;
            line.len() <= LONGEST_DATE_LINE
                && number(&last).is_some_and(|year: u32| YEARS.contains(&year))
                && line.clone().any(|t| number(&t).is_some_and(|day| (1..=31).contains(&day)))
        })
    }

    fn tells_relationship(&self) -> bool {
        ["relationship", "direct-observation", "contact-indirect"].iter().any(|s| self.signal(s).is_some())
            || self.shares_a_stay()
    }

    /// “She lived over the practice from February 16 to March 13. I took call when she did”: a stretch of time, and
    /// both the applicant and the writer in its sentence or beside it.
    fn shares_a_stay(&self) -> bool {
        let scene = self.scene;
        self.facts.ranges.iter().filter(|range| scene.in_prose(range.tokens.start)).any(|range| {
            let has = |class: Lex, tokens: Range<usize>| scene.has(class, tokens);
            let near = self.beside(range.sentence);
            [Lex::Applicant, Lex::Trainee].iter().any(|class| has(*class, near.clone()))
                && [Lex::PronWriter, Lex::OurWord, Lex::WriterFormal]
                    .iter()
                    .any(|class| has(*class, near.clone()))
        })
    }

    fn sentence(&self, sentence: usize) -> Range<usize> {
        self.scene.doc.sentences()[sentence].range()
    }

    /// Tokens of a sentence and of those before and after it in its paragraph.
    fn beside(&self, sentence: usize) -> Range<usize> {
        let sentences = self.scene.doc.sentences();
        let same =
            |s: &usize| sentences.get(*s).is_some_and(|n| n.paragraph == sentences[sentence].paragraph);
        let first = sentence.checked_sub(1).filter(same).unwrap_or(sentence);
        let last = Some(sentence + 1).filter(same).unwrap_or(sentence);
        self.sentence(first).start..self.sentence(last).end
    }

    /// Whether an episode tells of an occasion: a case, an event, something said, what came of it. Circumstances alone
    /// add up in sentences about attendance, too.
    fn tells_example(&self) -> bool {
        let (doc, scene) = (self.scene.doc, self.scene);
        let events = self.phrases.signal(scene.rules, "event");
        // “I watched him throw a full row of knots”: whoever says so tells of one.
        let seen = self.signal("deed-seen").is_some();
        seen || self.evidence.episodes().iter().any(|episode| {
            let mut observed = episode.sentences.clone().filter(|s| self.evidence.shown(*s).observed);
            let event = events.iter().map(|h| h.sentence as usize);
            let event =
                event.filter(|s| self.evidence.in_episode(*s)).any(|s| episode.sentences.contains(&s));
            event
                || observed.any(|s| {
                    let tokens = doc.sentences()[s].range();
                    let told = [Lex::CaseNoun, Lex::ExampleMark, Lex::DeedWord];
                    told.iter().any(|class| scene.has(*class, tokens.clone()))
                })
        })
    }

    pub(super) fn recommends(&self) -> bool {
        // However faintly: a plain word for it in the last three paragraphs will do, or in a line after them.
        let body = |p: &&crate::text::Paragraph| p.section == SectionKind::Body;
        let mut paragraphs = self.scene.doc.paragraphs().iter().rev().filter(body);
        let end = paragraphs.clone().next().map_or(0, |p| p.tokens.end);
        let prose =
            |p: &&crate::text::Paragraph| (p.tokens.end - p.tokens.start) as usize > SHORTEST_PARAGRAPH;
        let first = paragraphs.by_ref().filter(prose).take(3).last().map_or(end, |p| p.tokens.start);
        let said = self
            .scene
            .terms_in(Lex::RecommendWord, first as usize..end as usize)
            .any(|word| !self.recommends_something_else(word.start as usize));
        let level = self.endorsement.level;
        said || level >= 3 || level == 2 && self.endorsement.recommends
    }

    /// “I recommend that you call the dean”, “not to be construed as an endorsement”.
    fn recommends_something_else(&self, word: usize) -> bool {
        let from = self.scene.doc.sentence_of(word).map_or(0, |s| self.sentence(s).start);
        let before = word.saturating_sub(NEGATED).max(from)..word;
        let denied = self.scene.has(Lex::Neg, before);
        denied
            || self.scene.word(word + 1) == Word::That && self.scene.term(Lex::Applicant, word + 2).is_none()
    }

    /// An address of e-mail, a telephone number, or an offer with a number of any kind in its sentence.
    fn gives_contact(&self) -> bool {
        let doc = self.scene.doc;
        let digits = |t: usize, count: usize| {
            let text = self.scene.text(t);
            text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
        };
        let phone = |t: usize| {
            digits(t, 3)
                && digits(t + 2, 4)
                && matches!(self.scene.text(t + 1), "-" | "." | "\u{2013}" | "\u{2011}")
        };
        let offers = self.phrases.signal(self.scene.rules, "contact-offer");
        let with_number = offers.iter().any(|h| {
            let sentence = doc.sentences()[h.sentence as usize].range();
            self.scene.starts.within(Look::Number, sentence).next().is_some()
        });
        let mut numbers = self.scene.starts.within(Look::Number, 0..doc.tokens().len());
        doc.text().contains('@') || numbers.any(phone) || with_number
    }

    /// Where a token is just so; a number is looked for among the numbers.
    pub(super) fn said_exactly(&self, expected: &str) -> Vec<Span> {
        let tokens = self.scene.doc.tokens();
        let is = |token: &usize| self.scene.text(*token) == expected;
        let found: Vec<usize> = if expected.bytes().all(|b| b.is_ascii_digit()) {
            self.scene.starts.within(Look::Number, 0..tokens.len()).filter(is).collect()
        } else {
            (0..tokens.len()).filter(is).collect()
        };
        found.into_iter().map(|token| tokens[token].span).collect()
    }

    /// The applicant's AAMC ID: in the letter, and the right one.
    fn aamc_id(&self) -> Vec<Finding> {
        let Some(expected) = &self.scene.profile.applicant.aamc_id else { return Vec::new() };
        let mut other = None;
        if !self.said_exactly(expected).is_empty() {
            return Vec::new();
        }
        let tokens = self.scene.doc.tokens();
        for number in self.scene.starts.within(Look::Number, 0..tokens.len()) {
            let (token, text) = (tokens[number], self.scene.text(number));
            let labelled = (number.saturating_sub(3)..number)
                .any(|t| matches!(self.scene.word(t), Word::Aamc | Word::Id));
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
