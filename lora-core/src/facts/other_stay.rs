//! Stays that were not with the writer: "did an elective there in March", "has since done a nephrology elective".

use crate::facts::Lex;
use std::ops::Range;

use super::date::Checker;
use super::specialty;

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
        let Some(stay) = near.rev().find(|t| scene.is(Lex::StayWord, *t)) else { return false };
        let first = stay.saturating_sub(ARTICLE).max(clause.start);
        let Some(article) = (first..stay).rev().find(|t| scene.is(Lex::Determiner, *t)) else { return false };
        // "our cardiology rotation" is ours, whatever its field.
        if scene.is(Lex::PossessiveHouse, article) {
            return false;
        }
        if specialty::names_other_field(scene, article + 1..time.start) {
            return true;
        }
        let indefinite = scene.is(Lex::Count1, article) || scene.is(Lex::AnotherWord, article);
        let bound = clause.clone().any(|t| {
            [Lex::OwnHouse, Lex::Speaker, Lex::PronFirst, Lex::StaySetting].iter().any(|c| scene.is(*c, t))
        });
        let told_apart = scene.has(Lex::StayApart, clause.start..stay);
        // "an elective in wound care in the spring had prepared him for us"
        let prepared = scene.has(Lex::StayPrepared, time.end..clause.end.min(time.end + 4));
        indefinite && (prepared || told_apart && !bound)
    }
}
