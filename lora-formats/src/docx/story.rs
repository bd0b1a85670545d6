//! A story of a Word document (its body, a header, its footnotes) as paragraphs.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::numbering::Numbering;
use super::styles::{Properties, Styles, is_on};
use super::symbol::{is_symbol_font, symbol};
use crate::Part;
use crate::paragraphs::{Paragraph, Place, offset};
use crate::sink::Sink;
use crate::xml::{attribute, number, reference};

/// What else a story holds besides paragraphs.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Insertions, deletions and moves.
    pub(super) changes: usize,
    /// Runs of text that is not shown.
    pub(super) hidden: usize,
    /// Ids of the relationships of headers and footers, with their type, in order.
    pub(super) headers: Vec<(String, String)>,
    pub(super) footers: Vec<(String, String)>,
    /// Size of the first page, in twentieths of a point.
    pub(super) page: Option<(u32, u32)>,
    /// Pages, as far as the file says.
    pub(super) pages: u32,
}

/// Paragraphs of footnotes and endnotes, by kind (`f` or `e`) and id.
pub(super) type Notes = HashMap<(char, String), Vec<Paragraph>>;

/// What the stories of a document share.
pub(super) struct Shared<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a mut Numbering,
    pub(super) notes: Notes,
    pub(super) found: Found,
}

/// A paragraph under construction.
#[derive(Default)]
struct Open {
    content: Paragraph,
    style: Option<String>,
    own: Properties,
    labelled: bool,
    /// Its end is deleted or moved away: the next paragraph goes on in it.
    joins_next: bool,
    number: u32,
    runs: u32,
    notes: Vec<(char, String)>,
}

/// The kind of part that is read, for its place in the map.
pub(super) struct Story<'a, 'b> {
    shared: &'a mut Shared<'b>,
    part: Part,
    prefix: String,
    sink: Sink,
    open: Vec<Open>,
    /// Styles of the last paragraph that was closed, for contextual spacing.
    last_style: Option<(Option<String>, bool)>,
    joined: Option<Open>,
    /// For each open field, whether its result has begun; and of how many it has not.
    fields: Vec<bool>,
    codes: usize,
    text_boxes: usize,
    in_run: bool,
    in_text: bool,
    hidden: bool,
    symbol_font: Option<String>,
    in_properties: bool,
    keep_space: bool,
    check_box: Option<bool>,
    paragraphs: u32,
    page: u32,
    rendered_breaks: bool,
    /// Of a part with several notes: the one that is read.
    note: Option<String>,
}

/// Reads one story. `Err` with nothing more to say: it is no well-formed XML.
pub(super) fn read(xml: &str, part: Part, shared: &mut Shared<'_>) -> Result<Vec<Paragraph>, ()> {
    let mut story = Story::new(xml, part, shared);
    story.run(xml, |_, _| {})?;
    Ok(story.sink.take())
}

/// Reads the notes of a part, each with its id.
pub(super) fn read_notes(xml: &str, kind: char, shared: &mut Shared<'_>) -> Result<(), ()> {
    let mut notes: Notes = HashMap::new();
    let mut story = Story::new(xml, Part::Note, shared);
    story.run(xml, |id, paragraphs| {
        notes.insert((kind, id), paragraphs);
    })?;
    shared.notes.extend(notes);
    Ok(())
}

impl<'a, 'b> Story<'a, 'b> {
    fn new(xml: &str, part: Part, shared: &'a mut Shared<'b>) -> Self {
        Self {
            shared,
            part,
            prefix: String::new(),
            sink: Sink::default(),
            open: Vec::new(),
            last_style: None,
            joined: None,
            fields: Vec::new(),
            codes: 0,
            text_boxes: 0,
            in_run: false,
            in_text: false,
            hidden: false,
            symbol_font: None,
            in_properties: false,
            keep_space: false,
            check_box: None,
            paragraphs: 0,
            page: 1,
            rendered_breaks: memchr::memmem::find(xml.as_bytes(), b"lastRenderedPageBreak").is_some(),
            note: None,
        }
    }

