//! Whom a letter is about: the name and the pronouns of its applicant, as far as the letter alone tells.

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::Classes;
use super::reading::{Kind, Reading, Word};
use crate::profile::Pronouns;
use crate::rules::hash;
use crate::span::Span;
use crate::text::SectionKind;

/// Pronouns of one kind are the applicant's when they are this share of all.
const MAJORITY: f32 = 0.6;

/// What is known of the draft's applicant from elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    /// Folded words of the name; empty where it is not known.
    pub(crate) name: &'a [String],
    pub(crate) pronouns: Option<Pronouns>,
    /// Words of the draft that a check of facts found wrong.
    pub(crate) wrong: &'a [Span],
    /// Schools of the applicant that nothing known confirms or contradicts.
    pub(crate) schools: &'a [Span],
}

/// The applicant of a letter.
#[derive(Debug, Clone, Default)]
pub(super) struct Applicant {
    /// Hashes of the words of the name.
    pub(super) names: Vec<u64>,
    /// [`Classes::SHE`], [`Classes::HE`] or [`Classes::THEY`], if one prevails.
    pub(super) pronoun: Option<Classes>,
}

impl Applicant {
    /// What is known stands above what the letter suggests.
    pub(super) fn correct(&mut self, known: Known<'_>) {
        if !known.name.is_empty() {
            self.names = known.name.iter().map(|w| hash(w)).collect();
        }
        if let Some(pronouns) = known.pronouns {
            self.pronoun = Some(match pronouns {
                Pronouns::She => Classes::SHE,
                Pronouns::He => Classes::HE,
                Pronouns::They => Classes::THEY,
            });
        }
    }
}

/// Whether two letters are about one person: two words of the names are the same. `None` where a letter does not
/// tell, or one word alone is shared, which two people may have in common.
pub(super) fn same_applicant(a: &Applicant, b: &Applicant) -> Option<bool> {
    let shared = a.names.iter().filter(|n| b.names.contains(n)).count();
    match shared {
        _ if a.names.is_empty() || b.names.is_empty() => None,
        0 => Some(false),
        1 => None,
        _ => Some(true),
    }
}

/// Whether two letters are signed by one person. `None` where one is not signed.
pub(super) fn same_writer(a: &Reading, b: &Reading) -> Option<bool> {
    let (a, b) = (&a.writer, &b.writer);
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let shared = a.iter().filter(|n| b.contains(n)).count();
    Some(shared >= 2 || shared == a.len().min(b.len()))
}

/// Hashes of the words of the name under the letter, without initials and degrees; none where it is not signed.
pub(super) fn writer(reading: &Reading) -> Vec<u64> {
    let Some(line) = reading.lines.iter().find(|l| l.section == SectionKind::Signature) else {
        return Vec::new();
    };
    let first = reading.words.partition_point(|w| w.span.start < line.span.start);
    let words = reading.words.get(first..first + line.words as usize).unwrap_or_default();
    let mut names: Vec<u64> = words
        .iter()
        .filter(|w| w.span.len() > 1 && !w.is_all_caps && !w.classes.has(Classes::TITLE))
        .map(|w| w.hash)
        .collect();
    if names.is_empty() {
        names = words.iter().filter(|w| w.span.len() > 1).map(|w| w.hash).collect();
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Infers the applicant: the name that is named most, with a bonus for a title and for the subject line. A word
/// that is never titled, in the subject or the first of a sentence is no candidate: "Internal Medicine" isn't.
pub(super) fn applicant(reading: &Reading) -> Applicant {
    let mut foreign: FxHashSet<u64> = FxHashSet::default();
    let mut subject: Vec<u64> = Vec::new();
    for line in &reading.lines {
        let first = reading.words.partition_point(|w| w.span.start < line.span.start);
        let words = reading.words.get(first..first + line.words as usize).unwrap_or_default();
        match line.section {
            // The letterhead and the signature name the place and the writer.
            SectionKind::Letterhead | SectionKind::Signature | SectionKind::Addressee => {
                foreign.extend(words.iter().map(|w| w.hash));
            }
            SectionKind::Subject => subject.extend(words.iter().filter(|w| is_name(w)).map(|w| w.hash)),
            _ => {}
        }
    }
    let mut score: FxHashMap<u64, u32> = FxHashMap::default();
    let mut candidates: FxHashSet<u64> = subject.iter().copied().collect();
    for word in subject {
        *score.entry(word).or_default() += 3;
    }
    for sentence in &reading.sentences {
        for (at, unit) in
            reading.units_of(sentence).iter().enumerate().filter(|(_, u)| u.kind == Kind::Person)
        {
            let words = reading.words_of(unit);
            let titled = words.first().is_some_and(|w| w.classes.has(Classes::TITLE));
            for word in words.iter().filter(|w| is_name(w)) {
                *score.entry(word.hash).or_default() += 1 + u32::from(titled);
                if titled || at == 0 {
                    candidates.insert(word.hash);
                }
            }
        }
    }
    let best = score
        .iter()
        .filter(|(word, score)| **score >= 2 && candidates.contains(word) && !foreign.contains(word))
        .max_by_key(|(word, score)| (**score, **word));
    Applicant {
        names: best.map_or_else(Vec::new, |(word, _)| full_name(reading, *word)),
        pronoun: pronoun(reading),
    }
}

fn is_name(word: &Word) -> bool {
    let no_name = [Classes::TITLE, Classes::PRONOUN, Classes::STOCK, Classes::BIOGRAPHY, Classes::SETTING];
    word.is_name && word.span.len() > 1 && !no_name.iter().any(|class| word.classes.has(*class))
}

/// The words that stand beside the given one in a name.
fn full_name(reading: &Reading, word: u64) -> Vec<u64> {
    let mut names = vec![word];
    for unit in reading.units.iter().filter(|u| u.kind == Kind::Person) {
        let words = reading.words_of(unit);
        if words.iter().any(|w| w.hash == word) {
            names.extend(words.iter().filter(|w| is_name(w)).map(|w| w.hash));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn pronoun(reading: &Reading) -> Option<Classes> {
    let count = |class| {
        reading.units.iter().flat_map(|u| reading.words_of(u)).filter(|w| w.classes.has(class)).count()
    };
    let counts = [Classes::SHE, Classes::HE, Classes::THEY].map(|class| (count(class), class));
    let all: usize = counts.iter().map(|(n, _)| n).sum();
    let (most, class) = counts.into_iter().max_by_key(|(n, _)| *n)?;
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let prevails = most >= 2 && most as f32 >= MAJORITY * all as f32;
    prevails.then_some(class)
}
