//! A name with the applicant's title that comes up once and of whom nobody says who it is: "for Ms. Roe the summary
//! term is good". Staff and other learners are introduced, patients have an illness or a bed.

use super::{Mention, Sorter};
use crate::facts::applicant::Match;
use crate::facts::{Lex, Word};
use crate::text::TokenKind;

impl Sorter<'_> {
    /// Whether the one mention of a person can only be meant for the applicant.
    pub(super) fn is_unintroduced(&self, mentions: &[&Mention]) -> bool {
        let [mention] = mentions else { return false };
        let scene = self.scene;
        let Some(title) = mention.title else { return false };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        // Patients and staff who are named in full are somebody; a doctor may be any colleague.
        if mention.matched != Match::Other
            || end - title != 2
            || scene.is(Lex::TitleDoctor, title)
            || !scene.in_prose(start)
        {
            return false;
        }
        let addressed = self.own.with_title(scene.folded(title)) > 0 || self.befits_applicant(title);
        addressed && !self.is_set_off(mention) && !self.is_among_the_ill(mention)
    }

    /// "Our lead, Ms. Roe", "a Mr. Roe", "Mrs. Roe in my office", "asked Ms. Roe, who keeps the calendar".
    fn is_set_off(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let mark = |t: usize| scene.doc.tokens()[t].kind == TokenKind::Mark;
        let joined = |t: usize| matches!(scene.word(t), Word::And | Word::Or);
        let told_before = start > sentence.start && {
            let before = start - 1;
            mark(before)
                || joined(before)
                || [Lex::Determiner, Lex::PronPossessive, Lex::RoleColleague, Lex::RolePatient]
                    .iter()
                    .any(|c| scene.is(*c, before))
        };
        let told_after = end < sentence.end
            && (mark(end) && end + 1 < sentence.end
                || joined(end)
                || scene.is(Lex::PersonRelative, end)
                || scene.is(Lex::Preposition, end)
                    && !scene.is(Lex::Number, end + 1)
                    && self.leads_to_place(end));
        told_before || told_after
    }

    /// "In my office", "of 14 Elm Street", "from the front desk": what says who somebody is.
    fn leads_to_place(&self, preposition: usize) -> bool {
        let scene = self.scene;
        let after = preposition + 1;
        matches!(scene.word(preposition), Word::In | Word::Of | Word::From | Word::At)
            && scene.doc.tokens().get(after).is_some_and(|t| {
                t.is_capital()
                    || t.kind != TokenKind::Word
                    || [Lex::Determiner, Lex::PronPossessive].iter().any(|c| scene.is(*c, after))
            })
    }

    /// Whether a patient or kin is told of in the sentence or in the one before.
    fn is_among_the_ill(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let from = mention.sentence.saturating_sub(1);
        (from..=mention.sentence).any(|s| {
            let range = scene.doc.sentences()[s].range();
            [Lex::RolePatient, Lex::RoleFamily, Lex::CaseNoun, Lex::PatientContext]
                .iter()
                .any(|c| scene.has(*c, range.clone()))
        })
    }
}
