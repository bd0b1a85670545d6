//! Which letters, which text, which profile.

use crate::support::{LETTER, Office, ran};

fn paths(office: &Office, args: &str) -> Vec<String> {
    let (report, _) = office.json(args);
    report["letters"].as_array().unwrap().iter().map(|l| l["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_folder_means_its_letters_in_path_order() {
    let office = Office::new();
    for name in
        ["d/b.txt", "d/a.MD", "d/sub/c.txt", "d/.hidden/x.txt", "d/readme.md", "d/b.profile.toml", "d/x.jpg"]
    {
        office.write(name, if name.ends_with("toml") { "" } else { LETTER });
    }
    assert_eq!(paths(&office, "d"), ["d/a.MD", "d/b.txt", "d/sub/c.txt"]);
    assert_eq!(paths(&office, "d/sub d/b.txt d"), ["d/a.MD", "d/b.txt", "d/sub/c.txt"]);
}

#[test]
#[cfg(unix)]
fn links_in_a_folder_are_not_followed() {
    let office = Office::with_letter();
    office.write("d/b.txt", LETTER);
    std::os::unix::fs::symlink(office.path("d"), office.path("d/loop")).unwrap();
    std::os::unix::fs::symlink(office.path("letter.txt"), office.path("d/a.txt")).unwrap();
    assert_eq!(paths(&office, "d"), ["d/b.txt"]);
}

#[test]
fn standard_input_is_a_letter() {
    let office = Office::with_letter();
    let ran = ran(office.command("check - letter.txt --format json").write_stdin(LETTER).output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&report["letters"][0]["path"], &report["letters"][1]["path"]),
        (&"-".into(), &"letter.txt".into())
    );
    assert_eq!(report["letters"][0]["words"], report["letters"][1]["words"]);
}

#[test]
fn other_encodings_are_read_with_a_notice() {
    let office = Office::new();
    office.write("utf8.txt", format!("{LETTER}Señora Nuñez’s"));
    office.write("bom.txt", format!("\u{feff}{LETTER}Señora Nuñez’s"));
    let mut bytes = LETTER.as_bytes().to_vec();
    bytes.extend(b"Se\xf1ora Nu\xf1ez\x92s");
    office.write("1252.txt", bytes);
    let utf_16 = |mark: &str| {
        format!("{mark}{LETTER}Señora Nuñez’s").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    };
    office.write("utf16.txt", utf_16("\u{feff}"));
    let (report, code) = office.json(".");
    assert_eq!(code, 0);
    let letters = report["letters"].as_array().unwrap();
    assert_eq!(letters.len(), 4);
    for letter in letters {
        assert_eq!(letter["words"], letters[0]["words"], "{}", letter["path"]);
        let notices = letter["notices"].as_array().unwrap();
        let encoding = notices.iter().find(|n| n["id"] == "encoding").map(|n| n["message"].as_str().unwrap());
        match letter["path"].as_str().unwrap() {
            "./1252.txt" => assert!(encoding.is_some_and(|m| m.contains("windows-1252")), "{letter}"),
            "./utf16.txt" => assert!(encoding.is_some_and(|m| m.contains("UTF-16LE")), "{letter}"),
            _ => assert_eq!(encoding, None),
        }
    }
}

#[test]
fn a_byte_order_mark_counts_in_offsets() {
    let office = Office::with_letter();
    office.write("bom.txt", format!("\u{feff}{LETTER}"));
    let start = |name: &str| {
        office.json(&format!("{name} --select generic/team-player")).0["letters"][0]["findings"][0]["span"]["start"].as_u64()
    };
    assert!(start("letter.txt").is_some());
    assert_eq!(start("bom.txt"), start("letter.txt").map(|at| at + 3));
}

/// The rotation of these profiles ends before it starts, so that the message tells which one was read.
fn profile_read(office: &Office, args: &str) -> Option<String> {
    let err = office.lora(&format!("check {args}")).err;
    err.contains("before rotation.start").then(|| err.split(": ").nth(1).unwrap_or_default().to_owned())
}

#[test]
fn profiles_are_found_in_their_order() {
    let wrong = "[rotation]\nstart = 2026-03-27\nend = 2026-03-02\n";
    let office = Office::new();
    office.write("d/letter.txt", LETTER);
    assert_eq!(profile_read(&office, "d/letter.txt"), None);
    office.write(
        "d/profile.json",
        "{\"rotation\": {\"start\": \"2026-03-27\", \"end\": \"2026-03-02\", \"name\": null}}",
    );
    assert_eq!(profile_read(&office, "d/letter.txt").as_deref(), Some("d/profile.json"));
    office.write("d/profile.toml", wrong);
    assert_eq!(profile_read(&office, "d/letter.txt").as_deref(), Some("d/profile.toml"));
    // Another format of the same letter is no second letter; another letter is.
    office.write("d/letter.docx", "PK");
    assert_eq!(profile_read(&office, "d/letter.txt").as_deref(), Some("d/profile.toml"));
    office.write("d/other.txt", LETTER);
    assert_eq!(profile_read(&office, "d/letter.txt"), None);
    office.write("d/letter.profile.toml", wrong);
    assert_eq!(profile_read(&office, "d/letter.txt").as_deref(), Some("d/letter.profile.toml"));
    office.write("given.toml", wrong);
    assert_eq!(profile_read(&office, "d/letter.txt --profile given.toml").as_deref(), Some("given.toml"));
    office.write("given.toml", "");
    assert_eq!(profile_read(&office, "d/letter.txt --profile given.toml"), None);
}

#[test]
fn earlier_letters_must_be_readable() {
    let office = Office::with_letter();
    office.write("earlier/a.txt", LETTER);
    office.write("earlier/b.txt", "");
    let (report, code) = office.json("letter.txt --against earlier");
    assert_eq!((report["failed"][0]["path"].as_str(), code), (Some("earlier/b.txt"), 2));
    assert_eq!(office.lora("check letter.txt --against nowhere").code, 2);
    office.write("none/x.toml", "");
    assert_eq!(office.lora("check letter.txt --against none").code, 2);
}
