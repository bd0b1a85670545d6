//! Whether a pronoun that is not the applicant's own must mean the applicant all the same: ruled out by grammar, told
//! plainly, or weighed by who is in sight.
//!
//! The points were fitted to the pronouns of two hundred letters, each pronoun about the applicant turned into the
//! other one against those that stand for somebody else, and rounded.

use super::Use;
use super::antecedent::{Antecedent, Kind};
use super::clause::Subject;
use super::place::Place;
use super::reader::{Reader, Told};
use crate::facts::{Lex, Word};

/// More points than this make a slip.
const ENOUGH: i32 = 29;
/// Tokens after a possessive in which the noun stands that it belongs to.
const NOUN: usize = 4;
/// Tokens for which a slip goes on within its sentence.
const FAR: usize = 14;
/// Tokens from who does something to whom it is done to.
const DONE: usize = 4;

/// Who is in sight of a pronoun, of those who may go by it.
#[derive(Default)]
struct Sight {
    /// Somebody known to go by it, in the paragraph.
    known: bool,
    /// Anybody who may, in the paragraph.
    anybody: bool,
    /// By kind, in the sentence: known to go by it, named, meant by a noun, meant by such a pronoun already.
    here: [bool; 4],
    /// In the sentence before.
    before: bool,
    /// Somebody of whom nobody knows whether it fits, in one of the two sentences before.
    stranger: bool,
    /// The applicant, in the sentence and in the one before.
    applicant: [bool; 2],
}

