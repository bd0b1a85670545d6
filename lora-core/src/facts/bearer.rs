//! Of whom a private trait is told: `{bearer}`, the applicant or a pronoun that nobody else in sight can claim, and
//! `{bearers}`, the same as a possessive. It is wider than `{applicant}`. A wrong pronoun must be beyond doubt before it is called one, and so `{applicant}` yields
//! to every noun for a person; but “She is a married lady with a boy at home. She was brought up abroad.” tells of
//! one person.

use std::ops::Range;

use super::people::PersonRole;
use super::{Facts, Lex, Scene, Word};
use crate::profile::Pronouns;
use crate::rules::LexHit;
use crate::text::{SectionKind, TokenKind};

/// Sentences of a paragraph for which somebody told of stays in sight.
const SIGHT: usize = 4;
/// Tokens after a subject in which a verb may still be told of it.
const REACH: usize = 60;
/// Sentences for which a story goes on with nobody but a pronoun.
const STORY: usize = 2;
/// Tokens between an article and the noun that it goes with, and between a noun and what is said of it.
const DESCRIBED: usize = 5;
/// Tokens before a noun in which a form of to be makes it a predicate: “is a very fine young woman”.
const PREDICATE: usize = 5;

/// Nouns for somebody who becomes the subject of what follows.
const OTHERS: [Lex; 5] = [Lex::RoleHe, Lex::RoleShe, Lex::RolePatient, Lex::RoleOccupation, Lex::CaseNoun];

/// Where, for each gender, somebody else was last told of.
#[derive(Default)]
struct Sight {
    she: Option<usize>,
    he: Option<usize>,
}

impl Sight {
    fn see(&mut self, pronouns: Option<Pronouns>, sentence: usize) {
        if pronouns != Some(Pronouns::He) {
            self.she = self.she.max(Some(sentence));
        }
        if pronouns != Some(Pronouns::She) {
            self.he = self.he.max(Some(sentence));
        }
    }

    fn holds(&self, pronouns: Pronouns, sentence: usize) -> bool {
        let near = |last: Option<usize>| last.is_some_and(|l| sentence - l <= SIGHT);
        match pronouns {
            Pronouns::She => near(self.she),
            Pronouns::He => near(self.he),
            Pronouns::They => near(self.she) || near(self.he),
        }
    }
}

/// Marks every bearer. Runs after the pronouns, whose marks it takes over.
pub(super) fn mark(scene: &Scene<'_>, facts: &mut Facts) {
    let classes = [Lex::Bearer, Lex::Bearers, Lex::Applicant].map(|name| scene.class(name));
    let [Some(bearer), Some(bearers), Some(applicant)] = classes else { return };
    let mut marks: Vec<LexHit> = facts
        .marks
        .iter()
        .filter(|m| m.class == applicant && !follows_other(scene, facts, m.start as usize))
        .map(|m| LexHit { class: bearer, ..*m })
        .collect();
    let mut known: Vec<u32> = marks.iter().map(|m| m.start).collect();
    known.sort_unstable();
    let single = |start| LexHit { class: bearer, term: u32::MAX, start, len: 1 };
    if let Some(own) = facts.pronouns {
        let story = Story::read(scene, facts, &known);
        marks.retain(|m| !story.holds(scene, m.start as usize));
        let more = loose(scene, facts, own).into_iter().filter(|t| known.binary_search(t).is_err());
        marks.extend(more.filter(|t| !story.holds(scene, *t as usize)).map(single));
    }
    let nouns = scene.terms_in(Lex::BearerNoun, 0..scene.doc.tokens().len());
    marks.extend(nouns.map(|h| LexHit { class: bearer, ..*h }));
    let elided = elided(scene, facts, &marks);
    marks.extend(elided.into_iter().map(single));
    for at in 0..marks.len() {
        let hit = marks[at];
        let end = hit.start as usize + hit.len as usize;
        if is_others_own(scene, facts, hit.start as usize) {
            continue;
        }
        if scene.word(end) == Word::ApostropheS {
            marks.push(LexHit { class: bearers, len: hit.len + 1, ..hit });
        } else if scene.is(Lex::PronPossessive, hit.start as usize) {
            marks.push(LexHit { class: bearers, ..hit });
        }
    }
    facts.marks.extend(marks);
}

