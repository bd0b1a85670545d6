//! The HTML report: one file that needs no other, and no script.

use std::fmt::{self, Write};

use askama::Template;
use askama::filters::Escaper;

use super::view::View;
use crate::failure::Failure;
use crate::sanitize::acts;

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    view: &'a View,
}

/// The page.
pub fn render(view: &View) -> Result<String, Failure> {
    Page { view }
        .render()
        .map_err(|e| Failure::about("report", format!("the HTML report can't be written: {e}")))
}

/// Escapes for text and attributes in quotes, and replaces what would act on a page without being seen: controls
/// and bidirectional overrides. Line ends stay, since a letter has them.
#[derive(Debug, Clone, Copy)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                '\r' => {}
                '\n' | '\t' => out.write_char(c)?,
                c if acts(c) => out.write_char('\u{fffd}')?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}
