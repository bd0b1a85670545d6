//! Stretches that exceptions cover, to be asked many times.

use std::ops::Range;

/// Stretches that may overlap one another.
#[derive(Debug, Default)]
pub(crate) struct Covered {
    /// Start of each, and the furthest end of it and those before, in order.
    stretches: Vec<(u32, u32)>,
}

impl Covered {
    pub(crate) fn new(stretches: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut stretches: Vec<(u32, u32)> = stretches.into_iter().collect();
        stretches.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut stretches {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { stretches }
    }

    /// Stretches of tokens.
    pub(crate) fn tokens<'a>(stretches: impl Iterator<Item = &'a Range<usize>>) -> Self {
        let number = |token: usize| u32::try_from(token).unwrap_or(u32::MAX);
        Self::new(stretches.map(|tokens| (number(tokens.start), number(tokens.end))))
    }

    /// Whether one of them holds a token.
    pub(crate) fn holds(&self, token: usize) -> bool {
        u32::try_from(token).is_ok_and(|token| self.overlaps(token, token.saturating_add(1)))
    }

    /// Whether one of them shares something with the stretch from `start` to `end`.
    pub(crate) fn overlaps(&self, start: u32, end: u32) -> bool {
        let before = self.stretches.partition_point(|(s, _)| *s < end);
        before.checked_sub(1).is_some_and(|last| self.stretches[last].1 > start)
    }
}
