//! docs/rules.md, the reference of every built-in rule.

use std::fmt::Write as _;

use lora_core::pack::PackError;
use lora_core::rules::Rule;

use super::wrapped::wrap;

/// The reference of the built-in rules and of those behind `--grammar`, as Markdown.
pub fn reference() -> Result<String, PackError> {
    let builtin = lora_rules::builtin();
    let (file, text) = lora_rules::grammar();
    let rules = lora_rules::with_packs(&[(file.to_owned(), text.to_owned())])?;
    let mut out = String::from(
        "# Rules\n\n\
         Every rule, generated from the packs in `rules/`. Don't edit this file: change the pack, then \
         run\n`LORA_UPDATE=1 cargo test -p lora-tests --test rule_reference`.\n\n\
         Slots in braces are filled from the letter: `{match}` is the letter's own words. In an example, « and » \
         mark\nexactly the words that must be found. Under *Source*, `docs/evidence.md 1.4 [13]` names a section and a \
         reference of\nthe survey of evidence that the packs were written from. [packs.md](packs.md) says how to \
         write a rule.\n\n\
         | pack | rules | about |\n|---|---:|---|\n",
    );
    for pack in builtin.packs() {
        let count = rules.rules().iter().filter(|r| r.pack == pack.id).count();
        if count > 0 {
            let _ = writeln!(out, "| [{id}](#{id}) | {count} | {} |", pack.title, id = pack.id);
        }
    }
    for pack in builtin.packs() {
        let own: Vec<&Rule> = rules.rules().iter().filter(|r| r.pack == pack.id).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "\n## {}\n\n{}. Version {}, score category `{}`.",
            pack.id, pack.title, pack.version, pack.category
        );
        own.into_iter().for_each(|rule| describe(rule, builtin.rule(&rule.id).is_none(), &mut out));
    }
    Ok(out)
}

fn describe(rule: &Rule, on_demand: bool, out: &mut String) {
    let _ = writeln!(out, "\n### `{}`\n", rule.id);
    let head = format!("**{}**, weight {}. {}", rule.severity.name(), rule.weight, escaped(&rule.message));
    wrap(&head, "", out);
    if on_demand {
        out.push_str("\nOnly with `--grammar`.\n");
    }
    out.push('\n');
    let grounds = rule.grounds();
    for (title, text) in
        [("Instead", rule.help.as_str()), ("Why", &grounds.rationale), ("Source", &grounds.source)]
    {
        if !text.is_empty() {
            wrap(&format!("- *{title}:* {}", escaped(text)), "  ", out);
        }
    }
    for (title, examples) in [("Fires", &grounds.fires), ("Silent", &grounds.silent)] {
        let Some(example) = examples.first() else { continue };
        let _ = writeln!(out, "\n{title}:\n```text");
        // A fence keeps the text as it is; only its long lines are wrapped.
        for line in example.lines() {
            wrap(line, "", out);
        }
        out.push_str("```\n");
    }
}

/// Text in which Markdown finds nothing to format.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
