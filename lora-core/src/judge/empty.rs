//! Sentences that a letter gains nothing by: empty praise, and faults beside what was seen.

use super::endorsement;
use super::evidence::Evidence;
use crate::facts::Scene;
use crate::finding::Finding;
use crate::lexical::Phrases;
use crate::span::Span;

/// The pack of what is said of anybody.
const GENERIC: &str = "generic";
/// The packs of praise that is worth nothing or less.
const PRAISE: [&str; 3] = [GENERIC, "faint", "doubt"];
/// The category of the score that wrong facts cost in.
const FACTS: &str = "accuracy";

/// What a letter gains nothing by.
#[derive(Debug, Default)]
pub(crate) struct Empty {
    /// Words that are said of anybody, by where they start.
    pub(crate) words: Vec<Span>,
    /// Sentences that say nothing else or something wrong, in order: the letter does not close by them.
    pub(crate) idle: Vec<usize>,
}

/// Finds the sentences of empty praise and lets them count for nothing in the evidence, nor any other sentence with a
/// fault in which nothing was seen: none adds to an episode or parts it. Where the letter would recommend less without
/// an empty sentence, by other words than the empty ones, the sentence is not empty: the findings go instead.
pub(crate) fn discount(
    scene: &Scene<'_>,
    phrases: &Phrases,
    praise: &mut Vec<Finding>,
    facts: &[Finding],
    evidence: &mut Evidence,
) -> Empty {
    let sentence_of = |f: &Finding| f.span.and_then(|s| scene.doc.sentence_of(scene.doc.token_at(s.start)));
    let generic = |f: &&Finding| f.pack() == GENERIC;
    let mut words: Vec<Span> = praise.iter().filter(generic).filter_map(|f| f.span).collect();
    words.sort_by_key(|span| span.start);
    let sentences = sorted(praise.iter().filter(generic).filter_map(sentence_of).collect());
    let (carrying, sentences): (Vec<usize>, Vec<usize>) = if sentences.is_empty() {
        Default::default()
    } else {
        let resting = endorsement::Resting::new(scene, phrases, &words);
        sentences.into_iter().partition(|s| resting.rests_on(*s))
    };
    praise.retain(|f| !generic(&f) || sentence_of(f).is_none_or(|s| carrying.binary_search(&s).is_err()));

    let is_fault = |f: &&Finding| {
        PRAISE.contains(&f.pack()) || scene.rules.rule(&f.rule).is_some_and(|r| r.category == FACTS)
    };
    let faulty = praise.iter().chain(facts).filter(is_fault).filter_map(sentence_of);
    let idle = faulty.filter(|s| !evidence.shown(*s).observed).chain(sentences);
    let idle = sorted(idle.collect());
    evidence.discount(&idle, &scene.rules.tenor().told);
    Empty { words, idle }
}

fn sorted(mut sentences: Vec<usize>) -> Vec<usize> {
    sentences.sort_unstable();
    sentences.dedup();
    sentences
}
