//! The compiled rule set: what an [`crate::Analyzer`] runs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::common_words::CommonWords;
use super::concepts::Concepts;
use super::expression::Expression;
use super::grounds::{Grounds, StoredGrounds};
use super::lex::Lex;
use super::lex_hits::{ClassBits, LexHit, LexHits, class_bit};
use super::matcher::{Automaton, PhraseHit};
use super::numbers::Numbers;
use super::packed::{Array, Packed, Text};
use super::sought::Sought;
use super::terms::Terms;
use super::vocabulary::Vocabulary;
use crate::pack::Severity;
use crate::pack::schema::{About, Quotes, SpanOf, SpecialtyDef};
use crate::score::{ScoreTable, WeightError};
use crate::tenor::{Tenor, Weights};
use crate::text::{Document, SectionKind, WordId};

/// Full id of a rule: `pack/rule`.
pub type RuleId = Text;

/// What a phrase belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Owner {
    /// A rule, by its number.
    Rule(u16),
    /// A signal, by its number.
    Signal(u16),
}

impl Owner {
    /// Another for each, in the order of owners.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Rule(number) => u32::from(number),
            Self::Signal(number) => 1 << 16 | u32::from(number),
        }
    }
}

/// One rule of the set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rule {
    /// `pack/rule`.
    pub id: RuleId,
    /// The pack.
    pub pack: Text,
    /// How bad a finding is.
    pub severity: Severity,
    /// What a finding costs relative to the others of its category.
    pub weight: f32,
    /// Whether a finding stands however the sentence sounds as a whole.
    pub firm: bool,
    /// Score category.
    pub category: Text,
    /// Message with slots.
    pub message: Text,
    /// What to do instead.
    pub help: Text,
    pub(super) grounds: StoredGrounds,
    pub(crate) matcher: Matcher,
}

impl Rule {
    /// Why it is one, and what shows it; read anew each time.
    #[must_use]
    pub fn grounds(&self) -> Grounds {
        self.grounds.read()
    }
}

/// A compiled matcher; its phrases are in the automaton.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) enum Matcher {
    Phrases(PhraseOptions),
    Pattern { any: Vec<Expression>, literals: Vec<Text>, except: Vec<Expression>, sections: Vec<SectionKind> },
    Density { class: u16, above: f32, at_least: u32 },
    Absence { sections: Vec<SectionKind>, min_words: u32 },
    Check,
}

/// Conditions on the matches of a phrase rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PhraseOptions {
    pub(crate) unless_supported: bool,
    pub(crate) unless_told: bool,
    pub(crate) about: About,
    pub(crate) quotes: Quotes,
    pub(crate) sections: Vec<SectionKind>,
    pub(crate) span: SpanOf,
}

/// A named phrase set without a finding of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Signal {
    pub(crate) name: Text,
}

/// What stands behind a lexicon term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    /// A plain term.
    Plain,
    /// A name of the specialty with this number.
    Specialty(u16),
}

impl Packed for Term {
    type Words = <u32 as Packed>::Words;

    fn pack(self) -> Self::Words {
        let word = match self {
            Self::Plain => 0,
            Self::Specialty(number) => u32::from(number) + 1,
        };
        word.pack()
    }

    fn unpack(words: Self::Words) -> Self {
        match u32::unpack(words).checked_sub(1) {
            None => Self::Plain,
            Some(number) => Self::Specialty(super::packed::halves(number).0),
        }
    }
}

/// A pack of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackInfo {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// A line for people.
    pub title: String,
    /// Score category of its rules.
    pub category: String,
    /// From that many findings of the pack on, each of them is a warning at least.
    pub warning_from: Option<u32>,
    /// JSON of the profile under which its examples are read, if it names one.
    pub example_profile: Option<String>,
}

/// The serialised part.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Stored {
    pub(super) version: u32,
    pub(super) vocabulary: Vocabulary,
    pub(super) body: Body,
}

