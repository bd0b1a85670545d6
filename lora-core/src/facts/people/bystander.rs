//! Names that stand in nobody's place: of whom the applicant deals with, who informs or helps the writer, and of places.

use super::leftover::WISH;
use super::{Mention, Sorter};
use crate::facts::{Lex, Word};

/// Tokens before a name in which the bracket stands that holds it.
const ASIDE: usize = 20;

impl Sorter<'_> {
    /// "She taught Priyanka Rao to keep hers the same way": whom the applicant deals with is somebody else.
    pub(super) fn is_done_to(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let (start, first) = (mention.tokens.start, scene.doc.sentences()[mention.sentence].range().start);
        start >= first + 2
            && scene.is(Lex::PronSubject, start - 2)
            && scene.doc.tokens()[start - 1].is_word()
            && ![Lex::Copula, Lex::ModalWord, Lex::Preposition, Lex::ClauseWord]
                .iter()
                .any(|c| scene.is(*c, start - 1))
    }

    /// "Anneke Roe tells me that she did well": who informs the writer, and not what the applicant wishes for.
    pub(super) fn informs_writer(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let verb = mention.tokens.end + usize::from(scene.is(Lex::NameAdverb, mention.tokens.end));
        let own = mention.title.is_some_and(|t| self.own.with_title(scene.folded(t)) > 0);
        scene.is(Lex::InformsWriter, verb)
            && !own
            && !scene.has(Lex::ApplicantWish, verb..sentence.end.min(verb + WISH))
    }

    /// "(Tammy put the fax number here)", "[ask Denise]": a first name in brackets, not as somebody's nickname.
    pub(super) fn is_aside(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        if mention.title.is_some() || mention.tokens.len() > 1 {
            return false;
        }
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let from = start.saturating_sub(ASIDE).max(sentence.start.saturating_sub(1));
        let opened = (from..start).rev().find(|t| {
            matches!(
                scene.word(*t),
                Word::OpenRound | Word::OpenSquare | Word::CloseRound | Word::CloseSquare
            )
        });
        let opened = opened.is_some_and(|t| matches!(scene.word(t), Word::OpenRound | Word::OpenSquare));
        let alone = matches!(scene.word(start.saturating_sub(1)), Word::OpenRound | Word::OpenSquare)
            && matches!(scene.word(end), Word::CloseRound | Word::CloseSquare);
        opened && !alone
    }

    /// "Coppermine's medical school": a word of a school's or a hospital's name.
    pub(super) fn is_known_place(&self, mention: &Mention) -> bool {
        let profile = self.scene.profile;
        let names = [&profile.applicant.school, &profile.rotation.site, &profile.writer.institution];
        let known = |word: &str| {
            let mut places = names.into_iter().flatten().flat_map(|n| n.split([' ', '-', ',']));
            places.any(|w| crate::text::folded(w) == word)
        };
        mention.title.is_none() && mention.tokens.clone().all(|t| known(self.scene.folded(t)))
    }
}
