//! From text to a [`Document`]: sections, paragraphs, sentences and tokens, all as byte spans.

mod document;
mod fold;
mod line;
mod paragraph;
mod section;
mod sentence;
mod token;

pub use document::{Document, Location, Paragraph, Section, SectionKind, Sentence};
pub use fold::{fold_into, folded};
pub use token::{Token, TokenKind, WordId};

pub(crate) use token::QUOTE_BEFORE;

/// The folded words of a piece of text, as a document's tokens would be; for the words of rules. A clitic may
/// stand alone there: `everyone 's way`.
pub(crate) fn literal_tokens(text: &str, vocabulary: &crate::rules::Vocabulary) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in text.split_whitespace() {
        if let Some(clitic) = token::clitic(chunk) {
            words.push(clitic.to_owned());
            continue;
        }
        let found = token::tokenize(chunk, vocabulary);
        words.extend(found.tokens.iter().map(|t| found.local.get(t.word.0 - vocabulary.len()).to_owned()));
    }
    words
}
