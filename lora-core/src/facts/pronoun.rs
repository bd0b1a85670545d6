//! Pronouns about the applicant that contradict the applicant's own, told from those about others.

use std::collections::BTreeMap;

use super::people::PersonRole;
use super::{Facts, Scene};
use crate::finding::Finding;
use crate::profile::Pronouns;
use crate::report::Checked;
use crate::rules::LexHit;
use crate::text::{SectionKind, TokenKind};

/// Whom a pronoun can stand for, before it in the text.
#[derive(Debug, Clone, Copy)]
struct Antecedent {
    token: usize,
    sentence: usize,
    paragraph: u32,
    /// Known pronouns; `None` fits any.
    pronouns: Option<Pronouns>,
    applicant: bool,
    /// A patient, a relative or anybody named: stories go on about them.
    salient: bool,
}

/// A third-person pronoun.
#[derive(Debug, Clone, Copy)]
struct Use {
    token: usize,
    sentence: usize,
    paragraph: u32,
    pronouns: Pronouns,
}

pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let uses = uses(scene);
    // A letter about somebody else has that person as its hero.
    let other_letter = facts.findings.iter().any(|f| f.rule == "name/other-letter");
    let antecedents = antecedents(scene, facts, other_letter);
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
    // Uses that stand for somebody else, and for the applicant, as they are told apart.
    let mut others: Vec<Use> = Vec::new();
    let mut own: Vec<Use> = Vec::new();
    let mut slips = 0;
    let mut flagged_paragraph = None;
    for pronoun in &uses {
        // "His or her": anybody.
        let or = |t: Option<usize>| t.is_some_and(|t| scene.folded(t) == "or" || scene.text(t) == "/");
        if or(Some(pronoun.token + 1)) || or(pronoun.token.checked_sub(1)) {
            continue;
        }
        if pronoun.pronouns == reference {
            if reader.is_applicant(pronoun) {
                own.push(*pronoun);
                first.get_or_insert(pronoun.token);
                mark(scene, facts, pronoun.token);
                let differs = hero.is_some() && given.is_some() && hero != given;
                // Once a paragraph says it.
                if differs && flagged_paragraph.replace(pronoun.paragraph) != Some(pronoun.paragraph) {
                    findings.extend(slip(scene, facts, pronoun, given.unwrap_or(reference), other_letter));
                }
            } else {
                others.push(*pronoun);
            }
            continue;
        }
        // "They" fits anybody and any group.
        if pronoun.pronouns == Pronouns::They {
            continue;
        }
        if !reader.is_slip(pronoun, &others, &own) {
            others.push(*pronoun);
            continue;
        }
        own.push(*pronoun);
        slips += 1;
        mark(scene, facts, pronoun.token);
        findings.extend(slip(scene, facts, pronoun, reference, false));
    }
    let (right, others) = (own.len() - slips, others.len());
    if right > 0 {
        let quote = first.and_then(|t| scene.doc.sentence_of(t)).map(|s| scene.doc.sentences()[s].span);
        let quote: String =
            quote.map(|s| scene.doc.text_of(s)).unwrap_or_default().chars().take(80).collect();
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
    if let (Some(class), Ok(start)) = (scene.rules.class("applicant"), u32::try_from(token)) {
        facts.marks.push(LexHit { class, term: u32::MAX, start, len: 1 });
    }
}

fn uses(scene: &Scene<'_>) -> Vec<Use> {
    let mut uses = Vec::new();
    let kinds = [("pron-she", Pronouns::She), ("pron-he", Pronouns::He), ("pron-they", Pronouns::They)];
    let kinds = kinds.map(|(class, pronouns)| (scene.rules.class(class), pronouns));
    for (number, sentence) in scene.doc.sentences().iter().enumerate() {
        if !matches!(sentence.section, SectionKind::Body | SectionKind::Postscript) {
            continue;
        }
        for hit in scene.lexicon.within(sentence.range()) {
            let Some((_, pronouns)) = kinds.iter().find(|(class, _)| *class == Some(hit.class)) else {
                continue;
            };
            let (token, pronouns) = (hit.start as usize, *pronouns);
            // "his/her" is a placeholder, not a pronoun.
            let slash = |t: usize| scene.text(t) == "/";
            if slash(token + 1) || token > 0 && slash(token - 1) {
                continue;
            }
            uses.push(Use { token, sentence: number, paragraph: sentence.paragraph, pronouns });
        }
    }
    uses
}

