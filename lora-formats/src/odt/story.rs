//! The text of an OpenDocument part as paragraphs.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::styles::Styles;
use crate::Part;
use crate::paragraphs::{Paragraph, Place, offset};
use crate::sink::Sink;
use crate::xml::{attribute, number, reference};

/// What a part holds.
#[derive(Default)]
pub(super) struct Story {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) headers: Vec<Paragraph>,
    pub(super) footers: Vec<Paragraph>,
    pub(super) pages: u32,
    pub(super) changes: usize,
    pub(super) comments: usize,
    pub(super) hidden: bool,
}

#[derive(Default)]
struct Open {
    content: Paragraph,
    number: u32,
    runs: u32,
    notes: Vec<Paragraph>,
}

struct List {
    style: String,
    items: u32,
}

struct State<'a> {
    styles: &'a Styles,
    story: Story,
    sink: Sink,
    open: Vec<Open>,
    lists: Vec<List>,
    /// Label for the next paragraph: that of a list item whose first one it is.
    label: String,
    /// Sinks of the text around a footnote.
    around_note: Vec<Sink>,
    text_boxes: usize,
    /// Whether each open element hides what it holds; and how many do.
    spans: Vec<bool>,
    hiding: usize,
    part: Part,
    paragraphs: u32,
    page: u32,
}

impl Story {
    /// Reads a part. `Err` with nothing more to say: it is no well-formed XML.
    pub(super) fn read(xml: &str, part: Part, styles: &Styles) -> Result<Self, ()> {
        let mut state = State {
            styles,
            story: Self::default(),
            sink: Sink::default(),
            open: Vec::new(),
            lists: Vec::new(),
            label: String::new(),
            around_note: Vec::new(),
            text_boxes: 0,
            spans: Vec::new(),
            hiding: 0,
            part,
            paragraphs: 0,
            page: 1,
        };
        state.run(xml)?;
        state.story.paragraphs = state.sink.take();
        state.story.pages = state.page;
        Ok(state.story)
    }
}

