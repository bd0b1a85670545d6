//! Regular expressions of pattern rules, with what can be told of their matches without running them.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::{Input, PatternID};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use serde::{Deserialize, Serialize};

use super::openings::{is_vague, placed};
use super::outline::{outline, outline_from};
use super::packed::Text;
use super::table::{Reached, Table};
use super::{ascii, needs};

/// Bytes before and after a match on which it may depend: a character.
const AROUND: usize = 4;
/// Times the length of a text that is looked at at most from the places where matches may begin.
const MOST_PASSES: usize = 16;

/// A pack's regular expression. Compiling one costs more than reading a letter, so that is left until a text may
/// hold a match.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Expression {
    text: Text,
    /// Its number among all of a rule set.
    pub(crate) number: u16,
    /// No match reaches over a line end or depends on what stands beyond one.
    pub(crate) in_line: bool,
    /// Strings in lower case of which one stands, in either case, in every match; empty where none is known.
    pub(super) needs: Vec<Text>,
    /// It is known where matches begin.
    begun: bool,
    /// Bytes that a match takes at most; none where there is no limit or nothing that it needs.
    reach: Option<u16>,
    /// Where it doesn't match the expression doesn't; from where matches begin, if that is known. None where the packs
    /// were not built in.
    outline: Option<Table>,
    #[serde(skip)]
    compiled: OnceLock<Option<Compiled>>,
}

#[derive(Debug, Clone)]
struct Compiled {
    regex: Regex,
    /// Number of the group `m`, which stands for the match where there is one.
    group: Option<usize>,
}

impl Expression {
    /// Checks an expression and what it can match.
    pub(super) fn new(text: &str) -> Result<Self, String> {
        let hir = ascii::ascii(&regex_syntax::parse(text).map_err(|e| e.to_string())?);
        let text = hir.to_string();
        let compiled = compile(&text)?;
        let needs: Vec<Text> = needs::needs(&hir).into_iter().map(Text::from).collect();
        let longest = hir.properties().maximum_len().filter(|_| !needs.is_empty());
        Ok(Self {
            text: text.into(),
            number: 0,
            in_line: in_line(&hir),
            needs,
            begun: false,
            reach: longest.and_then(|len| u16::try_from(len).ok()),
            outline: None,
            compiled: OnceLock::from(Some(compiled)),
        })
    }

    /// What it stands for, if all of its matches begin at places that can be told beforehand and telling them rules out
    /// more than asking for what it needs.
    pub(super) fn placed(&self) -> Option<Hir> {
        let hir = regex_syntax::parse(&self.text).ok().filter(placed)?;
        (self.needs.is_empty() || !is_vague(&hir)).then_some(hir)
    }

    /// Adds what is worth its time only where the expression is stored; whether it is known where matches of expressions
    /// begin that are [`Expression::placed`].
    pub(super) fn prepare(&mut self, are_begun: bool) {
        let Ok(hir) = regex_syntax::parse(&self.text) else { return };
        self.begun = are_begun && self.placed().is_some();
        if self.begun {
            self.reach = hir.properties().maximum_len().and_then(|len| u16::try_from(len).ok());
        }
        self.outline = if self.begun { outline_from(&hir) } else { outline(&hir) };
    }

    /// Whether it is known where matches begin: then that is what [`Expression::matches`] is to be given.
    pub(super) fn is_begun(&self) -> bool {
        self.begun
    }

    /// Whether no places are known without one of which it doesn't match.
    pub(crate) fn is_anywhere(&self) -> bool {
        !self.begun && self.needs.is_empty()
    }

    /// Start and end of each match in a text; of the group `m` where the expression has one. `places` are the offsets,
    /// in order, of where matches may begin, or else of what the expression needs. Packs are checked when they are compiled,
    /// so an expression that doesn't compile here can't occur and would match nothing.
    pub(crate) fn matches(&self, text: &str, places: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for window in self.windows(text, places) {
            let may_match = |outline: &Table| self.begun || outline.accepts(&text.as_bytes()[window.clone()]);
            if !self.outline.as_ref().is_none_or(may_match) {
                continue;
            }
            let compiled = self.compiled.get_or_init(|| compile(&self.text).ok());
            let Some(Compiled { regex, group }) = compiled else { return found };
            found.extend(regex.find_iter(Input::new(text).range(window)).map(|found| {
                // Groups cost several times what a match does; they are read where there is a match.
                let group = group.and_then(|group| {
                    let mut groups = regex.create_captures();
                    regex.search_captures(&Input::new(text).range(found.start()..), &mut groups);
                    groups.get_group(group)
                });
                let found = group.unwrap_or(found.span());
                (found.start, found.end)
            }));
        }
        found
    }

