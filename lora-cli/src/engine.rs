//! The engine that every command shares which checks letters: what a call is told, put together once, and
//! letters checked with it, alone or many at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use lora_core::report::{LetterReport, Notice, Stage, Tool};
use lora_core::{Analyzer, CheckOptions, Letter, Profile, RuleSet};
use lora_formats::{DocumentType, Extracted, TextMap};
use rayon::prelude::*;

use crate::args::Checking;
use crate::baseline::Baseline;
use crate::config::Config;
use crate::failure::Failure;
use crate::grammar::{self, Grammar};
use crate::ignores::Ignores;
use crate::inputs::Opened;
use crate::profile_source::{Known, ProfileSource, profiles_beside};
use crate::{earlier, inputs, output, rule_source};

/// What every letter of a call is checked with.
pub struct Engine {
    pub analyzer: Analyzer,
    /// The checker of language, where it is asked for.
    grammar: Option<Grammar>,
    pub config: Config,
    profiles: ProfileSource,
    selection: Selection,
    baseline: Baseline,
    earlier: earlier::Sources,
    today: Date,
    /// `None`: as the file suggests.
    stage: Option<Stage>,
    /// Packs of the user's own.
    packs: Vec<PathBuf>,
}

/// A letter that was checked.
pub struct Checked {
    pub report: LetterReport,
    /// What was known of it.
    pub profile: Option<Profile>,
    /// What was read.
    pub text: String,
    /// The document that it was read from, if it is one that comments can be put into.
    pub document: Option<Document>,
}

/// A Word document and the way back to it from the letter's text.
#[derive(Debug)]
pub struct Document {
    pub bytes: Vec<u8>,
    pub map: TextMap,
}

/// How a letter is checked where it isn't as the call says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Instead {
    pub stage: Option<Stage>,
    pub today: Option<Date>,
}

/// Which rules run, and which findings may stand.
struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
    ignores: Ignores,
    /// The command line narrows what the config says.
    narrowed: bool,
}

impl Selection {
    /// What config and command line say together. A name that the command line selects is not left out because
    /// the config ignores it, nor the other way round.
    fn new(args: &Checking, config: &Config, rules: &RuleSet) -> Result<Self, Failure> {
        rule_source::require_known(rules, &args.select, "--select")?;
        rule_source::require_known(rules, &args.ignore, "--ignore")?;
        let mut select = config.select(rules)?;
        let mut ignore = config.ignore(rules)?;
        if !args.select.is_empty() {
            select.clone_from(&args.select);
            ignore.retain(|name| !args.select.contains(name));
        }
        ignore.extend(args.ignore.iter().cloned());
        let narrowed = !args.select.is_empty() || !args.ignore.is_empty();
        Ok(Self { select, ignore, ignores: config.ignores(rules)?, narrowed })
    }
}

impl Engine {
    /// Reads all that a call needs besides its letters. Earlier letters that can't be read are handed back.
    pub fn new(args: &Checking, letters: &[PathBuf]) -> Result<(Self, Vec<Failure>), Failure> {
        let profiles = ProfileSource::new(args)?;
        let config = Config::find(args.config.as_deref(), letters)?;
        let packs: Vec<PathBuf> = config.packs().chain(args.pack.iter().cloned()).collect();
        let optional = if args.grammar { Some(grammar::pack()?) } else { None };
        let mut rules = rule_source::load_with(optional, &packs)?;
        config.weigh(&mut rules)?;
        let selection = Selection::new(args, &config, &rules)?;
        if selection.narrowed && args.write_baseline.is_some() {
            return Err(Failure::about(
                "--write-baseline",
                "under --select or --ignore findings are missing that the baseline must keep: leave those out",
            ));
        }
        let baseline = Baseline::new(args.baseline.as_deref(), args.write_baseline.as_deref())?;
        let (earlier, unread) = earlier::load(&rules, args, letters)?;
        let engine = Self {
            analyzer: Analyzer::new(rules),
            grammar: if args.grammar { Some(Grammar::new()?) } else { None },
            config,
            profiles,
            selection,
            baseline,
            earlier,
            today: args.today.unwrap_or_else(|| jiff::Zoned::now().date()),
            stage: args.stage.map(Into::into),
            packs,
        };
        Ok((engine, unread))
    }

    /// Checks one letter.
    pub fn one(&self, path: &Path) -> Result<Checked, Failure> {
        self.one_as(path, Instead::default())
    }

    /// Checks one letter. A fault of the program in one letter must not cost the reports of the others.
    pub fn one_as(&self, path: &Path, instead: Instead) -> Result<Checked, Failure> {
        catch_unwind(AssertUnwindSafe(|| self.check(path, instead))).unwrap_or_else(|_| {
            Err(Failure::new(
                path,
                "an internal error kept it from being checked: report the line printed above",
            ))
        })
    }

    /// Checks many letters on `jobs` threads, or as many as there are cores. `make` turns each into what is
    /// kept of it, where it was checked; `take` gets that with the letter's number, as they finish. Once `stop`
    /// is set no further letter is begun.
    pub fn each<T: Send>(
        &self,
        letters: &[PathBuf],
        jobs: Option<usize>,
        stop: &AtomicBool,
        make: impl Fn(&Path, Result<Checked, Failure>) -> T + Sync,
        take: impl FnMut(usize, T) + Send,
    ) -> Result<(), Failure> {
        on_threads(letters, jobs, stop, |path| make(path, self.one(path)), take)
    }

