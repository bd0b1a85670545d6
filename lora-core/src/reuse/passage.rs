//! Passages: which sentences of the draft a chain makes copies, and where they stand in the source.

use std::ops::Range;

use super::align::Pair;
use super::frame::Frame;
use super::reading::{Kind, Reading, to_u32};
use crate::span::Span;

/// Share of a sentence that corresponds from which the whole sentence belongs to the passage.
const COPIED: f32 = 0.4;
/// Equal words in a row that are a passage although the sentence around them is not.
const RUN: usize = 8;
/// Words that a copied sentence may have of its own at either end before the passage stops short of them.
const OWN_END: u32 = 14;
/// Words of the source that may be left out between two passages that are one.
const LEFT_OUT: u32 = 14;
/// Bytes of the source between two passages that stand together: a paragraph or so.
const APART: u32 = 700;

/// How a passage was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Its words stand in both letters.
    Copied,
    /// It tells the same in other words.
    Retold,
}

/// A shared passage.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    pub(super) way: Way,
    /// Where in the draft.
    pub(super) draft: Span,
    /// Where in the source.
    pub(super) source: Span,
    /// Units that correspond, in order.
    pub(super) pairs: Vec<Pair>,
    /// Corresponding units that are no boilerplate.
    pub(super) substance: usize,
    /// Corresponding units of meaning among them.
    pub(super) meaning: usize,
    /// Words of the longest run that corresponds without an edit.
    pub(super) longest: usize,
    /// Sentences of the draft.
    pub(super) sentences: Range<usize>,
}

impl Passage {
    /// A passage whose sentences, as pairs in the order of both letters, tell the same.
    pub(super) fn retold(
        draft: &Reading,
        source: &Reading,
        sentences: &[(u32, u32)],
        mut pairs: Vec<Pair>,
    ) -> Option<Self> {
        let of = |reading: &Reading, at: u32| reading.sentences.get(at as usize).map(|s| s.span);
        let (first, last) = (sentences.first()?, sentences.last()?);
        pairs.sort_unstable_by_key(|p| (p.draft, p.source));
        pairs.dedup_by_key(|p| p.draft);
        Some(Self {
            way: Way::Retold,
            draft: of(draft, first.0)?.to(of(draft, last.0)?),
            source: of(source, first.1)?.to(of(source, last.1)?),
            substance: pairs.len(),
            meaning: pairs.len(),
            longest: 0,
            pairs,
            sentences: first.0 as usize..last.0 as usize + 1,
        })
    }
}

/// What of the two letters is worth nothing.
pub(super) struct Worth<'a> {
    pub(super) draft: &'a Reading,
    pub(super) source: &'a Reading,
    /// Units of the draft inside shingles that many letters hold.
    pub(super) common: &'a [bool],
    /// What the two have from their writer or their place.
    pub(super) frame: Frame,
}

impl Worth<'_> {
    fn counts(&self, pair: &Pair) -> bool {
        let (Some(a), Some(b)) =
            (self.draft.units.get(pair.draft as usize), self.source.units.get(pair.source as usize))
        else {
            return false;
        };
        let common = self.common.get(pair.draft as usize).copied().unwrap_or_default();
        let frame = || self.frame.holds((self.draft, a), (self.source, b));
        !common && !self.draft.is_stock(a) && !self.source.is_stock(b) && !frame()
    }

    /// The passages of a chain, in the order of the draft.
    pub(super) fn passages(&self, chain: &[Pair]) -> Vec<Passage> {
        let mut passages: Vec<Passage> = Vec::new();
        let of_sentence =
            |p: &Pair| self.draft.units.get(p.draft as usize).map_or(usize::MAX, |u| u.sentence as usize);
        for part in chain.chunk_by(|a, b| of_sentence(a) == of_sentence(b)) {
            let Some(first) = part.first() else { continue };
            let number = of_sentence(first);
            let Some(found) = self.of_sentence(number, part) else { continue };
            if self.is_edge(number) && found.substance == 0 {
                continue;
            }
            match passages.last_mut() {
                Some(last) if last.sentences.end == number && follows(last, &found) => {
                    last.draft = last.draft.to(found.draft);
                    last.source = last.source.to(found.source);
                    last.pairs.extend(found.pairs);
                    last.substance += found.substance;
                    last.meaning += found.meaning;
                    last.longest = last.longest.max(found.longest);
                    last.sentences.end = number + 1;
                }
                _ => passages.push(found),
            }
        }
        for passage in &mut passages {
            passage.longest = longest(&passage.pairs).1.len();
        }
        passages
    }

    /// Whether a sentence of the draft is how its writer begins or ends every letter.
    fn is_edge(&self, number: usize) -> bool {
        let unit =
            self.draft.sentences.get(number).and_then(|s| self.draft.units.get(s.units.start as usize));
        unit.is_some_and(|unit| self.frame.is_edge(self.draft, unit))
    }

    /// What a chain makes of one sentence of the draft.
    fn of_sentence(&self, number: usize, part: &[Pair]) -> Option<Passage> {
        let sentence = self.draft.sentences.get(number)?;
        let units = sentence.units.len();
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let copied = part.len() as f32 >= COPIED * units as f32 && part.len() > 1;
        let (at, run) = longest(part);
        let part = if copied { part } else { part.get(at..at + run.len()).filter(|r| r.len() >= RUN)? };
        let (first, last) = (part.first()?, part.last()?);
        let mut draft = self.draft.span_of(first.draft, last.draft)?;
        if copied {
            if first.draft - sentence.units.start <= OWN_END {
                draft.start = sentence.span.start;
            }
            if sentence.units.end - last.draft <= OWN_END {
                draft.end = sentence.span.end;
            }
        }
        let counted: Vec<&Pair> = part.iter().filter(|p| self.counts(p)).collect();
        let meaning =
            |p: &&&Pair| self.draft.units.get(p.draft as usize).is_some_and(|u| u.kind == Kind::Content);
        Some(Passage {
            way: Way::Copied,
            draft,
            source: self.source_span(first.source, last.source, copied)?,
            substance: counted.len(),
            meaning: counted.iter().filter(meaning).count(),
            longest: 0,
            pairs: part.to_vec(),
            sentences: number..number + 1,
        })
    }

    /// The source's words, up to the ends of its sentences where little of them is left out.
    fn source_span(&self, first: u32, last: u32, copied: bool) -> Option<Span> {
        let mut span = self.source.span_of(first, last)?;
        let sentence = |unit: u32| {
            self.source.units.get(unit as usize).and_then(|u| self.source.sentences.get(u.sentence as usize))
        };
        if let Some(home) = sentence(first).filter(|s| copied && first - s.units.start <= OWN_END) {
            span.start = home.span.start;
        }
        if let Some(home) = sentence(last).filter(|s| copied && s.units.end - last <= OWN_END) {
            span.end = home.span.end;
        }
        Some(span)
    }
}

