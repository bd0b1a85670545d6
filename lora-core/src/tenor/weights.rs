//! The weights as bytes that are read in place: a hash table in which a feature's weights stand beside its key, so that a
//! look-up touches one line of the cache.

use std::borrow::Cow;

use super::features::Feature;
use crate::pack::{PackError, Source};

/// Weights are kept as whole numbers of this part of one.
const SCALE: i32 = 100;
/// Bytes of the head: number of weights in a row, number of groups of slots. It fills a line of the cache.
const HEAD: usize = 64;
/// Weights that a row holds at most.
const MOST: usize = 20;
/// Bytes of a slot: a key and a row.
const SLOT: usize = 4 + MOST;
/// Slots of a group: a search begins with the first of one, and most end in it.
const GROUP: usize = 4;
/// Bit of a key that says that another row of the same feature follows.
const MORE: u32 = 1;
/// Five slots for three rows, so that a free one ends every search.
const SLOTS: (usize, usize) = (5, 3);

/// The weights of features; `rules/data/tenor.tsv`, compiled.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    bytes: Cow<'static, [u8]>,
}

impl Weights {
    /// Compiles lines of a feature and its weights, separated by tabs; the first line names the columns.
    ///
    /// # Errors
    /// A line with another number of columns than the first, or with what is no number.
    pub fn compile(file: &str, text: &str) -> Result<Self, PackError> {
        let heads = text.lines().next().map_or(0, |l| l.split('\t').count().saturating_sub(1));
        if heads > MOST {
            let what = format!("{heads} columns of weights, and {MOST} are kept");
            return Err(Source { file, text }.error(&(0..0), &what, "leave heads out"));
        }
        let mut rows: Vec<(u64, Vec<i32>)> = Vec::new();
        let mut offset = text.lines().next().map_or(0, str::len) + 1;
        for line in text.lines().skip(1) {
            let wrong = |what: &str| {
                Source { file, text }.error(&(offset..offset + line.len()), what, "fit the weights anew")
            };
            let mut cells = line.split('\t');
            let feature = Feature::parse(cells.next().unwrap_or_default());
            let weights: Option<Vec<i32>> = cells.map(quantised).collect();
            let weights = weights.ok_or_else(|| wrong("a weight that is no number"))?;
            if weights.len() != heads {
                return Err(wrong("a line with another number of columns than the first"));
            }
            rows.push((feature.hash(), weights));
            offset += line.len() + 1;
        }
        Ok(Self { bytes: Cow::Owned(table(heads, &rows)) })
    }

    /// Weights whose bytes [`Weights::as_bytes`] gave.
    #[must_use]
    pub fn from_static(bytes: &'static [u8]) -> Self {
        Self { bytes: Cow::Borrowed(bytes) }
    }

    /// The compiled form, for embedding at build time.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The table that the bytes hold; none where they hold none.
    pub(super) fn rows(&self) -> Option<Rows<'_>> {
        let (head, rest) = self.bytes.split_first_chunk::<HEAD>()?;
        let [heads, groups] = [0, 4].map(|at| head[at..].first_chunk().map_or(0, |b| u32::from_le_bytes(*b)));
        let (slots, none) = rest.as_chunks();
        let whole = none.is_empty() && groups > 0 && slots.len() == groups as usize * GROUP;
        whole.then_some(Rows { heads: heads as usize, groups, slots })
    }
}

/// Sums of weights, a place for each of a row.
pub(super) type Row = [i32; MOST];

/// Rows of weights by the hash of their feature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'a> {
    heads: usize,
    /// Number of groups of slots.
    groups: u32,
    /// The key of a feature, 0 where none is, and its weights.
    slots: &'a [[u8; SLOT]],
}

