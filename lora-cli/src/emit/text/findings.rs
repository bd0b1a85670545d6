//! Findings on the page: in full, or a line each.

use lora_core::report::FindingReport;

use super::canvas::{BAD, BOLD, Canvas, DIM, FAIR, MARK, PLAIN, Text};
use crate::emit::groups::Group;
use lora_core::pack::Severity;

/// Characters of a sentence that are shown before and after the marked words.
const AROUND: usize = 120;
/// Characters of the marked words themselves.
const MARKED: usize = 240;
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
    let mut head = Text::styled(format!("{}: ", place(finding)), style).add(&finding.message, BOLD);
    // Its spaces don't break, so that it stays in one piece.
    head = head.add(format!(" [{}{}]", finding.rule, worth(group.points())), DIM);
    canvas.wrapped(2, 4, &head);
    if let Some(quote) = in_context(finding, canvas.color()) {
        canvas.wrapped(4, 4, &quote);
    }
    for related in &finding.related {
        let source = match related.source.as_str() {
            "profile" => "the profile says",
            "letter" => "elsewhere in the letter",
            other => other,
        };
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

/// Where a finding stands.
fn place(finding: &FindingReport) -> String {
    finding.span.map_or_else(
        || "Whole letter".to_owned(),
        |at| format!("Paragraph {}, line {}", at.paragraph, at.line),
    )
}

fn worth(points: f32) -> String {
    let points = points.round();
    if points >= 1.0 { format!(",\u{a0}+{points:.0}\u{a0}%") } else { String::new() }
}

/// The sentence of a finding with its words marked: by «guillemets», or by colour where that shows.
fn in_context(finding: &FindingReport, color: bool) -> Option<Text> {
    let (span, words) = (finding.span?, finding.text.as_deref()?);
    let (before, after) = finding
        .context
        .as_ref()
        .and_then(|context| {
            let start = span.start.checked_sub(context.start)? as usize;
            let end = (span.end.checked_sub(context.start)? as usize).min(context.text.len());
            Some((context.text.get(..start)?, context.text.get(end..)?))
        })
        .unwrap_or_default();
    let (open, close) = if color { ("", "") } else { ("«", "»") };
    Some(
        Text::of("“")
            .add(last(before, AROUND), PLAIN)
            .add(format!("{open}{}{close}", shorten(words, MARKED)), MARK)
            .add(shorten(after, AROUND), PLAIN)
            .add("”", PLAIN),
    )
}

/// The start of a text, cut between words.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let start = &text[..end];
    let cut = start.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", start[..cut].trim_end())
}

/// The end of a text, cut between words.
fn last(text: &str, most: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(most.saturating_sub(1)).filter(|(at, _)| *at > 0)
    else {
        return text.to_owned();
    };
    let end = &text[start..];
    let cut = end.find(char::is_whitespace).filter(|at| *at < end.len() / 2).unwrap_or(0);
    format!("…{}", end[cut..].trim_start())
}
