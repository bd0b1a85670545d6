//! Names of files that stand in a letter, as word processors print them into its foot: "LOR_ROE_final.docx" above
//! somebody else's letter.

use super::check::leftover_cause;
use crate::facts::applicant::is_misspelling;
use crate::facts::{Facts, Lex, Scene};
use crate::finding::Finding;
use crate::profile::Profile;
use crate::span::Span;
use crate::text::folded;

/// What the names of documents end in.
const ENDINGS: [&str; 5] = [".doc", ".pdf", ".rtf", ".odt", ".pages"];
/// Letters that a word of a file's name has at least to be somebody's name.
const NAME: usize = 4;

/// Files that are named after somebody else.
pub(super) fn check(scene: &Scene<'_>, facts: &Facts) -> Vec<Finding> {
    let text = scene.doc.text();
    if facts.applicant.words.is_empty() {
        return Vec::new();
    }
    let ends = ENDINGS.iter().flat_map(|ending| text.match_indices(ending).map(|(at, _)| at));
    ends.filter_map(|end| file(scene, facts, text, end)).collect()
}

/// The finding about a file whose ending starts at a byte.
fn file(scene: &Scene<'_>, facts: &Facts, text: &str, end: usize) -> Option<Finding> {
    let edge = |c: char| c.is_whitespace() || "()[]{}<>\"“”'/\\".contains(c);
    let start =
        text[..end].rfind(edge).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let stem = &text[start..end];
    let words: Vec<String> = stem
        .split(|c: char| !c.is_alphabetic())
        .flat_map(humps)
        .map(folded)
        .filter(|w| w.chars().count() >= NAME)
        .collect();
    if words.iter().any(|w| facts.applicant.words.contains(w)) {
        return None;
    }
    let known = known_words(scene.profile);
    let odd = words.iter().find(|w| !known.contains(w) && !is_of_files(scene, w))?;
    let misspelt = facts.applicant.words.iter().any(|own| is_misspelling(odd, own));
    let last = text[end + 1..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |at| end + 1 + at);
    let span = Span::new(start, last);
    let rule = if misspelt { "name/misspelt" } else { "name/other-applicant" };
    let expected = facts.applicant.name.as_deref().unwrap_or_default();
    let finding = scene.inferred(rule, Some(span), &[("expected", expected)], facts.applicant.given)?;
    Some(Finding { cause: leftover_cause(odd), ..finding })
}

/// "RoeFinal" as "Roe" and "Final".
fn humps(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = false;
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && before {
            parts.push(&word[start..at]);
            start = at;
        }
        before = c.is_lowercase();
    }
    parts.push(&word[start..]);
    parts
}

/// Words of what the profile names: the file may be named after any of it.
fn known_words(profile: &Profile) -> Vec<String> {
    let Profile { applicant, target, writer, rotation, .. } = profile;
    let names = [
        &applicant.name,
        &applicant.school,
        &writer.name,
        &writer.institution,
        &writer.specialty,
        &rotation.site,
        &rotation.name,
        &rotation.specialty,
    ];
    let names = names.into_iter().flatten().chain(&applicant.aliases).chain(&target.specialty);
    names.flat_map(|n| n.split(|c: char| !c.is_alphabetic())).map(folded).collect()
}

/// "letter", "final", "surgery": what files are called.
fn is_of_files(scene: &Scene<'_>, word: &str) -> bool {
    scene.is_term_of(&[Lex::FileWord, Lex::Specialty, Lex::Month], word)
        || scene.rules.common_words().contains(word)
        || !word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}
