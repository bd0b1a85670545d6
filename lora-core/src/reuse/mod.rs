//! Reuse: passages that a letter shares with earlier letters, or with the applicant's own documents.
//!
//! Fingerprints find the earlier letters that share anything; only those are then aligned, and what
//! corresponds becomes passages. Names, pronouns and numbers are masked throughout, and a word stands for its
//! synonyms. An entry in `reuse` is an allegation: it takes substance, and what any two letters share is none.

mod align;
mod boilerplate;
mod classes;
mod compare;
mod diff;
mod findings;
mod fingerprint;
mod index;
mod left_behind;
mod names;
mod own;
mod passage;
mod people;
mod reading;
mod retelling;

pub(crate) use compare::compare;
pub(crate) use findings::findings;
pub(crate) use left_behind::LeftBehind;
pub(crate) use people::Known;

use self::index::Index;
use self::reading::{Reader, Reading};
use crate::report::{BoilerplateReport, ReuseReport};
use crate::rules::RuleSet;
use crate::text::Document;

/// Earlier letters, and the applicant's own documents, to compare with; built once.
#[derive(Debug, Default)]
pub struct Earlier {
    letters: Vec<Source>,
    index: Index,
    own: Vec<Source>,
    own_index: Index,
}

/// An earlier letter or document.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
    reading: Reading,
}

impl Earlier {
    /// Reads earlier letters, each given as its path and its text.
    #[must_use]
    pub fn new(rules: &RuleSet, letters: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut reader = Reader::new(rules);
        let read = |(path, text)| {
            let doc = Document::new(text, rules);
            let reading = reader.letter(&doc);
            Source { path, text: doc.into_text(), reading }
        };
        let letters: Vec<Source> = letters.into_iter().map(read).collect();
        let index = Index::new(letters.iter().map(|l| &l.reading));
        Self { letters, index, ..Self::default() }
    }

    /// Adds documents of the applicant's own: a CV, a personal statement, a briefing sheet. What a letter shares
    /// with them is reported apart.
    #[must_use]
    pub fn with_own(
        mut self,
        rules: &RuleSet,
        documents: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut reader = Reader::new(rules);
        let read = |(path, text)| {
            let doc = Document::new(text, rules);
            let reading = reader.document(&doc);
            Source { path, text: doc.into_text(), reading }
        };
        self.own = documents.into_iter().map(read).collect();
        self.own_index = Index::new(self.own.iter().map(|l| &l.reading));
        self
    }

    /// Number of earlier letters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there is nothing to compare with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.own.is_empty()
    }
}

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Earlier letters from which substance was copied, the most of it first.
    pub(crate) reuse: Vec<ReuseReport>,
    /// The applicant's own documents that share substance.
    pub(crate) own: Vec<ReuseReport>,
    /// Earlier letters that share only boilerplate.
    pub(crate) boilerplate: Vec<BoilerplateReport>,
    /// What the copies keep of the sources' applicants.
    pub(crate) left_behind: Vec<LeftBehind>,
}
