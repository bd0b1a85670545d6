//! Looking an index through: whether everything that was committed is there and whole.

use rustc_hash::FxHashMap;

use crate::block::{MANY, Posting, decode};
use crate::error::IndexError;
use crate::index::Index;
use crate::segment::block_of;
use crate::store::Store;

/// What looking through found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Letters of which everything is there.
    pub letters: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file itself.
    File(String),
    /// A letter of which fingerprints are missing, by its path.
    Letter(String),
    /// Fingerprints of a letter that is not there.
    Stray(u32),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(what) => write!(f, "{what}"),
            Self::Letter(path) => write!(f, "{path}: fingerprints of it are missing"),
            Self::Stray(letter) => write!(f, "fingerprints of a letter that is not there (number {letter})"),
        }
    }
}

impl Index {
    /// Looks through every page, every block and every letter.
    ///
    /// # Errors
    /// When the index can't be read at all.
    pub fn verify(&self) -> Result<Verified, IndexError> {
        self.store.at_once(|| self.looked_through())
    }

    fn looked_through(&self) -> Result<Verified, IndexError> {
        let mut verified = Verified::default();
        verified.faults.extend(self.store.faults()?.into_iter().map(Fault::File));
        let removed = self.store.removed()?;
        let letters = self.store.letters()?;
        let mut runs: FxHashMap<u32, u32> = letters.iter().map(|l| (l.id, 0)).collect();
        let mut unlisted = 0;
        for segment in self.store.segments()? {
            let mut postings = 0;
            for number in 0..1_u64 << segment.bits {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                let mut misplaced = false;
                let mut strays = Vec::new();
                let mut before = None;
                let mut each = |posting: Posting| {
                    postings += 1;
                    misplaced |= block_of(posting.hash, segment.bits) != number;
                    if posting.letter == MANY {
                        unlisted += 1;
                    } else if let Some(count) = runs.get_mut(&posting.letter) {
                        *count +=
                            u32::from(posting.len > 0 && before != Some((posting.hash, posting.letter)));
                        before = Some((posting.hash, posting.letter));
                    } else if removed.binary_search(&posting.letter).is_err() {
                        strays.push(posting.letter);
                    }
                };
                let read = self
                    .store
                    .blocks(segment.id, &mut std::iter::once(number), &mut |_, b| decode(b, &mut each));
                strays.dedup();
                verified.faults.extend(strays.into_iter().map(Fault::Stray));
                if misplaced || read.is_err() {
                    verified.faults.push(Fault::File(format!("block {number} of segment {}", segment.id)));
                }
            }
            if postings != segment.postings {
                verified.faults.push(Fault::File(format!("segment {} is not complete", segment.id)));
            }
        }
        for letter in letters {
            // Runs that many letters have are not listed letter by letter.
            let there = runs.get(&letter.id).copied().unwrap_or_default();
            if there.saturating_add(unlisted) < letter.runs {
                verified.faults.push(Fault::Letter(letter.path));
            } else {
                verified.letters += 1;
            }
        }
        Ok(verified)
    }
}
