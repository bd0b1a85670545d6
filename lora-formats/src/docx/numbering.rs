//! Labels of list items: bullets, and numbers that Word counts itself.

use std::collections::{BTreeMap, HashMap};

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::xml::{attribute, number};

/// Levels that a list has.
const LEVELS: usize = 9;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// "%1." and the like.
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new() }
    }
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    /// Levels that this list starts anew, though others share its definition.
    restarts: BTreeMap<usize, u32>,
    used: bool,
}

/// The lists of a document, with how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<u32, Vec<Level>>,
    lists: HashMap<u32, List>,
    counts: HashMap<u32, [u32; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml`; what can't be read counts as absent.
    pub(super) fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut numbering = Self::default();
        let (mut definition, mut list, mut level) = (None::<u32>, None::<u32>, 0_usize);
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => match e.local_name().as_ref() {
                    "abstractNum" => {
                        definition = number(&e, "abstractNumId");
                        if let Some(id) = definition {
                            numbering.definitions.insert(id, vec![Level::default(); LEVELS]);
                        }
                    }
                    "num" => {
                        (definition, list) = (None, number(&e, "numId"));
                        if let Some(id) = list {
                            numbering.lists.insert(id, List::default());
                        }
                    }
                    "abstractNumId" => {
                        if let Some(list) = list.and_then(|id| numbering.lists.get_mut(&id)) {
                            list.definition = number(&e, "val").unwrap_or(0);
                        }
                    }
                    "lvl" | "lvlOverride" => level = number(&e, "ilvl").unwrap_or(0).min(LEVELS - 1),
                    "startOverride" => {
                        if let Some(list) = list.and_then(|id| numbering.lists.get_mut(&id)) {
                            list.restarts.insert(level, number(&e, "val").unwrap_or(1));
                        }
                    }
                    name @ ("start" | "numFmt" | "lvlText") => {
                        let level = definition
                            .and_then(|id| numbering.definitions.get_mut(&id))
                            .map(|levels| &mut levels[level]);
                        if let Some(level) = level {
                            let value = attribute(&e, "val").unwrap_or_default();
                            match name {
                                "start" => level.start = value.parse().unwrap_or(1),
                                "numFmt" => level.format = value.into_owned(),
                                _ => level.text = value.into_owned(),
                            }
                        }
                    }
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return numbering,
                Ok(_) => {}
            }
        }
    }

    /// The label of the next item of a list, with a space after it; empty for a list without labels.
    pub(super) fn label(&mut self, list: u32, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some(list) = self.lists.get_mut(&list) else { return String::new() };
        let Some(levels) = self.definitions.get(&list.definition) else { return String::new() };
        let counts = self.counts.entry(list.definition).or_default();
        if !list.used {
            list.used = true;
            for (level, start) in &list.restarts {
                counts[*level] = start.saturating_sub(1);
                counts[level + 1..].fill(0);
            }
        }
        if counts[level] == 0 {
            counts[level] = levels[level].start.saturating_sub(1);
        }
        counts[level] = counts[level].saturating_add(1);
        counts[level + 1..].fill(0);
        if levels[level].format == "bullet" {
            return "• ".to_owned();
        }
        let mut label = String::new();
        let mut chars = levels[level].text.chars();
        while let Some(c) = chars.next() {
            match c {
                '%' => {
                    let of = chars.next().and_then(|c| c.to_digit(10)).unwrap_or(1).clamp(1, 9) as usize - 1;
                    label.push_str(&formatted(counts[of].max(1), &levels[of].format));
                }
                c => label.push(c),
            }
        }
        if !label.is_empty() {
            label.push(' ');
        }
        label
    }
}

/// A number as a list shows it.
pub(crate) fn formatted(n: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "lowerLetter" | "a" => letters(n).to_lowercase(),
        "upperLetter" | "A" => letters(n),
        "lowerRoman" | "i" => roman(n).to_lowercase(),
        "upperRoman" | "I" => roman(n),
        _ => n.to_string(),
    }
}

/// A … Z, AA, BB …
fn letters(n: u32) -> String {
    let n = n.max(1) - 1;
    let letter = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (n / 26 + 1).min(9) as usize).collect()
}

fn roman(mut n: u32) -> String {
    const ROMAN: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n > 3999 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, digits) in ROMAN {
        while n >= value {
            out.push_str(digits);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_forms() {
        let form = |n, format| formatted(n, format);
        assert_eq!(form(4, "decimal"), "4");
        assert_eq!((form(1, "lowerLetter"), form(28, "upperLetter")), ("a".into(), "BB".into()));
        assert_eq!((form(4, "lowerRoman"), form(1994, "upperRoman")), ("iv".into(), "MCMXCIV".into()));
    }

    #[test]
    fn items_are_counted_by_level() {
        let level = |i, format: &str, text: &str| {
            format!(
                "<w:lvl w:ilvl='{i}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
            )
        };
        let xml = format!(
            "<w:numbering xmlns:w='x'><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>",
            level(0, "decimal", "%1."),
            level(1, "lowerLetter", "%1.%2)")
        );
        let mut numbering = Numbering::read(&xml);
        let labels: Vec<String> = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (9, 0)]
            .map(|(list, level)| numbering.label(list, level))
            .into();
        assert_eq!(labels, ["1. ", "1.a) ", "1.b) ", "2. ", "2.a) ", "1. ", ""]);
    }
}
