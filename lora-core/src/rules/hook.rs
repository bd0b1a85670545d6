//! Where phrases are looked up: each is hooked to its rarest element.

use std::collections::BTreeSet;

use super::compile::Builder;
use super::guard::{Guard, Guards, Hook};
use super::held::Needs;
use super::lex_hits::ClassBits;
use super::order::by_hook;
use super::phrase::Element;

/// Lexicons that stand all over a letter.
const FILLED: [&str; 5] = ["number", "applicant", "bearer", "bearers", "person"];
/// Cost of looking a phrase up by one of the commonest words.
const FUNCTION_WORD: usize = 2_000;

impl Builder {
    /// Hooks each variant to its rarest element: by word, by lexicon.
    pub(super) fn hooks(&self, classes: &ClassBits) -> Hooks {
        let mut by_word = vec![Vec::new(); self.vocabulary.len() as usize];
        let mut by_class = vec![Vec::new(); self.classes.len()];
        // How many phrases name a word tells roughly how common it is in letters; of the commonest it is known.
        let mut uses = vec![1_usize; self.vocabulary.len() as usize];
        for element in &self.elements {
            match element {
                Element::Word(w) => uses[*w as usize] += 1,
                Element::Set(s) => self.sets.list[*s as usize].iter().for_each(|w| uses[*w as usize] += 1),
                _ => {}
            }
        }
        let function = self.classes.get("function-word").copied();
        for term in self.terms.iter().filter(|t| Some(t.class) == function && t.words.len() == 1) {
            uses[term.words[0] as usize] += FUNCTION_WORD;
        }
        let mut class_cost: Vec<usize> = vec![0; self.classes.len()];
        for term in &self.terms {
            let common = uses[term.words[0] as usize] >= FUNCTION_WORD && term.words.len() == 1;
            class_cost[term.class as usize] += if common { FUNCTION_WORD } else { 4 };
        }
        for name in FILLED {
            class_cost[self.classes[name] as usize] = FUNCTION_WORD * 20;
        }
        let mut needed = BTreeSet::new();
        for variant in &self.variants {
            let range = variant.start as usize..variant.start as usize + variant.len as usize;
            let cost = |element: &Element| match element {
                Element::Word(w) => Some(uses[*w as usize]),
                Element::Set(s) => Some(self.sets.list[*s as usize].iter().map(|w| uses[*w as usize]).sum()),
                Element::Class(c) => Some(class_cost[*c as usize]),
                _ => None,
            };
            let elements = &self.elements[range];
            let best = elements.iter().enumerate().filter_map(|(i, e)| cost(e).map(|c| (c, i))).min();
            let Some((_, at)) = best else { continue };
            let after = elements.get(at + 1).and_then(|e| Some((cost(e)?, Guard::After(*e))));
            let before =
                at.checked_sub(1).and_then(|i| Some((cost(&elements[i])?, Guard::Before(elements[i]))));
            let words = elements
                .iter()
                .enumerate()
                .filter(|(i, e)| *i != at && matches!(e, Element::Word(_) | Element::Class(_)));
            let mut elsewhere: Vec<(usize, Element)> =
                words.filter_map(|(_, e)| Some((cost(e)?, *e))).collect();
            elsewhere.sort_by_key(|(cost, _)| *cost);
            let beside = after.into_iter().chain(before).min_by_key(|(c, _)| *c).map(|(_, guard)| guard);
            let guard = beside.or_else(|| elsewhere.first().map(|(_, e)| Guard::Somewhere(*e)));
            let guard = guard.unwrap_or(Guard::None);
            let known = guard.element();
            // Sets tell less, and the less the more words they have.
            let size = |e: &Element| match e {
                Element::Set(s) => Some((self.sets.list[usize::from(*s)].len(), *e)),
                _ => None,
            };
            let mut sets: Vec<(usize, Element)> =
                elements.iter().enumerate().filter(|(i, _)| *i != at).filter_map(|(_, e)| size(e)).collect();
            sets.sort_by_key(|(size, _)| *size);
            let needs = elsewhere.into_iter().chain(sets).map(|(_, e)| e).filter(|e| Some(*e) != known);
            let needs: Vec<Element> = needs.take(2).collect();
            needed.extend(needs.iter().copied().chain(known).filter_map(|element| match element {
                Element::Class(class) => Some(class),
                _ => None,
            }));
            let element = u8::try_from(at).unwrap_or(u8::MAX);
            let hook = (guard, Hook { variant: *variant, element, needs: Needs::new(needs.into_iter()) });
            match elements[at] {
                Element::Word(w) => by_word[w as usize].push(hook),
                Element::Set(s) => {
                    self.sets.list[s as usize].iter().for_each(|w| by_word[*w as usize].push(hook));
                }
                Element::Class(c) => by_class[c as usize].push(hook),
                _ => {}
            }
        }
        let mut hooks = Vec::new();
        let by_word = Guards::new(by_word, &mut hooks, &self.sets.list, classes);
        let by_class = Guards::new(by_class, &mut hooks, &self.sets.list, classes);
        let elements = by_hook(&self.elements, &mut hooks);
        Hooks { by_word, by_class, hooks, elements, needed }
    }
}

/// Hooks, and the guards before them.
pub(super) struct Hooks {
    pub(super) by_word: Guards,
    pub(super) by_class: Guards,
    pub(super) hooks: Vec<Hook>,
    /// Lexicons of which a sentence must hold a term for some phrase to stand in it.
    pub(super) needed: BTreeSet<u16>,
    /// Elements of the phrases, where the hooks say.
    pub(super) elements: Vec<Element>,
}
