//! What was filled into the fields of a form: it stands in no page's own content.

use pdf_extract::{Dictionary, Document, Object, decode_text_string};

use super::facts::resolved;
use super::glyphs::{Field, Page};
use crate::MAX_TEXT;

/// Most fields of a page, and deepest tree of fields that is followed.
const MOST: usize = 2000;
const DEEPEST: usize = 16;
/// The flag of a field with several lines.
const MULTILINE: i64 = 1 << 12;

/// Puts the values of a form's fields on their pages.
pub(super) fn add(document: &Document, pages: &mut [Page]) {
    let mut left = MAX_TEXT;
    for (page, id) in pages.iter_mut().zip(document.get_pages().into_values()) {
        let Ok(dictionary) = document.get_dictionary(id) else { continue };
        let annotations = dictionary.get(b"Annots").ok().and_then(|a| resolved(document, a)?.as_array().ok());
        for annotation in annotations.into_iter().flatten().take(MOST) {
            let widget = resolved(document, annotation).and_then(|a| a.as_dict().ok());
            let Some(field) = widget.and_then(|w| field(document, w)) else { continue };
            let Some(rest) = left.checked_sub(field.text.len()) else { return };
            left = rest;
            page.fill(field);
        }
    }
}

fn field(document: &Document, widget: &Dictionary) -> Option<Field> {
    if widget.get(b"Subtype").and_then(Object::as_name).ok()? != b"Widget" {
        return None;
    }
    let flags = inherited(document, widget, b"Ff").and_then(|f| f.as_i64().ok()).unwrap_or(0);
    let text = match inherited(document, widget, b"FT")?.as_name().ok()? {
        b"Tx" | b"Ch" => value(inherited(document, widget, b"V")?)?,
        b"Btn" => {
            let on = widget.get(b"AS").and_then(Object::as_name).is_ok_and(|state| state != b"Off");
            // A button that is pushed has no state.
            widget.get(b"AS").ok()?;
            if on { "☒" } else { "☐" }.to_owned()
        }
        _ => return None,
    };
    let corner: Vec<f32> = resolved(document, widget.get(b"Rect").ok()?)?
        .as_array()
        .ok()?
        .iter()
        .filter_map(|n| resolved(document, n)?.as_float().ok())
        .filter(|n| n.is_finite())
        .collect();
    let [a, b, c, d] = corner[..] else { return None };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
    (!text.is_empty()).then(|| Field {
        text,
        left: a.min(c),
        right: a.max(c),
        bottom: b.min(d),
        top: b.max(d),
        lines: flags & MULTILINE != 0,
    })
}

/// A text with its line ends, which are no characters of the encoding that is used where none is named.
fn value(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    if bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xef\xbb\xbf") {
        return decode_text_string(object).ok();
    }
    let line = |line: &[u8]| decode_text_string(&Object::string_literal(line.to_vec())).unwrap_or_default();
    Some(bytes.split(|b| matches!(b, b'\r' | b'\n')).map(line).collect::<Vec<_>>().join("\n"))
}

fn inherited<'a>(document: &'a Document, field: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut at = field;
    for _ in 0..DEEPEST {
        if let Ok(found) = at.get(key) {
            return resolved(document, found);
        }
        at = resolved(document, at.get(b"Parent").ok()?)?.as_dict().ok()?;
    }
    None
}
