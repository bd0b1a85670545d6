//! What a letter seems to say about its applicant and writer, from plain cues: the subject line, the date
//! line, the salutation's end, the signature block. Guesses for a person to confirm, not for a check.

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

/// Openings of a line that names the applicant.
const SUBJECTS: [&str; 6] = ["re:", "re.", "subject:", "regarding:", "applicant:", "ref:"];
/// Closings, after which the writer's name stands.
const CLOSINGS: [&str; 8] = [
    "sincerely",
    "yours",
    "respectfully",
    "best regards",
    "kind regards",
    "warm regards",
    "with regards",
    "regards",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Everything that the letter suggests.
pub fn guesses(text: &str) -> Vec<Guess> {
    let lines: Vec<&str> =
        text.lines().map(|l| l.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')).collect();
    let mut found = Vec::new();
    found.extend(applicant(&lines));
    found.extend(pronouns(text));
    found.extend(aamc_id(&lines));
    found.extend(date_line(&lines));
    found.extend(waived(&lines));
    found.extend(signature(&lines));
    found
}

fn guess(table: &'static str, key: &'static str, value: String, quote: &str) -> Guess {
    Guess { table, key, value, quote: quote.to_owned() }
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

/// "Re: Amina Farah, AAMC ID 12345678", "Re: Letter of recommendation for Dr. Amina Farah".
fn applicant(lines: &[&str]) -> Option<Guess> {
    let line = lines.iter().take(40).find(|l| opens_with(l, &SUBJECTS))?;
    let after = line.split_once([':', '.'])?.1;
    let lower = after.to_lowercase();
    let after = [" for ", " of ", " on behalf of ", " regarding "]
        .iter()
        .filter_map(|cue| lower.rfind(cue).map(|at| at + cue.len()))
        .max()
        .and_then(|at| after.get(at..))
        .unwrap_or(after);
    let name = name_at_start(after)?;
    Some(guess("applicant", "name", string(&name), line))
}

/// Two to five words in capitals, without a title before them.
fn name_at_start(text: &str) -> Option<String> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches([',', ';', '(', ':', '.']);
        if words.is_empty() && matches!(bare, "Dr" | "Mr" | "Ms" | "Mrs" | "Mx" | "Miss" | "Prof") {
            continue;
        }
        let particle =
            matches!(bare, "de" | "da" | "del" | "van" | "von" | "der" | "den" | "bin" | "al" | "el" | "y");
        let degree = matches!(bare, "MD" | "M.D" | "DO" | "MBBS" | "PhD" | "AAMC" | "ERAS" | "Letter");
        if degree || !(bare.chars().next().is_some_and(char::is_uppercase) || particle && !words.is_empty()) {
            break;
        }
        words.push(if word.ends_with('.') && bare.chars().count() == 1 { word } else { bare });
        if word != bare && !word.ends_with('.') {
            break;
        }
    }
    (2..=5).contains(&words.len()).then(|| words.join(" "))
}

/// The set that prevails, with the sentence of its first use. Others in the letter have pronouns too.
fn pronouns(text: &str) -> Option<Guess> {
    let mut counts = [0_usize; 2];
    let mut first = [None, None];
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let set = match bare.as_str() {
            "she" | "her" | "hers" | "herself" => Some(0),
            "he" | "him" | "his" | "himself" => Some(1),
            _ => None,
        };
        if let Some(set) = set {
            counts[set] += 1;
            first[set].get_or_insert(at);
        }
        at += word.len();
    }
    let set = usize::from(counts[1] > counts[0]);
    if counts[set] < 3 || counts[set] < 4 * counts[1 - set] {
        return None;
    }
    let start = first[set]?;
    let quote: String = text.get(start..)?.chars().take(60).collect();
    Some(guess(
        "applicant",
        "pronouns",
        string(["she", "he"][set]),
        &format!("{quote}… ({} times)", counts[set]),
    ))
}

fn aamc_id(lines: &[&str]) -> Option<Guess> {
    lines.iter().take(40).find_map(|line| {
        let after = &line[line.to_ascii_uppercase().find("AAMC")?..];
        let digits: String =
            after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        (digits.len() == 8).then(|| guess("applicant", "aamc_id", string(&digits), line))
    })
}

