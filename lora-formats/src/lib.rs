//! lora-formats turns the bytes of a file into the text of a letter. It tells document types apart by what
//! the file holds, never by its name, keeps the way back from the text to the document, and says for what it
//! can't read what to do instead.
#![deny(missing_docs)]

mod decode;
pub mod docx;
mod error;
mod extracted;
mod html;
mod kind;
mod odt;
mod package;
mod paragraphs;
pub mod pdf;
mod rtf;
mod sink;
mod sniff;
mod xml;

pub use error::ReadError;
pub use extracted::{DocumentFacts, Extracted, Note, NoteId, Part, Piece, TextMap};
pub use kind::DocumentType;

/// Largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// Largest text that a file may hold, in bytes.
pub const MAX_TEXT: usize = 32 << 20;

/// What a file is, by its content.
#[must_use]
pub fn kind(bytes: &[u8]) -> DocumentType {
    sniff::sniff(bytes)
}

/// Reads the text of a letter from the bytes of its file.
///
/// A PDF that was made to do harm can exhaust the stack, which nothing in this process could catch: who reads
/// files of strangers calls this for [`DocumentType::Pdf`] in a process of its own, with limits.
///
/// # Errors
/// [`ReadError`] for a file that is empty, too large, damaged, encrypted, without text, or of a type that is
/// not read.
pub fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    let extracted = match kind(bytes) {
        DocumentType::Text => text(bytes)?,
        DocumentType::Docx => docx::read(bytes)?,
        DocumentType::Odt => odt::read(bytes)?,
        DocumentType::Pdf => pdf::read(bytes)?,
        DocumentType::Rtf => rtf::read(bytes)?,
        DocumentType::Html => html::read(bytes)?,
        DocumentType::Doc => return Err(old_word(bytes)),
        other => return Err(ReadError::NoLetter(other)),
    };
    // A byte-order mark alone is no text either.
    if extracted.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(match extracted.kind {
            DocumentType::Text => ReadError::Empty,
            kind => ReadError::NoText(kind),
        });
    }
    Ok(extracted)
}

fn text(bytes: &[u8]) -> Result<Extracted, ReadError> {
    if bytes.len() > MAX_TEXT {
        return Err(ReadError::TooMuchText);
    }
    let decoded = decode::decode(bytes.to_vec())?;
    let extracted = Extracted::plain(decoded.text);
    Ok(match decoded.note {
        Some(note) => extracted.with_note(NoteId::Encoding, note),
        None => extracted,
    })
}

