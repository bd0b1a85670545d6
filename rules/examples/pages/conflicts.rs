//! docs/conflicts.md, where the sources of the rules disagree.

use std::fmt::Write as _;

use lora_core::conflicts::Conflict;

use super::wrapped::wrap;

/// The page as Markdown.
pub fn page(conflicts: &[Conflict]) -> String {
    let mut out = String::from(
        "# Where the sources disagree\n\n\
         Generated from `rules/data/conflicts.toml`. Don't edit this file: change the data, then run\n\
         `LORA_UPDATE=1 cargo test -p lora-tests --test rule_reference`.\n\n\
         Both sides stand here with what they rest on, and lora takes neither. Numbers in brackets are sections and\n\
         references of [evidence.md](evidence.md). `lora explain RULE` prints the dispute that a rule stands in.\n",
    );
    for conflict in conflicts {
        let _ = writeln!(out, "\n## {}\n", conflict.title);
        wrap(&format!("*{}*", conflict.question), "", &mut out);
        out.push('\n');
        for side in &conflict.sides {
            wrap(&format!("- {side}"), "  ", &mut out);
        }
        out.push('\n');
        wrap(&format!("What lora does: {}", conflict.lora), "", &mut out);
        if !conflict.rules.is_empty() {
            let rules: Vec<String> = conflict.rules.iter().map(|rule| format!("`{rule}`")).collect();
            out.push('\n');
            wrap(&format!("Rules: {}.", rules.join(", ")), "", &mut out);
        }
    }
    out
}
