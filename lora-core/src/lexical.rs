//! Findings of the rules that need no reasoning: phrases, patterns, density, absence.

use crate::covered::Covered;
use crate::finding::Finding;
use crate::judge::Evidence;
use crate::pack::schema::{About, Quotes, Severity, SpanOf};
use crate::pattern::Patterns;
use crate::rules::{LexHits, Matcher, Owner, PhraseHit, PhraseOptions, Role, Rule, RuleSet};
use crate::span::Span;
use crate::text::{Document, SectionKind, TokenKind};

/// Phrase matches by their owner, with those that an exception silences already taken out.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// Of one owner together, and in order.
    hits: Vec<PhraseHit>,
}

impl Phrases {
    pub(crate) fn new(hits: &[PhraseHit]) -> Self {
        // They come sentence by sentence: what is left is to part them by owner.
        let mut order: Vec<(u32, u32)> = hits.iter().map(|hit| hit.owner.number()).zip(0..).collect();
        order.sort_unstable();
        let mut own: Vec<PhraseHit> = Vec::new();
        let mut kept = Vec::with_capacity(hits.len());
        let mut rest = order.as_slice();
        while let Some((owner, first)) = rest.first() {
            let sentence = hits[*first as usize].sentence;
            let here = rest.iter().take_while(|(o, n)| o == owner && hits[*n as usize].sentence == sentence);
            own.clear();
            own.extend(here.map(|(_, number)| hits[*number as usize]));
            rest = &rest[own.len()..];
            // No match reaches over the end of its sentence.
            keep(&mut own, &mut kept);
        }
        Self { hits: kept }
    }

    pub(crate) fn of(&self, owner: Owner) -> &[PhraseHit] {
        let start = self.hits.partition_point(|h| h.owner < owner);
        let end = self.hits.partition_point(|h| h.owner <= owner);
        &self.hits[start..end]
    }

    /// Every rule that has matches, in order, with its number and the matches.
    fn by_rule(&self) -> impl Iterator<Item = (u16, &[PhraseHit])> {
        let own = self.hits.chunk_by(|a, b| a.owner == b.owner);
        // Rules come before signals.
        own.map_while(|hits| match hits.first()?.owner {
            Owner::Rule(number) => Some((number, hits)),
            Owner::Signal(_) => None,
        })
    }

    /// Matches of a named signal.
    pub(crate) fn signal(&self, rules: &RuleSet, name: &str) -> &[PhraseHit] {
        rules.signal(name).map_or(&[], |n| self.of(Owner::Signal(n)))
    }
}

/// Keeps those of an owner's matches in one sentence that nothing silences: of some that overlap, the first and longest.
fn keep(own: &mut [PhraseHit], kept: &mut Vec<PhraseHit>) {
    if let [only] = own {
        kept.extend(Some(*only).filter(|hit| hit.role == Role::Any));
        return;
    }
    if own.iter().any(|h| h.role == Role::Unless) {
        return;
    }
    own.sort_unstable_by_key(|hit| (hit.start, u32::MAX - hit.end));
    let except = Covered::new(own.iter().filter(|h| h.role == Role::Except).map(|h| (h.start, h.end)));
    let mut end = 0;
    for hit in own.iter().filter(|h| h.role == Role::Any) {
        if hit.start >= end && !except.overlaps(hit.start, hit.end) {
            end = hit.end;
            kept.push(*hit);
        }
    }
}

/// What the lexical rules look at.
pub(crate) struct Lexical<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) rules: &'a RuleSet,
    pub(crate) lexicon: &'a LexHits,
    pub(crate) phrases: &'a Phrases,
    pub(crate) evidence: &'a Evidence,
}

