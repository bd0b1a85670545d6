//! Praise judged by the tenor of its sentence: what no phrase finds is found, and what only looks like a fault among
//! much that was seen is let go.

use std::ops::Range;

use super::evidence::TOLD;
use crate::facts::Scene;
use crate::finding::Finding;
use crate::reading::Reading;
use crate::span::Span;
use crate::tenor::{PACKS, Praise, found, probability, reasons};
use crate::text::TokenKind;

/// Bytes of a sentence beyond which only its telling clauses are quoted.
const LONGEST_QUOTE: usize = 200;
/// Words and marks of a sentence below which it is a heading or an interjection.
const SHORTEST: usize = 4;
/// Name of the head that tells praise without worth from the rest; each pack has one of its own name besides.
const DEFECT: &str = "defect";

/// Takes the findings of the lexical rules and gives those that stand, with those that the tenor adds.
pub(crate) fn appraise(reading: &Reading<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let scene = &reading.scene;
    let tenor = scene.rules.tenor();
    let sums = &reading.sums;
    let Some(defect) = tenor.head(DEFECT).filter(|_| !sums.body().is_empty()) else { return findings };
    let found = found(reading, &findings);
    let own = sums.head(defect);
    let told = sums.by_sentence(scene, TOLD);
    let sentences: Vec<Around> = sums
        .body()
        .iter()
        .zip(own)
        .map(|(s, own)| Around {
            own,
            found: found[*s],
            told: told[*s].unwrap_or_default(),
            about: reading.evidence.shown(*s).about_applicant,
        })
        .collect();
    let judged = probabilities(&tenor.praise, &sentences);
    let mut by_sentence = vec![1.0; scene.doc.sentences().len()];
    for (sentence, probability) in sums.body().iter().zip(&judged) {
        by_sentence[*sentence] = *probability;
    }
    findings.retain(|f| {
        let sentence = f.span.and_then(|s| scene.doc.sentence_of(scene.doc.token_at(s.start)));
        !PACKS.contains(&f.pack()) || sentence.is_none_or(|s| by_sentence[s] >= tenor.praise.below)
    });
    for ((row, sentence), probability) in sums.body().iter().enumerate().zip(&judged) {
        let words = scene.doc.sentences()[*sentence].range().len();
        if *probability < tenor.praise.from || found[*sentence].contains(&true) || words < SHORTEST {
            continue;
        }
        let kind = |pack: &&str| tenor.head(pack).and_then(|h| sums.head(h).nth(row));
        let pack =
            PACKS.iter().max_by(|a, b| kind(a).unwrap_or(f32::MIN).total_cmp(&kind(b).unwrap_or(f32::MIN)));
        let rule = format!("{}/tenor", pack.unwrap_or(&PACKS[0]));
        findings.extend(scene.finding(&rule, Some(telling(scene, *sentence, defect)), &[]));
    }
    findings
}

/// What the judgement of a sentence rests on.
struct Around {
    /// The sum of its own words.
    own: f32,
    /// Which packs find something in it.
    found: [bool; 3],
    /// Probability that it tells of something seen.
    told: f32,
    /// The applicant is named or meant.
    about: bool,
}

/// Probability that a sentence is praise without worth, from its own words, the letter around it and the rules.
fn probabilities(praise: &Praise, sentences: &[Around]) -> Vec<f32> {
    let each: Vec<f32> = sentences.iter().map(|s| probability(s.own)).collect();
    let total: f32 = each.iter().sum();
    #[expect(clippy::cast_precision_loss, reason = "letters have few sentences")]
    let (others, hits) = (
        sentences.len().saturating_sub(1).max(1) as f32,
        sentences.iter().filter(|s| s.found.contains(&true)).count() as f32,
    );
    let at = |n: Option<usize>| n.and_then(|n| each.get(n)).copied().unwrap_or_default();
    let flag = |is: bool| f32::from(u8::from(is));
    let sum = |(n, s): (usize, &Around)| {
        let by_rule: f32 = s.found.iter().zip(praise.rules).map(|(found, w)| flag(*found) * w).sum();
        praise.bias
            + praise.own * s.own
            + praise.letter * (total - each[n]) / others
            + praise.before * at(n.checked_sub(1))
            + praise.after * at(Some(n + 1))
            + by_rule
            + praise.found * (hits - flag(s.found.contains(&true)))
            + praise.told * s.told
            + praise.first * flag(n == 0)
            + praise.about * flag(s.about)
    };
    sentences.iter().enumerate().map(|s| probability(sum(s))).collect()
}

/// The sentence, or of a long one the run of clauses that weighs most.
fn telling(scene: &Scene<'_>, sentence: usize, head: usize) -> Span {
    let sentence_span = scene.doc.sentences()[sentence].span;
    if sentence_span.len() <= LONGEST_QUOTE {
        return sentence_span;
    }
    let clauses = clauses(scene, sentence);
    let mut weight = vec![0.0_f32; clauses.len()];
    for (reason, token) in reasons(scene, sentence, head) {
        if let Some(clause) = clauses.iter().position(|c| c.contains(&token)) {
            weight[clause] += reason;
        }
    }
    let mut best: Option<(f32, Span)> = None;
    for from in 0..clauses.len() {
        let mut sum = 0.0;
        for to in from..clauses.len() {
            sum += weight[to];
            let span = scene.doc.span_of(clauses[from].start..clauses[to].end);
            if to > from && span.len() > LONGEST_QUOTE {
                break;
            }
            if best.is_none_or(|(most, _)| sum > most) {
                best = Some((sum, span));
            }
        }
    }
    best.map_or(sentence_span, |(_, span)| span)
}

/// Stretches of a sentence between its commas and the like, marks left out.
fn clauses(scene: &Scene<'_>, sentence: usize) -> Vec<Range<usize>> {
    let tokens = scene.doc.sentences()[sentence].range();
    let is_mark = |t: &usize| scene.doc.tokens()[*t].kind == TokenKind::Mark;
    let mut clauses: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for token in tokens.clone() {
        match (is_mark(&token), open) {
            (true, Some(start)) => {
                clauses.push(start..token);
                open = None;
            }
            (false, None) => open = Some(token),
            _ => {}
        }
    }
    clauses.extend(open.map(|start| start..tokens.end));
    clauses
}
