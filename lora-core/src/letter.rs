//! A letter as it comes in.

/// Largest text that is analysed, in bytes.
pub const MAX_TEXT: usize = 32 << 20;

/// A letter: its text and how to name it in reports.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Path or other name; `-` for standard input.
    pub path: String,
    text: String,
}

/// A letter that is too large.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error(
    "the text has {bytes} bytes; at most {MAX_TEXT} are analysed: this is no letter, or it needs to be split"
)]
pub struct TooLarge {
    /// Size of the text.
    pub bytes: usize,
}

impl Letter {
    /// A letter from its text.
    ///
    /// # Errors
    /// [`TooLarge`] above [`MAX_TEXT`] bytes.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Result<Self, TooLarge> {
        let text = text.into();
        if text.len() > MAX_TEXT {
            return Err(TooLarge { bytes: text.len() });
        }
        Ok(Self { path: path.into(), text })
    }

    /// The text alone.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
