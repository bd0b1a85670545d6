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
        let slot = format!("{{{name}}}");
        if filled.contains(&slot) {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            filled = filled.replace(&slot, &value);
        }
    }
    filled
}
