//! Compares a report with what was expected of it.

use lora_core::report::{FindingReport, LetterReport};
use similar::{ChangeTag, TextDiff};

use super::expectation::{Expected, Wanted, Written};
use super::snapshot;

/// What is not as expected, and how the exact report differs; both empty where all is well.
pub fn judge(expected: &Expected, report: &LetterReport) -> (Vec<String>, Vec<String>) {
    let problems = expected.written.as_ref().map(|w| problems(w, report)).unwrap_or_default();
    let diff = expected.exact.as_ref().map(|s| diff(&s.body, &snapshot::body(report))).unwrap_or_default();
    (problems, diff)
}

/// The lines that went and that came.
fn diff(expected: &str, found: &str) -> Vec<String> {
    TextDiff::from_lines(expected, found)
        .iter_all_changes()
        .filter_map(|change| {
            let sign = match change.tag() {
                ChangeTag::Equal => return None,
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            Some(format!("{sign} {}", change.value().trim_end_matches('\n')))
        })
        .collect()
}

fn problems(expected: &Written, report: &LetterReport) -> Vec<String> {
    let mut problems = Vec::new();
    let score = &report.score;
    if let Some(verdict) = expected.verdict.map(super::expectation::VerdictName::verdict)
        && verdict != score.verdict
    {
        problems.push(format!("verdict: expected {}, found {}", verdict.name(), score.verdict.name()));
    }
    if let Some(least) = expected.score_at_least.filter(|least| score.overall < *least) {
        problems.push(format!("score: expected at least {least}, found {}", score.overall));
    }
    if let Some(least) = expected.corrected_at_least.filter(|least| score.corrected.overall < *least) {
        problems
            .push(format!("corrected score: expected at least {least}, found {}", score.corrected.overall));
    }
    for (id, level) in &expected.competencies {
        let found = report.competencies.iter().find(|c| c.id == id.id());
        if let Some(found) = found.filter(|c| c.level != level.level()) {
            let (expected, found) = (level.level().name(), found.level.name());
            problems.push(format!("{}: expected {expected}, found {found}", id.id()));
        }
    }
    for wanted in &expected.must_fire {
        let wanted = wanted.get_ref();
        if !report.findings.iter().any(|f| fits(wanted, f)) {
            let others = report.findings.iter().filter(|f| names(&wanted.rule, f)).map(place);
            let others = others.collect::<Vec<_>>().join("; ");
            let found = if others.is_empty() {
                "it is silent".to_owned()
            } else {
                format!("it fires elsewhere: {others}")
            };
            problems.push(format!("{} must fire{}: {found}", wanted.rule, on(wanted)));
        }
    }
    for wanted in &expected.must_not_fire {
        let wanted = wanted.get_ref();
        for finding in report.findings.iter().filter(|f| fits(wanted, f)) {
            problems.push(format!(
                "{} must not fire{}: found {} {}",
                wanted.rule,
                on(wanted),
                finding.rule,
                place(finding)
            ));
        }
    }
    problems
}

fn on(wanted: &Wanted) -> String {
    wanted.text.as_ref().map(|text| format!(" on “{text}”")).unwrap_or_default()
}

/// Words and place of a finding.
fn place(finding: &FindingReport) -> String {
    match (&finding.text, finding.span) {
        (Some(text), Some(span)) => {
            format!("“{}” (paragraph {}, sentence {})", plain(text), span.paragraph, span.sentence)
        }
        _ => "in the whole letter".to_owned(),
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(rule: &str, finding: &FindingReport) -> bool {
    finding.rule == rule || finding.rule.split('/').next() == Some(rule)
}

/// Whether a finding is of the rule or pack, and about the words: one holds the other.
pub fn fits(wanted: &Wanted, finding: &FindingReport) -> bool {
    names(&wanted.rule, finding)
        && wanted.text.as_ref().is_none_or(|text| {
            let (text, found) = (plain(text), finding.text.as_deref().map(plain).unwrap_or_default());
            !found.is_empty() && (found.contains(&text) || text.contains(&found))
        })
}
