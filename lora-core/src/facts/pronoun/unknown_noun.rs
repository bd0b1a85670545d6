//! Nouns for people that no lexicon holds, told by what stands about them: "a retired signalman", "the rep, who …".

use super::antecedent::{Finder, Kind};
use super::noun::{is_agent, is_predicate, own_pronouns};
use crate::facts::{Lex, TokenSet, Word};
use crate::profile::Pronouns;

/// Tokens from a determiner, with it, up to the last that can be its noun.
const DETERMINED: usize = 5;
/// Words that no noun for somebody is: what somebody is like, and words of grammar, as in "the one who came in".
const NOBODY: [Lex; 10] = [
    Lex::Trait,
    Lex::Preposition,
    Lex::NeverANoun,
    Lex::PronSubject,
    Lex::PronObject,
    Lex::PronFirst,
    Lex::Copula,
    Lex::ModalWord,
    Lex::PersonRelative,
    Lex::ClauseWord,
];

/// Words that may be a noun for somebody.
struct Candidates {
    likely: TokenSet,
    /// Those that stand up to [`DETERMINED`] words after a determiner, no mark between.
    determined: TokenSet,
}

impl Finder<'_> {
    /// Nouns that no lexicon knows and that can only be people: "a retired signalman", "a docker with …",
    /// "the rep, who …".
    pub(super) fn unknown_nouns(&mut self) {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let Candidates { likely, determined } = self.candidates();
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            for at in likely.within(range.clone()) {
                let token = tokens[at];
                let determined = determined.holds(at);
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
                if scene.is(Lex::RoleStudent, at) && !before_who
                    || !(before_who || token.is_capital() || noted || determined)
                    || self.found.holds(at)
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
                    || is_predicate(scene, at)
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

    /// Words that a determiner before them leads to, and those for which something else speaks.
    fn candidates(&self) -> Candidates {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let (mut likely, mut determined) = (TokenSet::of(tokens.len()), TokenSet::of(tokens.len()));
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            let words = |from: usize| (from..range.end).take_while(|t| tokens[*t].is_word());
            for determiner in scene.starts.within(Lex::Determiner, range.clone()) {
                if tokens[determiner].is_word() {
                    words(determiner + 1).take(DETERMINED - 1).for_each(|t| determined.insert(t));
                }
            }
            // A note begins with whom it is about.
            let first = words(range.start).take(1).chain(words((range.start + 1).min(range.end)).take(1));
            let before = |t: usize| [t.checked_sub(1), t.checked_sub(2)].into_iter().flatten();
            let who = scene.starts.within(Lex::PersonRelative, range.clone()).flat_map(before);
            let ill = scene.starts.within(Lex::Diagnosis, range.clone()).filter(|t| tokens[*t].is_all_caps());
            let word = |t: &usize| range.contains(t) && tokens[*t].is_word();
            first.chain(who).chain(ill).filter(word).for_each(|t| likely.insert(t));
        }
        likely.add(&determined);
        // A word of grammar is nobody.
        NOBODY.iter().for_each(|lexicon| scene.starts.take_from(&mut likely, *lexicon));
        Candidates { likely, determined }
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
            Lex::StayWord,
            Lex::StaySetting,
            Lex::UnitMonth,
            Lex::NumberWord,
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
}
