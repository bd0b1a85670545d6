//! What a copy keeps of the source's applicant: the name, or a pronoun that was theirs.

use super::classes::Classes;
use super::passage::{Passage, unit_words, words_in};
use super::reading::{Reading, Word};
use crate::finding::{Finding, Related};
use crate::rules::RuleSet;
use crate::span::Span;

/// A word that a shared passage keeps from the source's applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftBehind {
    /// Where in the draft.
    pub(crate) span: Span,
    /// Path of the source.
    pub(crate) source: String,
    /// Where in the source.
    pub(crate) source_span: Span,
    /// The draft's words.
    pub(crate) words: String,
    /// Whether it is a name, and no pronoun.
    pub(crate) is_name: bool,
}

impl LeftBehind {
    /// The finding, if a pack has its rule.
    pub(crate) fn finding(&self, rules: &RuleSet) -> Option<Finding> {
        let mut finding = Finding::of(rules.rule("reuse/left-behind")?, Some(self.span), &[("match", &self.words)]);
        let (source, text) = (self.source.clone(), self.words.clone());
        finding.related.push(Related { source, text, span: Some(self.source_span) });
        Some(finding)
    }
}

/// What the passage keeps.
pub(super) fn left_behind(
    draft: (&Reading, &str),
    source: (&Reading, &str),
    path: &str,
    passage: &Passage,
) -> Vec<LeftBehind> {
    let mut found = Vec::new();
    let (here, there) = (&draft.0.applicant, &source.0.applicant);
    // One who is named alike is the same applicant, and every word stays as it was.
    let foreign: Vec<u64> = there.names.iter().filter(|n| !here.names.contains(n)).copied().collect();
    let same_person = !there.names.is_empty() && foreign.len() < there.names.len();
    if same_person {
        return found;
    }
    let stale = match (here.pronoun, there.pronoun) {
        (Some(here), Some(there)) if here != there && !there.has(Classes::THEY) => Some(there),
        _ => None,
    };
    let mut push = |from: &Word, to: &Word, of: &Word, is_name: bool| {
        let span = from.span.to(to.span);
        let words = draft.1.get(span.range()).unwrap_or_default().to_owned();
        found.push(LeftBehind { span, source: path.to_owned(), source_span: of.span, words, is_name });
    };
    for pair in &passage.pairs {
        let (i, j) = (unit_words(draft.0, pair.draft), unit_words(source.0, pair.source));
        let there = source.0.words.get(j).unwrap_or_default();
        for at in i {
            let Some(word) = draft.0.words.get(at) else { continue };
            let Some(of) = there.iter().find(|w| w.hash == word.hash) else { continue };
            if stale.is_some_and(|class| word.classes.has(class)) && !speaks_of_other(draft.0, passage, at, word.classes) {
                push(word, word, of, false);
            }
        }
    }
    // A name left behind is often no name to the draft's own reading: it stands at a sentence's start alone.
    let source_words = words_in(source.0, passage.source);
    let source_words = source.0.words.get(source_words).unwrap_or_default();
    for at in words_in(draft.0, passage.draft) {
        let Some(word) = draft.0.words.get(at).filter(|w| foreign.contains(&w.hash)) else { continue };
        let capital = draft.1.get(word.span.range()).is_some_and(|t| t.starts_with(char::is_uppercase));
        if let Some(of) = source_words.iter().find(|w| w.hash == word.hash).filter(|_| capital) {
            push(word, word, of, true);
        }
    }
    found.sort_by_key(|l| (l.span.start, l.span.end));
    found.dedup_by_key(|l| l.span);
    found
}

/// Whether somebody else of the pronoun's gender is spoken of before it, in its sentence or the one before.
fn speaks_of_other(draft: &Reading, passage: &Passage, at: usize, pronoun: Classes) -> bool {
    let Some(word) = draft.words.get(at) else { return true };
    let number = draft.sentences.partition_point(|s| s.span.start <= word.span.start).saturating_sub(1);
    let from = number.checked_sub(1).and_then(|n| draft.sentences.get(n)).or(draft.sentences.get(number));
    let start = from.map_or(passage.draft.start, |s| s.span.start);
    let before = draft.words.partition_point(|w| w.span.start < start)..at;
    let gendered = if pronoun.has(Classes::SHE) { Classes::FEMALE } else { Classes::MALE };
    draft.words.get(before).unwrap_or_default().iter().any(|w| {
        w.classes.has(gendered) || w.classes.has(Classes::PERSON)
    })
}
