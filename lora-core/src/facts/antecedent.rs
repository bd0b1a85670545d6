//! Everybody whom a pronoun could stand for: named people, nouns for people, and "the other one".

use rustc_hash::FxHashMap;

use super::people::PersonRole;
use super::{Facts, Scene};
use crate::profile::Pronouns;
use crate::rules::LexHit;
use crate::text::TokenKind;

/// What somebody is to the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Applicant,
    /// A patient, a relative, somebody from the street: whom stories are told of.
    Story,
    /// Somebody who works or trains there, or who is named.
    Colleague,
}

/// Whom a pronoun after it can stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Antecedent {
    pub(super) token: usize,
    pub(super) sentence: usize,
    pub(super) paragraph: u32,
    /// Known pronouns; `None` fits any.
    pub(super) pronouns: Option<Pronouns>,
    pub(super) kind: Kind,
    pub(super) named: bool,
}

impl Antecedent {
    pub(super) fn is_applicant(&self) -> bool {
        self.kind == Kind::Applicant
    }

    /// Somebody else, known to go by these pronouns.
    pub(super) fn is_other(&self, pronouns: Pronouns) -> bool {
        !self.is_applicant() && self.pronouns == Some(pronouns)
    }

    /// Somebody else who may go by these pronouns.
    pub(super) fn may_be(&self, pronouns: Pronouns) -> bool {
        !self.is_applicant() && self.pronouns.is_none_or(|p| p == pronouns)
    }
}

/// All antecedents of the letter, by their place. In a letter about somebody else that person is the hero.
pub(super) fn find(scene: &Scene<'_>, facts: &Facts, other_letter: bool) -> Vec<Antecedent> {
    let mut finder = Finder { scene, list: Vec::new(), gendered: FxHashMap::default() };
    for mention in &facts.people.mentions {
        let person = &facts.people.list[mention.person];
        let hero =
            person.role == PersonRole::Applicant || other_letter && person.role == PersonRole::Leftover;
        if !hero && matches!(person.role, PersonRole::Leftover | PersonRole::Writer) {
            continue;
        }
        let kind = match person.role {
            _ if hero => Kind::Applicant,
            PersonRole::Patient | PersonRole::Relative => Kind::Story,
            _ => Kind::Colleague,
        };
        finder.add(mention.tokens.start, person.pronouns, kind, true);
    }
    finder.nouns();
    finder.unknown_nouns();
    finder.list.sort_by_key(|a| a.token);
    finder.list
}

struct Finder<'a> {
    scene: &'a Scene<'a>,
    list: Vec<Antecedent>,
    /// Tokens of the list so far, and whether the gender is known there.
    gendered: FxHashMap<usize, bool>,
}

