//! What a cell of a roster says: dates, yes and no, pronouns, names.

use jiff::civil::Date;
use lora_core::profile::Pronouns;

use super::columns::{KNOWN, folded};
use super::sheet::Cell;

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

/// A date, and whether day and month could have been meant the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    pub date: Date,
    pub ambiguous: bool,
}

/// Whether a cell says that nothing is known.
pub fn is_unknown(text: &str) -> bool {
    KNOWN.unknown.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// A date in any of the forms that offices write. `Err` says what to write instead.
pub fn date(cell: &Cell) -> Result<Read, String> {
    let text = match cell {
        Cell::Date(date) => return Ok(Read { date: *date, ambiguous: false }),
        Cell::Text(text) => text.trim(),
    };
    let wrong = || format!("“{text}” is no date that can be read: write it as 2026-03-27");
    // What spreadsheets add: the time of day.
    let day = text.split(['T']).next().filter(|d| d.len() == 10 && d.as_bytes()[4] == b'-').unwrap_or(text);
    let day = day.split_once(" 0:00").or_else(|| day.split_once(" 00:00")).map_or(day, |(day, _)| day);
    if day.contains('.') && day.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        // 2.3.2026 is the second of March to most who write it so, the third of February to others.
        return Err(wrong());
    }
    let parts: Vec<&str> = day.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return Err(wrong()) };
    let (year, month, day, ambiguous) = match (number(a), number(b), number(c)) {
        (Some(year), Some(month), Some(day)) if a.len() == 4 => (year, month, day, false),
        (Some(month), Some(day), Some(year)) => (long(year, c), month, day, day <= 12 && day != month),
        (None, Some(day), Some(year)) => (long(year, c), month_named(a).ok_or_else(wrong)?, day, false),
        (Some(day), None, Some(year)) => (long(year, c), month_named(b).ok_or_else(wrong)?, day, false),
        _ => return Err(wrong()),
    };
    let made = match (i16::try_from(year), i8::try_from(month), i8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok(),
        _ => None,
    };
    made.map(|date| Read { date, ambiguous }).ok_or_else(wrong)
}

/// First and last day, as "3/2/2026 - 3/27/2026" or "March 2, 2026 to March 27, 2026".
pub fn dates(cell: &Cell) -> Result<(Read, Read), String> {
    let text = cell.text();
    let wrong = || format!("“{text}” are no two dates that can be read: write 2026-03-02 to 2026-03-27");
    let parted =
        [" to ", " through ", "..", " - ", "–", "—", " until "].iter().find_map(|by| text.split_once(by));
    let parted = parted.or_else(|| text.split_once('-').filter(|_| text.contains('/')));
    let (start, end) = parted.ok_or_else(wrong)?;
    let read = |text: &str| date(&Cell::Text(text.to_owned())).map_err(|_| wrong());
    Ok((read(start)?, read(end)?))
}

/// Digits, an ordinal's ending aside.
fn number(text: &str) -> Option<u32> {
    let text = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    text.parse().ok()
}

/// 26 is 2026.
fn long(year: u32, written: &str) -> u32 {
    if written.len() == 2 { 2000 + year } else { year }
}

fn month_named(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let at = MONTHS.iter().position(|month| {
        text.len() >= 3 && (month.starts_with(&text) || text == "sept" && *month == "september")
    })?;
    u32::try_from(at + 1).ok()
}

/// Yes, no, or unknown.
pub fn yes_or_no(text: &str) -> Result<Option<bool>, String> {
    let said = folded(text);
    let is = |words: &[String]| {
        words.iter().any(|word| folded(word) == said && !said.is_empty() || word == text.trim())
    };
    if is_unknown(text) {
        Ok(None)
    } else if is(&KNOWN.yes) {
        Ok(Some(true))
    } else if is(&KNOWN.no) {
        Ok(Some(false))
    } else {
        Err(format!("“{text}” is neither yes nor no: write yes, no or unknown"))
    }
}

/// Pronouns, as "she", "She/Her" or "they/them/theirs". Two sets at once are no single one to compare with.
pub fn pronouns(text: &str) -> Result<Option<Pronouns>, String> {
    let mut sets = Vec::new();
    for word in folded(text).split(' ') {
        let set = match word {
            "she" | "her" | "hers" => Pronouns::She,
            "he" | "him" | "his" => Pronouns::He,
            "they" | "them" | "their" | "theirs" => Pronouns::They,
            _ => return Err(format!("“{text}” are no pronouns that can be read: write she, he or they")),
        };
        sets.push(set);
    }
    sets.dedup();
    Ok(sets.first().copied().filter(|_| sets.len() == 1))
}

