//! Patients who can be known: by name, and by the day on which something befell them.

use std::ops::Range;

use super::calendar::DateMention;
use super::people::{Mention, PersonRole};
use super::{Facts, Scene};
use crate::finding::Finding;

/// Words of the sentence that only says when: "It was June 29."
const ONLY_WHEN: usize = 7;

pub(super) fn check(scene: &Scene<'_>, facts: &mut Facts) {
    let mut findings = named(scene, facts);
    findings.extend(dated(scene, facts));
    facts.findings.append(&mut findings);
}

/// Patients by their name, wherever it stands.
fn named(scene: &Scene<'_>, facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, person) in facts.people.list.iter().enumerate() {
        if person.role != PersonRole::Patient {
            continue;
        }
        let prose = |m: &&Mention| m.person == number && scene.in_prose(m.tokens.start);
        let mut mentions = facts.people.mentions.iter().filter(prose).peekable();
        if mentions.peek().is_some_and(|first| is_pseudonym(scene, first)) {
            continue;
        }
        for mention in mentions {
            let span = scene.doc.span_of(mention.tokens.clone());
            let finding = scene.finding("phi/patient-named", Some(span), &[]);
            found.extend(finding.map(|f| Finding { cause: Some(format!("patient-{number}")), ..f }));
        }
    }
    found
}

/// "Harold, which isn't his name", "whom I will call Mrs. T."
fn is_pseudonym(scene: &Scene<'_>, first: &Mention) -> bool {
    let around = first.tokens.start.saturating_sub(6)..first.tokens.end + 12;
    scene.terms_in("pseudonym-mark", around).next().is_some()
}

/// Days on which something befell a patient.
fn dated(scene: &Scene<'_>, facts: &Facts) -> Vec<Finding> {
    let in_range = |d: &DateMention| facts.ranges.iter().any(|r| r.tokens.contains(&d.tokens.start));
    let days =
        facts.dates.iter().filter(|d| d.day.is_some() && scene.in_prose(d.tokens.start) && !in_range(d));
    let told = days.filter(|date| {
        let sentence = scene.doc.sentences()[date.sentence].range();
        if scene.terms_in("talk-word", sentence.clone()).next().is_some() || is_bound(scene, date) {
            return false;
        }
        let has_name = |s: usize| facts.people.named(PersonRole::Patient).any(|m| m.sentence == s);
        let event = || scene.terms_in("patient-event", sentence.clone()).next().is_some();
        if has_name(date.sentence) || has_patient(scene, sentence.clone()) && event() {
            return true;
        }
        // "On September 9 he saw the curve slope. The patient was a woman with asthma."
        let next = scene.doc.sentences().get(date.sentence + 1).filter(|n| {
            n.paragraph == scene.doc.sentences()[date.sentence].paragraph
                && has_patient(scene, n.range().start..n.range().end.min(n.range().start + 2))
        });
        if next.is_some() && !has_reported(scene, sentence.clone()) {
            return true;
        }
        let previous = date.sentence.checked_sub(1);
        let same_paragraph =
            |s: usize| scene.doc.sentences()[s].paragraph == scene.doc.sentences()[date.sentence].paragraph;
        sentence.len() <= ONLY_WHEN
            && previous.is_some_and(|s| {
                same_paragraph(s) && (has_name(s) || has_patient(scene, scene.doc.sentences()[s].range()))
            })
    });
    told.filter_map(|date| {
        let span = scene.doc.span_of(date.tokens.clone());
        scene.finding("phi/patient-date", Some(span), &[])
    })
    .collect()
}

/// Feedback and forms have days of their own.
fn has_reported(scene: &Scene<'_>, sentence: Range<usize>) -> bool {
    scene.terms_in("speaker", sentence).next().is_some()
}

/// One person who was cared for.
fn has_patient(scene: &Scene<'_>, sentence: Range<usize>) -> bool {
    scene.terms_in("case-noun", sentence).next().is_some()
}

/// First or last day of the rotation.
fn is_bound(scene: &Scene<'_>, date: &DateMention) -> bool {
    let rotation = &scene.profile.rotation;
    [rotation.start, rotation.end]
        .into_iter()
        .flatten()
        .any(|d| d.month() == date.month && Some(d.day()) == date.day)
}
