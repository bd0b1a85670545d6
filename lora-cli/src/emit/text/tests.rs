use lora_core::pack::Severity;
use lora_core::report::*;

use super::{Page, render};

const PAGE: Page = Page { width: 100, color: false, all: false };

fn category_of(rule: &str) -> &str {
    match rule.split('/').next() {
        Some("name" | "pronoun" | "date" | "specialty" | "institution") => "accuracy",
        _ => "tone",
    }
}

fn finding(rule: &str, severity: Severity, points: f32, at: u32, words: &str) -> FindingReport {
    let sentence = format!("I recommend {words} without reservation.");
    FindingReport {
        rule: rule.to_owned(),
        severity,
        category: category_of(rule).to_owned(),
        points,
        message: format!("“{words}” is the reason of {rule}."),
        help: format!("The remedy of {rule}."),
        fingerprint: format!("{at:016x}"),
        cause: None,
        text: Some(words.to_owned()),
        span: Some(SpanReport {
            start: at + 12,
            end: at + 12 + words.len() as u32,
            line: at as usize / 100 + 3,
            column: 13,
            end_line: at as usize / 100 + 3,
            end_column: 13 + words.chars().count(),
            paragraph: at as usize / 200 + 1,
            sentence: at as usize % 200 / 40 + 1,
        }),
        context: Some(Quote { start: at, end: at + sentence.len() as u32, text: sentence }),
        related: Vec::new(),
    }
}

fn letter(verdict: Verdict, overall: u8, corrections: usize, findings: Vec<FindingReport>) -> LetterReport {
    let quote = "On her third night she admitted eleven patients, two of them to intensive care, and knew each of them";
    let competency = |id: &str, level: Level| CompetencyReport {
        id: id.to_owned(),
        name: id.to_owned(),
        level,
        evidence: match level {
            Level::Absent => Vec::new(),
            _ => vec![Quote { start: 0, end: quote.len() as u32, text: quote.to_owned() }; 2],
        },
    };
    let category = |title: &str, score: u8| CategoryScore {
        id: title.to_lowercase(),
        title: title.to_owned(),
        score,
        weight: 0.2,
        why: format!("the reason for {score}, which is long enough to be cut where the page ends"),
    };
    let fact = |fact: &str, with: &str| Checked {
        fact: fact.to_owned(),
        compared: 31,
        with: with.to_owned(),
        text: "“She”".to_owned(),
    };
    LetterReport {
        path: "letter.txt".to_owned(),
        words: 552,
        stage: Stage::Draft,
        profile: ProfileUsed {
            source: ProfileSource::Given,
            path: Some("letter.profile.toml".to_owned()),
            applicant: Some("Amina Yusuf Farah".to_owned()),
            writer: None,
        },
        score: Score {
            overall,
            verdict,
            corrected: Corrected {
                overall: if corrections > 0 { 91 } else { overall },
                verdict: if corrections > 0 { Verdict::Ready } else { verdict },
                corrections,
            },
            categories: vec![
                category("Facts", 100),
                category("Observed episodes", 95),
                category("Competencies", 71),
                category("Endorsement", 90),
                category("Praise and doubt", 40),
                category("Form and privacy", 0),
            ],
        },
        competencies: vec![
            competency("patient_care", Level::Evidenced),
            competency("medical_knowledge", Level::Evidenced),
            competency("practice_based_learning", Level::Mentioned),
            competency("interpersonal_communication", Level::Evidenced),
            competency("professionalism", Level::Evidenced),
            competency("systems_based_practice", Level::Absent),
        ],
        cases: Vec::new(),
        findings,
        checked: ["name", "pronouns", "specialty", "rotation", "institution", "writer", "letter date"]
            .map(|f| fact(f, "Amina Yusuf Farah"))
            .to_vec(),
        people: vec![PersonReport {
            name: "Mr. Boateng".to_owned(),
            role: "patient".to_owned(),
            mentions: 3,
        }],
        strengths: ["episode", "comparison", "quotation", "outcome", "episode"]
            .map(|kind| Strength { kind: kind.to_owned(), start: 0, end: 9, text: quote.to_owned() })
            .to_vec(),
        reuse: Vec::new(),
        own: Vec::new(),
        boilerplate: Vec::new(),
        notices: vec![Notice { id: "waived".to_owned(), message: "Waived: for the writer only.".to_owned() }],
        not_run: Vec::new(),
        suppressed: 0,
    }
}

