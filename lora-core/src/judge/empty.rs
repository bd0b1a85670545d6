//! Sentences of empty praise: a letter is worth as much without them.

use super::endorsement;
use super::evidence::Evidence;
use crate::facts::Scene;
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::span::Span;

/// The pack of what is said of anybody.
const GENERIC: &str = "generic";

/// Where a letter says what is said of anybody.
pub(crate) fn words(findings: &[Finding]) -> Vec<Span> {
    findings.iter().filter(|f| f.pack() == GENERIC).filter_map(|f| f.span).collect()
}

/// Lets the sentences of empty praise count for nothing in the evidence. Where the letter would recommend less without
/// one, by other words than the empty ones, that sentence is not empty: the findings go instead.
pub(crate) fn discount(
    scene: &Scene<'_>,
    phrases: &Phrases,
    findings: &mut Vec<Finding>,
    evidence: &mut Evidence,
) {
    let sentence_of = |span: Span| scene.doc.sentence_of(scene.doc.token_at(span.start));
    let words = words(findings);
    let mut empty: Vec<usize> = words.iter().filter_map(|s| sentence_of(*s)).collect();
    empty.dedup();
    let (carrying, empty): (Vec<usize>, Vec<usize>) =
        empty.into_iter().partition(|s| endorsement::rests_on(scene, phrases, &words, *s));
    findings.retain(|f| {
        let sentence = f.span.filter(|_| f.pack() == GENERIC).and_then(sentence_of);
        sentence.is_none_or(|s| !carrying.contains(&s))
    });
    evidence.discount(&empty, &scene.rules.tenor().told);
}
