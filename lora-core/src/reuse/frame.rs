//! The frame: what one writer says in every letter, and one place. Between two letters of one writer, or of one place,
//! it accuses nobody; between others it is text like any other.

use super::classes::Classes;
use super::people::same_writer;
use super::reading::{Kind, Line, Reading, Stretch, Unit};
use crate::text::SectionKind;

/// Of so many words one must be of a place for a stretch that mentions nobody to be about it.
const PLACE: usize = 12;

/// What of a letter may be frame.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Part {
    /// The writer about himself.
    writer: bool,
    /// About the place, its work and its rules, or about the letter.
    place: bool,
    /// In the first or the last paragraph of three or more.
    edge: bool,
}

/// What two letters have in common of whence they come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    pub(super) one_writer: bool,
    pub(super) one_place: bool,
    /// How the writer begins and ends counts as frame too.
    edges: bool,
}

impl Frame {
    pub(super) fn of(draft: &Reading, source: &Reading) -> Self {
        let one_writer = same_writer(draft, source) == Some(true);
        Self { one_writer, one_place: one_writer || one_place(draft, source), edges: false }
    }

    /// Of a letter that can't be read: it may well be of the same writer.
    pub(super) fn unknown() -> Self {
        Self { one_writer: true, one_place: true, edges: true }
    }

    /// Under which the writer's first and last paragraphs are worth nothing either.
    pub(super) fn with_edges(self) -> Self {
        Self { edges: self.one_writer, ..self }
    }

    /// Whether a unit stands where the writer begins or ends every letter, and that counts.
    pub(super) fn is_edge(self, reading: &Reading, unit: &Unit) -> bool {
        self.edges && reading.sentences.get(unit.sentence as usize).is_some_and(|s| s.part.edge)
    }

    /// Whether units that correspond are frame, on both sides.
    pub(super) fn holds(self, (draft, a): (&Reading, &Unit), (source, b): (&Reading, &Unit)) -> bool {
        self.one_place && self.holds_part(draft, a) && self.holds_part(source, b)
    }

    /// Whether a unit of one of the letters is.
    pub(super) fn holds_part(self, reading: &Reading, unit: &Unit) -> bool {
        let part = reading.sentences.get(unit.sentence as usize).map(|s| s.part).unwrap_or_default();
        self.one_place && part.place || self.one_writer && part.writer || self.edges && part.edge
    }
}

/// Whether a line of the letterheads is the same that names something: "Department of Medicine" names nothing.
fn one_place(draft: &Reading, source: &Reading) -> bool {
    let plain = [
        Classes::BIOGRAPHY,
        Classes::SETTING,
        Classes::FUNCTION,
        Classes::FORM,
        Classes::STOCK,
        Classes::NUMBER,
    ];
    let names = |line: &&Line| {
        let first = draft.words.partition_point(|w| w.span.start < line.span.start);
        let words = draft.words.get(first..first + line.words as usize).unwrap_or_default();
        line.section == SectionKind::Letterhead
            && line.words > 1
            && words.iter().any(|w| !plain.iter().any(|class| w.classes.has(*class)))
    };
    let there = |line: &Line| source.lines.iter().any(|l| l.section == line.section && l.hash == line.hash);
    draft.lines.iter().filter(names).any(there)
}

/// Notes which sentences may be frame.
pub(super) fn mark(reading: &mut Reading) {
    let paragraphs: Vec<&[Stretch]> = reading.sentences.chunk_by(|a, b| a.paragraph == b.paragraph).collect();
    let mut parts = Vec::with_capacity(reading.sentences.len());
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let edge = paragraphs.len() > 2 && (number == 0 || number + 1 == paragraphs.len());
        for run in paragraph.chunk_by(|a, b| mentions(reading, a) == mentions(reading, b)) {
            let nobody = run.first().is_some_and(|s| !mentions(reading, s));
            let whole = run.len() > 1 || run.len() == paragraph.len();
            let place = nobody && whole && is_about_place(reading, run);
            parts.extend(run.iter().map(|sentence| Part {
                writer: nobody && is_about_writer(reading, sentence),
                place,
                edge,
            }));
        }
    }
    for (sentence, part) in reading.sentences.iter_mut().zip(parts) {
        sentence.part = part;
    }
}

/// Whether a sentence mentions the applicant or anybody else by pronoun or by title and name.
pub(super) fn mentions(reading: &Reading, sentence: &Stretch) -> bool {
    let applicant = &reading.applicant;
    let them = applicant.pronoun == Some(Classes::THEY);
    let people = reading.units_of(sentence).iter().filter(|u| u.kind == Kind::Person);
    people.flat_map(|u| reading.words_of(u)).any(|w| {
        w.classes.has(Classes::SHE)
            || w.classes.has(Classes::HE)
            || them && w.classes.has(Classes::THEY)
            || w.is_name && (w.classes.has(Classes::TITLE) || applicant.names.contains(&w.hash))
    })
}

fn is_about_writer(reading: &Reading, sentence: &Stretch) -> bool {
    reading.units_of(sentence).iter().flat_map(|u| reading.words_of(u)).any(|w| w.classes.has(Classes::I))
}

fn is_about_place(reading: &Reading, sentences: &[Stretch]) -> bool {
    let classes = [Classes::WRITER, Classes::BIOGRAPHY, Classes::SETTING];
    let units = || sentences.iter().flat_map(|s| reading.units_of(s));
    let words = || units().flat_map(|u| reading.words_of(u));
    words().filter(|w| classes.iter().any(|c| w.classes.has(*c))).count() * PLACE >= units().count()
}
