//! The batch as a table on the terminal.

use std::fmt::Display;

use anstyle::Style;
use lora_core::report::{Level, Verdict};

use super::Batch;
use super::summary::{Summary, common_folder};
use crate::emit::names::short_name;
use crate::emit::text::{BAD, BOLD, Canvas, DIM, FAIR, GOOD, PLAIN, Page, Text, row};

/// Columns before the letter's path.
const WIDTHS: [usize; 6] = [13, 7, 11, 7, 14, 7];

/// Letters that an interrupt left unchecked and that the table names.
const LEFT: usize = 20;

/// The table, then what could not be read, then how many came to what.
pub fn render(batch: &Batch<'_>, page: Page) -> String {
    let mut canvas = Canvas::new(page.width, page.color);
    let folder = common_folder(&batch.letters);
    if !batch.letters.is_empty() {
        let titles = ["Verdict", "Score", "Corrected", "Facts", "Competencies", "Reuse"];
        let cells: Vec<(Text, usize)> =
            titles.iter().zip(WIDTHS).map(|(title, width)| (Text::styled(title, BOLD), width)).collect();
        let of = if folder.is_empty() { String::new() } else { format!(" (in {folder})") };
        canvas.line(0, row(&cells).add("Letter", BOLD).add(of, DIM));
    }
    for letter in &batch.letters {
        canvas.line(0, line(letter, folder));
    }
    let left_out = batch.totals.checked - batch.letters.len();
    if left_out > 0 {
        canvas.line(0, Text::styled(format!("and {left_out} more"), DIM));
    }
    list(&mut canvas, "Could not be read", batch.failed.iter().map(|f| format!("{}: {}", f.path, f.error)));
    list(&mut canvas, "Not checked", batch.not_done.iter().take(LEFT).cloned());
    let more = batch.not_done.len().saturating_sub(LEFT);
    if more > 0 {
        canvas.line(2, Text::styled(format!("and {more} more; CSV, JSON and HTML name all"), DIM));
    }
    canvas.blank();
    for notice in &batch.notices {
        canvas.wrapped(0, 2, &Text::styled("Note: ", BOLD).add(&notice.message, PLAIN));
    }
    canvas.line(0, Text::styled(totals(batch), BOLD));
    if !batch.letters.is_empty() {
        canvas.wrapped(0, 2, &key(batch));
    }
    canvas.finish()
}

/// A number set to the right.
fn number(number: impl Display, style: Style) -> Text {
    let number = number.to_string();
    Text::default().pad(3_usize.saturating_sub(number.len())).add(number, style)
}

fn line(letter: &Summary<'_>, folder: &str) -> Text {
    let score = &letter.score;
    let verdict = match score.verdict {
        Verdict::Ready => Text::styled("ready", GOOD),
        Verdict::Revise => Text::styled("revise", FAIR),
        Verdict::DoNotSend => Text::styled("do not send", BAD),
    };
    let percent = |n: u8| number(n, PLAIN).add(" %", PLAIN);
    let none = || Text::default().pad(2).add("–", DIM);
    let facts = match score.corrected.corrections {
        0 => none(),
        wrong => number(wrong, BAD),
    };
    let reuse = match letter.reuse() {
        share if share > 0.0 => number(format!("{:.0}", share * 100.0), PLAIN).add(" %", PLAIN),
        _ => none(),
    };
    let mut competencies = Text::default();
    for competency in &letter.competencies {
        competencies = match competency.level {
            Level::Evidenced => competencies.add("●", GOOD),
            Level::Mentioned => competencies.add("◐", FAIR),
            Level::Absent => competencies.add("○", BAD),
        };
    }
    let cells = [verdict, percent(score.overall), percent(score.corrected.overall)];
    let cells: Vec<(Text, usize)> =
        cells.into_iter().chain([facts, competencies, reuse]).zip(WIDTHS).collect();
    let applicant = letter.profile.applicant.as_ref().map(|name| format!("  {name}")).unwrap_or_default();
    row(&cells).add(letter.below(folder), PLAIN).add(applicant, DIM)
}

fn list(canvas: &mut Canvas, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        canvas.blank();
        canvas.line(0, Text::styled(title, BOLD));
        lines.for_each(|line| canvas.wrapped(2, 4, &Text::of(line)));
    }
}

/// How many came to what.
fn totals(batch: &Batch<'_>) -> String {
    let totals = batch.totals;
    let letters = if totals.checked == 1 { "letter" } else { "letters" };
    let mut line = format!(
        "{} {letters}: {} ready, {} to revise, {} not to send",
        totals.checked, totals.ready, totals.revise, totals.do_not_send
    );
    if totals.failed > 0 {
        line.push_str(&format!("; {} could not be read", totals.failed));
    }
    if totals.not_done > 0 {
        line.push_str(&format!("; {} not checked", totals.not_done));
    }
    line
}

/// What the marks of the competencies mean.
fn key(batch: &Batch<'_>) -> Text {
    let names = batch.letters.first().map(|l| l.competencies.iter().map(|c| short_name(&c.id, &c.id)));
    let names = names.map(|n| n.collect::<Vec<_>>().join(", ")).unwrap_or_default();
    Text::styled(format!("● evidenced ◐ mentioned ○ absent: {names}"), DIM)
}
