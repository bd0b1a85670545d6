//! `--roster`: which row is a letter's, and what its cells say.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{LETTER, Office};

const HEADINGS: &str = "Applicant,Pronouns,AAMC ID,Specialty,Writer,Site,Start,End,Role,Waived\n";

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// The reports of a run without what says where the facts came from.
fn reports(report: &Value) -> Vec<Value> {
    let mut letters = report["letters"].as_array().unwrap().clone();
    for letter in &mut letters {
        letter["path"] = Value::Null;
        letter["profile"]["path"] = Value::Null;
    }
    letters
}

#[test]
fn a_roster_gives_the_same_reports_as_profiles() {
    let office = Office::new();
    for entry in std::fs::read_dir(fixtures().join("letters")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let letter = std::fs::read(folder.join("letter.txt")).unwrap();
        office.write(&format!("with/{name}/letter.txt"), &letter);
        office
            .write(&format!("with/{name}/profile.json"), std::fs::read(folder.join("profile.json")).unwrap());
        office.write(&format!("letters/{name}.txt"), &letter);
    }
    let today = "--stage final --today 2026-11-22";
    let (with, _) = office.json(&format!("with {today}"));
    for saved in ["saved.csv", "saved.xlsx"] {
        office.write(saved, std::fs::read(fixtures().join("rosters").join(saved)).unwrap());
        let (from_roster, _) = office.json(&format!("letters --roster {saved} {today}"));
        assert_eq!(from_roster["failed"].as_array().unwrap().len(), 0, "{saved}: {}", from_roster["failed"]);
        assert!(reports(&with) == reports(&from_roster), "{saved}: the reports differ");
    }
}

#[test]
fn rows_are_read_as_offices_write_them() {
    let row = "\"Farah, Amina Yusuf\",She/Her,12345678,Internal Medicine,\"Okafor, Daniel, MD\",Lakeside,3/2/2026,\"March 27, 2026\",Sub-internship,Y\n";
    let comma = format!("{HEADINGS}{row}");
    let semicolon = "\u{feff}APPLICANT;pronouns;aamc_id;Speciality;Specialty;Letter writer;site;Start date (MM/DD/YYYY);End Date;Type;FERPA waiver\nAmina Yusuf Farah;she;12345678;x;Internal Medicine;Dr. Daniel Okafor;Lakeside;3/2/2026;27-Mar-26;Sub-internship;yes\n";
    let tab = comma
        .replace("\"Farah, Amina Yusuf\"", "Amina Yusuf Farah")
        .replace("\"Okafor, Daniel, MD\"", "Daniel Okafor")
        .replace("\"March 27, 2026\"", "2026-03-27")
        .replace(',', "\t");
    let office = Office::with_letter();
    for (name, roster) in [("comma.csv", comma.as_str()), ("semicolon.csv", semicolon), ("tab.tsv", &tab)] {
        office.write(name, roster);
        let (report, _) = office.json(&format!("letter.txt --roster {name} --today 2026-04-01"));
        let letter = &report["letters"][0];
        assert_eq!(letter["profile"]["source"], "given", "{name}: {report}");
        assert_eq!(letter["profile"]["path"], format!("{name}, row 2"));
        assert_eq!(letter["profile"]["applicant"], "Amina Yusuf Farah", "{name}");
        assert_eq!(letter["profile"]["writer"], "Daniel Okafor", "{name}");
        let notices = letter["notices"].as_array().unwrap();
        assert!(notices.iter().any(|n| n["id"] == "waived"), "{name}: {notices:?}");
        let dates =
            report["notices"].as_array().unwrap().iter().filter(|n| n["id"] == "roster-dates").count();
        assert_eq!(dates, 1, "{name}");
    }
    // The text report says it once, too.
    let text = office.lora("check letter.txt --roster comma.csv").out;
    assert_eq!(text.matches("read in US order").count(), 1, "{text}");
}

