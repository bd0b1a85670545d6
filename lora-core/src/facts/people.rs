//! Who else is spoken of: each name sorted into applicant, writer, colleague, patient, trainee, or a leftover of
//! another letter.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::applicant::{Applicant, Match};
use super::name_span::NameSpan;
use super::{Facts, Scene};
use crate::finding::Finding;
use crate::profile::Pronouns;
use crate::report::Checked;
use crate::rules::LexHit;
use crate::text::{SectionKind, TokenKind};

/// What a person in the letter was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PersonRole {
    Applicant,
    Writer,
    Colleague,
    Patient,
    Relative,
    Trainee,
    /// Named in the applicant's place.
    Leftover,
    Unknown,
}

impl PersonRole {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Writer => "writer",
            Self::Colleague => "colleague",
            Self::Patient => "patient",
            Self::Relative => "relative",
            Self::Trainee => "trainee",
            Self::Leftover => "another applicant",
            Self::Unknown => "unknown",
        }
    }
}

/// One mention of a person by name.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) tokens: Range<usize>,
    pub(crate) title: Option<usize>,
    pub(crate) sentence: usize,
    /// Number of the person in [`People::list`].
    pub(crate) person: usize,
    pub(crate) matched: Match,
}

/// One person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
    pub(crate) role: PersonRole,
    pub(crate) pronouns: Option<Pronouns>,
    pub(crate) mentions: usize,
}

/// Everybody named in the letter.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Person>,
    pub(crate) mentions: Vec<Mention>,
    /// Words of all names.
    words: FxHashSet<String>,
    /// For a word, the first person of yet unknown role whose name it is part of.
    unknown: FxHashMap<String, usize>,
}

impl People {
    pub(crate) fn role_of(&self, mention: &Mention) -> PersonRole {
        self.list[mention.person].role
    }

    /// Mentions that start in a range of tokens.
    pub(crate) fn mentions_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let last = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        self.mentions.get(first..last).unwrap_or_default().iter()
    }

    pub(crate) fn named(&self, role: PersonRole) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |m| self.role_of(m) == role)
    }
}

pub(super) fn sort(scene: &Scene<'_>, spans: &[NameSpan], applicant: &Applicant) -> People {
    let mut people = People::default();
    let sorter = Sorter { scene, spans, applicant, writer: writer_words(scene, spans, applicant) };
    // Fuller names first, so that "Ruthanne" later joins "Dr. Ruthanne Blixt".
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|i| {
        (std::cmp::Reverse(spans[*i].words.len() + usize::from(spans[*i].title.is_some())), *i)
    });
    for number in order {
        sorter.place(number, &mut people);
    }
    people.mentions.sort_by_key(|m| m.tokens.start);
    sorter.roles(&mut people);
    people
}

/// Words of the writer's name: of the profile, else of the signature.
fn writer_words(scene: &Scene<'_>, spans: &[NameSpan], applicant: &Applicant) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    if let Some(name) = &scene.profile.writer.name {
        words.extend(name.split([' ', '-']).map(crate::text::folded).filter(|w| w.len() > 1));
    }
    for span in spans {
        let section = scene.doc.sentences()[span.sentence].section;
        if matches!(section, SectionKind::Signature | SectionKind::Letterhead)
            && applicant.compare(span) == Match::Other
        {
            words.extend(span.words.iter().cloned());
        }
    }
    words
}

pub(super) struct Sorter<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) spans: &'a [NameSpan],
    pub(super) applicant: &'a Applicant,
    writer: Vec<String>,
}

