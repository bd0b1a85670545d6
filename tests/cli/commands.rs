//! `lora rules`, `lora explain`, `lora init` and the help.

use serde_json::Value;

use crate::support::{LETTER, Office};

#[test]
fn rules_are_listed_for_people_and_programs() {
    let office = Office::new();
    let text = office.lora("rules");
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    assert!(text.out.contains("generic/team-player"), "{text:?}");
    let json = office.lora("rules --format json");
    let listing: Value = serde_json::from_str(&json.out).unwrap();
    let rules = listing["rules"].as_array().unwrap();
    assert!(!rules.is_empty() && !listing["packs"].as_array().unwrap().is_empty());
    for rule in rules {
        for key in ["id", "severity", "message", "help", "rationale", "source"] {
            assert!(rule[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {rule}");
        }
        assert!(
            !rule["fires"].as_array().unwrap().is_empty() && !rule["silent"].as_array().unwrap().is_empty()
        );
        assert!(text.out.contains(rule["id"].as_str().unwrap()));
    }
}

#[test]
fn a_rule_is_explained_with_its_examples() {
    let office = Office::new();
    let ran = office.lora("explain generic/team-player");
    assert_eq!(ran.code, 0);
    for part in [
        "generic/team-player info",
        "What to do",
        "Why",
        "Source",
        "It fires in",
        "team player»",
        "It is silent in",
    ] {
        assert!(ran.out.contains(part), "{part}: {ran:?}");
    }
    assert!(office.lora("explain generic").out.contains("generic/team-player"));
}

#[test]
fn a_profile_to_fill_in_is_written_beside_the_letter() {
    let office = Office::with_letter();
    let ran = office.lora("init letter.txt");
    assert_eq!(ran.code, 0, "{ran:?}");
    let profile = office.read("letter.profile.toml");
    assert!(
        profile.contains("# name = \"Amina Yusuf Farah\"   # guess, from: “Re: Amina Yusuf Farah”"),
        "{profile}"
    );
    assert!(profile.contains("# date = 2026-03-30   # guess, from: “March 30, 2026”"), "{profile}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(office.path("letter.profile.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // It can be read, and says nothing before it is confirmed.
    assert_eq!(office.lora("check letter.txt").code, 0);
}

#[test]
fn a_profile_is_never_overwritten() {
    let office = Office::with_letter();
    office.write("letter.profile.toml", "# mine\n");
    let ran = office.lora("init letter.txt");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("lora: letter.profile.toml: there is a profile already"), "{ran:?}");
    assert_eq!(office.read("letter.profile.toml"), "# mine\n");
    office.write("d/letter.txt", LETTER);
    for args in ["init nowhere.txt", "init d", "init -"] {
        assert_eq!(office.lora(args).code, 2, "{args}");
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let office = Office::new();
    for args in ["--help", "check --help", "rules --help", "explain --help", "init --help"] {
        let ran = office.lora(args);
        assert_eq!(ran.code, 0, "{args}");
        assert!(ran.out.contains("Example") && ran.out.contains("lora "), "{args}: {}", ran.out);
    }
    assert!(office.lora("--version").out.starts_with("lora "));
}
