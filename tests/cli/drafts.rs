//! `lora diff`.

use serde_json::Value;

use crate::support::{LETTER, Office};

fn rules(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect()
}

#[test]
fn what_was_mended_what_is_new_and_what_is_left() {
    let office = Office::new();
    let old = LETTER
        .replace("Sincerely", "Mr. Farah was a pleasure to work with. I [NAME] recommend her.\n\nSincerely");
    // Wrapped anew, which is no change; the sentence around the finding that is left was edited.
    let new = LETTER.replace(
        "Amina is a true team player with good manners.",
        "As I said, Amina is\na true team player, kind, at [HOSPITAL].",
    );
    office.write("old.txt", old);
    office.write("new.txt", new);
    office.write("new.profile.toml", "[applicant]\nname = \"Amina Yusuf Farah\"\npronouns = \"she\"\n");
    let ran = office.lora("diff old.txt new.txt --format json --today 2026-04-01");
    assert_eq!(ran.code, 1, "{ran:?}");
    let diff: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(diff["schema"], "lora.diff/1");
    assert_eq!(diff["applicant"], "Amina Yusuf Farah");
    let findings = &diff["findings"];
    assert!(rules(&findings["mended"]).contains(&"generic/pleasure-to-work-with"), "{findings}");
    assert!(
        rules(&findings["mended"]).iter().any(|r| r.starts_with("name/") || r.starts_with("pronoun/")),
        "{findings}"
    );
    assert!(rules(&findings["new"]).iter().any(|r| r.starts_with("placeholder/")), "{findings}");
    assert!(rules(&findings["left"]).contains(&"generic/team-player"), "{findings}");
    let passages = diff["passages"].as_array().unwrap();
    let texts = |tag: &str| -> Vec<&str> {
        let parts = passages.iter().flat_map(|p| p["parts"].as_array().unwrap());
        parts.filter(|p| p["tag"] == tag).map(|p| p["text"].as_str().unwrap()).collect()
    };
    assert!(texts("old").concat().contains("pleasure to work with"), "{passages:?}");
    assert!(texts("new").concat().contains("[HOSPITAL]"), "{passages:?}");

    let text = office.lora("diff old.txt new.txt --today 2026-04-01").out;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Mended: ", "New: ", "Left: ", "{+As I said,+}", "[-player with good manners."] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let same = office.lora("diff new.txt new.txt --today 2026-04-01").out;
    assert!(same.contains("The words are the same") && same.contains("New: 0"), "{same}");
}

#[test]
fn a_draft_that_cannot_be_read_is_an_error() {
    let office = Office::with_letter();
    let ran = office.lora("diff nowhere.txt letter.txt");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("nowhere.txt: there is no such file"), "{ran:?}");
    // The exit code is the new draft's.
    office.write("bad.txt", LETTER.replace("Amina is", "Amina is [NAME]"));
    assert_eq!(office.lora("diff bad.txt letter.txt").code, 0);
    assert_eq!(office.lora("diff letter.txt bad.txt").code, 1);
}
