//! What the applicant is told: what the letter shows, what it leaves open, what to ask for.

use super::brief::{BriefLetter, Remark, RemarkKind, Shown, ShownCompetency, ToldCase};
use super::wording::{Wording, fill};
use super::writer::{cases, record, shown};
use crate::report::{FindingReport, LetterReport};

pub(super) fn letter(report: &LetterReport, wording: &Wording) -> BriefLetter {
    let competencies: Vec<ShownCompetency> = report.competencies.iter().map(shown).collect();
    let mut remarks: Vec<Remark> = report.findings.iter().filter_map(|f| about(f, wording)).collect();
    remarks.extend(competencies.iter().filter_map(|c| open(c, wording)));
    for (at, remark) in remarks.iter_mut().enumerate() {
        remark.number = at + 1;
    }
    BriefLetter {
        path: super::file_name(&report.path),
        words: report.words,
        applicant: report.profile.applicant.clone(),
        notices: Vec::new(),
        remarks,
        competencies,
        cases: cases(report).into_iter().map(|case| asked(case, wording)).collect(),
        works: Vec::new(),
        checked: Vec::new(),
    }
}

/// A fact that differs from the record, or one of the things that the applicant may ask for.
fn about(finding: &FindingReport, wording: &Wording) -> Option<Remark> {
    let wording = &wording.applicant;
    let record = record(finding);
    let text = finding.text.as_deref().unwrap_or("…");
    let slots = [("text", text), ("record", record.as_deref().unwrap_or_default())];
    let (message, help) = match (wording.remark.get(&finding.rule), &record) {
        (Some(said), _) => (said.message.as_deref()?, said.help.as_deref().unwrap_or_default()),
        (None, Some(_)) if finding.cause.is_none() => {
            (wording.differs.as_str(), wording.differs_help.as_str())
        }
        (None, _) => return None,
    };
    Some(Remark {
        number: 0,
        kind: RemarkKind::Open,
        message: fill(message, &slots),
        help: fill(help, &slots),
        text: finding.text.clone(),
        record,
        span: finding.span,
        context: finding.context.clone(),
    })
}

/// What the applicant may ask about a case is put to them as a question for the writer.
fn asked(mut case: ToldCase, wording: &Wording) -> ToldCase {
    case.question = case.question.map(|q| fill(&wording.applicant.ask, &[("question", &q)]));
    case
}

/// A competency that is not shown, with what to ask the writer about it.
fn open(competency: &ShownCompetency, wording: &Wording) -> Option<Remark> {
    let message = match competency.level {
        Shown::Shown => return None,
        Shown::Named => &wording.applicant.named,
        Shown::Open => &wording.applicant.open,
    };
    Some(Remark {
        number: 0,
        kind: RemarkKind::Open,
        message: fill(message, &[("competency", &competency.name)]),
        help: wording
            .ask
            .get(&competency.id)
            .map(|question| fill(&wording.applicant.ask, &[("question", question)]))
            .unwrap_or_default(),
        text: None,
        record: None,
        span: None,
        context: None,
    })
}
