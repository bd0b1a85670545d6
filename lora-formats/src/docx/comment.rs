//! Comments: what they say and the marks that tie them to words.

use std::fmt::Write;
use std::ops::Range;

use quick_xml::escape::escape;

use super::W;

/// A remark on words of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Which bytes of the letter's text it is about; `None` for the letter as a whole.
    pub span: Option<Range<usize>>,
    /// What it says, a string a paragraph.
    pub text: Vec<String>,
}

/// Who a comment is by, as Word shows it.
const AUTHOR: &str = "Letter review";
const INITIALS: &str = "LR";

/// The parts of a document that name its comments: content type, and type of the relationship.
pub(super) const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
pub(super) const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
/// The namespace of elements in documents that Word saves as "strict".
pub(super) const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// The relationship in a document of either kind.
pub(super) fn relationship(strict: bool) -> &'static str {
    if strict { "http://purl.oclc.org/ooxml/officeDocument/relationships/comments" } else { RELATIONSHIP }
}

/// The `comment` elements, numbered from `first`.
pub(super) fn elements(comments: &[Comment], first: usize, strict: bool) -> String {
    let space = if strict { STRICT } else { W };
    let mut out = String::new();
    for (id, comment) in (first..).zip(comments) {
        // The elements go into comments of other makers too, so they declare their namespace themselves.
        let _ = write!(
            out,
            "<w:comment xmlns:w=\"{space}\" w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"{INITIALS}\">"
        );
        for paragraph in &comment.text {
            let _ = write!(
                out,
                "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escape(printable(paragraph))
            );
        }
        out.push_str("</w:comment>");
    }
    out
}

/// The whole part `comments.xml`.
pub(super) fn part(elements: &str, strict: bool) -> String {
    let space = if strict { STRICT } else { W };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{space}\">{elements}</w:comments>"
    )
}

/// The mark before the words; `w` is the document's prefix with its colon.
pub(super) fn start_mark(w: &str, id: usize) -> String {
    format!("<{w}commentRangeStart {w}id=\"{id}\"/>")
}

/// The mark after the words, and the run that shows the comment there.
pub(super) fn end_mark(w: &str, id: usize) -> String {
    format!("<{w}commentRangeEnd {w}id=\"{id}\"/>{}", reference(w, id))
}

/// The run that shows a comment.
pub(super) fn reference(w: &str, id: usize) -> String {
    format!("<{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>")
}

/// Text without the characters that XML can't hold.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            c if c.is_control() && c < ' ' => '\u{fffd}',
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect()
}
