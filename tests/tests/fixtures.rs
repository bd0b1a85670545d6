//! The fixture letters: spans that hold, strong letters without an error.

use std::fs;

use lora_core::Analyzer;
use lora_core::pack::Severity;
use lora_tests::{check, fixtures, fixtures_dir};

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
