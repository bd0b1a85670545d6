//! Whether a length of time is said of the applicant's stay as a whole.

use std::ops::Range;

use super::date::Checker;
use super::duration::{Duration, Unit};
use crate::facts::{Lex, Word};
use crate::text::TokenKind;

impl Checker<'_> {
    /// Whether a duration is that of the whole rotation.
    pub(super) fn is_whole(&self, duration: &Duration, sentence: usize, days: f32) -> bool {
        let scene = self.scene;
        let (from, unit) = (duration.tokens.start, duration.tokens.end - 1);
        let range = scene.doc.sentences()[sentence].range();
        if duration.unit == Unit::Year && days < 300.0 {
            return false;
        }
        if self.is_stay(duration, sentence) {
            return true;
        }
        // "I supervised her for five months", "She was here ten weeks": longer cannot be, shorter is a part.
        let head = self.before_rounding(from, range.start);
        let led = scene.leading(Lex::ContactFor, head.saturating_sub(6).max(range.start), head);
        let perfect = |t: usize| t > range.start && scene.is(Lex::PerfectWord, t - 1);
        if led.is_some_and(|t| !perfect(t)) && duration.unit != Unit::Year && duration.days() > days {
            return self.about_applicant(sentence) && !scene.has(Lex::EarlierContact, range.clone());
        }
        // "The project took her seven weeks."
        if (from.saturating_sub(3).max(range.start)..from).any(|t| scene.is(Lex::TookWord, t))
            && !self.is_said_to_last(from, range.start)
            && !(unit + 1..range.end.min(unit + 4)).any(|t| scene.is(Lex::StayWord, t))
        {
            return false;
        }
        if self.is_too_long(duration, sentence, days) || self.is_of_last_months(duration, sentence) {
            return true;
        }
        // "Over those six weeks", "over her eight weeks": those just told of.
        let anaphoric = from > range.start && scene.is(Lex::AnaphoricWord, from - 1);
        // "I had in these seventeen years some sixty young physicians"
        // "I have over these three months opened a hundred of them": of the applicant, just told of.
        let told =
            self.about_applicant(sentence) || duration.unit == Unit::Month && self.is_told_lately(sentence);
        let writers = !told && (range.start..from).any(|t| scene.is(Lex::Speaker, t));
        let told_of = anaphoric && !writers && !self.is_of_story(duration, sentence)
            || from > range.start
                && scene.is(Lex::PronPossessive, from - 1)
                && self.about_applicant(sentence);
        if !told_of && (!self.about_rotation(sentence) || self.is_partial(from, unit, range.clone())) {
            return false;
        }
        let lasted = self.is_said_to_last(from, range.start);
        let (said, named) = (duration.days(), self.names_rotation(unit, range.end) || lasted);
        // Shorter is a part of the time; longer cannot be, nor a whole rotation that is named shorter.
        // "Over these twelve weeks he was one of us": of a stay of sixteen.
        let lead = range.start;
        let opens =
            from == lead + 2 && (scene.is(Lex::TimePreposition, lead) || scene.is(Lex::Preposition, lead));
        let whole = named || told_of || self.spans_contact(from, unit, range);
        let all = opens && self.is_told_once(duration);
        let stated = anaphoric && told_of && (duration.unit != Unit::Week || all);
        whole && (said > days || named || stated)
    }

    /// "the five weeks here", "the three months of his externship", "In six weeks on this service", "a three-week
    /// block": said of the stay as a whole.
    fn is_stay(&self, duration: &Duration, sentence: usize) -> bool {
        let scene = self.scene;
        let end = duration.tokens.end;
        let range = scene.doc.sentences()[sentence].range();
        if self.about_other_trainee(&duration.tokens, sentence) {
            return false;
        }
        // "Three weeks in all", "all told six weeks"
        let from = self.before_rounding(duration.tokens.start, range.start);
        let total = end < range.end && scene.is(Lex::InAll, end) || self.leads(Lex::InAll, from, &range);
        if total && self.is_told_of_stay(sentence) {
            return true;
        }
        if from <= range.start {
            // "Six weeks is long enough to know a person", where nothing else is told of six weeks.
            // "Six weeks at that distance is enough"
            let told = end + usize::from(scene.is(Lex::Preposition, end)) * 4;
            return duration.unit != Unit::Year
                && end < range.end
                && (end..=told).any(|t| scene.is(Lex::StayJudged, t))
                && self.is_told_lately(sentence)
                && self.is_told_once(duration);
        }
        let definite = scene.is(Lex::WholeArticle, from - 1);
        // "In six weeks on this service", ", and for eight weeks he was mine"
        let opens = (scene.is(Lex::Preposition, from - 1) || scene.is(Lex::TimePreposition, from - 1))
            && (from == range.start + 1
                || scene.is(Lex::ClauseWord, from - 2)
                || scene.doc.tokens()[from - 2].kind == TokenKind::Mark);
        // "After three months with Amina"
        let with = end + 1 < range.end
            && scene.word(end) == Word::With
            && self.facts.is_marked(scene, Lex::Applicant, &(end + 1..end + 2));
        let here = scene.is(Lex::StayHere, end) || with;
        // "of his externship"
        let of = scene.is(Lex::DateJoint, end)
            && scene.is(Lex::PronPossessive, end + 1)
            && (end + 2..range.end.min(end + 5)).any(|t| scene.is(Lex::StayWord, t));
        let block = scene.is(Lex::StayWord, end)
            && scene.doc.tokens()[end - 1].is_hyphenated()
            && (scene.is(Lex::StaySubject, range.start)
                || scene.is(Lex::PronPossessive, from - 1)
                || definite);
        // "I was his attending for the whole six weeks."
        let entire = from >= range.start + 2
            && scene.is(Lex::EntireWord, from - 1)
            && scene.is(Lex::DateArticle, from - 2)
            && !scene.is(Lex::DateJoint, end)
            && (end >= range.end || !scene.doc.tokens()[end].is_word())
            && self.about_applicant(sentence);
        // "After eight weeks of listening to somebody"
        let watched = opens
            && scene.is(Lex::DateJoint, end)
            && scene.is(Lex::WatchingWord, end + 1)
            && self.is_told_lately(sentence)
            && self.is_told_once(duration);
        (definite || opens) && here || definite && of || block || entire || watched
    }

    /// The first of the words that round a number: "in nearly four years".
    pub(super) fn before_rounding(&self, from: usize, first: usize) -> usize {
        (from.saturating_sub(3).max(first)..from)
            // "Over six weeks in this clinic": at the head of a sentence it rounds nothing.
            .filter(|t| *t > first || !self.scene.is(Lex::TimePreposition, *t))
            .find(|t| self.scene.term(Lex::Approximately, *t).is_some_and(|len| t + len == from))
            .unwrap_or(from)
    }

    /// Whether a sentence or the one before it tells of the stay.
    pub(super) fn is_told_of_stay(&self, sentence: usize) -> bool {
        let sentences = self.scene.doc.sentences();
        let before =
            sentence.checked_sub(1).filter(|b| sentences[*b].paragraph == sentences[sentence].paragraph);
        let told = |s: usize| {
            self.about_applicant(s)
                && (self.about_rotation(s)
                    || self.facts.ranges.iter().any(|r| r.sentence == s && r.start.day.is_some()))
        };
        told(sentence) || before.is_some_and(told)
    }

    /// Whether a length of time was told of before: "it took him seven weeks. In those seven weeks …"
    fn is_of_story(&self, duration: &Duration, sentence: usize) -> bool {
        let sentences = self.scene.doc.sentences();
        (sentence.saturating_sub(4)..sentence).any(|s| {
            sentences[s].paragraph == sentences[sentence].paragraph
                && self.durations_in(sentences[s].range()).iter().any(|d| d.is_like(duration))
        })
    }

    /// Whether another trainee is spoken of right around some words.
    pub(super) fn about_other_trainee(&self, tokens: &Range<usize>, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        let near = tokens.start.saturating_sub(10).max(range.start)..range.end.min(tokens.end + 10);
        self.scene.terms_in(Lex::RoleStudent, near.clone()).map(|h| h.start as usize).any(|t| {
            // "In the July rotation I had four other students": further off only those whom the writer had then.
            let had = || {
                let between = tokens.end..t;
                between.clone().any(|b| self.scene.is(Lex::Speaker, b) && self.scene.word(b + 1) == Word::Had)
                    && !self.facts.is_marked(self.scene, Lex::Applicant, &between)
            };
            // "Her classmate, who was with us in March"
            let fellow =
                self.scene.term(Lex::RoleStudent, t) == Some(1) && self.scene.is(Lex::OtherMarker, t);
            (fellow || (t.saturating_sub(3).max(range.start)..t).any(|m| self.scene.is(Lex::OtherMarker, m)))
                && (t < tokens.end + 4 || had())
        })
    }

    /// "six-week rotation": the duration is that of the rotation itself.
    fn names_rotation(&self, unit: usize, end: usize) -> bool {
        (unit + 1..end.min(unit + 6)).any(|t| self.scene.is(Lex::RotationWord, t))
    }

    /// "Her rotation lasted three months."
    fn is_said_to_last(&self, from: usize, first: usize) -> bool {
        let scene = self.scene;
        let from = self.before_rounding(from, first);
        let verb = scene.leading(Lex::Lasted, from.saturating_sub(3).max(first), from);
        verb.is_some_and(|v| (v.saturating_sub(3).max(first)..v).any(|t| scene.is(Lex::StayWord, t)))
    }

    /// "the three months she spent with us", "worked with me for three months".
    fn spans_contact(&self, from: usize, unit: usize, sentence: Range<usize>) -> bool {
        let before = from > sentence.start && self.scene.is(Lex::SpanWord, from - 1);
        let rotation_near = (from.saturating_sub(12).max(sentence.start)..sentence.end.min(unit + 8))
            .any(|t| self.scene.is(Lex::RotationWord, t));
        before && rotation_near
    }

    pub(super) fn is_partial(&self, from: usize, unit: usize, sentence: Range<usize>) -> bool {
        let around = [
            from.checked_sub(1).filter(|t| *t >= sentence.start),
            Some(unit + 1).filter(|t| *t < sentence.end),
        ];
        around.into_iter().flatten().any(|t| self.scene.is(Lex::PartialWord, t))
    }
}
