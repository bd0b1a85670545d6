//! Glyphs of a page to lines.

use super::columns;
use super::glyphs::{Field, Glyph, Page};

/// Share of the type size by which two baselines of one line may differ: superscripts stand higher.
const SAME_LINE: f32 = 0.45;
/// Gaps, as shares of the type size: from the first on there is a space, from the second on a column.
const SPACE: f32 = 0.15;
const COLUMN: f32 = 3.0;
/// Type size that is taken for a field of several lines.
const FIELD: f32 = 10.0;

/// A line of text on a page. Lengths are in points.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Baseline, from the top.
    pub(super) y: f32,
    pub(super) size: f32,
    /// Width of the first word.
    pub(super) first_word: f32,
    /// From 1; 0 where it stands in none.
    pub(super) column: u8,
    /// Whether it is a paragraph of its own, which goes on in no other line: that of a field.
    pub(super) whole: bool,
    /// From 1.
    pub(super) page: u32,
    /// Share of the page's height above the line.
    pub(super) height: f32,
}

/// The lines of a page from top to bottom.
pub(super) fn lines(page: &Page) -> Vec<Line> {
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in &page.glyphs {
        let fits = |row: &Vec<Glyph>| row.last().is_some_and(|last| same_line(last, glyph));
        match rows.last_mut().filter(|row| fits(row)) {
            Some(row) => row.push(*glyph),
            None => rows.push(vec![*glyph]),
        }
    }
    // Stretches that were drawn apart may share a line.
    rows.sort_by(|a, b| a[0].y.total_cmp(&b[0].y));
    let mut merged: Vec<Vec<Glyph>> = Vec::new();
    for row in rows {
        match merged.last_mut().filter(|last| same_line(largest(last), largest(&row))) {
            Some(last) => last.extend(row),
            None => merged.push(row),
        }
    }
    let rows = columns::part(merged);
    let mut lines: Vec<Line> =
        rows.into_iter().filter_map(|(column, row)| Some(Line { column, ..line(page, row)? })).collect();
    for field in &page.fields {
        let at = lines.iter().position(|line| line.y > field.top).unwrap_or(lines.len());
        lines.splice(at..at, filled(page, field));
    }
    lines
}

/// The paragraphs of a filled field, each as one line.
fn filled(page: &Page, field: &Field) -> Vec<Line> {
    let text = field.text.replace("\r\n", "\n").replace('\r', "\n");
    #[expect(clippy::cast_precision_loss, reason = "lines of a field")]
    let step = ((field.bottom - field.top) / (text.lines().count() + 1) as f32).min(1.2 * FIELD);
    let mut y = field.top;
    let line = |text: &str| {
        y += step;
        Line {
            text: text.trim().to_owned(),
            left: field.left,
            right: field.right,
            y,
            size: FIELD,
            whole: true,
            first_word: field.right - field.left,
            height: height(page, y),
            ..Line::default()
        }
    };
    text.lines().map(line).filter(|line| !line.text.is_empty()).collect()
}

fn height(page: &Page, y: f32) -> f32 {
    if page.height > 0.0 { y / page.height } else { 0.5 }
}

fn same_line(a: &Glyph, b: &Glyph) -> bool {
    (a.y - b.y).abs() < SAME_LINE * a.size.max(b.size)
}

/// The glyph that tells where a line stands.
fn largest(row: &[Glyph]) -> &Glyph {
    row.iter().max_by(|a, b| a.size.total_cmp(&b.size)).unwrap_or(&row[0])
}

fn line(page: &Page, mut row: Vec<Glyph>) -> Option<Line> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let tallest = *largest(&row);
    let mut text = String::new();
    let mut last: Option<Glyph> = None;
    let (mut left, mut first_word) = (None, None);
    for glyph in &row {
        let shown = page.text(glyph);
        if shown.trim().is_empty() {
            continue;
        }
        if let Some(last) = last {
            // Bold made by drawing twice.
            if (glyph.x - last.x).abs() < 0.1 * glyph.size && page.text(&last) == shown {
                continue;
            }
            let gap = (glyph.x - last.end) / glyph.size.max(last.size);
            if gap > COLUMN {
                text.push('\t');
            } else if gap > SPACE {
                text.push(' ');
            }
            if first_word.is_none() && gap > SPACE {
                first_word = left.map(|left| last.end - left);
            }
        }
        left = left.or(Some(glyph.x));
        text.push_str(shown);
        last = Some(*glyph);
    }
    let (left, last) = (left?, last?);
    Some(Line {
        text,
        left,
        right: last.end,
        y: tallest.y,
        size: tallest.size,
        first_word: first_word.unwrap_or(last.end - left),
        column: 0,
        whole: false,
        page: 0,
        height: height(page, tallest.y),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &[(f32, f32, f32, &str)]) -> Vec<String> {
        let mut page = Page::default();
        for (x, y, size, word) in words {
            let mut x = *x;
            for c in word.chars() {
                page.put(x, x + size * 0.5, *y, *size, &c.to_string());
                x += size * 0.5;
            }
        }
        lines(&page).into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn words_are_parted_by_gaps_and_columns_by_wide_ones() {
        let found = text(&[
            (72.0, 100.0, 12.0, "Dear"),
            (100.0, 100.0, 12.0, "all"),
            (72.0, 80.0, 12.0, "Address"),
            (400.0, 80.0, 12.0, "Phone"),
            (118.0, 96.0, 7.0, "2"),
        ]);
        assert_eq!(found, ["Address\tPhone", "Dear all2"]);
    }

    #[test]
    fn ligatures_are_letters_and_double_strokes_are_one() {
        assert_eq!(text(&[(72.0, 100.0, 12.0, "\u{fb01}rst"), (72.3, 100.1, 12.0, "\u{fb01}")]), ["first"]);
    }
}
