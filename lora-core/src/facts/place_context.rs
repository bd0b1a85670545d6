//! In what connection an institution is named: as the applicant's school, as where the two worked together, as the
//! program that is addressed.

use std::ops::Range;

use super::people::PersonRole;
use super::place::Place;
use super::{Facts, Scene, specialty};
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
        let ends = |class: &str| {
            before
                .iter()
                .any(|t| scene.term(class, *t).is_some_and(|len| t + len <= start && start - (t + len) <= 2))
        };
        // "I trained at …": the nearest who is spoken of is the writer.
        let by_writer = before
            .iter()
            .find(|t| {
                scene.is("speaker", **t)
                    || scene.is("pron-subject", **t)
                    || scene.doc.tokens()[**t].is_capital()
            })
            .is_some_and(|t| scene.is("speaker", *t));
        if ends("study-context") && by_writer {
            return Self::Other;
        }
        // "the Department of Medicine at Fenmoor" is a house, and no course of studies.
        let department = before.iter().any(|t| scene.is("division-word", *t));
        if ends("study-context") && !department {
            return Self::Study;
        }
        if ends("program-context") || scene.is("program-word", place.tokens.end) && ends("program-lead") {
            return Self::Program;
        }
        // "her own school, the Universidad …", "her own university at Szeged"
        let school_before =
            (start.saturating_sub(4).max(sentence.start)..start).any(|t| scene.is("own-school", t));
        if school_before {
            return if place.school { Self::Study } else { Self::Other };
        }
        let end = place.tokens.end;
        let after = |class: &str| end < sentence.end && scene.is(class, end);
        // "The Delta School of Medicine, I gather, thought well of her."
        let aside = (scene.text(end) == ",")
            .then(|| (end + 1..sentence.end.min(end + 6)).find(|t| scene.text(*t) == ","))
            .flatten();
        let judged = aside.is_some_and(|t| t + 1 < sentence.end && scene.is("study-after", t + 1));
        if (judged || after("study-after")) && place.school {
            return Self::Study;
        }
        if !by_writer && (place.medical && ends("school-context") || ends("dean-at")) {
            return Self::Study;
        }
        // A school of medicine in a sentence about the applicant, of which nothing says that it is another's.
        if place.medical && Self::is_own_school(scene, facts, place, sentence) {
            return Self::Study;
        }
        // "It was held at Fairhaven County Hospital": where the letter itself says that it was.
        let given = scene.profile.rotation.site.is_some() || scene.profile.writer.institution.is_some();
        if place.kind && ends("held-at") {
            return if given { Self::Contact } else { Self::Other };
        }
        if after("program-after") {
            return Self::Program;
        }
        // "the surgeons at the heart hospital next door", "at Fenmoor, where she did her elective"
        let elsewhere = (end..sentence.end.min(end + 3)).any(|t| scene.is("elsewhere-after", t));
        let not_ours = before.iter().any(|t| scene.is("elsewhere-word", *t)) || elsewhere;
        // "it was an honor for Fenmoor to host her", "Fenmoor was pleased to have him"
        let named = place.kind || scene.is("land-word", end - 1);
        if named && !not_ours && (ends("host-before") || after("host-after")) {
            return Self::Contact;
        }
        // "Rockford Falls faculty wish him well", "The Antioquia Bay medical school never telephoned me"
        if !place.kind && scene.is("land-word", end - 1) && after("people-of") {
            let school = scene.is("school-people", end);
            let strange = ["house-stranger", "work-elsewhere", "case-noun", "role-patient"]
                .iter()
                .any(|c| scene.terms_in(c, sentence.clone()).next().is_some());
            return match (school, strange) {
                (true, _) => Self::Study,
                (false, true) => Self::Other,
                (false, false) => Self::Contact,
            };
        }
        let at = before.first().is_some_and(|t| scene.is("at-word", *t))
            || before.len() > 1 && scene.is("determiner", before[0]) && scene.is("at-word", before[1]);
        // "on our labor floor at Fenmoor", "we at Cloverdale Regional": the writer's own house.
        let own_house = at && before.iter().any(|t| scene.is("own-house", *t)) && !not_ours;
        // "everyone at Mercy", "the faculty at Fenmoor wish her well"
        let ours = !not_ours
            && (ends("everybody-at")
                || ends("house-of") && (place.kind || scene.is("land-word", end - 1))
                || ends("writer-came"))
            || at && !not_ours && Self::opens_with(scene, "house-at", sentence, start);
        // "At Hargrove and Pell we …"
        // "The Department of Psychiatry at Fenmoor supports her", "the nursing leadership of Fenmoor Ferry"
        let department =
            department && before.first().is_some_and(|t| scene.is("at-word", *t)) && after("host-after");
        let opens =
            start <= sentence.start + 1 && scene.is("at-word", sentence.start) && scene.is("own-house", end);
        // "As chief of medicine at Fenmoor I have taught many"
        let comma = end + usize::from(scene.text(end) == ",");
        let opens = opens
            || at
                && !not_ours
                && scene.folded(sentence.start) == "as"
                && comma < sentence.end
                && scene.is("speaker", comma);
        // "an honor to teach her at …", "the time of Dr. Roe at …"
        let joint = before.iter().find(|t| !scene.is("determiner", **t));
        let with_somebody = joint.is_some_and(|t| {
            let person = facts.people.mentions.iter().any(|m| m.tokens.end == *t);
            scene.is("at-word", *t) && (person || *t > sentence.start && scene.is("pron-object", *t - 1))
        });
        // "the Institute of Seward, where he was with me", "Fenmoor Hospital while he was here"
        let next = end + usize::from(scene.text(end) == ",");
        if !not_ours && next < sentence.end && scene.is("contact-after", next) {
            return Self::Contact;
        }
        let earlier = scene.terms_in("earlier-place", sentence.start..start).next().is_some();
        let lead = (start.saturating_sub(12).max(sentence.start)..start).any(|t| scene.is("contact-lead", t));
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
            || ends("contact-context") && !elsewhere && !earlier && (place.kind || !not_ours)
            || known && !not_ours && !earlier && Self::is_of_house(scene, facts, place, sentence)
        {
            return Self::Contact;
        }
        Self::Other
    }
}

