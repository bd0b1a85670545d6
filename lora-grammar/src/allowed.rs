//! The linters that may run, by the rule that speaks of what they find.

use std::collections::BTreeMap;

use harper_core::linting::LintGroupConfig;
use serde::Deserialize;

/// The linters behind one rule.
pub(crate) struct Allowed {
    /// `pack/rule`.
    pub(crate) rule: String,
    /// Harper's switches with these linters alone turned on.
    pub(crate) config: LintGroupConfig,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "there is one version of the schema so far")]
    schema: u32,
    linter: Vec<Entry>,
}

/// One linter of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    rule: String,
    /// For people, and for the tests.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people"))]
    reason: String,
}

impl Allowed {
    /// The embedded list.
    ///
    /// # Panics
    /// Never: a test reads the embedded list.
    pub(crate) fn list() -> Vec<Self> {
        let mut rules: BTreeMap<String, LintGroupConfig> = BTreeMap::new();
        for entry in entries() {
            rules.entry(format!("grammar/{}", entry.rule)).or_default().set_rule_enabled(entry.name, true);
        }
        rules.into_iter().map(|(rule, config)| Self { rule, config }).collect()
    }
}

fn entries() -> Vec<Entry> {
    #[expect(clippy::expect_used, reason = "a test reads the embedded list")]
    let file: File = toml::from_str(lora_rules::grammar_linters()).expect("the embedded list can be read");
    file.linter
}

#[cfg(test)]
mod tests {
    use harper_core::linting::LintGroup;
    use harper_core::{Dialect, MutableDictionary};

    use super::*;

    #[test]
    fn every_linter_is_known_to_harper_and_speaks_for_a_rule() {
        let known = LintGroup::new_curated(MutableDictionary::default().into(), Dialect::American);
        let (file, text) = lora_rules::grammar();
        let rules = lora_rules::with_packs(&[(file.to_owned(), text.to_owned())]).expect("the pack compiles");
        let mut names = Vec::new();
        for entry in entries() {
            assert!(known.contains_key(&entry.name), "harper has no linter {}", entry.name);
            let rule = format!("grammar/{}", entry.rule);
            assert!(rules.rule(&rule).is_some(), "{} speaks for {rule}, which is no rule", entry.name);
            assert_ne!(entry.name, "SpellCheck", "its dictionary knows no medicine");
            names.push(entry.name);
        }
        let listed = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), listed, "a linter is listed twice");
    }

    #[test]
    fn every_linter_finds_what_its_reason_quotes() {
        let grammar = crate::Grammar::new();
        for Entry { name, rule, reason } in entries() {
            let slip =
                reason.split_once('“').and_then(|(_, rest)| rest.split_once('”')).map(|(slip, _)| slip);
            let slip = slip.unwrap_or_else(|| panic!("the reason of {name} quotes no slip"));
            let text = format!("We saw that they {slip} her work.");
            let found = grammar.slips(&text).expect("harper reads it");
            let rules: Vec<&str> = found.iter().map(|s| s.rule.as_str()).collect();
            assert_eq!(rules, [format!("grammar/{rule}")], "{name} in: {text}");
        }
    }

    #[test]
    fn the_optional_rules_leave_the_built_in_pack_as_it_is() {
        let (file, text) = lora_rules::grammar();
        let more = lora_rules::with_packs(&[(file.to_owned(), text.to_owned())]).expect("the pack compiles");
        let fewer = lora_rules::builtin();
        let head = |rules: &lora_core::RuleSet| rules.packs().iter().find(|p| p.id == "grammar").cloned();
        assert_eq!(head(&more), head(&fewer), "both files name one pack: their heads must be the same");
        for rule in fewer.rules() {
            assert_eq!(
                more.rule(&rule.id).map(|r| &r.message),
                Some(&rule.message),
                "{} was replaced",
                rule.id
            );
        }
    }
}
