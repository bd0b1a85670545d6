//! Pronouns about the applicant that contradict the applicant's own, told from those about others.

mod antecedent;
mod clause;
mod gendered;
mod noun;
mod place;
mod plain;
mod reader;
mod salience;
mod unknown_noun;

use reader::{Reader, Told};

use super::people::PersonRole;
use super::{Facts, Scene};
use crate::facts::{Lex, Word};
use crate::finding::Finding;
use crate::profile::Pronouns;
use crate::report::Checked;
use crate::rules::LexHit;
use crate::text::{SectionKind, Sentence};

/// Characters of the sentence that is quoted for the pronouns found right.
const QUOTED: usize = 80;

/// A third-person pronoun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) token: usize,
    pub(super) sentence: usize,
    pub(super) paragraph: u32,
    pub(super) pronouns: Pronouns,
}

pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let uses = uses(scene);
    // A letter about somebody else has that person as its hero.
    let other_letter = facts.findings.iter().any(|f| f.rule == "name/other-letter");
    let antecedents = antecedent::find(scene, facts, other_letter);
    let reader = Reader { scene, antecedents: &antecedents };
    let given = scene.profile.applicant.pronouns;
    // In a letter about somebody else that person's pronouns are the ones it uses throughout.
    let hero = if other_letter { reader.majority(&uses) } else { None };
    let reference = hero.or(given).or_else(|| reader.majority(&uses));
    facts.pronouns = reference;
    let Some(reference) = reference else {
        facts.not_run.push(crate::report::NotRun {
            check: "pronouns".to_owned(),
            needs: scene.say("needs.pronouns", &[]),
        });
        return;
    };
    let mut first = None;
    let mut findings = Vec::new();
    let mut slips = 0;
    let right = uses.iter().filter(|u| u.pronouns == reference).map(|u| u.token).collect();
    let mut told = Told { right, closing: closing(scene), ..Told::default() };
    let mut flagged_paragraph = None;
    for pronoun in &uses {
        // "His or her": anybody.
        let or = |t: Option<usize>, other: Option<usize>| {
            let pronoun =
                |t: usize| [Lex::PronShe, Lex::PronHe, Lex::PronThey].iter().any(|c| scene.is(*c, t));
            t.is_some_and(|t| scene.word(t) == Word::Or || scene.word(t) == Word::Slash)
                && other.is_some_and(pronoun)
        };
        let at = pronoun.token;
        if or(Some(at + 1), Some(at + 2)) || or(at.checked_sub(1), at.checked_sub(2)) {
            continue;
        }
        // "In my language there is one word for he and for she": the words are meant, and nobody.
        if scene.is(Lex::PronSubject, pronoun.token)
            && pronoun
                .token
                .checked_sub(1)
                .is_some_and(|t| matches!(scene.word(t), Word::For | Word::Of | Word::Between))
        {
            continue;
        }
        if pronoun.pronouns == reference {
            if reader.is_applicant(pronoun) {
                told.own.push(*pronoun);
                first.get_or_insert(pronoun.token);
                mark(scene, facts, pronoun.token);
                let differs = hero.is_some() && given.is_some() && hero != given;
                // Once a paragraph says it.
                if differs && flagged_paragraph.replace(pronoun.paragraph) != Some(pronoun.paragraph) {
                    findings.extend(slip(scene, facts, pronoun, given.unwrap_or(reference), other_letter));
                }
            } else {
                told.others.push((*pronoun, reader.kind_of_other(pronoun)));
            }
            continue;
        }
        // "They" fits anybody and any group.
        if pronoun.pronouns == Pronouns::They {
            continue;
        }
        if !reader.is_slip(pronoun, &told) {
            told.others.push((*pronoun, reader.kind_of_other(pronoun)));
            continue;
        }
        told.own.push(*pronoun);
        slips += 1;
        mark(scene, facts, pronoun.token);
        let mut finding = slip(scene, facts, pronoun, reference, false);
        // Several in one sentence are one slip of the writer's.
        if let Some(finding) = finding.as_mut().filter(|f| f.cause.is_none()) {
            finding.cause = Some(format!("slip-{}", pronoun.sentence));
        }
        findings.extend(finding);
    }
    for (at, len) in reader.gendered_nouns(&told, reference) {
        let span = scene.doc.span_of(at..at + len);
        let slots = [("expected", reference.name())];
        findings.extend(scene.inferred("pronoun/gendered-noun", Some(span), &slots, given.is_some()));
    }
    let (right, others) = (told.own.len() - slips, told.others.len());
    if right > 0 {
        let quote = first.and_then(|t| scene.doc.sentence_of(t)).map(|s| scene.doc.sentences()[s].span);
        let quote = beginning(quote.map(|s| scene.doc.text_of(s)).unwrap_or_default());
        facts.checked.push(Checked {
            fact: "pronouns".to_owned(),
            compared: right,
            with: reference.name().to_owned(),
            text: scene.say(
                "checked.pronouns",
                &[("count", &right.to_string()), ("others", &others.to_string()), ("quote", &quote)],
            ),
        });
    }
    facts.findings.append(&mut findings);
}

