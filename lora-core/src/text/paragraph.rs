//! Paragraphs: blank lines part them; inside a block a line end is a wrap or a new paragraph.

use std::ops::Range;

use super::document::{Document, Paragraph, SectionKind};
use super::token::TokenKind;
use crate::rules::RuleSet;

/// The section that each line belongs to, and where inside it a salutation ends that the body follows on one line.
pub(super) struct LineKinds {
    pub(super) kinds: Vec<SectionKind>,
    /// Line, token: the body starts at that token of that line.
    pub(super) inline_body: Option<(usize, u32)>,
}

pub(super) fn split(
    doc: &Document,
    lines: &[Range<u32>],
    kinds: &LineKinds,
    rules: &RuleSet,
) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(lines.len());
    let mut line = 0;
    while line < lines.len() {
        if lines[line].is_empty() {
            line += 1;
            continue;
        }
        let mut block_end = line + 1;
        while block_end < lines.len() && !lines[block_end].is_empty() {
            block_end += 1;
        }
        let width = (line..block_end)
            .map(|l| width_of(doc.text_of(doc.lines().span(l, doc.text()))))
            .max()
            .unwrap_or(0);
        let first = line;
        for l in first..block_end {
            let kind = kinds.kinds[l];
            let mut tokens = lines[l].clone();
            if let Some((inline, at)) = kinds.inline_body.filter(|(inline, _)| *inline == l) {
                debug_assert_eq!(inline, l);
                push(doc, &mut paragraphs, tokens.start..at, SectionKind::Salutation);
                tokens.start = at;
            }
            let joins = l > first
                && matches!(kind, SectionKind::Body | SectionKind::Postscript)
                && kinds.kinds[l - 1] == kind
                && is_wrap(doc, lines, l, width, rules);
            match paragraphs.last_mut() {
                Some(last) if joins && last.section == kind => {
                    last.tokens.end = tokens.end;
                    last.span = last.span.to(doc.span_of(tokens.start as usize..tokens.end as usize));
                }
                _ => push(doc, &mut paragraphs, tokens, kind),
            }
        }
        line = block_end;
    }
    paragraphs
}

fn push(doc: &Document, paragraphs: &mut Vec<Paragraph>, tokens: Range<u32>, section: SectionKind) {
    if !tokens.is_empty() {
        let span = doc.span_of(tokens.start as usize..tokens.end as usize);
        paragraphs.push(Paragraph { span, section, tokens, sentences: 0..0, words: 0 });
    }
}

/// Characters, since bytes would make a line of accented letters the widest.
fn width_of(text: &str) -> usize {
    text.chars().count()
}

/// Whether the line end before line `l` is a wrap: its first word would not have fitted on the line before, or
/// the sentence plainly goes on.
fn is_wrap(doc: &Document, lines: &[Range<u32>], l: usize, width: usize, rules: &RuleSet) -> bool {
    let text = doc.text();
    let line = doc.lines().span(l, text);
    let before = doc.lines().span(l - 1, text);
    if starts_item(doc, &lines[l], rules) || is_heading(doc, &lines[l - 1]) {
        return false;
    }
    let first_word = text[line.range()].split_whitespace().next().unwrap_or_default();
    if width_of(doc.text_of(before)) + 1 + width_of(first_word) > width {
        return true;
    }
    let last = doc.tokens()[lines[l - 1].end as usize - 1];
    let ends = last.kind == TokenKind::Mark && matches!(doc.text_of(last.span), "." | "!" | "?" | ":");
    !ends || first_word.chars().next().is_some_and(char::is_lowercase)
}

/// A bullet or a list number at the start of a line.
fn starts_item(doc: &Document, line: &Range<u32>, rules: &RuleSet) -> bool {
    let start = line.start as usize;
    let Some(first) = doc.tokens().get(start) else { return false };
    let mark_follows = || {
        line.len() > 2 && matches!(doc.tokens().get(start + 1).map(|t| doc.text_of(t.span)), Some("." | ")"))
    };
    match first.kind {
        TokenKind::Mark => matches!(doc.text_of(first.span), "-" | "•" | "▪" | "◦" | "·" | "‣" | "+" | "["),
        TokenKind::Number => first.span.len() <= 2 && mark_follows(),
        TokenKind::Word => {
            first.span.len() == 1 && mark_follows() && !rules.is_term("sentence-start", first.word)
        }
    }
}

/// A short line in capitals or with a colon at its end.
fn is_heading(doc: &Document, line: &Range<u32>) -> bool {
    let tokens = &doc.tokens()[line.start as usize..line.end as usize];
    if tokens.len() > 10 {
        return false;
    }
    let words = tokens.iter().filter(|t| t.is_word());
    let mut count = 0;
    let all_caps = words.inspect(|_| count += 1).all(|t| t.is_all_caps() || t.span.len() <= 3);
    let colon = tokens.last().is_some_and(|t| doc.text_of(t.span) == ":");
    count > 0 && (all_caps && tokens.iter().any(|t| t.is_all_caps()) || colon)
}