/// Everybody a pronoun could stand for: named people and nouns for people.
fn antecedents(scene: &Scene<'_>, facts: &Facts, other_letter: bool) -> Vec<Antecedent> {
    let mut list: Vec<Antecedent> = Vec::new();
    let place = |token: usize| scene.doc.sentence_of(token).map(|s| (s, scene.doc.sentences()[s].paragraph));
    for mention in &facts.people.mentions {
        let person = &facts.people.list[mention.person];
        let hero =
            person.role == PersonRole::Applicant || other_letter && person.role == PersonRole::Leftover;
        if !hero && matches!(person.role, PersonRole::Leftover | PersonRole::Writer) {
            continue;
        }
        if let Some((sentence, paragraph)) = place(mention.tokens.start) {
            list.push(Antecedent {
                token: mention.tokens.start,
                sentence,
                paragraph,
                pronouns: person.pronouns,
                applicant: hero,
                salient: !hero,
            });
        }
    }
    // Tokens of the list so far, and whether the gender is known there.
    let mut places: BTreeMap<usize, bool> = BTreeMap::new();
    for antecedent in &list {
        *places.entry(antecedent.token).or_default() |= antecedent.pronouns.is_some();
    }
    let kinds = [
        ("role-he", Some(Pronouns::He)),
        ("role-she", Some(Pronouns::She)),
        ("role-patient", None),
        ("role-family", None),
        ("role-colleague", None),
        ("role-student", None),
    ];
    let classes = kinds.map(|(class, _)| scene.rules.class(class));
    let mut hits: [Vec<&LexHit>; 6] = Default::default();
    for hit in scene.lexicon.all() {
        if let Some(kind) = classes.iter().position(|c| *c == Some(hit.class)) {
            hits[kind].push(hit);
        }
    }
    for ((class, pronouns), hits) in kinds.into_iter().zip(hits) {
        for hit in hits {
            let token = hit.start as usize;
            let last = token + hit.len as usize - 1;
            let plural = scene.folded(last).ends_with('s') && !scene.folded(last).ends_with("ss");
            let gendered = places.get(&token).is_some_and(|gendered| *gendered);
            if plural || gendered || scene.is("not-a-person", token) {
                continue;
            }
            // "as a resident", "the applicant": the applicant's own part, not another person.
            let role_of_applicant =
                pronouns.is_none() && class != "role-patient" && token > 0 && is_predicate(scene, token);
            // "A student" is the applicant's kind unless it is another, a second, a former one.
            let own_kind = class == "role-student"
                && !(token.saturating_sub(3)..token).any(|t| scene.is("other-marker", t));
            // "the imaging manager, Mr. Falk" is one person, with the name's pronouns.
            let named = places.range(token + 1..=token + hit.len as usize + 2).next().is_some();
            if role_of_applicant || own_kind || named && pronouns.is_none() {
                continue;
            }
            if let Some((sentence, paragraph)) = place(token) {
                let salient = !matches!(class, "role-colleague" | "role-student");
                list.push(Antecedent { token, sentence, paragraph, pronouns, applicant: false, salient });
                *places.entry(token).or_default() |= pronouns.is_some();
            }
        }
    }
    list.sort_by_key(|a| a.token);
    list
}

/// "is a student", "as an intern", "will be a fine resident": said of somebody, not naming another.
fn is_predicate(scene: &Scene<'_>, token: usize) -> bool {
    (token.saturating_sub(5)..token)
        .rev()
        .take_while(|t| scene.doc.tokens()[*t].kind != TokenKind::Mark)
        .any(|t| scene.is("copula", t) || scene.is("predicate-word", t))
}

struct Reader<'a> {
    scene: &'a Scene<'a>,
    antecedents: &'a [Antecedent],
}

