//! Word documents.

mod anchors;
mod annotate;
mod comment;
mod numbering;
mod read;
mod story;
mod styles;
mod symbol;
mod write;

pub use annotate::annotate;
pub use comment::Comment;
pub(crate) use numbering::formatted;
pub(crate) use read::{facts, read, with_notes};
pub(crate) use symbol::{is_symbol_font, symbol};
pub use write::write;

/// The namespace of a document's own elements.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
