//! The glyphs of each page, in the order in which they are drawn.

use std::io::{Error, ErrorKind};

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use crate::MAX_TEXT;

/// Most glyphs of one page: print too small to read would be some ten thousand.
const MOST: usize = 300_000;
/// Says that there is more text than is read.
pub(super) const TOO_MUCH: ErrorKind = ErrorKind::FileTooLarge;

/// A glyph. Lengths are in points; y grows downwards from the page's top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) x: f32,
    /// Where the next glyph goes if nothing moves it.
    pub(super) end: f32,
    /// Baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    /// The characters, in the text of the page.
    start: u32,
    length: u8,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) height: f32,
    /// What was filled into fields of several lines.
    pub(super) fields: Vec<Field>,
    /// Left and top of the page, as the file counts.
    corner: (f32, f32),
    text: String,
}

/// A filled field of a form. Lengths are in points, as the file counts: from the bottom.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    pub(super) top: f32,
    /// Whether it may have several lines.
    pub(super) lines: bool,
}

impl Page {
    pub(super) fn text(&self, glyph: &Glyph) -> &str {
        let start = glyph.start as usize;
        &self.text[start..start + usize::from(glyph.length)]
    }

    /// Takes a field in: as glyphs in its line, or as lines of its own.
    pub(super) fn fill(&mut self, field: Field) {
        let (left, top) = self.corner;
        let field = Field {
            left: field.left - left,
            right: field.right - left,
            bottom: top - field.bottom,
            top: top - field.top,
            ..field
        };
        if field.lines {
            self.fields.push(field);
            return;
        }
        let text: String = field.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Smaller than the label beside it, which tells where the line stands.
        let size = (0.5 * (field.bottom - field.top)).clamp(5.0, 8.0);
        let y = field.bottom - 0.28 * (field.bottom - field.top);
        // However long it is, it ends where the field does.
        #[expect(clippy::cast_precision_loss, reason = "characters of a line")]
        let step = (0.5 * size).min((field.right - field.left) / text.chars().count().max(1) as f32);
        let mut x = field.left;
        for c in text.chars().take(MOST.saturating_sub(self.glyphs.len())) {
            if c != ' ' {
                self.push(
                    Glyph { x, end: x + step, y, size, start: 0, length: 0 },
                    c.encode_utf8(&mut [0; 4]),
                );
            }
            x += step;
        }
    }

    #[cfg(test)]
    pub(super) fn put(&mut self, x: f32, end: f32, y: f32, size: f32, text: &str) {
        self.push(Glyph { x, end, y, size, start: 0, length: 0 }, text);
    }

    fn push(&mut self, glyph: Glyph, text: &str) {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        for c in text.chars() {
            match ligature(c) {
                Some(letters) => self.text.push_str(letters),
                // Bullets and boxes of symbol fonts.
                None if ('\u{f000}'..='\u{f0ff}').contains(&c) => {
                    self.text.push(crate::docx::symbol(c, "Wingdings"));
                }
                None => self.text.push(c),
            }
        }
        let length = u8::try_from(self.text.len() - start as usize).unwrap_or(0);
        self.glyphs.push(Glyph { start, length, ..glyph });
    }
}

/// The letters that a ligature draws.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\0' => "",
        _ => return None,
    })
}

/// Collects pages.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    pub(super) pages: Vec<Page>,
    total: usize,
    left: f64,
    top: f64,
}

fn too_much<T>() -> Result<T, OutputError> {
    Err(OutputError::IoError(Error::from(TOO_MUCH)))
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        (self.left, self.top) = (media.llx, media.ury);
        #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
        let height = (media.ury - media.lly) as f32;
        #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
        let corner = (media.llx as f32, media.ury as f32);
        self.pages.push(Page { height, corner, ..Page::default() });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        matrix: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.total += text.len();
        let Some(page) = self.pages.last_mut() else { return Ok(()) };
        if self.total > MAX_TEXT || page.glyphs.len() >= MOST {
            return too_much();
        }
        // Set aslant or upright: a watermark, or a note in the margin.
        let upright = matrix.m12.abs() > matrix.m11.abs() * 0.2 || matrix.m11 < 0.0;
        let scale = matrix.m11.hypot(matrix.m12);
        let size = (font_size * matrix.m21.hypot(matrix.m22)).abs();
        let (x, y) = (matrix.m31 - self.left, self.top - matrix.m32);
        let end = x + (width * font_size + spacing) * scale;
        if upright || !(x.is_finite() && y.is_finite() && end.is_finite() && size.is_finite()) || size < 0.5 {
            return Ok(());
        }
        #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
        let glyph =
            Glyph { x: x as f32, end: end as f32, y: y as f32, size: size as f32, start: 0, length: 0 };
        page.push(glyph, text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
