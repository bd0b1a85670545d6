//! Drafts by an author who knew nothing of the program, with what was copied in them: `fixtures/reuse-look`.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use lora_core::report::{LetterReport, PassageReport};
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};
use serde::Deserialize;

#[derive(Deserialize)]
struct Truth {
    kind: String,
    sources: Vec<String>,
    passages: Vec<Copied>,
    #[serde(default)]
    left_behind: Vec<String>,
}

#[derive(Deserialize)]
struct Copied {
    source: String,
    draft_quote_start: String,
    draft_quote_end: String,
}

/// A draft with what was copied in it and what was found.
struct Case {
    name: String,
    draft: String,
    truth: Truth,
    report: LetterReport,
}

struct Look {
    earlier: HashMap<String, String>,
    cases: Vec<Case>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/reuse-look")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the fixture is there")
}

fn look() -> Look {
    let truth: BTreeMap<String, Truth> =
        serde_json::from_str(&read(&folder().join("truth.json"))).expect("it is JSON");
    let mut earlier = HashMap::new();
    for entry in std::fs::read_dir(folder().join("earlier")).expect("the fixture is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        earlier.insert(name, read(&path));
    }
    let analyzer = Analyzer::new(lora_rules::builtin());
    let letters = Earlier::new(analyzer.rules(), earlier.clone());
    let cases = truth
        .into_iter()
        .map(|(name, truth)| {
            let draft = read(&folder().join("drafts").join(format!("{name}.txt")));
            let letter = Letter::new(format!("{name}.txt"), draft.as_str()).expect("drafts are short");
            let report = analyzer.check(&letter, &CheckOptions::default(), &letters);
            Case { name, draft, truth, report }
        })
        .collect();
    Look { earlier, cases }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Words of the parts of a passage that stand on one side.
fn side(passage: &PassageReport, tags: [&str; 2]) -> Vec<String> {
    let parts = passage.diff.iter().filter(|p| tags.contains(&p.tag.as_str()));
    parts.flat_map(|p| words(&p.text)).collect()
}

#[test]
fn the_sources_text_at_a_passages_offsets_is_what_was_copied() {
    let look = look();
    let mut compared = 0;
    for Case { name, draft, truth, report } in &look.cases {
        // Where words were disguised the two sides are written differently.
        let plain = truth.kind != "obfuscated";
        for found in &report.reuse {
            let source = &look.earlier[&found.source];
            for passage in &found.passages {
                let here = &draft[passage.start as usize..passage.end as usize];
                let there = &source[passage.source_start as usize..passage.source_end as usize];
                assert_eq!(side(passage, ["same", "draft"]), words(here), "{name}");
                if !plain || passage.way == "retold" {
                    continue;
                }
                assert_eq!(side(passage, ["same", "source"]).len(), words(there).len(), "{name}");
                let (same, all) = (side(passage, ["same", "same"]).len(), words(there).len());
                assert!(same * 2 > all, "{name}: {same} of {all} words are the same\n{here}\n\n{there}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 14, "{compared}");
}

#[test]
fn every_source_is_found_and_no_other() {
    for Case { name, truth, report, .. } in &look().cases {
        let mut found: Vec<&str> = report.reuse.iter().map(|r| r.source.as_str()).collect();
        found.sort_unstable();
        let mut wanted: Vec<&str> = truth.sources.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        if truth.kind == "heavy_paraphrase" {
            wanted.retain(|w| found.contains(w));
        }
        assert_eq!(found, wanted, "{name}, {}", truth.kind);
    }
}

#[test]
fn passages_hold_what_was_copied_and_little_else() {
    let mut of_kind: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let look = look();
    for Case { draft, truth, report, .. } in &look.cases {
        let copied: Vec<(&str, Range<usize>)> =
            truth.passages.iter().map(|p| (p.source.as_str(), range(draft, p))).collect();
        let found = || {
            report.reuse.iter().flat_map(|r| {
                r.passages.iter().map(|p| (r.source.as_str(), p.start as usize..p.end as usize))
            })
        };
        let counts = of_kind.entry(&truth.kind).or_default();
        counts[0] += copied.iter().map(|c| c.1.len()).sum::<usize>();
        counts[1] += found().map(|f| f.1.len()).sum::<usize>();
        for (source, range) in &copied {
            let held = found().filter(|f| f.0 == *source);
            counts[2] += held
                .map(|f| f.1.end.min(range.end).saturating_sub(f.1.start.max(range.start)))
                .sum::<usize>();
        }
    }
    of_kind.retain(|kind, _| !matches!(*kind, "independent" | "heavy_paraphrase"));
    for (kind, [copied, found, both]) in of_kind {
        assert!(both * 100 >= copied * 93, "{kind}: {both} of {copied} bytes were found");
        assert!(both * 100 >= found * 93, "{kind}: {both} of {found} bytes were copied");
    }
}

fn range(draft: &str, passage: &Copied) -> Range<usize> {
    let start = draft.find(&passage.draft_quote_start).expect("the quote is there");
    let end = draft[start..].find(&passage.draft_quote_end).expect("the quote is there");
    start..start + end + passage.draft_quote_end.len()
}

#[test]
fn leftovers_of_the_sources_applicants_are_found() {
    let rules = ["reuse/left-behind", "name/", "pronoun/", "date/", "institution/"];
    for Case { name, draft, truth, report } in &look().cases {
        for left in &truth.left_behind {
            let start = draft.find(left).expect("it is there");
            let reported = report.findings.iter().any(|f| {
                let span = f.span.as_ref().map(|s| s.start as usize..s.end as usize);
                rules.iter().any(|rule| f.rule.starts_with(rule))
                    && span.is_some_and(|s| s.start < start + left.len() && start < s.end)
            });
            assert!(reported, "{name}: {left}");
        }
    }
}
