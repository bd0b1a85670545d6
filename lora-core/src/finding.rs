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
    let room = slots.iter().map(|(_, value)| value.len()).sum::<usize>();
    let mut filled = String::with_capacity(template.len() + room);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        rest = &from[1..];
        let end = |name: &str| rest.strip_prefix(name)?.strip_prefix('}');
        match slots.iter().find_map(|(name, value)| Some((value, end(name)?))) {
            Some((value, after)) => {
                push_on_one_line(&mut filled, value);
                rest = after;
            }
            None => filled.push('{'),
        }
    }
    filled + rest
}

fn push_on_one_line(text: &mut String, value: &str) {
    for (number, word) in value.split_whitespace().enumerate() {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}
