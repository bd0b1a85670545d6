//! The report as JSON: the contract `lora.report/1`.

use std::io;

use lora_core::audience::{Brief, BriefLetter};
use lora_core::report::{Failed, LetterReport, Report};
use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};

use crate::failure::Failure;
use crate::sanitize::acts;

/// Any value as indented JSON with a line end, its keys in the order of its fields.
pub fn render(value: &impl Serialize) -> Result<String, Failure> {
    with(PrettyFormatter::new(), value)
}

/// Any value as JSON on one line.
pub fn line(value: &impl Serialize) -> Result<String, Failure> {
    with(CompactFormatter, value)
}

/// A report a letter, each on a line and whole in itself; what could not be read comes last.
pub fn lines(report: &Report) -> Result<String, Failure> {
    let alone = |letters: &[LetterReport], failed: &[Failed]| {
        line(&Report {
            schema: report.schema,
            tool: report.tool.clone(),
            letters: letters.to_vec(),
            failed: failed.to_vec(),
            notices: Vec::new(),
        })
    };
    let letters = report.letters.chunks(1).map(|letter| alone(letter, &[]));
    let failed = report.failed.chunks(1).map(|failed| alone(&[], failed));
    letters.chain(failed).collect()
}

/// What leaves the office, a letter on a line.
pub fn brief_lines(brief: &Brief) -> Result<String, Failure> {
    let alone = |letters: &[BriefLetter]| {
        line(&Brief {
            schema: brief.schema,
            version: brief.version.clone(),
            audience: brief.audience,
            letters: letters.to_vec(),
        })
    };
    brief.letters.chunks(1).map(alone).collect()
}

fn with(formatter: impl Formatter, value: &impl Serialize) -> Result<String, Failure> {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Escaping(formatter));
    let failed =
        |what: &dyn std::fmt::Display| Failure::about("report", format!("JSON can't be written: {what}"));
    value.serialize(&mut serializer).map_err(|e| failed(&e))?;
    out.push(b'\n');
    String::from_utf8(out).map_err(|e| failed(&e))
}

/// JSON in which characters that a terminal would act on are escaped; the values stay the same.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| acts(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_on_is_escaped_and_reads_back() {
        let value =
            serde_json::json!({ "text": "a\u{1b}[31m\u{9b}\u{202e}\u{7f}\u{e0041}“é”\n", "list": [1, {}] });
        let json = render(&value).unwrap();
        assert!(!json.chars().any(|c| c != '\n' && acts(c)), "{json:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), value);
        assert!(json.ends_with("}\n") && json.contains("“é”"));
    }
}
