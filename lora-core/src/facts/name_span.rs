//! Where names of people stand: titled names, and capitalised words that are nothing else.

use std::ops::Range;

use super::{Lex, Look, Row, Scene, Word};
use crate::profile::Profile;
use crate::rules::RuleSet;
use crate::text::{Document, SectionKind, TokenKind, WordId, folded};

/// A name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameSpan {
    /// Its tokens, title included.
    pub(crate) tokens: Range<usize>,
    /// The title, if one stands before it.
    pub(crate) title: Option<usize>,
    /// Folded words that identify: neither title, particle, initial nor suffix.
    pub(crate) words: Vec<String>,
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// It opens its sentence without a title, where any word is capitalised.
    pub(crate) opens: bool,
    /// Its last two words are joined by a hyphen.
    pub(crate) hyphenated: bool,
    /// Particles and the word after them as one word: "dewit" of a de Wit.
    pub(crate) led: Option<String>,
}

impl NameSpan {
    /// The tokens without the title.
    pub(crate) fn bare(&self) -> Range<usize> {
        self.title.map_or(self.tokens.start, |t| t + 1)..self.tokens.end
    }
}

/// What a name starts with: a capital, or a rank with a figure.
const STARTS: [Row; 2] = [Row::looks(Look::Capital), Row::term(Lex::TitleRank)];

pub(super) fn find(scene: &Scene<'_>) -> Vec<NameSpan> {
    let mut spans = Vec::new();
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        let range = sentence.range();
        let mut read_to = range.start;
        for at in scene.starts.within_any(&STARTS, range.clone()) {
            if at < read_to {
                continue;
            }
            if let Some(span) = read(scene, at, &range, number, sentence.section) {
                read_to = span.tokens.end;
                spans.push(span);
            }
        }
    }
    spans
}

/// The name that starts at a token, if one does.
fn read(
    scene: &Scene<'_>,
    at: usize,
    within: &Range<usize>,
    sentence: usize,
    section: SectionKind,
) -> Option<NameSpan> {
    let tokens = scene.doc.tokens();
    // What a hyphen joins to the word before begins no name.
    if !tokens[at].is_capital() && !is_figured_rank(scene, at)
        || tokens[at].is_hyphenated() && at > within.start
    {
        return None;
    }
    // "Student Doctor Ou": the last word of the title stands for it.
    let title = title_len(scene, at).map(|len| at + len - 1);
    let start = title.map_or(at, |t| t + 1);
    let mut end = start;
    let mut words = Vec::new();
    let (mut lead, mut led) = (String::new(), None);
    let mut capital = false;
    while end < within.end {
        let token = tokens[end];
        if token.kind != TokenKind::Word || token.is_clitic() && end > start {
            break;
        }
        // "Dr. Lee Dr. Roe": the next title starts the next name. "Dr. Roe I place first": no initial.
        if end > start && (title_len(scene, end).is_some() || scene.text(end) == "I") {
            break;
        }
        let particle = scene.is(Lex::NameParticle, end) && !token.is_initial();
        if token.is_capital() {
            let joined = token.is_hyphenated() && end > start;
            // "Pim de Wit": what follows a particle is a name, whatever it means elsewhere.
            let follows = end > start
                && capital
                && scene.is(Lex::NameParticle, end - 1)
                && !tokens[end - 1].is_capital();
            let fits = token.is_initial()
                || particle && capital
                || joined
                || follows
                || is_name_word(scene, end, title.is_some(), section);
            if !fits {
                break;
            }
            // "Ó Súilleabháin": one letter is no name of its own.
            let letter = token.is_initial() || scene.folded(end).chars().nth(1).is_none();
            if particle {
                lead.push_str(scene.folded(end));
            } else if !letter && !scene.is(Lex::NameSuffix, end) {
                if !lead.is_empty() {
                    led = Some(std::mem::take(&mut lead) + scene.folded(end));
                }
                words.push(scene.folded(end).to_owned());
                capital = true;
            }
            end += 1;
        } else if particle && (capital || title.is_some()) && leads_to_capital(scene, end, within.end) {
            lead.push_str(scene.folded(end));
            end += 1;
        } else if token.is_hyphenated() && end > start && capital
            || is_elided(scene.text(end)) && (capital || title.is_some())
        {
            words.push(scene.folded(end).to_owned());
            capital = true;
            end += 1;
        } else {
            break;
        }
    }
    if words.is_empty() {
        return None;
    }
    // A quotation mark or bracket may hold the nickname: «Abdulrahman ("Abed")»; that is a name of its own.
    let opens = title.is_none() && start == within.start && words.len() == 1;
    let prose = matches!(section, SectionKind::Body | SectionKind::Postscript);
    if prose && title.is_none() && is_thing(scene, start..end, within) {
        return None;
    }
    if section == SectionKind::Subject && title.is_none() && is_before_kind(scene, start..end, within) {
        return None;
    }
    let hyphenated = tokens[end - 1].is_hyphenated();
    Some(NameSpan { tokens: at..end, title, words, sentence, opens, hyphenated, led })
}