impl Sorter<'_> {
    fn place(&self, number: usize, people: &mut People) {
        let span = &self.spans[number];
        let matched = match self.applicant.compare(span) {
            Match::Other if self.is_short_slip(span) => Match::Misspelt,
            matched => matched,
        };
        let is_writer = matched != Match::Same && span.words.iter().all(|w| self.writer.contains(w));
        let role = match matched {
            Match::Same => PersonRole::Applicant,
            _ if is_writer => PersonRole::Writer,
            Match::Misspelt => PersonRole::Applicant,
            Match::Mixed | Match::Other => PersonRole::Unknown,
        };
        // A capitalised word at the start of a sentence is a name only if something says so.
        if span.opens && role == PersonRole::Unknown && !self.is_named_subject(span, people) {
            return;
        }
        let known = match role {
            PersonRole::Unknown => span.words.iter().filter_map(|w| people.unknown.get(w)).min().copied(),
            role => people.list.iter().position(|p| p.role == role),
        };
        let person = known.unwrap_or_else(|| {
            let name = self.scene.doc.text_of(self.scene.doc.span_of(span.tokens.clone()));
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            people.list.push(Person { name, words: Vec::new(), role, pronouns: None, mentions: 0 });
            people.list.len() - 1
        });
        let entry = &mut people.list[person];
        entry.mentions += 1;
        for word in &span.words {
            people.words.insert(word.clone());
            if role == PersonRole::Unknown {
                people.unknown.entry(word.clone()).and_modify(|p| *p = person.min(*p)).or_insert(person);
            }
            if !entry.words.contains(word) {
                entry.words.push(word.clone());
            }
        }
        if let Some(pronouns) = self.gender(span) {
            entry.pronouns.get_or_insert(pronouns);
        }
        people.mentions.push(Mention {
            tokens: span.tokens.clone(),
            title: span.title,
            sentence: span.sentence,
            person,
            matched,
        });
    }

    /// "Mr. Bai" of a Bae, whom the letter otherwise calls Mr. Bae: in so short a name one letter is much.
    fn is_short_slip(&self, span: &NameSpan) -> bool {
        let (Some(title), [word]) = (span.title, &span.words[..]) else { return false };
        let scene = self.scene;
        let like = |own: &String| {
            own.chars().count() <= 3
                && word.chars().count() <= 4
                && own.chars().next() == word.chars().next()
                && strsim::osa_distance(word, own) == 1
        };
        scene.in_prose(span.tokens.start)
            && !scene.is("title-doctor", title)
            && self.applicant.family.iter().chain(self.applicant.words.iter()).any(like)
            && (self.applicant.given
                || self.spans.iter().any(|s| {
                    s.title.is_some_and(|t| scene.folded(t) == scene.folded(title))
                        && self.applicant.compare(s) == Match::Same
                }))
    }

    /// A lone capitalised word at a sentence start: known from elsewhere, or followed by what only people do.
    fn is_named_subject(&self, span: &NameSpan, people: &People) -> bool {
        if span.words.iter().any(|w| people.words.contains(w)) {
            return true;
        }
        acts_like_one(self.scene, span)
    }

    fn gender(&self, span: &NameSpan) -> Option<Pronouns> {
        let scene = self.scene;
        if let Some(title) = span.title {
            if scene.is("title-he", title) {
                return Some(Pronouns::He);
            }
            if scene.is("title-she", title) {
                return Some(Pronouns::She);
            }
        }
        let first = span.bare().start;
        match (scene.is("given-name-he", first), scene.is("given-name-she", first)) {
            (true, false) => Some(Pronouns::He),
            (false, true) => Some(Pronouns::She),
            _ => None,
        }
    }

    fn roles(&self, people: &mut People) {
        let mut by_person: Vec<Vec<&Mention>> = vec![Vec::new(); people.list.len()];
        people.mentions.iter().for_each(|m| by_person[m.person].push(m));
        for (person, mentions) in by_person.into_iter().enumerate() {
            if people.list[person].role != PersonRole::Unknown {
                continue;
            }
            let introduced = mentions.iter().find_map(|m| Some(self.likely(m, self.introduced(m)?)));
            let addressee = |m: &&Mention| {
                !matches!(
                    self.scene.doc.sentences()[m.sentence].section,
                    SectionKind::Body | SectionKind::Postscript | SectionKind::Subject
                )
            };
            // Who stands in the subject line alone is whom the letter is about, whatever it calls them.
            let in_subject = mentions.iter().any(|m| {
                self.scene.doc.sentences()[m.sentence].section == SectionKind::Subject
                    && !people.named(PersonRole::Applicant).any(|a| a.sentence == m.sentence)
            });
            if introduced.is_none() && self.is_applicant_after_all(&people.list[person], &mentions) {
                people.list[person].role = PersonRole::Applicant;
                continue;
            }
            let role = match introduced {
                // Whose place it would be is not known.
                None if self.applicant.words.is_empty() => PersonRole::Unknown,
                _ if in_subject => PersonRole::Leftover,
                Some(role) => role,
                None if mentions.iter().all(addressee) => PersonRole::Colleague,
                None if mentions.iter().any(|m| self.is_told_as_patient(m)) => PersonRole::Patient,
                None if mentions.iter().any(|m| self.is_garbled(m)) => PersonRole::Leftover,
                None if mentions.iter().any(|m| self.in_applicants_place(m)) => PersonRole::Leftover,
                None if self.is_presupposed(&mentions, people) => PersonRole::Leftover,
                None if mentions.iter().any(|m| self.near_patient_words(m)) => PersonRole::Patient,
                None => PersonRole::Unknown,
            };
            people.list[person].role = role;
        }
    }

    /// Who is called doctor is hardly a patient, whatever noun stands near: "for the outpatient half, Dr. Roe".
    fn likely(&self, mention: &Mention, role: PersonRole) -> PersonRole {
        let doctor = mention.title.is_some_and(|t| self.scene.is("title-doctor", t));
        if doctor && role == PersonRole::Patient { PersonRole::Colleague } else { role }
    }

    /// The role that the letter gives a person beside the name: "our senior resident, Dr. Wieczorek".
    fn introduced(&self, mention: &Mention) -> Option<PersonRole> {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[mention.sentence].range();
        let start = mention.tokens.start;
        let mut at = start;
        let mut comma = false;
        while at > sentence.start && matches!(scene.text(at - 1), "," | "(" | "-") && !comma {
            comma = true;
            at -= 1;
        }
        if at > sentence.start && scene.is("named", at - 1) {
            comma = true;
            at -= 1;
        }
        let reach = if comma { 8 } else { 2 };
        let from = at.saturating_sub(reach).max(sentence.start);
        for token in (from..at).rev() {
            if scene.doc.tokens()[token].kind == TokenKind::Mark {
                break;
            }
            // "as a neurologist Delacroix will …": what somebody is to be.
            let predicate = token >= from + 2
                && scene.is("determiner", token - 1)
                && scene.is("predicate-word", token - 2);
            if let Some(role) = self.role_noun(token, at).filter(|_| !predicate) {
                let len = scene.term_len(token);
                if comma || token + len >= at || at - (token + len) <= 1 && !scene.is("act", at - 1) {
                    return Some(role);
                }
            }
        }
        self.introduced_after(mention, sentence.end)
    }

    /// "Andile Khumalo, our pharmacist", "Tomás Ridgely, PNP", "Dr. Ngata is my partner".
    fn introduced_after(&self, mention: &Mention, end: usize) -> Option<PersonRole> {
        let scene = self.scene;
        let mut at = mention.tokens.end;
        if at >= end {
            return None;
        }
        if matches!(scene.text(at), "," | "(" | "-") {
            at += 1;
            if scene.is("credential", at) {
                return Some(PersonRole::Colleague);
            }
            // “Mr. Roe, who never speaks to residents” is none of them.
            let doctor = mention.title.is_some_and(|t| scene.is("title-doctor", t));
            if !doctor && scene.is("person-relative", at) && !scene.is("copula", at + 1) {
                return None;
            }
        } else if scene.is("copula", at) {
            at += 1;
        } else {
            return None;
        }
        // "…, who never speaks to residents": what somebody does says nothing of a post.
        if scene.is("person-relative", at) && !scene.is("copula", at + 1) {
            return None;
        }
        if !scene.is("determiner", at) && !matches!(scene.text(mention.tokens.end), "," | "(") {
            return None;
        }
        let stop = (at..end.min(at + 7))
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark)
            .unwrap_or(end.min(at + 7));
        // "is a hardworking colleague" praises; "is my colleague" introduces.
        let copula = scene.is("copula", mention.tokens.end);
        if copula && !scene.is("own-house", at) {
            return None;
        }
        let mut token = at;
        while token < stop {
            if let Some(role) = self.role_noun(token, stop) {
                return Some(role);
            }
            // "my sub-intern" holds no "intern".
            token += scene.term_len(token);
        }
        None
    }

    fn role_noun(&self, token: usize, end: usize) -> Option<PersonRole> {
        let scene = self.scene;
        let fits = |class: &str| scene.term(class, token).is_some_and(|len| token + len <= end);
        if fits("role-student") {
            let from = token.saturating_sub(3);
            let other = (from..token).any(|t| scene.is("other-marker", t));
            return other.then_some(PersonRole::Trainee);
        }
        if fits("role-patient") || fits("retired-word") {
            return Some(PersonRole::Patient);
        }
        if fits("role-family") {
            return Some(PersonRole::Relative);
        }
        fits("role-colleague").then_some(PersonRole::Colleague)
    }
}

