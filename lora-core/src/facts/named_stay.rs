//! Months and seasons that name the stay themselves: "her September block", "our July together", "the four weeks in June".

use crate::facts::{Lex, Word};
use std::ops::Range;

use super::date::Checker;

/// Words between the month and what it belongs to: "the October cardiology rotation".
const NOUN: usize = 2;

impl Checker<'_> {
    /// "her September block", "those October weeks", "the best student of the June rotation", "his August evaluation",
    /// "her July on the unit".
    pub(super) fn names_stay(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let Some(before) = time.start.checked_sub(1).filter(|t| *t >= range.start) else { return false };
        let is = |class: Lex| scene.is(class, before);
        let possessive = is(Lex::PronPossessive) || self.is_applicants(before);
        let anaphoric = is(Lex::AnaphoricWord);
        let past = || {
            let told = |t: usize| [Lex::PastWord, Lex::RememberWord].iter().any(|c| scene.is(*c, t));
            range.clone().any(|t| told(t) || scene.folded(t).ends_with("ed"))
        };
        let near_past = || self.is_told_lately(sentence) && past();
        let definite = is(Lex::WholeArticle)
            && (self.about_applicant(sentence) || self.is_told_of_stay(sentence) || near_past());
        let next = time.end;
        let noun = (next..range.end.min(next + 1 + NOUN))
            .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is(Lex::Preposition, *t))
            .find(|t| {
                scene.is(Lex::StayWord, *t) || scene.is(Lex::StayRecord, *t) && (possessive || anaphoric)
            });
        // "those October weeks", "The April weeks went by quickly"
        let weeks = (anaphoric || is(Lex::WholeArticle)) && scene.is(Lex::UnitWeek, next);
        // "in those October mornings"
        // "those long summer mornings"
        let those = anaphoric
            || before > range.start
                && scene.is(Lex::AnaphoricWord, before - 1)
                && !scene.doc.tokens()[before].is_capital();
        let hours = those
            && next < range.end
            && scene.is(Lex::DayPart, next)
            && self.about_applicant(sentence)
            && !scene.has(Lex::CaseNoun, range.clone());
        // "It was the best April of our service."
        let article = before.checked_sub(1).filter(|t| *t >= range.start);
        let praised = article
            .is_some_and(|t| scene.is(Lex::WholeArticle, t) || scene.is(Lex::AnaphoricWord, t))
            && scene.doc.tokens()[before].is_word()
            && !scene.doc.tokens()[before].is_capital()
            && next < range.end
            && (scene.is(Lex::OfHouse, next) || scene.is(Lex::StayHere, next))
            && self.is_near_applicant(sentence);
        let here = possessive
            && next < range.end
            && (scene.is(Lex::StayHere, next) || scene.is(Lex::StayPlace, next));
        // "a January elective with us", "The October evaluation was glowing."
        let with_us = scene.is(Lex::Count1, before)
            && self.about_applicant(sentence)
            && noun.is_some_and(|n| scene.is(Lex::StayWord, n) && scene.is(Lex::StayHere, n + 1));
        // "during the winter on our ward", "Over the summer that she spent in our office"
        let spent = next < range.end && scene.is(Lex::ThatSpent, next);
        let ours = (next..range.end.min(next + 6)).any(|t| scene.is(Lex::PossessiveHouse, t));
        let there = is(Lex::WholeArticle)
            && next < range.end
            && (spent && ours
                || scene.is(Lex::Preposition, next) && scene.is(Lex::PossessiveHouse, next + 1))
            && self.about_applicant(sentence)
            && past();
        let written = is(Lex::WholeArticle) && scene.is(Lex::EvaluationWord, next);
        // "our March sub-intern", "The October rotation passed without incident."
        let learner = (is(Lex::OwnHouse) || is(Lex::PossessiveHouse))
            && next < range.end
            && scene.is(Lex::Learner, next)
            && self.about_applicant(sentence);
        let passed = is(Lex::WholeArticle)
            && next < range.end
            && scene.is(Lex::StayWord, next)
            && (next..range.end).any(|t| scene.is(Lex::PastWord, t) || scene.folded(t).ends_with("ed"))
            && !scene.has(Lex::RoleStudent, range.clone());
        // "The June shifts were busy", "the dark February lists", "by the end of the June month"
        let led_by = |class: Lex| {
            is(class)
                || scene.doc.tokens()[before].is_word()
                    && !scene.doc.tokens()[before].is_capital()
                    && !scene.is(Lex::Preposition, before)
                    && article.is_some_and(|t| scene.is(class, t))
        };
        let worked = led_by(Lex::WholeArticle)
            && next < range.end
            && (scene.is(Lex::StayWork, next) || scene.is(Lex::UnitMonth, next))
            && (self.about_applicant(sentence)
                || self.is_told_lately(sentence)
                || range.clone().any(|t| scene.is(Lex::Speaker, t)))
            && past()
            && ![Lex::OtherTime, Lex::LifeEvent].iter().any(|c| scene.has(*c, range.clone()));
        // "During that awful Thanksgiving week she carried eight patients."
        let that_week = (led_by(Lex::ThatWord) || led_by(Lex::AnaphoricWord))
            && next < range.end
            && scene.is(Lex::UnitWeek, next)
            && (self.about_applicant(sentence) || self.is_told_lately(sentence))
            && past();
        let written =
            written || there || learner || passed || worked || that_week || self.names_ours(time, sentence);
        // "The nurses still speak of that February."
        let that = is(Lex::ThatWord)
            && before > range.start
            && self.is_near_applicant(sentence)
            && !self.tells_of_others(&range)
            && ![Lex::OtherTime, Lex::LetterTalk, Lex::ConferenceWord, Lex::LifeEvent]
                .iter()
                .any(|c| scene.has(*c, range.clone()));
        // "In the March group he fell in the middle third."
        let group = (is(Lex::WholeArticle) || is(Lex::PossessiveHouse))
            && next < range.end
            && scene.is(Lex::MonthGroup, next)
            && article.is_none_or(|t| matches!(scene.word(t), Word::In | Word::Of | Word::Among))
            && self.about_applicant(sentence)
            && !range
                .clone()
                .any(|t| matches!(scene.word(t), Word::Than | Word::Unlike | Word::Other | Word::Compared));
        weeks
            || hours
            || group
            || praised
            || that
            || noun.is_some() && (possessive || anaphoric || definite)
            || here
            || with_us
            || written
    }

    /// "our July together", "from our February rotation", "It was a good autumn for us here".
    fn names_ours(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let Some(before) = time.start.checked_sub(1).filter(|t| *t > range.start) else { return false };
        let next = time.end;
        let ours = scene.is(Lex::PossessiveHouse, before);
        let stay = (next..range.end.min(next + 1 + NOUN)).find(|t| scene.is(Lex::StayWord, *t));
        let after = stay.map_or(next, |t| t + self.scene.term(Lex::StayWord, t).unwrap_or(1));
        // "our September days together"
        let together = (next..range.end.min(after + 2))
            .take_while(|t| !scene.is(Lex::Preposition, *t) || scene.is(Lex::TogetherWord, *t))
            .any(|t| scene.is(Lex::TogetherWord, t));
        // "Our July block is the hardest of the year" tells of every July.
        // "from our February rotation is on file"
        let led = before > range.start + 1 && scene.is(Lex::Preposition, before - 1);
        let habitual =
            !led && after < range.end && (scene.is(Lex::OwnBeForm, after) || scene.is(Lex::HabitWord, after));
        let bound = stay.is_some() && !habitual && self.is_told_lately(sentence);
        let kind = scene.doc.tokens()[before].is_word() && !scene.doc.tokens()[before].is_capital();
        let for_us = kind
            && scene.is(Lex::Count1, before - 1)
            && next < range.end
            && scene.is(Lex::ForUs, next)
            && self.is_told_lately(sentence);
        ours && (together || bound) || for_us
    }

    /// "The four weeks in June", "her six weeks in the autumn of 2025": the length of the stay, and its time.
    pub(super) fn counts_weeks(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let article = time.start.checked_sub(1).filter(|t| scene.is(Lex::DateArticle, *t));
        let joint = article.unwrap_or(time.start).checked_sub(1);
        let joint = joint
            .filter(|t| *t > sentence.start && matches!(scene.word(*t), Word::In | Word::Of | Word::During));
        let Some(unit) = joint.and_then(|t| t.checked_sub(1)).filter(|t| *t > sentence.start + 1) else {
            return false;
        };
        let first = unit.saturating_sub(4).max(sentence.start);
        scene.text(unit) == "weeks"
            && (2..=16_u8).any(|n| {
                scene.is(Lex::COUNTS[usize::from(n) - 1], unit - 1) || scene.text(unit - 1) == n.to_string()
            })
            && (first..unit - 1).rev().take(2).any(|t| {
                scene.is(Lex::DateArticle, t)
                    || scene.is(Lex::PronPossessive, t)
                    || scene.is(Lex::AnaphoricWord, t)
                    || self.is_applicants(t)
            })
    }
}
