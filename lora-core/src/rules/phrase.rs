//! The phrase syntax of packs: words, `{class}`, `(a|b c)`, `x?`, `..`, `^`, `$`.

use std::collections::BTreeMap;

use super::packed::{Packed, halves};
use super::vocabulary::Vocabulary;

/// One step of a flat phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// This word.
    Word(u32),
    /// One of a set of words.
    Set(u16),
    /// A term of a lexicon.
    Class(u16),
    /// Up to so many tokens of any kind but marks that end a clause.
    Gap(u8),
    /// Start of the sentence.
    Start,
    /// End of the sentence, before its final mark.
    End,
}

/// An element as one word. Most elements of a rule set are never looked at, so each stays packed until it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coded(pub(super) u32);

/// The kind of an element stands in the upper four bits of its word.
const KIND: u32 = 28;

impl Coded {
    pub(super) fn new(element: Element) -> Self {
        let (kind, value) = match element {
            Element::Word(word) => (0, word),
            Element::Set(set) => (1, u32::from(set)),
            Element::Class(class) => (2, u32::from(class)),
            Element::Gap(most) => (3, u32::from(most)),
            Element::Start => (4, 0),
            Element::End => (5, 0),
        };
        Self(kind << KIND | value)
    }

    #[inline]
    pub(super) fn element(self) -> Element {
        let value = self.0 & ((1 << KIND) - 1);
        let low = halves(value).0;
        match self.0 >> KIND {
            0 => Element::Word(value),
            1 => Element::Set(low),
            2 => Element::Class(low),
            3 => Element::Gap(low.to_le_bytes()[0]),
            4 => Element::Start,
            _ => Element::End,
        }
    }
}

impl Packed for Coded {
    type Words = <u32 as Packed>::Words;

    fn pack(self) -> Self::Words {
        self.0.pack()
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        Self(u32::unpack(words))
    }
}

/// Flat alternatives that one phrase may expand to.
const MOST_VARIANTS: usize = 256;
/// Tokens that `..` spans at most unless a number follows it.
const DEFAULT_GAP: u8 = 4;

/// Word sets, each stored once.
#[derive(Debug, Default)]
pub(super) struct Sets {
    pub(super) list: Vec<Vec<u32>>,
    known: BTreeMap<Vec<u32>, u16>,
}

impl Sets {
    fn intern(&mut self, mut words: Vec<u32>) -> u16 {
        words.sort_unstable();
        words.dedup();
        if let Some(id) = self.known.get(&words) {
            return *id;
        }
        let id = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        self.list.push(words.clone());
        self.known.insert(words, id);
        id
    }
}

/// What phrases are compiled against.
pub(super) struct PhraseContext<'a> {
    pub(super) vocabulary: &'a mut Vocabulary,
    pub(super) sets: &'a mut Sets,
    pub(super) classes: &'a BTreeMap<String, u16>,
}

/// Parses a phrase into flat variants; the error is a message and a remedy.
pub(super) fn parse_phrase(
    text: &str,
    cx: &mut PhraseContext<'_>,
) -> Result<Vec<Vec<Element>>, (String, String)> {
    let mut parser = Parser { rest: text, cx };
    let variants = parser.alternatives(0)?;
    if !parser.rest.is_empty() {
        return Err((
            format!("unexpected `{}` in `{text}`", parser.rest),
            "close or remove the parenthesis".into(),
        ));
    }
    if variants
        .iter()
        .any(|v| !v.iter().any(|e| matches!(e, Element::Word(_) | Element::Set(_) | Element::Class(_))))
    {
        return Err((
            format!("`{text}` can match without any word"),
            "make at least one word or class of it mandatory".into(),
        ));
    }
    Ok(variants)
}

/// The folded words of a literal chunk, as the tokenizer would split it.
pub(super) fn literal_words(chunk: &str) -> Vec<String> {
    // A clitic of its own, as in `{applicant} 's notes`, is a token as it stands.
    if chunk.len() > 1 && chunk.starts_with('\'') {
        return vec![chunk.to_lowercase()];
    }
    let empty = Vocabulary::default();
    crate::text::literal_tokens(chunk, &empty)
}

struct Parser<'t, 'c, 'v> {
    rest: &'t str,
    cx: &'c mut PhraseContext<'v>,
}

type Variants = Vec<Vec<Element>>;
type Failure = (String, String);

