//! `lora index`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::output::ListFormat;

#[derive(Debug, Args)]
#[command(after_help = "\
An index keeps fingerprints of letters and no text, unless --store-text asks for it; its owner alone may read it.
Letters are read again at their paths when a passage is shown.

Examples:
  lora index add --index earlier.lora letters/        again later: unchanged letters are not read
  lora check draft.txt --against earlier.lora
  lora index remove --index earlier.lora letters/2019/")]
pub struct IndexArgs {
    #[command(subcommand)]
    pub action: IndexAction,
}

#[derive(Debug, Subcommand)]
pub enum IndexAction {
    /// Add letters, or read changed ones again; makes the index where there is none
    Add(IndexAddArgs),
    /// Take letters out
    Remove(IndexRemoveArgs),
    /// List the letters, and which of them are gone or changed since
    List(IndexListArgs),
    /// Say how large it is
    Stats(IndexListArgs),
    /// Look through everything for damage
    Verify(IndexFileArgs),
    /// Make it anew from the letters, read again at their paths
    Rebuild(IndexFileArgs),
}

#[derive(Debug, Args)]
pub struct IndexAddArgs {
    /// The index
    #[arg(long, value_name = "FILE")]
    pub index: PathBuf,
    /// Keep the letters' text in a new index, so that passages can be shown when a letter is gone
    #[arg(long)]
    pub store_text: bool,
    /// Letters, or folders of them
    #[arg(value_name = "FILE|DIR", required = true)]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct IndexRemoveArgs {
    /// The index
    #[arg(long, value_name = "FILE")]
    pub index: PathBuf,
    /// Letters, or folders of them; they need not be there any more
    #[arg(value_name = "FILE|DIR", required = true)]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct IndexListArgs {
    /// The index
    #[arg(long, value_name = "FILE")]
    pub index: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct IndexFileArgs {
    /// The index
    #[arg(long, value_name = "FILE")]
    pub index: PathBuf,
}
