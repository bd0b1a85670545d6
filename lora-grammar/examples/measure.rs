//! Counts what each linter of harper finds in labelled letters: `cargo run --release -p lora-grammar --example measure
//! -- FOLDER…`, with folders as docs/labels.md describes them. A finding that shares words with a defect of the kind
//! `grammar` is true, any other false. With `--list LINTER` each finding of one linter is printed in its sentence.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use harper_core::linting::{LintGroup, Linter};
use harper_core::parsers::PlainEnglish;
use harper_core::{Dialect, Document, FstDictionary};
use serde_json::Value;
use walkdir::WalkDir;

/// What one linter found.
#[derive(Debug, Default)]
struct Count {
    right: usize,
    wrong: usize,
    letters: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut folders: Vec<String> = std::env::args().skip(1).collect();
    let listed = folders.iter().position(|a| a == "--list").map(|at| folders.drain(at..at + 2).nth(1));
    let listed = listed.flatten();
    let dictionary = FstDictionary::curated();
    let mut group = LintGroup::new_curated(dictionary.clone(), Dialect::American);
    // Two kinds of linter may share a name.
    let names: BTreeSet<String> = group.iter_keys().map(str::to_owned).collect();
    let mut counts: BTreeMap<&str, Count> = names.iter().map(|n| (n.as_str(), Count::default())).collect();
    let (mut letters, mut words) = (0, 0);
    for entry in folders.iter().flat_map(|f| WalkDir::new(f).sort_by_file_name()) {
        let entry = entry?;
        if entry.file_name() != "letter.txt" {
            continue;
        }
        let text = fs::read_to_string(entry.path())?;
        letters += 1;
        words += text.split_whitespace().count();
        let defects = defects(entry.path(), &text)?;
        let document = Document::new(&text, &PlainEnglish, &dictionary);
        let chars: Vec<char> = text.chars().collect();
        for name in names.iter().filter(|n| listed.as_ref().is_none_or(|l| l == *n)) {
            group.config.clear();
            group.config.set_rule_enabled(name, true);
            let found = group.lint(&document);
            let Some(count) = counts.get_mut(name.as_str()) else { continue };
            count.letters += usize::from(!found.is_empty());
            for lint in &found {
                let right =
                    defects.iter().any(|(start, end)| *start < lint.span.end && lint.span.start < *end);
                if right {
                    count.right += 1;
                } else {
                    count.wrong += 1;
                }
                if listed.is_some() {
                    let around = lint.span.start.saturating_sub(60)..(lint.span.end + 60).min(chars.len());
                    let around: String =
                        chars[around].iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect();
                    println!("{} {around}", if right { "true " } else { "false" });
                }
            }
        }
    }
    println!("{letters} letters, {words} words, {} linters", names.len());
    println!("| linter | true | false | letters |\n|---|---:|---:|---:|");
    let mut loud: Vec<_> = counts.iter().filter(|(_, c)| c.letters > 0).collect();
    loud.sort_by_key(|(_, c)| std::cmp::Reverse(c.right + c.wrong));
    for (name, count) in &loud {
        println!("| {name} | {} | {} | {} |", count.right, count.wrong, count.letters);
    }
    let silent: Vec<&str> = counts.iter().filter(|(_, c)| c.letters == 0).map(|(n, _)| *n).collect();
    println!("\nSilent ({}): {}", silent.len(), silent.join(" "));
    Ok(())
}

/// Where defects of grammar stand, in characters.
fn defects(letter: &Path, text: &str) -> Result<Vec<(usize, usize)>, Box<dyn std::error::Error>> {
    let labels: Value = serde_json::from_str(&fs::read_to_string(letter.with_file_name("labels.json"))?)?;
    let defects = labels["defects"].as_array().into_iter().flatten().filter(|d| d["kind"] == "grammar");
    let places = defects.filter_map(|d| {
        let quote = d["quote"].as_str()?;
        let start = text[..text.find(quote)?].chars().count();
        Some((start, start + quote.chars().count()))
    });
    Ok(places.collect())
}
