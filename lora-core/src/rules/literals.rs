//! The literals of all pattern rules, looked for in one pass.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::noncontiguous::NFA;
use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Packed, halves};
use super::ruleset::{Matcher, Rule};
use super::table::{State, Table};

/// A pattern rule, by its number, for the literals that its pack gives; or one of its expressions, its exceptions
/// counted after the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LiteralOwner {
    pub(crate) rule: u16,
    pub(crate) expression: Option<u16>,
}

/// A literal where it ends.
#[derive(Debug, Clone, Copy)]
struct Literal {
    owner: LiteralOwner,
    /// Its bytes.
    len: u16,
}

impl Packed for Literal {
    const WORDS: usize = 2;

    fn pack(self, words: &mut Vec<u32>) {
        let LiteralOwner { rule, expression } = self.owner;
        let expression = expression.map_or(0, |n| n + 1);
        words.extend([u32::from(rule) | u32::from(self.len) << 16, u32::from(expression)]);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        let (rule, len) = halves(word(0));
        Self { owner: LiteralOwner { rule, expression: halves(word(1)).0.checked_sub(1) }, len }
    }
}

/// The literals of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Literals {
    table: Table,
    /// Those that end where a state of the table is reached.
    ends: Lists<Literal>,
}

impl Literals {
    /// Of rules by their number.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut strings = Vec::new();
        let mut found = Vec::new();
        for (rule, number) in rules.iter().zip(0_u16..) {
            let Matcher::Pattern { literals, any, except, .. } = &rule.matcher else { continue };
            let own = literals.iter().map(|l| (l, None));
            let expressions = any.iter().chain(except).zip(0_u16..);
            let needed = expressions.flat_map(|(e, n)| e.needs.iter().map(move |l| (l, Some(n))));
            for (literal, expression) in own.chain(needed) {
                let owner = LiteralOwner { rule: number, expression };
                strings.push(literal.as_str());
                found.push(Literal { owner, len: u16::try_from(literal.len()).unwrap_or(u16::MAX) });
            }
        }
        // Building it and numbering its states fails only for far more literals than packs can hold.
        let automaton = NFA::builder().ascii_case_insensitive(true).build(strings).ok();
        let built = automaton.as_ref().and_then(|automaton| {
            let start = automaton.start_state(Anchored::No).ok()?;
            let next = |state, byte: Option<u8>| {
                byte.map_or(start, |byte| automaton.next_state(Anchored::No, state, byte))
            };
            let (table, states) =
                Table::new(start, State::MAX.into(), |state| automaton.is_match(state), next)?;
            let ends = states.iter().take_while(|state| automaton.is_match(**state)).map(|state| {
                let patterns = (0..automaton.match_len(*state)).map(|n| automaton.match_pattern(*state, n));
                patterns.map(|pattern| found[pattern.as_usize()]).collect()
            });
            Some(Self { table, ends: Lists::new(&ends.collect::<Vec<_>>()) })
        });
        built.unwrap_or_else(|| Self { table: Table::default(), ends: Lists::new(&[]) })
    }

    /// Owner and offset of each literal in a text, in the order in which they end.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (LiteralOwner, usize)> + 'a {
        let mut state = self.table.start;
        let ends = text.bytes().zip(1..).filter_map(move |(byte, end)| {
            state = self.table.step(state, byte);
            (state < self.table.accepting).then_some((state, end))
        });
        ends.flat_map(|(state, end): (State, usize)| {
            let literals = self.ends.get(state.into());
            literals.map(move |literal| (literal.owner, end.saturating_sub(literal.len.into())))
        })
    }
}
