//! What a copy keeps of the source's applicant: the name, a pronoun that was theirs, a date of their time, and
//! whatever else a check of facts finds wrong in the draft that stands in the source as well.

use super::classes::Classes;
use super::passage::{Passage, unit_words, words_in};
use super::people::Known;
use super::reading::{Reading, Word};
use crate::finding::{Finding, Related};
use crate::pack::Severity;
use crate::rules::RuleSet;
use crate::span::Span;
use crate::text::SectionKind;

/// A word that a shared passage keeps from the source's applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftBehind {
    /// Where in the draft.
    pub(crate) span: Span,
    /// Path of the source.
    pub(crate) source: String,
    /// Where in the source.
    pub(crate) source_span: Span,
    /// The draft's words.
    pub(crate) words: String,
    /// Whether it may well be true of both applicants.
    pub(crate) may_be_right: bool,
}

impl LeftBehind {
    /// The finding, if a pack has its rule.
    pub(crate) fn finding(&self, rules: &RuleSet) -> Option<Finding> {
        let mut finding =
            Finding::of(rules.rule("reuse/left-behind")?, Some(self.span), &[("match", &self.words)]);
        let (source, text) = (self.source.clone(), self.words.clone());
        finding.related.push(Related { source, text, span: Some(self.source_span) });
        if self.may_be_right {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        Some(finding)
    }
}

/// What the passage keeps.
pub(super) fn left_behind(
    draft: (&Reading, &str),
    source: (&Reading, &str),
    path: &str,
    passage: &Passage,
    known: Known<'_>,
) -> Vec<LeftBehind> {
    let mut found = Vec::new();
    let (here, there) = (&draft.0.applicant, &source.0.applicant);
    let foreign: Vec<u64> = there.names.iter().filter(|n| !here.names.contains(n)).copied().collect();
    // Of the same applicant every word may stay as it was; a shared first name alone makes nobody the same.
    let all_known = |a: &[u64], b: &[u64]| !a.is_empty() && a.iter().all(|n| b.contains(n));
    if all_known(&here.names, &there.names) || all_known(&there.names, &here.names) {
        return found;
    }
    let stale = match (here.pronoun, there.pronoun) {
        (Some(here), Some(there)) if here != there && !there.has(Classes::THEY) => Some(there),
        _ => None,
    };
    let leftover = |span: Span, source_span: Span, may_be_right: bool| {
        let words = draft.1.get(span.range()).unwrap_or_default().to_owned();
        LeftBehind { span, source: path.to_owned(), source_span, words, may_be_right }
    };
    // Two applicants may be of one school, but a copy in which it stands is worth a look.
    if !foreign.is_empty() && !here.names.is_empty() {
        let of = |span: &Span| Some(leftover(*span, kept(draft.0, source.0, passage, *span)?, true));
        found.extend(known.schools.iter().filter_map(of));
    }
    let mut push = |span: Span, source_span: Span| found.push(leftover(span, source_span, false));
    for (span, of) in dates(draft, source, passage) {
        push(span, of);
    }
    for span in known.wrong {
        if let Some(of) = kept(draft.0, source.0, passage, *span) {
            push(*span, of);
        }
    }
    for pair in &passage.pairs {
        let (i, j) = (unit_words(draft.0, pair.draft), unit_words(source.0, pair.source));
        let there = source.0.words.get(j).unwrap_or_default();
        for at in i {
            let Some(word) = draft.0.words.get(at) else { continue };
            let Some(of) = there.iter().find(|w| w.hash == word.hash) else { continue };
            if stale.is_some_and(|class| word.classes.has(class))
                && (means_applicant(draft, at) || !speaks_of_other(draft, at))
            {
                push(word.span, of.span);
            }
        }
    }
    // A name left behind is often no name to the draft's own reading: it stands at a sentence's start alone.
    let source_words = words_in(source.0, passage.source);
    let source_words = source.0.words.get(source_words).unwrap_or_default();
    for at in words_in(draft.0, passage.draft) {
        let Some(word) = draft.0.words.get(at).filter(|w| foreign.contains(&w.hash)) else { continue };
        let capital = draft.1.get(word.span.range()).is_some_and(|t| t.starts_with(char::is_uppercase));
        if let Some(of) = source_words.iter().find(|w| w.hash == word.hash).filter(|_| capital) {
            push(word.span, of.span);
        }
    }
    found.sort_by_key(|l| (l.span.start, l.span.end));
    found.dedup_by_key(|l| l.span);
    found
}

/// Where the words of a span stand in the source, if each of them corresponds to the same word there.
fn kept(draft: &Reading, source: &Reading, passage: &Passage, span: Span) -> Option<Span> {
    let mut there: Option<Span> = None;
    for at in words_in(draft, span) {
        let word = draft.words.get(at)?;
        let twin =
            passage.pairs.iter().filter(|p| unit_words(draft, p.draft).contains(&at)).find_map(|pair| {
                let words = source.words.get(unit_words(source, pair.source)).unwrap_or_default();
                words.iter().find(|w| w.hash == word.hash)
            })?;
        there = Some(there.map_or(twin.span, |s| s.to(twin.span)));
    }
    there
}

/// Months between two letters from which a date of the one can't be of the other's time.
const APART: i32 = 12;

/// Dates with month and year that both letters give alike, although they were written more than a year apart. A year
/// alone may be the writer's: "since 2009".
fn dates(draft: (&Reading, &str), source: (&Reading, &str), passage: &Passage) -> Vec<(Span, Span)> {
    let (Some(here), Some(there)) = (written(draft), written(source)) else { return Vec::new() };
    if here.abs_diff(there) < APART.unsigned_abs() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for pair in &passage.pairs {
        let (i, j) = (unit_words(draft.0, pair.draft), unit_words(source.0, pair.source));
        let (a, b) = (draft.0.words.get(i).unwrap_or_default(), source.0.words.get(j).unwrap_or_default());
        let same = a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.hash == b.hash);
        if let (true, Some(_), [first, .., last], [of, .., to]) = (same, month_of(a, draft.1), a, b) {
            found.push((first.span.to(last.span), of.span.to(to.span)));
        }
    }
    found
}