    /// Those of the places of a text at which a match may begin; all of them where they aren't known to be where matches
    /// begin.
    pub(crate) fn begun_at(&self, text: &str, places: &[u32]) -> Vec<u32> {
        let outline = self.outline.as_ref().filter(|_| self.begun).and_then(Table::follower);
        let Some(outline) = outline else { return places.to_vec() };
        let far = self.reach.map_or(text.len(), |reach| usize::from(reach) + AROUND);
        let mut left = text.len().saturating_mul(MOST_PASSES);
        let may_begin = |at: &&u32| {
            let at = **at as usize;
            let (from, to) = (at.saturating_sub(1), text.len().min(at.saturating_add(far)));
            let (reached, looked) = outline.follow(text.as_bytes().get(from..to).unwrap_or_default());
            left = left.saturating_sub(looked);
            // After many long looks that lead nowhere the expression itself is cheaper.
            left == 0 || matches!(reached, Reached::Accepting | Reached::End(true))
        };
        places.iter().filter(may_begin).copied().collect()
    }

    /// Stretches of a text that hold every match whole, with what stands around it: as far as matches reach from their
    /// places. Two that touch are one, so each is searched as if it were all.
    fn windows(&self, text: &str, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
        let Some(reach) = self.reach else { return std::iter::once(0..text.len()).collect() };
        let reach = usize::from(reach) + AROUND;
        let mut windows: Vec<Range<usize>> = Vec::new();
        for at in places {
            let mut from = at.saturating_sub(reach);
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            let mut to = (at + reach).min(text.len());
            while !text.is_char_boundary(to) {
                to += 1;
            }
            match windows.last_mut() {
                Some(last) if from <= last.end => last.end = last.end.max(to),
                _ => windows.push(from..to),
            }
        }
        windows
    }
}

/// Compiles a pack's regular expression with the limits that packs get. Prefilters are left out: most expressions
/// meet one line of a letter, on which they save less than finding their literals costs.
fn compile(text: &str) -> Result<Compiled, String> {
    let config = Regex::config().nfa_size_limit(Some(1 << 20)).auto_prefilter(false);
    let regex = Regex::builder().configure(config).build(text).map_err(|e| e.to_string())?;
    let group = regex.group_info().to_index(PatternID::ZERO, "m");
    Ok(Compiled { regex, group })
}

fn in_line(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(literal) => !literal.0.contains(&b'\n'),
        HirKind::Class(Class::Unicode(class)) => {
            !class.ranges().iter().any(|r| (r.start()..=r.end()).contains(&'\n'))
        }
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Look(look) => !matches!(look, Look::Start | Look::End | Look::StartCRLF | Look::EndCRLF),
        HirKind::Repetition(repetition) => in_line(&repetition.sub),
        HirKind::Capture(capture) => in_line(&capture.sub),
        HirKind::Concat(all) | HirKind::Alternation(all) => all.iter().all(in_line),
    }
}

#[cfg(test)]
mod tests {
    use super::super::openings::each_place;
    use super::*;

    #[test]
    fn matches_within_a_line_are_told_without_running() {
        let told = |text: &str| Expression::new(text).is_ok_and(|expression| expression.in_line);
        assert!(told(r"(?i)\broom[ \t]*\d{2,4}\b"));
        assert!(told(r"(?m)^x[^\n]*$"));
        assert!(!told(r"^x"));
        assert!(!told(r"[^a]1"));
    }

    #[test]
    fn looking_where_it_may_match_finds_what_the_whole_text_holds() {
        let far = "é ".repeat(600);
        let text = format!(
            "patient in bed 12. {far}The woman\nin bed 7, (ask her); bed 9 of the patient {far}(ask\nthem) patient {far}Room\t\
             {far}4 (ask"
        );
        let lower = text.to_ascii_lowercase();
        for pattern in [
            r"(?i)\bpatient\b[^.;]{0,60}?\bbed ?\d{1,2}\b",
            r"(?i)[a-z]{1,9}\s+in bed \d",
            r"(?i)\(ask\s+[a-z]+\)",
            r"(?i)room\s+(?:é\s)*(?P<m>\d)",
            r"(?i)[^.]{3,9}\(ask",
        ] {
            let mut expression = Expression::new(pattern).unwrap();
            let whole = Expression { reach: None, ..expression.clone() };
            let whole = whole.matches(&text, std::iter::empty());
            assert!(!whole.is_empty(), "{pattern}");
            for are_begun in [false, true] {
                expression.prepare(are_begun);
                let mut places = Vec::new();
                let mut add = |at| places.push(u32::try_from(at).unwrap());
                if expression.is_begun() {
                    each_place(&text, add);
                } else {
                    let needs = expression.needs.iter().flat_map(|need| lower.match_indices(&**need));
                    needs.for_each(|(at, _)| add(at));
                    places.sort_unstable();
                }
                let places = expression.begun_at(&text, &places);
                let places = places.iter().map(|at| *at as usize);
                assert_eq!(expression.matches(&text, places), whole, "{pattern}");
            }
        }
    }
}
