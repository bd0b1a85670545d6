//! The report for people: what to do first, then why.

mod brief;
mod canvas;
mod findings;
mod reuse;
mod tables;
#[cfg(test)]
mod tests;

use lora_core::report::{LetterReport, Report, Stage, Verdict};

use crate::emit::groups::{self, Sorted};
use crate::emit::names;
use crate::emit::verdict::{self, Tone};

pub use brief::render as brief;
pub use canvas::{BAD, BOLD, Canvas, DIM, FAIR, GOOD, PLAIN, Text, row};
pub use findings::{place, worth};

/// How the report is printed.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Whether colours show.
    pub color: bool,
    /// Every finding in full.
    pub all: bool,
}

/// Notices of these ids belong to the last line of a draft's report.
const BEFORE_UPLOAD: &str = "before-upload";

/// The report of every letter.
pub fn render(report: &Report, page: Page) -> String {
    let mut canvas = Canvas::new(page.width, page.color);
    let several = report.letters.len() > 1;
    for letter in &report.letters {
        canvas.blank();
        if several {
            canvas.line(
                0,
                Text::styled(format!("─── {} ", letter.path), BOLD).add("─".repeat(page.width), DIM),
            );
        }
        one(&mut canvas, letter, page.all);
    }
    if !report.notices.is_empty() {
        canvas.blank();
    }
    for notice in report.notices.iter().filter(|n| !n.message.is_empty()) {
        canvas.wrapped(0, 2, &Text::styled("Note: ", BOLD).add(&notice.message, PLAIN));
    }
    if several {
        summary(&mut canvas, report);
    }
    canvas.finish()
}

fn one(canvas: &mut Canvas, letter: &LetterReport, all: bool) {
    let Sorted { wrong, top, rest, before_upload } = groups::sort(&letter.findings, letter.stage, all);
    head(canvas, letter, wrong.len());
    if !wrong.is_empty() {
        heading(canvas, "To correct before it is sent");
        wrong.iter().for_each(|group| findings::in_full(canvas, group, all));
    }
    if !top.is_empty() {
        heading(canvas, if all { "To improve" } else { "What would improve it most" });
        top.iter().for_each(|group| findings::in_full(canvas, group, all));
    }
    if !rest.is_empty() {
        heading(canvas, if top.is_empty() { "Small things" } else { "Also" });
        rest.iter().for_each(|group| findings::in_a_line(canvas, group));
    }
    canvas.blank();
    tables::competencies(canvas, letter, all);
    tables::cases(canvas, letter);
    tables::strengths(canvas, letter, all);
    reuse::section(canvas, letter, all);
    if !letter.reuse.is_empty() || !letter.own.is_empty() {
        canvas.blank();
    }
    tables::checked(canvas, letter);
    tables::people(canvas, letter);
    tables::breakdown(canvas, letter);
    let notices =
        letter.notices.iter().filter(|n| n.id.starts_with(BEFORE_UPLOAD)).map(|n| n.message.clone());
    if letter.stage == Stage::Draft {
        let signed = std::iter::once(verdict::SIGN.to_owned());
        let todo: Vec<String> =
            signed.chain(before_upload.iter().map(|f| f.help.clone())).chain(notices).collect();
        tables::before_upload(canvas, &todo);
    }
}

fn heading(canvas: &mut Canvas, title: &str) {
    canvas.blank();
    canvas.line(0, Text::styled(title, BOLD));
}

/// Verdict, what was not checked, what the letter is, notices.
fn head(canvas: &mut Canvas, letter: &LetterReport, wrong: usize) {
    let mut first = verdict(letter, wrong);
    if !letter.not_run.is_empty() {
        let names: Vec<&str> = letter.not_run.iter().map(|n| n.check.as_str()).collect();
        first = first.add(format!(" · not checked: {}", names.join(", ")), PLAIN);
    }
    canvas.wrapped(0, 2, &first);
    let (path, known) = (names::path(&letter.path), names::applicant(letter));
    canvas.wrapped(0, 2, &Text::styled(format!("{path} · {} words · {known}", letter.words), DIM));
    for notice in letter.notices.iter().filter(|n| !n.id.starts_with(BEFORE_UPLOAD) && !n.message.is_empty())
    {
        canvas.wrapped(0, 2, &Text::styled("Note: ", BOLD).add(&notice.message, PLAIN));
    }
    if letter.suppressed > 0 {
        let what = if letter.suppressed == 1 { "finding" } else { "findings" };
        canvas.line(
            0,
            Text::styled(format!("{} {what} left aside by config or baseline", letter.suppressed), DIM),
        );
    }
}

/// What to do with the letter, in a line.
fn verdict(letter: &LetterReport, wrong: usize) -> Text {
    let (text, tone) = verdict::in_words(letter, wrong);
    let style = match tone {
        Tone::Good => GOOD,
        Tone::Fair => FAIR,
        Tone::Bad => BAD,
    };
    Text::styled(text, style)
}

/// How many letters got which verdict.
fn summary(canvas: &mut Canvas, report: &Report) {
    let of = |verdict| report.letters.iter().filter(|l| l.score.verdict == verdict).count();
    let mut line = format!(
        "{} letters: {} ready, {} to revise, {} not to send",
        report.letters.len(),
        of(Verdict::Ready),
        of(Verdict::Revise),
        of(Verdict::DoNotSend)
    );
    if !report.failed.is_empty() {
        line.push_str(&format!("; {} could not be read", report.failed.len()));
    }
    canvas.blank();
    canvas.line(0, Text::styled(line, BOLD));
}
