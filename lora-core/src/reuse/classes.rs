//! The word classes that the comparison knows, looked up once per rule set.

use super::reading::mix;
use crate::rules::{RuleSet, hash};
use crate::text::WordId;

/// A set of word classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    pub(super) const SHE: Self = Self(1);
    pub(super) const HE: Self = Self(1 << 1);
    pub(super) const THEY: Self = Self(1 << 2);
    pub(super) const WRITER: Self = Self(1 << 3);
    pub(super) const TITLE: Self = Self(1 << 4);
    pub(super) const NUMBER: Self = Self(1 << 5);
    pub(super) const FUNCTION: Self = Self(1 << 6);
    pub(super) const STOCK: Self = Self(1 << 7);
    pub(super) const BIOGRAPHY: Self = Self(1 << 8);
    pub(super) const SETTING: Self = Self(1 << 9);
    pub(super) const FEMALE: Self = Self(1 << 10);
    pub(super) const MALE: Self = Self(1 << 11);
    pub(super) const PERSON: Self = Self(1 << 12);
    pub(super) const MONTH: Self = Self(1 << 13);
    pub(super) const WAIVER: Self = Self(1 << 14);
    pub(super) const FORM: Self = Self(1 << 15);
    pub(super) const I: Self = Self(1 << 16);
    pub(super) const THING: Self = Self(1 << 17);
    /// Pronouns of the third person.
    pub(super) const PRONOUN: Self = Self(1 | 1 << 1 | 1 << 2);

    /// Whether the two sets share a class.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Lexicon of each class.
const NAMES: [(&str, Classes); 19] = [
    ("reuse-she", Classes::SHE),
    ("reuse-he", Classes::HE),
    ("reuse-they", Classes::THEY),
    ("reuse-writer", Classes::WRITER),
    ("reuse-title", Classes::TITLE),
    ("reuse-number", Classes::NUMBER),
    ("reuse-function-word", Classes::FUNCTION),
    ("reuse-stock", Classes::STOCK),
    ("reuse-biography", Classes::BIOGRAPHY),
    ("reuse-setting", Classes::SETTING),
    ("reuse-female", Classes::FEMALE),
    ("reuse-male", Classes::MALE),
    ("reuse-person", Classes::PERSON),
    ("month", Classes::MONTH),
    ("waiver-word", Classes::WAIVER),
    ("reuse-confidential", Classes::WAIVER),
    ("reuse-form", Classes::FORM),
    ("reuse-i", Classes::I),
    ("reuse-thing", Classes::THING),
];

/// Numbers of the lexicons in a rule set.
pub(super) struct Lexicons<'a> {
    rules: &'a RuleSet,
    ids: Vec<(u16, Classes)>,
}

impl<'a> Lexicons<'a> {
    pub(super) fn new(rules: &'a RuleSet) -> Self {
        let ids = NAMES.iter().filter_map(|(name, class)| Some((rules.class(name)?, *class))).collect();
        Self { rules, ids }
    }

    /// The classes of a folded word.
    pub(super) fn of(&self, word: WordId) -> Classes {
        let mut found = Classes::default();
        for class in self.rules.classes_of(word) {
            if let Some((_, known)) = self.ids.iter().find(|(id, _)| *id == class) {
                found.0 |= known.0;
            }
        }
        found
    }
}

/// What tells whether two rule sets know the same words in the same classes.
pub(super) fn digest(rules: &RuleSet) -> u64 {
    let lexicons = Lexicons::new(rules);
    rules.vocabulary().words().fold(0, |all, (id, word)| match lexicons.of(id).0 {
        0 => all,
        // In no order: the words' numbers differ from one rule set to the next.
        classes => all ^ mix(u64::from(classes), hash(word)),
    })
}
