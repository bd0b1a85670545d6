//! Line starts, for positions that people can find.

use crate::span::Span;

/// Byte offsets at which lines start; `\n`, `\r\n` and lone `\r` end a line.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters that start before each block of the text, so that a column in a long line needs no counting
    /// from its start.
    chars: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

/// Number of characters that start in some bytes of a text.
fn count_chars(bytes: &[u8]) -> usize {
    // Sums that fit a byte are counted many at once.
    let starts = |part: &[u8]| part.iter().map(|b| u8::from((b & 0xc0) != 0x80)).sum::<u8>();
    bytes.chunks(u8::MAX.into()).map(|part| usize::from(starts(part))).sum()
}

impl LineIndex {
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Most lines are a paragraph.
        let mut starts = Vec::with_capacity(bytes.len() / 64 + 1);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
        let mut chars = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0;
        for block in bytes.chunks(BLOCK) {
            chars.push(u32::try_from(count).unwrap_or(u32::MAX));
            count += count_chars(block);
        }
        Self { starts, chars }
    }

    /// Number of lines; at least one.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The line of a byte offset, counted from 0.
    pub(crate) fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The bytes of a line, without its line end.
    pub(crate) fn span(&self, line: usize, text: &str) -> Span {
        let start = self.starts[line] as usize;
        let end = self.starts.get(line + 1).map_or(text.len(), |next| *next as usize);
        let kept = text[start..end].trim_end_matches(['\n', '\r']).len();
        Span::new(start, start + kept)
    }

    /// Line and column of an offset, both from 1, the column in characters.
    pub(crate) fn position(&self, offset: u32, text: &str) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.starts[line];
        let column = match text.as_bytes().get(start as usize..offset as usize) {
            Some(before) if before.len() <= BLOCK => count_chars(before),
            _ => self.chars_before(offset, text) - self.chars_before(start, text),
        };
        (line + 1, column + 1)
    }

    /// Number of characters before an offset.
    fn chars_before(&self, offset: u32, text: &str) -> usize {
        let offset = (offset as usize).min(text.len());
        let Some(last) = self.chars.len().checked_sub(1) else { return 0 };
        let block = (offset / BLOCK).min(last);
        self.chars[block] as usize + count_chars(&text.as_bytes()[block * BLOCK..offset])
    }
}
