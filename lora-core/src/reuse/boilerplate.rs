//! What letters share without copying from one another, by its own wording: stock sentences, forms, and the frame in
//! which a writer or a department sets every applicant.

use super::classes::Classes;
use super::reading::{Kind, Reading, Stretch};

/// Sentences at the start of a letter that may be stock text, and at its end.
const OPENING: usize = 8;
const ENDING: usize = 7;

/// Of so many words one must be of writer, place or letter for a stretch that names nobody to be about these.
const FRAME: usize = 10;

/// Marks the sentences that accuse nobody. They still match, but are worth nothing.
pub(super) fn mark(reading: &mut Reading) {
    mark_stock(reading);
    mark_frame(reading);
}

fn mark_stock(reading: &mut Reading) {
    let count = reading.sentences.len();
    let forms: Vec<bool> = reading.sentences.iter().map(|s| is_form(reading, s)).collect();
    let marks: Vec<bool> = reading
        .sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| is_stock(reading, sentence, at < OPENING, at + ENDING >= count))
        .collect();
    for ((sentence, stock), form) in reading.sentences.iter_mut().zip(marks).zip(forms) {
        sentence.is_stock = stock || form;
        sentence.is_form = form;
    }
}

/// The waiver sentence, or the official wording of a competency: about nobody, and full of its terms.
fn is_form(reading: &Reading, sentence: &Stretch) -> bool {
    let units = reading.units_of(sentence);
    let count =
        |class| units.iter().flat_map(|u| reading.words_of(u)).filter(|w| w.classes.has(class)).count();
    let terms = count(Classes::FORM);
    count(Classes::WAIVER) > 0
        || terms >= 4 && terms * 4 >= units.len() && count(Classes::TITLE) == 0 && count(Classes::WRITER) == 0
}

fn is_stock(reading: &Reading, sentence: &Stretch, opening: bool, ending: bool) -> bool {
    let units = reading.units_of(sentence);
    let words = || units.iter().flat_map(|u| reading.words_of(u));
    let count = |class| words().filter(|w| w.classes.has(class)).count();
    let stock = count(Classes::STOCK);
    if (opening || ending)
        && (stock >= 3 && stock * 5 >= units.len() || stock >= 2 && stock * 3 >= units.len())
    {
        return true;
    }
    // The writer and the place are described without a word about the applicant.
    let about_others = count(Classes::PRONOUN) > 0 || count(Classes::TITLE) > 0;
    let biography = count(Classes::BIOGRAPHY);
    let setting = count(Classes::SETTING);
    // How the two know one another is told in the same words by all.
    if opening && stock + biography + setting >= 5 && (stock + biography + setting) * 4 >= units.len() {
        return true;
    }
    opening
        && !about_others
        && (count(Classes::WRITER) > 0 && biography >= 3 && biography * 8 >= units.len()
            || setting >= 3 && (setting + biography) * 5 >= units.len())
}

/// A writer's biography, the hospital, how grades are made, who may read the letter: sentences in a row that mention
/// nobody in the third person, and speak of the writer or in the words of such texts. What happened to a patient is
/// told without them.
fn mark_frame(reading: &mut Reading) {
    let nobody: Vec<bool> = reading.sentences.iter().map(|s| !mentions(reading, s)).collect();
    let mut frame = vec![false; nobody.len()];
    let mut start = 0;
    for paragraph in reading.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let mut at = start;
        let end = start + paragraph.len();
        let marks = nobody.get(start..end).unwrap_or_default();
        for same in marks.chunk_by(|a, b| a == b) {
            let run = at..at + same.len();
            at = run.end;
            let (Some(sentences), Some(frame)) = (reading.sentences.get(run.clone()), frame.get_mut(run)) else {
                continue;
            };
            if same.first() != Some(&true) {
                continue;
            }
            let whole = same.len() > 1 || same.len() == paragraph.len();
            let about = whole && is_about_place_or_letter(reading, sentences);
            for (mark, sentence) in frame.iter_mut().zip(sentences) {
                *mark = about || is_about_writer(reading, sentence);
            }
        }
        start = end;
    }
    for (sentence, mark) in reading.sentences.iter_mut().zip(frame) {
        sentence.is_frame = mark;
    }
}

/// Whether a sentence mentions the applicant or anybody else by pronoun or by title and name.
fn mentions(reading: &Reading, sentence: &Stretch) -> bool {
    let applicant = &reading.applicant;
    let them = applicant.pronoun == Some(Classes::THEY);
    reading.units_of(sentence).iter().filter(|u| u.kind == Kind::Person).flat_map(|u| reading.words_of(u)).any(|w| {
        w.classes.has(Classes::SHE)
            || w.classes.has(Classes::HE)
            || them && w.classes.has(Classes::THEY)
            || w.is_name && (w.classes.has(Classes::TITLE) || applicant.names.contains(&w.hash))
    })
}

fn is_about_writer(reading: &Reading, sentence: &Stretch) -> bool {
    reading.units_of(sentence).iter().flat_map(|u| reading.words_of(u)).any(|w| w.classes.has(Classes::I))
}

fn is_about_place_or_letter(reading: &Reading, sentences: &[Stretch]) -> bool {
    let classes = [Classes::WRITER, Classes::BIOGRAPHY, Classes::SETTING, Classes::STOCK, Classes::WAIVER, Classes::FORM];
    let units = || sentences.iter().flat_map(|s| reading.units_of(s));
    let speaks = units().flat_map(|u| reading.words_of(u)).filter(|w| classes.iter().any(|c| w.classes.has(*c)));
    speaks.count() * FRAME >= units().count()
}
