//! Everybody whom a pronoun could stand for: named people, nouns for people, and "the other one".

use super::noun::{PREDICATE, is_predicate, own_pronouns};
use crate::facts::people::PersonRole;
use crate::facts::{Facts, Lex, Scene, TokenSet, Word};
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
    let none = TokenSet::of(scene.doc.tokens().len());
    let mut finder =
        Finder { scene, list: Vec::new(), found: none.clone(), gendered: none.clone(), parts: none };
    for mention in &facts.people.mentions {
        let person = &facts.people.list[mention.person];
        let hero =
            person.role == PersonRole::Applicant || other_letter && person.role == PersonRole::Leftover;
        // "I am Vera Roe, attending pathologist": the writer, unless an office writes of the writer as of somebody else.
        let start = mention.tokens.start;
        let introduced = |t: usize| matches!(scene.word(t), Word::I | Word::My | Word::This);
        let first_person = !scene.in_prose(start) || (start.saturating_sub(3)..start).any(introduced);
        if !hero && (person.role == PersonRole::Leftover || person.role == PersonRole::Writer && first_person)
        {
            finder.hold(mention.tokens.clone());
            continue;
        }
        // "Students from Eastmarch": a place, as like as not.
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
        finder.hold(mention.tokens.clone());
    }
    finder.nouns();
    finder.unknown_nouns();
    finder.ordinals();
    finder.list.sort_by_key(|a| a.token);
    finder.list
}

/// Who is found so far.
pub(super) struct Finder<'a> {
    pub(super) scene: &'a Scene<'a>,
    list: Vec<Antecedent>,
    /// Tokens of the list so far, and those of them whose gender is known.
    pub(super) found: TokenSet,
    gendered: TokenSet,
    /// Tokens within a noun of several words.
    parts: TokenSet,
}

impl Finder<'_> {
    pub(super) fn add(&mut self, token: usize, pronouns: Option<Pronouns>, kind: Kind, named: bool) {
        let Some(sentence) = self.scene.doc.sentence_of(token) else { return };
        let paragraph = self.scene.doc.sentences()[sentence].paragraph;
        self.found.insert(token);
        if pronouns.is_some() {
            self.gendered.insert(token);
        }
        let generic = !named && pronouns.is_none() && self.is_anybody(token);
        self.list.push(Antecedent { token, sentence, paragraph, pronouns, kind, named, generic });
    }

    /// "every patient", "for somebody at her stage", "never saw him examine a patient": nobody in particular.
    fn is_anybody(&self, token: usize) -> bool {
        let scene = self.scene;
        if scene.is(Lex::AnybodyNoun, token) {
            return true;
        }
        let Some(before) = token.checked_sub(1) else { return false };
        match scene.word(before) {
            Word::Every | Word::Each | Word::Any | Word::No | Word::Per => true,
            Word::A | Word::An => {
                let first =
                    scene.doc.sentence_of(token).map_or(0, |s| scene.doc.sentences()[s].range().start);
                scene.has(Lex::Neg, first.max(token.saturating_sub(7))..before)
            }
            _ => false,
        }
    }

    /// Tokens of a name, behind which an apposition is nobody new: "I am Vera Roe, attending pathologist".
    fn hold(&mut self, name: std::ops::Range<usize>) {
        for token in name {
            self.found.insert(token);
        }
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
                let gendered = self.gendered.holds(token);
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
                let part = pronouns.is_none() && self.parts.holds(token);
                // "was the sub-intern on my team": one role, though "intern" is a colleague's.
                let within = class == Lex::RoleColleague
                    && token > 0
                    && scene.term(Lex::RoleStudent, token - 1).is_some_and(|len| len > 1);
                if owned
                    || within && self.is_applicants_part(Lex::RoleStudent, token - 1)
                    || self.is_thing(token, last)
                    || pronouns.is_none() && (self.is_modifier(class, last) || self.is_verb(token))
                    || part
                    || class != Lex::SomePerson
                        && self.is_plural(last)
                        && !self.is_one_of(token)
                        && !(pronouns.is_some() && self.is_singled_later(last))
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
                    self.found.insert(inside);
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
        // "with a patient supervisor", "so patient with families"
        let adjective = class == Lex::RolePatient
            && scene.folded(last) == "patient"
            && (scene.is(Lex::RoleColleague, next)
                || scene.is(Lex::ProgramWord, next)
                || last > 0
                    && (scene.is(Lex::DegreeWord, last - 1)
                        || scene.is(Lex::Copula, last - 1)
                        || matches!(scene.word(last - 1), Word::Be | Word::Been | Word::Being)));
        adjective
            || scene.is(Lex::ThingOfPeople, next)
            || class == Lex::RolePatient && scene.is(Lex::Specialty, next)
    }

    /// "drew up a chair", "the code of the door": somebody only where the words about it say so.
    fn is_thing(&self, token: usize, last: usize) -> bool {
        let scene = self.scene;
        if !scene.is(Lex::MaybeAThing, token) {
            return false;
        }
        let next = last + 1;
        let house = scene.word(next) == Word::Of
            && scene.doc.tokens().get(next + 1).is_some_and(|t| t.is_capital())
            || scene.word(next) == Word::Of && scene.is(Lex::DepartmentWord, next + 1)
            || scene.word(next) == Word::Comma
                && scene.doc.tokens().get(next + 1).is_some_and(|t| t.is_capital());
        let ours = token > 0
            && (matches!(scene.word(token - 1), Word::Our | Word::My)
                || scene.is(Lex::DepartmentWord, token - 1)
                || scene.is(Lex::DivisionWord, token - 1));
        let acts = scene.is(Lex::HumanVerb, next) || scene.is(Lex::PersonVerb, next);
        !(house || ours || acts || scene.doc.tokens()[token].is_capital())
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

    pub(super) fn is_plural(&self, token: usize) -> bool {
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

    /// "let her two sons speak, and each said what he …": several, of whom one is told of behind.
    fn is_singled_later(&self, last: usize) -> bool {
        let scene = self.scene;
        let end = scene.doc.sentence_of(last).map_or(last, |s| scene.doc.sentences()[s].range().end);
        (last + 1..end).any(|t| {
            scene.word(t) == Word::Each
                || matches!(scene.folded(t), "either" | "neither")
                || scene.word(t) == Word::One && matches!(scene.word(t + 1), Word::Of | Word::Comma)
                || matches!(scene.folded(t), "elder" | "older" | "younger" | "eldest" | "youngest")
        })
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
    pub(super) fn is_one_of(&self, token: usize) -> bool {
        let of = (token.saturating_sub(4)..token).rev().find(|t| self.scene.word(*t) == Word::Of);
        of.is_some_and(|of| {
            of > 0 && matches!(self.scene.word(of - 1), Word::One | Word::Another | Word::Each)
        })
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
                && self.found.holds(comma - 1)
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
                if self.found.holds(at) {
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
                if is_predicate(scene, at) {
                    continue;
                }
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
    pub(super) fn is_named_next(&self, token: usize, last: usize) -> bool {
        let scene = self.scene;
        // "our librarian helped Amina": two.
        let joint = |t: &usize| {
            scene.doc.tokens().get(*t).is_some_and(|j| j.kind == TokenKind::Mark) || scene.is(Lex::Named, *t)
        };
        let next = (last + 1..=last + 3).find(|t| !joint(t));
        (token + 1..=last).chain(next).any(|t| self.found.holds(t))
    }
}
