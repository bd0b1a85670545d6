//! Reading and checking a pack file; every error names the file, the line and the remedy.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::schema::{PackFile, SpecialtiesFile};

/// The version of the pack schema that this build reads.
const SCHEMA: u32 = 1;

/// Why a pack can't be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{file}:{line}: {message}\n  remedy: {remedy}")]
pub struct PackError {
    /// The file, as the caller named it.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// A pack file with its name and source, so that later errors can still point into it.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Source<'_> {
    /// An error at a byte range of the file.
    pub(crate) fn error(
        &self,
        at: &Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> PackError {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        PackError {
            file: self.file.to_owned(),
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    pub(crate) fn toml(&self, error: &toml::de::Error) -> PackError {
        let at = error.span().unwrap_or(0..0);
        self.error(
            &at,
            error.message().trim(),
            "correct the TOML at that line; docs/packs.md lists every key",
        )
    }
}

/// Reads one pack file and checks what can be checked without the other packs.
///
/// # Errors
/// A [`PackError`] for the first thing that is wrong: TOML syntax, an unknown key, a missing field, a rule
/// without an example, an id used twice.
pub fn parse_pack(file: &str, text: &str) -> Result<PackFile, PackError> {
    let source = Source { file, text };
    let pack: PackFile = toml::from_str(text).map_err(|e| source.toml(&e))?;
    if *pack.schema.get_ref() != SCHEMA {
        return Err(source.error(
            &pack.schema.span(),
            format!("schema {} is not known", pack.schema.get_ref()),
            format!("this build reads packs with `schema = {SCHEMA}`"),
        ));
    }
    let mut ids = BTreeSet::new();
    for rule in &pack.rule {
        check_rule(&source, rule, &mut ids)?;
    }
    match &pack.pack {
        None if !pack.rule.is_empty() => Err(source.error(
            &pack.rule[0].id.span(),
            "rules without a pack",
            "add a [pack] table with id, version, title and category",
        )),
        Some(head) if !is_id(head.id.get_ref()) => Err(source.error(
            &head.id.span(),
            format!("`{}` is no pack id", head.id.get_ref()),
            "use lower-case letters, digits and single hyphens",
        )),
        _ => Ok(pack),
    }
}

fn check_rule<'a>(
    source: &Source<'_>,
    rule: &'a super::schema::RuleDef,
    ids: &mut BTreeSet<&'a str>,
) -> Result<(), PackError> {
    let id = rule.id.get_ref();
    let at = rule.id.span();
    if !is_id(id) {
        return Err(source.error(
            &at,
            format!("`{id}` is no rule id"),
            "use lower-case letters, digits and single hyphens",
        ));
    }
    if !ids.insert(id) {
        return Err(source.error(&at, format!("the rule `{id}` stands twice"), "rename or delete one"));
    }
    for (what, text) in [
        ("message", &rule.message),
        ("help", &rule.help),
        ("rationale", &rule.rationale),
        ("source", &rule.source),
    ] {
        if text.trim().is_empty() {
            return Err(source.error(
                &at,
                format!("`{id}` has an empty {what}"),
                format!("write its {what}"),
            ));
        }
    }
    for (what, list) in [("fires", &rule.fires), ("silent", &rule.silent)] {
        if list.is_empty() {
            return Err(source.error(
                &at,
                format!("`{id}` has no example in `{what}`"),
                "give at least one text in which it must fire and one in which it must not",
            ));
        }
    }
    if !(0.0..=20.0).contains(&rule.weight) {
        return Err(source.error(
            &at,
            format!("`{id}` weighs {}", rule.weight),
            "give a weight from 0 to 20",
        ));
    }
    Ok(())
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--")
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Reads the specialties file.
///
/// # Errors
/// A [`PackError`] that names the line of what is wrong.
pub fn parse_specialties(file: &str, text: &str) -> Result<SpecialtiesFile, PackError> {
    let source = Source { file, text };
    let read: SpecialtiesFile = toml::from_str(text).map_err(|e| source.toml(&e))?;
    for (index, specialty) in read.specialty.iter().enumerate() {
        for other in specialty.parents.iter().chain(&specialty.combines) {
            if !read.specialty.iter().any(|s| s.name == *other) {
                return Err(source.error(
                    &(0..0),
                    format!(
                        "specialty {} (`{}`) names `{other}`, which is not listed",
                        index + 1,
                        specialty.name
                    ),
                    "add it, or name a listed one in full",
                ));
            }
        }
    }
    Ok(read)
}

/// The plain strings of a list with positions.
pub(crate) fn plain(list: &[Spanned<String>]) -> impl Iterator<Item = (&str, Range<usize>)> {
    list.iter().map(|s| (s.get_ref().as_str(), s.span()))
}
