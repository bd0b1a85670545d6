//! Findings about shared passages: one for each source, at the first sentence of its longest passage.

use super::Shared;
use crate::finding::{Finding, Related};
use crate::pack::Severity;
use crate::report::{BoilerplateReport, PassageReport, ReuseReport};
use crate::rules::RuleSet;
use crate::span::Span;
use crate::text::{Document, SectionKind};

/// What is left of a source's applicant, and that a passage is shared at all.
pub(crate) fn findings(rules: &RuleSet, doc: &Document, shared: &Shared) -> Vec<Finding> {
    let mut found: Vec<Finding> = shared.left_behind.iter().filter_map(|l| l.finding(rules)).collect();
    found.extend(shared.reuse.iter().filter_map(|source| of_source(rules, doc, source)));
    let own = |source| at_longest(rules, doc, source, "reuse/own-document");
    found.extend(shared.own.iter().filter_map(own));
    found.extend(shared.boilerplate.iter().filter_map(|b| same_writer(rules, doc, b)));
    found
}

/// The finding of a source, by who wrote it and about whom.
fn of_source(rules: &RuleSet, doc: &Document, source: &ReuseReport) -> Option<Finding> {
    let copied: usize = source.passages.iter().filter(|p| p.way == "copied").map(|p| p.words).sum();
    let rule = match (source.same_applicant, source.same_writer) {
        (Some(true), Some(false)) => "reuse/same-applicant",
        // An earlier version of this very letter.
        (Some(true), Some(true)) => "reuse/same-writer",
        _ if copied == 0 => "reuse/retold",
        _ => "reuse/shared-passage",
    };
    let mut finding = at_longest(rules, doc, source, rule)?;
    // A few sentences that one writer uses twice weigh less than another writer's.
    let least = rules.limit("reuse.substance-words").unwrap_or_default();
    if rule == "reuse/shared-passage" && source.same_writer == Some(true) && number(copied) < least {
        finding.severity = Severity::Info;
    }
    Some(finding)
}

fn number(words: usize) -> f64 {
    u32::try_from(words).map_or(f64::MAX, f64::from)
}

/// A finding at the first sentence of the longest passage, which names the source.
fn at_longest(rules: &RuleSet, doc: &Document, source: &ReuseReport, rule: &str) -> Option<Finding> {
    let passage = source.passages.iter().max_by_key(|p| p.words)?;
    let whole = Span { start: passage.start, end: passage.end };
    let sentence = doc.sentence_of(doc.token_at(passage.start)).map(|s| doc.sentences()[s].span);
    let span = sentence.filter(|s| whole.contains(*s)).unwrap_or(Span {
        start: passage.start,
        end: sentence.map_or(passage.end, |s| s.end.min(passage.end)),
    });
    let words: usize = source.passages.iter().map(|p| p.words).sum();
    let mut finding = Finding::of(rules.rule(rule)?, Some(span), &[("words", &words.to_string())]);
    finding.related.push(Related {
        source: source.source.clone(),
        text: String::new(),
        span: Some(Span { start: passage.source_start, end: passage.source_end }),
    });
    Some(finding)
}

/// A writer's own frame, used again: only prose counts, not letterhead and signature.
fn same_writer(rules: &RuleSet, doc: &Document, shared: &BoilerplateReport) -> Option<Finding> {
    let in_prose = |p: &&PassageReport| {
        let sentence = doc.sentence_of(doc.token_at(p.start)).map(|s| doc.sentences()[s].section);
        matches!(sentence, Some(SectionKind::Body | SectionKind::Postscript))
    };
    let prose: Vec<&PassageReport> = shared.passages.iter().filter(in_prose).collect();
    let words: usize = prose.iter().map(|p| p.words).sum();
    let least = rules.limit("reuse.same-writer-words")?;
    if shared.reason != "same-writer" || number(words) < least {
        return None;
    }
    let first = prose.first()?;
    let span = Span { start: first.start, end: first.end };
    let mut finding =
        Finding::of(rules.rule("reuse/same-writer")?, Some(span), &[("words", &words.to_string())]);
    finding.related.push(Related {
        source: shared.source.clone(),
        text: String::new(),
        span: Some(Span { start: first.source_start, end: first.source_end }),
    });
    Some(finding)
}
