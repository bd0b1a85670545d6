//! Single claims: the season applied for, a comparison without its group, the applicant by first name only.

use super::structure::Structure;
use crate::facts::PersonRole;
use crate::finding::Finding;
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
        let Some(season) = self.scene.profile.target.season else { return Vec::new() };
        let contexts = self.phrases.signal(self.scene.rules, "season-context");
        let hits = self.phrases.signal(self.scene.rules, "season-match").iter();
        hits.filter_map(|hit| {
            let section = self.scene.doc.sentences()[hit.sentence as usize].section;
            let tokens = hit.start as usize..hit.end as usize;
            let year = tokens.clone().find_map(|t| self.scene.text(t).parse::<i16>().ok())?;
            let meant =
                section == SectionKind::Subject || contexts.iter().any(|c| c.sentence == hit.sentence);
            let differs = meant && (2000..2100).contains(&year) && year != season;
            let span = self.scene.doc.span_of(tokens);
            let expected = season.to_string();
            differs
                .then(|| self.scene.finding("date/season-differs", Some(span), &[("expected", &expected)]))?
        })
        .collect()
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
