//! Names of institutions in prose, and the words of them that tell one from another.

use std::ops::Range;

use super::{Lex, Look, Scene};
use crate::text::{SectionKind, folded};

/// An institution named in prose.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) tokens: Range<usize>,
    pub(super) words: Vec<String>,
    pub(super) school: bool,
    /// A word of its kind stands in the name; "at Fort Lyndon" may be anything.
    pub(super) kind: bool,
    /// Nothing but a word of its kind: "the General".
    pub(super) bare: bool,
    /// Where a teacher of medicine would be: "College of Osteopathic Medicine".
    pub(super) medical: bool,
}

impl Place {
    /// Whether more than half of its distinctive words are known ones: "Cedar Ridge" is not "Elm Ridge".
    pub(super) fn is_among(&self, known: &[String]) -> bool {
        let hits = self.words.iter().filter(|w| known.contains(w)).count();
        hits * 2 > self.words.len()
    }
}

/// Lexicons of what no name of an institution begins with.
const NO_NAMES: [Lex; 7] = [
    Lex::TitleDoctor,
    Lex::TitleHe,
    Lex::TitleShe,
    Lex::WidePlace,
    Lex::PronFirst,
    Lex::NoPlace,
    Lex::Weekday,
];

/// Runs of capitalised words that name an institution: with a word of its kind, or after "at".
pub(super) fn places(scene: &Scene<'_>, sentence: Range<usize>) -> Vec<Place> {
    let tokens = scene.doc.tokens();
    let mut found = Vec::new();
    let mut read_to = sentence.start;
    for at in scene.starts.within(Look::Capital, sentence.clone()) {
        if at < read_to {
            continue;
        }
        // "All of Port Stephen is talking about him"
        let opener = usize::from(at == sentence.start && scene.is(Lex::AtWord, at));
        let start = at + scene.term(Lex::EverybodyAt, at).unwrap_or(opener);
        // "the MBBS of Fenmoor Medical College": the degree is no part of the name.
        let degree = scene.term(Lex::Credential, start).unwrap_or(0);
        let start =
            if degree > 0 && scene.is(Lex::PlaceJoint, start + degree) && start + degree + 1 < sentence.end {
                start + degree + 1
            } else {
                start
            };
        let mut end = start;
        while end < sentence.end
            && tokens[end].is_word()
            && (tokens[end].is_capital() && !scene.is(Lex::Month, end)
                || end > start && (tokens[end].is_clitic() || tokens[end].is_hyphenated())
                || end > start
                    && scene.is(Lex::PlaceJoint, end)
                    && tokens.get(end + 1).is_some_and(|t| t.is_capital() && end + 1 < sentence.end))
        {
            end += 1;
        }
        // "at Tarrant Hill and I had": the joint goes with who speaks.
        let spoken =
            |t: usize| scene.is(Lex::Speaker, t) || tokens[t].is_clitic() && scene.is(Lex::Speaker, t - 1);
        while end > start + 1 && (spoken(end - 1) || scene.is(Lex::PlaceJoint, end - 1)) {
            end -= 1;
        }
        read_to = end.max(at + 1);
        // "March" is capitalised but names no place, and any word is where a sentence begins.
        if end == start || end == start + 1 && start == sentence.start {
            continue;
        }
        // "our Northfield campus": a part of the house, whatever its name.
        if start > sentence.start && scene.is(Lex::OwnHouse, start - 1)
            || NO_NAMES.iter().any(|lexicon| scene.is(*lexicon, start))
        {
            continue;
        }
        let has = |class: Lex| scene.has(class, start..end);
        let school = has(Lex::SchoolWord);
        // "Maple Hollow Orthopedics": a practice by its own name and its field.
        // "Larkspur Children's": its last word ends in a possessive.
        let last = if tokens[end - 1].is_clitic() { end.saturating_sub(2) } else { end - 1 };
        let practice = last > start
            && scene.term(Lex::PracticeWord, last) == Some(end - last)
            && !has(Lex::SpecialtyOpener)
            && !scene.rules.common_words().contains(scene.folded(start))
            && scene.term(Lex::Specialty, start).is_none();
        let kind = school || practice || has(Lex::SiteWord);
        let lead = |t: usize| t >= sentence.start && scene.is(Lex::PlaceOpener, t);
        // "Everyone in Bayview", "All of Port Stephen is talking about him"
        let ends = |class: Lex, end: usize| {
            scene.leading(class, end.saturating_sub(5).max(sentence.start), end).is_some()
        };
        let after_at = || {
            [Lex::EverybodyAt, Lex::CameTo, Lex::WriterCame].iter().any(|lexicon| ends(*lexicon, start))
                || start > sentence.start
                    && (lead(start - 1)
                        || start > sentence.start + 1
                            && scene.is(Lex::Determiner, start - 1)
                            && lead(start - 2))
        };
        // "Cedar Ridge will miss her", "leaves Cedar Ridge", "Rockford Falls faculty wish him well": those of a place that is
        // named for its land.
        let left = start > sentence.start && scene.is(Lex::LeaveWord, start - 1);
        let people = || {
            end > start + 1
                && end < sentence.end
                && scene.is(Lex::LandWord, end - 1)
                && (scene.is(Lex::PeopleOf, end) || scene.is(Lex::HostAfter, end) || left)
        };
        // "the nursing leadership of Miller's Ferry"
        let led = || end > start + 1 && scene.is(Lex::LandWord, end - 1) && ends(Lex::HouseOf, start);
        let letters = end - start == 1 && tokens[start].is_all_caps() && tokens[start].span.len() < 7;
        let land = || [Lex::UsState, Lex::Country].iter().any(|c| scene.term(*c, start) == Some(end - start));
        if !kind && (letters || !(after_at() || people() || led()) || land()) {
            continue;
        }
        let text = scene.doc.text_of(scene.doc.span_of(start..end));
        let mut words = telling_words(scene, text);
        // "We at the General": what all hospitals are called is a name there.
        let bare = words.is_empty()
            && end == start + 1
            && start > sentence.start
            && scene.is(Lex::DateArticle, start - 1)
            && ends(Lex::EverybodyAt, start - 1);
        if bare {
            words.push(scene.folded(start).to_owned());
        }
        if !words.is_empty() {
            let medical = school && has(Lex::MedicalWord);
            found.push(Place { tokens: start..end, words, school, kind, medical, bare });
        }
    }
    found
}

