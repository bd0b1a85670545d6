//! Seasons and holidays that stand for the rotation: "this past spring" of one in August.

use std::ops::Range;

use jiff::civil::Date;

use super::date::Checker;
use crate::facts::Lex;
use crate::finding::Finding;
use crate::text::TokenKind;

/// Seasons by the month in which they begin.
const SEASONS: [(Lex, i8); 4] =
    [(Lex::SeasonWinter, 12), (Lex::SeasonSpring, 3), (Lex::SeasonSummer, 6), (Lex::SeasonAutumn, 9)];
/// Holidays by the month in which they fall.
const HOLIDAYS: [(Lex, i8); 7] = [
    (Lex::Holiday2, 2),
    (Lex::Holiday5, 5),
    (Lex::Holiday7, 7),
    (Lex::Holiday9, 9),
    (Lex::Holiday10, 10),
    (Lex::Holiday11, 11),
    (Lex::Holiday12, 12),
];
/// People stretch a season by a month at either end.
const MONTHS: i32 = 4;
/// Days of a stay in a season, that it may be called by it.
const FRINGE: i32 = 7;

/// A season or a holiday in prose.
struct Named {
    tokens: Range<usize>,
    sentence: usize,
    month: i8,
}

impl Checker<'_> {
    /// "She was with us in the spring of 2024" of a rotation in the autumn, or of another year.
    pub(super) fn seasons(&self, written: Option<Date>, findings: &mut Vec<Finding>) {
        let Some((start, end, sure)) = self.rotation() else { return };
        for Named { tokens, sentence, month: first } in self.named(&SEASONS) {
            let at = tokens.start;
            let joint = at + 1 + usize::from(self.scene.is(Lex::DateJoint, at + 1));
            let said = self.scene.text(joint).parse::<i16>().ok();
            let tokens = at..if said.is_some() { joint + 1 } else { at + 1 };
            if let Some(written) = written.filter(|w| self.is_told_too_early(at, first, said, *w)) {
                findings.extend(self.flag("date/after-letter", &tokens, &written.to_string(), true));
                continue;
            }
            let year = said.or_else(|| self.last_season(at, first, written));
            let known = match year {
                Some(year) => {
                    let Some((opens, closes)) = stretch(year, first) else { continue };
                    let winter = first == 12 && meets(year, start, end);
                    winter || meet(opens, closes, start, end) || (start.year() - year).abs() > 2
                }
                None => touches(first, start, end),
            };
            if known || self.agrees_nearby(&(at..at), sentence, start, end) {
                continue;
            }
            let contact = year.is_some() && self.follows_contact(at, sentence);
            if contact || self.is_of_stay(&tokens, sentence) {
                let expected = format!("{start} to {end}");
                findings.extend(self.flag("date/rotation-differs", &tokens, &expected, sure));
            }
        }
    }

    /// "Over the winter holidays she was on call with us" of a rotation in June.
    pub(super) fn holidays(&self, findings: &mut Vec<Finding>) {
        let Some((start, end, sure)) = self.rotation() else { return };
        let week = jiff::Span::new().weeks(1);
        for Named { tokens, sentence, month } in self.named(&HOLIDAYS) {
            // Around the holiday, a week either way.
            // Independence Day has its day; the others go with their month.
            let day = (month == 7).then_some(4);
            let near = (start.year() - 1..=end.year())
                .filter_map(|y| Date::new(y, month, day.unwrap_or(1)).ok())
                .map(|first| (first, day.map_or_else(|| first.last_of_month(), |_| first)))
                .any(|(first, last)| first.saturating_sub(week) <= end && start <= last.saturating_add(week));
            if !near && self.is_of_stay(&tokens, sentence) {
                let expected = format!("{start} to {end}");
                findings.extend(self.flag("date/rotation-differs", &tokens, &expected, sure));
            }
        }
    }

    /// Where terms of some lexicons stand in prose, each with the month of its lexicon.
    fn named(&self, lexicons: &[(Lex, i8)]) -> Vec<Named> {
        let scene = self.scene;
        let mut found = Vec::new();
        for (class, month) in lexicons {
            found.extend(scene.terms_in(*class, 0..scene.doc.tokens().len()).filter_map(|hit| {
                let start = hit.start as usize;
                let sentence = scene.doc.sentence_of(start).filter(|_| scene.in_prose(start))?;
                Some(Named { tokens: start..start + hit.len as usize, sentence, month: *month })
            }));
        }
        found.sort_by_key(|named| named.tokens.start);
        found
    }

    /// "Our nurses voted her Student of the Month in the spring of 2027", in a letter of 2026.
    fn is_told_too_early(&self, at: usize, first: i8, said: Option<i16>, written: Date) -> bool {
        let scene = self.scene;
        let Some(opens) = said.and_then(|year| Date::new(year, first, 1).ok()) else { return false };
        let Some(sentence) = scene.doc.sentence_of(at).filter(|_| opens > written) else { return false };
        let range = scene.doc.sentences()[sentence].range();
        let past = [Lex::ActPast, Lex::PastWord].iter().any(|c| scene.has(*c, range.start..at));
        past && first != 12 && !scene.has(Lex::FutureWord, range)
    }

    /// "She was our sub-intern for four weeks this spring": a word for the time together stands before.
    fn follows_contact(&self, at: usize, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        let near = at.saturating_sub(9).max(range.start)..at;
        let last = |class: Lex| near.clone().rev().find(|t| self.scene.is(class, *t));
        let contact = last(Lex::RotationWord).or_else(|| last(Lex::StayWord));
        let is_cut = |from: usize| (from..at).any(|t| self.scene.doc.tokens()[t].kind == TokenKind::Mark);
        contact.is_some_and(|from| !is_cut(from))
    }

    /// "this past spring": the year of the last one that had begun when the letter was written.
    fn last_season(&self, at: usize, first: i8, written: Option<Date>) -> Option<i16> {
        let past = self.scene.leading(Lex::ThisPast, at.saturating_sub(2), at).is_some();
        let written = written.filter(|_| past)?;
        let began = Date::new(written.year(), first, 1).ok()? <= written;
        let year = if began { written.year() } else { written.year() - 1 };
        // A winter is called by the year in which it ends.
        Some(if first == 12 { year + 1 } else { year })
    }
}

/// First and last day of a season of a year, stretched.
fn stretch(year: i16, first: i8) -> Option<(Date, Date)> {
    let opens = Date::new(if first == 12 { year - 1 } else { year }, first - 1, 1).ok()?;
    Some((opens, opens.saturating_add(jiff::Span::new().months(MONTHS)).last_of_month()))
}

/// Whether a stretch of days touches a season of any year.
fn touches(first: i8, start: Date, end: Date) -> bool {
    (start.year()..=end.year() + 1)
        .filter_map(|year| stretch(year, first))
        .any(|(opens, closes)| meet(opens, closes, start, end))
}

/// Whether a stay lies in a season for more than its first or last days.
fn meet(opens: Date, closes: Date, start: Date, end: Date) -> bool {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |s| s.get_days()) + 1;
    days(opens.max(start), closes.min(end)) >= days(start, end).min(FRINGE)
}

/// "the winter of 2026" may be the one that ends that year or the one that begins in it.
fn meets(year: i16, start: Date, end: Date) -> bool {
    let from = Date::new(year, 11, 1);
    let to = Date::new(year + 1, 3, 31);
    matches!((from, to), (Ok(from), Ok(to)) if from <= end && start <= to)
}
