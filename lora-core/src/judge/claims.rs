//! Single claims: the season applied for, a comparison without its group, the applicant by first name only.

use super::structure::Structure;
use crate::facts::PersonRole;
use crate::finding::Finding;
use crate::rules::PhraseHit;
use crate::text::SectionKind;

impl Structure<'_> {
    pub(super) fn claims(&self) -> Vec<Finding> {
        let mut found = self.season();
        found.extend(self.bare_comparison());
        found.extend(self.first_name_only());
        found
    }

    /// "2025 Match" in the subject line, or where the letter says what is applied for.
    fn season(&self) -> Vec<Finding> {
        let scene = self.scene;
        let contexts = self.phrases.signal(scene.rules, "season-context");
        let hits = self.phrases.signal(scene.rules, "season-match");
        let year_of = |hit: &PhraseHit| {
            let year = (hit.start as usize..hit.end as usize).find_map(|t| scene.text(t).parse::<i16>().ok());
            year.filter(|y| (2000..2100).contains(y))
        };
        let is_subject =
            |hit: &&PhraseHit| scene.doc.sentences()[hit.sentence as usize].section == SectionKind::Subject;
        // "Amina Farah, letter for Internal Medicine, 2025 Match" above the salutation.
        let is_head = |hit: &PhraseHit| {
            let section = scene.doc.sentences()[hit.sentence as usize].section;
            matches!(section, SectionKind::Letterhead | SectionKind::DateLine | SectionKind::Addressee)
        };
        let given = scene.profile.target.season;
        let Some(season) = given.or_else(|| hits.iter().find(is_subject).and_then(year_of)) else {
            return Vec::new();
        };
        let differs = hits.iter().filter(|hit| {
            (is_subject(hit) || is_head(hit) || contexts.iter().any(|c| c.sentence == hit.sentence))
                && year_of(hit).is_some_and(|year| year != season)
        });
        let expected = season.to_string();
        let found = differs.filter_map(|hit| {
            let span = scene.doc.span_of(hit.start as usize..hit.end as usize);
            scene.inferred("date/season-differs", Some(span), &[("expected", &expected)], given.is_some())
        });
        found.collect()
    }

    /// "One of the best students", of nobody knows how many.
    fn bare_comparison(&self) -> Option<Finding> {
        let span = self.signal("bare-comparison")?;
        let counted = self.signal("comparison-denominator").is_some();
        (!counted)
            .then(|| self.scene.finding("endorsement/comparison-without-denominator", Some(span), &[]))?
    }

    /// Never by title or surname, and often by first name.
    fn first_name_only(&self) -> Option<Finding> {
        let applicant = &self.facts.applicant;
        let family = |t: usize| applicant.family.iter().any(|w| w == self.scene.folded(t));
        let mut mentions = self.facts.people.named(PersonRole::Applicant).peekable();
        mentions.peek()?;
        let mut count = 0_u32;
        for mention in mentions {
            if mention.title.is_some() || mention.tokens.clone().any(family) {
                return None;
            }
            count += 1;
        }
        let often = !applicant.family.is_empty()
            && f64::from(count) >= self.scene.rules.limit("first-name.mentions")?;
        let found = count.to_string();
        often.then(|| self.scene.finding("bias/first-name-only", None, &[("found", &found)]))?
    }
}
