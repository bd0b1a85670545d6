//! What may leave the office: nothing of another letter, no score, no rule, no severity.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{LETTER, Office, Ran, ran};

/// Formats that a report for writer or applicant can have; a memo is tested beside them.
pub const FORMATS: [&str; 9] =
    ["text", "html", "markdown", "json", "jsonl", "csv", "sarif", "junit", "github"];

/// Earlier letters, and whom they are about and by whom.
const PEOPLE: [(&str, &[&str]); 5] = [
    ("S01", &["Farid", "Nazarali", "Margaret", "Oyelaran"]),
    ("S03", &["Pablo", "Iriarte", "Margaret", "Oyelaran"]),
    ("S09", &["Salma", "Benhaddou", "Anita", "Raghunathan"]),
    ("S16", &["Kelsey", "Ibarra", "Desmond", "Achterberg"]),
    ("S19", &["Gustavo", "Peralta", "Yuki", "Tanabe"]),
];

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/shared")
}

/// An office with the drafts, which have a profile that lets anybody be told, and the earlier letters.
fn office() -> (Office, Vec<(String, String)>) {
    let office = Office::new();
    let mut drafts = Vec::new();
    for folder in ["drafts", "earlier"] {
        for entry in fs::read_dir(shared().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            office.write(&format!("{folder}/{name}"), &text);
            if folder == "drafts" {
                office.write(
                    &format!("{folder}/{}", name.replace(".txt", ".profile.toml")),
                    "[letter]\nwaived = false\n",
                );
                drafts.push((name, text));
            }
        }
    }
    drafts.sort();
    (office, drafts)
}

/// Words in lower case, marks and tags left out.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.replace("&quot;", "").replace("&#39;", "'").replace("\\\"", "").replace("\\n", " ");
    plain
        .split_whitespace()
        .map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

fn runs(text: &str, length: usize) -> BTreeSet<Vec<String>> {
    words(text).windows(length).map(<[String]>::to_vec).collect()
}

/// Words of a text as they stand, for names.
fn holds(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w == name)
}

fn report(office: &Office, draft: &str, rest: &str) -> Ran {
    let ran = office.lora(&format!("check drafts/{draft} --against earlier --today 2026-11-22 {rest}"));
    assert!((0..=1).contains(&ran.code) && !ran.out.is_empty(), "{draft} {rest}: {ran:?}");
    ran
}

