//! Institutions that resemble the right one and are not it: "Corbin Valley" of a Corbin Ridge, "St. Aidan's" of a St.
//! Alban's. What resembles it so is a slip or was left over, wherever it stands.

use std::ops::Range;

use super::place::without_possessive;
use super::{Facts, Lex, Look, PersonRole, Scene, Word};
use crate::text::{SectionKind, folded};

/// Letters in which two names begin alike.
const ALIKE: usize = 3;
/// Letters in which two names that begin otherwise end alike.
const SAME_END: usize = 5;
/// Letters that a single word has at least, to be told by its likeness alone.
const SINGLE: usize = 6;

/// What a word is in the name of an institution.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its own.
    Own,
    /// Says of what kind it is.
    Kind,
    Saint,
    /// "of", "and".
    Joint,
}

impl Part {
    fn of(scene: &Scene<'_>, word: &str) -> Self {
        let (mut joint, mut land, mut kind) = (false, false, false);
        for lexicon in scene.lexicons_of(word) {
            match lexicon {
                Lex::SaintWord => return Self::Saint,
                Lex::PlaceJoint => joint = true,
                Lex::LandWord | Lex::HouseName => land = true,
                Lex::SchoolWord | Lex::SiteWord | Lex::PlaceCommon | Lex::PlaceWord => kind = true,
                _ => {}
            }
        }
        match () {
            () if joint => Self::Joint,
            () if kind && !land => Self::Kind,
            () => Self::Own,
        }
    }
}

/// A name of an institution, cut into what is its own and what says of what kind it is.
#[derive(Debug, Clone)]
pub(super) struct Named {
    own: Vec<String>,
    kinds: Vec<String>,
    saint: bool,
    pub(super) school: bool,
    pub(super) full: String,
}

impl Named {
    pub(super) fn of(scene: &Scene<'_>, text: &str, school: bool) -> Option<Self> {
        let mut named =
            Self { own: Vec::new(), kinds: Vec::new(), saint: false, school, full: text.to_owned() };
        for word in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}')) {
            let word = without_possessive(folded(word));
            if word.len() < 2 {
                continue;
            }
            match Part::of(scene, &word) {
                Part::Joint => {}
                Part::Saint => named.saint = named.own.is_empty(),
                Part::Own => named.own.push(word),
                Part::Kind => named.kinds.push(word),
            }
        }
        (!named.own.is_empty()).then_some(named)
    }

    /// Whether no word says of what kind the place is: it may be a town.
    pub(super) fn is_bare(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Whether this name of the letter is a slip for that known one.
    pub(super) fn resembles(&self, scene: &Scene<'_>, known: &Self) -> bool {
        // "Prairie Valley" of a Valley Prairie.
        if self.own.len() == 2
            && known.own.len() >= 2
            && self.own[0] == known.own[1]
            && self.own[1] == known.own[0]
        {
            return true;
        }
        // "Ever Green Mesa" of an Evergreen Mesa: heard as two words.
        if let [a, b, rest @ ..] = &self.own[..]
            && let [whole, other @ ..] = &known.own[..]
            && rest == other
            && whole != a
            && is_near(&format!("{a}{b}"), whole)
            && a.len() + 1 < whole.len()
        {
            return true;
        }
        // "Kestrel State" of a Kestrel University.
        let rank = |w: &String| scene.is_term_of(&[Lex::SchoolRank], w);
        if known.school
            && self.own.len() == 1
            && self.own.first() == known.own.first()
            && self.kinds.iter().any(|k| rank(k) && !known.kinds.contains(k))
            && self.kinds.iter().all(rank)
        {
            return true;
        }
        // "Fort Ansley" of a Port Ansley: the word that leads the name is another.
        let lead = |named: &Self| {
            let first = folded(named.full.split_whitespace().next()?);
            scene.is_term_of(&[Lex::LeadWord], &first).then_some(first)
        };
        if let (Some(said), Some(right)) = (lead(self), lead(known))
            && self.own.last() == known.own.last()
            && said != right
        {
            return true;
        }
        if self.own.iter().all(|w| known.own.contains(w)) {
            return false;
        }
        let (Some(first), Some(other)) = (self.own.first(), known.own.first()) else { return false };
        let land = |w: &String| scene.is_term_of(&[Lex::LandWord], w);
        let same_kind = self.kinds.iter().any(|k| known.kinds.contains(k));
        let begins = first.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        if first == other {
            // "Harmon Hills" of a Harmon Wells.
            // "Fort Brandeis" of a Fort Brannock.
            if let (Some(a), Some(b)) = (self.own.get(1), known.own.get(1))
                && self.own.len() == 2
                && a != b
                && !land(a)
                && !known.own.contains(a)
                && is_near(a, b)
            {
                return true;
            }
            return !land(first)
                && first.chars().count() > ALIKE
                && matches!((self.own.get(1), known.own.get(1)), (Some(a), Some(b)) if a != b)
                && self.own.get(1).is_some_and(|w| !known.own.contains(w) && (same_kind || land(w)));
        }
        if self.saint && known.saint {
            return begins >= 1 && self.own.len() == 1;
        }
        // "Marlowe Lakes Cancer Institute" of a Meridian Lakes.
        let rest = matches!((self.own.get(1), known.own.get(1)), (Some(a), Some(b)) if a == b);
        if rest {
            // "Isfahan-Kavir" of a Yazd-Kavir: no land and no word of many names that both share.
            let telling = |w: &String| !land(w) && !scene.rules.common_words().contains(w) && w.len() > ALIKE;
            let both = self.own.len() == 2 && known.own.len() == 2 && self.own.get(1).is_some_and(telling);
            return same_kind && begins >= 1 || is_near(first, other) || both;
        }
        // "Bellwether Regional" of a Bellweather Women's Hospital.
        if self.own.len() == 1
            && is_near(first, other)
            && known.own.iter().skip(1).all(|w| scene.rules.common_words().contains(w))
        {
            return true;
        }
        // "Copperfield University" of a Copperline University.
        same_kind && begins >= ALIKE && first.chars().count() > ALIKE && self.own.len() == 1
    }
}

