//! Passages shared with earlier letters, side by side. What it means is for a person to judge.

use lora_core::report::{DiffPart, LetterReport, PassageReport, ReuseReport};

use super::canvas::{BOLD, Canvas, DIM, MARK, PLAIN, Text, column, row};
use crate::emit::names;

/// Passages of a source that are shown.
const PASSAGES: usize = 2;
/// Rows of a passage that are shown.
const ROWS: usize = 6;

/// Every earlier letter, and every document of the applicant's own, that shares substance.
pub fn section(canvas: &mut Canvas, letter: &LetterReport, all: bool) {
    for source in &letter.reuse {
        shared(canvas, source, "earlier letter", all);
    }
    for document in &letter.own {
        shared(canvas, document, "applicant's document", all);
    }
    if all {
        for source in &letter.boilerplate {
            let reason = names::boilerplate(&source.reason);
            canvas.line(0, Text::styled(format!("Only {reason} shared with {}", source.source), DIM));
        }
    }
}

fn shared(canvas: &mut Canvas, source: &ReuseReport, other: &str, all: bool) {
    canvas.blank();
    let head = Text::styled(format!("Shared with {}", source.source), BOLD)
        .add(format!(": {}", names::shared(source)), PLAIN);
    canvas.wrapped(0, 2, &head);
    let shown = if all { usize::MAX } else { PASSAGES };
    for passage in source.passages.iter().take(shown) {
        side_by_side(canvas, passage, other, all);
    }
    if let Some(more) = source.passages.len().checked_sub(shown).filter(|more| *more > 0) {
        canvas.line(2, Text::styled(format!("{more} more shared passages: --all shows them"), DIM));
    }
}

fn side_by_side(canvas: &mut Canvas, passage: &PassageReport, other: &str, all: bool) {
    if passage.diff.is_empty() {
        canvas.line(
            2,
            Text::of(&format!("{} words, from byte {} of this letter", passage.words, passage.start)),
        );
        return;
    }
    let width = canvas.width().saturating_sub(2 + 3) / 2;
    let (here, there) = (side(canvas, &passage.diff, "draft"), side(canvas, &passage.diff, "source"));
    let (here, there) = (column(&here, width), column(&there, width));
    let rows = here.len().max(there.len());
    let shown = if all { rows } else { rows.min(ROWS) };
    canvas.line(
        2,
        row(&[(Text::styled("this letter", DIM), width)]).join(&Text::styled(format!(" │ {other}"), DIM)),
    );
    for number in 0..shown {
        let cell = |lines: &[Text]| lines.get(number).cloned().unwrap_or_default();
        canvas.line(2, row(&[(cell(&here), width)]).add(" │ ", DIM).join(&cell(&there)));
    }
    if rows > shown {
        canvas.line(2, Text::styled(format!("… {} words in all: --all shows them", passage.words), DIM));
    }
}

/// One side of a comparison; words that the other side lacks are marked.
fn side(canvas: &Canvas, diff: &[DiffPart], own: &str) -> Text {
    let (open, close) = if canvas.color() { ("", "") } else { ("«", "»") };
    diff.iter().fold(Text::default(), |text, part| {
        if part.tag == "same" {
            text.add(part.text.trim(), PLAIN).add(" ", PLAIN)
        } else if part.tag == own {
            text.add(format!("{open}{}{close}", part.text.trim()), MARK).add(" ", PLAIN)
        } else {
            text
        }
    })
}
