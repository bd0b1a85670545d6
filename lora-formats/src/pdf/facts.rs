//! What a PDF says besides its text.

use pdf_extract::{Dictionary, Document, Object, decode_text_string};

use crate::DocumentFacts;

/// Deepest page tree that is followed.
const DEEPEST: usize = 32;

/// Takes the pictures out, which the reading of text would else unpack, and says how many there were.
pub(super) fn empty_pictures(document: &mut Document) -> usize {
    let mut pictures = 0;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image")
        {
            pictures += 1;
            stream.set_content(Vec::new());
            stream.dict.remove(b"Filter");
        }
    }
    pictures
}

/// Encryption, page size and properties.
pub(super) fn read(document: &Document, encrypted: bool, pages: usize) -> DocumentFacts {
    let property = |name: &[u8]| {
        let info = document.trailer.get(b"Info").ok()?;
        let info = resolved(document, info)?.as_dict().ok()?;
        let text = decode_text_string(resolved(document, info.get(name).ok()?)?).ok()?;
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
        (!text.is_empty()).then_some(text)
    };
    let first = document.get_pages().into_values().next();
    DocumentFacts {
        encrypted,
        page: first.and_then(|id| document.get_dictionary(id).ok()).and_then(|page| size(document, page)),
        pages: u32::try_from(pages).ok(),
        title: property(b"Title"),
        author: property(b"Author"),
        last_saved_by: None,
    }
}

/// Notes and marks on the pages.
pub(super) fn comments(document: &Document) -> usize {
    const COMMENTS: [&[u8]; 8] =
        [b"Text", b"FreeText", b"Highlight", b"Underline", b"Squiggly", b"StrikeOut", b"Ink", b"Caret"];
    let is_comment = |annotation: &Object| {
        resolved(document, annotation)
            .and_then(|a| a.as_dict().ok())
            .and_then(|a| a.get(b"Subtype").ok())
            .and_then(|s| s.as_name().ok())
            .is_some_and(|name| COMMENTS.contains(&name))
    };
    document
        .get_pages()
        .into_values()
        .filter_map(|page| document.get_dictionary(page).ok()?.get(b"Annots").ok())
        .filter_map(|annotations| resolved(document, annotations)?.as_array().ok())
        .map(|annotations| annotations.iter().filter(|a| is_comment(a)).count())
        .sum()
}

pub(super) fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// Width and height in inches.
fn size(document: &Document, page: &Dictionary) -> Option<(f32, f32)> {
    let media: Vec<f32> = inherited(document, page, b"MediaBox")?
        .as_array()
        .ok()?
        .iter()
        .filter_map(|n| resolved(document, n)?.as_float().ok())
        .collect();
    let [left, bottom, right, top] = media[..] else { return None };
    let (width, height) = ((right - left).abs() / 72.0, (top - bottom).abs() / 72.0);
    let turned = inherited(document, page, b"Rotate").and_then(|r| r.as_i64().ok()).unwrap_or(0) % 180 != 0;
    Some(if turned { (height, width) } else { (width, height) })
}

fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut at = page;
    for _ in 0..DEEPEST {
        if let Ok(found) = at.get(key) {
            return resolved(document, found);
        }
        at = resolved(document, at.get(b"Parent").ok()?)?.as_dict().ok()?;
    }
    None
}
