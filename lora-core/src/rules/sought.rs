//! Where in a text the expressions of a rule set may match.

use serde::{Deserialize, Serialize};

use super::expression::Expression;
use super::literals::Literals;
use super::openings::Openings;
use super::ruleset::{Matcher, Rule};

/// How all expressions are looked for at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Sought {
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
        Self { openings: None, literals }
    }

    /// The same for rules that are stored: it takes far longer than reading a letter and makes that quicker.
    pub(super) fn prepared(rules: &mut [Rule]) -> Self {
        let placed: Vec<_> = expressions(rules).filter_map(|e| Some((e.number, e.placed()?))).collect();
        let openings = Openings::new(&placed);
        let are_begun = openings.is_some();
        expressions(rules).for_each(|expression| expression.prepare(are_begun));
        let others = expressions(rules).filter(|expression| !expression.is_begun());
        Self { openings, literals: Literals::new(others.map(|e| (e.number, e.needs.as_slice()))) }
    }

    /// The numbers of expressions that may match in a text, with a place for each match: where it begins, or what it needs
    /// stands. In order.
    pub(crate) fn find(&self, text: &str) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        let mut add = |expression, at| found.push((expression, u32::try_from(at).unwrap_or(u32::MAX)));
        self.literals.find(text, &mut add);
        if let Some(openings) = &self.openings {
            openings.find(text, &mut add);
        }
        found.sort_unstable();
        found.dedup();
        found
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