/// Everything but the vocabulary.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Body {
    pub(super) terms: Terms,
    pub(super) automaton: Automaton,
    pub(super) sought: Sought,
    pub(super) rules: Vec<Rule>,
    pub(super) rule_numbers: Numbers,
    pub(super) signals: Vec<Signal>,
    pub(super) signal_numbers: Numbers,
    pub(super) classes: Vec<Text>,
    pub(super) class_numbers: Numbers,
    pub(super) payloads: Array<Term>,
    pub(super) packs: Vec<PackInfo>,
    pub(super) texts: BTreeMap<Text, Text>,
    pub(super) limits: BTreeMap<Text, f64>,
    pub(super) specialties: Vec<SpecialtyDef>,
    pub(super) score: ScoreTable,
    pub(super) tenor: Tenor,
    pub(super) concepts: Concepts,
    pub(super) common_words: CommonWords,
    pub(super) digest: String,
}

/// Version of the serialised form; it never leaves the binary that it was built into.
pub(super) const STORED_VERSION: u32 = 1;

/// Compiled packs: built once, shared by every check.
#[derive(Debug)]
pub struct RuleSet {
    vocabulary: Vocabulary,
    body: Body,
    weights: Weights,
    class_bits: ClassBits,
    /// Numbers of the rules that may find something where no phrase of theirs stands, and of their expressions, if they have
    /// some.
    unprompted: Vec<(u16, Option<Range<u16>>)>,
    asked: OnceLock<Asked>,
}

/// A compiled rule set that can't be read back.
#[derive(Debug, thiserror::Error)]
#[error("the compiled rule set is damaged or of another version: rebuild it")]
pub struct RuleSetError;

impl RuleSet {
    pub(super) fn new(vocabulary: Vocabulary, body: Body) -> Self {
        let class_bits = ClassBits::new(body.classes.iter().map(Text::as_str));
        let unprompted = (0..).zip(&body.rules).filter_map(|(number, rule)| match rule.matcher {
            Matcher::Pattern { ref any, .. } => {
                let first = any.first().map_or(0, |expression| expression.number);
                let end = any.last().map_or(0, |expression| expression.number + 1);
                Some((number, Some(first..end)))
            }
            Matcher::Density { .. } | Matcher::Absence { .. } => Some((number, None)),
            Matcher::Phrases(_) | Matcher::Check => None,
        });
        let unprompted = unprompted.collect();
        let weights = Weights::default();
        Self { vocabulary, body, weights, class_bits, unprompted, asked: OnceLock::new() }
    }

