//! Durations against the dates that they stand beside, or against those of the rotation.

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::calendar::{DateMention, RangeMention};
use super::date::Checker;
use crate::facts::{Lex, Word};
use crate::finding::Finding;
use crate::text::SectionKind;

/// Words around a length of time that say whose it was.
const FAR: usize = 14;
/// Tokens around a length of time in which the same one may have been told of.
const AROUND: usize = 1000;
/// Tokens at most between a length of time and the stretch of days that it is the length of, and of such a stretch.
const FURTHEST: usize = 5;
const LONGEST_RANGE: usize = 64;
/// Dates of a letter among which its own is.
const LETTER_DATES: usize = 20;
/// Mean days of a month and of a year.
const MONTH: f32 = 30.44;
const YEAR: f32 = 365.25;
/// A rotation ends on a Friday as often as on a Sunday.
const WEEKEND: f32 = 2.0;

/// A length of time in the text.
pub(super) struct Duration {
    pub(super) tokens: Range<usize>,
    count: f32,
    pub(super) unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
    Year,
}

impl Duration {
    /// Whether so many days can be called that: people round.
    fn fits(&self, days: f32) -> bool {
        let (actual, slack): (f32, f32) = match self.unit {
            Unit::Week => ((days + WEEKEND) / 7.0, 0.85),
            Unit::Month => (days / MONTH, 0.65),
            Unit::Year => (days / YEAR, 0.4),
        };
        (self.count - actual).abs() <= slack.max(actual * 0.2)
    }

    /// Whether another is as long and counted in the same unit.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.unit == other.unit && (self.count - other.count).abs() < 0.1
    }

    pub(super) fn days(&self) -> f32 {
        self.count
            * match self.unit {
                Unit::Week => 7.0,
                Unit::Month => MONTH,
                Unit::Year => YEAR,
            }
    }
}

/// Lexicons of the units that durations are counted in.
const UNITS: [Lex; 3] = [Lex::UnitWeek, Lex::UnitMonth, Lex::UnitYear];

