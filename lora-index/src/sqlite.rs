//! The store as a SQLite file, in write-ahead mode: read while it is written, whole after a kill.
//!
//! Format 1. `meta(key, value)`: the key of the index, the version of the reading, whether texts are kept.
//! `letter`: a row for each letter. `text`: its text, where kept. `removed`: numbers of letters taken out whose
//! postings are not merged away. `segment`: the segments. `block`: id is the segment's number times 2^32 and the
//! block's number; data is a check sum and the postings.

use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::IndexError;
use crate::key::Key;
use crate::store::{EachBlock, LetterRow, SegmentRow, Stamp, Store};

/// Version of the format.
pub const FORMAT: i64 = 1;
/// "LORA", in SQLite's place for what wrote a file.
const APPLICATION: i64 = 0x4c4f_5241;
/// First bytes of any SQLite file.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);

const SCHEMA: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE letter (
        id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, bytes INTEGER NOT NULL,
        modified INTEGER NOT NULL, sketch BLOB NOT NULL, runs INTEGER NOT NULL);
    CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE removed (id INTEGER PRIMARY KEY);
    CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, bits INTEGER NOT NULL, postings INTEGER NOT NULL);
    CREATE TABLE block (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
";

/// What an index is made with.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    pub key: Key,
    pub reading: u64,
    pub keeps_text: bool,
}

/// Whether a file is a SQLite file, and so perhaps an index; never a letter.
#[must_use]
pub fn is_index(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == MAGIC
}

/// An index file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens an index that is there.
    pub fn open(path: &Path) -> Result<(Self, Meta), IndexError> {
        if !path.exists() {
            return Err(IndexError::Missing);
        }
        if !is_index(path) {
            return Err(IndexError::Foreign);
        }
        let store = Self::connect(path)?;
        let number =
            |name| store.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        if number("application_id")? != APPLICATION {
            return Err(IndexError::Foreign);
        }
        let found = number("user_version")?;
        if found > FORMAT {
            return Err(IndexError::Newer { found, known: FORMAT });
        }
        if found != FORMAT {
            return Err(IndexError::damaged(format!("format {found}")));
        }
        let meta = store.meta()?;
        Ok((store, meta))
    }

    /// Makes a new index, readable by its owner alone, with a key of its own. It takes its name when it is whole.
    pub fn create(path: &Path, reading: u64, keeps_text: bool) -> Result<(Self, Meta), IndexError> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // The files that SQLite puts beside it take its permissions.
        let file = tempfile::Builder::new()
            .prefix(".lora-index-")
            .tempfile_in(folder)
            .map_err(|e| IndexError::Io(e.to_string()))?;
        let mut store = Self::connect(file.path())?;
        let change = store.connection.transaction()?;
        change.execute_batch(SCHEMA)?;
        change.pragma_update(None, "application_id", APPLICATION)?;
        change.pragma_update(None, "user_version", FORMAT)?;
        let put = "INSERT INTO meta VALUES (?1, ?2)";
        change.execute("INSERT INTO meta VALUES ('key', randomblob(16))", [])?;
        change.execute(put, params!["reading", reading.to_le_bytes()])?;
        change.execute(put, params!["keeps_text", [u8::from(keeps_text)]])?;
        change.commit()?;
        store.connection.close().map_err(|(_, e)| e)?;
        file.persist_noclobber(path).map_err(|e| match e.error.kind() {
            ErrorKind::AlreadyExists => IndexError::There,
            _ => IndexError::Io(e.error.to_string()),
        })?;
        Self::open(path)
    }

    fn connect(path: &Path) -> Result<Self, IndexError> {
        let connection = Connection::open_with_flags(
            path,
            rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // A merge makes a long log; it is cut afterwards.
        connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
        connection.pragma_update(None, "cache_size", -32_000)?;
        connection.set_prepared_statement_cache_capacity(32);
        Ok(Self { connection })
    }

    fn meta(&self) -> Result<Meta, IndexError> {
        let value = |key: &str| -> Result<Vec<u8>, IndexError> {
            Ok(self.connection.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))?)
        };
        let damaged = |_| IndexError::damaged("its key");
        Ok(Meta {
            key: Key(value("key")?.try_into().map_err(damaged)?),
            reading: u64::from_le_bytes(value("reading")?.try_into().map_err(damaged)?),
            keeps_text: value("keeps_text")? == [1],
        })
    }

    /// What SQLite finds wrong with the file; nothing where it is whole.
    pub fn faults(&self) -> Result<Vec<String>, IndexError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let found: Result<Vec<String>, _> = statement.query_map([], |row| row.get(0))?.collect();
        Ok(found?.into_iter().filter(|f| f != "ok").collect())
    }

    /// Bytes of the file.
    pub fn bytes(&self) -> Result<u64, IndexError> {
        let number =
            |name| self.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        Ok(u64::try_from(number("page_count")? * number("page_size")?).unwrap_or_default())
    }

    /// Gives pages that are no longer used back to the disk.
    pub fn compact(&self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?)
    }
}

