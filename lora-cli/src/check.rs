//! `lora check`.

use std::sync::atomic::AtomicBool;

use lora_core::report::{Failed, Report, SCHEMA};

use crate::args::{CheckArgs, Format};
use crate::emit;
use crate::engine::Engine;
use crate::exit::{Exit, Limits};
use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::output;
use crate::terminal;

/// Checks the letters and prints their report.
pub fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let Inputs { letters, mut failed } = inputs::find(&args.inputs);
    let (engine, unread) = Engine::new(&args.checking, &letters)?;
    failed.extend(unread);
    let mut reports = Vec::new();
    let never = AtomicBool::new(false);
    engine.each(
        &letters,
        None,
        &never,
        |_, checked| checked.map(|c| c.report),
        |number, outcome| match outcome {
            Ok(report) => reports.push((number, report)),
            Err(failure) => failed.push(failure),
        },
    )?;
    reports.sort_by_key(|(number, _)| *number);
    let reports: Vec<_> = reports.into_iter().map(|(_, report)| report).collect();
    failed.sort_by(|a, b| a.subject.cmp(&b.subject));
    for failure in &failed {
        output::complain(failure);
    }
    engine.finish()?;
    let limits = Limits::new(&args.tripping, &engine.config);
    let mut exit = if reports.iter().any(|l| limits.trips(l)) { Exit::Tripped } else { Exit::Clean };
    if !failed.is_empty() {
        exit = Exit::Unusable;
    }
    let report = Report {
        schema: SCHEMA,
        tool: engine.tool(),
        letters: reports,
        failed: failed.into_iter().map(|f| Failed { path: f.subject, error: f.message }).collect(),
        notices: engine.notices(args.inputs.iter().any(|input| input.is_dir())),
    };
    let printing = &args.printing;
    let rendered = match printing.format {
        Format::Json => emit::json::render(&report)?,
        Format::Text => {
            let page = terminal::page(printing.color, printing.output.is_some(), printing.all);
            emit::text::render(&report, page)
        }
    };
    match &printing.output {
        Some(path) => output::write_file(path, &rendered, &engine.files_read(&args.checking, &letters))?,
        None => output::print(&rendered)?,
    }
    // The program ends here: the system takes the memory back faster than it is freed piece by piece.
    std::mem::forget((engine, report));
    Ok(exit)
}
