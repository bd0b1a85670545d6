//! Folding: the form of a word in which spelling variants of typing compare equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether the character is invisible inside a word: soft hyphens, zero-width characters, joiners.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{180e}' | '\u{61c}' | '\u{34f}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether the character is an apostrophe in any of the forms that word processors and keyboards leave.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '`' | '\u{b4}' | '\u{ff07}')
}

/// Whether the character continues a word: letters, digits, combining marks.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// The Latin letter that a Cyrillic or Greek one looks like, where transliteration would give another.
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'Α' | 'α' => 'a',
        'В' | 'Β' => 'b',
        'с' | 'С' | 'ϲ' | 'Ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'Ε' | 'ҽ' => 'e',
        'ɡ' => 'g',
        'һ' | 'Н' | 'Η' => 'h',
        'і' | 'І' | 'ι' | 'Ι' | 'ӏ' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'Κ' | 'κ' => 'k',
        'М' | 'Μ' => 'm',
        'Ν' => 'n',
        'о' | 'О' | 'ο' | 'Ο' | 'օ' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'Τ' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ѡ' => 'w',
        'х' | 'Х' | 'Χ' | 'χ' => 'x',
        'у' | 'У' | 'Υ' | 'γ' => 'y',
        'Ζ' => 'z',
        _ => return None,
    })
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
    // A Cyrillic letter among Latin ones was put there for its looks, not for its sound.
    let mixed = word.bytes().any(|b| b.is_ascii_alphabetic());
    for c in word.chars().filter(|c| !is_ignorable(*c)).nfc() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '\'' {
                out.push(c.to_ascii_lowercase());
            }
        } else if c == '\u{2019}' || c == '\u{2018}' {
            out.push('\'');
        } else if is_combining_mark(c) || is_apostrophe(c) {
        } else if let Some(latin) = look_alike(c).filter(|_| mixed) {
            out.push(latin);
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