    fn run(&mut self, xml: &str, mut note: impl FnMut(String, Vec<Paragraph>)) -> Result<(), ()> {
        let mut reader = Reader::from_str(xml);
        let mut before = 0;
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event().map_err(|_| ())?;
            let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(e) => {
                    depth += 1;
                    if self.prefix.is_empty() && depth == 1 {
                        self.prefix =
                            e.name().prefix().map_or_else(String::new, |p| p.into_inner().to_owned());
                    }
                    if self.is_skipped(&e) {
                        reader.read_to_end(e.name()).map_err(|_| ())?;
                        depth -= 1;
                    } else {
                        self.start(&e);
                    }
                }
                Event::Empty(e) if !self.is_skipped(&e) => {
                    self.start(&e);
                    self.end(e.name().into_inner(), &mut note);
                }
                Event::End(e) => {
                    depth = depth.saturating_sub(1);
                    self.end(e.name().into_inner(), &mut note);
                }
                Event::Text(text) if self.in_text => {
                    let text = if self.keep_space { &*text } else { text.trim() };
                    // Where the text was trimmed, its place is searched in what was read.
                    let at = before + xml.get(before..after).and_then(|t| t.find(text)).unwrap_or(0);
                    self.text(&text.replace(['\n', '\r', '\t'], " "), (at, at + text.len()));
                }
                Event::CData(data) if self.in_text => {
                    self.text(&data.replace(['\n', '\r', '\t'], " "), (before, after));
                }
                Event::GeneralRef(found) if self.in_text => {
                    self.text(reference(&found).encode_utf8(&mut [0; 4]), (before, after));
                }
                Event::Eof => break,
                _ => {}
            }
            before = after;
        }
        if depth != 0 {
            return Err(());
        }
        // A paragraph that joins one that never came.
        if let Some(open) = self.joined.take() {
            self.close(open);
        }
        self.shared.found.pages = self.shared.found.pages.max(self.page);
        Ok(())
    }

    /// The name of an element of the document's own namespace; others that matter keep their prefix.
    fn local<'n>(&self, name: &'n str) -> &'n str {
        match name.split_once(':') {
            Some((prefix, local)) if prefix == self.prefix => local,
            None if self.prefix.is_empty() => name,
            _ => name,
        }
    }

    /// Whether an element is passed over with all that it holds; changes are counted on the way.
    fn is_skipped(&mut self, element: &BytesStart<'_>) -> bool {
        let name = element.name().into_inner();
        match self.local(name) {
            // In the properties of a paragraph these say that its end is deleted or moved away.
            "del" | "moveFrom" => {
                self.shared.found.changes += 1;
                if self.in_properties
                    && !self.in_run
                    && let Some(open) = self.open.last_mut()
                {
                    open.joins_next = true;
                }
                true
            }
            "ins" | "moveTo" => {
                self.shared.found.changes += 1;
                false
            }
            "rPrChange" | "pPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPrChange"
            | "tblPrExChange" | "numberingChange" => {
                self.shared.found.changes += 1;
                true
            }
            "instrText" | "delText" | "delInstrText" | "tblGrid" | "object" | "tblPr" => true,
            "rt" => true,
            // The same content once more, for older programs.
            other => other.ends_with(":Fallback"),
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) {
        let name = e.name().into_inner();
        match self.local(name) {
            "p" => {
                self.paragraphs += 1;
                // That of a text box stands in a run of another paragraph.
                self.in_run = false;
                let mut open = self.joined.take().unwrap_or_default();
                open.joins_next = false;
                open.number = self.paragraphs;
                self.open.push(open);
            }
            "pPr" | "trPr" | "sectPr" => self.in_properties = true,
            "r" => {
                self.in_run = true;
                self.hidden = false;
                self.symbol_font = None;
                if let Some(open) = self.open.last_mut() {
                    open.runs += 1;
                }
            }
            "t" => {
                self.in_text = true;
                self.keep_space = attribute(e, "space").is_some_and(|v| v == "preserve");
            }
            "m:t" => (self.in_text, self.keep_space) = (true, true),
            "tab" if self.in_run && !self.in_properties => self.mark("\t"),
            "ptab" => self.mark("\t"),
            "cr" => self.mark("\n"),
            "br" => match attribute(e, "type").as_deref() {
                Some("page") => {
                    self.new_page(false);
                    self.mark("\n\n");
                }
                Some("column") => self.mark("\n\n"),
                _ => self.mark("\n"),
            },
            "lastRenderedPageBreak" => self.new_page(true),
            "pageBreakBefore" if attribute(e, "val").is_none_or(|v| is_on(&v)) => self.new_page(false),
            "noBreakHyphen" => self.mark("\u{2011}"),
            "softHyphen" => self.mark("\u{ad}"),
            "sym" => {
                let code = attribute(e, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    let font = attribute(e, "font").unwrap_or_default();
                    self.mark(symbol(c, &font).encode_utf8(&mut [0; 4]));
                }
            }
            "vanish" if self.in_run => {
                self.hidden = attribute(e, "val").is_none_or(|v| is_on(&v));
                self.shared.found.hidden += usize::from(self.hidden);
            }
            "rFonts" if self.in_run => {
                self.symbol_font = attribute(e, "ascii").filter(|f| is_symbol_font(f)).map(Into::into);
            }
            "fldChar" => match attribute(e, "fldCharType").as_deref() {
                Some("begin") => {
                    self.fields.push(false);
                    self.codes += 1;
                }
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut().filter(|begun| !**begun) {
                        *field = true;
                        self.codes -= 1;
                    }
                }
                Some("end") if self.fields.pop() == Some(false) => {
                    self.codes -= 1;
                }
                _ => {}
            },
            "checkBox" => self.check_box = Some(false),
            "checked" | "default" if self.check_box.is_some() => {
                self.check_box = Some(attribute(e, "val").is_none_or(|v| is_on(&v)));
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = if self.local(name) == "footnoteReference" { 'f' } else { 'e' };
                if let (Some(open), Some(id)) = (self.open.last_mut(), attribute(e, "id")) {
                    open.notes.push((kind, id.into_owned()));
                }
            }
            "footnote" | "endnote" => {
                // Separators between text and notes are notes with a type.
                self.note = attribute(e, "id").filter(|_| attribute(e, "type").is_none()).map(Into::into);
                self.sink.take();
            }
            "txbxContent" => self.text_boxes += 1,
            "tbl" => self.sink.open_table(),
            "tc" => self.sink.open_cell(),
            "headerReference" | "footerReference" => {
                let id = attribute(e, "id").unwrap_or_default().into_owned();
                let kind = attribute(e, "type").unwrap_or_default().into_owned();
                let header = self.local(name) == "headerReference";
                let found = &mut self.shared.found;
                if header { &mut found.headers } else { &mut found.footers }.push((kind, id));
            }
            "pgSz" => {
                let size = number(e, "w").zip(number(e, "h"));
                self.shared.found.page = self.shared.found.page.or(size);
            }
            "pStyle" => {
                if let Some(open) = self.open.last_mut() {
                    open.style = attribute(e, "val").map(std::borrow::Cow::into_owned);
                }
            }
            property @ ("spacing" | "contextualSpacing" | "numId" | "ilvl")
                if self.in_properties && !self.in_run =>
            {
                if let Some(open) = self.open.last_mut() {
                    open.own.read(property, e);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, note: &mut impl FnMut(String, Vec<Paragraph>)) {
        match self.local(name) {
            "p" => {
                let Some(mut open) = self.open.pop() else { return };
                if std::mem::take(&mut open.joins_next) {
                    self.joined = Some(open);
                } else {
                    self.close(open);
                }
            }
            "pPr" | "trPr" | "sectPr" => self.in_properties = false,
            "r" => {
                self.in_run = false;
                self.hidden = false;
            }
            "t" | "m:t" => self.in_text = false,
            "checkBox" => {
                let ticked = self.check_box.take() == Some(true);
                // The box stands where the field begins, whose result is empty.
                let codes = std::mem::take(&mut self.codes);
                self.mark(if ticked { "☒" } else { "☐" });
                self.codes = codes;
            }
            "txbxContent" => {
                self.text_boxes = self.text_boxes.saturating_sub(1);
                // Back in the run that the text box hangs on.
                self.in_run = true;
            }
            "tr" => self.sink.close_row(),
            "tbl" => self.sink.close_table(),
            "footnote" | "endnote" => {
                if let Some(id) = self.note.take() {
                    note(id, self.sink.take());
                }
            }
            _ => {}
        }
    }

    fn new_page(&mut self, rendered: bool) {
        if rendered == self.rendered_breaks && self.part == Part::Body {
            self.page += 1;
        }
    }

    /// Something that is shown but is no text of the source.
    fn mark(&mut self, text: &str) {
        self.text(text, (0, 0));
    }

    fn text(&mut self, text: &str, source: (usize, usize)) {
        if self.hidden || self.codes > 0 {
            return;
        }
        let part = if self.text_boxes > 0 { Part::TextBox } else { self.part };
        let page = self.page;
        let symbols: String;
        let text = if let Some(font) = &self.symbol_font {
            symbols = text.chars().map(|c| symbol(c, font)).collect();
            &symbols
        } else {
            text
        };
        let Some(open) = self.open.last_mut() else { return };
        label(open, self.shared);
        let source = (offset(source.0), offset(source.1));
        if source == (0, 0) {
            open.content.text.push_str(text);
            return;
        }
        let place = Place { part, page, paragraph: open.number, run: open.runs, source };
        open.content.push(text, place);
    }

    fn close(&mut self, mut open: Open) {
        let properties = self.shared.styles.resolve(open.style.as_deref(), open.own);
        let contextual = properties.contextual == Some(true);
        let same = self.last_style.as_ref().is_some_and(|(style, _)| *style == open.style);
        open.content.before = properties.before.unwrap_or(0);
        open.content.after = properties.after.unwrap_or(0);
        if same {
            if contextual {
                open.content.before = 0;
            }
            if self.last_style.as_ref().is_some_and(|(_, contextual)| *contextual)
                && let Some(last) = self.sink.last()
            {
                last.after = 0;
            }
        }
        self.last_style = Some((open.style.take(), contextual));
        let notes = std::mem::take(&mut open.notes);
        self.sink.push(open.content);
        for id in notes {
            let paragraphs = self.shared.notes.remove(&id).unwrap_or_default();
            paragraphs.into_iter().for_each(|note| self.sink.push(note));
        }
    }
}

/// Puts the label of a list item before its first text.
fn label(open: &mut Open, shared: &mut Shared<'_>) {
    if open.labelled {
        return;
    }
    open.labelled = true;
    let properties = shared.styles.resolve(open.style.as_deref(), open.own);
    if let Some(list) = properties.list.filter(|list| *list != 0) {
        open.content.text.push_str(&shared.numbering.label(list, properties.level.unwrap_or(0)));
    }
}
