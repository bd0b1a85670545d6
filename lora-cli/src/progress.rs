//! A bar on the terminal while letters are checked. It stands on standard error, and only if a person looks.

use indicatif::{ProgressBar, ProgressStyle};

/// The bar.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar over so many letters.
    pub fn over(letters: usize) -> Self {
        let bar = ProgressBar::new(letters as u64);
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} letters, {per_sec}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// One more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away.
    pub fn clear(self) {
        self.0.finish_and_clear();
    }
}
