//! `lora batch`: a line a letter for whole folders.

mod clusters;
mod csv;
mod dashboard;
mod groups;
mod order;
mod rank;
mod reports;
mod summary;
mod table;

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use lora_core::report::{Failed, LetterReport, Notice, Report, SCHEMA, Tool, Verdict};
use serde::Serialize;

use self::reports::Reports;
use self::summary::Summary;
use crate::args::{BatchArgs, BatchFormat, SortArg};
use crate::emit::json;
use crate::engine::Engine;
use crate::exit::{Exit, Limits};
use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::output::{self, Lines, NewFile};
use crate::progress::Progress;
use crate::{interrupt, terminal};

/// Schema id of the JSON form.
const BATCH_SCHEMA: &str = "lora.batch/1";

/// Everything about a batch.
#[derive(Debug, Serialize)]
pub struct Batch<'a> {
    pub schema: &'static str,
    pub tool: Tool,
    pub totals: Totals,
    /// In the order asked for; no more than asked for.
    pub letters: Vec<Summary<'a>>,
    pub failed: Vec<Failed>,
    /// Letters that an interrupt left unchecked.
    pub not_done: Vec<String>,
    pub notices: Vec<Notice>,
}

/// How many letters came to what.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Totals {
    pub checked: usize,
    pub ready: usize,
    pub revise: usize,
    pub do_not_send: usize,
    pub failed: usize,
    pub not_done: usize,
}

impl Totals {
    fn count(&mut self, verdict: Verdict) {
        self.checked += 1;
        match verdict {
            Verdict::Ready => self.ready += 1,
            Verdict::Revise => self.revise += 1,
            Verdict::DoNotSend => self.do_not_send += 1,
        }
    }
}

/// Checks the letters and prints a line each.
pub fn run(args: &BatchArgs) -> Result<Exit, Failure> {
    if args.format == BatchFormat::Jsonl && (args.top.is_some() || args.sort.is_some()) {
        return Err(Failure::about(
            "--format jsonl",
            "letters are written as they finish: leave --top and --sort out, or take another format",
        ));
    }
    if let Some(folder) = &args.reports {
        reports::require_apart(folder, &args.inputs)?;
    }
    let Inputs { letters, mut failed } = inputs::find(&args.inputs);
    let (engine, unread) = Engine::new(&args.checking, &letters)?;
    failed.extend(unread);
    let run = Run { args, engine: &engine, letters: &letters };
    let (outcome, out) = run.all()?;
    let Outcome { mut summaries, mut totals, failed: of_letters, done, tripped, gone } = outcome;
    failed.extend(of_letters);
    failed.sort_by(|a, b| a.subject.cmp(&b.subject));
    let left = letters.iter().zip(&done).filter(|(_, done)| !**done).map(|(path, _)| path);
    let not_done: Vec<String> = left.map(|path| path.display().to_string()).collect();
    totals.failed = failed.len();
    totals.not_done = not_done.len();

    failed.iter().for_each(output::complain);
    engine.finish()?;
    order::sort(&mut summaries, args.sort.unwrap_or(SortArg::Attention));
    let batch = Batch {
        schema: BATCH_SCHEMA,
        tool: engine.tool(),
        totals,
        letters: summaries,
        failed: failed.into_iter().map(|f| Failed { path: f.subject, error: f.message }).collect(),
        not_done,
        notices: engine.notices(true),
    };
    run.print(batch, out)?;
    Ok(if totals.not_done > 0 && !gone {
        let what = if totals.not_done == 1 { "letter was" } else { "letters were" };
        output::complain(format!("interrupted: {} {what} not checked", totals.not_done));
        Exit::Interrupted
    } else if totals.failed > 0 {
        Exit::Unusable
    } else if tripped {
        Exit::Tripped
    } else {
        Exit::Clean
    })
}

struct Run<'a> {
    args: &'a BatchArgs,
    engine: &'a Engine,
    letters: &'a [PathBuf],
}

/// What is left once all letters are through.
struct Outcome<'a> {
    summaries: Vec<Summary<'a>>,
    totals: Totals,
    failed: Vec<Failure>,
    done: Vec<bool>,
    tripped: bool,
    /// The reader of the stream went away.
    gone: bool,
}

