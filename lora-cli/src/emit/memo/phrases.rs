//! The memo's wording and limits: `templates/memo.toml`.

use lora_core::Profile;
use lora_core::audience::fill;
use serde::Deserialize;

use crate::args::Sender;
use crate::failure::Failure;

/// Wording and limits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Words that a memo may have.
    pub words: usize,
    pub corrections: usize,
    pub questions: usize,
    pub quote_words: usize,
    pub short_quote_words: usize,
    /// Asks about a case or feedback of the applicant's own: `{what}`.
    case: String,
    feedback: String,
    never: Vec<String>,
    doctors: Vec<String>,
    advisor: Voice,
    applicant: Voice,
}

/// What one sender says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    pub greeting: String,
    pub greeting_unknown: String,
    pub thanks: String,
    pub works: String,
    pub corrections: String,
    pub correction: String,
    pub questions: String,
    pub nothing: String,
    pub closing: String,
    pub farewell: String,
    pub applicant_unknown: String,
}

impl Phrases {
    /// Reads the embedded wording.
    pub fn read() -> Result<Self, Failure> {
        toml::from_str(include_str!("../../../templates/memo.toml"))
            .map_err(|e| Failure::about("templates/memo.toml", e.message()))
    }

    /// The question about a case, or about feedback.
    pub fn about(&self, kind: &str) -> &str {
        if kind == "feedback" { &self.feedback } else { &self.case }
    }

    /// What a sender says.
    pub fn voice(&self, sender: Sender) -> &Voice {
        match sender {
            Sender::Advisor => &self.advisor,
            Sender::Applicant => &self.applicant,
        }
    }

    /// Whether the memo may repeat a text.
    pub fn may_repeat(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        !self.never.iter().any(|word| text.contains(word.as_str()))
    }

    /// How the writer is addressed.
    pub fn greeting(&self, voice: &Voice, profile: Option<&Profile>) -> String {
        let Some(writer) = profile.map(|p| &p.writer) else { return voice.greeting_unknown.clone() };
        let Some(name) = &writer.name else { return voice.greeting_unknown.clone() };
        let degrees = writer.credentials.as_deref().unwrap_or_default();
        let mut degrees = degrees.split([',', ' ', ';', '/']);
        let doctor = degrees.any(|d| self.doctors.iter().any(|known| known.eq_ignore_ascii_case(d)));
        let titled = name.to_lowercase().starts_with("dr");
        let name = if doctor && !titled { format!("Dr. {name}") } else { name.clone() };
        fill(&voice.greeting, &[("writer", &name)])
    }
}
