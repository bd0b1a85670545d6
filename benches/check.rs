//! One letter of about 500 words: building its document, matching every pack, a whole check with warm caches,
//! and start-up. `cargo bench -p lora-benches`.
#![allow(clippy::expect_used, reason = "a benchmark that cannot read its fixture should stop")]

use divan::{Bencher, black_box};
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter, Profile};

const LETTER: &str = include_str!("../fixtures/letters/03-kapulehua-em/letter.txt");
const PROFILE: &str = include_str!("../fixtures/letters/03-kapulehua-em/profile.json");

fn main() {
    divan::main();
}

/// Loading the compiled packs, which every process pays once.
#[divan::bench]
fn start_up() -> Analyzer {
    Analyzer::new(lora_rules::builtin())
}

/// Tokens, sections, paragraphs, sentences.
#[divan::bench]
fn document(bencher: Bencher) {
    let analyzer = Analyzer::new(lora_rules::builtin());
    bencher.bench(|| analyzer.document(black_box(LETTER)));
}

/// The floor beneath any check: words of the text, lower-cased and counted.
#[divan::bench]
fn floor_split_words(bencher: Bencher) {
    bencher.bench(|| {
        black_box(LETTER).split_whitespace().map(str::to_lowercase).map(|w| w.len()).sum::<usize>()
    });
}

/// Every lexicon term and phrase of all packs.
#[divan::bench]
fn matching(bencher: Bencher) {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let document = analyzer.document(LETTER);
    bencher.bench(|| analyzer.count_matches(black_box(&document)));
}

/// Text to report, without reading files.
#[divan::bench]
fn whole_check(bencher: Bencher) {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let letter = Letter::new("letter.txt", LETTER).expect("a letter is small");
    let options = CheckOptions {
        profile: Some(Profile::from_json(PROFILE).expect("the fixture's profile is right")),
        today: Some(jiff::civil::date(2026, 11, 22)),
        ..CheckOptions::default()
    };
    let earlier = Earlier::default();
    bencher.bench(|| analyzer.check(black_box(&letter), &options, &earlier));
}
