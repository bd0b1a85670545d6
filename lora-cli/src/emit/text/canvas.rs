//! Lines that fit: styled text wrapped or cut to the width of the page.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::sanitize::clean;

/// No style.
pub const PLAIN: Style = Style::new();
/// Headings and verdicts.
pub const BOLD: Style = Style::new().bold();
/// What may be skipped.
pub const DIM: Style = Style::new().dimmed();
/// Words of the letter that a finding is about.
pub const MARK: Style = AnsiColor::Yellow.on_default().bold();
/// Must be changed.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// Should be changed.
pub const FAIR: Style = AnsiColor::Yellow.on_default().bold();
/// Right as it is.
pub const GOOD: Style = AnsiColor::Green.on_default();

/// Text in several styles. Everything that enters is cleaned, so that nothing in a letter acts on a terminal,
/// and put on one line.
#[derive(Debug, Clone, Default)]
pub struct Text {
    flat: String,
    /// From which byte on which style holds.
    styles: Vec<(usize, Style)>,
}

impl Text {
    /// Plain text.
    pub fn of(text: impl AsRef<str>) -> Self {
        Self::default().add(text, PLAIN)
    }

    /// Text in a style.
    pub fn styled(text: impl AsRef<str>, style: Style) -> Self {
        Self::default().add(text, style)
    }

    /// More text.
    #[must_use]
    pub fn add(mut self, text: impl AsRef<str>, style: Style) -> Self {
        self.styles.push((self.flat.len(), style));
        // Breaking spaces only: words that a non-breaking space ties stay together.
        let mut space = false;
        for c in clean(text.as_ref()).chars() {
            if c != ' ' || !space {
                self.flat.push(c);
            }
            space = c == ' ';
        }
        self
    }

    /// So many spaces.
    #[must_use]
    pub fn pad(mut self, columns: usize) -> Self {
        self.styles.push((self.flat.len(), PLAIN));
        self.flat.extend(std::iter::repeat_n(' ', columns));
        self
    }

    /// More text, as styled there.
    #[must_use]
    pub fn join(mut self, other: &Self) -> Self {
        let base = self.flat.len();
        self.flat.push_str(&other.flat);
        self.styles.extend(other.styles.iter().map(|(at, style)| (base + at, *style)));
        self
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        self.flat.width()
    }

    /// The text cut to a width, with an ellipsis where something is missing.
    #[must_use]
    pub fn cut(mut self, width: usize) -> Self {
        if self.width() > width {
            let end = fitting(&self.flat, width.saturating_sub(1));
            self.flat.truncate(end);
            self.flat.truncate(self.flat.trim_end().len());
            self.styles.retain(|(at, _)| *at <= self.flat.len());
            self.flat.push('…');
        }
        self
    }

    /// Lines of at most `width` columns, as byte ranges.
    fn lines(&self, width: usize) -> Vec<Range<usize>> {
        let width = width.max(1);
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut columns = 0;
        let mut start = 0;
        for word in self.flat.split_inclusive(' ') {
            let mut at = start;
            start += word.len();
            let mut word = word.trim_end_matches(' ');
            let wide = word.width();
            match lines.last_mut() {
                Some(line) if columns + 1 + wide <= width => {
                    columns += 1 + wide;
                    line.end = at + word.len();
                    continue;
                }
                _ => {}
            }
            // A word on a line of its own, in pieces if it is wider than the line.
            while word.width() > width {
                let piece = fitting(word, width).max(word.chars().next().map_or(1, char::len_utf8));
                lines.push(at..at + piece);
                at += piece;
                word = &word[piece..];
            }
            lines.push(at..at + word.len());
            columns = word.width();
        }
        lines
    }
}

/// The longest start of a text that takes at most `width` columns, in bytes.
fn fitting(text: &str, width: usize) -> usize {
    let mut columns = 0;
    for (at, c) in text.char_indices() {
        columns += c.width().unwrap_or(0);
        if columns > width {
            return at;
        }
    }
    text.len()
}

/// A page that is filled from top to bottom.
#[derive(Debug)]
pub struct Canvas {
    out: String,
    width: usize,
    color: bool,
}

