//! The letter's words as reports quote them: in their sentence, and no longer than a reader needs.

use lora_core::report::{Quote, SpanReport};

/// Characters of a sentence that are shown before and after the marked words.
const AROUND: usize = 120;
/// Characters of the marked words themselves.
pub const MARKED: usize = 240;

/// Marked words, and what stands around them in their sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    pub before: String,
    pub words: String,
    pub after: String,
}

impl Quoted {
    /// The words at a span in their sentence.
    pub fn new(words: &str, span: SpanReport, context: Option<&Quote>) -> Self {
        let (before, after) = context
            .and_then(|context| {
                let start = span.start.checked_sub(context.start)? as usize;
                let end = (span.end.checked_sub(context.start)? as usize).min(context.text.len());
                Some((context.text.get(..start)?, context.text.get(end..)?))
            })
            .unwrap_or_default();
        Self { before: last(before, AROUND), words: shorten(words, MARKED), after: shorten(after, AROUND) }
    }
}

/// The start of a text, cut between words.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let start = &text[..end];
    let cut = start.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", start[..cut].trim_end())
}

/// The end of a text, cut between words.
fn last(text: &str, most: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(most.saturating_sub(1)).filter(|(at, _)| *at > 0)
    else {
        return text.to_owned();
    };
    let end = &text[start..];
    let cut = end.find(char::is_whitespace).filter(|at| *at < end.len() / 2).unwrap_or(0);
    format!("…{}", end[cut..].trim_start())
}
