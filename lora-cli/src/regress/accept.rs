//! `--accept`: what a letter reports becomes what is expected of it.

use lora_core::report::LetterReport;
use toml_edit::{DocumentMut, Item, value};

use super::expectation::{Expected, Place, Wanted};
use super::judge;
use crate::failure::Failure;
use crate::inputs::read_own;
use crate::output;

/// Rewrites the exact report, or writes one where nothing is expected yet; of the file that people write only
/// what no longer holds is changed, and the rest stays as they wrote it.
pub fn accept(place: &Place, expected: &Expected, exact: &str, report: &LetterReport) -> Result<(), Failure> {
    if place.exact.is_some() || place.written.is_none() {
        let path = place.exact.as_ref().unwrap_or(&place.new_exact);
        output::write_file(path, exact.as_bytes(), std::slice::from_ref(&place.letter))?;
    }
    let (Some(path), Some(written)) = (&place.written, &expected.written) else { return Ok(()) };
    let text = read_own(path)?;
    let mut file: DocumentMut = text
        .parse()
        .map_err(|e| Failure::new(path, format!("it can't be edited ({e}): correct it by hand")))?;
    let score = &report.score;
    if written.verdict.is_some_and(|v| v.verdict() != score.verdict) {
        set(&mut file, "verdict", score.verdict.name().into());
    }
    if written.score_at_least.is_some_and(|least| score.overall < least) {
        set(&mut file, "score_at_least", i64::from(score.overall).into());
    }
    if written.corrected_at_least.is_some_and(|least| score.corrected.overall < least) {
        set(&mut file, "corrected_at_least", i64::from(score.corrected.overall).into());
    }
    for (id, level) in &written.competencies {
        let found = report.competencies.iter().find(|c| c.id == id.id()).filter(|c| c.level != level.level());
        if let (Some(found), Some(table)) =
            (found, file.get_mut("competencies").and_then(Item::as_table_like_mut))
        {
            table.insert(id.id(), value(found.level.name()));
        }
    }
    let fires = |wanted: &Wanted| report.findings.iter().any(|f| judge::fits(wanted, f));
    keep(&mut file, "must_fire", &written.must_fire.iter().map(|w| fires(w.get_ref())).collect::<Vec<_>>());
    keep(
        &mut file,
        "must_not_fire",
        &written.must_not_fire.iter().map(|w| !fires(w.get_ref())).collect::<Vec<_>>(),
    );
    let edited = file.to_string();
    if edited == text {
        Ok(())
    } else {
        output::write_file(path, edited.as_bytes(), std::slice::from_ref(&place.letter))
    }
}

/// Gives a key another value, with the comment that stands after it.
fn set(file: &mut DocumentMut, key: &str, new: toml_edit::Value) {
    if let Some(Item::Value(old)) = file.get_mut(key) {
        let decor = old.decor().clone();
        *old = new;
        *old.decor_mut() = decor;
    }
}

/// Keeps the entries of a list that hold.
fn keep(file: &mut DocumentMut, key: &str, holds: &[bool]) {
    match file.get_mut(key) {
        Some(Item::Value(toml_edit::Value::Array(list))) => {
            let mut holds = holds.iter();
            list.retain(|_| holds.next().copied().unwrap_or(true));
        }
        Some(Item::ArrayOfTables(list)) => {
            let mut holds = holds.iter();
            list.retain(|_| holds.next().copied().unwrap_or(true));
        }
        _ => {}
    }
}
