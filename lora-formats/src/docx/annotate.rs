//! Comments put into a Word document that somebody else made. Every part that need not name them stays byte for
//! byte as it was.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::anchors::{Anchors, Marks};
use super::comment::{self, Comment};
use super::read::{Related, main_part, relationships_of};
use crate::package::Package;
use crate::{DocumentType, Part, Piece, ReadError, TextMap};

const DAMAGED: ReadError = ReadError::Damaged(DocumentType::Docx);

/// A Word document with comments on words of its text: `text` and `map` as [`crate::extract`] gave them.
///
/// Words in headers, footers, notes and text boxes can bear no comment in Word: theirs stands at the nearest
/// words of the text and quotes them.
///
/// # Errors
/// [`ReadError::Damaged`] for a document that can't be added to.
pub fn annotate(bytes: &[u8], text: &str, map: &TextMap, comments: &[Comment]) -> Result<Vec<u8>, ReadError> {
    let mut package = Package::open(bytes, DocumentType::Docx)?;
    let main = main_part(&mut package)?;
    let xml = package.part(&main)?.ok_or(DAMAGED)?;
    let anchors = Anchors::read(&xml).filter(|_| !xml.contains("encoding=\"UTF-16")).ok_or(DAMAGED)?;
    let related = Related::read(&mut package, &main)?;
    let existing = match related.one("comments") {
        Some(name) => package.part(name)?.map(|xml| (name.to_owned(), xml)),
        None => None,
    };
    let first = first_free(&[&xml, existing.as_ref().map_or("", |(_, xml)| xml)]);

    let mut comments = comments.to_vec();
    let mut marks: BTreeMap<_, Marks> = BTreeMap::new();
    for (id, comment) in (first..).zip(&mut comments) {
        let place = place(&anchors, text, map, comment).or_else(|| start(&anchors, map));
        let (start, end) = place.ok_or(DAMAGED)?;
        let w = anchors.prefix.as_str();
        match end {
            Some(end) => {
                marks.entry(start).or_default().starts.push_str(&comment::start_mark(w, id));
                marks.entry(end).or_default().ends.push_str(&comment::end_mark(w, id));
            }
            None => marks.entry(start).or_default().starts.push_str(&comment::reference(w, id)),
        }
    }
    let mut changed = BTreeMap::from([(main.clone(), anchors.insert(&marks))]);
    let elements = comment::elements(&comments, first, xml.contains(comment::STRICT));
    if let Some((name, xml)) = existing {
        changed.insert(name, before_last_tag(&xml, &elements).ok_or(DAMAGED)?);
    } else {
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let name = (1..100)
            .map(|n| format!("{folder}comments{}.xml", if n == 1 { String::new() } else { n.to_string() }))
            .find(|name| !package.has(name))
            .ok_or(DAMAGED)?;
        let file = name.rsplit('/').next().unwrap_or_default();
        let id =
            (1..10_000).map(|n| format!("rIdComments{n}")).find(|id| !related.has_id(id)).ok_or(DAMAGED)?;
        let kind = comment::relationship(xml.contains(comment::STRICT));
        let relationship = format!(
            "<Relationship xmlns=\"{RELATIONSHIPS}\" Id=\"{id}\" Type=\"{kind}\" Target=\"{file}\"/>"
        );
        let relationships = relationships_of(&main);
        let old = package.part(&relationships)?.unwrap_or_else(|| {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{RELATIONSHIPS}\"></Relationships>")
        });
        changed.insert(relationships, before_last_tag(&old, &relationship).ok_or(DAMAGED)?);
        let types = package.part(TYPES)?.ok_or(DAMAGED)?;
        let kind = comment::CONTENT_TYPE;
        let entry = format!(
            "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" PartName=\"/{name}\" ContentType=\"{kind}\"/>"
        );
        changed.insert(TYPES.to_owned(), before_last_tag(&types, &entry).ok_or(DAMAGED)?);
        changed.insert(name, comment::part(&elements, xml.contains(comment::STRICT)));
    }
    rewritten(bytes, changed)
}

const TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

type Range = (super::anchors::Place, Option<super::anchors::Place>);

