//! Rich Text Format, by a reader of our own: what exists loses paragraph breaks.

mod charset;
mod reader;
mod scan;
mod state;
mod word;

use crate::docx::with_notes;
use crate::extracted::Extracted;
use crate::paragraphs::assemble;
use crate::{DocumentType, Part, ReadError};

/// Reads the text of a Rich Text document.
pub(crate) fn read(bytes: &[u8]) -> Result<Extracted, ReadError> {
    // A byte-order mark before it is no text.
    let start = memchr::memchr(b'{', bytes).unwrap_or(0);
    let found = reader::read(&bytes[start..])?;
    let mut paragraphs = found.headers.into_paragraphs(Part::Header);
    paragraphs.extend(found.body);
    paragraphs.extend(found.footers.into_paragraphs(Part::Footer));
    let (text, map) = assemble(paragraphs)?;
    if text.trim().is_empty() {
        let kind = DocumentType::Rtf;
        return Err(if found.pictures { ReadError::Scanned(kind) } else { ReadError::NoText(kind) });
    }
    let extracted = Extracted { text, kind: DocumentType::Rtf, notes: Vec::new(), map, facts: found.facts };
    Ok(with_notes(extracted, found.changes, found.comments, found.hidden))
}
