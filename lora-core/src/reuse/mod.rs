//! Reuse: passages that a letter shares with earlier letters.
//!
//! Fingerprints find the earlier letters that share anything; only those are then aligned, and what
//! corresponds becomes passages. Names, pronouns and numbers are masked throughout. An entry in `reuse` is an
//! allegation: it takes substance, and what any two letters share is none.

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
mod passage;
mod people;
mod reading;

pub(crate) use compare::compare;
pub(crate) use findings::findings;
pub(crate) use left_behind::LeftBehind;

use self::index::Index;
use self::reading::Reading;
use crate::report::{BoilerplateReport, ReuseReport};
use crate::rules::RuleSet;
use crate::text::Document;

/// Earlier letters to compare with; built once.
#[derive(Debug, Default)]
pub struct Earlier {
    letters: Vec<Source>,
    index: Index,
}

/// An earlier letter.
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
        let letters: Vec<Source> = letters
            .into_iter()
            .map(|(path, text)| {
                let doc = Document::new(text, rules);
                let reading = Reading::new(rules, &doc, &Mask::default());
                Source { path, text: doc.text().to_owned(), reading }
            })
            .collect();
        let index = Index::new(letters.iter().map(|l| &l.reading));
        Self { letters, index }
    }

    /// Number of earlier letters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// Which tokens of the draft are people's names, by token; what is left out is judged by its capitals.
#[derive(Debug, Default)]
pub(crate) struct Mask {
    pub(crate) names: Vec<bool>,
}

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Earlier letters from which substance was copied, the most of it first.
    pub(crate) reuse: Vec<ReuseReport>,
    /// Earlier letters that share only boilerplate.
    pub(crate) boilerplate: Vec<BoilerplateReport>,
    /// What the copies keep of the sources' applicants.
    pub(crate) left_behind: Vec<LeftBehind>,
}
