//! `lora batch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::checking::{Checking, Tripping};
use super::output::ColorArg;

#[derive(Debug, Args)]
#[command(after_help = "\
Every letter of the folders is checked, several at a time, and gets a line. Facts come from a roster, or from
profiles as for `lora check`. Ctrl-C stops: what is done is printed in order, and what is not is named.

Exit codes are those of `lora check`, and 130 after an interrupt.

Examples:
  lora batch drafts/ --roster roster.xlsx
  lora batch drafts/ --top 20                 the letters that need most attention
  lora batch drafts/ --format html --output dashboard.html --reports reports/
  lora batch drafts/ --format jsonl           a full report a line, as letters finish")]
pub struct BatchArgs {
    /// Folders of letters, or letters
    #[arg(value_name = "DIR|FILE", required = true)]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub checking: Checking,
    /// What to print
    #[arg(long, value_enum, default_value = "text", help_heading = "Report")]
    pub format: BatchFormat,
    /// Write it to a file instead, whole or not at all, readable by its owner alone
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// Write each letter's full report into this folder
    #[arg(long, value_name = "DIR", help_heading = "Report")]
    pub reports: Option<PathBuf>,
    /// List only the first so many letters
    #[arg(long, value_name = "N", help_heading = "Report")]
    pub top: Option<usize>,
    /// What to sort by [default: attention: verdict, corrected score, facts, competencies, reuse]
    #[arg(long, value_enum, value_name = "BY", help_heading = "Report")]
    pub sort: Option<SortArg>,
    /// Letters that are checked at a time [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Report")]
    pub jobs: Option<u16>,
    /// Colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN", help_heading = "Report")]
    pub color: ColorArg,
    #[command(flatten)]
    pub tripping: Tripping,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// A table
    Text,
    Csv,
    Json,
    /// A full report a line, as letters finish
    Jsonl,
    /// A dashboard
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Verdict, corrected score, facts, competencies, reuse
    Attention,
    Path,
    Score,
    Corrected,
    /// Corrections to make
    Facts,
    /// Competencies absent
    Competencies,
    Reuse,
}
