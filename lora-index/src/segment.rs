//! Segments: each batch of letters becomes one, sorted, and small ones are merged, so that an index of any size is
//! written in order and a look-up touches a few blocks.

use crate::block::{MANY, Posting, decode, encode};
use crate::error::IndexError;
use crate::key::BITS;
use crate::store::{SegmentRow, Store};

/// Postings of a block, about: one is read for each fingerprint that is looked up.
const BLOCK: u64 = 96;
/// Letters of one segment with a fingerprint from which it says nothing and is kept as [`MANY`].
const LISTED: usize = 1000;
/// A segment is merged with those after it when it has less than so many times their postings.
const TIMES: u64 = 3;

/// Which block of a segment a fingerprint stands in.
pub fn block_of(hash: u64, bits: u32) -> u32 {
    u32::try_from(hash >> (BITS - bits)).unwrap_or(u32::MAX)
}

/// Writes postings as a new segment.
pub fn write(store: &mut impl Store, mut postings: Vec<Posting>) -> Result<(), IndexError> {
    postings.sort_unstable();
    let mut writer = Writer::new(store, postings.len() as u64)?;
    for posting in postings {
        writer.push(posting)?;
    }
    writer.finish()
}

/// Merges segments while one is not much larger than all after it together. Postings of letters that were taken out
/// are left out.
pub fn settle(store: &mut impl Store) -> Result<(), IndexError> {
    loop {
        let segments = store.segments()?;
        let mut after = 0;
        let mut first = segments.len();
        for (at, segment) in segments.iter().enumerate().rev() {
            if after > 0 && segment.postings < TIMES * after {
                first = at;
            }
            after += segment.postings;
        }
        match segments.get(first..) {
            Some(some) if some.len() > 1 => merge(store, some)?,
            _ => return Ok(()),
        }
    }
}

/// Merges some segments into one.
pub fn merge(store: &mut impl Store, segments: &[SegmentRow]) -> Result<(), IndexError> {
    let all = store.segments()?.len() == segments.len();
    let removed = store.removed()?;
    let mut sources: Vec<Source> = segments.iter().map(|s| Source::new(*s)).collect();
    let postings = segments.iter().map(|s| s.postings).sum();
    let mut writer = Writer::new(store, postings)?;
    loop {
        let mut least: Option<(Posting, usize)> = None;
        for (at, source) in sources.iter_mut().enumerate() {
            if let Some(next) = source.peek(writer.store)?
                && least.is_none_or(|(l, _)| next < l)
            {
                least = Some((next, at));
            }
        }
        let Some((posting, at)) = least else { break };
        if let Some(source) = sources.get_mut(at) {
            source.at += 1;
        }
        if removed.binary_search(&posting.letter).is_err() {
            writer.push(posting)?;
        }
    }
    writer.finish()?;
    for segment in segments {
        store.drop_segment(segment.id)?;
    }
    if all {
        store.forget_removed()?;
    }
    Ok(())
}

/// Reads a segment in order, block by block.
struct Source {
    segment: SegmentRow,
    next_block: u32,
    block: Vec<Posting>,
    at: usize,
}

impl Source {
    fn new(segment: SegmentRow) -> Self {
        Self { segment, next_block: 0, block: Vec::new(), at: 0 }
    }

    fn peek(&mut self, store: &impl Store) -> Result<Option<Posting>, IndexError> {
        while self.at >= self.block.len() {
            if u64::from(self.next_block) >= 1 << self.segment.bits {
                return Ok(None);
            }
            self.block.clear();
            self.at = 0;
            let block = &mut self.block;
            store.blocks(self.segment.id, &mut std::iter::once(self.next_block), &mut |_, bytes| {
                decode(bytes, |posting| block.push(posting))
            })?;
            self.next_block += 1;
        }
        Ok(self.block.get(self.at).copied())
    }
}

/// Writes a segment from postings in order.
struct Writer<'a, S> {
    store: &'a mut S,
    segment: u32,
    bits: u32,
    block: u32,
    postings: Vec<Posting>,
    /// Where the postings of the last fingerprint start.
    same: usize,
    written: u64,
}

impl<'a, S: Store> Writer<'a, S> {
    /// About so many postings will come.
    fn new(store: &'a mut S, postings: u64) -> Result<Self, IndexError> {
        let bits = (postings / BLOCK).max(1).ilog2().min(BITS - 12);
        let segment = store.add_segment(bits)?;
        Ok(Self { store, segment, bits, block: 0, postings: Vec::new(), same: 0, written: 0 })
    }

    fn push(&mut self, posting: Posting) -> Result<(), IndexError> {
        let block = block_of(posting.hash, self.bits);
        if block != self.block {
            self.flush()?;
            self.block = block;
        }
        if self.postings.last().is_none_or(|last| last.hash != posting.hash) {
            self.same = self.postings.len();
        }
        let many = self.postings.get(self.same).is_some_and(|p| p.letter == MANY);
        if many {
            return Ok(());
        }
        if posting.letter == MANY || self.postings.len() - self.same >= LISTED {
            self.postings.truncate(self.same);
            self.postings.push(Posting { hash: posting.hash, letter: MANY, start: 0, len: 0 });
        } else {
            self.postings.push(posting);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        if !self.postings.is_empty() {
            self.store.put_block(self.segment, self.block, &encode(&self.postings))?;
            self.written += self.postings.len() as u64;
            self.postings.clear();
            self.same = 0;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), IndexError> {
        self.flush()?;
        self.store.close_segment(self.segment, self.written)
    }
}
