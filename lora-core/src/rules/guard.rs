//! What stands before a phrase is tried: the element that it is hooked to, and the neighbour that must stand there.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::held::{Held, Needs};
use super::lex_hits::ClassBits;
use super::matcher::{Role, Variant};
use super::packed::{Array, Packed, halves, packed, unpacked};
use super::phrase::{Coded, Element};
use super::ruleset::Owner;
use super::word_sets::WordSets;

/// Where a variant is hooked: the variant, and the element of it that is looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hook {
    pub(super) variant: Variant,
    /// Number of the element.
    pub(super) element: u8,
    pub(super) needs: Needs,
}

/// Upper bits of the word of a hook that holds where its elements start.
const ROLE: u32 = 29;
const SIGNAL: u32 = 1 << 31;

impl Packed for Hook {
    type Words = [[u8; 4]; 3];

    fn pack(self) -> Self::Words {
        let (owner, signal) = match self.variant.owner {
            Owner::Rule(n) => (n, 0),
            Owner::Signal(n) => (n, SIGNAL),
        };
        let role = match self.variant.role {
            Role::Any => 0,
            Role::Except => 1,
            Role::Unless => 2,
        };
        let place = u16::from_le_bytes([self.element, self.variant.len]);
        packed([
            self.variant.start | role << ROLE | signal,
            u32::from(owner) | u32::from(place) << 16,
            self.needs.0,
        ])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [start, owned, needs] = unpacked(words);
        let (owner, place) = halves(owned);
        let [element, len] = place.to_le_bytes();
        let role = match start >> ROLE & 3 {
            0 => Role::Any,
            1 => Role::Except,
            _ => Role::Unless,
        };
        let owner = if start & SIGNAL == 0 { Owner::Rule(owner) } else { Owner::Signal(owner) };
        let start = start & ((1 << ROLE) - 1);
        Self { variant: Variant { owner, role, start, len }, element, needs: Needs(needs) }
    }
}

/// The neighbour of a hook's element, which must stand there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Guard {
    /// It is a gap or none.
    None,
    /// What stands after.
    After(Element),
    /// What stands before.
    Before(Element),
    /// What the sentence must hold at some place, where gaps are on both sides.
    Somewhere(Element),
}

/// Kinds of guards by what is looked at: nothing, the word and the lexicons after, those before, the sentence.
const KINDS: usize = 6;
/// The kind that looks at the sentence, the last.
const SOMEWHERE: usize = KINDS - 1;

impl Guard {
    /// The element that it asks for.
    pub(super) fn element(self) -> Option<Element> {
        match self {
            Self::None => None,
            Self::After(element) | Self::Before(element) | Self::Somewhere(element) => Some(element),
        }
    }

    fn kind(self) -> usize {
        let class = usize::from(matches!(self.element(), Some(Element::Class(_))));
        match self {
            Self::None => 0,
            Self::After(_) => 1 + class,
            Self::Before(_) => 3 + class,
            Self::Somewhere(_) => SOMEWHERE,
        }
    }

    /// Guards that are the same are alike in this, and those of a kind stand together.
    pub(super) fn order(self) -> (usize, u32) {
        (self.kind(), self.element().map_or(0, |element| Coded::new(element).0))
    }

    /// Bits of which what stands there must have one; of [`Guard::Somewhere`], what is looked for in [`Held`].
    fn mask(self, sets: &[Vec<u32>], classes: &ClassBits) -> u64 {
        match self {
            Self::None => u64::MAX,
            Self::Somewhere(element) => Held::place(element).map_or(0, u64::from),
            Self::After(element) | Self::Before(element) => match element {
                Element::Word(word) => word_bit(word),
                Element::Set(set) => sets[usize::from(set)].iter().fold(0, |mask, word| mask | word_bit(*word)),
                Element::Class(class) => classes.of(class),
                Element::Gap(_) | Element::Start | Element::End => u64::MAX,
            },
        }
    }
}

/// The bit of a word among 64.
#[inline]
fn word_bit(word: u32) -> u64 {
    1 << (word.wrapping_mul(0x9e37_79b1) >> 26)
}

/// What stands on one side of a token: all that an element asks of it.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    /// No word has this number where nothing stands there.
    pub(super) word: u32,
    /// Bits of lexicons of which a term begins or ends there.
    pub(super) classes: u64,
}

impl Beside {
    pub(super) const NOTHING: Self = Self { word: u32::MAX, classes: 0 };
}

/// The guards of words or of lexicons, and the hooks behind each. Few guards let anything past, so one is looked at once
/// for all hooks that it stands before, and the bits that rule it out lie close together.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Guards {
    places: Array<Place>,
    masks: Array<u64>,
    guarded: Array<Guarded>,
}