/// The month that the date line gives, counted from the year 0.
fn written((reading, text): (&Reading, &str)) -> Option<i32> {
    let line = reading.lines.iter().find(|l| l.section == SectionKind::DateLine)?;
    month_of(reading.words.get(words_in(reading, line.span))?, text)
}

/// The month of a date in words, counted from the year 0: "May 27, 2022".
fn month_of(words: &[Word], text: &str) -> Option<i32> {
    let year = |w: &Word| text.get(w.span.range())?.parse().ok().filter(|y| (1950..2100).contains(y));
    let year: i32 = words.iter().find_map(year)?;
    let name = words.iter().find(|w| w.classes.has(Classes::MONTH))?;
    let name = text.get(name.span.range())?.to_lowercase();
    let month = MONTHS.iter().position(|m| name.starts_with(m))?;
    Some(year * 12 + i32::try_from(month).ok()?)
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Sentences before the pronoun in which somebody else may have been brought in.
const LOOK_BACK: usize = 3;
/// Endings of nouns that name people by what they do; after "a" or "an" such a noun brings somebody in.
const AGENTS: [&str; 5] = ["er", "or", "ist", "ian", "ant"];

/// Whether a pronoun can mean nobody but the applicant: "Dr. Brekke repeated the scan on his own", "she washed himself".
fn means_applicant((reading, text): (&Reading, &str), at: usize) -> bool {
    let folded = |w: &Word| text.get(w.span.range()).unwrap_or_default().to_lowercase();
    let Some(word) = reading.words.get(at) else { return false };
    let reflexive =
        folded(word).ends_with("self") || reading.words.get(at + 1).is_some_and(|next| folded(next) == "own");
    let number = reading.sentences.partition_point(|s| s.span.start <= word.span.start).saturating_sub(1);
    let start = reading.sentences.get(number).map_or(0, |s| s.span.start);
    let from = reading.words.partition_point(|w| w.span.start < start);
    let applicant = &reading.applicant;
    let before = reading.words.get(from..at).unwrap_or_default().iter().rev();
    let is_person = |w: &&Word| {
        let somebody = [Classes::PRONOUN, Classes::PERSON, Classes::FEMALE, Classes::MALE];
        somebody.iter().any(|class| w.classes.has(*class)) || w.is_name && !w.classes.has(Classes::TITLE)
    };
    let meant = before.into_iter().find(is_person).is_some_and(|w| {
        applicant.names.contains(&w.hash) || applicant.pronoun.is_some_and(|own| w.classes.has(own))
    });
    reflexive && meant
}

/// Words after which "a neighbor" brings nobody in: "like a neighbor", "call her a lecturer".
const LIKENESS: [&str; 8] = ["like", "as", "is", "be", "been", "being", "her", "him"];
/// Likewise with "of": "in the voice of a neighbor".
const LIKENESS_OF: [&str; 7] = ["voice", "tone", "manner", "way", "style", "patience", "eye"];

/// Whether somebody else is spoken of shortly before the pronoun, who may well be meant by it. Then nothing is
/// said: a wrong pronoun is reported by its own check, and a false one would cost more.
fn speaks_of_other(draft: (&Reading, &str), at: usize) -> bool {
    let (reading, text) = draft;
    let Some(word) = reading.words.get(at) else { return true };
    let number = reading.sentences.partition_point(|s| s.span.start <= word.span.start).saturating_sub(1);
    let pronoun = word.classes;
    let gendered = if pronoun.has(Classes::SHE) { Classes::FEMALE } else { Classes::MALE };
    let from = reading.sentences.get(number.saturating_sub(LOOK_BACK)).map_or(0, |s| s.span.start);
    let before =
        reading.words.get(reading.words.partition_point(|w| w.span.start < from)..at).unwrap_or_default();
    // A new paragraph starts with nobody but the applicant.
    let paragraph = text.get(..word.span.start as usize).and_then(|t| t.rfind("\n\n")).unwrap_or(0);
    let before: Vec<&Word> = before.iter().filter(|w| w.span.start as usize >= paragraph).collect();
    let folded = |w: &Word| text.get(w.span.range()).unwrap_or_default().to_lowercase();
    before.iter().enumerate().any(|(n, w)| {
        let stranger = w.classes.has(Classes::TITLE)
            && before
                .get(n + 1)
                .is_some_and(|name| name.is_name && !reading.applicant.names.contains(&name.hash));
        let article = (n.saturating_sub(3)..n)
            .rev()
            .find(|at| before.get(*at).is_some_and(|d| matches!(folded(d).as_str(), "a" | "an")));
        let lead = |back| article.and_then(|at| before.get(at.checked_sub(back)?)).map(|w| folded(w));
        let likeness = lead(1).is_some_and(|w| {
            LIKENESS.contains(&w.as_str())
                || w == "of" && lead(2).is_some_and(|w| LIKENESS_OF.contains(&w.as_str()))
        });
        let plain = w.classes.has(Classes::FUNCTION) || w.classes.has(Classes::THING);
        let agent = || !plain && AGENTS.iter().any(|end| folded(w).ends_with(end));
        let noun = w.classes.has(gendered) || w.classes.has(Classes::PERSON) || article.is_some() && agent();
        noun && !likeness || stranger
    })
}
