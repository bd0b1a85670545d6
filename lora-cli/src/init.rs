//! `lora init`: a profile to fill in beside a letter.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use lora_core::{Analyzer, Letter};

use crate::args::InitArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::guess::{Guess, guesses};
use crate::profile_source::expected_at;
use crate::sanitize::clean;
use crate::{inputs, output, rule_source};

/// A key of the profile with an example and what it is for; shown where nothing was guessed.
struct Key {
    table: &'static str,
    key: &'static str,
    example: &'static str,
    note: &'static str,
}

const fn key(table: &'static str, key: &'static str, example: &'static str, note: &'static str) -> Key {
    Key { table, key, example, note }
}

/// Every key that a check reads, in the order of the file.
const KEYS: [Key; 24] = [
    key("applicant", "name", "\"Amina Yusuf Farah\"", "full name, as in the application"),
    key("applicant", "aliases", "[\"Amina\", \"Dr. Farah\"]", "other forms that are right"),
    key("applicant", "pronouns", "\"she\"", "she, he or they"),
    key("applicant", "aamc_id", "\"12345678\"", "8 digits"),
    key("applicant", "school", "\"University of Nairobi\"", "medical school"),
    key(
        "target",
        "specialty",
        "\"Internal Medicine\"",
        "a list for a dual application; \"General\" fits any",
    ),
    key("target", "season", "2027", "year of the Match"),
    key("writer", "name", "\"Daniel Okafor\"", "who signs"),
    key("writer", "credentials", "\"MD\"", "degrees and fellowships"),
    key("writer", "role", "\"Associate Program Director\"", ""),
    key("writer", "institution", "\"Lakeside Community Hospital\"", ""),
    key("writer", "specialty", "\"Nephrology\"", "the writer's own"),
    key("rotation", "name", "\"Inpatient Medicine Sub-internship\"", ""),
    key("rotation", "specialty", "\"Internal Medicine\"", ""),
    key("rotation", "site", "\"Lakeside Community Hospital\"", ""),
    key(
        "rotation",
        "role",
        "\"sub-internship\"",
        "observership, externship, elective, sub-internship, research or employment",
    ),
    key("rotation", "start", "2026-03-02", "first day"),
    key("rotation", "end", "2026-03-27", "last day"),
    key("letter", "date", "2026-04-10", "the date that the letter is planned to bear"),
    key(
        "letter",
        "waived",
        "true",
        "whether the applicant waived the right to see the letter; leave out if unknown",
    ),
    key(
        "case",
        "what",
        "\"Teenager, third asthma attack; found mold at home, wrote to the landlord with social work\"",
        "what the writer could have seen; one table a case",
    ),
    key("case", "competencies", "[\"systems_based_practice\"]", "what it could show"),
    key("feedback", "given", "\"Presentations too long\"", "what was said; one table each"),
    key("feedback", "changed", "\"Four minutes by the second Friday\"", "what came of it"),
];

/// Writes the profile and says what to do with it.
pub fn run(args: &InitArgs) -> Result<Exit, Failure> {
    if args.letter.as_os_str() == inputs::STDIN || args.letter.is_dir() {
        return Err(Failure::new(&args.letter, "a profile belongs to one letter: name the letter's file"));
    }
    let text = inputs::read(&args.letter)?.text;
    let path = expected_at(&args.letter);
    let letter =
        Letter::new(args.letter.display().to_string(), text).map_err(|e| Failure::new(&args.letter, e))?;
    let guesses = guesses(&Analyzer::new(rule_source::load(&[])?), &letter);
    output::create_file(&path, &profile(&args.letter, &guesses)).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => Failure::new(
            &path,
            "there is a profile already, and it stays as it is: edit it, or move it away first",
        ),
        _ => Failure::io(&path, "written", &e),
    })?;
    let letter = args.letter.display();
    output::print(
        clean_lines(&format!(
        "Wrote {} with {} guesses.\nRemove the # before each line that is right, correct the others, then run: lora check {letter}\n",
        path.display(),
        guesses.len(),
    ))
        .as_bytes(),
    )?;
    Ok(Exit::Clean)
}

/// The path of a letter may hold anything.
fn clean_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", clean(line))).collect()
}

/// The file: every line that could count is a comment.
fn profile(letter: &Path, guesses: &[Guess]) -> String {
    let name = letter.file_name().map_or_else(String::new, |n| clean(&n.to_string_lossy()).into_owned());
    let mut out = format!(
        "# What is known about {name}. Every field is optional, and only lines without a # before them count.\n\
         # A guess was taken from the letter itself, from the words after it: confirm it against another source,\n\
         # then remove its #.\n"
    );
    let mut table = "";
    for field in &KEYS {
        if field.table != table {
            table = field.table;
            let is_list = matches!(table, "case" | "feedback");
            let brackets = if is_list { format!("[[{table}]]") } else { format!("[{table}]") };
            // A table without a key is nothing, so its line may count already; an empty case would be one.
            let mark = if is_list { "# " } else { "" };
            let _ = write!(out, "\n{mark}{brackets}\n");
        }
        let mut found = guesses.iter().filter(|g| g.table == field.table && g.key == field.key).peekable();
        if found.peek().is_none() {
            let note = if field.note.is_empty() { String::new() } else { format!("; {}", field.note) };
            let _ = writeln!(out, "# {} = {}   # example{note}", field.key, field.example);
        }
        for guess in found {
            let _ = writeln!(
                out,
                "# {} = {}   # guess, from: “{}”",
                field.key,
                guess.value,
                quoted(&guess.quote)
            );
        }
    }
    out
}

/// A quote on one line of a comment.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = clean(&line).chars().take(100).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use lora_core::Profile;

    #[test]
    fn nothing_in_a_new_profile_counts_before_it_is_confirmed() {
        let guess = Guess {
            table: "applicant",
            key: "name",
            value: "\"A \\\"B\\\" C\"".to_owned(),
            quote: "Re: A\n\u{1b}B".to_owned(),
        };
        let text = profile(Path::new("letter.txt"), &[guess]);
        assert!(Profile::from_toml(&text).unwrap_or_else(|e| panic!("{e}")).is_empty(), "{text}");
        assert!(text.contains("guess, from: “Re: A ␛B”"), "{text}");
    }

    #[test]
    fn every_line_of_a_new_profile_can_be_confirmed() {
        let text = profile(Path::new("letter.txt"), &[]);
        let confirmed: String = text
            .lines()
            .map(|line| {
                line.strip_prefix("# ").filter(|l| l.contains(" = ") || l.starts_with('[')).unwrap_or(line)
            })
            .fold(String::new(), |all, line| all + line + "\n");
        let profile = Profile::from_toml(&confirmed).unwrap_or_else(|e| panic!("{e}\n{confirmed}"));
        assert_eq!(profile.applicant.name.as_deref(), Some("Amina Yusuf Farah"));
        let lists = (profile.cases.len(), profile.feedback.len());
        assert_eq!((profile.letter.waived, lists), (Some(true), (1, 1)));
        assert!(profile.problems().is_empty());
    }
}
