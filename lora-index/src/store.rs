//! What an index needs of the store beneath it: letters, and segments of blocks, changed together or not at all.

use crate::error::IndexError;

/// A letter as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// Its number; never given again.
    pub id: u32,
    /// Its path.
    pub path: String,
    /// Keyed digest of its text.
    pub digest: [u8; 16],
    /// The file as it was when it was read.
    pub stamp: Stamp,
    /// By which versions of one letter are known.
    pub sketch: [u8; 64],
    /// How many different runs of words are kept of it.
    pub runs: u32,
}

/// Size and time of a file, by which an unchanged one is known without being read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub bytes: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
}

/// A segment: postings that were written together, in blocks by the first bits of their fingerprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentRow {
    /// Its number; never given again.
    pub id: u32,
    /// Its blocks are 2 to this power.
    pub bits: u32,
    /// Its postings.
    pub postings: u64,
}

/// Takes a block: its number and its bytes.
pub type EachBlock<'a> = &'a mut dyn FnMut(u32, &[u8]) -> Result<(), IndexError>;

/// A store. Changes are made between [`Store::begin`] and [`Store::commit`] and are there together after it, or not at
/// all, whenever the process is killed.
pub trait Store {
    /// Starts a change; waits for another process that is making one.
    fn begin(&mut self) -> Result<(), IndexError>;
    /// Makes the change last.
    fn commit(&mut self) -> Result<(), IndexError>;
    /// Undoes what was done since [`Store::begin`].
    fn rollback(&mut self);

    /// Reads several things as they are at one moment, whatever another process writes meanwhile.
    fn at_once<T>(&self, read: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError>
    where
        Self: Sized;

    /// Adds a letter, with its text if that is kept; gives its number.
    fn add_letter(&mut self, letter: &LetterRow, text: Option<&str>) -> Result<u32, IndexError>;
    /// Takes a letter out; its postings stay until their segment is merged.
    fn remove_letter(&mut self, id: u32) -> Result<(), IndexError>;
    /// Notes that the file of a letter was touched without its text changing.
    fn touch_letter(&mut self, id: u32, stamp: Stamp) -> Result<(), IndexError>;
    /// A letter by its number.
    fn letter(&self, id: u32) -> Result<Option<LetterRow>, IndexError>;
    /// A letter by its path.
    fn letter_at(&self, path: &str) -> Result<Option<LetterRow>, IndexError>;
    /// Every letter, in path order.
    fn letters(&self) -> Result<Vec<LetterRow>, IndexError>;
    /// Number of letters.
    fn count(&self) -> Result<usize, IndexError>;
    /// Text of a letter, if it is kept.
    fn text(&self, id: u32) -> Result<Option<String>, IndexError>;
    /// Numbers of letters that were taken out and may still have postings, in order.
    fn removed(&self) -> Result<Vec<u32>, IndexError>;
    /// Forgets such numbers: no posting of theirs is left.
    fn forget_removed(&mut self) -> Result<(), IndexError>;

    /// The segments, in order of their numbers.
    fn segments(&self) -> Result<Vec<SegmentRow>, IndexError>;
    /// Opens a segment; gives its number.
    fn add_segment(&mut self, bits: u32) -> Result<u32, IndexError>;
    /// Notes how many postings it has got.
    fn close_segment(&mut self, id: u32, postings: u64) -> Result<(), IndexError>;
    /// Takes a segment out with its blocks.
    fn drop_segment(&mut self, id: u32) -> Result<(), IndexError>;
    /// Writes a block.
    fn put_block(&mut self, segment: u32, number: u32, bytes: &[u8]) -> Result<(), IndexError>;
    /// Reads blocks of a segment, handing each to `read` with its number; those that would be empty are left out.
    fn blocks(
        &self,
        segment: u32,
        numbers: &mut dyn Iterator<Item = u32>,
        read: EachBlock<'_>,
    ) -> Result<(), IndexError>;
}
