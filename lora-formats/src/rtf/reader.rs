//! RTF tokens to paragraphs.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::charset::{code_page_of_font, of_code_page};
use super::scan::{Scanner, Token};
use crate::docx::{is_symbol_font, symbol};
use crate::extracted::DocumentFacts;
use crate::paragraphs::{Margin, Paragraph, Place};
use crate::sink::Sink;
use crate::{DocumentType, Part, ReadError};

/// Deepest nesting of groups; documents have a few dozen levels.
const DEEPEST: usize = 2000;

/// What a document holds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) body: Vec<Paragraph>,
    pub(super) headers: Margin,
    pub(super) footers: Margin,
    pub(super) facts: DocumentFacts,
    pub(super) changes: usize,
    pub(super) comments: usize,
    pub(super) hidden: bool,
    pub(super) pictures: bool,
}

/// What a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    Skipped,
    FontTable,
    Title,
    Author,
    Operator,
    Label,
}

/// What a group changes until it ends.
#[derive(Debug, Clone, Copy)]
struct State {
    destination: Destination,
    /// Bytes after a `\u` that stand for it in programs that don't know it.
    fallback: usize,
    font: i32,
    hidden: bool,
    deleted: bool,
    in_table: bool,
    before: u32,
    after: u32,
    /// The group that ends a story of its own: a header, a note, a text box.
    story: bool,
}

impl State {
    fn new() -> Self {
        Self {
            destination: Destination::Text,
            fallback: 1,
            font: -1,
            hidden: false,
            deleted: false,
            in_table: false,
            before: 0,
            after: 0,
            story: false,
        }
    }
}

#[derive(Clone)]
struct Font {
    encoding: Option<&'static Encoding>,
    symbols: bool,
    name: String,
}

/// Text that grows on its own: the body, a header, a note.
struct Story {
    part: Part,
    sink: Sink,
    open: Paragraph,
    notes: Vec<Paragraph>,
    paragraphs: u32,
    runs: u32,
}

impl Story {
    fn new(part: Part) -> Self {
        Self {
            part,
            sink: Sink::default(),
            open: Paragraph::default(),
            notes: Vec::new(),
            paragraphs: 1,
            runs: 1,
        }
    }
}

struct Reader {
    found: Found,
    states: Vec<State>,
    stories: Vec<Story>,
    fonts: HashMap<i32, Font>,
    encoding: &'static Encoding,
    /// Bytes that wait to be decoded together.
    bytes: Vec<u8>,
    /// The first half of a character of two `\u`.
    half: Option<u16>,
    /// Bytes still to be passed over after a `\u`.
    pass: usize,
    page: u32,
    ignorable: bool,
    info: String,
    size: (Option<i32>, Option<i32>),
    revised: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Found, ReadError> {
    let mut reader = Reader {
        found: Found::default(),
        states: vec![State::new()],
        stories: vec![Story::new(Part::Body)],
        fonts: HashMap::new(),
        encoding: encoding_rs::WINDOWS_1252,
        bytes: Vec::new(),
        half: None,
        pass: 0,
        page: 1,
        ignorable: false,
        info: String::new(),
        size: (None, None),
        revised: false,
    };
    let mut scanner = Scanner::new(bytes);
    while let Some(token) = scanner.token() {
        if let Token::Word("bin", Some(length)) = token {
            scanner.skip(usize::try_from(length).unwrap_or(0));
            continue;
        }
        reader.token(token)?;
    }
    reader.flush();
    // Groups that were never closed end here.
    while reader.stories.len() > 1 {
        reader.end_story();
    }
    reader.end_paragraph();
    let mut found = reader.found;
    found.body = reader.stories.pop().map(|mut story| story.sink.take()).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "twentieths of a point of a page are few")]
    let inches = |twips: i32| twips as f32 / 1440.0;
    found.facts.page = reader.size.0.map(inches).zip(reader.size.1.map(inches));
    found.facts.pages = Some(reader.page);
    Ok(found)
}

