//! Where expressions may match: one tree of what their matches begin with, which is asked at each word and mark of a text.
//! Nearly everywhere it tells after a few bytes that none does.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use serde::{Deserialize, Serialize};

use super::lists::Lists;
use super::table::{State, Table};

/// Bytes from the start of a match that are looked at, at most.
const LOOKED_AT: usize = 4;
/// Different bytes with which matches go on at most: where there are more, any may follow.
const MOST_WAYS: usize = 4;

/// What matches of some expressions begin with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Openings {
    /// By what stands from their start on.
    starts: Paths,
    /// By what stands after a word with a capital that may be any: before it nothing can be told of them.
    after_names: Paths,
}

impl Openings {
    /// Of expressions by their number, all of which are [`placed`]; none where they begin in too many ways.
    pub(super) fn new(expressions: &[(u16, Hir)]) -> Option<Self> {
        let (mut starts, mut after_names) = (Tree::new(way), Tree::new(kind));
        for (number, hir) in expressions {
            match after_name(hir) {
                Some(rest) => after_names.add((*number).into(), 0, &[&rest], LOOKED_AT),
                None => starts.add((*number).into(), 0, &[hir], LOOKED_AT),
            }
        }
        Some(Self { starts: starts.paths()?, after_names: after_names.paths()? })
    }

    /// Calls `each` with the number of each expression of which a match may begin in a text, and where: once or more often.
    pub(crate) fn find(&self, text: &str, mut each: impl FnMut(u32, usize)) {
        let (Some(starts), Some(after_names)) =
            (self.starts.table.follower(), self.after_names.table.follower())
        else {
            return;
        };
        let bytes = text.as_bytes();
        each_place(text, |at| {
            let here = bytes.get(at..).unwrap_or_default();
            starts.each_reached(here, |state| {
                self.starts.begun.get(state.into()).for_each(|expression| each(expression, at));
            });
            if here.first().is_some_and(u8::is_ascii_uppercase) {
                let end = here.iter().position(|byte| KINDS[usize::from(*byte)] != WORD);
                after_names.each_reached(&here[end.unwrap_or(here.len())..], |state| {
                    self.after_names.begun.get(state.into()).for_each(|expression| each(expression, at));
                });
            }
        });
    }
}

/// A tree of bytes as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Paths {
    table: Table,
    /// The expressions of which a match may have begun where a state of the table is reached.
    begun: Lists<u32>,
}

/// A tree of bytes.
struct Tree {
    nodes: Vec<Node>,
    /// Where a byte leads from a node of a number.
    way: fn(u8, usize) -> u8,
}

#[derive(Default)]
struct Node {
    /// The nodes that follow.
    next: BTreeMap<u8, usize>,
    /// Expressions of which a match may have begun.
    begun: BTreeSet<u32>,
}

/// White space and digits are all the same, the case of letters tells at the first byte alone, and nothing beyond ASCII.
fn way(byte: u8, node: usize) -> u8 {
    match byte {
        0x80.. => 0x80,
        b' ' | b'\t'..=b'\r' => b' ',
        b'0'..=b'9' => b'0',
        _ if node == 0 => byte,
        _ => byte.to_ascii_lowercase(),
    }
}

/// Letters are the same too, but for their case.
fn kind(byte: u8, _: usize) -> u8 {
    match byte {
        b'a'..=b'z' => b'a',
        b'A'..=b'Z' => b'A',
        _ => way(byte, 0),
    }
}

/// What follows the word with a capital, and any other letters, with which all matches of an expression begin; none where
/// they begin otherwise, or the word may end before its last letter.
fn after_name(hir: &Hir) -> Option<Hir> {
    let mut parts = VecDeque::from([hir.clone()]);
    let mut is_name = false;
    while let Some(part) = parts.pop_front() {
        match part.kind() {
            HirKind::Look(_) => {}
            HirKind::Capture(capture) => parts.push_front((*capture.sub).clone()),
            HirKind::Concat(all) => all.iter().rev().for_each(|part| parts.push_front(part.clone())),
            HirKind::Class(class) if !is_name && bytes_of(class).iter().all(u8::is_ascii_uppercase) => {
                is_name = bytes_of(class).len() > MOST_WAYS;
                is_name.then_some(())?;
            }
            HirKind::Repetition(repetition)
                if is_name
                    && matches!(repetition.sub.kind(), HirKind::Class(class)
                        if bytes_of(class).iter().all(u8::is_ascii_alphabetic)) => {}
            _ => {
                parts.push_front(part);
                break;
            }
        }
    }
    let rest = Hir::concat(parts.into());
    (is_name && begins_all(&rest, &|byte, _| KINDS[usize::from(byte)] != WORD)).then_some(rest)
}

