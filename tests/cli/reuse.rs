//! Letters compared with earlier ones: `--against` a folder, a letter or an index, `--against-each-other`, `--own`; and
//! `lora index`.

use serde_json::Value;

use crate::support::Office;

const EPISODE: &str = "On her second night a retired bookbinder was sent up from the emergency room with a cough and a \
    label of bronchitis. She sat down, asked what glue he had used, and drew the layout of the shop while he talked. She \
    found clubbing that three of us had missed, ordered the scan, and rang the pathologist before breakfast.";
const WORK: &str = "A ferry pilot came in with a drifting left arm, and she noticed that the watch on the other wrist had \
    stopped at ten past four, which gave us the hour of onset when nobody on board could. She then walked to the pier to \
    tell the crew, and sat with the harbor master until the wind had turned.";

fn letter(name: &str, writer: &str, body: &str) -> String {
    let last = name.rsplit(' ').next().unwrap();
    format!(
        "March 30, 2026\n\nDear Program Director:\n\nI write for {name}, who was with us in March. Dr. {last} \
         asked for the hardest patients. {body}\n\nSincerely,\n\n{writer}, MD\n"
    )
}

/// An office with two earlier letters and a draft that has a paragraph of the first.
fn office() -> Office {
    let office = Office::new();
    office.write("earlier/a.txt", letter("Caroline Aubert", "Margaret Sung", EPISODE));
    office.write("earlier/b.txt", letter("Paula Renner", "Otto Lindqvist", WORK));
    office.write("draft.txt", letter("Amina Farah", "Daniel Okafor", EPISODE));
    office
}

fn shared(report: &Value, letter: usize, key: &str) -> Vec<String> {
    let sources = report["letters"][letter][key].as_array().unwrap();
    sources.iter().map(|s| s["source"].as_str().unwrap().to_owned()).collect()
}

