//! Everybody whom a pronoun could stand for: named people, nouns for people, and "the other one".

use rustc_hash::{FxHashMap, FxHashSet};

use super::noun::{PREDICATE, is_agent, is_predicate, own_pronouns};
use crate::facts::people::PersonRole;
use crate::facts::{Facts, Lex, Scene, Word};
use crate::profile::Pronouns;
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
    /// "Every patient": anybody, of whom only the words right behind can be told.
    pub(super) generic: bool,
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
    let mut finder =
        Finder { scene, list: Vec::new(), gendered: FxHashMap::default(), parts: FxHashSet::default() };
    for mention in &facts.people.mentions {
        let person = &facts.people.list[mention.person];
        let hero =
            person.role == PersonRole::Applicant || other_letter && person.role == PersonRole::Leftover;
        if !hero && matches!(person.role, PersonRole::Leftover | PersonRole::Writer) {
            continue;
        }
        // "Students from Eastmarch": a place, as like as not.
        let start = mention.tokens.start;
        let place = person.role == PersonRole::Unknown
            && mention.title.is_none()
            && start > 0
            && matches!(
                scene.word(start - 1),
                Word::From | Word::At | Word::In | Word::Near | Word::To | Word::Into | Word::Of
            )
            && !mention.tokens.clone().any(|t| scene.is_given_name(t));
        if place {
            continue;
        }
        let kind = match person.role {
            _ if hero => Kind::Applicant,
            PersonRole::Patient | PersonRole::Relative => Kind::Story,
            _ => Kind::Colleague,
        };
        let known = person.pronouns.or_else(|| own_pronouns(scene, mention.tokens.end));
        finder.add(mention.tokens.start, known, kind, true);
    }
    finder.nouns();
    finder.unknown_nouns();
    finder.ordinals();
    finder.list.sort_by_key(|a| a.token);
    finder.list
}

struct Finder<'a> {
    scene: &'a Scene<'a>,
    list: Vec<Antecedent>,
    /// Tokens of the list so far, and whether the gender is known there.
    gendered: FxHashMap<usize, bool>,
    /// Tokens within a noun of several words.
    parts: FxHashSet<usize>,
}

