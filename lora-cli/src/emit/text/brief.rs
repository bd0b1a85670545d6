//! What writer or applicant read on a terminal.

use lora_core::audience::{Audience, Brief, BriefLetter, Remark, RemarkKind};

use super::Page;
use super::canvas::{BAD, BOLD, Canvas, DIM, FAIR, GOOD, MARK, PLAIN, Text, row};
use super::findings::place;
use super::tables::{self, titled, titled_text};
use crate::emit::names;
use crate::emit::quote::{Quoted, shorten};
use crate::emit::view::told;
use lora_core::audience::Shown;

/// Suggestions that are printed in full.
const TOP: usize = 5;
/// Passages that are quoted as what works.
const WORKS: usize = 4;

/// Every letter.
pub fn render(brief: &Brief, page: Page) -> String {
    let mut canvas = Canvas::new(page.width, page.color);
    for letter in &brief.letters {
        canvas.blank();
        let path = names::path(&letter.path);
        let applicant = letter.applicant.as_ref().map(|a| format!(" · for {a}")).unwrap_or_default();
        canvas.wrapped(0, 2, &Text::styled(format!("{path} · {} words{applicant}", letter.words), BOLD));
        for notice in &letter.notices {
            canvas.wrapped(0, 2, &Text::styled("Note: ", BOLD).add(notice, PLAIN));
        }
        if brief.audience == Audience::Applicant {
            competencies(&mut canvas, letter, page.all);
            cases(&mut canvas, letter);
            remarks(
                &mut canvas,
                "What it leaves open, and what you may ask for",
                letter,
                RemarkKind::Open,
                usize::MAX,
            );
        } else {
            remarks(&mut canvas, "To confirm", letter, RemarkKind::Correction, usize::MAX);
            let most = if page.all { usize::MAX } else { TOP };
            remarks(&mut canvas, "To consider", letter, RemarkKind::Suggestion, most);
            competencies(&mut canvas, letter, page.all);
            cases(&mut canvas, letter);
            works(&mut canvas, letter, page.all);
            let rows = letter.checked.iter().map(|c| {
                Text::styled("✓ ", GOOD)
                    .add(format!("{}: {}", c.fact, c.with), PLAIN)
                    .add(format!("  {}", c.text), DIM)
            });
            titled(&mut canvas, "Found right", rows.collect());
            titled_text(&mut canvas, "", &Text::of("All of this is yours to use or to leave."));
        }
    }
    canvas.finish()
}

fn remarks(canvas: &mut Canvas, title: &str, letter: &BriefLetter, kind: RemarkKind, most: usize) {
    let all: Vec<&Remark> = letter.of(kind).collect();
    if all.is_empty() {
        return;
    }
    canvas.blank();
    canvas.line(0, Text::styled(title, BOLD));
    for remark in all.iter().take(most) {
        let head = Text::styled(format!("{}: ", place(remark.span)), DIM).add(&remark.message, PLAIN);
        canvas.wrapped(2, 4, &head);
        if let (Some(text), Some(span)) = (&remark.text, remark.span) {
            let quoted = Quoted::new(text, span, remark.context.as_ref());
            let (open, close) = if canvas.color() { ("", "") } else { ("«", "»") };
            let line = Text::of("“")
                .add(quoted.before, PLAIN)
                .add(format!("{open}{}{close}", quoted.words), MARK)
                .add(quoted.after, PLAIN)
                .add("”", PLAIN);
            canvas.wrapped(4, 4, &line);
        }
        if !remark.help.is_empty() {
            canvas.wrapped(4, 6, &Text::of("→ ").add(&remark.help, PLAIN));
        }
    }
    for remark in all.iter().skip(most) {
        let place = remark.span.map_or_else(|| "whole".to_owned(), |s| format!("¶ {}", s.paragraph));
        canvas.line(2, row(&[(Text::of(place), 7)]).join(&Text::of(&remark.message)));
    }
}

fn competencies(canvas: &mut Canvas, letter: &BriefLetter, all: bool) {
    canvas.blank();
    let mut rows = Vec::new();
    for competency in &letter.competencies {
        let (mark, style) = match competency.level {
            Shown::Shown => ("●", GOOD),
            Shown::Named => ("◐", FAIR),
            Shown::Open => ("○", BAD),
        };
        let level = Text::styled(format!("{mark} {}", told(competency.level)), style);
        let name = names::short_name(&competency.id, &competency.name);
        let quotes = if all { usize::MAX } else { 1 };
        let quotes = competency.quotes.iter().filter(|q| !q.text.is_empty()).take(quotes);
        let mut quotes = quotes.map(|q| Text::of(format!("“{}”", shorten(&q.text, 200))));
        let first = quotes.next().unwrap_or_default();
        rows.push(row(&[(Text::of(name), 25), (level, 13)]).join(&first));
        rows.extend(quotes.map(|quote| Text::default().pad(38).join(&quote)));
    }
    titled(canvas, "Competencies", rows);
}

fn cases(canvas: &mut Canvas, letter: &BriefLetter) {
    for (number, case) in letter.cases.iter().enumerate() {
        let asked = case.question.as_deref().filter(|_| !case.open.is_empty());
        tables::told(canvas, number == 0, &case.what, case.told, asked, &case.competencies.join(", "));
    }
}

fn works(canvas: &mut Canvas, letter: &BriefLetter, all: bool) {
    let most = if all { usize::MAX } else { WORKS };
    let quotes = letter.works.iter().filter(|q| !q.text.is_empty()).take(most);
    let rows = quotes.map(|q| Text::of(format!("“{}”", shorten(&q.text, 200))));
    titled(canvas, "What works", rows.collect());
}
