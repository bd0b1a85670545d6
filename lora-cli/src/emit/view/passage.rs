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
    /// Notes whose marks end here, by their place in the list.
    pub ends: Vec<usize>,
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str, notes: &[Note], analyzer: &Analyzer) -> Vec<Paragraph> {
    let document = analyzer.document(text);
    let mut last = 0;
    let mut paragraphs = Vec::new();
    for (at, paragraph) in document.paragraphs().iter().enumerate() {
        let (start, end) = (paragraph.span.start, paragraph.span.end);
        let here = |(from, to): (u32, u32)| from < end && to > start;
        let starts_here = |n: &Note| n.marks.first().is_some_and(|(from, _)| (start..end).contains(from));
        let gap = text.get(last..start as usize).unwrap_or_default();
        paragraphs.push(Paragraph {
            pieces: pieces(text, (start, end), notes, here),
            notes: (0..notes.len()).filter(|n| starts_here(&notes[*n])).collect(),
            tight: at > 0 && gap.matches('\n').count() < 2,
        });
        last = end as usize;
    }
    paragraphs
}

fn pieces(
    text: &str,
    (start, end): (u32, u32),
    notes: &[Note],
    here: impl Fn((u32, u32)) -> bool,
) -> Vec<Piece> {
    let marks: Vec<(u32, u32, usize)> = notes
        .iter()
        .enumerate()
        .flat_map(|(n, note)| note.marks.iter().map(move |m| (m.0, m.1, n)))
        .filter(|(from, to, _)| here((*from, *to)))
        .collect();
    let mut cuts: Vec<u32> = marks.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    cuts.extend([start, end]);
    cuts.retain(|c| (start..=end).contains(c));
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[u32]| {
        let (from, to) = (pair[0], pair[1]);
        let over = marks.iter().filter(|m| m.0 <= from && m.1 >= to).map(|m| notes[m.2].class);
        Some(Piece {
            text: text.get(from as usize..to as usize)?.to_owned(),
            class: over.max_by_key(|class| weight(class)).unwrap_or(""),
            ends: marks.iter().filter(|m| m.1 == to).map(|m| m.2).collect(),
        })
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// Which mark shows where several lie over each other.
fn weight(class: &str) -> u8 {
    match class {
        "must" | "confirm" => 3,
        "should" => 2,
        _ => 1,
    }
}
