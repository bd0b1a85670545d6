//! The report: everything that an emitter prints, decided here and nowhere after. Its JSON form is the
//! contract `lora.report/1`: keys may be added, those that stand stay.

use serde::Serialize;

use crate::pack::Severity;

/// Schema id of the JSON form.
pub const SCHEMA: &str = "lora.report/1";

/// Everything about one run.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// [`SCHEMA`].
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    pub schema: &'static str,
    /// What ran.
    pub tool: Tool,
    /// One report a letter, in path order.
    pub letters: Vec<LetterReport>,
    /// Letters that could not be read.
    pub failed: Vec<Failed>,
    /// What informs about the run as a whole.
    pub notices: Vec<Notice>,
}

/// What ran.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tool {
    /// Version of lora.
    pub version: String,
    /// Digest of the rule set; scores compare only under equal digests.
    pub ruleset: String,
    /// Path of the config file, if one was used.
    pub config: Option<String>,
}

/// A letter that could not be read.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failed {
    /// Its path.
    pub path: String,
    /// What is wrong and what to do.
    pub error: String,
}

/// One letter's report.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterReport {
    /// Path of the letter; `-` for standard input.
    pub path: String,
    /// Words of the whole letter.
    pub words: usize,
    /// `draft` or `final`.
    pub stage: Stage,
    /// Where the facts came from.
    pub profile: ProfileUsed,
    /// The score.
    pub score: Score,
    /// The six competencies.
    pub competencies: Vec<CompetencyReport>,
    /// The applicant's own cases and feedback, as the profile tells them, in its order.
    pub cases: Vec<CaseReport>,
    /// What to change, in the order of the letter; what is missing comes last.
    pub findings: Vec<FindingReport>,
    /// Facts that were compared and found right.
    pub checked: Vec<Checked>,
    /// Everybody else in the letter, with the role that they were taken for.
    pub people: Vec<PersonReport>,
    /// What is good about it.
    pub strengths: Vec<Strength>,
    /// Earlier letters that share substance.
    pub reuse: Vec<ReuseReport>,
    /// Documents of the applicant's own that share substance.
    pub own: Vec<ReuseReport>,
    /// Earlier letters that share only boilerplate.
    pub boilerplate: Vec<BoilerplateReport>,
    /// What only informs.
    pub notices: Vec<Notice>,
    /// Checks that could not run.
    pub not_run: Vec<NotRun>,
    /// Findings that the config suppressed.
    pub suppressed: usize,
}

/// How far the letter is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Not yet signed or on letterhead.
    #[default]
    Draft,
    /// As it will be uploaded.
    Final,
}

/// Where the facts came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileUsed {
    /// Given by the caller, inferred from the letter, or neither.
    pub source: ProfileSource,
    /// Path of the profile file.
    pub path: Option<String>,
    /// The applicant's name, given or inferred.
    pub applicant: Option<String>,
    /// The writer's name, given or as signed.
    pub writer: Option<String>,
}

/// Where the facts came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ProfileSource {
    /// A profile was given.
    Given,
    /// The applicant was inferred from the letter.
    Inferred,
    /// Nothing is known.
    None,
}

/// The score with its breakdown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// 0 to 100.
    pub overall: u8,
    /// What to do with the letter.
    pub verdict: Verdict,
    /// Score and verdict once the wrong facts are put right.
    pub corrected: Corrected,
    /// Breakdown.
    pub categories: Vec<CategoryScore>,
}

/// Score and verdict once the wrong facts are put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Corrected {
    /// 0 to 100.
    pub overall: u8,
    /// What to do with the letter then.
    pub verdict: Verdict,
    /// Corrections to make: findings of one cause count once.
    pub corrections: usize,
}

/// What to do with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Something in it must not be sent.
    DoNotSend,
    /// It may be sent but would not help enough.
    Revise,
    /// It may be sent.
    Ready,
}

impl Verdict {
    /// The word used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DoNotSend => "do-not-send",
            Self::Revise => "revise",
            Self::Ready => "ready",
        }
    }
}

/// One category of the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryScore {
    /// Its id.
    pub id: String,
    /// A line for people.
    pub title: String,
    /// 0 to 100.
    pub score: u8,
    /// Its share of the whole, 0 to 1.
    pub weight: f32,
    /// Why it is what it is, in words.
    pub why: String,
}

/// Ids and official names, in the order of the ACGME Common Program Requirements.
pub const COMPETENCIES: [(&str, &str); 6] = [
    ("patient_care", "Patient Care and Procedural Skills"),
    ("medical_knowledge", "Medical Knowledge"),
    ("practice_based_learning", "Practice-Based Learning and Improvement"),
    ("interpersonal_communication", "Interpersonal and Communication Skills"),
    ("professionalism", "Professionalism"),
    ("systems_based_practice", "Systems-Based Practice"),
];

