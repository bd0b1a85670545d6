//! lora-core analyses letters of recommendation for US medical residency: text in, report out. It reads no
//! file, asks no clock or environment and prints nothing, so that it runs in an editor, a server or a browser
//! as it does in the command.
//!
//! An [`Analyzer`] is built once over a [`RuleSet`] and shared: it is `Send + Sync`, and a clone shares its
//! rules. [`Analyzer::check`] takes a [`Letter`], what is known of it ([`CheckOptions`], with a [`Profile`]),
//! and earlier letters to compare with ([`reuse::Earlier`]); it gives a [`report::LetterReport`].
//!
//! ```
//! use lora_core::reuse::Earlier;
//! use lora_core::{Analyzer, CheckOptions, Letter, Profile};
//!
//! let analyzer = Analyzer::new(lora_rules::builtin());
//! let options = CheckOptions {
//!     profile: Some(Profile::from_toml("applicant.name = \"Amina Farah\"\napplicant.pronouns = \"she\"")?),
//!     // No clock is asked: without a day, what depends on one is listed in `not_run`.
//!     today: Some("2026-04-01".parse()?),
//!     ..CheckOptions::default()
//! };
//! let text = "Dear Program Director:\n\nMr. Amina Farah worked with me, and he is a true team player.\n";
//! let report = analyzer.check(&Letter::new("letter.txt", text)?, &options, &Earlier::default());
//!
//! let slip = report.findings.iter().find(|f| f.rule == "pronoun/slip").ok_or("she is called he")?;
//! let span = slip.span.ok_or("it stands somewhere")?;
//! assert_eq!(&text[span.start as usize..span.end as usize], "he");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The built-in rules are the crate `lora-rules`; [`rules::compile`] makes a set from packs of one's own, and
//! `lora_rules::with_packs` puts them on top of the built-in ones.
//!
//! # What stays
//!
//! Versions follow [Semantic Versioning](https://semver.org); before 1.0 the minor version is the one that may
//! break. Public are the items documented here, and the JSON form of the report, whose keys stay while keys may
//! be added. Structs that are passed in gain fields in minor versions, so fill them with `..Default::default()`.
//! What a rule finds is no part of the promise: rules and scores change in any version, the changelog says so,
//! and [`RuleSet::digest`] tells whether two scores compare. The minimum Rust version rises in minor versions
//! only. The only optional feature is `schema`, and there is no default one.
#![deny(missing_docs)]

mod analyzer;
pub mod audience;
mod check;
pub mod conflicts;
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
mod reading;
mod redact;
pub mod report;
pub mod reuse;
pub mod rules;
mod score;
mod settle;
mod slips;
mod span;
pub mod tenor;
pub mod text;

pub use analyzer::{Analyzer, CheckOptions, FileFacts, Suppression};
pub use finding::{Finding, Related};
pub use guess::Guess;
pub use letter::{Letter, MAX_TEXT, TooLarge};
pub use profile::Profile;
pub use redact::without_quotes;
pub use rules::RuleSet;
pub use score::{ScoreTable, WeightError};
pub use slips::Slip;
pub use span::Span;