impl Parser<'_, '_, '_> {
    fn alternatives(&mut self, depth: usize) -> Result<Variants, Failure> {
        let mut all = self.sequence(depth)?;
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            all.extend(self.sequence(depth)?);
        }
        Ok(self.merge_words(all))
    }

    /// Single-word alternatives become one set.
    fn merge_words(&mut self, variants: Variants) -> Variants {
        let single: Vec<u32> = variants
            .iter()
            .filter_map(|v| match v.as_slice() {
                [Element::Word(w)] => Some(*w),
                _ => None,
            })
            .collect();
        if single.len() < 2 {
            return variants;
        }
        let mut merged: Variants =
            variants.into_iter().filter(|v| !matches!(v.as_slice(), [Element::Word(_)])).collect();
        merged.push(vec![Element::Set(self.cx.sets.intern(single))]);
        merged
    }

    fn sequence(&mut self, depth: usize) -> Result<Variants, Failure> {
        let mut variants: Variants = vec![Vec::new()];
        loop {
            self.rest = self.rest.trim_start();
            let Some(c) = self.rest.chars().next() else { break };
            if c == '|' || c == ')' {
                if c == ')' && depth == 0 {
                    return Err(("a `)` without its `(`".into(), "open or remove the parenthesis".into()));
                }
                break;
            }
            let mut step = self.step(c, depth)?;
            if let Some(rest) = self.rest.strip_prefix('?') {
                self.rest = rest;
                step.push(Vec::new());
            }
            if variants.len() * step.len() > MOST_VARIANTS {
                return Err((
                    format!("the phrase expands to more than {MOST_VARIANTS} alternatives"),
                    "split it, or put the words into a lexicon".into(),
                ));
            }
            variants = variants
                .iter()
                .flat_map(|head| step.iter().map(move |tail| head.iter().chain(tail).copied().collect()))
                .collect();
        }
        Ok(variants)
    }

    fn step(&mut self, c: char, depth: usize) -> Result<Variants, Failure> {
        match c {
            '(' => {
                self.rest = &self.rest[1..];
                let inner = self.alternatives(depth + 1)?;
                self.rest = self.rest.strip_prefix(')').ok_or_else(|| {
                    ("a `(` without its `)`".to_owned(), "close the parenthesis".to_owned())
                })?;
                Ok(inner)
            }
            '{' => {
                let end = self
                    .rest
                    .find('}')
                    .ok_or_else(|| ("a `{` without its `}`".to_owned(), "close it".to_owned()))?;
                let name = &self.rest[1..end];
                self.rest = &self.rest[end + 1..];
                let class = self.cx.classes.get(name).ok_or_else(|| {
                    (
                        format!("no lexicon is named `{name}`"),
                        format!("add [lexicon.{name}], or correct the name"),
                    )
                })?;
                Ok(vec![vec![Element::Class(*class)]])
            }
            '^' | '$' => {
                self.rest = &self.rest[1..];
                Ok(vec![vec![if c == '^' { Element::Start } else { Element::End }]])
            }
            '.' if self.rest.starts_with("..") => {
                self.rest = &self.rest[2..];
                let digits =
                    self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let max = if digits == 0 {
                    DEFAULT_GAP
                } else {
                    self.rest[..digits].parse().unwrap_or(DEFAULT_GAP)
                };
                self.rest = &self.rest[digits..];
                Ok(vec![vec![Element::Gap(max)]])
            }
            _ => {
                let end = self
                    .rest
                    .find([' ', '\t', '\n', '(', ')', '|', '{', '?'])
                    .unwrap_or(self.rest.len())
                    .max(c.len_utf8());
                let chunk = &self.rest[..end];
                self.rest = &self.rest[end..];
                let words = literal_words(chunk);
                if words.is_empty() {
                    return Err((
                        format!("`{chunk}` holds no word"),
                        "remove it; quotation marks are ignored".into(),
                    ));
                }
                Ok(vec![words.iter().map(|w| Element::Word(self.cx.vocabulary.intern(w))).collect()])
            }
        }
    }
}

/// The folded words of a lexicon term, and the exact spelling it demands, if any.
pub(super) fn parse_term(term: &str) -> (Vec<String>, Option<&str>) {
    let exact = term.strip_prefix('=');
    // A full stop at the end is an abbreviation's own and belongs to its token.
    let words = literal_words(exact.map_or(term, |e| e.trim_end_matches('.')));
    (words, exact)
}
