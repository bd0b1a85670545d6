//! The outcome of `lora test` for people.

use super::labels::{Counted, KindCounts};
use super::{Outcome, Run};
use crate::emit::text::{BAD, BOLD, Canvas, DIM, GOOD, PLAIN, Page, Text, row};

/// What differs, the labels, and how many came to what.
pub fn render(run: &Run, page: Page) -> String {
    let mut canvas = Canvas::new(page.width, page.color);
    for letter in &run.letters {
        let (word, style) = match letter.outcome {
            Outcome::Passed | Outcome::NothingExpected => continue,
            Outcome::Differs => ("differs", BAD),
            Outcome::Accepted => ("accepted", GOOD),
        };
        canvas.blank();
        canvas.line(0, Text::styled(&letter.path, BOLD).add(" ", PLAIN).add(word, style));
        for problem in &letter.problems {
            canvas.wrapped(2, 4, &Text::of(problem));
        }
        for line in &letter.diff {
            let style = if line.starts_with('-') { BAD } else { GOOD };
            canvas.wrapped(2, 6, &Text::styled(line, style));
        }
    }
    if let Some(counted) = &run.labels {
        labels(&mut canvas, counted);
    }
    canvas.blank();
    canvas.line(0, Text::styled(totals(run), BOLD));
    canvas.finish()
}

fn totals(run: &Run) -> String {
    let mut parts = vec![format!("{} as expected", run.count(Outcome::Passed))];
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    add(run.count(Outcome::Differs), "not as expected");
    add(run.count(Outcome::Accepted), "accepted");
    add(run.count(Outcome::NothingExpected), "without an expectation");
    add(run.failed.len(), "could not be read");
    let letters = run.letters.len() + run.failed.len();
    let what = if letters == 1 { "letter" } else { "letters" };
    format!("{letters} {what}: {}", parts.join(", "))
}

/// Column widths: rule, findings, right, precision, labelled, found, recall, traps.
const WIDTHS: [usize; 8] = [38, 9, 7, 11, 9, 7, 8, 6];

fn labels(canvas: &mut Canvas, counted: &Counted) {
    canvas.blank();
    let what = if counted.letters == 1 { "letter" } else { "letters" };
    canvas.line(0, Text::styled(format!("Findings against the labels of {} {what}", counted.letters), BOLD));
    let titles = ["", "Findings", "Right", "Precision", "Labelled", "Found", "Recall", "Traps"];
    let cells: Vec<_> = titles.iter().zip(WIDTHS).map(|(t, w)| (Text::styled(t, DIM), w)).collect();
    canvas.line(0, row(&cells));
    let shown = |kind: &&KindCounts| kind.labelled > 0 || !kind.rules.is_empty();
    for kind in counted.kinds.iter().filter(shown) {
        let findings = kind.rules.iter().map(|r| r.findings).sum::<usize>();
        let right = kind.rules.iter().map(|r| r.right).sum::<usize>();
        let traps = kind.rules.iter().map(|r| r.traps).sum::<usize>();
        let name = Text::styled(&kind.kind, BOLD);
        let counts =
            [Some(findings), Some(right), None, Some(kind.labelled), Some(kind.found), None, Some(traps)];
        line(canvas, name, counts, kind.precision, kind.recall);
        for rule in &kind.rules {
            let counts =
                [Some(rule.findings), Some(rule.right), None, None, Some(rule.found), None, Some(rule.traps)];
            line(canvas, Text::default().pad(2).add(&rule.rule, PLAIN), counts, rule.precision, rule.recall);
        }
    }
}

/// Counts, with precision and recall in the places that are left for them.
fn line(
    canvas: &mut Canvas,
    name: Text,
    counts: [Option<usize>; 7],
    precision: Option<f64>,
    recall: Option<f64>,
) {
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |s| format!("{s:.2}"));
    let mut cells = vec![name];
    for (column, count) in counts.into_iter().enumerate() {
        let text = match (count, column) {
            (Some(count), _) => count.to_string(),
            (None, 2) => share(precision),
            (None, 5) => share(recall),
            (None, _) => String::new(),
        };
        let width = WIDTHS.get(column + 1).map_or(0, |w| w.saturating_sub(4));
        cells.push(Text::default().pad(width.saturating_sub(text.chars().count())).add(text, PLAIN));
    }
    let cells: Vec<(Text, usize)> = cells.into_iter().zip(WIDTHS).collect();
    canvas.line(0, row(&cells));
}
