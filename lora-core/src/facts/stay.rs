//! Whether a month or a season is told as the time that writer and applicant had together: "her July on the unit", "in
//! the second week of May she asked me", "all through that snowy February he drove in".

use std::ops::Range;

use super::date::Checker;
use super::{Lex, PersonRole, Word};
use crate::text::TokenKind;

/// Words between the preposition and the month: "in the third week of that golden October".
const LEAD: usize = 6;
/// Words between what somebody did and the time of it.
const FAR: usize = 16;
/// Words between the time and who did something then: "In July, on the breast bench, she".
const SUBJECT: usize = 9;

impl Checker<'_> {
    /// Whether a month or season is told as the time of the rotation.
    pub(super) fn is_of_stay(&self, time: &Range<usize>, sentence: usize) -> bool {
        self.is_told_of_stay_at(time, sentence, false)
    }

    /// The same; after the rotation and before the letter somebody may still have been seen, and done something.
    pub(super) fn is_told_of_stay_at(&self, time: &Range<usize>, sentence: usize, later: bool) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let has = |class: Lex| scene.has(class, range.clone());
        if self.about_other_trainee(time, sentence) || self.is_other_stay(time, sentence) {
            return false;
        }
        let phrase = self.phrase_around(time, &range);
        let said = |class: Lex| scene.has(class, phrase.clone());
        if self.names_stay(time, sentence) {
            return !said(Lex::OtherContact);
        }
        if self.counts_weeks(time, &range) && self.is_told_lately(sentence) {
            return true;
        }
        let near = self.about_applicant(sentence);
        // "spent the month of May with me", whatever else the sentence tells.
        let ahead = self.is_told_ahead(&(phrase.start..time.start)) && !self.is_told_as_past(time, &phrase);
        let elsewise = [Lex::EarlierContact, Lex::OtherContact, Lex::RoleFamily];
        if near
            && !ahead
            && !elsewise.iter().any(|c| said(*c))
            && self.leads_over(Lex::StayLead, time.start, &range)
        {
            return true;
        }
        if has(Lex::EarlierContact) {
            return false;
        }
        // "At the end of the rotation, in July", "the seven weeks of February", "Throughout September the residents …"
        let lead = [Lex::StayLead, Lex::ThroughoutWord].iter().any(|c| self.leads(*c, time.start, &range))
            || self.has_applicant_then(time, &range);
        if near && lead && !ahead && !said(Lex::RoleFamily) {
            return true;
        }
        if self.week_of(time, &range).is_some_and(|week| self.is_story(week, sentence)) {
            return true;
        }
        if near && self.is_hard_month(time, &range) || !later && self.is_opening(time, &range) {
            return true;
        }
        if near && self.is_departure(time, &range) {
            return true;
        }
        let Some(lead) = self.lead_of(time, &range).or_else(|| self.day_of(time, &range)) else {
            let clause = self.clause_around(time, &range);
            return !later
                && !self.is_told_ahead(&clause)
                && self
                    .head_of(time, &range)
                    .is_some_and(|head| self.is_done_then(head, time, &clause, sentence));
        };
        if near && scene.term(Lex::ThroughoutWord, lead).is_some() {
            return true;
        }
        let clause = self.clause_around(time, &range);
        if self.is_told_ahead(&clause) && !self.is_told_as_past(time, &clause) {
            return false;
        }
        self.tells_of_contact(time, &clause)
            || !later && self.is_done_then(lead, time, &clause, sentence)
            || (!later || self.is_placed(time, &clause)) && self.is_observed(lead, time, &clause)
            || !later && self.is_deed(lead, time, &clause)
            || self.is_story(lead, sentence)
    }

    /// "The residents who worked with Amina in December"
    fn has_applicant_then(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let Some(lead) = self.lead_of(time, sentence) else { return false };
        let from = lead.saturating_sub(4).max(sentence.start);
        let Some(mark) = self.facts.first_marked(scene, Lex::Applicant, &(from..lead)) else { return false };
        let start = mark.start as usize;
        start + mark.len as usize == lead
            && (start.saturating_sub(3).max(sentence.start)..start)
                .any(|t| scene.term(Lex::HadVerb, t).is_some_and(|len| t + len == start))
    }

    /// Where "the second week of" a month begins.
    fn week_of(&self, time: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let first = time.start.saturating_sub(LEAD).max(sentence.start);
        let from = (first..time.start).rev().take_while(|t| scene.is(Lex::TimeFiller, *t)).last()?;
        (from..time.start).any(|t| scene.is(Lex::UnitWeek, t) || scene.is(Lex::UnitDay, t)).then_some(from)
    }

    /// Whether some words and then others that only say when stand before a time: "left us in late May".
    fn leads_over(&self, class: Lex, at: usize, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let first = at.saturating_sub(LEAD).max(sentence.start);
        let fillers = (first..at).rev().take_while(|t| scene.is(Lex::TimeFiller, *t));
        std::iter::once(at).chain(fillers).any(|end| {
            // A single word such as "spent" leads to anything.
            (end.saturating_sub(6).max(sentence.start)..end)
                .any(|t| scene.term(class, t).is_some_and(|len| len > 2 && t + len == end))
        })
    }

    /// Whether a sentence or the one before it tells of the applicant.
    pub(super) fn is_near_applicant(&self, sentence: usize) -> bool {
        self.is_told_within(1, sentence)
    }

    /// Whether a sentence or one of the two before it does: for words that of themselves mean the stay.
    pub(super) fn is_told_lately(&self, sentence: usize) -> bool {
        self.is_told_within(2, sentence)
    }

    fn is_told_within(&self, before: usize, sentence: usize) -> bool {
        let sentences = self.scene.doc.sentences();
        let same = |s: &usize| sentences[*s].paragraph == sentences[sentence].paragraph;
        (sentence.saturating_sub(before)..=sentence).filter(same).any(|s| self.about_applicant(s))
    }

    /// "His talk in August on hyponatremia": what the applicant did for the writer's house, and when.
    fn is_deed(&self, lead: usize, time: &Range<usize>, clause: &Range<usize>) -> bool {
        let scene = self.scene;
        let own = (lead.saturating_sub(4).max(clause.start)..lead).any(|t| {
            (scene.is(Lex::PronPossessive, t) || self.is_applicants(t)) && scene.is(Lex::StayDeed, t + 1)
        });
        let away = [Lex::ConferenceWord, Lex::OtherContact, Lex::LetterTalk];
        let others = time.end..clause.end;
        own && !self.tells_of_others(clause) && !away.iter().any(|c| scene.has(*c, others.clone()))
    }

    /// "Dr. Farah's June rotation".
    pub(super) fn is_applicants(&self, token: usize) -> bool {
        let class = self.scene.class(Lex::Applicant);
        self.scene.doc.tokens()[token].is_clitic()
            && self.facts.marks.iter().any(|m| {
                Some(m.class) == class
                    && (m.start as usize) < token
                    && token <= m.start as usize + m.len as usize
            })
    }

    /// "At the end of October, when she left".
    fn is_departure(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let at = time.end + usize::from(self.scene.word(time.end) == Word::Comma);
        at < sentence.end && self.scene.is(Lex::Departure, at)
    }

    /// "One March evening she stayed": a day of the month opens the sentence without a preposition.
    fn day_of(&self, time: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let one = time.start.checked_sub(1).filter(|t| *t >= sentence.start && scene.is(Lex::Count1, *t))?;
        (time.end < sentence.end && scene.is(Lex::DayOne, time.end)).then_some(one)
    }

    /// "June is the heaviest month on our service and she got through it."
    fn is_hard_month(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let verb = scene.is(Lex::OwnBeForm, time.end);
        let month = (time.end..sentence.end.min(time.end + 6)).find(|t| scene.is(Lex::UnitMonth, *t));
        time.start == sentence.start
            && verb
            && month.is_some_and(|m| (m..sentence.end.min(m + 4)).any(|t| scene.is(Lex::OwnHouse, t)))
    }

    /// The word that makes a month or season the time of something: "in", "during", "this".
    pub(super) fn lead_of(&self, time: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let first = time.start.saturating_sub(LEAD).max(sentence.start);
        let mut lead = None;
        for at in (first..time.start).rev() {
            let token = &scene.doc.tokens()[at];
            if !token.is_word() || scene.is(Lex::NoTimeLead, at) {
                break;
            }
            if let Some(len) = [Lex::ThroughoutWord, Lex::TimeLead].iter().find_map(|c| scene.term(*c, at))
                && at + len <= time.start
            {
                lead = Some(at);
                continue;
            }
            // "the third week of", "that golden", "the end of"
            if !(scene.is(Lex::TimeFiller, at)
                || lead.is_none() && at + 1 == time.start && !token.is_capital())
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
                .term(Lex::Arrival, t)
                // "he walked in last May": its last word may be one that leads to a month.
                .is_some_and(|len| {
                    t + len == lead
                        || t + len == lead + 1
                        || scene.word(t + len) == Word::Comma && t + len + 1 == lead
                })
        });
        arrived
            && !scene.has(Lex::EarlierContact, range.clone())
            && !self.about_other_trainee(&(at..at + 1), sentence)
            && self.about_applicant(sentence)
    }

    /// From mark to mark, commas among them.
    fn phrase_around(&self, time: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let mark = |t: &usize| self.scene.doc.tokens()[*t].kind == TokenKind::Mark;
        let start = (sentence.start..time.start).rev().find(mark).map_or(sentence.start, |t| t + 1);
        start..(time.end..sentence.end).find(mark).unwrap_or(sentence.end)
    }

    /// From mark to mark; commas stand within.
    pub(super) fn clause_around(&self, time: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
        let cuts = |t: &usize| matches!(self.scene.text(*t), ";" | ":" | "(" | ")" | "\u{2014}");
        let start = (sentence.start..time.start).rev().find(cuts).map_or(sentence.start, |t| t + 1);
        let end = (time.end..sentence.end).find(cuts).unwrap_or(sentence.end);
        start..end
    }

    /// "She will be an intern with us in July."
    fn is_told_ahead(&self, clause: &Range<usize>) -> bool {
        self.scene.has(Lex::AheadWord, clause.clone())
    }

    /// "What she did for us in October will be remembered": the nearest verb before the time is a past one.
    fn is_told_as_past(&self, time: &Range<usize>, clause: &Range<usize>) -> bool {
        let scene = self.scene;
        let near = time.start.saturating_sub(SUBJECT).max(clause.start)..time.start;
        let ahead = |t: usize| scene.is(Lex::AheadWord, t);
        let past = |t: usize| [Lex::ActPast, Lex::PastWord, Lex::AskedWord].iter().any(|c| scene.is(*c, t));
        near.rev().find(|t| ahead(*t) || past(*t)).is_some_and(|t| !ahead(t))
    }

    /// "was my sub-intern for a month on the geriatric unit this past October", "In February, when she was with us".
    fn tells_of_contact(&self, time: &Range<usize>, clause: &Range<usize>) -> bool {
        let scene = self.scene;
        let far = |t: usize| if t < time.start { time.start - t } else { t.saturating_sub(time.end) };
        let alone = !self.tells_of_others(clause);
        let applicant = self.applicant_in(clause);
        let mut contacts = [Lex::RotationWord, Lex::StayHere, Lex::StayVerb]
            .iter()
            .flat_map(|c| scene.terms_in(*c, clause.clone()))
            .map(|h| h.start as usize)
            .filter(|t| far(*t) <= 12 && !self.is_parted(*t, time));
        // "Since he left us back in June": who was with the writer is the applicant.
        let contact = contacts.any(|t| applicant || t > clause.start && scene.is(Lex::PronSubject, t - 1));
        // "His time at Mercy Ridge Hospital in October", "his weeks on the ward"
        // "Those weeks in the dead of winter"
        let own = (time.start.saturating_sub(10).max(clause.start)..time.start).any(|t| {
            (scene.is(Lex::PronPossessive, t) || self.is_applicants(t) || scene.is(Lex::AnaphoricWord, t))
                && (scene.is(Lex::StayWord, t + 1) || scene.is(Lex::StayTime, t + 1))
                && !self.is_parted(t, time)
        });
        alone && contact || own
    }

    /// Whether another clause begins between a word and the time.
    fn is_parted(&self, at: usize, time: &Range<usize>) -> bool {
        let (from, to) = if at < time.start { (at + 1, time.start) } else { (time.end, at) };
        (from..to).any(|t| self.scene.is(Lex::PartingWord, t))
    }

    /// Whether patients, their kin or anybody else by name comes up.
    pub(super) fn tells_of_others(&self, clause: &Range<usize>) -> bool {
        let people = &self.facts.people;
        let named = people.mentions_in(clause).any(|m| {
            // "at Saint Aldric's" is nobody.
            let place = m.tokens.start > clause.start && self.scene.is(Lex::AtWord, m.tokens.start - 1)
                || self.scene.is(Lex::SaintWord, m.tokens.start)
                || m.tokens.start > clause.start && self.scene.is(Lex::SaintWord, m.tokens.start - 1);
            !place
                && !matches!(
                    people.role_of(m),
                    PersonRole::Applicant | PersonRole::Writer | PersonRole::Leftover
                )
        });
        named
            || [Lex::RolePatient, Lex::RoleFamily, Lex::CaseNoun]
                .iter()
                .any(|c| self.scene.has(*c, clause.clone()))
    }

    fn applicant_in(&self, tokens: &Range<usize>) -> bool {
        self.facts.is_marked(self.scene, Lex::Applicant, tokens)
    }

    /// "In the second week of May she asked me for the box": the applicant does something with the writer then.
    fn is_observed(&self, lead: usize, time: &Range<usize>, clause: &Range<usize>) -> bool {
        let scene = self.scene;
        let opens =
            lead == clause.start || lead == clause.start + 1 && scene.is(Lex::ClauseWord, clause.start);
        let near = time.end..clause.end.min(time.end + SUBJECT);
        let subject = self.facts.first_marked(scene, Lex::Applicant, &near);
        let subject = subject.map(|m| m.start as usize + m.len as usize);
        let Some(after) = subject.filter(|_| opens) else { return false };
        // Who else is named before did it.
        let alone = (time.end..after).all(|t| !scene.is(Lex::Speaker, t));
        let rest = after..clause.end;
        let witness =
            (time.end..clause.end).any(|t| scene.is(Lex::PronFirst, t) || scene.is(Lex::StaySetting, t));
        // "she wrote with me a short paper"
        let with_writer = (after..clause.end.min(after + 4))
            .any(|t| scene.is(Lex::WithWriter, t) || scene.is(Lex::WithWriter, t + 1));
        let talk = if with_writer { Lex::OtherContact } else { Lex::LetterTalk };
        let other = [talk, Lex::CaseNoun, Lex::ConferenceWord].iter().any(|c| scene.has(*c, rest.clone()));
        let past = scene.is(Lex::ActPast, after)
            || scene.is(Lex::PastWord, after)
            || scene.is(Lex::AskedWord, after)
            || with_writer;
        alone && witness && past && !other
    }

    /// "In the hush of the cataract list, on the morning of July 9, she said aloud": at work in the writer's house.
    pub(super) fn is_scene_at(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let Some(lead) = self.lead_of(time, &range) else { return false };
        let clause = self.clause_around(time, &range);
        // What stands before it says where.
        let opens = lead == clause.start
            || scene.is(Lex::ClauseWord, clause.start)
            || (clause.start..lead).any(|t| scene.is(Lex::StaySetting, t))
                && scene.word(lead - 1) == Word::Comma;
        let next = if scene.word(time.end) == Word::Comma { time.end + 1 } else { time.end };
        let subject = self.facts.first_marked(scene, Lex::Applicant, &(next..next + 1));
        let Some(after) = subject.map(|m| m.start as usize + m.len as usize) else { return false };
        let told = [clause.start..lead, after..clause.end];
        let has = |class: Lex| told.iter().any(|r| scene.has(class, r.clone()));
        opens
            && has(Lex::StaySetting)
            && ![Lex::LetterTalk, Lex::ConferenceWord, Lex::CaseNoun, Lex::EarlierContact]
                .iter()
                .any(|c| has(*c))
            && !self.is_told_ahead(&clause)
    }

    /// Whether the applicant did something with the writer "between March and May".
    pub(super) fn is_done_in(&self, time: &Range<usize>, sentence: usize) -> bool {
        let clause = self.clause_around(time, &self.scene.doc.sentences()[sentence].range());
        !self.is_told_ahead(&clause) && self.is_done_then(time.start - 1, time, &clause, sentence)
    }

    /// "I watched her place a first line in February", "He carried four of our patients in April", "April was hard on all
    /// of us, and he kept us laughing": a time told of applicant and writer, of which nothing says that it was another's.
    fn is_done_then(&self, lead: usize, time: &Range<usize>, clause: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        let class = scene.class(Lex::Applicant);
        let first = self.facts.marks.partition_point(|m| (m.start as usize) < range.start);
        let marks = self.facts.marks[first..].iter().take_while(|m| (m.start as usize) < range.end);
        let far = |t: usize| if t < time.start { time.start - t } else { t.saturating_sub(time.end) };
        // "They were right, and I had missed it in January": who is spoken of last did it.
        // "that I gave her in March lisinopril", of a man's patient: only an object that is the applicant is one.
        let whom = |t: usize| scene.is(Lex::PronObject, t) && self.applicant_in(&(t..t + 1));
        let speaks = |from: usize| (from..time.start).any(|t| scene.is(Lex::Speaker, t) && !whom(t + 2));
        // "In January we lost our chief resident, and Amina was told": that was the writer's.
        let others_before = |at: usize| {
            let spoken = |t: &usize| scene.is(Lex::Speaker, *t);
            (clause.start..time.start).any(|t| spoken(&t))
                || (time.end..at).filter(spoken).any(|t| at - t > 3)
        };
        let linked = marks.filter(|m| Some(m.class) == class).any(|m| {
            let at = m.start as usize;
            let own = if at > time.start { !others_before(at) } else { !speaks(at) };
            far(at) <= FAR && !self.is_parted(at, time) && own
        });
        let near = self.is_near_applicant(sentence)
            && !clause.clone().any(|t| scene.is(Lex::Speaker, t))
            && range.clone().any(|t| {
                [Lex::StayPerson, Lex::HouseSign, Lex::StaySetting, Lex::StayWord]
                    .iter()
                    .any(|c| scene.is(*c, t))
            });
        if !linked && !near || self.tells_of_others(clause) {
            return false;
        }
        let house = range.clone().any(|t| {
            scene.is(Lex::PronFirst, t) || scene.is(Lex::StaySetting, t) || scene.is(Lex::HouseSign, t)
        }) || scene.has(Lex::StayHere, range.clone());
        let away = [Lex::LetterTalk, Lex::ConferenceWord, Lex::LifeEvent, Lex::OtherTime, Lex::OtherContact];
        // "14 of 33 in May"
        let counted = lead > clause.start && scene.doc.tokens()[lead - 1].kind == TokenKind::Number;
        // "asked about a sore throat in January"
        let from = lead.saturating_sub(FAR).max(clause.start);
        let told_of = (from..lead)
            .any(|t| matches!(scene.word(t), Word::About | Word::From | Word::Since | Word::Than));
        // "found out that the center had changed its number in the spring": what had been before, and somebody else's.
        let had = (from.max(lead.saturating_sub(6))..lead)
            .any(|t| scene.word(t) == Word::Had && t > clause.start && !self.applicant_in(&(t - 1..t)));
        house
            && !told_of
            && !had
            && !counted
            && !scene.is(Lex::MonthThing, time.end)
            && !away.iter().any(|c| scene.has(*c, clause.clone()))
            && !scene.has(Lex::LifeEvent, range)
    }

    /// Where words that go with a month begin: "that wet", "her own", and nothing that makes it another's.
    fn head_of(&self, time: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let scene = self.scene;
        let mut at = time.start;
        while at > sentence.start && time.start - at < 3 {
            let token = &scene.doc.tokens()[at - 1];
            let joins = scene.is(Lex::TimeFiller, at - 1) || scene.is(Lex::Determiner, at - 1);
            if !token.is_word() || !joins && (token.is_capital() || at < time.start) {
                break;
            }
            at -= 1;
        }
        // "the fall injuries"
        let fall = scene.word(time.start) == Word::Fall;
        let free = !fall
            && (at.saturating_sub(1).max(sentence.start)..time.start).all(|t| !scene.is(Lex::NoTimeLead, t));
        let name = scene.doc.tokens().get(time.end).is_some_and(|t| t.is_word() && t.is_capital());
        (free && !name).then_some(at)
    }

    /// "In June, on the ward, she kept a list": where it was stands right after the time.
    fn is_placed(&self, time: &Range<usize>, clause: &Range<usize>) -> bool {
        (time.end..clause.end.min(time.end + 5)).any(|t| self.scene.is(Lex::StaySetting, t))
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
            .find_map(|t| scene.term(Lex::StoryWas, t).map(|len| t + len));
        let aside = |from: usize| {
            scene.word(from) == Word::Comma && lead > from && scene.word(lead - 1) == Word::Comma
        };
        let at_once = opens.is_some_and(|end| end == lead || aside(end) && lead <= end + 8);
        at_once
            && before.is_some_and(|b| {
                (b.saturating_sub(1)..=b).any(|n| {
                    sentences[n].paragraph == sentences[sentence].paragraph && self.about_applicant(n)
                }) && !scene.has(Lex::EarlierContact, sentences[b].range())
            })
    }

    /// Whether a term of a lexicon ends right before a token.
    pub(super) fn leads(&self, class: Lex, at: usize, sentence: &Range<usize>) -> bool {
        self.scene.leading(class, at.saturating_sub(6).max(sentence.start), at).is_some()
    }
}
