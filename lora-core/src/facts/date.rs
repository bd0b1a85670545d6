//! Dates and durations that cannot be, or that contradict the profile or each other.

use jiff::civil::Date;

use super::calendar::{DateMention, RangeMention};
use super::{Facts, Scene};
use crate::finding::Finding;
use crate::report::{Checked, NotRun};
use crate::text::SectionKind;

/// Days after which a letter is stale; advice is to keep letters under a year old (docs/evidence.md, section 4).
const STALE_DAYS: i32 = 366;
/// Share by which a duration may differ from the dates before it contradicts them: people round.
const DURATION_SLACK: f32 = 0.35;

pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let mut findings = Vec::new();
    let checker = Checker { scene, facts };
    checker.single_dates(&mut findings);
    checker.ranges(&mut findings);
    let letter_date = checker.letter_date();
    checker.letter(letter_date.as_ref(), &mut findings);
    checker.durations(&mut findings);
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

struct Checker<'a> {
    scene: &'a Scene<'a>,
    facts: &'a Facts,
}

impl Checker<'_> {
    fn flag(
        &self,
        rule: &str,
        tokens: &std::ops::Range<usize>,
        expected: &str,
        sure: bool,
    ) -> Option<Finding> {
        let span = self.scene.doc.span_of(tokens.clone());
        self.scene.inferred(rule, Some(span), &[("expected", expected)], sure)
    }

    fn is_prose(&self, date: &DateMention) -> bool {
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
        (date.year.is_none() && start <= day && day <= end).then_some(day)
    }

    fn ranges(&self, findings: &mut Vec<Finding>) {
        for range in &self.facts.ranges {
            if !range.start.exists() || !range.end.exists() {
                continue;
            }
            if let (Some(start), Some(end)) = (range.start.date(), range.end.date())
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
            if self.is_future_past(date) {
                let today = self.scene.today.map(|t| t.to_string()).unwrap_or_default();
                findings.extend(self.flag("date/in-future", &date.tokens, &today, true));
            } else if let Some(expected) = self.month_differs(date) {
                let sure = self.rotation().is_some_and(|(_, _, given)| given);
                findings.extend(self.flag("date/rotation-differs", &date.tokens, &expected, sure));
            }
        }
    }

    /// The profile's rotation, where a range in prose can only be that rotation and isn't.
    fn rotation_differs(&self, range: &RangeMention) -> Option<String> {
        let rotation = &self.scene.profile.rotation;
        let (start, end) = (rotation.start?, rotation.end?);
        if !self.is_prose(&range.start) && !self.is_subject(&range.start) {
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
        let about_rotation = self.about_rotation(range.sentence);
        let only = self
            .facts
            .ranges
            .iter()
            .filter(|r| r.start.day.is_some() && self.about_rotation(r.sentence))
            .count()
            == 1;
        let months_only = !day_level && about_rotation && only;
        let contradicts = day_level && (shares_bound || about_rotation && only && !inside) || months_only;
        contradicts.then(|| format!("{start} to {end}"))
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
        let joined = self.scene.terms_in("start-contact", before).next().is_some();
        if joined && (year, date.month) != (start.year(), start.month()) && (start.year() - year).abs() <= 1 {
            return Some(format!("{start} to {end}"));
        }
        if !self.about_rotation(date.sentence) {
            return None;
        }
        let first = Date::new(year, date.month, 1).ok()?;
        let last = first.last_of_month();
        let overlaps = first <= end && start <= last;
        // The right month of another year, or another month of the right year.
        let near = [start, end].iter().any(|d| d.month() == date.month && (d.year() - year).abs() <= 2)
            || [start, end].iter().any(|d| d.year() == year) && self.strictly_rotation(date);
        (!overlaps && near).then(|| format!("{start} to {end}"))
    }

    /// "On June 26, in the last week of his rotation": a day that is said to lie in the rotation.
    fn day_differs(&self, date: &DateMention, day: i8, start: Date, end: Date) -> Option<String> {
        let range = self.scene.doc.sentences()[date.sentence].range();
        let near = date.tokens.start.saturating_sub(8).max(range.start)..range.end.min(date.tokens.end + 8);
        self.scene.terms_in("inside-rotation", near).next()?;
        let day = Date::new(date.year.unwrap_or(end.year()), date.month, day).ok()?;
        (day < start || day > end).then(|| format!("{start} to {end}"))
    }

    /// The rotation word stands right before or after the date: "rotation in June", "his June 2025 rotation".
    fn strictly_rotation(&self, date: &DateMention) -> bool {
        let from = date.tokens.start.saturating_sub(4);
        (from..date.tokens.end + 1).any(|t| self.scene.is("rotation-word", t))
    }

    /// A past event told for a day that has not come yet.
    fn is_future_past(&self, date: &DateMention) -> bool {
        let (Some(today), Some(year)) = (self.scene.today, date.year) else { return false };
        let Ok(first) = Date::new(year, date.month, date.day.unwrap_or(1)) else { return false };
        let range = self.scene.doc.sentences()[date.sentence].range();
        // The words before the date say whether it is told as past.
        let near = date.tokens.start.saturating_sub(8).max(range.start)..date.tokens.start;
        let told_as_past =
            ["act.past", "past-word"].iter().any(|c| self.scene.terms_in(c, near.clone()).next().is_some());
        first > today
            && self.is_prose(date)
            && told_as_past
            && self.scene.terms_in("future-word", range).next().is_none()
    }

    fn about_rotation(&self, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        self.scene.terms_in("rotation-word", range).next().is_some()
    }

    /// The date that the letter bears.
    fn letter_date(&self) -> Option<DateMention> {
        let of = |kind: SectionKind| {
            self.facts
                .dates
                .iter()
                .find(|d| {
                    self.scene.doc.sentences()[d.sentence].section == kind
                        && d.day.is_some()
                        && d.year.is_some()
                })
                .cloned()
        };
        of(SectionKind::DateLine)
            .or_else(|| of(SectionKind::Letterhead))
            .or_else(|| of(SectionKind::Signature))
            .or_else(|| of(SectionKind::Addressee))
    }

    fn letter(&self, mention: Option<&DateMention>, findings: &mut Vec<Finding>) {
        let Some(mention) = mention else { return };
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

    /// The rotation as the profile gives it, else as the letter itself tells it; whether it was given.
    fn rotation(&self) -> Option<(Date, Date, bool)> {
        let rotation = &self.scene.profile.rotation;
        if let (Some(start), Some(end)) = (rotation.start, rotation.end) {
            return Some((start, end, true));
        }
        let told = self.facts.ranges.iter().filter(|r| {
            self.is_prose(&r.start) && (self.about_rotation(r.sentence) || self.about_applicant(r.sentence))
        });
        let mut dated = told.filter_map(|r| Some((r.start.date()?, r.end.date()?)));
        dated.find(|(start, end)| start < end).map(|(start, end)| (start, end, false))
    }

    /// Whether the applicant is named or meant in a sentence.
    fn about_applicant(&self, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        let class = self.scene.rules.class("applicant");
        self.facts.marks.iter().any(|m| Some(m.class) == class && range.contains(&(m.start as usize)))
    }

    /// "four weeks" against three months.
    fn durations(&self, findings: &mut Vec<Finding>) {
        let Some((start, end, sure)) = self.rotation() else { return };
        let days = start.until(end).map_or(0, |s| s.get_days()) + 1;
        #[expect(clippy::cast_precision_loss, reason = "days of a rotation are few")]
        let actual = days as f32;
        let units = [("unit-day", 1.0), ("unit-week", 7.0), ("unit-month", 30.4), ("unit-year", 365.0)];
        let units = units.map(|(unit, length)| (unit, length, self.scene.rules.class(unit)));
        for (number, sentence) in self.scene.doc.sentences().iter().enumerate() {
            if sentence.section != SectionKind::Body {
                continue;
            }
            let about_rotation = self.about_rotation(number);
            for hit in self.scene.lexicon.within(sentence.range()) {
                let Some((unit, length, _)) = units.iter().find(|(_, _, u)| *u == Some(hit.class)) else {
                    continue;
                };
                let token = hit.start as usize;
                let Some((count, from)) = self.count_before(token, sentence.range().start) else { continue };
                // "Over those six weeks": the weeks are those just told of.
                let told_of = from > sentence.range().start
                    && self.scene.is("anaphoric-word", from - 1)
                    && self.about_applicant(number);
                if *unit == "unit-day"
                    || !about_rotation && !told_of
                    || *unit == "unit-year" && actual < 300.0
                    || !told_of && self.is_partial(from, token, sentence.range())
                {
                    continue;
                }
                let said = count * length;
                // Shorter is a part of the time; longer cannot be, nor a whole rotation that is named shorter.
                let named = self.names_rotation(token, sentence.range().end);
                let too_long = said > actual * (1.0 + DURATION_SLACK) && said - actual > 4.0;
                let too_short = named && said < actual * (1.0 - DURATION_SLACK) && actual - said > 4.0;
                let whole = named || told_of || self.spans_contact(from, token, sentence.range());
                if whole && (too_long || too_short) {
                    let expected = format!("{start} to {end}");
                    findings.extend(self.flag("date/duration-differs", &(from..token + 1), &expected, sure));
                }
            }
        }
    }

    /// "six-week rotation": the duration is that of the rotation itself.
    fn names_rotation(&self, unit: usize, end: usize) -> bool {
        (unit + 1..end.min(unit + 6)).any(|t| self.scene.is("rotation-word", t))
    }

    /// "the three months she spent with us", "worked with me for three months".
    fn spans_contact(&self, from: usize, unit: usize, sentence: std::ops::Range<usize>) -> bool {
        let before = from > sentence.start
            && matches!(self.scene.folded(from - 1), "for" | "the" | "over" | "full" | "entire");
        let rotation_near = (from.saturating_sub(12).max(sentence.start)..sentence.end.min(unit + 8))
            .any(|t| self.scene.is("rotation-word", t));
        before && rotation_near
    }

    fn is_partial(&self, from: usize, unit: usize, sentence: std::ops::Range<usize>) -> bool {
        let around = [
            from.checked_sub(1).filter(|t| *t >= sentence.start),
            Some(unit + 1).filter(|t| *t < sentence.end),
        ];
        around.into_iter().flatten().any(|t| self.scene.is("partial-word", t))
    }

    /// The number before a unit and the token that it starts at.
    fn count_before(&self, unit: usize, first: usize) -> Option<(f32, usize)> {
        let at = unit.checked_sub(1).filter(|t| *t >= first)?;
        if let Ok(number) = self.scene.text(at).parse::<f32>() {
            return Some((number, at));
        }
        let word = (1..=12_u8).find(|n| self.scene.is(&format!("count-{n}"), at))?;
        Some((f32::from(word), at))
    }

    fn checked(&self, findings: &[Finding]) -> Option<Checked> {
        let rotation = &self.scene.profile.rotation;
        let (start, end) = (rotation.start?, rotation.end?);
        let right: Vec<&RangeMention> = self
            .facts
            .ranges
            .iter()
            .filter(|r| r.start.month == start.month() && r.end.month == end.month())
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
