//! `lora test` and `lora rules test`.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{LETTER, Office};

const RULES: &str = "schema = 1\n[pack]\nid = \"own\"\nversion = \"1\"\ntitle = \"Own\"\ncategory = \"tone\"\n\
    [[rule]]\nid = \"manners\"\nseverity = \"warning\"\nmessage = \"“{match}”\"\nhelp = \"h\"\n\
    rationale = \"r\"\nsource = \"s\"\n";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the project's fixtures are expected to report, and the examples of its rules.
#[test]
fn the_fixtures_and_the_rules_keep_what_they_promise() {
    let office = Office::new();
    let fixtures = office.lora(&format!("test {}", root().join("fixtures/letters").display()));
    assert_eq!(fixtures.code, 0, "{}\n{}", fixtures.out, fixtures.err);
    let rules = office.lora(&format!("rules test {}", root().join("rules").display()));
    assert_eq!(rules.code, 0, "{}\n{}", rules.out, rules.err);
}

#[test]
fn an_exact_report_is_written_and_a_changed_rule_differs() {
    let office = Office::with_letter();
    let none = office.lora("test .");
    assert_eq!((none.code, none.err.contains("nothing is expected of any letter")), (2, true), "{none:?}");
    assert_eq!(office.lora("test . --accept --today 2026-04-01").code, 0);
    let snapshot = office.read("report.snap");
    assert!(snapshot.contains("\nstage draft, today 2026-04-01\n"), "{snapshot}");
    assert!(snapshot.contains("\ninfo generic/team-player [4.1] a true team player\n"), "{snapshot}");
    // Stage and day are those of the file, whatever the call says.
    assert_eq!(office.lora("test . --stage final --today 2030-01-01").code, 0);

    let changed = RULES.replace("\"own\"", "\"generic\"").replace("manners", "team-player")
        + "fires = [\"good manners\"]\nsilent = [\"x\"]\n[rule.match.phrases]\nany = [\"good manners\"]\n";
    office.write("p.toml", changed);
    let red = office.lora("test . --pack p.toml");
    assert_eq!(red.code, 1);
    for line in [
        "- info generic/team-player [4.1] a true team player",
        "+ warning generic/team-player [4.1] good manners",
    ] {
        assert!(red.out.contains(line), "{}", red.out);
    }
    assert!(red.out.contains("1 letter: 0 as expected, 1 not as expected"), "{}", red.out);
    // The same by a letter that was edited.
    office.write("letter.txt", LETTER.replace("good manners", "a bow tie"));
    assert_eq!(office.lora("test .").code, 1);
    let junit = office.lora("test . --format junit").out;
    assert!(junit.contains("failures=\"1\"") && junit.contains("good manners"), "{junit}");
    let json: Value = serde_json::from_str(&office.lora("test . --format json").out).unwrap();
    assert_eq!(json["letters"][0]["outcome"], "differs");
    assert_eq!(office.lora("test . --accept").code, 0);
    assert_eq!(office.lora("test .").code, 0);
}

#[test]
fn what_people_expect_is_judged_and_accepted_with_its_comments() {
    let office = Office::with_letter();
    office.write("other.txt", LETTER);
    let expected = "# our letter\nstage = \"draft\"\ntoday = 2026-04-01\nverdict = \"ready\"   # we hope\nscore_at_least = 99\n\
        must_fire = [\n  \"generic/team-player\",  # stays\n  { rule = \"generic\", text = \"team player\" },\n  \"phi\",\n]\n\
        must_not_fire = [{ rule = \"generic\", text = \"true team\" }, \"name\"]\n[competencies]\npatient_care = \"evidenced\"\n";
    office.write("letter.expect.toml", expected);
    let ran = office.lora("test .");
    assert_eq!(ran.code, 1, "{ran:?}");
    let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for problem in [
        "verdict: expected ready, found revise",
        "score: expected at least 99, found ",
        "patient_care: expected evidenced, found absent",
        "phi must fire: it is silent",
        "generic must not fire on “true team”: found generic/team-player “a true team player” (paragraph 4, sentence 1)",
    ] {
        assert!(out.contains(problem), "{problem}\n{out}");
    }
    assert!(ran.out.contains("1 not as expected, 1 without an expectation"), "{}", ran.out);
    assert_eq!(office.lora("test letter.txt --accept").code, 0);
    let accepted = office.read("letter.expect.toml");
    assert!(
        accepted.starts_with("# our letter\n") && accepted.contains("\"revise\"   # we hope"),
        "{accepted}"
    );
    assert!(
        accepted.contains("\"generic/team-player\",  # stays") && !accepted.contains("phi"),
        "{accepted}"
    );
    assert!(!accepted.contains("true team") && accepted.contains("\"name\""), "{accepted}");
    let green = office.lora("test letter.txt");
    assert_eq!(green.code, 0, "{}", green.out);
    for (toml, what) in [
        ("must_fire = [\"generc\"]\n", "line 1: no pack or rule is named `generc` (did you mean `generic`?)"),
        ("\nscore = 1\n", "line 2: unknown field `score`"),
        ("[competencies]\ncare = \"absent\"\n", "unknown variant `care`"),
    ] {
        office.write("letter.expect.toml", toml);
        let wrong = office.lora("test letter.txt");
        assert_eq!((wrong.code, wrong.err.contains(what)), (2, true), "{wrong:?}");
    }
}