impl Checker<'_> {
    /// "four weeks" against three months.
    pub(super) fn durations(&self, findings: &mut Vec<Finding>) {
        self.late_weeks(findings);
        self.weekdays(findings);
        let rotation = self.rotation();
        for (number, sentence) in self.scene.doc.sentences().iter().enumerate() {
            if sentence.section != SectionKind::Body {
                continue;
            }
            for duration in self.durations_in(sentence.range()) {
                let range = sentence.range();
                let years = self.exceeds_years_since(&duration, range.start);
                if let Some(year) = years.or_else(|| self.exceeds_years_after(&duration, range.end)) {
                    findings.extend(self.flag("date/duration-differs", &duration.tokens, &year, true));
                    continue;
                }
                if let Some(month) = self.overflows_month(&duration) {
                    findings.extend(self.flag("date/duration-differs", &duration.tokens, &month, true));
                    continue;
                }
                let ranges = &self.facts.ranges;
                let near = duration.tokens.start.saturating_sub(LONGEST_RANGE);
                let near = &ranges[ranges.partition_point(|r| r.tokens.start < near)..];
                let mut near = near.iter().take_while(|r| r.tokens.start <= duration.tokens.end + FURTHEST);
                let beside = near.find(|r| self.is_beside(&duration, r));
                let (start, end, sure) = match (beside.and_then(|r| self.bounds(r)), rotation) {
                    (Some((start, end)), _) => (start, end, true),
                    (None, Some((start, end, sure))) if beside.is_none() => (start, end, sure),
                    _ => continue,
                };
                let days = start.until(end).map_or(0, |s| s.get_days()) + 1;
                #[expect(clippy::cast_precision_loss, reason = "days of a rotation are few")]
                let days = days as f32;
                if duration.fits(days)
                    || beside.is_some() && self.is_share(&duration, days, &sentence.range())
                    || beside.is_none() && !self.is_whole(&duration, number, days)
                {
                    continue;
                }
                // "from September 14, 2025, until October 9, 2026, four weeks": one year of the two is the slip.
                if let Some(range) = beside.filter(|r| duration.fits(self.days_in_one_year(r))) {
                    let said = self.scene.doc.text_of(self.scene.doc.span_of(duration.tokens.clone()));
                    if self.rotation_differs(range).is_none() {
                        findings.extend(self.flag("date/duration-differs", &range.tokens, said, true));
                    }
                    continue;
                }
                let expected = format!("{start} to {end}");
                findings.extend(self.flag("date/duration-differs", &duration.tokens, &expected, sure));
            }
        }
    }

    /// Days of a stretch whose two years differ, were they the same; none of another.
    fn days_in_one_year(&self, range: &RangeMention) -> f32 {
        let days = || {
            let (start, end) = self.bounds(range).filter(|(start, end)| start.year() < end.year())?;
            let start = Date::new(end.year(), start.month(), start.day()).ok().filter(|s| *s <= end)?;
            Some(start.until(end).ok()?.get_days() + 1)
        };
        #[expect(clippy::cast_precision_loss, reason = "days of a year are few")]
        let days = days().unwrap_or(0) as f32;
        days
    }

    /// "In the third week of the elective", "by week five of the rotation": of one that had fewer.
    fn late_weeks(&self, findings: &mut Vec<Finding>) {
        let scene = self.scene;
        let Some((start, end, sure)) = self.rotation() else { return };
        let days = start.until(end).map_or(0, |s| s.get_days()) + 1;
        let weeks = usize::try_from(days + 2).unwrap_or(0).div_ceil(7);
        for hit in scene.terms_in(Lex::UnitWeek, 0..scene.doc.tokens().len()) {
            let unit = hit.start as usize;
            let Some(sentence) = scene.doc.sentence_of(unit).filter(|_| scene.in_prose(unit)) else {
                continue;
            };
            let range = scene.doc.sentences()[sentence].range();
            let ordinal = |t: usize| scene.numbered(&Lex::ORDINALS, t).map(|n| n + 2);
            let count = |t: usize| {
                let digits = scene.text(t).parse::<usize>().ok();
                digits.or_else(|| scene.numbered(&Lex::COUNTS, t).filter(|n| (3..=12).contains(n)))
            };
            let before = unit.checked_sub(1).filter(|t| *t >= range.start);
            let said = before.and_then(|t| Some((ordinal(t)?, t..unit + 1)));
            let said = said.or_else(|| {
                let next = Some(unit + 1).filter(|t| *t < range.end && scene.text(unit) != "weeks")?;
                Some((count(next)?, unit..next + 1))
            });
            let Some((_, tokens)) = said.filter(|(n, _)| *n > weeks) else { continue };
            let after = tokens.end;
            let stay = (after..range.end.min(after + 5)).any(|t| scene.is(Lex::StayWord, t));
            let of_stay = scene.is(Lex::DateJoint, after) && stay;
            let here = scene.is(Lex::StayHere, after);
            let own = tokens.start > range.start && scene.is(Lex::PronPossessive, tokens.start - 1);
            // "In his fifth week with us he presented a bowel obstruction": his and ours, whatever he did then.
            let told = (of_stay || here || own)
                && (self.about_applicant(sentence) || own && here && self.is_told_lately(sentence))
                && (own && here || !scene.has(Lex::CaseNoun, range.clone()));
            if told {
                findings.extend(self.flag(
                    "date/duration-differs",
                    &tokens,
                    &format!("{start} to {end}"),
                    sure,
                ));
            }
        }
    }

    /// "She was with me for six Mondays", of a stay that held four.
    fn weekdays(&self, findings: &mut Vec<Finding>) {
        let scene = self.scene;
        let Some((start, end, sure)) = self.rotation() else { return };
        for hit in scene.terms_in(Lex::Weekday, 0..scene.doc.tokens().len()) {
            let at = hit.start as usize;
            let Some(sentence) = scene.doc.sentence_of(at).filter(|_| scene.in_prose(at)) else { continue };
            let range = scene.doc.sentences()[sentence].range();
            let Some(one) = scene.folded(at).strip_suffix('s') else { continue };
            let Some(word) = scene.rules.vocabulary().find(one) else { continue };
            let day = (1..=7_i8).find(|n| scene.rules.is_term(&format!("weekday-{n}"), word));
            let weekday = day.and_then(|n| Weekday::from_monday_one_offset(n).ok());
            let (Some(weekday), Some((count, from))) = (weekday, self.count_before(at, range.start)) else {
                continue;
            };
            let held = start.series(Span::new().days(1)).take_while(|d| *d <= end);
            #[expect(clippy::cast_precision_loss, reason = "days of a stay are few")]
            let held = held.filter(|d| d.weekday() == weekday).count() as f32;
            let led = self.leads(Lex::ContactFor, from, &range);
            let here = at + 1 < range.end && scene.is(Lex::StayHere, at + 1);
            let partial = from > range.start && scene.is(Lex::PartialWord, from - 1);
            // "for seven Mondays in a row", "all six Mondays of the rotation"
            let next = scene.is(Lex::InARow, at + 1)
                || scene.is(Lex::DateJoint, at + 1)
                    && (at + 2..range.end.min(at + 5)).any(|t| scene.is(Lex::StayWord, t));
            let others =
                next && [Lex::RolePatient, Lex::CaseNoun].iter().any(|c| scene.has(*c, range.clone()));
            let told = (led || here || next) && !others && !partial && self.about_applicant(sentence);
            if told && count > held {
                let expected = format!("{start} to {end}");
                findings.extend(self.flag("date/duration-differs", &(from..at + 1), &expected, sure));
            }
        }
    }

    /// "the seven weeks of February": the month, which has no seven.
    fn overflows_month(&self, duration: &Duration) -> Option<String> {
        let month = duration.tokens.end + 1;
        let joint = self.scene.is(Lex::DateJoint, month - 1) && self.scene.is(Lex::Month, month);
        let next = self.scene.is(Lex::RangeWord, month + 1);
        (joint && !next && duration.unit == Unit::Week && duration.count >= 6.0)
            .then(|| self.scene.text(month).to_owned())
    }

    /// "since 1997, so forty-one years": more than have passed since.
    fn exceeds_years_since(&self, duration: &Duration, first: usize) -> Option<String> {
        let scene = self.scene;
        let filler = |t: &usize| scene.is(Lex::SinceYears, *t) || matches!(scene.text(*t), "," | "(" | "-");
        let from = duration.tokens.start;
        let year = (first..from).rev().find(|t| !filler(t)).filter(|t| from - t <= 9)?;
        let since = scene.text(year).parse::<i16>().ok().filter(|y| (1900..=2100).contains(y))?;
        let opened = year > first && scene.is(Lex::SinceWord, year - 1);
        let passed = f32::from(self.year - since);
        (opened && duration.unit == Unit::Year && duration.count > passed + 2.0)
            .then(|| format!("{since} to {}", self.year))
    }

    /// "for seven years, since she was hired in September 2023": the same, told the other way round.
    fn exceeds_years_after(&self, duration: &Duration, end: usize) -> Option<String> {
        let scene = self.scene;
        let from = duration.tokens.end + usize::from(scene.word(duration.tokens.end) == Word::Comma);
        if duration.unit != Unit::Year || from >= end || !scene.is(Lex::SinceWord, from) {
            return None;
        }
        let year = |t: usize| scene.text(t).parse::<i16>().ok().filter(|y| (1900..=2100).contains(y));
        let since = (from..end.min(from + 9)).take_while(|t| scene.word(*t) != Word::Comma).find_map(year)?;
        let passed = f32::from(self.year - since);
        (duration.count > passed + 2.0).then(|| format!("{since} to {}", self.year))
    }

    /// The durations in weeks, months and years of a sentence.
    pub(super) fn durations_in(&self, sentence: Range<usize>) -> Vec<Duration> {
        let hits = self.scene.terms_of(&UNITS, sentence.clone());
        let found = hits.filter_map(|hit| {
            let unit = match self.scene.rules.asked().lexicon(hit.class)? {
                Lex::UnitWeek => Unit::Week,
                Lex::UnitMonth => Unit::Month,
                _ => Unit::Year,
            };
            let token = hit.start as usize;
            if let Some((from, half)) = self.share_before(token, sentence.start) {
                let (count, unit) = match unit {
                    Unit::Year => (if half { 6.0 } else { 9.0 }, Unit::Month),
                    Unit::Month => (if half { 2.0 } else { 3.0 }, Unit::Week),
                    Unit::Week => return None,
                };
                return Some(Duration { tokens: from..token + 1, count, unit });
            }
            let (mut count, from) = self.count_before(token, sentence.start)?;
            // "four mornings a week"
            if from > sentence.start
                && self.scene.is(Lex::Count1, from)
                && self.leads(Lex::EachUnit, from, &sentence)
            {
                return None;
            }
            let mut end = token + 1;
            // "a year and a half"
            if self.scene.is(Lex::AndAHalf, end) {
                count += 0.5;
                end += self.scene.term_len(end);
            }
            Some(Duration { tokens: from..end, count, unit })
        });
        found.collect()
    }

    /// "for six weeks, June 1 to June 26"; "from March 2024 to February 2026, a period of two years".
    fn is_beside(&self, duration: &Duration, range: &RangeMention) -> bool {
        let scene = self.scene;
        let joined = |from: usize, to: usize| {
            from <= to
                && to - from <= FURTHEST
                && (from..to)
                    .all(|t| scene.is(Lex::RangeJoint, t) || matches!(scene.text(t), "," | "(" | ":" | "-"))
        };
        joined(duration.tokens.end, range.tokens.start) || joined(range.tokens.end, duration.tokens.start)
    }

    /// "I had six weeks to watch her", of a stay of four: what the two had of each other was longer than it could be.
    pub(super) fn is_too_long(&self, duration: &Duration, sentence: usize, days: f32) -> bool {
        let scene = self.scene;
        let said = duration.days();
        if duration.unit == Unit::Year || said <= days || said > days * 5.0 || said > YEAR {
            return false;
        }
        let range = scene.doc.sentences()[sentence].range();
        let (start, end) = (duration.tokens.start, duration.tokens.end);
        let from = self.before_rounding(start, range.start);
        let before = from.checked_sub(1).filter(|t| *t >= range.start);
        let other = before.is_some_and(|t| scene.is(Lex::NoStayLead, t))
            || end < range.end && scene.is(Lex::NoStayAfter, end)
            || self.is_partial(from, end - 1, range.clone()) && !scene.is(Lex::DateJoint, end);
        let of = end < range.end && scene.is(Lex::DateJoint, end);
        let of_stay = of
            && (end + 1..range.end.min(end + 6)).any(|t| {
                scene.is(Lex::StayWord, t) || scene.is(Lex::PronFirst, t) || scene.is(Lex::StaySetting, t)
            });
        let whose = scene.is(Lex::PronFirst, end + usize::from(end + 1 < range.end));
        if other || of && !of_stay || self.about_other_trainee(&duration.tokens, sentence) {
            return false;
        }
        let near = start.saturating_sub(FAR).max(range.start)..range.end.min(end + FAR);
        let has = |class: Lex| scene.has(class, near.clone());
        let together = near.clone().any(|t| scene.is(Lex::PronFirst, t) || scene.is(Lex::StayWord, t))
            || has(Lex::StayHere)
            || has(Lex::StayVerb);
        let away = [
            Lex::EarlierContact,
            Lex::LifeEvent,
            Lex::OtherSpan,
            Lex::CaseNoun,
            Lex::ConferenceWord,
            Lex::LetterTalk,
        ];
        (together || whose) && self.about_applicant(sentence) && !away.iter().any(|c| has(*c))
    }

    /// "Over the past three months I have watched her": of a stay that was shorter, and began later or earlier.
    pub(super) fn is_of_last_months(&self, duration: &Duration, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let start = duration.tokens.start;
        let past = self.leads(Lex::PastSpan, start, &range);
        let near = start.saturating_sub(FAR).max(range.start)..range.end.min(duration.tokens.end + FAR);
        let has = |class: Lex| scene.has(class, near.clone());
        let since = self.rotation().and_then(|(from, _, _)| {
            let written = self
                .facts
                .dates
                .iter()
                .take(LETTER_DATES)
                .find(|d| self.is_letter_day(d))
                .and_then(DateMention::date);
            Some(from.until(written.or(scene.today)?).ok()?.get_days())
        });
        #[expect(clippy::cast_precision_loss, reason = "days since a rotation are few")]
        let told = since.is_some_and(|days| duration.fits(days as f32));
        past && !told
            && duration.unit != Unit::Year
            && self.about_applicant(sentence)
            && near.clone().any(|t| scene.is(Lex::PronFirst, t))
            && near.clone().any(|t| scene.is(Lex::PerfectWord, t))
            && ![Lex::LifeEvent, Lex::OtherSpan, Lex::ResearchWord].iter().any(|c| has(*c))
    }

    /// "June 15 to July 10, two weeks on the ward and two in the clinic": one of the parts that the stay had.
    fn is_share(&self, duration: &Duration, days: f32, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let number =
            |t: usize| scene.text(t).parse::<u8>().is_ok() || scene.numbered(&Lex::COUNTS, t).is_some();
        let rest = duration.tokens.end..sentence.end.min(duration.tokens.end + 14);
        let unit = |t: usize| scene.is(Lex::UnitWeek, t) || scene.is(Lex::UnitMonth, t);
        duration.days() < days
            && rest.into_iter().any(|t| {
                (scene.is(Lex::RangeAnd, t) || scene.word(t) == Word::Comma)
                    && number(t + 1)
                    && (scene.is(Lex::ShareJoint, t + 2) || unit(t + 2))
            })
    }

    /// Whether a length of time is told nowhere else in the letter.
    pub(super) fn is_told_once(&self, duration: &Duration) -> bool {
        let (start, end) = (duration.tokens.start, duration.tokens.end);
        let all = self
            .durations_in(start.saturating_sub(AROUND)..(end + AROUND).min(self.scene.doc.tokens().len()));
        let same = |d: &&Duration| d.unit == duration.unit && (d.count - duration.count).abs() < 0.1;
        all.iter().filter(same).count() < 2
    }

    /// "the half year", "half a month", "the better part of a year": the token that it starts at, and whether it is half.
    fn share_before(&self, unit: usize, first: usize) -> Option<(usize, bool)> {
        let ends = |class: Lex| self.scene.leading(class, unit.saturating_sub(5).max(first), unit);
        if let Some(from) = ends(Lex::MostUnit) {
            return Some((from, false));
        }
        // "two and a half years"
        let half = ends(Lex::HalfUnit).filter(|_| ends(Lex::AndAHalf).is_none());
        half.map(|from| (from, true))
    }

    /// The number before a unit and the token that it starts at: "3", "three", "twenty-six", "two and a half",
    /// with "almost" before it.
    fn count_before(&self, unit: usize, first: usize) -> Option<(f32, usize)> {
        let scene = self.scene;
        let mut at = unit.checked_sub(1).filter(|t| *t >= first)?;
        let mut count = 0.0;
        // "ten good weeks"
        if at > first && scene.is(Lex::WeekKind, at) {
            at -= 1;
        }
        // "forty-one of those years"
        if at >= first + 2 && scene.is(Lex::AnaphoricWord, at) && scene.is(Lex::DateJoint, at - 1) {
            at -= 2;
        }
        // "eight (8) weeks": the number in words stands before.
        let marks = [(at, ")"), (at.saturating_sub(2), "(")];
        if at >= first + 3 && marks.iter().all(|(t, mark)| scene.text(*t) == *mark) {
            at -= 3;
        }
        // "two and a half years"
        if let Some(start) = (at.saturating_sub(2).max(first)..=at)
            .find(|t| scene.term(Lex::AndAHalf, *t).is_some_and(|len| t + len == at + 1))
        {
            count = 0.5;
            at = start.checked_sub(1).filter(|t| *t >= first)?;
        }
        if let Ok(number) = scene.text(at).parse::<f32>() {
            return Some((count + number, at));
        }
        let value =
            |t: usize| scene.numbered(&Lex::COUNTS, t).and_then(|n| u8::try_from(n).ok()).map(f32::from);
        let tens = |t: usize| {
            let tens = scene.numbered(&Lex::TENS, t).and_then(|n| u8::try_from(n + 1).ok());
            tens.map(|n| f32::from(n) * 10.0)
        };
        if let Some(ten) = tens(at) {
            return Some((count + ten, at));
        }
        let number = value(at)?;
        let ten = at.checked_sub(1).filter(|t| *t >= first && scene.doc.tokens()[at].is_hyphenated());
        Some(match ten.and_then(|t| Some((tens(t)?, t))) {
            Some((ten, start)) => (count + ten + number, start),
            None => (count + number, at),
        })
    }
}
