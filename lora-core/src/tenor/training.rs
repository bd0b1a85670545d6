//! What the weights are learned from: the sentences of a letter as the model sees them.

use super::features::features;
use super::praise::Around;
use crate::facts::Scene;
use crate::report::Level;
use crate::span::Span;

/// A letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// Its sentences; none of a letter that is too short to have a tenor.
    pub sentences: Vec<Row>,
    /// The level of each competency by the rules alone, in the order of the report.
    pub levels: Vec<Level>,
}

/// A sentence of a letter's prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// Its features, as the table of weights writes them, as often as they stand there.
    pub features: Vec<String>,
    /// What else it is judged by; the sums are those of the weights in use.
    pub around: Around,
}

/// The features of a sentence by name.
pub(crate) fn named_features(scene: &Scene<'_>, sentence: usize) -> Vec<String> {
    let masks = scene.rules.tenor().masks(scene);
    let mut names = Vec::new();
    features(scene, &masks, &scene.doc.sentences()[sentence], |_, feature, _| {
        names.push(feature.to_string());
    });
    names
}
