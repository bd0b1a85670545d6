//! What is known at a place of an RTF document, and what is gathered from it.

use encoding_rs::Encoding;

use crate::Part;
use crate::extracted::DocumentFacts;
use crate::paragraphs::{Margin, Paragraph};
use crate::sink::Sink;

/// What a document holds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) body: Vec<Paragraph>,
    pub(super) headers: Margin,
    pub(super) footers: Margin,
    pub(super) facts: DocumentFacts,
    pub(super) changes: usize,
    pub(super) comments: usize,
    pub(super) hidden: bool,
    pub(super) pictures: bool,
}

/// What a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    Text,
    Skipped,
    FontTable,
    Title,
    Author,
    Operator,
    Label,
}

/// What a group changes until it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) destination: Destination,
    /// Bytes after a `\u` that stand for it in programs that don't know it.
    pub(super) fallback: usize,
    pub(super) font: i32,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) in_table: bool,
    pub(super) before: u32,
    pub(super) after: u32,
    /// The group that ends a story of its own: a header, a note, a text box.
    pub(super) story: bool,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            destination: Destination::Text,
            fallback: 1,
            font: -1,
            hidden: false,
            deleted: false,
            in_table: false,
            before: 0,
            after: 0,
            story: false,
        }
    }
}

#[derive(Clone)]
pub(super) struct Font {
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) symbols: bool,
    pub(super) name: String,
}

/// Text that grows on its own: the body, a header, a note.
pub(super) struct Story {
    pub(super) part: Part,
    pub(super) sink: Sink,
    pub(super) open: Paragraph,
    pub(super) notes: Vec<Paragraph>,
    pub(super) paragraphs: u32,
    pub(super) runs: u32,
}

impl Story {
    pub(super) fn new(part: Part) -> Self {
        Self {
            part,
            sink: Sink::default(),
            open: Paragraph::default(),
            notes: Vec::new(),
            paragraphs: 1,
            runs: 1,
        }
    }
}
