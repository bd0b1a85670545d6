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

/// What letters are checked with, whatever is made of the reports.
#[derive(Debug, Args)]
pub struct Checking {
    /// Profile to compare every letter with, TOML or JSON
    #[arg(long, value_name = "FILE", help_heading = "Facts")]
    pub profile: Option<PathBuf>,
    /// Roster with a row a letter, .csv or .xlsx; `lora roster template` prints one
    #[arg(long, value_name = "FILE", help_heading = "Facts", conflicts_with = "profile")]
    pub roster: Option<PathBuf>,
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

    /// How far the letters are: a draft has no signature or letterhead yet [default: final for a PDF, else draft]
    #[arg(long, value_enum, help_heading = "Rules")]
    pub stage: Option<StageArg>,
    /// Run only these packs or rules; may be repeated or a comma list
    #[arg(long, value_name = "PACK|RULE", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Leave these packs or rules out; may be repeated or a comma list
    #[arg(long, value_name = "PACK|RULE", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
    /// Leave aside the findings of this file; new ones count
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub baseline: Option<PathBuf>,
    /// Write a baseline of all findings; one that is there loses what was mended and gains nothing
    #[arg(long, value_name = "FILE", help_heading = "Rules", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// Look for more slips of language, with the linters of harper that letters were found to bear: a second more
    #[arg(long, help_heading = "Rules")]
    pub grammar: bool,
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
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
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
pub enum DiffFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
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
