//! Paragraphs of a document to text: which line ends part them, and the map that goes along.

use std::collections::HashSet;

use crate::extracted::{Part, Piece, TextMap};
use crate::{MAX_TEXT, ReadError};

/// Paragraphs and runs up to which a document is a letter. What is past them is dropped where it is read, so that
/// memory stays bounded, and refused when the text is put together.
pub(crate) const MOST: usize = 250_000;
/// Space between paragraphs, in twentieths of a point, from which it shows as a gap.
const GAP: u32 = 80;
/// Characters from which a paragraph is prose, which a gap parts from its neighbours even where the document
/// has none: the line ends inside a block are read as wraps.
const PROSE: usize = 80;

/// A paragraph as a document has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    /// Offsets count from the paragraph's start.
    pub(crate) pieces: Vec<Piece>,
    /// Space before and after, in twentieths of a point.
    pub(crate) before: u32,
    pub(crate) after: u32,
}

impl Paragraph {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What it counts against [`MOST`].
    pub(crate) fn weight(&self) -> usize {
        1 + self.pieces.len()
    }

    fn is_prose(&self) -> bool {
        self.text.len() >= PROSE && self.text.lines().any(|l| l.chars().count() >= PROSE)
    }

    /// Appends text that stands in the source.
    pub(crate) fn push(&mut self, text: &str, at: Place) {
        if text.is_empty() || self.text.len() > MAX_TEXT {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let (start, end) = (offset(start), offset(self.text.len()));
        let (run, source) = (at.run, at.source);
        // Text of one run in one stretch of the source is one piece.
        if let Some(last) = self.pieces.last_mut()
            && last.end == start
            && source.0 != 0
            && (last.source.1, last.run, last.paragraph, last.part, last.page)
                == (source.0, run, at.paragraph, at.part, at.page)
            && last.source.1 - last.source.0 == last.end - last.start
            && source.1 - source.0 == end - start
        {
            last.end = end;
            last.source.1 = source.1;
            return;
        }
        if self.pieces.len() > MOST {
            return;
        }
        self.pieces.push(Piece {
            start,
            end,
            part: at.part,
            page: at.page,
            paragraph: at.paragraph,
            run,
            source,
        });
    }

    /// Appends another paragraph after a separator.
    pub(crate) fn append(&mut self, separator: &str, other: Self) {
        self.text.push_str(separator);
        let shift = offset(self.text.len());
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.into_iter().map(|p| shifted(p, shift)));
        self.after = other.after;
    }
}

/// Where in a document some text stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) part: Part,
    pub(crate) page: u32,
    pub(crate) paragraph: u32,
    pub(crate) run: u32,
    pub(crate) source: (u32, u32),
}

fn shifted(mut piece: Piece, by: u32) -> Piece {
    piece.start += by;
    piece.end += by;
    piece
}

/// Offsets fit: texts and sources are limited to far less than 4 GB.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The text of paragraphs in a row. Lines of an address stay lines of one block; prose is parted by blank lines.
pub(crate) fn assemble(paragraphs: Vec<Paragraph>) -> Result<(String, TextMap), ReadError> {
    let length: usize = paragraphs.iter().map(|p| p.text.len() + 2).sum();
    if length > MAX_TEXT || paragraphs.iter().map(Paragraph::weight).sum::<usize>() > MOST {
        return Err(ReadError::TooMuchText);
    }
    let mut text = String::with_capacity(length);
    let mut pieces = Vec::with_capacity(paragraphs.iter().map(|p| p.pieces.len()).sum());
    let mut gap = false;
    let mut last: Option<(u32, bool)> = None;
    for paragraph in paragraphs {
        if paragraph.is_blank() {
            gap = true;
            continue;
        }
        let prose = paragraph.is_prose();
        if let Some((after, last_is_prose)) = last {
            let parted = gap || last_is_prose || prose || after.max(paragraph.before) >= GAP;
            text.push_str(if parted { "\n\n" } else { "\n" });
        }
        let shift = offset(text.len());
        text.push_str(&paragraph.text);
        pieces.extend(paragraph.pieces.into_iter().map(|p| shifted(p, shift)));
        last = Some((paragraph.after, prose));
        gap = false;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    Ok((text, TextMap { pieces }))
}

/// Headers or footers: each line once, without page numbers.
#[derive(Debug, Default)]
pub(crate) struct Margin {
    lines: Vec<Paragraph>,
    seen: HashSet<String>,
}

impl Margin {
    pub(crate) fn add(&mut self, paragraphs: Vec<Paragraph>) {
        for paragraph in paragraphs {
            let number = is_page_number(paragraph.text.trim());
            if !number && (paragraph.is_blank() || self.seen.insert(paragraph.text.clone())) {
                self.lines.push(paragraph);
            }
        }
    }

    /// How many there are.
    pub(crate) fn weight(&self) -> usize {
        self.lines.len()
    }

    /// The paragraphs, with a gap before or after them.
    pub(crate) fn into_paragraphs(mut self, part: Part) -> Vec<Paragraph> {
        let at = if part == Part::Header { self.lines.len() } else { 0 };
        self.lines.insert(at, Paragraph::default());
        self.lines
    }
}

/// Whether a line of a header or footer holds nothing but the number of the page.
pub(crate) fn is_page_number(line: &str) -> bool {
    let mut digits = false;
    let only = line
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '/' | '.' | '·'))
        .all(|word| {
            let number = !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
            digits |= number;
            number || word.is_empty() || ["page", "pg", "of"].iter().any(|w| word.eq_ignore_ascii_case(w))
        });
    only && digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str, after: u32) -> Paragraph {
        Paragraph { text: text.into(), after, ..Paragraph::default() }
    }

    #[test]
    fn blank_lines_part_what_the_document_parts() {
        let prose =
            "She saw what nobody else on the team had seen, and she told the family herself that evening.";
        let text = assemble(vec![
            paragraph("Daniel Okafor, MD", 0),
            paragraph("Lakeside Hospital", 0),
            paragraph("  ", 0),
            paragraph("Dear all:", 160),
            paragraph("Short.", 0),
            paragraph(prose, 0),
            paragraph(prose, 0),
        ]);
        let expected =
            format!("Daniel Okafor, MD\nLakeside Hospital\n\nDear all:\n\nShort.\n\n{prose}\n\n{prose}\n");
        assert_eq!(text.map(|(text, _)| text), Ok(expected));
    }

    #[test]
    fn page_numbers_alone_are_known() {
        for line in ["2", "- 2 -", "Page 2 of 3", "page 1/2", "2 | Page"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["", "Page", "Dr. Farah, page 2", "Suite 200", "Tel 555-0134", "60601-4455"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