impl Reader<'_> {
    /// Whether a pronoun of another kind than the applicant's stands for the applicant.
    pub(super) fn is_slip(&self, pronoun: &Use, told: &Told) -> bool {
        let subject = self.subject(pronoun, told);
        self.goes_on_slipping(pronoun, told)
            || !self.is_ruled_out(pronoun, subject, told)
                && (self.is_plainly_applicants(pronoun, told) || self.points(pronoun, subject, told) > ENOUGH)
    }

    /// "Her notes were done before she went home", of a man: what a slip began goes on with nobody else in between.
    fn goes_on_slipping(&self, pronoun: &Use, told: &Told) -> bool {
        let slip = told.own.last().filter(|u| {
            u.sentence == pronoun.sentence
                && u.pronouns == pronoun.pronouns
                && u.token + FAR > pronoun.token
                && !self.is_object(u)
                && !self.scene.is(Lex::PronReflexive, u.token)
        });
        let others = |from: usize| {
            self.before(pronoun, 0).any(|a| a.token > from && a.may_be(pronoun.pronouns))
                || told.others.last().is_some_and(|(u, _)| u.token > from)
        };
        slip.is_some_and(|u| {
            !self.scene.doc.tokens()[pronoun.token].is_quoted()
                && !self.is_object(pronoun)
                && !others(u.token)
                && !self.follows(pronoun, |a| a.is_other(pronoun.pronouns))
                && self.before(pronoun, 0).all(|a| !a.is_other(pronoun.pronouns))
        })
    }

    /// Quoted, introducing somebody, a patient's, or the object of what the applicant does: "she had him count".
    fn is_ruled_out(&self, pronoun: &Use, subject: Subject, told: &Told) -> bool {
        let reflexive = self.scene.is(Lex::PronReflexive, pronoun.token);
        let certain = matches!(self.place(pronoun), Place::Certain | Place::Object) || reflexive;
        let object = self.is_object(pronoun);
        !certain && self.is_others(pronoun)
            || !certain && !object && self.is_each_ones(pronoun)
            || self.stands_by_a_name(pronoun)
            || !certain && self.goes_on_from_other(pronoun)
            || self.place(pronoun) == Place::Open && self.is_reported_by_other(pronoun)
            || subject == Subject::Applicant && object && !reflexive
            || object && !reflexive && self.is_done_by_applicant(pronoun, told)
    }

    /// "so that each patient could read the line he had managed": each of those just told of.
    fn is_each_ones(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let last = self.before(pronoun, 0).next();
        last.is_some_and(|a| {
            a.generic
                && a.kind == Kind::Story
                && matches!(scene.word(a.token - 1), Word::Each | Word::Every)
                && !(a.token..pronoun.token)
                    .any(|t| matches!(scene.word(t), Word::Of | Word::That | Word::Who | Word::Comma))
        })
    }

    /// "Dr. Pham sent him to me, and she was sorry to": the sentence's first clause has somebody as its subject who is
    /// named and may go by the pronoun, and the applicant as its object.
    fn goes_on_from_other(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        if !scene.is(Lex::PronSubject, at)
            || at < first + 3
            || !matches!(scene.word(at - 1), Word::And | Word::But | Word::Semicolon)
        {
            return false;
        }
        let Some(last) = self.before(pronoun, 0).next() else { return false };
        let between = last.token + 1..at - 1;
        last.named
            && last.may_be(pronoun.pronouns)
            && between.clone().any(|t| scene.is(Lex::PronObject, t) && !scene.is(Lex::PronPossessive, t))
            && !between
                .clone()
                .any(|t| scene.is(Lex::PronSubject, t) || matches!(scene.word(t), Word::I | Word::We))
    }

    /// "Her classmate Trang Roe told me that he could not bear it": who reports is the last person before.
    fn is_reported_by_other(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let Some(last) = self.before(pronoun, 0).next() else { return false };
        scene.is(Lex::PronSubject, at)
            && scene.word(at - 1) == Word::That
            && last.named
            && last.may_be(pronoun.pronouns)
            && (last.token..at).any(|t| scene.is(Lex::InformsWriter, t))
    }

    /// "what Calot himself had meant": a reflexive right behind a name that is not the applicant's.
    fn stands_by_a_name(&self, pronoun: &Use) -> bool {
        let first = self.scene.doc.sentences()[pronoun.sentence].range().start;
        self.scene.is(Lex::PronReflexive, pronoun.token)
            && pronoun.token > first + 1
            && self.scene.doc.tokens()[pronoun.token - 1].is_capital()
            && !self.scene.is(Lex::PronFirst, pronoun.token - 1)
            && !self.scene.is_profile_name(pronoun.token - 1)
            && !self
                .before(pronoun, 0)
                .next()
                .is_some_and(|a| a.is_applicant() && a.token + 4 >= pronoun.token)
    }

    /// "When a driver refused she asked him": right behind the applicant's own pronoun and its verb.
    fn is_done_by_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let scene = self.scene;
        let near = told.own.iter().rev().take_while(|u| pronoun.token - u.token <= DONE);
        near.filter(|u| scene.is(Lex::PronSubject, u.token)).any(|u| {
            (u.token + 1..pronoun.token).all(|t| {
                scene.doc.tokens()[t].is_word() && !scene.is(Lex::ClauseWord, t) && scene.word(t) != Word::And
            })
        })
    }

    /// How much speaks for the applicant, and against.
    fn points(&self, pronoun: &Use, subject: Subject, told: &Told) -> i32 {
        let (scene, at) = (self.scene, pronoun.token);
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        let sight = self.sight(pronoun, told);
        let possessive = scene.is(Lex::PronPossessive, at) && !self.is_object(pronoun);
        let doer = scene.is(Lex::PronSubject, at);
        let stands = |class: Lex| scene.has(class, sentence.clone());
        let noun = at + 1..sentence.end.min(at + NOUN);
        let first =
            self.antecedents.get(self.antecedents.partition_point(|a| a.paragraph < pronoun.paragraph));
        let first = first.filter(|a| a.paragraph == pronoun.paragraph);
        let unknown = subject == Subject::Other(None) && !self.is_object(pronoun);
        // A slip goes on: "she said that she would look".
        let slipped = |back: usize| {
            let mut slips = told.own.iter().rev().take_while(|u| u.paragraph == pronoun.paragraph);
            slips.any(|u| u.pronouns == pronoun.pronouns && u.sentence + back == pronoun.sentence)
        };
        let [known, named, nouns, again] = sight.here;
        let here = known || named || nouns || again;
        let alone = self.is_object(pronoun)
            && !here
            && !sight.before
            && !sight.known
            && !self.follows(pronoun, |a| a.is_other(pronoun.pronouns));
        let acts = scene.is(Lex::ActPast, at + 1) || scene.is(Lex::ActPast, at + 2);
        let signs = [
            // Nobody else is in sight of whom it could be said.
            (35, !sight.anybody),
            (23, !sight.known),
            (7, sight.applicant[1] && !here && !sight.before),
            (4, sight.applicant[0] && !here),
            (-2, sight.applicant[0]),
            (8, first.is_some_and(Antecedent::is_applicant)),
            (30, slipped(0) && !here),
            (8, slipped(1)),
            // Somebody is.
            (-12, named),
            (-8, again),
            (-5, nouns),
            (-2, known),
            (-8, doer && self.follows_stranger(pronoun)),
            (-4, doer && self.is_led_by_stranger(pronoun)),
            (-4, told.others.iter().any(|(u, _)| u.pronouns == pronoun.pronouns)),
            (-7, unknown),
            (-9, unknown && possessive),
            (-3, subject == Subject::Other(Some(pronoun.pronouns))),
            (-12, doer && self.meets_applicant(pronoun, told)),
            // What is said is what letters say of applicants, or of patients.
            (11, doer && acts),
            (-12, doer && !acts && !self.describes(pronoun) && sight.stranger),
            (9, stands(Lex::Trait)),
            (6, stands(Lex::ProfessionalNoun) || stands(Lex::EvaluativeNoun)),
            (-4, stands(Lex::PatientContext) || stands(Lex::CaseNoun)),
            (-9, doer && scene.is(Lex::PatientAct, at + 1)),
            (-13, possessive && scene.has(Lex::ClinicalObject, noun)),
            (-7, possessive),
            (-6, doer),
            // Letters close on the applicant.
            (14, told.closing == Some(pronoun.paragraph)),
            (12, doer && scene.is(Lex::ApplicantVerb, at + 1)),
            // "I set him a chapter", "My partner had him for two weeks": whom the writer and the house deal with.
            (6, alone && subject == Subject::Writer),
            (7, alone && self.is_dealt_with_by_house(pronoun)),
            // "My partner had him for two weeks, and I could not reach her": two people.
            (-10, here && told.is_right_before(pronoun, sentence.start)),
        ];
        signs.iter().filter(|(_, holds)| *holds).map(|(points, _)| points).sum()
    }

    /// "My office manager calls him": the object in a clause whose subject is somebody of the house.
    fn is_dealt_with_by_house(&self, pronoun: &Use) -> bool {
        let clause = self.clause_start(pronoun);
        let first = self.antecedents.partition_point(|a| a.token < clause);
        self.antecedents
            .get(first)
            .is_some_and(|a| a.token < pronoun.token && a.kind == Kind::Colleague && a.token <= clause + DONE)
    }

    /// "Amina wrote to the landlord. He …": the last person of the sentence before may be meant.
    fn follows_stranger(&self, pronoun: &Use) -> bool {
        let last = self.before(pronoun, 1).next();
        last.is_some_and(|a| a.sentence + 1 == pronoun.sentence && a.may_be(pronoun.pronouns))
    }

    /// "She brought him back": the applicant is somebody else in the same clause.
    pub(super) fn meets_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let clause = pronoun.token + 1..self.clause_end(pronoun);
        let object = |t: &usize| self.is_object(&Use { token: *t, ..*pronoun });
        told.right[told.right.partition_point(|t| *t < clause.start)..]
            .iter()
            .take_while(|t| clause.contains(t))
            .any(object)
            || self.follows(pronoun, |a| a.is_applicant() && a.named && clause.contains(&a.token))
    }

    fn sight(&self, pronoun: &Use, told: &Told) -> Sight {
        let gender = pronoun.pronouns;
        // "Wren told him": an object is never the first of its own clause.
        let clause = self.clause_start(pronoun);
        let object = self.is_object(pronoun);
        let head = self.relative_head(pronoun).filter(|_| object);
        let barred = |a: &Antecedent| {
            // "Each patient of his cried": nobody is one's own.
            head == Some(a.token)
                || a.token + 2 == pronoun.token && self.scene.word(pronoun.token - 1) == Word::Of
                || object
                    && a.token >= clause
                    && self.is_first_in(a, clause)
                    && !self.has_subject_between(a, pronoun)
        };
        let mut sight = Sight::default();
        for antecedent in self.before(pronoun, usize::MAX) {
            let back = pronoun.sentence - antecedent.sentence;
            if antecedent.is_applicant() {
                sight.see_applicant(back);
            } else if antecedent.may_be(gender) && !barred(antecedent) {
                let kind = match antecedent.pronouns {
                    Some(_) => 0,
                    None if antecedent.named => 1,
                    None => 2,
                };
                sight.see(back, kind);
            }
        }
        let near = |u: &&Use| u.paragraph == pronoun.paragraph;
        for (other, _) in
            told.others.iter().rev().take_while(|(u, _)| near(&u)).filter(|(u, _)| u.pronouns == gender)
        {
            sight.see(pronoun.sentence - other.sentence, 3);
        }
        for own in told.own.iter().rev().take_while(near) {
            sight.see_applicant(pronoun.sentence - own.sentence);
        }
        sight
    }
}

impl Sight {
    fn see(&mut self, back: usize, kind: usize) {
        self.anybody = true;
        self.known |= matches!(kind, 0 | 3);
        self.stranger |= matches!(kind, 1 | 2) && (1..=2).contains(&back);
        match back {
            0 => self.here[kind] = true,
            1 => self.before = true,
            _ => {}
        }
    }

    fn see_applicant(&mut self, back: usize) {
        if let Some(seen) = self.applicant.get_mut(back) {
            *seen = true;
        }
    }
}
