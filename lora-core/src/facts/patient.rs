//! Patients by name: how much about a name speaks for a patient's, and what speaks against it. Who is a patient is told
//! by structure: care, an age, a room or an illness beside the name, and neither a post nor a degree.

use std::ops::Range;

use super::people::Mention;
use super::{Lex, Scene, Word};
use crate::rules::LexHit;
use crate::text::TokenKind;

/// What must speak for a patient where a title or a full name stands; and where a first name stands alone.
const ENOUGH: i32 = 2;
const ENOUGH_FOR_ONE_WORD: i32 = 3;
/// Tokens of a relative clause or an apposition that tell who somebody is.
const CLAUSE: usize = 14;
/// Tokens after a name in which the letter says that it is none.
const SAID_AFTER: usize = 4;
/// Tokens about a name in which a post makes it a colleague's.
const POST: usize = 8;

/// Points that make a name a patient's, by whether a title or a full name stands somewhere.
pub(crate) fn points_needed(named: bool) -> i32 {
    if named { ENOUGH } else { ENOUGH_FOR_ONE_WORD }
}

impl Scene<'_> {
    /// Whether at one place of a name enough speaks for a patient's.
    /// `doubted` where it might as well be whom the letter is about.
    pub(crate) fn is_told_as_patient(&self, mention: &Mention, doubted: bool) -> bool {
        // “Harold, which isn't his name”: a patient, though not one to be known by it.
        let end = self.doc.sentences()[mention.sentence].range().end.min(mention.tokens.end + SAID_AFTER);
        if self.has(Lex::MadeUpName, mention.tokens.end..end) {
            return true;
        }
        let named = mention.title.is_some() || mention.tokens.len() > 1;
        self.may_be_patient(mention) && self.speaks_for_patient(mention) >= points_needed(named && !doubted)
    }

    /// Whether a noun tells of somebody as a patient, in a range of tokens.
    pub(crate) fn mentions_patient(&self, tokens: Range<usize>) -> bool {
        [Lex::RolePatient, Lex::RoleHe, Lex::RoleShe, Lex::CaseNoun].iter().any(|class| {
            let mut hits = self.terms_in(*class, tokens.clone());
            hits.any(|h| self.is_told_of(tokens.start, h.start as usize, h.len as usize))
        })
    }

    /// The letter says that the name is none, or gives no more than an initial of the surname.
    pub(crate) fn is_made_up(&self, mention: &Mention) -> bool {
        let sentence = self.doc.sentences()[mention.sentence].range();
        let last = mention.tokens.end.saturating_sub(1);
        self.has(Lex::MadeUpName, sentence)
            || mention.tokens.len() > 1 && self.doc.tokens()[last].is_initial()
    }

    /// Neither a doctor, an officer, a colleague, somebody in training, nor a name that the letter calls made up.
    pub(crate) fn may_be_patient(&self, mention: &Mention) -> bool {
        let Range { start, end } = self.whole_name(mention);
        let sentence = self.doc.sentences()[mention.sentence].range();
        let rank = start > sentence.start && {
            let before = self.doc.tokens()[start - 1];
            let ranked = before.is_all_caps() && before.is_capital() && before.span.len() > 1
                || self.is(Lex::OfficeTitle, start - 1);
            // “SPC Dalrymple was in the operating room”: those who serve fall ill, too.
            ranked && !(self.is(Lex::ServiceRank, start - 1) && self.befalls(start - 1, end, sentence.start))
        };
        let doctor = mention.title.is_some_and(|t| self.is(Lex::TitleDoctor, t));
        let near = start.saturating_sub(POST).max(sentence.start)..sentence.end.min(end + POST);
        let post =
            [Lex::Credential, Lex::RoleStudent, Lex::OfficeTitle].iter().any(|c| self.has(*c, near.clone()))
                || self.has(Lex::RoleColleague, near.start..start);
        let ours = self.is_ours(end, sentence.end);
        let trained = self.are_trained(end..sentence.end);
        let peoples = mention.tokens.len() == 1 && self.is_people(start);
        let alias = self.is_made_up(mention);
        let place = self.doc.tokens().get(end).is_some_and(|t| t.is_capital())
            || start > 0 && mention.title.is_none() && self.is(Lex::PlaceLead, start - 1);
        !rank
            && !doctor
            && !post
            && !trained
            && !ours
            && !peoples
            && !alias
            && !place
            && self.doc.tokens()[start].is_word()
    }

    /// “Tobias Roe and a young woman were clerks in the same weeks”: who learns or works there is no patient.
    pub(crate) fn are_trained(&self, mut tokens: Range<usize>) -> bool {
        let end = tokens.end;
        let were = tokens.find(|t| self.folded(*t) == "were");
        were.is_some_and(|t| {
            (t + 1..end.min(t + 4)).any(|n| self.is(Lex::RoleStudent, n) || self.is(Lex::RoleColleague, n))
        })
    }

    /// How much about a name speaks for a patient's.
    pub(crate) fn speaks_for_patient(&self, mention: &Mention) -> i32 {
        let Range { start, end } = self.whole_name(mention);
        let full = mention.title.is_some() || end - start > 1;
        let number = mention.sentence;
        let story = number.checked_sub(1).is_some_and(|before| {
            let sentences = self.doc.sentences();
            sentences[before].paragraph == sentences[number].paragraph
                && self.mentions_patient(sentences[before].range())
        });
        let sentence = self.doc.sentences()[number].range();
        let ends =
            |class: Lex| self.leading(class, start.saturating_sub(4).max(sentence.start), start).is_some();
        let mut points = 0;
        points += 3 * i32::from(ends(Lex::CareLead));
        points += 2 * i32::from(ends(Lex::FrailLead));
        points += 2 * i32::from(ends(Lex::BedsideLead) && mention.title.is_some());
        let joined = start >= sentence.start + 2
            && self.is(Lex::TitleHe, start - 2)
            && self.word(start - 1) == Word::And;
        points += 3 * i32::from(joined || self.is(Lex::Household, end));
        // “a young man named Tyler Moss”, “a woman I will remember, Dolores, …”
        let introduced =
            self.is(Lex::Named, start.saturating_sub(1)) || self.word(start.saturating_sub(1)) == Word::Comma;
        let noun = [Lex::RoleHe, Lex::RoleShe, Lex::RolePatient]
            .iter()
            .any(|c| self.has(*c, start.saturating_sub(POST).max(sentence.start)..start));
        points += 2 * i32::from(introduced && noun);
        points += i32::from(ends(Lex::StoryLead)) + i32::from(story);
        points += 3 * i32::from(self.is_aged(end..sentence.end) || self.is_bedded(end));
        let verb = end + usize::from(self.is(Lex::NameAdverb, end));
        points += 2 * i32::from(self.is(Lex::PatientVerb, verb));
        // “Tom Birdsong's foot”, “Mrs. Abel's valve”; an eponym has neither a title nor a first name.
        let has = usize::from(self.word(end) == Word::ApostropheS) + end;
        points += 2 * i32::from(full && has > end && (has..has + 2).any(|t| self.is(Lex::AilingPart, t)));
        // “Wendell Roe out of Bozeman”
        let away = self.term(Lex::OutOfTown, end).map(|len| end + len);
        let town = away.and_then(|t| self.doc.tokens().get(t)).is_some_and(|t| t.is_capital());
        points += 2 * i32::from(full && town);
        let relative = end + usize::from(self.word(end) == Word::Comma);
        if self.is(Lex::PersonRelative, relative) {
            let clause = relative..sentence.end.min(relative + CLAUSE);
            let town = self.has(Lex::TownWord, clause.clone());
            // “Mr. Roe, who never speaks to residents”: nobody of the house is introduced so.
            let stranger = mention.title.is_some() && !self.is_of_house(relative..sentence.end);
            points += 1 + i32::from(stranger) + 2 * i32::from(town || self.is_ill(clause));
        }
        points += i32::from(self.is_ill(end..sentence.end));
        // “He had been turning down insulin.”
        let next = self.doc.sentences().get(number + 1).filter(|_| self.knows_applicant());
        points += i32::from(next.is_some_and(|next| {
            let same = next.paragraph == self.doc.sentences()[number].paragraph;
            same && [Lex::PronHe, Lex::PronShe].iter().any(|c| self.is(*c, next.range().start))
                && !self.is(Lex::Applicant, next.range().start)
        }));
        points
    }

    /// A name with the capitals before it that the search for names left out: “Ray Hutchins”, though a ray is a word.
    fn whole_name(&self, mention: &Mention) -> Range<usize> {
        let Range { start, end } = mention.tokens.clone();
        let first = self.doc.sentences()[mention.sentence].range().start;
        let before = start.checked_sub(1).filter(|t| mention.title.is_none() && *t > first);
        let part = before.is_some_and(|t| {
            let token = self.doc.tokens()[t];
            let other = [
                Lex::TitleHe,
                Lex::TitleShe,
                Lex::TitleDoctor,
                Lex::OfficeTitle,
                Lex::ServiceRank,
                Lex::Applicant,
            ];
            token.is_capital()
                && token.is_word()
                && !token.is_all_caps()
                && !other.iter().any(|c| self.is(*c, t))
        });
        start - usize::from(part)..end
    }

    /// “Ms. Whitcombe, our lead”, “Ms. Ortega from our billing office”: one of the house, whatever she does there.
    pub(crate) fn is_ours(&self, end: usize, last: usize) -> bool {
        let after = end + 2..last.min(end + 2 + SAID_AFTER);
        matches!(self.word(end), Word::Comma | Word::From | Word::Of | Word::In)
            && self.is(Lex::OurWord, end + 1)
            && ![Lex::RetiredWord, Lex::RoleOccupation, Lex::RolePatient, Lex::CaseNoun]
                .iter()
                .any(|c| self.has(*c, after.clone()))
    }

    /// Whether right before or right after a name stands what is done for patients or befalls them.
    fn befalls(&self, start: usize, end: usize, first: usize) -> bool {
        let led = self.leading(Lex::CareLead, start.saturating_sub(4).max(first), start).is_some();
        // “The soldier, SPC Roe of B Company, …”
        let told = start >= first + 2
            && self.word(start - 1) == Word::Comma
            && [Lex::RoleHe, Lex::RoleShe, Lex::RolePatient].iter().any(|c| self.is(*c, start - 2));
        led || told || self.is(Lex::PatientVerb, end)
    }

    /// “the old Norwegians”
    fn is_people(&self, at: usize) -> bool {
        let Some(one) = self.folded(at).strip_suffix('s') else { return false };
        self.is_term_of(&[Lex::Nationality], one)
    }

    /// Whether a relative clause tells of somebody who works or trains in the house.
    fn is_of_house(&self, clause: Range<usize>) -> bool {
        let stop =
            clause.clone().find(|t| self.doc.tokens()[*t].kind == TokenKind::Mark).unwrap_or(clause.end);
        let one = |h: &LexHit| !self.folded(h.start as usize + h.len as usize - 1).ends_with('s');
        self.terms_in(Lex::RoleColleague, clause.start..stop).any(one)
            || [Lex::HouseAct, Lex::ApplicantIntro, Lex::RotationWord, Lex::RoleStudent]
                .iter()
                .any(|c| self.has(*c, clause.start..stop))
            || self.has(Lex::Specialty, clause)
    }

    /// “, 93,” or “, six years old”, perhaps after “of Juniper Street”.
    fn is_aged(&self, tokens: Range<usize>) -> bool {
        let near = tokens.start..tokens.end.min(tokens.start + 7);
        near.clone().any(|t| {
            let age = self.term(Lex::Number, t).or_else(|| self.term(Lex::AgeWord, t));
            let Some(len) = age.filter(|_| t > 0) else { return false };
            let closed = self.doc.tokens().get(t + len).is_none_or(|n| n.kind == TokenKind::Mark)
                || self.is(Lex::AgeUnit, t + len);
            matches!(
                self.word(t - 1),
                Word::Comma | Word::Aged | Word::Is | Word::Was | Word::Age | Word::OpenRound
            ) && closed
        })
    }

    /// “in 412”, “in bed 12”, “from room 6”.
    fn is_bedded(&self, at: usize) -> bool {
        matches!(self.word(at), Word::In | Word::From)
            && (self.is(Lex::Number, at + 1) || self.is(Lex::BedWord, at + 1))
    }

    pub(crate) fn is_clinical(&self, tokens: Range<usize>) -> bool {
        self.is_ill(tokens.clone()) || self.has(Lex::ClinicalObject, tokens)
    }

    /// Whether the pronouns that are the applicant's are marked yet.
    fn knows_applicant(&self) -> bool {
        self.class(Lex::Applicant).is_some_and(|class| self.lexicon.was_added(class))
    }

    /// What patients have and what befalls them.
    pub(crate) fn is_ill(&self, tokens: Range<usize>) -> bool {
        [Lex::Illness, Lex::PatientVerb, Lex::CareEvent].iter().any(|c| self.has(*c, tokens.clone()))
    }

    /// Whether a noun for a person tells of one who is neither the writer's nor what the applicant is or has.
    pub(crate) fn is_told_of(&self, first: usize, at: usize, len: usize) -> bool {
        let last = self.folded(at + len - 1);
        let plural = last.ends_with('s') && !last.ends_with("ss");
        // “She was with a man”: the man is not what she was.
        let before =
            (at.saturating_sub(5).max(first)..at).rev().take_while(|t| !self.is(Lex::Preposition, *t));
        let before: Vec<usize> = before.collect();
        let own = before.iter().take(3).any(|t| self.is(Lex::PronWriter, *t) || self.is(Lex::Bearers, *t));
        // “There was a woman” tells of somebody; “she is a woman” of the applicant.
        let there = |t: usize| t > first && matches!(self.word(t - 1), Word::There | Word::It);
        let role =
            before.iter().any(|t| self.is(Lex::Copula, *t) && !there(*t) || self.is(Lex::PredicateWord, *t));
        !plural && !own && !role && !self.is(Lex::NotAPerson, at)
    }
}
