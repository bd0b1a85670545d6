//! Small help for reading XML as a stream.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart};

/// The value of an attribute, by its name without prefix.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let found =
        element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    if !found.value.contains('&') {
        return Some(found.value);
    }
    quick_xml::escape::unescape(&found.value).ok().map(|v| Cow::Owned(v.into_owned()))
}

/// The value of an attribute as a number.
pub(crate) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.parse().ok()
}

/// The character that a reference (`&amp;`, `&#8217;`) stands for; U+FFFD for one that nothing defines.
pub(crate) fn reference(reference: &BytesRef<'_>) -> char {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c;
    }
    match &**reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => '\u{fffd}',
    }
}

/// The text of an element that stands after its start tag; an error ends it.
pub(crate) fn text_of(reader: &mut quick_xml::Reader<&[u8]>) -> String {
    use quick_xml::events::Event;
    let mut out = String::new();
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => out.push_str(&text),
            Ok(Event::GeneralRef(found)) => out.push(reference(&found)),
            Ok(Event::CData(data)) => out.push_str(&data),
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) if depth == 0 => return out,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) | Err(_) => return out,
            Ok(_) => {}
        }
    }
}
