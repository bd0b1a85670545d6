//! A letter as the comparison reads it: words, units and sentences with nothing of the rule set left in them,
//! so that letters of different runs compare. Names, pronouns and numbers are masked in the units: a copy in
//! which they were swapped reads as its source does.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::boilerplate;
use super::classes::{Classes, Lexicons};
use super::frame::{self, Part};
use super::names;
use super::people::{self, Applicant};
use crate::rules::{RuleSet, Stems, hash};
use crate::span::Span;
use crate::text::{Document, SectionKind, Sentence, TokenKind};

/// Words from which a paragraph is prose, whatever section it was taken for.
const PROSE: usize = 30;

/// A word or number of the letter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) span: Span,
    /// Hash of its folded form.
    pub(super) hash: u64,
    /// What it stands for: the same for all its forms and synonyms.
    pub(super) concept: u64,
    pub(super) classes: Classes,
    /// Part of somebody's name, or of another proper name.
    pub(super) is_name: bool,
    /// All in capitals: a degree, in a line that is not.
    pub(super) is_all_caps: bool,
}

/// What a unit stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that carries meaning.
    Content,
    /// A word that any two letters share.
    Function,
    /// Names, titles and pronouns of people, however many in a row.
    Person,
    /// Numbers and dates, however many in a row.
    Number,
}

/// What is compared: a word, or a run of masked words.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Equal keys match.
    pub(super) key: u64,
    pub(super) kind: Kind,
    /// Its words.
    pub(super) words: Range<u32>,
    /// Number of its sentence.
    pub(super) sentence: u32,
}

/// A sentence of the letter proper.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) span: Span,
    pub(super) units: Range<u32>,
    /// Stock text by its own wording: opening, closing, waiver, the writer's biography.
    pub(super) is_stock: bool,
    /// Of a form: the waiver, a heading.
    pub(super) is_form: bool,
    /// What it may be of the writer's own, or of the place's.
    pub(super) part: Part,
    /// Number of its paragraph.
    pub(super) paragraph: u32,
}

/// A line outside the letter proper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) section: SectionKind,
    pub(super) hash: u64,
    pub(super) words: u32,
}

/// A letter, read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) words: Vec<Word>,
    pub(super) units: Vec<Unit>,
    pub(super) sentences: Vec<Stretch>,
    pub(super) lines: Vec<Line>,
    pub(super) applicant: Applicant,
    /// Hashes of the words of the writer's name.
    pub(super) writer: Vec<u64>,
}

/// Reads letters; what it learns of a word serves the next letter too.
pub(super) struct Reader<'a> {
    rules: &'a RuleSet,
    lexicons: Lexicons<'a>,
    stems: Stems<'a>,
    /// By a word's hash, what it stands for.
    concepts: FxHashMap<u64, u64>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(rules: &'a RuleSet) -> Self {
        let stems = Stems::new(rules.concepts());
        Self { rules, lexicons: Lexicons::new(rules), stems, concepts: FxHashMap::default() }
    }

    /// Reads a letter.
    pub(super) fn letter(&mut self, doc: &Document) -> Reading {
        self.read(doc, false)
    }

    /// Reads a document that is no letter: every line of it may be copied.
    pub(super) fn document(&mut self, doc: &Document) -> Reading {
        self.read(doc, true)
    }

    fn read(&mut self, doc: &Document, all_prose: bool) -> Reading {
        let classes: Vec<Classes> = doc.tokens().iter().map(|t| self.lexicons.of(t.word)).collect();
        let is_name = names::detect(doc, &classes);
        let mut reading = Reading::default();
        let mut token_of_word = Vec::new();
        for paragraph in doc.paragraphs() {
            let tokens = paragraph.tokens.start as usize..paragraph.tokens.end as usize;
            let words = doc.tokens().get(tokens.clone()).unwrap_or_default();
            let words = words.iter().filter(|t| t.kind != TokenKind::Mark).count();
            let is_prose = all_prose
                || matches!(paragraph.section, SectionKind::Body | SectionKind::Postscript)
                || words >= PROSE;
            let sentences = paragraph.sentences.start as usize..paragraph.sentences.end as usize;
            for sentence in doc.sentences().get(sentences).unwrap_or_default() {
                let first = reading.words.len();
                for at in sentence.range() {
                    let Some(token) = doc.tokens().get(at).filter(|t| t.kind != TokenKind::Mark) else {
                        continue;
                    };
                    token_of_word.push(at);
                    let folded = doc.folded(token, self.rules.vocabulary());
                    let hash = hash(folded);
                    let concept = *self.concepts.entry(hash).or_insert_with(|| self.stems.concept(folded));
                    reading.words.push(Word {
                        span: token.span,
                        hash,
                        concept,
                        classes: classes.get(at).copied().unwrap_or_default(),
                        is_name: is_name.get(at).copied().unwrap_or_default(),
                        is_all_caps: token.is_all_caps(),
                    });
                }
                let words = first..reading.words.len();
                if is_prose {
                    reading.sentence(doc, sentence, words, &token_of_word);
                } else {
                    reading.line(sentence.span, paragraph.section, &words);
                }
            }
        }
        reading.applicant = people::applicant(&reading);
        boilerplate::mark_stock(&mut reading);
        frame::mark(&mut reading);
        reading.writer = people::writer(&reading);
        reading
    }
}

