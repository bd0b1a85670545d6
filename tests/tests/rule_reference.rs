//! docs/rules.md is what the packs say, and docs/conflicts.md what the conflicts do.
#![allow(clippy::expect_used, reason = "a test may panic")]

#[expect(dead_code, reason = "the example's own entry point")]
#[path = "../../rules/examples/pages/main.rs"]
mod pages;

use std::fs;
use std::path::Path;

use pages::{conflicts, reference};

/// `LORA_UPDATE=1 cargo test -p lora-tests --test rule_reference` rewrites the file.
#[test]
fn the_rule_reference_is_current() {
    current("rules.md", &reference::reference().expect("the packs compile"));
}

#[test]
fn the_packs_have_every_lexicon_that_the_program_asks_for() {
    assert_eq!(lora_rules::builtin().missing_lexicons(), Vec::<&str>::new());
}

#[test]
fn the_page_of_conflicts_is_current_and_names_rules_that_exist() {
    let conflicts = lora_rules::conflicts();
    current("conflicts.md", &conflicts::page(&conflicts));
    let rules = lora_rules::builtin();
    for conflict in &conflicts {
        assert!(conflict.sides.len() >= 2, "{} has one side", conflict.id);
        let unknown = conflict.rules.iter().find(|id| rules.rule(id).is_none());
        assert!(unknown.is_none(), "{} names {unknown:?}, which is no rule", conflict.id);
    }
}

fn current(name: &str, current: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if std::env::var_os("LORA_UPDATE").is_some_and(|v| v == "1") {
        fs::write(&path, current).expect("docs can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let first = written.lines().zip(current.lines()).position(|(a, b)| a != b);
    assert!(
        written == current,
        "docs/{name} differs from the data (first at line {}): run \
         `LORA_UPDATE=1 cargo test -p lora-tests --test rule_reference` and commit the file",
        first.map_or_else(|| written.lines().count().min(current.lines().count()) + 1, |n| n + 1)
    );
}