fn printed(letters: Vec<LetterReport>, page: Page) -> String {
    let tool = Tool { version: "0".to_owned(), ruleset: String::new(), config: None };
    render(&Report { schema: SCHEMA, tool, letters, failed: Vec::new(), notices: Vec::new() }, page)
}

fn one(letter: LetterReport) -> String {
    printed(vec![letter], PAGE)
}

#[test]
fn a_superb_letter_fits_one_screen() {
    let findings = vec![
        finding("generic/team-player", Severity::Info, 0.6, 0, "team player"),
        finding("generic/asset", Severity::Info, 0.2, 400, "asset"),
        finding("structure/no-letterhead", Severity::Info, 0.1, 900, "Sincerely"),
    ];
    let text = one(letter(Verdict::Ready, 88, 0, findings));
    assert!(text.starts_with("Ready (88 %)\n"), "{text}");
    assert!(text.lines().count() <= 40, "{} lines\n{text}", text.lines().count());
    assert!(text.lines().all(|l| l.chars().count() <= 100), "{text}");
    assert!(text.contains("“I recommend «team player» without reservation.”"), "{text}");
    assert!(
        text.contains("Before upload Have it signed, and saved as the portal asks. The remedy of"),
        "{text}"
    );
}

#[test]
fn the_verdict_says_what_stands_between_the_letter_and_its_use() {
    let first = |letter: LetterReport| one(letter).lines().next().unwrap_or_default().to_owned();
    assert_eq!(
        first(letter(Verdict::DoNotSend, 73, 1, Vec::new())),
        "Not yet: 1 correction, then ready (91 %)"
    );
    assert_eq!(first(letter(Verdict::Revise, 62, 0, Vec::new())), "Revise (62 %)");
    let mut poor = letter(Verdict::DoNotSend, 23, 2, Vec::new());
    poor.score.corrected = Corrected { overall: 40, verdict: Verdict::Revise, corrections: 2 };
    assert_eq!(first(poor.clone()), "Do not send: 2 corrections, then still to revise (40 %)");
    poor.score.corrected = Corrected { overall: 23, verdict: Verdict::DoNotSend, corrections: 0 };
    assert_eq!(first(poor), "Do not send: it would harm the applicant (23 %)");
    let mut blind = letter(Verdict::Revise, 80, 0, Vec::new());
    blind.not_run = vec![NotRun { check: "rotation dates".to_owned(), needs: "rotation.start".to_owned() }];
    assert_eq!(first(blind.clone()), "Revise (80 %) · not checked: rotation dates");
    assert!(one(blind).contains("Not checked   rotation dates (needs rotation.start)"));
}

#[test]
fn wrong_facts_come_first_and_carry_what_follows_from_them() {
    let mut he = finding("pronoun/other", Severity::Error, 0.0, 600, "he");
    let wrong = finding("name/other-applicant", Severity::Error, 9.0, 300, "Mr. Chen");
    he.cause = Some(wrong.fingerprint.clone());
    let doubt = finding("doubt/hedge", Severity::Warning, 4.0, 0, "adequate");
    let text = one(letter(Verdict::DoNotSend, 50, 1, vec![doubt, wrong, he]));
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is missing:\n{text}"));
    assert!(at("To correct before it is sent") < at("Mr. Chen") && at("«Mr. Chen»") < at("«adequate»"));
    assert!(text.contains("follows from it: “he” (¶ 4, line 9)"), "{text}");
    assert_eq!(text.matches("pronoun/other").count(), 0, "{text}");
}

#[test]
fn five_findings_in_full_and_the_rest_in_a_line_each() {
    let findings: Vec<_> = (0..9)
        .map(|n| finding("faint/solid", Severity::Warning, n as f32, n * 200, &format!("solid{n}")))
        .collect();
    let text = one(letter(Verdict::Revise, 50, 0, findings.clone()));
    assert_eq!(text.matches("→").count(), 5, "{text}");
    assert!(text.find("«solid8»") < text.find("«solid7»"), "{text}");
    assert!(text.contains("\nAlso\n  ¶ 1    “solid0” is the reason"), "{text}");
    let all = printed(vec![letter(Verdict::Revise, 50, 0, findings)], Page { all: true, ..PAGE });
    assert_eq!(all.matches("→").count(), 9, "{all}");
}

