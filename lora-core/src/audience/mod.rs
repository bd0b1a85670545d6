//! Who reads a report, and what of it may reach them.
//!
//! The advisor's office reads everything: the [`crate::report::Report`]. Whoever else reads it gets a [`Brief`],
//! which is filled from a list of what may leave the office and has no place for anything else: no score, no
//! rule, no severity, and nothing of an earlier letter.

mod applicant;
mod brief;
mod wording;
mod writer;

use serde::Serialize;

pub use brief::{BRIEF_SCHEMA, Brief, BriefLetter, Remark, RemarkKind, Shown, ShownCompetency, ToldCase};
pub use wording::{Said, Wording, WordingError, fill};

use crate::report::{LetterReport, Report};

/// Who a report is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// The advisor and their office.
    #[default]
    Advisor,
    /// The physician who writes the letter.
    Writer,
    /// The person whom the letter is about.
    Applicant,
}

/// What a report says to the writer of its letters.
#[must_use]
pub fn for_writer(report: &Report, wording: &Wording) -> Brief {
    brief(report, Audience::Writer, |letter| writer::letter(letter, wording))
}

/// What a report says to the applicant. Whether they may be told anything is for the caller to know: only who
/// has not waived the right to see the letter may.
#[must_use]
pub fn for_applicant(report: &Report, wording: &Wording) -> Brief {
    brief(report, Audience::Applicant, |letter| applicant::letter(letter, wording))
}

/// The name of a file without its folders, which are the office's.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

fn brief(report: &Report, audience: Audience, letter: impl Fn(&LetterReport) -> BriefLetter) -> Brief {
    // What could not be read stays in the office: it may be an earlier letter.
    Brief {
        schema: BRIEF_SCHEMA,
        version: report.tool.version.clone(),
        audience,
        letters: report.letters.iter().map(letter).collect(),
    }
}
