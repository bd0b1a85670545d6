//! Whether a month or a season is told as the time that writer and applicant had together: "her July on the unit", "in
//! the second week of May she asked me", "all through that snowy February he drove in".

use std::ops::Range;

use super::PersonRole;
use super::date::Checker;

/// Words between the preposition and the month: "in the third week of that golden October".
const LEAD: usize = 6;
/// Words between the month and what it belongs to: "the October cardiology rotation".
const NOUN: usize = 2;
/// Words between the time and who did something then: "In July, on the breast bench, she".
const SUBJECT: usize = 9;

impl Checker<'_> {
    /// Whether a month or season is told as the time of the rotation.
    pub(super) fn is_of_stay(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let has = |class: &str| scene.terms_in(class, range.clone()).next().is_some();
        if self.about_other_trainee(time, sentence) {
            return false;
        }
        if self.names_stay(time, sentence) {
            return !has("other-contact");
        }
        if has("earlier-contact") {
            return false;
        }
        let near = self.about_applicant(sentence);
        // "At the end of the rotation, in July", "the seven weeks of February", "Throughout September the residents …"
        if near && ["stay-lead", "throughout-word"].iter().any(|c| self.leads(c, time.start, &range)) {
            return true;
        }
        if near && self.is_hard_month(time, &range) {
            return true;
        }
        let Some(lead) = self.lead_of(time, &range) else { return false };
        if near && scene.term("throughout-word", lead).is_some() {
            return true;
        }
        let clause = self.clause_around(time, &range);
        if self.is_told_ahead(&clause) {
            return false;
        }
        self.tells_of_contact(time, &clause)
            || self.is_observed(lead, time, &clause)
            || self.is_story(lead, sentence)
    }

    /// "her September block", "those October weeks", "the best student of the June rotation", "his August evaluation",
    /// "her July on the unit".
    fn names_stay(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let Some(before) = time.start.checked_sub(1).filter(|t| *t >= range.start) else { return false };
        let is = |class: &str| scene.is(class, before);
        let possessive = is("pron-possessive") || self.is_applicants(before);
        let anaphoric = is("anaphoric-word");
        let definite = is("whole-article") && self.about_applicant(sentence);
        let next = time.end;
        let noun = (next..range.end.min(next + 1 + NOUN))
            .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is("preposition", *t))
            .find(|t| scene.is("stay-word", *t) || scene.is("stay-record", *t) && (possessive || anaphoric));
        // "those October weeks", "The April weeks went by quickly"
        let weeks = (anaphoric || is("whole-article")) && scene.is("unit-week", next);
        let here =
            possessive && next < range.end && (scene.is("stay-here", next) || scene.is("stay-place", next));
        // "a January elective with us", "The October evaluation was glowing."
        let with_us = scene.is("count-1", before)
            && self.about_applicant(sentence)
            && noun.is_some_and(|n| scene.is("stay-word", n) && scene.is("stay-here", n + 1));
        let written = is("whole-article") && scene.is("evaluation-word", next);
        weeks || noun.is_some() && (possessive || anaphoric || definite) || here || with_us || written
    }

    /// "Dr. Farah's June rotation".
    fn is_applicants(&self, token: usize) -> bool {
        let class = self.scene.rules.class("applicant");
        self.scene.doc.tokens()[token].is_clitic()
            && self.facts.marks.iter().any(|m| {
                Some(m.class) == class
                    && (m.start as usize) < token
                    && token <= m.start as usize + m.len as usize
            })
    }

    /// "June is the heaviest month on our service and she got through it."
    fn is_hard_month(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let verb = scene.is("own-be-form", time.end);
        let month = (time.end..sentence.end.min(time.end + 6)).find(|t| scene.is("unit-month", *t));
        time.start == sentence.start
            && verb
            && month.is_some_and(|m| (m..sentence.end.min(m + 4)).any(|t| scene.is("own-house", t)))
    }

    /// The word that makes a month or season the time of something: "in", "during", "this".
    fn lead_of(&self, time: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let first = time.start.saturating_sub(LEAD).max(sentence.start);
        let mut lead = None;
        for at in (first..time.start).rev() {
            let token = &scene.doc.tokens()[at];
            if !token.is_word() || scene.is("no-time-lead", at) {
                break;
            }
            if let Some(len) = ["throughout-word", "time-lead"].iter().find_map(|c| scene.term(c, at))
                && at + len <= time.start
            {
                lead = Some(at);
                continue;
            }
            // "the third week of", "that golden", "the end of"
            if !(scene.is("time-filler", at) || lead.is_none() && at + 1 == time.start && !token.is_capital())
            {
                break;
            }
        }
        lead
    }

    /// "When she arrived, in the first days of January".
    pub(super) fn is_of_arrival(&self, at: usize, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let Some(lead) = self.lead_of(&(at..at + 1), &range) else { return false };
        let from = lead.saturating_sub(4).max(range.start);
        let arrived = (from..lead).any(|t| {
            scene
                .term("arrival", t)
                .is_some_and(|len| t + len == lead || scene.text(t + len) == "," && t + len + 1 == lead)
        });
        arrived
            && scene.terms_in("earlier-contact", range.clone()).next().is_none()
            && !self.about_other_trainee(&(at..at + 1), sentence)
            && self.about_applicant(sentence)
    }

    /// From mark to mark; commas stand within.
    fn clause_around(&self, time: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let cuts = |t: &usize| matches!(self.scene.text(*t), ";" | ":" | "(" | ")" | "\u{2014}");
        let start = (sentence.start..time.start).rev().find(cuts).map_or(sentence.start, |t| t + 1);
        let end = (time.end..sentence.end).find(cuts).unwrap_or(sentence.end);
        start..end
    }

    /// "She will be an intern with us in July."
    fn is_told_ahead(&self, clause: &Range<usize>) -> bool {
        self.scene.terms_in("ahead-word", clause.clone()).next().is_some()
    }

    /// "was my sub-intern for a month on the geriatric unit this past October", "In February, when she was with us".
    fn tells_of_contact(&self, time: &Range<usize>, clause: &Range<usize>) -> bool {
        let scene = self.scene;
        let far = |t: usize| if t < time.start { time.start - t } else { t.saturating_sub(time.end) };
        let alone = !self.tells_of_others(clause);
        let applicant = self.applicant_in(clause);
        let mut contacts = ["rotation-word", "stay-here", "stay-verb"]
            .iter()
            .flat_map(|c| scene.terms_in(c, clause.clone()))
            .map(|h| h.start as usize)
            .filter(|t| far(*t) <= 12 && !self.is_parted(*t, time));
        // "Since he left us back in June": who was with the writer is the applicant.
        let contact = contacts.any(|t| applicant || t > clause.start && scene.is("pron-subject", t - 1));
        // "His time at Mercy Ridge Hospital in October", "his weeks on the ward"
        // "Those weeks in the dead of winter"
        let own = (time.start.saturating_sub(10).max(clause.start)..time.start).any(|t| {
            (scene.is("pron-possessive", t) || self.is_applicants(t) || scene.is("anaphoric-word", t))
                && (scene.is("stay-word", t + 1) || scene.is("stay-time", t + 1))
                && !self.is_parted(t, time)
        });
        alone && contact || own
    }

    /// Whether another clause begins between a word and the time.
    fn is_parted(&self, at: usize, time: &Range<usize>) -> bool {
        let (from, to) = if at < time.start { (at + 1, time.start) } else { (time.end, at) };
        (from..to).any(|t| self.scene.is("parting-word", t))
    }

    /// Whether patients, their kin or anybody else by name comes up.
    fn tells_of_others(&self, clause: &Range<usize>) -> bool {
        let people = &self.facts.people;
        let named = people.mentions_in(clause).any(|m| {
            !matches!(people.role_of(m), PersonRole::Applicant | PersonRole::Writer | PersonRole::Leftover)
        });
        named
            || ["role-patient", "role-family", "case-noun"]
                .iter()
                .any(|c| self.scene.terms_in(c, clause.clone()).next().is_some())
    }

    fn applicant_in(&self, tokens: &Range<usize>) -> bool {
        self.facts.is_marked(self.scene, "applicant", tokens)
    }

    /// "In the second week of May she asked me for the box": the applicant does something with the writer then.
    fn is_observed(&self, lead: usize, time: &Range<usize>, clause: &Range<usize>) -> bool {
        let scene = self.scene;
        let opens = lead == clause.start || lead == clause.start + 1 && scene.is("clause-word", clause.start);
        let near = time.end..clause.end.min(time.end + SUBJECT);
        let subject = self.facts.first_marked(scene, "applicant", &near);
        let subject = subject.map(|m| m.start as usize + m.len as usize);
        let Some(after) = subject.filter(|_| opens) else { return false };
        // Who else is named before did it.
        let alone = (time.end..after).all(|t| !scene.is("speaker", t));
        let rest = after..clause.end;
        let witness =
            (time.end..clause.end).any(|t| scene.is("pron-first", t) || scene.is("stay-setting", t));
        let other = ["letter-talk", "case-noun", "conference-word"]
            .iter()
            .any(|c| scene.terms_in(c, rest.clone()).next().is_some());
        let past =
            scene.is("act.past", after) || scene.is("past-word", after) || scene.is("asked-word", after);
        alone && witness && past && !other
    }

    /// "It was, if I remember rightly, in the first week of June": what was just told of the applicant.
    fn is_story(&self, lead: usize, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let sentences = scene.doc.sentences();
        let before =
            sentence.checked_sub(1).filter(|b| sentences[*b].paragraph == sentences[sentence].paragraph);
        // "Mind you, this was in a September"
        let opens = (range.start..range.end.min(range.start + 4))
            .find_map(|t| scene.term("story-was", t).map(|len| t + len));
        let aside = |from: usize| scene.text(from) == "," && lead > from && scene.text(lead - 1) == ",";
        let at_once = opens.is_some_and(|end| end == lead || aside(end) && lead <= end + 8);
        at_once
            && before.is_some_and(|b| {
                (b.saturating_sub(1)..=b).any(|n| {
                    sentences[n].paragraph == sentences[sentence].paragraph && self.about_applicant(n)
                }) && scene.terms_in("earlier-contact", sentences[b].range()).next().is_none()
            })
    }

    /// Whether a term of a lexicon ends right before a token.
    pub(super) fn leads(&self, class: &str, at: usize, sentence: &Range<usize>) -> bool {
        (at.saturating_sub(6).max(sentence.start)..at)
            .any(|t| self.scene.term(class, t).is_some_and(|len| t + len == at))
    }
}
