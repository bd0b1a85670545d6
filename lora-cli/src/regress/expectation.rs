//! What is expected of a letter: a small file beside it that people write, or its exact report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use lora_core::RuleSet;
use lora_core::report::{Level, Stage, Verdict};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use toml::Spanned;

use super::snapshot::Snapshot;
use crate::engine::Instead;
use crate::failure::{Failure, did_you_mean};
use crate::inputs::{folder_of, holds_one_letter, read_own};
use crate::profile_source::remedy;
use crate::rule_source::known_names;

/// Where the expectations of a letter stand.
#[derive(Debug)]
pub struct Place {
    pub letter: PathBuf,
    /// The file that people write, if there is one.
    pub written: Option<PathBuf>,
    /// The exact report, if there is one.
    pub exact: Option<PathBuf>,
    /// Where an exact report would be written.
    pub new_exact: PathBuf,
}

impl Place {
    /// `letter.expect.toml` and `letter.snap`; in a folder of one letter `expect.toml` and `report.snap` too.
    pub fn of(letter: &Path) -> Self {
        let alone = holds_one_letter(folder_of(letter));
        let beside = |own: &str, shared: &str| {
            let own = letter.with_extension(own);
            let shared = letter.with_file_name(shared);
            [Some(own), alone.then_some(shared)].into_iter().flatten().find(|path| path.is_file())
        };
        Self {
            letter: letter.to_path_buf(),
            written: beside("expect.toml", "expect.toml"),
            exact: beside("snap", "report.snap"),
            new_exact: if alone {
                letter.with_file_name("report.snap")
            } else {
                letter.with_extension("snap")
            },
        }
    }
}

/// All that is expected of a letter.
#[derive(Debug, Default)]
pub struct Expected {
    pub written: Option<Written>,
    pub exact: Option<Snapshot>,
}

/// The file that people write.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    pub stage: Option<StageName>,
    pub today: Option<Day>,
    pub verdict: Option<VerdictName>,
    pub score_at_least: Option<u8>,
    pub corrected_at_least: Option<u8>,
    pub must_fire: Vec<Spanned<Wanted>>,
    pub must_not_fire: Vec<Spanned<Wanted>>,
    pub competencies: BTreeMap<CompetencyId, LevelName>,
}

/// A rule or pack, and the words that it is about: `"doubt"`, or `{ rule = "name/other", text = "Mr. Chen" }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub rule: String,
    pub text: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageName {
    Draft,
    Final,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictName {
    Ready,
    Revise,
    DoNotSend,
}

impl VerdictName {
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Ready => Verdict::Ready,
            Self::Revise => Verdict::Revise,
            Self::DoNotSend => Verdict::DoNotSend,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LevelName {
    Absent,
    Mentioned,
    Evidenced,
}

impl LevelName {
    pub fn level(self) -> Level {
        match self {
            Self::Absent => Level::Absent,
            Self::Mentioned => Level::Mentioned,
            Self::Evidenced => Level::Evidenced,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompetencyId {
    PatientCare,
    MedicalKnowledge,
    PracticeBasedLearning,
    InterpersonalCommunication,
    Professionalism,
    SystemsBasedPractice,
}

impl CompetencyId {
    pub fn id(self) -> &'static str {
        match self {
            Self::PatientCare => "patient_care",
            Self::MedicalKnowledge => "medical_knowledge",
            Self::PracticeBasedLearning => "practice_based_learning",
            Self::InterpersonalCommunication => "interpersonal_communication",
            Self::Professionalism => "professionalism",
            Self::SystemsBasedPractice => "systems_based_practice",
        }
    }
}

/// A TOML date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = toml::value::Datetime::deserialize(deserializer)?.to_string();
        date.parse().map(Self).map_err(|_| D::Error::custom(format!("`{date}` is no date of the calendar")))
    }
}

// By hand, since errors inside an untagged enum lose their line.
impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            rule: String,
            text: Option<String>,
        }
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Wanted;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a rule or pack, or { rule = \"pack/rule\", text = \"the words\" }")
            }

            fn visit_str<E: Error>(self, rule: &str) -> Result<Wanted, E> {
                Ok(Wanted { rule: rule.to_owned(), text: None })
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Wanted, A::Error> {
                let table = Table::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(Wanted { rule: table.rule, text: table.text })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl Expected {
    /// Reads what is expected; names of rules must be known.
    pub fn read(place: &Place, rules: &RuleSet) -> Result<Self, Failure> {
        let written = place.written.as_deref().map(|path| read_written(path, rules)).transpose()?;
        let exact = place.exact.as_deref().map(Snapshot::read).transpose()?;
        Ok(Self { written, exact })
    }

    pub fn is_empty(&self) -> bool {
        self.written.is_none() && self.exact.is_none()
    }

    /// The stage and day that the files name, the one that people write first.
    pub fn conditions(&self) -> Instead {
        let exact = self.exact.as_ref().map_or_else(Instead::default, |s| s.conditions);
        let written = self.written.as_ref();
        Instead {
            stage: written
                .and_then(|w| w.stage)
                .map(|s| match s {
                    StageName::Draft => Stage::Draft,
                    StageName::Final => Stage::Final,
                })
                .or(exact.stage),
            today: written.and_then(|w| w.today).map(|d| d.0).or(exact.today),
        }
    }
}

fn read_written(path: &Path, rules: &RuleSet) -> Result<Written, Failure> {
    let text = read_own(path)?;
    let line = |at: usize| text.get(..at).map_or(0, |before| before.matches('\n').count()) + 1;
    let written: Written = toml::from_str(&text).map_err(|e| {
        let message = e.message().trim();
        let at = line(e.span().map_or(0, |s| s.start));
        Failure::new(path, format!("line {at}: {message}{}", remedy(message)))
    })?;
    for wanted in written.must_fire.iter().chain(&written.must_not_fire) {
        let name = wanted.get_ref().rule.as_str();
        if rules.rule(name).is_none() && !rules.packs().iter().any(|p| p.id == name) {
            let near = did_you_mean(name, known_names(rules));
            let at = line(wanted.span().start);
            let message =
                format!("line {at}: no pack or rule is named `{name}`{near}: `lora rules` lists them");
            return Err(Failure::new(path, message));
        }
    }
    Ok(written)
}