/// How far a competency is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not at all.
    Absent,
    /// Named or claimed.
    Mentioned,
    /// By something observed.
    Evidenced,
}

impl Level {
    /// The word used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Mentioned => "mentioned",
            Self::Evidenced => "evidenced",
        }
    }
}

/// One of the six competencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompetencyReport {
    /// `patient_care` …
    pub id: String,
    /// Its official name.
    pub name: String,
    /// How far it is shown.
    pub level: Level,
    /// By what, best first.
    pub evidence: Vec<Quote>,
}

/// A case or feedback of the profile, found in the letter or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseReport {
    /// `case` or `feedback`.
    pub kind: String,
    /// What the profile says; of feedback, what was given.
    pub what: String,
    /// Of feedback, what changed.
    pub changed: Option<String>,
    /// Whether the letter tells of it.
    pub used: bool,
    /// The sentence that tells most of it.
    pub evidence: Option<Quote>,
    /// Ids of the competencies that it could evidence.
    pub competencies: Vec<String>,
    /// Those of them that the letter does not evidence; none for what is used.
    pub open: Vec<String>,
    /// What to ask the writer about what is not used. A question: lora knows of nobody what they saw.
    pub question: Option<String>,
}

/// Words of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quote {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// A finding with everything that an emitter needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingReport {
    /// `pack/rule`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// Category of the score that it costs points in; `accuracy` is what the facts are in.
    pub category: String,
    /// Points of the overall score that mending it would bring.
    pub points: f32,
    /// One line.
    pub message: String,
    /// What to do instead.
    pub help: String,
    /// Stable under edits elsewhere in the letter; 16 hexadecimal digits.
    pub fingerprint: String,
    /// Fingerprint of the finding that this one follows from.
    pub cause: Option<String>,
    /// The letter's words at the span.
    pub text: Option<String>,
    /// Where.
    pub span: Option<SpanReport>,
    /// The sentence around it, for emitters that quote in context.
    pub context: Option<Quote>,
    /// What it was compared with.
    pub related: Vec<RelatedReport>,
}

/// A span with the position that people can find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpanReport {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
    /// Paragraph, from 1.
    pub paragraph: usize,
    /// Sentence of the paragraph, from 1.
    pub sentence: usize,
}

/// Something that a finding was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelatedReport {
    /// "profile", "letter", or the path of an earlier letter.
    pub source: String,
    /// What it says there.
    pub text: String,
    /// First byte there, if it is a place.
    pub start: Option<u32>,
    /// Byte after the last.
    pub end: Option<u32>,
}

/// A fact that was compared and found right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// `name`, `pronouns`, `rotation` …
    pub fact: String,
    /// How many places were compared.
    pub compared: usize,
    /// With what.
    pub with: String,
    /// In words, with the first quote.
    pub text: String,
}

/// Somebody else in the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonReport {
    /// As named.
    pub name: String,
    /// What they were taken for.
    pub role: String,
    /// How often they are named.
    pub mentions: usize,
}

/// Something good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Strength {
    /// `episode`, `comparison`, `quotation`, `outcome`, `endorsement`.
    pub kind: String,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// An earlier letter that shares substance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReuseReport {
    /// Its path.
    pub source: String,
    /// `read`; or why it could not be read again at its path: `gone` or `changed`. Then only what an index keeps of it
    /// is known, and nothing is quoted.
    pub state: String,
    /// Share of this letter's own word shingles that stand in the source, 0 to 1.
    pub containment: f32,
    /// Words of the longest shared run.
    pub longest_run: usize,
    /// Whether both are signed by one person; `None` where one is not signed.
    pub same_writer: Option<bool>,
    /// Whether both are about one person; `None` where that is not clear.
    pub same_applicant: Option<bool>,
    /// The shared passages.
    pub passages: Vec<PassageReport>,
}

/// A shared passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PassageReport {
    /// `copied`, or `retold` in other words.
    pub way: String,
    /// First byte in this letter.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// First byte in the source.
    pub source_start: u32,
    /// Byte after the last.
    pub source_end: u32,
    /// Words in this letter.
    pub words: usize,
    /// The passage here and there, word by word.
    pub diff: Vec<DiffPart>,
}

/// A stretch of a side-by-side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffPart {
    /// `same`, `draft` (only here) or `source` (only there).
    pub tag: String,
    /// The words.
    pub text: String,
}

/// An earlier letter that shares only boilerplate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoilerplateReport {
    /// Its path.
    pub source: String,
    /// `same-writer`, `same-place`, `common` or `form`.
    pub reason: String,
    /// The shared passages.
    pub passages: Vec<PassageReport>,
}

/// Something that only informs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Which.
    pub id: String,
    /// In words.
    pub message: String,
}

/// A check that could not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotRun {
    /// Which.
    pub check: String,
    /// What it needs.
    pub needs: String,
}
