//! Alignment: from shared shingles to pairs of units that correspond, in order, through small edits.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::reading::{Kind, Reading, Unit, to_u32};

/// Units that an edit inside a passage may take on either side.
const GAP: u32 = 40;
/// Earlier runs that a run may follow.
const LOOK_BACK: usize = 32;
/// Units of a run; a longer one goes on as the next. Keeps repetitive texts linear.
const RUN: u32 = 4096;

/// A unit of the draft and the one of the source that it corresponds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) draft: u32,
    pub(super) source: u32,
}

/// Equal units in a row.
#[derive(Debug, Clone, Copy)]
struct Run {
    draft: u32,
    source: u32,
    len: u32,
}

/// Chains of corresponding units, from shingles at which both letters agree; best chain first.
pub(super) fn chains(draft: &Reading, source: &Reading, seeds: &[(u32, u32)]) -> Vec<Vec<Pair>> {
    let runs = runs(&draft.units, &source.units, seeds);
    let mut taken = vec![false; draft.units.len()];
    let mut chains = Vec::new();
    for chain in link(&runs) {
        let mut pairs = pairs(&chain);
        pairs.retain(|p| taken.get(p.draft as usize) == Some(&false));
        if pairs.is_empty() {
            continue;
        }
        let mut pairs = fill(draft, source, &pairs);
        extend(draft, source, &mut pairs);
        pairs.retain(|p| taken.get(p.draft as usize) == Some(&false));
        for pair in &pairs {
            if let Some(t) = taken.get_mut(pair.draft as usize) {
                *t = true;
            }
        }
        chains.push(pairs);
    }
    chains
}

/// The longest runs of equal units around the seeds.
fn runs(draft: &[Unit], source: &[Unit], seeds: &[(u32, u32)]) -> Vec<Run> {
    let equal = |i: u32, j: u32| match (draft.get(i as usize), source.get(j as usize)) {
        (Some(a), Some(b)) => a.key == b.key,
        _ => false,
    };
    let mut ends: FxHashMap<i64, u32> = FxHashMap::default();
    let mut runs = Vec::new();
    for (i, j) in seeds.iter().copied() {
        let end = ends.entry(i64::from(i) - i64::from(j)).or_default();
        if i < *end {
            continue;
        }
        let mut back = 0;
        while back < i.min(j) && i - back > *end && back < RUN && equal(i - back - 1, j - back - 1) {
            back += 1;
        }
        let mut len = 0;
        while len < RUN && equal(i + len, j + len) {
            len += 1;
        }
        *end = i + len;
        runs.push(Run { draft: i - back, source: j - back, len: len + back });
    }
    runs.sort_unstable_by_key(|r| (r.draft, r.source));
    runs
}

/// Links runs that follow one another in both letters.
fn link(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut score: Vec<u32> = Vec::with_capacity(runs.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let mut best = (run.len, None);
        for earlier in at.saturating_sub(LOOK_BACK)..at {
            let (Some(previous), Some(total)) = (runs.get(earlier), score.get(earlier)) else { continue };
            let (end_draft, end_source) = (previous.draft + previous.len, previous.source + previous.len);
            if previous.draft >= run.draft || previous.source >= run.source {
                continue;
            }
            let overlap = end_draft.saturating_sub(run.draft).max(end_source.saturating_sub(run.source));
            let gaps = [run.draft.saturating_sub(end_draft), run.source.saturating_sub(end_source)];
            if overlap >= run.len || gaps.iter().any(|g| *g > GAP) {
                continue;
            }
            let value = (total + run.len - overlap).saturating_sub(gaps[0].abs_diff(gaps[1]) / 8);
            if value > best.0 {
                best = (value, Some(earlier));
            }
        }
        score.push(best.0);
        before.push(best.1);
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(score.get(*at).copied()));
    let mut used = vec![false; runs.len()];
    let mut chains = Vec::new();
    for last in order {
        let mut chain = Vec::new();
        let mut at = Some(last);
        while let Some(here) = at {
            let (Some(run), Some(mark)) = (runs.get(here), used.get_mut(here)) else { break };
            if *mark {
                break;
            }
            *mark = true;
            chain.push(*run);
            at = before.get(here).copied().flatten();
        }
        if !chain.is_empty() {
            chain.reverse();
            chains.push(chain);
        }
    }
    chains
}

