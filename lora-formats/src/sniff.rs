//! Document types by what a file holds.

use memchr::memmem;

use crate::DocumentType;

/// How far into a file a PDF header may stand.
const PDF_WITHIN: usize = 1024;

/// The document type of a file; plain text for anything that looks like nothing else.
pub(crate) fn sniff(bytes: &[u8]) -> DocumentType {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        let holds = |needle: &[u8]| memmem::find(bytes, needle).is_some();
        return if holds(b"word/") && (holds(b"word/document") || holds(b"[Content_Types].xml")) {
            DocumentType::Docx
        } else if holds(b"application/vnd.oasis.opendocument.text") {
            DocumentType::Odt
        } else if holds(b"xl/workbook") || holds(b"ppt/presentation") || holds(b"opendocument.") {
            DocumentType::OtherOffice
        } else if holds(b"content.xml") && holds(b"META-INF/manifest.xml") {
            // Packed again by a program that doesn't know that the type stands at the front.
            DocumentType::Odt
        } else {
            DocumentType::Zip
        };
    }
    if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return DocumentType::Doc;
    }
    let picture: [&[u8]; 6] =
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x18ftyphei"];
    if picture.iter().any(|magic| starts(magic)) {
        return DocumentType::Picture;
    }
    // A header is at the very start in practice, but readers accept it a little later; "%PDF-" inside a
    // letter's prose can't be ruled out, so a file that starts like prose doesn't count.
    let head = &bytes[..bytes.len().min(PDF_WITHIN)];
    if starts(b"%PDF-") || memmem::find(head, b"%PDF-").is_some_and(|at| head[..at].contains(&0)) {
        return DocumentType::Pdf;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if text.starts_with(b"%PDF-") {
        return DocumentType::Pdf;
    }
    if text.starts_with(b"{\\rtf") {
        return DocumentType::Rtf;
    }
    markup(text)
}

/// Web pages and XML, by the first tag.
fn markup(text: &[u8]) -> DocumentType {
    const TAGS: [&[u8]; 14] = [
        b"html", b"head", b"body", b"meta", b"title", b"style", b"div", b"p", b"h1", b"h2", b"table",
        b"span", b"font", b"center",
    ];
    let mut text = text;
    let mut xml = false;
    // Declarations and comments before it say little.
    loop {
        text = text.trim_ascii_start();
        let opens = |tag: &[u8]| text.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag));
        let end: &[u8] = if opens(b"<!--") {
            b"-->"
        } else if opens(b"<?xml") {
            xml = true;
            b"?>"
        } else if opens(b"<!doctype html") {
            return DocumentType::Html;
        } else {
            break;
        };
        match memmem::find(text, end) {
            Some(at) => text = &text[at + end.len()..],
            None => break,
        }
    }
    let html = text.strip_prefix(b"<").is_some_and(|tag| {
        TAGS.iter().any(|name| {
            tag.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name))
                && tag.get(name.len()).is_some_and(|c| c.is_ascii_whitespace() || matches!(c, b'>' | b'/'))
        })
    });
    match (html, xml) {
        (true, _) => DocumentType::Html,
        (false, true) => DocumentType::Xml,
        (false, false) => DocumentType::Text,
    }
}