fn json(office: &Office, args: &str) -> Value {
    let ran = office.lora(&format!("check {args} --format json --fail-on never"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn folder_letter_and_index_find_the_same() {
    let office = office();
    assert_eq!(office.lora("index add --index earlier.lora earlier").code, 0);
    let of = |against: &str| {
        json(&office, &format!("draft.txt --against {against}"))["letters"][0]["reuse"].clone()
    };
    let folder = of("earlier");
    assert_eq!(folder[0]["source"], "earlier/a.txt");
    assert_eq!(folder, of("earlier.lora"));
    assert_eq!(folder, of("earlier/a.txt"));
}

#[test]
fn a_letter_in_the_index_is_not_its_own_source() {
    let office = office();
    assert_eq!(office.lora("index add --index all.lora earlier draft.txt").code, 0);
    let report = json(&office, "draft.txt --against all.lora");
    assert_eq!(shared(&report, 0, "reuse"), ["earlier/a.txt"]);
}

#[test]
fn an_index_says_when_a_letter_is_gone_and_quotes_nothing() {
    let office = office();
    office.lora("index add --index earlier.lora earlier");
    std::fs::remove_file(office.path("earlier/a.txt")).unwrap();
    let report = json(&office, "draft.txt --against earlier.lora");
    let source = &report["letters"][0]["reuse"][0];
    assert_eq!(source["state"], "gone");
    assert!(source["passages"][0]["diff"].as_array().unwrap().is_empty());
    let text = office.lora("check draft.txt --against earlier.lora --fail-on never").out;
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("that letter is no longer there"), "{text}");
}

#[test]
fn a_writers_biography_of_a_letter_that_is_gone_accuses_nobody() {
    let office = Office::new();
    let biography = "I have run the night float here since the flood of 1997, and I still take every third weekend myself, \
        because I find that I cannot teach what I no longer do. Before that I spent six years in the district hospital of a \
        mining town, where I learned to work without a scanner.";
    office.write("a.txt", letter("Caroline Aubert", "Margaret Sung", &format!("{EPISODE}\n\n{biography}")));
    office.write("draft.txt", letter("Paula Renner", "Margaret Sung", &format!("{WORK}\n\n{biography}")));
    office.lora("index add --index earlier.lora a.txt");
    std::fs::remove_file(office.path("a.txt")).unwrap();
    assert!(shared(&json(&office, "draft.txt --against earlier.lora"), 0, "reuse").is_empty());
}

#[test]
fn letters_are_compared_with_each_other() {
    let office = office();
    office.write("two/first.txt", letter("Amina Yusuf Farah", "Margaret Sung", EPISODE));
    office.write("two/second.txt", letter("Amina Yusuf Farah", "Daniel Okafor", EPISODE));
    let report = json(&office, "two --against-each-other");
    assert_eq!(shared(&report, 0, "reuse"), ["two/second.txt"]);
    assert_eq!(shared(&report, 1, "reuse"), ["two/first.txt"]);
    let rules = |n: usize| -> Vec<String> {
        let findings = report["letters"][n]["findings"].as_array().unwrap();
        findings.iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert!(rules(0).contains(&"reuse/same-applicant".to_owned()), "{:?}", rules(0));
    assert!(shared(&json(&office, "two"), 0, "reuse").is_empty());
}

#[test]
fn the_applicants_own_documents_are_reported_apart() {
    let office = office();
    let statement = format!("Personal statement\n\n{}\n", EPISODE.replace("her", "my").replace("She", "I"));
    office.write("statement.txt", statement);
    let report = json(&office, "draft.txt --own statement.txt");
    assert_eq!(shared(&report, 0, "own"), ["statement.txt"]);
    assert!(shared(&report, 0, "reuse").is_empty());
    let missing = office.lora("check draft.txt --own no.txt --fail-on never");
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("no.txt"), "{}", missing.err);
}

#[test]
fn an_index_is_kept_up_to_date() {
    let office = office();
    let add = "index add --index earlier.lora earlier";
    assert!(office.lora(add).out.contains("2 added, 0 changed, 0 unchanged; 2 letters"));
    assert!(office.lora(add).out.contains("0 added, 0 changed, 2 unchanged; 2 letters"));
    // A file of the same size and time is not read again.
    let (path, text) = (office.path("earlier/b.txt"), office.read("earlier/b.txt"));
    let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
    office.write("earlier/b.txt", text.replace("ferry", "barge"));
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert!(office.lora(add).out.contains("0 added, 0 changed, 2 unchanged; 2 letters"));
    office.write("earlier/b.txt", text);
    office.write(
        "earlier/a.txt",
        letter("Caroline Aubert", "Margaret Sung", "She reads at night and asks by day."),
    );
    office.write("earlier/c.txt", letter("Amina Farah", "Daniel Okafor", EPISODE));
    // b.txt was touched, but says what it said.
    assert!(office.lora(add).out.contains("1 added, 1 changed, 1 unchanged; 3 letters"));
    let removed = office.lora("index remove --index earlier.lora earlier/b.txt earlier/none.txt");
    assert_eq!(removed.code, 2);
    assert!(removed.out.contains("1 removed") && removed.err.contains("none.txt"), "{removed:?}");
    std::fs::remove_file(office.path("earlier/c.txt")).unwrap();
    let list: Value =
        serde_json::from_str(&office.lora("index list --index earlier.lora --format json").out).unwrap();
    let states: Vec<&str> =
        list["letters"].as_array().unwrap().iter().map(|l| l["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["current", "gone"]);
    let verified = office.lora("index verify --index earlier.lora");
    assert_eq!((verified.code, verified.out.contains("2 letters")), (0, true), "{verified:?}");
    // What can't be read again is not lost as long as the index is whole.
    assert!(office.lora("index rebuild --index earlier.lora").out.contains("2 letters"));
    let stats: Value =
        serde_json::from_str(&office.lora("index stats --index earlier.lora --format json").out).unwrap();
    assert_eq!((&stats["letters"], &stats["format"], &stats["texts"]), (&2.into(), &1.into(), &false.into()));
}

#[test]
fn a_damaged_index_is_refused_and_rebuilt() {
    let office = office();
    office.lora("index add --index earlier.lora earlier");
    let mut bytes = std::fs::read(office.path("earlier.lora")).unwrap();
    // The end of the last page holds fingerprints.
    let at = bytes.len() - 20;
    bytes[at] ^= 0xff;
    office.write("earlier.lora", &bytes);
    let verified = office.lora("index verify --index earlier.lora");
    assert_eq!(verified.code, 2);
    assert!(verified.err.contains("rebuild"), "{}", verified.err);
    let checked = office.lora("check draft.txt --against earlier.lora --format json --fail-on never");
    assert_eq!(checked.code, 2);
    assert!(checked.err.contains("earlier.lora"), "{}", checked.err);
    let rebuilt = office.lora("index rebuild --index earlier.lora");
    assert_eq!(rebuilt.code, 0, "{rebuilt:?}");
    let report = json(&office, "draft.txt --against earlier.lora");
    assert_eq!(shared(&report, 0, "reuse"), ["earlier/a.txt"]);
    assert_eq!(office.lora("index verify --index earlier.lora").code, 0);
}

#[test]
fn what_is_no_index_is_said_to_be_none() {
    let office = office();
    for command in ["list", "stats", "verify", "rebuild"] {
        let ran = office.lora(&format!("index {command} --index none.lora"));
        assert!(ran.code == 2 && ran.err.contains("none.lora: there is no index here"), "{ran:?}");
        let ran = office.lora(&format!("index {command} --index draft.txt"));
        assert!(ran.code == 2 && ran.err.contains("draft.txt: this is no index"), "{ran:?}");
    }
    let ran = office.lora("index add --index draft.txt earlier");
    assert!(ran.code == 2 && ran.err.contains("no index"), "{ran:?}");
    assert!(office.read("draft.txt").contains("bookbinder"));
}
