//! Stays that were not with the writer: "did an elective there in March", "has since done a nephrology elective".

use std::ops::Range;

use super::date::Checker;
use super::specialty;
use crate::rules::Term;

/// Words between what a stay is called and its time: "an elective in wound care, I believe, in the spring".
const NEAR: usize = 9;
/// Words between the article of a stay and what it is called: "a four-week family medicine clerkship".
const ARTICLE: usize = 6;

impl Checker<'_> {
    /// Whether the stay that a month or a season dates was another: in another field, or one of its kind that nothing
    /// binds to the writer.
    pub(super) fn is_other_stay(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let clause = self.clause_around(time, &scene.doc.sentences()[sentence].range());
        let near = time.start.saturating_sub(NEAR).max(clause.start)..time.start;
        let Some(stay) = near.rev().find(|t| scene.is("stay-word", *t)) else { return false };
        let first = stay.saturating_sub(ARTICLE).max(clause.start);
        let Some(article) = (first..stay).rev().find(|t| scene.is("determiner", *t)) else { return false };
        // "our cardiology rotation" is ours, whatever its field.
        if scene.is("possessive-house", article) {
            return false;
        }
        let fields = [article + 1..stay, stay..time.start];
        let mut fields = fields.into_iter().flat_map(|r| scene.terms_in("specialty", r));
        if fields.any(|hit| self.is_other_field(hit.start as usize..(hit.start + u32::from(hit.len)) as usize)) {
            return true;
        }
        let indefinite = scene.is("count-1", article) || scene.is("another-word", article);
        let bound = clause.clone().any(|t| {
            ["own-house", "speaker", "pron-first", "stay-setting"].iter().any(|c| scene.is(c, t))
        });
        let told_apart = scene.terms_in("stay-apart", clause.start..stay).next().is_some();
        indefinite && told_apart && !bound
    }

    /// Whether a field is neither the rotation's nor the writer's nor that of a part of either.
    fn is_other_field(&self, tokens: Range<usize>) -> bool {
        let scene = self.scene;
        let profile = scene.profile;
        let named = scene.doc.text_of(scene.doc.span_of(tokens.clone())).to_lowercase();
        let ours = [&profile.rotation.name, &profile.rotation.specialty, &profile.writer.specialty];
        let known: Vec<&String> = ours.into_iter().flatten().collect();
        if known.is_empty() || known.iter().any(|k| k.to_lowercase().contains(&named)) {
            return false;
        }
        let hit = scene.terms_in("specialty", tokens).next();
        let Some(Term::Specialty(field)) = hit.map(|h| scene.rules.payload(h.term)) else { return false };
        let numbers = known.iter().filter_map(|k| specialty::number_of(scene, k));
        let mut numbers = numbers.peekable();
        numbers.peek().is_some()
            && !numbers.any(|own| specialty::fits(scene, field, own) || specialty::fits(scene, own, field))
    }
}
