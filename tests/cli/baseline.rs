//! `--baseline` and `--write-baseline`.

use serde_json::Value;

use crate::support::{LETTER, Office};

fn found(report: &Value, letter: usize) -> Vec<&str> {
    let findings = report["letters"][letter]["findings"].as_array().unwrap();
    findings.iter().map(|f| f["rule"].as_str().unwrap()).collect()
}

#[test]
fn findings_of_a_baseline_are_left_aside_in_their_letter_alone() {
    let office = Office::new();
    office.write("d/a.txt", LETTER.replace("Amina is", "Amina [NAME] is"));
    let first = office.lora("check d --write-baseline base.toml");
    assert_eq!(first.code, 0, "{first:?}");
    assert!(first.err.contains("base.toml: ") && first.err.contains(" findings written"), "{first:?}");
    let base = office.read("base.toml");
    assert!(
        base.contains("letter = \"d/a.txt\"") && base.contains("rule = \"generic/team-player\""),
        "{base}"
    );
    assert!(!base.contains("team player"), "no words of the letter: {base}");

    let (report, code) = office.json("d --baseline base.toml");
    assert_eq!((code, found(&report, 0).len()), (0, 0), "{report}");
    assert!(report["letters"][0]["suppressed"].as_u64() > Some(3));
    // A wrong fact that is left aside still keeps the letter from being ready.
    assert_eq!(report["letters"][0]["score"]["verdict"], "revise");
    // The same sentence in another letter, and another fault in this one.
    office.write("d/b.txt", LETTER);
    office.write(
        "d/a.txt",
        LETTER.replace("Amina is", "Amina [NAME] is") + "P.S. She is a quick learner, [HOSPITAL].\n",
    );
    let (report, code) = office.json("d --baseline base.toml");
    assert_eq!(code, 1);
    assert!(found(&report, 0).iter().any(|r| r.starts_with("placeholder/")), "{report}");
    assert!(!found(&report, 0).contains(&"generic/team-player"), "{report}");
    assert!(found(&report, 1).contains(&"generic/team-player"), "{report}");
}

#[test]
fn writing_again_drops_what_was_mended_and_lets_nothing_in() {
    let office = Office::new();
    office.write("d/a.txt", LETTER);
    office.lora("check d --write-baseline base.toml");
    let reason = "reason = \"the writer insists\"\n";
    let base = office.read("base.toml");
    let at = base.find("rule = \"structure/no-contact\"").unwrap();
    let end = at + base[at..].find("\n\n").unwrap_or(base.len() - at - 1) + 1;
    office.write("base.toml", format!("{}{reason}{}", &base[..end], &base[end..]));
    office.write("d/a.txt", LETTER.replace("a true team player", "a quick learner"));
    let unused = office.lora("check d --baseline base.toml");
    assert!(unused.err.contains(" no longer in d/a.txt: --write-baseline drops them"), "{unused:?}");
    let again = office.lora("check d --write-baseline base.toml --format json");
    assert!(
        again.err.contains(" mended ones dropped; ") && again.err.contains(" new ones were left out"),
        "{again:?}"
    );
    assert!(again.out.contains("generic/quick-learner"), "{again:?}");
    let base = office.read("base.toml");
    assert!(
        !base.contains("team-player") && !base.contains("quick-learner") && base.contains(reason),
        "{base}"
    );
    // However the letter is named.
    let (report, _) = office.json("./d/../d/a.txt --baseline base.toml");
    assert!(!found(&report, 0).contains(&"structure/no-contact"), "{report}");
}

#[test]
fn a_baseline_that_cannot_be_kept_is_refused() {
    let office = Office::with_letter();
    for (args, what) in [
        ("--baseline nowhere.toml", "nowhere.toml: there is no such file"),
        ("--write-baseline b.toml --select generic", "--write-baseline: under --select or --ignore"),
        ("--baseline x.toml", "x.toml: line 2: unknown field `findings`"),
        ("--baseline old.toml", "old.toml: it was written by another version of lora"),
    ] {
        office.write("x.toml", "schema = 1\n[[findings]]\n");
        office.write("old.toml", "schema = 9\n");
        let ran = office.lora(&format!("check letter.txt {args}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.contains(what), "{ran:?}");
    }
}