/// Whether a capitalised word at a sentence's start is a name by itself, or does what only people do.
pub(super) fn acts_like_one(scene: &Scene<'_>, span: &NameSpan) -> bool {
    let at = span.tokens.start;
    if scene.is("given-name-he", at) || scene.is("given-name-she", at) {
        return true;
    }
    // "Gareth also has a way": an adverb may stand between.
    let next = span.tokens.end + usize::from(scene.is("name-adverb", span.tokens.end));
    let follows = ["applicant-verb", "act.past", "person-verb"].iter().any(|class| scene.is(class, next))
        || scene.text(next).starts_with(['\'', '\u{2019}']);
    // A plural or an adverb ("Nurses asked", "Recently asked") is no name.
    let word = &span.words[0];
    follows && !["s", "ly", "ing", "ed", "tion", "ness", "ment", "ity"].iter().any(|end| word.ends_with(end))
}

impl Scene<'_> {
    /// Length of the longest term at a token; 1 without one.
    pub(crate) fn term_len(&self, token: usize) -> usize {
        self.lexicon.at(token).iter().map(|h| h.len as usize).max().unwrap_or(1)
    }
}

/// Findings about names, and what was found right.
pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let sure = facts.applicant.given;
    let mut findings = Vec::new();
    let mut right = 0;
    let mut first_right = None;
    let expected = facts.applicant.name.clone().unwrap_or_default();
    let own = facts.people.named(PersonRole::Applicant).filter(|m| m.matched == Match::Same).count();
    let leftovers = facts.people.named(PersonRole::Leftover).count();
    // A letter that never names the applicant but often somebody else is another person's letter.
    let other_letter = sure && own == 0 && leftovers >= 2;
    for mention in &facts.people.mentions {
        let span = scene.doc.span_of(mention.tokens.clone());
        let section = scene.doc.sentences()[mention.sentence].section;
        let slots = [("expected", expected.as_str())];
        match facts.people.role_of(mention) {
            PersonRole::Applicant if mention.matched == Match::Misspelt => {
                findings.extend(scene.inferred("name/misspelt", Some(span), &slots, sure));
            }
            PersonRole::Applicant => {
                right += 1;
                first_right.get_or_insert(span);
            }
            PersonRole::Leftover => {
                let rule = match mention.matched {
                    _ if section == SectionKind::Subject => "name/subject-other",
                    Match::Mixed => "name/misspelt",
                    _ => "name/other-applicant",
                };
                let finding = scene.inferred(rule, Some(span), &slots, sure);
                findings.extend(finding.map(|f| Finding { cause: leftover_label(facts, mention), ..f }));
            }
            _ => {}
        }
    }
    if other_letter {
        let first = findings.iter().find(|f| f.rule.starts_with("name/")).and_then(|f| f.span);
        if let Some(mut finding) = scene.finding("name/other-letter", first, &[("expected", &expected)]) {
            finding.cause = Some("other-letter".to_owned());
            findings.iter_mut().for_each(|f| f.cause = Some("other-letter".to_owned()));
            findings.retain(|f| f.span != first);
            findings.push(finding);
        }
    }
    if right > 0 {
        let quote = first_right.map(|s| scene.doc.text_of(s)).unwrap_or_default();
        facts.checked.push(Checked {
            fact: "name".to_owned(),
            compared: right,
            with: expected,
            text: scene.say("checked.name", &[("count", &right.to_string()), ("quote", quote)]),
        });
    }
    let (applicant, person) = (scene.rules.class("applicant"), scene.rules.class("person"));
    facts.marks.extend(facts.people.mentions.iter().filter_map(|m| {
        let role = facts.people.role_of(m);
        let hero = role == PersonRole::Applicant || other_letter && role == PersonRole::Leftover;
        Some(LexHit {
            class: if hero { applicant? } else { person? },
            term: u32::MAX,
            start: u32::try_from(m.tokens.start).ok()?,
            len: u8::try_from(m.tokens.len()).ok()?,
        })
    }));
    facts.findings.append(&mut findings);
}

