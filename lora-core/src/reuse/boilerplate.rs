//! What letters share without copying from one another, by its own wording: stock sentences, and text of forms.

use super::classes::Classes;
use super::frame::mentions;
use super::reading::{Reading, Stretch};

/// Sentences at the start of a letter that may be stock text, and at its end.
const OPENING: usize = 8;
const ENDING: usize = 7;

/// Marks the sentences that are stock text by their own wording. They still match, but are worth nothing.
pub(super) fn mark_stock(reading: &mut Reading) {
    let count = reading.sentences.len();
    let forms = forms(reading);
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

/// Which sentences are text of forms. A note about who may read the letter goes on until somebody is spoken of.
fn forms(reading: &Reading) -> Vec<bool> {
    let mut forms = Vec::with_capacity(reading.sentences.len());
    for paragraph in reading.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let mut note = false;
        for sentence in paragraph {
            let words = || reading.units_of(sentence).iter().flat_map(|u| reading.words_of(u));
            let about_letter = words().any(|w| w.classes.has(Classes::WAIVER));
            note = about_letter || note && !mentions(reading, sentence);
            forms.push(note || is_form(reading, sentence));
        }
    }
    forms
}

/// The official wording of a competency: about nobody, and full of its terms.
fn is_form(reading: &Reading, sentence: &Stretch) -> bool {
    let units = reading.units_of(sentence);
    let count =
        |class| units.iter().flat_map(|u| reading.words_of(u)).filter(|w| w.classes.has(class)).count();
    let terms = count(Classes::FORM);
    terms >= 4 && terms * 4 >= units.len() && count(Classes::TITLE) == 0 && count(Classes::WRITER) == 0
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
