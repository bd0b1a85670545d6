//! In which order a batch lists its letters.

use std::cmp::{Ordering, Reverse};

use lora_core::report::Level;

use super::summary::Summary;
use crate::args::SortArg;

/// Sorts so that what needs attention most comes first. Ties go by path.
pub fn sort(letters: &mut [Summary<'_>], by: SortArg) {
    letters.sort_by(|a, b| compare(a, b, by).then_with(|| a.path.cmp(&b.path)));
}

fn compare(a: &Summary<'_>, b: &Summary<'_>, by: SortArg) -> Ordering {
    let verdict = |s: &Summary<'_>| s.score.verdict;
    let corrected = |s: &Summary<'_>| s.score.corrected.overall;
    let facts = |s: &Summary<'_>| Reverse(s.score.corrected.corrections);
    let competencies = |s: &Summary<'_>| (Reverse(s.count(Level::Absent)), s.count(Level::Evidenced));
    let reuse = || b.reuse().total_cmp(&a.reuse());
    match by {
        SortArg::Attention => verdict(a)
            .cmp(&verdict(b))
            .then_with(|| corrected(a).cmp(&corrected(b)))
            .then_with(|| facts(a).cmp(&facts(b)))
            .then_with(|| competencies(a).cmp(&competencies(b)))
            .then_with(reuse),
        SortArg::Path => Ordering::Equal,
        SortArg::Score => a.score.overall.cmp(&b.score.overall),
        SortArg::Corrected => corrected(a).cmp(&corrected(b)),
        SortArg::Facts => facts(a).cmp(&facts(b)),
        SortArg::Competencies => competencies(a).cmp(&competencies(b)),
        SortArg::Reuse => reuse(),
    }
}
