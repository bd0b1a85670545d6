//! Stays that were not with the writer: "did an elective there in March", "has since done a nephrology elective".

use crate::facts::{Lex, Word};
use std::ops::Range;

use super::date::Checker;
use super::{elsewhere, specialty};

/// Words between what a stay is called and its time: "an elective in wound care, I believe, in the spring".
const NEAR: usize = 9;
/// Words between the article of a stay and what it is called: "a four-week family medicine clerkship".
const ARTICLE: usize = 6;

impl Checker<'_> {
    /// Whether the stay that a month or a season dates was another: in another field, or one of its kind that nothing
    /// binds to the writer.
    pub(super) fn is_other_stay(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        if self.is_in_other_field(time, sentence) || self.is_at_other_place(time, sentence) {
            return true;
        }
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

    /// "spent May on anesthesia", "in April she observed in cardiology", "had come off obstetrics in June".
    fn is_in_other_field(&self, time: &Range<usize>, sentence: usize) -> bool {
        let scene = self.scene;
        let clause = self.clause_around(time, &scene.doc.sentences()[sentence].range());
        let next = time.end;
        // "May on anesthesia and July on vascular surgery"
        let led = next < clause.end && matches!(scene.word(next), Word::On | Word::In);
        if led && specialty::names_other_field(scene, next + 1..clause.end.min(next + 4)) {
            return true;
        }
        scene.terms_in(Lex::StayIn, clause.clone()).any(|hit| {
            let (start, end) = (hit.start as usize, hit.start as usize + hit.len as usize);
            let ours = start > clause.start && scene.is(Lex::PossessiveHouse, start - 1);
            !ours && specialty::names_other_field(scene, end..clause.end.min(end + 4))
        })
    }

    /// "spent October at the Fenmoor Clinic in Boston": a house that is not the writer's, and that month is not the stay's.
    fn is_at_other_place(&self, time: &Range<usize>, sentence: usize) -> bool {
        let range = self.scene.doc.sentences()[sentence].range();
        let clause = self.clause_around(time, &range);
        elsewhere::names_other_house(self.scene, self.facts, time, &clause, &range)
    }
}
