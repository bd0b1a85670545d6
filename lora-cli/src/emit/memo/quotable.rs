//! Words of the letter, as short as a memo wants them.

use lora_core::report::{Quote, SpanReport};

use super::phrases::Phrases;

/// Characters below which words alone would not be found again in the letter.
const FINDABLE: usize = 5;
/// Words that are then shown around them.
const AROUND: usize = 3;

/// The words that something is about, with a few around them where they are too short to be found; nothing if
/// they are better not repeated.
pub fn told(
    text: Option<&str>,
    span: Option<SpanReport>,
    context: Option<&Quote>,
    phrases: &Phrases,
) -> Option<String> {
    let text = one_line(text?);
    let short = text.chars().count() < FINDABLE;
    let wide = short.then(|| in_context(span?, context?)).flatten();
    let told = cut(wide.as_deref().unwrap_or(&text), phrases.short_quote_words);
    phrases.may_repeat(&told).then_some(told)
}

/// The words with a few before and after them in their sentence.
fn in_context(span: SpanReport, context: &Quote) -> Option<String> {
    let start = span.start.checked_sub(context.start)? as usize;
    let end = span.end.checked_sub(context.start)? as usize;
    let (before, words, after) =
        (context.text.get(..start)?, context.text.get(start..end)?, context.text.get(end..)?);
    let from = before.split_whitespace().rev().take(AROUND).map(|w| w.as_ptr() as usize).last();
    let from = from.map_or(0, |at| at - context.text.as_ptr() as usize);
    let to = after.split_whitespace().take(AROUND).map(|w| w.as_ptr() as usize + w.len()).last();
    let to = to.map_or(end, |at| at - context.text.as_ptr() as usize);
    debug_assert!(from <= start && to >= end && !words.is_empty());
    Some(one_line(context.text.get(from..to)?).trim_end_matches(['.', ',', ';', ':']).to_owned())
}

/// The first words of a text on one line, with an ellipsis where something is missing.
pub fn cut(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most {
        return inner(&words.join(" "));
    }
    format!("{}…", inner(words[..most].join(" ").trim_end_matches([',', ';', ':', '.'])))
}

/// The text as it stands inside quotation marks: its own are single, and one without its partner goes.
fn inner(text: &str) -> String {
    let quotes = ['"', '“', '”'];
    let text = if text.matches(quotes).count() == 1 { text.replace(quotes, "") } else { text.to_owned() };
    let mut open = false;
    let single = |c: char| match c {
        '“' => '‘',
        '”' => '’',
        '"' => {
            open = !open;
            if open { '‘' } else { '’' }
        }
        c => c,
    };
    text.chars().map(single).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
