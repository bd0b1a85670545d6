//! The literals of all pattern rules, looked for in one pass.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::noncontiguous::NFA;
use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Packed, Text, halves};
use super::ruleset::{Matcher, Rule};
use super::table::{State, Table};

/// A literal where it ends.
#[derive(Debug, Clone, Copy)]
struct Literal {
    /// Number of its owner.
    owner: u16,
    /// Its bytes.
    len: u16,
}

impl Packed for Literal {
    type Words = <u32 as Packed>::Words;

    fn pack(self) -> Self::Words {
        (u32::from(self.owner) | u32::from(self.len) << 16).pack()
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let (owner, len) = halves(u32::unpack(words));
        Self { owner, len }
    }
}

/// The literals of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Literals {
    table: Table,
    /// Number of pattern rules and expressions that have some.
    owners: u16,
    /// Those that end where a state of the table is reached.
    ends: Lists<Literal>,
}

impl Literals {
    /// Those of pattern rules, and what their expressions need: each rule and each expression that has some gets its
    /// number as an owner.
    pub(super) fn new(rules: &mut [Rule]) -> Self {
        let mut found: Vec<(String, Literal)> = Vec::new();
        let mut owners = 0;
        let mut own = |literals: &[Text]| {
            let owner = owners;
            owners += 1;
            found.extend(literals.iter().map(|text| {
                let len = u16::try_from(text.len()).unwrap_or(u16::MAX);
                (text.to_string(), Literal { owner, len })
            }));
            owner
        };
        for rule in rules {
            let Matcher::Pattern { literals, owner, any, except, .. } = &mut rule.matcher else { continue };
            *owner = own(literals);
            for expression in any.iter_mut().chain(except).filter(|e| !e.needs.is_empty()) {
                expression.owner = Some(own(&expression.needs));
            }
        }
        // Building it and numbering its states fails only for far more literals than packs can hold.
        let automaton =
            NFA::builder().ascii_case_insensitive(true).build(found.iter().map(|(text, _)| text)).ok();
        let built = automaton.as_ref().and_then(|automaton| {
            let start = automaton.start_state(Anchored::No).ok()?;
            let next = |state, byte: Option<u8>| {
                byte.map_or(start, |byte| automaton.next_state(Anchored::No, state, byte))
            };
            let (table, states) =
                Table::new(start, State::MAX.into(), |state| automaton.is_match(state), next)?;
            let ends = states.iter().take_while(|state| automaton.is_match(**state)).map(|state| {
                let patterns = (0..automaton.match_len(*state)).map(|n| automaton.match_pattern(*state, n));
                patterns.map(|pattern| found[pattern.as_usize()].1).collect()
            });
            Some((table, Lists::new(&ends.collect::<Vec<_>>())))
        });
        let (table, ends) = built.unwrap_or_else(|| (Table::default(), Lists::new(&[])));
        Self { table, owners, ends }
    }

    /// Number of owners.
    pub(crate) fn owners(&self) -> usize {
        self.owners.into()
    }

    /// Calls `each` with the number of the owner and the offset of each literal in a text, in the order in which they end.
    pub(crate) fn find(&self, text: &str, mut each: impl FnMut(u16, usize)) {
        self.table.each_reached(text.as_bytes(), |state, end| {
            for literal in self.ends.get(state.into()) {
                each(literal.owner, end.saturating_sub(literal.len.into()));
            }
        });
    }
}
