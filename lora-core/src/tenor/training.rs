//! What the weights are learned from: the sentences of a letter as the model sees them.

use super::features::features;
use super::model::body;
use crate::finding::Finding;
use crate::reading::Reading;
use crate::span::Span;

/// A sentence of a letter's prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// Its features, as the table of weights writes them, as often as they stand there.
    pub features: Vec<String>,
    /// Whether a rule of the packs generic, faint and doubt finds something in it.
    pub found: [bool; 3],
    /// The applicant is named or meant in it.
    pub about: bool,
}

/// The packs whose findings the model weighs.
pub(crate) const PACKS: [&str; 3] = ["generic", "faint", "doubt"];

/// By sentence of the document, which of those packs find something in it.
pub(crate) fn found(reading: &Reading<'_>, findings: &[Finding]) -> Vec<[bool; 3]> {
    let doc = reading.scene.doc;
    let mut found = vec![[false; 3]; doc.sentences().len()];
    for finding in findings {
        let pack = PACKS.iter().position(|p| *p == finding.pack());
        let sentence = finding.span.and_then(|s| doc.sentence_of(doc.token_at(s.start)));
        if let Some((pack, sentence)) = pack.zip(sentence) {
            found[sentence][pack] = true;
        }
    }
    found
}

/// The sentences of a letter's prose.
pub(crate) fn rows(reading: &Reading<'_>) -> Vec<Row> {
    let scene = &reading.scene;
    let found = found(reading, &reading.lexical());
    let masks = scene.rules.tenor().masks(scene);
    body(scene)
        .map(|number| {
            let sentence = &scene.doc.sentences()[number];
            let mut names = Vec::new();
            features(scene, &masks, sentence, |_, feature| names.push(feature.to_string()));
            Row {
                span: sentence.span,
                features: names,
                found: found[number],
                about: reading.evidence.shown(number).about_applicant,
            }
        })
        .collect()
}