impl Finder<'_> {
    fn add(&mut self, token: usize, pronouns: Option<Pronouns>, kind: Kind, named: bool) {
        let Some(sentence) = self.scene.doc.sentence_of(token) else { return };
        let paragraph = self.scene.doc.sentences()[sentence].paragraph;
        *self.gendered.entry(token).or_default() |= pronouns.is_some();
        self.list.push(Antecedent { token, sentence, paragraph, pronouns, kind, named });
    }

    /// Nouns for people that the lexicons know.
    fn nouns(&mut self) {
        let scene = self.scene;
        let kinds = [
            ("role-he", Some(Pronouns::He), Kind::Story),
            ("role-she", Some(Pronouns::She), Kind::Story),
            ("role-patient", None, Kind::Story),
            ("role-family", None, Kind::Story),
            ("role-colleague", None, Kind::Colleague),
            ("role-student", None, Kind::Colleague),
            ("some-person", None, Kind::Story),
        ];
        let classes = kinds.map(|(class, ..)| scene.rules.class(class));
        let mut hits: [Vec<&LexHit>; 7] = Default::default();
        for hit in scene.lexicon.all() {
            if let Some(kind) = classes.iter().position(|c| *c == Some(hit.class)) {
                hits[kind].push(hit);
            }
        }
        for ((class, pronouns, kind), hits) in kinds.into_iter().zip(hits) {
            for hit in hits {
                let token = hit.start as usize;
                let last = token + hit.len as usize - 1;
                let gendered = self.gendered.get(&token).is_some_and(|gendered| *gendered);
                if class != "some-person" && self.is_plural(last)
                    || gendered
                    || scene.is("not-a-person", token)
                    || pronouns.is_none() && self.is_applicants_part(class, token)
                    || pronouns.is_none() && self.is_named_next(token, last)
                {
                    continue;
                }
                self.add(token, pronouns, kind, false);
                for inside in token + 1..=last {
                    self.gendered.entry(inside).or_default();
                }
            }
        }
    }

    fn is_plural(&self, token: usize) -> bool {
        let word = self.scene.folded(token);
        word.ends_with('s') && !word.ends_with("ss")
    }

    /// "as a resident", "the applicant", "a student": the applicant's own part, not another person.
    fn is_applicants_part(&self, class: &str, token: usize) -> bool {
        let scene = self.scene;
        let marked = (token.saturating_sub(3)..token).any(|t| scene.is("other-marker", t));
        let predicate = class != "role-patient" && token > 0 && is_predicate(scene, token);
        predicate || class == "role-student" && !marked
    }

    /// "the imaging manager, Mr. Falk" is one person, with the name's pronouns.
    fn is_named_next(&self, token: usize, last: usize) -> bool {
        (token + 1..=last + 3).any(|t| self.gendered.contains_key(&t))
    }

    /// Nouns that no lexicon knows and that can only be people: "a retired signalman", "a docker with …",
    /// "the rep, who …".
    fn unknown_nouns(&mut self) {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            for at in range.clone() {
                let token = tokens[at];
                if !token.is_word() || token.is_capital() || self.gendered.contains_key(&at) {
                    continue;
                }
                let before_who = at + 1 < range.end && scene.is("person-relative", at + 1)
                    || at + 2 < range.end && scene.text(at + 1) == "," && scene.is("person-relative", at + 2);
                let word = scene.folded(at);
                let male = word.ends_with("man") && word.len() > 4;
                let female = word.ends_with("woman");
                let agent = word.len() > 4 && is_agent(word);
                if !(before_who || male || female || agent)
                    || scene.is("not-a-person", at)
                    || self.is_plural(at)
                    || self.is_named_next(at, at)
                {
                    continue;
                }
                let determined = (at.saturating_sub(4).max(range.start)..at)
                    .rev()
                    .take_while(|t| tokens[*t].is_word())
                    .any(|t| scene.is("determiner", t));
                let known = scene.is("trait", at) || scene.is("preposition", at);
                if known || !before_who && (!determined || self.is_predicate_noun(at)) {
                    continue;
                }
                let pronouns = match (female, male) {
                    (true, _) => Some(Pronouns::She),
                    (_, true) => Some(Pronouns::He),
                    _ => None,
                };
                self.add(at, pronouns, Kind::Story, false);
            }
        }
    }

    fn is_predicate_noun(&self, token: usize) -> bool {
        is_predicate(self.scene, token)
    }
}

/// Whether a noun has the ending of one who does something.
fn is_agent(word: &str) -> bool {
    let endings: &[&str] = match word.as_bytes().last() {
        Some(b'r') => &["er", "or", "eer"],
        Some(b't') => &["ist", "yst"],
        Some(b'n') => &["ian"],
        Some(b'd') => &["old"],
        _ => &[],
    };
    endings.iter().any(|end| word.ends_with(end))
}

/// "is a student", "as an intern", "will be a fine resident": said of somebody, not naming another.
fn is_predicate(scene: &Scene<'_>, token: usize) -> bool {
    (token.saturating_sub(5)..token)
        .rev()
        .take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark)
        .any(|t| scene.is("copula", t) || scene.is("predicate-word", t))
}
