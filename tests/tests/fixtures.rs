//! The fixture letters: expected reports, spans that hold, strong letters without an error.

use std::fmt::Write as _;
use std::fs;

use lora_core::Analyzer;
use lora_core::pack::Severity;
use lora_core::report::LetterReport;
use lora_tests::{check, fixtures, fixtures_dir};

/// A report as a person would compare it: no offsets, a line a finding.
fn summary(report: &LetterReport) -> String {
    let mut out = String::new();
    let score = &report.score;
    let _ = writeln!(
        out,
        "{} {} %, corrected {} {} % after {}",
        score.verdict.name(),
        score.overall,
        score.corrected.verdict.name(),
        score.corrected.overall,
        score.corrected.corrections
    );
    for category in &score.categories {
        let _ = writeln!(out, "  {} {} ({})", category.id, category.score, category.why);
    }
    for competency in &report.competencies {
        let _ = writeln!(out, "{}: {}", competency.id, competency.level.name());
    }
    for finding in &report.findings {
        let place =
            finding.span.map_or(String::from("whole letter"), |s| format!("{}.{}", s.paragraph, s.sentence));
        let text = finding.text.as_deref().unwrap_or("");
        let _ = writeln!(out, "{} {} [{place}] {text}", finding.severity.name(), finding.rule);
    }
    for person in &report.people {
        let _ = writeln!(out, "person {} = {} ×{}", person.name, person.role, person.mentions);
    }
    out
}

#[test]
fn every_fixture_reports_as_expected() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    for fixture in fixtures() {
        let report = check(&analyzer, &fixture.text, Some(&fixture.profile));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(fixtures_dir().join("letters").join(&fixture.name));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("report", summary(&report)));
    }
}

#[test]
fn every_finding_points_at_its_words() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    for fixture in fixtures() {
        for profile in [Some(&fixture.profile), None] {
            let report = check(&analyzer, &fixture.text, profile);
            for finding in &report.findings {
                match (&finding.span, &finding.text) {
                    (Some(span), Some(text)) => {
                        assert_eq!(
                            &fixture.text[span.start as usize..span.end as usize],
                            text,
                            "{}",
                            fixture.name
                        );
                        assert!(!text.trim().is_empty(), "{}: {}", fixture.name, finding.rule);
                        let line = fixture.text.lines().nth(span.line - 1).unwrap_or_default();
                        let first: String = text.chars().take(3).collect();
                        let at: String =
                            line.chars().skip(span.column - 1).take(first.chars().count()).collect();
                        assert_eq!(at, first.replace(['\n', '\r'], ""), "{}: {}", fixture.name, finding.rule);
                    }
                    (None, None) => {}
                    other => panic!("{}: span and text disagree: {other:?}", fixture.name),
                }
            }
            for evidence in report.competencies.iter().flat_map(|c| &c.evidence) {
                assert_eq!(&fixture.text[evidence.start as usize..evidence.end as usize], evidence.text);
            }
        }
    }
}

/// Letters that their labels call superb and without a fault.
#[test]
fn strong_letters_stay_without_an_error() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let mut seen = 0;
    for fixture in fixtures() {
        let labels =
            fs::read_to_string(fixtures_dir().join("letters").join(&fixture.name).join("labels.json"))
                .expect("labels");
        let labels: serde_json::Value = serde_json::from_str(&labels).expect("labels in JSON");
        let clean = labels["defects"].as_array().is_some_and(Vec::is_empty);
        if !clean || labels["strength"].as_u64() < Some(4) {
            continue;
        }
        seen += 1;
        let report = check(&analyzer, &fixture.text, Some(&fixture.profile));
        let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", fixture.name);
    }
    assert!(seen >= 2, "the fixtures hold clean strong letters");
}
