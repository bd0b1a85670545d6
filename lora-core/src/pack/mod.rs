//! Rule packs: TOML files that say what to look for and what to say about it.
//!
//! [`schema`] is the shape of a file, [`parse`] reads and checks one. [`crate::rules`] compiles packs into a
//! [`crate::RuleSet`].

mod parse;
pub mod schema;

pub use parse::{PackError, parse_pack, parse_specialties};
pub(crate) use parse::{Source, plain};
pub use schema::Severity;
