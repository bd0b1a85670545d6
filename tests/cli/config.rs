//! `lora.toml`.

use crate::support::{LETTER, Office};

const PACK: &str = r#"schema = 1
[pack]
id = "own"
version = "1"
title = "Our own"
category = "tone"
[[rule]]
id = "manners"
severity = "warning"
message = "“{match}” says nothing."
help = "Say what happened."
rationale = "It is expected of everybody."
source = "our office"
fires = ["She has good manners."]
silent = ["She came."]
[rule.match.phrases]
any = ["good manners"]
"#;

fn rules_found(office: &Office, args: &str) -> Vec<String> {
    let (report, _) = office.json(args);
    let findings = report["letters"][0]["findings"].as_array().unwrap();
    findings.iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn it_is_found_upwards_and_its_paths_start_from_it() {
    let office = Office::new();
    office.write(
        "office/lora.toml",
        "packs = [\"packs/own.toml\"]\nfail_on = \"warning\"\nselect = [\"own\"]\n",
    );
    office.write("office/packs/own.toml", PACK);
    office.write("office/drafts/2026/letter.txt", LETTER);
    let (report, code) = office.json("office/drafts/2026/letter.txt");
    assert_eq!(code, 1);
    assert_eq!(report["tool"]["config"], "office/lora.toml");
    assert_eq!(report["letters"][0]["findings"][0]["rule"], "own/manners");
    // Flags go first.
    assert_eq!(office.json("office/drafts --fail-on never").1, 0);
    assert_eq!(rules_found(&office, "office/drafts --select generic/team-player"), ["generic/team-player"]);
    // One nearer to the letter goes before it; one that is named before both.
    office.write("office/drafts/lora.toml", "");
    assert_eq!(office.json("office/drafts").0["tool"]["config"], "office/drafts/lora.toml");
    assert_eq!(office.json("office/drafts --config office/lora.toml").1, 1);
}

#[test]
fn a_pack_replaces_rules_of_the_same_id() {
    let office = Office::with_letter();
    let pack =
        PACK.replace("id = \"own\"", "id = \"generic\"").replace("id = \"manners\"", "id = \"team-player\"");
    office.write("p.toml", pack);
    let (report, _) = office.json("letter.txt --pack p.toml --select generic/team-player");
    assert_eq!(report["letters"][0]["findings"][0]["text"], "good manners");
    assert_ne!(report["tool"]["ruleset"], office.json("letter.txt").0["tool"]["ruleset"]);
}

#[test]
fn what_is_wrong_in_it_is_named_with_its_line() {
    let office = Office::with_letter();
    for (toml, what) in [
        ("\nselct = []\n", "line 2: unknown field `selct`"),
        ("fail_on = \"always\"\n", "line 1: unknown variant `always`"),
        ("\n\nmin_score = 101\n", "line 3: min_score is over 100: "),
        ("min_score = \"high\"\n", "line 1: invalid type"),
        (
            "select = [\n  \"generic\",\n  \"generc\",\n]\n",
            "line 3: no pack or rule is named `generc` (did you mean `generic`?)",
        ),
        ("ignore = [\"nothing\"]\n", "line 1: no pack or rule is named `nothing`"),
        ("packs = [\"nowhere.toml\"]\n", "there is no such file"),
        (
            "[weights]\ntone = 1\nstyle = 0.5\n",
            "line 3: the score has no category `style`: its categories are accuracy",
        ),
        ("[weights]\ntone = -1\n", "line 2: weights are numbers from 0"),
        (
            "\n[[ignore]]\nletter = \"letter.txt\"\nreason = \"r\"\n",
            "line 2: an [[ignore]] names a rule or a fingerprint: ",
        ),
        ("[[ignore]]\nrule = \"generic/team-player\"\n", "missing field `reason`"),
        ("[[ignore]]\nrule = \"generic/team-player\"\nreason = \" \"\n", "line 1: the reason is empty: "),
        ("[[ignore]]\nrule = \"generic/no\"\nreason = \"r\"\n", "line 1: no rule is named `generic/no`"),
        (
            "[[ignore]]\nrule = \"name/other\"\nreason = \"r\"\n",
            "is about a fact, which is ignored one by one only: ",
        ),
        ("[[ignore]]\nfingerprint = \"12\"\nreason = \"r\"\n", "`12` is no fingerprint: "),
        ("[[ignore]]\nrules = \"generic/no\"\nreason = \"r\"\n", "line 2: unknown field `rules`"),
    ] {
        office.write("lora.toml", toml);
        let ran = office.lora("check letter.txt");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{toml}: {ran:?}");
        assert!(ran.err.contains(what), "{toml}: {ran:?}");
    }
}

#[test]
fn weights_change_the_digest() {
    let office = Office::with_letter();
    let digest = || office.json("letter.txt").0["tool"]["ruleset"].as_str().unwrap().to_owned();
    let before = digest();
    office.write("lora.toml", "[weights]\ntone = 0.5\n");
    assert_ne!(digest(), before);
}

#[test]
fn rules_are_left_out_and_taken_back() {
    let office = Office::with_letter();
    office.write("lora.toml", "ignore = [\"generic\"]\n");
    assert!(rules_found(&office, "letter.txt").iter().all(|r| !r.starts_with("generic/")));
    let selected = rules_found(&office, "letter.txt --select generic");
    assert!(selected.contains(&"generic/team-player".to_owned()), "{selected:?}");
}

#[test]
fn an_ignore_that_matches_nothing_is_reported() {
    let office = Office::with_letter();
    let entry = |letter: &str, rule: &str| {
        format!("[[ignore]]\nletter = \"{letter}\"\nrule = \"{rule}\"\nreason = \"r\"\n")
    };
    office.write("own.toml", PACK.replace("good manners", "bad manners"));
    let config = |entries: &str| {
        office.write("lora.toml", format!("packs = [\"own.toml\"]\n{entries}"));
        office.lora("check letter.txt")
    };
    let used = config(&entry("letter.txt", "generic/team-player"));
    assert_eq!((used.code, used.err.as_str()), (0, ""), "{used:?}");
    let unused = config(&entry("./letter.txt", "own/manners"));
    assert_eq!(unused.code, 0);
    assert_eq!(
        unused.err,
        "lora: lora.toml: line 2: this [[ignore]] matches no finding of ./letter.txt: remove it\n"
    );
    // Another letter of the office says nothing about this one.
    assert_eq!(config(&entry("other.txt", "own/manners")).err, "");
}

#[test]
fn one_report_is_written_under_one_config() {
    let office = Office::new();
    office.write("a/letter.txt", LETTER);
    office.write("a/lora.toml", "");
    office.write("b/letter.txt", LETTER);
    let ran = office.lora("check a b");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("separate calls or give one --config"), "{ran:?}");
    assert_eq!(office.lora("check a b --config a/lora.toml").code, 0);
}
