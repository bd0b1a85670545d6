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

/// What an automaton reaches in some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// A state that was looked for.
    Accepting,
    /// The state that nothing leads out of.
    Nothing,
    /// The end of the bytes; whether the end of the text there would lead to a state that was looked for.
    End(bool),
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

    /// Calls `each` for the accepting states that are reached in some bytes, with the offset after the byte that leads to
    /// it.
    pub(super) fn each_reached(&self, bytes: &[u8], mut each: impl FnMut(State, usize)) {
        let (Some(classes), next) = (self.classes.first_chunk::<256>(), self.next.as_chunks().0) else {
            return;
        };
        let width = usize::from(self.width);
        let mut state = self.start;
        for (at, byte) in bytes.iter().enumerate() {
            let class = usize::from(classes[usize::from(*byte)]);
            let Some(following) = next.get(usize::from(state) * width + class) else { return };
            state = State::from_le_bytes(*following);
            if state < self.accepting {
                each(state, at + 1);
            }
        }
    }

    /// Whether an accepting state is reached in some bytes or at their end.
    pub(super) fn accepts(&self, bytes: &[u8]) -> bool {
        match self.follow(bytes).0 {
            Reached::Accepting => true,
            Reached::Nothing => false,
            Reached::End(accepting) => accepting,
        }
    }

    /// What is reached in some bytes, and how many of them that takes.
    pub(super) fn follow(&self, bytes: &[u8]) -> (Reached, usize) {
        self.follower().map_or((Reached::Accepting, 0), |follower| follower.follow(bytes))
    }

    /// The table made ready to follow many bytes; none where it is damaged.
    pub(super) fn follower(&self) -> Option<Follower<'_>> {
        let (next, _) = self.next.as_chunks();
        let Self { start, accepting, ends, width, .. } = *self;
        Some(Follower {
            start,
            accepting,
            ends,
            width: width.into(),
            classes: self.classes.first_chunk()?,
            next,
        })
    }
}

/// A table as it is read byte by byte.
pub(super) struct Follower<'a> {
    start: State,
    accepting: State,
    ends: State,
    width: usize,
    classes: &'a [u8; 256],
    next: &'a [[u8; 2]],
}

impl Follower<'_> {
    /// Calls `each` for every accepting state that is reached in some bytes, up to where nothing leads on.
    #[inline]
    pub(super) fn each_reached(&self, bytes: &[u8], mut each: impl FnMut(State)) {
        let Self { classes, next, width, .. } = *self;
        let mut state = self.start;
        for byte in bytes {
            let class = usize::from(classes[usize::from(*byte)]);
            let Some(following) = next.get(usize::from(state) * width + class) else { return };
            state = State::from_le_bytes(*following);
            if state < self.ends {
                if state >= self.accepting {
                    return;
                }
                each(state);
            }
        }
    }

    /// What is reached in some bytes, and how many of them that takes.
    #[inline]
    pub(super) fn follow(&self, bytes: &[u8]) -> (Reached, usize) {
        let Self { classes, next, width, .. } = *self;
        let mut state = self.start;
        for (at, byte) in bytes.iter().enumerate() {
            let class = usize::from(classes[usize::from(*byte)]);
            let Some(following) = next.get(usize::from(state) * width + class) else { break };
            state = State::from_le_bytes(*following);
            if state < self.ends {
                let accepting = state < self.accepting;
                return (if accepting { Reached::Accepting } else { Reached::Nothing }, at + 1);
            }
        }
        let at_end = next.get((usize::from(state) + 1) * width.max(1) - 1);
        let accepting = at_end.is_none_or(|following| State::from_le_bytes(*following) < self.accepting);
        (Reached::End(accepting), bytes.len())
    }
}
