//! In what connection an institution is named: as the applicant's school, as where the two worked together, as the
//! program that is addressed.

use std::ops::Range;

use super::people::PersonRole;
use super::place::Place;
use super::{Facts, Lex, Scene, Word, specialty};
use crate::text::TokenKind;

/// In what connection a place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// Where the applicant studied.
    Study,
    /// Where applicant and writer worked together.
    Contact,
    /// The program that is addressed.
    Program,
    Other,
}

impl Context {
    /// `known`: the house of the writer is known.
    pub(super) fn of(
        scene: &Scene<'_>,
        facts: &Facts,
        place: &Place,
        sentence: &Range<usize>,
        known: bool,
    ) -> Self {
        let start = place.tokens.start;
        let from = start.saturating_sub(6).max(sentence.start);
        // The words right before the place decide; nothing beyond a comma does.
        let before: Vec<usize> =
            (from..start).rev().take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark).collect();
        let ends = |class: Lex| {
            before
                .iter()
                .any(|t| scene.term(class, *t).is_some_and(|len| t + len <= start && start - (t + len) <= 2))
        };
        // "I trained at …": the nearest who is spoken of is the writer.
        let by_writer = before
            .iter()
            .find(|t| {
                scene.is(Lex::Speaker, **t)
                    || scene.is(Lex::PronSubject, **t)
                    || scene.doc.tokens()[**t].is_capital()
            })
            .is_some_and(|t| scene.is(Lex::Speaker, *t));
        if ends(Lex::StudyContext) && by_writer {
            return Self::Other;
        }
        // "the Department of Medicine at Fenmoor" is a house, and no course of studies.
        let department = before.iter().any(|t| scene.is(Lex::DivisionWord, *t));
        // "Her classmate, a student at Fenmoor University, came, too."
        let others = (sentence.start..start).any(|t| scene.is(Lex::OtherMarkerWord, t));
        if ends(Lex::StudyContext) && !department {
            return if others { Self::Other } else { Self::Study };
        }
        // "Amina Farah of the Kisumu School of Medicine"
        let joint = before.iter().find(|t| !scene.is(Lex::Determiner, **t));
        let of_applicant = place.school
            && joint.is_some_and(|t| {
                matches!(scene.word(*t), Word::Of | Word::From)
                    && Self::follows_applicant(scene, facts, *t, sentence)
            });
        // "Amina is at Kisumu Medical College", "final-year student, Kisumu University"
        let is_at = place.school
            && joint.is_some_and(|t| {
                scene.is(Lex::AtWord, *t)
                    && *t > sentence.start + 1
                    && scene.is(Lex::Copula, *t - 1)
                    && facts.is_marked(
                        scene,
                        Lex::Applicant,
                        &(t.saturating_sub(3).max(sentence.start)..*t - 1),
                    )
            });
        let student = place.school
            && start > sentence.start + 1
            && scene.word(start - 1) == Word::Comma
            && scene
                .leading(Lex::RoleStudent, start.saturating_sub(5).max(sentence.start), start - 1)
                .is_some();
        let colleague = (sentence.start..start).any(|t| scene.is(Lex::RoleColleague, t));
        if of_applicant || is_at || student && !others && !colleague {
            return Self::Study;
        }
        if ends(Lex::ProgramContext) || scene.is(Lex::ProgramWord, place.tokens.end) && ends(Lex::ProgramLead)
        {
            return Self::Program;
        }
        // "her own school, the Universidad …", "her own university at Szeged"
        let school_before =
            (start.saturating_sub(4).max(sentence.start)..start).any(|t| scene.is(Lex::OwnSchool, t));
        if school_before {
            return if place.school { Self::Study } else { Self::Other };
        }
        let end = place.tokens.end;
        let after = |class: Lex| end < sentence.end && scene.is(class, end);
        // "The Delta School of Medicine, I gather, thought well of her."
        let aside = (scene.word(end) == Word::Comma)
            .then(|| (end + 1..sentence.end.min(end + 6)).find(|t| scene.word(*t) == Word::Comma))
            .flatten();
        let judged = aside.is_some_and(|t| t + 1 < sentence.end && scene.is(Lex::StudyAfter, t + 1));
        if (judged || after(Lex::StudyAfter)) && place.school {
            return Self::Study;
        }
        if !by_writer && (place.medical && ends(Lex::SchoolContext) || ends(Lex::DeanAt)) {
            return Self::Study;
        }
        // A school of medicine in a sentence about the applicant, of which nothing says that it is another's.
        if place.medical && Self::is_own_school(scene, facts, place, sentence) {
            return Self::Study;
        }
        // "I was at Fenmoor for nine years before I came here"
        let moved = (end..sentence.end.saturating_sub(1))
            .any(|t| scene.word(t) == Word::Before && scene.is(Lex::Speaker, t + 1));
        if moved {
            return Self::Other;
        }
        // "It was held at Fairhaven County Hospital": where the letter itself says that it was.
        let given = scene.profile.rotation.site.is_some() || scene.profile.writer.institution.is_some();
        if place.kind && ends(Lex::HeldAt) {
            return if given { Self::Contact } else { Self::Other };
        }
        if after(Lex::ProgramAfter) {
            return Self::Program;
        }
        // "the surgeons at the heart hospital next door", "at Fenmoor, where she did her elective"
        let elsewhere = (end..sentence.end.min(end + 3)).any(|t| scene.is(Lex::ElsewhereAfter, t));
        let not_ours = before.iter().any(|t| scene.is(Lex::ElsewhereWord, *t)) || elsewhere;
        // "My wife works at Fenmoor"
        let kin = before.iter().any(|t| scene.is(Lex::RoleFamily, *t) && scene.is(Lex::OwnHouse, t - 1));
        let not_ours = not_ours || kin;
        // "Fenmoor Regional, where I practice": said outright.
        let next = end + usize::from(scene.word(end) == Word::Comma);
        if !kin && next < sentence.end && place.kind && scene.is(Lex::ContactAfter, next) {
            return Self::Contact;
        }
        // "it was an honor for Fenmoor to host her", "Fenmoor was pleased to have him"
        let named = place.kind || scene.is(Lex::LandWord, end - 1);
        if named && !not_ours && (ends(Lex::HostBefore) || after(Lex::HostAfter)) {
            return Self::Contact;
        }
        // "Rockford Falls faculty wish him well", "The Antioquia Bay medical school never telephoned me"
        if !place.kind && scene.is(Lex::LandWord, end - 1) && after(Lex::PeopleOf) {
            let school = scene.is(Lex::SchoolPeople, end);
            let strange = [Lex::HouseStranger, Lex::WorkElsewhere, Lex::CaseNoun, Lex::RolePatient]
                .iter()
                .any(|c| scene.has(*c, sentence.clone()));
            return match (school, strange) {
                (true, _) => Self::Study,
                (false, true) => Self::Other,
                (false, false) => Self::Contact,
            };
        }
        let at = before.first().is_some_and(|t| scene.is(Lex::AtWord, *t))
            || before.len() > 1 && scene.is(Lex::Determiner, before[0]) && scene.is(Lex::AtWord, before[1]);
        // "on our labor floor at Fenmoor", "we at Cloverdale Regional": the writer's own house.
        // "gave my lecture at Fenmoor": without a word of its kind it may be anywhere.
        let guest = !place.kind && scene.has(Lex::HouseStranger, sentence.start..start);
        let own_house = at && !guest && before.iter().any(|t| scene.is(Lex::OwnHouse, *t)) && !not_ours;
        // "everyone at Mercy", "the faculty at Fenmoor wish her well"
        let ours = !not_ours
            && (ends(Lex::EverybodyAt)
                || ends(Lex::HouseOf) && (place.kind || scene.is(Lex::LandWord, end - 1))
                || ends(Lex::WriterCame))
            || at && !not_ours && Self::opens_with(scene, Lex::HouseAt, sentence, start);
        // "At Hargrove and Pell we …"
        // "The Department of Psychiatry at Fenmoor supports her", "the nursing leadership of Fenmoor Ferry"
        let department = department
                && before.first().is_some_and(|t| scene.is(Lex::AtWord, *t))
                // "On behalf of the Department of Surgery at Fenmoor, I am writing"
                && (after(Lex::HostAfter)
                    || scene.is(Lex::HostBefore, sentence.start) && scene.is(Lex::Preposition, sentence.start));
        let opens = start <= sentence.start + 1
            && scene.is(Lex::AtWord, sentence.start)
            && scene.is(Lex::OwnHouse, end);
        // "As chief of medicine at Fenmoor I have taught many"
        let comma = end + usize::from(scene.word(end) == Word::Comma);
        let opens = opens
            || at
                && !not_ours
                && scene.word(sentence.start) == Word::As
                && comma < sentence.end
                && scene.is(Lex::Speaker, comma);
        // "an honor to teach her at …", "the time of Dr. Roe at …"
        let joint = before.iter().find(|t| !scene.is(Lex::Determiner, **t));
        let with_somebody = joint.is_some_and(|t| {
            let person = facts.people.mentions.iter().any(|m| m.tokens.end == *t);
            scene.is(Lex::AtWord, *t) && (person || *t > sentence.start && scene.is(Lex::PronObject, *t - 1))
        });
        // "the Institute of Seward, where he was with me", "Fenmoor Hospital while he was here"
        if !not_ours && next < sentence.end && scene.is(Lex::ContactAfter, next) {
            return Self::Contact;
        }
        // "and at Fenmoor Regional ever since"
        if at
            && place.kind
            && !not_ours
            && after(Lex::EverSince)
            && scene.has(Lex::Speaker, sentence.start..start)
        {
            return Self::Contact;
        }
        let earlier = scene.has(Lex::EarlierPlace, sentence.start..start);
        let lead =
            (start.saturating_sub(12).max(sentence.start)..start).any(|t| scene.is(Lex::ContactLead, t));
        let stay = at && Self::is_of_stay(scene, facts, place, sentence);
        if Self::is_of_other_stay(scene, &before, sentence) {
            return Self::Other;
        }
        if own_house
            || ours
            || department
            || stay
            || opens
            || with_somebody && lead
            || ends(Lex::ContactContext) && !elsewhere && !earlier && (place.kind || !not_ours)
            || known && !not_ours && !earlier && Self::is_of_house(scene, facts, place, sentence)
        {
            return Self::Contact;
        }
        Self::Other
    }
}

