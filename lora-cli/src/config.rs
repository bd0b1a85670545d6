//! `lora.toml`: what an office wants of every call.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use lora_core::{RuleSet, WeightError};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use toml::Spanned;

use crate::args::FailOn;
use crate::failure::{Failure, did_you_mean};
use crate::ignores::{By, Ignore, Ignores};
use crate::inputs::{STDIN, folder_of, read_own};
use crate::profile_source::remedy;
use crate::rule_source::{is_optional, known_names};

/// Name of the file that is looked for.
const NAME: &str = "lora.toml";
/// Packs whose findings are facts: an office can't turn them off by rule for a letter, only one by one.
const FACTS: [&str; 6] = ["name", "pronoun", "date", "specialty", "institution", "placeholder"];

/// A config file as read, or the defaults where there is none.
#[derive(Debug, Default)]
pub struct Config {
    /// Its path, for the report.
    pub path: Option<PathBuf>,
    text: String,
    file: File,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    packs: Vec<PathBuf>,
    select: Vec<Spanned<String>>,
    ignore: Vec<Spanned<Entry>>,
    fail_on: Option<FailOn>,
    min_score: Option<Spanned<u8>>,
    weights: BTreeMap<Spanned<String>, f32>,
}

/// `ignore = ["grammar"]` leaves a pack or rule out, `[[ignore]]` suppresses findings of a letter.
#[derive(Debug)]
enum Entry {
    Name(String),
    Findings(Findings),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Findings {
    letter: Option<String>,
    rule: Option<String>,
    fingerprint: Option<String>,
    reason: String,
}

// By hand, since errors inside an untagged enum lose their line.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "the name of a pack or rule, or a table with letter, rule or fingerprint, and reason",
                )
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Entry, E> {
                Ok(Entry::Name(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
                Findings::deserialize(MapAccessDeserializer::new(map)).map(Entry::Findings)
            }
        }
        deserializer.deserialize_any(EntryVisitor)
    }
}

impl Config {
    /// The config of a call: the file given, else the one that governs the letters.
    pub fn find(given: Option<&Path>, letters: &[PathBuf]) -> Result<Self, Failure> {
        match given {
            Some(path) => Self::read(path),
            None => governing(letters)?.map_or_else(|| Ok(Self::default()), |path| Self::read(&path)),
        }
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_own(path)?;
        let mut config = Self { path: Some(path.to_path_buf()), text, file: File::default() };
        config.file = toml::from_str(&config.text).map_err(|e| {
            let message = e.message().trim();
            config.failure(e.span().map_or(0, |s| s.start), format!("{message}{}", remedy(message)))
        })?;
        if let Some(score) = config.file.min_score.as_ref().filter(|s| *s.get_ref() > 100) {
            return Err(
                config.failure(score.span().start, "min_score is over 100: give a score from 0 to 100")
            );
        }
        Ok(config)
    }

    /// Where something stands in the file.
    fn line(&self, at: usize) -> usize {
        self.text.get(..at).map_or(0, |before| before.matches('\n').count()) + 1
    }

    fn failure(&self, at: usize, message: impl fmt::Display) -> Failure {
        let path = self.path.as_deref().unwrap_or(Path::new(NAME));
        Failure::new(path, format!("line {}: {message}", self.line(at)))
    }

    /// The folder that paths in the file start from.
    fn folder(&self) -> &Path {
        self.path.as_deref().map_or(Path::new("."), folder_of)
    }

    /// Its packs.
    pub fn packs(&self) -> impl Iterator<Item = PathBuf> {
        self.file.packs.iter().map(|pack| self.folder().join(pack))
    }

    /// From which severity on the exit code is 1.
    pub fn fail_on(&self) -> Option<FailOn> {
        self.file.fail_on
    }

    /// Below which score the exit code is 1.
    pub fn min_score(&self) -> Option<u8> {
        self.file.min_score.as_ref().map(|s| *s.get_ref())
    }

    /// Packs and rules to run, all of which must be known.
    pub fn select(&self, rules: &RuleSet) -> Result<Vec<String>, Failure> {
        self.file.select.iter().map(|name| self.known(rules, name.get_ref(), name.span().start)).collect()
    }

    /// Packs and rules to leave out, all of which must be known.
    pub fn ignore(&self, rules: &RuleSet) -> Result<Vec<String>, Failure> {
        let names = self.file.ignore.iter().filter_map(|entry| match entry.get_ref() {
            Entry::Name(name) => Some((name, entry.span().start)),
            Entry::Findings(_) => None,
        });
        names.map(|(name, at)| self.known(rules, name, at)).collect()
    }

