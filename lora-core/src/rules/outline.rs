//! Outlines of regular expressions: coarser expressions as automata that are built with the packs. Where an outline
//! matches nothing neither does its expression, and most expressions never need to be compiled.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Dot, Hir, HirKind, Look, Repetition};

use super::table::Table;

/// What is repeated more often is taken as repeated without end, since automata pay for counting with states.
const MOST_COUNTED: u32 = 3;
/// States of the largest outline; few have a tenth of them.
const MOST_STATES: usize = 4000;
/// Bytes that building an automaton may take.
const LARGEST: usize = 1 << 22;

/// The automaton of an expression's outline; none where it would be large. Building it takes far longer than
/// compiling the expression.
pub(super) fn outline(hir: &Hir) -> Option<Table> {
    automaton(&coarser(hir), Anchored::No)
}

/// The automaton of the outline of matches that begin at one place: it is given what stands from there on, and the
/// byte before, if there is one.
pub(super) fn outline_from(hir: &Hir) -> Option<Table> {
    let before = Hir::alternation(vec![Hir::look(Look::Start), Hir::dot(Dot::AnyByte)]);
    automaton(&Hir::concat(vec![before, coarser(hir)]), Anchored::Yes)
}

fn automaton(hir: &Hir, anchored: Anchored) -> Option<Table> {
    let nfa = Compiler::new()
        .configure(Config::new().which_captures(WhichCaptures::None))
        .build_from_hir(hir)
        .ok()?;
    let config = dense::Config::new()
        .start_kind(if anchored.is_anchored() { StartKind::Anchored } else { StartKind::Unanchored })
        .minimize(true)
        .dfa_size_limit(Some(LARGEST))
        .determinize_size_limit(Some(LARGEST));
    let automaton = dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()?;
    let start = automaton.start_state_forward(&Input::new("").anchored(anchored)).ok()?;
    let next = |state, byte: Option<u8>| match byte {
        _ if automaton.is_match_state(state) => state,
        Some(byte) => automaton.next_state(state, byte),
        None => automaton.next_eoi_state(state),
    };
    Some(Table::new(start, MOST_STATES, |state| automaton.is_match_state(state), next)?.0)
}

/// An expression that matches wherever the given one does.
fn coarser(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
        HirKind::Capture(capture) => coarser(&capture.sub),
        HirKind::Concat(all) => Hir::concat(all.iter().map(coarser).collect()),
        HirKind::Alternation(all) => Hir::alternation(all.iter().map(coarser).collect()),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min.min(MOST_COUNTED),
            max: repetition.max.filter(|max| *max <= MOST_COUNTED),
            greedy: true,
            sub: Box::new(coarser(&repetition.sub)),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_the_expression_finds() {
        let outlined = |text: &str| regex_syntax::parse(text).ok().and_then(|hir| outline(&hir));
        let told =
            |expression: &str, text: &str| outlined(expression).map(|table| table.accepts(text.as_bytes()));
        let bed = r"(?i)(?-u:\b)patient(?-u:\b)[^.;\n]{0,60}?(?-u:\b)bed ?[0-9]{2,4}(?-u:\b)";
        assert_eq!(told(bed, "The Patient in bed 12"), Some(true));
        assert_eq!(told(bed, "the patient in bed 123456"), Some(true));
        assert_eq!(told(bed, "the patient in bed one. Bed 12"), Some(false));
        assert_eq!(told(bed, "the patients in bed 12"), Some(false));
        assert_eq!(told(r"(?m)^[ \t]*_{3,}$", "a\n ____\nb"), Some(true));
        assert_eq!(told(r"(?m)^[ \t]*_{3,}$", "a ____\nb"), Some(false));
        assert_eq!(told(r"[0-9]$", "room 7"), Some(true));
    }

    #[test]
    fn one_from_a_place_knows_what_stands_before() {
        let outlined = |text: &str| regex_syntax::parse(text).ok().and_then(|hir| outline_from(&hir));
        let told = |expression: &str, text: &str| outlined(expression).map(|t| t.accepts(text.as_bytes()));
        assert_eq!(told(r"(?-u:\b)mr\.? [a-z]+ly", "mr. kindly"), Some(true));
        assert_eq!(told(r"(?-u:\b)mr\.? [a-z]+ly", " mr kindly"), Some(true));
        assert_eq!(told(r"(?-u:\b)mr\.? [a-z]+ly", "amr kindly"), Some(false));
        assert_eq!(told(r"(?-u:\b)mr\.? [a-z]+ly", "a mr kindly"), Some(false));
    }
}
