//! Lines to paragraphs.

use std::collections::HashMap;

use super::layout::Line;
use super::margins::Parts;
use crate::Part;
use crate::paragraphs::{Paragraph, Place};

/// Space after a paragraph that shows as a gap.
const GAP: u32 = 240;
/// Parts of words before which a hyphen at a line end was written and not made by the line end.
const KEEP_HYPHEN: [&str; 26] = [
    "well",
    "self",
    "non",
    "co",
    "long",
    "short",
    "high",
    "low",
    "one",
    "two",
    "three",
    "four",
    "year",
    "first",
    "second",
    "third",
    "third-year",
    "fourth",
    "evidence",
    "patient",
    "team",
    "hard",
    "half",
    "cross",
    "sub",
    "follow",
];

/// The paragraphs of a document.
pub(super) fn paragraphs(parts: &Parts) -> Vec<Paragraph> {
    let margins = right_margins(parts.header.iter().chain(&parts.body).chain(&parts.footer));
    let block = |lines, part| block(lines, part, &margins);
    let mut found = block(&parts.header, Part::Header);
    found.push(Paragraph::default());
    found.extend(block(&parts.body, Part::Body));
    found.push(Paragraph::default());
    found.extend(block(&parts.footer, Part::Footer));
    found
}

/// How a line goes on in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The same paragraph.
    Wrap,
    /// A new line, close below.
    Line,
    /// A new paragraph after a gap.
    Gap,
}

fn block(lines: &[Line], part: Part, margins: &HashMap<(i32, u8), f32>) -> Vec<Paragraph> {
    let leading = leading(lines);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut run = 0;
    let mut next = Next::Gap;
    for (i, line) in lines.iter().enumerate() {
        if next != Next::Wrap || found.is_empty() {
            found.push(Paragraph::default());
            run = 0;
        }
        let number = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let Some(paragraph) = found.last_mut() else { continue };
        run += 1;
        join(paragraph, &line.text);
        paragraph.push(&line.text, Place { part, page: line.page, paragraph: number, run, source: (0, 0) });
        if let Some(below) = lines.get(i + 1) {
            next = step(line, below, margins.get(&class(line)).copied().unwrap_or(0.0), leading);
            if next == Next::Gap {
                paragraph.after = GAP;
            }
        }
    }
    found
}

/// What goes between a wrapped line and the next.
fn join(paragraph: &mut Paragraph, line: &str) {
    let text = &paragraph.text;
    let goes_on = line.starts_with(char::is_lowercase);
    let Some(last) = text.chars().next_back() else { return };
    if last == '\u{ad}' && goes_on {
        return;
    }
    if !matches!(last, '-' | '\u{2010}') {
        paragraph.text.push(' ');
        return;
    }
    let word = text.trim_end_matches(['-', '\u{2010}']);
    let stem = word.rsplit(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
    let kept = KEEP_HYPHEN.contains(&stem.to_lowercase().as_str()) || stem.contains('-');
    if goes_on && !kept && stem.chars().count() > 1 && stem.chars().all(char::is_alphabetic) {
        let length = word.len();
        paragraph.text.truncate(length);
        if let Some(piece) = paragraph.pieces.last_mut() {
            piece.end = crate::paragraphs::offset(length);
        }
    }
}

/// Distance from line to line that the block has most often.
fn leading(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page && pair[0].size > 0.0)
        .map(|pair| (pair[1].y - pair[0].y) / pair[0].size)
        .filter(|step| *step > 0.5 && *step < 3.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    // The lower third: in short letters gaps are nearly as frequent as wraps.
    steps.get(steps.len() / 3).copied().unwrap_or(1.2)
}

/// Lines of a type size from which they tell where lines of that size end.
const TELLING: usize = 5;

/// How far lines of a type size reach to the right; of a few in a size of their own, how far any line does.
fn right_margins<'a>(lines: impl Iterator<Item = &'a Line>) -> HashMap<(i32, u8), f32> {
    let mut margins: HashMap<(i32, u8), f32> = HashMap::new();
    let mut counts: HashMap<(i32, u8), usize> = HashMap::new();
    let mut furthest: f32 = 0.0;
    for line in lines {
        furthest = furthest.max(line.right);
        *counts.entry(class(line)).or_default() += 1;
        let (size, column) = class(line);
        // Lines across the page may reach as far as its columns do.
        for column in [0, column] {
            let margin = margins.entry((size, column)).or_default();
            *margin = margin.max(line.right);
        }
    }
    for (class, count) in counts {
        if count < TELLING && class.1 == 0 {
            margins.insert(class, furthest);
        }
    }
    margins
}

/// Lines of about one type size in the same column.
#[expect(clippy::cast_possible_truncation, reason = "rounding; it saturates")]
fn class(line: &Line) -> (i32, u8) {
    (line.size.round() as i32, line.column)
}

fn step(line: &Line, below: &Line, right: f32, leading: f32) -> Next {
    // A word that would have fitted was not moved to the next line by the line's end.
    // A long line inside a sentence is a wrap, too: some programs break before a word that would have fitted.
    let ends = line.text.trim_end().ends_with(['.', '!', '?', ':', '”', '"']);
    let long = line.right - line.left > 0.8 * (right - line.left) && line.text.len() > 60;
    let full = line.right + below.first_word + 0.25 * line.size > right || long && !ends;
    if line.page != below.page || line.column != 0 && below.column > line.column {
        return if full && !ends || below.text.starts_with(char::is_lowercase) {
            Next::Wrap
        } else {
            Next::Gap
        };
    }
    let distance = (below.y - line.y) / line.size.max(1.0);
    let apart = if line.whole && below.whole { 1.5 } else { leading * 1.3 };
    if distance > apart || distance <= 0.0 {
        return Next::Gap;
    }
    let other_size = (line.size - below.size).abs() > 0.15 * line.size;
    let indented = below.left > line.left + 0.8 * line.size && !starts_item(&line.text);
    if line.whole
        || below.whole
        || !full
        || other_size
        || indented
        || starts_item(&below.text) && below.left <= line.left + 1.0
    {
        return Next::Line;
    }
    Next::Wrap
}

/// Whether a line opens with a bullet or the number of an item.
fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with(['•', '▪', '●', '○', '◦', '–', '☐', '☒', '☑']) {
        return true;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && line[digits + 1..].starts_with([' ', '\t'])
}