/// A short line before the salutation that is a date: "March 2, 2026", "2 March 2026", "2026-03-02".
fn date_line(lines: &[&str]) -> Option<Guess> {
    let header = lines.iter().take(40).take_while(|l| !l.to_lowercase().starts_with("dear "));
    header.filter(|l| l.len() <= 40).find_map(|line| {
        let date = jiff::civil::Date::strptime("%Y-%m-%d", line.trim_start_matches("Date:").trim())
            .ok()
            .or_else(|| written_out(line))?;
        Some(guess("letter", "date", date.to_string(), line))
    })
}

fn written_out(line: &str) -> Option<jiff::civil::Date> {
    let lower = line.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "date").collect();
    let month = words.iter().position(|w| MONTHS.contains(w))?;
    let numbers: Vec<i16> =
        words.iter().filter_map(|w| w.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()).collect();
    let (&[day, year], 3) = (numbers.as_slice(), words.len()) else { return None };
    let month = MONTHS.iter().position(|m| *m == words[month])? + 1;
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// "has waived her right": said plainly or not at all.
fn waived(lines: &[&str]) -> Option<Guess> {
    lines.iter().find_map(|line| {
        let lower = line.to_lowercase();
        let said = lower.contains("waived") && lower.contains("right") && !lower.contains("not waive");
        said.then(|| guess("letter", "waived", "true".to_owned(), line))
    })
}

/// Name and degrees under the closing, and the role after them.
fn signature(lines: &[&str]) -> Vec<Guess> {
    let Some(closing) = lines.iter().rposition(|l| l.len() <= 40 && opens_with(l, &CLOSINGS)) else {
        return Vec::new();
    };
    let mut block = lines[closing + 1..].iter().filter(|l| !l.is_empty());
    let mut found = Vec::new();
    let Some((line, name)) = block.next().and_then(|l| Some((l, name_at_start(l)?))) else { return found };
    found.push(guess("writer", "name", string(&name), line));
    if let Some((_, credentials)) = line.split_once(", ").filter(|(_, c)| c.len() <= 40) {
        found.push(guess("writer", "credentials", string(credentials), line));
    }
    let words = [
        "Professor",
        "Director",
        "Chair",
        "Chief",
        "Attending",
        "Physician",
        "Dean",
        "Faculty",
        "Instructor",
    ];
    for line in block.take(4) {
        let place = ["Hospital", "University", "Clinic", "College", "Medical Center", "Health"];
        if !found.iter().any(|g| g.key == "role") && words.iter().any(|w| line.contains(w)) {
            found.push(guess("writer", "role", string(line.trim_end_matches(',')), line));
        } else if !found.iter().any(|g| g.key == "institution") && place.iter().any(|w| line.contains(w)) {
            found.push(guess("writer", "institution", string(line.trim_end_matches(',')), line));
        }
    }
    found
}

fn opens_with(line: &str, openings: &[&str]) -> bool {
    let lower = line.to_lowercase();
    openings.iter().any(|opening| lower.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Lakeside Community Hospital\n\nMarch 30, 2026\n\nRe: Letter of recommendation for Dr. Amina Yusuf Farah, AAMC ID 12345678\nShe has waived her right to see this letter.\n\nDear Program Director:\n\nShe is superb. Her notes were short. I trust her.\n\nSincerely,\n\nDaniel Okafor, MD, FACP\nAssociate Program Director\nLakeside Community Hospital\n";

    #[test]
    fn a_plain_letter_says_who_it_is_about_and_who_writes() {
        let found: Vec<String> =
            guesses(LETTER).iter().map(|g| format!("{}.{} = {}", g.table, g.key, g.value)).collect();
        assert_eq!(
            found,
            [
                "applicant.name = \"Amina Yusuf Farah\"",
                "applicant.pronouns = \"she\"",
                "applicant.aamc_id = \"12345678\"",
                "letter.date = 2026-03-30",
                "letter.waived = true",
                "writer.name = \"Daniel Okafor\"",
                "writer.credentials = \"MD, FACP\"",
                "writer.role = \"Associate Program Director\"",
                "writer.institution = \"Lakeside Community Hospital\"",
            ]
        );
    }

    #[test]
    fn a_letter_that_says_little_suggests_nothing() {
        assert_eq!(guesses("She is good. He is too.\n\nBye"), []);
        assert_eq!(guesses(""), []);
    }

    #[test]
    fn values_are_toml() {
        assert_eq!(string("A \"B\" \\ C\u{7}"), "\"A \\\"B\\\" \\\\ C\"");
        assert!(written_out("February 30, 2026").is_none());
        assert_eq!(written_out("2nd March 2026").map(|d| d.to_string()).as_deref(), Some("2026-03-02"));
    }
}
