//! Tokens: the words, numbers and marks of a letter.

use super::fold::{fold_into, is_apostrophe, is_ignorable, is_word};
use crate::rules::Vocabulary;
use crate::span::Span;

/// Number of a folded word: below the vocabulary's size for a word that some rule knows, above it for a word
/// that only this document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word; also an abbreviation with its full stop, and a clitic (`'s`, `n't`).
    Word,
    /// Digits, with the points, commas, colons and slashes inside them.
    Number,
    /// One mark of punctuation or symbol.
    Mark,
}

/// One token. Quotation marks, hyphens inside words and emphasis marks are not tokens: phrases run across them.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its folded form's number.
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    pub(crate) flags: u16,
}

pub(crate) const CAPITAL: u16 = 1;
pub(crate) const ALL_CAPS: u16 = 1 << 1;
pub(crate) const ABBREVIATION: u16 = 1 << 2;
pub(crate) const HYPHENATED: u16 = 1 << 3;
pub(crate) const QUOTED: u16 = 1 << 4;
pub(crate) const CLITIC: u16 = 1 << 5;
pub(crate) const LINE_START: u16 = 1 << 6;
pub(crate) const INITIAL: u16 = 1 << 7;
/// A quotation mark stands directly before the token.
pub(crate) const QUOTE_BEFORE: u16 = 1 << 8;
/// A quotation mark stands directly after the token.
pub(crate) const QUOTE_AFTER: u16 = 1 << 9;

impl Token {
    /// Starts with an upper-case letter.
    #[must_use]
    pub fn is_capital(self) -> bool {
        self.flags & CAPITAL != 0
    }
    /// Two letters or more, all of them upper case.
    #[must_use]
    pub fn is_all_caps(self) -> bool {
        self.flags & ALL_CAPS != 0
    }
    /// A hyphen joins it to the token before.
    #[must_use]
    pub fn is_hyphenated(self) -> bool {
        self.flags & HYPHENATED != 0
    }
    /// Stands between quotation marks.
    #[must_use]
    pub fn is_quoted(self) -> bool {
        self.flags & QUOTED != 0
    }
    /// A clitic split from the word before: `'s`, `n't`, `'d`.
    #[must_use]
    pub fn is_clitic(self) -> bool {
        self.flags & CLITIC != 0
    }
    /// A single letter with its full stop, as in "J. Q. Lee".
    #[must_use]
    pub fn is_initial(self) -> bool {
        self.flags & INITIAL != 0
    }
    /// An abbreviation whose full stop belongs to it.
    #[must_use]
    pub fn is_abbreviation(self) -> bool {
        self.flags & ABBREVIATION != 0
    }
    /// A word (and no number or mark).
    #[must_use]
    pub fn is_word(self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// The tokens of a text, with the words that the vocabulary doesn't know.
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    pub(super) local: Local,
}

/// Words of a letter that no rule knows are hardly more.
const USUAL: usize = 100;

/// Words of this document that no rule knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Local {
    arena: String,
    ends: Vec<u32>,
    ids: rustc_hash::FxHashMap<Box<str>, u32>,
}

impl Local {
    fn intern(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        if self.ids.is_empty() {
            self.arena.reserve(USUAL * 8);
            self.ends.reserve(USUAL);
            self.ids.reserve(USUAL);
        }
        let id = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.arena.push_str(word);
        self.ends.push(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
        self.ids.insert(word.into(), id);
        id
    }

    pub(crate) fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.arena[start..self.ends[id] as usize]
    }

    pub(crate) fn find(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }
}

/// Clitics, longest first, in their folded form, and how many characters of the word each takes.
const CLITICS: [&str; 7] = ["n't", "'re", "'ve", "'ll", "'s", "'d", "'m"];

/// The folded form of a clitic that is written apart from its word, as the rules do.
pub(super) fn clitic(word: &str) -> Option<&'static str> {
    let found = CLITICS.into_iter().find(|c| c.eq_ignore_ascii_case(word))?;
    Some(if found == "n't" { "not" } else { found })
}