impl Rows<'_> {
    /// Number of weights that a feature has.
    pub(super) fn heads(&self) -> usize {
        self.heads
    }

    /// Adds the weights of a feature to sums, each in parts of one as [`Rows::value`] reads them.
    #[inline]
    pub(super) fn add(&self, hash: u64, sums: &mut Row) {
        let (key, group) = split(hash, self.groups);
        let mut at = group * GROUP;
        loop {
            let Some((own, weights)) = self.slots.get(at).and_then(|slot| slot.split_first_chunk()) else {
                // After the last slot comes the first.
                at = 0;
                continue;
            };
            let own = u32::from_le_bytes(*own);
            if own & !MORE == key {
                // All of them at once, which is few steps for a processor.
                *sums = std::array::from_fn(|at| sums[at] + i32::from(i8::from_le_bytes([weights[at]])));
                // Weights too large for a byte are spread over several rows.
                if own & MORE == 0 {
                    return;
                }
            } else if own == 0 {
                return;
            }
            at += 1;
        }
    }

    /// What a sum of weights comes to.
    #[expect(clippy::cast_precision_loss, reason = "sums of a sentence are small")]
    pub(super) fn value(sum: i32) -> f32 {
        sum as f32 / SCALE as f32
    }
}

/// The key that a slot keeps, which is never 0 and has no [`MORE`], and the number of the group where to look first.
#[inline]
fn split(hash: u64, groups: u32) -> (u32, usize) {
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a hash are what is wanted")]
    let (upper, lower) = ((hash >> 32) as u32, hash as u32);
    let group = (u64::from(lower) * u64::from(groups)) >> 32;
    ((upper & !MORE).max(MORE << 1), usize::try_from(group).unwrap_or_default())
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn quantised(text: &str) -> Option<i32> {
    let weight: f32 = text.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range before")]
    Some((weight * SCALE as f32).round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i32)
}

/// Rows that add up to weights, each of them small enough for a byte.
fn in_bytes(weights: &[i32]) -> Vec<Vec<i8>> {
    let (mut rest, mut rows) = (weights.to_vec(), Vec::new());
    while rest.iter().any(|weight| *weight != 0) {
        let part = |weight: &mut i32| {
            let part = i8::try_from((*weight).clamp(i8::MIN.into(), i8::MAX.into())).unwrap_or_default();
            *weight -= i32::from(part);
            part
        };
        rows.push(rest.iter_mut().map(part).collect());
    }
    rows
}

fn table(heads: usize, rows: &[(u64, Vec<i32>)]) -> Vec<u8> {
    let mut parts: Vec<(u64, u32, Vec<i8>)> = Vec::new();
    for (hash, weights) in rows {
        let rows = in_bytes(weights);
        let last = rows.len().saturating_sub(1);
        let more = |n: usize| if n < last { MORE } else { 0 };
        parts.extend(rows.into_iter().enumerate().map(|(n, row)| (*hash, more(n), row)));
    }
    let groups = parts.len() * SLOTS.0 / SLOTS.1 / GROUP + 1;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut slots = vec![[0; SLOT]; groups * GROUP];
    for (hash, more, row) in parts {
        let (key, group) = split(hash, number(groups));
        let mut at = group * GROUP;
        while !slots[at].starts_with(&[0; 4]) {
            at = (at + 1) % slots.len();
        }
        let (own, weights) = slots[at].split_at_mut(4);
        own.copy_from_slice(&(key | more).to_le_bytes());
        for (slot, weight) in weights.iter_mut().zip(row) {
            [*slot] = weight.to_le_bytes();
        }
    }
    let mut bytes = vec![0; HEAD];
    for (place, of) in bytes.as_chunks_mut().0.iter_mut().zip([heads, groups]) {
        *place = number(of).to_le_bytes();
    }
    bytes.extend(slots.as_flattened());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compiled_is_found_again() {
        let weights =
            Weights::compile("w.tsv", "feature\tgood\tbad\nkind\t0.5\t-1.25\nvery kind\t2\t0\n").unwrap();
        let rows = weights.rows().unwrap();
        let mut sums = Row::default();
        for feature in ["kind", "very kind", "unknown"] {
            rows.add(Feature::parse(feature).hash(), &mut sums);
        }
        assert_eq!(sums[..2].iter().map(|sum| Rows::value(*sum)).collect::<Vec<_>>(), [2.5, -1.25]);
        assert_eq!(rows.heads(), 2);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let error = Weights::compile("w.tsv", "feature\tgood\nkind\t0.5\nvery\tx\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("w.tsv", 3));
    }

    #[test]
    fn no_weights_know_nothing() {
        assert!(Weights::default().rows().is_none());
    }
}