/// A compound file: Word keeps a `.docx` with a password in one, too.
fn old_word(bytes: &[u8]) -> ReadError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_some() {
        ReadError::Encrypted(DocumentType::Docx)
    } else {
        ReadError::OldWord(DocumentType::Doc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Extracted {
        extract(bytes).unwrap_or_else(|e| panic!("{e}"))
    }

    fn error(bytes: &[u8]) -> ReadError {
        extract(bytes).err().unwrap_or_else(|| panic!("it was read"))
    }

    fn note(read: &Extracted) -> &str {
        read.notes.first().map_or("", |n| &n.message)
    }

    #[test]
    fn utf_8_is_taken_as_it_is_with_its_mark() {
        assert_eq!(text("Dear Dr. Nuñez".as_bytes()), Extracted::plain("Dear Dr. Nuñez".into()));
        assert_eq!(text("\u{feff}Dear".as_bytes()).text, "\u{feff}Dear");
    }

    #[test]
    fn windows_1252_is_decoded_with_a_note() {
        let read = text(b"She\x92s \x93outstanding\x94 \x96 Dr. Nu\xf1ez agrees.");
        assert_eq!(read.text, "She’s “outstanding” – Dr. Nuñez agrees.");
        assert!(note(&read).contains("windows-1252"));
    }

    #[test]
    fn mac_roman_apostrophes_are_no_capital_o_with_tilde() {
        let read = text(b"She didn\xd5t miss a day. \xd2Superb,\xd3 said the nurses; it\xd5s true.");
        assert_eq!(read.text, "She didn’t miss a day. “Superb,” said the nurses; it’s true.");
        assert!(note(&read).contains("macintosh"));
    }

    #[test]
    fn utf_16_is_decoded_with_and_without_a_mark() {
        let letter = "Dear Dr. Nuñez, she is “superb”.";
        for (mark, big) in [(true, true), (true, false), (false, true), (false, false)] {
            let marked = if mark { format!("\u{feff}{letter}") } else { letter.to_owned() };
            let bytes: Vec<u8> = marked
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            let read = text(&bytes);
            assert_eq!(read.text, marked);
            assert!(note(&read).contains("UTF-16"));
        }
    }

    #[test]
    fn a_few_damaged_bytes_leave_utf_8_what_it_is() {
        let mut bytes = "Señora Núñez and José agree: «superb» \u{2013} “rare”.".as_bytes().to_vec();
        bytes.push(0xff);
        let read = text(&bytes);
        assert!(read.text.starts_with("Señora Núñez"), "{}", read.text);
        assert!(read.text.ends_with('\u{fffd}') && !read.notes.is_empty());
    }

    #[test]
    fn what_gives_no_text_is_named() {
        use DocumentType as T;
        use ReadError as E;
        let encrypted: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"
            .iter()
            .copied()
            .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, expected) in [
            (&b""[..], E::Empty),
            (b" \r\n\t\n", E::Empty),
            (b"\xef\xbb\xbf\n", E::Empty),
            (b"\x00\x01\x02\x03binary\x00\xff\xfe", E::Binary),
            (b"\x7fELF\x02\x01\x01\x00\x00\x00", E::Binary),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", E::Damaged(T::Docx)),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", E::Damaged(T::Odt)),
            (b"PK\x03\x04....letters/a.txt", E::NoLetter(T::Zip)),
            (b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", E::NoLetter(T::OtherOffice)),
            (b"%PDF-1.7\n", E::Damaged(T::Pdf)),
            (b"\xef\xbb\xbf{\\rtf1\\ansi }", E::NoText(T::Rtf)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", E::OldWord(T::Doc)),
            (&encrypted, E::Encrypted(T::Docx)),
            (b"\n <!DOCTYPE HTML><p> </p>", E::NoText(T::Html)),
            (b"<?xml version='1.0'?><note>Dear</note>", E::NoLetter(T::Xml)),
            (b"\x89PNG\r\n\x1a\n", E::NoLetter(T::Picture)),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", E::NoLetter(T::Picture)),
            (b"\xff\xfe\x00\x00D\x00\x00\x00", E::Utf32),
        ] {
            assert_eq!(error(bytes), expected, "{}", bytes.escape_ascii());
            let message = expected.to_string();
            assert!(message.contains(": ") && !message.contains('\n'), "{message}");
        }
        assert_eq!(extract(&vec![b'a'; MAX_BYTES + 1]), Err(E::TooLarge));
        assert_eq!(extract(&vec![b'a'; MAX_TEXT + 1]), Err(E::TooMuchText));
    }

    #[test]
    fn a_control_character_or_two_does_not_make_text_binary() {
        assert!(text(b"Dear\x1b[31m Dr. Lee,\x0c\n\nshe is superb.").notes.is_empty());
        assert!(text(b"Dear Dr. Lee, a nul \x00 crept in.").text.contains('\0'));
    }

    #[test]
    fn web_pages_are_known_without_a_frame() {
        for page in [
            "<p>Dear",
            "<!-- saved --><HTML>\n<body>Dear",
            "<?xml version='1.0'?><html><p>Dear",
            "<div class=x>Dear",
        ] {
            assert_eq!(text(page.as_bytes()).text, "Dear\n", "{page}");
        }
        assert_eq!(text(b"<Amina> is superb.").kind, DocumentType::Text);
    }

    #[test]
    fn markup_of_pages_is_read() {
        let read = text(
            b"<!DOCTYPE html><html><head><title>LOR</title><meta name=author content='A. B.'><style>p {}</style></head>\
              <body><p>Dear&nbsp;Dr. Nu&ntilde;ez,<br>she is\n <b>super</b>b&amp;kind.</p><ol><li>One</li><li>Two</li></ol>\
              <ul><li>Three</ul><p style='display: none'>secret</p><table><tr><td>Care</td><td>Top</td></tr></table>\
              <script>var x = '<p>no</p>';</script><p>A <del>poor</del><ins>fine</ins> one.</p></body></html>",
        );
        assert_eq!(
            read.text,
            "Dear\u{a0}Dr. Nuñez,\nshe is superb&kind.\n\n1. One\n2. Two\n\n• Three\n\nCare\tTop\n\nA fine one.\n"
        );
        assert_eq!((read.facts.title.as_deref(), read.facts.author.as_deref()), (Some("LOR"), Some("A. B.")));
        let ids: Vec<NoteId> = read.notes.iter().map(|n| n.id).collect();
        assert_eq!(ids, [NoteId::TrackedChanges, NoteId::HiddenText]);
    }

    #[test]
    fn rich_text_is_read() {
        let read = text(
            br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Arial;}}
{\info{\title LOR Nwosu}{\author A. B.}}\paperw12240\paperh15840
{\header\pard Lakeside\par}{\footer\pard Page 1\par}
\pard\sa160 Dear Dr. Nu\'f1ez\u8217?s team,\par
\pard{\listtext\f1\'b7\tab}First \'93point\'94\par
She is {\v hidden }{\deleted poor}{\revised fine}\~and {\f2\'cf\'f0}\u-10179?\u-8704?{\*\unknown no}\emdash good{\footnote\pard A note.\par}.\par
\trowd\cellx1\intbl Care\cell Top\cell\row\pard
{\field{\*\fldinst DATE}{\fldrslt May 1}}{\*\annotation Really?}\bin4 }}}}\par}",
        );
        assert_eq!(
            read.text,
            "Lakeside\n\nDear Dr. Nuñez’s team,\n\n• First “point”\nShe is fine\u{a0}and Пр😀—good.\nA note.\nCare\tTop\nMay 1\n"
        );
        assert_eq!(read.facts.page, Some((8.5, 11.0)));
        assert_eq!(
            (read.facts.title.as_deref(), read.facts.author.as_deref()),
            (Some("LOR Nwosu"), Some("A. B."))
        );
        assert!(note(&read).contains("2 tracked changes and 1 comment"), "{}", note(&read));
    }
}
