//! What was observed: sentences in which the applicant acts, and the episodes that they form.

/// Evidence by sentence.
#[derive(Debug, Default)]
pub(crate) struct Evidence {}

impl Evidence {
    /// Whether the sentence or the next one tells what was observed.
    pub(crate) fn supports(&self, _sentence: usize) -> bool {
        false
    }

    /// Whether, at this token of the sentence, somebody else than the applicant is spoken of.
    pub(crate) fn is_about_other(&self, _sentence: usize, _token: u32) -> bool {
        false
    }
}
