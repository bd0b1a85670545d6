//! Which part of the letter each line belongs to.

use std::ops::Range;

use super::document::{Document, SectionKind};
use super::paragraph::LineKinds;
use super::token::{Token, TokenKind};
use crate::rules::RuleSet;

/// Tokens that a salutation, closing or header line has at most.
const SHORT: usize = 16;
/// Tokens from which a line is prose.
const PROSE: usize = 14;
/// Lines of prose that may stand above a salutation: a note, a waiver.
const PROSE_ABOVE: usize = 2;
/// Words in lower case that a line with a date has at most: “this fifth day of May”.
const MOST_PROSE: usize = 4;

pub(super) fn classify(doc: &Document, lines: &[Range<u32>], rules: &RuleSet) -> LineKinds {
    let reader = Reader { doc, lines, rules };
    let mut kinds = vec![SectionKind::Body; lines.len()];
    let filled: Vec<usize> = (0..lines.len()).filter(|l| !lines[*l].is_empty()).collect();
    let salutation = filled.iter().copied().take(40).find_map(|l| reader.salutation(l));
    let mut inline_body = None;
    let body_start = match salutation {
        Some((line, end)) => {
            kinds[line] = SectionKind::Salutation;
            if end < lines[line].end {
                kinds[line] = SectionKind::Body;
                inline_body = Some((line, end));
                line
            } else {
                line + 1
            }
        }
        None => {
            let first = filled.iter().copied().find(|l| reader.begins_prose(*l) && !reader.is_subject(*l));
            first.map_or(0, |l| reader.block_start(l))
        }
    };
    let header_end = salutation.map_or(body_start, |(line, _)| line);
    reader.header(&filled, header_end, &mut kinds);
    // A subject line may stand beneath the salutation.
    for line in filled.iter().copied().skip_while(|l| *l < body_start).take(2) {
        if salutation.is_some_and(|(s, _)| s < line) && reader.is_subject(line) {
            kinds[line] = SectionKind::Subject;
        }
    }
    reader.ending(&filled, body_start, &mut kinds);
    LineKinds { kinds, inline_body }
}

struct Reader<'a> {
    doc: &'a Document,
    lines: &'a [Range<u32>],
    rules: &'a RuleSet,
}

