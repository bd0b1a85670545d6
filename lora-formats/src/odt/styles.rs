//! Styles of an OpenDocument text: space between paragraphs, hidden text, labels of lists, page size.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::docx::formatted;
use crate::xml::{attribute, number};

/// Longest chain of styles that build on one another.
const DEEPEST: usize = 20;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// In twentieths of a point.
    before: Option<u32>,
    after: Option<u32>,
    hidden: bool,
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    bullet: bool,
    format: String,
    prefix: String,
    suffix: String,
    start: Option<u32>,
}

/// The styles of a document; later parts add to earlier ones.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    lists: HashMap<String, Vec<Level>>,
    /// Page size in inches.
    pub(super) page: Option<(f32, f32)>,
}

impl Styles {
    /// Takes in the styles of a part; what can't be read counts as absent.
    pub(super) fn read(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut style: Option<String> = None;
        let mut list: Option<String> = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => match e.name().into_inner() {
                    // Nothing after it is a style.
                    "office:body" => return,
                    "style:style" => {
                        let name = attribute(&e, "name").unwrap_or_default().into_owned();
                        let parent = attribute(&e, "parent-style-name").map(std::borrow::Cow::into_owned);
                        self.styles.insert(name.clone(), Style { parent, ..Style::default() });
                        style = Some(name);
                    }
                    "style:paragraph-properties" | "style:text-properties" => {
                        if let Some(style) = style.as_ref().and_then(|s| self.styles.get_mut(s)) {
                            properties(style, &e);
                        }
                    }
                    "text:list-style" => {
                        let name = attribute(&e, "name").unwrap_or_default().into_owned();
                        self.lists.insert(name.clone(), Vec::new());
                        list = Some(name);
                    }
                    "text:list-level-style-number" | "text:list-level-style-bullet" => {
                        if let Some(levels) = list.as_ref().and_then(|l| self.lists.get_mut(l)) {
                            let text = |name| attribute(&e, name).unwrap_or_default().into_owned();
                            levels.push(Level {
                                bullet: e.name().into_inner().ends_with("bullet"),
                                format: text("num-format"),
                                prefix: text("num-prefix"),
                                suffix: text("num-suffix"),
                                start: number(&e, "start-value"),
                            });
                        }
                    }
                    "style:page-layout-properties" => {
                        let inches = |name| attribute(&e, name).and_then(|v| points(&v)).map(|p| p / 72.0);
                        self.page = self.page.or(inches("page-width").zip(inches("page-height")));
                    }
                    _ => {}
                },
                Ok(Event::End(e)) => match e.name().into_inner() {
                    "style:style" => style = None,
                    "text:list-style" => list = None,
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    /// Space before and after a paragraph of a style, in twentieths of a point.
    pub(super) fn space(&self, style: Option<&str>) -> (u32, u32) {
        let (mut before, mut after) = (None, None);
        let mut next = style;
        for _ in 0..DEEPEST {
            let Some(style) = next.and_then(|name| self.styles.get(name)) else { break };
            before = before.or(style.before);
            after = after.or(style.after);
            next = style.parent.as_deref();
        }
        (before.unwrap_or(0), after.unwrap_or(0))
    }

    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.styles.get(style).is_some_and(|s| s.hidden)
    }

    /// The label of an item: `count` items of this level came before it, the first of which had this number.
    pub(super) fn label(&self, list: &str, level: usize, count: u32) -> String {
        let Some(level) = self.lists.get(list).and_then(|levels| levels.get(level)) else {
            return String::new();
        };
        if level.bullet {
            return "• ".to_owned();
        }
        if level.format.is_empty() {
            return String::new();
        }
        let number = formatted(level.start.unwrap_or(1).saturating_add(count), &level.format);
        format!("{}{number}{} ", level.prefix, level.suffix)
    }
}

fn properties(style: &mut Style, e: &BytesStart<'_>) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounding; it saturates")]
    let twips = |name| attribute(e, name).and_then(|v| points(&v)).map(|p| (p * 20.0) as u32);
    style.before = twips("margin-top").or(style.before);
    style.after = twips("margin-bottom").or(style.after);
    style.hidden |= attribute(e, "display").as_deref() == Some("none");
}

/// A length in points.
fn points(value: &str) -> Option<f32> {
    let at = value.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f32 = value[..at].trim().parse().ok()?;
    let unit = match &value[at..] {
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" => 12.0,
        "pt" => 1.0,
        _ => return None,
    };
    Some(number * unit)
}
