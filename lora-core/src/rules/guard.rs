//! What stands before a phrase is tried: the element that it is hooked to, and the neighbour that must stand there.

use super::held::Needs;
use super::packed::{Packed, packed, unpacked};
use super::phrase::{Coded, Element};

/// Where a variant is hooked: the element that is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hook {
    pub(super) variant: u32,
    /// Number of the element.
    pub(super) element: u32,
    pub(super) needs: Needs,
}

impl Hook {
    pub(super) fn new(variant: u32, element: usize, needs: Needs) -> Self {
        Self { variant, element: u32::try_from(element).unwrap_or(u32::MAX), needs }
    }
}

impl Packed for Hook {
    type Words = [[u8; 4]; 3];

    fn pack(self) -> Self::Words {
        packed([self.variant, self.element, self.needs.0])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [variant, element, needs] = unpacked(words);
        Self { variant, element, needs: Needs(needs) }
    }
}

/// Hooks of one word or lexicon under one guard. Few guards let anything past, so a guard is looked at once for
/// all of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guarded {
    /// Number of the first hook, and the kind of guard in the upper two bits.
    first: u32,
    /// Number of hooks.
    count: u32,
    guard: Coded,
}

impl Guarded {
    pub(super) fn new(guard: Guard, first: usize, count: usize) -> Self {
        let (kind, guard) = guard.coded();
        let number = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self { first: number(first) | kind << 30, count: number(count), guard }
    }

    /// Where the element of the guard must stand.
    #[inline]
    pub(super) fn side(self) -> Side {
        match self.first >> 30 {
            0 => Side::None,
            1 => Side::After,
            2 => Side::Before,
            _ => Side::Somewhere,
        }
    }

    /// The element of the guard.
    #[inline]
    pub(super) fn element(self) -> Element {
        self.guard.element()
    }

    #[inline]
    pub(super) fn hooks(self) -> std::ops::Range<usize> {
        let first = (self.first & 0x3fff_ffff) as usize;
        first..first + self.count as usize
    }
}

impl Packed for Guarded {
    type Words = [[u8; 4]; 3];

    fn pack(self) -> Self::Words {
        packed([self.first, self.count, self.guard.0])
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let [first, count, guard] = unpacked(words);
        Self { first, count, guard: Coded(guard) }
    }
}

/// Where the element of a guard must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// There is none.
    None,
    /// Right after the hook's element.
    After,
    /// Right before it.
    Before,
    /// At some place of the sentence.
    Somewhere,
}

/// The neighbour of a hook's element. Few hooks outlive a look at it, so it stands in the hook itself.
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

impl Guard {
    /// The element that it asks for.
    pub(super) fn element(self) -> Option<Element> {
        match self {
            Self::None => None,
            Self::After(element) | Self::Before(element) | Self::Somewhere(element) => Some(element),
        }
    }

    fn coded(self) -> (u32, Coded) {
        let (kind, element) = match self {
            Self::None => (0, Element::Start),
            Self::After(element) => (1, element),
            Self::Before(element) => (2, element),
            Self::Somewhere(element) => (3, element),
        };
        (kind, Coded::new(element))
    }

    /// Guards that are the same are alike in this.
    pub(super) fn order(self) -> (u32, u32) {
        let (kind, Coded(element)) = self.coded();
        (kind, element)
    }
}