    /// The compiled form as bytes, for embedding at build time.
    ///
    /// # Errors
    /// When serialisation fails, which it does only out of memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>, RuleSetError> {
        let mut body = self.body.clone();
        body.sought = Sought::prepared(&mut body.rules);
        let stored = Stored { version: STORED_VERSION, vocabulary: self.vocabulary.clone(), body };
        postcard::to_stdvec(&stored).map_err(|_| RuleSetError)
    }

    /// Reads what [`RuleSet::to_bytes`] wrote. Most of it stays where it lies until a letter asks for it.
    ///
    /// # Errors
    /// [`RuleSetError`] when the bytes are not from this version.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, RuleSetError> {
        let stored: Stored = postcard::from_bytes(bytes).map_err(|_| RuleSetError)?;
        if stored.version != STORED_VERSION {
            return Err(RuleSetError);
        }
        Ok(Self::new(stored.vocabulary, stored.body))
    }

    /// The rules, in pack order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.body.rules
    }

    /// Rules that may find something where no phrase of theirs stands, in order, with the numbers of their expressions.
    pub(crate) fn unprompted(&self) -> &[(u16, Option<Range<u16>>)] {
        &self.unprompted
    }

    /// The rule with a full id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let rules = &self.body.rules;
        let number = self.body.rule_numbers.find(id, |n| rules.get(n as usize).map(|r| r.id.as_bytes()))?;
        rules.get(number as usize)
    }

    /// The packs, in the order in which they were given.
    #[must_use]
    pub fn packs(&self) -> &[PackInfo] {
        &self.body.packs
    }

    /// The specialties.
    #[must_use]
    pub fn specialties(&self) -> &[SpecialtyDef] {
        &self.body.specialties
    }

    /// The rule set with the weights of its model of sentences: without them praise is judged by phrases alone.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    pub(crate) fn tenor(&self) -> &Tenor {
        &self.body.tenor
    }

    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    /// What words stand for in the comparison with other letters.
    pub(crate) fn concepts(&self) -> &Concepts {
        &self.body.concepts
    }

    /// Words that are no names when they are written with a capital.
    pub(crate) fn common_words(&self) -> &CommonWords {
        &self.body.common_words
    }

    /// SHA-256 of everything the rules say, in hexadecimal, shortened to 16 digits: scores compare only under
    /// equal digests.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.body.digest
    }

    /// Weights and bands of the score.
    #[must_use]
    pub fn score_table(&self) -> &ScoreTable {
        &self.body.score
    }

    /// Gives categories of the score other weights. The digest changes with them, since scores compare only
    /// under equal weights.
    ///
    /// # Errors
    /// [`WeightError`] when there is no such category or no category would weigh anything.
    pub fn set_weights(&mut self, weights: &[(&str, f32)]) -> Result<(), WeightError> {
        self.body.score.set_weights(weights)?;
        let mut digest = Sha256::new();
        digest.update(&self.body.digest);
        for (category, weight) in weights {
            digest.update(format!("\n{category} {weight}"));
        }
        self.body.digest = digest.finalize()[..8].iter().map(|b| format!("{b:02x}")).collect();
        Ok(())
    }

    /// Wording of a `[text]` entry; empty when no pack has it.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.body.texts.get(name).map_or("", |text| text)
    }

    /// A number of a `[limit]` entry; none when no pack has it.
    pub(crate) fn limit(&self, name: &str) -> Option<f64> {
        self.body.limits.get(name).copied()
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Number of a lexicon; `None` when no pack defines it.
    pub(crate) fn class(&self, name: &str) -> Option<u16> {
        let number = self
            .body
            .class_numbers
            .find(name, |n| self.body.classes.get(n as usize).map(|c| c.as_bytes()))?;
        u16::try_from(number).ok()
    }

    /// Names of lexicons that the program asks for and that no pack has: a check that rests on one says nothing.
    #[must_use]
    pub fn missing_lexicons(&self) -> Vec<&'static str> {
        Lex::ALL.iter().map(|lexicon| lexicon.name()).filter(|name| self.class(name).is_none()).collect()
    }

    /// The numbers of the lexicons that the program itself asks for.
    pub(crate) fn asked(&self) -> &Asked {
        self.asked.get_or_init(|| Asked::of(self))
    }

    pub(crate) fn signal(&self, name: &str) -> Option<u16> {
        let signals = &self.body.signals;
        let number =
            self.body.signal_numbers.find(name, |n| signals.get(n as usize).map(|s| s.name.as_bytes()))?;
        u16::try_from(number).ok()
    }

    /// What stands behind a term of a [`super::LexHit`].
    pub(crate) fn payload(&self, term: u32) -> Term {
        self.body.payloads.get(term as usize).unwrap_or(Term::Plain)
    }

    pub(crate) fn terms(&self, doc: &Document) -> LexHits {
        self.body.terms.find(doc, &self.class_bits)
    }

    /// Terms with others added that mark what was found out about a letter.
    pub(crate) fn marked(&self, mut terms: LexHits, marks: Vec<LexHit>) -> LexHits {
        terms.add(marks, &self.class_bits);
        terms
    }

    /// Number of the terms of each lexicon among those of a document.
    pub(crate) fn counts(&self, terms: &LexHits) -> Vec<u32> {
        terms.counts(self.body.classes.len())
    }

    pub(crate) fn phrases(&self, doc: &Document, lexicon: &LexHits) -> Vec<PhraseHit> {
        self.body.automaton.phrases(doc, lexicon, &self.class_bits)
    }

    /// Whether a folded word is a single-word term of the lexicon.
    #[inline]
    pub(crate) fn is_term(&self, class: &str, word: WordId) -> bool {
        self.body.terms.is_term(word, class_bit(class), || self.class(class))
    }

    /// The lexicons in which a folded word is a single-word term.
    pub(crate) fn classes_of(&self, word: WordId) -> impl Iterator<Item = u16> + '_ {
        self.body.terms.classes_of(word)
    }

    pub(crate) fn sought(&self) -> &Sought {
        &self.body.sought
    }
}
