//! The rules of a call: the built-in packs, packs of the user's own, and which of them run.

use std::path::PathBuf;

use lora_core::RuleSet;

use crate::failure::{Failure, did_you_mean};
use crate::inputs::read_own;

/// The built-in rules, with packs of the user's own on top.
pub fn load(packs: &[PathBuf]) -> Result<RuleSet, Failure> {
    if packs.is_empty() {
        return Ok(lora_rules::builtin());
    }
    let sources = packs
        .iter()
        .map(|path| Ok((path.display().to_string(), read_own(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    lora_rules::with_packs(&sources)
        .map_err(|e| Failure::about(&e.file, format!("line {}: {}: {}", e.line, e.message, e.remedy)))
}

/// Refuses names of packs and rules that aren't there; `from` says where they were given.
pub fn require_known(rules: &RuleSet, names: &[String], from: &str) -> Result<(), Failure> {
    for name in names {
        if !rules.packs().iter().any(|p| p.id == *name) && rules.rule(name).is_none() {
            let near = did_you_mean(name, known_names(rules));
            let message = format!("no pack or rule is named `{name}`{near}: `lora rules` lists them");
            return Err(Failure::about(from, message));
        }
    }
    Ok(())
}

/// Every name that `--select` takes.
pub fn known_names(rules: &RuleSet) -> impl Iterator<Item = &str> {
    rules.packs().iter().map(|p| p.id.as_str()).chain(rules.rules().iter().map(|r| r.id.as_str()))
}