impl Context {
    /// Whether a sentence opens with a term that ends at most two words before a place.
    fn opens_with(scene: &Scene<'_>, class: &str, sentence: &Range<usize>, start: usize) -> bool {
        (sentence.start..start.min(sentence.start + 2))
            .any(|t| scene.term(class, t).is_some_and(|len| t + len <= start && start - (t + len) <= 2))
    }

    /// "did her pediatrics clerkship at", "an observership at": a stay in another field, or one of its kind in a sentence
    /// in which the writer has no part.
    fn is_of_other_stay(scene: &Scene<'_>, before: &[usize], sentence: &Range<usize>) -> bool {
        let Some(at) = before.iter().position(|t| scene.is("stay-word", *t)) else { return false };
        let Some(article) = before[at..].iter().find(|t| scene.is("determiner", **t)) else { return false };
        let ours = |t: usize| scene.is("own-house", t) || scene.is("speaker", t);
        let indefinite = scene.is("count-1", *article) && !sentence.clone().any(ours);
        let dated = sentence.clone().any(|t| scene.is("month", t));
        !scene.is("possessive-house", *article)
            && (indefinite && !dated || specialty::names_other_field(scene, article + 1..before[at]))
    }

    fn is_own_school(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let has = |class: &str| scene.terms_in(class, sentence.clone()).next().is_some();
        let applicant = facts.is_marked(scene, "applicant", sentence);
        let others = facts.people.mentions_in(sentence).any(|m| {
            matches!(
                facts.people.role_of(m),
                PersonRole::Colleague | PersonRole::Trainee | PersonRole::Unknown
            )
        });
        let near = place.tokens.start.saturating_sub(8).max(sentence.start)..place.tokens.start;
        let learner = scene.terms_in("role-student", near.clone()).next().is_some()
            || scene.terms_in("study-word", near).next().is_some();
        let away = ["speaker", "pron-first", "elsewhere-word", "other-degree", "case-noun"];
        let strange = ["house-stranger", "work-elsewhere", "elsewhere-lead", "role-patient", "role-family"];
        let plain = !strange.iter().any(|c| has(c));
        let speaks = has("speaker") || has("elsewhere-word") || has("other-degree") || has("case-noun");
        applicant && !others && (learner && !away.iter().any(|c| has(c)) || plain && !speaks)
    }

    /// Whether a hospital is named where its own people speak of the applicant, in whatever words, and nothing says
    /// that it is somebody else's: "the patients of Bell Harbor Clinic will miss him".
    fn is_of_house(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let tokens = scene.doc.tokens();
        let start = place.tokens.start;
        let before = (sentence.start..start).rev().find(|t| !scene.is("determiner", *t));
        let led = before.is_none_or(|t| scene.is("house-joint", t) || tokens[t].kind == TokenKind::Mark);
        let hospital = place.tokens.clone().any(|t| scene.is("hospital-word", t));
        let strange = ["house-stranger", "work-elsewhere"]
            .iter()
            .any(|c| scene.terms_in(c, sentence.clone()).next().is_some());
        let applicant = facts.is_marked(scene, "applicant", sentence);
        led && hospital && applicant && !strange && Self::is_of_stay(scene, facts, place, sentence)
    }

    /// Whether writer or applicant is at the place in its clause, and nothing there says that it is somebody else's or
    /// another time: "I saw her every day on the wards at Fenmoor", "orientation at Fenmoor".
    fn is_of_stay(scene: &Scene<'_>, facts: &Facts, place: &Place, sentence: &Range<usize>) -> bool {
        let start = place.tokens.start;
        let clause = (sentence.start..start)
            .rev()
            .find(|t| matches!(scene.text(*t), ";" | ":" | "(" | ")"))
            .map_or(sentence.start, |t| t + 1);
        let end = (place.tokens.end..sentence.end)
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark)
            .unwrap_or(sentence.end);
        let has = |class: &str, within: Range<usize>| scene.terms_in(class, within).next().is_some();
        let applicant = facts.is_marked(scene, "applicant", &(clause..end));
        // "at Mass with her mother": without a word of its kind anything may be a place.
        if !place.kind && ["role-family", "case-noun"].iter().any(|c| has(c, sentence.clone())) {
            return false;
        }
        let house = has("own-house", clause..start) || has("speaker", clause..end);
        let away =
            ["writer-past", "elsewhere-word", "elsewhere-lead", "case-noun", "role-patient", "role-family"]
                .iter()
                .any(|c| has(c, clause..start))
                || has("elsewhere-after", place.tokens.end..sentence.end.min(place.tokens.end + 4))
                || has("elsewhere-lead", place.tokens.end..end);
        // Somebody else of whom the clause tells where they work.
        let person = facts.people.mentions_in(&(clause..end)).any(|m| {
            !place.tokens.contains(&m.tokens.start)
                && !matches!(
                    facts.people.role_of(m),
                    PersonRole::Applicant | PersonRole::Writer | PersonRole::Leftover
                )
        });
        let college = place.school && !place.tokens.clone().any(|t| scene.is("site-word", t));
        (applicant || house)
            && !college
            && !away
            && !person
            && (place.kind
                || applicant && scene.terms_in("pron-first", sentence.clone()).next().is_some()
                || has("stay-word", clause..start)
                || has("ward-at", clause..start))
    }
}