#[test]
fn a_row_is_matched_by_file_then_id_then_name() {
    let office = Office::new();
    let row_of = |letter: &str, roster: &str| {
        office.write("roster.csv", roster);
        let (report, code) = office.json(&format!("{letter} --roster roster.csv"));
        let path = report["letters"][0]["profile"]["path"].as_str().map(str::to_owned);
        path.unwrap_or_else(|| {
            format!("{code} {}", report["failed"][0]["error"].as_str().unwrap_or_default())
        })
    };
    office.write("d/farah.txt", LETTER);
    office.write("d/12345678.txt", LETTER);
    office.write("d/other.txt", LETTER);
    office.write("d/nobody.txt", "Dear Program Director:\n\nShe is good.\n");
    let by_file = "File,Applicant\nother.txt,Wei Chen\nfarah.TXT,Amina Yusuf Farah\n";
    assert_eq!(row_of("d/farah.txt", by_file), "roster.csv, row 3");
    assert_eq!(row_of("d/other.txt", by_file), "roster.csv, row 2");
    let by_id = "Applicant,AAMC ID\nAmina Farah,87654321\nWei Chen,12345678\n";
    assert_eq!(row_of("d/12345678.txt", by_id), "roster.csv, row 3");
    let by_name =
        "\nAll letters of 2027\nApplicant,Email\nWei Chen,a@example.org\n\nAmina Farah,b@example.org\n";
    assert_eq!(row_of("d/farah.txt", by_name), "roster.csv, row 6");
    assert_eq!(row_of("d/other.txt", by_name), "roster.csv, row 6");
    // Several letters of one applicant are told apart by the writer.
    let by_writer = "Applicant,Writer\nAmina Farah,Rose Lind\nAmina Farah,Daniel Okafor\n";
    assert_eq!(row_of("d/other.txt", by_writer), "roster.csv, row 3");
    let twice = row_of("d/farah.txt", "Applicant,Season\nAmina Farah,2027\nAmina Farah,2028\n");
    assert!(twice.starts_with("2 roster.csv: 2 rows fit it: 2 (Amina Farah), 3 (Amina Farah): "), "{twice}");
    let none = row_of("d/nobody.txt", "Applicant,Season\nAmina Farah,2027\nWei Chen,2028\n");
    assert!(none.contains("no row fits it by file, AAMC ID or name (rows 2 to 3 are others): "), "{none}");
    let near = row_of("d/nobody.txt", "Applicant\nAda Nobbody\nWei Chen\n");
    assert!(near.contains("nearest 2 (Ada Nobbody)"), "{near}");
}

#[test]
fn a_mistake_in_a_row_costs_its_letter_alone() {
    let office = Office::new();
    office.write("d/farah.txt", LETTER);
    office.write("d/chen.txt", LETTER);
    office.write(
        "roster.csv",
        "Applicant,Start,Notes\nAmina Farah,27/3/2026,x\nWei Chen,2026-03-02,\nRosa Lind,,\n",
    );
    let (report, code) = office.json("d --roster roster.csv");
    assert_eq!(code, 2);
    assert_eq!(report["letters"][0]["path"], "d/chen.txt");
    assert_eq!(
        report["failed"][0]["error"],
        "roster.csv: row 2 fits it, but Start: “27/3/2026” is no date that can be read: write it as 2026-03-27"
    );
    let ids: Vec<&str> =
        report["notices"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["roster-columns", "roster-rows"]);
    assert!(report["notices"][1]["message"].as_str().unwrap().contains("4 (Rosa Lind)"), "{report}");
}

#[test]
fn a_file_that_is_no_roster_is_refused() {
    let office = Office::with_letter();
    for (roster, what) in [
        ("", "the file is empty"),
        ("a,b\n1,2\n", "no headings of a roster stand in its first rows"),
        ("Site,Season\nx,2027\n", "no column says whose letter a row is"),
        ("Applicant,Season\n", "has headings but no rows"),
        ("Applicant,Student\nA,B\n", "row 1: the headings “Applicant” and “Student” both mean Applicant"),
        ("PK\u{3}\u{4}zip", "the workbook can't be read"),
    ] {
        office.write("roster.csv", roster);
        let ran = office.lora("check letter.txt --roster roster.csv");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{roster}: {ran:?}");
        assert!(ran.err.contains(what), "{roster}: {ran:?}");
    }
}

#[test]
fn the_template_is_a_roster() {
    let office = Office::with_letter();
    let template = office.lora("roster template");
    assert_eq!(template.code, 0);
    office.write("roster.csv", template.out.replace("farah-okafor.docx", "letter.txt"));
    let (report, code) = office.json("letter.txt --roster roster.csv --today 2026-04-01 --fail-on never");
    assert_eq!((code, &report["letters"][0]["profile"]["path"]), (0, &"roster.csv, row 2".into()));
    assert_eq!(report["notices"], serde_json::json!([]));
}
