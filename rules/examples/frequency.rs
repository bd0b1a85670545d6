//! Counts how many of the fixture letters use each word, for rules/data/frequency.toml:
//! `cargo run -p lora-rules --example frequency > rules/data/frequency.toml`.
#![expect(clippy::print_stdout, reason = "what it counts is redirected into the file")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lora_core::Analyzer;

fn main() -> std::io::Result<()> {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut letters = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/letters"))? {
        let text = std::fs::read_to_string(entry?.path().join("letter.txt"))?;
        letters += 1;
        let words = analyzer.folded_words(&analyzer.document(&text));
        let words: BTreeSet<String> =
            words.into_iter().filter(|w| w.len() > 2 && w.bytes().all(|b| b.is_ascii_lowercase())).collect();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut by_number: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (word, number) in counts.iter().filter(|(_, n)| **n > 1) {
        by_number.entry(*number).or_default().push(word);
    }
    println!(
        "# How many of the fixture letters use a word; one that is not listed, one at most. What many letters"
    );
    println!(
        "# use says nothing about who copied from whom. Written by `cargo run -p lora-rules --example frequency`."
    );
    println!("schema = 1\nletters = {letters}\n\n[used_by]");
    for (number, words) in by_number.iter().rev() {
        println!("{number} = \"\"\"\\");
        let mut line = String::from(" ");
        for word in words {
            if line.len() + word.len() > 108 {
                println!("{line} \\");
                line = String::from(" ");
            }
            line.push(' ');
            line.push_str(word);
        }
        println!("{line}\"\"\"");
    }
    Ok(())
}
