//! The cells of a roster's file: CSV with commas, semicolons or tabs, or the first sheet of a workbook.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader};
use jiff::civil::Date;

use super::columns;
use crate::failure::Failure;

/// Largest roster that is read, in bytes.
const MAX_BYTES: u64 = 32 << 20;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Date(Date),
}

impl Cell {
    /// As a person reads it.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// A row with the number that a spreadsheet shows for it.
#[derive(Debug)]
pub struct Line {
    pub number: usize,
    pub cells: Vec<Cell>,
}

/// Reads all rows that hold anything.
pub fn read(path: &Path) -> Result<Vec<Line>, Failure> {
    let metadata = std::fs::metadata(path).map_err(|e| Failure::io(path, "read", &e))?;
    if metadata.len() > MAX_BYTES {
        return Err(Failure::new(path, "the roster is larger than 32 MB: keep only its letters in it"));
    }
    let bytes = std::fs::read(path).map_err(|e| Failure::io(path, "read", &e))?;
    let mut lines = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        workbook(path, bytes)?
    } else {
        text(path, &bytes)?
    };
    lines.retain(|line| line.cells.iter().any(|cell| !cell.text().is_empty()));
    Ok(lines)
}

fn workbook(path: &Path, bytes: Vec<u8>) -> Result<Vec<Line>, Failure> {
    let wrong = |e: &dyn std::fmt::Display| {
        Failure::new(path, format!("the workbook can't be read ({e}): save it as .xlsx or .csv again"))
    };
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| wrong(&e))?;
    let sheet =
        book.worksheet_range_at(0).ok_or_else(|| wrong(&"it has no sheet"))?.map_err(|e| wrong(&e))?;
    let first = sheet.start().map_or(0, |(row, _)| row as usize);
    let lines = sheet
        .rows()
        .enumerate()
        .map(|(number, row)| Line { number: first + number + 1, cells: row.iter().map(cell).collect() });
    Ok(lines.collect())
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
            let date = match parts {
                (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok(),
                _ => None,
            };
            date.map_or_else(|| Cell::Text(data.to_string()), Cell::Date)
        }
        data => Cell::Text(data.to_string()),
    }
}

fn text(path: &Path, bytes: &[u8]) -> Result<Vec<Line>, Failure> {
    // Spreadsheets save CSV in many encodings; the ones of letters are told apart already.
    let text = lora_formats::extract(bytes).map_err(|e| Failure::new(path, e))?.text;
    let mut text = text.trim_start_matches('\u{feff}');
    let mut skipped = 0;
    let mut separator = None;
    // A first line "sep=;" tells Excel the separator.
    if let Some(rest) = text.strip_prefix("sep=") {
        separator = rest.bytes().next();
        text = rest.split_once('\n').map_or("", |(_, rest)| rest);
        skipped = 1;
    }
    let separator = separator.unwrap_or_else(|| guess(text));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    // Lines before the record, and line breaks inside of cells so far: a spreadsheet counts rows, not lines,
    // and empty lines too.
    let (mut counted, mut before, mut inside) = (0, 0, 0);
    for record in reader.records() {
        let record = record.map_err(|e| Failure::new(path, format!("{e}: save the roster as CSV again")))?;
        let at = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
        let rest = text.get(at..).unwrap_or_default();
        let start = text.len() - rest.trim_start_matches(['\r', '\n']).len();
        before += text.get(counted..start).unwrap_or_default().matches('\n').count();
        counted = start;
        lines.push(Line {
            number: before + 1 + skipped - inside,
            cells: record.iter().map(|cell| Cell::Text(cell.to_owned())).collect(),
        });
        inside += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
    }
    Ok(lines)
}

/// The separator that makes most known headings of the first lines.
fn guess(text: &str) -> u8 {
    let known = |separator: &u8| {
        let separator = char::from(*separator);
        let headings = |line: &str| {
            line.split(separator).filter(|h| columns::field(h.trim_matches('"')).is_some()).count()
        };
        text.lines().take(10).map(headings).max().unwrap_or_default()
    };
    // Of equals the last one wins: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(known).unwrap_or(b',')
}
