//! Exit codes.

use std::process::ExitCode;

use lora_core::report::LetterReport;

use crate::args::FailOn;

/// How a run ended. The order is meaningful: the worse one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing tripped.
    Clean,
    /// A finding at or above `--fail-on`, or a score below `--min-score`.
    Tripped,
    /// Usage, config, pack, or a letter that couldn't be read.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What the letters that could be read amount to.
pub fn of_letters(letters: &[LetterReport], fail_on: FailOn, min_score: Option<u8>) -> Exit {
    let tripped = letters.iter().any(|letter| {
        letter.findings.iter().any(|f| fail_on.trips(f.severity))
            || min_score.is_some_and(|least| letter.score.overall < least)
    });
    if tripped { Exit::Tripped } else { Exit::Clean }
}
