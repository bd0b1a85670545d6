//! Facts: who is spoken of, and whether names, pronouns, dates, specialty and institution are right.

mod applicant;
mod bearer;
mod bound;
mod calendar;
mod date;
mod duration;
mod elsewhere;
mod institution;
mod letter_date;
mod likeness;
mod lookalike;
mod month;
mod name_span;
mod named_stay;
mod opening;
mod other_stay;
mod patient;
mod people;
mod place;
mod place_context;
mod pronoun;
mod school;
mod season;
mod specialty;
mod starts;
mod stay;
mod token_set;
mod whole_stay;
mod words;
mod years;

use std::ops::Range;

use jiff::civil::Date;

pub(crate) use applicant::Applicant;
pub(crate) use applicant::is_misspelling;
pub(crate) use calendar::{DateMention, RangeMention};
pub(crate) use name_span::ProfileWords;
pub(crate) use patient::points_needed;
pub(crate) use people::{Mention, People, PersonRole};
pub(crate) use place::telling_words;
pub(crate) use specialty::target_named;
pub(crate) use starts::{Look, Row, Starts};
pub(crate) use token_set::TokenSet;
pub(crate) use words::Words;

use crate::finding::{Finding, Related, fill};
use crate::lexical::Phrases;
use crate::profile::{Profile, Pronouns};
use crate::report::{Checked, NotRun, Notice};
pub(crate) use crate::rules::{Lex, Word};
use crate::rules::{LexHit, LexHits, RuleSet};
use crate::span::Span;
use crate::text::{Document, SectionKind};

/// What every fact check reads.
pub(crate) struct Scene<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) rules: &'a RuleSet,
    pub(crate) lexicon: &'a LexHits,
    /// Where they start, and how tokens look.
    pub(crate) starts: Starts,
    pub(crate) words: Words,
    pub(crate) profile: &'a Profile,
    pub(crate) today: Option<Date>,
    /// Words of the names that the profile gives.
    pub(crate) profile_words: ProfileWords,
}

