//! Everything that can be wrong with what is given: what is said, and the exit code.

use crate::support::{LETTER, Office};

/// One line on standard error that names the subject and holds the words, and exit code 2.
fn refused(office: &Office, args: &str, subject: &str, words: &[&str]) {
    let ran = office.lora(args);
    assert_eq!(ran.code, 2, "{args}: {ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{args}: {ran:?}");
    assert!(ran.err.starts_with(&format!("lora: {subject}: ")), "{args}: {ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{args}: {word}: {ran:?}");
    }
    assert!(ran.err.matches(": ").count() >= 3, "{args}: what, and the remedy: {ran:?}");
}

#[test]
fn letters_that_cannot_be_read() {
    let table: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "the file is empty: "),
        ("blank.txt", b"\n  \r\n", "the file is empty: "),
        (
            "binary.txt",
            b"\x00\x01\x02\x00\x03\x04\xff",
            "the file is binary, not text: save the letter as .docx, .pdf or plain text",
        ),
        (
            "a.docx",
            b"PK\x03\x04 [Content_Types].xml word/document.xml",
            "this Word document (.docx) is damaged",
        ),
        ("renamed.txt", b"PK\x03\x04 word/document.xml", "this Word document (.docx) is damaged"),
        ("a.odt", b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "(.odt) is damaged"),
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3", "this PDF is damaged and can't be read: open it in the program"),
        ("a.rtf", b"{\\rtf1 }", "(.rtf) holds no text: "),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "(.doc) can't be read: open it and save it as .docx"),
        ("a.html", b"<!doctype html><p>", "(.html) holds no text: "),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "this is a picture: "),
        ("a.zip", b"PK\x03\x04 a.txt", "this is a zip archive: "),
    ];
    let office = Office::with_letter();
    for (name, bytes, what) in table {
        office.write(name, bytes);
        refused(&office, &format!("check {name} --fail-on never"), name, &[what]);
        // The other letters of the call are reported all the same.
        let (report, code) = office.json(&format!("letter.txt {name} --fail-on never"));
        assert_eq!(code, 2);
        assert_eq!(report["letters"][0]["path"], "letter.txt");
        assert_eq!(report["failed"][0]["path"], *name);
        assert!(report["failed"][0]["error"].as_str().unwrap().contains(what), "{report}");
    }
    refused(&office, "check nowhere.txt", "nowhere.txt", &["there is no such file: check the name"]);
    let (report, code) = office.json("nowhere.txt letter.txt");
    assert_eq!((report["letters"].as_array().unwrap().len(), code), (1, 2));
}

#[test]
fn text_over_the_limit() {
    let office = Office::with_letter();
    office.write("huge.txt", vec![b'a'; (32 << 20) + 1]);
    refused(&office, "check huge.txt", "huge.txt", &["more than 32 MB of text"]);
    let file = std::fs::File::create(office.path("larger.txt")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    refused(&office, "check larger.txt", "larger.txt", &["larger than 64 MB: "]);
    let piped =
        office.command("check - --format json").write_stdin(vec![b'a'; (32 << 20) + 1]).output().unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&piped.stderr).starts_with("lora: -: the file holds more than 32 MB of text")
    );
}

#[test]
#[cfg(unix)]
fn a_letter_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::with_letter();
    let path = office.write("locked.txt", LETTER);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        return; // Whoever runs the tests may read everything.
    }
    refused(&office, "check locked.txt", "locked.txt", &["you lack the permission"]);
}

#[test]
fn folders_without_letters() {
    let office = Office::new();
    office.write("drafts/notes.toml", "");
    office.write("drafts/README.md", "About this folder.");
    refused(&office, "check drafts", "drafts", &["no letter is in this folder: "]);
    office.write("letter.txt", LETTER);
    let (report, code) = office.json("drafts letter.txt");
    assert_eq!((report["letters"].as_array().unwrap().len(), code), (1, 2));
    assert_eq!(report["failed"][0]["path"], "drafts");
}

#[test]
fn profiles_that_cannot_be_used() {
    let office = Office::with_letter();
    let table = [
        ("[applicant]\nnam = \"A B\"\n", "line 2: unknown field `nam`"),
        ("[applicants]\n", "line 1: unknown field `applicants`"),
        ("[applicant]\n\nname = Amina\n", "line 3: "),
        ("[applicant]\npronouns = \"her\"\n", "line 2: unknown variant `her`"),
        (
            "[rotation]\nstart = \"2026-02-30\"\n",
            "line 2: `2026-02-30` is no date of the calendar; write it as",
        ),
        ("[rotation]\nstart = 2026-02-30\n", "line 2: "),
        ("[rotation]\nstart = 2026-03-27\nend = 2026-03-02\n", "is before rotation.start"),
        ("[applicant]\naamc_id = \"123\"\n", "is not 8 digits: "),
        ("[target]\nseason = \"soon\"\n", "line 2: invalid type"),
    ];
    for (toml, what) in table {
        office.write("p.toml", toml);
        refused(&office, "check letter.txt --profile p.toml", "p.toml", &[what]);
    }
    office.write("p.json", "{\n \"applicant\": {\n  \"nam\": \"A B\"\n }\n}");
    refused(&office, "check letter.txt --profile p.json", "p.json", &["line 3: unknown field `nam`"]);
    office.write("p.toml", b"[applicant]\nname = \"Nu\xf1ez\"\n");
    refused(&office, "check letter.txt --profile p.toml", "p.toml", &["not text in UTF-8: "]);
    refused(&office, "check letter.txt --profile none.toml", "none.toml", &["no such file: "]);
}

#[test]
fn a_broken_profile_beside_a_letter_costs_that_letter_only() {
    let office = Office::with_letter();
    office.write("other.txt", LETTER);
    office.write("other.profile.toml", "nonsense = 1\n");
    let (report, code) = office.json(".");
    assert_eq!(code, 2);
    assert_eq!(report["letters"].as_array().unwrap().len(), 1);
    assert_eq!(report["failed"][0]["path"], "other.profile.toml".to_owned().replace("other", "./other"));
}

#[test]
fn packs_that_cannot_be_used() {
    let office = Office::with_letter();
    office.write(
        "p.toml",
        "schema = 1\n[pack]\nid = \"own\"\nversion = \"1\"\ntitle = \"t\"\ncategory = \"tone\"\ncolour = 1\n",
    );
    for command in ["check letter.txt", "rules", "explain generic"] {
        refused(&office, &format!("{command} --pack p.toml"), "p.toml", &["line 7: unknown field `colour`"]);
    }
    refused(&office, "check letter.txt --pack none.toml", "none.toml", &["no such file: "]);
}

#[test]
fn names_that_are_not_there() {
    let office = Office::with_letter();
    refused(
        &office,
        "check letter.txt --select generc",
        "--select",
        &["`generc` (did you mean `generic`?): "],
    );
    refused(&office, "check letter.txt --ignore generic,generic/no", "--ignore", &["`generic/no`"]);
    refused(
        &office,
        "explain generic/team-playr",
        "generic/team-playr",
        &["did you mean `generic/team-player`?"],
    );
}

#[test]
fn wrong_usage() {
    let office = Office::with_letter();
    for args in [
        "",
        "check",
        "check letter.txt --today 2026-02-30",
        "check letter.txt --rotation 2026-03-27..2026-03-02",
        "check letter.txt --pronouns her",
        "check letter.txt --format xml",
        "check letter.txt --min-score 101",
        "check letter.txt --fail-on always",
        "chek letter.txt",
        "init",
    ] {
        let ran = office.lora(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args}: {ran:?}");
        assert!(!ran.err.is_empty());
    }
}
