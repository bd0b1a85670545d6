//! The memo to the writer: short, kind, the same each time.

use std::fs;
use std::path::Path;

use crate::support::Office;

/// What a memo never says.
const NEVER: [&str; 9] = ["error", "weak", "generic", "flag", "percent", "%", "software", "lora", "score"];

/// Every fixture letter with its profile, as the memo and the letter's own words.
fn memos(most: usize) -> Vec<(String, String, String)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let office = Office::new();
    let entries = |folder: &str| {
        let mut found: Vec<_> =
            fs::read_dir(fixtures.join(folder)).unwrap().flatten().map(|e| e.path()).collect();
        found.sort();
        found
    };
    let rounds = entries("rounds").iter().flat_map(|round| entries(round.to_str().unwrap())).collect();
    let folders = [entries("letters"), rounds].concat();
    folders
        .iter()
        .filter(|f| f.join("letter.txt").exists())
        .take(most)
        .map(|folder| {
            // Letters of different rounds may bear the same name.
            let parent = folder.parent().and_then(Path::file_name).unwrap().to_string_lossy();
            let name = format!("{parent}-{}", folder.file_name().unwrap().to_string_lossy());
            let letter = fs::read_to_string(folder.join("letter.txt")).unwrap();
            office.write(&format!("{name}/letter.txt"), &letter);
            office.write(&format!("{name}/profile.json"), fs::read(folder.join("profile.json")).unwrap());
            let ran = office
                .lora(&format!("check {name}/letter.txt --today 2026-11-22 --format memo --fail-on never"));
            assert_eq!(ran.code, 0, "{ran:?}");
            (name, letter, ran.out)
        })
        .collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn every_memo_is_short_and_kind() {
    let memos = memos(usize::MAX);
    assert!(memos.len() > 50);
    let mut asked = 0;
    for (name, letter, memo) in &memos {
        assert!(words(memo) <= 200, "{name}: {} words\n{memo}", words(memo));
        let lines: Vec<&str> = memo.lines().filter(|l| !l.is_empty()).collect();
        assert!(lines[0].starts_with("Dear "), "{name}: {memo}");
        assert!(lines[1].starts_with("Thank you for writing for "), "{name}: {memo}");
        let low = memo.to_lowercase();
        for word in NEVER {
            assert!(!low.contains(word), "{name}: {word}\n{memo}");
        }
        let corrections: Vec<&&str> = lines.iter().filter(|l| l.contains("our record has")).collect();
        assert!(corrections.len() <= 5, "{name}: {memo}");
        for line in &corrections {
            assert!(line.contains("The draft has “") && line.ends_with("which is right?"), "{name}: {line}");
        }
        let numbered = lines.iter().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).count();
        assert!(numbered - corrections.len() <= 3, "{name}: {memo}");
        asked += numbered - corrections.len();
        assert!(memo.matches("worth keeping").count() <= 1, "{name}: {memo}");
        if let Some(quote) = memo.split("worth keeping: “").nth(1) {
            let quote = quote.split(['”', '…', '‘', '’', '\\']).next().unwrap();
            let start: Vec<&str> = quote.split_whitespace().take(5).collect();
            // Marks of quotation within what is quoted are left out.
            let letter = letter.replace(['“', '”', '"'], "").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(letter.contains(&start.join(" ")), "{name}: {quote}");
        }
        assert!(memo.contains("yours to use or to leave"), "{name}: {memo}");
        // Besides what it quotes, it thanks, asks and leaves the rest open: nothing is said about anybody.
        let numbered = |line: &&&str| line.starts_with(|c: char| c.is_ascii_digit());
        for question in lines.iter().filter(numbered) {
            let ends =
                question.ends_with('?') || question.contains("in your own words it will count for more");
            assert!(ends || question.contains('?'), "{name}: {question}");
        }
    }
    assert!(asked >= memos.len(), "hardly a memo asks anything: {asked}");
    // The same letter gives the same memo.
    assert_eq!(self::memos(3), memos[..3]);
}

#[test]
fn a_correction_gives_both_values_and_a_question_can_be_answered_in_a_line() {
    let office = Office::new();
    let letter = "March 30, 2026\n\nRe: Amina Yusuf Farah\n\nDear Program Director:\n\n\
        Amina Yusuf Farah worked with me from March 2 to March 20, 2026. She is in the top XX% of students.\n\n\
        Her teacher was [insert name]. I recommend her for residency in pediatrics.\n\nSincerely,\n\nDaniel Okafor, MD\n";
    office.write("letter.txt", letter);
    office.write(
        "letter.profile.toml",
        "[applicant]\nname = \"Amina Yusuf Farah\"\n[target]\nspecialty = \"Internal Medicine\"\n\
         [rotation]\nstart = 2026-03-02\nend = 2026-03-27\n\
         [writer]\nname = \"Daniel Okafor\"\ncredentials = \"MD, FACP\"\n",
    );
    let memo = office.lora("check letter.txt --format memo --today 2026-11-22").out;
    for line in [
        "Dear Dr. Daniel Okafor,\n\nThank you for writing for Amina Yusuf Farah.\n",
        "The draft has “pediatrics”, our record has “Internal Medicine”: which is right?\n",
        "The draft has “March 2 to March 20, 2026”, our record has “March 2, 2026 to March 27, 2026”: which is right?\n",
        "The draft still has “\\[insert name\\]”: what belongs there?\n",
        "Which patient comes to mind first, and what did you see done?\n",
    ] {
        assert!(memo.contains(line), "{line}\n{memo}");
    }
}

#[test]
fn what_was_copied_is_not_what_works() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/shared");
    let office = Office::new();
    let ran = office
        .lora(&format!("check {0}/drafts/D03.txt --against {0}/earlier --format memo", shared.display()));
    assert!(
        ran.out.contains("also stands in another letter; in your own words it will count for more"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("worth keeping"), "{ran:?}");
}

#[test]
fn the_applicant_speaks_for_themselves() {
    let office = Office::with_letter();
    office.write(
        "letter.profile.toml",
        "[applicant]\nname = \"Amina Yusuf Farah\"\n[letter]\nwaived = false\n",
    );
    let memo = office.lora("check letter.txt --format memo --from applicant").out;
    assert!(
        memo.contains("Thank you for writing for me.") && memo.ends_with("With thanks, Amina Yusuf Farah\n"),
        "{memo}"
    );
    assert!(!memo.contains("our record"), "{memo}");
}

#[test]
fn a_memo_can_be_a_word_document() {
    let office = Office::with_letter();
    let ran = office.lora("check letter.txt --format memo --output memo.docx");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    let bytes = fs::read(office.path("memo.docx")).unwrap();
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(office.lora("check letter.txt --format memo --output again.docx").code, 0);
    assert_eq!(fs::read(office.path("again.docx")).unwrap(), bytes, "the same letter, the same memo");
}
