//! What a letter holds must not act on the terminal that shows it.

use std::borrow::Cow;

/// The text with every character replaced that a terminal would act on or that would reorder what is shown:
/// escape becomes ␛, other controls and bidirectional overrides U+FFFD, line breaks and tabs a space.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{1b}' => '␛',
            c if acts(c) => '\u{fffd}',
            c => c,
        })
        .collect::<String>()
        .into()
}

/// Whether a terminal would act on the character instead of showing it.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left() {
        assert_eq!(clean("Dear Dr. Nuñez – “superb”"), "Dear Dr. Nuñez – “superb”");
        assert_eq!(clean("a\x1b[31mb\x07c\u{9b}d\u{202e}e\nf"), "a␛[31mb\u{fffd}c\u{fffd}d\u{fffd}e f");
        let all: String = ('\0'..='\u{10ffff}').collect();
        assert!(!clean(&all).chars().any(acts));
    }
}
