//! Places that are told of somebody else or of another time than the stay: "in April he was at Lowell Heights in Boston",
//! "a piano tuner came to us from Fenmoor", "Dr. Roe, visiting from Presidio College".

use std::ops::Range;

use super::people::PersonRole;
use super::place::{self, KnownWord, Place};
use super::{Facts, Lex, Scene, Word, month, specialty};

/// Words around a place within which a month or a field is told of it.
const NEAR: usize = 12;
/// Words between a field and the place where it was practised: "a May rotation in plastic surgery at".
const FIELD: usize = 6;
/// Words between a determiner and the noun that it goes with.
const NOUN: usize = 4;

/// Whether nothing binds a place to the stay and something says that it was another: a month outside of it, another
/// field, a town of its own.
pub(super) fn is_of_another_stay(
    scene: &Scene<'_>,
    facts: &Facts,
    place: &Place,
    sentence: &Range<usize>,
    house: &[KnownWord],
) -> bool {
    let clause = clause_around(scene, &place.tokens, sentence);
    is_of_another(scene, facts, &place.tokens, sentence)
        || is_share_of_years(scene, place, &clause)
        || !is_bound(scene, place, &clause)
            && (scene.has(Lex::NowElsewhere, clause.start..place.tokens.start)
                || is_of_other_month(scene, facts, &place.tokens, &clause)
                || is_of_other_field(scene, place, &clause)
                || has_own_town(scene, place, house))
}

/// Whether a place is told of somebody who is not the applicant.
pub(super) fn is_of_another(
    scene: &Scene<'_>,
    facts: &Facts,
    place: &Range<usize>,
    sentence: &Range<usize>,
) -> bool {
    let clause = clause_around(scene, place, sentence);
    let before = clause.start..place.start;
    let near = before.end.saturating_sub(FIELD).max(before.start)..before.end;
    // "Two of our interns are from Fenmoor"
    let several =
        |t: usize| scene.word(t + 1) == Word::Of && scene.numbered(&Lex::COUNTS, t).is_some_and(|n| n > 1);
    if before.clone().any(several) {
        return true;
    }
    if near.clone().any(|t| scene.is(Lex::PossessiveHouse, t)) {
        return false;
    }
    let mark = (before.clone()).rev().find(|t| facts.is_marked(scene, Lex::Applicant, &(*t..t + 1)));
    let after = mark.map_or(before.start, |t| t + 1)..before.end;
    // "Dr. Roe, a nephrologist from Fenmoor": who is named last is told of.
    let named = facts.people.mentions_in(&after).filter(|m| m.tokens.end <= after.end).last();
    let stranger = named.is_some_and(|m| match facts.people.role_of(m) {
        PersonRole::Colleague | PersonRole::Trainee | PersonRole::Patient => true,
        PersonRole::Unknown => m.title.is_some(),
        _ => false,
    });
    let speaks = after.clone().any(|t| scene.is(Lex::Speaker, t));
    // "a piano tuner was sent to us from Fenmoor"
    let somebody = after.clone().any(|t| {
        scene.word(t) != Word::One
            && scene.is(Lex::Count1, t)
            && (t + 2..after.end.min(t + NOUN + 1)).any(|verb| {
                (scene.is(Lex::PastWord, verb) || scene.is(Lex::OwnBeForm, verb))
                    && (t + 1..verb).all(|n| scene.doc.tokens()[n].is_word())
                    && ![Lex::Learner, Lex::RoleStudent].iter().any(|c| scene.has(*c, t + 1..verb))
            })
    });
    !speaks && (stranger || somebody)
}

/// From mark to mark that parts one tale from another; commas stand within.
pub(super) fn clause_around(
    scene: &Scene<'_>,
    tokens: &Range<usize>,
    sentence: &Range<usize>,
) -> Range<usize> {
    let cuts = |t: &usize| {
        matches!(scene.word(*t), Word::Semicolon | Word::Colon | Word::OpenRound | Word::CloseRound)
    };
    let start = (sentence.start..tokens.start).rev().find(cuts).map_or(sentence.start, |t| t + 1);
    start..(tokens.end..sentence.end).find(cuts).unwrap_or(sentence.end)
}

/// "with us at Fenmoor", "we at Fenmoor", "our clinic at Fenmoor", "glad to have her at Fenmoor": the writer's own.
fn is_bound(scene: &Scene<'_>, place: &Place, clause: &Range<usize>) -> bool {
    let start = place.tokens.start;
    let near = start.saturating_sub(FIELD).max(clause.start)..start;
    let ours = [Lex::Speaker, Lex::PossessiveHouse, Lex::WithWriter];
    let whom = start.checked_sub(2).filter(|t| *t >= clause.start);
    ours.iter().any(|c| scene.has(*c, near.clone()))
        || whom.is_some_and(|t| scene.is(Lex::PronObject, t) && !scene.is(Lex::PronFirst, t))
        || near.clone().any(|t| scene.word(t) == Word::Here)
        // "His time at Fenmoor in October": what is told of as known is the stay.
        || near.clone().skip(1).any(|t| scene.is(Lex::StayTime, t) && scene.is(Lex::PronPossessive, t - 1))
}

