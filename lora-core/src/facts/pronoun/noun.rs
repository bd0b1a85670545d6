//! What the words about a noun for a person say of it: its gender, that it is a predicate, that nobody is its subject.

use crate::facts::{Lex, Scene, Word};
use crate::profile::Pronouns;
use crate::text::TokenKind;

/// Tokens before a noun in which the verb stands that makes it a predicate.
pub(super) const PREDICATE: usize = 4;
/// Tokens after a noun in which a pronoun that can only be its own tells its gender.
const TELLS: usize = 10;

/// "a farmer in his fifties", "HM2 Roe lent out her own board", "the nurse hurt herself": what the pronoun right after
/// somebody says of who that is.
pub(super) fn own_pronouns(scene: &Scene<'_>, after: usize) -> Option<Pronouns> {
    let tokens = scene.doc.tokens();
    let end =
        tokens[after.min(tokens.len())..].iter().take(TELLS).take_while(|t| !t.is_capital()).count() + after;
    let aged =
        |t: usize| t == after + 1 && scene.is(Lex::PlaceIn, after) && scene.is(Lex::PatientsThing, t + 1);
    // "wrote to the landlord herself" tells of the writer.
    let own = (after..end).find(|t| {
        *t > after && scene.is(Lex::PronReflexive, *t)
            || scene.is(Lex::PronPossessive, *t) && (scene.is(Lex::OwnWord, t + 1) || aged(*t))
    })?;
    // "asked the nurse whether she …": somebody else may have come in between.
    let between = |t: usize| {
        scene.is(Lex::PronSubject, t)
            || scene.is(Lex::ClauseWord, t)
            || matches!(
                scene.word(t),
                Word::Stop | Word::Semicolon | Word::Colon | Word::OpenRound | Word::CloseRound
            )
    };
    if (after..own).any(between) {
        return None;
    }
    match (scene.is(Lex::PronHe, own), scene.is(Lex::PronShe, own)) {
        (true, _) => Some(Pronouns::He),
        (_, true) => Some(Pronouns::She),
        _ => None,
    }
}

/// Whether a noun has the ending of one who does something.
pub(super) fn is_agent(word: &str) -> bool {
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
pub(super) fn is_predicate(scene: &Scene<'_>, token: usize) -> bool {
    // "was with the roommate": what stands behind a preposition is no predicate.
    (token.saturating_sub(5)..token)
        .rev()
        .take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark)
        .take_while(|t| {
            // "was an engaged and enthusiastic learner"
            let joins = scene.word(*t) == Word::And && !scene.is(Lex::Determiner, *t + 1);
            scene.is(Lex::PredicateWord, *t)
                || !scene.is(Lex::Preposition, *t)
                || matches!(scene.word(*t), Word::Of | Word::Into)
                || joins
        })
        .any(|t| scene.is(Lex::Copula, t) && !is_empty_subject(scene, t) || scene.is(Lex::PredicateWord, t))
}

/// "What made me write was a technologist", "it was the nurse", "there is a man": somebody is brought in, and nobody
/// described, where the subject is a thing.
fn is_empty_subject(scene: &Scene<'_>, copula: usize) -> bool {
    // "Amina's preceptor": a possessive, and no verb.
    if scene.word(copula) == Word::ApostropheS && !scene.is(Lex::Determiner, copula + 1) {
        return true;
    }
    let Some(mut at) = copula.checked_sub(1) else { return false };
    // "There was a retired captain"
    if matches!(scene.word(at), Word::There | Word::It | Word::Here | Word::This | Word::What) {
        return true;
    }
    while at > 0 && (scene.is(Lex::NameAdverb, at) || scene.is(Lex::ModalWord, at)) {
        at -= 1;
    }
    // "Robin (they/them) was the sub-intern": the subject stands before what is put in between.
    if scene.doc.tokens()[at].kind == TokenKind::Mark || scene.folded(at) == "undersigned" {
        return false;
    }
    let somebody = [Lex::PronSubject, Lex::RoleStudent, Lex::PersonRelative, Lex::Speaker, Lex::ClauseWord]
        .iter()
        .any(|c| scene.is(*c, at));
    !somebody && !scene.doc.tokens()[at].is_capital()
}
