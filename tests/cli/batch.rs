//! `lora batch`.

use std::fs;

use serde_json::Value;

use crate::support::{LETTER, Office, ran};

/// Three letters, one of them about the wrong person, and one that is none.
fn folder() -> Office {
    let office = Office::new();
    office.write("d/a.txt", LETTER);
    office.write("d/sub/b.txt", LETTER.replace("Amina is", "Mr. Wei Chen is [NAME], and she is"));
    office.write("d/c.txt", LETTER);
    office.write("d/broken.txt", b"\x00\x01\x02\x03binary\x00\xff\xfe");
    office
}

fn paths(batch: &Value) -> Vec<&str> {
    batch["letters"].as_array().unwrap().iter().map(|l| l["path"].as_str().unwrap()).collect()
}

#[test]
fn what_needs_attention_comes_first_and_what_is_broken_is_listed() {
    let office = folder();
    let ran = office.lora("batch d --format json");
    let batch: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(batch["schema"], "lora.batch/1");
    assert_eq!(paths(&batch), ["d/sub/b.txt", "d/a.txt", "d/c.txt"]);
    assert_eq!(batch["failed"][0]["path"], "d/broken.txt");
    assert_eq!(batch["totals"]["checked"], 3);
    assert_eq!(batch["totals"]["failed"], 1);
    assert!(ran.err.contains("lora: d/broken.txt: the file is binary"), "{ran:?}");
    let (full, _) = office.json("d");
    let letter = full["letters"].as_array().unwrap().iter().find(|l| l["path"] == "d/sub/b.txt").unwrap();
    let line = &batch["letters"][0];
    assert_eq!(line["score"]["overall"], letter["score"]["overall"]);
    let errors = letter["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error").count();
    assert!(errors > 0);
    assert_eq!(line["findings"]["error"], errors);

    let table = office.lora("batch d --top 1").out;
    assert!(table.contains("b.txt") && !table.contains("c.txt"), "{table}");
    assert!(table.contains("and 2 more") && table.contains("broken.txt: the file is binary"), "{table}");
    assert!(table.contains("3 letters: 0 ready, 2 to revise, 1 not to send; 1 could not be read"), "{table}");
    let sorted = office.lora("batch d --sort path --format json").out;
    assert_eq!(paths(&serde_json::from_str(&sorted).unwrap()), ["d/a.txt", "d/c.txt", "d/sub/b.txt"]);
}

#[test]
fn exit_codes_are_those_of_check() {
    let office = folder();
    fs::remove_file(office.path("d/broken.txt")).unwrap();
    for args in ["d", "d --fail-on never", "d --fail-on never --min-score 100", "d/a.txt d/c.txt", "nowhere"]
    {
        assert_eq!(
            office.lora(&format!("batch {args}")).code,
            office.lora(&format!("check {args}")).code,
            "{args}"
        );
    }
}

#[test]
fn a_stream_holds_a_whole_report_a_line() {
    let office = folder();
    let ran = office.lora("batch d --format jsonl");
    assert_eq!(ran.code, 2);
    let lines: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    let (full, _) = office.json("d");
    for letter in full["letters"].as_array().unwrap() {
        assert!(
            lines.iter().any(|l| l["schema"] == "lora.report/1" && l["letters"][0] == *letter),
            "{letter}"
        );
    }
    assert!(lines.iter().any(|l| l["failed"][0]["path"] == "d/broken.txt"));
    // The same into a file, and no half of one.
    office.lora("batch d --format jsonl --output out.jsonl");
    assert_eq!(office.read("out.jsonl").lines().count(), 4);
    let sorted = office.lora("batch d --format jsonl --top 3");
    assert_eq!((sorted.code, sorted.out.as_str()), (2, ""));
    assert_eq!(office.lora("batch d --format jsonl --output d/a.txt").code, 2);
    assert_eq!(office.read("d/a.txt"), LETTER);
}

