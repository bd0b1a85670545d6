//! The comparison with many letters: `cargo bench -p lora-benches --bench scale -- [LETTERS…]`. 10,000 in memory, beside
//! MinHash of `gaoya`; and indexes on disk of as many as are named (100000 where none is). Times are
//! of the processor, for queries medians over many drafts; the letters come from the generator in `src/letters.rs`.
#![allow(clippy::expect_used, reason = "a benchmark that cannot write its index should stop")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use gaoya::text::whitespace_split;
use lora_benches::letters::{draft, letter};
use lora_core::reuse::{Earlier, Printer};
use lora_core::{Analyzer, CheckOptions, Letter};
use lora_index::{Index, NewLetter, Stamp};

const IN_MEMORY: u64 = 10_000;
const QUERIES: u64 = 200;
/// Letters that are committed together, as `lora index add` does.
const BATCH: u64 = 512;

fn main() {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|a| a.replace('_', "").parse().ok()).collect();
    let analyzer = Analyzer::new(lora_rules::builtin());
    in_memory(&analyzer);
    minhash();
    for size in if sizes.is_empty() { vec![100_000] } else { sizes } {
        on_disk(&analyzer, size);
    }
}

/// Processor time of this thread, in seconds: other programs don't count.
fn processor() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "it counts from the thread's start")]
    let (seconds, rest) = (time.tv_sec as f64, time.tv_nsec as f64);
    seconds + rest / 1e9
}

fn sources(query: u64, size: u64) -> [u64; 2] {
    [query * 37 % size, (query * 101 + 7) % size]
}

fn milliseconds(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default() * 1e3;
    format!("median {:.2} ms, 90th percentile {:.2} ms, worst {:.2} ms", at(50), at(90), at(100 - 1))
}

/// Compares drafts as a check does, but for everything else that a check does, which is measured apart.
fn query(analyzer: &Analyzer, name: &str, size: u64, mut earlier: impl FnMut(&str) -> Earlier) {
    let mut options = CheckOptions::default();
    options.select.push("reuse".to_owned());
    let (mut times, mut found, mut wanted, mut extra) = (Vec::new(), 0, 0, 0);
    for number in 0..QUERIES {
        let from = sources(number, size);
        let letter = Letter::new("draft.txt", draft(number, from)).expect("drafts are short");
        let start = processor();
        black_box(analyzer.check(&letter, &options, &Earlier::default()));
        let check = processor() - start;
        let start = processor();
        let report = analyzer.check(&letter, &options, &earlier(letter.text()));
        times.push(processor() - start - check);
        let is_source = |path: &str| from.iter().any(|n| path == format!("{n}.txt"));
        wanted += 2;
        found += report.reuse.iter().filter(|r| is_source(&r.source)).count();
        extra += report.reuse.iter().filter(|r| !is_source(&r.source)).count();
    }
    println!(
        "{name}: query with verified passages: {}; {found} of {wanted} sources, {extra} others",
        milliseconds(times)
    );
}

fn in_memory(analyzer: &Analyzer) {
    let letters: Vec<(String, String)> = (0..IN_MEMORY).map(|n| (format!("{n}.txt"), letter(n))).collect();
    let (clock, start) = (Instant::now(), processor());
    let earlier = Earlier::new(analyzer.rules(), letters);
    println!(
        "lora, {IN_MEMORY} letters in memory: built in {:.2} s of the processor, {:.2} s of the clock",
        processor() - start,
        clock.elapsed().as_secs_f64()
    );
    query(analyzer, "lora, in memory", IN_MEMORY, |_| earlier.clone());
}

/// The same letters with MinHash of 5-word shingles, as near a setting as it has: candidates, no passages.
fn minhash() {
    let letters: Vec<String> = (0..IN_MEMORY).map(letter).collect();
    let shingles = |text: &str| -> Vec<String> {
        let words: Vec<&str> = whitespace_split(text).collect();
        words.windows(5).map(|w| w.join(" ")).collect()
    };
    let (clock, start) = (Instant::now(), processor());
    let (bands, width) = (42, 2);
    let hasher = MinHasher32::new(bands * width);
    let mut index = MinHashIndex::new(bands, width, 0.1);
    for (number, text) in letters.iter().enumerate() {
        index.insert(number, hasher.create_signature(shingles(text).into_iter()));
    }
    println!(
        "gaoya, {IN_MEMORY} letters in memory: built in {:.2} s of the processor, {:.2} s of the clock",
        processor() - start,
        clock.elapsed().as_secs_f64()
    );
    let (mut times, mut found, mut candidates) = (Vec::new(), 0, 0);
    for number in 0..QUERIES {
        let from = sources(number, IN_MEMORY);
        let text = draft(number, from);
        let start = processor();
        let ids = index.query(&hasher.create_signature(shingles(&text).into_iter()));
        times.push(processor() - start);
        found += ids.iter().filter(|id| from.contains(&(***id as u64))).count();
        candidates += ids.len();
    }
    println!(
        "gaoya: query for unverified candidates: {}; {found} of {} sources among {candidates} candidates",
        milliseconds(times),
        QUERIES * 2
    );
}

