//! The exact report of a letter in lines that people can compare: no offsets, a line a finding.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use lora_core::report::{LetterReport, Stage};

use crate::engine::Instead;
use crate::failure::Failure;
use crate::inputs::read_own;

/// How the line begins that says under which conditions the letter is checked.
const CONDITIONS: &str = "stage ";

/// An exact report as read.
#[derive(Debug)]
pub struct Snapshot {
    pub conditions: Instead,
    pub body: String,
}

impl Snapshot {
    /// Reads one.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_own(path)?.replace('\r', "");
        let wrong = || {
            Failure::new(
                path,
                "this is no expected report of lora: remove it, and `lora test --accept` writes it again",
            )
        };
        let rest = text.split_once('\n').filter(|(first, _)| first.starts_with('#')).ok_or_else(wrong)?.1;
        let (conditions, body) = rest.split_once('\n').ok_or_else(wrong)?;
        let (stage, today) =
            conditions.strip_prefix(CONDITIONS).and_then(|c| c.split_once(", today ")).ok_or_else(wrong)?;
        let stage = match stage {
            "draft" => Stage::Draft,
            "final" => Stage::Final,
            _ => return Err(wrong()),
        };
        let today = today.trim().parse().map_err(|_| wrong())?;
        let conditions = Instead { stage: Some(stage), today: Some(today) };
        Ok(Self { conditions, body: body.to_owned() })
    }
}

/// The file for a report.
pub fn file(report: &LetterReport, stage: Stage, today: Date) -> String {
    let stage = match stage {
        Stage::Draft => "draft",
        Stage::Final => "final",
    };
    format!(
        "# What this letter is expected to report. `lora test --accept` rewrites it.\n{CONDITIONS}{stage}, today {today}\n{}",
        body(report)
    )
}

/// A report as a person would compare it.
pub fn body(report: &LetterReport) -> String {
    let mut out = String::new();
    let score = &report.score;
    let _ = writeln!(
        out,
        "{} {} %, corrected {} {} % after {}",
        score.verdict.name(),
        score.overall,
        score.corrected.verdict.name(),
        score.corrected.overall,
        score.corrected.corrections
    );
    for category in &score.categories {
        let _ = writeln!(out, "  {} {} ({})", category.id, category.score, category.why);
    }
    for competency in &report.competencies {
        let _ = writeln!(out, "{}: {}", competency.id, competency.level.name());
    }
    for finding in &report.findings {
        let place =
            finding.span.map_or(String::from("whole letter"), |s| format!("{}.{}", s.paragraph, s.sentence));
        // A finding may span lines; here it has one.
        let text: Vec<&str> = finding.text.as_deref().unwrap_or("").split_whitespace().collect();
        let line = format!("{} {} [{place}] {}", finding.severity.name(), finding.rule, text.join(" "));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    for person in &report.people {
        let _ = writeln!(out, "person {} = {} ×{}", person.name, person.role, person.mentions);
    }
    for reuse in &report.reuse {
        let _ = writeln!(out, "shares {:.0} % with {}", reuse.containment * 100.0, reuse.source);
    }
    if report.suppressed > 0 {
        let _ = writeln!(out, "suppressed {}", report.suppressed);
    }
    out
}
