//! Slips of language that a checker outside the library found, as findings. The library knows what the checker can't:
//! which words are prose, which are quoted, and which are names.

use crate::facts::{Facts, Scene};
use crate::finding::Finding;
use crate::span::Span;

/// A slip of language that a checker outside the library found in a letter's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Full id of the rule that speaks of it, which a pack of the rule set must hold.
    pub rule: String,
    /// Where it stands.
    pub span: Span,
    /// What is meant instead, for the slot `{expected}`.
    pub expected: String,
}

/// Findings of slips in the prose, outside of quotations and names.
pub(crate) fn findings(scene: &Scene<'_>, facts: &Facts, slips: &[Slip]) -> Vec<Finding> {
    let finding = |slip: &Slip| {
        let rule = scene.rules.rule(&slip.rule)?;
        let text = scene.doc.text().get(slip.span.range()).filter(|text| !text.is_empty())?;
        let mut tokens = scene.doc.token_at(slip.span.start)..scene.doc.token_at(slip.span.end - 1) + 1;
        let counts = tokens.all(|token| is_prose(scene, facts, token));
        counts.then(|| Finding::of(rule, Some(slip.span), &[("match", text), ("expected", &slip.expected)]))
    };
    slips.iter().filter_map(finding).collect()
}

/// Whether a token is of the writer's own prose and no part of a name.
fn is_prose(scene: &Scene<'_>, facts: &Facts, at: usize) -> bool {
    let Some(token) = scene.doc.tokens().get(at) else { return false };
    if token.is_quoted() || !scene.in_prose(at) {
        return false;
    }
    // A capital inside a sentence makes a name or an abbreviation; at its head any word has one.
    let head = scene.doc.sentence_of(at).is_some_and(|s| scene.doc.sentences()[s].range().start == at);
    !token.is_capital() || head && !names_somebody(scene, facts, at)
}

fn names_somebody(scene: &Scene<'_>, facts: &Facts, at: usize) -> bool {
    let classes = ["applicant", "person"].map(|name| scene.rules.class(name));
    facts.marks.iter().any(|mark| mark.start as usize == at && classes.contains(&Some(mark.class)))
}
