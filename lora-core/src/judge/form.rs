//! What kind of text it is: a letter, a standardized form, or no letter at all.

use super::structure::Structure;
use crate::facts::{Lex, Look, Word};
use crate::finding::Finding;
use crate::text::SectionKind;

/// Check boxes, as forms print them.
const BOXES: [&str; 6] = ["[ ]", "[X]", "[x]", "\u{2610}", "\u{2611}", "\u{2612}"];

/// What kind of text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A letter, however bad.
    Letter,
    /// A standardized evaluation: headings, boxes, and perhaps a narrative.
    Standard,
    /// A curriculum vitae, a personal statement, some other mail.
    Other,
}

impl Structure<'_> {
    /// What kind of text it is. Only what is plainly something else is no letter.
    pub(crate) fn form(&self) -> Form {
        if self.is_standard_form() {
            Form::Standard
        } else if self.is_curriculum() || self.is_statement() || self.is_other_mail() {
            Form::Other
        } else {
            Form::Letter
        }
    }

    /// Whether a finding stands in a text of that kind: of a form, only the narrative is read for praise.
    pub(crate) fn stands_in(&self, form: Form, finding: &Finding) -> bool {
        if finding.rule == "phi/birth-date" && self.is_applicants(finding) {
            return false;
        }
        if form != Form::Standard || !matches!(finding.pack(), "generic" | "faint" | "doubt") {
            return true;
        }
        let doc = self.scene.doc;
        let Some(sentence) = finding.span.and_then(|s| doc.sentence_of(doc.token_at(s.start))) else {
            return false;
        };
        let paragraph = &doc.paragraphs()[doc.sentences()[sentence].paragraph as usize];
        let words = f64::from(paragraph.tokens.end - paragraph.tokens.start);
        let text = doc.text_of(paragraph.span);
        words >= self.limit("form.prose-words") && !BOXES.iter().any(|b| text.contains(b))
    }

    fn limit(&self, name: &str) -> f64 {
        self.scene.rules.limit(name).unwrap_or(f64::MAX)
    }

    fn is_standard_form(&self) -> bool {
        // Few letters have such a heading, and only those are searched for boxes.
        if !self.scene.has(Lex::FormHeading, 0..self.scene.doc.tokens().len()) {
            return false;
        }
        // A box begins with a mark.
        let doc = self.scene.doc;
        let marks = self.scene.starts.within(Look::Mark, 0..doc.tokens().len());
        let rest =
            |token: usize| doc.text().get(doc.tokens()[token].span.start as usize..).unwrap_or_default();
        let boxes = marks.filter(|t| BOXES.iter().any(|b| rest(*t).starts_with(b))).count();
        u32::try_from(boxes).map_or(f64::MAX, f64::from) >= self.limit("form.boxes")
    }

    fn has_frame(&self) -> bool {
        self.has(SectionKind::Salutation) || self.has(SectionKind::Closing)
    }

    /// Headings of a curriculum vitae, each alone on its line.
    fn is_curriculum(&self) -> bool {
        if self.has_frame() {
            return false;
        }
        let kinds =
            [SectionKind::Letterhead, SectionKind::Body, SectionKind::Signature, SectionKind::Subject];
        let lines = kinds.into_iter().chain([SectionKind::DateLine]).flat_map(|k| self.lines(k));
        let heading = |line: &std::ops::Range<usize>| {
            let len = line.len() - usize::from(self.scene.word(line.end - 1) == Word::Colon);
            self.scene.term(Lex::CvHeading, line.start) == Some(len)
        };
        let count = u32::try_from(lines.filter(heading).count()).map_or(f64::MAX, f64::from);
        count >= self.limit("form.cv-headings")
    }

    /// The applicant speaks of themselves, and nobody recommends anybody.
    fn is_statement(&self) -> bool {
        let own = self.phrases.signal(self.scene.rules, "own-application");
        let mut sentences: Vec<u32> = own.iter().map(|h| h.sentence).collect();
        sentences.dedup();
        let count = u32::try_from(sentences.len()).map_or(f64::MAX, f64::from);
        !self.has_frame()
            && count >= self.limit("form.own-application")
            && !self.recommends()
            && !self.tells_of_applicant()
    }

    /// Mail about something else: no applicant, no pronoun of one, no recommendation, nobody in training.
    fn is_other_mail(&self) -> bool {
        let all = 0..self.scene.doc.tokens().len();
        let none = |class: Lex| !self.scene.has(class, all.clone());
        self.facts.applicant.given
            && self.has(SectionKind::Salutation)
            && !self.tells_of_applicant()
            && [Lex::PronShe, Lex::PronHe, Lex::Trainee, Lex::Specialty, Lex::RolePatient]
                .iter()
                .all(|c| none(*c))
            && self.signal("recommendation").is_none()
            && self.endorsement.level == 0
    }

    fn tells_of_applicant(&self) -> bool {
        (0..self.scene.doc.sentences().len()).any(|s| self.evidence.shown(s).about_applicant)
    }
}
