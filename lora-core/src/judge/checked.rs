//! What the letter's form states and states rightly: who signs, when, for whom, and the waiver.

use super::structure::Structure;
use crate::finding::Finding;
use crate::report::Checked;
use crate::span::Span;
use crate::text::SectionKind;

impl Structure<'_> {
    /// Facts of the form that were compared and found right; a finding on the same place is none.
    pub(crate) fn checked(&self, findings: &[Finding]) -> Vec<Checked> {
        let free = |span: Span, packs: &[&str]| {
            let about = |f: &&Finding| packs.iter().any(|p| f.rule.starts_with(p));
            !findings.iter().filter(about).any(|f| f.span.is_some_and(|s| s.overlaps(span)))
        };
        let all =
            [self.writer_checked(&free), self.date_checked(&free), self.id_checked(), self.waiver_checked()];
        all.into_iter().flatten().collect()
    }

    fn row(&self, fact: &str, compared: usize, with: &str, quote: Span) -> Checked {
        let quote = self.scene.doc.text_of(quote).split_whitespace().collect::<Vec<_>>().join(" ");
        Checked {
            fact: fact.to_owned(),
            compared,
            with: with.to_owned(),
            text: self.scene.say(&format!("checked.{fact}"), &[("quote", &quote)]),
        }
    }

    fn writer_checked(&self, free: &dyn Fn(Span, &[&str]) -> bool) -> Option<Checked> {
        let expected = self.scene.profile.writer.name.as_deref()?;
        let (name, line) = self.signed_name(&self.lines(SectionKind::Signature))?;
        let span = self.scene.doc.span_of(name.start..line.end);
        free(span, &["name/writer", "name/wrong-degree"]).then(|| self.row("writer", 1, expected, span))
    }

    fn date_checked(&self, free: &dyn Fn(Span, &[&str]) -> bool) -> Option<Checked> {
        let date = self.facts.letter_date?;
        let mention = self.facts.dates.iter().find(|d| d.date() == Some(date))?;
        let span = self.scene.doc.span_of(mention.tokens.clone());
        let with = self.scene.profile.rotation.end.or(self.scene.today)?.to_string();
        free(span, &["date/"]).then(|| self.row("date", 1, &with, span))
    }

    fn id_checked(&self) -> Option<Checked> {
        let expected = self.scene.profile.applicant.aamc_id.as_deref()?;
        let spans = self.said_exactly(expected);
        let first = *spans.first()?;
        Some(self.row("aamc-id", spans.len(), expected, first))
    }

    fn waiver_checked(&self) -> Option<Checked> {
        let known = self.scene.profile.letter.waived?;
        let (said, span) = self.waiver_said()?;
        let with = self.scene.rules.text(if known { "structure.waived" } else { "structure.not-waived" });
        (known == said).then(|| self.row("waiver", 1, with, span))
    }
}