/// The one word that is two without an apostrophe.
const CANNOT: &str = "cannot";

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    vocabulary: &'a Vocabulary,
    out: Tokens,
    buffer: String,
    /// Flags for the next token: a hyphen or a quotation mark before it, a new line.
    pending: u16,
    in_quotes: bool,
    quote_opened: usize,
}

/// Splits a text into tokens.
pub(super) fn tokenize(text: &str, vocabulary: &Vocabulary) -> Tokens {
    let capacity = text.len() / 5 + 8;
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        vocabulary,
        out: Tokens { tokens: Vec::with_capacity(capacity), local: Local::default() },
        buffer: String::new(),
        pending: LINE_START,
        in_quotes: false,
        quote_opened: 0,
    };
    scanner.run();
    scanner.out
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            None => None,
            Some(b) if b.is_ascii() => Some(*b as char),
            Some(_) => self.text[at..].chars().next(),
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.char_at(at) {
            if c == ' ' {
                self.pending &= !QUOTE_BEFORE;
                at += 1;
                continue;
            }
            if let Some(end) = self.plain_word(at) {
                at = end;
                continue;
            }
            let width = c.len_utf8();
            if c.is_ascii_digit() {
                at = self.number(at);
            } else if is_word(c) {
                at = self.word(at);
            } else {
                self.other(c, at);
                at += width;
            }
        }
    }

    /// A word of ASCII letters that white space or a mark follows, as most words are: the end of it. Everything that
    /// [`Scanner::word`] looks for beyond that it can't have.
    fn plain_word(&mut self, start: usize) -> Option<usize> {
        let (mut end, mut upper) = (start, 0);
        let follows = loop {
            match *self.bytes.get(end)? {
                b'a'..=b'z' => {}
                b'A'..=b'Z' => upper += 1,
                other => break other,
            }
            end += 1;
        };
        let (text, len) = (self.text, end - start);
        let ends = match follows {
            // Single letters are initials.
            b'.' => len > 1,
            // A line end may break the word at its hyphen.
            b'-' => self.bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric),
            b'\'' | b'`' => false,
            other => other.is_ascii() && !other.is_ascii_digit(),
        };
        if len == 0 || !ends {
            return None;
        }
        let word = &self.bytes[start..end];
        if len == CANNOT.len() && word.eq_ignore_ascii_case(CANNOT.as_bytes()) {
            return None;
        }
        let mut flags = 0;
        let word = if upper == 0 {
            match self.vocabulary.find_bytes(word) {
                Some(id) => id,
                None => self.local(&text[start..end]),
            }
        } else {
            if self.bytes[start].is_ascii_uppercase() {
                flags |= CAPITAL;
            }
            if len > 1 && upper == len {
                flags |= ALL_CAPS;
            }
            self.buffer.clear();
            self.buffer.push_str(&text[start..end]);
            self.buffer.make_ascii_lowercase();
            self.intern()
        };
        if follows == b'.' && self.vocabulary.abbreviates(word) {
            flags |= ABBREVIATION;
            end += 1;
        }
        self.emit(start, end, TokenKind::Word, flags, word);
        Some(end)
    }

    /// White space, quotation marks, hyphens and marks.
    fn other(&mut self, c: char, at: usize) {
        match c {
            '.' | ',' | ';' | ':' | '(' | ')' => self.mark(c, at, 1),
            '\n' | '\r' => {
                self.pending |= LINE_START;
                self.pending &= !(HYPHENATED | QUOTE_BEFORE);
                // A blank line ends a quotation that somebody forgot to close.
                if self.in_quotes && self.bytes.get(at + 1).is_some_and(|b| *b == b'\n' || *b == b'\r') {
                    self.in_quotes = false;
                }
            }
            '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => self.quote(c, at),
            c if is_apostrophe(c) || is_ignorable(c) || c == '*' => {}
            '-' | '\u{2010}' | '\u{2011}' => {
                let before = self.prev_char(at).is_some_and(is_word);
                let after = self.char_at(at + c.len_utf8()).is_some_and(is_word);
                let digits = self.prev_char(at).is_some_and(|c| c.is_ascii_digit())
                    && self.char_at(at + c.len_utf8()).is_some_and(|c| c.is_ascii_digit());
                if before && after && !digits {
                    self.pending |= HYPHENATED;
                } else {
                    self.mark('-', at, c.len_utf8());
                }
            }
            '\u{2012}'..='\u{2015}' | '\u{2212}' => self.mark('-', at, c.len_utf8()),
            c if c.is_whitespace() || c.is_control() => self.pending &= !QUOTE_BEFORE,
            c => self.mark(c, at, c.len_utf8()),
        }
    }

    fn prev_char(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn quote(&mut self, c: char, at: usize) {
        let next_is_word =
            self.char_at(at + c.len_utf8()).is_some_and(|c| is_word(c) || matches!(c, '[' | '('));
        let opens = match c {
            '\u{201c}' | '\u{201e}' | '\u{ab}' => true,
            '\u{201d}' | '\u{bb}' => false,
            _ => {
                next_is_word
                    && !self.prev_char(at).is_some_and(|c| is_word(c) || matches!(c, '.' | ',' | '!' | '?'))
            }
        };
        if opens {
            self.in_quotes = true;
            self.quote_opened = self.out.tokens.len();
            self.pending |= QUOTE_BEFORE;
        } else {
            self.in_quotes = false;
            if let Some(token) = self.out.tokens.last_mut() {
                token.flags |= QUOTE_AFTER;
            }
        }
    }

    fn number(&mut self, start: usize) -> usize {
        let mut at = start;
        let mut letters = false;
        while let Some(c) = self.char_at(at) {
            if is_word(c) {
                letters |= c.is_alphabetic();
                at += c.len_utf8();
            } else if matches!(c, '.' | ',' | ':' | '/')
                && self.bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && self.bytes[at - 1].is_ascii_digit()
            {
                at += 1;
            } else if is_ignorable(c) {
                at += c.len_utf8();
            } else {
                break;
            }
        }
        let ordinal = letters && {
            let tail =
                self.text[start..at].trim_start_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
            matches!(tail.as_str(), "st" | "nd" | "rd" | "th")
        };
        let kind = if letters && !ordinal { TokenKind::Word } else { TokenKind::Number };
        self.push(start, at, kind, 0);
        at
    }

    fn word(&mut self, start: usize) -> usize {
        let mut at = start;
        let mut upper = 0;
        let mut lower = 0;
        let mut dotted = false;
        while let Some(c) = self.char_at(at) {
            if is_word(c) {
                if c.is_uppercase() {
                    upper += 1;
                } else if c.is_alphabetic() {
                    lower += 1;
                }
                at += c.len_utf8();
                continue;
            }
            let next = at + c.len_utf8();
            let Some(after) = self.char_at(next) else { break };
            let inside = is_ignorable(c) && (is_word(after) || is_ignorable(after))
                || is_apostrophe(c) && is_word(after);
            if inside {
                at = next;
            } else if c == '.' && is_word(after) && (dotted || upper + lower == 1) && self.single_letter(next)
            {
                dotted = true;
                at = next;
            } else if matches!(c, '-' | '\u{2010}' | '\u{ad}') && lower > 0 {
                match self.over_line_end(next) {
                    Some(rest) => at = rest,
                    None => break,
                }
            } else {
                break;
            }
        }
        let mut flags = 0;
        if self.char_at(start).is_some_and(char::is_uppercase) {
            flags |= CAPITAL;
        }
        if upper > 1 && lower == 0 {
            flags |= ALL_CAPS;
        }
        let mut end = at;
        if self.bytes.get(at) == Some(&b'.') {
            if dotted || (upper == 1 && lower == 0) {
                flags |= ABBREVIATION;
                if !dotted {
                    flags |= INITIAL;
                }
                end = at + 1;
            } else {
                self.buffer.clear();
                fold_into(&self.text[start..at], &mut self.buffer);
                if self.vocabulary.is_abbreviation(&self.buffer) {
                    flags |= ABBREVIATION;
                    end = at + 1;
                }
            }
        }
        self.split_clitic(start, end, flags);
        end
    }

    /// Whether a single letter stands at `at`: the next part of "M.D." or "U.S.".
    fn single_letter(&self, at: usize) -> bool {
        let Some(c) = self.char_at(at) else { return false };
        c.is_alphabetic() && self.char_at(at + c.len_utf8()).is_none_or(|c| !is_word(c))
    }

    /// Where a word goes on that a hyphen breaks over a line end, if it does.
    fn over_line_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
        let trimmed = trimmed.strip_prefix('\n')?;
        let trimmed = trimmed.trim_start_matches([' ', '\t']);
        trimmed.chars().next().filter(|c| c.is_lowercase())?;
        Some(self.text.len() - trimmed.len())
    }

    fn split_clitic(&mut self, start: usize, end: usize, flags: u16) {
        let slice = &self.text[start..end];
        if slice.len() > 2 && slice.chars().any(is_apostrophe) {
            self.buffer.clear();
            fold_into(slice, &mut self.buffer);
            let folded = std::mem::take(&mut self.buffer);
            // "can't" leaves "ca": give back the verb that it was.
            for clitic in CLITICS {
                if folded.len() > clitic.len() && folded.ends_with(clitic) {
                    let tail: usize = slice.chars().rev().take(clitic.len()).map(char::len_utf8).sum();
                    let split = end - tail;
                    let base = &folded[..folded.len() - clitic.len()];
                    match (clitic, base) {
                        ("n't", "ca") => self.push_as(start, split, "can", flags),
                        ("n't", "wo") => self.push_as(start, split, "will", flags),
                        ("n't", "sha") => self.push_as(start, split, "shall", flags),
                        _ => self.push(start, split, TokenKind::Word, flags),
                    }
                    let word = if clitic == "n't" { "not" } else { clitic };
                    self.push_as(split, end, word, CLITIC);
                    self.buffer = folded;
                    return;
                }
            }
            self.buffer = folded;
        }
        if slice.eq_ignore_ascii_case(CANNOT) {
            self.push(start, start + 3, TokenKind::Word, flags);
            self.push(start + 3, end, TokenKind::Word, CLITIC);
            return;
        }
        self.push(start, end, TokenKind::Word, flags);
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, flags: u16) {
        self.buffer.clear();
        let slice = &self.text[start..end];
        if kind == TokenKind::Number {
            self.buffer.push_str(slice);
        } else {
            fold_into(slice, &mut self.buffer);
        }
        let word = self.intern();
        self.emit(start, end, kind, flags, word);
    }

    fn push_as(&mut self, start: usize, end: usize, folded: &str, flags: u16) {
        self.buffer.clear();
        self.buffer.push_str(folded);
        let word = self.intern();
        self.emit(start, end, TokenKind::Word, flags, word);
    }

    fn mark(&mut self, c: char, at: usize, width: usize) {
        self.buffer.clear();
        self.buffer.push(c);
        let word = self.intern();
        self.emit(at, at + width, TokenKind::Mark, 0, word);
    }

    /// The number of the word in the buffer.
    fn intern(&mut self) -> WordId {
        let buffer = std::mem::take(&mut self.buffer);
        let number = self.number_of(&buffer);
        self.buffer = buffer;
        number
    }

    /// The number of a folded word.
    fn number_of(&mut self, folded: &str) -> WordId {
        match self.vocabulary.find(folded) {
            Some(id) => id,
            None => self.local(folded),
        }
    }

    /// The number of a folded word that no rule knows.
    fn local(&mut self, folded: &str) -> WordId {
        WordId(self.vocabulary.len() + self.out.local.intern(folded))
    }

    fn emit(&mut self, start: usize, end: usize, kind: TokenKind, flags: u16, word: WordId) {
        let quoted = if self.in_quotes { QUOTED } else { 0 };
        let flags = flags | quoted | self.pending;
        self.pending = 0;
        self.out.tokens.push(Token { span: Span::new(start, end), word, kind, flags });
    }
}