/// Where a comment's marks go; its text says what it is about where it can't stand there.
fn place(anchors: &Anchors<'_>, text: &str, map: &TextMap, comment: &mut Comment) -> Option<Range> {
    let span = comment.span.clone()?;
    let pieces = map.pieces();
    let from = pieces.partition_point(|p| (p.end as usize) <= span.start);
    let to = pieces.partition_point(|p| (p.start as usize) < span.end.max(span.start + 1));
    let body = |piece: &&Piece| piece.part == Part::Body && piece.source.1 > 0;
    let covered = pieces.get(from..to).unwrap_or_default();
    let first = covered.iter().find(body);
    let last = covered.iter().rfind(body);
    if let (Some(first), Some(last)) = (first, last) {
        let start = anchors.before(source(first, span.start, false));
        let end = anchors.after(source(last, span.end, true));
        if let (Some(start), Some(end)) = (start, end) {
            return Some((start, Some(end)));
        }
    }
    let part = covered.first().map_or(Part::Body, |p| p.part);
    // A note follows the paragraph that it belongs to; a text box stands before the one that it hangs on.
    let before = pieces[..from.min(pieces.len())].iter().rfind(body);
    let after = pieces.get(to..).unwrap_or_default().iter().find(body);
    let near = if matches!(part, Part::Note | Part::Footer) { before.or(after) } else { after.or(before) }?;
    if let Some(words) = text.get(span).map(str::trim).filter(|words| !words.is_empty()) {
        let place = match part {
            Part::Header => "in the header",
            Part::Footer => "in the footer",
            Part::Note => "in the note",
            Part::TextBox => "in the text box",
            Part::Body => "here",
        };
        comment.text.insert(0, format!("About “{words}” {place}:"));
    }
    Some((anchors.before(near.source.0 as usize)?, None))
}

/// The start of the text.
fn start(anchors: &Anchors<'_>, map: &TextMap) -> Option<Range> {
    let first = map.pieces().iter().find(|p| p.part == Part::Body && p.source.1 > 0)?;
    Some((anchors.before(first.source.0 as usize)?, None))
}

/// The byte of the XML where a byte of the text stands. Characters written in another way (`&amp;`) are whole.
fn source(piece: &Piece, at: usize, end: bool) -> usize {
    let at = at.clamp(piece.start as usize, piece.end as usize) - piece.start as usize;
    let (from, to) = (piece.source.0 as usize, piece.source.1 as usize);
    if to - from == (piece.end - piece.start) as usize {
        from + at
    } else if end {
        to
    } else {
        from
    }
}

/// The first number that no comment has.
fn first_free(parts: &[&str]) -> usize {
    let mut next = 0;
    for xml in parts {
        let mut reader = quick_xml::Reader::from_str(xml);
        while let Ok(event) = reader.read_event() {
            match event {
                quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e) => {
                    if e.local_name().as_ref().starts_with("comment")
                        && let Some(id) = crate::xml::number::<usize>(&e, "id")
                    {
                        next = next.max(id.saturating_add(1));
                    }
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
    }
    next.min(usize::MAX / 2)
}

/// The XML with more elements at the end of its root.
fn before_last_tag(xml: &str, elements: &str) -> Option<String> {
    let at = xml.rfind('<')?;
    if xml[at..].starts_with("</") {
        return Some(format!("{}{elements}{}", &xml[..at], &xml[at..]));
    }
    // A root that closes itself: `<w:comments …/>`.
    let tag = xml[at..].trim_end().strip_suffix("/>")?;
    let name = tag[1..].split_whitespace().next()?;
    Some(format!("{}{tag}>{elements}</{name}>", &xml[..at]))
}

/// The package with some parts changed or added, all others copied as they are packed.
fn rewritten(bytes: &[u8], mut changed: BTreeMap<String, String>) -> Result<Vec<u8>, ReadError> {
    let damaged = |_| DAMAGED;
    let mut old = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut new = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    for index in 0..old.len() {
        let file = old.by_index_raw(index).map_err(damaged)?;
        let name = file.name().map_err(damaged)?.into_owned();
        let Some(content) = changed.remove(&name) else {
            new.raw_copy_file(file).map_err(damaged)?;
            continue;
        };
        let time = file.last_modified().unwrap_or_default();
        put(&mut new, &name, &content, time)?;
    }
    for (name, content) in changed {
        put(&mut new, &name, &content, DateTime::default())?;
    }
    Ok(new.finish().map_err(damaged)?.into_inner())
}

fn put(
    zip: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &str,
    time: DateTime,
) -> Result<(), ReadError> {
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(time);
    zip.start_file(name, options).map_err(|_| DAMAGED)?;
    zip.write_all(content.as_bytes()).map_err(|_| DAMAGED)
}
