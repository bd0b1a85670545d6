//! Two drafts compared, for people.

use anstyle::{AnsiColor, Style};
use lora_core::report::{FindingReport, Verdict};

use super::passages::Tag;
use super::{Compared, Draft};
use crate::emit::text::{BAD, BOLD, Canvas, DIM, FAIR, GOOD, PLAIN, Page, Text, row};

/// Words that went.
const WENT: Style = AnsiColor::Red.on_default().strikethrough();
/// Words that came.
const CAME: Style = AnsiColor::Green.on_default().underline();

/// Verdicts, the score by category, findings, passages.
pub fn render(compared: &Compared, page: Page) -> String {
    let mut canvas = Canvas::new(page.width, page.color);
    let Compared { old, new, findings, passages, .. } = compared;
    canvas.line(0, verdict(old).add(" → ", PLAIN).join(&verdict(new)));
    let applicant = compared.applicant.as_deref().unwrap_or("unknown");
    let words = |draft: &Draft| format!("{} ({} words)", draft.path, draft.words);
    let line = format!("{} → {} · applicant {applicant}", words(old), words(new));
    canvas.wrapped(0, 2, &Text::styled(line, DIM));
    canvas.blank();
    scores(&mut canvas, old, new);
    list(&mut canvas, "Mended", "✓", GOOD, &findings.mended);
    list(&mut canvas, "New", "✗", BAD, &findings.new);
    list(&mut canvas, "Left", "·", PLAIN, &findings.left);
    canvas.blank();
    let count = passages.len();
    let title = match count {
        0 => "The words are the same".to_owned(),
        1 => "1 passage changed".to_owned(),
        _ => format!("{count} passages changed"),
    };
    canvas.line(0, Text::styled(title, BOLD));
    for passage in passages {
        let mut text = Text::styled(format!("line {}: ", passage.line), DIM);
        for (number, part) in passage.parts.iter().enumerate() {
            if number > 0 {
                text = text.add(" ", PLAIN);
            }
            text = match (part.tag, page.color) {
                (Tag::Same, _) => text.add(&part.text, PLAIN),
                (Tag::Old, true) => text.add(&part.text, WENT),
                (Tag::New, true) => text.add(&part.text, CAME),
                // Without colours, marks that wdiff made known.
                (Tag::Old, false) => text.add(format!("[-{}-]", part.text), PLAIN),
                (Tag::New, false) => text.add(format!("{{+{}+}}", part.text), PLAIN),
            };
        }
        canvas.wrapped(2, 4, &text);
    }
    canvas.finish()
}

fn verdict(draft: &Draft) -> Text {
    let (word, style) = match draft.score.verdict {
        Verdict::Ready => ("Ready", GOOD),
        Verdict::Revise => ("Revise", FAIR),
        Verdict::DoNotSend => ("Do not send", BAD),
    };
    Text::styled(format!("{word} ({} %)", draft.score.overall), style)
}

/// Old and new score of each category, and of the whole.
fn scores(canvas: &mut Canvas, old: &Draft, new: &Draft) {
    let mut line = |title: &str, was: u8, is: u8| {
        let number = |n: u8| {
            Text::default().pad(3_usize.saturating_sub(n.to_string().len())).add(n.to_string(), PLAIN)
        };
        let moved = i16::from(is) - i16::from(was);
        let moved = match moved {
            0 => Text::default(),
            1.. => Text::styled(format!("+{moved}"), GOOD),
            _ => Text::styled(moved.to_string(), BAD),
        };
        let cells = [(Text::of(title), 24), (number(was).add(" →", DIM), 7), (number(is), 6)];
        canvas.line(0, row(&cells).join(&moved));
    };
    for category in &new.score.categories {
        let was = old.score.categories.iter().find(|c| c.id == category.id);
        line(&category.title, was.map_or(0, |c| c.score), category.score);
    }
    line("Score", old.score.overall, new.score.overall);
    line("Corrected", old.score.corrected.overall, new.score.corrected.overall);
}

fn list(canvas: &mut Canvas, title: &str, mark: &str, style: Style, findings: &[FindingReport]) {
    canvas.blank();
    canvas.line(0, Text::styled(format!("{title}: {}", findings.len()), BOLD));
    for finding in findings {
        let mut text = Text::styled(mark, style).add(format!(" {} ", finding.severity.name()), PLAIN);
        text = text.add(&finding.message, PLAIN);
        let words = finding.text.as_ref().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(words) = words.filter(|words| !finding.message.contains(words.as_str())) {
            text = text.add(format!(" “{}”", shorten(&words)), PLAIN);
        }
        canvas.wrapped(2, 4, &text.add(format!(" ({})", finding.rule), DIM));
    }
}

/// The start of long words.
fn shorten(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