const LETTER: &str = "SELECT id, path, digest, bytes, modified, sketch, runs FROM letter";

fn letter(row: &Row<'_>) -> rusqlite::Result<LetterRow> {
    Ok(LetterRow {
        id: row.get(0)?,
        path: row.get(1)?,
        digest: row.get(2)?,
        stamp: Stamp { bytes: row.get::<_, i64>(3)?.unsigned_abs(), modified: row.get(4)? },
        sketch: row.get(5)?,
        runs: row.get(6)?,
    })
}

fn block_id(segment: u32, number: u32) -> i64 {
    i64::from(segment) << 32 | i64::from(number)
}

impl Store for Sqlite {
    fn begin(&mut self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    fn commit(&mut self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    fn rollback(&mut self) {
        // Where no change is open there is nothing to undo, and an index that can't be written stays as it was.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    fn at_once<T>(&self, read: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
        let moment = self.connection.unchecked_transaction()?;
        let done = read();
        moment.finish()?;
        done
    }

    fn add_letter(&mut self, letter: &LetterRow, text: Option<&str>) -> Result<u32, IndexError> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO letter (path, digest, bytes, modified, sketch, runs) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let bytes = i64::try_from(letter.stamp.bytes).unwrap_or(i64::MAX);
        let modified = letter.stamp.modified;
        insert.execute(params![letter.path, letter.digest, bytes, modified, letter.sketch, letter.runs])?;
        let id = self.connection.last_insert_rowid();
        if let Some(text) = text {
            let mut insert = self.connection.prepare_cached("INSERT INTO text VALUES (?1, ?2)")?;
            insert.execute(params![id, text])?;
        }
        u32::try_from(id)
            .ok()
            .filter(|id| *id < crate::block::MANY)
            .ok_or_else(|| IndexError::Io("it is full".to_owned()))
    }

    fn remove_letter(&mut self, id: u32) -> Result<(), IndexError> {
        for statement in [
            "DELETE FROM letter WHERE id = ?1",
            "DELETE FROM text WHERE id = ?1",
            "INSERT OR IGNORE INTO removed VALUES (?1)",
        ] {
            self.connection.prepare_cached(statement)?.execute([id])?;
        }
        Ok(())
    }

    fn touch_letter(&mut self, id: u32, stamp: Stamp) -> Result<(), IndexError> {
        let bytes = i64::try_from(stamp.bytes).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached("UPDATE letter SET bytes = ?2, modified = ?3 WHERE id = ?1")?
            .execute(params![id, bytes, stamp.modified])?;
        Ok(())
    }

    fn letter(&self, id: u32) -> Result<Option<LetterRow>, IndexError> {
        let mut select = self.connection.prepare_cached(&format!("{LETTER} WHERE id = ?1"))?;
        Ok(select.query_row([id], letter).optional()?)
    }

    fn letter_at(&self, path: &str) -> Result<Option<LetterRow>, IndexError> {
        let mut select = self.connection.prepare_cached(&format!("{LETTER} WHERE path = ?1"))?;
        Ok(select.query_row([path], letter).optional()?)
    }

    fn letters(&self) -> Result<Vec<LetterRow>, IndexError> {
        let mut select = self.connection.prepare(&format!("{LETTER} ORDER BY path"))?;
        let letters: Result<Vec<_>, _> = select.query_map([], letter)?.collect();
        Ok(letters?)
    }

    fn count(&self) -> Result<usize, IndexError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM letter", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    fn text(&self, id: u32) -> Result<Option<String>, IndexError> {
        let mut select = self.connection.prepare_cached("SELECT text FROM text WHERE id = ?1")?;
        Ok(select.query_row([id], |row| row.get(0)).optional()?)
    }

