//! Whom a pronoun stands for: the applicant or somebody else of whom the letter tells.

use super::Use;
use super::antecedent::{Antecedent, Kind};
use super::clause::Subject;
use super::place::Place;
use crate::facts::{Lex, Scene, Word};
use crate::profile::Pronouns;

/// How many sentences a story goes on about somebody who is only meant by pronouns.
pub(super) const STORY: usize = 6;

/// Tokens behind "every patient" in which a pronoun stands for each of them.
const ANYBODY: usize = 9;

/// The pronouns of a letter, as far as they have been told apart.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Those that stand for somebody else, with the kind of person.
    pub(super) others: Vec<(Use, Kind)>,
    /// Those that stand for the applicant, slips among them.
    pub(super) own: Vec<Use>,
    /// Tokens of all pronouns of the applicant's own kind.
    pub(super) right: Vec<usize>,
    /// The last paragraph of the body.
    pub(super) closing: Option<u32>,
}

impl Told {
    /// Whether a pronoun of the applicant's own kind stands before another one, from a token on.
    pub(super) fn is_right_before(&self, pronoun: &Use, start: usize) -> bool {
        let end = self.right.partition_point(|t| *t < pronoun.token);
        end.checked_sub(1).is_some_and(|last| self.right[last] >= start)
    }

    /// Who a subject pronoun before another one is.
    pub(super) fn subject(&self, token: usize, pronoun: &Use) -> Subject {
        if self.own.iter().rev().take_while(|u| u.token >= token).any(|u| u.token == token) {
            return Subject::Applicant;
        }
        let other =
            self.others.iter().rev().take_while(|(u, _)| u.token >= token).find(|(u, _)| u.token == token);
        Subject::Other(Some(other.map_or(pronoun.pronouns, |(u, _)| u.pronouns)))
    }
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
        let mut they = scene.terms_in(Lex::PronThey, 0..scene.doc.tokens().len()).map(|h| h.start as usize);
        they.any(|t| {
            let slash = t >= 2 && scene.word(t - 1) == Word::Slash && scene.is(Lex::PronThey, t - 2);
            let quoted = scene.doc.tokens()[t].is_quoted()
                && (scene.is(Lex::Preposition, t + 1)
                    || scene.doc.tokens().get(t + 1).is_none_or(|n| !n.is_word()));
            // "I use their comments", "we use them" say nothing of anybody's pronouns.
            let declared = t > 0 && scene.is(Lex::PronounVerb, t - 1);
            let used = declared && scene.folded(t - 1).starts_with("use");
            slash || quoted || declared && (!used || scene.word(t) == Word::They)
        })
    }

    /// The nearest antecedent before a pronoun, in its sentence or up to three before, in its paragraph.
    pub(super) fn nearest(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> Option<Antecedent> {
        self.before(pronoun, 3).find(|a| accept(a)).copied()
    }

    pub(super) fn before(&self, pronoun: &Use, sentences: usize) -> impl Iterator<Item = &Antecedent> {
        let end = self.antecedents.partition_point(|a| a.token < pronoun.token);
        let (token, sentence, paragraph) = (pronoun.token, pronoun.sentence, pronoun.paragraph);
        self.antecedents[..end]
            .iter()
            .rev()
            .take_while(move |a| sentence - a.sentence <= sentences)
            .take_while(move |a| a.paragraph == paragraph)
            .filter(move |a| !a.generic || token - a.token <= ANYBODY)
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
}

fn fits(antecedent: &Antecedent, pronouns: Pronouns) -> bool {
    antecedent.is_applicant() || antecedent.pronouns.is_none() || antecedent.pronouns == Some(pronouns)
}