impl Tree {
    fn new(way: fn(u8, usize) -> u8) -> Self {
        Self { nodes: vec![Node::default()], way }
    }

    fn paths(&self) -> Option<Paths> {
        let next = |state: Option<usize>, byte: Option<u8>| {
            let (node, byte) = (state?, byte?);
            self.nodes[node].next.get(&(self.way)(byte, node)).copied()
        };
        let begun = |state: Option<usize>| state.is_some_and(|node| !self.nodes[node].begun.is_empty());
        let (table, states) = Table::new(Some(0), State::MAX.into(), begun, next)?;
        let all = states.iter().take_while(|state| begun(**state)).flatten();
        let begun: Vec<Vec<u32>> =
            all.map(|node| self.nodes[*node].begun.iter().copied().collect()).collect();
        Some(Paths { table, begun: Lists::new(&begun) })
    }

    /// Adds what matches begin with of an expression whose parts are left from a node on.
    fn add(&mut self, expression: u32, node: usize, parts: &[&Hir], left: usize) {
        let Some((first, rest)) = parts.split_first().filter(|_| left > 0) else {
            self.nodes[node].begun.insert(expression);
            return;
        };
        match first.kind() {
            HirKind::Empty | HirKind::Look(_) => self.add(expression, node, rest, left),
            HirKind::Literal(literal) => {
                let bytes = literal.0.iter().take(left);
                let end = bytes.fold(node, |node, byte| self.following(node, (self.way)(*byte, node)));
                self.add(expression, end, rest, left.saturating_sub(literal.0.len()));
            }
            HirKind::Class(class) => {
                let ways: BTreeSet<u8> =
                    bytes_of(class).into_iter().map(|byte| (self.way)(byte, node)).collect();
                if node != 0 && ways.len() > MOST_WAYS {
                    self.nodes[node].begun.insert(expression);
                    return;
                }
                for way in ways {
                    let next = self.following(node, way);
                    // Of a character beyond ASCII this is the first byte.
                    self.add(expression, next, rest, if way < 0x80 { left - 1 } else { 0 });
                }
            }
            HirKind::Capture(capture) => {
                self.add(expression, node, &[&[&*capture.sub], rest].concat(), left);
            }
            HirKind::Concat(all) => {
                let all: Vec<&Hir> = all.iter().collect();
                self.add(expression, node, &[&all, rest].concat(), left);
            }
            HirKind::Alternation(all) => {
                all.iter().for_each(|part| self.add(expression, node, &[&[part], rest].concat(), left));
            }
            HirKind::Repetition(repetition) => {
                if repetition.min == 0 {
                    self.add(expression, node, rest, left);
                }
                if repetition.max != Some(0) {
                    let more = Hir::repetition(Repetition {
                        min: repetition.min.saturating_sub(1),
                        max: repetition.max.map(|max| max - 1),
                        ..repetition.clone()
                    });
                    self.add(expression, node, &[&[&*repetition.sub, &more], rest].concat(), left);
                }
            }
        }
    }

    fn following(&mut self, node: usize, way: u8) -> usize {
        let new = self.nodes.len();
        let next = *self.nodes[node].next.entry(way).or_insert(new);
        if next == new {
            self.nodes.push(Node::default());
        }
        next
    }
}

/// The bytes with which characters of a class begin; one beyond ASCII stands for all.
fn bytes_of(class: &Class) -> Vec<u8> {
    let cut =
        |start: u32, end: u32| (start.min(0x80)..=end.min(0x80)).filter_map(|byte| byte.try_into().ok());
    match class {
        Class::Unicode(class) => {
            class.ranges().iter().flat_map(|r| cut(r.start().into(), r.end().into())).collect()
        }
        Class::Bytes(class) => {
            class.ranges().iter().flat_map(|r| cut(r.start().into(), r.end().into())).collect()
        }
    }
}

/// Calls `each` with the places of a text where a word begins or something stands that belongs neither to a word nor to
/// the white space of ASCII.
pub(super) fn each_place(text: &str, mut each: impl FnMut(usize)) {
    let mut before = 0;
    for (at, byte) in text.bytes().enumerate() {
        let kind = KINDS[usize::from(byte)];
        // A mark after anything, a byte of a word after anything else.
        if kind > before {
            each(at);
        }
        before = kind & WORD;
    }
}

