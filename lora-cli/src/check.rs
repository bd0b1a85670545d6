//! `lora check`.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use lora_core::report::{Failed, LetterReport, Report, SCHEMA};

use crate::args::{CheckArgs, Format, Printing};
use crate::emit::{self, Form, Sheet};
use crate::engine::{Checked, Engine};
use crate::exit::{Exit, Limits};
use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::reader::Reader;
use crate::{output, terminal};

/// Checks the letters and prints their report.
pub fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let printing = &args.printing;
    let reader = Reader::new(printing)?;
    let Inputs { letters, mut failed } = inputs::find(&args.inputs);
    if printing.format == Format::Docx && letters.len() + failed.len() != 1 {
        return Err(Failure::about("--format docx", "comments go into one letter: name one file"));
    }
    let (engine, unread) = Engine::new(&args.checking, &letters)?;
    failed.extend(unread);
    let mut checked = Vec::new();
    let never = AtomicBool::new(false);
    engine.each(
        &letters,
        None,
        &never,
        |path, checked| sheet(path, checked?, &reader, printing),
        |number, outcome| match outcome {
            Ok(report) => checked.push((number, report)),
            Err(failure) => failed.push(failure),
        },
    )?;
    checked.sort_by_key(|(number, _)| *number);
    let (reports, sheets): (Vec<_>, Vec<_>) = checked.into_iter().map(|(_, checked)| checked).unzip();
    failed.sort_by(|a, b| a.subject.cmp(&b.subject));
    for failure in &failed {
        output::complain(failure);
    }
    engine.finish()?;
    if printing.format == Format::Docx && reports.is_empty() {
        return Ok(Exit::Unusable);
    }
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
    let form = Form {
        format: printing.format,
        reader: reader.reader,
        sender: reader.sender,
        quotes: printing.quotes(),
        findings: printing.findings,
        docx: printing.output.as_deref().is_some_and(is_docx),
        limits,
        analyzer: &engine.analyzer,
        page: &|| terminal::page(printing.color, printing.output.is_some(), printing.all),
    };
    let rendered = emit::render(&report, sheets, &form)?;
    match &printing.output {
        Some(path) => output::write_file(path, &rendered, &engine.files_read(&args.checking, &letters))?,
        None => output::print(&rendered)?,
    }
    // The program ends here: the system takes the memory back faster than it is freed piece by piece.
    std::mem::forget((engine, report));
    Ok(exit)
}

/// What is kept of a letter for its report, if it may be reported to the one who asks.
fn sheet(
    path: &Path,
    checked: Checked,
    reader: &Reader,
    printing: &Printing,
) -> Result<(LetterReport, Sheet), Failure> {
    reader.permit(path, checked.profile.as_ref())?;
    let text = if emit::shows_text(printing.format) { checked.text } else { String::new() };
    let document = checked.document.filter(|_| printing.format == Format::Docx);
    Ok((checked.report, Sheet { text, profile: checked.profile, document }))
}

fn is_docx(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("docx"))
}
