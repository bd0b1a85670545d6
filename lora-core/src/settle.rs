//! From raw findings to those that are reported: overlaps resolved, selection and suppression applied,
//! fingerprints given, in the order of the letter.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::analyzer::CheckOptions;
use crate::finding::Finding;
use crate::pack::Severity;
use crate::rules::RuleSet;
use crate::text::Document;

/// Bytes beyond which a sentence is none, but a text without full stops: it identifies nothing.
const LONGEST_SENTENCE: usize = 4096;

/// Findings that are reported.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    pub(crate) findings: Vec<Finding>,
    /// One for each finding.
    pub(crate) fingerprints: Vec<String>,
    pub(crate) suppressed: usize,
    pub(crate) fact_suppressed: bool,
    /// For each cause the number of its first finding.
    roots: FxHashMap<String, usize>,
}

impl Settled {
    /// Fingerprint of the first finding of the same cause, which may be the finding itself. The label of a cause
    /// may hold a name and stays inside.
    pub(crate) fn root_of(&self, finding: &Finding) -> Option<&str> {
        let root = self.roots.get(finding.cause.as_ref()?)?;
        self.fingerprints.get(*root).map(String::as_str)
    }
}

pub(crate) fn settle(
    doc: &Document,
    rules: &RuleSet,
    mut findings: Vec<Finding>,
    options: &CheckOptions,
) -> Settled {
    let names = |list: &[String], f: &Finding| list.iter().any(|n| *n == f.rule || *n == f.pack());
    findings
        .retain(|f| (options.select.is_empty() || names(&options.select, f)) && !names(&options.ignore, f));
    findings.sort_by(|a, b| {
        let key = |f: &Finding| f.span.map_or((1, 0, 0), |s| (0, s.start, u32::MAX - s.end));
        (key(a), std::cmp::Reverse(a.severity), &a.rule).cmp(&(
            key(b),
            std::cmp::Reverse(b.severity),
            &b.rule,
        ))
    });
    let findings = resolve(rules, findings);
    let mut settled = Settled::default();
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for finding in findings {
        let base = identity(doc, rules, &finding);
        let ordinal = seen.get(&base).copied().unwrap_or_default();
        let fingerprint = hash(&base, ordinal);
        seen.insert(base, ordinal + 1);
        let fact = rules.rule(&finding.rule).is_some_and(|r| r.category == "accuracy");
        let hidden = options.suppressions.iter().any(|s| {
            s.fingerprint.as_ref().is_some_and(|f| *f == fingerprint)
                || !fact && s.rule.as_ref().is_some_and(|r| *r == finding.rule)
        });
        if hidden {
            settled.suppressed += 1;
            settled.fact_suppressed |= fact;
        } else {
            if let Some(cause) = &finding.cause
                && !settled.roots.contains_key(cause)
            {
                settled.roots.insert(cause.clone(), settled.findings.len());
            }
            settled.findings.push(finding);
            settled.fingerprints.push(fingerprint);
        }
    }
    warn_of_many(rules, &mut settled.findings);
    settled
}

/// Where one pack finds as much as its head calls many, each of its findings is a warning at least.
fn warn_of_many(rules: &RuleSet, findings: &mut [Finding]) {
    for pack in rules.packs() {
        let Some(many) = pack.warning_from else { continue };
        if findings.iter().filter(|f| f.pack() == pack.id).count() >= many as usize {
            for finding in findings.iter_mut().filter(|f| f.pack() == pack.id) {
                finding.severity = finding.severity.max(Severity::Warning);
            }
        }
    }
}

/// Of findings that see the same words, one stands: the graver, then the more specific pack, then the wider.
/// Different kinds of fault that only overlap both stand.
fn resolve(rules: &RuleSet, findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    // Findings come by their start, so what ends before this one starts is no rival of any later one either.
    let mut open: Vec<usize> = Vec::new();
    for finding in findings {
        let Some(span) = finding.span else {
            if !kept
                .iter()
                .rev()
                .take_while(|k| k.span.is_none())
                .any(|k| k.rule == finding.rule && k.message == finding.message)
            {
                kept.push(finding);
            }
            continue;
        };
        open.retain(|at| kept[*at].span.is_some_and(|s| s.end > span.start));
        let rival = open
            .iter()
            .copied()
            .find(|at| kept[*at].span.is_some_and(|s| s.overlaps(span)) && is_rival(&kept[*at], &finding));
        match rival {
            None => {
                open.push(kept.len());
                kept.push(finding);
            }
            Some(at) => {
                if rank(rules, &finding) > rank(rules, &kept[at]) {
                    kept[at] = finding;
                }
            }
        }
    }
    kept
}

/// Whether two overlapping findings tell of one defect.
fn is_rival(a: &Finding, b: &Finding) -> bool {
    let praise = |f: &Finding| matches!(f.pack(), "generic" | "faint" | "doubt");
    a.pack() == b.pack() || praise(a) && praise(b) || a.span == b.span && !praise(a) && !praise(b)
}

/// Doubt outweighs faint praise, faint praise outweighs generic; a wrong fact whose origin is known outweighs the same
/// fact without; a graver rule a lighter one.
fn rank(rules: &RuleSet, finding: &Finding) -> (u8, crate::pack::Severity, u32) {
    let pack = match finding.pack() {
        "doubt" => 3,
        "faint" => 2,
        "reuse" if finding.rule == "reuse/left-behind" => 2,
        _ => 1,
    };
    let weight = rules.rule(&finding.rule).map_or(0, |r| (r.weight * 10.0) as u32);
    (pack, finding.severity, weight)
}

/// What identifies a finding under edits elsewhere: its rule, its words, its sentence.
fn identity(doc: &Document, rules: &RuleSet, finding: &Finding) -> String {
    let Some(span) = finding.span else { return format!("{}\u{1f}{}", finding.rule, finding.message) };
    let tokens = doc.token_at(span.start)..doc.token_at(span.end.saturating_sub(1)) + 1;
    let sentence = doc.sentence_of(tokens.start).map(|s| &doc.sentences()[s]);
    let sentence = sentence.filter(|s| s.span.len() <= LONGEST_SENTENCE).map(crate::text::Sentence::range);
    let mut identity = finding.rule.clone();
    for tokens in [tokens, sentence.unwrap_or_default()] {
        identity.push('\u{1f}');
        for token in doc.tokens().get(tokens).unwrap_or_default() {
            identity.push_str(doc.folded(token, rules.vocabulary()));
            identity.push(' ');
        }
    }
    identity
}

fn hash(identity: &str, ordinal: usize) -> String {
    let mut digest = Sha256::new();
    digest.update(identity);
    digest.update(format!("\u{1f}{ordinal}"));
    let first = digest.finalize().first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
    format!("{first:016x}")
}
