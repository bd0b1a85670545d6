//! What the score promises: worse letters never score higher, and what shows nothing is worth nothing.

use lora_core::Analyzer;
use lora_core::report::LetterReport;
use lora_tests::{Fixture, check, fixtures};

fn analyzer() -> &'static Analyzer {
    static ANALYZER: std::sync::OnceLock<Analyzer> = std::sync::OnceLock::new();
    ANALYZER.get_or_init(|| Analyzer::new(lora_rules::builtin()))
}

fn report(fixture: &Fixture, text: &str) -> LetterReport {
    check(analyzer(), text, Some(&fixture.profile))
}

fn length_is_fine(report: &LetterReport) -> bool {
    !report.findings.iter().any(|f| f.rule == "structure/length" || f.rule == "structure/not-a-letter")
}

/// The letter with a paragraph more after its first paragraph of prose. Letters without blank lines have none.
fn with_paragraph(text: &str, paragraph: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let parts: Vec<&str> = text.split("\n\n").collect();
    let first = parts.iter().position(|p| p.len() > 200)?;
    let mut parts: Vec<&str> = parts;
    parts.insert(first + 1, paragraph);
    Some(parts.join("\n\n"))
}

/// What the fixture's applicant is called in an inserted sentence.
fn pronoun(fixture: &Fixture) -> &'static str {
    let text = format!(" {} ", fixture.text.to_lowercase());
    if text.matches(" she ").count() > text.matches(" he ").count() { "She" } else { "He" }
}

/// Letters that stay letters of a good length with a paragraph more.
fn pairs(paragraph: &str) -> Vec<(String, LetterReport, LetterReport)> {
    let mut pairs = Vec::new();
    for fixture in fixtures() {
        let paragraph = paragraph.replace("{She}", pronoun(&fixture));
        let Some(longer) = with_paragraph(&fixture.text, &paragraph) else { continue };
        let before = report(&fixture, &fixture.text);
        let after = report(&fixture, &longer);
        if length_is_fine(&before) && length_is_fine(&after) {
            pairs.push((fixture.name.clone(), before, after));
        }
    }
    assert!(pairs.len() > 5, "hardly any fixture can be lengthened");
    pairs
}

#[test]
fn a_fault_more_never_raises_the_score() {
    for fault in [
        "{She} is a hard worker and a team player.",
        "{She} has excellent communication skills and a strong work ethic.",
        "I am told that {She} could perhaps become an adequate resident.",
        "I have some reservations about the rest.",
        "Born on April 31, 1996, the applicant comes from a good family.",
        "[INSERT EXAMPLE HERE]",
    ] {
        for (name, before, after) in pairs(fault) {
            assert!(
                after.score.overall <= before.score.overall,
                "{name}: {fault}: {} after {}",
                after.score.overall,
                before.score.overall
            );
        }
    }
}

#[test]
fn an_episode_more_never_lowers_the_score() {
    for episode in [
        "One night in the second week {She} admitted a farmer with chest pain, examined him twice, heard the murmur \
         that two of us had missed, and proposed aortic dissection; he was in the operating room within the hour.",
        "On the last Friday {She} noticed that three patients had been sent home without their medication list, \
         called the pharmacy, and wrote a checklist that the ward still uses.",
    ] {
        for (name, before, after) in pairs(episode) {
            assert!(
                after.score.corrected.overall >= before.score.corrected.overall,
                "{name}: {} after {}",
                after.score.corrected.overall,
                before.score.corrected.overall
            );
        }
    }
}
