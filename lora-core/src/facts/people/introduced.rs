//! What the letter itself says of somebody named: "our senior resident, Dr. Wieczorek", "Andile Khumalo, our pharmacist".

use super::check::rank_of;
use super::{Match, Mention, PersonRole, Sorter};
use crate::facts::name_span::NameSpan;
use crate::facts::{Lex, Scene, Word};
use crate::text::TokenKind;

/// Tokens after a name in which it is told what has become of its bearer.
const NOW: usize = 24;

impl Sorter<'_> {
    /// Who is called doctor is hardly a patient, whatever noun stands near: "for the outpatient half, Dr. Roe".
    pub(super) fn likely(&self, mention: &Mention, role: PersonRole) -> PersonRole {
        let doctor = mention.title.is_some_and(|t| self.scene.is(Lex::TitleDoctor, t));
        if doctor && role == PersonRole::Patient { PersonRole::Colleague } else { role }
    }

    /// The role that the letter gives a person beside the name: "our senior resident, Dr. Wieczorek".
    pub(super) fn introduced(&self, mention: &Mention) -> Option<PersonRole> {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let start = mention.tokens.start;
        let mut at = start;
        let mut comma = false;
        while at > sentence.start && matches!(scene.text(at - 1), "," | "(" | "-") && !comma {
            comma = true;
            at -= 1;
        }
        if at > sentence.start && scene.is(Lex::Named, at - 1) {
            comma = true;
            at -= 1;
        }
        let reach = if comma { 8 } else { 2 };
        let from = at.saturating_sub(reach).max(sentence.start);
        for token in (from..at).rev() {
            if scene.doc.tokens()[token].kind == TokenKind::Mark {
                break;
            }
            // "I told my husband that Caleb was welcome": another clause.
            if scene.is(Lex::ClauseWord, token) && !scene.doc.tokens()[token].is_all_caps() {
                break;
            }
            // "as a neurologist Delacroix will …": what somebody is to be.
            let predicate = token >= sentence.start + 2
                && scene.is(Lex::Determiner, token - 1)
                && scene.is(Lex::PredicateWord, token - 2);
            if let Some(role) = self.role_noun(token, at).filter(|_| !predicate) {
                let len = scene.term_len(token);
                if comma || token + len >= at || at - (token + len) <= 1 && !scene.is(Lex::Act, at - 1) {
                    return Some(role);
                }
            }
        }
        if self.is_addressed(mention) || self.prepares(mention) {
            return Some(PersonRole::Colleague);
        }
        if self.is_tutored(mention) {
            return Some(PersonRole::Colleague);
        }
        if self.is_beside_applicant(mention) {
            return Some(PersonRole::Trainee);
        }
        // "Dr. Roe's account", "Dr. Roe's note reads": another who saw the applicant.
        let doctor = mention.title.is_some_and(|t| scene.is(Lex::TitleDoctor, t));
        let possessive = scene.word(mention.tokens.end) == Word::ApostropheS;
        if doctor
            && mention.matched == Match::Other
            && (possessive && scene.is(Lex::AccountNoun, mention.tokens.end + 1))
        {
            return Some(PersonRole::Colleague);
        }
        if mention.matched == Match::Other && self.informs_writer(mention) {
            return Some(PersonRole::Colleague);
        }
        if self.is_credited(mention, sentence.clone()) || self.is_now_something(mention, sentence.end) {
            return Some(PersonRole::Colleague);
        }
        self.introduced_after(mention, sentence.end).or_else(|| self.ranked(mention, sentence.start))
    }

    /// "(Karin, please fix the margins)": a word to the one who types.
    pub(super) fn is_addressed(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        mention.matched == Match::Other
            && mention.title.is_none()
            && end == start + 1
            && start > 0
            && matches!(scene.word(start - 1), Word::OpenRound | Word::OpenSquare)
            && scene.word(end) == Word::Comma
    }

    /// "Prepared by J. Roe for the signature of", "Dictated AB / transcribed al": whoever wrote it down.
    fn prepares(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let first = scene.doc.sentences()[mention.sentence].range().start;
        let before = mention.tokens.start.saturating_sub(2).max(first)..mention.tokens.start;
        mention.matched == Match::Other
            && !scene.in_prose(mention.tokens.start)
            && before.clone().any(|t| scene.is(Lex::PreparingWord, t))
    }

    /// "Theresa Lang, whom she tutored, passed": with whom the applicant dealt.
    fn is_tutored(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let whom = mention.tokens.end + usize::from(scene.word(mention.tokens.end) == Word::Comma);
        mention.matched == Match::Other
            && scene.folded(whom) == "whom"
            && (scene.is(Lex::PronSubject, whom + 1) || self.own.starts_at(whom + 1))
    }

    /// "with Dr. Roe as first author": named for the credit, and not praised.
    fn is_credited(&self, mention: &Mention, sentence: std::ops::Range<usize>) -> bool {
        let scene = self.scene;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        start > sentence.start
            && scene.word(start - 1) == Word::With
            && scene.word(end) == Word::As
            && scene.has(Lex::BylineWord, end..sentence.end.min(end + 4))
    }

    /// "Priya Raman was the best I had taught; she is now our chief resident": what became of somebody else.
    fn is_now_something(&self, mention: &Mention, end: usize) -> bool {
        let scene = self.scene;
        // "Dr. Roe, now a surgeon of some renown, is the only one I would name beside her."
        let after = mention.tokens.end;
        if after + 1 < end && scene.text(after) == "," && scene.word(after + 1) == Word::Now {
            return true;
        }
        let end = end.min(mention.tokens.end + NOW);
        let now =
            (mention.tokens.end..end).find(|t| scene.word(*t) == Word::Now && scene.is(Lex::Copula, t - 1));
        now.is_some_and(|now| {
            scene.is(Lex::OwnHouse, now + 1)
                && (now + 2..end.min(now + 5)).any(|t| scene.is(Lex::RoleColleague, t))
        })
    }

    /// "Tom and Amina split the list": two people.
    fn is_beside_applicant(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let after = scene.word(end) == Word::And && self.own.starts_at(end + 1);
        let own = |s: &&NameSpan| self.own.starts_at(s.tokens.start);
        let before = || {
            start >= 2
                && scene.word(start - 1) == Word::And
                && self.own.all_in(&sentence).iter().filter(own).any(|s| s.tokens.end + 1 == start)
        };
        after || before()
    }

    /// "SPC Dalrymple": a rank or a post in capitals that the applicant does not bear.
    fn ranked(&self, mention: &Mention, first: usize) -> Option<PersonRole> {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let rank = |start: usize| {
            let before = start.checked_sub(1).filter(|b| *b >= first)?;
            let short = (2..=5).contains(&tokens[before].span.len());
            let caps =
                tokens[before].is_capital() && tokens[before].is_all_caps() && tokens[before].is_word();
            (short && caps && !tokens[start].is_all_caps() && !scene.breaks_after(before)).then_some(before)
        };
        // "MAJ Ewing covered": a rank that the applicant does not bear.
        if let Some(title) = mention.title.filter(|t| scene.is(Lex::TitleRank, *t)) {
            let own = self.own.with_rank(scene.folded(title)) || self.is_known_by_rank(scene.folded(title));
            let other = mention.matched == Match::Other && scene.in_prose(mention.tokens.start);
            return (other && !own && self.applicant.given && !self.is_recommended(mention))
                .then_some(PersonRole::Colleague);
        }
        if mention.title.is_some() || mention.matched != Match::Other || !scene.in_prose(mention.tokens.start)
        {
            return None;
        }
        let own = scene.folded(rank(mention.tokens.start)?);
        let borne = self.own.follows(own);
        let place =
            [Lex::CareHouse, Lex::Weekday, Lex::Month].iter().any(|c| scene.is(*c, mention.tokens.start - 1));
        let or = matches!(own, "or" | "and" | "the" | "icu" | "er" | "ed");
        (!borne && !place && !or).then_some(PersonRole::Colleague)
    }

    /// Whether the profile calls the applicant by a rank.
    fn is_known_by_rank(&self, rank: &str) -> bool {
        let aliases = &self.scene.profile.applicant.aliases;
        aliases
            .iter()
            .any(|a| a.split(' ').next().is_some_and(|w| rank_of(&crate::text::folded(w)) == rank_of(rank)))
    }

    /// "Andile Khumalo, our pharmacist", "Tomás Ridgely, PNP", "Dr. Ngata is my partner".
    fn introduced_after(&self, mention: &Mention, end: usize) -> Option<PersonRole> {
        let scene = self.scene;
        let mut at = mention.tokens.end;
        if at >= end {
            return None;
        }
        // "Darla at the desk does it now": where somebody sits.
        let desk = |t: usize| t < end && scene.is(Lex::PostWord, t);
        if matches!(scene.word(at), Word::At | Word::From)
            && (desk(at + 1) || scene.is(Lex::Determiner, at + 1) && (desk(at + 2) || desk(at + 3)))
        {
            return Some(PersonRole::Colleague);
        }
        if matches!(scene.text(at), "," | "(" | "-") {
            at += 1;
            if scene.is(Lex::Credential, at) {
                return Some(PersonRole::Colleague);
            }
            // “Mr. Roe, who never speaks to residents” is none of them.
            let doctor = mention.title.is_some_and(|t| scene.is(Lex::TitleDoctor, t));
            if !doctor && scene.is(Lex::PersonRelative, at) && !scene.is(Lex::Copula, at + 1) {
                return None;
            }
        } else if scene.is(Lex::Copula, at) {
            at += 1;
        } else {
            return None;
        }
        // "…, who never speaks to residents": what somebody does says nothing of a post.
        if scene.is(Lex::PersonRelative, at) && !scene.is(Lex::Copula, at + 1) {
            return None;
        }
        if !scene.is(Lex::Determiner, at)
            && !matches!(scene.word(mention.tokens.end), Word::Comma | Word::OpenRound)
        {
            return None;
        }
        let stop = (at..end.min(at + 7))
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark)
            .unwrap_or(end.min(at + 7));
        // "is a hardworking colleague" praises; "is my colleague" introduces.
        let copula = scene.is(Lex::Copula, mention.tokens.end);
        if copula && !scene.is(Lex::OwnHouse, at) {
            return None;
        }
        let mut token = at;
        let mut student = false;
        while token < stop {
            if let Some(role) = self.role_noun(token, stop) {
                return Some(role);
            }
            student |= scene.is(Lex::RoleStudent, token);
            // "my sub-intern" holds no "intern".
            token += scene.term_len(token);
        }
        // "Darlene Pruitt, our postmistress, …": whatever it is, it has been said who that is.
        let verb = (at + 1..stop)
            .any(|t| scene.is(Lex::ModalWord, t) || scene.is(Lex::Copula, t) || scene.is(Lex::ActPast, t));
        let said = !verb
            && scene.is(Lex::OwnHouse, at)
            && at + 1 < stop
            && scene.word(mention.tokens.end) == Word::Comma;
        (said && !student).then_some(PersonRole::Unknown)
    }

    fn role_noun(&self, token: usize, end: usize) -> Option<PersonRole> {
        let scene = self.scene;
        let fits = |class: Lex| scene.term(class, token).is_some_and(|len| token + len <= end);
        if fits(Lex::RoleStudent) {
            let from = token.saturating_sub(3);
            let other = (from..=token).any(|t| scene.is(Lex::OtherMarker, t));
            return other.then_some(PersonRole::Trainee);
        }
        // "My teacher, Ilse Roe": a trade that patients have, too, but the writer's own.
        let ours = token > 0 && (scene.is(Lex::PronWriter, token - 1) || scene.is(Lex::OurWord, token - 1));
        if ours && fits(Lex::RoleColleague) && fits(Lex::RoleOccupation) {
            return Some(PersonRole::Colleague);
        }
        if fits(Lex::RolePatient) || fits(Lex::RetiredWord) {
            return Some(PersonRole::Patient);
        }
        if fits(Lex::RoleFamily) {
            return Some(PersonRole::Relative);
        }
        fits(Lex::RoleColleague).then_some(PersonRole::Colleague)
    }
}

impl Scene<'_> {
    /// Length of the longest term at a token; 1 without one.
    pub(crate) fn term_len(&self, token: usize) -> usize {
        self.lexicon.at(token).iter().map(|h| h.len as usize).max().unwrap_or(1)
    }
}
