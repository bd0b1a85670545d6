//! The target of a letter where the profile's is more than one field.

#![allow(clippy::expect_used, reason = "a test may panic")]

use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter, Profile};

/// What is said to be the wrong target in a letter for a combined program.
fn wrong_targets(closing: &str) -> Vec<String> {
    let profile = r#"{"applicant": {"name": "Amina Yusuf Farah", "pronouns": "she"},
        "target": {"specialty": "Internal Medicine-Pediatrics", "season": 2027}}"#;
    let text = format!(
        "Dear Program Director:\n\nAmina Farah was our sub-intern in March. {closing}\n\nSincerely,\n\nOtto Lund, MD"
    );
    let options = CheckOptions {
        profile: Some(Profile::from_json(profile).expect("the profile is right")),
        ..CheckOptions::default()
    };
    let letter = Letter::new("letter.txt", text.clone()).expect("short");
    let report = Analyzer::new(lora_rules::builtin()).check(&letter, &options, &Earlier::default());
    let wrong = report.findings.iter().filter(|f| f.rule == "specialty/wrong-target");
    wrong.filter_map(|f| f.span.map(|s| text[s.start as usize..s.end as usize].to_owned())).collect()
}

#[test]
fn both_halves_of_a_combined_program_name_it() {
    assert!(wrong_targets("She will be a great internist and a great pediatrician.").is_empty());
    assert!(wrong_targets("I recommend her for residency in Med-Peds.").is_empty());
}

#[test]
fn one_half_of_a_combined_program_is_another_target() {
    assert_eq!(wrong_targets("I recommend her for residency in internal medicine."), ["internal medicine"]);
}
