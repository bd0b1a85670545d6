//! Dates and durations that cannot be, or that contradict the profile or each other.

use std::ops::Range;

use jiff::civil::Date;

use super::calendar::{DateMention, RangeMention};
use super::{Facts, Lex, Scene, Word};
use crate::finding::Finding;
use crate::report::{Checked, NotRun};
use crate::text::{SectionKind, TokenKind};

/// Words between a verb and the date of what it tells, where no comma parts them.
pub(super) const VERB: usize = 13;
pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let mut findings = Vec::new();
    let known = Checker { scene, facts, written: None, year: 0 }.rotation();
    facts.rotation = known.map(|(start, end, _)| (start, end));
    let mut checker = Checker { scene, facts, written: None, year: 0 };
    let letter_date = checker.letter_date();
    let year = scene.profile.rotation.end.map(jiff::civil::Date::year);
    let year = year.or_else(|| letter_date.as_ref()?.year).or_else(|| Some(scene.today?.year()));
    // Any common year does to count days.
    checker.year = year.unwrap_or(2001);
    checker.written = letter_date.as_ref().and_then(DateMention::date).or(scene.profile.letter.date);
    checker.single_dates(&mut findings);
    checker.ranges(letter_date.as_ref().and_then(DateMention::date), &mut findings);
    checker.letter(letter_date.as_ref(), &mut findings);
    checker.other_letter_dates(letter_date.as_ref(), &mut findings);
    checker.told_as_future(letter_date.as_ref(), &mut findings);
    checker.seasons(letter_date.as_ref().and_then(DateMention::date).or(scene.today), &mut findings);
    checker.holidays(&mut findings);
    let written = letter_date.as_ref().and_then(DateMention::date);
    checker.years(written.or(scene.profile.letter.date).or(scene.today), &mut findings);
    checker.durations(&mut findings);
    checker.months(
        letter_date.as_ref().and_then(DateMention::date).or(scene.profile.letter.date),
        &mut findings,
    );
    let checked = checker.checked(&findings);
    facts.checked.extend(checked);
    if scene.profile.rotation.start.is_none() {
        facts
            .not_run
            .push(NotRun { check: "rotation dates".to_owned(), needs: scene.say("needs.rotation", &[]) });
    }
    if scene.today.is_none() {
        facts.not_run.push(NotRun { check: "letter date".to_owned(), needs: scene.say("needs.today", &[]) });
    }
    facts.letter_date = letter_date.and_then(|d| d.date());
    facts.findings.append(&mut findings);
}

pub(super) struct Checker<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) facts: &'a Facts,
    /// The day of the letter, where it is known.
    pub(super) written: Option<Date>,
    /// The year that dates without one are read in.
    pub(super) year: i16,
}