impl Reader<'_> {
    /// The pronouns that the letter mostly uses where nobody else can be meant.
    fn majority(&self, uses: &[Use]) -> Option<Pronouns> {
        let mut counts = [0_usize; 3];
        for pronoun in uses {
            // After the applicant's name, or with nobody else about.
            let weight = match self.nearest(pronoun, |a| fits(a, pronoun.pronouns)) {
                Some(a) if a.applicant => 2,
                Some(_) => 0,
                None => 1,
            };
            let weight = if self.is_applicants_place(pronoun) == Place::Open { weight } else { weight + 1 };
            counts[pronoun.pronouns as usize] += weight;
        }
        let [she, he, they] = counts;
        // Plural "they" is common; it is the applicant's only where hardly another pronoun is used.
        if she + he <= 1 && they >= 4 {
            return Some(Pronouns::They);
        }
        if self.declares_they() {
            return Some(Pronouns::They);
        }
        match (she, he) {
            (s, h) if s >= 2 && s > h + h / 2 => Some(Pronouns::She),
            (s, h) if h >= 2 && h > s + s / 2 => Some(Pronouns::He),
            _ => None,
        }
    }

    /// "(they/them)".
    fn declares_they(&self) -> bool {
        let scene = self.scene;
        let mut they = scene.terms_in("pron-they", 0..scene.doc.tokens().len()).map(|h| h.start as usize);
        they.any(|t| t >= 2 && scene.text(t - 1) == "/" && scene.is("pron-they", t - 2))
    }

    /// The nearest antecedent before a pronoun, in its sentence or up to three before, in its paragraph.
    fn nearest(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> Option<Antecedent> {
        self.before(pronoun, 3).find(|a| accept(a)).copied()
    }

    fn before(&self, pronoun: &Use, sentences: usize) -> impl Iterator<Item = &Antecedent> {
        let end = self.antecedents.partition_point(|a| a.token < pronoun.token);
        let (sentence, paragraph) = (pronoun.sentence, pronoun.paragraph);
        self.antecedents[..end]
            .iter()
            .rev()
            .take_while(move |a| sentence - a.sentence <= sentences)
            .take_while(move |a| a.paragraph == paragraph)
    }

    /// Whether a pronoun of the applicant's own kind stands for the applicant.
    fn is_applicant(&self, pronoun: &Use) -> bool {
        let own = self.before(pronoun, 0).find(|a| fits(a, pronoun.pronouns));
        match own {
            Some(a) => a.applicant || a.pronouns.is_none(),
            None => {
                // The subject of the sentence before, if it is plainly somebody else of this kind.
                let previous = self.before(pronoun, 1).filter(|a| a.sentence + 1 == pronoun.sentence);
                let mut explicit = previous.filter(|a| a.applicant || a.pronouns == Some(pronoun.pronouns));
                explicit.all(|a| a.applicant) || self.before(pronoun, 1).any(|a| a.applicant)
            }
        }
    }

    /// Whether a pronoun of another kind can only mean the applicant. `others` and `own` are the earlier uses
    /// that stand for somebody else and for the applicant.
    fn is_slip(&self, pronoun: &Use, others: &[Use], own: &[Use]) -> bool {
        let scene = self.scene;
        let explicit = |a: &Antecedent| !a.applicant && a.pronouns == Some(pronoun.pronouns);
        let possible =
            |a: &Antecedent| !a.applicant && (a.pronouns.is_none() || a.pronouns == Some(pronoun.pronouns));
        let clause = self.clause_start(pronoun);
        let applicant_in_clause = self.before(pronoun, 0).any(|a| a.applicant && a.token >= clause)
            || own.iter().rev().take_while(|u| u.token >= clause).next().is_some();
        let own_possessive =
            scene.is("pron-possessive", pronoun.token) && scene.is("own-word", pronoun.token + 1);
        if scene.is("pron-reflexive", pronoun.token) || own_possessive {
            // A reflexive stands for the subject of its clause.
            let told_of =
                others.iter().rev().any(|u| u.sentence == pronoun.sentence && u.pronouns == pronoun.pronouns);
            return applicant_in_clause
                && !told_of
                && !self.before(pronoun, 0).any(|a| a.token >= clause && possible(a));
        }
        // "Wren told him": an object is never the subject of its own clause.
        if applicant_in_clause && self.is_object(pronoun) {
            return false;
        }
        let place = self.is_applicants_place(pronoun);
        if place == Place::Certain {
            return true;
        }
        if self.before(pronoun, 0).any(possible) || self.after(pronoun, explicit) {
            return false;
        }
        // Somebody else of this kind is being spoken of.
        let continues = |sentences: usize| {
            others
                .iter()
                .rev()
                .take_while(|u| pronoun.sentence - u.sentence <= sentences)
                .any(|u| u.pronouns == pronoun.pronouns)
        };
        let applicant_here = self.before(pronoun, 0).any(|a| a.applicant)
            || own.iter().rev().take_while(|u| u.sentence == pronoun.sentence).next().is_some()
            || self.opens_towards_applicant(pronoun);
        if applicant_here {
            let salient = |a: &Antecedent| possible(a) && a.salient;
            let told_of = others.iter().rev().any(|u| {
                u.pronouns == pronoun.pronouns
                    && u.paragraph == pronoun.paragraph
                    && pronoun.sentence - u.sentence <= 2
            });
            return !told_of
                && !self.before(pronoun, 2).any(explicit)
                && !self.before(pronoun, 3).any(salient);
        }
        if place == Place::Likely {
            return !self.before(pronoun, 1).any(explicit) && !continues(1);
        }
        // Once the paragraph has turned to the applicant, those of the one before are out of sight.
        let turned = own.iter().rev().any(|u| u.paragraph == pronoun.paragraph)
            || self.before(pronoun, usize::MAX).any(|a| a.applicant);
        let told_of = others.iter().rev().any(|u| {
            u.pronouns == pronoun.pronouns
                && (u.paragraph == pronoun.paragraph || !turned && pronoun.sentence - u.sentence <= 6)
        });
        !told_of
            && !self.before(pronoun, usize::MAX).any(explicit)
            && !self.before(pronoun, 3).any(possible)
            && (turned || !self.previous_paragraph(pronoun, explicit))
    }

    /// First token of the clause that a pronoun stands in.
    fn clause_start(&self, pronoun: &Use) -> usize {
        let scene = self.scene;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        let start = (sentence.start..pronoun.token)
            .rev()
            .find(|t| scene.doc.tokens()[*t].kind == TokenKind::Mark || scene.is("clause-word", *t));
        let Some(start) = start else { return sentence.start };
        // "It was Wren who told him": the name before "who" is the clause's subject.
        let relative = scene.is("relative-word", start);
        let named = self.before(pronoun, 0).find(|a| relative && a.token < start && start - a.token <= 4);
        named.map_or(start + 1, |a| a.token)
    }

    /// Object form: "him", or "her" without a noun after it.
    fn is_object(&self, pronoun: &Use) -> bool {
        let scene = self.scene;
        let at = pronoun.token;
        if !scene.is("pron-object", at) {
            return false;
        }
        if !scene.is("pron-possessive", at) {
            return true;
        }
        let next = scene.doc.tokens().get(at + 1);
        next.is_none_or(|t| t.kind == TokenKind::Mark)
            || ["preposition", "determiner", "clause-word", "pron-first", "after-object"]
                .iter()
                .any(|c| scene.is(c, at + 1))
    }

    /// "On his last shift Leiato …": a fronted phrase with the applicant as the subject that follows.
    fn opens_towards_applicant(&self, pronoun: &Use) -> bool {
        let sentence = self.scene.doc.sentences()[pronoun.sentence].range();
        let start = self.antecedents.partition_point(|a| a.token <= pronoun.token);
        pronoun.token - sentence.start <= 3
            && self.scene.is("preposition", sentence.start)
            && self.antecedents.get(start).is_some_and(|a| a.applicant && a.token - pronoun.token <= 5)
    }

    /// "When he froze, Mr. Pillai …": the antecedent follows within the sentence.
    fn after(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> bool {
        let start = self.antecedents.partition_point(|a| a.token <= pronoun.token);
        self.antecedents[start..].iter().take_while(|a| a.sentence == pronoun.sentence).any(accept)
    }

    /// Somebody of this kind at the end of the paragraph before.
    fn previous_paragraph(&self, pronoun: &Use, accept: impl Fn(&Antecedent) -> bool) -> bool {
        let end = self.antecedents.partition_point(|a| a.token < pronoun.token);
        self.antecedents[..end]
            .iter()
            .rev()
            .take_while(|a| pronoun.sentence - a.sentence <= 2)
            .any(|a| a.paragraph != pronoun.paragraph && accept(a))
    }

    fn is_applicants_place(&self, pronoun: &Use) -> Place {
        let scene = self.scene;
        let at = pronoun.token;
        let sentence = scene.doc.sentences()[pronoun.sentence].range();
        // "recommend her", "support his application"
        let object = (1..=3).any(|back| {
            at.checked_sub(back).is_some_and(|t| {
                t >= sentence.start && scene.term("recommend-verb", t).is_some_and(|len| t + len == at)
            })
        });
        if object
            || scene.is("applicant-frame", at + 1)
            || at > sentence.start && scene.is("applicant-object", at - 1)
        {
            return Place::Certain;
        }
        if scene.is("pron-possessive", at) {
            let noun = (at + 1..sentence.end.min(at + 5))
                .take_while(|t| scene.doc.tokens()[*t].is_word() && !scene.is("determiner", *t))
                .any(|t| scene.is("evaluative-noun", t));
            if noun {
                return Place::Likely;
            }
        }
        Place::Open
    }
}

/// How plainly a place in the sentence is the applicant's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Certain,
    Likely,
    Open,
}

fn fits(antecedent: &Antecedent, pronouns: Pronouns) -> bool {
    antecedent.applicant || antecedent.pronouns.is_none() || antecedent.pronouns == Some(pronouns)
}
