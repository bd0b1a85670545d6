//! Where in a text the expressions of a rule set may match.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::expression::Expression;
use super::literals::Literals;
use super::openings::Openings;
use super::ruleset::{Matcher, Rule};

/// How all expressions are looked for at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Sought {
    /// Number of expressions.
    expressions: u16,
    /// Of those whose matches are told by how they begin.
    openings: Option<Openings>,
    /// Of the others.
    literals: Literals,
}

impl Sought {
    /// Of the expressions of rules, which get their numbers.
    pub(super) fn new(rules: &mut [Rule]) -> Self {
        for (number, expression) in (0..).zip(expressions(rules)) {
            expression.number = number;
        }
        for rule in rules.iter_mut() {
            if let Matcher::Pattern { any, literals, .. } = &mut rule.matcher {
                any.iter_mut().filter(|e| e.needs.is_empty()).for_each(|e| e.needs.clone_from(literals));
            }
        }
        let literals = Literals::new(expressions(rules).map(|e| (e.number, e.needs.as_slice())));
        Self { expressions: count(rules), openings: None, literals }
    }

    /// The same for rules that are stored: it takes far longer than reading a letter and makes that quicker.
    pub(super) fn prepared(rules: &mut [Rule]) -> Self {
        let placed: Vec<_> = expressions(rules).filter_map(|e| Some((e.number, e.placed()?))).collect();
        let openings = Openings::new(&placed);
        let are_begun = openings.is_some();
        expressions(rules).for_each(|expression| expression.prepare(are_begun));
        let count = count(rules);
        let others = expressions(rules).filter(|expression| !expression.is_begun());
        let literals = Literals::new(others.map(|e| (e.number, e.needs.as_slice())));
        Self { expressions: count, openings, literals }
    }

    /// Where the expressions may match in a text.
    pub(crate) fn find(&self, text: &str) -> Places {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut found = Vec::with_capacity(text.len() / 8);
        let mut starts = vec![0; usize::from(self.expressions) + 1];
        let mut add = |expression: u32, at| {
            found.push((expression, number(at)));
            starts[expression as usize] += 1;
        };
        self.literals.find(text, &mut add);
        if let Some(openings) = &self.openings {
            openings.find(text, &mut add);
        }
        // From the number of places to that of the first: each then goes where the next of its expression stands.
        let mut first = 0;
        for start in &mut starts {
            first += std::mem::replace(start, first);
        }
        let mut next = starts.clone();
        let mut places = vec![0; found.len()];
        for (expression, at) in found {
            let next = &mut next[expression as usize];
            places[*next as usize] = at;
            *next += 1;
        }
        // Literals are found where they end.
        for own in starts.windows(2) {
            let own = &mut places[own[0] as usize..own[1] as usize];
            if !own.is_sorted() {
                own.sort_unstable();
            }
        }
        Places { places, starts }
    }
}

/// Offsets in a text at which expressions may match: for each match where it begins, or what it needs stands.
pub(crate) struct Places {
    /// Those of one expression together, and in order.
    places: Vec<u32>,
    /// Number of the first of each expression, and of all.
    starts: Vec<u32>,
}

impl Places {
    /// Those of expressions of some numbers.
    pub(crate) fn of(&self, expressions: Range<usize>) -> &[u32] {
        let bounds = self.starts.get(expressions.start).zip(self.starts.get(expressions.end));
        bounds.map_or(&[], |(start, end)| &self.places[*start as usize..*end as usize])
    }
}

/// The expressions of rules in the order of their numbers: of one rule those that it seeks come first.
fn expressions(rules: &mut [Rule]) -> impl Iterator<Item = &mut Expression> {
    rules
        .iter_mut()
        .flat_map(|rule| match &mut rule.matcher {
            Matcher::Pattern { any, except, .. } => [any.as_mut_slice(), except.as_mut_slice()],
            _ => [&mut [][..], &mut [][..]],
        })
        .flatten()
}

fn count(rules: &mut [Rule]) -> u16 {
    u16::try_from(expressions(rules).count()).unwrap_or(u16::MAX)
}
