//! Slips of language that `harper-core` finds: text in, slips out. Only linters that `rules/data/harper.toml` lists
//! run, its spell check never. `lora-core` makes findings of the slips, by the rules of [`lora_rules::grammar`].
//!
//! ```
//! use lora_core::reuse::Earlier;
//! use lora_core::{Analyzer, CheckOptions, Letter};
//! use lora_grammar::Grammar;
//!
//! let (file, text) = lora_rules::grammar();
//! let analyzer = Analyzer::new(lora_rules::with_packs(&[(file.to_owned(), text.to_owned())])?);
//! // Built once: it reads a dictionary, which takes longer than a letter.
//! let grammar = Grammar::new();
//!
//! let text = "Dear Program Director:\n\nDespite of the long night she came back to the family.\n";
//! let options = CheckOptions { slips: grammar.slips(text)?, ..CheckOptions::default() };
//! let report = analyzer.check(&Letter::new("letter.txt", text)?, &options, &Earlier::default());
//! assert!(report.findings.iter().any(|f| f.rule == "grammar/needless-preposition"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(missing_docs)]

mod allowed;
mod characters;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use harper_core::linting::{Lint, LintGroup, Linter, Suggestion};
use harper_core::parsers::PlainEnglish;
use harper_core::{Dialect, Document, FstDictionary, Lrc};
use lora_core::Slip;

use crate::allowed::Allowed;
use crate::characters::Characters;

/// Bytes of a text beyond which it is no letter, and too long to be read in reasonable time.
const LONGEST: usize = 1 << 20;

/// Why the language of a text was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unchecked {
    /// It is longer than any letter.
    #[error("the text is too long for a check of its language: split it")]
    TooLong,
    /// A fault in `harper-core`.
    #[error("an internal error kept its language from being checked: report the line printed above")]
    Fault,
}

/// Finds slips. Built once and shared: it is `Send + Sync`.
pub struct Grammar {
    allowed: Vec<Allowed>,
    dictionary: Arc<FstDictionary>,
    /// Linters that no thread uses now: they are slow to build and want to be owned while they run.
    idle: Mutex<Vec<LintGroup>>,
}

impl Grammar {
    /// Reads harper's dictionary, which takes about a fifth of a second, and the list of linters that may run.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "reading a dictionary is too long for a default")]
    pub fn new() -> Self {
        Self { allowed: Allowed::list(), dictionary: FstDictionary::curated(), idle: Mutex::default() }
    }

    /// The slips of a text, in order.
    ///
    /// # Errors
    /// [`Unchecked`] for a text beyond a megabyte, and where harper fails.
    pub fn slips(&self, text: &str) -> Result<Vec<Slip>, Unchecked> {
        if text.len() > LONGEST {
            return Err(Unchecked::TooLong);
        }
        // Harper may panic on a text that its authors didn't think of.
        catch_unwind(AssertUnwindSafe(|| self.lint(text))).map_err(|_| Unchecked::Fault)
    }

    fn lint(&self, text: &str) -> Vec<Slip> {
        let characters = Characters::new(text);
        let source = Lrc::new(characters.plain().to_vec());
        let document = Document::new_from_vec(source, &PlainEnglish, &self.dictionary);
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut linters =
            idle.unwrap_or_else(|| LintGroup::new_curated(self.dictionary.clone(), Dialect::American));
        let mut slips = Vec::new();
        for allowed in &self.allowed {
            linters.config = allowed.config.clone();
            let found = linters.lint(&document);
            slips.extend(found.iter().filter_map(|lint| slip(&characters, &allowed.rule, lint)));
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(linters);
        slips.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        slips.dedup();
        slips
    }
}

impl fmt::Debug for Grammar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grammar").field("rules", &self.allowed.len()).finish_non_exhaustive()
    }
}

/// A lint as a slip of whole words, if harper says what is meant.
fn slip(characters: &Characters<'_>, rule: &str, lint: &Lint) -> Option<Slip> {
    let Suggestion::ReplaceWith(replacement) = lint.suggestions.first()? else { return None };
    let words = characters.words(lint.span.start..lint.span.end)?;
    let expected = words.with(replacement);
    Some(Slip { rule: rule.to_owned(), span: words.span, expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_send_and_sync() {
        fn shared<T: Send + Sync>() {}
        shared::<Grammar>();
    }
}
