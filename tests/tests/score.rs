//! What the score promises: worse letters never score higher, and what shows nothing is worth nothing.

use jiff::ToSpan as _;
use lora_core::report::{FindingReport, LetterReport, Verdict};
use lora_core::{Analyzer, Profile};
use lora_tests::{Fixture, all_fixtures, calibration, check, fixtures_dir};

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

/// The letter with a paragraph more, after each of its paragraphs of prose in turn but the last, which closes it.
/// Letters without blank lines have none.
fn with_paragraph(text: &str, paragraph: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let parts: Vec<&str> = text.split("\n\n").collect();
    let prose: Vec<usize> = (0..parts.len()).filter(|p| parts[*p].len() > 200).collect();
    let at = prose.split_last().map_or(&[][..], |(_, before)| before);
    let longer = at.iter().map(|p| [&parts[..=*p], &[paragraph], &parts[*p + 1..]].concat().join("\n\n"));
    longer.collect()
}

/// What the fixture's applicant is called in an inserted sentence.
fn pronoun(fixture: &Fixture) -> &'static str {
    let text = format!(" {} ", fixture.text.to_lowercase());
    if text.matches(" she ").count() > text.matches(" he ").count() { "She" } else { "He" }
}

/// Letters that stay letters of a good length with a paragraph more.
fn pairs(paragraph: &str) -> Vec<(String, LetterReport, LetterReport)> {
    let mut pairs = Vec::new();
    for fixture in all_fixtures() {
        let paragraph = paragraph.replace("{She}", pronoun(&fixture));
        let before = report(&fixture, &fixture.text);
        for longer in with_paragraph(&fixture.text, &paragraph) {
            let after = report(&fixture, &longer);
            if length_is_fine(&before) && length_is_fine(&after) {
                pairs.push((fixture.name.clone(), before.clone(), after));
            }
        }
    }
    assert!(pairs.len() > 50, "hardly any fixture can be lengthened");
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
    ] {
        let raised = pairs(fault).into_iter().filter(|(_, b, a)| a.score.overall > b.score.overall);
        let raised: Vec<_> = raised.map(|(name, b, a)| (name, b.score.overall, a.score.overall)).collect();
        assert!(raised.is_empty(), "{fault}: {raised:?}");
    }
}

/// The letter stays; what is known of the rotation differs from it.
#[test]
fn a_wrong_fact_more_never_raises_the_score() {
    let changes: [fn(&mut Profile); 3] = [
        |p| p.rotation.site = Some("Harrowgate Memorial Hospital".to_owned()),
        |p| {
            for day in [&mut p.rotation.start, &mut p.rotation.end] {
                *day = day.and_then(|d| d.checked_sub(3.years()).ok());
            }
        },
        |p| p.applicant.aamc_id = Some("10000001".to_owned()),
    ];
    let mut found = 0;
    for fixture in all_fixtures() {
        let before = report(&fixture, &fixture.text);
        // Where a date is wrong already, another rotation may put it right.
        if before.findings.iter().any(|f| f.rule.starts_with("date/")) {
            continue;
        }
        for (number, change) in changes.iter().enumerate() {
            let mut profile = fixture.profile.clone();
            change(&mut profile);
            let after = check(analyzer(), &fixture.text, Some(&profile));
            found += usize::from(after.findings.len() > before.findings.len());
            let (is, was) = (after.score.overall, before.score.overall);
            assert!(is <= was, "{}: {is} after {was} by change {number}", fixture.name);
        }
    }
    assert!(found > 30, "only {found} changes are found out");
}

#[test]
fn an_episode_more_never_lowers_the_score() {
    for episode in [
        "One night in the second week {She} admitted a farmer with chest pain, examined him twice, heard the murmur \
         that two of us had missed, and proposed aortic dissection; he was in the operating room within the hour.",
        "On the last Friday {She} noticed that three patients had been sent home without their medication list, \
         called the pharmacy, and wrote a checklist that the ward still uses.",
    ] {
        let corrected = |r: &LetterReport| r.score.corrected.overall;
        let lowered = pairs(episode).into_iter().filter(|(_, b, a)| corrected(a) < corrected(b));
        let lowered: Vec<_> = lowered.map(|(name, b, a)| (name, corrected(&b), corrected(&a))).collect();
        assert!(lowered.is_empty(), "{episode}: {lowered:?}");
    }
}

#[test]
fn a_sentence_of_empty_praise_is_worth_nothing() {
    let mut deleted = 0;
    for fixture in all_fixtures() {
        let before = report(&fixture, &fixture.text);
        for sentence in analyzer().document(&fixture.text).sentences() {
            let (start, end) = (sentence.span.start, sentence.span.end);
            let inside = |f: &&FindingReport| f.span.is_some_and(|s| s.start < end && start < s.end);
            let own: Vec<&FindingReport> = before.findings.iter().filter(inside).collect();
            if own.is_empty() || own.iter().any(|f| !f.rule.starts_with("generic/")) {
                continue;
            }
            let rest = fixture.text[end as usize..].trim_start_matches(' ');
            let after = report(&fixture, &(fixture.text[..start as usize].to_owned() + rest));
            if length_is_fine(&before) != length_is_fine(&after) {
                continue;
            }
            deleted += 1;
            let scores = |r: &LetterReport| (r.score.overall, r.score.corrected.overall);
            let ((overall, corrected), (was, was_corrected)) = (scores(&after), scores(&before));
            assert!(
                overall >= was && corrected >= was_corrected,
                "{}: {overall} and {corrected} after {was} and {was_corrected} without “{}”",
                fixture.name,
                &fixture.text[start as usize..end as usize]
            );
        }
    }
    assert!(deleted > 50, "only {deleted} sentences of empty praise alone");
}

/// Once the facts are right, a letter is ready where its readers call it excellent, and wants more work where they call
/// it middling or worse.
#[test]
fn the_line_is_where_readers_draw_it() {
    let letters = calibration();
    assert!(letters.len() >= 16);
    for fixture in letters {
        let path = fixtures_dir().join("calibration").join(&fixture.name).join("labels.json");
        let labels: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(path).expect("labels")).expect("labels in JSON");
        let corrected = report(&fixture, &fixture.text).score.corrected;
        let right = match labels["strength"].as_u64() {
            Some(5) => corrected.verdict == Verdict::Ready && corrected.overall >= 80,
            Some(2 | 3) => corrected.verdict == Verdict::Revise,
            Some(1) => corrected.verdict == Verdict::Revise && corrected.overall <= 35,
            _ => true,
        };
        assert!(
            right,
            "{}: {} of a letter of strength {}",
            fixture.name, corrected.overall, labels["strength"]
        );
    }
}
