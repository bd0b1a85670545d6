//! Praise judged by the tenor of its sentence: what no phrase finds is found, and what only looks like a fault among
//! much that was seen is let go.

use std::ops::Range;

use super::evidence::TOLD;
use crate::facts::{Look, Scene};
use crate::finding::Finding;
use crate::reading::Reading;
use crate::span::Span;
use crate::tenor::{Around, Row, named_features, reasons};
use crate::text::TokenKind;

/// The packs whose findings are judged.
const PACKS: [&str; 3] = ["generic", "faint", DOUBT];
/// Bytes of a sentence beyond which only its telling clauses are quoted.
const LONGEST_QUOTE: usize = 200;
/// Words and marks of a sentence below which it is a heading or an interjection.
const SHORTEST: usize = 4;
/// Probability from which a sentence raises a doubt by its own words.
const DOUBTFUL: f32 = 0.5;
/// The pack, and the head, of what raises a doubt.
pub(super) const DOUBT: &str = "doubt";
/// Name of the head that tells praise without worth from the rest; each pack has one of its own name besides.
pub(super) const DEFECT: &str = "defect";

/// Takes the findings of the lexical rules and gives those that stand, with those that the tenor adds.
pub(crate) fn appraise(reading: &Reading<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let scene = &reading.scene;
    let tenor = scene.rules.tenor();
    let sums = &reading.sums;
    let Some(defect) = tenor.head(DEFECT).filter(|_| !sums.body().is_empty()) else { return findings };
    let sentences = around(reading, &findings, defect);
    let judged = tenor.praise.judge(&sentences);
    let mut by_sentence = vec![1.0; scene.doc.sentences().len()];
    for (sentence, probability) in sums.body().iter().zip(&judged) {
        by_sentence[*sentence] = *probability;
    }
    findings.retain(|f| {
        let sentence = || f.span.and_then(|s| scene.doc.sentence_of(scene.doc.token_at(s.start)));
        let firm = || scene.rules.rule(&f.rule).is_some_and(|rule| rule.firm);
        !PACKS.contains(&f.pack())
            || sentence().is_none_or(|s| by_sentence[s] >= tenor.praise.below)
            || firm()
    });
    for ((row, sentence), probability) in sums.body().iter().enumerate().zip(&judged) {
        let found = sentences[row].found.contains(&true);
        if *probability < tenor.praise.from || found || is_heading(scene, *sentence) {
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

/// How many sentences raise a doubt by their own words.
pub(crate) fn doubts(reading: &Reading<'_>) -> usize {
    let own = reading.sums.probabilities(&reading.scene, DOUBT);
    own.iter().filter(|p| **p >= DOUBTFUL).count()
}

/// The sentences that are judged, as weights are learned from them.
pub(crate) fn rows(reading: &Reading<'_>) -> Vec<Row> {
    let Some(defect) = reading.scene.rules.tenor().head(DEFECT) else { return Vec::new() };
    let around = around(reading, &reading.lexical(), defect);
    let sentences = reading.sums.body().iter().zip(around);
    sentences
        .map(|(sentence, around)| Row {
            span: reading.scene.doc.sentences()[*sentence].span,
            features: named_features(&reading.scene, *sentence),
            around,
        })
        .collect()
}

/// What each sentence of the body is judged by.
fn around(reading: &Reading<'_>, findings: &[Finding], defect: usize) -> Vec<Around> {
    let (scene, sums) = (&reading.scene, &reading.sums);
    let found = found(scene, findings);
    let column = |name: &str| -> Vec<f32> {
        scene.rules.tenor().head(name).map(|head| sums.head(head).collect()).unwrap_or_default()
    };
    let (kinds, told) = (PACKS.map(column), column(TOLD));
    let of = |(row, (sentence, own)): (usize, (&usize, f32))| {
        let tokens = scene.doc.sentences()[*sentence].range();
        let sum = |column: &Vec<f32>| column.get(row).copied().unwrap_or_default();
        Around {
            own,
            kinds: [sum(&kinds[0]), sum(&kinds[1]), sum(&kinds[2])],
            told: sum(&told),
            found: found[*sentence],
            length: tokens.len(),
            quoted: quoted(scene, tokens),
        }
    };
    sums.body().iter().zip(sums.head(defect)).enumerate().map(of).collect()
}

/// Share of tokens that stand in quotation marks.
fn quoted(scene: &Scene<'_>, tokens: Range<usize>) -> f32 {
    let length = tokens.len().max(1);
    let quoted = scene.starts.within(Look::Quoted, tokens).count();
    #[expect(clippy::cast_precision_loss, reason = "sentences have few tokens")]
    let share = quoted as f32 / length as f32;
    share
}

/// By sentence of the document, which of the packs find something in it.
fn found(scene: &Scene<'_>, findings: &[Finding]) -> Vec<[bool; 3]> {
    let mut found = vec![[false; 3]; scene.doc.sentences().len()];
    for finding in findings {
        let pack = PACKS.iter().position(|p| *p == finding.pack());
        let sentence = finding.span.and_then(|s| scene.doc.sentence_of(scene.doc.token_at(s.start)));
        if let Some((pack, sentence)) = pack.zip(sentence) {
            found[sentence][pack] = true;
        }
    }
    found
}

/// A heading or an interjection.
fn is_heading(scene: &Scene<'_>, sentence: usize) -> bool {
    let range = scene.doc.sentences()[sentence].range();
    range.len() < SHORTEST
        || range.clone().last().is_some_and(|t| scene.doc.text_of(scene.doc.tokens()[t].span) == ":")
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
