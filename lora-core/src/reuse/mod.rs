//! Reuse: passages that a letter shares with earlier letters.

use crate::report::{BoilerplateReport, ReuseReport};

/// Earlier letters to compare with.
#[derive(Debug, Default)]
pub struct Earlier {}

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) reuse: Vec<ReuseReport>,
    pub(crate) boilerplate: Vec<BoilerplateReport>,
}
