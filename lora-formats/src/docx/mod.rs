//! Word documents.

mod comment;
mod write;

pub use comment::Comment;
pub use write::write;

/// The namespace of a document's own elements.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
