//! What comes out: formats, files, exit codes.

use serde_json::Value;

use crate::support::{LETTER, Office};

#[test]
fn json_keeps_the_contract() {
    let office = Office::with_letter();
    let (report, code) = office.json("letter.txt --select generic/team-player");
    assert_eq!(code, 0);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&report), ["schema", "tool", "letters", "failed", "notices"]);
    assert_eq!(report["schema"], "lora.report/1");
    assert_eq!(keys(&report["tool"]), ["version", "ruleset", "config"]);
    let letter = &report["letters"][0];
    for key in [
        "path",
        "words",
        "stage",
        "profile",
        "score",
        "competencies",
        "findings",
        "checked",
        "people",
        "strengths",
        "reuse",
        "boilerplate",
        "notices",
        "not_run",
        "suppressed",
    ] {
        assert!(letter.get(key).is_some(), "{key}");
    }
    assert_eq!((letter["path"].as_str(), letter["stage"].as_str()), (Some("letter.txt"), Some("draft")));
    let finding = &letter["findings"][0];
    for key in ["rule", "severity", "message", "help", "fingerprint", "cause", "text", "span", "related"] {
        assert!(finding.get(key).is_some(), "{key}");
    }
    let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
    let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
    assert_eq!(LETTER.get(range), finding["text"].as_str());
    assert_eq!(office.json("letter.txt --stage final").0["letters"][0]["stage"], "final");
}

#[test]
fn exit_codes() {
    let office = Office::with_letter();
    let info = "--select generic/team-player";
    let score = office.json("letter.txt").0["letters"][0]["score"]["overall"].as_u64().unwrap();
    for (args, code) in [
        (format!("{info} --fail-on error"), 0),
        (info.to_owned(), 0),
        (format!("{info} --fail-on warning"), 0),
        (format!("{info} --fail-on info"), 1),
        (format!("{info} --fail-on never"), 0),
        ("--ignore generic --fail-on never".to_owned(), 0),
        (format!("--fail-on never --min-score {score}"), 0),
        (format!("--fail-on never --min-score {}", score + 1), 1),
        ("--fail-on info --min-score 100 nowhere.txt".to_owned(), 2),
    ] {
        for format in ["text", "json"] {
            let ran = office.lora(&format!("check letter.txt {args} --format {format}"));
            assert_eq!(ran.code, code, "{args}: {ran:?}");
            assert!(!ran.out.is_empty(), "{args}: the report is printed whatever the code");
        }
    }
}

#[test]
fn a_report_is_written_whole_for_its_owner_alone() {
    let office = Office::with_letter();
    let ran = office.lora("check letter.txt --format json --output report.json");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert!(serde_json::from_str::<Value>(&office.read("report.json")).is_ok());
    office.write("report.json", "x".repeat(100_000));
    assert_eq!(office.lora("check letter.txt --format json --output report.json").code, 0);
    assert!(office.read("report.json").starts_with('{'));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(office.path("report.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // Nothing is left beside it.
    assert_eq!(std::fs::read_dir(office.path(".")).unwrap().count(), 2);
}

#[test]
fn an_input_is_never_overwritten() {
    let office = Office::with_letter();
    office.write("p.toml", "");
    office.write("letter.profile.toml", "");
    office.write("lora.toml", "");
    for (args, output) in [
        ("", "letter.txt"),
        ("", "./letter.txt"),
        ("--profile p.toml", "p.toml"),
        ("", "letter.profile.toml"),
        ("", "lora.toml"),
    ] {
        let before = office.read(output);
        let ran = office.lora(&format!("check letter.txt {args} --output {output}"));
        assert_eq!(ran.code, 2, "{output}: {ran:?}");
        assert!(ran.err.contains("would overwrite a file that was read: name another file"), "{ran:?}");
        assert_eq!(office.read(output), before);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(office.path("letter.txt"), office.path("link.txt")).unwrap();
        assert_eq!(office.lora("check letter.txt --output link.txt").code, 2);
        assert_eq!(office.read("letter.txt"), LETTER);
    }
}

#[test]
fn a_report_that_cannot_be_written_leaves_nothing() {
    let office = Office::with_letter();
    office.write("d/x.txt", LETTER);
    for output in ["d", "nowhere/report.txt"] {
        let ran = office.lora(&format!("check letter.txt --output {output}"));
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.starts_with(&format!("lora: {output}: ")), "{ran:?}");
    }
    assert!(!office.path("nowhere").exists());
}

#[test]
#[cfg(unix)]
fn a_device_is_written_to_and_not_replaced() {
    let office = Office::with_letter();
    let ran = office.lora("check letter.txt --output /dev/stdout");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("letter.txt"), "{ran:?}");
}

#[test]
fn nothing_in_a_letter_acts_on_the_terminal() {
    let office = Office::new();
    let evil = LETTER.replace("team player", "team\u{1b}[31m player\u{9b}2J\u{202e} of\u{7} a team player");
    office.write("letter.txt", evil.replace("Farah", "Far\u{1b}]0;x\u{7}ah"));
    for args in
        ["check letter.txt", "check letter.txt --all", "check letter.txt --format json", "init letter.txt"]
    {
        let ran = office.lora(args);
        assert!(
            !ran.out.chars().chain(ran.err.chars()).any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')),
            "{ran:?}"
        );
    }
    let missing = office.command("check").arg("no\u{1b}[31mne.txt").output().unwrap();
    assert!(!missing.stderr.contains(&0x1b));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let office = Office::with_letter();
    let colored = |args: &str, no_color: bool| {
        let mut command = office.command(&format!("check letter.txt {args}"));
        if no_color {
            command.env("NO_COLOR", "1");
        }
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!colored("", false), "plain when piped");
    assert!(!colored("", true));
    assert!(colored("--color always", false));
    assert!(!colored("--color never", false));
    // What is asked for on the command line goes before the environment.
    assert!(colored("--color always", true));
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_silently() {
    use std::process::{Command, Stdio};
    let office = Office::with_letter();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lora"))
        .args(["check", "letter.txt", "--format", "json"])
        .current_dir(office.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn lines_fit_the_page() {
    let office = Office::with_letter();
    let ran = office.lora("check letter.txt --all");
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
}
