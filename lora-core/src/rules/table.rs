//! Automata over the bytes of a text, as tables that are stored with the packs: nothing is built when one is needed.

use std::borrow::Cow;
use std::hash::Hash;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Number of a state.
pub(super) type State = u16;

/// A deterministic automaton.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) start: State,
    /// States below this number are the ones that were looked for.
    pub(super) accepting: State,
    /// States below this number are those, and the one that nothing leads out of, if there is one.
    ends: State,
    /// What may follow a state: a state for each class of bytes and one for the end of the text.
    width: u16,
    /// The class of each byte.
    #[serde(borrow)]
    classes: Cow<'static, [u8]>,
    /// The following state, by state and class, in two bytes each.
    #[serde(borrow)]
    next: Cow<'static, [u8]>,
}

impl Table {
    /// The table of the states that are reached from `start`, with the states themselves by number; `next` follows a
    /// byte, or the end of the text. None where there are more than `most`.
    pub(super) fn new<S: Copy + Eq + Hash>(
        start: S,
        most: usize,
        accepts: impl Fn(S) -> bool,
        next: impl Fn(S, Option<u8>) -> S,
    ) -> Option<(Self, Vec<S>)> {
        let mut states = vec![start];
        let mut numbers = FxHashMap::from_iter([(start, 0)]);
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); 257];
        let mut at = 0;
        while let Some(state) = states.get(at).copied() {
            for (column, byte) in columns.iter_mut().zip((0..=255).map(Some).chain([None])) {
                let reached = next(state, byte);
                column.push(*numbers.entry(reached).or_insert_with(|| {
                    states.push(reached);
                    states.len() - 1
                }));
            }
            at += 1;
            if states.len() > most {
                return None;
            }
        }
        // The accepting states first, then the one that nothing leads out of: of several the first is enough.
        let dead =
            (0..states.len()).find(|at| !accepts(states[*at]) && columns.iter().all(|c| c[*at] == *at));
        let mut order: Vec<usize> = (0..states.len()).collect();
        order.sort_by_key(|state| (!accepts(states[*state]), Some(*state) != dead));
        let mut place = vec![0; states.len()];
        order.iter().zip(0..).for_each(|(state, number)| place[*state] = number);
        let mut kinds: Vec<&Vec<usize>> = Vec::new();
        let classes: Vec<u8> = columns[..256]
            .iter()
            .map(|column| {
                let known = kinds.iter().position(|kind| *kind == column);
                let class = known.unwrap_or_else(|| {
                    kinds.push(column);
                    kinds.len() - 1
                });
                u8::try_from(class).unwrap_or(u8::MAX)
            })
            .collect();
        kinds.push(&columns[256]);
        let row = |state: &usize| kinds.iter().map(|column| place[column[*state]]).collect::<Vec<State>>();
        let next: Vec<u8> = order.iter().flat_map(row).flat_map(State::to_le_bytes).collect();
        let states: Vec<S> = order.iter().map(|state| states[*state]).collect();
        let accepting = states.iter().filter(|state| accepts(**state)).count();
        let table = Self {
            start: place[0],
            accepting: State::try_from(accepting).ok()?,
            ends: State::try_from(accepting + usize::from(dead.is_some())).ok()?,
            width: u16::try_from(kinds.len()).ok()?,
            classes: classes.into(),
            next: next.into(),
        };
        Some((table, states))
    }

    /// The accepting states that are reached in some bytes, each with the offset after the byte that leads to it.
    pub(super) fn reached<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = (State, usize)> + 'a {
        let (classes, next) = (self.classes.first_chunk::<256>(), self.next.as_chunks().0);
        let width = usize::from(self.width);
        let mut state = self.start;
        let bytes = classes.map_or(&[][..], |_| bytes).iter().zip(1..);
        bytes.filter_map(move |(byte, end)| {
            let class = classes.map_or(0, |classes| usize::from(classes[usize::from(*byte)]));
            state = next.get(usize::from(state) * width + class).map_or(0, |b| State::from_le_bytes(*b));
            (state < self.accepting).then_some((state, end))
        })
    }

    /// Whether an accepting state is reached in some bytes or at their end.
    pub(super) fn accepts(&self, bytes: &[u8]) -> bool {
        let (Some(classes), next) = (self.classes.first_chunk::<256>(), self.next.as_chunks().0) else {
            return true;
        };
        let width = usize::from(self.width);
        let follow = |state: State, class: usize| {
            next.get(usize::from(state) * width + class).map_or(0, |b| State::from_le_bytes(*b))
        };
        let mut state = self.start;
        for byte in bytes {
            state = follow(state, usize::from(classes[usize::from(*byte)]));
            if state < self.ends {
                return state < self.accepting;
            }
        }
        follow(state, width.saturating_sub(1)) < self.accepting
    }
}
