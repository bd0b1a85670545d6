//! Patients who could be recognised: named, dated to the day, or placed in a small town.
//!
//! Who is a patient is told by structure: a name whose neighbours are care, an age, a room or an illness, and neither a
//! post nor a degree; a day in whose sentence a patient comes up; a noun for a patient with a place behind it.

use std::ops::Range;

use super::structure::Structure;
use crate::facts::{Mention, PersonRole};
use crate::finding::Finding;
use crate::text::{SectionKind, TokenKind};

/// What must speak for a patient where a title or a full name stands; and where a first name stands alone.
const ENOUGH: i32 = 2;
const ENOUGH_FOR_ONE_WORD: i32 = 3;
/// Tokens of a relative clause or an apposition that tell who somebody is.
const CLAUSE: usize = 14;
/// Tokens about a name in which a post makes it a colleague's.
const POST: usize = 8;
/// Tokens of a sentence that holds a day and hardly more: “It was June 29.”
const DAY_ALONE: usize = 9;

impl Structure<'_> {
    /// Everything that could identify a patient and that takes reasoning.
    pub(super) fn patients(&self) -> Vec<Finding> {
        let told: Vec<bool> = (0..self.facts.people.list.len()).map(|n| self.is_identified(n)).collect();
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

    fn is_identified(&self, number: usize) -> bool {
        let people = &self.facts.people;
        let mut mentions =
            people.mentions.iter().filter(|m| m.person == number && self.scene.in_prose(m.tokens.start));
        match people.list[number].role {
            PersonRole::Patient => mentions.all(|m| !self.is_made_up(m)),
            PersonRole::Relative => mentions.any(|m| self.is_patients_kin(m)),
            PersonRole::Unknown => {
                let mentions: Vec<&Mention> = mentions.collect();
                let full = mentions.iter().any(|m| m.title.is_some() || m.tokens.len() > 1);
                let enough = if full { ENOUGH } else { ENOUGH_FOR_ONE_WORD };
                mentions.iter().all(|m| self.may_be_patient(m))
                    && mentions.iter().map(|m| self.speaks_for_patient(m)).max().unwrap_or_default() >= enough
            }
            _ => false,
        }
    }

    /// “his wife, Doreen”; not the writer's and not the applicant's, whose family is another matter.
    fn is_patients_kin(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let start = mention.tokens.start;
        let comma = usize::from(start > 0 && scene.text(start - 1) == ",");
        let end = start - comma;
        let Some(kin) = (end.saturating_sub(3)..end)
            .find(|t| scene.term("role-family", *t).is_some_and(|len| t + len == end))
        else {
            return false;
        };
        let own = (kin.saturating_sub(2)..kin)
            .any(|t| scene.is("pron-writer", t) || scene.is("our-word", t) || scene.is("bearer", t));
        !own && !scene.doc.tokens()[kin].is_capital()
    }

    /// The letter says that the name is none, or gives no more than an initial of the surname.
    fn is_made_up(&self, mention: &Mention) -> bool {
        let sentence = self.scene.doc.sentences()[mention.sentence].range();
        let last = mention.tokens.end.saturating_sub(1);
        self.scene.terms_in("made-up-name", sentence).next().is_some()
            || mention.tokens.len() > 1 && self.scene.doc.tokens()[last].is_initial()
    }

    /// Neither a doctor, an officer, a colleague, somebody in training, nor a name that the letter calls made up.
    fn may_be_patient(&self, mention: &Mention) -> bool {
        let scene = self.scene;
        let Range { start, end } = mention.tokens;
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let rank = start > sentence.start && {
            let before = scene.doc.tokens()[start - 1];
            before.is_all_caps() && before.is_capital() && before.span.len() > 1
                || scene.is("office-title", start - 1)
        };
        let doctor = mention.title.is_some_and(|t| scene.is("title-doctor", t));
        let near = start.saturating_sub(POST).max(sentence.start)..sentence.end.min(end + POST);
        let post = ["credential", "role-student", "office-title"]
            .iter()
            .any(|c| scene.terms_in(c, near.clone()).next().is_some())
            || scene.terms_in("role-colleague", near.start..start).next().is_some();
        let alias = self.is_made_up(mention);
        let place = scene.doc.tokens().get(end).is_some_and(|t| t.is_capital())
            || start > 0 && mention.title.is_none() && scene.is("place-lead", start - 1);
        !rank && !doctor && !post && !alias && !place && scene.doc.tokens()[start].is_word()
    }

    /// How much about a name speaks for a patient's.
    fn speaks_for_patient(&self, mention: &Mention) -> i32 {
        let scene = self.scene;
        let Range { start, end } = mention.tokens;
        let number = mention.sentence;
        let story = number.checked_sub(1).is_some_and(|before| {
            let sentences = scene.doc.sentences();
            sentences[before].paragraph == sentences[number].paragraph
                && self.tells_of_patient(sentences[before].range(), &[])
        });
        let sentence = scene.doc.sentences()[number].range();
        let ends = |class: &str| {
            (start.saturating_sub(4).max(sentence.start)..start)
                .any(|t| scene.term(class, t).is_some_and(|len| t + len == start))
        };
        let mut points = 0;
        points += 3 * i32::from(ends("care-lead"));
        points += 2 * i32::from(ends("frail-lead"));
        points += 2 * i32::from(ends("bedside-lead") && mention.title.is_some());
        let joined = start >= sentence.start + 2
            && scene.is("title-he", start - 2)
            && scene.folded(start - 1) == "and";
        points += 3 * i32::from(joined || scene.is("household", end));
        // “a young man named Tyler Moss”, “a woman I will remember, Dolores, …”
        let introduced =
            scene.is("named", start.saturating_sub(1)) || scene.text(start.saturating_sub(1)) == ",";
        let noun = ["role-he", "role-she", "role-patient"].iter().any(|c| {
            scene.terms_in(c, start.saturating_sub(POST).max(sentence.start)..start).next().is_some()
        });
        points += 2 * i32::from(introduced && noun);
        points += i32::from(ends("story-lead")) + i32::from(story);
        points += 3 * i32::from(self.is_aged(end..sentence.end) || self.is_bedded(end));
        let verb = end + usize::from(scene.is("name-adverb", end));
        points += 2 * i32::from(scene.is("patient-verb", verb));
        let relative = end + usize::from(scene.text(end) == ",");
        if scene.is("person-relative", relative) {
            let clause = relative..sentence.end.min(relative + CLAUSE);
            points += 1 + 2 * i32::from(self.is_ill(clause));
        }
        points += i32::from(self.is_ill(end..sentence.end));
        // “He had been turning down insulin.”
        let next = scene.doc.sentences().get(number + 1);
        points += i32::from(next.is_some_and(|next| {
            let same = next.paragraph == scene.doc.sentences()[number].paragraph;
            same && ["pron-he", "pron-she"].iter().any(|c| scene.is(c, next.range().start))
                && !scene.is("applicant", next.range().start)
        }));
        points
    }

    /// “, 93,” or “, six years old”, perhaps after “of Juniper Street”.
    fn is_aged(&self, tokens: Range<usize>) -> bool {
        let scene = self.scene;
        let near = tokens.start..tokens.end.min(tokens.start + 7);
        near.clone().any(|t| {
            let age = scene.term("number", t).or_else(|| scene.term("age-word", t));
            let Some(len) = age.filter(|_| t > 0) else { return false };
            let closed = scene.doc.tokens().get(t + len).is_none_or(|n| n.kind == TokenKind::Mark)
                || scene.is("age-unit", t + len);
            matches!(scene.folded(t - 1), "," | "aged" | "is" | "was" | "age" | "(") && closed
        })
    }

    /// “in 412”, “in bed 12”, “from room 6”.
    fn is_bedded(&self, at: usize) -> bool {
        let scene = self.scene;
        matches!(scene.folded(at), "in" | "from")
            && (scene.is("number", at + 1) || scene.is("bed-word", at + 1))
    }

    fn is_clinical(&self, tokens: Range<usize>) -> bool {
        self.is_ill(tokens.clone()) || self.scene.terms_in("clinical-object", tokens).next().is_some()
    }

    /// What patients have and what befalls them.
    fn is_ill(&self, tokens: Range<usize>) -> bool {
        ["illness", "patient-verb", "care-event"]
            .iter()
            .any(|c| self.scene.terms_in(c, tokens.clone()).next().is_some())
    }

    /// Somebody of whom the letter tells as a patient, in a range of tokens.
    fn tells_of_patient(&self, tokens: Range<usize>, told: &[bool]) -> bool {
        let noun = ["role-patient", "role-he", "role-she", "case-noun"].iter().any(|class| {
            let mut hits = self.scene.terms_in(class, tokens.clone());
            hits.any(|h| self.is_told_of(tokens.start, h.start as usize, h.len as usize))
        });
        let people = &self.facts.people;
        let from = people.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let named = people.mentions[from..].iter().take_while(|m| m.tokens.start < tokens.end);
        noun || named.into_iter().any(|m| told.get(m.person).is_some_and(|t| *t))
    }

    /// Whether a noun for a person tells of one who is neither the writer's nor what the applicant is or has.
    fn is_told_of(&self, first: usize, at: usize, len: usize) -> bool {
        let scene = self.scene;
        let last = scene.folded(at + len - 1);
        let plural = last.ends_with('s') && !last.ends_with("ss");
        // “She was with a man”: the man is not what she was.
        let before = (at.saturating_sub(5).max(first)..at).rev().take_while(|t| !scene.is("preposition", *t));
        let before: Vec<usize> = before.collect();
        let own = before.iter().take(3).any(|t| scene.is("pron-writer", *t) || scene.is("bearers", *t));
        // “There was a woman” tells of somebody; “she is a woman” of the applicant.
        let there = |t: usize| t > first && matches!(scene.folded(t - 1), "there" | "it");
        let role =
            before.iter().any(|t| scene.is("copula", *t) && !there(*t) || scene.is("predicate-word", *t));
        !plural && !own && !role && !scene.is("not-a-person", at)
    }

    /// Whether the applicant stands in a finding's sentence, and no patient.
    pub(super) fn is_applicants(&self, finding: &Finding) -> bool {
        let doc = self.scene.doc;
        let Some(at) = finding.span.map(|s| doc.token_at(s.start)) else { return false };
        let Some(sentence) = doc.sentence_of(at) else { return false };
        let tokens = doc.sentences()[sentence].range();
        let before = self.scene.terms_in("bearer", tokens.start..at).next().is_some();
        before && self.scene.folded(at) == "born" && !self.tells_of_patient(tokens, &[])
    }

    /// The exact day of something that happened to a patient.
    fn encounter_days(&self, told: &[bool]) -> Vec<Finding> {
        let (scene, sentences) = (self.scene, self.scene.doc.sentences());
        let mut found = Vec::new();
        for date in self.facts.dates.iter().filter(|d| d.day.is_some()) {
            let sentence = &sentences[date.sentence];
            let tokens = sentence.range();
            let ranged = self.facts.ranges.iter().any(|r| r.tokens.contains(&date.tokens.start));
            let prose = matches!(sentence.section, SectionKind::Body | SectionKind::Postscript);
            let before = scene.folded(date.tokens.start.saturating_sub(1));
            let bound =
                matches!(before, "from" | "between" | "to" | "through" | "until" | "and" | "-" | "\u{2013}");
            // “8 June-3 July”: two days this close bound a stretch.
            let mut others = self.facts.dates.iter().filter(|d| d.sentence == date.sentence && *d != date);
            let pair = others.clone().next().is_some();
            let close = others.any(|d| {
                let gap =
                    d.tokens.start.abs_diff(date.tokens.end).min(date.tokens.start.abs_diff(d.tokens.end));
                gap <= 2
            });
            if ranged || !prose || close || bound && pair {
                continue;
            }
            let elsewhere = scene.terms_in("office-day", tokens.clone()).next().is_some();
            let care = scene.terms_in("care-event", tokens.clone()).next().is_some();
            let beside = |n: Option<usize>| {
                n.and_then(|n| sentences.get(n)).is_some_and(|s| {
                    s.paragraph == sentence.paragraph && self.tells_of_patient(s.range(), told)
                })
            };
            // “It was June 29.” “On June 29 she saw the curve slope. The patient was …”
            let clinical = tokens.len() <= DAY_ALONE || self.is_clinical(tokens.clone());
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
            for place in range.clone().skip(2) {
                let lead = place - 1;
                if place < end || !tokens[place].is_capital() || !scene.is("place-of", lead) {
                    continue;
                }
                let Some((noun, office)) = self.patient_noun(range.start, lead) else { continue };
                // “a patient of Dr. Roe”, “a man of God”: of is for posts.
                let office_only = matches!(scene.folded(lead), "of" | "in");
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
        for hit in scene.terms_in("household", 0..tokens.len()) {
            let at = hit.start as usize;
            if at < 2 || !scene.in_prose(at) || scene.folded(at - 2) != "the" {
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
        let ends =
            |class: &str| (from..lead).find(|t| scene.term(class, *t).is_some_and(|len| t + len == lead));
        let word = scene.folded(last);
        let made = ["man", "woman", "master", "mistress", "keeper", "monger", "smith"]
            .iter()
            .any(|e| word.len() > e.len() + 2 && word.ends_with(e));
        let trade = ends("role-occupation").or_else(|| made.then_some(last));
        let noun = trade.or_else(|| ["role-he", "role-she", "role-patient"].iter().find_map(|c| ends(c)))?;
        let determined = (noun.saturating_sub(4).max(first)..noun)
            .any(|t| matches!(scene.folded(t), "a" | "an" | "the" | "our"));
        let known = trade.is_none() && scene.is("role-colleague", noun) || scene.is("role-student", noun);
        let told = self.is_told_of(first, noun, lead - noun);
        (determined && !known && told && !scene.doc.tokens()[noun].is_capital())
            .then_some((noun, trade.is_some()))
    }

    /// A state, a country or larger; a hospital, a time, somebody's name, the place where all of this was.
    fn is_wide_place(&self, place: usize) -> bool {
        let scene = self.scene;
        let tokens = scene.doc.tokens();
        let classes = ["country", "us-state", "nationality", "month", "weekday", "specialty", "applicant"];
        let titles = ["title-he", "title-she", "title-doctor", "wide-place"];
        let here = classes.iter().chain(&titles).any(|c| scene.is(c, place));
        let house = (place..tokens.len().min(place + 5))
            .take_while(|t| tokens[*t].is_word() && (tokens[*t].is_capital() || scene.is("place-joint", *t)))
            .any(|t| scene.is("care-house", t));
        here || house || tokens[place].is_all_caps() && tokens[place].span.len() > 1
    }
}
