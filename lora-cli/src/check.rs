//! `lora check`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use lora_core::report::{Failed, LetterReport, Notice, Report, SCHEMA, Tool};
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};
use rayon::prelude::*;

use crate::args::{CheckArgs, FailOn, Format};
use crate::emit;
use crate::exit::{Exit, of_letters};
use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::output;
use crate::profile_source::ProfileSource;
use crate::{earlier, rule_source};

/// Checks the letters and prints their report.
pub fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let Inputs { letters, mut failed } = inputs::find(&args.inputs);
    let profiles = ProfileSource::new(args)?;
    let rules = rule_source::load(&args.pack)?;
    rule_source::require_known(&rules, &args.select, "--select")?;
    rule_source::require_known(&rules, &args.ignore, "--ignore")?;
    let (earlier, unread) = earlier::load(&rules, &args.against, &letters)?;
    failed.extend(unread);

    let run = Run { args, analyzer: Analyzer::new(rules), profiles, earlier, today: today(args) };
    let mut reports = Vec::new();
    for outcome in run.all(&letters) {
        match outcome {
            Ok(report) => reports.push(report),
            Err(failure) => failed.push(failure),
        }
    }
    failed.sort_by(|a, b| a.subject.cmp(&b.subject));
    for failure in &failed {
        output::complain(failure);
    }
    let fail_on = args.fail_on.unwrap_or(FailOn::Error);
    let mut exit = of_letters(&reports, fail_on, args.min_score);
    if !failed.is_empty() {
        exit = Exit::Unusable;
    }
    let report = Report {
        schema: SCHEMA,
        tool: Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ruleset: run.analyzer.rules().digest().to_owned(),
            config: None,
        },
        letters: reports,
        failed: failed.into_iter().map(|f| Failed { path: f.subject, error: f.message }).collect(),
    };
    let rendered = match args.format {
        Format::Json | Format::Text => emit::json::render(&report)?,
    };
    match &args.output {
        Some(path) => output::write_file(path, &rendered, &run.files_read(&letters))?,
        None => output::print(&rendered)?,
    }
    Ok(exit)
}

/// What every letter of a call is checked with.
struct Run<'a> {
    args: &'a CheckArgs,
    analyzer: Analyzer,
    profiles: ProfileSource,
    earlier: Earlier,
    today: Date,
}

impl Run<'_> {
    /// Every letter, in order. One alone needs no threads.
    fn all(&self, letters: &[PathBuf]) -> Vec<Result<LetterReport, Failure>> {
        match letters {
            [letter] => vec![self.one(letter)],
            many => many.par_iter().map(|letter| self.one(letter)).collect(),
        }
    }

    /// One letter. A fault of the program in one letter must not cost the reports of the others.
    fn one(&self, path: &Path) -> Result<LetterReport, Failure> {
        catch_unwind(AssertUnwindSafe(|| self.check(path))).unwrap_or_else(|_| {
            Err(Failure::new(
                path,
                "an internal error kept it from being checked: report the line printed above",
            ))
        })
    }

    fn check(&self, path: &Path) -> Result<LetterReport, Failure> {
        let extracted = inputs::read(path)?;
        let known = self.profiles.of(path)?;
        let letter =
            Letter::new(path.display().to_string(), extracted.text).map_err(|e| Failure::new(path, e))?;
        let options = CheckOptions {
            profile: known.profile,
            profile_path: known.path.map(|p| p.display().to_string()),
            today: Some(self.today),
            stage: self.args.stage.into(),
            select: self.args.select.clone(),
            ignore: self.args.ignore.clone(),
            suppressions: Vec::new(),
        };
        let mut report = self.analyzer.check(&letter, &options, &self.earlier);
        if let Some(message) = extracted.note {
            report.notices.push(Notice { id: "encoding".to_owned(), message });
        }
        Ok(report)
    }

    /// Files that `--output` must not overwrite.
    fn files_read(&self, letters: &[PathBuf]) -> Vec<PathBuf> {
        let args = self.args;
        letters
            .iter()
            .chain(&args.profile)
            .chain(&args.pack)
            .chain(&args.config)
            .chain(&args.against)
            .cloned()
            .collect()
    }
}

/// The day that the letters are measured from.
fn today(args: &CheckArgs) -> Date {
    args.today.unwrap_or_else(|| jiff::Zoned::now().date())
}
