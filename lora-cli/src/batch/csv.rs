//! The batch as CSV, a row a letter, for a spreadsheet.

use super::Batch;
use super::summary::Summary;
use crate::failure::Failure;
use crate::sanitize::clean;

/// Columns before those of competencies and categories.
const FIRST: [&str; 11] = [
    "letter",
    "applicant",
    "writer",
    "verdict",
    "score",
    "corrected_verdict",
    "corrected_score",
    "corrections",
    "errors",
    "warnings",
    "infos",
];
/// Columns after them.
const LAST: [&str; 9] =
    ["reuse", "reuse_with", "words", "season", "specialty", "writer_rank", "site", "waived", "error"];

/// Rows of the letters, then of those that could not be read.
pub fn render(batch: &Batch<'_>) -> Result<String, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::about("report", format!("CSV can't be written: {e}"));
    let mut out = csv::Writer::from_writer(Vec::new());
    let letter = batch.letters.first();
    let mut middle: Vec<String> = Vec::new();
    middle.extend(letter.iter().flat_map(|l| l.competencies.iter().map(|c| c.id.clone())));
    middle.extend(letter.iter().flat_map(|l| l.score.categories.iter().map(|c| format!("score_{}", c.id))));
    let head = FIRST.iter().copied().chain(middle.iter().map(String::as_str)).chain(LAST);
    out.write_record(head).map_err(|e| failed(&e))?;
    for letter in &batch.letters {
        out.write_record(row(letter).iter().map(|cell| harmless(cell))).map_err(|e| failed(&e))?;
    }
    let failed_rows = batch.failed.iter().map(|f| (&f.path, f.error.as_str()));
    let not_done = batch.not_done.iter().map(|path| (path, "not checked: the run was interrupted"));
    for (path, error) in failed_rows.chain(not_done) {
        let mut row = vec![String::new(); FIRST.len() + middle.len() + LAST.len() - 1];
        if let Some(first) = row.first_mut() {
            first.clone_from(path);
        }
        row.push(error.to_owned());
        out.write_record(row.iter().map(|cell| harmless(cell))).map_err(|e| failed(&e))?;
    }
    let bytes = out.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

fn row(letter: &Summary<'_>) -> Vec<String> {
    let Summary { profile, score, findings, .. } = letter;
    let mut row = vec![
        letter.path.clone(),
        profile.applicant.clone().unwrap_or_default(),
        profile.writer.clone().unwrap_or_default(),
        score.verdict.name().to_owned(),
        score.overall.to_string(),
        score.corrected.verdict.name().to_owned(),
        score.corrected.overall.to_string(),
        score.corrected.corrections.to_string(),
        findings.error.to_string(),
        findings.warning.to_string(),
        findings.info.to_string(),
    ];
    row.extend(letter.competencies.iter().map(|c| c.level.name().to_owned()));
    row.extend(score.categories.iter().map(|c| c.score.to_string()));
    let most = letter.shares.iter().find(|s| s.containment.is_some());
    row.extend([
        most.and_then(|s| s.containment).map_or_else(String::new, |c| format!("{c:.2}")),
        most.map(|s| s.with.clone()).unwrap_or_default(),
        letter.words.to_string(),
        profile.season.map_or_else(String::new, |s| s.to_string()),
        profile.specialty.join("; "),
        profile.writer_rank.unwrap_or_default().to_owned(),
        profile.site.clone().unwrap_or_default(),
        profile.waived.map_or("", |w| if w { "yes" } else { "no" }).to_owned(),
        String::new(),
    ]);
    row
}

/// A cell that a spreadsheet takes for text and not for a formula.
fn harmless(cell: &str) -> String {
    let cell = clean(cell);
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.into_owned() }
}
