//! Folding: the form of a word in which spelling variants of typing compare equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// Whether the character is invisible inside a word: soft hyphens, zero-width characters, joiners.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{180b}'..='\u{180f}' | '\u{61c}' | '\u{34f}' | '\u{fe00}'..='\u{fe0f}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the character is an apostrophe in any of the forms that word processors and keyboards leave.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bb}' | '`' | '\u{b4}' | '\u{ff07}')
}

/// Whether the character continues a word: letters, digits, combining marks.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// Look-alikes that Unicode's table of confusable characters doesn't have, or gives as another letter.
fn own_look_alike(c: char) -> Option<char> {
    Some(match c {
        'ι' => 'i',
        'κ' | 'к' => 'k',
        'т' | 'τ' => 't',
        'χ' => 'x',
        'ҽ' => 'e',
        'ѵ' => 'v',
        'ѡ' => 'w',
        _ => return None,
    })
}

/// The Latin letter that one of another script looks like, by Unicode's table of confusable characters (UTS #39),
/// where transliteration would give another.
fn look_alike(c: char) -> Option<char> {
    if c.script() == Script::Latin {
        return None;
    }
    let mut bytes = [0; 4];
    let mut skeleton = unicode_security::skeleton(c.encode_utf8(&mut bytes));
    let alike = skeleton.next().filter(|_| skeleton.next().is_none());
    own_look_alike(c).or(match alike? {
        // The table has one form for I, l and 1.
        'l' if c.is_uppercase() => Some('i'),
        alike => Some(alike.to_ascii_lowercase()).filter(char::is_ascii_alphabetic),
    })
}

/// Appends the folded form of `word` to `out`: lower case, without diacritics, hyphens, full stops or
/// invisible characters; letters that have no ASCII base are transliterated (ø → o, ß → ss, Þ → th).
pub fn fold_into(word: &str, out: &mut String) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    if word.is_ascii() {
        out.extend(
            word.bytes()
                .filter(|b| b.is_ascii_alphanumeric() || *b == b'\'')
                .map(|b| b.to_ascii_lowercase() as char),
        );
        return;
    }
    // A Cyrillic letter among Latin ones was put there for its looks, not for its sound; so was a word of nothing
    // but look-alikes.
    let disguised =
        |c: char| !c.is_alphabetic() || is_ignorable(c) || is_combining_mark(c) || look_alike(c).is_some();
    let mixed = word.bytes().any(|b| b.is_ascii_alphabetic()) || word.chars().all(disguised);
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
