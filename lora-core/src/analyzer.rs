//! The [`Analyzer`]: letter in, report out.

use std::sync::Arc;

use jiff::civil::Date;

use crate::guess::Guess;
use crate::letter::Letter;
use crate::profile::Profile;
use crate::report::{LetterReport, Stage};
use crate::rules::RuleSet;
use crate::slips::Slip;
use crate::text::Document;

/// What a check is told besides the letter.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// What the advisor knows; `None` to infer the applicant from the letter.
    pub profile: Option<Profile>,
    /// Where the profile came from, for the report.
    pub profile_path: Option<String>,
    /// The day from which "in the future" and "stale" are measured; without it those checks are listed as not
    /// run.
    pub today: Option<Date>,
    /// How far the letter is.
    pub stage: Stage,
    /// What is known of the file that will be uploaded, for the rules of the portal; they run at stage final only.
    pub file: Option<FileFacts>,
    /// Slips of language that a checker outside the library found in this letter. They are reported by the rules
    /// that they name, where those are in the rule set.
    pub slips: Vec<Slip>,
    /// Packs or rule ids to run; all where empty.
    pub select: Vec<String>,
    /// Packs or rule ids to leave out.
    pub ignore: Vec<String>,
    /// Findings to suppress.
    pub suppressions: Vec<Suppression>,
}

/// What is known of a letter's file. The library reads no file: who calls it says what it read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileFacts {
    /// Its name, without folders.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// What it holds: "pdf", "docx", "text" …
    pub kind: String,
    /// It is encrypted, or protected by a password.
    pub encrypted: bool,
    /// Width and height of its pages in inches, if it has pages.
    pub page: Option<(f32, f32)>,
    /// Title in its properties.
    pub title: Option<String>,
    /// Author in its properties.
    pub author: Option<String>,
    /// Who saved it last, by its properties.
    pub last_saved_by: Option<String>,
}

/// A suppression: a finding by its fingerprint, or every finding of a rule. Facts are suppressed only by
/// fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// `pack/rule`, if it is by rule.
    pub rule: Option<String>,
    /// 16 hexadecimal digits, if it is by finding.
    pub fingerprint: Option<String>,
}

/// Checks letters. Built once and shared: it is `Send + Sync`, and a clone shares the rules.
///
/// ```
/// use lora_core::reuse::Earlier;
/// use lora_core::{Analyzer, CheckOptions, Letter};
///
/// let analyzer = Analyzer::new(lora_rules::builtin());
/// let letters = ["She is a team player.", "He is a team player.", "They came."];
/// let scores: Vec<u8> = std::thread::scope(|scope| {
///     let checks: Vec<_> = letters
///         .iter()
///         .map(|text| {
///             let analyzer = analyzer.clone();
///             scope.spawn(move || {
///                 let letter = Letter::new("letter.txt", *text).expect("a small text");
///                 analyzer.check(&letter, &CheckOptions::default(), &Earlier::default()).score.overall
///             })
///         })
///         .collect();
///     checks.into_iter().map(|check| check.join().expect("a check does not panic")).collect()
/// });
/// assert_eq!(scores.len(), 3);
/// ```
#[derive(Debug, Clone)]
pub struct Analyzer {
    rules: Arc<RuleSet>,
}

impl Analyzer {
    /// An analyzer over a rule set.
    #[must_use]
    pub fn new(rules: RuleSet) -> Self {
        Self { rules: Arc::new(rules) }
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The letter's structure.
    #[must_use]
    pub fn document(&self, text: &str) -> Document {
        Document::new(text.to_owned(), &self.rules)
    }

    /// The folded words of a document in order, marks and numbers included: what phrases are matched against.
    #[must_use]
    pub fn folded_words(&self, document: &Document) -> Vec<String> {
        document.tokens().iter().map(|t| document.folded(t, self.rules.vocabulary()).to_owned()).collect()
    }

    /// Number of lexicon terms and phrases in a document: the work of matching alone, for benchmarks.
    #[must_use]
    pub fn count_matches(&self, document: &Document) -> usize {
        let terms = self.rules.terms(document);
        self.rules.phrases(document, &terms).len() + terms.all().len()
    }

    /// A letter as the model of its tenor sees it, for learning its weights.
    #[must_use]
    pub fn tenor_rows(&self, letter: &Letter, profile: &Profile) -> crate::tenor::Rows {
        crate::reading::read(&self.rules, letter.text(), profile, None, |reading| crate::tenor::Rows {
            sentences: crate::judge::appraisal::rows(&reading),
            levels: crate::judge::competency::by_rule(&reading),
        })
    }

    /// What a letter by itself suggests for its profile, for a person to confirm.
    #[must_use]
    pub fn guess(&self, letter: &Letter) -> Vec<Guess> {
        crate::guess::guess(&self.rules, letter)
    }

    /// Checks one letter, against earlier letters if any are given.
    #[must_use]
    pub fn check(
        &self,
        letter: &Letter,
        options: &CheckOptions,
        earlier: &crate::reuse::Earlier,
    ) -> LetterReport {
        crate::check::check(&self.rules, letter, options, earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_send_and_sync() {
        fn shared<T: Send + Sync + Clone + 'static>() {}
        shared::<Analyzer>();
        fn sent<T: Send + Sync>() {}
        sent::<crate::reuse::Earlier>();
        sent::<LetterReport>();
    }
}