impl<'a> Run<'a> {
    /// Every letter. A stream is written on the way, of everything else a summary is kept.
    fn all(&self) -> Result<(Outcome<'a>, Lines), Failure> {
        let Self { args, engine, letters } = *self;
        let limits = Limits::new(&args.tripping, &engine.config);
        let streamed = args.format == BatchFormat::Jsonl;
        let reports =
            args.reports.as_deref().map(|folder| Reports::into(folder, letters, args.output.as_deref()));
        let reports = reports.transpose()?;
        // Begun first: who waits for ten thousand letters should not learn then that nothing can be written.
        let mut out = match &args.output {
            Some(path) => Lines::File(NewFile::begin(path, &self.files_read())?),
            None => Lines::Out,
        };
        let interrupted = interrupt::watch();
        let progress = Progress::over(letters.len());
        let mut outcome = Outcome {
            summaries: Vec::new(),
            totals: Totals::default(),
            failed: Vec::new(),
            done: vec![false; letters.len()],
            tripped: false,
            gone: false,
        };
        let mut unwritten = None;
        engine.each(
            letters,
            args.jobs.map(usize::from),
            interrupted,
            |path, checked| {
                let checked = match checked {
                    Ok(checked) => checked,
                    Err(failure) => return (self.line(streamed, None, Some(&failure)), Err(failure)),
                };
                let trips = limits.trips(&checked.report);
                let mut summary = Summary::of(&checked, &engine.analyzer, trips);
                let line = self.line(streamed, Some(&checked.report), None);
                if let Some(folder) = &reports {
                    match folder.write(path, checked, engine, limits) {
                        Ok(link) => summary.report = Some(link),
                        Err(failure) => return (self.line(streamed, None, Some(&failure)), Err(failure)),
                    }
                }
                (line, Ok(summary))
            },
            |number, (line, made)| {
                outcome.done[number] = true;
                progress.step();
                if let Some(line) = line {
                    match line.and_then(|line| out.write(line.as_bytes())) {
                        Ok(true) => {}
                        Ok(false) => outcome.gone = true,
                        Err(failure) => unwritten = Some(failure),
                    }
                    if outcome.gone || unwritten.is_some() {
                        interrupted.store(true, Ordering::Relaxed);
                    }
                }
                match made {
                    Ok(summary) => {
                        outcome.totals.count(summary.score.verdict);
                        outcome.tripped |= summary.trips;
                        if !streamed {
                            outcome.summaries.push(summary);
                        }
                    }
                    Err(failure) => outcome.failed.push(failure),
                }
            },
        )?;
        progress.clear();
        if let Some(failure) = unwritten {
            return Err(failure);
        }
        Ok((outcome, out))
    }

    /// A letter's line of the stream, if there is one: a whole report of the one letter.
    fn line(
        &self,
        streamed: bool,
        report: Option<&LetterReport>,
        failure: Option<&Failure>,
    ) -> Option<Result<String, Failure>> {
        streamed.then(|| {
            json::line(&Report {
                schema: SCHEMA,
                tool: self.engine.tool(),
                letters: report.into_iter().cloned().collect(),
                failed: failure
                    .map(|f| Failed { path: f.subject.clone(), error: f.message.clone() })
                    .into_iter()
                    .collect(),
                notices: Vec::new(),
            })
        })
    }

    fn files_read(&self) -> Vec<PathBuf> {
        self.engine.files_read(&self.args.checking, self.letters)
    }

    /// Writes the whole, in the form asked for; of a stream it is there already.
    fn print(&self, mut batch: Batch<'_>, mut out: Lines) -> Result<(), Failure> {
        let Self { args, engine, .. } = *self;
        let top = args.top.unwrap_or(usize::MAX);
        let rendered = match args.format {
            BatchFormat::Jsonl => return out.finish(),
            // Everything but the list of letters counts them all.
            BatchFormat::Html => dashboard::render(&batch, engine.analyzer.rules(), top)?,
            BatchFormat::Json => {
                batch.letters.truncate(top);
                json::render(&batch)?
            }
            BatchFormat::Csv => {
                batch.letters.truncate(top);
                csv::render(&batch)?
            }
            BatchFormat::Text => {
                batch.letters.truncate(top);
                table::render(&batch, terminal::page(args.color, args.output.is_some(), false))
            }
        };
        out.write(rendered.as_bytes())?;
        out.finish()
    }
}