impl Scene<'_> {
    /// Whether a term of a lexicon starts at a token; its length, the longest one's if several do.
    #[inline]
    pub(crate) fn term(&self, lexicon: Lex, token: usize) -> Option<usize> {
        if !self.starts.is(lexicon, token) {
            return None;
        }
        self.lexicon.len_of(self.class(lexicon)?, token)
    }

    /// Whether a term of a lexicon starts at a token.
    #[inline]
    pub(crate) fn is(&self, lexicon: Lex, token: usize) -> bool {
        self.starts.is(lexicon, token)
    }

    /// The number of a lexicon in the rules, if they have it.
    #[inline]
    pub(crate) fn class(&self, lexicon: Lex) -> Option<u16> {
        self.rules.asked().class(lexicon)
    }

    /// The lexicons in which a folded word is a one-word term, wherever it stands.
    pub(crate) fn lexicons_of(&self, word: &str) -> impl Iterator<Item = Lex> {
        let word = self.rules.vocabulary().find(word);
        let classes = word.into_iter().flat_map(|word| self.rules.classes_of(word));
        classes.filter_map(|class| self.rules.asked().lexicon(class))
    }

    /// Whether a folded word is a one-word term of one of some lexicons, wherever it stands.
    pub(crate) fn is_term_of(&self, lexicons: &[Lex], word: &str) -> bool {
        self.lexicons_of(word).any(|lexicon| lexicons.contains(&lexicon))
    }

    /// Which of some lexicons has a term that starts at a token, counted from 1.
    pub(crate) fn numbered(&self, lexicons: &[Lex], token: usize) -> Option<usize> {
        Some(lexicons.iter().position(|lexicon| self.is(*lexicon, token))? + 1)
    }

    /// Where a term of a lexicon starts, from a token on, that ends right before another one.
    #[inline]
    pub(crate) fn leading(&self, lexicon: Lex, from: usize, end: usize) -> Option<usize> {
        let mut starts = self.starts.within(lexicon, from..end);
        starts.find(|t| self.term(lexicon, *t).is_some_and(|len| t + len == end))
    }

    /// Whether a term of a lexicon starts in a range of tokens.
    #[inline]
    pub(crate) fn has(&self, lexicon: Lex, tokens: Range<usize>) -> bool {
        self.starts.within(lexicon, tokens).next().is_some()
    }

    pub(crate) fn folded(&self, token: usize) -> &str {
        self.doc.tokens().get(token).map_or("", |t| self.doc.folded(t, self.rules.vocabulary()))
    }

    /// Which of the words that the facts compare with a token is.
    #[inline]
    pub(crate) fn word(&self, token: usize) -> Word {
        self.words.at(token)
    }

    pub(crate) fn text(&self, token: usize) -> &str {
        self.doc.tokens().get(token).map_or("", |t| self.doc.text_of(t.span))
    }

    /// Sections of a token's sentence.
    pub(crate) fn section(&self, token: usize) -> Option<SectionKind> {
        self.doc.sentence_of(token).map(|s| self.doc.sentences()[s].section)
    }

    pub(crate) fn in_prose(&self, token: usize) -> bool {
        matches!(self.section(token), Some(SectionKind::Body | SectionKind::Postscript))
    }

    /// Whether a line ends right after a token.
    pub(crate) fn breaks_after(&self, token: usize) -> bool {
        let tokens = self.doc.tokens();
        let Some(next) = tokens.get(token + 1) else { return true };
        let between = tokens[token].span.end as usize..next.span.start as usize;
        self.doc.text().get(between).is_some_and(|t| t.contains('\n'))
    }

    /// Terms of a lexicon that start in a range of tokens.
    #[inline]
    pub(crate) fn terms_in(&self, lexicon: Lex, tokens: Range<usize>) -> impl Iterator<Item = &LexHit> {
        let class = self.class(lexicon);
        let here = self.starts.within(lexicon, tokens);
        here.flat_map(|token| self.lexicon.at(token)).filter(move |hit| Some(hit.class) == class)
    }

    /// Terms of some lexicons that start in a range of tokens.
    pub(crate) fn terms_of(&self, lexicons: &[Lex], tokens: Range<usize>) -> impl Iterator<Item = &LexHit> {
        let here = self.starts.within_any(lexicons, tokens).flat_map(|token| self.lexicon.at(token));
        here.filter(|hit| {
            self.rules.asked().lexicon(hit.class).is_some_and(|lexicon| lexicons.contains(&lexicon))
        })
    }

    /// A `[text]` entry of the packs, with its slots filled.
    pub(crate) fn say(&self, name: &str, slots: &[(&str, &str)]) -> String {
        fill(self.rules.text(name), slots)
    }

    /// A finding of a check rule; facts that are only inferred are warnings.
    pub(crate) fn finding(&self, rule: &str, span: Option<Span>, slots: &[(&str, &str)]) -> Option<Finding> {
        let rule = self.rules.rule(rule)?;
        let matched = span.map(|s| self.doc.text_of(s)).unwrap_or_default();
        let mut all = vec![("match", matched)];
        all.extend_from_slice(slots);
        let mut finding = Finding::of(rule, span, &all);
        finding.related.extend(
            slots.iter().filter(|(slot, said)| *slot == "expected" && self.is_given(said)).map(
                |(_, said)| Related { source: "profile".to_owned(), text: (*said).to_owned(), span: None },
            ),
        );
        Some(finding)
    }

    /// Whether the profile says so, in the form in which findings quote it.
    fn is_given(&self, said: &str) -> bool {
        let Profile { applicant, target, writer, rotation, letter, .. } = self.profile;
        let texts = [
            &applicant.name,
            &applicant.school,
            &applicant.aamc_id,
            &writer.name,
            &writer.credentials,
            &writer.institution,
            &rotation.site,
        ];
        let dates = [letter.date, rotation.end].into_iter().flatten().map(|d| d.to_string());
        let stretch = rotation.start.zip(rotation.end).map(|(start, end)| format!("{start} to {end}"));
        !said.is_empty()
            && (texts.into_iter().flatten().any(|t| t == said)
                || applicant.pronouns.is_some_and(|p| p.name() == said)
                || !target.specialty.is_empty() && target.specialty.join(" or ") == said
                || target.season.is_some_and(|s| s.to_string() == said)
                || dates.chain(stretch).any(|d| d == said))
    }

    /// The same, as a warning where nothing but the letter itself says so.
    pub(crate) fn inferred(
        &self,
        rule: &str,
        span: Option<Span>,
        slots: &[(&str, &str)],
        sure: bool,
    ) -> Option<Finding> {
        let mut finding = self.finding(rule, span, slots)?;
        if !sure {
            finding.severity = finding.severity.min(crate::pack::Severity::Warning);
        }
        Some(finding)
    }
}

