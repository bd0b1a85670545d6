//! Patients who could be recognised: named, dated to the day, or placed in a small town.
//!
//! Who is a patient by name, [`crate::facts`] tells; besides, a day in whose sentence a patient comes up, and a noun for a
//! patient with a place behind it.

use std::ops::Range;

use super::structure::Structure;
use crate::covered::Covered;
use crate::facts::{Lex, Look, Mention, PersonRole, Word, points_needed};
use crate::finding::Finding;
use crate::text::SectionKind;

/// Tokens of a sentence that holds a day and hardly more: “It was June 29.”
const DAY_ALONE: usize = 9;

impl Structure<'_> {
    /// Everything that could identify a patient and that takes reasoning.
    pub(super) fn patients(&self) -> Vec<Finding> {
        let people = &self.facts.people;
        let mut mentions: Vec<Vec<&Mention>> = vec![Vec::new(); people.list.len()];
        for mention in people.mentions.iter().filter(|m| self.scene.in_prose(m.tokens.start)) {
            mentions[mention.person].push(mention);
        }
        let told: Vec<bool> =
            people.list.iter().zip(&mentions).map(|(p, m)| self.is_identified(p.role, m)).collect();
        let mut found = self.named(&told);
        found.extend(self.encounter_days(&told));
        found.extend(self.places());
        found.extend(self.households());
        found
    }

    /// Patients and their relatives by name; who is named again is one more thing to take out, of the same cause.
    fn named(&self, told: &[bool]) -> Vec<Finding> {
        let people = &self.facts.people;
        let mut found = Vec::new();
        for mention in
            people.mentions.iter().filter(|m| told[m.person] && self.scene.in_prose(m.tokens.start))
        {
            let span = self.scene.doc.span_of(mention.tokens.clone());
            let finding = self.scene.finding("phi/patient-named", Some(span), &[]);
            let cause = people.list[mention.person].words.first().map(|w| format!("patient-{w}"));
            found.extend(finding.map(|f| Finding { cause, ..f }));
        }
        found
    }

    /// Whether somebody of a role, who is named so in the text, is a patient or a patient's kin.
    fn is_identified(&self, role: PersonRole, mentions: &[&Mention]) -> bool {
        match role {
            PersonRole::Patient => mentions.iter().all(|m| {
                let last = self.scene.doc.sentences()[m.sentence].range().end;
                let place = [Lex::UsState, Lex::Country].iter().any(|c| self.scene.is(*c, m.tokens.start));
                !self.scene.is_made_up(m) && !place && !self.scene.is_ours(m.tokens.end, last)
            }),
            PersonRole::Relative => mentions.iter().any(|m| self.is_patients_kin(m)),
            PersonRole::Unknown => {
                let full = mentions.iter().any(|m| m.title.is_some() || m.tokens.len() > 1);
                mentions.iter().all(|m| self.scene.may_be_patient(m))
                    && mentions.iter().any(|m| self.scene.speaks_for_patient(m) >= points_needed(full))
            }
            _ => false,
        }
    }

    /// “his wife, Doreen”; not the writer's and not the applicant's, whose family is another matter.
    fn is_patients_kin(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let start = mention.tokens.start;
        let comma = usize::from(start > 0 && scene.word(start - 1) == Word::Comma);
        let end = start - comma;
        let Some(kin) = scene.leading(Lex::RoleFamily, end.saturating_sub(3), end) else {
            return false;
        };
        let own = (kin.saturating_sub(2)..kin)
            .any(|t| scene.is(Lex::PronWriter, t) || scene.is(Lex::OurWord, t) || scene.is(Lex::Bearer, t));
        !own && !scene.doc.tokens()[kin].is_capital()
    }

    /// Somebody of whom the letter tells as a patient, in a range of tokens.
    fn tells_of_patient(&self, tokens: Range<usize>, told: &[bool]) -> bool {
        let noun = self.scene.mentions_patient(tokens.clone());
        let people = &self.facts.people;
        let from = people.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let named = people.mentions[from..].iter().take_while(|m| m.tokens.start < tokens.end);
        noun || named.into_iter().any(|m| told.get(m.person).is_some_and(|t| *t))
    }

    /// Whether the applicant stands in a finding's sentence, and no patient.
    pub(super) fn is_applicants(&self, finding: &Finding) -> bool {
        let doc = self.scene.doc;
        let Some(at) = finding.span.map(|s| doc.token_at(s.start)) else { return false };
        let Some(sentence) = doc.sentence_of(at) else { return false };
        let tokens = doc.sentences()[sentence].range();
        let before = self.scene.has(Lex::Bearer, tokens.start..at);
        before && self.scene.word(at) == Word::Born && !self.tells_of_patient(tokens, &[])
    }

    /// The exact day of something that happened to a patient.
    fn encounter_days(&self, told: &[bool]) -> Vec<Finding> {
        let (scene, sentences) = (self.scene, self.scene.doc.sentences());
        let mut found = Vec::new();
        let ranged = Covered::tokens(self.facts.ranges.iter().map(|r| &r.tokens));
        for date in self.facts.dates.iter().filter(|d| d.day.is_some()) {
            let sentence = &sentences[date.sentence];
            let tokens = sentence.range();
            let ranged = ranged.holds(date.tokens.start);
            let prose = matches!(sentence.section, SectionKind::Body | SectionKind::Postscript);
            let before = scene.folded(date.tokens.start.saturating_sub(1));
            let bound =
                matches!(before, "from" | "between" | "to" | "through" | "until" | "and" | "-" | "\u{2013}");
            // “8 June-3 July”: two days this close bound a stretch.
            let mut others = self.facts.dates_of(date.sentence).iter().filter(|d| *d != date);
            let pair = others.clone().next().is_some();
            let close = others.any(|d| {
                let gap =
                    d.tokens.start.abs_diff(date.tokens.end).min(date.tokens.start.abs_diff(d.tokens.end));
                gap <= 2
            });
            if ranged || !prose || close || bound && pair {
                continue;
            }
            let elsewhere = scene.has(Lex::OfficeDay, tokens.clone());
            let care = scene.has(Lex::CareEvent, tokens.clone());
            let beside = |n: Option<usize>| {
                n.and_then(|n| sentences.get(n)).is_some_and(|s| {
                    s.paragraph == sentence.paragraph && self.tells_of_patient(s.range(), told)
                })
            };
            // “It was June 29.” “On June 29 she saw the curve slope. The patient was …”
            let clinical = tokens.len() <= DAY_ALONE || scene.is_clinical(tokens.clone());
            let around =
                || clinical && (beside(date.sentence.checked_sub(1)) || beside(Some(date.sentence + 1)));
            if (care || !elsewhere) && (self.tells_of_patient(tokens, told) || around()) {
                let span = scene.doc.span_of(date.tokens.clone());
                found.extend(scene.finding("phi/encounter-day", Some(span), &[]));
            }
        }
        found
    }

    /// “the retired postmaster of Birch Hollow”: what somebody is, and where.
    fn places(&self) -> Vec<Finding> {
        let (scene, tokens) = (self.scene, self.scene.doc.tokens());
        let mut found = Vec::new();
        let mut end = 0;
        for sentence in scene.doc.sentences() {
            let range = sentence.range();
            if !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
                continue;
            }
            // Capitals inside a sentence are few; each is asked what stands before it.
            for place in scene.starts.within(Look::Capital, range.start + 2..range.end) {
                // “from the Pine Hollow trailers”
                let named = tokens.get(place + 1).is_some_and(|t| t.is_capital() && t.is_word());
                let lead = place - if scene.word(place - 1) == Word::The && named { 2 } else { 1 };
                if lead <= range.start {
                    continue;
                }
                if place < end || !scene.is(Lex::PlaceOf, lead) {
                    continue;
                }
                let Some((noun, office)) = self.patient_noun(range.start, lead) else { continue };
                // “a patient of Dr. Roe”, “a man of God”: of is for posts.
                let office_only = matches!(scene.word(lead), Word::Of | Word::In);
                if office_only && !office || self.is_wide_place(place) {
                    continue;
                }
                end = (place..range.end)
                    .find(|t| !tokens[*t].is_capital() || !tokens[*t].is_word())
                    .unwrap_or(range.end);
                let span = scene.doc.span_of(noun..end);
                found.extend(scene.finding("phi/patient-place", Some(span), &[]));
            }
        }
        found
    }

    /// “the Kowalski family”: a surname that nobody in the letter bears.
    fn households(&self) -> Vec<Finding> {
        let (scene, tokens) = (self.scene, self.scene.doc.tokens());
        let mut found = Vec::new();
        for hit in scene.terms_in(Lex::Household, 0..tokens.len()) {
            let at = hit.start as usize;
            if at < 2 || !scene.in_prose(at) || scene.word(at - 2) != Word::The {
                continue;
            }
            let (name, word) = (tokens[at - 1], scene.folded(at - 1));
            let people = ["ese", "ian", "ish", "can", "mong", "ole"].iter().any(|e| word.ends_with(e));
            let word_known =
                scene.rules.vocabulary().word(name.word).is_some() && !scene.is_given_name(at - 1);
            let known = word_known || scene.is_profile_name(at - 1);
            if name.is_capital() && name.is_word() && !name.is_all_caps() && !people && !known {
                let span = scene.doc.span_of(at - 1..at);
                found.extend(scene.finding("phi/patient-named", Some(span), &[]));
            }
        }
        found
    }

    /// The noun for a patient that ends where a preposition starts, and whether it is a post or a trade.
    fn patient_noun(&self, first: usize, lead: usize) -> Option<(usize, bool)> {
        let scene = self.scene;
        let last = lead.checked_sub(1)?;
        let from = lead.saturating_sub(3).max(first);
        let ends = |class: Lex| scene.leading(class, from, lead);
        let word = scene.folded(last);
        let made = ["man", "woman", "master", "mistress", "keeper", "monger", "smith"]
            .iter()
            .any(|e| word.len() > e.len() + 2 && word.ends_with(e));
        let trade = ends(Lex::RoleOccupation).or_else(|| made.then_some(last));
        let noun =
            trade.or_else(|| [Lex::RoleHe, Lex::RoleShe, Lex::RolePatient].iter().find_map(|c| ends(*c)))?;
        let determined = (noun.saturating_sub(4).max(first)..noun)
            .any(|t| matches!(scene.word(t), Word::A | Word::An | Word::The | Word::Our));
        let known = trade.is_none() && scene.is(Lex::RoleColleague, noun) || scene.is(Lex::RoleStudent, noun);
        // “My fellow, a very able woman from Tulsa, …”
        let article =
            (noun.saturating_sub(4).max(first)..noun).find(|t| matches!(scene.word(*t), Word::A | Word::An));
        let of_house = article.is_some_and(|t| {
            t >= first + 2
                && scene.word(t - 1) == Word::Comma
                && (scene.is(Lex::RoleColleague, t - 2) || scene.is(Lex::RoleStudent, t - 2))
        });
        let told = !of_house && self.scene.is_told_of(first, noun, lead - noun);
        (determined && !known && told && !scene.doc.tokens()[noun].is_capital())
            .then_some((noun, trade.is_some()))
    }

    /// A state, a country or larger; a hospital, a time, somebody's name, the place where all of this was.
    fn is_wide_place(&self, place: usize) -> bool {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let classes = [
            Lex::Country,
            Lex::UsState,
            Lex::Nationality,
            Lex::Month,
            Lex::Weekday,
            Lex::Specialty,
            Lex::Applicant,
        ];
        let titles = [Lex::TitleHe, Lex::TitleShe, Lex::TitleDoctor, Lex::WidePlace];
        let here = classes.iter().chain(&titles).any(|c| scene.is(*c, place));
        let house = (place..tokens.len().min(place + 5))
            .take_while(|t| {
                tokens[*t].is_word() && (tokens[*t].is_capital() || scene.is(Lex::PlaceJoint, *t))
            })
            .any(|t| scene.is(Lex::CareHouse, t));
        here || house || tokens[place].is_all_caps() && tokens[place].span.len() > 1
    }
}
