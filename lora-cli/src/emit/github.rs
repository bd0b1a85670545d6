//! Annotations of GitHub Actions: a command a line on standard output.

use lora_core::pack::Severity;
use lora_core::report::Failed;

use super::entry::{Entry, Listed};
use crate::sanitize::clean;

/// Every entry as an annotation.
pub fn render(letters: &[Listed<'_>], failed: &[Failed]) -> String {
    let mut out = String::new();
    for letter in letters {
        for entry in &letter.entries {
            out.push_str(&annotation(letter.path, entry));
        }
    }
    for failed in failed {
        let file = property(&failed.path);
        out.push_str(&format!("::error file={file},title=not read::{}\n", data(&failed.error)));
    }
    out
}

fn annotation(path: &str, entry: &Entry<'_>) -> String {
    let command = match entry.office.as_ref().map(|o| o.severity) {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Info) | None => "notice",
    };
    let mut line = format!("::{command} file={}", property(path));
    if let Some(span) = entry.span {
        line.push_str(&format!(",line={},endLine={}", span.line, span.end_line));
        // Columns are read only where the annotation is on one line.
        if span.line == span.end_line {
            line.push_str(&format!(",col={},endColumn={}", span.column, span.end_column));
        }
    }
    let title = entry.office.as_ref().map_or(entry.kind, |o| o.rule);
    let sentences: Vec<&str> = [entry.message, entry.help].into_iter().filter(|s| !s.is_empty()).collect();
    format!("{line},title={}::{}\n", property(title), data(&sentences.join(" ")))
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_neither_its_property_nor_its_line() {
        assert_eq!(property("a,b:c%\nd"), "a%2Cb%3Ac%25 d");
        assert_eq!(data("50%\r\n::error::x"), "50%25  ::error::x");
    }
}