/// What the fact checks found out.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) applicant: Applicant,
    pub(crate) people: People,
    pub(crate) pronouns: Option<Pronouns>,
    pub(crate) dates: Vec<DateMention>,
    pub(crate) ranges: Vec<RangeMention>,
    pub(crate) letter_date: Option<Date>,
    /// First and last day of the stay, as the profile or else the letter gives them.
    pub(crate) rotation: Option<(Date, Date)>,
    /// Where the letter says that the applicant studied, if there is nothing to compare it with.
    pub(crate) schools: Vec<crate::span::Span>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) checked: Vec<Checked>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) not_run: Vec<NotRun>,
    /// `{applicant}` and `{person}` for the phrases, in the order of their tokens.
    pub(crate) marks: Vec<LexHit>,
}

impl Facts {
    /// The dates of a sentence.
    pub(crate) fn dates_of(&self, sentence: usize) -> &[DateMention] {
        // Dates come in order.
        let from = &self.dates[self.dates.partition_point(|date| date.sentence < sentence)..];
        &from[..from.partition_point(|date| date.sentence == sentence)]
    }

    /// Whether a mark of a lexicon stands in a range of tokens; once all marks are set.
    fn is_marked(&self, scene: &Scene<'_>, class: Lex, tokens: &Range<usize>) -> bool {
        self.first_marked(scene, class, tokens).is_some()
    }

    /// The first mark of a lexicon in a range of tokens; once all marks are set.
    fn first_marked(&self, scene: &Scene<'_>, class: Lex, tokens: &Range<usize>) -> Option<&LexHit> {
        let class = scene.class(class);
        let first = self.marks.partition_point(|m| (m.start as usize) < tokens.start);
        let mut here = self.marks[first..].iter().take_while(|m| (m.start as usize) < tokens.end);
        here.find(|m| Some(m.class) == class)
    }
}

/// Runs the checks that need no phrases: people, names, pronouns, dates.
pub(crate) fn read(scene: &Scene<'_>) -> Facts {
    let mut facts = Facts::default();
    let spans = name_span::find(scene);
    facts.applicant = applicant::resolve(scene, &spans);
    facts.people = people::sort(scene, &spans, &facts.applicant);
    people::check(scene, &mut facts);
    pronoun::check(scene, &mut facts);
    people::check_titles(scene, &mut facts);
    bearer::mark(scene, &mut facts);
    facts.marks.sort_by_key(|m| m.start);
    people::check_ranks(scene, &mut facts);
    (facts.dates, facts.ranges) = calendar::find(scene);
    date::check(scene, &mut facts);
    institution::check(scene, &mut facts);
    facts
}

/// Runs the checks that read signals.
pub(crate) fn read_signals(scene: &Scene<'_>, phrases: &Phrases, facts: &mut Facts) {
    specialty::check(scene, phrases, facts);
}
