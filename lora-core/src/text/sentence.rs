//! Sentence boundaries. UAX #29 breaks after "Dr." and at each wrapped line, and costs more than the rest of a
//! check together; this walks the tokens, whose abbreviations already carry their full stop.

use super::document::{Document, Sentence};
use super::token::{QUOTE_AFTER, QUOTE_BEFORE, Token, TokenKind};
use crate::rules::RuleSet;

pub(super) fn split(doc: &Document, rules: &RuleSet) -> Vec<Sentence> {
    let breaks = Breaks::new(doc, rules);
    // A sentence has some twenty tokens.
    let mut sentences = Vec::with_capacity(doc.tokens().len() / 16);
    for (number, paragraph) in (0_u32..).zip(doc.paragraphs()) {
        let mut start = paragraph.tokens.start;
        for at in paragraph.tokens.clone() {
            let end = at + 1;
            if end == paragraph.tokens.end
                || breaks.after(start as usize, at as usize, paragraph.tokens.end as usize)
            {
                sentences.push(Sentence {
                    span: doc.span_of(start as usize..end as usize),
                    tokens: start..end,
                    paragraph: number,
                    section: paragraph.section,
                });
                start = end;
            }
        }
    }
    sentences
}

struct Breaks<'a> {
    doc: &'a Document,
    rules: &'a RuleSet,
}

impl<'a> Breaks<'a> {
    fn new(doc: &'a Document, rules: &'a RuleSet) -> Self {
        Self { doc, rules }
    }

    fn mark(&self, token: &Token) -> Option<u8> {
        (token.kind == TokenKind::Mark).then(|| self.doc.text().as_bytes()[token.span.start as usize])
    }

    /// Whether a sentence that began at `start` ends after token `at`.
    fn after(&self, start: usize, at: usize, end: usize) -> bool {
        let tokens = self.doc.tokens();
        let (token, next) = (&tokens[at], &tokens[at + 1]);
        debug_assert!(at + 1 < end);
        if token.kind != TokenKind::Mark && !token.is_abbreviation() {
            return false;
        }
        let next_mark = self.mark(next);
        let opens = next.is_capital()
            || next.kind == TokenKind::Number
            || next.flags & QUOTE_BEFORE != 0
            || matches!(next_mark, Some(b'(' | b'['));
        match self.mark(token) {
            Some(b'.') => {
                let list_number = at == start + 1 && tokens[start].kind == TokenKind::Number;
                // An ellipsis or a closing bracket belongs to the sentence that it ends.
                opens && !list_number && !matches!(next_mark, Some(b'.' | b')' | b']'))
            }
            Some(b'?' | b'!') => opens && !matches!(next_mark, Some(b'?' | b'!' | b')' | b']')),
            Some(b')' | b']') => {
                at > start && matches!(self.mark(&tokens[at - 1]), Some(b'.' | b'?' | b'!')) && opens
            }
            Some(_) => false,
            None => {
                opens
                    && !self.rules.is_term("title", token.word)
                    && (self.rules.is_term("sentence-start", next.word) || token.flags & QUOTE_AFTER != 0)
            }
        }
    }
}
