//! A report as it may leave the office.

use serde::Serialize;

use super::Audience;
use crate::report::{Checked, Level, Quote, SpanReport};

/// Schema id of the JSON form.
pub const BRIEF_SCHEMA: &str = "lora.brief/1";

/// What a report says to somebody outside the office.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Brief {
    /// [`BRIEF_SCHEMA`].
    #[cfg_attr(feature = "schema", schemars(extend("const" = BRIEF_SCHEMA)))]
    pub schema: &'static str,
    /// Version of lora.
    pub version: String,
    /// `writer` or `applicant`.
    pub audience: Audience,
    /// One entry a letter, in path order.
    pub letters: Vec<BriefLetter>,
}

/// One letter.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BriefLetter {
    /// Name of the letter's file, without its folders; `-` for standard input.
    pub path: String,
    /// Words of the whole letter.
    pub words: usize,
    /// The applicant's name, if it is known.
    pub applicant: Option<String>,
    /// What only informs.
    pub notices: Vec<String>,
    /// For the writer, corrections in the order of the letter and then suggestions, best first; for the
    /// applicant, what the letter leaves open.
    pub remarks: Vec<Remark>,
    /// The six competencies.
    pub competencies: Vec<ShownCompetency>,
    /// The applicant's own cases and feedback: what the letter tells of, and what it could be asked for.
    pub cases: Vec<ToldCase>,
    /// What already works, in the letter's words.
    pub works: Vec<Quote>,
    /// Facts that were compared and found right.
    pub checked: Vec<Checked>,
}

/// Something to change or to ask for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Remark {
    /// From 1; remarks that follow from one cause have one number.
    pub number: usize,
    /// What is asked of the reader.
    pub kind: RemarkKind,
    /// One line.
    pub message: String,
    /// What to do, or what to ask; may be empty.
    pub help: String,
    /// The letter's words at the span.
    pub text: Option<String>,
    /// What the office's record has in their place.
    pub record: Option<String>,
    /// Where; null for something that is missing.
    pub span: Option<SpanReport>,
    /// The sentence around it.
    pub context: Option<Quote>,
}

/// What is asked of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RemarkKind {
    /// To put right, or to say that it is right.
    Correction,
    /// To think about.
    Suggestion,
    /// What the letter leaves open, and what to ask the writer for.
    Open,
}

/// How far a competency is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// By something observed.
    Shown,
    /// Named, and not shown.
    Named,
    /// Not spoken of.
    Open,
}

impl From<Level> for Shown {
    fn from(level: Level) -> Self {
        match level {
            Level::Evidenced => Self::Shown,
            Level::Mentioned => Self::Named,
            Level::Absent => Self::Open,
        }
    }
}

/// A competency, and the letter's words that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShownCompetency {
    /// `patient_care` …
    pub id: String,
    /// Its official name.
    pub name: String,
    /// How far it is shown.
    pub level: Shown,
    /// By what, best first.
    pub quotes: Vec<Quote>,
}

/// A case or feedback of the applicant's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToldCase {
    /// What it is, in the applicant's words.
    pub what: String,
    /// Whether the letter tells of it.
    pub told: bool,
    /// The sentence that does.
    pub quote: Option<Quote>,
    /// Names of the competencies that it could show.
    pub competencies: Vec<String>,
    /// Those of them that the letter does not show.
    pub open: Vec<String>,
    /// What the writer may be asked about it, if the letter does not tell of it.
    pub question: Option<String>,
}

impl BriefLetter {
    /// Remarks of a kind, in their order.
    pub fn of(&self, kind: RemarkKind) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(move |r| r.kind == kind)
    }
}