/// Single words that begin or end like the one name of a known institution and are no person: "Holloway" of a Calloway.
pub(super) fn single<'a>(
    scene: &Scene<'_>,
    facts: &Facts,
    sentence: Range<usize>,
    names: &'a [Named],
) -> Vec<(usize, &'a Named)> {
    let tokens = scene.doc.tokens();
    let like = |at: usize| {
        let word = scene.folded(at);
        names.iter().find(|n| {
            // A name of two words is not called by half of it, but "Grantley Women's" is.
            let common = |w: &String| scene.rules.common_words().contains(w);
            n.own.first().is_some_and(|own| is_near(word, own)) && n.own.iter().skip(1).all(common)
        })
    };
    let beside = |t: usize| {
        tokens.get(t).is_some_and(|n| n.is_capital() && n.is_word() && sentence.contains(&t))
            && !scene.is(Lex::Speaker, t)
    };
    // The word that opens a sentence has its capital from there.
    let joined = |at: usize| at > sentence.start + 1 && beside(at - 1) || beside(at + 1);
    let person = |at: usize| {
        // Mentions come in order and don't overlap.
        let mentions = &facts.people.mentions;
        mentions[mentions.partition_point(|m| m.tokens.end <= at)..].first().is_some_and(|m| {
            m.tokens.contains(&at)
                && (m.title.is_some()
                    || !matches!(facts.people.role_of(m), PersonRole::Unknown | PersonRole::Leftover))
        })
    };
    let namesake = |at: usize| {
        let told = |role: PersonRole| !matches!(role, PersonRole::Unknown | PersonRole::Leftover);
        let people = facts.people.list.iter().filter(|p| told(p.role));
        people.flat_map(|p| &p.words).any(|w| w == scene.folded(at))
    };
    let known = |at: usize| names.iter().any(|n| n.own.iter().any(|w| w == scene.folded(at)));
    let capitals = scene.starts.within(Look::Capital, sentence.clone());
    capitals
        .filter(|at| tokens[*at].span.len() >= SINGLE && !joined(*at))
        .filter_map(|at| Some((at, like(at)?)))
        .filter(|(at, _)| {
            !known(*at)
                && !scene.is(Lex::Weekday, *at)
                && !scene.is(Lex::Month, *at)
                && !scene.is_profile_name(*at)
                && !person(*at)
                && !namesake(*at)
                && !scene.rules.common_words().contains(scene.folded(*at))
        })
        .collect()
}

