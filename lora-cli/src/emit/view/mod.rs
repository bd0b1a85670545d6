//! A report as its pages show it, whoever reads it: what templates need, in their order. What only the advisor's
//! office reads is in [`Office`], which a page for anybody else has none of.

mod notes;
mod office;
mod passage;

use lora_core::Analyzer;
use lora_core::audience::{Audience, Brief, BriefLetter, Shown, ToldCase};
use lora_core::report::{CaseReport, LetterReport, Level, Quote, Report};

pub use notes::Note;
pub use office::Office;
pub use passage::{Paragraph, paragraphs};

use super::{Sheet, names};

/// All that a page shows.
pub struct View {
    pub version: String,
    pub audience: Audience,
    pub letters: Vec<Letter>,
    /// Path and reason of what could not be read.
    pub failed: Vec<(String, String)>,
}

/// One letter.
pub struct Letter {
    /// From 1.
    pub number: usize,
    pub path: String,
    pub words: usize,
    /// Whose letter it is, in words.
    pub applicant: String,
    pub notices: Vec<String>,
    /// Everything to change, numbered in the order of the letter; what is missing comes last.
    pub notes: Vec<Note>,
    /// The letter's text, in paragraphs; none where the report doesn't quote.
    pub text: Vec<Paragraph>,
    pub competencies: Vec<Competency>,
    /// The applicant's own cases.
    pub cases: Vec<Case>,
    /// What is good about it: the kind, if it is told, and the words.
    pub works: Vec<(String, String)>,
    pub checked: Vec<Checked>,
    pub office: Option<Office>,
}

/// A competency and what shows it.
pub struct Competency {
    pub name: String,
    /// `shown`, `named` or `open`.
    pub level: &'static str,
    pub label: &'static str,
    pub mark: &'static str,
    pub quotes: Vec<String>,
}

/// A case or feedback of the applicant's own.
pub struct Case {
    pub what: String,
    pub told: bool,
    /// The sentence that tells of it; empty where none does or the report doesn't quote.
    pub quote: String,
    /// Names of the competencies that it could show.
    pub could: String,
    /// What to ask the writer; empty where it would show nothing new.
    pub question: String,
}

/// A fact that was compared and found right.
pub struct Checked {
    pub fact: String,
    pub with: String,
    pub text: String,
}

impl View {
    /// The page of the advisor's office.
    pub fn of_report(report: &Report, sheets: &[Sheet], analyzer: &Analyzer) -> Self {
        let letters = report.letters.iter().enumerate();
        Self {
            version: report.tool.version.clone(),
            audience: Audience::Advisor,
            letters: letters
                .map(|(at, letter)| Letter::of_report(at + 1, letter, sheets.get(at), analyzer))
                .collect(),
            failed: report.failed.iter().map(|f| (f.path.clone(), f.error.clone())).collect(),
        }
    }

    /// The page of anybody else.
    pub fn of_brief(brief: &Brief, sheets: &[Sheet], analyzer: &Analyzer) -> Self {
        let letters = brief.letters.iter().enumerate();
        Self {
            version: brief.version.clone(),
            audience: brief.audience,
            letters: letters
                .map(|(at, letter)| Letter::of_brief(at + 1, letter, sheets.get(at), analyzer))
                .collect(),
            failed: Vec::new(),
        }
    }

    pub fn is_for_advisor(&self) -> bool {
        self.audience == Audience::Advisor
    }

    pub fn is_for_applicant(&self) -> bool {
        self.audience == Audience::Applicant
    }

    pub fn is_for_writer(&self) -> bool {
        self.audience == Audience::Writer
    }

    /// Groups of notes that stand first, with their titles.
    pub fn groups(&self) -> &'static [(&'static str, &'static str)] {
        match self.audience {
            Audience::Advisor => {
                &[("wrong", "To correct before it is sent"), ("top", "What would improve it most")]
            }
            Audience::Writer => &[("confirm", "To confirm"), ("consider", "To consider")],
            Audience::Applicant => &[("open", "What it leaves open, and what you may ask for")],
        }
    }

    /// What the page is called.
    pub fn title(&self) -> String {
        match self.letters.as_slice() {
            [letter] => names::path(&letter.path).to_owned(),
            letters => format!("{} letters", letters.len()),
        }
    }
}