#[test]
fn csv_has_a_row_for_each_letter_and_no_formula() {
    let office = folder();
    office.write("d/=cmd().txt", LETTER);
    let out = office.lora("batch d --format csv --jobs 2").out;
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 6, "{out}");
    assert!(
        rows[0].starts_with("letter,applicant,writer,verdict,score,") && rows[0].contains(",patient_care,")
    );
    assert!(rows[1].starts_with("d/sub/b.txt,"), "{out}");
    assert!(rows[5].starts_with("d/broken.txt,") && rows[5].contains("binary"), "{out}");
    let formula = office.lora("batch =cmd().txt --format csv");
    assert_eq!(formula.code, 2);
    fs::copy(office.path("d/=cmd().txt"), office.path("=cmd().txt")).unwrap();
    assert!(office.lora("batch =cmd().txt --format csv").out.contains("\n'=cmd().txt,"));
}

#[test]
fn the_dashboard_links_to_reports_and_names_templates() {
    let office = Office::new();
    let told = "On her second night she noticed that a quiet man had stopped passing urine, scanned his bladder before \
        she called me, and drew the valve for his daughter on the back of a menu until the daughter could explain it.";
    for (file, name) in [("a <1>.txt", "Amina Farah"), ("b.txt", "Rosa Lind"), ("c.txt", "Wei Chen")] {
        let letter = format!(
            "March 30, 2026\n\nRe: {name}\n\nDear Program Director:\n\n{name} worked with me. {told}\n\nSincerely,\n\nDaniel Okafor, MD\n"
        );
        office.write(&format!("earlier/{file}"), &letter);
        office.write(&format!("d/{file}"), letter);
    }
    office.write(
        "roster.csv",
        "Applicant,Season,Site\nAmina Farah,2027,Lakeside\nRosa Lind,2027,\nWei Chen,2028,\n",
    );
    let ran = office.lora(
        "batch d --roster roster.csv --against earlier --format html --output out/index.html --reports out/r",
    );
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    let page = office.read("out/index.html");
    assert!(page.contains("<a href=\"r/d-a-1-.txt.html\">d/a &lt;1&gt;.txt</a>"), "{page}");
    assert!(office.read("out/r/d-a-1-.txt.html").contains("drew the valve"));
    assert!(!page.contains("<script") && !page.contains("<1>"));
    assert!(page.contains("Daniel Okafor: one text for 3 applicants"), "{page}");
    for part in ["By season", "<th scope=\"row\">2027</th>", "By site", "By season"] {
        assert!(page.contains(part), "{part}");
    }
    // Fewer than ten letters have no percentages.
    let counts: Vec<&str> =
        page.split("class=\"heat\"").skip(1).filter_map(|c| c.split(['>', '<']).nth(1)).collect();
    assert!(counts.len() >= 6 && counts.iter().all(|c| c.parse::<usize>().is_ok()), "{counts:?}");
    let among = office.lora("batch d --reports d/r");
    assert_eq!(
        (among.code, among.err.contains("d/r: it lies in d, whose files are letters")),
        (2, true),
        "{among:?}"
    );
    let wrong = office.lora("batch d --output nowhere/index.html --format html");
    assert_eq!((wrong.code, wrong.err.contains("its folder does not exist")), (2, true), "{wrong:?}");
}

#[test]
#[cfg(unix)]
fn an_interrupt_keeps_what_is_done() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    let office = Office::new();
    for name in ["a.txt", "c.txt"] {
        office.write(name, LETTER);
    }
    // A letter that is read only when the test writes it.
    assert!(Command::new("mkfifo").arg(office.path("b.txt")).status().unwrap().success());
    let child = Command::new(env!("CARGO_BIN_EXE_lora"))
        .current_dir(office.path(""))
        .args(["batch", "a.txt", "b.txt", "c.txt", "--jobs", "1", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut letter = fs::OpenOptions::new().write(true).open(office.path("b.txt")).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(500));
    letter.write_all(LETTER.as_bytes()).unwrap();
    drop(letter);
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{ran:?}");
    let batch: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(paths(&batch), ["a.txt", "b.txt"]);
    assert_eq!(batch["not_done"], serde_json::json!(["c.txt"]));
    assert!(ran.err.contains("interrupted: 1 letter was not checked"), "{ran:?}");
}
