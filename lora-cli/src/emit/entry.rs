//! What the formats for machines list of a letter, whoever reads it: an advisor's findings with rule and
//! severity, or remarks that have neither.

use lora_core::audience::{Brief, Remark, RemarkKind};
use lora_core::pack::Severity;
use lora_core::report::{FindingReport, Report, Score, SpanReport};

/// A letter and what is listed of it.
#[derive(Debug)]
pub struct Listed<'a> {
    pub path: &'a str,
    /// Only the advisor's office reads it.
    pub score: Option<&'a Score>,
    pub entries: Vec<Entry<'a>>,
}

/// A finding or a remark.
#[derive(Debug)]
pub struct Entry<'a> {
    /// What only the advisor's office reads.
    pub office: Option<Office<'a>>,
    /// What kind of remark it is, outside the office.
    pub kind: &'static str,
    pub message: &'a str,
    pub help: &'a str,
    pub text: Option<&'a str>,
    /// What the profile has in place of the letter's words.
    pub record: Option<&'a str>,
    pub span: Option<SpanReport>,
}

/// What a finding is called and how much it weighs.
#[derive(Debug)]
pub struct Office<'a> {
    pub rule: &'a str,
    pub severity: Severity,
    pub points: f32,
    pub fingerprint: &'a str,
    pub cause: Option<&'a str>,
}

/// Every letter of a report.
pub fn of_report(report: &Report) -> Vec<Listed<'_>> {
    report
        .letters
        .iter()
        .map(|l| Listed {
            path: &l.path,
            score: Some(&l.score),
            entries: l.findings.iter().map(finding).collect(),
        })
        .collect()
}

/// Every letter of what leaves the office.
pub fn of_brief(brief: &Brief) -> Vec<Listed<'_>> {
    brief
        .letters
        .iter()
        .map(|l| Listed { path: &l.path, score: None, entries: l.remarks.iter().map(remark).collect() })
        .collect()
}

fn finding(finding: &FindingReport) -> Entry<'_> {
    let related = finding.related.iter().find(|r| r.source == "profile" && !r.text.is_empty());
    Entry {
        office: Some(Office {
            rule: &finding.rule,
            severity: finding.severity,
            points: finding.points,
            fingerprint: &finding.fingerprint,
            cause: finding.cause.as_deref(),
        }),
        kind: finding.severity.name(),
        message: &finding.message,
        help: &finding.help,
        text: finding.text.as_deref(),
        record: related.map(|r| r.text.as_str()),
        span: finding.span,
    }
}

fn remark(remark: &Remark) -> Entry<'_> {
    Entry {
        office: None,
        kind: kind(remark.kind),
        message: &remark.message,
        help: &remark.help,
        text: remark.text.as_deref(),
        record: remark.record.as_deref(),
        span: remark.span,
    }
}

/// What a kind of remark is called in tables.
pub fn kind(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::Correction => "correction",
        RemarkKind::Suggestion => "suggestion",
        RemarkKind::Open => "open",
    }
}
