//! What the words about a pronoun say of whom it stands for: "recommend her", "his fund of knowledge", "his left leg".

use super::Use;
use super::reader::Reader;
use crate::facts::{Lex, Word};
use crate::profile::Pronouns;
use crate::text::TokenKind;

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

impl Reader<'_> {
    pub(super) fn place(&self, pronoun: &Use) -> Place {
        let scene = self.scene;
        let at = pronoun.token;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        // "recommend her", "support his application"
        let object = (1..=3).any(|back| {
            at.checked_sub(back).is_some_and(|t| {
                t >= sentence.start && scene.term(Lex::RecommendVerb, t).is_some_and(|len| t + len == at)
            })
        });
        if scene.is(Lex::ApplicantFrame, at + 1) {
            return Place::Certain;
        }
        let object = object || at > sentence.start && self.ends(Lex::ApplicantObject, at, sentence.start);
        if object && self.is_object(pronoun) {
            return Place::Object;
        }
        if scene.is(Lex::PronPossessive, at) {
            let nouns = || {
                (at + 1..sentence.end.min(at + 5))
                    .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is(Lex::Determiner, *t))
            };
            if nouns().any(|t| scene.is(Lex::ProfessionalNoun, t)) {
                return Place::Professional;
            }
            // "Her eye is among the three best"
            if self.is_ranked_thing(at, &sentence) {
                return Place::Predicate;
            }
            if nouns().any(|t| scene.is(Lex::EvaluativeNoun, t)) || scene.is(Lex::TimeOfStay, at + 1) {
                return Place::Likely;
            }
        }
        if scene.is(Lex::PronSubject, at) {
            // "She has waived his right": what is waived is the applicant's.
            let framed = (at + 2..sentence.end.min(at + 7))
                .take_while(|t| scene.doc.tokens()[*t].is_word())
                .any(|t| scene.is(Lex::PronPossessive, t) && scene.is(Lex::ApplicantFrame, t + 1));
            if framed && at == sentence.start {
                return Place::Certain;
            }
            let believed = scene.is(Lex::ModalWord, at + 1)
                && (sentence.start..at).any(|t| scene.is(Lex::BeliefLead, t));
            if believed || scene.is(Lex::ApplicantPredicate, at + 1) {
                return Place::Predicate;
            }
            if self.works_there(at, sentence.end) {
                return Place::Professional;
            }
            let praised = scene.is(Lex::Copula, at + 1)
                && (at + 2..sentence.end.min(at + 5))
                    .take_while(|t| scene.doc.tokens()[*t].is_word())
                    .any(|t| scene.is(Lex::Trait, t));
            // "I can say that he is careful"
            let said = (sentence.start..at).any(|t| {
                scene
                    .term(Lex::BeliefLead, t)
                    .is_some_and(|len| t + len == at || t + len + 1 == at && scene.word(at - 1) == Word::That)
            });
            if praised && (at == sentence.start || said) {
                return Place::Predicate;
            }
            // "He has excellent interpersonal skills".
            let able = scene.is(Lex::PossessVerb, at + 1)
                && (at + 2..sentence.end.min(at + 6))
                    .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is(Lex::Preposition, *t))
                    .any(|t| scene.is(Lex::ProfessionalNoun, t) || scene.is(Lex::EvaluativeNoun, t));
            if able && at == sentence.start {
                return Place::Predicate;
            }
        }
        Place::Open
    }

    /// "Her eye is among the three best": what belongs to the applicant is ranked.
    fn is_ranked_thing(&self, at: usize, sentence: &std::ops::Range<usize>) -> bool {
        let scene = self.scene;
        let mut noun = (at + 1..sentence.end.min(at + 5)).take_while(|t| scene.doc.tokens()[*t].is_word());
        at == sentence.start
            && scene.is(Lex::PronPossessive, at)
            && noun.find(|t| scene.is(Lex::Copula, *t)).is_some_and(|copula| {
                matches!(scene.word(copula + 1), Word::Among | Word::The | Word::One)
                    && (copula + 2..sentence.end.min(copula + 7)).any(|t| scene.is(Lex::BestWord, t))
            })
    }

    /// "She read the old report before the scan", "He's never late with a note": what only those do who care for
    /// patients.
    fn works_there(&self, at: usize, end: usize) -> bool {
        let scene = self.scene;
        let verb = at + 1 + usize::from(scene.is(Lex::NameAdverb, at + 1));
        let rest = || {
            (verb + 1..end.min(verb + 7)).take_while(|t| {
                scene.doc.tokens()[*t].is_word()
                    && !scene.is(Lex::ClauseWord, *t)
                    && !scene.is(Lex::PronPossessive, *t)
            })
        };
        if scene.is(Lex::ClinicianVerb, verb) {
            return rest().any(|t| scene.is(Lex::ClinicalObject, t) || scene.is(Lex::ProfessionalNoun, t));
        }
        scene.is(Lex::Copula, verb)
            && rest()
                .any(|t| matches!(scene.folded(t), "late" | "behind" | "prompt" | "slow" | "quick" | "early"))
            && rest().any(|t| {
                scene.is(Lex::ProfessionalNoun, t)
                    || matches!(
                        scene.folded(t),
                        "note"
                            | "chart"
                            | "charts"
                            | "charting"
                            | "rounds"
                            | "shift"
                            | "shifts"
                            | "order"
                            | "orders"
                    )
            })
    }

    /// Object form: "him", or "her" without a noun after it.
    pub(super) fn is_object(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        if !scene.is(Lex::PronObject, at) {
            return false;
        }
        if !scene.is(Lex::PronPossessive, at) {
            return true;
        }
        // "had her work out": a verb, and not her work.
        let caused = at > 0
            && !scene.is(Lex::OwnWord, at + 1)
            && scene.is(Lex::Causative, at - 1)
            && (scene.is(Lex::ActBase, at + 1) || scene.is(Lex::BareVerb, at + 1));
        let next = scene.doc.tokens().get(at + 1);
        caused
            || next.is_none_or(|t| t.kind == TokenKind::Mark)
            || [Lex::Preposition, Lex::Determiner, Lex::ClauseWord, Lex::PronFirst, Lex::AfterObject]
                .iter()
                .any(|c| scene.is(*c, at + 1))
    }

    /// "He is a class act": what holds still is told of the applicant, what has been of others.
    pub(super) fn describes(&self, pronoun: &Use) -> bool {
        self.scene.is(Lex::PresentVerb, pronoun.token + 1)
    }

    /// Quoted, said of what patients have, or introducing somebody: "He, a student like herself, …".
    pub(super) fn is_others(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        if scene.doc.tokens()[at].is_quoted() {
            return true;
        }
        if scene.word(at + 1) == Word::Comma
            && (scene.is(Lex::Determiner, at + 2) || scene.is(Lex::PersonRelative, at + 2))
        {
            return true;
        }
        // "She has it laminated, our chief resident": who is meant is said behind the comma.
        if scene.is(Lex::PronSubject, at) && self.is_named_behind(pronoun) {
            return true;
        }
        // "He went up at once and he kept his leg": what follows of the same person is a patient's.
        let end = scene.doc.sentences()[pronoun.sentence].range().end;
        let class = if pronoun.pronouns == Pronouns::He { Lex::PronHe } else { Lex::PronShe };
        let again = |t: usize| {
            scene.is(class, t) && scene.is(Lex::PronSubject, t) && scene.is(Lex::PatientPredicate, t + 1)
        };
        if scene.is(Lex::PronSubject, at) && (at + 1..end).any(again) {
            return true;
        }
        // "He had his staging a week sooner", "He kept his leg"
        let has = scene.is(Lex::PronSubject, at) && scene.is(Lex::PatientsHave, at + 1);
        if has && scene.is(class, at + 2) && scene.is(Lex::PatientsThing, at + 3) {
            return true;
        }
        // "was already bagging him": what is done to patients.
        if self.is_object(pronoun) && at > 0 && scene.is(Lex::DoneToPatients, at - 1) {
            return true;
        }
        // "He was back in the OR by seven": a patient whom nobody has introduced.
        if scene.is(Lex::PronSubject, at) && scene.is(Lex::PatientPredicate, at + 1)
            || self.is_measured(pronoun)
        {
            return true;
        }
        scene.is(Lex::PronPossessive, at)
            && !scene.is(Lex::OwnWord, at + 1)
            && !self.is_ranked_thing(at, &scene.doc.sentences()[pronoun.sentence].range())
            && (scene.is(Lex::PatientsThing, at + 1)
                && !scene.doc.tokens().get(at + 2).is_some_and(|t| t.is_hyphenated())
                || scene.doc.tokens().get(at + 2).is_some_and(|t| t.is_word())
                    && !scene.is(Lex::Preposition, at + 1)
                    && scene.is(Lex::PatientsThing, at + 2))
    }

    /// "…, our chief resident, …" later in the sentence.
    fn is_named_behind(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let end = scene.doc.sentences()[pronoun.sentence].range().end;
        let word = |t: &usize| *t < end && scene.doc.tokens()[*t].is_word();
        let Some(comma) = (pronoun.token + 1..end).find(|t| !word(t)) else { return false };
        if scene.word(comma) != Word::Comma {
            return false;
        }
        // "She'd adopt him, my receptionist Lorna would", "She's a long drive, that hospital": all that is left says who.
        let last = (comma + 2..end).find(|t| !word(t)).unwrap_or(end);
        let tail = comma + 2..last;
        let led = ["our", "my", "his", "her", "their", "the", "that"].contains(&scene.folded(comma + 1));
        let somebody = [Lex::RoleHe, Lex::RoleShe, Lex::RoleFamily, Lex::RoleColleague, Lex::RolePatient]
            .iter()
            .any(|class| scene.has(*class, tail.clone()));
        let aux = tail.end > tail.start && scene.is(Lex::TagVerb, tail.end - 1);
        if led
            && (1..=4).contains(&tail.len())
            && (aux || scene.word(last) != Word::Comma)
            && (somebody && (aux || last + 1 >= end)
                || scene.word(comma + 1) == Word::That && tail.len() == 1 && last + 1 >= end)
        {
            return true;
        }
        if !matches!(scene.word(comma + 1), Word::Our | Word::My) {
            return false;
        }
        let stop = (comma + 2..end.min(comma + 7)).find(|t| !word(t));
        stop.is_some_and(|stop| {
            matches!(scene.word(stop), Word::Comma | Word::Stop)
                && scene.word(stop + 1) != Word::And
                && (comma + 2..stop)
                    .any(|t| scene.term(Lex::RoleColleague, t).is_some_and(|len| t + len == stop))
        })
    }

    /// "He was 127 the next day": what a laboratory says of somebody.
    fn is_measured(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        let number = scene.doc.tokens().get(at + 2).is_some_and(|t| t.kind == TokenKind::Number);
        scene.is(Lex::PronSubject, at)
            && scene.is(Lex::Copula, at + 1)
            && number
            && !scene.is(Lex::Preposition, at + 3)
            && !scene.is(Lex::TimeUnit, at + 3)
    }

    /// Whether a term of a lexicon ends right before a token.
    fn ends(&self, class: Lex, at: usize, first: usize) -> bool {
        self.scene.leading(class, at.saturating_sub(3).max(first), at).is_some()
    }
}
