//! Passages that the letter shares with the applicant's own documents. There is no boilerplate in these, and names
//! and numbers may well agree: only the words themselves are looked at.

use rustc_hash::FxHashMap;

use super::Source;
use super::align::chains;
use super::compare::{RUN, containment, report};
use super::fingerprint::shingles;
use super::frame::Frame;
use super::index::Index;
use super::passage::{Worth, join};
use super::reading::Reading;
use crate::report::ReuseReport;

/// Shared words that make a passage worth showing, words of meaning among them, and words in a row. The title of a
/// poster, which letter and CV name alike, is shorter.
const PASSAGE: usize = 20;
const MEANING: usize = 8;

/// Which of the documents share substance with the letter, the most first.
pub(super) fn shared(draft: (&Reading, &str), documents: &[Source], index: &Index) -> Vec<ReuseReport> {
    let mut seeds: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
    for (hash, at) in shingles(draft.0) {
        for (document, unit) in index.places(hash, None) {
            seeds.entry(document).or_default().push((at, unit));
        }
    }
    let nothing_common = vec![false; draft.0.units.len()];
    let mut found = Vec::new();
    for (number, document) in (0_u32..).zip(documents) {
        let Some(seeds) = seeds.get(&number) else { continue };
        let worth = Worth {
            draft: draft.0,
            source: &document.reading,
            common: &nothing_common,
            frame: Frame::default(),
        };
        let chains = chains(draft.0, &document.reading, seeds);
        let mut passages = join(chains.iter().flat_map(|c| worth.passages(c)).collect());
        passages.retain(|p| p.substance >= PASSAGE && p.meaning >= MEANING && p.longest >= RUN);
        if passages.is_empty() {
            continue;
        }
        let there = (&document.reading, document.text.as_str());
        found.push(ReuseReport {
            source: document.path.clone(),
            state: "read".to_owned(),
            containment: containment(draft.0, &passages),
            longest_run: passages.iter().map(|p| p.longest).max().unwrap_or_default(),
            same_writer: None,
            same_applicant: Some(true),
            passages: passages.iter().map(|p| report(draft, there, p)).collect(),
        });
    }
    found.sort_by(|a, b| b.containment.total_cmp(&a.containment).then_with(|| a.source.cmp(&b.source)));
    found
}
