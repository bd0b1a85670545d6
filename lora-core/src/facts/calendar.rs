//! Dates and ranges of dates in every form that letters write them.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::{Lex, Look, Row, Scene, Word};
use crate::text::TokenKind;

/// A date in the text; what it doesn't say is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateMention {
    /// Its tokens, weekday included.
    pub(crate) tokens: Range<usize>,
    pub(crate) weekday: Option<Weekday>,
    pub(crate) year: Option<i16>,
    pub(crate) month: i8,
    pub(crate) day: Option<i8>,
    pub(crate) sentence: usize,
    /// Written in digits alone.
    pub(crate) numeric: bool,
}

/// Two dates that bound a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RangeMention {
    pub(crate) tokens: Range<usize>,
    pub(crate) start: DateMention,
    pub(crate) end: DateMention,
    pub(crate) sentence: usize,
}

impl DateMention {
    /// Whether the calendar has such a day.
    pub(crate) fn exists(&self) -> bool {
        let Some(day) = self.day else { return true };
        // Without a year, a leap year gives February its 29th.
        (1..=12).contains(&self.month) && Date::new(self.year.unwrap_or(2024), self.month, day).is_ok()
    }

    pub(crate) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }

    /// The first day that it can mean; none without a year.
    pub(crate) fn first(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day.unwrap_or(1)).ok()
    }

    /// The last day that it can mean; none without a year.
    pub(crate) fn last(&self) -> Option<Date> {
        self.first().map(|first| if self.day.is_some() { first } else { first.last_of_month() })
    }
}

/// All dates and ranges of the letter.
pub(super) fn find(scene: &Scene<'_>) -> (Vec<DateMention>, Vec<RangeMention>) {
    let mut dates = Vec::new();
    // A date starts with a number, a month or a weekday.
    let starts =
        [Row::looks(Look::Number), Row::term(Lex::Month), Row::term(Lex::Weekday), Row::term(Lex::DayWord)];
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        let range = sentence.range();
        let mut read_to = range.start;
        for at in scene.starts.within_any(&starts, range.clone()) {
            if at < read_to {
                continue;
            }
            if let Some(date) = read(scene, at, range.end, number) {
                read_to = date.tokens.end;
                dates.push(date);
            }
        }
    }
    let ranges = ranges(scene, &dates);
    (dates, ranges)
}

struct Cursor<'a> {
    scene: &'a Scene<'a>,
    at: usize,
    end: usize,
}

impl Cursor<'_> {
    fn text(&self) -> &str {
        if self.at < self.end { self.scene.text(self.at) } else { "" }
    }

    fn skip(&mut self, mark: &str) -> bool {
        let here = self.text() == mark;
        self.at += usize::from(here);
        here
    }

    fn skip_word(&mut self, class: Lex) {
        self.at += usize::from(self.at < self.end && self.scene.is(class, self.at));
    }

    /// A word of a lexicon that has a number among `numbers`.
    fn numbered(&mut self, class: Lex, numbers: &[Lex]) -> Option<i8> {
        if self.at >= self.end || !self.scene.is(class, self.at) {
            return None;
        }
        let found = self.scene.numbered(numbers, self.at)?;
        self.at += 1;
        i8::try_from(found).ok()
    }

    /// A day of the month: "4", "4th", "04", "fourth".
    fn day(&mut self) -> Option<i8> {
        let token = self.scene.doc.tokens().get(self.at).filter(|_| self.at < self.end)?;
        if let Some((day, len)) = in_words(self.scene, self.at) {
            self.at += len;
            return Some(day);
        }
        if token.kind != TokenKind::Number {
            return None;
        }
        let digits = self.text().trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let day: i8 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
        self.at += 1;
        (1..=39).contains(&day).then_some(day)
    }

    /// A year: "2026", "’26" is left alone.
    fn year(&mut self) -> Option<i16> {
        let text = self.text();
        let year: i16 = text.parse().ok().filter(|y| text.len() == 4 && (1900..=2100).contains(y))?;
        self.at += 1;
        Some(year)
    }
}

