//! `lora check`, and the form of a full report.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::checking::{Checking, Tripping};
use super::output::ColorArg;

#[derive(Debug, Args)]
#[command(after_help = "\
Facts are compared with a profile: --profile FILE, else a row of --roster FILE, else <letter>.profile.toml beside the letter, else
profile.toml in its folder if that holds one letter. `lora init LETTER` writes one to fill in. Without a
profile the applicant is inferred from the letter.

Exit codes: 0 nothing tripped; 1 a finding at or above --fail-on, or a score below --min-score; 2 wrong
usage, or a letter, profile, config or pack that can't be read (the other letters are still reported).

Examples:
  lora check letter.txt
  lora check letter.txt --name \"Amina Yusuf Farah\" --pronouns she --specialty \"Internal Medicine\"
  lora check letter.txt --rotation 2026-03-02..2026-03-27 --all
  lora check drafts/ --against earlier/ --format json --output report.json
  lora check letter.txt --own cv.txt --own statement.txt
  lora check drafts/ --against-each-other     two writers, one applicant
  lora check letter.txt --format html --output report.html
  lora check letter.txt --format memo
  lora check letter.txt --stage final --fail-on warning --min-score 75
  lora check letter.txt --ignore grammar,generic/team-player
  pbpaste | lora check -")]
pub struct CheckArgs {
    /// Letters, folders of letters, or - for standard input
    #[arg(value_name = "FILE|DIR|-", required = true)]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub checking: Checking,
    #[command(flatten)]
    pub printing: Printing,
    #[command(flatten)]
    pub tripping: Tripping,
}

/// The form of a full report.
#[derive(Debug, Args)]
pub struct Printing {
    /// What to print
    #[arg(long, value_enum, default_value = "text", help_heading = "Report")]
    pub format: Format,
    /// Who will read it [default: advisor; a memo is always the writer's]
    #[arg(long = "for", value_enum, value_name = "READER", help_heading = "Report")]
    pub audience: Option<For>,
    /// Who sends the memo [default: advisor]; the applicant only if they have not waived
    #[arg(long, value_enum, value_name = "SENDER", hide_possible_values = true, help_heading = "Report")]
    pub from: Option<Sender>,
    /// Quote the letter and name people and files; the default except for sarif, junit and github
    #[arg(long, overrides_with = "no_quotes", help_heading = "Report")]
    pub quotes: bool,
    /// Leave out the letter's words, every name, and the names of files
    #[arg(long, overrides_with = "quotes", help_heading = "Report")]
    pub no_quotes: bool,
    /// In CSV, a line a finding
    #[arg(long, help_heading = "Report")]
    pub findings: bool,
    /// Write the report to a file instead, whole or not at all, readable by its owner alone
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// Print every finding in full
    #[arg(long, help_heading = "Report")]
    pub all: bool,
    /// Colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN", help_heading = "Report")]
    pub color: ColorArg,
}

/// What `lora check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// for the terminal
    Text,
    /// one page that needs no other file: the letter, marked and explained
    Html,
    /// for notes and wikis
    #[value(alias = "md")]
    Markdown,
    /// a short mail to the writer: what to confirm, what to add
    Memo,
    /// the letter in Word, for its writer, with a comment on each place: add --output FILE.docx
    Docx,
    /// everything, as docs/report.md describes it
    Json,
    /// the same, a line a letter
    Jsonl,
    /// a line a letter, or a finding with --findings
    Csv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// annotations of GitHub Actions
    Github,
}

impl Format {
    /// Whether many may read it who need not know the letters: it then quotes only on demand.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Sarif | Self::Junit | Self::Github)
    }
}

/// Whom a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum For {
    /// everything
    Advisor,
    /// what to change: no score, nothing of other letters
    Writer,
    /// what the letter shows and leaves open; only for who has not waived
    Applicant,
}

/// Who sends a memo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sender {
    Advisor,
    Applicant,
}

impl Printing {
    /// Whether the report quotes and names.
    pub fn quotes(&self) -> bool {
        self.quotes || !self.no_quotes && !self.format.is_public()
    }
}