/// Whether a place has words of its own and none of them is a known one: "Susquehanna Glen" of a Harrow Glen shares the
/// land alone.
pub(super) fn shares_land_alone(scene: &Scene<'_>, place: &Place, known: &[String]) -> bool {
    let own =
        |w: &&String| !scene.is_term_of(&[Lex::LandWord, Lex::RankWord, Lex::HouseName, Lex::SaintWord], w);
    let common = |w: &&String| !scene.rules.common_words().contains(w);
    let mut own = place.words.iter().filter(own).filter(common).peekable();
    own.peek().is_some() && own.all(|w| !known.contains(w))
}

/// Folded words of a name that tell it from others: not "University", "Hospital", "of".
pub(super) fn distinctive(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}' | '\u{300}'..='\u{36f}'))
        .filter(|w| !w.is_empty())
        .map(|w| without_possessive(folded(w)))
        .filter(|w| w.len() > 2)
}

/// A folded word without the `'s` that it may end with.
pub(super) fn without_possessive(mut word: String) -> String {
    while word.ends_with("'s") {
        word.truncate(word.len() - 2);
    }
    word
}

/// "Cass City" of a Cass County: the word that says what the name's own word names is another.
pub(super) fn is_rearranged(scene: &Scene<'_>, place: &Place) -> bool {
    let tokens = place.tokens.clone();
    let pairs = tokens.clone().zip(tokens.clone().skip(1));
    let own: Vec<(&str, &str)> = pairs
        .filter(|(a, b)| place.words.iter().any(|w| w == scene.folded(*a)) && scene.is(Lex::LandWord, *b))
        .map(|(a, b)| (scene.folded(a), scene.folded(b)))
        .collect();
    let Some((name, land)) = own.first().copied() else { return false };
    let profile = scene.profile;
    let given = [&profile.rotation.site, &profile.writer.institution, &profile.applicant.school];
    let mut texts: Vec<Vec<String>> = given
        .into_iter()
        .flatten()
        .map(|text| text.split(|c: char| !c.is_alphanumeric()).map(folded).collect())
        .collect();
    texts.extend(scene.doc.paragraphs().iter().filter(|p| p.section != SectionKind::Body).map(|p| {
        (p.tokens.start as usize..p.tokens.end as usize).map(|t| scene.folded(t).to_owned()).collect()
    }));
    let follows: Vec<&String> =
        texts.iter().flat_map(|t| t.windows(2)).filter(|w| w[0] == name).map(|w| &w[1]).collect();
    let is_land = |w: &&&String| scene.is_term_of(&[Lex::LandWord], w);
    // "Pine Lake" of a Pine Lantern: what follows there is no word of every name.
    let tells = |w: &&String| is_land(&w) || !is_kind_word(scene, w);
    follows.iter().any(tells) && follows.iter().all(|w| *w != land)
}

