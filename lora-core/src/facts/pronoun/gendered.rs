//! Nouns for a man or a woman that are said of the applicant and do not fit: "the finest young man I have taught" of a
//! woman. Read only where the clause leaves no doubt of whom it speaks: a predicate, a rank, an encounter, a farewell.

use super::antecedent::{Antecedent, Kind};
use super::reader::{Reader, Told};
use crate::facts::{Lex, Word};
use crate::profile::Pronouns;
use crate::text::TokenKind;

/// Tokens from the words that rank somebody, or make the noun a predicate, to the noun.
const RANKED: usize = 8;
/// Tokens from a verb of meeting to the noun.
const MET: usize = 9;
/// Tokens behind a noun in which it is told who has known those people.
const KNOWN: usize = 5;

impl Reader<'_> {
    /// Nouns of the other gender, by first token and length, in the order of the letter.
    pub(super) fn gendered_nouns(&self, told: &Told, own: Pronouns) -> Vec<(usize, usize)> {
        let scene = self.scene;
        let classes: &[Lex] = match own {
            Pronouns::She => &[Lex::AdultHe],
            Pronouns::He => &[Lex::AdultShe],
            Pronouns::They => &[Lex::AdultHe, Lex::AdultShe],
        };
        let mut found = Vec::new();
        let mut end = 0;
        for hit in scene.terms_of(classes, 0..scene.doc.tokens().len()) {
            let (at, len) = (hit.start as usize, hit.len as usize);
            if at < end || !scene.in_prose(at) || scene.doc.tokens()[at].is_quoted() {
                continue;
            }
            let gender = if scene.is(Lex::AdultHe, at) { Pronouns::He } else { Pronouns::She };
            let noun = Noun { at, end: at + len, gender };
            if scene.word(noun.end) == Word::ApostropheS {
                continue;
            }
            if self.is_predicate_of_applicant(&noun, told)
                || self.is_met_by_writer(&noun)
                || self.is_ranked(&noun)
                || self.is_recommended_noun(&noun)
            {
                end = noun.end;
                found.push((at, len));
            }
        }
        found
    }

    fn sentence_of(&self, noun: &Noun) -> std::ops::Range<usize> {
        let number = self.scene.doc.sentence_of(noun.at).unwrap_or_default();
        self.scene.doc.sentences()[number].range()
    }

    fn is_word(&self, token: usize) -> bool {
        self.scene.doc.tokens()[token].kind == TokenKind::Word
    }

    /// "She is a fine young man", "Amina was a gentleman throughout".
    fn is_predicate_of_applicant(&self, noun: &Noun, told: &Told) -> bool {
        let scene = self.scene;
        let first = self.sentence_of(noun).start;
        let copula = |t: usize| scene.is(Lex::Copula, t) || scene.folded(t) == "are";
        let within = (noun.at.saturating_sub(RANKED).max(first)..noun.at).rev();
        let mut within = within.take_while(|t| {
            // "is one of the best young men", "is the kind of man"
            let of = scene.word(*t) == Word::Of
                && *t > first
                && (scene.is(Lex::BestWord, *t - 1)
                    || scene.is(Lex::NumberOrdinal, *t - 1)
                    || matches!(scene.folded(*t - 1), "one" | "kind" | "sort" | "type" | "breed"));
            let leads = scene.is(Lex::Preposition, *t) && !matches!(scene.word(*t), Word::And | Word::Or);
            self.is_word(*t) && (of || !leads) && !scene.is(Lex::ClauseWord, *t) || scene.is(Lex::Copula, *t)
        });
        let Some(copula) = within.find(|t| copula(*t)) else { return false };
        let article = (copula + 1..noun.at).find(|t| !scene.is(Lex::NameAdverb, *t));
        let article = article.is_some_and(|t| {
            matches!(scene.word(t), Word::A | Word::An | Word::The | Word::One | Word::Among)
        });
        let Some(subject) = copula.checked_sub(1).filter(|t| *t >= first && article) else { return false };
        let pronoun = scene.is(Lex::PronSubject, subject) && told.right.binary_search(&subject).is_ok();
        let named = self.antecedents.partition_point(|a| a.token <= subject);
        let named = named.checked_sub(1).map(|n| &self.antecedents[n]);
        let named = named.is_some_and(|a| {
            a.is_applicant()
                && a.named
                && subject - a.token <= 3
                && (a.token..=subject).all(|t| scene.doc.tokens()[t].is_capital())
        });
        pronoun || named
    }

    /// "I have rarely met a young woman so ready", "we have not had a finer young man".
    fn is_met_by_writer(&self, noun: &Noun) -> bool {
        let scene = self.scene;
        let sentence = self.sentence_of(noun);
        let from = noun.at.saturating_sub(MET).max(sentence.start);
        let Some(met) = (from..noun.at).rev().find(|t| scene.is(Lex::MetVerb, *t)) else { return false };
        let led = met.saturating_sub(5).max(sentence.start)..met;
        let writer = led.clone().any(|t| matches!(scene.word(t), Word::I | Word::We));
        let denied = led.clone().any(|t| scene.is(Lex::SeldomWord, t) || scene.is(Lex::Neg, t));
        // "a man so ill": a patient.
        let young = (met + 1..noun.end).any(|t| scene.folded(t) == "young");
        let worthy = young || (noun.end..sentence.end.min(noun.end + 4)).any(|t| scene.is(Lex::Trait, t));
        let compared = (met + 1..noun.at).any(|t| scene.is(Lex::BetterWord, t))
            || (noun.end..sentence.end.min(noun.end + 3)).any(|t| scene.is(Lex::MeasureWord, t))
            || scene.is(Lex::PersonRelative, noun.end);
        let few = (met + 1..noun.at).any(|t| scene.folded(t) == "few");
        writer && (denied || few) && compared && worthy
    }

    /// "first of the young men", "among the three young women on that list", "the finest young man I have taught".
    fn is_ranked(&self, noun: &Noun) -> bool {
        let scene = self.scene;
        let sentence = self.sentence_of(noun);
        let from = noun.at.saturating_sub(RANKED).max(sentence.start);
        let lead = (from..noun.at).rev().take_while(|t| self.is_word(*t) && !scene.is(Lex::Copula, *t));
        let lead: Vec<usize> = lead.collect();
        let of = lead.iter().copied().find(|t| matches!(scene.word(*t), Word::Of | Word::Among | Word::In));
        let phrase = of.map_or(*lead.last().unwrap_or(&noun.at), |t| t + 1)..noun.at;
        let best = phrase.clone().any(|t| scene.is(Lex::BestWord, t));
        let counted = phrase.clone().any(|t| scene.is(Lex::NumberWord, t) || scene.is(Lex::Number, t));
        let definite = phrase.clone().any(|t| matches!(scene.word(t), Word::The | Word::These | Word::Those));
        let ordinal = |t: usize| {
            t > sentence.start && (scene.is(Lex::NumberOrdinal, t - 1) || scene.is(Lex::BestWord, t - 1))
        };
        let ranks = match of {
            // "Of the young ladies in his group, he was the quickest"
            Some(t) if t == sentence.start && scene.word(t) == Word::Of && definite => {
                return scene.has(Lex::BestWord, noun.end..sentence.end) && !self.is_story(noun, t);
            }
            Some(t) if scene.word(t) == Word::Among => best || counted && definite,
            Some(t) if scene.word(t) == Word::Of => best || ordinal(t) && definite,
            _ => best && definite,
        };
        // Whom the writer has known: "that I have taught", "we have had", "in my years here".
        let known = sentence.clone().any(|t| {
            matches!(scene.word(t), Word::I | Word::We)
                || scene.is(Lex::PronWriter, t)
                || scene.is(Lex::OurWord, t)
        });
        let behind = (noun.end..sentence.end.min(noun.end + KNOWN))
            .any(|t| matches!(scene.word(t), Word::I | Word::We | Word::Them) || scene.folded(t) == "whom");
        ranks && known && (of.is_some() || behind) && !self.is_story(noun, sentence.start)
    }

    /// "recommend this young man", "This young woman will go far".
    fn is_recommended_noun(&self, noun: &Noun) -> bool {
        let scene = self.scene;
        let sentence = self.sentence_of(noun);
        let this = (noun.at.saturating_sub(3).max(sentence.start)..noun.at)
            .rev()
            .take_while(|t| self.is_word(*t))
            .find(|t| scene.word(*t) == Word::This);
        let Some(this) = this else { return false };
        let recommended =
            scene.leading(Lex::RecommendVerb, this.saturating_sub(4).max(sentence.start), this).is_some();
        let young =
            (this + 1..noun.end).any(|t| scene.folded(t) == "young") || scene.folded(noun.at) == "lady";
        let hopes = this == sentence.start
            && young
            && (scene.is(Lex::ModalWord, noun.end) || scene.is(Lex::PresentVerb, noun.end));
        recommended || hopes && !self.is_story(noun, sentence.start)
    }

    /// Somebody of that gender whom the letter tells of in the sentence or in the one before.
    fn is_story(&self, noun: &Noun, first: usize) -> bool {
        let end = self.antecedents.partition_point(|a| a.token < noun.at);
        let number = self.scene.doc.sentence_of(first).unwrap_or_default();
        let near = self.antecedents[..end].iter().rev().take_while(|a| a.sentence + 1 >= number);
        let other = |a: &Antecedent| a.is_other(noun.gender) && a.kind == Kind::Story && a.token != noun.at;
        near.filter(|a| a.sentence == number || a.token < first).any(other)
    }
}

/// A noun for a man or a woman.
struct Noun {
    at: usize,
    end: usize,
    gender: Pronouns,
}