/// The annotated letter: all that its document holds.
fn annotated(office: &Office, draft: &str) -> String {
    let args =
        format!("check drafts/{draft} --against earlier --today 2026-11-22 --format docx --output out.docx");
    let ran = office.lora(&args);
    assert!(ran.code < 2, "{ran:?}");
    let mut zip = zip::ZipArchive::new(fs::File::open(office.path("out.docx")).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    names.iter().map(|name| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()).collect()
}

#[test]
fn nothing_of_an_earlier_letter_leaves_the_office() {
    let (office, drafts) = office();
    let earlier: Vec<(String, String)> = PEOPLE
        .iter()
        .map(|(name, _)| ((*name).to_owned(), office.read(&format!("earlier/{name}.txt"))))
        .collect();
    for (draft, text) in &drafts {
        // The office itself reads all of it, or this test would show nothing.
        assert!(report(&office, draft, "--all").out.contains("earlier/S"), "{draft}");
        let own = runs(text, 8);
        let foreign: BTreeSet<Vec<String>> =
            earlier.iter().flat_map(|(_, text)| runs(text, 8)).filter(|run| !own.contains(run)).collect();
        let readers = FORMATS
            .iter()
            .flat_map(|f| {
                [
                    format!("--for writer --quotes --format {f}"),
                    format!("--for applicant --quotes --format {f}"),
                ]
            })
            .chain(
                [
                    "--format memo",
                    "--format memo --from applicant",
                    "--for writer --format csv --findings",
                    "--for writer --all",
                ]
                .map(str::to_owned),
            );
        let printed = readers.map(|how| (report(&office, draft, &how).out, how));
        for (out, how) in printed.chain([(annotated(&office, draft), "--format docx".to_owned())]) {
            assert!(!out.contains("earlier/") && !out.contains("earlier letter"), "{draft} {how}");
            for (source, people) in &PEOPLE {
                assert!(!holds(&out, source), "{draft} {how}: {source}");
                for name in *people {
                    assert!(!holds(&out, name) || holds(text, name), "{draft} {how}: {name}");
                }
            }
            let leaked = runs(&out, 8).intersection(&foreign).next().cloned();
            assert_eq!(leaked, None, "{draft} {how}");
        }
    }
}

#[test]
fn outside_the_office_there_is_no_score_rule_or_severity() {
    let (office, drafts) = office();
    let listed: serde_json::Value = serde_json::from_str(&office.lora("rules --format json").out).unwrap();
    let rules: Vec<String> =
        listed["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert!(rules.len() > 100);
    for (draft, text) in &drafts[..1] {
        for reader in ["writer", "applicant"] {
            let printed = FORMATS.map(|format| {
                (report(&office, draft, &format!("--for {reader} --quotes --format {format}")).out, format)
            });
            for (out, format) in printed.into_iter().chain([(annotated(&office, draft), "docx")]) {
                let found = rules.iter().find(|r| out.contains(r.as_str()));
                assert_eq!(found, None, "{draft} {reader} {format}");
                for word in [
                    "score",
                    "verdict",
                    "error",
                    "errors",
                    "warning",
                    "severity",
                    "info",
                    "revise",
                    "fingerprint",
                    "points",
                ] {
                    let said = words(&out).iter().any(|w| w == word);
                    assert!(
                        !said || words(text).iter().any(|w| w == word),
                        "{draft} {reader} {format}: {word}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_applicant_is_told_only_what_they_may_see() {
    let office = Office::with_letter();
    for (profile, why) in [
        (None, "nobody has said"),
        (Some(""), "nobody has said"),
        (Some("[letter]\nwaived = true\n"), "has waived the right"),
    ] {
        if let Some(profile) = profile {
            office.write("letter.profile.toml", profile);
        }
        for how in ["--for applicant", "--for applicant --format json", "--format memo --from applicant"] {
            let ran = office.lora(&format!("check letter.txt {how}"));
            assert_eq!(ran.code, 2, "{how}: {ran:?}");
            assert!(ran.err.contains(why) && !ran.out.contains("team player"), "{how}: {ran:?}");
        }
        assert_eq!(office.lora("check letter.txt --for writer").code, 0);
    }
    office.write("letter.profile.toml", "[letter]\nwaived = false\n");
    let ran = office.lora("check letter.txt --for applicant");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("Systems-based practice") && ran.out.contains("what you may ask for"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("any applicant"), "what the writer's words are worth is not told: {ran:?}");
}

#[test]
fn a_refusal_for_one_letter_costs_the_others_nothing() {
    let office = Office::with_letter();
    office.write("may.txt", LETTER);
    office.write("may.profile.toml", "[letter]\nwaived = false\n");
    let ran = office.lora("check letter.txt may.txt --for applicant");
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("may.txt") && !ran.out.contains("letter.txt"), "{ran:?}");
}

#[test]
fn what_does_not_go_together_is_refused() {
    let office = Office::with_letter();
    for (args, why) in [
        ("--format memo --for applicant", "a memo is always for the writer"),
        ("--format memo --for advisor", "a memo is always for the writer"),
        ("--from advisor", "only a memo has a sender"),
        ("--findings", "only CSV has lines of findings"),
    ] {
        let ran = office.lora(&format!("check letter.txt {args}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.contains(why), "{ran:?}");
    }
}

#[test]
fn without_quotes_no_format_repeats_the_letter_or_names_anybody() {
    let (office, drafts) = office();
    let (draft, text) = &drafts[0];
    office.write("drafts/lora.toml", "");
    let all = FORMATS.iter().flat_map(|f| [format!("--format {f}"), format!("--format {f} --for writer")]);
    for how in all.chain(["--format csv --findings", "--format memo"].map(str::to_owned)) {
        let out = report(&office, draft, &format!("{how} --no-quotes")).out;
        let own = runs(text, 6);
        // What the rules themselves say is in every report.
        let rules = runs(&office.lora("rules --format json").out, 6);
        let repeated: Vec<_> =
            runs(&out, 6).intersection(&own).filter(|r| !rules.contains(*r)).cloned().collect();
        assert_eq!(repeated, Vec::<Vec<String>>::new(), "{how}");
        for name in [
            "Warsame",
            "Idris",
            "Raghunathan",
            "Benhaddou",
            "Anita",
            "D03",
            "S09",
            "drafts",
            "earlier/S09.txt",
        ] {
            assert!(!holds(&out, name) && !out.contains("earlier/"), "{how}: {name}");
        }
    }
    // For who many read along, that is how it is unless told otherwise.
    for format in ["sarif", "junit", "github"] {
        assert!(!report(&office, draft, &format!("--format {format}")).out.contains("D03"), "{format}");
        assert!(
            report(&office, draft, &format!("--format {format} --quotes")).out.contains("D03"),
            "{format}"
        );
    }
    assert!(report(&office, draft, "--format csv --findings").out.contains("he was an observer"));
}

#[test]
fn standard_input_can_be_reported_to_anybody() {
    let office = Office::new();
    for format in FORMATS {
        let ran = ran(office
            .command(&format!("check - --for writer --quotes --format {format}"))
            .write_stdin(LETTER)
            .output()
            .unwrap());
        assert_eq!(ran.code, 0, "{format}: {ran:?}");
        assert!(!ran.out.is_empty());
    }
}