/// Whether a passage goes on with the next sentence.
fn follows(last: &Passage, next: &Passage) -> bool {
    match (last.pairs.last(), next.pairs.first()) {
        (Some(a), Some(b)) => b.source > a.source && b.source - a.source <= LEFT_OUT + OWN_END,
        _ => false,
    }
}

/// Where the longest run without an edit begins, and it.
fn longest(pairs: &[Pair]) -> (usize, &[Pair]) {
    let mut best = (0, pairs.get(..0).unwrap_or_default());
    let mut start = 0;
    for run in pairs.chunk_by(|a, b| b.draft == a.draft + 1 && b.source == a.source + 1) {
        if run.len() > best.1.len() {
            best = (start, run);
        }
        start += run.len();
    }
    best
}

/// Joins passages of different chains that follow one another in both letters, in the order of the draft.
pub(super) fn join(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort_by_key(|p| (p.draft.start, p.draft.end));
    let mut joined: Vec<Passage> = Vec::with_capacity(passages.len());
    for passage in passages {
        match joined.last_mut() {
            Some(last) if passage.sentences.start <= last.sentences.end && follows(last, &passage) => {
                last.draft = last.draft.to(passage.draft);
                last.source = last.source.to(passage.source);
                last.substance += passage.substance;
                last.meaning += passage.meaning;
                last.longest = last.longest.max(passage.longest);
                last.sentences.end = last.sentences.end.max(passage.sentences.end);
                last.pairs.extend(passage.pairs);
            }
            _ => joined.push(passage),
        }
    }
    joined
}

/// Passages that stand together in both letters, in whatever order: a paragraph whose sentences were moved.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Which of the passages.
    pub(super) passages: Range<usize>,
    pub(super) substance: usize,
    pub(super) meaning: usize,
    pub(super) longest: usize,
    source: Span,
}

/// The blocks of passages, which are given in the order of the draft.
pub(super) fn blocks(passages: &[Passage]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut end = 0;
    for (at, passage) in passages.iter().enumerate() {
        let next_to = |b: &&mut Block| {
            let (a, c) = (b.source, passage.source);
            let between = c.start.saturating_sub(a.end).max(a.start.saturating_sub(c.end));
            passage.sentences.start <= end && between <= APART
        };
        match blocks.last_mut().filter(next_to) {
            Some(last) => {
                last.passages.end = at + 1;
                last.substance += passage.substance;
                last.meaning += passage.meaning;
                last.longest = last.longest.max(passage.longest);
                last.source = Span {
                    start: last.source.start.min(passage.source.start),
                    end: last.source.end.max(passage.source.end),
                };
            }
            None => blocks.push(Block {
                passages: at..at + 1,
                substance: passage.substance,
                meaning: passage.meaning,
                longest: passage.longest,
                source: passage.source,
            }),
        }
        end = passage.sentences.end;
    }
    blocks
}

/// Words of the draft in a span.
pub(super) fn words_in(reading: &Reading, span: Span) -> Range<usize> {
    let first = reading.words.partition_point(|w| w.span.start < span.start);
    let end = reading.words.partition_point(|w| w.span.start < span.end);
    first..end.max(first)
}

/// Number of units as a share of others.
#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
pub(super) fn share(part: usize, all: usize) -> f32 {
    if all == 0 { 0.0 } else { (part as f32 / all as f32).min(1.0) }
}

/// The words of a unit as indices.
pub(super) fn unit_words(reading: &Reading, unit: u32) -> Range<usize> {
    let end = to_u32(reading.words.len());
    reading
        .units
        .get(unit as usize)
        .map_or(0..0, |u| u.words.start.min(end) as usize..u.words.end.min(end) as usize)
}
