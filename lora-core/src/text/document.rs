//! The [`Document`]: a letter's text with its structure.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::line::LineIndex;
use super::token::{Local, Token, TokenKind, WordId};
use super::{paragraph, section, sentence, token};
use crate::rules::{RuleSet, Vocabulary};
use crate::span::Span;

/// Part of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Institution, department, address, a writer's name at the top.
    Letterhead,
    /// The line that dates the letter.
    DateLine,
    /// To whom it goes.
    Addressee,
    /// "Re: …", the applicant's name and ids, the waiver line beneath them.
    Subject,
    /// "Dear Program Director:".
    Salutation,
    /// The letter proper.
    Body,
    /// "Sincerely,".
    Closing,
    /// Name, degrees, title and contact beneath the closing.
    Signature,
    /// "P.S. …".
    Postscript,
}

impl SectionKind {
    /// Names as packs write them, in the order of a letter.
    pub const NAMES: [&str; 9] = [
        "letterhead",
        "date_line",
        "addressee",
        "subject",
        "salutation",
        "body",
        "closing",
        "signature",
        "postscript",
    ];
    const ALL: [Self; 9] = [
        Self::Letterhead,
        Self::DateLine,
        Self::Addressee,
        Self::Subject,
        Self::Salutation,
        Self::Body,
        Self::Closing,
        Self::Signature,
        Self::Postscript,
    ];

    /// The section of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|n| *n == name).map(|i| Self::ALL[i])
    }
}

/// A section: consecutive paragraphs of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Where it stands.
    pub span: Span,
}

/// A paragraph; outside the body, a line.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// The section it belongs to.
    pub section: SectionKind,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its sentences.
    pub sentences: Range<u32>,
    /// Its words; clitics and parts of hyphenated words don't count.
    pub words: u32,
}

/// A sentence.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// The section it belongs to.
    pub section: SectionKind,
}

impl Sentence {
    /// Its tokens as indices.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// A position that people can find; everything counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Line of the text.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
    /// Paragraph of the letter.
    pub paragraph: usize,
    /// Sentence of the paragraph.
    pub sentence: usize,
}

/// A letter's text with its sections, paragraphs, sentences and tokens. The text itself is never changed.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    tokens: Vec<Token>,
    local: Local,
    known_words: u32,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    sections: Vec<Section>,
    lines: LineIndex,
    /// By token, the number of its sentence.
    sentence_of: Vec<u32>,
    /// For each block of the text, the first token that ends in it or after it.
    blocks: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;
/// Stands where a token belongs to no sentence.
const NO_SENTENCE: u32 = u32::MAX;

impl Document {
    /// Reads the structure of a text.
    #[must_use]
    pub fn new(text: String, rules: &RuleSet) -> Self {
        let lines = LineIndex::new(&text);
        let token::Tokens { tokens, local } = token::tokenize(&text, rules.vocabulary());
        let mut doc = Self {
            text,
            tokens,
            local,
            known_words: rules.vocabulary().len(),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            sections: Vec::new(),
            lines,
            sentence_of: Vec::new(),
            blocks: Vec::new(),
        };
        doc.blocks = doc.tokens_by_block();
        let line_tokens = doc.tokens_by_line();
        let kinds = section::classify(&doc, &line_tokens, rules);
        doc.paragraphs = paragraph::split(&doc, &line_tokens, &kinds, rules);
        doc.sentences = sentence::split(&doc, rules);
        doc.sentence_of = Vec::with_capacity(doc.tokens.len());
        for (number, sentence) in (0_u32..).zip(&doc.sentences) {
            doc.sentence_of.resize(sentence.tokens.start as usize, NO_SENTENCE);
            doc.sentence_of.resize(sentence.tokens.end as usize, number);
        }
        let mut next = 0;
        for (number, paragraph) in (0_u32..).zip(&mut doc.paragraphs) {
            let start = next;
            while doc.sentences.get(next as usize).is_some_and(|s| s.paragraph == number) {
                next += 1;
            }
            paragraph.sentences = start..next;
            let tokens = &doc.tokens[paragraph.tokens.start as usize..paragraph.tokens.end as usize];
            let counts = |t: &&Token| t.kind != TokenKind::Mark && !t.is_clitic() && !t.is_hyphenated();
            paragraph.words = u32::try_from(tokens.iter().filter(counts).count()).unwrap_or(u32::MAX);
        }
        doc.sections = sections_of(&doc.paragraphs);
        doc
    }

