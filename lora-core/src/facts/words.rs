//! For every token of a letter, which of the words that the facts compare with it is.

use crate::rules::{RuleSet, Word};
use crate::text::Document;

/// What every token of a letter is.
#[derive(Debug)]
pub(crate) struct Words(Vec<Word>);

impl Words {
    /// Of the tokens of a document.
    pub(crate) fn read(doc: &Document, rules: &RuleSet) -> Self {
        let asked = rules.asked();
        // What no rule knows, the letter may still have.
        let find = |(word, folded): &(Word, &str)| Some((doc.find_word(folded, rules.vocabulary())?, *word));
        let own: Vec<_> = asked.unknown_words().iter().filter_map(find).collect();
        let of =
            |id| asked.word(id).or_else(|| own.iter().find(|(own, _)| *own == id).map(|(_, word)| *word));
        Self(doc.tokens().iter().map(|token| of(token.word).unwrap_or(Word::Unlisted)).collect())
    }

    /// What a token is.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Word {
        self.0.get(token).copied().unwrap_or(Word::Unlisted)
    }
}