impl Reader {
    fn state(&mut self) -> &mut State {
        if self.states.is_empty() {
            // More groups were closed than opened.
            self.states.push(State::new());
        }
        let last = self.states.len() - 1;
        &mut self.states[last]
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        let ignorable = std::mem::take(&mut self.ignorable);
        match token {
            Token::Open => {
                self.flush();
                if self.states.len() >= DEEPEST {
                    return Err(ReadError::Damaged(DocumentType::Rtf));
                }
                let state = State { story: false, ..*self.state() };
                self.states.push(state);
                self.next_run();
            }
            Token::Close => {
                self.flush();
                self.pass = 0;
                let ended = self.states.pop();
                if let Some(ended) = ended {
                    self.end_group(ended);
                }
                self.next_run();
            }
            Token::Symbol(b'*') => self.ignorable = true,
            Token::Symbol(symbol) => {
                if self.passed(1) == 1 {
                    return Ok(());
                }
                match symbol {
                    b'~' => self.put("\u{a0}"),
                    b'-' => self.put("\u{ad}"),
                    b'_' => self.put("\u{2011}"),
                    b'\\' | b'{' | b'}' => self.bytes.push(symbol),
                    b'\r' | b'\n' => self.end_paragraph(),
                    _ => {}
                }
            }
            Token::Byte(byte) => {
                if self.passed(1) == 0 {
                    self.bytes.push(byte);
                }
            }
            Token::Text(text) => {
                let passed = self.passed(text.len());
                self.bytes.extend_from_slice(&text[passed..]);
            }
            Token::Word("u", Some(code)) => {
                self.flush_bytes();
                // Written as a signed number of 16 bits.
                let unit = u16::try_from(code & 0xffff).unwrap_or(0xfffd);
                self.unit(unit);
                self.pass = self.state().fallback;
            }
            Token::Word(name, number) => {
                self.pass = 0;
                self.flush();
                self.word(name, number, ignorable);
            }
        }
        Ok(())
    }

    /// How many of the next bytes are passed over.
    fn passed(&mut self, bytes: usize) -> usize {
        let passed = self.pass.min(bytes);
        self.pass -= passed;
        passed
    }