/// “A fruit picker and his newborn”, “the captain, who called me by his daughter's name”, “When Mrs. Roe could not speak,
/// she sat down with her sons”: a possessive whose owner is told of beside it.
fn is_others_own(scene: &Scene<'_>, facts: &Facts, at: usize) -> bool {
    if !scene.is(Lex::PronPossessive, at) {
        return false;
    }
    let Some(number) = scene.doc.sentence_of(at) else { return false };
    let first = scene.doc.sentences()[number].range().start;
    let tokens = scene.doc.tokens();
    let joined = at >= first + 3 && matches!(scene.word(at - 1), Word::And | Word::With);
    let mut phrase = (at.saturating_sub(1 + DESCRIBED).max(first)..at.saturating_sub(1)).rev();
    let article = phrase
        .by_ref()
        .take_while(|t| tokens[*t].is_word() && !tokens[*t].is_capital() || *t == first)
        .find(|t| matches!(scene.word(*t), Word::A | Word::An | Word::The | Word::Another));
    let opens = |t: usize| t == first || tokens[t - 1].kind == TokenKind::Mark;
    if joined
        && article.is_some_and(|t| {
            opens(t)
                && at - 1 > t + 1
                && !(t + 1..at - 1).any(|n| {
                    [Lex::Copula, Lex::ActPast, Lex::Preposition, Lex::RoleStudent, Lex::ModalWord]
                        .iter()
                        .any(|c| scene.is(*c, n))
                })
        })
    {
        return true;
    }
    // A relative clause about somebody who is neither the applicant nor of a kind.
    let who = (first..at).rev().find(|t| scene.is(Lex::PersonRelative, *t));
    let told = who.filter(|t| *t >= first + 2).is_some_and(|who| {
        let noun = who - 1 - usize::from(scene.word(who - 1) == Word::Comma);
        let closed = (who + 1..at)
            .any(|t| matches!(scene.word(t), Word::Comma | Word::Semicolon | Word::Colon))
            || (who + 1..at).any(|t| scene.is(Lex::PronSubject, t));
        let somebody = [Lex::RoleHe, Lex::RoleShe, Lex::RolePatient, Lex::RoleColleague, Lex::CaseNoun]
            .iter()
            .any(|c| scene.leading(*c, noun.saturating_sub(2).max(first), noun + 1).is_some())
            // “the captain, who …”
            || tokens[noun].is_word()
                && !tokens[noun].is_capital()
                && scene.word(noun.saturating_sub(1)) == Word::The
                && !scene.is(Lex::RoleStudent, noun);
        let definite = (noun.saturating_sub(3).max(first)..noun)
            .any(|t| matches!(scene.word(t), Word::The | Word::Our | Word::My));
        somebody && definite && !closed
    });
    let patient = || {
        let own = own_pronouns(scene, at);
        let before = first..at;
        facts.people.mentions_in(&before).any(|m| {
            let person = &facts.people.list[m.person];
            let told = person.role == PersonRole::Unknown && scene.is_told_as_patient(m, false);
            (told || matches!(person.role, PersonRole::Patient | PersonRole::Relative))
                && person.pronouns.is_none_or(|p| Some(p) == own)
        })
    };
    told || patient()
}

/// The pronouns that a token is of.
fn own_pronouns(scene: &Scene<'_>, at: usize) -> Option<Pronouns> {
    match () {
        () if scene.is(Lex::PronHe, at) => Some(Pronouns::He),
        () if scene.is(Lex::PronShe, at) => Some(Pronouns::She),
        () if scene.is(Lex::PronThey, at) => Some(Pronouns::They),
        () => None,
    }
}

/// “Dr. Roe, who is retired and lives with her son”: a pronoun right after somebody else's name in its sentence.
fn follows_other(scene: &Scene<'_>, facts: &Facts, at: usize) -> bool {
    let mentions = &facts.people.mentions;
    let before = mentions.partition_point(|m| m.tokens.start < at);
    let Some(last) = before.checked_sub(1).map(|n| &mentions[n]) else { return false };
    let other = !matches!(
        facts.people.role_of(last),
        PersonRole::Applicant | PersonRole::Leftover | PersonRole::Writer
    );
    let named = mentions.get(before).is_some_and(|m| m.tokens.start == at);
    other && !named && scene.doc.sentence_of(at) == Some(last.sentence)
}

