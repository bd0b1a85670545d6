//! Classes and word boundaries of regular expressions, cut down to ASCII. Those of all scripts take several times
//! as long to compile, which a process that reads one letter pays in full, and letters are in English.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// The same expression with `\w`, `\d`, `\s` and `\b` of ASCII, and no-break spaces among the white space, and
/// without the two letters of other scripts that `(?i)` takes for s and k. What an expression spells out itself
/// stands, and so does what it negates.
pub(super) fn ascii(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) => hir.clone(),
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(ascii_class(class))),
        HirKind::Look(look) => Hir::look(match look {
            Look::WordUnicode => Look::WordAscii,
            Look::WordUnicodeNegate => Look::WordAsciiNegate,
            other => *other,
        }),
        HirKind::Repetition(repetition) => Hir::repetition(repetition.with(ascii(&repetition.sub))),
        HirKind::Capture(capture) => {
            let mut capture = capture.clone();
            capture.sub = Box::new(ascii(&capture.sub));
            Hir::capture(capture)
        }
        HirKind::Concat(all) => Hir::concat(all.iter().map(ascii).collect()),
        HirKind::Alternation(all) => Hir::alternation(all.iter().map(ascii).collect()),
    }
}

fn ascii_class(class: &ClassUnicode) -> ClassUnicode {
    let mut cut = without_folds(class.clone());
    let negated = class.ranges().last().is_some_and(|r| r.end() == char::MAX);
    if negated || class.is_ascii() {
        return class.clone();
    }
    if cut.is_ascii() {
        return cut;
    }
    for (name, kept) in [(r"\w", None), (r"\d", None), (r"\s", Some('\u{a0}'))] {
        let Some(mut others) = named(name) else { continue };
        others.difference(&ranges(&[('\0', '\x7f')]));
        let mut held = class.clone();
        held.intersect(&others);
        if held == others {
            cut.difference(&others);
            cut.union(&ranges(&kept.map(|c| (c, c)).into_iter().collect::<Vec<_>>()));
        }
    }
    cut
}

/// A class without the long s and the Kelvin sign where it holds s and k.
fn without_folds(mut class: ClassUnicode) -> ClassUnicode {
    for (letter, other) in [('s', '\u{17f}'), ('k', '\u{212a}')] {
        let mut held = class.clone();
        held.intersect(&ranges(&[(letter, letter), (other, other)]));
        if held.ranges().len() == 2 {
            class.difference(&ranges(&[(other, other)]));
        }
    }
    class
}

fn named(name: &str) -> Option<ClassUnicode> {
    match regex_syntax::parse(name).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        _ => None,
    }
}

fn ranges(of: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(of.iter().map(|(start, end)| ClassUnicodeRange::new(*start, *end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        regex_syntax::parse(text).map(|hir| ascii(&hir).to_string()).unwrap_or_default()
    }

    #[test]
    fn named_classes_are_of_ascii() {
        assert_eq!(printed(r"\d"), "[0-9]");
        assert_eq!(printed(r"\w"), "[0-9A-Z_a-z]");
        assert_eq!(printed(r"\s"), "[\t-\r \u{a0}]");
        assert_eq!(printed(r"(?i)sk"), "(?:[Ss][Kk])");
        assert_eq!(printed(r"\bx"), r"(?:(?-u:\b)x)");
    }

    #[test]
    fn what_is_spelt_out_stands() {
        assert_eq!(printed("[\u{2013}\u{2014}]"), "[\u{2013}\u{2014}]");
        assert_eq!(printed("[a-z\u{e9}]"), "[a-z\u{e9}]");
        assert_eq!(printed("[^a]"), regex_syntax::parse("[^a]").map(|h| h.to_string()).unwrap_or_default());
    }
}