    fn word(&mut self, name: &str, number: Option<i32>, ignorable: bool) {
        let on = number != Some(0);
        if self.state().destination == Destination::Skipped && name != "shptxt" {
            return;
        }
        match name {
            "fonttbl" => self.state().destination = Destination::FontTable,
            "f" => self.state().font = number.unwrap_or(0),
            "fcharset" if self.state().destination == Destination::FontTable => {
                let font = self.state().font;
                let charset = number.unwrap_or(0);
                let found = Font {
                    encoding: code_page_of_font(charset).map(of_code_page),
                    symbols: charset == 2,
                    name: String::new(),
                };
                self.fonts.insert(font, found);
            }
            "ansicpg" => self.encoding = of_code_page(number.unwrap_or(1252)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "uc" => self.state().fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "colortbl" | "stylesheet" | "pict" | "objdata" | "nonshppict" | "fldinst" | "themedata"
            | "sp" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "filetbl"
            | "xe" | "tc" | "bkmkstart" | "bkmkend" | "comment" | "keywords" | "subject" | "company"
            | "manager" | "doccomm" | "category" | "creatim" | "revtim" | "printim" | "buptim"
            | "userprops" | "datastore" | "latentstyles" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc"
            | "nosupersub" | "annotation" | "atnid" | "atnauthor" | "atntime" | "atndate" | "atnref"
            | "atrfstart" | "atrfend" => {
                self.found.comments += usize::from(name == "annotation");
                self.found.pictures |= name == "pict";
                self.state().destination = Destination::Skipped;
            }
            "info" => {}
            "title" => self.state().destination = Destination::Title,
            "author" => self.state().destination = Destination::Author,
            "operator" => self.state().destination = Destination::Operator,
            "listtext" | "pntext" => self.state().destination = Destination::Label,
            "header" | "headerf" | "headerl" | "headerr" => self.start_story(Part::Header),
            "footer" | "footerf" | "footerl" | "footerr" => self.start_story(Part::Footer),
            "footnote" => self.start_story(Part::Note),
            "shptxt" => {
                self.state().destination = Destination::Text;
                self.start_story(Part::TextBox);
            }
            "shpinst" | "shp" | "shppict" | "fldrslt" | "field" | "do" | "dptxbxtext" | "rtf" => {}
            "par" | "sect" => self.end_paragraph(),
            "page" => {
                self.end_paragraph();
                self.page += 1;
            }
            "pagebb" => self.page += 1,
            "line" | "lbr" => self.put("\n"),
            "tab" if self.state().destination == Destination::Label => self.put(" "),
            "tab" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "zwj" | "zwnj" | "zwbo" | "zwnbo" => {}
            "pard" => {
                let state = self.state();
                (state.before, state.after, state.in_table) = (0, 0, false);
            }
            "plain" => {
                let state = self.state();
                (state.hidden, state.deleted) = (false, false);
                self.revised = false;
            }
            "sb" => self.state().before = u32::try_from(number.unwrap_or(0)).unwrap_or(0),
            "sa" => self.state().after = u32::try_from(number.unwrap_or(0)).unwrap_or(0),
            "v" => {
                self.state().hidden = on;
                self.found.hidden |= on;
            }
            "deleted" => {
                self.state().deleted = on;
                self.found.changes += usize::from(on);
            }
            "revised" => {
                self.found.changes += usize::from(on && !self.revised);
                self.revised = on;
            }
            "intbl" => self.state().in_table = true,
            "trowd" => {
                let sink = &mut self.story().sink;
                if !sink.in_table() {
                    sink.open_table();
                    sink.open_cell();
                }
            }
            "cell" | "nestcell" => {
                self.state().in_table = true;
                self.end_paragraph();
                self.story().sink.open_cell();
            }
            "row" | "nestrow" => {
                let sink = &mut self.story().sink;
                sink.close_row();
                sink.open_cell();
            }
            "paperw" => self.size.0 = number,
            "paperh" => self.size.1 = number,
            _ if ignorable => self.state().destination = Destination::Skipped,
            _ => {}
        }
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::new(Part::Body));
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    fn start_story(&mut self, part: Part) {
        let state = self.state();
        if !state.story {
            state.story = true;
            state.in_table = false;
            self.stories.push(Story::new(part));
        }
    }

    fn end_group(&mut self, ended: State) {
        let text = std::mem::take(&mut self.info);
        let filled = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let outer = self.states.last().map(|s| s.destination);
        match ended.destination {
            Destination::Title if filled.is_some() => self.found.facts.title = filled,
            Destination::Author if filled.is_some() => self.found.facts.author = filled,
            Destination::Operator if filled.is_some() => self.found.facts.last_saved_by = filled,
            Destination::FontTable if outer == Some(Destination::FontTable) => {
                if let Some(font) = self.fonts.get_mut(&ended.font) {
                    font.name = text.trim_end_matches(';').to_owned();
                    font.symbols |= is_symbol_font(&font.name);
                }
            }
            _ => {}
        }
        if ended.story && self.stories.len() > 1 {
            self.end_story();
        }
    }

    /// Ends a header, note or text box and puts it where it belongs.
    fn end_story(&mut self) {
        if !self.story().open.is_blank() {
            self.end_paragraph();
        }
        let Some(mut story) = self.stories.pop() else { return };
        let paragraphs = story.sink.take();
        match story.part {
            Part::Header => self.found.headers.add(paragraphs),
            Part::Footer => self.found.footers.add(paragraphs),
            Part::Note => self.story().notes.extend(paragraphs),
            _ => self.story().sink.paragraphs().extend(paragraphs),
        }
    }

    fn end_paragraph(&mut self) {
        let State { before, after, in_table, destination, .. } = *self.state();
        if destination == Destination::Skipped {
            return;
        }
        let story = self.story();
        if !in_table && story.sink.in_table() {
            story.sink.close_table();
        }
        let mut paragraph = std::mem::take(&mut story.open);
        (paragraph.before, paragraph.after) = (before, after);
        story.sink.paragraphs().push(paragraph);
        let notes = std::mem::take(&mut story.notes);
        story.sink.paragraphs().extend(notes);
        story.paragraphs += 1;
        story.runs = 1;
    }

    fn next_run(&mut self) {
        self.story().runs += 1;
    }

    fn flush(&mut self) {
        self.flush_bytes();
        if self.half.take().is_some() {
            self.put("\u{fffd}");
        }
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        if self.half.take().is_some() {
            self.put("\u{fffd}");
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.state().font;
        let font = self.fonts.get(&font);
        if font.is_some_and(|f| f.symbols) {
            let name = font.map(|f| f.name.clone()).unwrap_or_default();
            let text: String = bytes
                .iter()
                .map(|b| symbol(char::from_u32(0xf000 + u32::from(*b)).unwrap_or(' '), &name))
                .collect();
            self.put(&text);
            return;
        }
        let encoding = font.and_then(|f| f.encoding).unwrap_or(self.encoding);
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.put(&text);
        // The room is used again.
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// A unit of UTF-16.
    fn unit(&mut self, unit: u16) {
        let units = match self.half.take() {
            Some(half) => vec![half, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.half = Some(unit);
                return;
            }
            None => vec![unit],
        };
        let font = self.state().font;
        let symbols = self.fonts.get(&font).filter(|f| f.symbols).map(|f| f.name.clone());
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or('\u{fffd}'))
            .map(|c| symbols.as_ref().map_or(c, |font| symbol(c, font)))
            .collect();
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        let State { destination, hidden, deleted, .. } = *self.state();
        match destination {
            Destination::Skipped => {}
            Destination::Text | Destination::Label => {
                if hidden || deleted {
                    return;
                }
                let page = self.page;
                let story = self.story();
                let place = Place {
                    part: story.part,
                    page,
                    paragraph: story.paragraphs,
                    run: story.runs,
                    source: (0, 0),
                };
                if destination == Destination::Label {
                    story.open.text.push_str(text);
                } else {
                    story.open.push(text, place);
                }
            }
            Destination::FontTable | Destination::Title | Destination::Author | Destination::Operator => {
                if self.info.len() < 4096 {
                    self.info.push_str(text);
                }
            }
        }
    }
}
