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

/// What a guard looks at, in the upper bits of its mask: nothing, the word and the lexicons after, those before, the
/// sentence.
const NOTHING: u64 = 0;
const WORD_AFTER: u64 = 1;
const CLASS_AFTER: u64 = 2;
const WORD_BEFORE: u64 = 3;
const CLASS_BEFORE: u64 = 4;
const SENTENCE: u64 = 5;
/// Where they begin; the bits of lexicons and words leave them free.
const KIND: u32 = super::lex_hits::CLASS_BITS;

impl Guard {
    /// The element that it asks for.
    pub(super) fn element(self) -> Option<Element> {
        match self {
            Self::None => None,
            Self::After(element) | Self::Before(element) | Self::Somewhere(element) => Some(element),
        }
    }

    fn kind(self) -> u64 {
        let class = matches!(self.element(), Some(Element::Class(_)));
        match self {
            Self::None => NOTHING,
            Self::After(_) => {
                if class {
                    CLASS_AFTER
                } else {
                    WORD_AFTER
                }
            }
            Self::Before(_) => {
                if class {
                    CLASS_BEFORE
                } else {
                    WORD_BEFORE
                }
            }
            Self::Somewhere(_) => SENTENCE,
        }
    }

    /// Guards that are the same are alike in this, and those of a kind stand together.
    pub(super) fn order(self) -> (u64, u32) {
        (self.kind(), self.element().map_or(0, |element| Coded::new(element).0))
    }

    /// Bits of which what stands there must have one; of [`Guard::Somewhere`], what is looked for in [`Held`]. Above them
    /// the kind of the guard.
    fn mask(self, sets: &[Vec<u32>], classes: &ClassBits) -> u64 {
        let all = (1 << KIND) - 1;
        let bits = match self {
            Self::None => all,
            Self::Somewhere(element) => Held::place(element).map_or(0, u64::from),
            Self::After(element) | Self::Before(element) => match element {
                Element::Word(word) => word_bit(word),
                Element::Set(set) => {
                    sets[usize::from(set)].iter().fold(0, |mask, word| mask | word_bit(*word))
                }
                Element::Class(class) => classes.of(class),
                Element::Gap(_) | Element::Start | Element::End => all,
            },
        };
        bits | self.kind() << KIND
    }
}

/// The bit of a word among those of a mask.
#[inline]
fn word_bit(word: u32) -> u64 {
    1 << ((u64::from(word.wrapping_mul(0x9e37_79b1)) * u64::from(KIND)) >> 32)
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
    /// Where the guards of each word or lexicon start, and where the last ones end.
    starts: Array<u32>,
    masks: Array<u64>,
    guarded: Array<Guarded>,
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
        let (mut starts, mut masks, mut guarded) = (vec![0], Vec::new(), Vec::new());
        for mut list in lists {
            list.sort_by_key(|(guard, hook)| (guard.order(), hook.variant.start, hook.element));
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
            }
            starts.push(number(masks.len()));
        }
        Self {
            starts: starts.into_iter().collect(),
            masks: masks.into_iter().collect(),
            guarded: guarded.into_iter().collect(),
        }
    }

    /// The guards of a word or lexicon.
    #[inline]
    pub(super) fn of(&self, key: usize) -> Range<usize> {
        self.starts.pair(key).map_or(0..0, |(start, end)| start as usize..end as usize)
    }

    /// Calls `each` with the hooks behind each of some guards for which the right thing stands before and after, or in the
    /// sentence.
    #[inline]
    pub(super) fn open(
        &self,
        guards: Range<usize>,
        sides: &Sides,
        held: &Held,
        sets: &WordSets,
        each: &mut impl FnMut(Range<usize>),
    ) {
        for (number, mask) in guards.clone().zip(self.masks.items(guards)) {
            let mask = u64::unpack(*mask);
            let kind = mask >> KIND;
            let may_fit = if kind == SENTENCE {
                held.has_place(mask & ((1 << KIND) - 1))
            } else {
                sides.looks[kind as usize & 7] & mask != 0
            };
            if !may_fit {
                continue;
            }
            let Some(guarded) = self.guarded.get(number) else { return };
            let word = if kind == WORD_AFTER { sides.after } else { sides.before };
            let fits = match guarded.element.element() {
                Element::Word(wanted) => kind == SENTENCE || wanted == word,
                Element::Set(set) => sets.has(set, word),
                _ => true,
            };
            if fits {
                let first = (guarded.hooks & ((1 << NUMBER) - 1)) as usize;
                each(first..first + (guarded.hooks >> NUMBER) as usize);
            }
        }
    }
}

/// What stands before and after a term, made ready for guards.
pub(super) struct Sides {
    before: u32,
    after: u32,
    /// By kind of the guard, the bits of which its mask must have one.
    looks: [u64; 8],
}

impl Sides {
    #[inline]
    pub(super) fn new(before: Beside, after: Beside) -> Self {
        let (word_after, word_before) = (word_bit(after.word), word_bit(before.word));
        let looks = [u64::MAX, word_after, after.classes, word_before, before.classes, 0, 0, 0];
        Self { before: before.word, after: after.word, looks: looks.map(|look| look & ((1 << KIND) - 1)) }
    }
}
