//! The order in which a rule set keeps what letters are looked up in: what is asked for often, or one after another, lies
//! close together.

use std::collections::HashMap;

use super::compile::Builder;
use super::guard::Hook;
use super::phrase::Element;
use super::vocabulary::Vocabulary;

impl Builder {
    /// Numbers the words anew, those first that many letters use.
    pub(super) fn number_by_use(&mut self) {
        let old = std::mem::take(&mut self.vocabulary);
        let mut new = Vocabulary::default();
        for word in self.frequent.iter().filter(|word| old.find(word).is_some()) {
            new.intern(word);
        }
        let numbers: Vec<u32> = old.words().map(|(_, word)| new.intern(word)).collect();
        self.vocabulary = new;
        let number = |word: &mut u32| *word = numbers[*word as usize];
        self.terms.iter_mut().flat_map(|term| &mut term.words).for_each(number);
        for set in &mut self.sets.list {
            set.iter_mut().for_each(number);
            set.sort_unstable();
        }
        for element in &mut self.elements {
            if let Element::Word(word) = element {
                number(word);
            }
        }
    }
}

/// The elements of phrases in the order in which hooks try them; the hooks are told where theirs are.
pub(super) fn by_hook(elements: &[Element], hooks: &mut [Hook]) -> Vec<Element> {
    let mut moved: HashMap<u32, u32> = HashMap::new();
    let mut ordered = Vec::with_capacity(elements.len());
    for variant in hooks.iter_mut().map(|hook| &mut hook.variant) {
        let start = variant.start as usize;
        variant.start = *moved.entry(variant.start).or_insert_with(|| {
            let place = ordered.len();
            ordered.extend_from_slice(&elements[start..start + usize::from(variant.len)]);
            u32::try_from(place).unwrap_or(u32::MAX)
        });
    }
    ordered
}