/// Length of the title that starts at a token and stands before a name.
fn title_len(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let classes = [Lex::TitleHe, Lex::TitleShe, Lex::TitleDoctor, Lex::TitleRank];
    let len = classes.iter().filter_map(|c| scene.term(*c, at)).max()?;
    let next = scene.doc.tokens().get(at + len)?;
    let named = next.is_capital() || scene.is(Lex::NameParticle, at + len) || is_elided(scene.text(at + len));
    ((scene.doc.tokens()[at].is_capital() || is_figured_rank(scene, at)) && named).then_some(len)
}

/// "2LT": a rank that begins with a figure.
fn is_figured_rank(scene: &Scene<'_>, at: usize) -> bool {
    scene.text(at).starts_with(|c: char| c.is_ascii_digit()) && scene.is(Lex::TitleRank, at)
}

/// Whether a capitalised word can be part of a person's name: one that the list of ordinary words does not hold.
fn is_name_word(scene: &Scene<'_>, at: usize, titled: bool, section: SectionKind) -> bool {
    let token = scene.doc.tokens()[at];
    if scene.is(Lex::NotAName, at) && !titled {
        return false;
    }
    // "Spanish and Quechua": joined to a language, and no name.
    let tongue = |t: usize| scene.is(Lex::Language, t);
    let beside = matches!(scene.word(at + 1), Word::And | Word::Or) && tongue(at + 2)
        || at >= 2
            && (matches!(scene.word(at - 1), Word::And | Word::Or) || scene.word(at - 1) == Word::Comma)
            && tongue(at - 2);
    if !titled && !scene.is_profile_name(at) && (tongue(at) || beside) {
        return false;
    }
    if titled {
        return !scene.is(Lex::Specialty, at);
    }
    if token.is_abbreviation() && !token.is_initial() || token.span.len() < 2 {
        return false;
    }
    // "A1c"
    let text = scene.doc.text_of(token.span);
    if text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let header = !matches!(section, SectionKind::Body | SectionKind::Postscript);
    if token.is_all_caps() && !header {
        return false;
    }
    let given = scene.is_given_name(at);
    // English words have no diacritics; soft hyphens and look-alike letters of other alphabets are no such.
    let diacritic = |c| matches!(c, '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}');
    let foreign = !text.is_ascii() && text.contains(diacritic);
    // "AAMC ID: XXXXXXXX"
    let word = scene.folded(at);
    let blank = word.len() > 2 && word.bytes().all(|b| b == b'x');
    !blank && (given || foreign || scene.is_profile_name(at) || !scene.rules.common_words().contains(word))
}

/// A particle followed, perhaps after another, by a capital.
fn leads_to_capital(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    (at + 1..end.min(at + 4))
        .find(|t| !scene.is(Lex::NameParticle, *t) || scene.doc.tokens()[*t].is_capital())
        .is_some_and(|t| scene.doc.tokens()[t].is_capital() && scene.doc.tokens()[t].is_word())
}

/// "d'Aubigny": an article or a particle that has lost its vowel before a capital.
fn is_elided(word: &str) -> bool {
    let mut parts = word.splitn(2, ['\'', '\u{2019}']);
    let (Some(first), Some(rest)) = (parts.next(), parts.next()) else { return false };
    (1..=4).contains(&first.len()) && rest.starts_with(char::is_uppercase)
}