impl Canvas {
    /// An empty page.
    pub fn new(width: usize, color: bool) -> Self {
        Self { out: String::new(), width, color }
    }

    /// Columns of the page.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether styles show.
    pub fn color(&self) -> bool {
        self.color
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    /// A line between sections; never two, and none at the top.
    pub fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Text wrapped, its first line indented by `first` and the others by `rest` columns.
    pub fn wrapped(&mut self, first: usize, rest: usize, text: &Text) {
        let width = self.width.saturating_sub(first.max(rest)).max(20);
        for (number, line) in text.lines(width).into_iter().enumerate() {
            self.indent(if number == 0 { first } else { rest });
            self.styled(text, line);
            self.out.push('\n');
        }
    }

    /// Text on one line, cut to fit.
    pub fn line(&mut self, indent: usize, text: Text) {
        let text = text.cut(self.width.saturating_sub(indent).max(20));
        self.indent(indent);
        self.styled(&text, 0..text.flat.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn styled(&mut self, text: &Text, range: Range<usize>) {
        for (number, (from, style)) in text.styles.iter().enumerate() {
            let to = text.styles.get(number + 1).map_or(text.flat.len(), |(next, _)| *next);
            let (from, to) = ((*from).max(range.start), to.min(range.end));
            if from >= to {
                continue;
            }
            let piece = &text.flat[from..to];
            if self.color && !style.is_plain() {
                self.out.push_str(&format!("{}{piece}{}", style.render(), style.render_reset()));
            } else {
                self.out.push_str(piece);
            }
        }
    }
}

/// A row of cells, each padded or cut to its width.
pub fn row(cells: &[(Text, usize)]) -> Text {
    cells.iter().fold(Text::default(), |row, (cell, width)| {
        let cell = cell.clone().cut(*width);
        let missing = width.saturating_sub(cell.width());
        row.join(&cell).pad(missing)
    })
}

/// A text wrapped to a column, line by line.
pub fn column(text: &Text, width: usize) -> Vec<Text> {
    let slice = |range: Range<usize>| {
        let mut line = Text::default();
        for (number, (from, style)) in text.styles.iter().enumerate() {
            let to = text.styles.get(number + 1).map_or(text.flat.len(), |(next, _)| *next);
            let (from, to) = ((*from).max(range.start), to.min(range.end));
            if from < to {
                line = line.add(&text.flat[from..to], *style);
            }
        }
        line
    };
    text.lines(width).into_iter().map(slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, text: &Text) -> String {
        let mut canvas = Canvas::new(width, false);
        canvas.wrapped(2, 4, text);
        canvas.finish()
    }

    #[test]
    fn text_wraps_at_spaces_and_long_words_anywhere() {
        assert_eq!(
            wrapped(24, &Text::of("She admitted eleven\npatients  a night.")),
            "  She admitted eleven\n    patients a night.\n"
        );
        let long = wrapped(24, &Text::of("é".repeat(45)));
        assert_eq!(long.lines().map(|l| l.trim().chars().count()).collect::<Vec<_>>(), [20, 20, 5]);
        assert_eq!(wrapped(24, &Text::default()), "");
    }

    #[test]
    fn styles_show_only_where_wanted_and_end_with_their_line() {
        let text = Text::of("I recommend ").add("Mr. Chen", MARK).add(" warmly.", PLAIN);
        assert_eq!(wrapped(80, &text), "  I recommend Mr. Chen warmly.\n");
        let mut canvas = Canvas::new(26, true);
        canvas.wrapped(0, 0, &text);
        let out = canvas.finish();
        assert_eq!(out.lines().count(), 2, "{out:?}");
        assert_eq!(out.matches("\u{1b}[0m").count(), 1, "{out:?}");
    }

    #[test]
    fn rows_keep_their_columns() {
        let row = row(&[(Text::of("Facts"), 8), (Text::of("a long explanation"), 9), (Text::of("x"), 1)]);
        assert_eq!(row.flat, "Facts   a long e…x");
    }
}
