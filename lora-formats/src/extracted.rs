//! What reading a file gives: its text, the way back from the text to the document, and what is known of the
//! file.

use serde::{Deserialize, Serialize};

use crate::DocumentType;

/// The text of a letter and how it was come by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extracted {
    /// The text. A byte-order mark stays in it as U+FEFF, so that for UTF-8 offsets are those of the file.
    pub text: String,
    /// What the file is.
    pub kind: DocumentType,
    /// What a reader should know about the reading.
    pub notes: Vec<Note>,
    /// The way back to the document; empty for plain text, where the text is the file.
    pub map: TextMap,
    /// What is known of the file besides its text.
    pub facts: DocumentFacts,
}

impl Extracted {
    /// Plain text with nothing to tell about it.
    pub(crate) fn plain(text: String) -> Self {
        Self {
            text,
            kind: DocumentType::Text,
            notes: Vec::new(),
            map: TextMap::default(),
            facts: DocumentFacts::default(),
        }
    }

    pub(crate) fn with_note(mut self, id: NoteId, message: impl Into<String>) -> Self {
        self.notes.push(Note { id, message: message.into() });
        self
    }
}

/// Something that a reader should know about how a file was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Which.
    pub id: NoteId,
    /// In words.
    pub message: String,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteId {
    /// The encoding was guessed.
    Encoding,
    /// Tracked changes or comments are still in the file.
    TrackedChanges,
    /// Text that is not shown.
    HiddenText,
}

impl NoteId {
    /// The id as reports write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::TrackedChanges => "tracked-changes",
            Self::HiddenText => "hidden-text",
        }
    }
}

/// What is known of a file besides its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// It is encrypted, though it opens without a password.
    pub encrypted: bool,
    /// Width and height of its pages in inches, if it has pages.
    pub page: Option<(f32, f32)>,
    /// Number of pages, where it is known.
    pub pages: Option<u32>,
    /// Title in its properties.
    pub title: Option<String>,
    /// Author in its properties.
    pub author: Option<String>,
    /// Who saved it last, by its properties.
    pub last_saved_by: Option<String>,
}

/// The part of a document that text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The text itself, tables included.
    Body,
    /// A page header.
    Header,
    /// A page footer.
    Footer,
    /// A footnote or endnote.
    Note,
    /// A text box.
    TextBox,
}

/// A stretch of the text and where in the document it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// First byte in the text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Part of the document.
    pub part: Part,
    /// Page, from 1; 1 where the format has none.
    pub page: u32,
    /// Paragraph of that part, from 1, empty ones included.
    pub paragraph: u32,
    /// Run of that paragraph, from 1: text set in one go.
    pub run: u32,
    /// Bytes in the source: for `.docx` and `.odt` of the part's XML; both 0 where that says nothing.
    pub source: (u32, u32),
}

/// The way from the text back to the document: pieces in the order of the text, with gaps where the text holds
/// what the document does not (line ends, labels of lists).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextMap {
    pub(crate) pieces: Vec<Piece>,
}

impl TextMap {
    /// All pieces, in the order of the text.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The piece that holds a byte of the text, or the one before it.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|p| p.start as usize <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }
}
