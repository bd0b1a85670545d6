//! The letter's text in paragraphs, cut where marks begin and end.

use lora_core::Analyzer;

use super::Note;

/// A paragraph, with the notes that are explained beside it.
pub struct Paragraph {
    pub pieces: Vec<Piece>,
    /// Places in the list of notes.
    pub notes: Vec<usize>,
    /// No blank line stands before it.
    pub tight: bool,
}

/// A run of text under the same marks.
pub struct Piece {
    pub text: String,
    /// How it is marked; empty where it isn't.
    pub class: &'static str,
    /// Marks that end here.
    pub ends: Vec<End>,
}

/// The end of a mark.
pub struct End {
    /// Its note, by its place in the list.
    pub note: usize,
    /// It is the note's first mark, to which the note leads back.
    pub first: bool,
}

/// A mark: first byte, byte after the last, and its note by its place in the list.
type Mark = (u32, u32, usize);

/// The paragraphs of a text. Marks and paragraphs are walked side by side, so that a very long text takes no longer
/// than its length.
pub fn paragraphs(text: &str, notes: &[Note], analyzer: &Analyzer) -> Vec<Paragraph> {
    let document = analyzer.document(text);
    let all = notes.iter().enumerate();
    let mut marks: Vec<Mark> =
        all.flat_map(|(n, note)| note.marks.iter().map(move |(from, to)| (*from, *to, n))).collect();
    marks.sort_unstable();
    let mut coming = marks.into_iter().peekable();
    let mut open: Vec<Mark> = Vec::new();
    let mut last = 0;
    let mut paragraphs = Vec::new();
    for paragraph in document.paragraphs() {
        let (start, end) = (paragraph.span.start, paragraph.span.end);
        while let Some(mark) = coming.next_if(|m| m.0 < end) {
            open.push(mark);
        }
        open.retain(|m| m.1 > start);
        let is_first = |m: &Mark| m.0 >= start && notes[m.2].marks.first() == Some(&(m.0, m.1));
        let mut explained: Vec<usize> = open.iter().filter(|m| is_first(m)).map(|m| m.2).collect();
        explained.sort_unstable();
        let gap = text.get(last..start as usize).unwrap_or_default();
        let tight = !paragraphs.is_empty() && gap.matches('\n').count() < 2;
        paragraphs.push(Paragraph {
            pieces: pieces(text, (start, end), notes, &open),
            notes: explained,
            tight,
        });
        last = end as usize;
    }
    paragraphs
}

/// The runs of a paragraph, given the marks in it by their start.
fn pieces(text: &str, (start, end): (u32, u32), notes: &[Note], marks: &[Mark]) -> Vec<Piece> {
    let mut cuts: Vec<u32> = marks.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    cuts.extend([start, end]);
    cuts.retain(|c| (start..=end).contains(c));
    cuts.sort_unstable();
    cuts.dedup();
    let mut coming = marks.iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    let mut pieces = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        while let Some(mark) = coming.next_if(|m| m.0 <= from) {
            open.push(mark);
        }
        open.retain(|m| m.1 > from);
        let Some(text) = text.get(from as usize..to as usize) else { continue };
        let end = |m: &&&Mark| End { note: m.2, first: notes[m.2].marks.first() == Some(&(m.0, m.1)) };
        pieces.push(Piece {
            text: text.to_owned(),
            class: open.iter().map(|m| notes[m.2].class).max_by_key(|c| weight(c)).unwrap_or(""),
            ends: open.iter().filter(|m| m.1 == to).map(|m| end(&m)).collect(),
        });
    }
    pieces
}

/// Which mark shows where several lie over each other.
fn weight(class: &str) -> u8 {
    match class {
        "must" | "confirm" => 3,
        "should" => 2,
        _ => 1,
    }
}
