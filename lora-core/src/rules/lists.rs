//! Lists by key, stored one after another.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::packed::{Array, Packed};

/// Lists by key in one array.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Packed", deserialize = "T: Packed, 'de: 'static"))]
pub(super) struct Lists<T: Packed> {
    /// Where each list starts, and where the last ends.
    starts: Array<u32>,
    items: Array<T>,
}

impl<T: Packed> Lists<T> {
    pub(super) fn new(lists: &[Vec<T>]) -> Self {
        let mut end = 0;
        let ends = lists.iter().map(|list| {
            end += list.len();
            u32::try_from(end).unwrap_or(u32::MAX)
        });
        let starts = std::iter::once(0).chain(ends).collect();
        Self { starts, items: lists.iter().flatten().copied().collect() }
    }

    #[inline]
    pub(super) fn get(&self, key: usize) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator + '_ {
        self.items.range(self.place(key))
    }

    /// Whether a list that is in order holds an item.
    #[inline]
    pub(super) fn holds(&self, key: usize, item: &T) -> bool
    where
        T: Ord,
    {
        self.items.holds(self.place(key), item)
    }

    #[inline]
    fn place(&self, key: usize) -> Range<usize> {
        self.starts.pair(key).map_or(0..0, |(start, end)| start as usize..end as usize)
    }
}
