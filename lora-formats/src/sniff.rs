//! Document types by their first bytes.

use memchr::memmem;

use crate::DocumentType;

/// How far into a file a PDF header may stand.
const PDF_WITHIN: usize = 1024;

/// The document type of a file that is no plain text; `None` for anything else.
pub(crate) fn sniff(bytes: &[u8]) -> Option<DocumentType> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        let holds = |needle: &[u8]| memmem::find(bytes, needle).is_some();
        return Some(if holds(b"word/document") {
            DocumentType::Docx
        } else if holds(b"application/vnd.oasis.opendocument.text") {
            DocumentType::Odt
        } else {
            DocumentType::Zip
        });
    }
    if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(DocumentType::Doc);
    }
    let picture: [&[u8]; 5] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    if picture.iter().any(|magic| starts(magic)) {
        return Some(DocumentType::Picture);
    }
    // A header is at the very start in practice, but readers accept it a little later; "%PDF-" inside a
    // letter's prose can't be ruled out, so a file that starts like prose doesn't count.
    let head = &bytes[..bytes.len().min(PDF_WITHIN)];
    if starts(b"%PDF-") || memmem::find(head, b"%PDF-").is_some_and(|at| head[..at].contains(&0)) {
        return Some(DocumentType::Pdf);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if text.starts_with(b"{\\rtf") {
        return Some(DocumentType::Rtf);
    }
    let opens = |tag: &[u8]| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let html = opens(b"<!doctype html") || opens(b"<html>") || opens(b"<html ") || opens(b"<html\n");
    html.then_some(DocumentType::Html)
}