fn read(scene: &Scene<'_>, at: usize, end: usize, sentence: usize) -> Option<DateMention> {
    let mut cursor = Cursor { scene, at, end };
    let weekday =
        cursor.numbered(Lex::Weekday, &Lex::WEEKDAYS).and_then(|n| Weekday::from_monday_one_offset(n).ok());
    if weekday.is_some() {
        cursor.skip(",");
        // "Friday the 5th of June"
        cursor.skip_word(Lex::DateArticle);
    }
    let made = |cursor: &Cursor<'_>, month, day, year, numeric| DateMention {
        tokens: at..cursor.at,
        weekday,
        year,
        month,
        day,
        sentence,
        numeric,
    };
    if let Some((month, day, year)) = numeric(&mut cursor) {
        return Some(made(&cursor, month, day, year, true));
    }
    let start = cursor.at;
    if let Some(month) = cursor.numbered(Lex::Month, &Lex::MONTHS) {
        let after_month = cursor.at;
        let day = cursor.day().or_else(|| {
            cursor.at = after_month;
            None
        });
        let before_year = cursor.at;
        cursor.skip(",");
        cursor.skip_word(Lex::DateJoint);
        let year = cursor.year();
        if year.is_none() {
            cursor.at = before_year;
        }
        return (day.is_some() || year.is_some()).then(|| made(&cursor, month, day, year, false));
    }
    cursor.at = start;
    let day = cursor.day()?;
    cursor.skip_word(Lex::DateJoint);
    let month = cursor.numbered(Lex::Month, &Lex::MONTHS)?;
    let before_year = cursor.at;
    cursor.skip(",");
    let year = cursor.year();
    if year.is_none() {
        cursor.at = before_year;
    }
    Some(made(&cursor, month, Some(day), year, false))
}

/// A day in words and how many they are, where they can only be one: "fourth of May", "twenty-sixth of June", "June first
/// to".
fn in_words(scene: &Scene<'_>, at: usize) -> Option<(i8, usize)> {
    let tokens = scene.doc.tokens();
    let ordinal = |t: usize| scene.numbered(&Lex::DAYS, t);
    let tens = scene.numbered(&Lex::TENS, at).map(|n| (n + 1) * 10).filter(|ten| *ten <= 30);
    let (day, len) = match (tens, scene.is(Lex::Ordinal20, at), scene.is(Lex::Ordinal30, at)) {
        (Some(ten), ..) => {
            let rest = ordinal(at + 1)
                .filter(|n| *n < 10 && tokens.get(at + 1).is_some_and(|t| t.is_hyphenated()))?;
            (ten + rest, 2)
        }
        (None, true, _) => (20, 1),
        (None, _, true) => (30, 1),
        _ => (ordinal(at)?, 1),
    };
    let next = at + len;
    if tokens[at].kind == TokenKind::Number || tokens.get(next).is_some_and(|t| t.is_hyphenated()) {
        return None;
    }
    let of_month = scene.is(Lex::DateJoint, next) && scene.is(Lex::Month, next + 1);
    // "June first-year students" and "in June second opinions" tell no day.
    let after_month = at > 0
        && scene.is(Lex::Month, at - 1)
        && tokens.get(next).is_none_or(|t| !t.is_word() || scene.is(Lex::RangeWord, next));
    let day = i8::try_from(day).ok()?;
    (of_month || after_month).then_some((day, len))
}

/// "03/14/2026", "3/14/26", "2026-03-14", "14.03.2026": month, day, year.
fn numeric(cursor: &mut Cursor<'_>) -> Option<(i8, Option<i8>, Option<i16>)> {
    let text = cursor.text();
    if cursor.scene.doc.tokens().get(cursor.at)?.kind != TokenKind::Number {
        return None;
    }
    let century = |y: i16| if y < 100 { y + 2000 } else { y };
    if text.contains('/') {
        let parts: Vec<i16> = text.split('/').map_while(|p| p.parse().ok()).collect();
        let [a, b, year] = parts[..] else { return None };
        cursor.at += 1;
        // The US writes the month first; a first number above 12 can only be a day.
        let (month, day) = if a > 12 && b <= 12 { (b, a) } else { (a, b) };
        return Some((i8::try_from(month).ok()?, Some(i8::try_from(day).ok()?), Some(century(year))));
    }
    if text.matches('.').count() == 2 {
        let parts: Vec<i16> = text.split('.').map_while(|p| p.parse().ok()).collect();
        let [day, month, year] = parts[..] else { return None };
        if !(1..=12).contains(&month) || year < 20 {
            return None;
        }
        cursor.at += 1;
        return Some((i8::try_from(month).ok()?, Some(i8::try_from(day).ok()?), Some(century(year))));
    }
    let start = cursor.at;
    let iso = (|| {
        let year = cursor.year()?;
        let two = |cursor: &mut Cursor<'_>| {
            cursor.skip("-").then_some(())?;
            let text = cursor.text();
            let number: i8 = text.parse().ok().filter(|_| text.len() == 2)?;
            cursor.at += 1;
            Some(number)
        };
        let month = two(cursor)?;
        let day = two(cursor)?;
        Some((month, Some(day), Some(year)))
    })();
    if iso.is_none() {
        cursor.at = start;
    }
    iso
}