/// Sentences that go on with somebody whom the one before introduced: “We had a roofer with chest pain. He was from …”
struct Story {
    /// For each sentence, the token before which its pronouns are somebody else's.
    until: Vec<usize>,
}

impl Story {
    /// `known`: starts of what is the applicant's, in order.
    fn read(scene: &Scene<'_>, facts: &Facts, known: &[u32]) -> Self {
        let sentences = scene.doc.sentences();
        let mut until = vec![0; sentences.len()];
        let mut names = facts.people.mentions.iter().peekable();
        let mut told: Option<usize> = None;
        let mut paragraph = u32::MAX;
        for (number, sentence) in sentences.iter().enumerate() {
            let range = sentence.range();
            if std::mem::replace(&mut paragraph, sentence.paragraph) != sentence.paragraph {
                told = None;
            }
            while names.next_if(|m| m.tokens.start < range.start).is_some() {}
            let mut named = None;
            while let Some(mention) = names.next_if(|m| m.tokens.start < range.end) {
                if facts.people.role_of(mention) == PersonRole::Applicant && named.is_none() {
                    named = Some(mention.tokens.start);
                }
            }
            let own = named.unwrap_or(range.end);
            let goes_on = told.is_some_and(|first| number - first <= STORY);
            if goes_on {
                until[number] = own;
            }
            // Who is introduced before the applicant is named or was the subject.
            let first = known.partition_point(|k| (*k as usize) < range.start);
            let subject = known[first..]
                .iter()
                .map(|k| *k as usize)
                .take_while(|k| *k < range.end)
                .find(|k| scene.is(Lex::PronSubject, *k) && !goes_on)
                .unwrap_or(own);
            let introduced = named.is_none()
                && (scene.terms_of(&OTHERS, range.start..subject.min(own)).any(|h| {
                    let start = h.start as usize;
                    is_indefinite(scene, range.start, start)
                        && is_somebody(scene, range.start, start, h.len as usize)
                }) || tells_of_somebody(scene, range.start..subject.min(own)));
            let pronouns = goes_on && (range.clone()).any(|t| scene.is(Lex::PronSubject, t));
            told = match named {
                Some(_) => None,
                None if introduced => Some(number),
                None if pronouns => told,
                None => None,
            };
        }
        Self { until }
    }

    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        let pronoun = [Lex::PronShe, Lex::PronHe, Lex::PronThey].iter().any(|class| scene.is(*class, at));
        pronoun && scene.doc.sentence_of(at).is_some_and(|s| at < self.until[s])
    }
}

/// “a”, “an”, “another” right before a noun and what describes it.
fn is_indefinite(scene: &Scene<'_>, first: usize, noun: usize) -> bool {
    (noun.saturating_sub(DESCRIBED).max(first)..=noun)
        .any(|t| matches!(scene.word(t), Word::A | Word::An | Word::Another | Word::Someone | Word::Somebody))
}

/// “We had a regular who …”, “There was a fellow with …”: somebody, whatever the noun.
fn tells_of_somebody(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    scene.terms_in(Lex::StoryOpening, tokens.clone()).any(|opening| {
        let noun = opening.start as usize + opening.len as usize;
        (noun..tokens.end.min(noun + DESCRIBED)).any(|n| {
            scene.is(Lex::PersonRelative, n) || matches!(scene.word(n), Word::With | Word::Named | Word::Aged)
        })
    })
}

