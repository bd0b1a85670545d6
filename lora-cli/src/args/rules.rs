//! `lora rules` and `lora explain`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::output::ListFormat;

#[derive(Debug, Args)]
#[command(
    after_help = "\
Examples:
  lora rules
  lora rules --format json
  lora rules --pack our-rules.toml            with a pack of your own
  lora rules test our-rules.toml              whether its rules keep their examples",
    args_conflicts_with_subcommands = true
)]
pub struct RulesArgs {
    #[command(subcommand)]
    pub command: Option<RulesCommand>,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: ListFormat,
    /// List the rules of `lora check --grammar` too
    #[arg(long)]
    pub grammar: bool,
    /// Rule pack to add; may be repeated
    #[arg(long, value_name = "FILE")]
    pub pack: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Run the examples of packs: each rule must fire where they say so, and be silent where they say so
    #[command(after_help = "\
Packs are compiled together with the built-in ones, whose rules of the same id they replace.

Exit codes: 0 all examples hold; 1 some don't; 2 a pack can't be read.

Examples:
  lora rules test our-rules.toml
  lora rules test packs/                      every pack of a folder")]
    Test {
        /// Packs, or folders of packs [default: the built-in ones]
        #[arg(value_name = "PACK|DIR")]
        packs: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lora explain generic/team-player
  lora explain generic                        the rules of a pack")]
pub struct ExplainArgs {
    /// A rule as pack/rule, or a pack
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Rule pack to add; may be repeated
    #[arg(long, value_name = "FILE")]
    pub pack: Vec<PathBuf>,
}
