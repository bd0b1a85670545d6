//! The checker of language, in a program that was built with it.

use lora_core::Slip;
use lora_core::report::Notice;

use super::OptionalPack;
use crate::failure::Failure;

/// The checker of language.
pub struct Grammar(lora_grammar::Grammar);

impl Grammar {
    /// Reads its dictionary, which takes longer than a letter.
    #[expect(clippy::unnecessary_wraps, reason = "a program without the feature has none")]
    pub fn new() -> Result<Self, Failure> {
        Ok(Self(lora_grammar::Grammar::new()))
    }

    /// The slips of a letter. That it could not be checked is said, and costs nothing else.
    pub fn slips(&self, text: &str) -> (Vec<Slip>, Option<Notice>) {
        let notice = |why| Notice { id: "grammar".to_owned(), message: format!("No --grammar: {why}.") };
        self.0.slips(text).map_or_else(|why| (Vec::new(), Some(notice(why))), |slips| (slips, None))
    }
}

/// The rules that speak of slips.
#[expect(clippy::unnecessary_wraps, reason = "a program without the feature has none")]
pub fn pack() -> Result<OptionalPack, Failure> {
    Ok(lora_rules::grammar())
}