/// A year of the Match, as 2027 or "2026-2027" (the later).
pub fn season(text: &str) -> Result<i16, String> {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|y| y.len() == 4);
    let year = years.filter_map(|y| y.parse().ok()).next_back();
    year.ok_or_else(|| format!("“{text}” is no year of the Match: write it as 2027"))
}

/// A list, parted by semicolons or line breaks; a slash may be part of a specialty's name.
pub fn list(text: &str) -> Vec<String> {
    text.split([';', '\n', '|']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// A name as it is said, and the degrees after it: "Okafor, Daniel, MD" is Daniel Okafor with MD.
pub fn name(text: &str) -> (String, Option<String>) {
    let is = |words: &[String], word: &str| {
        let word = word.replace('.', "");
        words.iter().any(|known| known.eq_ignore_ascii_case(&word))
    };
    let mut parts: Vec<&str> = text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let mut degrees = Vec::new();
    while parts.len() > 1 && parts.last().is_some_and(|p| p.split(' ').all(|w| is(&KNOWN.credentials, w))) {
        degrees.extend(parts.pop());
    }
    let said = match parts.as_slice() {
        [last, first] => format!("{first} {last}"),
        parts => parts.join(", "),
    };
    let mut words: Vec<&str> = said.split_whitespace().collect();
    while words.len() > 2 && words.last().is_some_and(|w| is(&KNOWN.credentials, w)) {
        degrees.extend(words.pop());
    }
    while words.len() > 1 && words.first().is_some_and(|w| is(&KNOWN.titles, w)) {
        words.remove(0);
    }
    degrees.reverse();
    (words.join(" "), (!degrees.is_empty()).then(|| degrees.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        date(&Cell::Text(text.to_owned())).ok().map(|r| (r.date.to_string(), r.ambiguous))
    }

    #[test]
    fn dates_are_read_in_the_forms_of_offices() {
        for text in [
            "2026-03-02",
            "2026-03-02T00:00:00",
            "2026-03-02 00:00:00",
            "2026/3/2",
            "March 2, 2026",
            "march 2 2026",
            "Mar. 2nd, 2026",
            "2 March 2026",
            "2-Mar-26",
            "Mar-2-2026",
        ] {
            assert_eq!(read(text), Some(("2026-03-02".to_owned(), false)), "{text}");
        }
        for text in ["3/2/2026", "03/02/2026", "3/2/26", "3-2-2026", "3/2/2026 0:00"] {
            assert_eq!(read(text), Some(("2026-03-02".to_owned(), true)), "{text}");
        }
        assert_eq!(read("9/27/26"), Some(("2026-09-27".to_owned(), false)));
        for text in ["27/3/2026", "2.3.2026", "March 2026", "2026", "soon", "Ma 2, 2026", "2/30/2026", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn two_dates_in_a_cell_are_a_rotation() {
        for text in [
            "3/2/2026 - 3/27/2026",
            "3/2/2026-3/27/2026",
            "March 2, 2026 to March 27, 2026",
            "2026-03-02..2026-03-27",
        ] {
            let (start, end) = dates(&Cell::Text(text.to_owned())).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(
                (start.date.to_string(), end.date.to_string()),
                ("2026-03-02".into(), "2026-03-27".into())
            );
        }
        assert!(dates(&Cell::Text("March 2026".to_owned())).is_err());
    }

    #[test]
    fn yes_no_and_unknown() {
        for (text, said) in
            [("Yes", Some(true)), ("✓", Some(true)), ("N", Some(false)), ("?", None), ("Unknown", None)]
        {
            assert_eq!(yes_or_no(text), Ok(said), "{text}");
        }
        assert!(yes_or_no("maybe").is_err());
    }

    #[test]
    fn pronouns_and_names() {
        assert_eq!(pronouns("She/Her/Hers"), Ok(Some(Pronouns::She)));
        assert_eq!(pronouns("she/they"), Ok(None));
        assert!(pronouns("xe").is_err());
        for (text, said, degrees) in [
            ("Okafor, Daniel, MD, FACP", "Daniel Okafor", Some("MD, FACP")),
            ("Dr. Daniel Okafor MD", "Daniel Okafor", Some("MD")),
            ("Daniel Okafor, M.D.", "Daniel Okafor", Some("M.D.")),
            ("Farah, Amina Yusuf", "Amina Yusuf Farah", None),
            ("Thandar", "Thandar", None),
        ] {
            assert_eq!(name(text), (said.to_owned(), degrees.map(str::to_owned)), "{text}");
        }
        assert_eq!(season("2026-2027"), Ok(2027));
    }
}
