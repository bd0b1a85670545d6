//! Who the letter is about: from the profile, or inferred from the letter.

use rustc_hash::FxHashMap;

use super::name_span::NameSpan;
use super::people::acts_like_one;
use super::{Lex, Scene, Word};
use crate::text::{SectionKind, folded};

/// The applicant, as far as known.
#[derive(Debug, Default, Clone)]
pub(crate) struct Applicant {
    /// The name, as the profile or the letter gives it.
    pub(crate) name: Option<String>,
    /// Folded words of the name and its aliases.
    pub(crate) words: Vec<String>,
    /// Folded words of the surname: what follows a title.
    pub(crate) family: Vec<String>,
    /// The same words of a name that a profile gives, in its order, without aliases.
    ordered: Vec<String>,
    /// Particles and the word after them as one word: "dewit" of a de Wit.
    pub(super) joined: Vec<String>,
    /// Whether the surname is written with a hyphen.
    pub(crate) hyphenated: bool,
    /// Whether a profile gave it.
    pub(crate) given: bool,
}

/// Endings of names that are made from the father's.
const PATRONYMIC: [&str; 6] = ["ovich", "evich", "ovych", "ovna", "evna", "ivna"];

/// How a name compares with the applicant's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// The applicant's.
    Same,
    /// A word of it is one or two letters off.
    Misspelt,
    /// Some of it is the applicant's, some is somebody else's: "Ferraz de Almeida" of a Ferraz de Albuquerque.
    Mixed,
    /// Somebody else's.
    Other,
}

impl Applicant {
    /// Compares a name with the applicant's.
    pub(crate) fn compare(&self, span: &NameSpan) -> Match {
        if self.words.is_empty() {
            return Match::Other;
        }
        if let [word] = &span.words[..]
            && !self.words.contains(word)
            && let Some(own) = self.joined.iter().find(|own| *own == word || is_misspelling(word, own))
        {
            return if own == word { Match::Same } else { Match::Misspelt };
        }
        // "Yellow Hock" of a Yellowhawk: one name heard as two words.
        if span.title.is_some()
            && span.words.len() == 2
            && !span.words.iter().any(|w| self.words.contains(w))
            && let joined = span.words.concat()
            && let Some(own) = self.words.iter().find(|own| **own == joined || is_misspelling(&joined, own))
        {
            return if *own == joined { Match::Same } else { Match::Misspelt };
        }
        let known = |w: &String| self.words.contains(w);
        let hits = span.words.iter().filter(|w| known(w)).count();
        let rest: Vec<&String> = span.words.iter().filter(|w| !known(w)).collect();
        if rest.is_empty() {
            let wrong = self.swaps_surnames(span) || self.is_patronymic(span) || self.swaps_particle(span);
            return if wrong { Match::Misspelt } else { Match::Same };
        }
        if self.swaps_one_word(span) {
            return Match::Misspelt;
        }
        // "Physiatry needs more Yangchens": several of the same name.
        if span.title.is_none()
            && rest.len() == 1
            && rest[0].strip_suffix('s').is_some_and(|w| known(&w.to_owned()))
        {
            return Match::Same;
        }
        let near = |w: &&String| self.words.iter().any(|own| is_misspelling(w, own));
        // Two names off at once are another person's: "Amira Faraj".
        if rest.iter().all(near) && (hits > 0 || rest.len() == 1) {
            return if rest.iter().all(|w| self.is_variant(w)) { Match::Same } else { Match::Misspelt };
        }
        // An unknown middle name between known ones is no other person.
        if hits >= 2 || hits == 1 && span.words.len() == 2 && span.title.is_none() && self.shortens(&rest) {
            return Match::Same;
        }
        if hits > 0 {
            return Match::Mixed;
        }
        let title = span.title.is_some() && span.words.len() == 1;
        if title && self.family.iter().any(|own| shares_stem(&span.words[0], own)) {
            return Match::Misspelt;
        }
        Match::Other
    }