/// What the places have in common in which one other applicant is left over.
pub(super) fn leftover_label(facts: &Facts, mention: &Mention) -> Option<String> {
    Some(format!("leftover-{}", facts.people.list[mention.person].words.first()?))
}

/// "CDR Nakamura" of one who is a lieutenant everywhere else.
pub(super) fn check_ranks(scene: &Scene<'_>, facts: &mut Facts) {
    let ranked: Vec<(&Mention, &str)> = facts
        .people
        .named(PersonRole::Applicant)
        .filter_map(|m| Some((m, scene.folded(m.title.filter(|t| scene.is("title-rank", *t))?))))
        .collect();
    let count = |rank: &str| ranked.iter().filter(|(_, r)| *r == rank).count();
    let Some((_, usual)) = ranked.iter().max_by_key(|(m, r)| (count(r), std::cmp::Reverse(m.tokens.start)))
    else {
        return;
    };
    let odd = ranked.iter().filter(|(_, rank)| rank != usual && count(rank) < count(usual));
    let found: Vec<Finding> = odd
        .filter_map(|(m, _)| {
            let span = scene.doc.span_of(m.tokens.clone());
            scene.inferred("name/wrong-title", Some(span), &[("expected", usual)], false)
        })
        .collect();
    facts.findings.extend(found);
}

