//! Reports in their formats. Nothing here decides anything about a letter.

pub mod json;
pub mod text;
