//! Exit codes.

use std::process::ExitCode;

use lora_core::pack::Severity;
use lora_core::report::LetterReport;

use crate::args::{FailOn, Tripping};
use crate::config::Config;

/// How a run ended. The order is meaningful: the worse one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing tripped.
    Clean,
    /// A finding at or above `--fail-on`, or a score below `--min-score`.
    Tripped,
    /// Usage, config, pack, or a letter that couldn't be read.
    Unusable,
    /// The user stopped it; shells give 128 and the number of the signal.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// From where on a letter makes the exit code 1.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    fail_on: FailOn,
    min_score: Option<u8>,
}

impl Limits {
    /// What the command line says, else the config.
    pub fn new(args: &Tripping, config: &Config) -> Self {
        Self {
            fail_on: args.fail_on.or(config.fail_on()).unwrap_or(FailOn::Error),
            min_score: args.min_score.or(config.min_score()),
        }
    }

    /// Whether a letter trips them.
    pub fn trips(self, letter: &LetterReport) -> bool {
        letter.findings.iter().any(|f| self.trips_at(f.severity)) || self.is_below(letter.score.overall)
    }

    /// Whether a finding of a severity trips them.
    pub fn trips_at(self, severity: Severity) -> bool {
        self.fail_on.trips(severity)
    }

    /// Whether a score is below them.
    pub fn is_below(self, score: u8) -> bool {
        self.min_score.is_some_and(|least| score < least)
    }
}
