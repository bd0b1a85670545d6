//! `lora roster`.

use clap::Subcommand;

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum RosterCommand {
    /// Print the headings that a roster may have, with an invented row, as CSV
    #[command(after_help = "\
Rows are matched by file, else by AAMC ID, else by the applicant's name in the file's name or in the letter.
Columns that are not needed may be left out, and others may stand beside them.

Example:
  lora roster template > roster.csv")]
    Template,
}
