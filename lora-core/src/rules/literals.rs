//! The literals of all pattern rules, looked for in one pass.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::noncontiguous::NFA;
use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Array, Packed, halves};
use super::ruleset::{Matcher, Rule};
use super::table::{State, Table};

/// A pattern rule, by its number, for the literals that its pack gives; or one of its expressions, its exceptions
/// counted after the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LiteralOwner {
    pub(crate) rule: u16,
    pub(crate) expression: Option<u16>,
}

impl Packed for LiteralOwner {
    const WORDS: usize = 1;

    fn pack(self, words: &mut Vec<u32>) {
        let expression = self.expression.map_or(0, |n| n + 1);
        words.push(u32::from(self.rule) | u32::from(expression) << 16);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        let (rule, expression) = halves(word(0));
        Self { rule, expression: expression.checked_sub(1) }
    }
}

/// A literal where it ends.
#[derive(Debug, Clone, Copy)]
struct Literal {
    /// Number of its owner.
    owner: u16,
    /// Its bytes.
    len: u16,
}

impl Packed for Literal {
    const WORDS: usize = 1;

    fn pack(self, words: &mut Vec<u32>) {
        words.push(u32::from(self.owner) | u32::from(self.len) << 16);
    }

    fn unpack(word: impl Fn(usize) -> u32) -> Self {
        let (owner, len) = halves(word(0));
        Self { owner, len }
    }
}

/// The literals of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Literals {
    table: Table,
    /// Whose they are, in order.
    owners: Array<LiteralOwner>,
    /// Those that end where a state of the table is reached.
    ends: Lists<Literal>,
}

impl Literals {
    /// Of rules by their number.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut strings = Vec::new();
        let mut owners = Vec::new();
        let mut found = Vec::new();
        for (rule, number) in rules.iter().zip(0_u16..) {
            let Matcher::Pattern { literals, any, except, .. } = &rule.matcher else { continue };
            let own = literals.iter().map(|l| (l, None));
            let expressions = any.iter().chain(except).zip(0_u16..);
            let needed = expressions.flat_map(|(e, n)| e.needs.iter().map(move |l| (l, Some(n))));
            for (literal, expression) in own.chain(needed) {
                let owner = LiteralOwner { rule: number, expression };
                strings.push(literal.as_str());
                owners.push(owner);
                found.push((owner, u16::try_from(literal.len()).unwrap_or(u16::MAX)));
            }
        }
        owners.sort_unstable();
        owners.dedup();
        let literal = |(owner, len): (LiteralOwner, u16)| {
            let owner = owners.binary_search(&owner).unwrap_or_default();
            Literal { owner: u16::try_from(owner).unwrap_or(u16::MAX), len }
        };
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
                patterns.map(|pattern| literal(found[pattern.as_usize()])).collect()
            });
            Some((table, Lists::new(&ends.collect::<Vec<_>>())))
        });
        let (table, ends) = built.unwrap_or_else(|| (Table::default(), Lists::new(&[])));
        Self { table, owners: owners.into_iter().collect(), ends }
    }

    /// Number of owners.
    pub(crate) fn owners(&self) -> usize {
        self.owners.len()
    }

    /// Number of an owner, if it has literals.
    pub(crate) fn number_of(&self, owner: LiteralOwner) -> Option<usize> {
        self.owners.place(0..self.owners.len(), |other| other.cmp(&owner))
    }

    /// Number of the owner and offset of each literal in a text, in the order in which they end.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut state = self.table.start;
        let ends = text.bytes().zip(1..).filter_map(move |(byte, end)| {
            state = self.table.step(state, byte);
            (state < self.table.accepting).then_some((state, end))
        });
        ends.flat_map(|(state, end): (State, usize)| {
            let literals = self.ends.get(state.into());
            literals.map(move |literal| (literal.owner.into(), end.saturating_sub(literal.len.into())))
        })
    }
}
