//! `lora check`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use lora_core::report::{Failed, LetterReport, Notice, Report, SCHEMA, Tool};
use lora_core::{Analyzer, CheckOptions, Letter, RuleSet};
use rayon::prelude::*;

use crate::args::{CheckArgs, FailOn, Format};
use crate::config::Config;
use crate::emit;
use crate::exit::{Exit, of_letters};
use crate::failure::Failure;
use crate::ignores::Ignores;
use crate::inputs::{self, Inputs};
use crate::output;
use crate::profile_source::{ProfileSource, profiles_beside};
use crate::{earlier, rule_source, terminal};

/// Checks the letters and prints their report.
pub fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let Inputs { letters, mut failed } = inputs::find(&args.inputs);
    let profiles = ProfileSource::new(args)?;
    let config = Config::find(args.config.as_deref(), &letters)?;
    let packs: Vec<PathBuf> = config.packs().chain(args.pack.iter().cloned()).collect();
    let mut rules = rule_source::load(&packs)?;
    config.weigh(&mut rules)?;
    let selection = Selection::new(args, &config, &rules)?;
    let (earlier, unread) = earlier::load(&rules, args, &letters)?;
    failed.extend(unread);

    let run = Run { args, analyzer: Analyzer::new(rules), profiles, selection, earlier, today: today(args) };
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
    // Under a selection, a finding may be missing for that reason alone.
    if args.select.is_empty() && args.ignore.is_empty() {
        run.selection.ignores.unused().iter().for_each(output::complain);
    }
    let fail_on = args.fail_on.or(config.fail_on()).unwrap_or(FailOn::Error);
    let mut exit = of_letters(&reports, fail_on, args.min_score.or(config.min_score()));
    if !failed.is_empty() {
        exit = Exit::Unusable;
    }
    let report = Report {
        schema: SCHEMA,
        tool: Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ruleset: run.analyzer.rules().digest().to_owned(),
            config: config.path.as_ref().map(|p| p.display().to_string()),
        },
        letters: reports,
        failed: failed.into_iter().map(|f| Failed { path: f.subject, error: f.message }).collect(),
    };
    let rendered = match args.format {
        Format::Json => emit::json::render(&report)?,
        Format::Text => {
            emit::text::render(&report, terminal::page(args.color, args.output.is_some(), args.all))
        }
    };
    match &args.output {
        Some(path) => output::write_file(path, &rendered, &files_read(args, letters, packs, config.path))?,
        None => output::print(&rendered)?,
    }
    // The program ends here: the system takes the memory back faster than it is freed piece by piece.
    std::mem::forget((run, report));
    Ok(exit)
}

/// What every letter of a call is checked with.
struct Run<'a> {
    args: &'a CheckArgs,
    analyzer: Analyzer,
    profiles: ProfileSource,
    selection: Selection,
    earlier: earlier::Sources,
    today: Date,
}

/// Which rules run, and which findings may stand.
struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
    ignores: Ignores,
}

impl Selection {
    /// What config and command line say together. A name that the command line selects is not left out because
    /// the config ignores it, nor the other way round.
    fn new(args: &CheckArgs, config: &Config, rules: &RuleSet) -> Result<Self, Failure> {
        rule_source::require_known(rules, &args.select, "--select")?;
        rule_source::require_known(rules, &args.ignore, "--ignore")?;
        let mut select = config.select(rules)?;
        let mut ignore = config.ignore(rules)?;
        if !args.select.is_empty() {
            select.clone_from(&args.select);
            ignore.retain(|name| !args.select.contains(name));
        }
        ignore.extend(args.ignore.iter().cloned());
        Ok(Self { select, ignore, ignores: config.ignores(rules)? })
    }
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
        let earlier = self.earlier.of(self.analyzer.rules(), path, letter.text())?;
        let mut options = CheckOptions {
            profile: known.profile,
            profile_path: known.path.map(|p| p.display().to_string()),
            today: Some(self.today),
            stage: self.args.stage.into(),
            file: inputs::file_facts(path),
            select: self.selection.select.clone(),
            ignore: self.selection.ignore.clone(),
            suppressions: Vec::new(),
        };
        let mut report = self.analyzer.check(&letter, &options, &earlier);
        let suppressions = self.selection.ignores.of(path);
        if !suppressions.is_empty() {
            // The report without them tells which of them still suppress anything.
            self.selection.ignores.note(path, &report);
            options.suppressions = suppressions;
            report = self.analyzer.check(&letter, &options, &earlier);
        }
        if let Some(message) = extracted.note {
            report.notices.push(Notice { id: "encoding".to_owned(), message });
        }
        Ok(report)
    }
}

/// Files that `--output` must not overwrite.
fn files_read(
    args: &CheckArgs,
    letters: Vec<PathBuf>,
    packs: Vec<PathBuf>,
    config: Option<PathBuf>,
) -> Vec<PathBuf> {
    let beside = letters.iter().flat_map(|l| profiles_beside(l));
    let mut files: Vec<PathBuf> = beside
        .chain(args.profile.clone())
        .chain(args.against.clone())
        .chain(args.own.clone())
        .chain(config)
        .collect();
    files.extend(packs);
    files.extend(letters);
    files
}

/// The day that the letters are measured from.
fn today(args: &CheckArgs) -> Date {
    args.today.unwrap_or_else(|| jiff::Zoned::now().date())
}
