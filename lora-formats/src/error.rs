//! Why a file gives no text.

use crate::paragraphs::MOST;
use crate::{DocumentType, MAX_BYTES, MAX_TEXT};

/// Why a file gives no text. Each message names what is wrong and, after a colon, what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty: save the letter again, or name another file")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than {} MB: this is no letter, or it needs to be split", MAX_BYTES >> 20)]
    TooLarge,
    /// More than [`MAX_TEXT`] of text, a quarter of a million paragraphs and runs, or parts that unpack to far more than a letter.
    #[error("the file holds more than {} MB of text, or {MOST} paragraphs and runs: this is no letter", MAX_TEXT >> 20)]
    TooMuchText,
    /// Reading took longer than a letter could.
    #[error("this {} took too long to read: export it again, or save it as .docx or .txt", .0.noun())]
    TooSlow(DocumentType),
    /// A document that breaks the rules of its own format.
    #[error("this {} is damaged and can't be read: open it in the program that made it and save it again", .0.noun())]
    Damaged(DocumentType),
    /// A document that asks for a password.
    #[error("this {} is protected by a password: save a copy without one", .0.noun())]
    Encrypted(DocumentType),
    /// Pages that hold pictures and no text.
    #[error("this {} holds pictures of pages and no text (a scan): run text recognition (OCR) on it, or give the draft that was printed", .0.noun())]
    Scanned(DocumentType),
    /// A document in which no text stands at all.
    #[error("this {} holds no text: save the letter again, or name another file", .0.noun())]
    NoText(DocumentType),
    /// Word before 2007.
    #[error("this {} can't be read: open it and save it as .docx", .0.noun())]
    OldWord(DocumentType),
    /// Something that no letter is in.
    #[error("this is {}: give the letter itself as .docx, .pdf or .txt", .0.name())]
    NoLetter(DocumentType),
    /// Bytes that are text in no encoding.
    #[error("the file is binary, not text: save the letter as .docx, .pdf or plain text (.txt)")]
    Binary,
    /// Text in an encoding that nothing writes by default.
    #[error("the file is encoded in UTF-32: save it as plain text in UTF-8")]
    Utf32,
}
