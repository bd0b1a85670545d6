//! `lora diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::checking::{Checking, Tripping};
use super::output::ColorArg;

#[derive(Debug, Args)]
#[command(after_help = "\
Both drafts are compared with one profile: that of the new draft, else that of the old one.

Exit codes are those of `lora check` for the new draft.

Examples:
  lora diff farah-1.docx farah-2.docx
  lora diff old/letter.txt letter.txt --format json")]
pub struct DiffArgs {
    /// The older draft
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer draft
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    #[command(flatten)]
    pub checking: Checking,
    /// What to print
    #[arg(long, value_enum, default_value = "text", help_heading = "Report")]
    pub format: DiffFormat,
    /// Write it to a file instead, whole or not at all, readable by its owner alone
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// Colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN", help_heading = "Report")]
    pub color: ColorArg,
    #[command(flatten)]
    pub tripping: Tripping,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Text,
    Json,
}
