//! Web pages, those that Word and mail programs write among them.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::docx::with_notes;
use crate::extracted::{DocumentFacts, Extracted, NoteId};
use crate::paragraphs::{MOST, Paragraph, Place, assemble};
use crate::sink::Sink;
use crate::{DocumentType, MAX_TEXT, Part, ReadError, decode};

/// Elements whose content is no text of the page.
const SKIPPED: [&str; 12] = [
    "script", "style", "template", "svg", "math", "object", "select", "textarea", "noscript", "iframe",
    "del", "audio",
];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 31] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "address",
    "pre",
    "dl",
    "dt",
    "dd",
    "body",
    "center",
    "figure",
    "form",
    "main",
    "nav",
    "caption",
    "hr",
];
/// Those of them with space around.
const SPACED: [&str; 13] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "dl", "pre", "hr"];
/// Twentieths of a point between paragraphs.
const SPACE: u32 = 240;

/// Reads the text of a web page.
pub(crate) fn read(bytes: &[u8]) -> Result<Extracted, ReadError> {
    if bytes.len() > MAX_TEXT {
        return Err(ReadError::TooMuchText);
    }
    let (html, note) = decoded(bytes.to_vec())?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for Ok(token) in Tokenizer::new_with_emitter(html.as_str(), emitter) {
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
        if page.sink.is_full() || page.open.weight() > MOST {
            return Err(ReadError::TooMuchText);
        }
    }
    page.close();
    let (text, map) = assemble(page.sink.take())?;
    let facts = DocumentFacts { title: filled(&page.title), author: page.author, ..DocumentFacts::default() };
    let mut extracted = Extracted { text, kind: DocumentType::Html, notes: Vec::new(), map, facts };
    if let Some(note) = note {
        extracted = extracted.with_note(NoteId::Encoding, note);
    }
    Ok(with_notes(extracted, page.changes, 0, page.hidden))
}

/// The page as text: in UTF-8, in the encoding that it names, or in the one that it looks like.
fn decoded(bytes: Vec<u8>) -> Result<(String, Option<String>), ReadError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let named = head.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).next().unwrap_or_default()
    });
    let encoding = named.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, None)),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = encoding.filter(|e| *e != encoding_rs::UTF_8) {
        return Ok((encoding.decode(&bytes).0.into_owned(), None));
    }
    let decoded = decode::decode(bytes)?;
    Ok((decoded.text, decoded.note))
}

fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[derive(Default)]
struct Page {
    sink: Sink,
    open: Paragraph,
    /// The element that is passed over, and how many of its name are open.
    skipped: Option<(String, usize)>,
    /// Items so far of each open list; `None` for bullets.
    lists: Vec<Option<u32>>,
    preformatted: bool,
    in_title: bool,
    title: String,
    author: Option<String>,
    /// White space that only counts if text follows.
    pending_space: bool,
    changes: usize,
    hidden: bool,
    paragraphs: u32,
    runs: u32,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(skipped == name && !tag.self_closing);
            return;
        }
        let attribute = |wanted: &str| {
            tag.attributes
                .iter()
                .find(|(key, _)| key.0.eq_ignore_ascii_case(wanted.as_bytes()))
                .map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
        };
        let style = attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        let hides = style.contains("display:none") || style.contains("mso-hide:all");
        const VOID: [&str; 7] = ["br", "hr", "img", "meta", "link", "input", "col"];
        if (SKIPPED.contains(&name) || hides) && !tag.self_closing && !VOID.contains(&name) {
            self.changes += usize::from(name == "del");
            self.hidden |= hides;
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        self.runs += 1;
        if BLOCKS.contains(&name) {
            self.close();
            self.space(name);
        }
        match name {
            "ins" => self.changes += 1,
            "br" => {
                self.pending_space = false;
                self.open.text.push('\n');
            }
            "title" => self.in_title = true,
            "meta" if attribute("name").is_some_and(|n| n.eq_ignore_ascii_case("author")) => {
                self.author = attribute("content").and_then(|text| filled(&text));
            }
            "pre" => self.preformatted = true,
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(attribute("start").and_then(|s| s.parse().ok()).unwrap_or(1))),
            "li" => {
                let label = match self.lists.last_mut() {
                    Some(Some(next)) => {
                        let label = format!("{next}. ");
                        *next = next.saturating_add(1);
                        label
                    }
                    _ => "• ".to_owned(),
                };
                self.open.text.push_str(&label);
            }
            "table" => self.sink.open_table(),
            "td" | "th" => {
                self.close();
                self.sink.open_cell();
            }
            "q" => self.text("“"),
            "input" => {
                let kind = attribute("type").unwrap_or_default();
                if matches!(kind.as_str(), "checkbox" | "radio") {
                    self.text(if attribute("checked").is_some() { "☒" } else { "☐" });
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        self.runs += 1;
        if BLOCKS.contains(&name) || matches!(name, "td" | "th") {
            self.close();
            self.space(name);
        }
        match name {
            "title" => self.in_title = false,
            "pre" => self.preformatted = false,
            "ul" | "ol" => {
                self.lists.pop();
            }
            "tr" => self.sink.close_row(),
            "table" => self.sink.close_table(),
            "q" => self.text("”"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if self.in_title {
            self.title.push_str(text);
            return;
        }
        let place = Place {
            part: Part::Body,
            page: 1,
            paragraph: self.paragraphs + 1,
            run: self.runs + 1,
            source: (0, 0),
        };
        if self.preformatted {
            self.open.push(text, place);
            return;
        }
        let is_space = |c: char| matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}');
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if is_space(c) {
                self.pending_space = true;
                continue;
            }
            let before = if out.is_empty() { &self.open.text } else { &out };
            if std::mem::take(&mut self.pending_space) && !before.is_empty() && !before.ends_with([' ', '\n'])
            {
                out.push(' ');
            }
            out.push(c);
        }
        self.open.push(&out, place);
    }

    /// Space around an element, from what was closed last.
    fn space(&mut self, name: &str) {
        if SPACED.contains(&name)
            && let Some(last) = self.sink.last()
        {
            last.after = SPACE;
        }
    }

    fn close(&mut self) {
        self.pending_space = false;
        self.paragraphs += 1;
        self.runs = 0;
        let open = std::mem::take(&mut self.open);
        // Markup has empty elements without meaning; a gap of a page comes from its margins. Non-breaking
        // spaces alone are how Word writes an empty line.
        if !open.is_blank() || open.text.contains('\u{a0}') || open.text.contains('\n') {
            self.sink.push(open);
        }
    }
}
