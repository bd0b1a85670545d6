//! The roster: an office's spreadsheet with a row for each letter.

mod columns;
mod matching;
mod row;
mod sheet;
pub mod template;
mod value;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use lora_core::Profile;
use lora_core::report::Notice;

use self::columns::Field;
use self::matching::Index;
use self::row::Row;
use crate::failure::Failure;

/// Rows above the headings that may hold a title.
const TITLE_ROWS: usize = 10;
/// Rows that a message names; more are counted.
const NAMED: usize = 12;

/// A roster as read.
pub struct Roster {
    path: PathBuf,
    rows: Vec<Row>,
    index: Index,
    /// Whether a letter was found for each row.
    met: Vec<AtomicBool>,
    /// Headings that mean nothing here.
    unread: Vec<String>,
    /// Dates such as 3/2/2026 were read.
    us_order: bool,
}

impl Roster {
    /// Reads a roster.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let lines = sheet::read(path)?;
        let fields = |line: &sheet::Line| -> Vec<Option<Field>> {
            line.cells.iter().map(|cell| columns::field(&cell.text())).collect()
        };
        // The row that holds most of them; of equals the first.
        let known = |line: &sheet::Line| fields(line).iter().flatten().count();
        let headings = (0..lines.len().min(TITLE_ROWS)).rev().max_by_key(|at| known(&lines[*at]));
        let headings = headings.filter(|at| known(&lines[*at]) > 0);
        let Some(at) = headings else {
            return Err(Failure::new(
                path,
                "no headings of a roster stand in its first rows: `lora roster template` prints them",
            ));
        };
        let fields = fields(&lines[at]);
        for (column, field) in fields.iter().enumerate() {
            let first = fields.iter().position(|f| f == field);
            if let (Some(field), Some(first)) = (field, first.filter(|first| *first < column)) {
                let text =
                    |column: usize| lines[at].cells.get(column).map(sheet::Cell::text).unwrap_or_default();
                let message = format!(
                    "row {}: the headings “{}” and “{}” both mean {}: rename one of them",
                    lines[at].number,
                    text(first),
                    text(column),
                    columns::heading(*field)
                );
                return Err(Failure::new(path, message));
            }
        }
        let has = |wanted: Field| fields.contains(&Some(wanted));
        if ![Field::File, Field::Name, Field::LastName, Field::AamcId].into_iter().any(has) {
            return Err(Failure::new(
                path,
                "no column says whose letter a row is: add Applicant, AAMC ID or File",
            ));
        }
        let unread = lines[at].cells.iter().zip(&fields).filter(|(_, field)| field.is_none());
        let unread = unread.map(|(cell, _)| cell.text()).filter(|h| !h.is_empty()).collect();
        let mut us_order = false;
        let rows: Vec<Row> =
            lines[at + 1..].iter().map(|line| Row::read(line, &fields, &mut us_order)).collect();
        if rows.is_empty() {
            return Err(Failure::new(path, "the roster has headings but no rows: add a row for each letter"));
        }
        let met = rows.iter().map(|_| AtomicBool::new(false)).collect();
        Ok(Self { path: path.to_path_buf(), index: Index::new(&rows), rows, met, unread, us_order })
    }

    /// The profile of a letter, and where it stands. `None` where no row fits; `Err` where several do, or where
    /// the row that does has a mistake.
    pub fn of(&self, letter: &Path, text: &str) -> Result<Option<(Profile, PathBuf)>, Failure> {
        match self.index.find(&self.rows, letter, text).as_slice() {
            [] => Ok(None),
            [one] => {
                let row = &self.rows[*one];
                self.met[*one].store(true, Ordering::Relaxed);
                if let Some(problem) = &row.problem {
                    return Err(self.about(letter, &format!("row {} fits it, but {problem}", row.number)));
                }
                let place = PathBuf::from(format!("{}, row {}", self.path.display(), row.number));
                Ok(Some((row.profile.clone(), place)))
            }
            several => {
                several.iter().for_each(|row| self.met[*row].store(true, Ordering::Relaxed));
                let rows = self.named(several.iter().map(|row| &self.rows[*row]));
                let message = format!(
                    "{} rows fit it: {rows}: name the file in the column File, or correct the others",
                    several.len()
                );
                Err(self.about(letter, &message))
            }
        }
    }

    /// What to say of a letter that no row fits.
    pub fn no_match(&self, letter: &Path) -> Failure {
        let near: Vec<&Row> = self.index.near(&self.rows, letter);
        let rows = match (near.as_slice(), self.rows.as_slice()) {
            ([], [first, .., last]) => format!("rows {} to {} are others", first.number, last.number),
            ([], rows) => self.named(rows.iter()),
            (near, _) => format!("nearest {}", self.named(near.iter().copied())),
        };
        let message = format!(
            "no row fits it by file, AAMC ID or name ({rows}): add a row, or name the file in the column File"
        );
        self.about(letter, &message)
    }

    fn about(&self, letter: &Path, message: &str) -> Failure {
        Failure::new(letter, format!("{}: {message}", self.path.display()))
    }

    /// Rows with the names in them.
    fn named<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> String {
        let all: Vec<String> = rows.map(Row::label).collect();
        let more = all.len().saturating_sub(NAMED);
        let mut named = all.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        if more > 0 {
            named.push_str(&format!(" and {more} more"));
        }
        named
    }

    /// What the reports of a call say once; `whole` where all letters of the roster should have been there.
    pub fn notices(&self, whole: bool) -> Vec<Notice> {
        let path = self.path.display();
        let mut notices = Vec::new();
        let mut note = |id: &str, message: String| notices.push(Notice { id: id.to_owned(), message });
        if self.us_order {
            let example = "3/2/2026 as March 2, 2026";
            note("roster-dates", format!("{path}: dates such as {example} were read in US order."));
        }
        if !self.unread.is_empty() {
            let list = self.unread.join(", ");
            note("roster-columns", format!("{path}: columns that were not read: {list}."));
        }
        let without = || self.rows.iter().zip(&self.met).filter(|(_, met)| !met.load(Ordering::Relaxed));
        let count = without().count();
        if whole && count > 0 {
            let rows = self.named(without().map(|(row, _)| row));
            let what = if count == 1 { "row has" } else { "rows have" };
            note("roster-rows", format!("{path}: {count} {what} no letter here: {rows}."));
        }
        notices
    }
}
