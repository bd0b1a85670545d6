//! Checks letters again and again in one process, for a profiler or an instruction counter:
//! `cargo run --release -p lora-benches --example rounds -- ROUNDS [LETTER…]`; without letters, the fixture of the
//! benchmarks with its profile.
#![expect(clippy::print_stdout, reason = "a program of benchmarks says what it did")]

use std::error::Error;
use std::fs;
use std::time::Instant;

use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter, Profile};

const LETTER: &str = include_str!("../../fixtures/letters/03-kapulehua-em/letter.txt");
const PROFILE: &str = include_str!("../../fixtures/letters/03-kapulehua-em/profile.json");

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rounds: u32 = arguments.next().ok_or("say how many rounds")?.parse()?;
    let mut options = CheckOptions { today: Some("2026-11-22".parse()?), ..CheckOptions::default() };
    let mut letters = Vec::new();
    for path in arguments {
        letters.push(Letter::new(&path, fs::read_to_string(&path)?)?);
    }
    if letters.is_empty() {
        letters.push(Letter::new("letter.txt", LETTER)?);
        options.profile = Some(Profile::from_json(PROFILE)?);
    }
    let analyzer = Analyzer::new(lora_rules::builtin());
    let earlier = Earlier::default();
    let (mut best, mut findings) = (u128::MAX, 0);
    for _ in 0..rounds {
        let start = Instant::now();
        for letter in &letters {
            findings += analyzer.check(letter, &options, &earlier).findings.len();
        }
        best = best.min(start.elapsed().as_nanos() / letters.len() as u128);
    }
    println!("{} µs a letter in the best round, {findings} findings in all", best as f64 / 1000.0);
    Ok(())
}
