//! Whether a name stands in the applicant's place: a leftover of another letter, a garbled form, or, without a
//! profile, the applicant after all.

use super::{Mention, People, Person, Sorter};
use crate::facts::applicant::{Match, is_nickname, is_object_of_recommendation};
use crate::facts::name_span::NameSpan;
use crate::facts::{Lex, Word};
use crate::profile::Pronouns;
use crate::text::{SectionKind, TokenKind};

/// Tokens after a name in which it is told what its bearer wants to become.
pub(super) const WISH: usize = 12;

impl Sorter<'_> {
    /// Without a profile: the first name of one who is otherwise known by title and surname, the other way round,
    /// or a nickname. Who is named first in the letter, or in the applicant's place, is meant.
    pub(super) fn is_applicant_after_all(&self, person: &Person, mentions: &[&Mention]) -> bool {
        if self.applicant.given || self.applicant.words.is_empty() {
            return false;
        }
        let first = mentions.iter().any(|m| self.own.first_in_prose == Some(m.tokens.start));
        if !first && !mentions.iter().any(|m| self.in_applicants_place(m)) {
            return false;
        }
        let titled = mentions.iter().any(|m| m.title.is_some());
        match (self.own.by_surname, self.own.by_first_name) {
            // Where both names are known, a third is somebody else's.
            (true, false) if !self.own.in_full => !titled && person.words.len() == 1,
            (false, true) => titled || person.words.len() > 1,
            _ => {
                !titled
                    && person.words.iter().all(|w| self.applicant.words.iter().any(|own| is_nickname(w, own)))
            }
        }
    }

    /// "Dr. Ferraz de Almeida" of a Dr. Ferraz de Albuquerque; not a relative, who shares the surname.
    pub(super) fn is_garbled(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let bare = mention.title.map_or(mention.tokens.start, |t| t + 1)..mention.tokens.end;
        let words: Vec<String> =
            bare.filter(|t| !scene.is(Lex::NameParticle, *t)).map(|t| scene.folded(t).to_owned()).collect();
        let start = mention.tokens.start;
        let kin = (start.saturating_sub(5)..start).any(|t| scene.is(Lex::RoleFamily, t));
        // "Tanaka-Roe" of a Takeda-Roe: half of a double surname.
        let hyphenated = scene.doc.tokens()[mention.tokens.end - 1].is_hyphenated();
        if mention.matched == Match::Mixed
            && self.applicant.hyphenated
            && hyphenated
            && words.len() == 2
            && self.applicant.shares_family(&words)
        {
            return !kin && scene.in_prose(start);
        }
        // "Jean-Pierre" of a Jean-Baptiste.
        let given = |t: usize| scene.is_given_name(t);
        if mention.matched == Match::Mixed && mention.title.is_none() && words.len() == 2 {
            let last = mention.tokens.end - 1;
            return self.applicant.words.contains(&words[0]) && given(last) && !kin && scene.in_prose(start);
        }
        // "Dr. Al-Hashimi" of an al-Hakimi, where nobody says that it is a colleague.
        let alone = || !self.own.stands_in(&scene.doc.sentences()[mention.sentence].range());
        if mention.matched == Match::Other && mention.title.is_some() && self.applicant.is_like_family(&words)
        {
            return !kin && scene.in_prose(start) && alone();
        }
        // "Dr. Quiroga" of one who is Dr. Quispe all along.
        if mention.matched == Match::Other
            && self.applicant.given
            && mention
                .title
                .is_some_and(|t| self.own.with_title(scene.folded(t)) > 0 || self.befits_applicant(t))
            && (self.applicant.begins_like_family(&words)
                || self.applicant.begins_like_family(&self.with_particles(mention))
                || self.applicant.sounds_like_family(&words)
                || self.applicant.sounds_like_own(&words, self.is_common_word(&words)))
        {
            return !kin && scene.in_prose(start) && alone() && !self.near_patient_words(mention);
        }
        mention.matched == Match::Mixed
            && mention.title.is_some()
            && words.len() > 1
            && self.applicant.shares_family(&words)
            && !kin
            && scene.in_prose(start)
    }

    /// "Dr. Bracket": a word of the language, which a machine may have made of a name.
    fn is_common_word(&self, words: &[String]) -> bool {
        matches!(words, [word] if self.scene.rules.common_words().contains(word))
    }

    /// A name and the particles before it as one word: "dezurriaga".
    fn with_particles(&self, mention: &Mention) -> Vec<String> {
        let bare = mention.title.map_or(mention.tokens.start, |t| t + 1)..mention.tokens.end;
        if bare.len() < 2 || !self.scene.is(Lex::NameParticle, bare.start) {
            return Vec::new();
        }
        vec![bare.map(|t| self.scene.folded(t)).collect()]
    }

    /// Whether the profile or the letter calls the applicant a doctor.
    fn is_called_doctor(&self) -> bool {
        let doctor = |word: &str| self.scene.is_term_of(&[Lex::TitleDoctor], &crate::text::folded(word));
        let applicant = &self.scene.profile.applicant;
        let mut names = applicant.name.iter().chain(&applicant.aliases);
        names.any(|name| name.split([' ', '.']).next().is_some_and(doctor))
            || self.own.with_title("dr") > 0
            || self.own.with_title("doctor") > 0
    }

    /// "Mr." of an applicant who is he.
    pub(super) fn befits_applicant(&self, title: usize) -> bool {
        match self.scene.profile.applicant.pronouns {
            Some(Pronouns::He) => self.scene.is(Lex::TitleHe, title),
            Some(Pronouns::She) => self.scene.is(Lex::TitleShe, title),
            _ => false,
        }
    }

    /// "I give Mr. Roe my strongest recommendation".
    fn is_given_recommendation(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let sentence = scene.doc.sentences()[mention.sentence].range();
        start > sentence.start
            && matches!(scene.folded(start - 1), "give" | "giving" | "offer" | "offering" | "extend")
            && matches!(scene.word(end), Word::My | Word::Our)
            && (end + 1..sentence.end.min(end + 6))
                .any(|t| matches!(scene.folded(t), "recommendation" | "endorsement" | "support"))
    }

    /// "I recommend Mr. Roe".
    pub(super) fn is_recommended(&self, mention: &Mention) -> bool {
        let span = NameSpan {
            tokens: mention.tokens.clone(),
            title: mention.title,
            words: Vec::new(),
            sentence: mention.sentence,
            opens: false,
            hyphenated: false,
            led: None,
        };
        is_object_of_recommendation(self.scene, &span)
    }

    /// Whether a name stands where only the applicant's can: recommended, praised, acting as the letter's hero.
    pub(super) fn in_applicants_place(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let section = scene.doc.sentences()[mention.sentence].section;
        if section == SectionKind::Subject {
            return true;
        }
        if !matches!(section, SectionKind::Body | SectionKind::Postscript) {
            return false;
        }
        let doctor = mention.title.is_some_and(|t| scene.is(Lex::TitleDoctor, t));
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let end = mention.tokens.end;
        if self.is_done_to(mention) {
            return false;
        }
        if self.is_recommended(mention) || self.is_given_recommendation(mention) {
            return true;
        }
        // "(Tammy put the fax number here)", "Karen please put in the closing": a word to the one who types.
        if self.is_aside(mention) || matches!(scene.word(end), Word::Please | Word::Pls) {
            return false;
        }
        if self.is_known_place(mention) || self.informs_writer(mention) {
            return false;
        }
        // "Dr. Ellery Vance scored with his own slides", where the applicant is nowhere a doctor.
        let full = mention.title.is_some_and(|t| mention.tokens.end - t > 2);
        if doctor && full && self.applicant.given && !self.is_called_doctor() {
            return false;
        }
        // "I am writing at the request of Mr. Roe".
        let doctor_too = mention.title.is_some_and(|t| self.own.with_title(scene.folded(t)) > 0);
        if self.ends(Lex::RequestLead, mention)
            && (!doctor || doctor_too)
            && scene.has(Lex::LetterVerb, sentence.start..mention.tokens.start)
        {
            return true;
        }
        let verb = end + usize::from(scene.is(Lex::NameAdverb, end));
        if scene.word(end) == Word::ApostropheS {
            // "Ms. Roe's waiver is on file"
            return (end + 1..sentence.end.min(end + 5)).any(|t| scene.is(Lex::EvaluativeNoun, t))
                || scene.is(Lex::ApplicantsPaper, end + 1)
                || scene.is(Lex::ProfessionalNoun, end + 1);
        }
        // "the father of little Kaya Brandvold called": the adjective belongs to the name.
        let start = mention.tokens.start;
        let before = start.saturating_sub(
            1 + usize::from(start > sentence.start + 1 && scene.is(Lex::FrailLead, start - 1)),
        );
        // "In the OR Kwame has careful hands": a place, no conjunction.
        let caps = scene.doc.tokens()[before].is_all_caps() && scene.doc.tokens()[before].span.len() > 1;
        let subject = start == sentence.start
            || scene.is(Lex::ModalWord, end)
            || scene.is(Lex::ClauseWord, before)
            || scene.doc.tokens()[before].kind == TokenKind::Mark
            || caps
            || !scene.is(Lex::Preposition, before) && !scene.is(Lex::Act, before);
        // "When Mr. Chen asked": a circumstance, mostly of a patient.
        let circumstance = mention.title.is_some()
            && mention.tokens.start > sentence.start
            && scene.is(Lex::CircumstanceWord, mention.tokens.start - 1);
        if circumstance && doctor && scene.is(Lex::ApplicantVerb, verb) {
            return true;
        }
        // "We will miss Philippa and her laugh", "I found Tamsin to be the strongest": whom the writer takes leave of
        // and judges.
        let lone = mention.title.is_none() && mention.tokens.len() == 1;
        let judged = self.ends(Lex::FarewellLead, mention)
            || self.ends(Lex::FoundLead, mention)
                && (scene.word(end) == Word::As
                    || scene.word(end) == Word::To && scene.word(end + 1) == Word::Be);
        if judged && (lone && self.own.by_one_word || mention.title.is_some() && doctor_too) {
            return true;
        }
        if !subject || circumstance {
            return false;
        }
        // "Dr. Roe will upload his own letter": another writer.
        if scene.is(Lex::LetterAct, end) {
            return false;
        }
        // "I believe Dr. Roe may find a setting that suits him"
        if self.ends(Lex::BeliefLead, mention) && scene.is(Lex::ModalWord, end) {
            return true;
        }
        // "Denise will track me down": who helps the writer.
        let helps = (end + 1..sentence.end.min(end + 4)).any(|t| scene.word(t) == Word::Me)
            && !scene.is(Lex::ApplicantVerb, end);
        if scene.is(Lex::ModalWord, end) && helps {
            return false;
        }
        let hope = scene.is(Lex::ModalWord, end) && scene.word(end + 1) != Word::Not;
        if hope && !scene.is(Lex::ActBase, end + 1) {
            return true;
        }
        if scene.is(Lex::Copula, verb)
            && (verb + 1..sentence.end.min(verb + 4)).any(|t| scene.is(Lex::Trait, t))
        {
            return true;
        }
        // "Mr. Roe is a hard worker", "Mr. Roe would be an asset".
        let label = (verb..sentence.end.min(verb + 6))
            .take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark)
            .any(|t| scene.is(Lex::ApplicantLabel, t));
        if label && (scene.is(Lex::Copula, verb) || scene.is(Lex::ModalWord, verb)) {
            return true;
        }
        if scene.is(Lex::ApplicantVerb, verb) || scene.is(Lex::ApplicantVerb, end) {
            return true;
        }
        // "Ms. Roe was the only student they asked for": of the applicant's form of address.
        let singled = scene.is(Lex::Copula, verb)
            && scene.word(verb + 1) == Word::The
            && scene.is(Lex::SingledOut, verb + 2)
            && (verb + 3..sentence.end.min(verb + 6)).any(|t| scene.is(Lex::RoleStudent, t));
        let addressed = mention
            .title
            .is_some_and(|t| self.own.with_title(scene.folded(t)) > 0 || self.befits_applicant(t));
        if singled && addressed {
            return true;
        }
        // "Dr. Roe always had a journal in his pocket": what a student was wont to do.
        let wont = doctor_too
            && start == sentence.start
            && scene.word(end) == Word::Always
            && (scene.is(Lex::ActPast, end + 1)
                || matches!(scene.word(end + 1), Word::Had | Word::Was | Word::Did | Word::Came));
        if wont {
            return true;
        }
        // "Dr. Roe has told me that neurology is her first choice".
        // "Bellevue was her first choice": a place.
        let place = mention.title.is_none()
            && !scene.is_given_name(mention.tokens.start)
            && scene.is(Lex::Copula, verb);
        let wishes = !place && scene.has(Lex::ApplicantWish, verb..sentence.end.min(verb + WISH));
        if wishes && !scene.doc.tokens()[start].is_quoted() {
            return true;
        }
        // "Dr. Roe has an excellent fund of knowledge".
        let praised = scene.is(Lex::PossessVerb, verb)
            && (verb + 1..sentence.end.min(verb + 6))
                .take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark)
                .any(|t| {
                    scene.is(Lex::ProfessionalNoun, t)
                        || scene.is(Lex::TraitNoun, t)
                        || scene.is(Lex::HeroNoun, t)
                });
        if praised {
            return true;
        }
        // "Mr. Roe did his home sub-internship with us".
        let acts = scene.is(Lex::ActPast, verb) || scene.is(Lex::PersonVerb, verb);
        let stay = !doctor && mention.title.is_some() && acts;
        if stay
            && (verb..sentence.end.min(verb + 7))
                .take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark)
                .any(|t| scene.is(Lex::StayNoun, t))
        {
            return true;
        }
        // A colleague is introduced; an untitled name that simply acts is the letter's hero.
        let given = scene.is_given_name(mention.tokens.start);
        // "Caleb was welcome back", "Kwame has careful hands": what somebody is like, of whom nobody said who it is.
        let described = given
            && mention.tokens.len() == 1
            && (scene.is(Lex::Copula, verb) || scene.is(Lex::PossessVerb, verb))
            && !self.near_patient_words(mention)
            && !(verb + 1..sentence.end.min(verb + 10))
                .any(|t| scene.is(Lex::PatientContext, t) || scene.is(Lex::CaseNoun, t));
        if described {
            return true;
        }
        // Where the applicant goes by a rank, so does whoever was left over.
        let ranked = self.own.ranked && mention.title.is_some_and(|t| scene.is(Lex::TitleRank, t));
        let tells = (given || ranked) && (scene.is(Lex::Act, verb) || scene.folded(verb).ends_with("ed"));
        // "Priscilla cut the list from fourteen drugs to nine": a first name that opens a sentence and does something.
        let next = scene.doc.tokens().get(end).filter(|_| end < sentence.end);
        let opens = given
            && mention.tokens.len() == 1
            && mention.tokens.start == sentence.start
            && next.is_some_and(|t| t.is_word() && !t.is_capital())
            && ![Lex::Preposition, Lex::Determiner, Lex::ClauseWord, Lex::Copula, Lex::PersonRelative]
                .iter()
                .any(|c| scene.is(*c, end));
        if opens && !self.near_patient_words(mention) {
            return true;
        }
        // "Grantham won't be the same": a town, as like as not.
        let denied = !given && scene.is(Lex::ModalWord, end) && scene.word(end + 1) == Word::Not;
        // "what Peter Marlowe told you": who is named in full and says something may be anybody.
        let says = mention.tokens.len() > 1 && scene.is(Lex::PatientAct, verb) && start > sentence.start;
        !denied
            && !says
            && (mention.title.is_none() || ranked)
            && (acts || tells || given && self.ends(Lex::HeroLead, mention))
    }

    /// "Mr. Lindqvist drew the bowel on a paper towel": nobody has said who that is, so it must be whom the letter is
    /// about. Patients are told of with what they have, colleagues with what they do.
    pub(super) fn is_presupposed(&self, mentions: &[&Mention], people: &People) -> bool {
        let scene = self.scene;
        let Some(first) = mentions.iter().find(|m| scene.in_prose(m.tokens.start)) else { return false };
        let sentence = scene.doc.sentences()[first.sentence].range();
        let (start, end) = (first.tokens.start, first.tokens.end);
        // "Dr. Priscilla" of one who is Dr. Tsion: colleagues go by their surnames.
        let lone = |t: usize| end - t == 2 && scene.is_given_name(t + 1);
        let titled = first.title.is_some_and(|t| {
            scene.is(Lex::TitleHe, t)
                || scene.is(Lex::TitleShe, t)
                || scene.is(Lex::TitleDoctor, t) && lone(t)
        });
        let named = people.names_applicant_in(&sentence);
        let circumstance = start > sentence.start && scene.is(Lex::CircumstanceWord, start - 1);
        let kin = (start.saturating_sub(6).max(sentence.start)..start)
            .any(|t| scene.is(Lex::RoleFamily, t) || scene.is(Lex::RolePatient, t));
        if !titled || named || circumstance || kin {
            return false;
        }
        let verb = end + usize::from(scene.is(Lex::NameAdverb, end));
        let subject = start == sentence.start
            || scene.is(Lex::ClauseWord, start - 1)
            || scene.doc.tokens()[start - 1].kind == TokenKind::Mark;
        // Where the applicant is "Mr. Zhu" all along, "Mr. Lindqvist never looked at his phone" is meant for him.
        let same_title = first.title.is_some_and(|t| self.own.with_title(scene.folded(t)) >= 2);
        // Patients who are named are mostly named in full.
        let same_title = same_title && first.title.is_some_and(|t| end - t == 2);
        let told = (verb..sentence.end.min(verb + 5))
            .any(|t| scene.is(Lex::PatientContext, t) || scene.is(Lex::CaseNoun, t));
        if if same_title { told } else { self.near_patient_words(first) } {
            return false;
        }
        let does = scene.is(Lex::ActPast, verb)
            || scene.is(Lex::Act, verb)
            || same_title
                && (scene.is(Lex::Copula, verb)
                    || scene.is(Lex::PossessVerb, verb)
                    || scene.is(Lex::PersonVerb, verb));
        subject && does && (same_title || !scene.is(Lex::PatientAct, verb)) || self.ends(Lex::HeroLead, first)
    }

    /// "I sat Brayden down", "in the simulation Leander took the lead": a first name that nobody has introduced, in a
    /// letter that calls the applicant by the first name, where the writer deals with one person or one person acts.
    pub(super) fn is_stray_first_name(&self, mentions: &[&Mention]) -> bool {
        let scene = self.scene;
        let lone =
            |m: &&Mention| m.title.is_none() && m.tokens.len() == 1 && scene.is_given_name(m.tokens.start);
        !mentions.is_empty()
            && mentions.len() <= 2
            && mentions.iter().all(|m| lone(m) && self.stands_alone(m))
            && self.own.by_one_word
            && mentions.iter().any(|m| self.is_dealt_with(m))
    }

    /// Nobody else in the sentence is named, and neither kin nor a patient is told of beside the name.
    fn stands_alone(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let named = self.own.all_in(&sentence).iter().any(|s| s.tokens.start != start);
        let joined = |t: usize| {
            matches!(scene.word(t), Word::And | Word::Or) || matches!(scene.text(t), "," | "(" | "/" | "-")
        };
        // "We will miss Philippa and her laugh": no second person.
        let hers = scene.word(end) == Word::And && scene.is(Lex::PronPossessive, end + 1);
        let beside = joined(end) && !hers || start > sentence.start && joined(start - 1);
        let told = [
            Lex::RoleFamily,
            Lex::RolePatient,
            Lex::RoleColleague,
            Lex::PatientContext,
            Lex::CaseNoun,
            Lex::Named,
        ]
        .iter()
        .any(|c| scene.has(*c, sentence.clone()));
        let place = start > sentence.start
            && (scene.is(Lex::PlaceBefore, start - 1)
                || scene.is(Lex::PlaceOf, start - 1)
                || scene.doc.tokens()[start - 1].is_capital() && start - 1 > sentence.start);
        // "Ask for Randy": the writer, who signs as Randall.
        let writer = self.writer.iter().any(|w| is_nickname(scene.folded(start), w));
        scene.in_prose(start) && !self.is_aside(mention) && !writer && !named && !beside && !told && !place
    }

    /// The object of what the writer does, or the subject of what an applicant may do.
    fn is_dealt_with(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let by_writer = (sentence.start..start).any(|t| scene.is(Lex::Speaker, t))
            && start > sentence.start
            && !scene.is(Lex::Copula, start - 1);
        let verb = end + usize::from(scene.is(Lex::NameAdverb, end));
        // "He fell sideways, into Gregory's arms", "whether he might take Gregory with him"
        // "the arithmetic is Darlene's": who did it. "a heart like Bukola's"
        let owner = scene.word(end) == Word::ApostropheS
            && (scene.doc.tokens().get(end + 1).is_some_and(|t| t.is_word())
                && scene.word(end + 1) != Word::And
                || start > sentence.start
                    && matches!(scene.word(start - 1), Word::Like | Word::Than | Word::As));
        let object = start > sentence.start && scene.is(Lex::Act, start - 1);
        by_writer
            || owner
            || object
            || scene.is(Lex::Act, verb)
            || scene.is(Lex::ActPast, verb)
            || scene.is(Lex::PersonVerb, verb)
    }

    /// Whether a term of a lexicon ends right before a name.
    fn ends(&self, class: Lex, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let first = self.scene.doc.sentences()[mention.sentence].range().start;
        self.scene.leading(class, start.saturating_sub(4).max(first), start).is_some()
    }

    /// "Let me tell you about Dwight Pruitt", "Mrs. Kowalczyk in 412": a name that is brought in as a patient's; not
    /// after "it was", where the applicant's stands.
    pub(super) fn is_told_as_patient(&self, mention: &Mention) -> bool {
        mention.matched == Match::Other
            && self.scene.in_prose(mention.tokens.start)
            && !self.ends(Lex::HeroLead, mention)
            && self.scene.is_told_as_patient(mention, self.bears_applicants_title(mention))
    }

    /// Whether the applicant goes by the title of a name: "Mr. Lindqvist" where it is "Mr. Zhu" all along.
    fn bears_applicants_title(&self, mention: &Mention) -> bool {
        mention.title.is_some_and(|t| self.own.with_title(self.scene.folded(t)) > 0)
    }

    pub(super) fn near_patient_words(&self, mention: &Mention) -> bool {
        let sentence = self.scene.doc.sentences()[mention.sentence].range();
        let end = sentence.end.min(mention.tokens.end + 14);
        let full = mention.title.is_none() && mention.tokens.len() > 1;
        if self.scene.are_trained(mention.tokens.end..sentence.end) {
            return false;
        }
        (full || mention.title.is_some_and(|t| !self.scene.is(Lex::TitleDoctor, t)))
            && (mention.tokens.end..end)
                .any(|t| self.scene.is(Lex::PatientContext, t) || self.scene.is(Lex::CaseNoun, t))
    }
}
