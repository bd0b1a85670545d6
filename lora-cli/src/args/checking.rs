//! What every command is told that checks letters, and when it fails.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use lora_core::pack::Severity;
use lora_core::profile::Pronouns;
use lora_core::report::Stage;

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
    /// Look for more slips of language, by those linters of harper that are hardly ever wrong in letters
    #[arg(long, help_heading = "Rules")]
    pub grammar: bool,
    /// Rule pack to add; its rules replace built-in ones of the same id; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub pack: Vec<PathBuf>,
    /// Config file [default: the first lora.toml from the letter's folder upwards]
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub config: Option<PathBuf>,
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