/// Initials after "at" that are the house's but for one letter: "at HRMC" of a Harlan Valley Medical Center.
pub(super) fn initials<'a>(
    scene: &Scene<'_>,
    sentence: Range<usize>,
    names: &'a [Named],
) -> Option<(usize, &'a Named)> {
    let tokens = scene.doc.tokens();
    let mut found = sentence.clone().skip(1).filter(|at| {
        let token = &tokens[*at];
        token.is_all_caps()
            && token.is_word()
            && (4..=6).contains(&token.span.len())
            && scene.is(Lex::AtWord, at - 1)
    });
    found.find_map(|at| {
        let said = scene.text(at);
        let of = |named: &Named| -> String {
            named
                .full
                .split_whitespace()
                .filter_map(|w| w.chars().next())
                .filter(|c| c.is_uppercase())
                .collect()
        };
        let apart = |own: &str| own.chars().zip(said.chars()).filter(|(a, b)| a != b).count();
        let all: Vec<String> = names.iter().map(of).collect();
        if all.iter().any(|own| own == said) {
            return None;
        }
        let like = all.iter().position(|own| {
            own.chars().count() == said.chars().count()
                && apart(own) == 1
                && own.chars().next() == said.chars().next()
        })?;
        Some((at, &names[like]))
    })
}

/// "Grantham" and "Grantley", "Holloway" and "Calloway".
fn is_near(word: &str, own: &str) -> bool {
    // Few words begin or end alike, and no letter of the others is looked at.
    let (bytes, own_bytes) = (word.as_bytes(), own.as_bytes());
    let begin = bytes.get(..ALIKE).is_some_and(|start| own_bytes.starts_with(start));
    if !begin && bytes.last_chunk::<SAME_END>() != own_bytes.last_chunk::<SAME_END>() {
        return false;
    }
    let (a, b) = (word.chars().count(), own.chars().count());
    if a.min(b) < SINGLE || a.abs_diff(b) > 3 {
        return false;
    }
    let begins = word.chars().zip(own.chars()).take_while(|(a, b)| a == b).count();
    let ends = word.chars().rev().zip(own.chars().rev()).take_while(|(a, b)| a == b).count();
    begins >= 5 || ends >= SAME_END || begins >= ALIKE && begins + ends >= 6
}

/// The names that are rightly named: of the profile, of the letterhead.
pub(super) fn known(scene: &Scene<'_>) -> Vec<Named> {
    let profile = scene.profile;
    let mut names: Vec<Named> = Vec::new();
    names.extend(profile.applicant.school.iter().filter_map(|s| Named::of(scene, s, true)));
    for name in [&profile.rotation.site, &profile.writer.institution].into_iter().flatten() {
        names.extend(Named::of(scene, name, false));
        // "Westmere Imaging Partners at Saint Columba Hospital": a house within a house.
        names.extend(name.split_once(" at ").and_then(|(_, house)| Named::of(scene, house, false)));
    }
    for sentence in scene.doc.sentences().iter().filter(|s| s.section == SectionKind::Letterhead) {
        let mut start = sentence.range().start;
        for at in sentence.range() {
            if scene.word(at) == Word::Comma || at + 1 == sentence.range().end || scene.breaks_after(at) {
                let end = if scene.word(at) == Word::Comma { at } else { at + 1 };
                if start < end && scene.has(Lex::SiteWord, start..end) {
                    let inner = (start + 1..end).find(|t| scene.is(Lex::AtWord, *t)).map(|t| t + 1..end);
                    for part in [Some(start..end), inner].into_iter().flatten().filter(|p| !p.is_empty()) {
                        names.extend(Named::of(scene, scene.doc.text_of(scene.doc.span_of(part)), false));
                    }
                }
                start = at + 1;
            }
        }
    }
    names
}

/// Runs of two capitalised words and more, "of" within: names of institutions, perhaps.
pub(super) fn runs(scene: &Scene<'_>, sentence: Range<usize>) -> Vec<Range<usize>> {
    let tokens = scene.doc.tokens();
    let mut found = Vec::new();
    let mut at = sentence.start;
    for capital in scene.starts.within(Look::Capital, sentence.clone()) {
        if capital < at {
            continue;
        }
        at = capital;
        let mut start = at;
        while at < sentence.end
            && tokens[at].is_word()
            && (tokens[at].is_capital() && !scene.is(Lex::Month, at)
                || tokens[at].is_clitic()
                || scene.is(Lex::PlaceJoint, at)
                    && tokens.get(at + 1).is_some_and(|t| t.is_capital() && at + 1 < sentence.end))
        {
            // "the Registrar of the Marlowe Lakes Cancer Institute": the name begins after the article.
            // "At Kestrel State": and after the word that opens a sentence.
            if scene.is(Lex::DateArticle, at) || at == sentence.start && scene.is(Lex::Preposition, at) {
                start = at + 1;
            }
            at += 1;
        }
        if at > start + 1 {
            found.push(start..at);
        }
        at = at.max(start + 1);
    }
    found
}
