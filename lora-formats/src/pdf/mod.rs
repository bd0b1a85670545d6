//! PDF: glyphs with their places on the page, put together to lines and paragraphs.
//!
//! The crates that read PDF panic on some damaged files, which is caught here. A file that was made to do harm
//! can also exhaust the stack or loop, which nothing in this process can catch: see [`crate::extract`].

mod columns;
mod facts;
mod fields;
mod glyphs;
mod guard;
mod layout;
mod margins;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, OutputError};

use crate::docx::with_notes;
use crate::paragraphs::assemble;
use crate::{DocumentType, Extracted, ReadError};
use glyphs::{Glyphs, TOO_MUCH};

const PDF: DocumentType = DocumentType::Pdf;

/// Reads the text of a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Extracted, ReadError> {
    guard::check(bytes)?;
    // Nothing outside is changed by a reading that ends early.
    catch_unwind(AssertUnwindSafe(|| contained(bytes))).unwrap_or(Err(ReadError::Damaged(PDF)))
}

fn contained(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let mut document = Document::load_mem(bytes).map_err(|error| of_loading(&error))?;
    let encrypted = document.is_encrypted() || document.was_encrypted();
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(ReadError::Encrypted(PDF));
    }
    let pictures = facts::empty_pictures(&mut document);
    let mut glyphs = Glyphs::default();
    let read = catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc(&document, &mut glyphs)));
    match read {
        Ok(Err(OutputError::IoError(e))) if e.kind() == TOO_MUCH => return Err(ReadError::TooMuchText),
        Ok(Ok(())) => {}
        // What was read before a fault is no whole letter.
        Ok(Err(_)) | Err(_) => return Err(ReadError::Damaged(PDF)),
    }
    fields::add(&document, &mut glyphs.pages);
    let pages = glyphs.pages.len();
    let lines = glyphs.pages.into_iter().map(|page| layout::lines(&page)).collect();
    let (text, map) = assemble(text::paragraphs(&margins::part(lines)))?;
    let readable = text.chars().filter(|c| c.is_alphanumeric()).count();
    if readable < 3 {
        return Err(if pictures > 0 { ReadError::Scanned(PDF) } else { ReadError::NoText(PDF) });
    }
    let found = facts::read(&document, encrypted, pages);
    let comments = facts::comments(&document);
    let extracted = Extracted { text, kind: PDF, notes: Vec::new(), map, facts: found };
    Ok(with_notes(extracted, 0, comments, false))
}

fn of_loading(error: &pdf_extract::Error) -> ReadError {
    use pdf_extract::Error;
    match error {
        Error::Decryption(_) | Error::InvalidPassword | Error::UnsupportedSecurityHandler(_) => {
            ReadError::Encrypted(PDF)
        }
        _ => ReadError::Damaged(PDF),
    }
}
