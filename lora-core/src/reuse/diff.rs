//! A passage side by side, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passage::{Passage, Way, unit_words, words_in};
use super::reading::{Reading, Word};
use crate::report::DiffPart;

/// Words on either side between two corresponding ones that are compared closer; more is taken as replaced.
const CLOSE: usize = 200;

/// The parts of a passage. Between units that correspond only what they mask and what was edited is compared
/// again, word by word, so that the cost is linear.
pub(super) fn diff(draft: (&Reading, &str), source: (&Reading, &str), passage: &Passage) -> Vec<DiffPart> {
    // Of a retelling only the telling words are the same; that both say "was" means nothing.
    let close = if passage.way == Way::Copied { CLOSE } else { 0 };
    let mut parts = Parts { draft, source, close, parts: Vec::new() };
    let (here, there) = (words_in(draft.0, passage.draft), words_in(source.0, passage.source));
    let (mut a, mut b) = (here.start, there.start);
    for pair in &passage.pairs {
        let (i, j) = (unit_words(draft.0, pair.draft), unit_words(source.0, pair.source));
        if i.start < a || j.start < b {
            continue;
        }
        // Single words that are equal to the letter anchor; a masked run is part of what lies between.
        let anchor = i.len() == 1 && j.len() == 1 && parts.equal(i.start, j.start);
        if anchor {
            parts.between(a..i.start, b..j.start);
            parts.same(i.clone());
            (a, b) = (i.end, j.end);
        }
    }
    parts.between(a..here.end.max(a), b..there.end.max(b));
    parts.parts
}

struct Parts<'a> {
    draft: (&'a Reading, &'a str),
    source: (&'a Reading, &'a str),
    close: usize,
    parts: Vec<DiffPart>,
}

impl Parts<'_> {
    fn equal(&self, i: usize, j: usize) -> bool {
        match (self.draft.0.words.get(i), self.source.0.words.get(j)) {
            (Some(a), Some(b)) => a.hash == b.hash,
            _ => false,
        }
    }

    fn same(&mut self, words: std::ops::Range<usize>) {
        self.push("same", self.draft, words);
    }

    fn between(&mut self, i: std::ops::Range<usize>, j: std::ops::Range<usize>) {
        if i.len() > self.close || j.len() > self.close {
            self.push("draft", self.draft, i);
            self.push("source", self.source, j);
            return;
        }
        let hashes = |words: &[Word]| words.iter().map(|w| w.hash).collect::<Vec<_>>();
        let a = hashes(self.draft.0.words.get(i.clone()).unwrap_or_default());
        let b = hashes(self.source.0.words.get(j.clone()).unwrap_or_default());
        for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
            let (old, new) = (op.old_range(), op.new_range());
            let (old, new) = (i.start + old.start..i.start + old.end, j.start + new.start..j.start + new.end);
            if matches!(op, DiffOp::Equal { .. }) {
                self.same(old);
            } else {
                self.push("draft", self.draft, old);
                self.push("source", self.source, new);
            }
        }
    }

    /// Adds words of one of the letters, to the part before if it is of the same kind.
    fn push(&mut self, tag: &str, (reading, text): (&Reading, &str), words: std::ops::Range<usize>) {
        let Some(words) = reading.words.get(words) else { return };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        // What stands between two words goes with the first of them, so that the marks are not lost.
        let next = reading.words.partition_point(|w| w.span.start < last.span.end);
        let end = reading.words.get(next).map_or(last.span.end, |w| w.span.start).max(last.span.end);
        let tail = text.get(last.span.end as usize..end as usize).unwrap_or_default();
        let marks = tail.split(['\n', '\r']).next().unwrap_or_default();
        let end = last.span.end as usize + marks.len();
        let slice = text.get(first.span.start as usize..end).unwrap_or_default();
        match self.parts.last_mut() {
            Some(part) if part.tag == tag => {
                // "won't" is two words.
                let before = text.get(..first.span.start as usize).and_then(|t| t.chars().next_back());
                let glued = before.is_some_and(|c| c.is_alphanumeric() || c == '-')
                    || part.text.ends_with(char::is_whitespace);
                if !glued && !slice.starts_with(['\'', '\u{2019}']) {
                    part.text.push(' ');
                }
                part.text.push_str(slice);
            }
            _ => self.parts.push(DiffPart { tag: tag.to_owned(), text: slice.to_owned() }),
        }
    }
}