    /// What is known of a letter.
    pub fn known(&self, path: &Path, text: &str) -> Result<Known, Failure> {
        self.profiles.of(path, text)
    }

    fn check(&self, path: &Path, instead: Instead) -> Result<Checked, Failure> {
        let file = inputs::open(path)?;
        let known = self.known(path, &file.extracted.text)?;
        self.read_with(path, file, known, instead)
    }

    /// Checks a letter that was read, with what is known of it.
    pub fn read_with(
        &self,
        path: &Path,
        file: Opened,
        known: Known,
        instead: Instead,
    ) -> Result<Checked, Failure> {
        let Known { profile, path: profile_path } = known;
        let Opened { bytes, extracted } = file;
        let file = inputs::file_facts(path, bytes.len(), &extracted);
        let Extracted { text, kind, notes, map, facts: _ } = extracted;
        let letter = Letter::new(path.display().to_string(), text).map_err(|e| Failure::new(path, e))?;
        // A PDF is what is uploaded; anything else is still written on.
        let suggested = if kind == DocumentType::Pdf { Stage::Final } else { Stage::Draft };
        let earlier = self.earlier.of(self.analyzer.rules(), path, letter.text())?;
        let slips = self.grammar.as_ref().map(|grammar| grammar.slips(letter.text()));
        let (slips, unchecked) = slips.unwrap_or_default();
        let mut options = CheckOptions {
            profile,
            profile_path: profile_path.map(|p| p.display().to_string()),
            today: Some(self.day(instead)),
            stage: instead.stage.or(self.stage).unwrap_or(suggested),
            file,
            slips,
            select: self.selection.select.clone(),
            ignore: self.selection.ignore.clone(),
            suppressions: Vec::new(),
        };
        let mut report = self.analyzer.check(&letter, &options, &earlier);
        // The report without them tells which of them still suppress anything.
        let mut suppressions = self.selection.ignores.of(path);
        if !suppressions.is_empty() {
            self.selection.ignores.note(path, &report);
        }
        if !self.baseline.is_idle() {
            suppressions.extend(self.baseline.apply(path, &report));
        }
        if !suppressions.is_empty() {
            options.suppressions = suppressions;
            report = self.analyzer.check(&letter, &options, &earlier);
        }
        let notes = notes.into_iter().map(|note| (note.id.name(), note.message));
        let misnamed = inputs::misnamed(path, kind).map(|message| ("file-type", message));
        let notices = notes.chain(misnamed).map(|(id, message)| Notice { id: id.to_owned(), message });
        report.notices.extend(notices.chain(unchecked));
        let document = (kind == DocumentType::Docx).then_some(Document { bytes, map });
        Ok(Checked { report, profile: options.profile, text: letter.into_text(), document })
    }

    /// The day that a check measures from.
    pub fn day(&self, instead: Instead) -> Date {
        instead.today.unwrap_or(self.today)
    }

    /// What ran, for the report.
    pub fn tool(&self) -> Tool {
        Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ruleset: self.analyzer.rules().digest().to_owned(),
            config: self.config.path.as_ref().map(|p| p.display().to_string()),
        }
    }

    /// What informs about the call as a whole; `whole` where its letters are all that the roster is about.
    pub fn notices(&self, whole: bool) -> Vec<Notice> {
        self.profiles.notices(whole)
    }

    /// What is left once all letters are checked: says which ignores suppress nothing any more, and writes the
    /// baseline if that is asked for.
    pub fn finish(&self) -> Result<(), Failure> {
        // Under a selection, a finding may be missing for that reason alone.
        if !self.selection.narrowed {
            self.selection.ignores.unused().iter().for_each(output::complain);
            if !self.baseline.is_written() {
                self.baseline.unused().iter().for_each(output::complain);
            }
        }
        self.baseline.write()
    }

    /// Files that the call read, which it must not overwrite.
    pub fn files_read(&self, args: &Checking, letters: &[PathBuf]) -> Vec<PathBuf> {
        let beside = letters.iter().flat_map(|l| profiles_beside(l));
        let given = args
            .profile
            .iter()
            .chain(&args.roster)
            .chain(&args.against)
            .chain(&args.own)
            .chain(&self.config.path)
            .chain(&self.packs);
        let earlier = args.against.iter().filter(|p| p.is_dir()).flat_map(|p| inputs::in_folder(p));
        beside.chain(given.cloned()).chain(earlier.flatten()).chain(letters.iter().cloned()).collect()
    }
}

/// Letters on `jobs` threads, or as many as there are cores: `make` runs there, `take` gets what it makes with
/// the letter's number, as they finish. Once `stop` is set no further letter is begun.
pub fn on_threads<T: Send>(
    letters: &[PathBuf],
    jobs: Option<usize>,
    stop: &AtomicBool,
    make: impl Fn(&Path) -> T + Sync,
    mut take: impl FnMut(usize, T) + Send,
) -> Result<(), Failure> {
    if let [letter] = letters {
        // One alone needs no threads.
        take(0, make(letter));
        return Ok(());
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build()
        .map_err(|e| Failure::about("--jobs", format!("threads can't be started ({e}): ask for fewer")))?;
    // Whoever made something hands it over: another thread that waits for it would be woken for each letter.
    let take = Mutex::new(take);
    pool.install(|| {
        letters.par_iter().enumerate().for_each(|(number, path)| {
            if !stop.load(Ordering::Relaxed) {
                let made = make(path);
                take.lock().unwrap_or_else(PoisonError::into_inner)(number, made);
            }
        });
    });
    Ok(())
}