fn ranges(scene: &Scene<'_>, dates: &[DateMention]) -> Vec<RangeMention> {
    let mut ranges = Vec::new();
    for (number, start) in dates.iter().enumerate() {
        // "from August 14, 2023, to June 26, 2026"
        let comma =
            scene.word(start.tokens.end) == Word::Comma && start.year.is_some() && start.day.is_some();
        let joint = start.tokens.end + usize::from(comma && !scene.is(Lex::RangeAnd, start.tokens.end + 1));
        // "and" bounds a range only after "between".
        let and = scene.is(Lex::RangeAnd, joint);
        let between = start.tokens.start > 0 && scene.is(Lex::RangeBetween, start.tokens.start - 1);
        // "beginning on March 2, 2026, and ending on March 27, 2026"
        let closing = scene.term(Lex::RangeClose, joint).filter(|_| follows_opening(scene, start));
        let opens = scene.is(Lex::RangeWord, joint) && (!and || between);
        let Some(joint_len) = closing.or(opens.then_some(1)) else { continue };
        // "to the end of February 2026"
        let joint = joint + joint_len;
        let filled = (joint..joint + 4).take_while(|t| scene.is(Lex::RangeFiller, *t)).count();
        let next = dates.get(number + 1).filter(|d| d.tokens.start == joint + filled);
        if let Some(end) = next {
            ranges.push(range(start.clone(), end.clone()));
        } else if let Some(end) = bare_end(scene, start, joint).or_else(|| month_end(scene, start, joint)) {
            ranges.push(range(start.clone(), end));
        }
    }
    // "2–27 March 2026": the first day stands alone before the date.
    for end in dates.iter().filter(|d| d.day.is_some() && !d.numeric) {
        if let Some(start) = bare_start(scene, end) {
            ranges.push(range(start, end.clone()));
        }
    }
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        short_ranges(scene, sentence.range(), number, &mut ranges);
    }
    // "March through May 2026": the first month stands alone before the date.
    for end in dates.iter().filter(|d| d.day.is_none()) {
        if let Some(start) = month_start(scene, end) {
            ranges.push(range(start, end.clone()));
        }
    }
    ranges.sort_by_key(|r| r.tokens.start);
    ranges
}

/// "from 3/2 to 3/27": days without their year, in a sentence about the rotation. "From 3/5 to 5/5" is a strength.
fn short_ranges(scene: &Scene<'_>, sentence: Range<usize>, number: usize, ranges: &mut Vec<RangeMention>) {
    let read = |at: usize| {
        let (month, day) = scene.text(at).split_once('/')?;
        let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        let tokens = at..at + 1;
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(DateMention {
            tokens,
            weekday: None,
            year: None,
            month,
            day: Some(day),
            sentence: number,
            numeric: true,
        })
    };
    let rotation = std::cell::OnceCell::new();
    for at in scene.starts.within(Look::Number, sentence.start + 1..sentence.end.saturating_sub(2)) {
        let slashed =
            |t: usize| scene.doc.tokens()[t].kind == TokenKind::Number && scene.text(t).contains('/');
        if !slashed(at) || !slashed(at + 2) || !scene.is(Lex::RangeWord, at + 1) {
            continue;
        }
        let opens = scene.is(Lex::FromWord, at - 1) || scene.word(at - 1) == Word::OpenRound;
        let graded = ["/5", "/10", "/15", "/30"]
            .iter()
            .any(|g| scene.text(at).ends_with(g) && scene.text(at + 2).ends_with(g));
        let told = || *rotation.get_or_init(|| scene.has(Lex::RotationWord, sentence.clone()));
        if let (Some(start), Some(end)) = (read(at), read(at + 2))
            && opens
            && !graded
            && told()
        {
            ranges.push(range(start, end));
        }
    }
}

/// "starting on", "which began": a word before a date says that a stretch opens there.
fn follows_opening(scene: &Scene<'_>, start: &DateMention) -> bool {
    let at = start.tokens.start;
    let first = scene.doc.sentences()[start.sentence].range().start;
    scene.leading(Lex::RangeOpen, at.saturating_sub(3).max(first), at).is_some()
}