impl Context {
    /// Whether the applicant's name ends right before a token, a comma and what is put in brackets between:
    /// "Amina Farah (she/her), of the Kisumu School of Medicine".
    fn follows_applicant(scene: &Scene<'_>, facts: &Facts, at: usize, sentence: &Range<usize>) -> bool {
        let comma = at - usize::from(at > sentence.start && scene.word(at - 1) == Word::Comma);
        let closed = comma > sentence.start && scene.word(comma - 1) == Word::CloseRound;
        let open = (sentence.start..comma).rev().find(|t| closed && scene.word(*t) == Word::OpenRound);
        let end = open.unwrap_or(comma);
        let mut mentions = facts.people.mentions_in(sentence);
        mentions.any(|m| m.tokens.end == end && facts.people.role_of(m) == PersonRole::Applicant)
    }

    /// Whether a sentence opens with a term that ends at most two words before a place.
    fn opens_with(scene: &Scene<'_>, class: Lex, sentence: &Range<usize>, start: usize) -> bool {
        (sentence.start..start.min(sentence.start + 2))
            .any(|t| scene.term(class, t).is_some_and(|len| t + len <= start && start - (t + len) <= 2))
    }

    /// "did her pediatrics clerkship at", "an observership at": a stay in another field, or one of its kind in a sentence
    /// in which the writer has no part.
    fn is_of_other_stay(scene: &Scene<'_>, before: &[usize], sentence: &Range<usize>) -> bool {
        let Some(at) = before.iter().position(|t| scene.is(Lex::StayWord, *t)) else { return false };
        let Some(article) = before[at..].iter().find(|t| scene.is(Lex::Determiner, **t)) else {
            return false;
        };
        let ours = |t: usize| scene.is(Lex::OwnHouse, t) || scene.is(Lex::Speaker, t);
        let indefinite = scene.is(Lex::Count1, *article) && !sentence.clone().any(ours);
        let dated = sentence.clone().any(|t| scene.is(Lex::Month, t));
        !scene.is(Lex::PossessiveHouse, *article)
            && (indefinite && !dated || specialty::names_other_field(scene, article + 1..before[at]))
    }

