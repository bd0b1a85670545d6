//! Pronouns that can only mean the applicant, whoever else is about: told by rules of grammar and of what letters say.

use super::Use;
use super::antecedent::{Antecedent, Kind};
use super::clause::Subject;
use super::place::Place;
use super::reader::{Reader, STORY, Told};
use crate::facts::{Lex, Word};

impl Reader<'_> {
    /// Whether a pronoun of another kind can only mean the applicant.
    pub(super) fn is_plainly_applicants(&self, pronoun: &Use, told: &Told) -> bool {
        let (others, own, right) = (&told.others, &told.own[..], &told.right);
        let scene = self.scene;
        let gender = pronoun.pronouns;
        let clause = self.clause_start(pronoun);
        let in_clause = |a: &Antecedent| a.token >= clause;
        let applicant_in_clause = self.before(pronoun, 0).any(|a| a.is_applicant() && in_clause(a))
            || own.iter().rev().take_while(|u| u.token >= clause).next().is_some();
        let told_here = others
            .iter()
            .rev()
            .take_while(|(u, _)| u.sentence == pronoun.sentence)
            .any(|(u, _)| u.pronouns == gender);
        let own_possessive =
            scene.is(Lex::PronPossessive, pronoun.token) && scene.is(Lex::OwnWord, pronoun.token + 1);
        if self.is_reflexive_of_applicant(pronoun, told)
            || self.answers_writer(pronoun)
            || self.goes_on_from_applicant(pronoun, told)
        {
            return true;
        }
        if scene.is(Lex::PronReflexive, pronoun.token) || own_possessive {
            // A reflexive stands for the subject of its clause: "the clerk, who …, gave her his own mug".
            let leads = self.before(pronoun, 0).any(|a| a.is_applicant() && in_clause(a))
                || own
                    .iter()
                    .rev()
                    .take_while(|u| u.token >= clause)
                    .any(|u| scene.is(Lex::PronSubject, u.token))
                // "She audited the charts and presented his own two errors": the subject goes on.
                || own_possessive
                    && self.subject(pronoun, told) == Subject::Applicant
                    && !self.before(pronoun, 0).any(|a| a.is_other(gender));
            let other = |a: &Antecedent| a.may_be(gender) && (in_clause(a) || !leads);
            return (leads || !own_possessive) && !told_here && !self.before(pronoun, 0).any(other);
        }
        // "She asks for help later than he should": measured against what the same person does.
        if self.is_measured_by_own(pronoun, told) {
            return true;
        }
        let place = self.place(pronoun);
        // "Wren told him": an object is never the subject of its own clause.
        let object = self.is_object(pronoun);
        if object && applicant_in_clause
            || !matches!(place, Place::Certain | Place::Object) && self.is_others(pronoun)
        {
            return false;
        }
        // "I gave Wren a hug and told him": whom the first half of the sentence is about.
        if object && self.goes_on_about_applicant(pronoun, told) {
            return true;
        }
        let head = self.relative_head(pronoun).filter(|_| object);
        let barred = |a: &Antecedent| {
            // "Each patient of his cried": nobody is one's own.
            head == Some(a.token)
                || a.token + 2 == pronoun.token && scene.word(pronoun.token - 1) == Word::Of
                || object
                    && in_clause(a)
                    && self.is_first_in(a, clause)
                    && !self.has_subject_between(a, pronoun)
        };
        let explicit_here = told_here
            || self.before(pronoun, 0).any(|a| a.is_other(gender) && !barred(a))
            || place != Place::Object && self.follows(pronoun, |a| a.is_other(gender));
        match place {
            // "My successor, Dr. Roe, will write, and her letter": what others have, too.
            Place::Certain if scene.is(Lex::OthersFrame, pronoun.token + 1) => {
                if self.before(pronoun, 0).any(|a| (a.named || a.kind == Kind::Colleague) && a.may_be(gender))
                {
                    return false;
                }
                return true;
            }
            // "Owen, now at a school in Ohio, says so in his application"
            Place::Certain => return !self.is_led_by_other(pronoun),
            Place::Object => return !explicit_here,
            _ => {}
        }
        let colleague_within = |sentences: usize| {
            self.before(pronoun, sentences).any(|a| {
                a.kind == Kind::Colleague && !barred(a) && (a.is_other(gender) || a.named && a.may_be(gender))
            }) || others
                .iter()
                .rev()
                .take_while(|(u, _)| pronoun.sentence - u.sentence <= sentences)
                .any(|(u, kind)| *kind == Kind::Colleague && u.pronouns == gender)
        };
        if place == Place::Professional {
            // "He went to the nurse. She requested him for the drill."
            let doer = scene.is(Lex::PronSubject, pronoun.token);
            let near = |a: &Antecedent| a.kind == Kind::Colleague && a.may_be(gender);
            let before = doer && self.before(pronoun, 2).any(near);
            return !before
                && !colleague_within(1)
                && !self
                    .before(pronoun, 0)
                    .any(|a| a.kind == Kind::Colleague && a.may_be(gender) && !barred(a));
        }
        // "He told her", "his wife thanked Amina": the applicant is somebody else in the clause.
        let opens = self.opens_towards_applicant(pronoun, told);
        let end = if opens { pronoun.token } else { self.clause_end(pronoun) };
        let reach = if scene.is(Lex::PronSubject, pronoun.token) { 3 } else { usize::MAX };
        let somebody = || {
            others
                .iter()
                .rev()
                .take_while(|(u, _)| u.paragraph == pronoun.paragraph)
                .any(|(u, _)| u.pronouns == gender)
                || self.before(pronoun, reach).any(|a| a.may_be(gender))
                || pronoun.token > scene.doc.sentences()[pronoun.sentence].range().start
        };
        if (right.get(right.partition_point(|t| *t <= pronoun.token)).is_some_and(|t| *t < end)
            || self.follows(pronoun, |a| a.is_applicant() && a.token < end))
            && somebody()
        {
            return false;
        }
        if explicit_here || self.before(pronoun, 0).any(|a| a.may_be(gender) && !barred(a)) {
            return false;
        }
        let led_by_applicant = self.is_led_by_applicant(pronoun, told);
        if place == Place::Predicate && led_by_applicant && !colleague_within(1) {
            return true;
        }
        let told_within = |sentences: usize| {
            others
                .iter()
                .rev()
                .take_while(|(u, _)| pronoun.sentence - u.sentence <= sentences)
                .any(|(u, _)| u.pronouns == gender)
        };
        if matches!(place, Place::Likely | Place::Predicate) {
            return !told_within(2)
                && !self.is_led_by_stranger(pronoun)
                && !self.before(pronoun, 1).any(|a| a.is_other(gender) || a.named && a.may_be(gender));
        }
        let applicant_here = self.before(pronoun, 0).any(Antecedent::is_applicant)
            || own.iter().rev().take_while(|u| u.sentence == pronoun.sentence).next().is_some()
            || opens;
        // Once the paragraph has turned to the applicant, those of the one before are out of sight.
        let turned = own.last().is_some_and(|u| u.paragraph == pronoun.paragraph)
            || self.before(pronoun, usize::MAX).any(Antecedent::is_applicant);
        let in_sight = |u: &Use| u.paragraph == pronoun.paragraph || pronoun.sentence - u.sentence <= STORY;
        let told_of = others.iter().rev().take_while(|(u, _)| in_sight(u)).any(|(u, _)| {
            u.pronouns == gender
                && (u.paragraph == pronoun.paragraph || !turned && pronoun.sentence - u.sentence <= STORY)
                && (!applicant_here || pronoun.sentence - u.sentence <= 2)
        });
        let explicit = |a: &Antecedent| a.is_other(gender);
        let paragraph = if applicant_here { 2 } else { usize::MAX };
        if told_of || self.before(pronoun, paragraph).any(explicit) {
            return false;
        }
        let by_writer = object && (clause..pronoun.token).any(|t| scene.is(Lex::Speaker, t));
        let subject = scene.is(Lex::PronSubject, pronoun.token);
        let acts =
            (1..=2).any(|next| scene.is(Lex::ActPast, pronoun.token + next)) || self.describes(pronoun);
        let reach = match () {
            // "I had Ms. Roe draw up the drugs, and I stood behind him."
            () if applicant_here && by_writer => 0,
            // "Ms. Roe had measured his ulna": mostly a patient's.
            () if applicant_in_clause && !opens => 3,
            () if applicant_here || subject && led_by_applicant && acts => 1,
            () => 2,
        };
        !self.before(pronoun, reach).any(|a| a.may_be(gender))
            && !self
                .before(pronoun, if by_writer { reach } else { reach + 1 })
                .any(|a| a.named && a.may_be(gender))
            && (turned || !self.previous_paragraph(pronoun, explicit))
    }

    /// "He went home, did it over by herself": behind a preposition a reflexive stands for the subject.
    fn is_reflexive_of_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        let last = told.right.partition_point(|t| *t < at).checked_sub(1).map(|n| told.right[n]);
        scene.is(Lex::PronReflexive, at)
            && at > first
            && matches!(scene.word(at - 1), Word::By | Word::For | Word::To | Word::With)
            && last.is_some_and(|t| {
                t >= first && !self.before(pronoun, 0).any(|a| a.token > t && !a.is_applicant())
            })
            && self.subject(pronoun, told) == Subject::Applicant
    }

    /// "I asked our sub-intern how, and he said that …": who answers is who was asked.
    fn answers_writer(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        if !scene.is(Lex::PronSubject, at) || !scene.is(Lex::AnswerVerb, at + 1) || at < first + 4 {
            return false;
        }
        let asked =
            (first..at).rev().find(|t| matches!(scene.folded(*t), "asked" | "told" | "quizzed" | "pressed"));
        let Some(asked) = asked.filter(|t| *t > first && matches!(scene.word(*t - 1), Word::I | Word::We))
        else {
            return false;
        };
        let named = self.before(pronoun, 0).find(|a| a.token > asked).is_some_and(Antecedent::is_applicant);
        // "our sub-intern", "the student": one who is no antecedent beside the applicant.
        let role = (asked + 1..at.min(asked + 3)).any(|t| {
            matches!(scene.word(t), Word::Our | Word::My | Word::The)
                && scene.term(Lex::RoleStudent, t + 1).is_some_and(|len| t + 1 + len <= at)
                && !scene.is(Lex::OtherMarker, t + 1)
        });
        (named || role) && !self.before(pronoun, 0).any(|a| a.token > asked && a.is_other(pronoun.pronouns))
    }

    /// "Wren waited for me to finish, and then she asked why": the sentence's own subject, whom it names, goes on with
    /// nobody else about.
    fn goes_on_from_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        let Some(lead) = self.before(pronoun, 0).last().filter(|a| a.is_applicant() && a.named) else {
            return false;
        };
        if !scene.is(Lex::PronSubject, at)
            || lead.token > sentence.start + 1
            || self.before(pronoun, 0).any(|a| !a.is_applicant())
            // "Wren let him look, and then he climbed up"
            || (lead.token..at).any(|t| scene.is(Lex::PronHe, t) || scene.is(Lex::PronShe, t))
            || self.meets_applicant(pronoun, told)
            || scene.is(Lex::PatientPredicate, at + 1)
        {
            return false;
        }
        let then = scene.folded(at - 1) == "then";
        let how =
            at >= 2 && scene.word(at - 2) == Word::Which || at >= 3 && scene.word(at - 3) == Word::Which;
        let how = how && matches!(scene.folded(at - 1), "how" | "why" | "where" | "when");
        let with_writer = (lead.token..at).any(|t| matches!(scene.word(t), Word::Me | Word::My | Word::I));
        how || then && (with_writer || scene.is(Lex::ActPast, at + 1) && !scene.is(Lex::PatientAct, at + 1))
    }

    /// Somebody who is named and goes by a pronoun is the last person before it in the sentence.
    fn is_led_by_other(&self, pronoun: &Use) -> bool {
        self.before(pronoun, 0).next().is_some_and(|a| a.named && a.is_other(pronoun.pronouns))
    }

    /// "later than he should", "as well as she could", behind the applicant's own pronoun and nobody else.
    fn is_measured_by_own(&self, pronoun: &Use, told: &Told) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        let measured = at > first
            && scene.is(Lex::PronSubject, at)
            && matches!(scene.word(at - 1), Word::Than | Word::As)
            && (scene.is(Lex::ModalWord, at + 1) || matches!(scene.word(at + 1), Word::Could | Word::Can));
        let own = told.own.iter().rev().take_while(|u| u.sentence == pronoun.sentence);
        let last = own.map(|u| u.token).find(|t| scene.is(Lex::PronSubject, *t));
        measured
            && last.is_some_and(|own| !self.before(pronoun, 0).any(|a| a.token > own && !a.is_applicant()))
    }

    /// Whether the writer is the subject of two clauses joined by "and", the applicant the last person named in the
    /// first, and nobody else in the sentence.
    fn goes_on_about_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let scene = self.scene;
        let first = scene.doc.sentences()[pronoun.sentence].range().start;
        let start = self.clause_from(first, pronoun.token);
        start > first
            && scene.word(start - 1) == Word::And
            && !scene.is(Lex::Speaker, start)
            && self.subject(pronoun, told) == Subject::Writer
            && self.before(pronoun, 0).any(|a| a.is_applicant() && a.named && a.token < start)
            && !self.before(pronoun, 0).any(|a| a.may_be(pronoun.pronouns))
            && told.others.last().is_none_or(|(u, _)| u.sentence != pronoun.sentence)
    }

    /// "When he froze, Mr. Pillai …": the antecedent follows within the sentence.
    pub(super) fn follows(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> bool {
        let start = self.antecedents.partition_point(|a| a.token <= pronoun.token);
        self.antecedents[start..].iter().take_while(|a| a.sentence == pronoun.sentence).any(accept)
    }

    /// Somebody of this kind at the end of the paragraph before.
    fn previous_paragraph(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> bool {
        let end = self.antecedents.partition_point(|a| a.token < pronoun.token);
        self.antecedents[..end]
            .iter()
            .rev()
            .take_while(|a| pronoun.sentence - a.sentence <= 2)
            .any(|a| a.paragraph != pronoun.paragraph && accept(a))
    }

    /// "Amina's preceptor": the applicant is named for somebody else's sake.
    fn owns_another(&self, applicant: &Antecedent) -> bool {
        let next = self.antecedents.partition_point(|a| a.token <= applicant.token);
        let other = self.antecedents.get(next).filter(|a| !a.is_applicant());
        other.is_some_and(|a| {
            a.token - applicant.token <= 5
                && (applicant.token..a.token).any(|t| self.scene.word(t) == Word::ApostropheS)
        })
    }

    /// "The other student had read more. He also left at three": the sentence before is about somebody else alone.
    pub(super) fn is_led_by_stranger(&self, pronoun: &Use) -> bool {
        let mut before = self.before(pronoun, 1).filter(|a| a.sentence + 1 == pronoun.sentence).peekable();
        before.peek().is_some() && before.all(|a| a.may_be(pronoun.pronouns))
    }

    /// Whether the sentence before is about the applicant first of all.
    fn is_led_by_applicant(&self, pronoun: &Use, told: &Told) -> bool {
        let (own, others) = (&told.own, &told.others);
        let Some(previous) = pronoun.sentence.checked_sub(1) else { return true };
        let sentence = self.scene.doc.sentences()[previous].range();
        let start = self.antecedents.partition_point(|a| a.token < sentence.start);
        let first = self.antecedents.get(start).filter(|a| a.sentence == previous);
        let of_previous = own.iter().rev().skip_while(|u| u.sentence > previous);
        let first_own = of_previous.take_while(|u| u.sentence == previous).map(|u| u.token).min();
        // "He gained five points": somebody else's, though nobody is named.
        let told = others.iter().rev().skip_while(|(u, _)| u.sentence > previous);
        let first_other = told.take_while(|(u, _)| u.sentence == previous).map(|(u, _)| u.token).min();
        match (first, first_own) {
            (None, own) => first_other.is_none_or(|other| own.is_some_and(|own| own < other)),
            // "Amina's preceptor wrote to me": the sentence is about the preceptor.
            (Some(a), None) => a.is_applicant() && !self.owns_another(a),
            (Some(a), Some(own)) => a.is_applicant() && !self.owns_another(a) || own < a.token,
        }
    }
}