impl Letter {
    fn of_report(number: usize, letter: &LetterReport, sheet: Option<&Sheet>, analyzer: &Analyzer) -> Self {
        let (notes, before_upload) = notes::of_report(number, letter);
        let wrong = notes.iter().filter(|n| n.is_first("wrong")).count();
        let competencies =
            letter.competencies.iter().map(|c| competency(&c.id, &c.name, c.level, &c.evidence));
        let notices = letter.notices.iter().filter(|n| !n.message.is_empty()).map(|n| n.message.clone());
        Self {
            number,
            path: names::path(&letter.path).to_owned(),
            words: letter.words,
            applicant: names::applicant(letter),
            notices: notices.collect(),
            text: sheet.map(|s| paragraphs(&s.text, &notes, analyzer)).unwrap_or_default(),
            competencies: competencies.collect(),
            cases: letter.cases.iter().map(|case| Case::of_report(case, letter)).collect(),
            works: letter.strengths.iter().map(|s| (s.kind.clone(), s.text.clone())).collect(),
            checked: letter.checked.iter().map(Checked::new).collect(),
            office: Some(Office::new(letter, wrong, before_upload)),
            notes,
        }
    }

    fn of_brief(number: usize, letter: &BriefLetter, sheet: Option<&Sheet>, analyzer: &Analyzer) -> Self {
        let notes = notes::of_brief(number, letter);
        let competencies = letter.competencies.iter().map(|c| {
            let level = match c.level {
                Shown::Shown => Level::Evidenced,
                Shown::Named => Level::Mentioned,
                Shown::Open => Level::Absent,
            };
            Competency { label: told(c.level), ..competency(&c.id, &c.name, level, &c.quotes) }
        });
        Self {
            number,
            path: names::path(&letter.path).to_owned(),
            words: letter.words,
            applicant: letter.applicant.as_ref().map(|a| format!("for {a}")).unwrap_or_default(),
            notices: letter.notices.clone(),
            text: sheet.map(|s| paragraphs(&s.text, &notes, analyzer)).unwrap_or_default(),
            competencies: competencies.collect(),
            cases: letter.cases.iter().map(Case::of_brief).collect(),
            works: letter.works.iter().map(|q| (String::new(), q.text.clone())).collect(),
            checked: letter.checked.iter().map(Checked::new).collect(),
            office: None,
            notes,
        }
    }

    /// Notes that stand first, by their group.
    pub fn first<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Note> {
        let mut first: Vec<&Note> = self.notes.iter().filter(|n| n.is_first(group)).collect();
        first.sort_by_key(|n| n.rank());
        first.into_iter()
    }

    /// Whether any note stands first in a group.
    pub fn has_first(&self, group: &str) -> bool {
        self.notes.iter().any(|n| n.is_first(group))
    }

    /// Notes that stand in no group.
    pub fn rest(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|n| n.rank() == usize::MAX)
    }

    /// Whether any note stands in no group.
    pub fn has_rest(&self) -> bool {
        self.rest().next().is_some()
    }

    /// Notes about the letter as a whole.
    pub fn whole(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|n| n.marks.is_empty())
    }

    /// Whether any note is about the letter as a whole.
    pub fn has_whole(&self) -> bool {
        self.whole().next().is_some()
    }
}

impl Case {
    fn of_report(case: &CaseReport, letter: &LetterReport) -> Self {
        let could = letter.competencies.iter().filter(|c| case.competencies.contains(&c.id));
        let could: Vec<&str> = could.map(|c| names::short_name(&c.id, &c.name)).collect();
        Self {
            what: case.what.clone(),
            told: case.used,
            quote: case.evidence.as_ref().map(|q| q.text.clone()).unwrap_or_default(),
            could: could.join(", "),
            question: case.question.clone().filter(|_| !case.open.is_empty()).unwrap_or_default(),
        }
    }

    fn of_brief(case: &ToldCase) -> Self {
        Self {
            what: case.what.clone(),
            told: case.told,
            quote: case.quote.as_ref().map(|q| q.text.clone()).unwrap_or_default(),
            could: case.competencies.join(", "),
            question: case.question.clone().filter(|_| !case.open.is_empty()).unwrap_or_default(),
        }
    }
}

impl Checked {
    fn new(checked: &lora_core::report::Checked) -> Self {
        Self { fact: checked.fact.clone(), with: checked.with.clone(), text: checked.text.clone() }
    }
}

fn competency(id: &str, name: &str, level: Level, evidence: &[Quote]) -> Competency {
    let (class, mark) = match level {
        Level::Evidenced => ("shown", "●"),
        Level::Mentioned => ("named", "◐"),
        Level::Absent => ("open", "○"),
    };
    let quotes = evidence.iter().filter(|q| !q.text.is_empty()).map(|q| q.text.clone()).collect();
    Competency {
        name: names::short_name(id, name).to_owned(),
        level: class,
        label: level.name(),
        mark,
        quotes,
    }
}

/// What a level is called outside the office.
pub fn told(level: Shown) -> &'static str {
    match level {
        Shown::Shown => "shown",
        Shown::Named => "named only",
        Shown::Open => "left open",
    }
}
