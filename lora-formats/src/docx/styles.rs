//! Styles: how far apart paragraphs stand, and which are items of lists.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::xml::{attribute, number};

/// Longest chain of styles that build on one another.
const DEEPEST: usize = 20;

/// What a paragraph's properties say about it; `None` where they leave it to the style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Properties {
    pub(super) before: Option<u32>,
    pub(super) after: Option<u32>,
    /// No space between paragraphs of the same style.
    pub(super) contextual: Option<bool>,
    /// Number of its list; 0 for none.
    pub(super) list: Option<u32>,
    /// Its level in the list.
    pub(super) level: Option<usize>,
}

impl Properties {
    fn or(self, base: Self) -> Self {
        Self {
            before: self.before.or(base.before),
            after: self.after.or(base.after),
            contextual: self.contextual.or(base.contextual),
            list: self.list.or(base.list),
            level: self.level.or(base.level),
        }
    }

    /// Takes in an element of `pPr`, by its local name.
    pub(super) fn read(&mut self, name: &str, element: &quick_xml::events::BytesStart<'_>) {
        match name {
            "spacing" => {
                let auto = |name| attribute(element, name).is_some_and(|v| is_on(&v));
                self.before = number(element, "before").or(self.before);
                self.after = number(element, "after").or(self.after);
                if auto("beforeAutospacing") {
                    self.before = Some(280);
                }
                if auto("afterAutospacing") {
                    self.after = Some(280);
                }
            }
            "contextualSpacing" => {
                self.contextual = Some(attribute(element, "val").is_none_or(|v| is_on(&v)));
            }
            "numId" => self.list = number(element, "val"),
            "ilvl" => self.level = number(element, "val"),
            _ => {}
        }
    }
}

/// Whether a value of an on/off property means on.
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    own: Properties,
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    defaults: Properties,
    default_style: Option<String>,
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads `styles.xml`; what can't be read counts as absent.
    pub(super) fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut styles = Self::default();
        let mut current: Option<(String, Style)> = None;
        let mut in_defaults = false;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => match e.local_name().as_ref() {
                    "pPrDefault" => in_defaults = true,
                    "style" if attribute(&e, "type").as_deref() == Some("paragraph") => {
                        let id = attribute(&e, "styleId").unwrap_or_default().into_owned();
                        if attribute(&e, "default").is_some_and(|v| is_on(&v)) {
                            styles.default_style = Some(id.clone());
                        }
                        current = Some((id, Style::default()));
                    }
                    // The properties of characters have a spacing of their own.
                    "rPr" => {
                        let name = e.name().into_inner().to_owned();
                        if !xml_is_empty(xml, &reader) {
                            let _ = reader.read_to_end(quick_xml::name::QName(&name));
                        }
                    }
                    name => match &mut current {
                        Some((_, style)) if name == "basedOn" => {
                            style.based_on = attribute(&e, "val").map(std::borrow::Cow::into_owned);
                        }
                        Some((_, style)) => style.own.read(name, &e),
                        None if in_defaults => styles.defaults.read(name, &e),
                        None => {}
                    },
                },
                Ok(Event::End(e)) => match e.local_name().as_ref() {
                    "pPrDefault" => in_defaults = false,
                    "style" => styles.styles.extend(current.take()),
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return styles,
                Ok(_) => {}
            }
        }
    }

    /// What holds for a paragraph of a style (the default one where it names none) with properties of its own.
    pub(super) fn resolve(&self, style: Option<&str>, own: Properties) -> Properties {
        let mut found = own;
        let mut next = style.or(self.default_style.as_deref());
        for _ in 0..DEEPEST {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            found = found.or(style.own);
            next = style.based_on.as_deref();
        }
        found.or(self.defaults)
    }
}

/// Whether the tag that was just read closed itself.
fn xml_is_empty(xml: &str, reader: &Reader<&[u8]>) -> bool {
    let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    xml.get(..at).is_some_and(|read| read.ends_with("/>"))
}
