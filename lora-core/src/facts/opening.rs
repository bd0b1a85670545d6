//! Sentences that open with their time and go on with what the applicant did then.

use std::ops::Range;

use super::date::Checker;
use super::{Lex, Word};

/// Words of an aside between the time and who did something then.
const ASIDE: usize = 9;

impl Checker<'_> {
    /// "In April he turned up a heel ulcer", "By June her notes were done": what the applicant did is told by its time.
    pub(super) fn is_opening(&self, time: &Range<usize>, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let by = time.start.checked_sub(1).filter(|t| *t >= sentence.start && scene.word(*t) == Word::By);
        let Some(lead) = by.or_else(|| self.lead_of(time, sentence)) else { return false };
        let opens = lead == sentence.start
            || matches!(scene.word(lead - 1), Word::And | Word::But | Word::Semicolon | Word::Colon)
            // "One weekend in February", "Twice in June"
            || lead <= sentence.start + 2
                && scene.doc.tokens()[sentence.start].is_word()
                && (scene.is(Lex::DayPart, lead - 1) || scene.is(Lex::HowOften, lead - 1));
        let comma = scene.word(time.end) == Word::Comma;
        // "In May, on the night shift, he noticed the rash"
        let aside = (time.end + 2..sentence.end.min(time.end + ASIDE))
            .find(|t| comma && scene.is(Lex::Preposition, time.end + 1) && scene.word(*t) == Word::Comma);
        let at = aside.map_or(time.end + usize::from(comma), |t| t + 1);
        if !opens
            || at + 1 >= sentence.end
            || scene.is(Lex::PronObject, at) && !scene.is(Lex::PronPossessive, at)
        {
            return false;
        }
        let Some(mark) = self.facts.first_marked(scene, Lex::Applicant, &(at..at + 1)) else { return false };
        let end = at + mark.len as usize;
        let past = |t: usize| {
            [Lex::ActPast, Lex::PastWord, Lex::OwnBeForm].iter().any(|c| scene.is(*c, t))
                || scene.word(t) == Word::Could
                || scene.folded(t).ends_with("ed")
        };
        let verb = (end..sentence.end.min(end + 4))
            .take_while(|t| scene.doc.tokens()[*t].is_word())
            .find(|t| past(*t));
        let away = [
            Lex::EarlierContact,
            Lex::LifeEvent,
            Lex::ConferenceWord,
            Lex::OtherContact,
            Lex::WorkElsewhere,
            Lex::ElsewhereLead,
        ];
        // "presented" is told of a case as well as of a poster.
        let talk = |t: usize| scene.is(Lex::LetterTalk, t) && !scene.folded(t).starts_with("present");
        verb.is_some_and(|v| {
            (scene.word(v) == Word::Could || scene.word(v) != Word::Is && !scene.is(Lex::AheadWord, v))
                && !scene.has(Lex::OtherTime, end..sentence.end.min(v + 4))
        }) && !sentence.clone().any(talk)
            && !away.iter().any(|c| scene.has(*c, sentence.clone()))
    }
}