/// "Hobbs Ferry Road", "Kinsale Bay School": a word of its kind follows, another perhaps between.
fn is_before_kind(scene: &Scene<'_>, name: Range<usize>, within: &Range<usize>) -> bool {
    let tokens = scene.doc.tokens();
    let kind =
        |at: usize| [Lex::SiteWord, Lex::SchoolWord, Lex::PlaceWord].iter().any(|class| scene.is(*class, at));
    (name.end..within.end.min(name.end + 2))
        .take_while(|t| tokens[*t].is_capital() && tokens[*t].is_word())
        .any(kind)
}

/// A place, institution or product: after "the", after "at", or with a word of its kind beside it.
fn is_thing(scene: &Scene<'_>, name: Range<usize>, within: &Range<usize>) -> bool {
    let tokens = scene.doc.tokens();
    if is_before_kind(scene, name.clone(), within) {
        return true;
    }
    // "Fort Brandeis would be glad"
    let led = name.start > 0 && tokens[name.start - 1].is_capital();
    if name.len() > 1 && scene.is(Lex::PlaceOpening, name.start)
        || led && scene.is(Lex::PlaceOpening, name.start - 1)
    {
        return true;
    }
    if name.start == within.start {
        return false;
    }
    let before = name.start - 1;
    // "two Soldiers": no name has a number before it.
    if name.len() == 1
        && scene.is(Lex::NumberWord, before)
        && !matches!(scene.word(before), Word::A | Word::An | Word::One)
    {
        return true;
    }
    let known_capital = tokens[before].is_capital()
        && before > within.start
        && !tokens[before].is_initial()
        && (scene.is(Lex::SiteWord, before)
            || scene.is(Lex::SchoolWord, before)
            || scene.is(Lex::PlaceWord, before));
    // "Universidad Autónoma de San Elías", "Faculdade de Medicina Serra Azul"
    let mut led = (within.start..name.start)
        .rev()
        .take(5)
        .take_while(|t| tokens[*t].is_word() && (tokens[*t].is_capital() || scene.is(Lex::NameParticle, *t)));
    let abroad = led.any(|t| scene.is(Lex::SchoolWord, t) || scene.is(Lex::SchoolAbroad, t));
    // "at Good Shepherd": capitals that follow a word for where something is.
    let front = (within.start + 1..name.start)
        .rev()
        .take_while(|t| tokens[*t].is_capital() && tokens[*t].is_word() && !tokens[*t].is_initial())
        .last();
    let named_place = front.is_some_and(|front| {
        scene.word(front - 1) == Word::At
            && name.len() == 1
            && !scene.is_profile_name(name.start)
            && !(front..name.start).any(|t| scene.is_given_name(t) || scene.is_profile_name(t))
    });
    named_place
        || known_capital
        || abroad
        || scene.is(Lex::PlaceBefore, before) && !scene.is_profile_name(name.start)
}

impl Scene<'_> {
    /// Whether a token is a given name that the lexicons hold.
    pub(crate) fn is_given_name(&self, at: usize) -> bool {
        [Lex::GivenNameHe, Lex::GivenNameShe, Lex::GivenName].iter().any(|class| self.is(*class, at))
    }

    /// Whether a token is a word of a name that the profile gives.
    pub(crate) fn is_profile_name(&self, at: usize) -> bool {
        self.doc.tokens().get(at).is_some_and(|t| self.profile_words.hold(t.word))
    }
}

/// Words of the names that a profile gives, for [`Scene::is_profile_name`].
#[derive(Debug, Default)]
pub(crate) struct ProfileWords {
    words: Vec<WordId>,
    /// A bit for their numbers, which rules most other words out.
    bits: u64,
}

impl ProfileWords {
    pub(crate) fn read(doc: &Document, rules: &RuleSet, profile: &Profile) -> Self {
        let applicant = &profile.applicant;
        let names = applicant.name.iter().chain(&applicant.aliases).chain(&profile.writer.name);
        let words = names.flat_map(|n| n.split([' ', '-'])).map(folded);
        let known = words.filter(|w| w.len() > 1).filter_map(|w| doc.find_word(&w, rules.vocabulary()));
        let words: Vec<WordId> = known.collect();
        let bits = words.iter().fold(0, |bits, word| bits | Self::bit(*word));
        Self { words, bits }
    }

    fn bit(word: WordId) -> u64 {
        1 << (word.0 % u64::BITS)
    }

    #[inline]
    fn hold(&self, word: WordId) -> bool {
        self.bits & Self::bit(word) != 0 && self.words.contains(&word)
    }
}
