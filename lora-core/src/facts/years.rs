//! Years that stand alone: "her 2024 rotation" of one in 2026, "she graduated in 2047".

use std::ops::Range;

use jiff::civil::Date;

use super::date::{Checker, VERB};
use super::{Lex, Look, Word};
use crate::finding::Finding;
use crate::text::{SectionKind, TokenKind};

impl Checker<'_> {
    /// "Her 2024 rotation", "She rotated with us in 2024": a year that is not the rotation's, or that has not come.
    pub(super) fn years(&self, written: Option<Date>, findings: &mut Vec<Finding>) {
        let scene = self.scene;
        let rotation = self.rotation();
        for (number, sentence) in scene.doc.sentences().iter().enumerate() {
            if sentence.section != SectionKind::Body {
                continue;
            }
            let range = sentence.range();
            for at in scene.starts.within(Look::Number, range.start + 1..range.end) {
                let text = scene.text(at);
                let Some(year) = text.parse::<i16>().ok().filter(|_| text.len() == 4) else { continue };
                if let Some(written) = written.filter(|w| (w.year() + 1..2100).contains(&year)) {
                    if self.is_done_by(at, &range) {
                        let written = written.to_string();
                        findings.extend(self.flag("date/after-letter", &(at..at + 1), &written, true));
                    }
                    continue;
                }
                let Some((start, end, sure)) = rotation else { continue };
                let apart = (start.year() - year).abs().min((end.year() - year).abs());
                let near = (1..=3).contains(&apart) && !(start.year()..=end.year()).contains(&year);
                let dates = &self.facts.dates;
                let last = dates.partition_point(|d| d.tokens.start <= at).checked_sub(1);
                let dated = last.is_some_and(|d| dates[d].tokens.contains(&at));
                if !near || dated || !self.about_applicant(number) {
                    continue;
                }
                let own = (scene.is(Lex::PronPossessive, at - 1) || scene.doc.tokens()[at - 1].is_clitic())
                    && scene.is(Lex::StayWord, at + 1);
                let other = [Lex::EarlierContact, Lex::OtherContact, Lex::OtherTime];
                let led = self.leads(Lex::StayLead, at, &range)
                    && !other.iter().any(|c| scene.has(*c, range.clone()));
                if own || led {
                    let expected = format!("{start} to {end}");
                    findings.extend(self.flag("date/rotation-differs", &(at..at + 1), &expected, sure));
                }
            }
        }
    }

    /// "She graduated in 2047": told as done in that year.
    fn is_done_by(&self, year: usize, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        if scene.word(year - 1) != Word::In {
            return false;
        }
        let mark = |t: &usize| scene.doc.tokens()[*t].kind == TokenKind::Mark;
        let first = (sentence.start..year).rev().find(mark).unwrap_or(sentence.start);
        let told = year.saturating_sub(VERB).max(first)..year;
        let past_words = [Lex::ActPast, Lex::PastWord, Lex::StudyPast];
        // "I told my partners to hire her in 2031": what is to be done has not been.
        let verb = (told.start..year).rev().find(|t| past_words.iter().any(|c| scene.is(*c, *t)));
        let ahead = verb.is_some_and(|verb| (verb..year).any(|t| scene.word(t) == Word::To));
        verb.is_some() && !ahead && !scene.has(Lex::FutureWord, told)
    }
}
