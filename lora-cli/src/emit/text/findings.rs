//! Findings on the page: in full, or a line each.

use lora_core::pack::Severity;
use lora_core::report::{FindingReport, SpanReport};

use super::canvas::{BAD, BOLD, Canvas, DIM, FAIR, MARK, PLAIN, Text};
use crate::emit::groups::Group;
use crate::emit::names;
use crate::emit::quote::{MARKED, Quoted, shorten};

/// Followers that are named one by one.
const FOLLOWERS: usize = 6;

/// A finding with its quote, reason and remedy.
pub fn in_full(canvas: &mut Canvas, group: &Group<'_>, all: bool) {
    let finding = group.head;
    let style = match finding.severity {
        Severity::Error => BAD,
        Severity::Warning => FAIR,
        Severity::Info => BOLD,
    };
    let mut head = Text::styled(format!("{}: ", place(finding.span)), style).add(&finding.message, BOLD);
    // Its spaces don't break, so that it stays in one piece.
    let worth = worth(group.points());
    let comma = if worth.is_empty() { "" } else { ",\u{a0}" };
    head = head.add(format!(" [{}{comma}{worth}]", finding.rule), DIM);
    canvas.wrapped(2, 4, &head);
    if let Some(quote) = in_context(finding, canvas.color()) {
        canvas.wrapped(4, 4, &quote);
    }
    for related in finding.related.iter().filter(|r| r.source != "profile" || !r.text.is_empty()) {
        let source = names::related(&related.source);
        let text = shorten(&related.text, MARKED);
        let colon = if text.is_empty() { "" } else { ": " };
        canvas.wrapped(4, 6, &Text::styled(format!("{source}{colon}"), DIM).add(text, PLAIN));
    }
    canvas.wrapped(4, 6, &Text::of("→ ").add(&finding.help, PLAIN));
    followers(canvas, group, all);
    if all {
        canvas.line(4, Text::styled(format!("fingerprint {}", finding.fingerprint), DIM));
    }
}

fn followers(canvas: &mut Canvas, group: &Group<'_>, all: bool) {
    if !group.followers.is_empty() {
        let shown = if all { usize::MAX } else { FOLLOWERS };
        let mut list: Vec<String> = group
            .followers
            .iter()
            .take(shown)
            .map(|f| match (&f.text, f.span) {
                (Some(text), Some(at)) => {
                    format!("“{}” (¶ {}, line {})", shorten(text, 40), at.paragraph, at.line)
                }
                _ => f.message.clone(),
            })
            .collect();
        if group.followers.len() > shown {
            list.push(format!("{} more", group.followers.len() - shown));
        }
        canvas.wrapped(4, 6, &Text::styled("follows from it: ", DIM).add(list.join(", "), PLAIN));
    }
    if group.beside > 0 {
        canvas.line(4, Text::styled(beside(group.beside), DIM));
    }
}

fn beside(count: usize) -> String {
    format!("and {count} more of the kind in this sentence")
}

/// A finding on one line.
pub fn in_a_line(canvas: &mut Canvas, group: &Group<'_>) {
    let finding = group.head;
    let place = finding.span.map_or_else(|| "whole".to_owned(), |s| format!("¶ {}", s.paragraph));
    let mut tail = format!("  [{}]", finding.rule);
    let more = group.followers.len() + group.beside;
    if more > 0 {
        tail.insert_str(0, &format!("  (+{more})"));
    }
    let tail = Text::styled(tail, DIM);
    // A message that doesn't quote leaves open which words it is about.
    let quote =
        finding.text.as_deref().map(|t| shorten(t, 40)).filter(|t| !finding.message.contains(t.as_str()));
    let message = quote.map_or_else(|| finding.message.clone(), |q| format!("“{q}”: {}", finding.message));
    let room = canvas.width().saturating_sub(2 + 7 + tail.width());
    let line = super::canvas::row(&[(Text::of(place), 7)]).join(&Text::of(message).cut(room)).join(&tail);
    canvas.line(2, line);
}

/// Where something stands.
pub fn place(span: Option<SpanReport>) -> String {
    span.map_or_else(
        || "Whole letter".to_owned(),
        |at| format!("Paragraph {}, line {}", at.paragraph, at.line),
    )
}

/// Points that mending something would bring, in words; nothing where the score would not move.
pub fn worth(points: f32) -> String {
    let points = points.round();
    if points >= 1.0 { format!("+{points:.0}\u{a0}%") } else { String::new() }
}

/// The sentence of a finding with its words marked: by «guillemets», or by colour where that shows.
fn in_context(finding: &FindingReport, color: bool) -> Option<Text> {
    let quoted = Quoted::new(finding.text.as_deref()?, finding.span?, finding.context.as_ref());
    let (open, close) = if color { ("", "") } else { ("«", "»") };
    Some(
        Text::of("“")
            .add(quoted.before, PLAIN)
            .add(format!("{open}{}{close}", quoted.words), MARK)
            .add(quoted.after, PLAIN)
            .add("”", PLAIN),
    )
}
