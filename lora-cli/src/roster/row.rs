//! A row of a roster as a profile.

use jiff::civil::Date;
use lora_core::Profile;

use super::columns::{self, Field};
use super::sheet::{Cell, Line};
use super::value;

/// A row.
#[derive(Debug, Default)]
pub struct Row {
    /// As the spreadsheet numbers it.
    pub number: usize,
    /// The letter's file, if the row names it.
    pub file: Option<String>,
    pub profile: Profile,
    /// The first thing that is wrong with it, and what to do.
    pub problem: Option<String>,
    first: Option<String>,
    last: Option<String>,
}

impl Row {
    /// Reads a row. `us_order` is set where a date could have been meant the other way round.
    pub fn read(line: &Line, fields: &[Option<Field>], us_order: &mut bool) -> Self {
        let mut row = Self { number: line.number, ..Self::default() };
        for (cell, field) in line.cells.iter().zip(fields) {
            let Some(field) = *field else { continue };
            if value::is_unknown(&cell.text()) {
                continue;
            }
            if let Err(problem) = row.set(field, cell, us_order) {
                row.problem.get_or_insert(format!("{}: {problem}", columns::heading(field)));
            }
        }
        if row.profile.applicant.name.is_none() && (row.first.is_some() || row.last.is_some()) {
            let parts = [row.first.take(), row.last.take()];
            row.profile.applicant.name = Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
        if let Some(problem) = row.profile.problems().into_iter().next() {
            row.problem.get_or_insert(problem);
        }
        row
    }

    fn set(&mut self, field: Field, cell: &Cell, us_order: &mut bool) -> Result<(), String> {
        let text = cell.text();
        let profile = &mut self.profile;
        let mut day = |read: value::Read| -> Option<Date> {
            *us_order |= read.ambiguous;
            Some(read.date)
        };
        match field {
            Field::File => self.file = Some(text),
            Field::Name => profile.applicant.name = Some(value::name(&text).0),
            Field::FirstName => self.first = Some(text),
            Field::LastName => self.last = Some(text),
            Field::Aliases => profile.applicant.aliases = value::list(&text),
            Field::Pronouns => profile.applicant.pronouns = value::pronouns(&text)?,
            Field::AamcId => profile.applicant.aamc_id = Some(text.replace([' ', '-'], "")),
            Field::School => profile.applicant.school = Some(text),
            Field::Specialty => profile.target.specialty = value::list(&text),
            Field::Season => profile.target.season = Some(value::season(&text)?),
            Field::Writer => {
                let (name, degrees) = value::name(&text);
                profile.writer.name = Some(name);
                if profile.writer.credentials.is_none() {
                    profile.writer.credentials = degrees;
                }
            }
            Field::Credentials => profile.writer.credentials = Some(text),
            Field::WriterRole => profile.writer.role = Some(text),
            Field::Institution => profile.writer.institution = Some(text),
            Field::WriterSpecialty => profile.writer.specialty = Some(text),
            Field::Rotation => profile.rotation.name = Some(text),
            Field::RotationSpecialty => profile.rotation.specialty = Some(text),
            Field::Site => profile.rotation.site = Some(text),
            Field::Role => profile.rotation.role = Some(text),
            Field::Start => profile.rotation.start = day(value::date(cell)?),
            Field::End => profile.rotation.end = day(value::date(cell)?),
            Field::Dates => {
                let (start, end) = value::dates(cell)?;
                profile.rotation.start = day(start);
                profile.rotation.end = day(end);
            }
            Field::LetterDate => profile.letter.date = day(value::date(cell)?),
            Field::Waived => profile.letter.waived = value::yes_or_no(&text)?,
        }
        Ok(())
    }

    /// Number and name, for messages.
    pub fn label(&self) -> String {
        let name = self.profile.applicant.name.as_deref().or(self.file.as_deref());
        name.map_or_else(|| self.number.to_string(), |name| format!("{} ({name})", self.number))
    }
}