    fn is_own_school(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let has = |class: Lex| scene.has(class, sentence.clone());
        let applicant = facts.is_marked(scene, Lex::Applicant, sentence);
        let others = facts.people.mentions_in(sentence).any(|m| {
            matches!(
                facts.people.role_of(m),
                PersonRole::Colleague | PersonRole::Trainee | PersonRole::Unknown
            )
        });
        let near = place.tokens.start.saturating_sub(8).max(sentence.start)..place.tokens.start;
        let learner = scene.has(Lex::RoleStudent, near.clone()) || scene.has(Lex::StudyWord, near);
        let away = [Lex::Speaker, Lex::PronFirst, Lex::ElsewhereWord, Lex::OtherDegree, Lex::CaseNoun];
        let strange =
            [Lex::HouseStranger, Lex::WorkElsewhere, Lex::ElsewhereLead, Lex::RolePatient, Lex::RoleFamily];
        let plain = !strange.iter().any(|c| has(*c));
        let speaks =
            has(Lex::Speaker) || has(Lex::ElsewhereWord) || has(Lex::OtherDegree) || has(Lex::CaseNoun);
        applicant && !others && (learner && !away.iter().any(|c| has(*c)) || plain && !speaks)
    }

    /// Whether a hospital is named where its own people speak of the applicant, in whatever words, and nothing says
    /// that it is somebody else's: "the patients of Bell Harbor Clinic will miss him".
    fn is_of_house(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let tokens = scene.doc.tokens();
        let start = place.tokens.start;
        let before = (sentence.start..start).rev().find(|t| !scene.is(Lex::Determiner, *t));
        let led = before.is_none_or(|t| scene.is(Lex::HouseJoint, t) || tokens[t].kind == TokenKind::Mark);
        let hospital = place.tokens.clone().any(|t| scene.is(Lex::HospitalWord, t));
        let strange =
            [Lex::HouseStranger, Lex::WorkElsewhere].iter().any(|c| scene.has(*c, sentence.clone()));
        let applicant = facts.is_marked(scene, Lex::Applicant, sentence);
        led && hospital && applicant && !strange && Self::is_of_stay(scene, facts, place, sentence)
    }