/// "Harbor Point" of a Harrow Point, "Harlow General" of a Harlow County Memorial: what lies in a name beside the known
/// word is no word of any name that is known.
pub(super) fn is_of_other_rank(scene: &Scene<'_>, place: &Place, known: &[KnownWord]) -> bool {
    place.tokens.clone().any(|t| {
        let word = scene.folded(t).trim_end_matches("'s");
        (scene.is(Lex::LandWord, t) || scene.is(Lex::RankWord, t)) && !known.iter().any(|k| k.word == word)
    })
}

/// A distinctive word of a place that is rightly named.
pub(super) struct KnownWord {
    pub(super) word: String,
    /// Many names share it.
    pub(super) kind: bool,
    /// It is of the profile or of a letterhead that names a place, and not of the signature alone.
    pub(super) of_house: bool,
}

/// Distinctive words of every place that is rightly named: site, writer's institution, letterhead, signature.
pub(super) fn known_words(scene: &Scene<'_>) -> Vec<KnownWord> {
    let mut words: Vec<KnownWord> = Vec::new();
    let mut learn = |name: &str, of_house: bool| {
        words.extend(distinctive(name).map(|word| {
            let kind = is_kind_word(scene, &word);
            KnownWord { word, kind, of_house }
        }));
    };
    for name in [&scene.profile.rotation.site, &scene.profile.writer.institution].into_iter().flatten() {
        learn(name, true);
    }
    for paragraph in scene.doc.paragraphs() {
        let head = paragraph.section == SectionKind::Letterhead;
        if !head && !matches!(paragraph.section, SectionKind::Signature | SectionKind::DateLine) {
            continue;
        }
        let place = names_place(scene, paragraph.tokens.clone());
        if head || place {
            learn(scene.doc.text_of(paragraph.span), head && place);
        }
    }
    words
}

/// Whether a hospital or a school stands among tokens, and not only a writer's name.
pub(super) fn names_place(scene: &Scene<'_>, tokens: Range<u32>) -> bool {
    let tokens = tokens.start as usize..tokens.end as usize;
    [Lex::SiteWord, Lex::SchoolWord].iter().any(|class| scene.has(*class, tokens.clone()))
}

/// Folded words of a name that no other name of its kind shares.
pub(crate) fn telling_words(scene: &Scene<'_>, name: &str) -> Vec<String> {
    distinctive(name).filter(|word| !is_kind_word(scene, word)).collect()
}

/// "hospital", "university": kinds that many names share.
pub(super) fn is_kind_word(scene: &Scene<'_>, word: &str) -> bool {
    let mut kind = false;
    for lexicon in scene.lexicons_of(word) {
        match lexicon {
            Lex::HouseName => return false,
            Lex::SiteWord | Lex::SchoolWord | Lex::PlaceWord | Lex::PlaceJoint | Lex::PlaceCommon => {
                kind = true;
            }
            _ => {}
        }
    }
    kind
}
