//! How the letter names the applicant, read once for everything that compares another name with it.

use std::ops::Range;

use super::check::rank_of;
use crate::facts::applicant::{Applicant, Match};
use crate::facts::name_span::NameSpan;
use crate::facts::{Lex, Scene};

/// Names of the letter, and among them the applicant's own.
pub(super) struct OwnNames<'a> {
    /// All names, in the order of the letter.
    spans: &'a [NameSpan],
    /// How each compares with the applicant's.
    matched: Vec<Match>,
    /// First tokens of the applicant's, in order.
    starts: Vec<usize>,
    /// Titles before the applicant's name, and how often each stands there.
    titles: Vec<(&'a str, usize)>,
    /// Words that stand right before it, in order.
    before: Vec<&'a str>,
    /// A rank stands before it somewhere.
    pub(super) ranked: bool,
    /// First name and surname stand together somewhere.
    pub(super) in_full: bool,
    /// It stands with a title, or in full.
    pub(super) by_surname: bool,
    /// It stands without a title.
    pub(super) by_first_name: bool,
    /// One word without a title stands for the applicant in the text.
    pub(super) by_one_word: bool,
    /// First token of the first name in the text, whoever's.
    pub(super) first_in_prose: Option<usize>,
}

impl<'a> OwnNames<'a> {
    pub(super) fn read(scene: &'a Scene<'_>, spans: &'a [NameSpan], applicant: &Applicant) -> Self {
        let matched: Vec<Match> = spans.iter().map(|s| applicant.compare(s)).collect();
        let own: Vec<&NameSpan> =
            spans.iter().zip(&matched).filter(|(_, m)| **m == Match::Same).map(|(s, _)| s).collect();
        let mut titles: Vec<(&str, usize)> = Vec::new();
        for title in own.iter().filter_map(|s| s.title).map(|t| scene.folded(t)) {
            match titles.iter_mut().find(|(known, _)| *known == title) {
                Some((_, count)) => *count += 1,
                None => titles.push((title, 1)),
            }
        }
        let mut before: Vec<&str> =
            own.iter().filter_map(|s| s.tokens.start.checked_sub(1)).map(|t| scene.folded(t)).collect();
        before.sort_unstable();
        before.dedup();
        let rank = |s: &&NameSpan| {
            let before = s.title.or_else(|| s.tokens.start.checked_sub(1));
            before.is_some_and(|t| scene.is(Lex::TitleRank, t))
        };
        let one_word =
            |s: &&NameSpan| s.title.is_none() && s.tokens.len() == 1 && scene.in_prose(s.tokens.start);
        let first_in_prose = spans.iter().map(|s| s.tokens.start).find(|t| scene.in_prose(*t));
        Self {
            spans,
            matched,
            starts: own.iter().map(|s| s.tokens.start).collect(),
            titles,
            before,
            ranked: own.iter().any(rank),
            in_full: own.iter().any(|s| s.words.len() > 1 && s.title.is_none() || s.words.len() > 2),
            by_surname: own.iter().any(|s| s.title.is_some() || s.words.len() > 1),
            by_first_name: own.iter().any(|s| s.title.is_none()),
            by_one_word: own.iter().any(one_word),
            first_in_prose,
        }
    }

    /// How the name of a number compares with the applicant's.
    pub(super) fn matched(&self, number: usize) -> Match {
        self.matched.get(number).copied().unwrap_or(Match::Other)
    }

    /// Names that start in a range of tokens.
    pub(super) fn all_in(&self, tokens: &Range<usize>) -> &'a [NameSpan] {
        let first = self.spans.partition_point(|s| s.tokens.start < tokens.start);
        let last = self.spans.partition_point(|s| s.tokens.start < tokens.end);
        self.spans.get(first..last).unwrap_or_default()
    }

    /// Whether the applicant is named in a range of tokens.
    pub(super) fn stands_in(&self, tokens: &Range<usize>) -> bool {
        let first = self.starts.partition_point(|t| *t < tokens.start);
        self.starts.get(first).is_some_and(|t| *t < tokens.end)
    }

    /// Whether the applicant's name starts at a token.
    pub(super) fn starts_at(&self, token: usize) -> bool {
        self.starts.binary_search(&token).is_ok()
    }

    /// How often a folded title stands before the applicant's name.
    pub(super) fn with_title(&self, title: &str) -> usize {
        self.titles.iter().find(|(known, _)| *known == title).map_or(0, |(_, count)| *count)
    }

    /// Where a folded title stands before the applicant's name first.
    pub(super) fn first_with_title(&self, scene: &Scene<'_>, title: &str) -> Option<usize> {
        let own = self.spans.iter().zip(&self.matched).filter(|(_, m)| **m == Match::Same);
        own.map(|(s, _)| s)
            .find(|s| s.title.is_some_and(|t| scene.folded(t) == title))
            .map(|s| s.tokens.start)
    }

    /// Whether a rank that goes by the same address stands before the applicant's name.
    pub(super) fn with_rank(&self, rank: &str) -> bool {
        self.titles.iter().any(|(known, _)| rank_of(known) == rank_of(rank))
    }

    /// Whether a folded word stands right before the applicant's name somewhere.
    pub(super) fn follows(&self, word: &str) -> bool {
        self.before.binary_search(&word).is_ok()
    }
}
