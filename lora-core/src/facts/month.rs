//! Months without a year that stand for the rotation: "the September rotation" of one in August.

use std::ops::Range;

use jiff::civil::Date;

use super::date::Checker;
use crate::finding::Finding;
use crate::text::SectionKind;

/// Months of a stay in which a month says nothing any more.
const LONG: i32 = 10;

impl Checker<'_> {
    /// Months that are said to be the rotation's and are not.
    pub(super) fn months(&self, findings: &mut Vec<Finding>) {
        let Some((start, end, sure)) = self.rotation() else { return };
        if months_of(start, end) > LONG {
            return;
        }
        let scene = self.scene;
        let Some(class) = scene.rules.class("month") else { return };
        for hit in scene.lexicon.all().iter().filter(|h| h.class == class) {
            let at = hit.start as usize;
            let Some(sentence) = scene.doc.sentence_of(at) else { continue };
            let section = scene.doc.sentences()[sentence].section;
            if !matches!(section, SectionKind::Body | SectionKind::Postscript)
                || !scene.text(at).starts_with(char::is_uppercase)
            {
                continue;
            }
            let dated = self.facts.dates.iter().any(|d| d.tokens.contains(&at))
                || self.facts.ranges.iter().any(|r| r.tokens.contains(&at));
            let Some(month) = (1..=12_i8).find(|n| scene.is(&format!("month-{n}"), at)) else { continue };
            if dated || lies_in(month, start, end) || !self.is_of_stay(at, sentence) {
                continue;
            }
            let end_of_name = at + 1 + usize::from(scene.is("stay-word", at + 1));
            let expected = format!("{start} to {end}");
            findings.extend(self.flag("date/rotation-differs", &(at..end_of_name), &expected, sure));
        }
    }

    /// Whether a month is told as the time of the rotation.
    fn is_of_stay(&self, at: usize, sentence: usize) -> bool {
        let scene = self.scene;
        let range = scene.doc.sentences()[sentence].range();
        if self.about_other_trainee(&(at..at + 1), sentence)
            || scene.terms_in("earlier-contact", range.clone()).next().is_some()
        {
            return false;
        }
        let near = self.about_applicant(sentence);
        let before = at.checked_sub(1).filter(|t| *t >= range.start);
        let possessive = before.is_some_and(|t| scene.is("pron-possessive", t));
        let anaphoric = before.is_some_and(|t| scene.is("anaphoric-word", t));
        let definite = before.is_some_and(|t| scene.is("whole-article", t));
        // "her September block", "those October weeks", "the best student of the June rotation"
        let names = at + 1 < range.end
            && (scene.is("stay-word", at + 1) || anaphoric && scene.is("unit-week", at + 1));
        if names && (possessive || anaphoric || definite && near) {
            return true;
        }
        // "At the end of the rotation, in July", "the seven weeks of February", "Throughout September the residents …"
        let lead = |class: &str| self.leads(class, at, &range);
        near && (lead("stay-lead") || lead("throughout-word"))
    }

    /// Whether a term of a lexicon ends right before a token.
    fn leads(&self, class: &str, at: usize, sentence: &Range<usize>) -> bool {
        (at.saturating_sub(6).max(sentence.start)..at)
            .any(|t| self.scene.term(class, t).is_some_and(|len| t + len == at))
    }
}

/// Calendar months that a stay touches.
fn months_of(start: Date, end: Date) -> i32 {
    (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month()) - i32::from(start.month())
        + 1
}

fn lies_in(month: i8, start: Date, end: Date) -> bool {
    let from = i32::from(start.month());
    (from..from + months_of(start, end)).any(|m| (m - 1) % 12 + 1 == i32::from(month))
}
