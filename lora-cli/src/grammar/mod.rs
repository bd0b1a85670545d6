//! `--grammar`: the optional checker of language, and the rules that speak of what it finds. Both are there only if
//! this program was built with the feature of that name.

#[cfg_attr(feature = "grammar", path = "built.rs")]
#[cfg_attr(not(feature = "grammar"), path = "absent.rs")]
mod checker;

pub use self::checker::{Grammar, pack};

/// A pack that is no part of the built-in ones: name and text.
pub type OptionalPack = (&'static str, &'static str);
