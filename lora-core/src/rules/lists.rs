//! Lists by key, stored one after another.

use serde::{Deserialize, Serialize};

use super::packed::{self, Packed};

/// Lists by key in one array.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound = "T: Packed")]
pub(super) struct Lists<T> {
    #[serde(with = "packed")]
    ends: Vec<u32>,
    #[serde(with = "packed")]
    items: Vec<T>,
}

impl<T: Clone> Lists<T> {
    pub(super) fn new(lists: &[Vec<T>]) -> Self {
        let mut built = Self { ends: Vec::with_capacity(lists.len()), items: Vec::new() };
        for list in lists {
            built.items.extend(list.iter().cloned());
            built.ends.push(u32::try_from(built.items.len()).unwrap_or(u32::MAX));
        }
        built
    }

    pub(super) fn get(&self, key: usize) -> &[T] {
        let Some(end) = self.ends.get(key) else { return &[] };
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.items[start as usize..*end as usize]
    }
}
