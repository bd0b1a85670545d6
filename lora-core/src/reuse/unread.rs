//! A letter that an index knows and that can't be read any more: what its fingerprints alone support.

use std::ops::Range;

use super::compare::RUN;
use super::frame::Frame;
use super::index::Index;
use super::passage::{share, words_in};
use super::print::{Run, Unread};
use super::reading::{Kind, Reading};
use crate::report::{PassageReport, ReuseReport};
use crate::span::Span;

/// Words of the draft under shared runs that make a passage, words of meaning among them. More than with the text at
/// hand: nothing can be verified.
const PASSAGE: usize = 40;
const MEANING: usize = 16;
/// Bytes between two runs of one passage, in either letter.
const GAP: u32 = 250;

/// The passages, if they have substance.
pub(super) fn shared(draft: &Reading, source: &Unread, index: &Index) -> Option<ReuseReport> {
    let mut runs: Vec<(Run, Run)> =
        source.runs.iter().filter(|(here, _)| !index.is_common(here.hash, None)).copied().collect();
    runs.sort_by_key(|(here, there)| (here.start, there.start));
    let near = |a: &(Run, Run), b: &(Run, Run)| {
        b.0.start <= a.0.end.saturating_add(GAP)
            && b.1.start <= a.1.end.saturating_add(GAP)
            && b.1.end.saturating_add(GAP) >= a.1.start
    };
    let mut passages = Vec::new();
    let mut longest = 0;
    for part in runs.chunk_by(near) {
        let held = held(draft, part);
        let frame = Frame::unknown();
        let counts = |at: &usize| draft.units.get(*at).is_some_and(|u| !frame.holds_part(draft, u));
        let content =
            |at: &usize| draft.units.get(*at).is_some_and(|u| u.kind == Kind::Content && !draft.is_stock(u));
        let meaning = held.iter().flat_map(Clone::clone).filter(|at| counts(at) && content(at)).count();
        let words = held.iter().flat_map(Clone::clone).filter(counts).count();
        let run = held.iter().map(Range::len).max().unwrap_or_default();
        if words < PASSAGE || meaning < MEANING || run < RUN {
            continue;
        }
        longest = longest.max(run);
        let side = |side: fn(&(Run, Run)) -> Run| {
            let all = || part.iter().map(side);
            Some(Span { start: all().map(|r| r.start).min()?, end: all().map(|r| r.end).max()? })
        };
        let (Some(here), Some(there)) = (side(|p| p.0), side(|p| p.1)) else { continue };
        passages.push(PassageReport {
            way: "copied".to_owned(),
            start: here.start,
            end: here.end,
            source_start: there.start,
            source_end: there.end,
            words: words_in(draft, here).len(),
            diff: Vec::new(),
        });
    }
    let words: usize = passages.iter().map(|p| p.words).sum();
    (!passages.is_empty()).then(|| ReuseReport {
        source: source.path.clone(),
        state: source.state.clone(),
        containment: share(words, draft.words.len()),
        longest_run: longest,
        same_writer: None,
        same_applicant: None,
        passages,
    })
}

/// Units of the draft under runs, joined where they overlap.
fn held(draft: &Reading, runs: &[(Run, Run)]) -> Vec<Range<usize>> {
    let starts = |unit: &super::reading::Unit| draft.words_of(unit).first().map_or(0, |w| w.span.start);
    let mut held: Vec<Range<usize>> = Vec::new();
    for (here, _) in runs {
        let first = draft.units.partition_point(|u| starts(u) < here.start);
        let end = draft.units.partition_point(|u| starts(u) < here.end);
        match held.last_mut().filter(|last| first <= last.end) {
            Some(last) => last.end = last.end.max(end),
            None => held.push(first..end),
        }
    }
    held
}
