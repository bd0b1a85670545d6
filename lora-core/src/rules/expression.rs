//! Regular expressions of pattern rules, with what can be told of their matches without running them.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::{Input, PatternID};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use serde::{Deserialize, Serialize};

use super::outline::{outline, outline_from};
use super::packed::Text;
use super::table::{Reached, Table};
use super::{ascii, needs};

/// Characters of a range from which it holds more than digits; the longest range of `\d` has 50.
const FEW: u32 = 64;
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
    /// No match reaches over a line end or depends on what stands beyond one.
    pub(crate) in_line: bool,
    /// Every match holds a digit.
    pub(crate) digit: bool,
    /// Strings in lower case of which one stands, in either case, in every match; empty where none is known.
    pub(super) needs: Vec<Text>,
    /// Every match begins with what it needs.
    leads: bool,
    /// Bytes with one of which every match begins, at the start of a word; a bit each. None where it begins with what it
    /// needs, or otherwise.
    opens: Option<u128>,
    /// Number of those as an owner of literals.
    pub(crate) owner: Option<u16>,
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
        let leading = needs::leads(&hir);
        let leads = !leading.is_empty();
        let opens = if leads { None } else { needs::opens(&hir) };
        let needs = if leads { leading } else { needs::needs(&hir) };
        let needs: Vec<Text> = needs.into_iter().map(Text::from).collect();
        let longest = hir.properties().maximum_len().filter(|_| !needs.is_empty());
        Ok(Self {
            text: text.into(),
            in_line: in_line(&hir),
            digit: needs_digit(&hir),
            needs,
            leads,
            opens,
            owner: None,
            reach: longest.and_then(|len| u16::try_from(len).ok()),
            outline: None,
            compiled: OnceLock::from(Some(compiled)),
        })
    }

    /// Adds what is worth its time only where the expression is stored.
    pub(super) fn prepare(&mut self) {
        let outline = if self.leads || self.opens.is_some() { outline_from } else { outline };
        self.outline = regex_syntax::parse(&self.text).ok().and_then(|hir| outline(&hir));
    }

    /// Start and end of each match in a text; of the group `m` where the expression has one. `needed` are the offsets,
    /// in order, of what the expression needs, and `words` those at which words of ASCII begin. Packs are checked when
    /// they are compiled, so an expression that doesn't compile here can't occur and would match nothing.
    pub(crate) fn matches(
        &self,
        text: &str,
        needed: impl Iterator<Item = usize> + Clone,
        words: impl Iterator<Item = usize>,
    ) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let begins = match self.opens {
            Some(bytes) => {
                let opens =
                    |at: &usize| text.as_bytes().get(*at).is_some_and(|byte| bytes >> (byte % 128) & 1 != 0);
                self.may_begin(text, words.filter(opens))
            }
            None => !self.leads || self.may_begin(text, needed.clone()),
        };
        if !begins {
            return found;
        }
        let begun = self.leads || self.opens.is_some();
        for window in self.windows(text, needed) {
            let may_match = |outline: &Table| begun || outline.accepts(&text.as_bytes()[window.clone()]);
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

    /// Whether a match may begin at one of the places of what it begins with; `false` is sure.
    fn may_begin(&self, text: &str, places: impl Iterator<Item = usize>) -> bool {
        let Some(outline) = self.outline.as_ref().and_then(Table::follower) else { return true };
        let far = self.reach.map_or(text.len(), |reach| usize::from(reach) + AROUND);
        let mut left = text.len().saturating_mul(MOST_PASSES);
        for at in places {
            let (from, to) = (at.saturating_sub(1), text.len().min(at.saturating_add(far)));
            let (reached, looked) = outline.follow(text.as_bytes().get(from..to).unwrap_or_default());
            // After many long looks that lead nowhere the expression itself is cheaper.
            match left.checked_sub(looked) {
                Some(rest) => left = rest,
                None => return true,
            }
            if matches!(reached, Reached::Accepting | Reached::End(true)) {
                return true;
            }
        }
        false
    }

    /// Stretches of a text that hold every match whole, with what stands around it: as far as matches reach from what
    /// they need. Two that touch are one, so each is searched as if it were all.
    fn windows(&self, text: &str, needed: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
        let Some(reach) = self.reach else { return std::iter::once(0..text.len()).collect() };
        let reach = usize::from(reach) + AROUND;
        let mut windows: Vec<Range<usize>> = Vec::new();
        for at in needed {
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

fn needs_digit(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.iter().any(u8::is_ascii_digit),
        HirKind::Class(Class::Unicode(class)) => class.ranges().iter().all(|r| {
            u32::from(r.end()) - u32::from(r.start()) < FEW && (r.start()..=r.end()).all(char::is_numeric)
        }),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_digit(&repetition.sub),
        HirKind::Capture(capture) => needs_digit(&capture.sub),
        HirKind::Concat(all) => all.iter().any(needs_digit),
        HirKind::Alternation(all) => all.iter().all(needs_digit),
    }
}

/// Whether a text holds what [`Expression::digit`] tells of.
pub(crate) fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        || !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (bool, bool) {
        let expression = Expression::new(text);
        expression.map_or((false, false), |e| (e.in_line, e.digit))
    }

    #[test]
    fn matches_are_told_without_running() {
        assert_eq!(told(r"(?i)\broom[ \t]*\d{2,4}\b"), (true, true));
        assert_eq!(told(r"(?:ninety|9\d) years"), (true, false));
        assert_eq!(told(r"(?m)^x[^\n]*$"), (true, false));
        assert_eq!(told(r"^x"), (false, false));
        assert_eq!(told(r"[^a]1"), (false, true));
        assert_eq!(told(r"\d?x"), (true, false));
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
            expression.prepare();
            let mut places: Vec<usize> = expression
                .needs
                .iter()
                .flat_map(|need| lower.match_indices(&**need))
                .map(|(at, _)| at)
                .collect();
            places.sort_unstable();
            let whole =
                Expression { reach: None, leads: false, opens: None, outline: None, ..expression.clone() };
            let words = text.char_indices().map(|(at, _)| at);
            let found = expression.matches(&text, places.iter().copied(), words.clone());
            assert!(!found.is_empty(), "{pattern}");
            assert_eq!(found, whole.matches(&text, std::iter::empty(), words), "{pattern}");
        }
    }
}
