//! The rules of a call: the built-in packs, packs of the user's own, and which of them run.

use std::path::PathBuf;

use lora_core::RuleSet;

use crate::failure::{Failure, did_you_mean};
use crate::grammar::{self, OptionalPack};
use crate::inputs::read_own;

/// The built-in rules, with packs of the user's own on top.
pub fn load(packs: &[PathBuf]) -> Result<RuleSet, Failure> {
    load_with(None, packs)
}

/// The built-in rules, those of `--grammar` where they are asked for, and packs of the user's own on top.
pub fn load_with(optional: Option<OptionalPack>, packs: &[PathBuf]) -> Result<RuleSet, Failure> {
    if optional.is_none() && packs.is_empty() {
        return Ok(lora_rules::builtin());
    }
    let optional = optional.map(|(name, text)| Ok((name.to_owned(), text.to_owned())));
    let own = packs.iter().map(|path| Ok((path.display().to_string(), read_own(path)?)));
    let sources = optional.into_iter().chain(own).collect::<Result<Vec<_>, Failure>>()?;
    lora_rules::with_packs(&sources)
        .map_err(|e| Failure::about(&e.file, format!("line {}: {}: {}", e.line, e.message, e.remedy)))
}

/// Refuses names of packs and rules that aren't there; `from` says where they were given.
pub fn require_known(rules: &RuleSet, names: &[String], from: &str) -> Result<(), Failure> {
    for name in names {
        if !rules.packs().iter().any(|p| p.id == *name) && rules.rule(name).is_none() {
            if is_optional(name) {
                return Err(Failure::about(from, format!("`{name}` runs only with --grammar: add that")));
            }
            let near = did_you_mean(name, known_names(rules));
            let message = format!("no pack or rule is named `{name}`{near}: `lora rules` lists them");
            return Err(Failure::about(from, message));
        }
    }
    Ok(())
}

/// Whether a name is a rule's of `--grammar`. A config may name it though not every call asks for it.
pub fn is_optional(name: &str) -> bool {
    let rules = grammar::pack().ok().and_then(|pack| load_with(Some(pack), &[]).ok());
    rules.is_some_and(|rules| rules.rule(name).is_some())
}

/// Every name that `--select` takes.
pub fn known_names(rules: &RuleSet) -> impl Iterator<Item = &str> {
    rules.packs().iter().map(|p| p.id.as_str()).chain(rules.rules().iter().map(|r| r.id.as_str()))
}