impl Reader<'_> {
    fn tokens(&self, line: usize) -> &[Token] {
        let range = &self.lines[line];
        &self.doc.tokens()[range.start as usize..range.end as usize]
    }

    fn is(&self, class: &str, token: &Token) -> bool {
        self.rules.is_term(class, token.word)
    }

    fn text(&self, token: &Token) -> &str {
        self.doc.text_of(token.span)
    }

    fn is_prose(&self, line: usize) -> bool {
        let tokens = self.tokens(line);
        let stops =
            tokens.iter().any(|t| t.kind == TokenKind::Mark && matches!(self.text(t), "." | "!" | "?"));
        tokens.len() >= PROSE
            && (stops || tokens.len() >= 2 * PROSE || self.lines.len() > line + 1 && self.goes_on(line))
    }

    /// A wrapped line of prose: the next line starts in lower case.
    fn goes_on(&self, line: usize) -> bool {
        self.lines
            .get(line + 1)
            .is_some_and(|next| !next.is_empty() && !self.tokens(line + 1)[0].is_capital())
    }

    /// The first line of the wrapped paragraph that a line of prose belongs to: those above it are prose too, though
    /// no sentence ends in them.
    fn block_start(&self, prose: usize) -> usize {
        let mut first = prose;
        while let Some(above) = first.checked_sub(1).filter(|l| !self.lines[*l].is_empty()) {
            if !self.is_wordy(above) || self.is_subject(above) || self.is_date_line(above) {
                break;
            }
            first = above;
        }
        first
    }

    /// Prose, or two narrow lines of it in a row.
    fn begins_prose(&self, line: usize) -> bool {
        let below = || self.lines.get(line + 1).is_some_and(|l| !l.is_empty()) && self.is_wordy(line + 1);
        self.is_prose(line) || self.is_wordy(line) && below()
    }

    /// Whether a line has many words in lower case and ends no sentence.
    fn is_wordy(&self, line: usize) -> bool {
        let tokens = self.tokens(line);
        let small = tokens.iter().filter(|t| t.kind == TokenKind::Word && !t.is_capital()).count();
        let last = self.text(&tokens[tokens.len() - 1]);
        small > MOST_PROSE && !matches!(last, "." | ":" | "!" | "?" | ";")
    }

    /// Whether a line goes on with a long one right above it that ends no sentence.
    fn continues(&self, line: usize) -> bool {
        let Some(above) = line.checked_sub(1).filter(|l| !self.lines[*l].is_empty()) else { return false };
        let tokens = self.tokens(above);
        let last = &tokens[tokens.len() - 1];
        tokens.len() > PROSE / 2 && !matches!(self.text(last), "." | ":" | "!" | "?" | ";")
            || self.is_prose(above)
    }

    /// The salutation: its line and the token after it.
    fn salutation(&self, line: usize) -> Option<(usize, u32)> {
        let tokens = self.tokens(line);
        let first = &tokens[0];
        // A wrapped line of prose that happens to begin with "to" or "good" greets nobody.
        if !first.is_capital() || self.continues(line) {
            return None;
        }
        let time = || tokens.get(1).is_some_and(|t| self.is("salutation-time", t));
        let opens = self.is("salutation", first) || self.is("salutation-wish", first) && time();
        let to = self.is("salutation-to", first) && tokens.get(1).is_some_and(|t| t.is_word());
        // “Colleagues of hers, all of them senior:” in the midst of a letter greets nobody.
        let prose =
            || (0..line).filter(|l| !self.lines[*l].is_empty() && self.is_prose(*l) && !self.is_subject(*l));
        if !opens && !to || !self.is("salutation-sure", first) && prose().nth(PROSE_ABOVE).is_some() {
            return None;
        }
        let stop = tokens.iter().take(SHORT).position(|t| matches!(self.text(t), ":" | "," | "!" | ";"));
        let end = self.lines[line].start;
        match stop {
            // "Dear Dr. Lee, Dr. Roe and colleagues:" holds commas of its own.
            Some(_)
                if tokens.len() <= SHORT
                    && matches!(self.text(&tokens[tokens.len() - 1]), ":" | "," | "!" | ".") =>
            {
                Some((line, self.lines[line].end))
            }
            Some(at) if opens => Some((line, end + u32::try_from(at).unwrap_or(0) + 1)),
            None if opens && tokens.len() <= SHORT => Some((line, self.lines[line].end)),
            _ => None,
        }
    }

    fn is_subject(&self, line: usize) -> bool {
        let tokens = self.tokens(line);
        let colon = tokens.iter().take(6).any(|t| matches!(self.text(t), ":" | "#"));
        // "Letter of reference for Dr. Xu Ningxin"
        let titled = tokens.iter().take(4).any(|t| self.is("subject-word", t))
            && tokens.iter().take(6).any(|t| self.is("subject-joint", t));
        self.is("subject-label", &tokens[0]) && (colon || titled) && tokens.len() <= 3 * SHORT
    }

    fn is_date_line(&self, line: usize) -> bool {
        let tokens = self.tokens(line);
        let number = tokens.iter().any(|t| t.kind == TokenKind::Number);
        let month = tokens.iter().any(|t| self.is("month", t));
        let numeric = tokens
            .iter()
            .any(|t| t.kind == TokenKind::Number && self.text(t).matches(['/', '.']).count() == 2);
        let iso = tokens.len() <= 8
            && tokens.iter().filter(|t| t.kind == TokenKind::Number).count() == 3
            && tokens.iter().filter(|t| self.text(t) == "-").count() == 2;
        // “from March 2024 to” within a sentence dates nothing.
        let prose = tokens.iter().filter(|t| t.kind == TokenKind::Word && !t.is_capital()).count();
        tokens.len() <= SHORT
            && prose <= MOST_PROSE
            && (number && month || numeric || iso || self.is("date-label", &tokens[0]))
    }

    fn header(&self, filled: &[usize], end: usize, kinds: &mut [SectionKind]) {
        let mut in_subject = false;
        let mut previous = None;
        let mut seen_date = false;
        for line in filled.iter().copied().take_while(|l| *l < end) {
            // A blank line ends a subject block.
            if previous.is_some_and(|p| p + 1 != line) {
                in_subject = false;
            }
            previous = Some(line);
            let tokens = self.tokens(line);
            kinds[line] = if self.is_subject(line) {
                in_subject = true;
                SectionKind::Subject
            } else if in_subject {
                SectionKind::Subject
            } else if self.is_date_line(line) {
                seen_date = true;
                SectionKind::DateLine
            } else if self.is("salutation-to", &tokens[0])
                || seen_date && tokens.iter().any(|t| self.is("addressee", t))
            {
                SectionKind::Addressee
            } else if self.rules.class("waiver-word").is_some()
                && tokens.iter().any(|t| self.is("waiver-word", t))
            {
                SectionKind::Subject
            } else {
                SectionKind::Letterhead
            };
        }
    }

    /// Closing, signature and postscript.
    fn ending(&self, filled: &[usize], body_start: usize, kinds: &mut [SectionKind]) {
        let mut body: Vec<usize> = filled.iter().copied().filter(|l| *l >= body_start).collect();
        // A postscript may stand beneath a signature that no closing formula announces.
        let last_lines = body.len().saturating_sub(4).max(1);
        let tail = body.get(last_lines..).unwrap_or_default();
        if let Some(at) = tail.iter().position(|l| self.is("postscript", &self.tokens(*l)[0])) {
            body.split_off(last_lines + at).into_iter().for_each(|l| kinds[l] = SectionKind::Postscript);
        }
        let closing = body.iter().copied().rev().find(|l| self.is_closing(*l));
        let mut postscript = false;
        match closing {
            Some(closing) => {
                kinds[closing] = SectionKind::Closing;
                for line in body.iter().copied().filter(|l| *l > closing) {
                    postscript |= self.is("postscript", &self.tokens(line)[0]);
                    kinds[line] = if postscript { SectionKind::Postscript } else { SectionKind::Signature };
                }
            }
            None => {
                // Without a closing, short unpunctuated lines at the end are the signature.
                for line in body.iter().copied().rev().take(8) {
                    let tokens = self.tokens(line);
                    let last = &tokens[tokens.len() - 1];
                    let sentence =
                        last.kind == TokenKind::Mark && matches!(self.text(last), "." | "!" | "?" | ":");
                    if tokens.len() > SHORT
                        || sentence
                        || line == body_start
                        || !tokens[0].is_capital() && tokens[0].is_word()
                    {
                        break;
                    }
                    kinds[line] = SectionKind::Signature;
                }
            }
        }
    }

    /// A short line that opens with a closing formula and says nothing else.
    fn is_closing(&self, line: usize) -> bool {
        let tokens = self.tokens(line);
        if tokens.len() > 8 || !tokens[0].is_capital() {
            return false;
        }
        let last = self.text(&tokens[tokens.len() - 1]);
        if matches!(last, "." | "?") && tokens.len() > 3 {
            return false;
        }
        // "Sincerely", "Best regards", "With warm regards", "I remain sincerely yours".
        self.is("closing-word", &tokens[0]) && (tokens.len() <= 2 || last == ",")
            || tokens.iter().take(6).any(|t| self.is("closing-word", t))
                && (last == "," || tokens.len() <= 4)
                && tokens
                    .iter()
                    .all(|t| !t.is_word() || self.is("closing-word", t) || self.is("closing-filler", t))
    }
}