/// "spent June at Fenmoor" of a stay in March: every month and year that is told with the place lies outside the stay.
fn is_of_other_month(scene: &Scene<'_>, facts: &Facts, place: &Range<usize>, clause: &Range<usize>) -> bool {
    let Some((start, end)) = facts.rotation else { return false };
    let near = place.start.saturating_sub(NEAR).max(clause.start)..clause.end.min(place.end + NEAR);
    let outside = |t: usize| {
        let month = month::told_at(scene, facts, t).map(|month| !month::touches(month, start, end));
        month.or_else(|| {
            let text = scene.text(t);
            let year = text.parse::<i16>().ok().filter(|y| text.len() == 4 && (1950..2100).contains(y))?;
            Some(!(start.year()..=end.year()).contains(&year))
        })
    };
    let mut told = near.filter(|t| !place.contains(t)).filter_map(outside).peekable();
    let (any, mut rest) = (told.peek().is_some(), told);
    any && rest.all(|outside| outside)
}

/// Whether a house that is not the writer's stands near a time, and nothing binds it to the stay.
pub(super) fn names_other_house(
    scene: &Scene<'_>,
    facts: &Facts,
    time: &Range<usize>,
    clause: &Range<usize>,
    sentence: &Range<usize>,
) -> bool {
    let near = time.start.saturating_sub(NEAR).max(clause.start)..clause.end.min(time.end + NEAR);
    // Most sentences name no house: that is known soonest.
    if !near.clone().any(|t| scene.is(Lex::PlaceOpener, t)) {
        return false;
    }
    let mut places =
        place::places(scene, sentence.clone()).into_iter().filter(|p| near.contains(&p.tokens.start));
    let Some(first) = places.next() else { return false };
    let house = place::known_words(scene);
    let given = scene.profile.rotation.site.is_some()
        || scene.profile.writer.institution.is_some()
        || house.iter().any(|known| known.of_house && !known.kind);
    let own = |p: &Place| p.words.iter().any(|w| house.iter().any(|known| !known.kind && known.word == *w));
    given
        && std::iter::once(first).chain(places).all(|place| {
            !own(&place)
                && !is_bound(scene, &place, clause)
                && (has_own_town(scene, &place, &house)
                    || is_of_other_field(scene, &place, clause)
                    || is_of_other_month(scene, facts, &place.tokens, clause))
        })
}

/// "did vascular surgery at Fenmoor", "went to Fenmoor for orthopedics": a field that is not the stay's.
fn is_of_other_field(scene: &Scene<'_>, place: &Place, clause: &Range<usize>) -> bool {
    let (start, end) = (place.tokens.start, place.tokens.end);
    let before = start.saturating_sub(FIELD).max(clause.start)..start;
    let after = end..(end..clause.end.min(end + FIELD))
        .find(|t| scene.word(*t) == Word::Comma)
        .unwrap_or(clause.end.min(end + FIELD));
    let led = (after.clone()).find(|t| matches!(scene.word(*t), Word::For | Word::On | Word::In));
    let whole = |range: Range<usize>| specialty::names_other_field(scene, range);
    let comma = before.clone().rev().find(|t| scene.word(*t) == Word::Comma).map_or(before.start, |t| t + 1);
    whole(comma..before.end) || led.is_some_and(|t| whole(t..after.end))
}

/// "at Fenmoor in Boston": nobody names the town of their own house.
fn has_own_town(scene: &Scene<'_>, place: &Place, house: &[KnownWord]) -> bool {
    let town = place.tokens.end + 1;
    let tokens = scene.doc.tokens();
    scene.word(town - 1) == Word::In
        && tokens.get(town).is_some_and(|t| t.is_word() && t.is_capital())
        && scene.doc.sentence_of(town) == scene.doc.sentence_of(place.tokens.start)
        && ![Lex::Month, Lex::Specialty].iter().any(|c| scene.is(*c, town))
        && !house.iter().any(|known| known.word == scene.folded(town))
}

/// "the first six of them at Fenmoor": a part of the writer's years.
fn is_share_of_years(scene: &Scene<'_>, place: &Place, clause: &Range<usize>) -> bool {
    let near = place.tokens.start.saturating_sub(FIELD).max(clause.start)..place.tokens.start;
    scene.has(Lex::ShareOfYears, near)
}
