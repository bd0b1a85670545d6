//! The command line as clap reads it.

mod batch;
mod check;
mod checking;
mod diff;
mod document;
mod index;
mod output;
mod roster;
mod rules;
mod test;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use self::batch::{BatchArgs, BatchFormat, SortArg};
pub use self::check::{CheckArgs, For, Format, Printing, Sender};
pub use self::checking::{Checking, FailOn, Tripping};
pub use self::diff::{DiffArgs, DiffFormat};
pub use self::document::{ExtractArgs, InitArgs};
pub use self::index::{IndexAction, IndexAddArgs, IndexArgs, IndexListArgs, IndexRemoveArgs};
pub use self::output::{ColorArg, ListFormat};
pub use self::roster::RosterCommand;
pub use self::rules::{ExplainArgs, RulesArgs, RulesCommand};
pub use self::test::{TestArgs, TestFormat};

/// Checks draft letters of recommendation for US medical residency, offline: facts, evidence, praise, privacy
/// and reuse, with a score and its reasons.
#[derive(Debug, Parser)]
#[command(
    name = "lora",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "\
Examples:
  lora check letter.txt                       what the letter says and contradicts in itself
  lora init letter.txt                        a profile to fill in, so that facts can be compared
  lora check drafts/ --against earlier/       a folder, compared with earlier letters
  lora batch drafts/ --roster roster.xlsx     a line a letter, for whole folders
  lora explain generic/hard-worker            what a rule wants and why

No letter leaves this computer: lora opens no connection."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check letters and report what to change
    Check(Box<CheckArgs>),
    /// Check folders of letters, a line a letter, the one that needs most attention first
    Batch(Box<BatchArgs>),
    /// Compare two drafts of a letter: what was mended, what is new, what is left
    Diff(Box<DiffArgs>),
    /// Test that fixture letters still report what is expected of them
    Test(Box<TestArgs>),
    /// Print a roster to fill in
    #[command(subcommand)]
    Roster(RosterCommand),
    /// List the rules
    Rules(RulesArgs),
    /// Say what a rule looks for, why, and what to do about it
    Explain(ExplainArgs),
    /// Write a profile to fill in beside a letter
    Init(InitArgs),
    /// Print the text of a document, which the offsets of a report refer to
    Extract(ExtractArgs),
    /// Reads a PDF from standard input for another process of this program
    #[command(hide = true)]
    ReadPdf,
    /// Print completions for a shell
    #[command(after_help = "\
Examples:
  lora completions bash > ~/.local/share/bash-completion/completions/lora
  lora completions zsh > ~/.zfunc/_lora
  lora completions fish > ~/.config/fish/completions/lora.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page, or write one for each command into a folder
    #[command(after_help = "\
Examples:
  lora man | man -l -
  lora man --output /usr/local/share/man/man1")]
    Man {
        /// Folder for lora.1, lora-check.1 and the others
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Keep an index of many earlier letters, to compare with
    Index(IndexArgs),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
