//! A report without the letter's words, anybody's name, or a path: for logs and machines that many can read.

use crate::report::{
    BoilerplateReport, CaseReport, Checked, Failed, FindingReport, LetterReport, NotRun, Notice,
    PassageReport, PersonReport, ProfileUsed, RelatedReport, Report, ReuseReport, Tool,
};
use crate::rules::RuleSet;

/// What stands for words that were left out.
const LEFT_OUT: &str = "…";
/// Slots of messages that hold numbers or the rules' own words, and nothing of letter or profile.
const PLAIN_SLOTS: [&str; 6] = ["band", "competency", "count", "limit", "question", "words"];

/// Takes out of a report every quote, every name, every value of a profile, and the names of files. What stays is
/// what was found, where, how grave it is, and the score.
pub fn without_quotes(report: &mut Report, rules: &RuleSet) {
    // Every field is named here and below, so that none that is added is forgotten.
    let Report { schema: _, tool: Tool { version: _, ruleset: _, config }, letters, failed, notices } =
        report;
    notices.iter_mut().for_each(|n| n.message.clear());
    *config = None;
    for (number, letter) in letters.iter_mut().enumerate() {
        redact(letter, number + 1, rules);
    }
    for (number, Failed { path, error }) in failed.iter_mut().enumerate() {
        *path = anonymous(path, "unread", number + 1);
        "It could not be read; standard error says why.".clone_into(error);
    }
}

fn redact(letter: &mut LetterReport, number: usize, rules: &RuleSet) {
    let LetterReport {
        path,
        words: _,
        stage: _,
        profile: ProfileUsed { source: _, path: profile_path, applicant, writer },
        score: _,
        competencies,
        cases,
        findings,
        checked,
        people,
        strengths,
        reuse,
        own,
        boilerplate,
        notices,
        not_run,
        suppressed: _,
    } = letter;
    *path = anonymous(path, "letter", number);
    *profile_path = None;
    *applicant = None;
    *writer = None;
    findings.iter_mut().for_each(|f| redact_finding(f, rules));
    competencies.iter_mut().flat_map(|c| &mut c.evidence).for_each(|q| q.text.clear());
    strengths.iter_mut().for_each(|s| s.text.clear());
    for case in cases {
        let CaseReport { kind: _, what, changed, used: _, evidence, competencies: _, open: _, question } =
            case;
        LEFT_OUT.clone_into(what);
        *changed = None;
        evidence.iter_mut().for_each(|q| q.text.clear());
        *question = None;
    }
    for Checked { fact: _, compared: _, with, text } in checked {
        LEFT_OUT.clone_into(with);
        text.clear();
    }
    for (number, PersonReport { name, role: _, mentions: _ }) in people.iter_mut().enumerate() {
        *name = format!("person {}", number + 1);
    }
    let sources = |sources: &mut [ReuseReport], kind: &str| {
        for (number, source) in sources.iter_mut().enumerate() {
            let ReuseReport {
                source,
                state: _,
                containment: _,
                longest_run: _,
                same_writer: _,
                same_applicant: _,
                passages,
            } = source;
            *source = anonymous(source, kind, number + 1);
            passages.iter_mut().for_each(unquoted);
        }
    };
    sources(reuse, "earlier");
    sources(own, "own-document");
    for (number, source) in boilerplate.iter_mut().enumerate() {
        let BoilerplateReport { source, reason: _, passages } = source;
        *source = anonymous(source, "earlier-boilerplate", number + 1);
        passages.iter_mut().for_each(unquoted);
    }
    for Notice { id, message } in notices {
        // What it says may name a person or quote the file; wording without slots does neither.
        let text = rules.text(&format!("notice.{id}"));
        if text.contains('{') || text.is_empty() {
            message.clear();
        } else {
            text.clone_into(message);
        }
    }
    for NotRun { check: _, needs } in not_run {
        if needs.contains('`') {
            LEFT_OUT.clone_into(needs);
        }
    }
}

fn unquoted(passage: &mut PassageReport) {
    let PassageReport { way: _, start: _, end: _, source_start: _, source_end: _, words: _, diff } = passage;
    diff.clear();
}

fn redact_finding(finding: &mut FindingReport, rules: &RuleSet) {
    let FindingReport {
        rule,
        severity: _,
        category: _,
        points: _,
        message,
        help,
        fingerprint: _,
        cause: _,
        text,
        span: _,
        context,
        related,
    } = finding;
    let (own_message, own_help) = rules.rule(rule).map_or((LEFT_OUT, LEFT_OUT), |r| (&r.message, &r.help));
    *message = masked(own_message, message);
    *help = masked(own_help, help);
    *text = None;
    *context = None;
    for RelatedReport { source, text, start: _, end: _ } in related {
        text.clear();
        if !matches!(source.as_str(), "profile" | "letter") {
            "earlier letter".clone_into(source);
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
    // A sentence that ends in an ellipsis has its full stop.
    if plain { filled.to_owned() } else { out.replace("….", LEFT_OUT) }
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
