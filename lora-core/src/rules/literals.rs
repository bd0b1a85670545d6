//! What matches of expressions hold wherever they begin, looked for in one pass.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::noncontiguous::NFA;
use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::packed::{Packed, Text, halves};
use super::table::{State, Table};

/// A literal where it ends.
#[derive(Debug, Clone, Copy)]
struct Literal {
    /// Number of its expression.
    expression: u16,
    /// Its bytes.
    len: u16,
}

impl Packed for Literal {
    type Words = <u32 as Packed>::Words;

    fn pack(self) -> Self::Words {
        (u32::from(self.expression) | u32::from(self.len) << 16).pack()
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let (expression, len) = halves(u32::unpack(words));
        Self { expression, len }
    }
}

/// The literals of a rule set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Literals {
    table: Table,
    /// Those that end where a state of the table is reached.
    ends: Lists<Literal>,
}

impl Literals {
    /// Of expressions by their number, what one of which stands in every match, in lower case.
    pub(super) fn new<'a>(expressions: impl Iterator<Item = (u16, &'a [Text])>) -> Self {
        let mut found: Vec<(&str, Literal)> = Vec::new();
        for (expression, literals) in expressions {
            found.extend(literals.iter().map(|text| {
                let len = u16::try_from(text.len()).unwrap_or(u16::MAX);
                (text.as_str(), Literal { expression, len })
            }));
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
        Self { table, ends }
    }

    /// Calls `each` with the number of the expression and the offset of each literal in a text.
    pub(crate) fn find(&self, text: &str, mut each: impl FnMut(u32, usize)) {
        self.table.each_reached(text.as_bytes(), |state, end| {
            for literal in self.ends.get(state.into()) {
                each(literal.expression.into(), end.saturating_sub(literal.len.into()));
            }
        });
    }
}
