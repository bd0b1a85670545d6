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
mod frame;
mod index;
mod left_behind;
mod names;
mod own;
mod passage;
mod people;
mod print;
mod reading;
mod retelling;
mod unread;

pub(crate) use compare::compare;
pub(crate) use findings::findings;
pub(crate) use left_behind::LeftBehind;
pub(crate) use people::Known;
pub use print::{Found, Print, Printer, Run, Sketch, Unread};

use std::sync::Arc;

use self::index::Index;
use self::reading::{Reader, Reading};
use crate::report::{BoilerplateReport, ReuseReport};
use crate::rules::RuleSet;
use crate::text::Document;

/// Earlier letters, and the applicant's own documents, to compare with; built once, cheap to clone.
#[derive(Debug, Default, Clone)]
pub struct Earlier {
    letters: Vec<Arc<Letters>>,
    own: Arc<Letters>,
}

/// Letters that are compared with as one body: what many of them share is nobody's.
#[derive(Debug, Default)]
struct Letters {
    letters: Vec<Source>,
    index: Index,
    unread: Vec<Unread>,
}

/// An earlier letter or document.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
    reading: Reading,
}

impl Letters {
    fn read<'a>(
        rules: &'a RuleSet,
        texts: impl IntoIterator<Item = (String, String)>,
        read: fn(&mut Reader<'a>, &Document) -> Reading,
    ) -> Self {
        let mut reader = Reader::new(rules);
        let source = |(path, text)| {
            let doc = Document::new(text, rules);
            let reading = read(&mut reader, &doc);
            Source { path, text: doc.into_text(), reading }
        };
        let letters: Vec<Source> = texts.into_iter().map(source).collect();
        let index = Index::new(letters.iter().map(|l| &l.reading));
        Self { letters, index, unread: Vec::new() }
    }
}

impl Earlier {
    /// Reads earlier letters, each given as its path and its text.
    #[must_use]
    pub fn new(rules: &RuleSet, letters: impl IntoIterator<Item = (String, String)>) -> Self {
        let letters = Letters::read(rules, letters, Reader::letter);
        Self { letters: vec![Arc::new(letters)], own: Arc::default() }
    }

    /// Adds what an index found for one draft.
    #[must_use]
    pub fn with_found(mut self, rules: &RuleSet, found: Found) -> Self {
        let mut letters = Letters::read(rules, found.letters, Reader::letter);
        letters.index.know(found.common, found.used_by, found.total);
        letters.unread = found.unread;
        self.letters.push(Arc::new(letters));
        self
    }

    /// Adds documents of the applicant's own: a CV, a personal statement, a briefing sheet. What a letter shares
    /// with them is reported apart.
    #[must_use]
    pub fn with_own(
        mut self,
        rules: &RuleSet,
        documents: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        self.own = Arc::new(Letters::read(rules, documents, Reader::document));
        self
    }

    /// Whether there is nothing to compare with.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.letters.is_empty()
            && self.letters.iter().all(|l| l.letters.is_empty() && l.unread.is_empty())
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
