//! How long, how directly and how long ago writer and applicant worked together.

use super::structure::Structure;
use crate::facts::Lex;
use crate::finding::Finding;
use crate::span::Span;

/// Mean days of a month.
const MONTH: f64 = 30.44;

impl Structure<'_> {
    /// Length, directness and age of the contact.
    pub(super) fn contact(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        found.extend(self.short());
        let observed = self.signal("contact-observership");
        let observership = self.scene.rules.text("structure.observership");
        let by_profile = self.scene.profile.rotation.role.as_deref() == Some(observership);
        let hands_on = self.hands_on().filter(|_| observed.is_some() || by_profile);
        if let Some(span) = hands_on {
            let slots = [("expected", observership)];
            found.extend(self.scene.finding("structure/hands-on-observership", Some(span), &slots));
        } else if observed.is_some() {
            found.extend(self.scene.finding("structure/contact-observership", observed, &[]));
        }
        if let Some(span) = self.signal("contact-indirect") {
            found.extend(self.scene.finding("structure/contact-indirect", Some(span), &[]));
        }
        found.extend(self.gap());
        found
    }

    /// Days instead of weeks, by the profile or by the letter's own words.
    fn short(&self) -> Option<Finding> {
        let rotation = &self.scene.profile.rotation;
        if let Some(span) = self.signal("contact-short") {
            let said = self.scene.doc.text_of(span);
            return self.scene.finding("structure/contact-short", Some(span), &[("found", said)]);
        }
        let days = rotation.start?.until(rotation.end?).map_or(0, |s| s.get_days()) + 1;
        let short = f64::from(days) < self.scene.rules.limit("contact.days")?;
        let found = format!("{days}");
        short.then(|| self.scene.finding("structure/contact-short", None, &[("found", &found)]))?
    }

    /// The sentence in which the applicant does what no observer may.
    fn hands_on(&self) -> Option<Span> {
        let sentences = self.scene.doc.sentences();
        let by_applicant = |at: usize| {
            (at.saturating_sub(4)..at).any(|t| {
                self.scene.term(Lex::Applicant, t).is_some_and(|len| t + len <= at && at - (t + len) <= 1)
            })
        };
        (0..sentences.len())
            .filter(|s| self.evidence.shown(*s).acts)
            .find(|s| {
                let mut acts = self.scene.terms_in(Lex::HandsOn, sentences[*s].range());
                acts.any(|hit| by_applicant(hit.start as usize))
            })
            .map(|s| sentences[s].span)
    }

    /// Months between the end of the rotation and the letter.
    fn gap(&self) -> Option<Finding> {
        let end = self.scene.profile.rotation.end?;
        let days = end.until(self.facts.letter_date?).map_or(0, |s| s.get_days());
        let months = (f64::from(days) / MONTH).floor();
        let long = months >= self.scene.rules.limit("contact.gap-months")?;
        let found = format!("{months:.0}");
        long.then(|| self.scene.finding("structure/contact-gap", None, &[("found", &found)]))?
    }
}
