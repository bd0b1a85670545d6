//! The index of earlier letters: what `lora check --against INDEX` compares with when there are too many letters to
//! read them all. It keeps fingerprints, keyed so that they can't be looked up in a list made elsewhere, and no
//! letter text unless asked. Passages are verified and quoted from the letters themselves, read again at their paths.
#![deny(missing_docs)]

mod block;
mod error;
mod index;
mod key;
mod query;
mod segment;
mod sqlite;
mod store;
mod verify;

pub use error::IndexError;
pub use index::{Added, Index, Known, NewLetter, Stats};
pub use query::Reread;
pub use sqlite::{FORMAT, is_index};
pub use store::{LetterRow, Stamp};
pub use verify::{Fault, Verified};
