//! Stretches that exceptions cover, to be asked many times.

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

    /// Whether one of them shares something with the stretch from `start` to `end`.
    pub(crate) fn overlaps(&self, start: u32, end: u32) -> bool {
        let before = self.stretches.partition_point(|(s, _)| *s < end);
        before.checked_sub(1).is_some_and(|last| self.stretches[last].1 > start)
    }
}
