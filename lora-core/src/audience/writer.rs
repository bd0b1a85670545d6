//! What the writer of a letter is told of its report.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::brief::{BriefLetter, Remark, RemarkKind, ShownCompetency, ToldCase};
use super::wording::{Wording, fill};
use crate::pack::Severity;
use crate::report::{CaseReport, CompetencyReport, FindingReport, LetterReport, Quote, Strength};

pub(super) fn letter(report: &LetterReport, wording: &Wording) -> BriefLetter {
    let told: Vec<&FindingReport> =
        report.findings.iter().filter(|f| wording.writer.tells(&f.rule)).collect();
    let mut numbers = Numbers::default();
    let mut remarks: Vec<(f32, Remark)> =
        told.iter().map(|f| (f.points, remark(f, numbers.of(f), wording))).collect();
    remarks.sort_by(|(a_points, a), (b_points, b)| {
        // Stable, so that equals stay in the order of the letter.
        let worth = || {
            if a.kind == RemarkKind::Suggestion {
                b_points.total_cmp(a_points)
            } else {
                std::cmp::Ordering::Equal
            }
        };
        a.kind.cmp(&b.kind).then_with(worth)
    });
    let known = |id: &str| wording.writer.notices.iter().any(|n| n == id);
    BriefLetter {
        path: super::file_name(&report.path),
        words: report.words,
        applicant: report.profile.applicant.clone(),
        notices: report.notices.iter().filter(|n| known(&n.id)).map(|n| n.message.clone()).collect(),
        remarks: remarks.into_iter().map(|(_, remark)| remark).collect(),
        competencies: report.competencies.iter().map(shown).collect(),
        cases: cases(report),
        works: works(report),
        checked: report.checked.clone(),
    }
}

/// Numbers of remarks: findings that follow from one cause share one.
#[derive(Debug, Default)]
struct Numbers<'a> {
    by_cause: HashMap<&'a str, usize>,
    last: usize,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, finding: &'a FindingReport) -> usize {
        let cause = finding.cause.as_deref().unwrap_or(&finding.fingerprint);
        let last = &mut self.last;
        *self.by_cause.entry(cause).or_insert_with(|| {
            *last += 1;
            *last
        })
    }
}

fn remark(finding: &FindingReport, number: usize, wording: &Wording) -> Remark {
    let record = record(finding);
    let said = wording.writer.said(&finding.rule);
    let text = finding.text.as_deref().unwrap_or("…");
    let say = |own: Option<&String>, packs: &str| {
        own.map_or_else(|| packs.to_owned(), |own| fill(own, &[("text", text)]))
    };
    let (message, help) = match &record {
        Some(record) => (fill(&wording.writer.differs, &[("text", text), ("record", record)]), String::new()),
        None => (
            say(said.and_then(|s| s.message.as_ref()), &finding.message),
            say(said.and_then(|s| s.help.as_ref()), &finding.help),
        ),
    };
    let wrong = record.is_some() || finding.severity == Severity::Error;
    Remark {
        number,
        kind: if wrong { RemarkKind::Correction } else { RemarkKind::Suggestion },
        message,
        help,
        text: finding.text.clone(),
        record,
        span: finding.span,
        context: finding.context.clone(),
    }
}

/// What the profile has in place of the letter's words. What an earlier letter has is nobody's business.
pub(super) fn record(finding: &FindingReport) -> Option<String> {
    let related = finding.related.iter().find(|r| r.source == "profile" && !r.text.is_empty())?;
    finding.text.as_ref().map(|_| dates_in_words(&related.text))
}

/// A record of one or two ISO dates as a US reader writes them; any other as it is.
fn dates_in_words(record: &str) -> String {
    let dates: Result<Vec<Date>, _> = record.split(" to ").map(str::parse).collect();
    dates.map_or_else(
        |_| record.to_owned(),
        |dates| {
            let words: Vec<String> = dates.iter().map(|d| d.strftime("%B %-d, %Y").to_string()).collect();
            words.join(" to ")
        },
    )
}

pub(super) fn cases(report: &LetterReport) -> Vec<ToldCase> {
    let name = |id: &String| {
        report.competencies.iter().find(|c| c.id == *id).map_or_else(|| id.clone(), |c| c.name.clone())
    };
    let told = |case: &CaseReport| ToldCase {
        what: case.what.clone(),
        told: case.used,
        quote: case.evidence.clone(),
        competencies: case.competencies.iter().map(name).collect(),
        open: case.open.iter().map(name).collect(),
        question: case.question.clone(),
    };
    report.cases.iter().map(told).collect()
}

pub(super) fn shown(competency: &CompetencyReport) -> ShownCompetency {
    ShownCompetency {
        id: competency.id.clone(),
        name: competency.name.clone(),
        level: competency.level.into(),
        quotes: competency.evidence.clone(),
    }
}

/// What is good about the letter, each sentence once. What stands in another letter too is not praised.
fn works(report: &LetterReport) -> Vec<Quote> {
    let passages = report.reuse.iter().flat_map(|r| &r.passages);
    let is_shared = |s: &Strength| passages.clone().any(|p| p.start < s.end && s.start < p.end);
    let mut seen = HashSet::new();
    let mut works: Vec<Quote> = Vec::new();
    for strength in report.strengths.iter().filter(|s| !is_shared(s)) {
        if seen.insert(strength.start) {
            works.push(Quote { start: strength.start, end: strength.end, text: strength.text.clone() });
        }
    }
    works
}