    /// Whether writer or applicant is at the place in its clause, and nothing there says that it is somebody else's or
    /// another time: "I saw her every day on the wards at Fenmoor", "orientation at Fenmoor".
    fn is_of_stay(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let start = place.tokens.start;
        let clause = (sentence.start..start)
            .rev()
            .find(|t| {
                matches!(scene.word(*t), Word::Semicolon | Word::Colon | Word::OpenRound | Word::CloseRound)
            })
            .map_or(sentence.start, |t| t + 1);
        let end = (place.tokens.end..sentence.end)
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark)
            .unwrap_or(sentence.end);
        let has = |class: Lex, within: Range<usize>| scene.has(class, within);
        let applicant = facts.is_marked(scene, Lex::Applicant, &(clause..end));
        // "at Mass with her mother": without a word of its kind anything may be a place.
        if !place.kind && [Lex::RoleFamily, Lex::CaseNoun].iter().any(|c| has(*c, sentence.clone())) {
            return false;
        }
        let house = has(Lex::OwnHouse, clause..start) || has(Lex::Speaker, clause..end);
        let away = [
            Lex::WriterPast,
            Lex::ElsewhereWord,
            Lex::ElsewhereLead,
            Lex::CaseNoun,
            Lex::RolePatient,
            Lex::RoleFamily,
        ]
        .iter()
        .any(|c| has(*c, clause..start))
            || has(Lex::ElsewhereAfter, place.tokens.end..sentence.end.min(place.tokens.end + 4))
            || has(Lex::ElsewhereLead, place.tokens.end..end);
        // Somebody else of whom the clause tells where they work.
        let person = facts.people.mentions_in(&(clause..end)).any(|m| {
            !place.tokens.contains(&m.tokens.start)
                && !matches!(
                    facts.people.role_of(m),
                    PersonRole::Applicant | PersonRole::Writer | PersonRole::Leftover
                )
        });
        let college = place.school && !place.tokens.clone().any(|t| scene.is(Lex::SiteWord, t));
        (applicant || house)
            && !college
            && !away
            && !person
            && (place.kind
                || applicant && scene.has(Lex::PronFirst, sentence.clone())
                || has(Lex::StayWord, clause..start)
                || has(Lex::WardAt, clause..start))
    }
}