    fn known(&self, rules: &RuleSet, name: &str, at: usize) -> Result<String, Failure> {
        if rules.rule(name).is_some() || rules.packs().iter().any(|p| p.id == name) || is_optional(name) {
            return Ok(name.to_owned());
        }
        let near = did_you_mean(name, known_names(rules));
        Err(self.failure(at, format!("no pack or rule is named `{name}`{near}: `lora rules` lists them")))
    }

    /// The findings to suppress.
    pub fn ignores(&self, rules: &RuleSet) -> Result<Ignores, Failure> {
        let mut ignores = Vec::new();
        for entry in &self.file.ignore {
            let Entry::Findings(findings) = entry.get_ref() else { continue };
            let at = entry.span().start;
            if findings.reason.trim().is_empty() {
                return Err(self.failure(at, "the reason is empty: say why the finding may stand"));
            }
            let by = match (&findings.rule, &findings.fingerprint) {
                (Some(rule), None) => By::Rule(self.suppressible(rules, rule, at)?),
                (None, Some(print)) if print.len() == 16 && print.bytes().all(|b| b.is_ascii_hexdigit()) => {
                    By::Fingerprint(print.to_lowercase())
                }
                (None, Some(print)) => {
                    let message =
                        format!("`{print}` is no fingerprint: copy its 16 digits from the JSON report");
                    return Err(self.failure(at, message));
                }
                _ => {
                    return Err(
                        self.failure(at, "an [[ignore]] names a rule or a fingerprint: give one of them")
                    );
                }
            };
            ignores.push(Ignore::new(findings.letter.clone(), by, self.line(at)));
        }
        Ok(Ignores::new(self.path.clone(), self.folder().to_path_buf(), ignores))
    }

    fn suppressible(&self, rules: &RuleSet, rule: &str, at: usize) -> Result<String, Failure> {
        let pack = rule.split('/').next().unwrap_or_default();
        if FACTS.contains(&pack) {
            let message =
                format!("`{rule}` is about a fact, which is ignored one by one only: give the fingerprint");
            return Err(self.failure(at, message));
        }
        if rules.rule(rule).is_none() && !is_optional(rule) {
            let near = did_you_mean(rule, rules.rules().iter().map(|r| r.id.as_str()));
            return Err(self.failure(at, format!("no rule is named `{rule}`{near}: `lora rules` lists them")));
        }
        Ok(rule.to_owned())
    }

    /// Gives the score the weights of the file.
    pub fn weigh(&self, rules: &mut RuleSet) -> Result<(), Failure> {
        let weights = &self.file.weights;
        let Some(first) = weights.keys().next().map(|name| name.span().start) else { return Ok(()) };
        let given: Vec<(&str, f32)> =
            weights.iter().map(|(name, weight)| (name.get_ref().as_str(), *weight)).collect();
        rules.set_weights(&given).map_err(|e| match &e {
            WeightError::Unknown(id) => {
                let at =
                    weights.keys().find(|name| name.get_ref() == id).map_or(first, |name| name.span().start);
                let known = rules.score_table().category_ids().collect::<Vec<_>>().join(", ");
                self.failure(at, format!("{e}: its categories are {known}"))
            }
            WeightError::NoShare => self.failure(first, format!("{e}: correct the numbers")),
        })
    }
}

/// The first `lora.toml` from each letter's folder upwards. Packs and weights make scores what they are, so
/// one report is written under one config.
fn governing(letters: &[PathBuf]) -> Result<Option<PathBuf>, Failure> {
    let mut found: Option<(Option<PathBuf>, &Path)> = None;
    let mut searched: Option<&Path> = None;
    for letter in letters {
        let folder = if letter.as_os_str() == STDIN { Path::new(".") } else { folder_of(letter) };
        if searched == Some(folder) {
            continue;
        }
        searched = Some(folder);
        let config = upwards(folder);
        match &found {
            Some((first, of)) if *first != config => {
                let name = |c: &Option<PathBuf>| {
                    c.as_ref().map_or("no config".to_owned(), |p| p.display().to_string())
                };
                let message = format!(
                    "{} governs it but {} governs {}: check them in separate calls or give one --config",
                    name(&config),
                    name(first),
                    of.display()
                );
                return Err(Failure::new(letter, message));
            }
            Some(_) => {}
            None => found = Some((config, letter)),
        }
    }
    Ok(found.and_then(|(config, _)| config))
}

fn upwards(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    let config = absolute.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())?;
    // Reports get shared: below the working directory, a path from there says enough.
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| config.strip_prefix(here).ok().map(Path::to_path_buf));
    Some(relative.unwrap_or(config))
}
