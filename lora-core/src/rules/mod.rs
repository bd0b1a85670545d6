//! Rule packs compiled into a [`RuleSet`]: one vocabulary, one set of lexicons, one phrase matcher for all
//! packs together.

mod ascii;
mod asked;
mod asked_classes;
mod common_words;
mod compile;
mod concepts;
mod expression;
mod grounds;
mod guard;
mod held;
mod hook;
mod inflect;
mod lex;
mod lex_hits;
mod lexicon;
mod lists;
mod literals;
mod matcher;
mod needs;
mod numbers;
mod openings;
mod order;
mod outline;
mod packed;
mod phrase;
mod ruleset;
mod sought;
mod table;
mod terms;
mod vocabulary;
mod word;
mod word_sets;

pub(crate) use asked::Asked;
pub use compile::{PackSource, compile};
pub(crate) use concepts::{Concepts, Stems, hash};
pub(crate) use expression::Expression;
pub use grounds::Grounds;
pub(crate) use lex::Lex;
pub(crate) use lex_hits::{LexHit, LexHits, class_bit};
pub(crate) use matcher::{PhraseHit, Role};
pub use packed::Text;
pub(crate) use ruleset::{Matcher, Owner, PhraseOptions, Term};
pub use ruleset::{Rule, RuleId, RuleSet, RuleSetError};
pub use vocabulary::Vocabulary;
pub(crate) use word::Word;