/// The last paragraph of a body that has others to tell of patients in.
fn closing(scene: &Scene<'_>) -> Option<u32> {
    let body = |s: &&Sentence| s.section == SectionKind::Body;
    let first = scene.doc.sentences().iter().find(body)?.paragraph;
    let last = scene.doc.sentences().iter().rev().find(body)?.paragraph;
    (last >= first + 2).then_some(last)
}

/// A sentence's first words, with an ellipsis where more follow.
fn beginning(sentence: &str) -> String {
    let mut words = String::new();
    for word in sentence.split_whitespace() {
        if words.chars().count() + word.chars().count() > QUOTED {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

fn slip(
    scene: &Scene<'_>,
    facts: &Facts,
    pronoun: &Use,
    expected: Pronouns,
    other_letter: bool,
) -> Option<Finding> {
    let span = scene.doc.span_of(pronoun.token..pronoun.token + 1);
    let sure = scene.profile.applicant.pronouns.is_some();
    let mut finding = scene.inferred("pronoun/slip", Some(span), &[("expected", expected.name())], sure)?;
    finding.cause = if other_letter { Some("other-letter".to_owned()) } else { cause_of(facts, pronoun) };
    Some(finding)
}

/// A leftover name earlier in the same sentence or the one before explains the pronoun.
fn cause_of(facts: &Facts, pronoun: &Use) -> Option<String> {
    let mentions = &facts.people.mentions;
    let first = mentions.partition_point(|m| m.sentence + 1 < pronoun.sentence);
    let near = mentions[first..]
        .iter()
        .take_while(|m| m.tokens.start < pronoun.token)
        .filter(|m| facts.people.role_of(m) == PersonRole::Leftover)
        .find(|m| m.tokens.start < pronoun.token && pronoun.sentence.saturating_sub(m.sentence) <= 1)?;
    super::people::leftover_label(facts, near)
}

fn mark(scene: &Scene<'_>, facts: &mut Facts, token: usize) {
    if let (Some(class), Ok(start)) = (scene.class(Lex::Applicant), u32::try_from(token)) {
        facts.marks.push(LexHit { class, term: u32::MAX, start, len: 1 });
    }
}

fn uses(scene: &Scene<'_>) -> Vec<Use> {
    let mut uses = Vec::new();
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        if !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
            continue;
        }
        for hit in scene.terms_of(&[Lex::PronShe, Lex::PronHe, Lex::PronThey], sentence.range()) {
            let token = hit.start as usize;
            let pronouns = match scene.rules.asked().lexicon(hit.class) {
                Some(Lex::PronShe) => Pronouns::She,
                Some(Lex::PronHe) => Pronouns::He,
                _ => Pronouns::They,
            };
            // "his/her" is a placeholder, not a pronoun.
            let slash = |t: usize| scene.word(t) == Word::Slash;
            if slash(token + 1) || token > 0 && slash(token - 1) {
                continue;
            }
            uses.push(Use { token, sentence: number, paragraph: sentence.paragraph, pronouns });
        }
    }
    uses
}