    /// "Tanaka-Lindholm" of a Lindholm-Tanaka.
    fn swaps_surnames(&self, span: &NameSpan) -> bool {
        let [.., first, second] = &span.words[..] else { return false };
        let place = |w: &String| self.family.iter().position(|own| own == w);
        // "Dr. Mamani Quispe" of a Quispe Mamani; surnames may well stand before the first name.
        let order = self.given && !self.hyphenated && (span.title.is_some() || span.words.len() > 2);
        (span.hyphenated && self.hyphenated || order && !span.hyphenated)
            && matches!((place(first), place(second)), (Some(a), Some(b)) if a == b + 1)
    }

    /// "Ms. van der Heuvel" of a van den Heuvel.
    fn swaps_particle(&self, span: &NameSpan) -> bool {
        let Some(led) = span.led.as_ref().filter(|led| self.given && !self.joined.contains(led)) else {
            return false;
        };
        self.joined.iter().any(|own| own.len() == led.len() && is_misspelling(led, own))
    }

    /// "Mr. Sergeyevich" of a Dmitri Sergeyevich Volkhonsky: no title goes with what the father gave.
    fn is_patronymic(&self, span: &NameSpan) -> bool {
        let ([word], Some(_)) = (&span.words[..], span.title) else { return false };
        let inner = self.ordered.iter().skip(1).rev().skip(1).any(|own| own == word);
        inner && PATRONYMIC.iter().any(|ending| word.ends_with(ending))
    }

    /// "Abdurrahman ibn Younis al-Hakimi" of an Abdurrahman ibn Yusuf al-Hakimi: the whole name, and one word of it
    /// is another.
    fn swaps_one_word(&self, span: &NameSpan) -> bool {
        if !self.given || self.ordered.len() < 3 || span.words.len() != self.ordered.len() {
            return false;
        }
        let mut pairs = span.words.iter().zip(&self.ordered).filter(|(word, own)| word != own);
        let (Some((word, _)), None) = (pairs.next(), pairs.next()) else { return false };
        !self.words.contains(word) && !self.is_variant(word)
    }

    /// Whether a name that is partly the applicant's shares the surname and not only the first name.
    pub(super) fn shares_family(&self, words: &[String]) -> bool {
        words.iter().any(|w| self.family.contains(w))
    }

    /// A short form of a word of the name: "Selam" for "Selamawit", "Lani" for "Leilani".
    fn shortens(&self, rest: &[&String]) -> bool {
        rest.iter().all(|w| self.is_variant(w))
    }

    fn is_variant(&self, word: &str) -> bool {
        self.words.iter().any(|own| is_short_form(word, own))
    }
}

/// Whether a word is a short form of a name: "Selam" of "Selamawit", "Lani" of "Leilani", "Raji" of "Rajeshwari".
fn is_short_form(word: &str, name: &str) -> bool {
    let (short, long) = (word.chars().count(), name.chars().count());
    let start = name.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    short >= 3
        && long >= short + 2
        && (name.starts_with(word)
            || long >= 6 && name.ends_with(word)
            || short <= 5 && start >= 3 && start + 1 >= short)
}

/// Whether a word may be the nickname of a name: three letters in a row, or the first two, are the same.
pub(super) fn is_nickname(word: &str, name: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let begins = name.chars().take(2).eq(chars.iter().copied().take(2));
    begins || chars.windows(3).any(|w| name.contains(&w.iter().collect::<String>()))
}

/// Whether two names begin alike for most of their length: "Þórarinsson" and "Þórarinsdóttir".
fn shares_stem(word: &str, of: &str) -> bool {
    let same = word.chars().zip(of.chars()).take_while(|(a, b)| a == b).count();
    let long = word.chars().count().max(of.chars().count());
    // "Sigmundsdottir" of a Sigurdardottir: begun and ended alike.
    let ends = word.chars().rev().zip(of.chars().rev()).take_while(|(a, b)| a == b).count();
    same >= 6 && same * 10 >= long * 6 || same >= 3 && ends >= 5 && (same + ends) * 10 >= long * 6
}