fn on_disk(analyzer: &Analyzer, size: u64) {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let path = folder.path().join("index");
    let mut printer = Printer::new(analyzer.rules());
    let mut index = Index::create(&path, printer.version(), false).expect("a new index");
    let (mut written, mut longest) = (0.0_f64, 0.0_f64);
    let (clock, start, mut making) = (Instant::now(), processor(), 0.0);
    for first in (0..size).step_by(usize::try_from(BATCH).expect("small")) {
        let made = processor();
        let texts: Vec<(u64, String)> = (first..(first + BATCH).min(size)).map(|n| (n, letter(n))).collect();
        making += processor() - made;
        let batch = texts
            .into_iter()
            .map(|(n, text)| {
                let print = printer.print(text.clone());
                NewLetter { path: format!("{n}.txt"), stamp: Stamp::default(), text, print }
            })
            .collect();
        let commit = Instant::now();
        index.add(batch).and_then(|_| index.settle()).expect("the index is written");
        written += commit.elapsed().as_secs_f64();
        longest = longest.max(commit.elapsed().as_secs_f64());
    }
    let commit = Instant::now();
    index.finish(usize::try_from(size).expect("small")).expect("the index is written");
    written += commit.elapsed().as_secs_f64();
    longest = longest.max(commit.elapsed().as_secs_f64());
    let seconds = processor() - start - making;
    let stats = index.stats().expect("the index is read");
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    let (rate, each, megabytes) =
        (size as f64 / seconds, stats.bytes as f64 / size as f64, stats.bytes as f64 / 1e6);
    println!(
        "lora, {size} letters on disk: {rate:.0} letters a second of the processor ({seconds:.0} s, of the clock {:.0} s with \
         making the letters; writing {written:.0} s, the longest commit {longest:.1} s), {megabytes:.0} MB, {each:.0} bytes a \
         letter, {} segments",
        clock.elapsed().as_secs_f64(),
        stats.segments
    );
    on_disk_query(analyzer, &index, "as added", size);
    drop(index);
    let index = Index::open(&path, printer.version()).expect("it opens");
    on_disk_query(analyzer, &index, "opened again", size);
    lone_look_ups(analyzer, &path, size);
}

fn on_disk_query(analyzer: &Analyzer, index: &Index, what: &str, size: u64) {
    let reread = |path: &str| path.strip_suffix(".txt").and_then(|n| n.parse().ok()).map(letter);
    let made: HashMap<u64, String> =
        (0..QUERIES).flat_map(|q| sources(q, size)).map(|n| (n, letter(n))).collect();
    let reread = |path: &str| {
        let number = path.strip_suffix(".txt").and_then(|n| n.parse::<u64>().ok());
        number.and_then(|n| made.get(&n).cloned()).or_else(|| reread(path))
    };
    query(analyzer, &format!("lora, {size} on disk, {what}"), size, |text| {
        let print = Printer::new(analyzer.rules()).print(text.to_owned());
        let found = index.find(&print, None, &reread).expect("the index is read");
        Earlier::default().with_found(analyzer.rules(), found)
    });
}

/// The part of a query that the size of the index decides.
fn lone_look_ups(analyzer: &Analyzer, path: &Path, size: u64) {
    let mut printer = Printer::new(analyzer.rules());
    let index = Index::open(path, printer.version()).expect("it opens");
    let prints: Vec<_> = (0..QUERIES).map(|n| printer.print(draft(n, sources(n, size)))).collect();
    let times = prints
        .iter()
        .map(|print| {
            let start = processor();
            black_box(index.find(print, None, &|_| None).expect("the index is read"));
            processor() - start
        })
        .collect();
    println!("lora, {size} on disk: look-up without reading letters: {}", milliseconds(times));
}
