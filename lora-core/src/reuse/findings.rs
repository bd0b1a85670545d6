//! Findings about shared passages: one for each source, at the first sentence of its longest passage.

use super::Shared;
use crate::finding::{Finding, Related};
use crate::rules::RuleSet;
use crate::span::Span;
use crate::text::Document;

/// What is left of a source's applicant, and that a passage is shared at all.
pub(crate) fn findings(rules: &RuleSet, doc: &Document, shared: &Shared) -> Vec<Finding> {
    let mut found: Vec<Finding> = shared.left_behind.iter().filter_map(|l| l.finding(rules)).collect();
    for source in &shared.reuse {
        let Some(passage) = source.passages.iter().max_by_key(|p| p.words) else { continue };
        let Some(rule) = rules.rule("reuse/shared-passage") else { continue };
        let whole = Span { start: passage.start, end: passage.end };
        let sentence = doc.sentence_of(doc.token_at(passage.start)).map(|s| doc.sentences()[s].span);
        let span = sentence.filter(|s| whole.contains(*s)).unwrap_or(Span {
            start: passage.start,
            end: sentence.map_or(passage.end, |s| s.end.min(passage.end)),
        });
        let words: usize = source.passages.iter().map(|p| p.words).sum();
        let mut finding = Finding::of(rule, Some(span), &[("words", &words.to_string())]);
        finding.related.push(Related {
            source: source.source.clone(),
            text: String::new(),
            span: Some(Span { start: passage.source_start, end: passage.source_end }),
        });
        found.push(finding);
    }
    found
}