/// The pairs of a chain; where two runs overlap the first has the units.
fn pairs(chain: &[Run]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for run in chain {
        let skip = pairs.last().map_or(0, |p| {
            (p.draft + 1).saturating_sub(run.draft).max((p.source + 1).saturating_sub(run.source))
        });
        pairs.extend((skip..run.len).map(|n| Pair { draft: run.draft + n, source: run.source + n }));
    }
    pairs
}

/// Pairs of equal units, in order, between two short ranges.
fn between(draft: &[Unit], source: &[Unit], i: Range<u32>, j: Range<u32>) -> Vec<Pair> {
    let keys = |units: &[Unit], range: &Range<u32>| -> Vec<u64> {
        units
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
            .iter()
            .map(|u| u.key)
            .collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(draft, &i), &keys(source, &j));
    let mut pairs = Vec::new();
    for op in ops {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            let (a, b) = (i.start + to_u32(old_index), j.start + to_u32(new_index));
            pairs.extend((0..to_u32(len)).map(|n| Pair { draft: a + n, source: b + n }));
        }
    }
    pairs
}

/// Fills the gaps inside a chain.
fn fill(draft: &Reading, source: &Reading, pairs: &[Pair]) -> Vec<Pair> {
    let mut filled: Vec<Pair> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        if let Some(last) = filled.last().copied() {
            let (i, j) = (last.draft + 1..pair.draft, last.source + 1..pair.source);
            if !i.is_empty() && !j.is_empty() && i.len() <= GAP as usize && j.len() <= GAP as usize {
                filled.extend(between(&draft.units, &source.units, i, j));
            }
        }
        filled.push(*pair);
    }
    filled
}

/// Extends a chain at both ends: to the end of its sentence, then by whole sentences that agree.
fn extend(draft: &Reading, source: &Reading, pairs: &mut Vec<Pair>) {
    let (Some(first), Some(last)) = (pairs.first().copied(), pairs.last().copied()) else { return };
    let home = |unit: u32| draft.units.get(unit as usize).map(|u| u.sentence as usize);
    let (Some(first_home), Some(last_home)) = (home(first.draft), home(last.draft)) else { return };
    let reach = |range: &Range<u32>| to_u32(range.len() + range.len() / 2 + 6);
    let all = to_u32(source.units.len());
    let mut from = last.draft + 1;
    for (number, sentence) in draft.sentences.iter().enumerate().skip(last_home) {
        let i = from..sentence.units.end.min(from + 2 * GAP);
        let next = pairs.last().map_or(all, |p| p.source + 1);
        let found = between(&draft.units, &source.units, i.clone(), next..(next + reach(&i)).min(all));
        if number > last_home && !agrees(&draft.units, &i, &found) {
            break;
        }
        pairs.extend(found);
        from = sentence.units.end;
    }
    let mut head: Vec<Pair> = Vec::new();
    let mut to = first.draft;
    for (number, sentence) in draft.sentences.iter().enumerate().take(first_home + 1).rev() {
        let i = sentence.units.start.max(to.saturating_sub(2 * GAP))..to;
        let next = head.last().map_or(first.source, |p| p.source);
        let found = between(&draft.units, &source.units, i.clone(), next.saturating_sub(reach(&i))..next);
        if number < first_home && !agrees(&draft.units, &i, &found) {
            break;
        }
        head.extend(found.into_iter().rev());
        to = sentence.units.start;
    }
    head.reverse();
    head.append(pairs);
    *pairs = head;
}

/// Whether the pairs make a range of the draft a copy: half of it, with some words of meaning.
fn agrees(draft: &[Unit], range: &Range<u32>, pairs: &[Pair]) -> bool {
    let content = |p: &&Pair| draft.get(p.draft as usize).is_some_and(|u| u.kind == Kind::Content);
    pairs.len() * 2 >= range.len() && pairs.iter().filter(content).count() >= 3
}
