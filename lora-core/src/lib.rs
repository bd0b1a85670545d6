//! lora-core analyses letters of recommendation for US medical residency: text in, report out. It reads no
//! file, asks no clock or environment and prints nothing.
#![deny(missing_docs)]

mod analyzer;
pub mod audience;
mod check;
mod covered;
mod facts;
mod finding;
mod guess;
mod judge;
mod letter;
mod lexical;
pub mod pack;
mod pattern;
pub mod profile;
mod redact;
pub mod report;
pub mod reuse;
pub mod rules;
mod score;
mod settle;
mod span;
pub mod text;

pub use analyzer::{Analyzer, CheckOptions, FileFacts, Suppression};
pub use finding::{Finding, Related};
pub use guess::Guess;
pub use letter::{Letter, MAX_TEXT, TooLarge};
pub use profile::Profile;
pub use redact::without_quotes;
pub use rules::RuleSet;
pub use score::{ScoreTable, WeightError};
pub use span::Span;
