//! Tenor: what a sentence says as a whole, weighed from all of its words. A phrase finds what somebody has written
//! down before; praise that damns in new words is told by the company that its words keep. The weights are data
//! (`rules/data/tenor.tsv`), learned from letters that people labelled.

mod features;
mod levels;
mod logistic;
mod model;
mod praise;
mod training;
mod weights;

pub use levels::{Tone, level_factor_names, level_factors, level_of};
pub(crate) use model::{Sums, Told, parse, reasons};
pub use model::{Tenor, naming, probability};
pub use praise::{Around, TERMS, term_names, terms};
pub(crate) use training::named_features;
pub use training::{Row, Rows};
pub use weights::Weights;
