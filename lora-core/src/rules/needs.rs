//! Strings of which one stands in every match of a regular expression: where none does, it need not be run.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Times that a text is repeated at most in such a string.
const MOST_REPEATED: u32 = 8;
/// Strings that are looked for at most for one expression.
const MOST: usize = 48;

/// The strings, in lower case and to be looked for in either case; empty when no telling ones are found.
pub(super) fn needs(hir: &Hir) -> Vec<String> {
    of(hir).filter(|strings| worth(strings) > 1).unwrap_or_default()
}

/// How telling a set is: as its shortest string; a mark tells more than a letter.
fn worth(strings: &[String]) -> usize {
    let telling = |s: &String| {
        let marks = s.bytes().filter(u8::is_ascii_punctuation).count();
        s.trim().len() + marks
    };
    if strings.len() > MOST { 0 } else { strings.iter().map(telling).min().unwrap_or_default() }
}

fn of(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => text_of(hir).map(|text| vec![text]),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            repeated(hir).map(|text| vec![text]).or_else(|| of(&repetition.sub))
        }
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Alternation(all) => {
            let sets: Option<Vec<Vec<String>>> = all.iter().map(of).collect();
            sets.map(|sets| sets.concat())
        }
        HirKind::Concat(all) => {
            let mut best: Option<Vec<String>> = None;
            let mut offer = |set: Vec<String>| {
                if best.as_ref().is_none_or(|b| worth(&set) > worth(b)) {
                    best = Some(set);
                }
            };
            let mut run = String::new();
            for part in all {
                if let Some(text) = text_of(part) {
                    run.push_str(&text);
                    continue;
                }
                if let Some(text) = repeated(part) {
                    run.push_str(&text);
                    offer(vec![std::mem::take(&mut run)]);
                    continue;
                }
                if !run.is_empty() {
                    offer(vec![std::mem::take(&mut run)]);
                }
                of(part).into_iter().for_each(&mut offer);
            }
            if !run.is_empty() {
                offer(vec![run]);
            }
            best
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// What stands at least at the start of every match of a repeated text.
fn repeated(hir: &Hir) -> Option<String> {
    let HirKind::Repetition(repetition) = hir.kind() else { return None };
    (1..=MOST_REPEATED).contains(&repetition.min).then_some(())?;
    text_of(&repetition.sub).map(|text| text.repeat(repetition.min as usize))
}

/// The one text that an expression matches, but for ASCII case.
fn text_of(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) if literal.0.is_ascii() => {
            Some(String::from_utf8_lossy(&literal.0).to_ascii_lowercase())
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut letters = class.ranges().iter().flat_map(|r| [r.start(), r.end()]);
            let first = letters.next()?.to_ascii_lowercase();
            let one = class.ranges().iter().all(|r| r.start() == r.end())
                && first.is_ascii()
                && letters.all(|c| c.to_ascii_lowercase() == first);
            one.then(|| first.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        regex_syntax::parse(text).map(|hir| needs(&hir)).unwrap_or_default()
    }

    #[test]
    fn one_of_the_strings_is_in_every_match() {
        assert_eq!(told(r"(?i)\bborn on \d"), ["born on "]);
        assert_eq!(told(r"(?:died|expired) on \d"), ["died", "expired"]);
        assert_eq!(told(r"\[\s*X{2,}\]"), ["["]);
        // Long s and the Kelvin sign are letters of other forms.
        assert_eq!(told(r"(?i)hospital"), ["pital"]);
        assert_eq!(told(r"\d{3}-X{3,4}\b"), ["-xxx"]);
        assert_eq!(told(r"#{2,}[ \t]*of"), ["##"]);
        assert!(told(r"(?:a|born)\d").is_empty());
        assert!(told(r"(?:born)?\d").is_empty());
    }
}
