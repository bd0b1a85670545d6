//! The applicant's own cases: sheets that lie beside eight fixture letters, in other words than the letters', with
//! cases that the letter tells of and similar ones that it does not.

use std::fs;

use lora_core::profile::{Case, Feedback};
use lora_core::report::{CaseReport, LetterReport};
use lora_core::{Analyzer, Profile};
use lora_tests::{check, fixtures, fixtures_dir};
use serde::Deserialize;

#[derive(Deserialize)]
struct Sheet {
    #[serde(default)]
    case: Vec<LabelledCase>,
    #[serde(default)]
    feedback: Vec<LabelledFeedback>,
}

#[derive(Deserialize)]
struct LabelledCase {
    what: String,
    competencies: Vec<String>,
    used: bool,
}

#[derive(Deserialize)]
struct LabelledFeedback {
    given: String,
    changed: String,
    used: bool,
}

/// Name of the letter, its report, and what is expected of each entry.
fn sheets(analyzer: &Analyzer) -> Vec<(String, LetterReport, Vec<bool>)> {
    let mut found = Vec::new();
    for fixture in fixtures() {
        let path = fixtures_dir().join("letters").join(&fixture.name).join("sheet.toml");
        let Ok(text) = fs::read_to_string(path) else { continue };
        let sheet: Sheet = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", fixture.name));
        let expected =
            sheet.case.iter().map(|c| c.used).chain(sheet.feedback.iter().map(|f| f.used)).collect();
        let cases = sheet.case.into_iter().map(|c| Case { what: c.what, competencies: c.competencies });
        let feedback =
            sheet.feedback.into_iter().map(|f| Feedback { given: f.given, changed: Some(f.changed) });
        let profile =
            Profile { cases: cases.collect(), feedback: feedback.collect(), ..fixture.profile.clone() };
        assert!(profile.problems().is_empty(), "{}: {:?}", fixture.name, profile.problems());
        found.push((fixture.name.clone(), check(analyzer, &fixture.text, Some(&profile)), expected));
    }
    found
}

#[test]
fn nine_of_ten_cases_are_told_from_the_unused() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let sheets = sheets(&analyzer);
    assert_eq!(sheets.len(), 8);
    let (mut right, mut all) = (0, 0);
    let mut wrong: Vec<String> = Vec::new();
    for (name, report, expected) in &sheets {
        assert_eq!(report.cases.len(), expected.len(), "{name}");
        for (case, used) in report.cases.iter().zip(expected) {
            all += 1;
            right += usize::from(case.used == *used);
            if case.used != *used {
                wrong.push(format!("{name}: used {used}: {}", case.what));
            }
        }
    }
    assert!(right * 10 >= all * 9, "{right} of {all}: {wrong:#?}");
}

#[test]
fn unused_cases_are_questions_and_used_ones_are_quoted() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    for (name, report, _) in sheets(&analyzer) {
        for case in &report.cases {
            let CaseReport { used, evidence, question, open, .. } = case;
            assert_eq!((*used, *used), (evidence.is_some(), question.is_none()), "{name}: {}", case.what);
            assert!(question.as_ref().is_none_or(|q| q.ends_with('?')), "{name}: {question:?}");
            let evidenced = |id: &String| {
                report.competencies.iter().any(|c| c.id == *id && c.level.name() == "evidenced")
            };
            assert!(!open.iter().any(evidenced), "{name}: {open:?} stand in the letter");
        }
    }
}

#[test]
fn without_cases_nothing_changes() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    for (name, report, _) in sheets(&analyzer) {
        let fixture = fixtures().into_iter().find(|f| f.name == name).expect("the fixture");
        let plain = check(&analyzer, &fixture.text, Some(&fixture.profile));
        assert!(plain.cases.is_empty());
        assert_eq!(format!("{:?}", plain.findings), format!("{:?}", report.findings), "{name}");
        assert_eq!(plain.score.overall, report.score.overall, "{name}");
    }
}
