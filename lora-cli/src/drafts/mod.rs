//! `lora diff`: two drafts of a letter, what the newer mended and what it brought.

mod passages;
mod print;

use std::path::Path;

use lora_core::report::{FindingReport, LetterReport, Score, Tool};
use serde::Serialize;

use self::passages::Passage;
use crate::args::{DiffArgs, DiffFormat};
use crate::emit::json;
use crate::engine::{Engine, Instead};
use crate::exit::{Exit, Limits};
use crate::failure::Failure;
use crate::profile_source::Known;
use crate::{inputs, output, terminal};

/// Schema id of the JSON form.
const DIFF_SCHEMA: &str = "lora.diff/1";

/// Two drafts compared.
#[derive(Debug, Serialize)]
pub struct Compared {
    pub schema: &'static str,
    pub tool: Tool,
    pub old: Draft,
    pub new: Draft,
    /// The applicant that both were compared with.
    pub applicant: Option<String>,
    pub findings: Findings,
    pub passages: Vec<Passage>,
}

/// A draft.
#[derive(Debug, Serialize)]
pub struct Draft {
    pub path: String,
    pub words: usize,
    pub score: Score,
}

/// Findings by what became of them.
#[derive(Debug, Serialize)]
pub struct Findings {
    /// Only in the old draft.
    pub mended: Vec<FindingReport>,
    /// Only in the new one.
    pub new: Vec<FindingReport>,
    /// In both, as they stand in the new one.
    pub left: Vec<FindingReport>,
}

/// Compares two drafts.
pub fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let letters = [args.old.clone(), args.new.clone()];
    let (engine, unread) = Engine::new(&args.checking, &letters[1..])?;
    if let Some(failure) = unread.into_iter().next() {
        return Err(failure);
    }
    let (old_file, new_file) = (inputs::open(&args.old)?, inputs::open(&args.new)?);
    let known = known(&engine, (&args.old, &old_file.extracted.text), (&args.new, &new_file.extracted.text))?;
    let passages = passages::changed(&old_file.extracted.text, &new_file.extracted.text);
    let old = engine.read_with(&args.old, old_file, known.clone(), Instead::default())?.report;
    let new = engine.read_with(&args.new, new_file, known, Instead::default())?.report;
    let limits = Limits::new(&args.tripping, &engine.config);
    let exit = if limits.trips(&new) { Exit::Tripped } else { Exit::Clean };
    let compared = Compared {
        schema: DIFF_SCHEMA,
        tool: engine.tool(),
        old: draft(&old),
        new: draft(&new),
        applicant: new.profile.applicant.clone(),
        findings: sort(old.findings, new.findings),
        passages,
    };
    let rendered = match args.format {
        DiffFormat::Json => json::render(&compared)?,
        DiffFormat::Text => {
            print::render(&compared, terminal::page(args.color, args.output.is_some(), false))
        }
    };
    match &args.output {
        Some(path) => {
            output::write_file(path, rendered.as_bytes(), &engine.files_read(&args.checking, &letters))?;
        }
        None => output::print(rendered.as_bytes())?,
    }
    Ok(exit)
}

/// Both drafts are compared with one profile: that of the new one, else of the old one.
fn known(engine: &Engine, old: (&Path, &str), new: (&Path, &str)) -> Result<Known, Failure> {
    let of_new = engine.known(new.0, new.1);
    match of_new {
        Ok(known) if known.profile.is_some() => Ok(known),
        of_new => match engine.known(old.0, old.1) {
            Ok(known) if known.profile.is_some() => Ok(known),
            _ => of_new,
        },
    }
}

fn draft(report: &LetterReport) -> Draft {
    Draft { path: report.path.clone(), words: report.words, score: report.score.clone() }
}

/// Pairs the findings of two drafts: by fingerprint, and where the sentence around it was edited, by rule and
/// words.
fn sort(old: Vec<FindingReport>, mut new: Vec<FindingReport>) -> Findings {
    let mut left = Vec::new();
    let mut mended = old;
    let same: [fn(&FindingReport, &FindingReport) -> bool; 2] =
        [|a, b| a.fingerprint == b.fingerprint, |a, b| a.rule == b.rule && words(a) == words(b)];
    for same in same {
        mended.retain(|finding| {
            let pair = new.iter().position(|other| same(finding, other));
            left.extend(pair.map(|at| new.remove(at)));
            pair.is_none()
        });
    }
    left.sort_by_key(|f| f.span.map_or(u32::MAX, |s| s.start));
    Findings { mended, new, left }
}

/// The words that a finding is about, whatever their case and line breaks.
fn words(finding: &FindingReport) -> Option<Vec<String>> {
    let text = finding.text.as_ref()?;
    Some(text.split_whitespace().map(str::to_lowercase).collect())
}
