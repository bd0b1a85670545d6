//! `lora test`: what letters are expected to report, beside them, and whether they still do.

mod accept;
mod examples;
mod expectation;
mod judge;
mod junit;
mod labels;
mod print;
mod snapshot;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use lora_core::report::{Failed, Tool};
use serde::Serialize;

pub use self::examples::run as run_examples;
use self::expectation::{Expected, Place};
use self::labels::Tally;
use crate::args::{TestArgs, TestFormat};
use crate::emit::json;
use crate::engine::{Checked, Engine, on_threads};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::output;
use crate::terminal;

/// Schema id of the JSON form.
const TEST_SCHEMA: &str = "lora.test/1";

/// Everything about a run.
#[derive(Debug, Serialize)]
pub struct Run {
    pub schema: &'static str,
    pub tool: Tool,
    pub letters: Vec<Tested>,
    pub failed: Vec<Failed>,
    /// Findings against labels, where folders are labelled.
    pub labels: Option<labels::Counted>,
}

/// A letter and how it did.
#[derive(Debug, Serialize)]
pub struct Tested {
    pub path: String,
    pub outcome: Outcome,
    /// What is not as expected, a line each.
    pub problems: Vec<String>,
    /// Lines of the exact report that went (`-`) and that came (`+`).
    pub diff: Vec<String>,
}

/// How a letter did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Passed,
    Differs,
    /// What it reports is now what is expected.
    Accepted,
    /// Nothing is expected of it.
    NothingExpected,
}

impl Run {
    pub fn count(&self, outcome: Outcome) -> usize {
        self.letters.iter().filter(|l| l.outcome == outcome).count()
    }
}

/// Tests the letters of the folders.
pub fn run(args: &TestArgs) -> Result<Exit, Failure> {
    let Inputs { letters, mut failed } = inputs::find(&args.inputs);
    let (engine, unread) = Engine::new(&args.checking, &letters)?;
    failed.extend(unread);
    let mut tested: Vec<(usize, Tested)> = Vec::new();
    let mut tally = Tally::default();
    let never = AtomicBool::new(false);
    on_threads(
        &letters,
        None,
        &never,
        |letter| one(&engine, letter, args.accept),
        |number, outcome| match outcome {
            Ok((letter, counted)) => {
                tested.push((number, letter));
                tally.add(counted);
            }
            Err(failure) => failed.push(failure),
        },
    )?;
    tested.sort_by_key(|(number, _)| *number);
    failed.sort_by(|a, b| a.subject.cmp(&b.subject));
    failed.iter().for_each(output::complain);
    let run = Run {
        schema: TEST_SCHEMA,
        tool: engine.tool(),
        letters: tested.into_iter().map(|(_, letter)| letter).collect(),
        failed: failed.into_iter().map(|f| Failed { path: f.subject, error: f.message }).collect(),
        labels: tally.counted(engine.analyzer.rules()),
    };
    let rendered = match args.format {
        TestFormat::Json => json::render(&run)?,
        TestFormat::Junit => junit::render(&run)?,
        TestFormat::Text => print::render(&run, terminal::page(args.color, args.output.is_some(), false)),
    };
    match &args.output {
        Some(path) => {
            output::write_file(path, rendered.as_bytes(), &engine.files_read(&args.checking, &letters))?;
        }
        None => output::print(rendered.as_bytes())?,
    }
    let idle = run.labels.is_none() && run.count(Outcome::NothingExpected) == run.letters.len();
    if idle && run.failed.is_empty() {
        output::complain(
            "nothing is expected of any letter: write letter.expect.toml beside letter.txt, or give --accept",
        );
    }
    Ok(if !run.failed.is_empty() || idle {
        Exit::Unusable
    } else if run.count(Outcome::Differs) > 0 {
        Exit::Tripped
    } else {
        Exit::Clean
    })
}

/// One letter: checked as its expectation says, compared, and accepted if that is asked for.
fn one(engine: &Engine, letter: &Path, accept: bool) -> Result<(Tested, Option<labels::OfLetter>), Failure> {
    let place = Place::of(letter);
    let expected = Expected::read(&place, engine.analyzer.rules())?;
    let labels = labels::Labels::beside(letter)?;
    let mut tested = Tested {
        path: letter.display().to_string(),
        outcome: Outcome::NothingExpected,
        problems: Vec::new(),
        diff: Vec::new(),
    };
    if expected.is_empty() && labels.is_none() && !accept {
        return Ok((tested, None));
    }
    let Checked { report, profile, text, .. } = engine.one_as(letter, expected.conditions())?;
    let counted = labels.map(|labels| labels.count(&text, &report, profile.is_some())).transpose()?;
    if !expected.is_empty() {
        (tested.problems, tested.diff) = judge::judge(&expected, &report);
        let passed = tested.problems.is_empty() && tested.diff.is_empty();
        tested.outcome = if passed { Outcome::Passed } else { Outcome::Differs };
    }
    // A labelled letter of which nothing else is expected stays so: labels are the expectation.
    let wanted = tested.outcome == Outcome::Differs || expected.is_empty() && counted.is_none();
    if accept && wanted {
        let (stage, today) = (report.stage, engine.day(expected.conditions()));
        accept::accept(&place, &expected, &snapshot::file(&report, stage, today), &report)?;
        tested.outcome = Outcome::Accepted;
    }
    Ok((tested, counted))
}