/// Where the guards of a word or lexicon are, those of a kind together.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    /// Where each kind ends, counted from the start.
    ends: [u16; KINDS],
}

impl Packed for Place {
    type Words = [[u8; 4]; 4];

    fn pack(self) -> Self::Words {
        let [a, b, c, d, e, f] = self.ends.map(u32::from);
        packed([self.start, a | b << 16, c | d << 16, e | f << 16])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [start, first, second, third] = unpacked(words);
        let ((a, b), (c, d), (e, f)) = (halves(first), halves(second), halves(third));
        Self { start, ends: [a, b, c, d, e, f] }
    }
}

/// The element of a guard, and its hooks.
#[derive(Debug, Clone, Copy)]
struct Guarded {
    element: Coded,
    /// Number of the first hook, and the number of hooks in the upper bits.
    hooks: u32,
}

/// Hooks behind one guard at most: more have another.
const MOST_HOOKS: usize = 255;
/// Bits of the number of a hook.
const NUMBER: u32 = 24;

impl Packed for Guarded {
    type Words = [[u8; 4]; 2];

    fn pack(self) -> Self::Words {
        packed([self.element.0, self.hooks])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [element, hooks] = unpacked(words);
        Self { element: Coded(element), hooks }
    }
}

impl Guards {
    /// Of lists of hooks by word or lexicon; the hooks are added to others in the order in which they are guarded.
    pub(super) fn new(
        lists: Vec<Vec<(Guard, Hook)>>,
        hooks: &mut Vec<Hook>,
        sets: &[Vec<u32>],
        classes: &ClassBits,
    ) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (mut places, mut masks, mut guarded) = (Vec::new(), Vec::new(), Vec::new());
        for mut list in lists {
            list.sort_by_key(|(guard, hook)| (guard.order(), hook.variant.start, hook.element));
            let start = masks.len();
            let mut ends = [0; KINDS];
            for alike in list.chunk_by(|(a, _), (b, _)| a.order() == b.order()) {
                let guard = alike[0].0;
                for alike in alike.chunks(MOST_HOOKS) {
                    masks.push(guard.mask(sets, classes));
                    guarded.push(Guarded {
                        element: Coded::new(guard.element().unwrap_or(Element::Start)),
                        hooks: number(hooks.len()) | number(alike.len()) << NUMBER,
                    });
                    hooks.extend(alike.iter().map(|(_, hook)| *hook));
                }
                ends[guard.kind()..].fill(u16::try_from(masks.len() - start).unwrap_or(u16::MAX));
            }
            places.push(Place { start: number(start), ends });
        }
        Self {
            places: places.into_iter().collect(),
            masks: masks.into_iter().collect(),
            guarded: guarded.into_iter().collect(),
        }
    }

    /// Whether a word or lexicon has none.
    #[inline]
    pub(super) fn is_empty(&self, key: usize) -> bool {
        self.places.get(key).is_none_or(|place| place.ends[SOMEWHERE] == 0)
    }

    /// Calls `each` with the hooks behind every guard of a word or lexicon for which the right thing stands before and
    /// after, or in the sentence.
    #[inline]
    pub(super) fn open(
        &self,
        key: usize,
        sides: impl FnOnce() -> (Beside, Beside),
        held: &Held,
        sets: &WordSets,
        mut each: impl FnMut(Range<usize>),
    ) {
        let Some(Place { start, ends }) = self.places.get(key) else { return };
        if ends[SOMEWHERE] == 0 {
            return;
        }
        let (before, after) = sides();
        let looks = [u64::MAX, word_bit(after.word), after.classes, word_bit(before.word), before.classes];
        let start = start as usize;
        let masks = self.masks.items(start..start + usize::from(ends[SOMEWHERE]));
        let mut first = 0;
        for (kind, end) in ends.into_iter().map(usize::from).enumerate() {
            for (number, mask) in (first..end).zip(masks.get(first..end).unwrap_or_default()) {
                let mask = u64::unpack(*mask);
                let may_fit = match looks.get(kind) {
                    Some(look) => mask & look != 0,
                    None => held.has_place(mask),
                };
                if may_fit && let Some(guarded) = self.guarded.get(start + number) {
                    let word = if kind < 3 { after.word } else { before.word };
                    let fits = match guarded.element.element() {
                        Element::Word(wanted) => kind == SOMEWHERE || wanted == word,
                        Element::Set(set) => sets.has(set, word),
                        _ => true,
                    };
                    if fits {
                        let first = (guarded.hooks & ((1 << NUMBER) - 1)) as usize;
                        each(first..first + (guarded.hooks >> NUMBER) as usize);
                    }
                }
            }
            first = end;
        }
    }
}
