//! Where marks go in a document's XML: between runs, or into the middle of one, which is then split in two.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Longest properties of a run, in bytes: each cut repeats them.
const LONGEST: usize = 1 << 16;

/// A text element (`w:t`) and the run that holds it, in bytes of the XML.
#[derive(Debug, Clone, Copy)]
struct Text {
    run: usize,
    tag: usize,
    content: usize,
    content_end: usize,
    end: usize,
    keeps_space: bool,
}

/// A run (`w:r`), in bytes of the XML.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    start: usize,
    tag_end: usize,
    /// Its properties, empty where it has none.
    properties: (usize, usize),
    /// Where its closing tag begins, and where that ends.
    close: usize,
    end: usize,
}

/// Where a mark goes. The order is that of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    at: usize,
    cut: Cut,
}

/// What has to be closed before a mark and opened again after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    /// Nothing: the mark goes between runs.
    None,
    /// The run.
    Run(usize),
    /// The run and the text element in it.
    Text(usize),
}

/// Marks of one place: ends of what stands before it, then starts of what follows.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) ends: String,
    pub(super) starts: String,
}

/// The text elements of a document with their runs.
pub(super) struct Anchors<'a> {
    xml: &'a str,
    runs: Vec<Run>,
    texts: Vec<Text>,
    /// Prefix of the document's own elements, with its colon.
    pub(super) prefix: String,
}

impl<'a> Anchors<'a> {
    /// Reads where runs and texts stand. `None` for XML that was written in a way that can't be added to: no
    /// prefix, or damaged.
    pub(super) fn read(xml: &'a str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let mut anchors = Self { xml, runs: Vec::new(), texts: Vec::new(), prefix: String::new() };
        let (mut open_runs, mut open_text, mut properties) = (Vec::new(), None::<Text>, None::<usize>);
        let mut before = 0;
        loop {
            let event = reader.read_event().ok()?;
            let after = usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Start(e) => {
                    let name = e.name().into_inner();
                    if anchors.prefix.is_empty() {
                        anchors.prefix = format!("{}:", name.split_once(':')?.0);
                    }
                    match name.strip_prefix(anchors.prefix.as_str()) {
                        Some("r") => {
                            open_runs.push(anchors.runs.len());
                            anchors.runs.push(Run { start: before, tag_end: after, ..Run::default() });
                        }
                        Some("rPr")
                            if open_runs.last().is_some_and(|r| anchors.runs[*r].tag_end == before) =>
                        {
                            properties = Some(before);
                        }
                        Some("t") => {
                            let keeps_space =
                                crate::xml::attribute(&e, "space").is_some_and(|v| v == "preserve");
                            open_text = open_runs.last().map(|run| Text {
                                run: *run,
                                tag: before,
                                content: after,
                                content_end: after,
                                end: after,
                                keeps_space,
                            });
                        }
                        _ => {}
                    }
                }
                Event::Empty(e) => {
                    if e.name().into_inner().strip_prefix(anchors.prefix.as_str()) == Some("rPr")
                        && let Some(run) = open_runs.last().map(|r| &mut anchors.runs[*r])
                        && run.tag_end == before
                    {
                        run.properties = (before, after);
                    }
                }
                Event::End(e) => match e.name().into_inner().strip_prefix(anchors.prefix.as_str()) {
                    Some("r") => {
                        if let Some(run) = open_runs.pop().map(|r| &mut anchors.runs[r]) {
                            (run.close, run.end) = (before, after);
                        }
                    }
                    Some("rPr") => {
                        if let (Some(start), Some(run)) = (properties.take(), open_runs.last()) {
                            anchors.runs[*run].properties = (start, after);
                        }
                    }
                    Some("t") => {
                        if let Some(mut text) = open_text.take() {
                            (text.content_end, text.end) = (before, after);
                            anchors.texts.push(text);
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            before = after;
        }
        anchors.texts.sort_by_key(|t| t.content);
        let longest =
            anchors.runs.iter().map(|r| r.properties.1 - r.properties.0 + r.tag_end - r.start).max();
        (longest.unwrap_or(0) < LONGEST).then_some(anchors)
    }

    /// The text element that holds a byte.
    fn text(&self, at: usize) -> Option<usize> {
        let next = self.texts.partition_point(|t| t.content <= at);
        let found = next.checked_sub(1)?;
        (at <= self.texts[found].content_end).then_some(found)
    }

    /// Where a mark before a byte of text goes.
    pub(super) fn before(&self, at: usize) -> Option<Place> {
        let index = self.text(at)?;
        let text = self.texts[index];
        let run = self.runs[text.run];
        let first = run.properties.1.max(run.tag_end);
        let only_space = self.xml[text.content..at].trim().is_empty() && !text.keeps_space;
        Some(if at > text.content && !only_space {
            Place { at, cut: Cut::Text(index) }
        } else if text.tag > first {
            Place { at: text.tag, cut: Cut::Run(text.run) }
        } else {
            Place { at: run.start, cut: Cut::None }
        })
    }

    /// Where a mark after the text that ends before a byte goes.
    pub(super) fn after(&self, at: usize) -> Option<Place> {
        let index = self.text(at.checked_sub(1)?)?;
        let text = self.texts[index];
        let run = self.runs[text.run];
        let only_space = self.xml[at..text.content_end].trim().is_empty() && !text.keeps_space;
        Some(if at < text.content_end && !only_space {
            Place { at, cut: Cut::Text(index) }
        } else if text.end < run.close {
            Place { at: text.end, cut: Cut::Run(text.run) }
        } else {
            Place { at: run.end, cut: Cut::None }
        })
    }

    /// The XML with the marks in it: nothing is taken out or changed, so that taking out what was put in gives
    /// the XML as it was.
    pub(super) fn insert(&self, marks: &BTreeMap<Place, Marks>) -> String {
        let mut added: Vec<(usize, String)> = Vec::new();
        for (place, marks) in marks {
            let marks = format!("{}{}", marks.ends, marks.starts);
            let content = match place.cut {
                Cut::None => marks,
                Cut::Run(run) => self.cut_run(run, &marks, "", ""),
                Cut::Text(text) => {
                    let text = self.texts[text];
                    if !text.keeps_space {
                        // Spaces at the cut would else be lost.
                        added.push((text.content - 1, " xml:space=\"preserve\"".to_owned()));
                    }
                    let open = format!("<{}t xml:space=\"preserve\">", self.prefix);
                    self.cut_run(text.run, &marks, &format!("</{}t>", self.prefix), &open)
                }
            };
            added.push((place.at, content));
        }
        added.sort_by_key(|(at, _)| *at);
        added.dedup_by(|b, a| a.0 == b.0 && a.1 == b.1 && a.1.starts_with(' '));
        let mut out = String::with_capacity(self.xml.len() + added.iter().map(|a| a.1.len()).sum::<usize>());
        let mut from = 0;
        for (at, text) in added {
            out.push_str(&self.xml[from..at]);
            out.push_str(&text);
            from = at;
        }
        out.push_str(&self.xml[from..]);
        out
    }

    fn cut_run(&self, run: usize, marks: &str, close: &str, open: &str) -> String {
        let run = self.runs[run];
        let w = &self.prefix;
        let tag = &self.xml[run.start..run.tag_end];
        let properties = &self.xml[run.properties.0..run.properties.1];
        format!("{close}</{w}r>{marks}{tag}{properties}{open}")
    }
}