/// Whether a word is a slip of the pen for another: one edit in a word of four letters or more, two in one of
/// seven, and the same first letter unless the word is long.
pub(crate) fn is_misspelling(word: &str, of: &str) -> bool {
    if word == of {
        return false;
    }
    // Too far apart, whatever "Mac" is written for.
    if letters_apart(word, of) > 3 {
        return false;
    }
    // "Mc" and "Mac" are written for one another.
    let short = |name: &str| name.contains("mac").then(|| name.replacen("mac", "mc", 1));
    let (short_word, short_of) = (short(word), short(of));
    let (word, of) = (short_word.as_deref().unwrap_or(word), short_of.as_deref().unwrap_or(of));
    let length = of.chars().count();
    let allowed = match length {
        0..=3 => return false,
        4..=6 => 1,
        _ => 2,
    };
    word.chars().count().abs_diff(length) <= allowed
        && letters_apart(word, of) <= allowed
        && strsim::osa_distance(word, of) <= allowed
}

/// Letters that only one of two words has: each of them is an edit at least, so this is known sooner than how many edits
/// there are.
fn letters_apart(a: &str, b: &str) -> usize {
    if !a.is_ascii() || !b.is_ascii() {
        return 0;
    }
    let letters = |word: &str| word.bytes().fold(0_u32, |set, byte| set | 1 << (byte % 32));
    let (a, b) = (letters(a), letters(b));
    (a & !b).count_ones().max((b & !a).count_ones()) as usize
}

pub(super) fn resolve(scene: &Scene<'_>, spans: &[NameSpan]) -> Applicant {
    let profile = &scene.profile.applicant;
    let mut applicant = Applicant::default();
    if let Some(name) = &profile.name {
        applicant.name = Some(name.clone());
        applicant.given = true;
        applicant.hyphenated = name.contains(['-', '\u{2010}', '\u{2011}']);
        let parts = name_words(scene, name);
        applicant.family = parts.iter().skip(1).cloned().collect();
        applicant.joined = joined(scene, name);
        applicant.ordered.clone_from(&parts);
        applicant.words = parts;
    } else if let Some(span) = inferred(scene, spans) {
        applicant.name = Some(scene.doc.text_of(scene.doc.span_of(span.bare())).to_owned());
        applicant.joined = applicant.name.as_deref().map(|name| joined(scene, name)).unwrap_or_default();
        applicant.words.clone_from(&span.words);
        applicant.family = span.words.iter().skip(usize::from(span.words.len() > 1)).cloned().collect();
        fuller_forms(scene, spans, &mut applicant);
        let own = |s: &&NameSpan| s.words.iter().all(|w| applicant.words.contains(w));
        let fullest =
            spans.iter().filter(own).max_by_key(|s| (s.words.len(), std::cmp::Reverse(s.tokens.start)));
        applicant.ordered = fullest.map(|s| s.words.clone()).unwrap_or_default();
    }
    for alias in &profile.aliases {
        applicant.words.extend(name_words(scene, alias));
    }
    add_nicknames(scene, spans, &mut applicant);
    applicant.words.sort();
    applicant.words.dedup();
    applicant
}

/// Folded words of a name, without titles, particles, initials and suffixes.
fn name_words(scene: &Scene<'_>, name: &str) -> Vec<String> {
    name.split([' ', '-', '\u{2010}', '\u{2011}', '\u{a0}', ',', '(', ')', '"'])
        .map(folded)
        .filter(|w| w.chars().count() > 1)
        .filter(|w| {
            let titles = [Lex::TitleHe, Lex::TitleShe, Lex::TitleDoctor, Lex::TitleRank];
            !scene.is_term_of(&titles, w) && !scene.is_term_of(&[Lex::NameParticle, Lex::NameSuffix], w)
        })
        .collect()
}

/// Each word of a name that particles stand before, written as one with them.
fn joined(scene: &Scene<'_>, name: &str) -> Vec<String> {
    let particle = |word: &str| scene.is_term_of(&[Lex::NameParticle], word);
    let mut found = Vec::new();
    let mut lead = String::new();
    for word in name.split([' ', '-', '\u{2010}', '\u{2011}', '\u{a0}']).map(folded) {
        if particle(&word) {
            lead.push_str(&word);
        } else if !lead.is_empty() {
            found.push(std::mem::take(&mut lead) + &word);
        }
    }
    found
}

