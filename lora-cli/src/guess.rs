//! What a letter seems to say about its applicant and writer, as lines of a profile. Guesses for a person to
//! confirm, not for a check.

use lora_core::{Analyzer, Letter};

/// Keys whose values are dates or truth values, bare in TOML.
const BARE: [&str; 4] = ["start", "end", "date", "waived"];

/// A value that the letter suggests for a key of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    pub table: &'static str,
    pub key: &'static str,
    /// The value as TOML.
    pub value: String,
    /// The words that it was taken from.
    pub quote: String,
}

/// Everything that the letter suggests.
pub fn guesses(analyzer: &Analyzer, letter: &Letter) -> Vec<Guess> {
    let guess = |g: lora_core::Guess| {
        let (table, key) = g.key.split_once('.')?;
        let value = if BARE.contains(&key) { g.value } else { string(&g.value) };
        Some(Guess { table, key, value, quote: g.quote })
    };
    analyzer.guess(letter).into_iter().filter_map(guess).collect()
}

/// A TOML string.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Lakeside Community Hospital\n\nMarch 30, 2026\n\nRe: Letter of recommendation for Dr. Amina Yusuf Farah, AAMC ID 12345678\nShe has waived her right to see this letter.\n\nDear Program Director:\n\nDr. Farah was our sub-intern from March 2 to March 27, 2026. She is superb. Her notes were short. I trust her, and I recommend her for residency in internal medicine.\n\nSincerely,\n\nDaniel Okafor, MD, FACP\nAssociate Program Director\nLakeside Community Hospital\n";

    fn found(text: &str) -> Vec<String> {
        let analyzer = Analyzer::new(lora_rules::builtin());
        let letter = Letter::new("letter.txt", text).unwrap_or_else(|e| panic!("{e}"));
        let guesses = guesses(&analyzer, &letter);
        guesses.iter().map(|g| format!("{}.{} = {}", g.table, g.key, g.value)).collect()
    }

    #[test]
    fn a_plain_letter_says_who_it_is_about_and_who_writes() {
        assert_eq!(
            found(LETTER),
            [
                "applicant.name = \"Amina Yusuf Farah\"",
                "applicant.pronouns = \"she\"",
                "applicant.aamc_id = \"12345678\"",
                "target.specialty = \"Internal Medicine\"",
                "writer.name = \"Daniel Okafor\"",
                "writer.credentials = \"MD, FACP\"",
                "writer.role = \"Associate Program Director\"",
                "writer.institution = \"Lakeside Community Hospital\"",
                "rotation.start = 2026-03-02",
                "rotation.end = 2026-03-27",
                "letter.date = 2026-03-30",
                "letter.waived = true",
            ]
        );
    }

    #[test]
    fn a_specialty_in_the_subject_line_is_no_name() {
        let text = "Re: Emergency Medicine residency\n\nDear Program Director:\n\nWei Chen worked with us for a month.";
        assert!(!found(text).iter().any(|g| g.contains("name = \"Emergency")), "{:?}", found(text));
    }

    #[test]
    fn a_letter_that_says_little_suggests_nothing() {
        assert!(found("It went well. He is good too.\n\nBye").is_empty());
    }

    #[test]
    fn values_are_toml() {
        assert_eq!(string("A \"B\" \\ C\u{7}"), "\"A \\\"B\\\" \\\\ C\"");
    }
}