impl Finder<'_> {
    fn add(&mut self, token: usize, pronouns: Option<Pronouns>, kind: Kind, named: bool) {
        let Some(sentence) = self.scene.doc.sentence_of(token) else { return };
        let paragraph = self.scene.doc.sentences()[sentence].paragraph;
        *self.gendered.entry(token).or_default() |= pronouns.is_some();
        let generic = !named
            && pronouns.is_none()
            && token > 0
            && matches!(
                self.scene.word(token - 1),
                Word::Every | Word::Each | Word::Any | Word::No | Word::Per
            );
        self.list.push(Antecedent { token, sentence, paragraph, pronouns, kind, named, generic });
    }

    /// Nouns for people that the lexicons know.
    fn nouns(&mut self) {
        let scene = self.scene;
        let kinds = [
            (Lex::RoleHe, Some(Pronouns::He), Kind::Story),
            (Lex::RoleShe, Some(Pronouns::She), Kind::Story),
            (Lex::RolePatient, None, Kind::Story),
            (Lex::RoleFamily, None, Kind::Story),
            (Lex::RoleColleague, None, Kind::Colleague),
            (Lex::RoleStudent, None, Kind::Colleague),
            (Lex::SomePerson, None, Kind::Story),
        ];
        for (class, pronouns, kind) in kinds {
            for hit in scene.terms_in(class, 0..scene.doc.tokens().len()) {
                let token = hit.start as usize;
                let last = token + hit.len as usize - 1;
                let gendered = self.gendered.get(&token).is_some_and(|gendered| *gendered);
                // "The intern, who had her own list", where the applicant is he.
                let pronouns = pronouns.or_else(|| {
                    let own = scene.profile.applicant.pronouns?;
                    let relative =
                        scene.word(last + 1) == Word::Comma && scene.is(Lex::PersonRelative, last + 2);
                    let told = own_pronouns(scene, last + 1 + 2 * usize::from(relative));
                    told.filter(|p| relative && *p != own && own != Pronouns::They)
                });
                if class == Lex::RoleStudent
                    && pronouns.is_none()
                    && !gendered
                    && self.is_the_applicant(token, last)
                {
                    self.add(token, None, Kind::Applicant, false);
                    continue;
                }
                // "The results of her pilot": a thing of hers.
                let owned = token > 0
                    && scene.is(Lex::RoleOccupation, token)
                    && scene.is(Lex::PronPossessive, token - 1);
                // "office manager" is one person, though "manager" is a noun, too.
                let part = pronouns.is_none() && self.parts.contains(&token);
                if owned
                    || pronouns.is_none() && (self.is_modifier(class, last) || self.is_verb(token))
                    || part
                    || class != Lex::SomePerson && self.is_plural(last) && !self.is_one_of(token)
                    || class == Lex::SomePerson && self.is_determiner(last)
                    || gendered
                    || scene.is(Lex::NotAPerson, token)
                    || pronouns.is_none() && self.is_applicants_part(class, token)
                    || pronouns.is_none() && self.is_named_next(token, last)
                    || pronouns.is_none() && (self.is_apposition(token) || self.is_told_of_applicant(token))
                {
                    continue;
                }
                // "The mother wanted to know": of somebody whom no word may have named.
                if pronouns.is_some() && scene.is(Lex::RoleFamily, token) && self.is_definite(token) {
                    self.add(token, None, kind, false);
                }
                let pronouns = pronouns.or_else(|| own_pronouns(scene, last + 1));
                self.add(token, pronouns, kind, false);
                for inside in token + 1..=last {
                    self.gendered.entry(inside).or_default();
                    self.parts.insert(inside);
                }
            }
        }
    }

    /// "the inpatient service", "child neurology", "her feedback from the intern year": a word that says of what kind
    /// another thing is.
    fn is_modifier(&self, class: Lex, last: usize) -> bool {
        let scene = self.scene;
        let next = last + 1;
        scene.is(Lex::ThingOfPeople, next) || class == Lex::RolePatient && scene.is(Lex::Specialty, next)
    }

    /// "I judge", "we chair", "could coach": a verb that is spelt as the noun.
    fn is_verb(&self, token: usize) -> bool {
        let scene = self.scene;
        token.checked_sub(1).is_some_and(|t| {
            matches!(
                scene.word(t),
                Word::I
                    | Word::We
                    | Word::Who
                    | Word::Not
                    | Word::Can
                    | Word::Could
                    | Word::Cannot
                    | Word::Must
            ) || scene.is(Lex::ModalWord, t)
                || scene.is(Lex::PronSubject, t)
        })
    }

    fn is_definite(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|t| self.scene.word(t) == Word::The)
    }

    fn is_plural(&self, token: usize) -> bool {
        let word = self.scene.folded(token);
        word.ends_with('s') && !word.ends_with("ss") || self.scene.is(Lex::PluralNoun, token)
    }

    /// "the student", "this candidate": whom the letter is about, where nothing says that it is another one.
    fn is_the_applicant(&self, token: usize, last: usize) -> bool {
        let scene = self.scene;
        token > 0
            && matches!(scene.word(token - 1), Word::The | Word::This)
            && !self.is_plural(last)
            && !scene.doc.tokens()[token].is_capital()
            && !scene.is(Lex::PersonRelative, last + 1)
            && !self.is_another_years(last + 1)
            && !(token.saturating_sub(3)..=last).any(|t| scene.is(Lex::OtherMarker, t))
    }

    /// "the student we had last year", "from the other school": what stands after the noun makes it another one.
    fn is_another_years(&self, next: usize) -> bool {
        let scene = self.scene;
        match scene.word(next) {
            Word::We => {
                (next + 2..next + 4).any(|t| scene.is(Lex::RelativeDay, t) || scene.word(t) == Word::Before)
            }
            Word::From => (next + 1..next + 3).any(|t| scene.is(Lex::OtherMarker, t)),
            // "the visiting student in the next room": told apart by where somebody is.
            Word::In | Word::On | Word::At => (next + 1..next + 5).any(|t| scene.is(Lex::NextPlace, t)),
            _ => false,
        }
    }

    /// "on the one occasion": no person.
    fn is_determiner(&self, last: usize) -> bool {
        let scene = self.scene;
        let next = last + 1;
        scene.word(last) == Word::One
            && last >= 2
            && scene.is(Lex::Preposition, last - 2)
            && scene.doc.tokens().get(next).is_some_and(|t| t.is_word() && !t.is_capital())
            && ![
                Lex::PersonRelative,
                Lex::ClauseWord,
                Lex::Preposition,
                Lex::Copula,
                Lex::ModalWord,
                Lex::ActPast,
                Lex::PronFirst,
            ]
            .iter()
            .any(|c| scene.is(*c, next))
    }

    /// "one of our pediatric residents": one person, though the noun is of many.
    fn is_one_of(&self, token: usize) -> bool {
        let of = (token.saturating_sub(4)..token).rev().find(|t| self.scene.word(*t) == Word::Of);
        of.is_some_and(|of| of > 0 && matches!(self.scene.word(of - 1), Word::One | Word::Another))
    }

    /// "as a resident", "the applicant", "a student": the applicant's own part, not another person.
    fn is_applicants_part(&self, class: Lex, token: usize) -> bool {
        let scene = self.scene;
        let marked = (token.saturating_sub(3)..token).any(|t| scene.is(Lex::OtherMarker, t))
            || self.is_another_years(token + scene.term(Lex::RoleStudent, token).unwrap_or(1));
        // "Every intern knows his own limits": anybody, and so not the applicant alone.
        let quantified =
            token > 0 && matches!(scene.word(token - 1), Word::Every | Word::Each | Word::Any | Word::No);
        let sentence = scene.doc.sentence_of(token).map(|s| scene.doc.sentences()[s].range());
        if quantified && sentence.is_some_and(|s| s.start + 1 == token) {
            return false;
        }
        let predicate = class != Lex::RolePatient && token > 0 && is_predicate(scene, token);
        predicate || class == Lex::RoleStudent && !marked && !self.is_any_one(token)
    }

    /// "A student there had told her own story": some student does something, and it is not the one of the letter.
    fn is_any_one(&self, token: usize) -> bool {
        let scene = self.scene;
        let last = token + scene.term(Lex::RoleStudent, token).unwrap_or(1);
        let Some(article) = token.checked_sub(1).filter(|t| matches!(scene.word(*t), Word::A | Word::An))
        else {
            return false;
        };
        let opens =
            scene.doc.sentence_of(token).is_some_and(|s| scene.doc.sentences()[s].range().start == article)
                || scene.doc.tokens()[article - 1].kind == TokenKind::Mark
                || scene.is(Lex::ClauseWord, article - 1) && scene.word(article - 1) != Word::As;
        let verb = last + usize::from(scene.is(Lex::HereWord, last) || scene.is(Lex::NameAdverb, last));
        opens
            && (scene.is(Lex::ActPast, verb)
                || scene.is(Lex::PatientAct, verb)
                || scene.is(Lex::HumanVerb, verb)
                || scene.word(verb) == Word::Had)
    }

    /// "a young father, newly paraplegic": one person, of whom more is said behind the comma.
    fn is_apposition(&self, token: usize) -> bool {
        let scene = self.scene;
        let comma = (token.saturating_sub(3)..token).rev().find(|t| scene.word(*t) == Word::Comma);
        comma.is_some_and(|comma| {
            comma > 0
                && self.gendered.contains_key(&(comma - 1))
                && !(comma + 1..token).any(|t| scene.is(Lex::Determiner, t) || scene.is(Lex::ClauseWord, t))
        })
    }

    /// "She is a veteran" of an applicant who is she: no second person.
    fn is_told_of_applicant(&self, token: usize) -> bool {
        let scene = self.scene;
        let class = match scene.profile.applicant.pronouns {
            Some(Pronouns::She) => Lex::PronShe,
            Some(Pronouns::He) => Lex::PronHe,
            _ => return false,
        };
        let copula = (token.saturating_sub(PREDICATE)..token).rev().find(|t| scene.is(Lex::Copula, *t));
        copula.is_some_and(|t| {
            t > 0
                && scene.is(class, t - 1)
                && scene.is(Lex::PronSubject, t - 1)
                && matches!(scene.word(t + 1), Word::A | Word::An)
                && !(t + 2..token).any(|t| scene.is(Lex::Preposition, t))
        })
    }

    /// "The fourth was unable to recall him", "One found him friendly": of several people each.
    fn ordinals(&mut self) {
        let scene = self.scene;
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            for at in scene.starts.within_any(&[Lex::NumberOrdinal, Lex::OneOfSeveral], range.clone()) {
                if self.gendered.contains_key(&at) {
                    continue;
                }
                let led = at > range.start && scene.word(at - 1) == Word::The
                    || at == range.start && !scene.is(Lex::NumberOrdinal, at);
                // "One of the others fainted"
                let of = scene.word(at + 1) == Word::Of && at + 3 < range.end;
                let many =
                    |t: usize| matches!(scene.word(t), Word::Others | Word::Them | Word::These | Word::Those);
                let last = match () {
                    () if of && many(at + 2) => at + 2,
                    () if of && scene.is(Lex::Determiner, at + 2) && many(at + 3) => at + 3,
                    () => at,
                };
                let verb = last + 1 + usize::from(scene.is(Lex::NameAdverb, last + 1));
                let acts = verb < range.end
                    && (scene.is(Lex::PatientAct, verb)
                        || scene.is(Lex::ActPast, verb)
                        || scene.is(Lex::PersonRelative, verb));
                // "Two of my partners declined, one because he was moving"
                let reason = scene.word(at) == Word::One
                    && at > range.start
                    && scene.word(at - 1) == Word::Comma
                    && scene.word(at + 1) == Word::Because;
                if reason || led && (acts || last > at && scene.folded(verb).ends_with("ed")) {
                    self.add(at, None, Kind::Colleague, false);
                }
            }
        }
    }

    /// "the imaging manager, Mr. Falk" is one person, with the name's pronouns.
    fn is_named_next(&self, token: usize, last: usize) -> bool {
        let scene = self.scene;
        // "our librarian helped Amina": two.
        let joint = |t: &usize| {
            scene.doc.tokens().get(*t).is_some_and(|j| j.kind == TokenKind::Mark) || scene.is(Lex::Named, *t)
        };
        let next = (last + 1..=last + 3).find(|t| !joint(t));
        (token + 1..=last).chain(next).any(|t| self.gendered.contains_key(&t))
    }

    /// Nouns that no lexicon knows and that can only be people: "a retired signalman", "a docker with …",
    /// "the rep, who …".
    fn unknown_nouns(&mut self) {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            // The words up to which the last determiner reaches.
            let mut led = range.start;
            for at in range.clone() {
                let token = tokens[at];
                if !token.is_word() {
                    led = at;
                    continue;
                }
                let determined = at < led;
                if scene.is(Lex::Determiner, at) {
                    led = at + DETERMINED;
                }
                // "Lobsterman, sixty-odd, comes in": a note that begins with whom it is about.
                let illness = token.is_all_caps() && scene.is(Lex::Diagnosis, at);
                if token.is_capital() && !illness && !(at == range.start && scene.folded(at).ends_with("man"))
                {
                    continue;
                }
                let before_who = at + 1 < range.end && scene.is(Lex::PersonRelative, at + 1)
                    || at + 2 < range.end
                        && scene.word(at + 1) == Word::Comma
                        && scene.is(Lex::PersonRelative, at + 2);
                // "a retired sergeant"
                let aged =
                    scene.is(Lex::PersonAdjective, at.saturating_sub(1)) && !scene.is(Lex::PlaceWord, at);
                // "Elderly diabetic with …": notes leave the article out.
                let noted = aged && at == range.start + 1;
                let known = scene.is(Lex::Trait, at) || scene.is(Lex::Preposition, at);
                if known
                    || scene.is(Lex::RoleStudent, at) && !before_who
                    || !(before_who || token.is_capital() || noted || determined)
                    || self.gendered.contains_key(&at)
                    // "the one who came in": a word of grammar is nobody.
                    || FUNCTION.iter().any(|c| scene.is(*c, at))
                    || scene.is(Lex::NeverANoun, at)
                {
                    continue;
                }
                let word = scene.folded(at);
                let male = word.ends_with("man") && word.len() > 4;
                let female = word.ends_with("woman");
                // "one of our technologists"
                let one_of = self.is_plural(at) && self.is_one_of(at);
                let single = if one_of { word.strip_suffix('s').unwrap_or(word) } else { word };
                let agent = single.len() > 4 && is_agent(single);
                // "a feedlot hand walked in", "the sexton telephoned"
                let arrives = || {
                    scene.is(Lex::PatientVerb, at + 1)
                        || scene.is(Lex::HumanVerb, at + 1) && self.is_subject_noun(at, range.start)
                };
                let ill = || self.is_ill(at, range.clone());
                // "A junior of mine quoted a guideline"
                let ours = scene.word(at + 1) == Word::Of
                    && matches!(scene.word(at + 2), Word::Mine | Word::Ours)
                    && (scene.folded(at + 3).ends_with("ed")
                        || [Lex::ActPast, Lex::HumanVerb, Lex::PatientAct, Lex::PersonRelative]
                            .iter()
                            .any(|c| scene.is(*c, at + 3)));
                // "the sergeant at triage"
                let ranked = scene.is(Lex::TitleRank, at) && scene.is(Lex::Determiner, at.saturating_sub(1));
                if !(ours || ranked || before_who || male || female || agent || aged || arrives() || ill())
                    || scene.is(Lex::NotAPerson, at) && !ours
                    || self.is_plural(at) && !one_of
                    || self.is_named_next(at, at)
                    || self.is_predicate_noun(at)
                {
                    continue;
                }
                let pronouns = match (female, male) {
                    (true, _) => Some(Pronouns::She),
                    (_, true) => Some(Pronouns::He),
                    _ => own_pronouns(scene, at + 1),
                };
                self.add(at, pronouns, Kind::Story, false);
            }
        }
    }

    /// "the sexton telephoned", "the ship's cook asked"; not "our techs have asked", "from the day she asked".
    fn is_subject_noun(&self, token: usize, first: usize) -> bool {
        let scene = self.scene;
        let function = [
            Lex::PronSubject,
            Lex::PronObject,
            Lex::Copula,
            Lex::ModalWord,
            Lex::NameAdverb,
            Lex::PersonVerb,
            Lex::ClauseWord,
            Lex::NotAPerson,
        ];
        if function.iter().any(|c| scene.is(*c, token))
            || matches!(scene.word(token), Word::Have | Word::Not | Word::Just | Word::Been)
        {
            return false;
        }
        let determiner = |back: usize| token >= first + back && scene.is(Lex::Determiner, token - back);
        determiner(1) || determiner(2) && !self.is_plural(token - 1) && !scene.is(Lex::PronSubject, token - 1)
    }

    /// "a sniper with a tremor", "the perforated ulcer in bed 12", "we had a stroke": told of by what somebody has.
    fn is_ill(&self, token: usize, sentence: std::ops::Range<usize>) -> bool {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let lead = || {
            (token.saturating_sub(3).max(sentence.start)..token).rev().find(|t| scene.is(Lex::Determiner, *t))
        };
        let illness = |t: usize| scene.is(Lex::Diagnosis, t) || scene.is(Lex::PatientsThing, t);
        if scene.word(token + 1) == Word::With {
            let new = lead().is_some_and(|t| matches!(scene.word(t), Word::A | Word::An | Word::Another));
            return new
                && (token + 2..sentence.end.min(token + 5))
                    .take_while(|t| tokens[*t].is_word())
                    .any(illness);
        }
        // "the quarterback had three concussions"
        if matches!(scene.word(token + 1), Word::Had | Word::Has) && !scene.is(Lex::Diagnosis, token) {
            return lead().is_some()
                && (token + 2..sentence.end.min(token + 5)).any(|t| scene.is(Lex::Diagnosis, t));
        }
        if !scene.is(Lex::Diagnosis, token) {
            return false;
        }
        let end = token + scene.term(Lex::Diagnosis, token).unwrap_or(1);
        let lies =
            scene.is(Lex::PlaceIn, end) && scene.is(Lex::BedWord, end + 1) || scene.is(Lex::PatientVerb, end);
        let had = |t: usize| {
            t > sentence.start + 1 && scene.is(Lex::CaseLead, t - 1) && scene.is(Lex::PronFirst, t - 2)
        };
        lead().is_some_and(|t| lies || had(t))
    }

    fn is_predicate_noun(&self, token: usize) -> bool {
        is_predicate(self.scene, token)
    }
}

/// Tokens from a determiner, with it, up to the last that can be its noun.
const DETERMINED: usize = 5;
/// Words of grammar, which no noun for somebody is.
const FUNCTION: [Lex; 7] = [
    Lex::PronSubject,
    Lex::PronObject,
    Lex::PronFirst,
    Lex::Copula,
    Lex::ModalWord,
    Lex::PersonRelative,
    Lex::ClauseWord,
];
