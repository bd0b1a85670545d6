//! A report without the letter's words, anybody's name, or a path: for logs and machines that many can read.

use crate::report::{FindingReport, LetterReport, PassageReport, Report};
use crate::rules::RuleSet;

/// What stands for words that were left out.
const LEFT_OUT: &str = "…";
/// Slots of messages that hold numbers or the rules' own words, and nothing of letter or profile.
const PLAIN_SLOTS: [&str; 6] = ["band", "competency", "count", "limit", "question", "words"];

/// Takes out of a report every quote, every name, every value of a profile, and the names of files. What stays is
/// what was found, where, how grave it is, and the score.
pub fn without_quotes(report: &mut Report, rules: &RuleSet) {
    report.tool.config = None;
    for (number, letter) in report.letters.iter_mut().enumerate() {
        redact(letter, number + 1, rules);
    }
    report.notices.iter_mut().for_each(|n| n.message.clear());
    for (number, failed) in report.failed.iter_mut().enumerate() {
        failed.path = anonymous(&failed.path, "unread", number + 1);
        "It could not be read; standard error says why.".clone_into(&mut failed.error);
    }
}

fn redact(letter: &mut LetterReport, number: usize, rules: &RuleSet) {
    letter.path = anonymous(&letter.path, "letter", number);
    letter.profile.path = None;
    letter.profile.applicant = None;
    letter.profile.writer = None;
    letter.findings.iter_mut().for_each(|f| redact_finding(f, rules));
    letter.competencies.iter_mut().flat_map(|c| &mut c.evidence).for_each(|q| q.text.clear());
    letter.strengths.iter_mut().for_each(|s| s.text.clear());
    for checked in &mut letter.checked {
        LEFT_OUT.clone_into(&mut checked.with);
        checked.text.clear();
    }
    for (number, person) in letter.people.iter_mut().enumerate() {
        person.name = format!("person {}", number + 1);
    }
    let unquoted = |passages: &mut Vec<PassageReport>| passages.iter_mut().for_each(|p| p.diff.clear());
    for (number, source) in letter.reuse.iter_mut().enumerate() {
        source.source = anonymous(&source.source, "earlier", number + 1);
        unquoted(&mut source.passages);
    }
    for (number, source) in letter.boilerplate.iter_mut().enumerate() {
        source.source = anonymous(&source.source, "earlier-boilerplate", number + 1);
        unquoted(&mut source.passages);
    }
    // What it says may name a person or quote the file; which notice it is stays.
    letter.notices.iter_mut().for_each(|n| {
        let text = rules.text(&format!("notice.{}", n.id));
        if text.contains('{') || text.is_empty() {
            n.message.clear()
        } else {
            text.clone_into(&mut n.message)
        }
    });
    for not_run in &mut letter.not_run {
        if not_run.needs.contains('`') {
            LEFT_OUT.clone_into(&mut not_run.needs);
        }
    }
}

fn redact_finding(finding: &mut FindingReport, rules: &RuleSet) {
    let (message, help) =
        rules.rule(&finding.rule).map_or((LEFT_OUT, LEFT_OUT), |rule| (&rule.message, &rule.help));
    finding.message = masked(message, &finding.message);
    finding.help = masked(help, &finding.help);
    finding.text = None;
    finding.context = None;
    for related in &mut finding.related {
        related.text.clear();
        if !matches!(related.source.as_str(), "profile" | "letter") {
            "earlier letter".clone_into(&mut related.source);
        }
    }
}

/// A message with its slots left out; it stays as it is if none of them holds words of the letter.
fn masked(template: &str, filled: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    let mut plain = true;
    while let Some((before, slot, after)) = rest
        .split_once('{')
        .and_then(|(before, tail)| tail.split_once('}').map(|(slot, after)| (before, slot, after)))
    {
        plain &= PLAIN_SLOTS.contains(&slot);
        out.push_str(before);
        out.push_str(LEFT_OUT);
        rest = after;
    }
    out.push_str(rest);
    if plain { filled.to_owned() } else { out }
}

/// A file's name without what people write into it; the ending stays.
fn anonymous(path: &str, what: &str, number: usize) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    // An ending is a few letters; anything else may be a name.
    match ending.filter(|e| (1..=4).contains(&e.len()) && e.bytes().all(|b| b.is_ascii_alphanumeric())) {
        Some(ending) => format!("{what}-{number}.{}", ending.to_ascii_lowercase()),
        None => format!("{what}-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_with_words_of_the_letter_are_left_out() {
        assert_eq!(masked("“{match}” plants a doubt.", "“seems to” plants a doubt."), "“…” plants a doubt.");
        assert_eq!(masked("{words} words here.", "52 words here."), "52 words here.");
        assert_eq!(masked("{words} words; {expected}", "52 words; Dr. Chen"), "… words; …");
        assert_eq!(masked("An open { brace", "An open { brace"), "An open { brace");
    }

    #[test]
    fn a_path_keeps_its_ending_only() {
        assert_eq!(anonymous("drafts/Farah, Amina.DOCX", "letter", 3), "letter-3.docx");
        assert_eq!(anonymous("drafts.old/for Dr.Farah", "letter", 1), "letter-1");
        assert_eq!(anonymous("-", "letter", 1), "letter-1");
    }
}
