//! No checker of language: the program was built without it, and says how to get it.

use std::convert::Infallible;

use lora_core::Slip;
use lora_core::report::Notice;

use super::OptionalPack;
use crate::failure::Failure;

/// A checker that there is none of.
pub struct Grammar(Infallible);

impl Grammar {
    pub fn new() -> Result<Self, Failure> {
        Err(missing())
    }

    pub fn slips(&self, _text: &str) -> (Vec<Slip>, Option<Notice>) {
        match self.0 {}
    }
}

pub fn pack() -> Result<OptionalPack, Failure> {
    Err(missing())
}

fn missing() -> Failure {
    Failure::about(
        "--grammar",
        "this lora was built without it: install it anew with \
         `cargo install --locked --path lora-cli --features grammar`",
    )
}