/// The person that the letter is most plainly about.
fn inferred<'a>(scene: &Scene<'_>, spans: &'a [NameSpan]) -> Option<&'a NameSpan> {
    let signature = |s: &NameSpan| {
        matches!(
            section(scene, s),
            SectionKind::Signature
                | SectionKind::Letterhead
                | SectionKind::Salutation
                | SectionKind::Addressee
        )
    };
    let signed: Vec<&NameSpan> = spans.iter().filter(|s| signature(s)).collect();
    let is_writer = |s: &NameSpan| signed.iter().any(|w| s.words.iter().all(|word| w.words.contains(word)));
    let mut own: Vec<u32> = spans.iter().map(|s| own_weight(scene, s)).collect();
    // Who is named first in the text is mostly the one whom it is about.
    let prose = |s: &NameSpan| matches!(section(scene, s), SectionKind::Body | SectionKind::Postscript);
    if let Some(first) = spans.iter().position(|s| prose(s) && !is_writer(s)) {
        own[first] += 3;
    }
    let mut by_word: FxHashMap<&String, Vec<usize>> = FxHashMap::default();
    for (number, span) in spans.iter().enumerate() {
        span.words.iter().for_each(|w| by_word.entry(w).or_default().push(number));
    }
    // Names recur: what stands for one form of a name is added up once.
    let mut shared: FxHashMap<&[String], u32> = FxHashMap::default();
    let mut best: Option<(&NameSpan, u32)> = None;
    let hero = |s: &&NameSpan| !signature(s) && !is_writer(s) && (!s.opens || acts_like_one(scene, s));
    for span in spans.iter().filter(hero) {
        let mut weight = *shared.entry(&span.words).or_insert_with(|| {
            let mut others: Vec<usize> =
                span.words.iter().filter_map(|w| by_word.get(w)).flatten().copied().collect();
            others.sort_unstable();
            others.dedup();
            let in_body = others.iter().any(|o| section(scene, &spans[*o]) == SectionKind::Body);
            // A subject line that the letter never comes back to is a leftover itself.
            let doubted = |o: usize| !in_body && section(scene, &spans[o]) == SectionKind::Subject;
            others.iter().map(|o| if doubted(*o) { own[*o] / 2 } else { own[*o] }).sum::<u32>()
        });
        // Of equal forms the fullest, then the earliest.
        weight = weight * 4 + u32::try_from(span.words.len().min(3)).unwrap_or(0);
        if best.is_none_or(|(_, w)| weight > w) {
            best = Some((span, weight));
        }
    }
    best.filter(|(_, weight)| *weight >= 16).map(|(span, _)| span)
}

/// What one place of a name says for its being the applicant's.
fn own_weight(scene: &Scene<'_>, span: &NameSpan) -> u32 {
    let place = match section(scene, span) {
        SectionKind::Subject => 8,
        SectionKind::Body | SectionKind::Postscript => 2,
        _ => 0,
    };
    let introduced =
        is_object_of_recommendation(scene, span) || scene.is(Lex::ApplicantIntro, span.tokens.end);
    place + if introduced { 6 } else { 0 }
}

fn section(scene: &Scene<'_>, span: &NameSpan) -> SectionKind {
    scene.doc.sentences()[span.sentence].section
}

/// "I recommend Ms. Farah", "on behalf of Wren Castellanos-Abe".
pub(super) fn is_object_of_recommendation(scene: &Scene<'_>, span: &NameSpan) -> bool {
    let start = span.tokens.start;
    (1..=4).any(|back| {
        start.checked_sub(back).is_some_and(|at| {
            scene.term(Lex::RecommendVerb, at).is_some_and(|len| {
                // A word may stand between: "recommend Dr. Farah", "recommend to you Dr. Farah"; not "precepted here with
                // Dr. Roe".
                at + len <= start
                    && !(at + len..start)
                        .any(|t| matches!(scene.word(t), Word::With | Word::By | Word::Beside))
                    && start - (at + len) <= 2
                    && !(at + len..start).any(|t| scene.doc.tokens()[t].is_capital())
            })
        })
    })
}