    fn removed(&self) -> Result<Vec<u32>, IndexError> {
        let mut select = self.connection.prepare_cached("SELECT id FROM removed ORDER BY id")?;
        let removed: Result<Vec<u32>, _> = select.query_map([], |row| row.get(0))?.collect();
        Ok(removed?)
    }

    fn forget_removed(&mut self) -> Result<(), IndexError> {
        self.connection.execute("DELETE FROM removed", [])?;
        Ok(())
    }

    fn segments(&self) -> Result<Vec<SegmentRow>, IndexError> {
        let mut select =
            self.connection.prepare_cached("SELECT id, bits, postings FROM segment ORDER BY id")?;
        let segment = |row: &Row<'_>| {
            let postings = row.get::<_, i64>(2)?.unsigned_abs();
            Ok(SegmentRow { id: row.get(0)?, bits: row.get(1)?, postings })
        };
        let segments: Result<Vec<_>, _> = select.query_map([], segment)?.collect();
        let segments = segments?;
        if segments.iter().any(|s| s.bits > 32) {
            return Err(IndexError::damaged("its list of segments"));
        }
        Ok(segments)
    }

    fn add_segment(&mut self, bits: u32) -> Result<u32, IndexError> {
        self.connection
            .prepare_cached("INSERT INTO segment (bits, postings) VALUES (?1, 0)")?
            .execute([bits])?;
        u32::try_from(self.connection.last_insert_rowid())
            .ok()
            .filter(|id| *id < 1 << 31)
            .ok_or_else(|| IndexError::Io("it is full".to_owned()))
    }

    fn close_segment(&mut self, id: u32, postings: u64) -> Result<(), IndexError> {
        let postings = i64::try_from(postings).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached("UPDATE segment SET postings = ?2 WHERE id = ?1")?
            .execute(params![id, postings])?;
        Ok(())
    }

    fn drop_segment(&mut self, id: u32) -> Result<(), IndexError> {
        self.connection.prepare_cached("DELETE FROM segment WHERE id = ?1")?.execute([id])?;
        self.connection
            .prepare_cached("DELETE FROM block WHERE id BETWEEN ?1 AND ?2")?
            .execute([block_id(id, 0), block_id(id, u32::MAX)])?;
        Ok(())
    }

    fn put_block(&mut self, segment: u32, number: u32, bytes: &[u8]) -> Result<(), IndexError> {
        self.connection
            .prepare_cached("INSERT INTO block VALUES (?1, ?2)")?
            .execute(params![block_id(segment, number), bytes])?;
        Ok(())
    }

    fn blocks(
        &self,
        segment: u32,
        numbers: &mut dyn Iterator<Item = u32>,
        read: EachBlock<'_>,
    ) -> Result<(), IndexError> {
        let mut select = self.connection.prepare_cached("SELECT data FROM block WHERE id = ?1")?;
        for number in numbers {
            let mut rows = select.query([block_id(segment, number)])?;
            if let Some(row) = rows.next()? {
                let data =
                    row.get_ref(0)?.as_blob().map_err(|_| IndexError::damaged("a block of fingerprints"))?;
                read(number, data)?;
            }
        }
        Ok(())
    }
}
