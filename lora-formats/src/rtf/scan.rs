//! RTF as tokens.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte given in hexadecimal.
    Byte(u8),
    /// Bytes of text.
    Text(&'a [u8]),
}

/// Reads tokens; anything is read as something.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over binary data.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.bytes.len());
    }

    fn escape(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first == b'\'' {
                let digits = self.bytes.get(self.at..self.at + 2).and_then(|d| std::str::from_utf8(d).ok());
                return Some(match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
                    Some(byte) => {
                        self.at += 2;
                        Token::Byte(byte)
                    }
                    None => Token::Symbol(first),
                });
            }
            return Some(Token::Symbol(first));
        }
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(40).take_while(|b| b.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        let sign = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + sign..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let mut used = letters;
        let mut number = None;
        if digits > 0 {
            used += sign + digits;
            number = std::str::from_utf8(&rest[letters..used]).ok().and_then(|n| n.parse().ok());
        }
        // One space belongs to the control word.
        used += usize::from(rest.get(used) == Some(&b' '));
        self.at += used;
        Some(Token::Word(name, number))
    }

    /// The next token.
    pub(super) fn token(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.escape(),
                b'\r' | b'\n' | 0 => continue,
                _ => {
                    let start = self.at - 1;
                    let end = memchr::memchr3(b'{', b'}', b'\\', &self.bytes[start..])
                        .map_or(self.bytes.len(), |n| start + n);
                    let text = &self.bytes[start..end];
                    let end =
                        text.iter().position(|b| matches!(b, b'\r' | b'\n' | 0)).map_or(end, |n| start + n);
                    self.at = end;
                    Some(Token::Text(&self.bytes[start..end]))
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_every_kind() {
        let mut scanner = Scanner::new(br"{\b1 a\'e9\~b\u-10179?}");
        let tokens: Vec<Token<'_>> = std::iter::from_fn(|| scanner.token()).collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(1)),
                Token::Text(b"a"),
                Token::Byte(0xe9),
                Token::Symbol(b'~'),
                Token::Text(b"b"),
                Token::Word("u", Some(-10179)),
                Token::Text(b"?"),
                Token::Close,
            ]
        );
    }
}
