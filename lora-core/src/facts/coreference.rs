//! Whom a pronoun stands for: the applicant or somebody else of whom the letter tells.

use super::Scene;
use super::antecedent::{Antecedent, Kind};
use super::pronoun::Use;
use crate::profile::Pronouns;
use crate::text::TokenKind;

/// How many sentences a story goes on about somebody who is only meant by pronouns.
const STORY: usize = 6;

/// How plainly a place in the sentence is the applicant's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// "her application": the applicant's whoever else is about.
    Certain,
    /// "recommend her", "worked with him".
    Object,
    /// "her fund of knowledge": nobody's but one who works there.
    Professional,
    /// "He is one of the best": what letters say of applicants.
    Predicate,
    /// "his patience": mostly the applicant's.
    Likely,
    Open,
}

pub(super) struct Reader<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) antecedents: &'a [Antecedent],
}

impl Reader<'_> {
    /// The pronouns that the letter mostly uses where nobody else can be meant.
    pub(super) fn majority(&self, uses: &[Use]) -> Option<Pronouns> {
        let mut counts = [0_usize; 3];
        for pronoun in uses {
            // After the applicant's name, or with nobody else about.
            let weight = match self.nearest(pronoun, |a| fits(a, pronoun.pronouns)) {
                Some(a) if a.is_applicant() => 2,
                Some(_) => 0,
                None => 1,
            };
            let weight = if self.place(pronoun) == Place::Open { weight } else { weight + 1 };
            counts[pronoun.pronouns as usize] += weight;
        }
        let [she, he, they] = counts;
        // Plural "they" is common; it is the applicant's only where hardly another pronoun is used.
        if she + he <= 1 && they >= 4 {
            return Some(Pronouns::They);
        }
        // Patients are he and she; an applicant who is they is so throughout.
        if self.declares_they() || they >= 8 && they > 2 * (she + he) {
            return Some(Pronouns::They);
        }
        match (she, he) {
            (s, h) if s >= 2 && s > h + h / 2 => Some(Pronouns::She),
            (s, h) if h >= 2 && h > s + s / 2 => Some(Pronouns::He),
            _ => None,
        }
    }

    /// "(they/them)", "uses they", "it's “they” for Robin".
    fn declares_they(&self) -> bool {
        let scene = self.scene;
        let mut they = scene.terms_in("pron-they", 0..scene.doc.tokens().len()).map(|h| h.start as usize);
        they.any(|t| {
            let slash = t >= 2 && scene.text(t - 1) == "/" && scene.is("pron-they", t - 2);
            let quoted = scene.doc.tokens()[t].is_quoted()
                && (scene.is("preposition", t + 1)
                    || scene.doc.tokens().get(t + 1).is_none_or(|n| !n.is_word()));
            slash || quoted || t > 0 && scene.is("pronoun-verb", t - 1)
        })
    }

    /// The nearest antecedent before a pronoun, in its sentence or up to three before, in its paragraph.
    fn nearest(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> Option<Antecedent> {
        self.before(pronoun, 3).find(|a| accept(a)).copied()
    }

    fn before(&self, pronoun: &Use, sentences: usize) -> impl Iterator<Item = &Antecedent> {
        let end = self.antecedents.partition_point(|a| a.token < pronoun.token);
        let (sentence, paragraph) = (pronoun.sentence, pronoun.paragraph);
        self.antecedents[..end]
            .iter()
            .rev()
            .take_while(move |a| sentence - a.sentence <= sentences)
            .take_while(move |a| a.paragraph == paragraph)
    }

    /// Whether a pronoun of the applicant's own kind stands for the applicant.
    pub(super) fn is_applicant(&self, pronoun: &Use) -> bool {
        let own = self.before(pronoun, 0).find(|a| fits(a, pronoun.pronouns));
        match own {
            Some(a) => a.is_applicant() || a.pronouns.is_none(),
            None => {
                // The subject of the sentence before, if it is plainly somebody else of this kind.
                let previous = self.before(pronoun, 1).filter(|a| a.sentence + 1 == pronoun.sentence);
                let mut explicit =
                    previous.filter(|a| a.is_applicant() || a.pronouns == Some(pronoun.pronouns));
                explicit.all(Antecedent::is_applicant)
                    || self.before(pronoun, 1).any(Antecedent::is_applicant)
            }
        }
    }

    /// The kind of person that a pronoun which is not the applicant's stands for.
    pub(super) fn kind_of_other(&self, pronoun: &Use) -> Kind {
        let found = self.before(pronoun, STORY).find(|a| a.may_be(pronoun.pronouns));
        found.map_or(Kind::Story, |a| a.kind)
    }

    /// Whether a pronoun of another kind can only mean the applicant. `others` and `own` are the earlier uses
    /// that stand for somebody else and for the applicant; `right` all uses of the applicant's own pronouns.
    pub(super) fn is_slip(
        &self,
        pronoun: &Use,
        others: &[(Use, Kind)],
        own: &[Use],
        right: &[usize],
    ) -> bool {
        let scene = self.scene;
        let gender = pronoun.pronouns;
        let clause = self.clause_start(pronoun);
        let in_clause = |a: &Antecedent| a.token >= clause;
        let applicant_in_clause = self.before(pronoun, 0).any(|a| a.is_applicant() && in_clause(a))
            || own.iter().rev().take_while(|u| u.token >= clause).next().is_some();
        let told_here =
            others.iter().rev().any(|(u, _)| u.sentence == pronoun.sentence && u.pronouns == gender);
        let own_possessive =
            scene.is("pron-possessive", pronoun.token) && scene.is("own-word", pronoun.token + 1);
        if scene.is("pron-reflexive", pronoun.token) || own_possessive {
            // A reflexive stands for the subject of its clause.
            let other = |a: &Antecedent| a.may_be(gender) && (in_clause(a) || !applicant_in_clause);
            return (applicant_in_clause || !own_possessive)
                && !told_here
                && !self.before(pronoun, 0).any(other);
        }
        let place = self.place(pronoun);
        // "Wren told him": an object is never the subject of its own clause.
        let object = self.is_object(pronoun);
        if object && applicant_in_clause
            || !matches!(place, Place::Certain | Place::Object) && self.is_others(pronoun)
        {
            return false;
        }
        let barred = |a: &Antecedent| object && in_clause(a) && self.is_first_in(a, clause);
        let explicit_here = told_here
            || self.before(pronoun, 0).any(|a| a.is_other(gender) && !barred(a))
            || place != Place::Object && self.follows(pronoun, |a| a.is_other(gender));
        match place {
            Place::Certain => return true,
            Place::Object => return !explicit_here,
            _ => {}
        }
        let colleague_within = |sentences: usize| {
            self.before(pronoun, sentences).any(|a| {
                a.kind == Kind::Colleague && !barred(a) && (a.is_other(gender) || a.named && a.may_be(gender))
            }) || others.iter().rev().any(|(u, kind)| {
                *kind == Kind::Colleague && u.pronouns == gender && pronoun.sentence - u.sentence <= sentences
            })
        };
        if place == Place::Professional {
            return !colleague_within(1)
                && !self
                    .before(pronoun, 0)
                    .any(|a| a.kind == Kind::Colleague && a.may_be(gender) && !barred(a));
        }
        // "He told her", "his wife thanked Amina": the applicant is somebody else in the clause.
        let opens = self.opens_towards_applicant(pronoun);
        let end = if opens { pronoun.token } else { self.clause_end(pronoun) };
        let reach = if scene.is("pron-subject", pronoun.token) { 3 } else { usize::MAX };
        let somebody = || {
            others.iter().any(|(u, _)| u.pronouns == gender && u.paragraph == pronoun.paragraph)
                || self.before(pronoun, reach).any(|a| a.may_be(gender))
                || pronoun.token > scene.doc.sentences()[pronoun.sentence].range().start
        };
        if (right.iter().any(|t| pronoun.token < *t && *t < end)
            || self.follows(pronoun, |a| a.is_applicant() && a.token < end))
            && somebody()
        {
            return false;
        }
        if explicit_here || self.before(pronoun, 0).any(|a| a.may_be(gender) && !barred(a)) {
            return false;
        }
        let led_by_applicant = self.is_led_by_applicant(pronoun, own);
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
            return !told_within(1)
                && !self.before(pronoun, 1).any(|a| a.is_other(gender) || a.named && a.may_be(gender));
        }
        let applicant_here = self.before(pronoun, 0).any(Antecedent::is_applicant)
            || own.iter().rev().take_while(|u| u.sentence == pronoun.sentence).next().is_some()
            || opens;
        // Once the paragraph has turned to the applicant, those of the one before are out of sight.
        let turned = own.iter().rev().any(|u| u.paragraph == pronoun.paragraph)
            || self.before(pronoun, usize::MAX).any(Antecedent::is_applicant);
        let told_of = others.iter().rev().any(|(u, _)| {
            u.pronouns == gender
                && (u.paragraph == pronoun.paragraph || !turned && pronoun.sentence - u.sentence <= STORY)
                && (!applicant_here || pronoun.sentence - u.sentence <= 2)
        });
        let explicit = |a: &Antecedent| a.is_other(gender);
        let paragraph = if applicant_here { 2 } else { usize::MAX };
        if told_of || self.before(pronoun, paragraph).any(explicit) {
            return false;
        }
        let by_writer = object && (clause..pronoun.token).any(|t| scene.is("speaker", t));
        let subject = scene.is("pron-subject", pronoun.token);
        let reach = match () {
            // "I had Ms. Roe draw up the drugs, and I stood behind him."
            () if applicant_here && by_writer => 0,
            // "Ms. Roe had measured his ulna": mostly a patient's.
            () if applicant_in_clause && !opens => 3,
            () if applicant_here || subject && led_by_applicant => 1,
            () => 2,
        };
        !self.before(pronoun, reach).any(|a| a.may_be(gender))
            && !self
                .before(pronoun, if by_writer { reach } else { reach + 1 })
                .any(|a| a.named && a.may_be(gender))
            && (turned || !self.previous_paragraph(pronoun, explicit))
    }

    /// Quoted, said of what patients have, or introducing somebody: "He, a student like herself, …".
    fn is_others(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        if scene.doc.tokens()[at].is_quoted() {
            return true;
        }
        if scene.text(at + 1) == ","
            && (scene.is("determiner", at + 2) || scene.is("person-relative", at + 2))
        {
            return true;
        }
        // "He was back in the OR by seven": a patient whom nobody has introduced.
        if scene.is("pron-subject", at) && scene.is("patient-predicate", at + 1) {
            return true;
        }
        scene.is("pron-possessive", at)
            && (scene.is("patients-thing", at + 1)
                || scene.doc.tokens().get(at + 2).is_some_and(|t| t.is_word())
                    && !scene.is("preposition", at + 1)
                    && scene.is("patients-thing", at + 2))
    }

    /// Whether nobody stands between the start of a clause and an antecedent.
    fn is_first_in(&self, antecedent: &Antecedent, clause: usize) -> bool {
        let start = self.antecedents.partition_point(|a| a.token < clause);
        self.antecedents.get(start).is_some_and(|a| a.token == antecedent.token)
    }

    /// Whether the sentence before is about the applicant first of all.
    fn is_led_by_applicant(&self, pronoun: &Use, own: &[Use]) -> bool {
        let Some(previous) = pronoun.sentence.checked_sub(1) else { return true };
        let sentence = self.scene.doc.sentences()[previous].range();
        let start = self.antecedents.partition_point(|a| a.token < sentence.start);
        let first = self.antecedents[start..].iter().find(|a| a.sentence == previous);
        let first_own = own.iter().rev().filter(|u| u.sentence == previous).map(|u| u.token).min();
        match (first, first_own) {
            (None, _) => true,
            (Some(a), None) => a.is_applicant(),
            (Some(a), Some(own)) => a.is_applicant() || own < a.token,
        }
    }

    /// First token of the clause that a pronoun stands in.
    fn clause_start(&self, pronoun: &Use) -> usize {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        // "was so happy with her": no clause starts at a word of degree.
        let degree = |t: usize| t > sentence.start && scene.is("degree-word", t) && scene.is("copula", t - 1);
        let start = (sentence.start..pronoun.token).rev().find(|t| {
            scene.doc.tokens()[*t].kind == TokenKind::Mark || scene.is("clause-word", *t) && !degree(*t)
        });
        let Some(start) = start else { return sentence.start };
        // "It was Wren who told him": the name before "who" is the clause's subject.
        let relative = scene.is("relative-word", start);
        let named = self.before(pronoun, 0).find(|a| relative && a.token < start && start - a.token <= 4);
        named.map_or(start + 1, |a| a.token)
    }

    /// Where the clause that a pronoun stands in ends.
    fn clause_end(&self, pronoun: &Use) -> usize {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        (pronoun.token + 1..sentence.end)
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark || scene.is("clause-word", *t))
            .unwrap_or(sentence.end)
    }

    /// Object form: "him", or "her" without a noun after it.
    fn is_object(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        if !scene.is("pron-object", at) {
            return false;
        }
        if !scene.is("pron-possessive", at) {
            return true;
        }
        let next = scene.doc.tokens().get(at + 1);
        next.is_none_or(|t| t.kind == TokenKind::Mark)
            || ["preposition", "determiner", "clause-word", "pron-first", "after-object"]
                .iter()
                .any(|c| scene.is(c, at + 1))
    }

    /// "On his last shift Leiato …": a fronted phrase with the applicant as the subject that follows.
    fn opens_towards_applicant(&self, pronoun: &Use) -> bool {
        let sentence = self.scene.doc.sentences()[pronoun.sentence].range();
        let start = self.antecedents.partition_point(|a| a.token <= pronoun.token);
        pronoun.token - sentence.start <= 3
            && self.scene.is("preposition", sentence.start)
            && self.antecedents.get(start).is_some_and(|a| a.is_applicant() && a.token - pronoun.token <= 5)
    }

    /// "When he froze, Mr. Pillai …": the antecedent follows within the sentence.
    fn follows(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> bool {
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

    /// Whether a term of a lexicon ends right before a token.
    fn ends(&self, class: &str, at: usize, first: usize) -> bool {
        (at.saturating_sub(3).max(first)..at)
            .any(|t| self.scene.term(class, t).is_some_and(|len| t + len == at))
    }

    fn place(&self, pronoun: &Use) -> Place {
        let scene = self.scene;
        let at = pronoun.token;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        // "recommend her", "support his application"
        let object = (1..=3).any(|back| {
            at.checked_sub(back).is_some_and(|t| {
                t >= sentence.start && scene.term("recommend-verb", t).is_some_and(|len| t + len == at)
            })
        });
        if scene.is("applicant-frame", at + 1) {
            return Place::Certain;
        }
        let object = object || at > sentence.start && self.ends("applicant-object", at, sentence.start);
        if object && self.is_object(pronoun) {
            return Place::Object;
        }
        if scene.is("pron-possessive", at) {
            let nouns = || {
                (at + 1..sentence.end.min(at + 5))
                    .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is("determiner", *t))
            };
            if nouns().any(|t| scene.is("professional-noun", t)) {
                return Place::Professional;
            }
            if nouns().any(|t| scene.is("evaluative-noun", t)) {
                return Place::Likely;
            }
        }
        if scene.is("pron-subject", at) {
            // "She has waived his right": what is waived is the applicant's.
            let framed = (at + 2..sentence.end.min(at + 7))
                .take_while(|t| scene.doc.tokens()[*t].is_word())
                .any(|t| scene.is("pron-possessive", t) && scene.is("applicant-frame", t + 1));
            if framed && at == sentence.start {
                return Place::Certain;
            }
            if scene.is("applicant-predicate", at + 1) {
                return Place::Predicate;
            }
            let praised = scene.is("copula", at + 1)
                && (at + 2..sentence.end.min(at + 5))
                    .take_while(|t| scene.doc.tokens()[*t].is_word())
                    .any(|t| scene.is("trait", t));
            if praised && at == sentence.start {
                return Place::Predicate;
            }
        }
        Place::Open
    }
}

fn fits(antecedent: &Antecedent, pronouns: Pronouns) -> bool {
    antecedent.is_applicant() || antecedent.pronouns.is_none() || antecedent.pronouns == Some(pronouns)
}
