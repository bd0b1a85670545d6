//! Every rule fires on its firing examples, exactly where they are marked, and is silent on the silent ones.
#![expect(clippy::expect_used, reason = "a damaged example must stop the test")]

use std::fmt::Write as _;

use lora_core::profile::Profile;
use lora_core::report::Stage;
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, FileFacts, Letter};
use serde_json::Value;

/// The text without its guillemets, and the marked words.
fn unmark(example: &str) -> (String, Vec<String>) {
    let marked =
        example.split('«').skip(1).filter_map(|part| part.split_once('»')).map(|(m, _)| m.to_owned());
    let marked = marked.collect();
    (example.replace(['«', '»'], ""), marked)
}

/// An example as its header lines say that it is to be read; docs/packs.md describes them.
struct Example<'a> {
    options: CheckOptions,
    earlier: Vec<(String, String)>,
    own: Vec<(String, String)>,
    text: &'a str,
}

impl<'a> Example<'a> {
    fn read(example: &'a str, profile: Option<&str>) -> Self {
        let mut profile: Option<Value> = profile.map(|p| serde_json::from_str(p).expect("a profile"));
        let mut read = Self {
            options: CheckOptions {
                today: Some(jiff::civil::date(2026, 11, 22)),
                stage: Stage::Final,
                ..CheckOptions::default()
            },
            earlier: Vec::new(),
            own: Vec::new(),
            text: example,
        };
        while let Some((key, value)) = read.text.split('\n').next().and_then(|l| l.split_once(": ")) {
            match key {
                "today" => read.options.today = Some(value.parse().expect("a date after `today:`")),
                "stage" if value == "draft" => read.options.stage = Stage::Draft,
                "profile" if value == "none" => profile = None,
                "profile" => {
                    let more = Profile::from_toml(value).expect("TOML of a profile after `profile:`");
                    let more = serde_json::to_value(more).expect("a profile");
                    overlay(profile.get_or_insert_default(), more);
                }
                "file" => read.options.file = Some(file(value)),
                "earlier" => {
                    let number = read.earlier.len() + 1;
                    read.earlier.push((format!("earlier-{number}"), value.replace("\\n", "\n")));
                }
                "own" => read.own.push(("own".to_owned(), value.replace("\\n", "\n"))),
                _ => break,
            }
            read.text = read.text.split_once('\n').map_or("", |(_, rest)| rest);
        }
        read.text = read.text.trim_start_matches('\n');
        read.options.profile = profile.map(|p| Profile::from_json(&p.to_string()).expect("a profile"));
        read
    }
}

/// Puts what a second profile says over the first.
fn overlay(below: &mut Value, above: Value) {
    match (below, above) {
        (_, Value::Null) => {}
        (_, Value::Array(list)) if list.is_empty() => {}
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                overlay(below.entry(key).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

/// `name=letter.pdf, bytes=180000, kind=pdf, encrypted, page=8.5x11`
fn file(text: &str) -> FileFacts {
    let mut facts = FileFacts {
        name: "letter.pdf".to_owned(),
        bytes: 100_000,
        kind: "pdf".to_owned(),
        ..FileFacts::default()
    };
    for part in text.split(", ") {
        match part.split_once('=').unwrap_or((part, "")) {
            ("name", name) => facts.name = name.to_owned(),
            ("bytes", bytes) => facts.bytes = bytes.parse().expect("a number of bytes"),
            ("kind", kind) => facts.kind = kind.to_owned(),
            ("encrypted", _) => facts.encrypted = true,
            ("page", size) => {
                let (width, height) = size.split_once('x').expect("page=WIDTHxHEIGHT");
                facts.page = Some((width.parse().expect("a width"), height.parse().expect("a height")));
            }
            _ => panic!("`file:` knows no `{part}`"),
        }
    }
    facts
}

fn failures(only: Option<&str>) -> String {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let mut failures = String::new();
    for rule in analyzer.rules().rules() {
        if only.is_some_and(|only| only != rule.pack) {
            continue;
        }
        let pack = analyzer.rules().packs().iter().find(|p| p.id == rule.pack).expect("a rule has a pack");
        let mut check = |example: &String, fires: bool| {
            let read = Example::read(example, pack.example_profile.as_deref());
            let (text, marked) = unmark(read.text);
            let letter = Letter::new("example", text).expect("examples are short");
            let earlier = Earlier::new(analyzer.rules(), read.earlier).with_own(analyzer.rules(), read.own);
            let report = analyzer.check(&letter, &read.options, &earlier);
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
