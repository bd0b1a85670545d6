//! Zip packages (`.docx`, `.odt`), read within limits.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{DocumentType, ReadError};

/// Most that one part may unpack to, in bytes. Markup takes more room than the text in it.
const MAX_PART: u64 = 64 << 20;
/// Most that all parts that are read may unpack to.
const MAX_PARTS: u64 = 96 << 20;
/// Most entries of a package. A long document with pictures has a few hundred.
const MAX_ENTRIES: u16 = 10_000;

/// An open package.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    kind: DocumentType,
    left: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], kind: DocumentType) -> Result<Self, ReadError> {
        // The directory is held in memory, so its size is looked at first.
        let tail = &bytes[bytes.len().saturating_sub(66_000)..];
        let end = memmem::rfind(tail, b"PK\x05\x06").ok_or(ReadError::Damaged(kind))?;
        let entries = tail.get(end + 10..end + 12).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        if entries > MAX_ENTRIES {
            return Err(ReadError::NoLetter(DocumentType::Zip));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged(kind))?;
        if zip.len() > usize::from(MAX_ENTRIES) {
            return Err(ReadError::NoLetter(DocumentType::Zip));
        }
        Ok(Self { zip, kind, left: MAX_PARTS })
    }

    /// The text of a part, `None` if there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let damaged = ReadError::Damaged(self.kind);
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(what)) if what == ZipError::PASSWORD_REQUIRED => {
                return Err(ReadError::Encrypted(self.kind));
            }
            Err(_) => return Err(damaged),
        };
        let most = MAX_PART.min(self.left);
        // The declared size may lie, so it spares the work only where it tells that there is too much.
        if file.size() > most {
            return Err(ReadError::TooMuchText);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(file.size()).unwrap_or(0));
        let read = file.take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged)?;
        if read as u64 > most {
            return Err(ReadError::TooMuchText);
        }
        self.left -= read as u64;
        if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes[..] {
            return Ok(Some(encoding_rs::UTF_16LE.decode(&bytes).0.into_owned()));
        }
        String::from_utf8(bytes).map(Some).map_err(|_| damaged)
    }

    /// Whether a part is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether there are pictures in the package.
    pub(crate) fn has_pictures(&self) -> bool {
        const PICTURES: [&str; 8] = [".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".emf"];
        self.zip.file_names().flatten().any(|name| {
            let name = name.to_ascii_lowercase();
            PICTURES.iter().any(|ending| name.ends_with(ending))
        })
    }
}
