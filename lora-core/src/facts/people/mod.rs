//! Who else is spoken of: each name sorted into applicant, writer, colleague, patient, trainee, or a leftover of
//! another letter.

mod bystander;
mod check;
mod file_name;
mod introduced;
mod leftover;
mod own_names;
mod unintroduced;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::applicant::{Applicant, Match};
use super::name_span::NameSpan;
use crate::facts::{Lex, Word};
pub(super) use check::{check, check_ranks, check_titles, leftover_label};
use own_names::OwnNames;

use super::Scene;
use crate::profile::Pronouns;
use crate::text::SectionKind;

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

/// A colleague or a patient who is named in full and with a title, and has a name in common with the applicant.
#[derive(Debug, Clone, Copy)]
struct Namesake {
    person: usize,
    /// Number of the full name among all names.
    number: usize,
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
    /// Colleagues who bear the applicant's surname.
    namesakes: Vec<Namesake>,
    /// Numbers of the applicant and the writer.
    applicant: Option<usize>,
    writer: Option<usize>,
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

    /// Whether the applicant is named in a range of tokens.
    fn names_applicant_in(&self, tokens: &Range<usize>) -> bool {
        self.mentions_in(tokens).any(|m| self.role_of(m) == PersonRole::Applicant)
    }

    pub(crate) fn named(&self, role: PersonRole) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |m| self.role_of(m) == role)
    }
}

