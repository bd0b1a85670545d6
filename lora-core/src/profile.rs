//! What the advisor knows about applicant, target, writer and rotation.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::report::COMPETENCIES;

/// A profile. Every field is optional; a check that needs a missing one is listed as not run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// Who the letter is about.
    pub applicant: Applicant,
    /// What the applicant applies for.
    pub target: Target,
    /// Who writes.
    pub writer: Writer,
    /// What they did together.
    pub rotation: Rotation,
    /// The letter itself.
    pub letter: LetterFacts,
    /// What the writer could have seen, from the briefing sheet.
    #[serde(rename = "case")]
    pub cases: Vec<Case>,
    /// Feedback that was given, and what changed.
    pub feedback: Vec<Feedback>,
}

/// Who the letter is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Applicant {
    /// Full name.
    pub name: Option<String>,
    /// Other forms that are right: nicknames, short forms, spellings without diacritics.
    pub aliases: Vec<String>,
    /// Pronouns.
    pub pronouns: Option<Pronouns>,
    /// AAMC ID, 8 digits.
    pub aamc_id: Option<String>,
    /// Medical school.
    pub school: Option<String>,
}

/// A set of pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pronouns {
    /// she, her, hers, herself
    She,
    /// he, him, his, himself
    He,
    /// they, them, their, themself
    They,
}

impl Pronouns {
    /// The subject form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::She => "she",
            Self::He => "he",
            Self::They => "they",
        }
    }
}

/// What the applicant applies for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Target {
    /// One specialty, or several for a dual application; "General" fits any.
    #[serde(deserialize_with = "one_or_many")]
    pub specialty: Vec<String>,
    /// Year of the Match.
    pub season: Option<i16>,
}

/// Who writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Writer {
    /// Full name.
    pub name: Option<String>,
    /// Degrees and fellowships, as "MD, FACP".
    pub credentials: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// Institution.
    pub institution: Option<String>,
    /// The writer's own specialty.
    pub specialty: Option<String>,
}

/// What applicant and writer did together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rotation {
    /// Its name.
    pub name: Option<String>,
    /// Its specialty.
    pub specialty: Option<String>,
    /// Where it was.
    pub site: Option<String>,
    /// observership, externship, elective, sub-internship, research, employment.
    pub role: Option<String>,
    /// First day.
    #[serde(deserialize_with = "date")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(deserialize_with = "date")]
    pub end: Option<Date>,
}

/// The letter itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LetterFacts {
    /// The date it is planned to bear.
    #[serde(deserialize_with = "date")]
    pub date: Option<Date>,
    /// Whether the applicant waived the right to see it; `None` is unknown.
    pub waived: Option<bool>,
}

/// A case that the writer could have seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Case {
    /// What happened.
    pub what: String,
    /// Competencies that it could evidence.
    pub competencies: Vec<String>,
}

/// Feedback that was given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feedback {
    /// What was said.
    pub given: String,
    /// What changed.
    pub changed: Option<String>,
}

impl Profile {
    /// Whether it says anything at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads a profile in TOML. Dates are TOML dates or quoted ISO dates.
    ///
    /// ```
    /// let profile = lora_core::Profile::from_toml("[rotation]\nstart = 2026-03-02\nend = \"2026-03-27\"\n")?;
    /// assert_eq!(profile.rotation.end, Some("2026-03-27".parse()?));
    ///
    /// let error = lora_core::Profile::from_toml("[rotation]\nbegin = 2026-03-02\n").unwrap_err();
    /// assert_eq!(error.line, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ProfileError`] with the line of an unknown key, a wrong type or an impossible date.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            let line = text.get(..at).map_or(0, |t| t.matches('\n').count()) + 1;
            ProfileError { line, message: e.message().trim().to_owned() }
        })
    }

    /// Reads a profile in JSON: the same fields, null for what is absent.
    ///
    /// # Errors
    /// [`ProfileError`] with the line of what is wrong.
    pub fn from_json(text: &str) -> Result<Self, ProfileError> {
        let mut value: serde_json::Value = serde_json::from_str(text)
            .map_err(|e| ProfileError { line: e.line(), message: e.to_string() })?;
        drop_nulls(&mut value);
        // From the text again, so that errors know their line, unless nulls had to go.
        let direct: Result<Self, _> = serde_json::from_str(text);
        match direct {
            Ok(profile) => Ok(profile),
            Err(first) => serde_json::from_value(value)
                .map_err(|_| ProfileError { line: first.line(), message: first.to_string() }),
        }
    }

    /// What is inconsistent in itself, as messages for people: a rotation that ends before it starts, an AAMC
    /// ID that isn't 8 digits.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let (Some(start), Some(end)) = (self.rotation.start, self.rotation.end)
            && end < start
        {
            problems.push(format!(
                "rotation.end ({end}) is before rotation.start ({start}): correct one of them"
            ));
        }
        if let Some(id) = &self.applicant.aamc_id
            && !(id.len() == 8 && id.bytes().all(|b| b.is_ascii_digit()))
        {
            problems.push(format!("applicant.aamc_id (`{id}`) is not 8 digits: correct it or leave it out"));
        }
        for (number, case) in self.cases.iter().enumerate() {
            for id in case.competencies.iter().filter(|id| !is_competency(id)) {
                let known: Vec<&str> = COMPETENCIES.iter().map(|(id, _)| *id).collect();
                let known = known.join(", ");
                problems.push(format!("case {}: `{id}` is no competency: write one of {known}", number + 1));
            }
        }
        problems
    }
}

fn is_competency(id: &str) -> bool {
    COMPETENCIES.iter().any(|(known, _)| *known == id)
}

/// Why a profile can't be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ProfileError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

fn drop_nulls(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.retain(|_, v| !v.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<OneOrMany>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(OneOrMany::One(one)) => vec![one],
        Some(OneOrMany::Many(many)) => many,
    })
}

/// A TOML date or an ISO date in quotes.
#[derive(Deserialize)]
#[serde(untagged)]
enum DateForm {
    Text(String),
    Toml(toml::value::Datetime),
}

fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = match Option::<DateForm>::deserialize(deserializer)? {
        None => return Ok(None),
        Some(DateForm::Text(text)) => text,
        Some(DateForm::Toml(date)) => date.to_string(),
    };
    text.parse().map(Some).map_err(|_| {
        serde::de::Error::custom(format!("`{text}` is no date of the calendar; write it as 2026-03-27"))
    })
}
