//! What a file tells besides its text: who made it, and names that its title or its own name was left with.

use crate::analyzer::FileFacts;
use crate::facts::{Facts, Scene};
use crate::finding::fill;
use crate::report::Notice;
use crate::text::folded;

/// Notices about properties that whoever gets the file can read.
pub(crate) fn notices(scene: &Scene<'_>, facts: &Facts, file: &FileFacts) -> Vec<Notice> {
    let mut found = Vec::new();
    let mut notice = |id: &str, slots: &[(&str, &str)]| {
        let message = fill(scene.rules.text(&format!("notice.{id}")), slots);
        found.push(Notice { id: id.to_owned(), message });
    };
    let applicant = &facts.applicant;
    let name = applicant.name.as_deref().unwrap_or_default();
    let is_applicant = |label: &str| {
        let words = words(label);
        let held = applicant.words.iter().filter(|w| words.contains(w)).count();
        applicant.family.iter().any(|w| words.contains(w)) && held >= 2
    };
    let mut makers: Vec<&str> =
        [&file.author, &file.last_saved_by].into_iter().flatten().map(String::as_str).collect();
    makers.dedup();
    for maker in makers {
        if is_applicant(maker) {
            notice("file-by-applicant", &[("found", maker), ("applicant", name)]);
        } else if !is_writer(scene, maker) {
            notice("file-author", &[("found", maker)]);
        }
    }
    // Without a name for the applicant nothing tells whose name is another's.
    if applicant.words.is_empty() {
        return found;
    }
    if let Some(title) = file.title.as_deref().filter(|title| names_another(scene, facts, title)) {
        notice("file-title", &[("found", title), ("applicant", name)]);
    }
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    if names_another(scene, facts, stem) {
        notice("file-name", &[("found", &file.name), ("applicant", name)]);
    }
    found
}

/// The folded words of a label. Names of files part them by marks, numbers or capitals.
fn words(label: &str) -> Vec<String> {
    label
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(folded)
        .collect()
}

fn is_writer(scene: &Scene<'_>, maker: &str) -> bool {
    let maker = words(maker);
    let known = scene.profile.writer.name.as_deref().map(words).unwrap_or_default();
    if !known.is_empty() {
        return known.iter().any(|w| w.chars().count() > 2 && maker.contains(w));
    }
    // Somebody whom the letter names, most likely where it is signed.
    maker.iter().filter(|w| w.chars().count() > 2).any(|w| in_letter(scene, w))
}

/// Whether a label has a capitalised word that neither the letter nor any rule knows, and none of the applicant's.
fn names_another(scene: &Scene<'_>, facts: &Facts, label: &str) -> bool {
    let all = words(label);
    if facts.applicant.words.iter().any(|w| all.contains(w)) {
        return false;
    }
    let is_name = |word: &str| {
        let mut chars = word.chars();
        let capitalised = chars.next().is_some_and(char::is_uppercase)
            && chars.clone().count() >= 2
            && chars.all(char::is_lowercase);
        let folded = folded(word);
        capitalised && scene.rules.vocabulary().find(&folded).is_none() && !in_letter(scene, &folded)
    };
    label.split(|c: char| !c.is_alphabetic()).any(is_name)
}

fn in_letter(scene: &Scene<'_>, word: &str) -> bool {
    (0..scene.doc.tokens().len()).any(|token| scene.folded(token) == word)
}
