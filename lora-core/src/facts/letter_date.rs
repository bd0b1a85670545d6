//! The date that the letter itself bears, and what is wrong with it.

use std::ops::Range;

use super::calendar::DateMention;
use super::date::Checker;
use crate::facts::Lex;
use crate::finding::Finding;
use crate::text::SectionKind;

/// Days between writing and signing.
const SIGNED_DAYS: i32 = 31;
/// Days after which a letter is stale; advice is to keep letters under a year old (docs/evidence.md, section 4).
const STALE_DAYS: i32 = 366;

impl Checker<'_> {
    /// The date that the letter bears.
    pub(super) fn letter_date(&self) -> Option<DateMention> {
        let of = |kind: SectionKind| {
            self.facts
                .dates
                .iter()
                .find(|d| {
                    self.scene.doc.sentences()[d.sentence].section == kind
                        && d.day.is_some()
                        && d.year.is_some()
                        && !self.is_of_making(d)
                })
                .cloned()
        };
        of(SectionKind::DateLine)
            .or_else(|| of(SectionKind::Letterhead))
            .or_else(|| of(SectionKind::Signature))
            .or_else(|| of(SectionKind::Addressee))
    }

    /// "Dictated 09/14/2026": when the letter was spoken or typed.
    fn is_of_making(&self, date: &DateMention) -> bool {
        let start = date.tokens.start;
        self.scene.leading(Lex::OtherDateLabel, start.saturating_sub(3), start).is_some()
    }

    pub(super) fn letter(&self, mention: Option<&DateMention>, findings: &mut Vec<Finding>) {
        let Some(mention) = mention else { return self.dictated(findings) };
        let Some(date) = mention.date() else { return };
        let rotation_end = self.rotation().map(|(_, end, _)| end);
        if let Some(today) = self.scene.today {
            if date > today {
                findings.extend(self.flag("date/in-future", &mention.tokens, &today.to_string(), true));
                return;
            }
            let age = date.until(today).map_or(0, |s| s.get_days());
            if age > STALE_DAYS {
                findings.extend(self.flag("date/stale", &mention.tokens, &today.to_string(), true));
                return;
            }
        }
        if let Some(end) = rotation_end
            && date < end
        {
            let sure = self.scene.profile.rotation.end.is_some();
            findings.extend(self.flag("date/before-rotation-end", &mention.tokens, &end.to_string(), sure));
            return;
        }
        if let Some(planned) = self.scene.profile.letter.date
            && planned != date
        {
            findings.extend(self.flag("date/plan-differs", &mention.tokens, &planned.to_string(), true));
        }
    }

    /// A second date of the letter, above its end or in its text, of another time than the first.
    pub(super) fn other_letter_dates(&self, first: Option<&DateMention>, findings: &mut Vec<Finding>) {
        let Some(first) = first else { return };
        let Some(written) = first.date() else { return };
        let ended = self.rotation().map(|(_, end, _)| end);
        for date in self.facts.dates.iter().filter(|d| d.tokens != first.tokens && self.is_of_letter(d)) {
            let Some(day) = date.date().filter(|d| *d != written) else { continue };
            let apart = day.until(written).map_or(0, |s| s.get_days().abs());
            let early = ended.filter(|end| day < *end && *end <= written);
            if apart > SIGNED_DAYS || early.is_some() {
                let expected = written.to_string();
                findings.extend(self.flag("date/two-dates", &date.tokens, &expected, true));
            }
        }
    }

    /// Whether a date stands where that of the letter does.
    pub(super) fn is_letter_day(&self, date: &DateMention) -> bool {
        self.scene.doc.sentences()[date.sentence].section == SectionKind::DateLine && date.date().is_some()
    }

    /// Whether a date is that of the letter: alone in a line, or told as the day of writing.
    fn is_of_letter(&self, date: &DateMention) -> bool {
        let scene = self.scene;
        if date.day.is_none() || date.year.is_none() || self.is_of_making(date) {
            return false;
        }
        let Range { start, end } = date.tokens.clone();
        let range = scene.doc.sentences()[date.sentence].range();
        let alone = (start == 0 || scene.breaks_after(start - 1))
            && scene.breaks_after(end - 1)
            && range.len() <= date.tokens.len() + 1;
        alone || self.is_prose(date) && self.leads(Lex::LetterDay, start, &range)
    }

    /// A letter of no date that was dictated before the rotation was over.
    fn dictated(&self, findings: &mut Vec<Finding>) {
        let Some((_, end, sure)) = self.rotation() else { return };
        let made = self.facts.dates.iter().filter(|d| self.is_of_making(d));
        let early = made.filter(|d| d.date().is_some_and(|day| day < end)).take(1);
        findings.extend(
            early.filter_map(|d| self.flag("date/before-rotation-end", &d.tokens, &end.to_string(), sure)),
        );
    }
}
