//! The numbers that a rule set gives to the lexicons and words that the program itself asks for.

use super::lex::Lex;
use super::ruleset::RuleSet;
use super::word::{WORDS, Word};
use crate::text::WordId;

/// What the program asks for, by its number in a rule set.
#[derive(Debug)]
pub(crate) struct Asked {
    classes: [Option<u16>; Lex::ALL.len()],
    /// The lexicon of each number, where one is asked for.
    lexicons: Vec<Option<Lex>>,
    /// The word of each number of the vocabulary, up to the last that is asked for.
    words: Vec<Word>,
    /// Words that no rule has.
    unknown: Vec<(Word, &'static str)>,
}

impl Asked {
    pub(super) fn of(rules: &RuleSet) -> Self {
        let classes = Lex::ALL.map(|lexicon| rules.class(lexicon.name()));
        let numbers = classes.iter().flatten().max().map_or(0, |class| usize::from(*class) + 1);
        let mut lexicons = vec![None; numbers];
        for (lexicon, class) in Lex::ALL.into_iter().zip(classes) {
            if let Some(class) = class {
                lexicons[usize::from(class)] = Some(lexicon);
            }
        }
        let mut asked = Self { classes, lexicons, words: Vec::new(), unknown: Vec::new() };
        for (word, folded) in WORDS {
            let Some(id) = rules.vocabulary().find(folded) else {
                asked.unknown.push((word, folded));
                continue;
            };
            let number = id.0 as usize;
            asked.words.resize(asked.words.len().max(number + 1), Word::Unlisted);
            asked.words[number] = word;
        }
        asked
    }

    /// The number of a lexicon, if the packs have it.
    #[inline]
    pub(crate) fn class(&self, lexicon: Lex) -> Option<u16> {
        self.classes[lexicon as usize]
    }

    /// The lexicon of a number, if it is asked for.
    #[inline]
    pub(crate) fn lexicon(&self, class: u16) -> Option<Lex> {
        self.lexicons.get(usize::from(class)).copied().flatten()
    }

    /// What the word of a number is; none for a high number of words that are not asked for.
    #[inline]
    pub(crate) fn word(&self, id: WordId) -> Option<Word> {
        self.words.get(id.0 as usize).copied()
    }

    /// Words that are asked for and that no rule has.
    pub(crate) fn unknown_words(&self) -> &[(Word, &'static str)] {
        &self.unknown
    }
}
