//! The report as Markdown.

use std::fmt::{self, Write};

use askama::Template;
use askama::filters::Escaper;

use super::view::View;
use crate::failure::Failure;
use crate::sanitize::clean;

#[derive(Template)]
#[template(path = "page.md")]
struct Page<'a> {
    view: &'a View,
}

/// The page.
pub fn render(view: &View) -> Result<String, Failure> {
    let page = Page { view }
        .render()
        .map_err(|e| Failure::about("report", format!("the Markdown report can't be written: {e}")))?;
    Ok(single_blank_lines(&page))
}

/// Templates leave blank lines where a part is left out.
fn single_blank_lines(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut blank = true;
    for line in page.lines().map(str::trim_end) {
        if !(line.is_empty() && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    out
}

/// Escapes so that text is text in a paragraph, a list or a table, on one line.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        out.write_str(&escaped(text))
    }
}

/// Text as Markdown shows it unchanged.
pub fn escaped(text: &str) -> String {
    let text = clean(text);
    let list_mark = mark_of_list(&text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let means = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&');
        // What means something only where a line starts, or makes a link of an address.
        let starts = at == 0 && matches!(c, '#' | '+' | '-' | '=') || list_mark == Some(at);
        let links = text[at..].starts_with("://") || c == '.' && text[..at].ends_with("www");
        if means || starts || links {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Where the full stop or parenthesis stands that makes a list of a text that starts with a number.
fn mark_of_list(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
    (mark && (1..=9).contains(&digits)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, written) in [
            ("Dr. Núñez – “superb”", "Dr. Núñez – “superb”"),
            ("*bold* _it_ `code` [a](b) <b> a|b", r"\*bold\* \_it\_ \`code\` \[a\](b) \<b\> a\|b"),
            ("# no heading\n- no list", r"\# no heading - no list"),
            ("2. May 2026. 3. June", r"2\. May 2026. 3. June"),
            ("https://example.org www.example.org", r"https\://example.org www\.example.org"),
            ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }
}
