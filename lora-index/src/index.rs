//! The index itself: letters in, letters out, always as a whole.

use std::path::Path;

use lora_core::reuse::Print;

use crate::block::Posting;
use crate::error::IndexError;
use crate::key::Kind;
use crate::segment;
use crate::sqlite::{FORMAT, Meta, Sqlite};
use crate::store::{LetterRow, Stamp, Store};

/// An open index.
#[derive(Debug)]
pub struct Index {
    pub(crate) store: Sqlite,
    pub(crate) meta: Meta,
}

/// A letter to add.
#[derive(Debug)]
pub struct NewLetter {
    /// Its path, whole, so that it is found from any folder.
    pub path: String,
    /// The file as it was when it was read.
    pub stamp: Stamp,
    /// Its text.
    pub text: String,
    /// What is kept of it.
    pub print: Print,
}

/// What adding some letters came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Letters that are new.
    pub new: usize,
    /// Letters whose text had changed.
    pub changed: usize,
    /// Letters whose text was the same.
    pub same: usize,
}

/// Whether an index knows a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It has not seen it.
    No,
    /// It has seen it, and it was touched since.
    Touched,
    /// It has seen it as it is.
    Unchanged,
}

/// An index in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Letters.
    pub letters: usize,
    /// Runs of words that are kept of them.
    pub runs: u64,
    /// Segments that they lie in.
    pub segments: usize,
    /// Bytes of the file.
    pub bytes: u64,
    /// Version of the format.
    pub format: i64,
    /// Whether it keeps the letters' text.
    pub keeps_text: bool,
}

impl Index {
    /// Opens an index. `reading` is the version under which prints are made now.
    ///
    /// # Errors
    /// When there is none, when it is no index, damaged, of a later format, or made under another reading.
    pub fn open(path: &Path, reading: u64) -> Result<Self, IndexError> {
        let index = Self::open_any(path)?;
        if index.meta.reading == reading { Ok(index) } else { Err(IndexError::OtherReading) }
    }

    /// Opens an index whatever reading it was made under: its letters can be listed and taken out, but not compared.
    ///
    /// # Errors
    /// As [`Index::open`], but for the reading.
    pub fn open_any(path: &Path) -> Result<Self, IndexError> {
        let (store, meta) = Sqlite::open(path)?;
        Ok(Self { store, meta })
    }

    /// Makes a new index, readable by its owner alone.
    ///
    /// # Errors
    /// When the file is there already or can't be written.
    pub fn create(path: &Path, reading: u64, keeps_text: bool) -> Result<Self, IndexError> {
        let (store, meta) = Sqlite::create(path, reading, keeps_text)?;
        Ok(Self { store, meta })
    }

    /// Whether the index keeps the letters' text.
    #[must_use]
    pub fn keeps_text(&self) -> bool {
        self.meta.keeps_text
    }