#[test]
fn one_finding_of_praise_a_sentence() {
    let findings = vec![
        finding("generic/asset", Severity::Info, 1.0, 0, "asset"),
        finding("faint/solid", Severity::Warning, 1.0, 1, "solid"),
        finding("grammar/agreement", Severity::Info, 1.0, 2, "they was"),
    ];
    let text = one(letter(Verdict::Revise, 50, 0, findings.clone()));
    assert!(text.contains("«solid»") && text.contains("«they was»") && !text.contains("«asset»"), "{text}");
    assert!(text.contains("and 1 more of the kind in this sentence"), "{text}");
    let all = printed(vec![letter(Verdict::Revise, 50, 0, findings)], Page { all: true, ..PAGE });
    assert!(all.contains("«asset»"), "{all}");
}

#[test]
fn shared_passages_stand_side_by_side() {
    let mut copied = letter(Verdict::DoNotSend, 50, 1, Vec::new());
    let part = |tag: &str, text: &str| DiffPart { tag: tag.to_owned(), text: text.to_owned() };
    copied.reuse = vec![ReuseReport {
        state: "read".into(),
        same_writer: None,
        same_applicant: None,
        source: "earlier/2024-chen.txt".to_owned(),
        containment: 0.412,
        longest_run: 83,
        passages: vec![PassageReport {
            way: "copied".into(),
            start: 0,
            end: 90,
            source_start: 0,
            source_end: 88,
            words: 14,
            diff: vec![
                part("same", "On the first night"),
                part("draft", "Amina"),
                part("source", "Wei"),
                part("same", "admitted eleven patients and knew each of them by name the next morning."),
            ],
        }],
    }];
    let text = one(copied);
    assert!(
        text.contains("Shared with earlier/2024-chen.txt: 41 % of this letter, the longest run 83 words"),
        "{text}"
    );
    assert!(
        text.contains(
            "\n  On the first night «Amina» admitted eleven      │ On the first night «Wei» admitted"
        ),
        "{text}"
    );
    assert!(text.contains("\n  morning.                                        │ morning.\n"), "{text}");
    assert!(!text.to_lowercase().contains("plagiari"));
}

#[test]
fn nothing_in_a_letter_acts_on_the_terminal() {
    let evil = "a\u{1b}[2Jb\u{9b}31mc\u{202e}d\u{7}\r\n";
    let mut bad =
        letter(Verdict::Revise, 50, 0, vec![finding("faint/solid", Severity::Warning, 3.0, 0, evil)]);
    bad.path = evil.to_owned();
    bad.people[0].name = evil.to_owned();
    bad.checked[0].with = evil.to_owned();
    bad.strengths[0].text = evil.to_owned();
    bad.notices[0].message = evil.to_owned();
    bad.competencies[0].evidence[0].text = evil.to_owned();
    for color in [false, true] {
        let text = printed(vec![bad.clone(), bad.clone()], Page { color, ..PAGE });
        let shown =
            text.split("\u{1b}[").map(|s| s.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
        assert!(!shown.flat_map(str::chars).any(|c| c != '\n' && crate::sanitize::acts(c)), "{text:?}");
        assert!(!text.contains("\u{1b}[2J"));
        assert_eq!(text.contains("\u{1b}["), color);
    }
}

#[test]
fn huge_sentences_are_cut_around_the_words() {
    let mut long = finding("faint/solid", Severity::Warning, 3.0, 0, "solid");
    let text = format!("{} solid {}", "before ".repeat(100_000), "after ".repeat(100_000));
    let at = text.find("solid").unwrap_or(0) as u32;
    if let Some(span) = &mut long.span {
        (span.start, span.end) = (at, at + 5);
    }
    long.context = Some(Quote { start: 0, end: text.len() as u32, text });
    let text = one(letter(Verdict::Revise, 50, 0, vec![long]));
    assert!(text.contains("before «solid» after") && text.lines().count() < 60, "{text}");
}

#[test]
fn several_letters_end_with_a_summary() {
    let ready = letter(Verdict::Ready, 88, 0, Vec::new());
    let text = printed(vec![ready.clone(), letter(Verdict::Revise, 50, 0, Vec::new())], PAGE);
    assert!(text.starts_with("─── letter.txt ───"), "{text}");
    assert!(text.ends_with("\n2 letters: 1 ready, 1 to revise, 0 not to send\n"), "{text}");
}
