//! `lora test`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::checking::Checking;
use super::output::ColorArg;

#[derive(Debug, Args)]
#[command(after_help = "\
What is expected of letter.txt stands in letter.expect.toml beside it, or exactly in letter.snap; a folder of
one letter may have expect.toml or report.snap instead:

  stage = \"final\"                    # and today = 2026-11-22
  verdict = \"revise\"
  score_at_least = 60                  # and corrected_at_least
  must_fire = [\"structure/no-date\", { rule = \"name/other\", text = \"Mr. Chen\" }]
  must_not_fire = [\"doubt\"]
  [competencies]
  patient_care = \"evidenced\"

Where a folder has labels.json, precision and recall of each rule are counted against it.

Exit codes: 0 all as expected; 1 something differs; 2 a letter, profile or expectation can't be read, or nothing
is expected of any letter.

Examples:
  lora test fixtures/
  lora test fixtures/ --accept                what is reported now becomes what is expected
  lora test fixtures/ --pack our-rules.toml --format junit --output junit.xml")]
pub struct TestArgs {
    /// Folders of letters, or letters
    #[arg(value_name = "DIR|FILE", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Rewrite what is expected where it differs, and write it where nothing is
    #[arg(long)]
    pub accept: bool,
    #[command(flatten)]
    pub checking: Checking,
    /// What to print
    #[arg(long, value_enum, default_value = "text", help_heading = "Report")]
    pub format: TestFormat,
    /// Write it to a file instead
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// Colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN", help_heading = "Report")]
    pub color: ColorArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
}
