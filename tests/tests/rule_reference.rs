//! docs/rules.md is what the packs say.
#![allow(clippy::expect_used, reason = "a test may panic")]

#[expect(dead_code, reason = "the example's own entry point")]
#[path = "../../rules/examples/reference.rs"]
mod reference;

use std::fs;
use std::path::Path;

/// `LORA_UPDATE=1 cargo test -p lora-tests --test rule_reference` rewrites the file.
#[test]
fn the_rule_reference_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let current = reference::reference(&lora_rules::builtin());
    if std::env::var_os("LORA_UPDATE").is_some_and(|v| v == "1") {
        fs::write(&path, &current).expect("docs can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let first = written.lines().zip(current.lines()).position(|(a, b)| a != b);
    assert!(
        written == current,
        "docs/rules.md differs from the packs (first at line {}): run \
         `LORA_UPDATE=1 cargo test -p lora-tests --test rule_reference` and commit the file",
        first.map_or_else(|| written.lines().count().min(current.lines().count()) + 1, |n| n + 1)
    );
}