/// Kinds of bytes: those of words, those that begin anything else but white space, and the others.
const WORD: u8 = 1;
const MARK: u8 = 2;
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' => WORD,
            b' ' | b'\t'..=b'\r' | 0x80..=0xbf => 0,
            _ => MARK,
        };
        byte += 1;
    }
    kinds
};

/// Whether every match begins at one of the places of [`each_place`].
pub(super) fn placed(hir: &Hir) -> bool {
    begins_all(hir, &|byte, before| match KINDS[usize::from(byte)] {
        WORD => !before.any,
        kind => kind == MARK || byte == 0x80,
    })
}

/// Whether every match begins with a byte that is allowed after what may stand before it, and none is empty.
fn begins_all(hir: &Hir, allowed: &dyn Fn(u8, Before) -> bool) -> bool {
    begins(hir, Before { any: true, bound: false }, allowed) == Some(Before::default())
}

/// Whether of the matches of an expression that are [`placed`] no more is known than that they begin with one of many bytes.
pub(super) fn is_vague(hir: &Hir) -> bool {
    let mut tree = Tree::new(way);
    tree.add(0, 0, &[hir], LOOKED_AT);
    let first = &tree.nodes[0].next;
    after_name(hir).is_none()
        && first.len() > MOST_WAYS
        && first.values().any(|node| !tree.nodes[*node].begun.is_empty())
}

/// What may stand before a part of an expression where nothing was matched yet: anything, or the bound of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Before {
    any: bool,
    bound: bool,
}

impl Before {
    fn or(self, other: Self) -> Self {
        Self { any: self.any || other.any, bound: self.bound || other.bound }
    }
}

/// What may stand before what follows a part while nothing is matched, given what may before the part; none where a match
/// may begin with a byte that is not allowed.
fn begins(hir: &Hir, before: Before, allowed: &dyn Fn(u8, Before) -> bool) -> Option<Before> {
    if before == Before::default() {
        return Some(before);
    }
    match hir.kind() {
        HirKind::Empty => Some(before),
        HirKind::Look(Look::WordAscii) => Some(Before { any: false, bound: true }),
        HirKind::Look(_) => Some(before),
        HirKind::Literal(literal) => {
            allowed(way(*literal.0.first()?, 0), before).then_some(Before::default())
        }
        HirKind::Class(class) => {
            bytes_of(class).into_iter().all(|byte| allowed(byte, before)).then_some(Before::default())
        }
        HirKind::Repetition(repetition) => {
            let after = begins(&repetition.sub, before, allowed)?;
            Some(if repetition.min == 0 { after.or(before) } else { after })
        }
        HirKind::Capture(capture) => begins(&capture.sub, before, allowed),
        HirKind::Concat(parts) => parts.iter().try_fold(before, |before, part| begins(part, before, allowed)),
        HirKind::Alternation(all) => all
            .iter()
            .try_fold(Before::default(), |found, part| Some(found.or(begins(part, before, allowed)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Hir {
        super::super::ascii::ascii(&regex_syntax::parse(text).unwrap())
    }

    #[test]
    fn matches_begin_at_words_and_marks() {
        for text in
            [r"\b[A-C][a-z]+, 9", r"\b(?:(?:the|An) )?[x-z]+", r"[(\[]x", r"\b\(?x", r"(?:\bx|\()y", "“?–"]
        {
            assert!(placed(&parsed(text)), "{text}");
        }
        for text in ["[A-C]x", r"\bx?", r"\b ?x", r"(?:x|\()y", r"\(?x", "(?m)^x", " x"] {
            assert!(!placed(&parsed(text)), "{text}");
        }
    }

    #[test]
    fn no_beginning_is_missed() {
        let expressions = [
            r"(?i)\bmr\.? [a-z]+ly\b",
            r"\b[A-Z][a-z]+, (?P<m>9\d)",
            r"[(\[] ?ask\b",
            r"\b(?:in|on) [^.]{0,40}bed",
            r"“x",
        ];
        let hirs: Vec<(u16, Hir)> = (0..).zip(expressions.map(parsed)).collect();
        let openings = Openings::new(&hirs).unwrap();
        let text = "Mr Kindly, 91, amr sly. [ask] Jones, 92. Joneses, x. In 7 beds (Ask) “x mr";
        let mut found = Vec::new();
        openings.find(text, |expression, at| found.push((expression, at)));
        found.sort_unstable();
        found.dedup();
        for place in [(0, 0), (1, 3), (1, 30), (2, 24), (2, 63), (4, 69)] {
            assert!(found.contains(&place), "{place:?} is not in {found:?}");
        }
        assert!(!found.contains(&(0, 15)) && !found.contains(&(1, 41)), "{found:?}");
    }
}
