//! Which words of a letter are names, judged by their capitals: for an earlier letter nobody knows more.

use rustc_hash::FxHashMap;

use super::classes::Classes;
use crate::text::{Document, Token, WordId};

/// How a word is written where a capital says something.
#[derive(Debug, Clone, Copy, Default)]
struct Writing {
    capital: bool,
    lower: bool,
}

/// For each token whether it is part of a name. Capitals inside sentences are names; a capital at a sentence's
/// start is one where the same word is a name elsewhere and never a common word.
pub(super) fn detect(doc: &Document, classes: &[Classes]) -> Vec<bool> {
    let tokens = doc.tokens();
    let class = |at: usize| classes.get(at).copied().unwrap_or_default();
    let starts = sentence_starts(doc);
    let starts_at = |at: usize, token: &Token| {
        starts.get(at).copied().unwrap_or(true) || token.flags & crate::text::QUOTE_BEFORE != 0
    };
    let proper = |at: usize, token: &Token| {
        token.is_word()
            && token.is_capital()
            && !token.is_all_caps()
            && !class(at).has(Classes::FUNCTION)
            && !class(at).has(Classes::WRITER)
            && !class(at).has(Classes::MONTH)
            && !class(at).has(Classes::NUMBER)
            && !class(at).has(Classes::PRONOUN)
    };
    // In a text all in capitals, or with every word capitalised, they say nothing.
    let words = tokens.iter().filter(|t| t.is_word()).count();
    let capitals = tokens.iter().filter(|t| t.is_word() && t.is_capital()).count();
    let telling = capitals * 2 < words || words < 40;
    let mut seen: FxHashMap<WordId, Writing> = FxHashMap::default();
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.is_word()) {
        let writing = seen.entry(token.word).or_default();
        writing.lower |= !token.is_capital();
        writing.capital |= !starts_at(at, token) && proper(at, token);
    }
    let mut is_name: Vec<bool> = tokens
        .iter()
        .enumerate()
        .map(|(at, token)| {
            let writing = seen.get(&token.word).copied().unwrap_or_default();
            telling && proper(at, token) && writing.capital && !writing.lower
        })
        .collect();
    // Titles, the name after one, and initials beside a name.
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { continue };
        let next = tokens.get(at + 1);
        let next_is_name = is_name.get(at + 1).copied().unwrap_or_default();
        if class(at).has(Classes::TITLE)
            && token.is_capital()
            && next.is_some_and(|n| n.is_word() && n.is_capital())
        {
            set(&mut is_name, at);
            set(&mut is_name, at + 1);
        } else if token.is_initial()
            && (next_is_name || at > 0 && is_name.get(at - 1).copied().unwrap_or_default())
        {
            set(&mut is_name, at);
        }
    }
    is_name
}

fn set(marks: &mut [bool], at: usize) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = true;
    }
}

/// Tokens that are the first word of a sentence, where a capital says nothing.
fn sentence_starts(doc: &Document) -> Vec<bool> {
    let mut starts = vec![false; doc.tokens().len()];
    for sentence in doc.sentences() {
        let range = sentence.range();
        let first = range.clone().find(|at| doc.tokens().get(*at).is_some_and(|t| t.is_word()));
        set(&mut starts, first.unwrap_or(range.start));
    }
    starts
}
