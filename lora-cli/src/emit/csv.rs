//! Tables for spreadsheets: a line a letter, or a line a finding. No cell is a formula.

use lora_core::audience::{Brief, RemarkKind, Shown};
use lora_core::pack::Severity;
use lora_core::report::{LetterReport, Level, Report, Stage};

use super::entry::{self, Listed};
use crate::failure::Failure;
use crate::sanitize::clean;

/// A line a letter; what could not be read comes last, with the reason.
pub fn letters(report: &Report) -> Result<String, Failure> {
    let mut head = vec![
        "path",
        "applicant",
        "words",
        "stage",
        "verdict",
        "score",
        "corrected_verdict",
        "corrected_score",
        "corrections",
        "errors",
        "warnings",
        "infos",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect::<Vec<_>>();
    if let Some(first) = report.letters.first() {
        head.extend(first.score.categories.iter().map(|c| c.id.clone()));
        head.extend(first.competencies.iter().map(|c| c.id.clone()));
    }
    head.extend(["shared_with", "largest_share", "not_run", "suppressed", "unread"].map(str::to_owned));
    let mut rows = vec![head];
    rows.extend(report.letters.iter().map(letter));
    let width = rows[0].len();
    for failed in &report.failed {
        let mut row = vec![String::new(); width];
        row[0].clone_from(&failed.path);
        row[width - 1].clone_from(&failed.error);
        rows.push(row);
    }
    table(rows)
}

fn letter(letter: &LetterReport) -> Vec<String> {
    let count =
        |severity: Severity| letter.findings.iter().filter(|f| f.severity == severity).count().to_string();
    let (score, corrected) = (&letter.score, &letter.score.corrected);
    let stage = if letter.stage == Stage::Final { "final" } else { "draft" };
    let share = letter.reuse.iter().map(|r| r.containment).fold(0.0, f32::max);
    let mut row = vec![
        letter.path.clone(),
        letter.profile.applicant.clone().unwrap_or_default(),
        letter.words.to_string(),
        stage.to_owned(),
        score.verdict.name().to_owned(),
        score.overall.to_string(),
        corrected.verdict.name().to_owned(),
        corrected.overall.to_string(),
        corrected.corrections.to_string(),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    ];
    row.extend(score.categories.iter().map(|c| c.score.to_string()));
    row.extend(letter.competencies.iter().map(|c| Level::name(c.level).to_owned()));
    let sources: Vec<&str> = letter.reuse.iter().map(|r| r.source.as_str()).collect();
    let not_run: Vec<&str> = letter.not_run.iter().map(|n| n.check.as_str()).collect();
    row.extend([
        sources.join("; "),
        format!("{share:.2}"),
        not_run.join("; "),
        letter.suppressed.to_string(),
        String::new(),
    ]);
    row
}

/// A line a letter, for who is not of the office.
pub fn brief(brief: &Brief) -> Result<String, Failure> {
    let mut head: Vec<String> =
        ["path", "applicant", "words", "corrections", "suggestions", "open"].map(str::to_owned).to_vec();
    if let Some(first) = brief.letters.first() {
        head.extend(first.competencies.iter().map(|c| c.id.clone()));
    }
    let mut rows = vec![head];
    for letter in &brief.letters {
        let count = |kind| letter.of(kind).count().to_string();
        let mut row = vec![
            letter.path.clone(),
            letter.applicant.clone().unwrap_or_default(),
            letter.words.to_string(),
            count(RemarkKind::Correction),
            count(RemarkKind::Suggestion),
            count(RemarkKind::Open),
        ];
        row.extend(letter.competencies.iter().map(|c| level(c.level).to_owned()));
        rows.push(row);
    }
    table(rows)
}

fn level(level: Shown) -> &'static str {
    match level {
        Shown::Shown => "shown",
        Shown::Named => "named",
        Shown::Open => "open",
    }
}

/// A line a finding, or a remark.
pub fn findings(letters: &[Listed<'_>]) -> Result<String, Failure> {
    let office = letters.iter().any(|l| l.score.is_some());
    let mut head = vec!["path"];
    head.extend(if office { ["rule", "severity"].as_slice() } else { ["kind"].as_slice() });
    head.extend([
        "paragraph",
        "sentence",
        "line",
        "column",
        "start",
        "end",
        "text",
        "record",
        "message",
        "help",
    ]);
    if office {
        head.extend(["points", "fingerprint", "cause"]);
    }
    let mut rows = vec![head.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    for letter in letters {
        for entry in &letter.entries {
            let mut row = vec![letter.path.to_owned()];
            row.extend(entry.office.as_ref().map(|o| o.rule.to_owned()));
            row.push(entry.kind.to_owned());
            row.extend(place(entry));
            row.extend([entry.text.unwrap_or_default(), entry.record.unwrap_or_default()].map(str::to_owned));
            row.extend([entry.message, entry.help].map(str::to_owned));
            if let Some(o) = &entry.office {
                row.extend([
                    format!("{:.2}", o.points),
                    o.fingerprint.to_owned(),
                    o.cause.unwrap_or_default().to_owned(),
                ]);
            }
            rows.push(row);
        }
    }
    table(rows)
}

/// Paragraph, sentence, line, column, first byte, byte after the last.
fn place(entry: &entry::Entry<'_>) -> [String; 6] {
    entry.span.map_or_else(Default::default, |s| {
        [s.paragraph, s.sentence, s.line, s.column, s.start as usize, s.end as usize].map(|n| n.to_string())
    })
}

fn table(rows: Vec<Vec<String>>) -> Result<String, Failure> {
    let wrong = |e: &dyn std::fmt::Display| Failure::about("report", format!("CSV can't be written: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|e| wrong(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| wrong(&e))?;
    String::from_utf8(bytes).map_err(|e| wrong(&e))
}

/// A cell on one line that no spreadsheet reads as a formula.
fn harmless(cell: &str) -> String {
    let cell = clean(cell);
    let first = cell.trim_start().chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|'));
    // A number may be negative, and a path may be “-”: neither is a formula.
    if formula && cell != "-" && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            (" \t=cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
            ("+15550118", "+15550118"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\r\n=1", "'  =1"),
            ("-0.5", "-0.5"),
            ("Dr. Chen", "Dr. Chen"),
        ] {
            assert_eq!(harmless(cell), written);
        }
    }
}