/// "September 2025 through August of this year": a month alone after the joint.
fn month_end(scene: &Scene<'_>, start: &DateMention, at: usize) -> Option<DateMention> {
    (start.day.is_none() && start.year.is_some()).then(|| month_alone(scene, at, start.sentence)).flatten()
}

fn month_start(scene: &Scene<'_>, end: &DateMention) -> Option<DateMention> {
    let joint = end.tokens.start.checked_sub(1)?;
    let at = joint.checked_sub(1)?;
    let first = scene.doc.sentences()[end.sentence].range().start;
    let between = at > first && scene.is(Lex::RangeBetween, at - 1);
    let joined = scene.is(Lex::RangeWord, joint) && (!scene.is(Lex::RangeAnd, joint) || between);
    // "2 March to June 2026" has its own day.
    let dated = at > first && scene.doc.tokens()[at - 1].kind == TokenKind::Number;
    (at >= first && joined && !dated).then(|| month_alone(scene, at, end.sentence)).flatten()
}

fn month_alone(scene: &Scene<'_>, at: usize, sentence: usize) -> Option<DateMention> {
    let mut cursor = Cursor { scene, at, end: scene.doc.sentences()[sentence].range().end };
    let month = cursor.numbered(Lex::Month, &Lex::MONTHS)?;
    Some(DateMention {
        tokens: at..at + 1,
        weekday: None,
        year: None,
        month,
        day: None,
        sentence,
        numeric: false,
    })
}

fn range(mut start: DateMention, mut end: DateMention) -> RangeMention {
    // A year given once holds for both; over the turn of the year the start is the year before.
    if start.year.is_none() {
        start.year = end.year.map(|y| if start.month > end.month + 5 { y - 1 } else { y });
    } else if end.year.is_none() {
        // A month alone is the next of its name.
        let turns = end.month < start.month - if end.day.is_none() { 0 } else { 5 };
        end.year = start.year.map(|y| if turns { y + 1 } else { y });
    }
    RangeMention { tokens: start.tokens.start..end.tokens.end, sentence: start.sentence, start, end }
}

/// "March 2–27, 2026": a day without its month after the dash.
fn bare_end(scene: &Scene<'_>, start: &DateMention, at: usize) -> Option<DateMention> {
    start.day?;
    if start.numeric {
        return None;
    }
    let sentence_end = scene.doc.sentences()[start.sentence].range().end;
    let mut cursor = Cursor { scene, at, end: sentence_end };
    let day = cursor.day()?;
    let before_year = cursor.at;
    cursor.skip(",");
    let year = cursor.year();
    if year.is_none() {
        cursor.at = before_year;
    }
    // "from May 4 to 12 patients" names no day.
    let noun = scene.doc.tokens().get(cursor.at).is_some_and(|t| t.is_word() && !t.is_capital())
        && year.is_none()
        && !scene.is(Lex::Preposition, cursor.at);
    (!noun).then_some(DateMention {
        tokens: at..cursor.at,
        weekday: None,
        year,
        month: start.month,
        day: Some(day),
        sentence: start.sentence,
        numeric: false,
    })
}

fn bare_start(scene: &Scene<'_>, end: &DateMention) -> Option<DateMention> {
    let joint = end.tokens.start.checked_sub(1)?;
    // "from the 2nd to the 27th of March"
    let joint = if scene.is(Lex::DateArticle, joint) { joint.checked_sub(1)? } else { joint };
    let at = joint.checked_sub(1)?;
    let first = scene.doc.sentences()[end.sentence].range().start;
    if at < first || !scene.is(Lex::RangeWord, joint) || scene.doc.tokens()[at].kind != TokenKind::Number {
        return None;
    }
    let and = scene.is(Lex::RangeAnd, joint);
    if and && (at == first || !scene.is(Lex::RangeBetween, at - 1)) {
        return None;
    }
    let mut cursor = Cursor { scene, at, end: joint };
    let day = cursor.day()?;
    // A number after a month belongs to that month.
    if at > first && scene.is(Lex::Month, at - 1) {
        return None;
    }
    Some(DateMention {
        tokens: at..joint,
        weekday: None,
        year: end.year,
        month: end.month,
        day: Some(day),
        sentence: end.sentence,
        numeric: false,
    })
}
