//! Fingerprints: hashes of word shingles, by which letters that share something are found before any text is
//! looked at.

use super::reading::{Kind, Reading, Unit, mix, to_u32};

/// Units of a shingle. Five survive an edit every sixth word.
pub(super) const WIDTH: usize = 5;
/// Words of meaning that a shingle holds at least; "it was in the" says nothing.
const MEANING: usize = 2;

/// The shingles of a letter with the number of their first unit.
pub(super) fn shingles(reading: &Reading) -> impl Iterator<Item = (u64, u32)> + '_ {
    let telling = |shingle: &[Unit]| shingle.iter().filter(|u| u.kind == Kind::Content).count() >= MEANING;
    reading
        .units
        .windows(WIDTH)
        .enumerate()
        .filter(move |(_, shingle)| telling(shingle))
        .map(|(at, shingle)| (shingle.iter().fold(0, |all, unit| mix(all, unit.key)), to_u32(at)))
}
