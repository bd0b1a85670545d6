//! Months and seasons that name the stay themselves: "her September block", "our July together", "the four weeks in June".

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
        let is = |class: &str| scene.is(class, before);
        let possessive = is("pron-possessive") || self.is_applicants(before);
        let anaphoric = is("anaphoric-word");
        let past = || {
            let told = |t: usize| ["past-word", "remember-word"].iter().any(|c| scene.is(c, t));
            range.clone().any(|t| told(t) || scene.folded(t).ends_with("ed"))
        };
        let near_past = || self.is_told_lately(sentence) && past();
        let definite = is("whole-article")
            && (self.about_applicant(sentence) || self.is_told_of_stay(sentence) || near_past());
        let next = time.end;
        let noun = (next..range.end.min(next + 1 + NOUN))
            .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is("preposition", *t))
            .find(|t| scene.is("stay-word", *t) || scene.is("stay-record", *t) && (possessive || anaphoric));
        // "those October weeks", "The April weeks went by quickly"
        let weeks = (anaphoric || is("whole-article")) && scene.is("unit-week", next);
        // "in those October mornings"
        // "those long summer mornings"
        let those = anaphoric
            || before > range.start
                && scene.is("anaphoric-word", before - 1)
                && !scene.doc.tokens()[before].is_capital();
        let hours = those
            && next < range.end
            && scene.is("day-part", next)
            && self.about_applicant(sentence)
            && scene.terms_in("case-noun", range.clone()).next().is_none();
        // "It was the best April of our service."
        let article = before.checked_sub(1).filter(|t| *t >= range.start);
        let praised = article.is_some_and(|t| scene.is("whole-article", t) || scene.is("anaphoric-word", t))
            && scene.doc.tokens()[before].is_word()
            && !scene.doc.tokens()[before].is_capital()
            && next < range.end
            && (scene.is("of-house", next) || scene.is("stay-here", next))
            && self.is_near_applicant(sentence);
        let here =
            possessive && next < range.end && (scene.is("stay-here", next) || scene.is("stay-place", next));
        // "a January elective with us", "The October evaluation was glowing."
        let with_us = scene.is("count-1", before)
            && self.about_applicant(sentence)
            && noun.is_some_and(|n| scene.is("stay-word", n) && scene.is("stay-here", n + 1));
        let written = is("whole-article") && scene.is("evaluation-word", next);
        // "our March sub-intern", "The October rotation passed without incident."
        let learner = (is("own-house") || is("possessive-house"))
            && next < range.end
            && scene.is("learner", next)
            && self.about_applicant(sentence);
        let passed = is("whole-article")
            && next < range.end
            && scene.is("stay-word", next)
            && (next..range.end).any(|t| scene.is("past-word", t) || scene.folded(t).ends_with("ed"))
            && scene.terms_in("role-student", range.clone()).next().is_none();
        // "The June shifts were busy."
        let worked = is("whole-article") && next < range.end && scene.is("stay-work", next) && near_past();
        let written = written || learner || passed || worked || self.names_ours(time, sentence);
        // "The nurses still speak of that February."
        let that = is("that-word")
            && before > range.start
            && self.is_near_applicant(sentence)
            && !self.tells_of_others(&range)
            && !["other-time", "letter-talk", "conference-word", "life-event"]
                .iter()
                .any(|c| scene.terms_in(c, range.clone()).next().is_some());
        // "In the March group he fell in the middle third."
        let group = (is("whole-article") || is("possessive-house"))
            && next < range.end
            && scene.is("month-group", next)
            && article.is_none_or(|t| matches!(scene.folded(t), "in" | "of" | "among"))
            && self.about_applicant(sentence)
            && !range.clone().any(|t| matches!(scene.folded(t), "than" | "unlike" | "other" | "compared"));
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
        let ours = scene.is("possessive-house", before);
        let stay = (next..range.end.min(next + 1 + NOUN)).find(|t| scene.is("stay-word", *t));
        let after = stay.map_or(next, |t| t + self.scene.term("stay-word", t).unwrap_or(1));
        // "our September days together"
        let together = (next..range.end.min(after + 2))
            .take_while(|t| !scene.is("preposition", *t) || scene.is("together-word", *t))
            .any(|t| scene.is("together-word", t));
        // "Our July block is the hardest of the year" tells of every July.
        // "from our February rotation is on file"
        let led = before > range.start + 1 && scene.is("preposition", before - 1);
        let habitual =
            !led && after < range.end && (scene.is("own-be-form", after) || scene.is("habit-word", after));
        let bound = stay.is_some() && !habitual && self.is_told_lately(sentence);
        let kind = scene.doc.tokens()[before].is_word() && !scene.doc.tokens()[before].is_capital();
        let for_us = kind
            && scene.is("count-1", before - 1)
            && next < range.end
            && scene.is("for-us", next)
            && self.is_told_lately(sentence);
        ours && (together || bound) || for_us
    }

    /// "The four weeks in June", "her six weeks in the autumn of 2025": the length of the stay, and its time.
    pub(super) fn counts_weeks(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let article = time.start.checked_sub(1).filter(|t| scene.is("date-article", *t));
        let joint = article.unwrap_or(time.start).checked_sub(1);
        let joint =
            joint.filter(|t| *t > sentence.start && matches!(scene.folded(*t), "in" | "of" | "during"));
        let Some(unit) = joint.and_then(|t| t.checked_sub(1)).filter(|t| *t > sentence.start + 1) else {
            return false;
        };
        let first = unit.saturating_sub(4).max(sentence.start);
        scene.text(unit) == "weeks"
            && (2..=16_u8)
                .any(|n| scene.is(&format!("count-{n}"), unit - 1) || scene.text(unit - 1) == n.to_string())
            && (first..unit - 1).rev().take(2).any(|t| {
                scene.is("date-article", t)
                    || scene.is("pron-possessive", t)
                    || scene.is("anaphoric-word", t)
                    || self.is_applicants(t)
            })
    }
}
