//! OpenDocument text.

mod story;
mod styles;

use crate::docx::{facts, with_notes};
use crate::extracted::{DocumentFacts, Extracted};
use crate::package::Package;
use crate::paragraphs::{Margin, Paragraph, assemble};
use crate::{DocumentType, Part, ReadError};
use story::Story;
use styles::Styles;

const DAMAGED: ReadError = ReadError::Damaged(DocumentType::Odt);

/// Reads the text of an OpenDocument text.
pub(crate) fn read(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let mut package = Package::open(bytes, DocumentType::Odt)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted(DocumentType::Odt));
    }
    let content = package.part("content.xml")?.ok_or(DAMAGED)?;
    let master = package.part("styles.xml")?.unwrap_or_default();
    let mut styles = Styles::default();
    styles.read(&master);
    styles.read(&content);
    let body = Story::read(&content, Part::Body, &styles).map_err(|()| DAMAGED)?;
    let margins = Story::read(&master, Part::Header, &styles).map_err(|()| DAMAGED)?;
    let mut paragraphs = margin(margins.headers, Part::Header);
    paragraphs.extend(body.paragraphs);
    paragraphs.extend(margin(margins.footers, Part::Footer));
    let (text, map) = assemble(paragraphs)?;
    if text.trim().is_empty() {
        let scanned = package.has_pictures();
        return Err(if scanned { ReadError::Scanned } else { ReadError::NoText }(DocumentType::Odt));
    }
    let properties = package.part("meta.xml")?.map(|xml| facts(&xml)).unwrap_or_default();
    let facts = DocumentFacts { page: styles.page, pages: Some(body.pages), ..properties };
    let extracted = Extracted { text, kind: DocumentType::Odt, notes: Vec::new(), map, facts };
    Ok(with_notes(extracted, body.changes, body.comments, body.hidden))
}

fn margin(found: Vec<Paragraph>, part: Part) -> Vec<Paragraph> {
    let mut margin = Margin::default();
    margin.add(found);
    margin.into_paragraphs(part)
}
