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

/// What is stored with the built-in packs only saves work.
#[test]
fn packs_compiled_at_run_time_find_what_the_built_in_ones_find() {
    let built_in = Analyzer::new(lora_rules::builtin());
    let compiled = Analyzer::new(lora_rules::with_packs(&[]).expect("the built-in packs are sound"));
    let rules = built_in.rules().rules().iter().filter(|r| matches!(&*r.pack, "phi" | "placeholder"));
    let examples = rules.map(lora_core::rules::Rule::grounds).flat_map(|g| [g.fires, g.silent].concat());
    let examples = examples.map(|text| text.replace(['«', '»'], ""));
    let mut texts: Vec<String> = examples.collect();
    texts.extend(fixtures().into_iter().map(|fixture| fixture.text));
    let mut found = 0;
    for text in texts {
        let findings = |analyzer| check(analyzer, &text, None).findings;
        let (here, there) = (findings(&built_in), findings(&compiled));
        found +=
            here.iter().filter(|f| f.rule.starts_with("phi/") || f.rule.starts_with("placeholder/")).count();
        assert_eq!(format!("{here:?}"), format!("{there:?}"), "{text}");
    }
    assert!(found > 100, "{found} findings of patterns are too few to tell");
}
