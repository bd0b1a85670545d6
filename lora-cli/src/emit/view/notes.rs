//! Notes: findings or remarks as a page explains them, with the places in the letter that they are about.

use std::collections::HashMap;

use lora_core::audience::{BriefLetter, Remark, RemarkKind};
use lora_core::pack::Severity;
use lora_core::report::{FindingReport, LetterReport, SpanReport};

use crate::emit::groups::{self, Group};
use crate::emit::names;
use crate::emit::quote::{Quoted, shorten};
use crate::emit::text::{place, worth};

/// What a page says about one thing to change.
pub struct Note {
    /// From 1, in the order of the letter.
    pub number: usize,
    /// Of the note, unique on the page.
    pub id: String,
    /// How it is shown: `must`, `should`, `could` in the office; `confirm`, `consider`, `open` outside.
    pub class: &'static str,
    /// The same in words.
    pub label: &'static str,
    /// Paragraph and line, or that it is about the whole letter.
    pub place: String,
    pub message: String,
    pub help: String,
    /// Who says something else, and what.
    pub related: Vec<(String, String)>,
    pub quoted: Option<Quoted>,
    /// Where else the same shows.
    pub followers: Vec<String>,
    /// What only the office is told.
    pub rule: Option<String>,
    /// Points that mending it would bring, in words.
    pub worth: String,
    /// Bytes of the letter that it is about.
    pub marks: Vec<(u32, u32)>,
    first: Option<(&'static str, usize)>,
}

impl Note {
    /// Whether it stands at the top of the page, in a group.
    pub fn is_first(&self, group: &str) -> bool {
        self.first.is_some_and(|(own, _)| own == group)
    }

    /// Its place in that group.
    pub fn rank(&self) -> usize {
        self.first.map_or(usize::MAX, |(_, rank)| rank)
    }
}

/// Every finding of a letter; and what is to be done before the upload.
pub fn of_report(letter: usize, report: &LetterReport) -> (Vec<Note>, Vec<String>) {
    let told = groups::sort(&report.findings, report.stage, true);
    let short = groups::sort(&report.findings, report.stage, false);
    let ranked = |group: &'static str, groups: &[Group<'_>]| {
        let keys = groups.iter().enumerate().map(|(rank, g)| (g.head.fingerprint.clone(), (group, rank)));
        keys.collect::<Vec<_>>()
    };
    let mut first: HashMap<String, (&'static str, usize)> =
        ranked("wrong", &short.wrong).into_iter().collect();
    first.extend(ranked("top", &short.top));
    let mut all: Vec<Group<'_>> = told.wrong.into_iter().chain(told.top).chain(told.rest).collect();
    all.sort_by_key(|g| g.head.span.map_or((u32::MAX, 0), |s| (s.start, s.end)));
    let notes = all
        .iter()
        .enumerate()
        .map(|(at, group)| Note {
            first: first.get(&group.head.fingerprint).copied(),
            ..finding(letter, at + 1, group)
        })
        .collect();
    (notes, told.before_upload.iter().map(|f| f.help.clone()).collect())
}

fn finding(letter: usize, number: usize, group: &Group<'_>) -> Note {
    let head = group.head;
    let (class, label) = match head.severity {
        Severity::Error => ("must", "To correct"),
        Severity::Warning if groups::is_correction(head) => ("should", "To check"),
        Severity::Warning => ("should", "To improve"),
        Severity::Info => ("could", "To consider"),
    };
    let related = head
        .related
        .iter()
        .filter(|r| r.source != "profile" || !r.text.is_empty())
        .map(|r| (names::related(&r.source).to_owned(), shorten(&r.text, 240)));
    let spans = std::iter::once(head).chain(group.followers.iter().copied()).filter_map(|f| f.span);
    Note {
        number,
        id: id(letter, number),
        class,
        label,
        place: place(head.span),
        message: head.message.clone(),
        help: head.help.clone(),
        related: related.collect(),
        quoted: quoted(head.text.as_deref(), head.span, head.context.as_ref()),
        followers: group.followers.iter().map(|f| follower(f)).collect(),
        rule: Some(head.rule.clone()),
        worth: worth(group.points()),
        marks: spans.map(|s| (s.start, s.end)).collect(),
        first: None,
    }
}

fn follower(finding: &FindingReport) -> String {
    match (&finding.text, finding.span) {
        (Some(text), Some(at)) => format!("“{}” (paragraph {})", shorten(text, 40), at.paragraph),
        (None, Some(at)) => format!("paragraph {}", at.paragraph),
        _ => finding.message.clone(),
    }
}

/// Every remark of a letter, in its order; those of one cause are one note.
pub fn of_brief(letter: usize, brief: &BriefLetter) -> Vec<Note> {
    let mut by_cause: Vec<Vec<&Remark>> = Vec::new();
    let mut groups: HashMap<usize, usize> = HashMap::new();
    for remark in &brief.remarks {
        let group = *groups.entry(remark.number).or_insert(by_cause.len());
        match by_cause.get_mut(group) {
            Some(group) => group.push(remark),
            None => by_cause.push(vec![remark]),
        }
    }
    // The order of the remarks is the order of their worth.
    let mut ranked: Vec<(usize, Vec<&Remark>)> = by_cause.into_iter().enumerate().collect();
    ranked.sort_by_key(|(_, group)| group[0].span.map_or((u32::MAX, 0), |s| (s.start, s.end)));
    let note = |(at, (rank, group)): (usize, (usize, Vec<&Remark>))| {
        let head = group[0];
        let (class, label) = match head.kind {
            RemarkKind::Correction => ("confirm", "To confirm"),
            RemarkKind::Suggestion => ("consider", "To consider"),
            RemarkKind::Open => ("open", "Left open"),
        };
        let followers = group[1..].iter().filter_map(|r| {
            let (text, span) = (r.text.as_deref()?, r.span?);
            Some(format!("“{}” (paragraph {})", shorten(text, 40), span.paragraph))
        });
        Note {
            number: at + 1,
            id: id(letter, at + 1),
            class,
            label,
            place: place(head.span),
            message: head.message.clone(),
            help: head.help.clone(),
            related: Vec::new(),
            quoted: quoted(head.text.as_deref(), head.span, head.context.as_ref()),
            followers: followers.collect(),
            rule: None,
            worth: String::new(),
            marks: group.iter().filter_map(|r| r.span).map(|s| (s.start, s.end)).collect(),
            first: Some((class, rank)),
        }
    };
    ranked.into_iter().enumerate().map(note).collect()
}

fn quoted(
    text: Option<&str>,
    span: Option<SpanReport>,
    context: Option<&lora_core::report::Quote>,
) -> Option<Quoted> {
    Some(Quoted::new(text?, span?, context))
}

fn id(letter: usize, number: usize) -> String {
    format!("l{letter}n{number}")
}
