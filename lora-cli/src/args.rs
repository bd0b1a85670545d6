//! The command line as clap reads it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use lora_core::pack::Severity;
use lora_core::profile::Pronouns;
use lora_core::report::Stage;

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
    /// List the rules
    Rules(RulesArgs),
    /// Say what a rule looks for, why, and what to do about it
    Explain(ExplainArgs),
    /// Write a profile to fill in beside a letter
    Init(InitArgs),
    /// Keep an index of many earlier letters, to compare with
    Index(IndexArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Facts are compared with a profile: --profile FILE, else <letter>.profile.toml beside the letter, else
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

/// What letters are checked with, whatever is made of the reports.
#[derive(Debug, Args)]
pub struct Checking {
    /// Profile to compare every letter with, TOML or JSON
    #[arg(long, value_name = "FILE", help_heading = "Facts")]
    pub profile: Option<PathBuf>,
    /// The applicant's full name; overlays the profile, as the next three do
    #[arg(long, value_name = "NAME", help_heading = "Facts")]
    pub name: Option<String>,
    /// The applicant's pronouns
    #[arg(long, value_enum, value_name = "she|he|they", hide_possible_values = true, help_heading = "Facts")]
    pub pronouns: Option<PronounsArg>,
    /// Specialty applied for; more than once for a dual application
    #[arg(long, value_name = "SPECIALTY", help_heading = "Facts")]
    pub specialty: Vec<String>,
    /// First and last day of the rotation
    #[arg(long, value_name = "START..END", value_parser = rotation, help_heading = "Facts")]
    pub rotation: Option<(Date, Date)>,
    /// The day that "in the future" and "stale" are measured from [default: the computer's date]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = "Facts")]
    pub today: Option<Date>,
    /// Earlier letter, folder of them or index to look for shared passages in; may be repeated
    #[arg(long, value_name = "DIR|FILE|INDEX", help_heading = "Facts")]
    pub against: Vec<PathBuf>,
    /// Compare the letters with one another too
    #[arg(long, help_heading = "Facts")]
    pub against_each_other: bool,
    /// CV, personal statement or briefing sheet of the applicant, from which a letter should not copy; may be
    /// repeated
    #[arg(long, value_name = "FILE", help_heading = "Facts")]
    pub own: Vec<PathBuf>,

    /// How far the letters are: a draft has no signature or letterhead yet
    #[arg(long, value_enum, default_value = "draft", help_heading = "Rules")]
    pub stage: StageArg,
    /// Run only these packs or rules; may be repeated or a comma list
    #[arg(long, value_name = "PACK|RULE", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Leave these packs or rules out; may be repeated or a comma list
    #[arg(long, value_name = "PACK|RULE", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
    /// Rule pack to add; its rules replace built-in ones of the same id; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub pack: Vec<PathBuf>,
    /// Config file [default: the first lora.toml from the letter's folder upwards]
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub config: Option<PathBuf>,
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
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// Print every finding in full
    #[arg(long, help_heading = "Report")]
    pub all: bool,
    /// Colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN", help_heading = "Report")]
    pub color: ColorArg,
}

/// What makes the exit code 1.
#[derive(Debug, Args)]
pub struct Tripping {
    /// Exit with 1 from this severity on [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Report")]
    pub fail_on: Option<FailOn>,
    /// Exit with 1 below this score
    #[arg(long, value_name = "0-100", value_parser = clap::value_parser!(u8).range(0..=100), help_heading = "Report")]
    pub min_score: Option<u8>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lora rules
  lora rules --format json
  lora rules --pack our-rules.toml            with a pack of your own")]
pub struct RulesArgs {
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: ListFormat,
    /// Rule pack to add; may be repeated
    #[arg(long, value_name = "FILE")]
    pub pack: Vec<PathBuf>,
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

/// What a list of rules is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Text,
    Json,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StageArg {
    Draft,
    Final,
}

impl From<StageArg> for Stage {
    fn from(stage: StageArg) -> Self {
        match stage {
            StageArg::Draft => Self::Draft,
            StageArg::Final => Self::Final,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PronounsArg {
    She,
    He,
    They,
}

impl From<PronounsArg> for Pronouns {
    fn from(pronouns: PronounsArg) -> Self {
        match pronouns {
            PronounsArg::She => Self::She,
            PronounsArg::He => Self::He,
            PronounsArg::They => Self::They,
        }
    }
}

/// From which severity on a finding makes the exit code 1; the config file writes it alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// Whether a finding of this severity trips it.
    pub fn trips(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    let iso = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = if iso { text.parse().ok() } else { None };
    date.ok_or_else(|| "no date of the calendar; write it as 2026-03-27".to_owned())
}

fn rotation(text: &str) -> Result<(Date, Date), String> {
    let (start, end) = text
        .split_once("..")
        .ok_or_else(|| "two dates are needed; write them as 2026-03-02..2026-03-27".to_owned())?;
    let (start, end) = (date(start.trim())?, date(end.trim())?);
    if end < start {
        return Err("the rotation ends before it starts; give the first day first".to_owned());
    }
    Ok((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_are_iso_dates_of_the_calendar() {
        assert!(date("2026-03-27").is_ok());
        for wrong in ["2026-02-30", "27.3.2026", "2026-3-27", "2026-03-27T10:00", ""] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        assert!(rotation("2026-03-02..2026-03-27").is_ok());
        assert!(rotation("2026-03-27..2026-03-02").is_err());
        assert!(rotation("2026-03-27").is_err());
    }
}
