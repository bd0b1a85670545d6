//! Clauses: where they begin and end, and who their subject is.

use super::Use;
use super::antecedent::Antecedent;
use super::reader::{Reader, Told};
use crate::facts::{Lex, Word};
use crate::profile::Pronouns;
use crate::text::TokenKind;

/// Tokens of a noun phrase in which its noun is looked for.
const PHRASE: usize = 5;

/// Who does what a clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Applicant,
    /// "I", "we".
    Writer,
    /// Somebody else; known pronouns.
    Other(Option<Pronouns>),
    /// A thing, or what no lexicon knows.
    Thing,
}

impl Reader<'_> {
    /// Who is the subject of the clause before a token, the token's own clause if it stands behind the verb. A clause
    /// that begins with its verb has the subject of the one before: "sat down and had her count".
    pub(super) fn subject(&self, pronoun: &Use, told: &Told) -> Subject {
        let sentence = self.scene.doc.sentences()[pronoun.sentence].range();
        let mut end = pronoun.token;
        let mut joined = false;
        loop {
            let start = self.clause_from(sentence.start, end);
            // "before I had found mine, and then sat by him": what is joined on has the main clause's subject.
            if joined && start > sentence.start && self.scene.is(Lex::SubordinateWord, start - 1) {
                end = start - 1;
                continue;
            }
            joined &= start == end;
            // "a saline pen and an orange, and had her …": things listed before a verb are nobody who does it.
            let led = self.leads(start, end, pronoun, told);
            if let Some(subject) = led.filter(|s| end == pronoun.token || *s != Subject::Thing) {
                return subject;
            }
            if start <= sentence.start {
                return self.elided_subject(pronoun, told);
            }
            // "the log, which was kept by him": the thing is the subject.
            if self.scene.word(start - 1) == Word::Which && !joined {
                return Subject::Thing;
            }
            joined |= matches!(self.scene.word(start - 1), Word::And | Word::But | Word::Or);
            // "It was she who told him"
            if start >= sentence.start + 2
                && self.scene.is(Lex::PersonRelative, start - 1)
                && self.scene.is(Lex::PronSubject, start - 2)
            {
                return told.subject(start - 2, pronoun);
            }
            // "the nurse who told him": who is the noun before.
            if self.scene.is(Lex::PersonRelative, start - 1) || self.scene.word(start - 1) == Word::That {
                let noun = self.before(pronoun, 0).find(|a| a.token < start);
                if let Some(noun) = noun.filter(|a| start - a.token <= PHRASE) {
                    return subject_of(noun);
                }
            }
            end = start - 1;
        }
    }

    /// "She got one wrong. Missed an early shingles, sent her off": the subject of a sentence that begins with its verb.
    fn elided_subject(&self, pronoun: &Use, told: &Told) -> Subject {
        let scene = self.scene;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        let previous = told.own.iter().rev().find(|u| u.token < first);
        let goes_on = scene.is(Lex::ActPast, first)
            && previous
                .is_some_and(|u| u.sentence + 1 == pronoun.sentence && scene.is(Lex::PronSubject, u.token));
        if goes_on { Subject::Applicant } else { Subject::Thing }
    }

    /// The subject that a clause begins with; none where it begins with its verb.
    fn leads(&self, start: usize, end: usize, pronoun: &Use, told: &Told) -> Option<Subject> {
        let scene = self.scene;
        let first = (start..end).find(|t| {
            !scene.is(Lex::NameAdverb, *t)
                && !scene.is(Lex::CircumstanceWord, *t)
                && scene.doc.tokens()[*t].is_word()
        })?;
        if matches!(scene.word(first), Word::I | Word::We) {
            return Some(Subject::Writer);
        }
        if scene.is(Lex::PronSubject, first) {
            return Some(told.subject(first, pronoun));
        }
        let somebody = |from: usize, to: usize| {
            let at = self.antecedents.partition_point(|a| a.token < from);
            self.antecedents.get(at).filter(|a| a.token < to.min(end)).map(subject_of)
        };
        if let Some(subject) = somebody(first, first + 1) {
            return Some(subject);
        }
        // "On his last shift he …": the subject follows the phrase.
        let fronted = scene.is(Lex::Preposition, first) && !scene.is(Lex::ClauseWord, first);
        if fronted {
            let later = (first + 1..end).find(|t| {
                matches!(scene.word(*t), Word::I | Word::We)
                    || scene.is(Lex::PronSubject, *t)
                    || self
                        .antecedents
                        .binary_search_by_key(t, |a| a.token)
                        .is_ok_and(|n| self.antecedents[n].named)
            })?;
            return self.leads(later, end, pronoun, told);
        }
        let determined = scene.is(Lex::Determiner, first) || scene.is(Lex::NumberWord, first);
        if determined
            || scene.folded(first).ends_with('s')
                // "…, credits her with it": a verb and its object.
                && first + 1 != pronoun.token
                && !scene.is(Lex::Act, first)
                && !scene.is(Lex::PersonVerb, first)
        {
            // A possessive before an applicant's noun: "her notes", "our intern".
            return Some(somebody(first + 1, first + PHRASE).unwrap_or(Subject::Thing));
        }
        None
    }

    /// First token of the clause before a token.
    pub(super) fn clause_from(&self, first: usize, end: usize) -> usize {
        let scene = self.scene;
        // "was so happy with her": no clause starts at a word of degree.
        let degree = |t: usize| t > first && scene.is(Lex::DegreeWord, t) && scene.is(Lex::Copula, t - 1);
        let at = (first..end).rev().find(|t| {
            scene.doc.tokens()[*t].kind == TokenKind::Mark || scene.is(Lex::ClauseWord, *t) && !degree(*t)
        });
        at.map_or(first, |t| t + 1)
    }

    /// First token of the clause that a pronoun stands in.
    pub(super) fn clause_start(&self, pronoun: &Use) -> usize {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        // "was so happy with her": no clause starts at a word of degree.
        let degree =
            |t: usize| t > sentence.start && scene.is(Lex::DegreeWord, t) && scene.is(Lex::Copula, t - 1);
        let start = (sentence.start..pronoun.token).rev().find(|t| {
            scene.doc.tokens()[*t].kind == TokenKind::Mark || scene.is(Lex::ClauseWord, *t) && !degree(*t)
        });
        let Some(start) = start else { return sentence.start };
        // "It was Wren who told him": the name before "who" is the clause's subject.
        let relative = scene.is(Lex::RelativeWord, start);
        let named = self.before(pronoun, 0).find(|a| relative && a.token < start && start - a.token <= 4);
        named.map_or(start + 1, |a| a.token)
    }

    /// "Our nurse, who settled the papers, credits him": who is the subject across a clause that is put in between.
    pub(super) fn relative_head(&self, pronoun: &Use) -> Option<usize> {
        let scene = self.scene;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        let clause = self.clause_start(pronoun);
        let comma = clause.checked_sub(1).filter(|t| *t > first && scene.word(*t) == Word::Comma)?;
        // Nobody else may stand between: "…, credits him".
        if pronoun.token > clause + 2 {
            return None;
        }
        let relative = (first + 1..comma).rev().find(|t| scene.is(Lex::PersonRelative, *t))?;
        (scene.word(relative - 1) == Word::Comma)
            .then(|| self.before(pronoun, 0).find(|a| a.token < relative).map(|a| a.token))?
    }

    /// Where the clause that a pronoun stands in ends.
    pub(super) fn clause_end(&self, pronoun: &Use) -> usize {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        (pronoun.token + 1..sentence.end)
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark || scene.is(Lex::ClauseWord, *t))
            .unwrap_or(sentence.end)
    }

    /// Whether nobody stands between the start of a clause and an antecedent.
    pub(super) fn is_first_in(&self, antecedent: &Antecedent, clause: usize) -> bool {
        let start = self.antecedents.partition_point(|a| a.token < clause);
        self.antecedents.get(start).is_some_and(|a| a.token == antecedent.token)
    }

    /// "One of my partners felt he could be slow getting back to her": another clause, though no word begins it.
    pub(super) fn has_subject_between(&self, antecedent: &Antecedent, pronoun: &Use) -> bool {
        (antecedent.token + 1..pronoun.token)
            .any(|t| self.scene.is(Lex::PronSubject, t) || matches!(self.scene.word(t), Word::I | Word::We))
    }

    /// "On his last shift Leiato …": a fronted phrase with the applicant as the subject that follows.
    pub(super) fn opens_towards_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let sentence = self.scene.doc.sentences()[pronoun.sentence].range();
        let start = self.antecedents.partition_point(|a| a.token <= pronoun.token);
        // "During her second week he asked for more"
        let stay = || {
            let noun = pronoun.token + 1;
            let subject = self.scene.term(Lex::TimeOfStay, noun).map(|len| noun + len);
            subject.is_some_and(|t| {
                let t = t + usize::from(self.scene.word(t) == Word::Comma);
                self.scene.is(Lex::PronSubject, t) && told.right.binary_search(&t).is_ok()
            }) && !self.before(pronoun, 1).any(|a| a.may_be(pronoun.pronouns))
                && told
                    .others
                    .last()
                    .is_none_or(|(u, _)| u.paragraph != pronoun.paragraph || u.pronouns != pronoun.pronouns)
        };
        pronoun.token - sentence.start <= 3
            && (self.scene.is(Lex::Preposition, sentence.start)
                || self.scene.is(Lex::DuringWord, sentence.start))
            && (stay()
                || self
                    .antecedents
                    .get(start)
                    .is_some_and(|a| a.is_applicant() && a.token - pronoun.token <= 5))
    }
}

fn subject_of(antecedent: &Antecedent) -> Subject {
    if antecedent.is_applicant() { Subject::Applicant } else { Subject::Other(antecedent.pronouns) }
}