pub(super) fn sort(scene: &Scene<'_>, spans: &[NameSpan], applicant: &Applicant) -> People {
    let mut people = People::default();
    let own = OwnNames::read(scene, spans, applicant);
    let writer = writer_words(scene, spans, &own);
    let sorter = Sorter { scene, spans, applicant, own, writer };
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
fn writer_words(scene: &Scene<'_>, spans: &[NameSpan], own: &OwnNames<'_>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    if let Some(name) = &scene.profile.writer.name {
        words.extend(name.split([' ', '-']).map(crate::text::folded).filter(|w| w.len() > 1));
    }
    for (number, span) in spans.iter().enumerate() {
        let section = scene.doc.sentences()[span.sentence].section;
        if matches!(section, SectionKind::Signature | SectionKind::Letterhead)
            && own.matched(number) == Match::Other
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
    own: OwnNames<'a>,
    writer: Vec<String>,
}

impl Sorter<'_> {
    fn place(&self, number: usize, people: &mut People) {
        let span = &self.spans[number];
        let matched = match self.own.matched(number) {
            Match::Other if self.is_short_slip(span) => Match::Misspelt,
            // "our CRNA, Mr. Toth" of an applicant who is Roth.
            // "Dr. Folake Roe, our fellow, …" and then "Dr. Roe", of an applicant who is Temi Roe.
            Match::Same if self.is_namesakes(span, people) => Match::Other,
            Match::Misspelt if !self.applicant.shares_family(&span.words) && self.is_somebody_else(span) => {
                Match::Other
            }
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
            PersonRole::Unknown if matched == Match::Other && self.own.matched(number) == Match::Same => {
                people.namesakes.first().map(|n| n.person)
            }
            PersonRole::Unknown => span.words.iter().filter_map(|w| people.unknown.get(w)).min().copied(),
            PersonRole::Applicant => people.applicant,
            _ => people.writer,
        };
        let person = known.unwrap_or_else(|| {
            let name = self.scene.doc.text_of(self.scene.doc.span_of(span.tokens.clone()));
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            people.list.push(Person { name, words: Vec::new(), role, pronouns: None, mentions: 0 });
            people.list.len() - 1
        });
        match role {
            PersonRole::Applicant => people.applicant = Some(person),
            PersonRole::Writer => people.writer = Some(person),
            _ => {}
        }
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
        if matched == Match::Mixed && span.title.is_some() && self.is_somebody_else(span) {
            people.namesakes.push(Namesake { person, number });
        }
        people.mentions.push(Mention {
            tokens: span.tokens.clone(),
            title: span.title,
            sentence: span.sentence,
            person,
            matched,
        });
    }

    /// Whether the letter says of a name that is nearly the applicant's that it is a colleague's or a patient's.
    fn is_somebody_else(&self, span: &NameSpan) -> bool {
        let mention = Mention {
            tokens: span.tokens.clone(),
            title: span.title,
            sentence: span.sentence,
            person: 0,
            matched: Match::Other,
        };
        let role = self.introduced(&mention);
        // "Her classmate Trang Bao" of a Bao Tran.
        let full = span.words.len() > 1;
        // "our coordinator, Nadira, …" of a Nadia
        let start = span.tokens.start;
        let apposed = start > 0 && self.scene.word(start - 1) == Word::Comma;
        (span.title.is_some() || full || apposed)
            && matches!(role, Some(PersonRole::Colleague | PersonRole::Patient))
            || full && matches!(role, Some(PersonRole::Trainee | PersonRole::Relative))
    }

    /// Whether a title and surname that are the applicant's, too, mean the colleague who was named in full before: the
    /// letter calls the applicant by no such title, or the colleague was named in the sentence before.
    fn is_namesakes(&self, span: &NameSpan, people: &People) -> bool {
        let (Some(title), [word]) = (span.title, &span.words[..]) else { return false };
        let scene = self.scene;
        let called = scene.folded(title);
        let named = people.namesakes.iter().map(|n| &self.spans[n.number]).find(|full| {
            full.tokens.start < span.tokens.start
                && full.words.contains(word)
                && full.title.is_some_and(|t| scene.folded(t) == called)
        });
        let aliases = &scene.profile.applicant.aliases;
        let known = aliases.iter().any(|a| {
            crate::text::folded(a.split(' ').next().unwrap_or_default()).trim_end_matches('.') == called
        });
        let first = self.own.first_with_title(scene, called);
        named.is_some_and(|full| {
            let before = first.is_some_and(|t| t < full.tokens.start);
            if known || before { span.sentence - full.sentence <= 1 } else { true }
        })
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
            && !scene.is(Lex::TitleDoctor, title)
            && self.applicant.family.iter().chain(self.applicant.words.iter()).any(like)
            && (self.applicant.given || self.own.with_title(scene.folded(title)) > 0)
    }

    /// A lone capitalised word at a sentence start: known from elsewhere, or followed by what only people do.
    fn is_named_subject(&self, span: &NameSpan, people: &People) -> bool {
        if span.words.iter().any(|w| people.words.contains(w)) {
            return true;
        }
        // "Tom and Amina split the list"
        let joined = self.scene.word(span.tokens.end) == Word::And
            && !self.own.all_in(&(span.tokens.end + 1..span.tokens.end + 2)).is_empty();
        joined || acts_like_one(self.scene, span)
    }

    fn gender(&self, span: &NameSpan) -> Option<Pronouns> {
        let scene = self.scene;
        if let Some(title) = span.title {
            if scene.is(Lex::TitleHe, title) {
                return Some(Pronouns::He);
            }
            if scene.is(Lex::TitleShe, title) {
                return Some(Pronouns::She);
            }
        }
        let bare = span.bare();
        // "Dr. Marvin": a surname that some men are called by.
        if bare.len() == 1 && span.title.is_some_and(|t| scene.is(Lex::TitleDoctor, t)) {
            return None;
        }
        // "Minh Thuy Pham": the first given name may be anybody's.
        let given = bare.start..bare.end.max(bare.start + 2) - 1;
        let he = given.clone().any(|t| scene.is(Lex::GivenNameHe, t) && !scene.is(Lex::GivenNameShe, t));
        let she = given.clone().any(|t| scene.is(Lex::GivenNameShe, t) && !scene.is(Lex::GivenNameHe, t));
        match (he, she) {
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
            // Who is written to is not written about.
            let written_to = |m: &&Mention| {
                let section = self.scene.doc.sentences()[m.sentence].section;
                matches!(section, SectionKind::Salutation | SectionKind::Addressee)
            };
            // Who was named in full and as a doctor may well be called by the first name after.
            let in_full = |m: &&Mention| {
                m.title.is_some_and(|t| self.scene.is(Lex::TitleDoctor, t) && m.tokens.end - t > 2)
            };
            let formal = mentions.iter().any(in_full);
            // Who stands in the subject line alone is whom the letter is about, whatever it calls them.
            let in_subject = mentions.iter().any(|m| {
                let sentence = &self.scene.doc.sentences()[m.sentence];
                sentence.section == SectionKind::Subject && !people.names_applicant_in(&sentence.range())
            });
            if introduced.is_none() && self.is_applicant_after_all(&people.list[person], &mentions) {
                people.list[person].role = PersonRole::Applicant;
                continue;
            }
            let role = match introduced {
                // Whose place it would be is not known.
                None if self.applicant.words.is_empty() => PersonRole::Unknown,
                Some(PersonRole::Colleague)
                    if in_subject && mentions.iter().all(|m| self.is_addressed(m)) =>
                {
                    PersonRole::Colleague
                }
                _ if in_subject => PersonRole::Leftover,
                Some(role) => role,
                None if mentions.iter().all(addressee) || mentions.iter().any(written_to) => {
                    PersonRole::Colleague
                }
                None if mentions.iter().any(|m| self.is_told_as_patient(m)) => PersonRole::Patient,
                None if mentions.iter().any(|m| self.is_garbled(m)) => PersonRole::Leftover,
                None if mentions
                    .iter()
                    .any(|m| (!formal || m.title.is_some()) && self.in_applicants_place(m)) =>
                {
                    PersonRole::Leftover
                }
                None if self.is_presupposed(&mentions, people) => PersonRole::Leftover,
                None if mentions.iter().any(|m| self.near_patient_words(m)) => PersonRole::Patient,
                None if self.is_stray_first_name(&mentions) => PersonRole::Leftover,
                None if self.is_unintroduced(&mentions) => PersonRole::Leftover,
                None => PersonRole::Unknown,
            };
            people.list[person].role = role;
        }
    }
}

/// Whether a capitalised word at a sentence's start is a name by itself, or does what only people do.
pub(super) fn acts_like_one(scene: &Scene<'_>, span: &NameSpan) -> bool {
    let at = span.tokens.start;
    if scene.is_given_name(at) {
        return true;
    }
    // "Gareth also has a way": an adverb may stand between.
    let next = span.tokens.end + usize::from(scene.is(Lex::NameAdverb, span.tokens.end));
    let follows =
        [Lex::ApplicantVerb, Lex::ActPast, Lex::PersonVerb].iter().any(|class| scene.is(*class, next))
            || scene.text(next).starts_with(['\'', '\u{2019}']);
    // A plural or an adverb ("Nurses asked", "Recently asked") is no name.
    let word = &span.words[0];
    // "Papanikolaou", "Papadimos": what ends as names do and plurals seldom.
    let plural = word.ends_with('s') && !["os", "is", "us", "as"].iter().any(|end| word.ends_with(end));
    follows
        && !plural
        && !["ly", "ing", "ed", "tion", "ness", "ment", "ity"].iter().any(|end| word.ends_with(end))
}