    fn tokens_by_block(&self) -> Vec<u32> {
        let (mut blocks, mut first) = (Vec::with_capacity(self.text.len() / BLOCK + 1), 0);
        for start in (0..=self.text.len()).step_by(BLOCK) {
            let start = u32::try_from(start).unwrap_or(u32::MAX);
            first += self.tokens[first..].partition_point(|t| t.span.end <= start);
            blocks.push(u32::try_from(first).unwrap_or(u32::MAX));
        }
        blocks
    }

    fn tokens_by_line(&self) -> Vec<Range<u32>> {
        let mut ranges = Vec::with_capacity(self.lines.len());
        let mut at = 0_u32;
        for line in 0..self.lines.len() {
            let end = self.lines.span(line, &self.text).end;
            let start = at;
            while self.tokens.get(at as usize).is_some_and(|t| t.span.start < end) {
                at += 1;
            }
            ranges.push(start..at);
        }
        ranges
    }

    /// The text, as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, taken out of the document.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The text at a span.
    #[must_use]
    pub fn text_of(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The paragraphs, in order; outside the body each line is one.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sections, in order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    pub(crate) fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// Folded form of a token; `vocabulary` must be that of the rule set the document was read with.
    #[must_use]
    pub fn folded<'a>(&'a self, token: &Token, vocabulary: &'a Vocabulary) -> &'a str {
        self.word(token.word, vocabulary)
    }

    /// The folded word of a number.
    #[must_use]
    pub fn word<'a>(&'a self, id: WordId, vocabulary: &'a Vocabulary) -> &'a str {
        vocabulary.word(id).unwrap_or_else(|| self.local.get(id.0 - self.known_words))
    }

    /// The number that a folded word has in this document, if it occurs or is known.
    #[must_use]
    pub fn find_word(&self, folded: &str, vocabulary: &Vocabulary) -> Option<WordId> {
        vocabulary.find(folded).or_else(|| self.local.find(folded).map(|id| WordId(self.known_words + id)))
    }

    /// The span from one token to another, both included.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.to(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// Number of the sentence that a token belongs to.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        self.sentence_of.get(token).filter(|number| **number != NO_SENTENCE).map(|number| *number as usize)
    }

    /// Number of the first token that ends after a byte offset.
    #[must_use]
    pub fn token_at(&self, offset: u32) -> usize {
        let block =
            |number: usize| self.blocks.get(number).map_or(self.tokens.len(), |first| *first as usize);
        let number = offset as usize / BLOCK;
        let (first, next) = (block(number), block(number + 1));
        first + self.tokens[first..next].partition_point(|t| t.span.end <= offset)
    }

    /// Line and column of an offset, from 1, the column in characters.
    pub(crate) fn position(&self, offset: u32) -> (usize, usize) {
        self.lines.position(offset, &self.text)
    }

    /// Where a byte offset is, for people.
    #[must_use]
    pub fn locate(&self, offset: u32) -> Location {
        let (line, column) = self.lines.position(offset, &self.text);
        let paragraph = self.paragraphs.partition_point(|p| p.span.start <= offset).saturating_sub(1);
        let sentences = self.paragraphs.get(paragraph).map_or(0..0, |p| p.sentences.clone());
        let inside = &self.sentences[sentences.start as usize..sentences.end as usize];
        let sentence = inside.partition_point(|s| s.span.start <= offset).max(1);
        Location { line, column, paragraph: paragraph + 1, sentence }
    }

    /// Words in some sections (in all of them where none is named); clitics and parts of hyphenated words
    /// don't count.
    #[must_use]
    pub fn words(&self, sections: &[SectionKind]) -> usize {
        let these = self.paragraphs.iter().filter(|p| sections.is_empty() || sections.contains(&p.section));
        these.map(|p| p.words as usize).sum()
    }
}

fn sections_of(paragraphs: &[Paragraph]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for paragraph in paragraphs {
        match sections.last_mut() {
            Some(last) if last.kind == paragraph.section => last.span = last.span.to(paragraph.span),
            _ => sections.push(Section { kind: paragraph.section, span: paragraph.span }),
        }
    }
    sections
}
