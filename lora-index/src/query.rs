//! What an index knows of a draft: the letters that share something with it, read again where they can be.

use std::cmp::Reverse;

use lora_core::reuse::{Found, Print, Run, Sketch, Unread};
use rustc_hash::FxHashMap;

use crate::block::{MANY, Posting, decode};
use crate::error::IndexError;
use crate::index::Index;
use crate::key::Kind;
use crate::segment::block_of;
use crate::store::{SegmentRow, Store};

/// Independent letters from which a run of words is nobody's.
const COMMON: usize = 3;
/// Letters with a run that are told apart; more are too many.
const TOLD_APART: usize = 24;
/// Shared runs from which a letter is read again.
const SHARED: usize = 3;
/// Letters that are read again for what they share word for word.
const COPIED: usize = 32;
/// Letters that are read again for telling words, and the least that they share: words, and what these say together.
const RETOLD: usize = 3;
const WORDS: usize = 12;
const WORTH: f32 = 30.0;
/// The share of what all the draft's telling words say.
const SHARE: f32 = 0.12;
/// Letters with a telling word from which it is not looked at.
const FREQUENT: usize = 300;

/// Reads a letter again: its text, or nothing where the file is gone or is no letter any more.
pub type Reread<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Index {
    /// What the index knows of a draft. The letter at `own`, the draft's own path, is left out.
    ///
    /// # Errors
    /// When the index can't be read or is damaged.
    pub fn find(&self, draft: &Print, own: Option<&str>, reread: Reread<'_>) -> Result<Found, IndexError> {
        self.store.at_once(|| self.found(draft, own, reread))
    }

    fn found(&self, draft: &Print, own: Option<&str>, reread: Reread<'_>) -> Result<Found, IndexError> {
        let removed = self.store.removed()?;
        let own = own.map(|path| self.store.letter_at(path)).transpose()?.flatten().map(|l| l.id);
        let segments = self.store.segments()?;
        let is_out = |letter: u32| Some(letter) == own || removed.binary_search(&letter).is_ok();
        let mut found = Found { total: self.store.count()?, ..Found::default() };

        let runs = self.look_up(&segments, Kind::Run, draft.runs.iter().map(|r| r.hash), &is_out)?;
        let mut sketches = FxHashMap::default();
        for (hash, postings) in &runs {
            if self.is_common(postings, &mut sketches)? {
                found.common.insert(*hash);
            }
        }
        let mut shared: FxHashMap<u32, Vec<(Run, Run)>> = FxHashMap::default();
        for run in draft.runs.iter().filter(|r| !found.common.contains(&r.hash)) {
            for posting in runs.get(&run.hash).into_iter().flatten() {
                let there = Run {
                    hash: run.hash,
                    start: posting.start,
                    end: posting.start.saturating_add(posting.len),
                };
                shared.entry(posting.letter).or_default().push((*run, there));
            }
        }
        let mut copied: Vec<u32> =
            shared.iter().filter(|(_, runs)| runs.len() >= SHARED).map(|(letter, _)| *letter).collect();
        copied.sort_by_key(|letter| (Reverse(shared.get(letter).map_or(0, Vec::len)), *letter));
        copied.truncate(COPIED);

        let retold = self.retold(&segments, draft, &is_out, &mut found)?;
        let more: Vec<u32> = retold.into_iter().filter(|letter| !copied.contains(letter)).collect();
        for letter in copied.into_iter().chain(more) {
            self.read_again(letter, shared.remove(&letter).unwrap_or_default(), reread, &mut found)?;
        }
        Ok(found)
    }

    /// Postings of fingerprints, letters that don't count left out.
    fn look_up(
        &self,
        segments: &[SegmentRow],
        kind: Kind,
        fingerprints: impl Iterator<Item = u64>,
        is_out: &dyn Fn(u32) -> bool,
    ) -> Result<FxHashMap<u64, Vec<Posting>>, IndexError> {
        let mut stored: Vec<(u64, u64)> = fingerprints.map(|f| (self.meta.key.of(kind, f), f)).collect();
        stored.sort_unstable();
        stored.dedup();
        let mut found: FxHashMap<u64, Vec<Posting>> = FxHashMap::default();
        for segment in segments {
            let block = |hash: &u64| block_of(*hash, segment.bits);
            let mut numbers: Vec<u32> = stored.iter().map(|(hash, _)| block(hash)).collect();
            numbers.dedup();
            self.store.blocks(segment.id, &mut numbers.into_iter(), &mut |number, bytes| {
                let from = stored.partition_point(|(hash, _)| block(hash) < number);
                let mut wanted = stored.get(from..).unwrap_or_default().iter().peekable();
                decode(bytes, |posting| {
                    while wanted.next_if(|(hash, _)| *hash < posting.hash).is_some() {}
                    if let Some((_, fingerprint)) = wanted.peek().filter(|(hash, _)| *hash == posting.hash)
                        && (posting.letter == MANY || !is_out(posting.letter))
                    {
                        found.entry(*fingerprint).or_default().push(posting);
                    }
                })
            })?;
        }
        Ok(found)
    }

    /// Whether so many independent letters hold a run that it is nobody's. Versions of one letter are not.
    fn is_common(
        &self,
        postings: &[Posting],
        sketches: &mut FxHashMap<u32, Option<Sketch>>,
    ) -> Result<bool, IndexError> {
        let mut letters: Vec<u32> = postings.iter().map(|p| p.letter).collect();
        letters.sort_unstable();
        letters.dedup();
        if letters.len() < COMMON || letters.len() > TOLD_APART || letters.last() == Some(&MANY) {
            return Ok(letters.len() >= COMMON || letters.last() == Some(&MANY));
        }
        let mut independent: Vec<Sketch> = Vec::new();
        for letter in letters {
            let sketch = match sketches.get(&letter) {
                Some(sketch) => *sketch,
                None => {
                    *sketches.entry(letter).or_insert(self.store.letter(letter)?.map(|l| Sketch(l.sketch)))
                }
            };
            independent.extend(sketch.filter(|s| !independent.iter().any(|i| i.is_version_of(s))));
        }
        Ok(independent.len() >= COMMON)
    }

    /// Letters that share telling words with the draft, the most first. Notes how many letters use each.
    fn retold(
        &self,
        segments: &[SegmentRow],
        draft: &Print,
        is_out: &dyn Fn(u32) -> bool,
        found: &mut Found,
    ) -> Result<Vec<u32>, IndexError> {
        let words = self.look_up(segments, Kind::Word, draft.words.iter().copied(), is_out)?;
        let listed = words.values().map(Vec::len).filter(|n| *n <= FREQUENT).sum();
        let mut shared: FxHashMap<u32, (f32, usize)> =
            FxHashMap::with_capacity_and_hasher(listed, rustc_hash::FxBuildHasher);
        let mut all = 0.0;
        for word in &draft.words {
            let postings = words.get(word).map_or(&[][..], Vec::as_slice);
            let many = postings.iter().any(|p| p.letter == MANY);
            let used_by = if many { found.total } else { postings.len() };
            found.used_by.insert(*word, u32::try_from(used_by).unwrap_or(u32::MAX));
            if many || postings.len() > FREQUENT || postings.len() * 8 > found.total {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "numbers of letters are small")]
            let worth = ((found.total as f32 + 1.0) / (used_by as f32 + 0.5)).ln();
            all += worth;
            for posting in postings {
                let entry = shared.entry(posting.letter).or_default();
                *entry = (entry.0 + worth, entry.1 + 1);
            }
        }
        let enough = |(worth, words): (f32, usize)| words >= WORDS && worth >= WORTH && worth >= SHARE * all;
        let mut letters: Vec<(f32, u32)> = shared
            .into_iter()
            .filter(|(_, s)| enough(*s))
            .map(|(letter, (worth, _))| (worth, letter))
            .collect();
        letters.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(letters.into_iter().take(RETOLD).map(|(_, letter)| letter).collect())
    }

    /// Reads a letter again at its path; where its text is not there any more, what is kept of it must do.
    fn read_again(
        &self,
        letter: u32,
        runs: Vec<(Run, Run)>,
        reread: Reread<'_>,
        found: &mut Found,
    ) -> Result<(), IndexError> {
        let Some(row) = self.store.letter(letter)? else { return Ok(()) };
        let now = reread(&row.path);
        let state = if now.is_some() { "changed" } else { "gone" };
        let text = match now.filter(|text| self.is_text_of(&row, text)) {
            Some(text) => Some(text),
            None => self.store.text(letter)?,
        };
        match text {
            Some(text) => found.letters.push((row.path, text)),
            None => found.unread.push(Unread { path: row.path, state: state.to_owned(), runs }),
        }
        Ok(())
    }
}
