//! Months without a year that stand for the rotation: "the September rotation" of one in August.

use jiff::civil::Date;

use super::date::Checker;
use super::{Facts, Lex, Scene};
use crate::covered::Covered;
use crate::finding::Finding;
use crate::text::SectionKind;

/// Months of a stay in which a month says nothing any more.
const LONG: i32 = 10;
/// Days of a month that a stay must hold for weeks of it to be told.
const TOUCH: i32 = 4;

impl Checker<'_> {
    /// Months that are said to be the rotation's and are not.
    pub(super) fn months(&self, written: Option<Date>, findings: &mut Vec<Finding>) {
        let Some((start, end, sure)) = self.rotation() else { return };
        let long = months_of(start, end) > LONG;
        let scene = self.scene;
        let ranges = self.facts.ranges.iter().map(|r| &r.tokens);
        let dated = Covered::tokens(self.facts.dates.iter().map(|d| &d.tokens).chain(ranges));
        for hit in scene.terms_in(Lex::Month, 0..scene.doc.tokens().len()) {
            let at = hit.start as usize;
            let Some(sentence) = scene.doc.sentence_of(at) else { continue };
            let section = scene.doc.sentences()[sentence].section;
            if !matches!(section, SectionKind::Body | SectionKind::Postscript) {
                continue;
            }
            let dated = dated.holds(at);
            let Some(month) = told_at(scene, self.facts, at) else { continue };
            // "When she arrived, in the first days of January": only the first month is right.
            if !dated && month != start.month() && self.is_of_arrival(at, sentence) && month != next(start) {
                let expected = format!("{start} to {end}");
                findings.extend(self.flag("date/rotation-differs", &(at..at + 1), &expected, sure));
                continue;
            }
            if long {
                continue;
            }
            let weeks = self.leads(Lex::WeeksIn, at, &scene.doc.sentences()[sentence].range());
            let held = if weeks { TOUCH } else { 1 };
            if dated || days_in(month, start, end) >= held {
                continue;
            }
            if let Some((tokens, last)) = self.pair_at(at, sentence) {
                let mut all = (0..12).map(|n| (month - 1 + n) % 12 + 1);
                let told = self.is_done_in(&tokens, sentence);
                if told
                    && (months_between(month, last) < 6)
                    && !all.by_ref().take(months_between(month, last) + 1).any(|m| days_in(m, start, end) > 0)
                {
                    let expected = format!("{start} to {end}");
                    findings.extend(self.flag("date/rotation-differs", &tokens, &expected, sure));
                }
                continue;
            }
            let later = written.is_some_and(|written| lies_between(month, end, written));
            if !self.is_told_of_stay_at(&(at..at + 1), sentence, later) {
                continue;
            }
            let end_of_name = at + 1 + usize::from(scene.is(Lex::StayWord, at + 1));
            let expected = format!("{start} to {end}");
            findings.extend(self.flag("date/rotation-differs", &(at..end_of_name), &expected, sure));
        }
    }
}

impl Checker<'_> {
    /// "Between March and May", "from March to May": the tokens of both months, and the second.
    fn pair_at(&self, at: usize, sentence: usize) -> Option<(std::ops::Range<usize>, i8)> {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let opens = at > range.start && scene.is(Lex::FromWord, at - 1);
        let joint = scene.is(Lex::RangeWord, at + 1);
        let last = month_at(scene, at + 2);
        let last = last.filter(|_| at + 2 < range.end && opens && joint)?;
        Some((at..at + 3, last))
    }
}

/// The month that a token tells of: neither a person called May nor an order sheet called MAR.
pub(super) fn told_at(scene: &Scene<'_>, facts: &Facts, at: usize) -> Option<i8> {
    let month = month_at(scene, at)?;
    // "the MAR", "an OCT" alone are no months.
    let sheet = scene.doc.tokens()[at].is_all_caps() && scene.text(at).len() < 5;
    let person = || {
        let mentions = &facts.people.mentions;
        mentions[mentions.partition_point(|m| m.tokens.end <= at)..]
            .first()
            .is_some_and(|m| m.tokens.contains(&at) && (m.title.is_some() || m.tokens.len() > 1))
    };
    let titled = at.checked_sub(1).is_some_and(|t| scene.is(Lex::TitleDoctor, t));
    (scene.text(at).starts_with(char::is_uppercase) && !sheet && !titled && !person()).then_some(month)
}

/// Whether a stay has a day in a month, whatever the year.
pub(super) fn touches(month: i8, start: Date, end: Date) -> bool {
    days_in(month, start, end) > 0
}

/// The month that a token names.
fn month_at(scene: &Scene<'_>, at: usize) -> Option<i8> {
    scene.numbered(&Lex::MONTHS, at).and_then(|n| i8::try_from(n).ok())
}

/// The month that begins within the first week of a stay, or its own.
fn next(start: Date) -> i8 {
    start.saturating_add(jiff::Span::new().weeks(1)).month()
}

/// Months from one to another that follows it.
fn months_between(first: i8, last: i8) -> usize {
    usize::try_from((last - first).rem_euclid(12)).unwrap_or(0)
}

/// Whether a month comes after the last of a stay and not after that of the letter.
fn lies_between(month: i8, end: Date, written: Date) -> bool {
    let after = i32::from(month - end.month()).rem_euclid(12);
    let years = i32::from(written.year()) - i32::from(end.year());
    after > 0 && after <= years * 12 + i32::from(written.month()) - i32::from(end.month())
}

/// Calendar months that a stay touches.
fn months_of(start: Date, end: Date) -> i32 {
    (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month()) - i32::from(start.month())
        + 1
}

/// The most days that a stay holds of a month, whatever the year.
fn days_in(month: i8, start: Date, end: Date) -> i32 {
    let of = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        let (from, to) = (first.max(start), first.last_of_month().min(end));
        Some(from.until(to).ok()?.get_days() + 1)
    };
    (start.year()..=end.year()).filter_map(of).max().unwrap_or(0)
}
