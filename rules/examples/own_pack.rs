//! Adds rules of one's own to the built-in ones: `cargo run -p lora-rules --example own_pack`.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};

/// docs/packs.md describes the format; `lora rules test FILE` runs the examples in it.
const PACK: &str = r#"
schema = 1
[pack]
id = "office"
version = "1"
title = "What our office looks for"
category = "tone"
[[rule]]
id = "rock-star"
severity = "info"
message = "“{match}” could be said of anybody."
help = "Say what the applicant did."
rationale = "Readers skip it."
source = "our readers"
fires = ["She is a «rock star»."]
silent = ["The rocks shone like stars."]
[rule.match.phrases]
any = ["rock star"]
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = lora_rules::with_packs(&[("office.toml".to_owned(), PACK.to_owned())])?;
    let analyzer = Analyzer::new(rules);
    let options = CheckOptions { select: vec!["office".to_owned()], ..CheckOptions::default() };
    let letter = Letter::new("letter.txt", "Dear Program Director:\n\nAmina Farah is a rock star.\n")?;
    for finding in analyzer.check(&letter, &options, &Earlier::default()).findings {
        println!("{}: {} {}", finding.rule, finding.message, finding.help);
    }
    Ok(())
}
