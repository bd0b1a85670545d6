//! Reading a Word document: body, headers and footers, notes, and what the file says about itself.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::numbering::Numbering;
use super::story::{self, Found, Shared};
use super::styles::Styles;
use crate::extracted::{DocumentFacts, Extracted, NoteId};
use crate::package::Package;
use crate::paragraphs::{Margin, Paragraph, assemble};
use crate::xml::{attribute, text_of};
use crate::{DocumentType, Part, ReadError};

const DAMAGED: ReadError = ReadError::Damaged(DocumentType::Docx);

/// Reads the text of a Word document.
pub(crate) fn read(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let mut package = Package::open(bytes, DocumentType::Docx)?;
    let main = main_part(&mut package)?;
    let xml = package.part(&main)?.ok_or(DAMAGED)?;
    let related = Related::read(&mut package, &main)?;
    let read = |package: &mut Package<'_>, kind: &str| -> Result<Option<String>, ReadError> {
        related.one(kind).map_or(Ok(None), |name| package.part(name))
    };
    let styles = read(&mut package, "styles")?.map(|x| Styles::read(&x)).unwrap_or_default();
    let mut numbering = read(&mut package, "numbering")?.map(|x| Numbering::read(&x)).unwrap_or_default();
    let mut shared =
        Shared { styles: &styles, numbering: &mut numbering, notes: HashMap::new(), found: Found::default() };
    for (kind, letter) in [("footnotes", 'f'), ("endnotes", 'e')] {
        if let Some(xml) = read(&mut package, kind)? {
            story::read_notes(&xml, letter, &mut shared).map_err(|()| DAMAGED)?;
        }
    }
    let body = story::read(&xml, Part::Body, &mut shared).map_err(|()| DAMAGED)?;
    drop(xml);
    let headers = std::mem::take(&mut shared.found.headers);
    let footers = std::mem::take(&mut shared.found.footers);
    let mut paragraphs = margin(&mut package, &related, headers, Part::Header, &mut shared)?;
    paragraphs.extend(body);
    paragraphs.extend(margin(&mut package, &related, footers, Part::Footer, &mut shared)?);
    let found = shared.found;
    let comments = read(&mut package, "comments")?.map_or(0, |xml| count(&xml, "comment"));

    let (text, map) = assemble(paragraphs)?;
    if text.trim().is_empty() {
        let scanned = package.has_pictures();
        return Err(if scanned { ReadError::Scanned } else { ReadError::NoText }(DocumentType::Docx));
    }
    let properties = package.part("docProps/core.xml")?.map(|xml| facts(&xml)).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "twentieths of a point of a page are few")]
    let inches = |twips: u32| twips as f32 / 1440.0;
    let facts = DocumentFacts {
        page: found.page.map(|(width, height)| (inches(width), inches(height))),
        pages: Some(found.pages.max(1)),
        ..properties
    };
    let extracted = Extracted { text, kind: DocumentType::Docx, notes: Vec::new(), map, facts };
    Ok(with_notes(extracted, found.changes, comments, found.hidden > 0))
}

/// Adds what stands in a file and not on the paper.
pub(crate) fn with_notes(extracted: Extracted, changes: usize, comments: usize, hidden: bool) -> Extracted {
    let mut extracted = extracted;
    let some = |n: usize, what: &str| match n {
        0 => None,
        1 => Some(format!("1 {what}")),
        n => Some(format!("{n} {what}s")),
    };
    let held: Vec<String> =
        [some(changes, "tracked change"), some(comments, "comment")].into_iter().flatten().collect();
    if !held.is_empty() {
        let read = if changes > 0 { "; it was read as if every change were accepted" } else { "" };
        extracted = extracted.with_note(
            NoteId::TrackedChanges,
            format!(
                "the file still holds {}{read}: accept the changes and delete the comments before the letter goes out",
                held.join(" and ")
            ),
        );
    }
    if hidden {
        extracted = extracted.with_note(
            NoteId::HiddenText,
            "the file holds hidden text, which was left out: show it (¶) and delete it before the letter goes out",
        );
    }
    extracted
}

/// The name of the part that holds the text.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let relationships = package.part("_rels/.rels")?.ok_or(DAMAGED)?;
    let related = Related::parse(&relationships, "");
    Ok(related.one("officeDocument").unwrap_or("word/document.xml").to_owned())
}

/// Headers or footers: that of the first page before the others, each text once, without page numbers.
fn margin(
    package: &mut Package<'_>,
    related: &Related,
    mut references: Vec<(String, String)>,
    part: Part,
    shared: &mut Shared<'_>,
) -> Result<Vec<Paragraph>, ReadError> {
    references.sort_by_key(|(kind, _)| kind != "first");
    let mut margin = Margin::default();
    let mut seen = HashSet::new();
    for (_, id) in references {
        let Some(name) = related.by_id.get(&id).filter(|name| seen.insert(name.as_str())) else { continue };
        if let Some(xml) = package.part(name)? {
            margin.add(story::read(&xml, part, shared).map_err(|()| DAMAGED)?);
        }
    }
    Ok(margin.into_paragraphs(part))
}

/// What a part is related to.
#[derive(Debug, Default)]
pub(super) struct Related {
    by_id: HashMap<String, String>,
    by_kind: HashMap<String, String>,
}

impl Related {
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, ReadError> {
        let xml = package.part(&relationships_of(part))?.unwrap_or_default();
        Ok(Self::parse(&xml, part.rsplit_once('/').map_or("", |(folder, _)| folder)))
    }

    fn parse(xml: &str, folder: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut related = Self::default();
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == "Relationship" => {
                    let (Some(id), Some(kind), Some(target)) =
                        (attribute(&e, "Id"), attribute(&e, "Type"), attribute(&e, "Target"))
                    else {
                        continue;
                    };
                    if attribute(&e, "TargetMode").as_deref() == Some("External") {
                        continue;
                    }
                    let target = resolve(folder, &target);
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    related.by_kind.entry(kind).or_insert_with(|| target.clone());
                    related.by_id.insert(id.into_owned(), target);
                }
                Ok(Event::Eof) | Err(_) => return related,
                Ok(_) => {}
            }
        }
    }

    /// The first part of a kind.
    pub(super) fn one(&self, kind: &str) -> Option<&str> {
        self.by_kind.get(kind).map(String::as_str)
    }

    /// Whether an id is taken.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }
}

/// Where the relationships of a part stand.
pub(super) fn relationships_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|p| !p.is_empty());
    parts.join("/")
}

/// How many elements of a name there are.
pub(super) fn count(xml: &str, name: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut found = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => found += usize::from(e.local_name().as_ref() == name),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// What the properties of a document say about it; the names are those of Dublin Core, in `.odt` too.
pub(crate) fn facts(xml: &str) -> DocumentFacts {
    let mut reader = Reader::from_str(xml);
    let mut facts = DocumentFacts::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                let name = e.local_name().into_inner().to_owned();
                let place = match name.as_str() {
                    "title" => &mut facts.title,
                    "creator" | "initial-creator" => &mut facts.author,
                    "lastModifiedBy" => &mut facts.last_saved_by,
                    _ => continue,
                };
                let value = text_of(&mut reader);
                if !value.trim().is_empty() {
                    *place = Some(value.trim().to_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return facts,
            Ok(_) => {}
        }
    }
}
