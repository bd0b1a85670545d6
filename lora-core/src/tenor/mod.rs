//! Tenor: what a sentence says as a whole, weighed from all of its words. A phrase finds what somebody has written
//! down before; praise that damns in new words is told by the company that its words keep. The weights are data
//! (`rules/data/tenor.tsv`), learned from letters that people labelled.

mod features;
mod model;
mod training;
mod weights;

pub use model::Tenor;
pub(crate) use model::{Praise, Sums, Told, parse, probability, reasons};
pub use training::Row;
pub(crate) use training::{PACKS, found, rows};
pub use weights::Weights;
