//! Every rule fires on its firing examples, exactly where they are marked, and is silent on the silent ones.

use std::fmt::Write as _;

use lora_core::profile::Profile;
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};

/// The text without its guillemets, and the marked words.
fn unmark(example: &str) -> (String, Vec<String>) {
    let marked =
        example.split('«').skip(1).filter_map(|part| part.split_once('»')).map(|(m, _)| m.to_owned());
    let marked = marked.collect();
    (example.replace(['«', '»'], ""), marked)
}

fn failures(only: Option<&str>) -> String {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let mut failures = String::new();
    for rule in analyzer.rules().rules() {
        if only.is_some_and(|only| only != rule.pack) {
            continue;
        }
        let pack = analyzer.rules().packs().iter().find(|p| p.id == rule.pack).expect("a rule has a pack");
        let profile = pack.example_profile.as_ref().map(|json| Profile::from_json(json).expect("a profile"));
        let options = CheckOptions {
            profile,
            today: Some(jiff::civil::date(2026, 11, 22)),
            stage: lora_core::report::Stage::Final,
            ..CheckOptions::default()
        };
        let mut check = |example: &String, fires: bool| {
            let (text, marked) = unmark(example);
            let letter = Letter::new("example", text).expect("examples are short");
            let report = analyzer.check(&letter, &options, &Earlier::default());
            let found: Vec<_> = report.findings.iter().filter(|f| f.rule == rule.id).collect();
            if !fires {
                for f in &found {
                    let _ =
                        writeln!(failures, "{}: not silent: {example}\n      found {:?}", rule.id, f.text);
                }
            } else if found.is_empty() {
                let _ = writeln!(failures, "{}: silent, should fire: {example}", rule.id);
            } else if !marked.is_empty() {
                let texts: Vec<_> = found.iter().filter_map(|f| f.text.clone()).collect();
                if texts != marked {
                    let _ = writeln!(failures, "{}: wrong words: {example}\n      found {texts:?}", rule.id);
                }
            }
        };
        rule.fires.iter().for_each(|e| check(e, true));
        rule.silent.iter().for_each(|e| check(e, false));
    }
    failures
}

/// `LORA_PACK=generic cargo test -p lora-tests --test rule_examples` runs one pack.
#[test]
fn every_rule_keeps_its_examples() {
    let only = std::env::var("LORA_PACK").ok();
    let failures = failures(only.as_deref());
    assert!(failures.is_empty(), "\n{failures}");
}
