//! The words and marks of English that the facts compare with, told apart once for every token.

use crate::rules::RuleSet;
use crate::text::Document;

macro_rules! words {
    ($($variant:ident = $word:literal,)*) => {
        /// A word in its folded form, or a mark.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Word {
            /// Any other word, and no word at all.
            Unlisted,
            $($variant,)*
        }

        const WORDS: [(Word, &str); [$($word),*].len()] = [$((Word::$variant, $word)),*];
    };
}

/// What every token of a letter is.
#[derive(Debug)]
pub(crate) struct Words(Vec<Word>);

impl Words {
    /// Of the tokens of a document.
    pub(crate) fn read(doc: &Document, rules: &RuleSet) -> Self {
        let mut by_number: Vec<Word> = Vec::new();
        for (word, folded) in WORDS {
            let Some(id) = doc.find_word(folded, rules.vocabulary()) else { continue };
            let number = id.0 as usize;
            if by_number.len() <= number {
                by_number.resize(number + 1, Word::Unlisted);
            }
            by_number[number] = word;
        }
        let of = |number: usize| by_number.get(number).copied().unwrap_or(Word::Unlisted);
        Self(doc.tokens().iter().map(|token| of(token.word.0 as usize)).collect())
    }

    /// What a token is.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Word {
        self.0.get(token).copied().unwrap_or(Word::Unlisted)
    }
}

words! {
    ApostropheS = "'s",
    A = "a",
    Aamc = "aamc",
    About = "about",
    Age = "age",
    Aged = "aged",
    Also = "also",
    Although = "although",
    Among = "among",
    An = "an",
    And = "and",
    Another = "another",
    Any = "any",
    As = "as",
    At = "at",
    Been = "been",
    Before = "before",
    Being = "being",
    Born = "born",
    But = "but",
    Compared = "compared",
    Date = "date",
    Dated = "dated",
    Despite = "despite",
    Each = "each",
    Every = "every",
    Fall = "fall",
    First = "first",
    From = "from",
    Had = "had",
    Has = "has",
    Have = "have",
    I = "i",
    Id = "id",
    In = "in",
    Is = "is",
    Issue = "issue",
    Issued = "issued",
    It = "it",
    Just = "just",
    My = "my",
    Named = "named",
    Never = "never",
    No = "no",
    Not = "not",
    Now = "now",
    Of = "of",
    Once = "once",
    One = "one",
    Or = "or",
    Other = "other",
    Others = "others",
    Our = "our",
    Since = "since",
    Somebody = "somebody",
    Someone = "someone",
    Than = "than",
    That = "that",
    The = "the",
    Them = "them",
    Then = "then",
    There = "there",
    These = "these",
    They = "they",
    This = "this",
    Those = "those",
    Though = "though",
    Undersigned = "undersigned",
    Unlike = "unlike",
    Was = "was",
    We = "we",
    With = "with",
    OpenRound = "(",
    CloseRound = ")",
    Comma = ",",
    Stop = ".",
    Slash = "/",
    Colon = ":",
    Semicolon = ";",
    OpenSquare = "[",
    CloseSquare = "]",
}
