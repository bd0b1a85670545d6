//! The weights as bytes that are read in place: a hash table of features, and a row of weights for each.

use std::borrow::Cow;

use super::features::Feature;
use crate::pack::{PackError, Source};

/// Weights are kept as whole numbers of this part of one.
const SCALE: f32 = 1000.0;
/// Bytes of the head: number of weights in a row, logarithm of the number of slots.
const HEAD: usize = 8;
/// Bytes of a slot: the upper half of a hash, and the number of the row plus one.
const SLOT: usize = 8;

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
        let mut rows: Vec<(u64, Vec<i16>)> = Vec::new();
        let mut offset = text.lines().next().map_or(0, str::len) + 1;
        for line in text.lines().skip(1) {
            let wrong = |what: &str| {
                Source { file, text }.error(&(offset..offset + line.len()), what, "fit the weights anew")
            };
            let mut cells = line.split('\t');
            let feature = Feature::parse(cells.next().unwrap_or_default());
            let weights: Option<Vec<i16>> = cells.map(quantised).collect();
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
        let [heads, slots] = [0, 4].map(|at| head[at..].first_chunk().map_or(0, |b| u32::from_le_bytes(*b)));
        let (slots, weights) = rest.split_at_checked(SLOT.checked_shl(slots)?)?;
        let slots = slots.as_chunks().0;
        Some(Rows { heads: heads as usize, slots, weights: weights.as_chunks().0 })
    }
}

/// Rows of weights by the hash of their feature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'a> {
    heads: usize,
    /// The key of a feature, and the number of its row plus one; 0 where none is.
    slots: &'a [[u8; SLOT]],
    weights: &'a [[u8; 2]],
}

impl Rows<'_> {
    /// Number of weights that a feature has.
    pub(super) fn heads(&self) -> usize {
        self.heads
    }

    /// Adds the weights of a feature to a row of sums.
    #[inline]
    pub(super) fn add(&self, hash: u64, sums: &mut [f32]) {
        let Some(row) = self.find(hash) else { return };
        let weights = self.weights.get(row * self.heads..).unwrap_or_default();
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += f32::from(i16::from_le_bytes(*weight)) / SCALE;
        }
    }

    #[inline]
    fn find(&self, hash: u64) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let (key, mut slot) = split(hash, mask);
        loop {
            let [a, b, c, d, row @ ..] = self.slots.get(slot)?;
            match u32::from_le_bytes(*row) {
                0 => return None,
                row if u32::from_le_bytes([*a, *b, *c, *d]) == key => return Some(row as usize - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// The key that a slot keeps, and the slot where to look first.
fn split(hash: u64, mask: usize) -> (u32, usize) {
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a hash are what is wanted")]
    ((hash >> 32) as u32, hash as usize & mask)
}

fn quantised(text: &str) -> Option<i16> {
    let weight: f32 = text.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range before")]
    Some((weight * SCALE).round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16)
}

/// Slots are twice the features at least, so that a free one ends every search.
fn table(heads: usize, rows: &[(u64, Vec<i16>)]) -> Vec<u8> {
    let slots = (rows.len() * 2).next_power_of_two();
    let mut bytes = Vec::new();
    bytes.extend(u32::try_from(heads).unwrap_or_default().to_le_bytes());
    bytes.extend(slots.trailing_zeros().to_le_bytes());
    let mut keys = vec![(0_u32, 0_u32); slots];
    for ((hash, _), row) in rows.iter().zip(1_u32..) {
        let (key, mut slot) = split(*hash, slots - 1);
        while keys[slot].1 != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        keys[slot] = (key, row);
    }
    bytes.extend(keys.iter().flat_map(|(key, row)| [key.to_le_bytes(), row.to_le_bytes()]).flatten());
    bytes.extend(rows.iter().flat_map(|(_, weights)| weights).flat_map(|w| w.to_le_bytes()));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compiled_is_found_again() {
        let weights =
            Weights::compile("w.tsv", "feature\tgood\tbad\nkind\t0.5\t-1.25\nvery kind\t2\t0\n").unwrap();
        let mut sums = [0.0, 0.0];
        let rows = weights.rows().unwrap();
        for feature in ["kind", "very kind", "unknown"] {
            rows.add(Feature::parse(feature).hash(), &mut sums);
        }
        assert_eq!(sums, [2.5, -1.25]);
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
