//! The questions of a memo: those whose answers are worth most.

use lora_core::audience::{Said, Wording, fill};
use lora_core::pack::Severity;
use lora_core::report::{FindingReport, LetterReport, Level};

use super::phrases::Phrases;
use super::quotable;
use crate::emit::groups;

/// The questions, best first.
pub fn of(report: &LetterReport, wording: &Wording, phrases: &Phrases, applicant: &str) -> Vec<String> {
    let sorted = groups::sort(&report.findings, report.stage, false);
    let groups = sorted.wrong.iter().chain(&sorted.top).chain(&sorted.rest);
    let mut asked: Vec<(bool, f32, String)> = Vec::new();
    let mut rules: Vec<&str> = Vec::new();
    for group in groups.filter(|g| wording.writer.tells(&g.head.rule)) {
        let rule = group.head.rule.as_str();
        let Some(question) = about(group.head, wording, phrases, applicant) else { continue };
        // One question of a kind: who answers it reads the others too.
        if !rules.contains(&rule) {
            rules.push(rule);
            let urgent = wording.writer.said(rule).is_some_and(|s| s.urgent);
            asked.push((urgent || group.head.severity == Severity::Error, group.points(), question));
        }
    }
    let worth = |level: Level| {
        let of_level = report.findings.iter().filter(|f| f.rule == rule_of(level));
        of_level.map(|f| f.points).fold(0.0, f32::max)
    };
    let mut named: Vec<&String> = Vec::new();
    for competency in report.competencies.iter().filter(|c| c.level != Level::Evidenced) {
        let worth = worth(competency.level);
        if let Some(question) = wording.ask.get(&competency.id).filter(|_| worth > 0.0) {
            // A case that nobody has told of yet helps the memory; whether it was seen is asked, never said.
            let case =
                report.cases.iter().find(|c| c.open.contains(&competency.id) && !named.contains(&&c.what));
            let case = case.filter(|c| phrases.may_repeat(&c.what));
            let question = match case {
                Some(case) => {
                    named.push(&case.what);
                    let what = quotable::cut(&case.what, phrases.short_quote_words);
                    format!("{question} {}", fill(phrases.about(&case.kind), &[("what", &what)]))
                }
                None => question.clone(),
            };
            asked.push((false, worth, question));
        }
    }
    // Stable, so that equals stay in the order of the letter.
    asked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let mut questions: Vec<String> = Vec::new();
    for (_, _, question) in asked {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions.truncate(phrases.questions);
    questions
}

/// The rule that finds a competency at a level.
fn rule_of(level: Level) -> &'static str {
    if level == Level::Absent { "competency/absent" } else { "competency/mentioned-only" }
}

/// The question about a finding, if there is one. What differs from the record is a correction and no question.
fn about(finding: &FindingReport, wording: &Wording, phrases: &Phrases, applicant: &str) -> Option<String> {
    if finding.related.iter().any(|r| r.source == "profile" && !r.text.is_empty()) {
        return None;
    }
    let Said { ask, ask_unquoted, .. } = wording.writer.said(&finding.rule)?;
    let quote = quotable::told(finding.text.as_deref(), finding.span, finding.context.as_ref(), phrases);
    let paragraph = finding.span.map(|s| s.paragraph.to_string()).unwrap_or_default();
    let needs_quote = ask.as_deref().is_some_and(|a| a.contains("{text}"));
    let template = if needs_quote && quote.is_none() { ask_unquoted.as_ref()? } else { ask.as_ref()? };
    let slots =
        [("text", quote.as_deref().unwrap_or_default()), ("paragraph", &paragraph), ("applicant", applicant)];
    Some(fill(template, &slots)).filter(|question| phrases.may_repeat(question))
}
