//! What to do with a letter, in a line.

use lora_core::report::{LetterReport, Verdict};

/// What is left to do with every draft: whether it is signed can't be seen in its text.
pub const SIGN: &str = "Have it signed, and saved as the portal asks.";

/// How the line sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Fair,
    Bad,
}

impl Tone {
    /// Its name in style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Bad => "bad",
        }
    }
}

/// The verdict of a letter in which `wrong` things must be corrected.
pub fn in_words(letter: &LetterReport, wrong: usize) -> (String, Tone) {
    let score = &letter.score;
    let corrections = score.corrected.corrections;
    let count = |n: usize| if n == 1 { "1 correction".to_owned() } else { format!("{n} corrections") };
    let then = score.corrected.overall;
    match (score.verdict, score.corrected.verdict) {
        (Verdict::Ready, _) => (format!("Ready ({} %)", score.overall), Tone::Good),
        (_, Verdict::Ready) if corrections > 0 => {
            (format!("Not yet: {}, then ready ({then} %)", count(corrections)), Tone::Fair)
        }
        (Verdict::Revise, _) => (format!("Revise ({} %)", score.overall), Tone::Fair),
        (Verdict::DoNotSend, Verdict::Revise) if corrections > 0 => {
            (format!("Do not send: {}, then still to revise ({then} %)", count(corrections)), Tone::Bad)
        }
        (Verdict::DoNotSend, _) => {
            let what = match wrong {
                0 => "it would harm the applicant".to_owned(),
                1 => "1 thing must not stand in it".to_owned(),
                n => format!("{n} things must not stand in it"),
            };
            (format!("Do not send: {what} ({} %)", score.overall), Tone::Bad)
        }
    }
}