impl State<'_> {
    fn run(&mut self, xml: &str) -> Result<(), ()> {
        let mut reader = Reader::from_str(xml);
        let mut before = 0;
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event().map_err(|_| ())?;
            let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(e) => {
                    depth += 1;
                    if self.is_skipped(&e) {
                        reader.read_to_end(e.name()).map_err(|_| ())?;
                        depth -= 1;
                    } else {
                        self.start(&e);
                    }
                }
                Event::Empty(e) if !self.is_skipped(&e) => {
                    self.start(&e);
                    self.end(e.name().into_inner());
                }
                Event::End(e) => {
                    depth = depth.saturating_sub(1);
                    self.end(e.name().into_inner());
                }
                Event::Text(text) if !self.open.is_empty() => self.spaced(&text, before),
                Event::CData(text) if !self.open.is_empty() => self.text(&text, (before, after)),
                Event::GeneralRef(found) if !self.open.is_empty() => {
                    self.text(reference(&found).encode_utf8(&mut [0; 4]), (before, after));
                }
                Event::Eof => break,
                _ => {}
            }
            before = after;
        }
        if depth == 0 { Ok(()) } else { Err(()) }
    }

    fn is_skipped(&mut self, e: &BytesStart<'_>) -> bool {
        match e.name().into_inner() {
            "office:annotation" => {
                self.story.comments += 1;
                true
            }
            // Deleted text stands here; inserted text stands in its place and stays.
            "text:changed-region" => {
                self.story.changes += 1;
                true
            }
            "text:note-citation"
            | "svg:title"
            | "svg:desc"
            | "office:forms"
            | "text:ruby-text"
            | "office:event-listeners"
            | "office:automatic-styles"
            | "office:styles"
            | "office:settings"
            | "office:font-face-decls"
            | "office:scripts"
            | "office:meta"
            | "text:alphabetical-index-source"
            | "math:math" => true,
            "text:hidden-text" | "text:hidden-paragraph" => {
                self.story.hidden = true;
                true
            }
            _ => false,
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) {
        match e.name().into_inner() {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                let style = attribute(e, "style-name");
                let (before, after) = self.styles.space(style.as_deref());
                let hidden = style.as_deref().is_some_and(|s| self.styles.is_hidden(s));
                self.open_span(hidden);
                let text = std::mem::take(&mut self.label);
                let content = Paragraph { text, before, after, ..Paragraph::default() };
                self.open.push(Open { content, number: self.paragraphs, runs: 1, ..Open::default() });
            }
            "text:span" => {
                let hidden = attribute(e, "style-name").is_some_and(|s| self.styles.is_hidden(&s));
                self.open_span(hidden);
                self.next_run();
            }
            "text:a" => self.next_run(),
            "text:s" => {
                let count = number::<usize>(e, "c").unwrap_or(1).clamp(1, 1000);
                self.mark(&" ".repeat(count));
            }
            "text:tab" => self.mark("\t"),
            "text:line-break" => self.mark("\n"),
            "text:soft-page-break" => self.page += 1,
            "text:list" => {
                let own = attribute(e, "style-name").map(std::borrow::Cow::into_owned);
                let style = own.or_else(|| self.lists.last().map(|l| l.style.clone())).unwrap_or_default();
                self.lists.push(List { style, items: 0 });
            }
            "text:list-item" => {
                let level = self.lists.len().saturating_sub(1);
                if let Some(list) = self.lists.last_mut() {
                    if let Some(start) = number::<u32>(e, "start-value") {
                        list.items = start.saturating_sub(1);
                    }
                    self.label = self.styles.label(&list.style, level, list.items);
                    list.items = list.items.saturating_add(1);
                }
            }
            "text:note-body" => self.around_note.push(std::mem::take(&mut self.sink)),
            "draw:text-box" => self.text_boxes += 1,
            "table:table" => self.sink.open_table(),
            "table:table-cell" | "table:covered-table-cell" => self.sink.open_cell(),
            "style:header" | "style:header-first" | "style:header-left" => self.part = Part::Header,
            "style:footer" | "style:footer-first" | "style:footer-left" => self.part = Part::Footer,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => {
                self.close_span();
                let Some(open) = self.open.pop() else { return };
                self.sink.push(open.content);
                open.notes.into_iter().for_each(|note| self.sink.push(note));
            }
            "text:span" => {
                self.close_span();
                self.next_run();
            }
            "text:a" => self.next_run(),
            "text:list" => {
                self.lists.pop();
            }
            "text:list-item" => self.label.clear(),
            "text:note-body" => {
                let around = self.around_note.pop().unwrap_or_default();
                let note = std::mem::replace(&mut self.sink, around).take();
                if let Some(open) = self.open.last_mut() {
                    open.notes.extend(note);
                }
            }
            "draw:text-box" => self.text_boxes = self.text_boxes.saturating_sub(1),
            "table:table-row" => self.sink.close_row(),
            "table:table" => self.sink.close_table(),
            "style:header" | "style:header-first" | "style:header-left" => {
                self.story.headers.append(&mut self.sink.take());
            }
            "style:footer" | "style:footer-first" | "style:footer-left" => {
                self.story.footers.append(&mut self.sink.take());
            }
            _ => {}
        }
    }

    fn open_span(&mut self, hidden: bool) {
        self.story.hidden |= hidden;
        self.hiding += usize::from(hidden);
        self.spans.push(hidden);
    }

    fn close_span(&mut self) {
        if self.spans.pop() == Some(true) {
            self.hiding -= 1;
        }
    }

    fn next_run(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.runs += 1;
        }
    }

    /// Text in which white space of any length is one space, and none at the start of a paragraph.
    fn spaced(&mut self, text: &str, source: usize) {
        let mut from = 0;
        let bytes = text.as_bytes();
        let is_space = |b: u8| matches!(b, b' ' | b'\n' | b'\r' | b'\t');
        while from < bytes.len() {
            if is_space(bytes[from]) {
                let end = bytes[from..].iter().position(|b| !is_space(*b)).map_or(bytes.len(), |n| from + n);
                let spaced = self
                    .open
                    .last()
                    .is_none_or(|o| o.content.text.ends_with([' ', '\n']) || o.content.text.is_empty());
                if !spaced {
                    self.text(" ", (source + from, source + from + 1));
                }
                from = end;
            } else {
                let end = bytes[from..].iter().position(|b| is_space(*b)).map_or(bytes.len(), |n| from + n);
                self.text(&text[from..end], (source + from, source + end));
                from = end;
            }
        }
    }

    fn mark(&mut self, text: &str) {
        if self.hiding > 0 {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            open.content.text.push_str(text);
        }
    }

    fn text(&mut self, text: &str, source: (usize, usize)) {
        if self.hiding > 0 {
            return;
        }
        let part = match self.part {
            _ if self.text_boxes > 0 => Part::TextBox,
            _ if !self.around_note.is_empty() => Part::Note,
            part => part,
        };
        let page = self.page;
        let Some(open) = self.open.last_mut() else { return };
        let source = (offset(source.0), offset(source.1));
        open.content.push(text, Place { part, page, paragraph: open.number, run: open.runs, source });
    }
}
