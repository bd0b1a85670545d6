//! Findings: what should be changed, where, and why.

use serde::Serialize;

use crate::pack::Severity;
use crate::rules::Rule;
use crate::span::Span;

/// One thing to change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// `pack/rule`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// What to do instead.
    pub help: String,
    /// Where; `None` for something that is missing.
    pub span: Option<Span>,
    /// Findings that follow from one another share a cause.
    pub cause: Option<String>,
    /// What it was compared with.
    pub related: Vec<Related>,
}

/// Something that a finding was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Where from: "profile", "letter", or the path of an earlier letter.
    pub source: String,
    /// What it says there.
    pub text: String,
    /// Where it says so, if it is a place in a letter.
    pub span: Option<Span>,
}

impl Finding {
    /// The pack of its rule.
    #[must_use]
    pub fn pack(&self) -> &str {
        self.rule.split('/').next().unwrap_or_default()
    }
}

impl Finding {
    /// A finding of a rule, with the slots of its message and remedy filled.
    pub(crate) fn of(rule: &Rule, span: Option<Span>, slots: &[(&str, &str)]) -> Self {
        Self {
            rule: rule.id.to_string(),
            severity: rule.severity,
            message: fill(&rule.message, slots),
            help: fill(&rule.help, slots),
            span,
            cause: None,
            related: Vec::new(),
        }
    }
}

/// Replaces `{name}` by its value; line breaks inside a value become spaces.
#[must_use]
pub fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    let mut filled = template.to_owned();
    for (name, value) in slots {
        if !filled.contains('{') {
            break;
        }
        if slot(&filled, name).is_some() {
            filled = replaced(&filled, name, value);
        }
    }
    filled
}

/// Where `{name}` stands in a text.
fn slot(text: &str, name: &str) -> Option<usize> {
    let named = |at: &usize| text[at + 1..].strip_prefix(name).is_some_and(|rest| rest.starts_with('}'));
    text.match_indices('{').map(|(at, _)| at).find(named)
}

/// The text with a value, on one line, wherever `{name}` stands.
fn replaced(text: &str, name: &str, value: &str) -> String {
    let mut made = String::with_capacity(text.len() + value.len());
    let mut rest = text;
    while let Some(at) = slot(rest, name) {
        made.push_str(&rest[..at]);
        for (number, word) in value.split_whitespace().enumerate() {
            if number > 0 {
                made.push(' ');
            }
            made.push_str(word);
        }
        rest = &rest[at + name.len() + 2..];
    }
    made + rest
}