/// Longer forms of the same name elsewhere: "Ms. Farah" in the body, "Amina Yusuf Farah" in the subject line.
///
/// A form that stands once beside a commoner one of which it differs in a letter or a word is a slip, not a fuller
/// form.
fn fuller_forms(scene: &Scene<'_>, spans: &[NameSpan], applicant: &mut Applicant) {
    let count = |word: &String| spans.iter().filter(|s| s.words.contains(word)).count();
    let slip = |span: &NameSpan, known: &[String]| {
        span.words.iter().filter(|w| !known.contains(w)).any(|word| {
            let near = known.iter().find(|own| is_misspelling(word, own));
            near.is_some_and(|own| count(word) < count(own))
        })
    };
    // "Reference: Mthembu, Thandeka": surname first.
    for pair in spans.windows(2) {
        let [surname, given] = pair else { continue };
        let joined =
            surname.tokens.end + 1 == given.tokens.start && scene.word(surname.tokens.end) == Word::Comma;
        // "Valdivieso-Roth, Ximena." opens terse letters, too.
        let sentence = scene.doc.sentences()[surname.sentence].range();
        let whole = surname.tokens.start == sentence.start && given.tokens.end + 1 >= sentence.end;
        let header =
            (whole || section(scene, surname) == SectionKind::Subject) && surname.sentence == given.sentence;
        if joined && header && surname.words.iter().any(|w| applicant.words.contains(w)) {
            applicant.words.extend(given.words.iter().cloned());
        }
    }
    let known = applicant.words.len();
    for span in spans {
        // "Ms. Quispe Mamani" of a Ms. Quispe Huamán is another name and not a fuller one.
        if slip(span, &applicant.words) || span.words.len() <= known {
            continue;
        }
        let shares = span.words.iter().any(|w| applicant.words.contains(w))
            || span.title.is_none()
                && applicant.words.len() == 1
                && span.words.iter().any(|w| is_short_form(&applicant.words[0], w));
        if shares && span.words.len() > 1 && span.words.len() <= 5 {
            for word in &span.words {
                if !applicant.words.contains(word) {
                    applicant.words.push(word.clone());
                }
            }
        }
    }
}

/// Nicknames that the letter itself gives: `Abdulrahman ("Abed" to the team)`, "everyone calls him Pepe",
/// "Kat … (Kateřina on her paperwork)", and short forms of the name.
fn add_nicknames(scene: &Scene<'_>, spans: &[NameSpan], applicant: &mut Applicant) {
    if applicant.words.is_empty() {
        return;
    }
    let tokens = scene.doc.tokens();
    let mut found = Vec::new();
    for (number, span) in spans.iter().enumerate() {
        if span.title.is_some() || span.words.iter().all(|w| applicant.words.contains(w)) {
            continue;
        }
        let start = span.tokens.start;
        let sentence = scene.doc.sentences()[span.sentence].range();
        let own_before = spans[..number]
            .iter()
            .rev()
            .take_while(|o| o.sentence == span.sentence)
            .find(|o| o.tokens.end <= start);
        let own_before = own_before.is_some_and(|o| {
            o.words.iter().any(|w| applicant.words.contains(w)) && start - o.tokens.end <= 3
        });
        let bracket = start > sentence.start
            && matches!(scene.word(start - 1), Word::OpenRound | Word::OpenSquare)
            || tokens[start].flags & crate::text::QUOTE_BEFORE != 0;
        let called =
            (start.saturating_sub(4).max(sentence.start)..start).any(|t| scene.is(Lex::NicknameVerb, t));
        if own_before && bracket && !scene.is(Lex::Determiner, span.tokens.end)
            || called
            || applicant.shortens(&span.words.iter().collect::<Vec<_>>())
        {
            found.extend(span.words.iter().cloned());
        }
    }
    applicant.words.extend(found);
}