impl Checker<'_> {
    pub(super) fn flag(
        &self,
        rule: &str,
        tokens: &std::ops::Range<usize>,
        expected: &str,
        sure: bool,
    ) -> Option<Finding> {
        let span = self.scene.doc.span_of(tokens.clone());
        self.scene.inferred(rule, Some(span), &[("expected", expected)], sure)
    }

    pub(super) fn is_prose(&self, date: &DateMention) -> bool {
        matches!(
            self.scene.doc.sentences()[date.sentence].section,
            SectionKind::Body | SectionKind::Postscript
        )
    }

    fn single_dates(&self, findings: &mut Vec<Finding>) {
        let ends = self.facts.ranges.iter().flat_map(|r| [&r.start, &r.end]);
        let dates = &self.facts.dates;
        let bare = ends.filter(|d| {
            let at = dates.partition_point(|x| x.tokens.start < d.tokens.start);
            dates.get(at).is_none_or(|x| x.tokens != d.tokens)
        });
        for date in self.facts.dates.iter().chain(bare) {
            if !date.exists() {
                findings.extend(self.flag("date/impossible", &date.tokens, "", true));
                continue;
            }
            if let (Some(weekday), Some(day)) = (date.weekday, self.dated(date))
                && day.weekday() != weekday
            {
                let expected = name_of(day);
                findings.extend(self.flag("date/wrong-weekday", &date.tokens, &expected, true));
            }
        }
    }

    /// The day, with the year of the rotation where the text gives none and the day lies in it.
    fn dated(&self, date: &DateMention) -> Option<Date> {
        if let Some(date) = date.date() {
            return Some(date);
        }
        let (start, end, _) = self.rotation()?;
        let day = Date::new(end.year(), date.month, date.day?).ok()?;
        // What was told between the stay and the letter of the same year was of that year.
        let last = self
            .written
            .filter(|written| written.year() == end.year())
            .map_or(end, |written| written.max(end));
        (date.year.is_none() && start <= day && day <= last).then_some(day)
    }

    fn ranges(&self, written: Option<Date>, findings: &mut Vec<Finding>) {
        for range in &self.facts.ranges {
            if !range.start.exists() || !range.end.exists() {
                continue;
            }
            if let (Some(start), Some(end)) = (range.start.first(), range.end.last())
                && end < start
            {
                findings.extend(self.flag("date/reversed-range", &range.tokens, "", true));
                continue;
            }
            if let Some(expected) = self.rotation_differs(range) {
                findings.extend(self.flag("date/rotation-differs", &range.tokens, &expected, true));
            }
        }
        let mut ranges = self.facts.ranges.iter().peekable();
        let mut furthest = 0;
        for date in &self.facts.dates {
            // Both come by their start, so the range that reaches furthest is the one to ask.
            while let Some(range) = ranges.next_if(|r| r.tokens.start <= date.tokens.start) {
                furthest = furthest.max(range.tokens.end);
            }
            if date.tokens.end <= furthest {
                continue;
            }
            if self.is_future_past(date, self.scene.today) {
                let today = self.scene.today.map(|t| t.to_string()).unwrap_or_default();
                findings.extend(self.flag("date/in-future", &date.tokens, &today, true));
            } else if self.is_future_past(date, written) {
                let written = written.map(|t| t.to_string()).unwrap_or_default();
                findings.extend(self.flag("date/after-letter", &date.tokens, &written, true));
            } else if let Some(expected) = self.month_differs(date) {
                let sure = self.rotation().is_some_and(|(_, _, given)| given);
                findings.extend(self.flag("date/rotation-differs", &date.tokens, &expected, sure));
            }
        }
    }

    /// The profile's rotation, where a range in prose can only be that rotation and isn't.
    pub(super) fn rotation_differs(&self, range: &RangeMention) -> Option<String> {
        let rotation = &self.scene.profile.rotation;
        let (start, end) = (rotation.start?, rotation.end?);
        // "Rotation dates certified by the clerkship office: …" beneath the signature.
        let certified = || self.about_rotation(range.sentence) && range.start.day.is_some();
        if !self.is_prose(&range.start) && !self.is_subject(&range.start) && !certified() {
            return None;
        }
        let same = |mention: &DateMention, day: Date| {
            mention.month == day.month()
                && mention.day.is_none_or(|d| d == day.day())
                && mention.year.is_none_or(|y| y == day.year())
        };
        if same(&range.start, start) && same(&range.end, end) {
            return None;
        }
        // A stretch inside the rotation is a part of it; one of another time with other bounds may be an
        // earlier contact or somebody's schedule.
        let day_level = range.start.day.is_some() && range.end.day.is_some();
        let bounds =
            |mention: &DateMention, day: Date| mention.month == day.month() && mention.day == Some(day.day());
        let shares_bound = bounds(&range.start, start) || bounds(&range.end, end);
        let inside = match (range.start.date(), range.end.date()) {
            (Some(from), Some(to)) => start <= from && to <= end,
            _ => false,
        };
        // "from June 2024 through August 14, 2026", of one that ended that day and began in another month.
        let half = |mention: &DateMention, day: Date| {
            mention.day.is_none()
                && mention.year.is_some_and(|y| (y, mention.month) != (day.year(), day.month()))
        };
        let one_bound = !day_level
            && (bounds(&range.start, start) && half(&range.end, end)
                || bounds(&range.end, end) && half(&range.start, start))
            && self.about_applicant(range.sentence)
            && self.bounds(range).is_none_or(|(from, to)| from < start || to > end);
        let about_rotation = self.about_rotation(range.sentence);
        // "The undersigned supervised Team C for the period …": the writer's part of it.
        let told = self.scene.doc.sentences()[range.sentence].range();
        let writers = !about_rotation
            && !self.about_applicant(range.sentence)
            && self.bounds(range).is_some_and(|(from, to)| start <= from && to <= end)
            && told
                .clone()
                .any(|t| self.scene.is(Lex::Speaker, t) || self.scene.word(t) == Word::Undersigned);
        if writers {
            return None;
        }
        let only = self
            .facts
            .ranges
            .iter()
            .filter(|r| r.start.day.is_some() && self.about_rotation(r.sentence))
            .take(2)
            .count()
            == 1;
        // "She was here from April 6 until May 1": the only stretch of the letter, the applicant's, as long as the
        // rotation and at another time.
        let alone = self.facts.ranges.iter().filter(|r| self.is_prose(&r.start)).take(2).count() == 1;
        let like_it = alone && self.about_applicant(range.sentence) && self.is_as_long(range, start, end);
        // "as our scribe from May to June, and as our sub-intern from July 6 to July 31": the stay is told beside it.
        let told_beside = self
            .facts
            .ranges
            .iter()
            .any(|r| r.sentence == range.sentence && bounds(&r.start, start) && bounds(&r.end, end));
        let months_only = !day_level && !told_beside && (about_rotation && only || like_it);
        let contradicts = one_bound
            || day_level && (shares_bound || (about_rotation && only || like_it) && !inside)
            || months_only;
        contradicts.then(|| format!("{start} to {end}"))
    }

    /// Whether a stretch lasts about as long as the rotation and lies at most two years off.
    fn is_as_long(&self, range: &RangeMention, start: Date, end: Date) -> bool {
        let Some((from, to)) = self.bounds(range) else { return false };
        let days = |a: Date, b: Date| a.until(b).map_or(0, |s| s.get_days()) + 1;
        let (said, actual) = (days(from, to), days(start, end));
        (from.year() - start.year()).abs() <= 2 && said * 10 >= actual * 6 && said * 6 <= actual * 10
    }

    /// First and last day of a stretch; months count whole, a missing year is the rotation's.
    pub(super) fn bounds(&self, range: &RangeMention) -> Option<(Date, Date)> {
        let (start, end) = (&range.start, &range.end);
        let year = end.year.or(start.year).unwrap_or(self.year);
        let last = Date::new(year, end.month, 1).ok()?.last_of_month();
        let to = end.day.map_or(Some(last), |d| Date::new(year, end.month, d).ok())?;
        let started = start.year.unwrap_or(if start.month > end.month { year - 1 } else { year });
        let from = Date::new(started, start.month, start.day.unwrap_or(1)).ok()?;
        (from <= to).then_some((from, to))
    }

    fn is_subject(&self, date: &DateMention) -> bool {
        self.scene.doc.sentences()[date.sentence].section == SectionKind::Subject
    }

    /// "her rotation in June of 2025": a month and year beside a rotation word.
    fn month_differs(&self, date: &DateMention) -> Option<String> {
        let (start, end, _) = self.rotation()?;
        if !self.is_prose(date) {
            return None;
        }
        if let Some(day) = date.day {
            return self.day_differs(date, day, start, end);
        }
        let year = date.year?;
        // "joined us in September 2024" of a stay that began in July.
        let before = date.tokens.start.saturating_sub(4)..date.tokens.start;
        let range = self.scene.doc.sentences()[date.sentence].range();
        let earlier = self.scene.has(Lex::EarlierContact, range);
        let joined = self.scene.has(Lex::StartContact, before) && !earlier;
        if joined && (year, date.month) != (start.year(), start.month()) && (start.year() - year).abs() <= 1 {
            return Some(format!("{start} to {end}"));
        }
        let first = Date::new(year, date.month, 1).ok()?;
        let last = first.last_of_month();
        let overlaps = first <= end && start <= last;
        // "on most days since October 2023" of a stay that began in October of another year.
        let since = date.tokens.start > 0
            && self.scene.is(Lex::SinceWord, date.tokens.start - 1)
            && self.about_applicant(date.sentence)
            && date.month == start.month()
            && (1..=2).contains(&(start.year() - year).abs());
        // "has been with us since May 2024"
        let here = || {
            let at = date.tokens.start.saturating_sub(1);
            let told = self.scene.doc.sentences()[date.sentence].range();
            self.leads(Lex::StayHere, at, &told) && !earlier && (start.year() - year).abs() <= 3
        };
        let since_then = date.tokens.start > 0
            && self.scene.is(Lex::SinceWord, date.tokens.start - 1)
            && self.about_applicant(date.sentence)
            && (year, date.month) != (start.year(), start.month())
            && here()
            && !self.agrees_nearby(&date.tokens, date.sentence, start, end);
        if since || since_then {
            return Some(format!("{start} to {end}"));
        }
        if self.agrees_nearby(&date.tokens, date.sentence, start, end) {
            return None;
        }
        // "I supervised her in May 2026."
        if !overlaps && (start.year() - year).abs() <= 1 && self.is_of_stay(&date.tokens, date.sentence) {
            return Some(format!("{start} to {end}"));
        }
        let told = self.scene.doc.sentences()[date.sentence].range();
        let next = self.scene.has(Lex::NextWord, told.start..date.tokens.start);
        if !self.about_rotation(date.sentence) || next || self.is_other_stay(&date.tokens, date.sentence) {
            return None;
        }
        // The right month of another year, or another month of the right year.
        let near = [start, end].iter().any(|d| d.month() == date.month && (d.year() - year).abs() <= 2)
            || [start, end].iter().any(|d| d.year() == year) && self.strictly_rotation(date);
        (!overlaps && near).then(|| format!("{start} to {end}"))
    }

    /// Whether another date of the sentence lies in the rotation: two contacts are told of.
    pub(super) fn agrees_nearby(
        &self,
        tokens: &Range<usize>,
        sentence: usize,
        start: Date,
        end: Date,
    ) -> bool {
        self.facts.dates_of(sentence).iter().filter(|d| d.tokens != *tokens).any(|d| {
            let year = d.year.unwrap_or(end.year());
            let from = Date::new(year, d.month, d.day.unwrap_or(1)).ok();
            from.is_some_and(|f| f <= end && start <= d.day.map_or_else(|| f.last_of_month(), |_| f))
        })
    }

    /// "He will begin residency in July 2022" in a letter of 2026.
    fn told_as_future(&self, letter: Option<&DateMention>, findings: &mut Vec<Finding>) {
        let Some(written) = letter.and_then(DateMention::date).or(self.scene.today) else { return };
        for date in &self.facts.dates {
            let Some(year) = date.year.filter(|_| self.is_prose(date)) else { continue };
            let Ok(first) = Date::new(year, date.month, date.day.unwrap_or(1)) else { continue };
            let range = self.scene.doc.sentences()[date.sentence].range();
            let near = date.tokens.start.saturating_sub(7).max(range.start)..date.tokens.start;
            let ahead = self.scene.has(Lex::StepAhead, near);
            // A post that begins in the very month of the letter was another season's.
            let past = if date.day.is_some() { first < written } else { first <= written };
            if ahead && past && date.exists() {
                findings.extend(self.flag("date/already-past", &date.tokens, &written.to_string(), true));
            }
        }
    }

    /// The rotation word stands right before or after the date: "rotation in June", "his June 2025 rotation".
    fn strictly_rotation(&self, date: &DateMention) -> bool {
        let from = date.tokens.start.saturating_sub(10);
        (from..date.tokens.end + 1).any(|t| self.scene.is(Lex::RotationWord, t))
    }

    /// A past event told for a day that had not come on `by`.
    fn is_future_past(&self, date: &DateMention, by: Option<Date>) -> bool {
        let (Some(by), Some(first)) = (by, date.first()) else { return false };
        // A letter from before the rotation's end is told of by its own date.
        if date.date().is_some() && date.date() == self.scene.profile.rotation.end {
            return false;
        }
        let range = self.scene.doc.sentences()[date.sentence].range();
        // The words before the date say whether it is told as past.
        let start = date.tokens.start;
        // From a comma on another verb may tell it.
        let comma = (range.start..start).rev().find(|t| self.scene.doc.tokens()[*t].kind == TokenKind::Mark);
        let near = start.saturating_sub(8).max(range.start)..start;
        let told = start.saturating_sub(VERB).max(comma.unwrap_or(range.start)).min(near.start)..start;
        let since = start > range.start && self.scene.is(Lex::SinceWord, start - 1);
        let past = [Lex::ActPast, Lex::PastWord, Lex::StudyPast];
        let told_as_past = past.iter().any(|c| self.scene.has(*c, told.clone()))
            || self.is_followed_by_past(date.tokens.end, range.end);
        first > by
            && self.is_prose(date)
            && (told_as_past || since)
            && !self.scene.has(Lex::FutureWord, range)
    }

    /// "In October 2026 he needed the question repeated": somebody did something then.
    pub(super) fn is_followed_by_past(&self, after: usize, end: usize) -> bool {
        let scene = self.scene;
        let at = after + usize::from(scene.word(after) == Word::Comma);
        // "In October 2026 Ms. Farah won the prize"
        let named = self.facts.first_marked(scene, Lex::Applicant, &(at..at + 1));
        let subject = scene.is(Lex::PronSubject, at) || scene.is(Lex::Speaker, at);
        let len = if subject { 1 } else { named.map_or(0, |m| m.len as usize) };
        if len == 0 || at + len >= end {
            return false;
        }
        let verb = at + len + usize::from(scene.is(Lex::NameAdverb, at + len));
        let past = [Lex::ActPast, Lex::PastWord, Lex::StudyPast];
        past.iter().any(|c| scene.is(*c, verb)) || scene.folded(verb).ends_with("ed")
    }

    pub(super) fn about_rotation(&self, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        self.scene.has(Lex::RotationWord, range)
    }

    /// The rotation as the profile gives it, else as the letter itself tells it; whether it was given.
    pub(super) fn rotation(&self) -> Option<(Date, Date, bool)> {
        let rotation = &self.scene.profile.rotation;
        if let (Some(start), Some(end)) = (rotation.start, rotation.end) {
            return Some((start, end, true));
        }
        let told = self.facts.ranges.iter().filter(|r| {
            self.is_prose(&r.start) && (self.about_rotation(r.sentence) || self.about_applicant(r.sentence))
        });
        let whole = |r: &&RangeMention| r.start.day.is_some() == r.end.day.is_some();
        let mut dated = told.filter(whole).filter_map(|r| self.bounds(r));
        dated.find(|(start, end)| start < end).map(|(start, end)| (start, end, false))
    }

    /// Whether the applicant is named or meant in a sentence.
    pub(super) fn about_applicant(&self, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        self.facts.is_marked(self.scene, Lex::Applicant, &range)
    }

    fn checked(&self, findings: &[Finding]) -> Option<Checked> {
        let rotation = &self.scene.profile.rotation;
        let (start, end) = (rotation.start?, rotation.end?);
        let right: Vec<&RangeMention> = self
            .facts
            .ranges
            .iter()
            .filter(|r| {
                let same = |said: &DateMention, day: Date| {
                    said.month == day.month() && said.year.is_none_or(|y| y == day.year())
                };
                same(&r.start, start) && same(&r.end, end)
            })
            .filter(|r| {
                let span = self.scene.doc.span_of(r.tokens.clone());
                !findings.iter().any(|f| f.span.is_some_and(|s| s.overlaps(span)))
            })
            .collect();
        let first = right.first()?;
        let quote = self.scene.doc.text_of(self.scene.doc.span_of(first.tokens.clone()));
        Some(Checked {
            fact: "rotation".to_owned(),
            compared: right.len(),
            with: format!("{start} to {end}"),
            text: self.scene.say("checked.rotation", &[("quote", quote)]),
        })
    }
}

/// "Tuesday", from the calendar library.
fn name_of(date: Date) -> String {
    date.strftime("%A").to_string()
}
