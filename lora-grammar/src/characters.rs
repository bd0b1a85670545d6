//! A text by its characters, as harper counts, and the way back to bytes.

use std::ops::Range;

use lora_core::Span;

/// The characters of a text, and where each starts.
pub(crate) struct Characters<'a> {
    text: &'a str,
    plain: Vec<char>,
    /// Byte at which each starts, and the length of the text.
    starts: Vec<usize>,
}

/// Whole words around something that was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words<'a> {
    pub(crate) span: Span,
    /// What of the first word stands before what was found.
    before: &'a str,
    /// What of the last word stands after it.
    after: &'a str,
}

impl Words<'_> {
    /// The words with what was found replaced.
    pub(crate) fn with(&self, replacement: &[char]) -> String {
        let replacement: String = replacement.iter().collect();
        format!("{}{replacement}{}", self.before, self.after)
    }
}

impl<'a> Characters<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut plain: Vec<char> = text.chars().map(plain).collect();
        join_wrapped_lines(&mut plain);
        Self { text, plain, starts }
    }

    /// The characters as harper is given them: spaces, apostrophes and hyphens in their plainest form, and a space for
    /// a line end inside a paragraph.
    pub(crate) fn plain(&self) -> &[char] {
        &self.plain
    }

    /// A range of characters widened to whole words. None for an empty range, and beside a hyphen: half of a
    /// compound is another word than the same letters alone.
    pub(crate) fn words(&self, found: Range<usize>) -> Option<Words<'a>> {
        if found.is_empty() || found.end > self.plain.len() {
            return None;
        }
        let in_word = |c: &&char| c.is_alphanumeric() || **c == '\'';
        let start = found.start - self.plain[..found.start].iter().rev().take_while(in_word).count();
        let end = found.end + self.plain[found.end..].iter().take_while(in_word).count();
        let hyphened = start.checked_sub(1).is_some_and(|at| self.plain[at] == '-')
            || self.plain.get(end).is_some_and(|c| *c == '-');
        let text = |range: Range<usize>| &self.text[self.starts[range.start]..self.starts[range.end]];
        (!hyphened).then(|| Words {
            span: Span::new(self.starts[start], self.starts[end]),
            before: text(start..found.start),
            after: text(found.end..end),
        })
    }
}

/// Line ends become spaces, but for those beside a blank line.
fn join_wrapped_lines(plain: &mut [char]) {
    let mut lines: Vec<usize> = (0..plain.len()).filter(|at| plain[*at] == '\n').collect();
    let blank = |from: usize, to: usize| plain[from..to].iter().all(|c| *c == ' ');
    let part: Vec<bool> = lines.windows(2).map(|pair| blank(pair[0] + 1, pair[1])).collect();
    let mut number = 0;
    lines.retain(|_| {
        let beside = part.get(number).is_some_and(|b| *b) || number > 0 && part[number - 1];
        number += 1;
        !beside
    });
    lines.into_iter().for_each(|at| plain[at] = ' ');
}

fn plain(c: char) -> char {
    match c {
        '\r' | '\t' | '\u{b}' | '\u{a0}' | '\u{2007}' | '\u{202f}' => ' ',
        '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_grows_to_whole_words_in_bytes() {
        let characters = Characters::new("Zoë’s 3th day");
        let words = characters.words(7..9).expect("it stands alone");
        assert_eq!(words.span, Span::new(9, 12));
        assert_eq!(words.with(&['r', 'd']), "3rd");
    }

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_are_not() {
        let plain = |text: &str| Characters::new(text).plain().iter().collect::<String>();
        assert_eq!(plain("free\r\nreign\tnow\n\nNext\n \r\nlast\n"), "free  reign now\n\nNext\n  \nlast ");
    }

    #[test]
    fn half_of_a_compound_is_none() {
        let characters = Characters::new("it self\u{2011}terminated");
        assert_eq!(characters.words(0..7), None);
        assert_eq!(characters.words(3..3), None);
        assert_eq!(characters.words(3..99), None);
    }
}