impl Reading {
    /// Adds a sentence of the letter proper with its units.
    fn sentence(&mut self, doc: &Document, whole: &Sentence, words: Range<usize>, token_of_word: &[usize]) {
        let number = to_u32(self.sentences.len());
        let first = self.units.len();
        for at in words {
            let Some(word) = self.words.get(at) else { continue };
            let token_at = token_of_word.get(at).copied().unwrap_or_default();
            let Some(token) = doc.tokens().get(token_at) else { continue };
            let digit = doc.text_of(token.span).starts_with(|c: char| c.is_ascii_digit());
            let kind = if word.is_name || word.classes.has(Classes::PRONOUN) {
                Kind::Person
            } else if digit
                || word.classes.has(Classes::NUMBER)
                || word.classes.has(Classes::MONTH) && token.is_capital()
            {
                Kind::Number
            } else if word.classes.has(Classes::FUNCTION) {
                Kind::Function
            } else {
                Kind::Content
            };
            let units = self.units.len();
            if let Some(last) = self.units.last_mut().filter(|_| units > first) {
                let token_before =
                    at.checked_sub(1).and_then(|w| token_of_word.get(w)).copied().unwrap_or_default();
                let adjacent = token_before + 1 == token_at;
                let joins = match last.kind {
                    // "Mr. Lee's notes" reads as "her notes" does.
                    Kind::Person => {
                        adjacent
                            && (kind == Kind::Person
                                || token.is_clitic()
                                    && self.words.get(at).is_some_and(|w| w.hash == POSSESSIVE))
                    }
                    // "June 3, 2024" is one date.
                    Kind::Number => kind == Kind::Number && token_before + 2 >= token_at,
                    Kind::Content | Kind::Function => false,
                };
                if joins {
                    last.words.end = to_u32(at + 1);
                    continue;
                }
            }
            let key = match kind {
                Kind::Person => PERSON,
                Kind::Number => NUMBER,
                Kind::Content => word.concept,
                Kind::Function => word.hash,
            };
            self.units.push(Unit { key, kind, words: to_u32(at)..to_u32(at + 1), sentence: number });
        }
        let units = to_u32(first)..to_u32(self.units.len());
        self.sentences.push(Stretch {
            span: whole.span,
            units,
            is_stock: false,
            is_form: false,
            part: Part::default(),
            paragraph: whole.paragraph,
        });
    }

    fn line(&mut self, span: Span, section: SectionKind, words: &Range<usize>) {
        let found = self.words.get(words.clone()).unwrap_or_default();
        let hash = found.iter().fold(EMPTY, |all, word| mix(all, word.hash));
        self.lines.push(Line { span, section, hash, words: to_u32(found.len()) });
    }

    /// The words of a unit.
    pub(super) fn words_of(&self, unit: &Unit) -> &[Word] {
        self.words.get(unit.words.start as usize..unit.words.end as usize).unwrap_or_default()
    }

    /// The units of a sentence.
    pub(super) fn units_of(&self, sentence: &Stretch) -> &[Unit] {
        self.units.get(sentence.units.start as usize..sentence.units.end as usize).unwrap_or_default()
    }

    /// Whether the sentence of a unit is stock text.
    pub(super) fn is_stock(&self, unit: &Unit) -> bool {
        self.sentences.get(unit.sentence as usize).is_some_and(|s| s.is_stock)
    }

    /// From the first word of one unit to the last of another.
    pub(super) fn span_of(&self, first: u32, last: u32) -> Option<Span> {
        let first = self.words_of(self.units.get(first as usize)?).first()?.span;
        let last = self.words_of(self.units.get(last as usize)?).last()?.span;
        Some(first.to(last))
    }
}

pub(super) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;
const PERSON: u64 = 1;
const NUMBER: u64 = 2;
const POSSESSIVE: u64 = hash("'s");

/// Adds a word to the hash of a sequence.
pub(super) const fn mix(all: u64, word: u64) -> u64 {
    (all.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}
