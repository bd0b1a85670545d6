//! What phrases ask of lexicons: of most they ask nothing.

use serde::{Deserialize, Serialize};

use super::guard::Guards;
use super::held::Held;
use super::lists::Lists;
use super::packed::{Array, Packed, halves};
use super::phrase::Element;
use super::terms::Terms;
use crate::text::WordId;

/// What phrases ask of the lexicons, by lexicon and by word that is a term of some.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct AskedClasses {
    by_class: Array<AskedClass>,
    by_word: Lists<AskedClass>,
}

/// What phrases ask of a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AskedClass {
    /// Its place in what a sentence holds, if any phrase needs it there.
    pub(super) place: u16,
    /// Its number, if any phrase is hooked to it.
    pub(super) hooked: Option<u16>,
}

impl Packed for AskedClass {
    type Words = <u32 as Packed>::Words;

    fn pack(self) -> Self::Words {
        (u32::from(self.place) | self.hooked.map_or(0, |class| u32::from(class) + 1) << 16).pack()
    }

    #[inline]
    fn unpack(words: Self::Words) -> Self {
        let (place, hooked) = halves(u32::unpack(words));
        Self { place, hooked: hooked.checked_sub(1) }
    }
}

impl AskedClasses {
    /// Of so many lexicons and words. `needed` tells whether a phrase needs some term of a lexicon in its sentence.
    pub(super) fn new(
        classes: u16,
        words: u32,
        terms: &Terms,
        by_class: &Guards,
        needed: impl Fn(u16) -> bool,
    ) -> Self {
        let asked = |class: u16| AskedClass {
            place: Held::place(Element::Class(class)).filter(|_| needed(class)).unwrap_or(Held::ALWAYS),
            hooked: Some(class).filter(|class| !by_class.of((*class).into()).is_empty()),
        };
        let all: Vec<AskedClass> = (0..classes).map(asked).collect();
        let nothing = AskedClass { place: Held::ALWAYS, hooked: None };
        let of_word = |word| {
            let mut own: Vec<u16> = terms.plain_classes_of(WordId(word)).collect();
            own.dedup();
            let own = own.into_iter().map(|class| all[usize::from(class)]);
            own.filter(|asked| *asked != nothing).collect()
        };
        let by_word: Vec<Vec<AskedClass>> = (0..words).map(of_word).collect();
        Self { by_word: Lists::new(&by_word), by_class: all.into_iter().collect() }
    }

    /// What is asked of a lexicon.
    pub(super) fn of_class(&self, class: u16) -> AskedClass {
        self.by_class.get(class.into()).unwrap_or(AskedClass { place: Held::ALWAYS, hooked: None })
    }

    /// What is asked of those of which a word by itself is a term.
    #[inline]
    pub(super) fn of_word(&self, word: u32) -> impl Iterator<Item = AskedClass> + '_ {
        self.by_word.get(word as usize)
    }
}
