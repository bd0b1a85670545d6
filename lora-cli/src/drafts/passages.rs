//! The passages in which two drafts differ, word by word. How lines are wrapped makes no difference.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words on either side of a change that are shown.
const AROUND: usize = 6;

/// A passage that was changed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// First byte and byte after the last in the old draft.
    pub old: (usize, usize),
    /// The same in the new one.
    pub new: (usize, usize),
    /// Line in the new draft, from 1.
    pub line: usize,
    pub parts: Vec<Part>,
}

/// Words that both drafts have, or one of them.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    pub tag: Tag,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tag {
    Same,
    Old,
    New,
}

/// A text as its words.
struct Words<'a> {
    text: &'a str,
    words: Vec<&'a str>,
    starts: Vec<usize>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        let mut words = Vec::new();
        let mut starts = Vec::new();
        let mut at = 0;
        for word in text.split_whitespace() {
            at += text[at..].find(word).unwrap_or_default();
            words.push(word);
            starts.push(at);
            at += word.len();
        }
        Self { text, words, starts }
    }

    /// Words as one text, with single spaces.
    fn joined(&self, from: usize, to: usize) -> String {
        self.words[from..to].join(" ")
    }

    /// The bytes of a run of words; of none, where they would stand.
    fn span(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.starts.get(from).copied().unwrap_or(self.text.len());
        match to.checked_sub(1).filter(|last| *last >= from) {
            Some(last) => (start, self.starts[last] + self.words[last].len()),
            None => (start, start),
        }
    }
}

/// What changed from the old text to the new, in order.
pub fn changed(old: &str, new: &str) -> Vec<Passage> {
    let (old, new) = (Words::new(old), Words::new(new));
    let ops = capture_diff_slices(Algorithm::Patience, &old.words, &new.words);
    let mut passages = Vec::new();
    let mut group: Vec<DiffOp> = Vec::new();
    for op in ops {
        // Changes nearer to each other than what is shown around them are one passage.
        if matches!(op, DiffOp::Equal { len, .. } if len > 2 * AROUND) {
            passages.extend(passage(&old, &new, &group, Some(op)));
            group = vec![op];
        } else {
            group.push(op);
        }
    }
    passages.extend(passage(&old, &new, &group, None));
    passages
}

/// A passage from a run of changes, the long equal stretches at its ends cut to what is shown.
fn passage(old: &Words<'_>, new: &Words<'_>, group: &[DiffOp], after: Option<DiffOp>) -> Option<Passage> {
    let changes = |op: &DiffOp| !matches!(op, DiffOp::Equal { .. });
    let (first, last) = (group.iter().find(|op| changes(op))?, group.iter().rfind(|op| changes(op))?);
    let (old_span, new_span) = (
        old.span(first.old_range().start, last.old_range().end),
        new.span(first.new_range().start, last.new_range().end),
    );
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |tag: Tag, text: String| {
        if text.is_empty() {
            return;
        }
        match parts.last_mut() {
            Some(part) if part.tag == tag => {
                part.text.push(' ');
                part.text.push_str(&text);
            }
            _ => parts.push(Part { tag, text }),
        }
    };
    for (number, op) in group.iter().enumerate() {
        let (was, is) = (op.old_range(), op.new_range());
        if changes(op) {
            push(Tag::Old, old.joined(was.start, was.end));
            push(Tag::New, new.joined(is.start, is.end));
        } else if number == 0 && is.len() > AROUND {
            push(Tag::Same, format!("… {}", new.joined(is.end - AROUND, is.end)));
        } else {
            push(Tag::Same, new.joined(is.start, is.end));
        }
    }
    if let Some(op) = after {
        let is = op.new_range();
        push(Tag::Same, format!("{} …", new.joined(is.start, is.start + AROUND)));
    }
    let line = new.text[..new_span.0].matches('\n').count() + 1;
    Some(Passage { old: old_span, new: new_span, line, parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let part = |p: &Part| match p.tag {
            Tag::Same => p.text.clone(),
            Tag::Old => format!("[{}]", p.text),
            Tag::New => format!("{{{}}}", p.text),
        };
        changed(old, new).iter().map(|p| p.parts.iter().map(part).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn only_words_make_a_change() {
        assert!(shown("She came\nearly.  He left.", "She came early. He\n\nleft.").is_empty());
        assert_eq!(shown("Mr. Chen came.", "Ms. Farah came."), ["[Mr. Chen] {Ms. Farah} came."]);
    }

    #[test]
    fn changes_far_apart_are_two_passages() {
        let words: Vec<String> = (0..40).map(|n| format!("w{n}")).collect();
        let old = words.join(" ");
        let new = old.replace("w2 ", "x ").replace(" w37", "");
        assert_eq!(
            shown(&old, &new),
            ["w0 w1 [w2] {x} w3 w4 w5 w6 w7 w8 …", "… w31 w32 w33 w34 w35 w36 [w37] w38 w39"]
        );
        let passages = changed(&old, &new);
        assert_eq!(&old[passages[1].old.0..passages[1].old.1], "w37");
        assert_eq!(&new[passages[0].new.0..passages[0].new.1], "x");
    }
}