/// Pronouns of the applicant's own kind with nobody else of that kind in sight.
fn loose(scene: &Scene<'_>, facts: &Facts, own: Pronouns) -> Vec<u32> {
    let own_lexicon = match own {
        Pronouns::She => Lex::PronShe,
        Pronouns::He => Lex::PronHe,
        Pronouns::They => Lex::PronThey,
    };
    let told = [
        own_lexicon,
        Lex::RoleHe,
        Lex::RoleShe,
        Lex::RolePatient,
        Lex::RoleOccupation,
        Lex::CaseNoun,
        Lex::TitleHe,
        Lex::TitleShe,
    ];
    let mut sight = Sight::default();
    let mut paragraph = u32::MAX;
    let mut found = Vec::new();
    let mut mentions = facts.people.mentions.iter().peekable();
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        if !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
            continue;
        }
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            sight = Sight::default();
        }
        let mut see_named = |upto: usize, sight: &mut Sight| {
            while let Some(mention) = mentions.next_if(|m| m.tokens.start <= upto) {
                let person = &facts.people.list[mention.person];
                if !matches!(person.role, PersonRole::Applicant | PersonRole::Leftover | PersonRole::Writer)
                    && mention.sentence == number
                {
                    // Colleagues are named in passing, and the next sentence but one is the applicant's again.
                    let story = matches!(person.role, PersonRole::Patient | PersonRole::Relative);
                    sight.see(person.pronouns, if story { number } else { number.saturating_sub(SIGHT - 1) });
                }
            }
        };
        for hit in scene.terms_of(&told, sentence.range()) {
            let at = hit.start as usize;
            see_named(at, &mut sight);
            let Some(lexicon) = scene.rules.asked().lexicon(hit.class) else { continue };
            if lexicon == own_lexicon {
                if !sight.holds(own, number) {
                    found.push(hit.start);
                }
                continue;
            }
            let somebody = match lexicon {
                Lex::TitleHe | Lex::TitleShe => is_masked(scene, at),
                _ => is_somebody(scene, sentence.range().start, at, hit.len as usize),
            };
            if somebody {
                // A noun that tells the gender stands in lists that don't, too.
                let pronouns = match lexicon {
                    Lex::RoleHe | Lex::TitleHe => Some(Pronouns::He),
                    Lex::RoleShe | Lex::TitleShe => Some(Pronouns::She),
                    _ if scene.is(Lex::RoleHe, at) => Some(Pronouns::He),
                    _ if scene.is(Lex::RoleShe, at) => Some(Pronouns::She),
                    _ => None,
                };
                sight.see(pronouns, number);
            }
        }
        // Who is named behind them is in sight of what follows.
        if let Some(last) = scene.lexicon.within(sentence.range()).last() {
            see_named(last.start as usize, &mut sight);
        }
    }
    found
}

/// “Mrs. K.”: a title before an initial.
fn is_masked(scene: &Scene<'_>, at: usize) -> bool {
    let tokens = scene.doc.tokens();
    tokens.get(at + 1).is_some_and(|t| t.is_initial())
}

/// “She works hard, keeps kosher and has survived a lymphoma”: the comma or conjunction that stands where the subject
/// would, while nobody else has become the subject since the bearer.
fn elided(scene: &Scene<'_>, facts: &Facts, marks: &[LexHit]) -> Vec<u32> {
    let mentions = &facts.people.mentions;
    let mut subjects: Vec<(usize, usize)> =
        marks.iter().map(|m| (m.start as usize, m.start as usize + m.len as usize)).collect();
    subjects.sort_unstable();
    let mut found = Vec::new();
    let mut done = 0;
    for (at, end) in subjects {
        let name = !scene.is(Lex::PronHe, at) && !scene.is(Lex::PronShe, at) && !scene.is(Lex::PronThey, at);
        let nominative = if name {
            scene.word(end) != Word::ApostropheS && (at == 0 || !scene.is(Lex::Preposition, at - 1))
        } else {
            scene.is(Lex::PronSubject, at)
        };
        let sentence = scene.doc.sentence_of(at).map(|s| scene.doc.sentences()[s].range());
        let Some(sentence) = sentence.filter(|s| nominative && s.end > done.max(end)) else { continue };
        // Each stretch is read once: from one subject to the next person.
        let from = end.max(done);
        let reach = sentence.end.min(from + REACH);
        let mut others = scene.terms_of(&OTHERS, from..reach).filter(|h| {
            let start = h.start as usize;
            // “has a wife who is a saint, and survived a cancer”: one of the bearer's own.
            let own = (scene.is(Lex::RoleFamily, start) || scene.is(Lex::ChildOwn, start))
                && matches!(scene.word(start.saturating_sub(1)), Word::A | Word::An | Word::With);
            !own && is_somebody(scene, sentence.start, start, h.len as usize)
        });
        let noun = others.next().map_or(reach, |h| h.start as usize);
        let next = mentions.partition_point(|m| m.tokens.start < from);
        let named = mentions[next..]
            .iter()
            .take_while(|m| m.tokens.start < noun)
            .find(|m| !matches!(facts.people.role_of(m), PersonRole::Applicant | PersonRole::Leftover))
            .map_or(noun, |m| m.tokens.start);
        let other = [Lex::PronWriter, Lex::OurWord, Lex::BearerStop]
            .iter()
            .filter_map(|class| scene.terms_in(*class, from..named).next())
            .map(|h| h.start as usize)
            .min();
        let stop = other.unwrap_or(named);
        let verb = |t: usize| {
            scene.is(Lex::OwnVerb, t) || scene.is(Lex::OwnAdverb, t) && scene.is(Lex::OwnVerb, t + 1)
        };
        // What a relative clause tells is told of somebody else, up to its comma.
        let mut relative = false;
        for token in from..stop {
            let word = scene.word(token);
            relative = word != Word::Comma && (relative || scene.is(Lex::PersonRelative, token));
            if !relative
                && matches!(word, Word::And | Word::But | Word::Comma | Word::Semicolon)
                && verb(token + 1)
            {
                found.extend(u32::try_from(token).ok());
            }
        }
        done = stop;
    }
    found
}

