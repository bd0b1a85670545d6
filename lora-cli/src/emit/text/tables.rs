//! The parts of the report that stand in rows with their title in the margin.

use lora_core::report::{CategoryScore, LetterReport, Level};

use super::canvas::{BAD, BOLD, Canvas, DIM, FAIR, GOOD, PLAIN, Text, row};
use crate::emit::names::short_name;
use crate::emit::quote::shorten;

/// Width of the margin.
const MARGIN: usize = 14;
/// Good things that are quoted.
const STRENGTHS: usize = 4;

/// Rows with a title in the margin of the first.
pub fn titled(canvas: &mut Canvas, title: &str, rows: Vec<Text>) {
    for (number, text) in rows.into_iter().enumerate() {
        let margin = if number == 0 { title } else { "" };
        canvas.line(0, row(&[(Text::styled(margin, BOLD), MARGIN)]).join(&text));
    }
}

/// One text, wrapped, with a title in the margin.
pub fn titled_text(canvas: &mut Canvas, title: &str, text: &Text) {
    canvas.wrapped(0, MARGIN, &row(&[(Text::styled(title, BOLD), MARGIN)]).join(text));
}

/// The six competencies, each with its level and best quote.
pub fn competencies(canvas: &mut Canvas, letter: &LetterReport, all: bool) {
    let mut rows = Vec::new();
    for competency in &letter.competencies {
        let (mark, style) = match competency.level {
            Level::Evidenced => ("●", GOOD),
            Level::Mentioned => ("◐", FAIR),
            Level::Absent => ("○", BAD),
        };
        let quotes = if all { usize::MAX } else { 1 };
        let level = format!("{mark} {}", competency.level.name());
        let cells = |name: &str, level: &str, quote: String| {
            row(&[(Text::of(name), 25), (Text::styled(level, style), 13)]).join(&Text::styled(quote, PLAIN))
        };
        let mut evidence = competency
            .evidence
            .iter()
            .filter(|q| !q.text.is_empty())
            .take(quotes)
            .map(|q| format!("“{}”", shorten(&q.text, 200)));
        rows.push(cells(
            short_name(&competency.id, &competency.name),
            &level,
            evidence.next().unwrap_or_default(),
        ));
        rows.extend(evidence.map(|quote| cells("", "", quote)));
    }
    titled(canvas, "Competencies", rows);
}

/// The applicant's own cases: what the letter tells of, and what to ask about those that would show something new.
pub fn cases(canvas: &mut Canvas, letter: &LetterReport) {
    for (number, case) in letter.cases.iter().enumerate() {
        let could = letter.competencies.iter().filter(|c| case.competencies.contains(&c.id));
        let could: Vec<&str> = could.map(|c| short_name(&c.id, &c.name)).collect();
        let asked = case.question.as_deref().filter(|_| !case.open.is_empty());
        told(canvas, number == 0, &case.what, case.used, asked, &could.join(", "));
    }
}

/// A case: what it is, whether the letter tells of it, what to ask if not, and what it could show.
pub fn told(canvas: &mut Canvas, first: bool, what: &str, used: bool, asked: Option<&str>, could: &str) {
    let (mark, style) = if used { ("● told: ", GOOD) } else { ("○ unused: ", FAIR) };
    let mut line = Text::styled(mark, style).add(asked.unwrap_or(what), PLAIN);
    if !used && !could.is_empty() {
        line = line.add(format!(" ({could})"), DIM);
    }
    titled_text(canvas, if first { "Own cases" } else { "" }, &line);
}

/// What is good about the letter.
pub fn strengths(canvas: &mut Canvas, letter: &LetterReport, all: bool) {
    let most = if all { usize::MAX } else { STRENGTHS };
    let rows = letter.strengths.iter().take(most).map(|s| {
        let kind = row(&[(Text::of(&s.kind), 13)]);
        // A report without quotes says only what there is.
        if s.text.is_empty() {
            kind
        } else {
            kind.join(&Text::of(format!("“{}”", shorten(&s.text, 200))))
        }
    });
    titled(canvas, "Good in it", rows.collect());
}

/// What was compared and found right, and what could not be compared.
pub fn checked(canvas: &mut Canvas, letter: &LetterReport) {
    let rows = letter.checked.iter().map(|c| {
        let fact = format!("{}: {}", c.fact, c.with);
        Text::styled("✓ ", GOOD).add(fact, PLAIN).add(format!("  {}", c.text), DIM)
    });
    titled(canvas, "Found right", rows.collect());
    if !letter.not_run.is_empty() {
        let list: Vec<String> =
            letter.not_run.iter().map(|n| format!("{} (needs {})", n.check, n.needs)).collect();
        titled_text(canvas, "Not checked", &Text::of(list.join(", ")));
    }
}

/// Everybody else.
pub fn people(canvas: &mut Canvas, letter: &LetterReport) {
    if !letter.people.is_empty() {
        let list: Vec<String> =
            letter.people.iter().map(|p| format!("{} ({}, {}×)", p.name, p.role, p.mentions)).collect();
        canvas.line(0, row(&[(Text::styled("Others named", BOLD), MARGIN)]).join(&Text::of(list.join(", "))));
    }
}

/// The score by category.
pub fn breakdown(canvas: &mut Canvas, letter: &LetterReport) {
    let rows = letter.score.categories.iter().map(|category| {
        row(&[(Text::of(&category.title), 20), (bar(category), 12), (score_of(category), 12)])
            .add(&category.why, DIM)
    });
    titled(canvas, &format!("Score {} %", letter.score.overall), rows.collect());
}

/// Score and weight, the score set to the right.
fn score_of(category: &CategoryScore) -> Text {
    let score = category.score.to_string();
    let weight = format!(" × {:.0} %", category.weight * 100.0);
    Text::default().pad(3_usize.saturating_sub(score.len())).add(score, PLAIN).add(weight, PLAIN)
}

fn bar(category: &CategoryScore) -> Text {
    let full = usize::from(category.score.min(100)).div_ceil(10);
    let style = match category.score {
        75.. => GOOD,
        50.. => FAIR,
        _ => BAD,
    };
    Text::styled("█".repeat(full), style).add("░".repeat(10 - full), DIM)
}

/// What remains for the upload, on one line.
pub fn before_upload(canvas: &mut Canvas, todo: &[String]) {
    titled_text(canvas, "Before upload", &Text::of(todo.join(" ")));
}
