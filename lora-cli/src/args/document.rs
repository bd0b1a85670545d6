//! `lora init` and `lora extract`: one document, no rules.

use std::path::PathBuf;

use clap::Args;

use super::output::ListFormat;

#[derive(Debug, Args)]
#[command(after_help = "\
Writes letter.profile.toml beside letter.txt. What the letter seems to say stands in it as comments, each
with the words it was taken from: nothing counts before you have confirmed it. A profile that is already
there is never overwritten.

Example:
  lora init letter.txt")]
pub struct InitArgs {
    /// The letter
    #[arg(value_name = "LETTER")]
    pub letter: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "\
.docx, .pdf, .odt, .rtf, .html, .md and .txt are read by what they hold, whatever their name. Tracked changes
are read as accepted. With --format json, each stretch of the text with its page, paragraph and run.

Examples:
  lora extract letter.docx
  lora extract letter.pdf --format json")]
pub struct ExtractArgs {
    /// The document, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: ListFormat,
}