/// Whether a noun tells of somebody, one person, and not of what the applicant is or whom the applicant has at home.
fn is_somebody(scene: &Scene<'_>, start: usize, at: usize, len: usize) -> bool {
    let last = scene.folded(at + len - 1);
    // “a family” is a term of its own in some lists.
    let nobody = scene.is(Lex::NotAPerson, at) || scene.is(Lex::NotAPerson, at + len - 1);
    if last.ends_with('s') && !last.ends_with("ss") || nobody {
        return false;
    }
    // “the form says “great guy!!””: quoted of the applicant.
    if scene.doc.tokens()[at].is_quoted() || goes_on_describing(scene, start, at) {
        return false;
    }
    let before = (at.saturating_sub(PREDICATE).max(start)..at).rev().take_while(|t| {
        let mark = scene.doc.tokens()[*t].kind == TokenKind::Mark && scene.text(*t) != "'";
        // “a tall, striking girl”
        let article = |t: usize| matches!(scene.word(t), Word::A | Word::An);
        !mark || scene.word(*t) == Word::Comma && *t >= start + 2 && article(*t - 2)
    });
    for (back, token) in (1..).zip(before) {
        if scene.is(Lex::Preposition, token) {
            break;
        }
        let own = back <= 3 && (scene.is(Lex::PronPossessive, token) || scene.is(Lex::PronWriter, token));
        let none = scene.word(token) == Word::Not;
        // “There was a woman” tells of somebody.
        let copula = scene.is(Lex::Copula, token)
            && !matches!(scene.word(token.saturating_sub(1)), Word::There | Word::It);
        // “Though a mother of three, she …”
        let granted = matches!(scene.word(token), Word::Though | Word::Although | Word::Despite)
            && matches!(scene.word(token + 1), Word::A | Word::An | Word::Being);
        if own || none || granted || copula || scene.is(Lex::PredicateWord, token) {
            return false;
        }
    }
    true
}

/// “He is a man of deep faith and a deacon in his church”: a second thing that the same person is.
fn goes_on_describing(scene: &Scene<'_>, start: usize, at: usize) -> bool {
    let article =
        (at.saturating_sub(2).max(start)..at).find(|t| matches!(scene.word(*t), Word::A | Word::An));
    let joined = article
        .and_then(|t| t.checked_sub(1))
        .filter(|t| *t > start && matches!(scene.word(*t), Word::And | Word::Comma));
    let Some(joint) = joined else { return false };
    let copula =
        (start + 1..joint).rev().find(|t| scene.is(Lex::Copula, *t) && scene.is(Lex::PronSubject, *t - 1));
    copula.is_some_and(|c| {
        matches!(scene.word(c + 1), Word::A | Word::An)
            && (c + 1..joint).all(|t| {
                !scene.is(Lex::PronSubject, t)
                    && !scene.is(Lex::ActPast, t)
                    && !scene.is(Lex::PersonRelative, t)
            })
    })
}
