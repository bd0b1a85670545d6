//! Folding: the form of a word in which spelling variants of typing compare equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether the character is invisible inside a word: soft hyphens, zero-width characters, joiners.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether the character is an apostrophe in any of the forms that word processors and keyboards leave.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '`' | '\u{b4}' | '\u{ff07}')
}

/// Whether the character continues a word: letters, digits, combining marks.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// Appends the folded form of `word` to `out`: lower case, without diacritics, hyphens, full stops or
/// invisible characters; letters that have no ASCII base are transliterated (ø → o, ß → ss, Þ → th).
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(
            word.bytes()
                .filter(|b| b.is_ascii_alphanumeric() || *b == b'\'')
                .map(|b| b.to_ascii_lowercase() as char),
        );
        return;
    }
    for c in word.chars().filter(|c| !is_ignorable(*c)).nfc() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '\'' {
                out.push(c.to_ascii_lowercase());
            }
        } else if c == '\u{2019}' || c == '\u{2018}' {
            out.push('\'');
        } else if is_combining_mark(c) || is_apostrophe(c) {
        } else if let Some(latin) = deunicode::deunicode_char(c) {
            out.extend(latin.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        }
    }
}

/// The folded form of `word` on its own; see [`fold_into`].
#[must_use]
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}
