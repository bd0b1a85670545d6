//! OpenDocument text.

mod story;
mod styles;

use crate::docx::{facts, with_notes};
use crate::extracted::{DocumentFacts, Extracted};
use crate::package::Package;
use crate::paragraphs::{Paragraph, assemble, is_page_number};
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
    let mut paragraphs = margin(margins.headers);
    if !paragraphs.is_empty() {
        paragraphs.push(Paragraph::default());
    }
    paragraphs.extend(body.paragraphs);
    paragraphs.push(Paragraph::default());
    paragraphs.extend(margin(margins.footers));
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

/// Lines of headers or footers, each text once, without page numbers.
fn margin(found: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut lines: Vec<Paragraph> = Vec::new();
    for paragraph in found {
        let repeated = lines.iter().any(|p| p.text == paragraph.text && !p.is_blank());
        if !repeated && !is_page_number(paragraph.text.trim()) {
            lines.push(paragraph);
        }
    }
    lines
}