#[test]
fn labels_give_precision_and_recall() {
    let office = Office::with_letter();
    let labels = r#"{"defects": [
        {"kind": "generic_praise", "quote": "team player", "note": ""},
        {"kind": "generic_praise", "quote": "March 30", "note": "", "evident_without_profile": true},
        {"kind": "phi", "quote": "Amina", "note": "", "evident_without_profile": false}],
       "not_defects": [{"kind": "faint_praise", "quote": "good manners", "note": ""}]}"#;
    office.write("labels.json", labels);
    let ran = office.lora("test . --format json");
    assert_eq!(ran.code, 0, "{ran:?}");
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    let kind = |id: &str| {
        let kinds = run["labels"]["kinds"].as_array().unwrap();
        kinds.iter().find(|k| k["kind"] == id).unwrap().clone()
    };
    let generic = kind("generic_praise");
    assert_eq!((&generic["labelled"], &generic["found"]), (&2.into(), &1.into()));
    assert_eq!((generic["recall"].as_f64(), generic["precision"].as_f64()), (Some(0.5), Some(0.5)));
    assert_eq!(generic["rules"][1]["rule"], "generic/team-player");
    // Nobody sees it without a profile.
    assert_eq!(kind("phi")["labelled"], 0);
    office.write("labels.json", labels.replace("March 30", "April 30"));
    assert!(office.lora("test .").err.contains("labels.json: the letter holds no “April 30”"));
}

#[test]
fn kinds_of_labels_are_the_documented_ones() {
    let kinds: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("lora-cli/data/kinds.toml")).unwrap()).unwrap();
    let rules = |kind: &toml::Value| {
        let rules = kind["rules"].as_array().unwrap().iter();
        rules.map(|r| r.as_str().unwrap()).collect::<Vec<_>>().join("`, `")
    };
    let own = kinds["kind"].as_array().unwrap().iter();
    let own: Vec<_> = own.map(|k| format!("| `{}` | `{}` |", k["id"].as_str().unwrap(), rules(k))).collect();
    let page = std::fs::read_to_string(root().join("docs/labels.md")).unwrap();
    let documented: Vec<&str> = page.lines().filter(|l| l.starts_with("| `") && l.ends_with("` |")).collect();
    assert_eq!(own, documented);
}

#[test]
fn examples_that_do_not_hold_are_named_with_line_and_remedy() {
    let office = Office::new();
    let pack = format!(
        "{RULES}fires = [\n  \"She has «good manners».\",\n  \"She has good «manners».\",\n  \"today: never\\nShe has manners.\",\n  \"She came.\",\n]\n\
         silent = [\"He has good manners.\", \"She came.\"]\n[rule.match.phrases]\nany = [\"good manners\"]\n"
    );
    office.write("packs/own.toml", &pack);
    let ran = office.lora("rules test packs");
    assert_eq!(ran.code, 1, "{ran:?}");
    let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in [
        "packs/own.toml:16: own/manners fires on “good manners” where “manners” is marked: correct",
        "packs/own.toml:17: own/manners has `today: never` at its head, which is no date: correct it",
        "packs/own.toml:18: own/manners must fire and is silent: widen",
        "packs/own.toml:20: own/manners must be silent and fires on “good manners”: narrow",
        "1 rules, 6 examples: 2 hold, 4 don't",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    office.write("packs/own.toml", pack.replace("severity", "severty"));
    let broken = office.lora("rules test packs/own.toml");
    assert_eq!((broken.code, broken.err.lines().count()), (2, 1), "{broken:?}");
    assert_eq!(office.lora("rules test nowhere.toml").code, 2);
}