impl Lexical<'_> {
    /// Findings of every lexical rule.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let grudging = self.grudging();
        let patterns = Patterns::new(self.doc, self.rules);
        let words = self.doc.words(&[SectionKind::Body]);
        let mut counts = None;
        let mut matched = self.phrases.by_rule().peekable();
        let mut unprompted = self.rules.unprompted().iter().peekable();
        loop {
            let next =
                [matched.peek().map(|(number, _)| *number), unprompted.peek().map(|(number, _)| *number)];
            let Some(number) = next.into_iter().flatten().min() else { break };
            let hits = matched.next_if(|own| own.0 == number).map_or(&[][..], |own| own.1);
            let expressions = unprompted.next_if(|own| own.0 == number).and_then(|own| own.1.as_ref());
            if expressions.is_some_and(|expressions| !patterns.may_match(expressions)) {
                continue;
            }
            let Some(rule) = self.rules.rules().get(usize::from(number)) else { continue };
            match &rule.matcher {
                Matcher::Phrases(options) => {
                    let hits = hits.iter().filter(|h| self.counts(h, options, &grudging));
                    findings.extend(hits.map(|h| self.finding(rule, self.span(h, options.span))));
                }
                Matcher::Pattern { .. } => {
                    let spans = patterns.of(&rule.matcher);
                    findings.extend(spans.into_iter().map(|span| self.finding(rule, span)));
                }
                Matcher::Density { class, above, at_least } => {
                    let counts = counts.get_or_insert_with(|| self.rules.counts(self.lexicon));
                    let count = counts.get(usize::from(*class)).map_or(0, |count| *count as usize);
                    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
                    let density = count as f32 * 100.0 / words.max(1) as f32;
                    if count >= *at_least as usize && density > *above {
                        findings.push(whole_letter(rule, &count.to_string()));
                    }
                }
                Matcher::Absence { sections, min_words } => {
                    let here = |h: &&PhraseHit| {
                        sections.is_empty()
                            || sections.contains(&self.doc.sentences()[h.sentence as usize].section)
                    };
                    if hits.iter().find(here).is_none() && words >= *min_words as usize {
                        findings.push(whole_letter(rule, ""));
                    }
                }
                Matcher::Check => {}
            }
        }
        findings
    }

    /// By sentence, whether a warning stands in it that no observation silences. Such a sentence supports no praise
    /// before it: “She stood quietly in the corner” proves nothing.
    fn grudging(&self) -> Vec<bool> {
        let mut grudging = vec![false; self.doc.sentences().len()];
        for (number, hits) in self.phrases.by_rule() {
            let Some(rule) = self.rules.rules().get(usize::from(number)) else { continue };
            let Matcher::Phrases(options) = &rule.matcher else { continue };
            if rule.severity == Severity::Warning && !options.unless_supported {
                for hit in hits.iter().filter(|h| self.counts(h, options, &[])) {
                    grudging[hit.sentence as usize] = true;
                }
            }
        }
        grudging
    }

    fn counts(&self, hit: &PhraseHit, options: &PhraseOptions, grudging: &[bool]) -> bool {
        let sentence = &self.doc.sentences()[hit.sentence as usize];
        options.sections.contains(&sentence.section)
            && !(options.quotes == Quotes::Skip && self.doc.tokens()[hit.start as usize].is_quoted())
            && !(options.unless_supported && self.evidence.supports(hit.sentence as usize, grudging))
            && !(options.unless_told && self.evidence.in_episode(hit.sentence as usize))
            && !(options.about == About::Applicant
                && self.evidence.is_about_other(hit.sentence as usize, hit.start))
    }

    fn span(&self, hit: &PhraseHit, of: SpanOf) -> Span {
        let sentence = &self.doc.sentences()[hit.sentence as usize];
        let matched = hit.start as usize..hit.end as usize;
        match of {
            SpanOf::Match => self.doc.span_of(matched),
            SpanOf::Sentence => sentence.span,
            SpanOf::Clause => {
                let ends = |t: &usize| {
                    let token = &self.doc.tokens()[*t];
                    token.kind == TokenKind::Mark
                        && matches!(self.doc.text_of(token.span), "," | ";" | ":" | "." | "(" | ")")
                };
                let range = sentence.range();
                let from = (range.start..matched.start).rev().find(ends).map_or(range.start, |t| t + 1);
                let to = (matched.end..range.end).find(ends).unwrap_or(range.end);
                self.doc.span_of(from..to.max(matched.end))
            }
        }
    }

    fn finding(&self, rule: &Rule, span: Span) -> Finding {
        let matched = self.doc.text_of(span);
        Finding::of(rule, Some(span), &[("match", matched)])
    }
}

fn whole_letter(rule: &Rule, count: &str) -> Finding {
    Finding::of(rule, None, &[("count", count)])
}