/// "Mr. Figueiredo Lopes" of an applicant who is she; read once the pronouns are known.
pub(super) fn check_titles(scene: &Scene<'_>, facts: &mut Facts) {
    let given = scene.profile.applicant.pronouns;
    let Some(pronouns) = given.or(facts.pronouns) else { return };
    let mut found = Vec::new();
    for mention in facts.people.named(PersonRole::Applicant).filter(|m| m.matched == Match::Same) {
        let Some(title) = mention.title else { continue };
        let wrong = match pronouns {
            Pronouns::She => scene.is("title-he", title),
            Pronouns::He => scene.is("title-she", title),
            Pronouns::They => scene.is("title-he", title) || scene.is("title-she", title),
        };
        let word = scene.folded(title);
        // "Her uncle, Mr. Farah": somebody else of that name.
        let start = mention.tokens.start;
        let first = scene.doc.sentences()[mention.sentence].range().start;
        let comma = usize::from(start > first && scene.text(start - 1) == ",");
        let other = (start.saturating_sub(1 + comma).max(first)..start)
            .any(|t| scene.is("role-family", t) || scene.is("role-patient", t));
        let aliased = scene
            .profile
            .applicant
            .aliases
            .iter()
            .any(|a| a.split(' ').next().is_some_and(|w| crate::text::folded(w) == word));
        if wrong && !aliased && !other {
            let span = scene.doc.span_of(mention.tokens.clone());
            let slots = [("expected", pronouns.name())];
            found.extend(scene.inferred("name/wrong-title", Some(span), &slots, given.is_some()));
        }
    }
    facts.findings.append(&mut found);
}