    /// Whether the index knows a file as it is now.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn knows(&self, path: &str, stamp: Stamp) -> Result<Known, IndexError> {
        Ok(match self.store.letter_at(path)? {
            None => Known::No,
            Some(letter) if letter.stamp == stamp => Known::Unchanged,
            Some(_) => Known::Touched,
        })
    }

    /// Adds letters, all of them or none: when it returns, they are there to stay. A letter of a known path takes the
    /// place of the one before.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn add(&mut self, letters: Vec<NewLetter>) -> Result<Added, IndexError> {
        self.changed(|store, meta| add(store, meta, letters))
    }

    /// Merges what was added in small parts.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn settle(&mut self) -> Result<(), IndexError> {
        self.changed(|store, _| segment::settle(store))
    }

    /// Merges everything into one segment, in which a look-up is quickest, where many letters were added: a quarter of
    /// all, so that what it costs is shared by those.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn finish(&mut self, added: usize) -> Result<(), IndexError> {
        self.changed(|store, _| {
            let segments = store.segments()?;
            if segments.len() > 1 && added * 4 >= store.count()? {
                segment::merge(store, &segments)?;
            }
            Ok(())
        })
    }

    /// Takes out the letter of a path and the letters in the folder of that path; gives how many.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn remove(&mut self, path: &str) -> Result<usize, IndexError> {
        self.changed(|store, _| {
            let folder =
                format!("{}{}", path.trim_end_matches(std::path::MAIN_SEPARATOR), std::path::MAIN_SEPARATOR);
            let mut removed = 0;
            for letter in store.letters()?.iter().filter(|l| l.path == path || l.path.starts_with(&folder)) {
                store.remove_letter(letter.id)?;
                removed += 1;
            }
            Ok(removed)
        })
    }

    /// Every letter, in path order.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn letters(&self) -> Result<Vec<LetterRow>, IndexError> {
        self.store.letters()
    }

    /// Text of a letter, if it is kept.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn text(&self, letter: &LetterRow) -> Result<Option<String>, IndexError> {
        self.store.text(letter.id)
    }

    /// Whether a text is that of a letter.
    #[must_use]
    pub fn is_text_of(&self, letter: &LetterRow, text: &str) -> bool {
        self.meta.key.digest(text) == letter.digest
    }

    /// The index in numbers.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn stats(&self) -> Result<Stats, IndexError> {
        let letters = self.store.letters()?;
        Ok(Stats {
            letters: letters.len(),
            runs: letters.iter().map(|l| u64::from(l.runs)).sum(),
            segments: self.store.segments()?.len(),
            bytes: self.store.bytes()?,
            format: FORMAT,
            keeps_text: self.meta.keeps_text,
        })
    }

    /// Merges everything into one segment and gives unused space back.
    ///
    /// # Errors
    /// When the index can't be written.
    pub fn compact(&mut self) -> Result<(), IndexError> {
        self.changed(|store, _| {
            let segments = store.segments()?;
            if segments.len() > 1 || !store.removed()?.is_empty() {
                segment::merge(store, &segments)
            } else {
                Ok(())
            }
        })?;
        self.store.compact()
    }

    /// A change of the store: made as a whole, or undone.
    fn changed<T>(
        &mut self,
        change: impl FnOnce(&mut Sqlite, &Meta) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        self.store.begin()?;
        let done = change(&mut self.store, &self.meta).and_then(|done| self.store.commit().map(|()| done));
        if done.is_err() {
            self.store.rollback();
        }
        done
    }
}

/// How many different runs are kept of a letter.
fn different(meta: &Meta, print: &Print) -> u32 {
    let mut runs: Vec<u64> = print.runs.iter().map(|r| meta.key.of(Kind::Run, r.hash)).collect();
    runs.sort_unstable();
    runs.dedup();
    u32::try_from(runs.len()).unwrap_or(u32::MAX)
}

fn add(store: &mut Sqlite, meta: &Meta, letters: Vec<NewLetter>) -> Result<Added, IndexError> {
    let mut added = Added::default();
    let mut postings = Vec::new();
    for letter in letters {
        let digest = meta.key.digest(&letter.text);
        match store.letter_at(&letter.path)? {
            Some(known) if known.digest == digest => {
                store.touch_letter(known.id, letter.stamp)?;
                added.same += 1;
                continue;
            }
            Some(known) => {
                store.remove_letter(known.id)?;
                added.changed += 1;
            }
            None => added.new += 1,
        }
        let row = LetterRow {
            id: 0,
            path: letter.path,
            digest,
            stamp: letter.stamp,
            sketch: letter.print.sketch.0,
            runs: different(meta, &letter.print),
        };
        let id = store.add_letter(&row, meta.keeps_text.then_some(letter.text.as_str()))?;
        let run = |run: &lora_core::reuse::Run| Posting {
            hash: meta.key.of(Kind::Run, run.hash),
            letter: id,
            start: run.start,
            len: run.end.saturating_sub(run.start),
        };
        postings.extend(letter.print.runs.iter().map(run));
        let word =
            |word: &u64| Posting { hash: meta.key.of(Kind::Word, *word), letter: id, start: 0, len: 0 };
        postings.extend(letter.print.words.iter().map(word));
    }
    if !postings.is_empty() {
        segment::write(store, postings)?;
    }
    Ok(added)
}
