//! What holds for any text: no panic, spans on character boundaries, findings that don't depend on wrapping.

use lora_core::Analyzer;
use lora_core::report::LetterReport;
use lora_tests::{check, fixtures};
use proptest::prelude::*;

fn analyzer() -> &'static Analyzer {
    static ANALYZER: std::sync::OnceLock<Analyzer> = std::sync::OnceLock::new();
    ANALYZER.get_or_init(|| Analyzer::new(lora_rules::builtin()))
}

fn spans_hold(text: &str, report: &LetterReport) {
    for finding in &report.findings {
        if let Some(span) = finding.span {
            assert_eq!(
                text.get(span.start as usize..span.end as usize),
                finding.text.as_deref(),
                "{}",
                finding.rule
            );
        }
    }
    for strength in &report.strengths {
        assert_eq!(text.get(strength.start as usize..strength.end as usize), Some(strength.text.as_str()));
    }
    assert!(report.score.overall <= 100 && report.score.corrected.overall <= 100);
}

/// Words and marks of which odd letters are made.
fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Dr. ".to_owned()),
        Just("Ms. Farah ".to_owned()),
        Just("he ".to_owned()),
        Just("\u{201c}she\u{201d} ".to_owned()),
        Just("from March 2 to ".to_owned()),
        Just("31 June 2026, ".to_owned()),
        Just("2026-02-30".to_owned()),
        Just("Re: ".to_owned()),
        Just("Dear Program Director,\n\n".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just("Sincerely,\n".to_owned()),
        Just("[Name] ____ ".to_owned()),
        Just("e\u{301}\u{200b}\u{ad}".to_owned()),
        Just("is hardworking and recommends internal medicine. ".to_owned()),
        Just("four weeks at St. Mary's Hospital ".to_owned()),
        "\\PC{0,12}",
        "[a-z]{1,9} ",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_checked_without_a_panic(parts in proptest::collection::vec(fragment(), 0..60)) {
        let text: String = parts.concat();
        let fixtures = fixtures();
        for profile in [None, fixtures.first().map(|f| &f.profile)] {
            spans_hold(&text, &check(analyzer(), &text, profile));
        }
    }

    #[test]
    fn any_bytes_that_are_text_are_checked(text in "(?s).{0,400}") {
        spans_hold(&text, &check(analyzer(), &text, None));
    }
}

/// What a finding is, whatever the line ends: rule and words.
fn identity(report: &LetterReport) -> Vec<(String, Option<String>)> {
    let words = |t: &String| t.split_whitespace().collect::<Vec<_>>().join(" ");
    report.findings.iter().map(|f| (f.rule.clone(), f.text.as_ref().map(words))).collect()
}

/// Wraps every long line at a width, as an e-mail program does.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for (number, word) in line.split(' ').enumerate() {
            let length = word.chars().count();
            if number > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if number > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
    }
    out
}

#[test]
fn wrapping_and_line_ends_change_no_finding() {
    // Letters whose paragraphs are parted by blank lines; wrapping a letter without them loses its paragraphs.
    for fixture in
        fixtures().iter().filter(|f| f.text.contains("\n\n") && f.text.lines().any(|l| l.len() > 200))
    {
        let plain = check(analyzer(), &fixture.text, Some(&fixture.profile));
        for (how, text) in [
            ("wrapped at 72", wrapped(&fixture.text, 72)),
            ("wrapped at 90", wrapped(&fixture.text, 90)),
            ("CRLF", fixture.text.replace('\n', "\r\n")),
            (
                "straight quotes",
                fixture.text.replace(['\u{201c}', '\u{201d}'], "\"").replace('\u{2019}', "'"),
            ),
        ] {
            let other = check(analyzer(), &text, Some(&fixture.profile));
            let words = |t: &(String, Option<String>)| {
                (
                    t.0.clone(),
                    t.1.as_ref().map(|s| s.replace(['\u{201c}', '\u{201d}'], "\"").replace('\u{2019}', "'")),
                )
            };
            let expected: Vec<_> = identity(&plain).iter().map(words).collect();
            let found: Vec<_> = identity(&other).iter().map(words).collect();
            assert_eq!(found, expected, "{}: {how}", fixture.name);
            // A run of sentences at the very edge of an episode may still fall on either side.
            let moved = other.score.overall.abs_diff(plain.score.overall);
            assert!(moved <= 1, "{}: {how} moves the score by {moved}", fixture.name);
        }
    }
}
