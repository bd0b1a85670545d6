//! RTF tokens to paragraphs.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::scan::{Scanner, Token};
use super::state::{Destination, Font, Found, State, Story};
use crate::docx::{is_symbol_font, symbol};
use crate::paragraphs::{MOST, Place};
use crate::{DocumentType, MAX_TEXT, Part, ReadError};

/// Deepest nesting of groups; documents have a few dozen levels.
const DEEPEST: usize = 2000;

pub(super) struct Reader {
    pub(super) found: Found,
    pub(super) states: Vec<State>,
    pub(super) stories: Vec<Story>,
    pub(super) fonts: HashMap<i32, Font>,
    pub(super) encoding: &'static Encoding,
    /// Bytes that wait to be decoded together.
    pub(super) bytes: Vec<u8>,
    /// The first half of a character of two `\u`.
    pub(super) half: Option<u16>,
    /// Bytes still to be passed over after a `\u`.
    pub(super) pass: usize,
    pub(super) page: u32,
    pub(super) ignorable: bool,
    pub(super) info: String,
    pub(super) size: (Option<i32>, Option<i32>),
    pub(super) revised: bool,
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
        if reader.is_full() {
            return Err(ReadError::TooMuchText);
        }
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
    pub(super) fn state(&mut self) -> &mut State {
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
                if self.bytes.len() + text.len() > MAX_TEXT {
                    return Err(ReadError::TooMuchText);
                }
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

    /// Whether there is far more than in a letter.
    fn is_full(&mut self) -> bool {
        let margins = self.found.headers.weight() + self.found.footers.weight();
        let story = self.story();
        story.sink.is_full() || story.notes.len().max(story.open.weight()).max(margins) > MOST
    }

    /// How many of the next bytes are passed over.
    fn passed(&mut self, bytes: usize) -> usize {
        let passed = self.pass.min(bytes);
        self.pass -= passed;
        passed
    }

    pub(super) fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::new(Part::Body));
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }

    pub(super) fn start_story(&mut self, part: Part) {
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
            _ => {
                let sink = &mut self.story().sink;
                paragraphs.into_iter().for_each(|paragraph| sink.push(paragraph));
            }
        }
    }

    pub(super) fn end_paragraph(&mut self) {
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
        story.sink.push(paragraph);
        let notes = std::mem::take(&mut story.notes);
        notes.into_iter().for_each(|note| story.sink.push(note));
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

    pub(super) fn put(&mut self, text: &str) {
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
