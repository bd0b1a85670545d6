//! Findings as people read them: what follows from one cause together, one finding of praise a sentence, and
//! in the order of what it is worth to change them.

use std::collections::HashMap;

use lora_core::pack::Severity;
use lora_core::report::{FindingReport, Stage};

/// How many findings are printed in full.
const TOP: usize = 5;
/// Points below which a finding doesn't move the score that is shown.
const MOVES: f32 = 0.5;
/// Packs about praise.
const PRAISE: [&str; 3] = ["generic", "faint", "doubt"];
/// What a draft can't have yet. A missing name of the writer is none of it.
const BEFORE_UPLOAD: [&str; 2] = ["structure/no-letterhead", "portal"];

/// A finding and those that are told with it.
#[derive(Debug)]
pub struct Group<'a> {
    pub head: &'a FindingReport,
    /// Findings that follow from it.
    pub followers: Vec<&'a FindingReport>,
    /// Other findings of praise in its sentence.
    pub beside: usize,
}

impl<'a> Group<'a> {
    /// Points that mending all of it would bring: what follows from one cause costs once.
    pub fn points(&self) -> f32 {
        self.findings().map(|f| f.points).fold(0.0, f32::max)
    }

    fn findings(&self) -> impl Iterator<Item = &'a FindingReport> {
        std::iter::once(self.head).chain(self.followers.iter().copied())
    }

    fn severity(&self) -> Severity {
        self.findings().map(|f| f.severity).fold(self.head.severity, Severity::max)
    }

    /// Whether it is one of the score's corrections.
    fn is_correction(&self) -> bool {
        self.findings().any(is_correction)
    }

    fn is_praise(&self) -> bool {
        PRAISE.contains(&pack_of(&self.head.rule))
    }
}

/// The findings of a letter, sorted into the parts of the report.
#[derive(Debug, Default)]
pub struct Sorted<'a> {
    /// What must be corrected, in the order of the letter.
    pub wrong: Vec<Group<'a>>,
    /// What moves the score most, best first.
    pub top: Vec<Group<'a>>,
    /// The rest, in the order of the letter.
    pub rest: Vec<Group<'a>>,
    /// What is done before the upload.
    pub before_upload: Vec<&'a FindingReport>,
}

/// Sorts findings; with `all`, every finding is told in full and none folded beside another.
pub fn sort(findings: &[FindingReport], stage: Stage, all: bool) -> Sorted<'_> {
    let later = |f: &FindingReport| {
        stage == Stage::Draft
            && f.severity < Severity::Error
            && BEFORE_UPLOAD.iter().any(|name| f.rule == *name || pack_of(&f.rule) == *name)
    };
    let mut sorted =
        Sorted { before_upload: findings.iter().filter(|f| later(f)).collect(), ..Sorted::default() };
    let (wrong, others): (Vec<_>, Vec<_>) =
        by_cause(findings.iter().filter(|f| !later(f))).into_iter().partition(Group::is_correction);
    sorted.wrong = wrong;
    let mut others = if all { others } else { one_praise_a_sentence(others) };
    // Stable, so that equals stay in the order of the letter.
    others.sort_by(|a, b| b.points().total_cmp(&a.points()).then(b.severity().cmp(&a.severity())));
    for group in others {
        let moves = group.points() >= MOVES || group.severity() >= Severity::Warning;
        if all || moves && sorted.top.len() < TOP {
            sorted.top.push(group);
        } else {
            sorted.rest.push(group);
        }
    }
    sorted.rest.sort_by_key(|g| g.head.span.map_or(u32::MAX, |s| s.start));
    sorted
}

/// What the verdict waits for: a wrong fact, even if it is only inferred, or whatever else must not be sent.
pub fn is_correction(finding: &FindingReport) -> bool {
    match finding.severity {
        Severity::Error => true,
        Severity::Warning => finding.category == "accuracy",
        Severity::Info => false,
    }
}

/// The first half of a rule id.
pub fn pack_of(rule: &str) -> &str {
    rule.split('/').next().unwrap_or(rule)
}

fn by_cause<'a>(findings: impl Iterator<Item = &'a FindingReport>) -> Vec<Group<'a>> {
    let (causes, following): (Vec<_>, Vec<_>) = findings.partition(|f| f.cause.is_none());
    let alone = |head| Group { head, followers: Vec::new(), beside: 0 };
    let mut groups: Vec<Group<'a>> = causes.into_iter().map(alone).collect();
    let mut leading: HashMap<&str, usize> = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        leading.entry(&group.head.fingerprint).or_insert(number);
    }
    for finding in following {
        let cause = finding.cause.as_deref().unwrap_or_default();
        match leading.get(cause) {
            Some(number) => groups[*number].followers.push(finding),
            // The cause itself may be hidden, or be a name that all share: then the first of them leads.
            None => {
                leading.insert(cause, groups.len());
                groups.push(alone(finding));
            }
        }
    }
    groups.sort_by_key(|g| g.head.span.map_or(u32::MAX, |s| s.start));
    groups
}

fn one_praise_a_sentence(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let mut kept: Vec<Group<'_>> = Vec::new();
    let mut by_sentence: HashMap<(usize, usize), usize> = HashMap::new();
    for mut group in groups {
        let sentence = group.head.span.filter(|_| group.is_praise()).map(|s| (s.paragraph, s.sentence));
        let same = sentence.and_then(|s| by_sentence.get(&s));
        match same {
            None => {
                by_sentence.extend(sentence.map(|s| (s, kept.len())));
                kept.push(group);
            }
            Some(number) => {
                let other = &mut kept[*number];
                let weight = |g: &Group<'_>| (g.severity(), g.points());
                if weight(&group).partial_cmp(&weight(other)).is_some_and(std::cmp::Ordering::is_gt) {
                    std::mem::swap(other, &mut group);
                }
                other.beside += 1 + group.beside;
            }
        }
    }
    kept
}
