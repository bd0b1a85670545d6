//! Days that are said to lie in the stay, or to be its first or its last: "on her first day, May 4".

use std::ops::Range;

use jiff::civil::Date;

use super::calendar::DateMention;
use super::date::Checker;
use super::{Lex, Word};

/// Days by which the first or the last day of a stay may lie beside the bound that the profile gives.
const NEAR_BOUND: i32 = 3;

impl Checker<'_> {
    /// "On June 26, in the last week of his rotation": a day that is said to lie in the rotation.
    pub(super) fn day_differs(&self, date: &DateMention, day: i8, start: Date, end: Date) -> Option<String> {
        let range = self.scene.doc.sentences()[date.sentence].range();
        let near = date.tokens.start.saturating_sub(8).max(range.start)..range.end.min(date.tokens.end + 8);
        let inside = self.scene.has(Lex::InsideRotation, near);
        // "She started with us on April 6."
        let bound =
            [Lex::StartContact, Lex::EndContact].iter().any(|c| self.leads(*c, date.tokens.start, &range))
                || self.is_begun_on(date, &range);
        let joined = bound
            && date.year.is_none_or(|y| (y - start.year()).abs() <= 1)
            && self.about_applicant(date.sentence)
            && !self.scene.has(Lex::EarlierContact, range.clone());
        let there = || date.year.is_none() && self.is_scene_at(&date.tokens, date.sentence);
        let bound = self.bound_told(date, &range, start, end);
        if !inside && !joined && bound.is_none() && !there() {
            return None;
        }
        let day = Date::new(date.year.unwrap_or(end.year()), date.month, day).ok()?;
        let off = |bound: Date| bound.until(day).map_or(0, |s| s.get_days().abs()) > NEAR_BOUND;
        (bound.is_some_and(off) || day < start || day > end).then(|| format!("{start} to {end}"))
    }

    /// "On her first day, May 4", "six weeks beginning on May 4", "May 29, her last day with us": the bound of the stay that
    /// a day is said to be.
    fn bound_told(
        &self,
        date: &DateMention,
        sentence: &Range<usize>,
        start: Date,
        end: Date,
    ) -> Option<Date> {
        let scene = self.scene;
        if !self.about_applicant(date.sentence) {
            return None;
        }
        let (from, to) = (date.tokens.start, date.tokens.end);
        let joint = |t: usize| {
            scene.word(t) == Word::Comma || scene.is(Lex::OwnBeForm, t) || scene.word(t) == Word::On
        };
        let joints = (sentence.start..from).rev().take(2).take_while(|t| joint(*t)).count();
        let beside = |class: Lex| {
            let before = scene.leading(class, from.saturating_sub(9).max(sentence.start), from - joints);
            let next = to + usize::from(scene.word(to) == Word::Comma);
            before.is_some() || next < sentence.end && scene.is(class, next)
        };
        // "six weeks beginning on October 13"
        let opened = scene
            .leading(Lex::SpanOpen, from.saturating_sub(4).max(sentence.start), from)
            .is_some_and(|at| {
                at > sentence.start
                    && (scene.is(Lex::UnitWeek, at - 1) || scene.is(Lex::UnitMonth, at - 1))
                    && (self.about_rotation(date.sentence) || scene.has(Lex::StayVerb, sentence.clone()))
            });
        let leads = |class: Lex| {
            self.leads(class, from, sentence) && !scene.has(Lex::EarlierContact, sentence.clone())
        };
        if leads(Lex::EndContact) {
            return Some(end);
        }
        if beside(Lex::FirstDay) || opened && date.year.is_none_or(|y| y == start.year()) {
            Some(start)
        } else {
            beside(Lex::LastDay).then_some(end)
        }
    }

    /// "She began on our service on May 4."
    fn is_begun_on(&self, date: &DateMention, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let start = date.tokens.start;
        let near = start.saturating_sub(7).max(sentence.start)..start;
        let verb = near.clone().rev().find(|t| scene.is(Lex::StartVerb, *t));
        verb.is_some_and(|v| {
            v > sentence.start
                && self.facts.is_marked(scene, Lex::Applicant, &(v - 1..v))
                && (v..start).any(|t| scene.is(Lex::PronFirst, t) || scene.is(Lex::StayWord, t))
                // "joined our journal club again on August 11"
                && ![Lex::ConferenceWord, Lex::OtherTime].iter().any(|c| scene.has(*c, v..start))
        })
    }
}
