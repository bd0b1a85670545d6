//! Reports in their formats. Nothing here decides anything about a letter.

mod csv;
mod docx;
mod entry;
mod github;
mod groups;
pub mod html;
pub mod json;
mod junit;
mod markdown;
mod memo;
pub mod names;
mod quote;
mod sarif;
pub mod text;
mod verdict;
mod view;

use std::borrow::Cow;

use lora_core::audience::{self, Brief};
use lora_core::report::Report;
use lora_core::{Analyzer, Profile};

use crate::args::{For, Format, Sender};
use crate::engine::Document;
use crate::exit::Limits;
use crate::failure::Failure;

/// What an emitter may need of a letter besides its report.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its text; empty where the format shows none of it.
    pub text: String,
    pub profile: Option<Profile>,
    /// The Word document that it was read from; `None` where the format needs none.
    pub document: Option<Document>,
}

/// How a report is asked for.
pub struct Form<'a> {
    pub format: Format,
    pub reader: For,
    pub sender: Sender,
    /// Whether it quotes the letter and names people and files.
    pub quotes: bool,
    /// In CSV, a line a finding.
    pub findings: bool,
    /// As Word document, where the format can be one.
    pub docx: bool,
    pub limits: Limits,
    pub analyzer: &'a Analyzer,
    /// The page of a report for the terminal.
    pub page: &'a dyn Fn() -> text::Page,
}

/// A report as it is printed or written.
pub fn render(report: &Report, mut sheets: Vec<Sheet>, form: &Form<'_>) -> Result<Vec<u8>, Failure> {
    let mut report = Cow::Borrowed(report);
    if !form.quotes {
        lora_core::without_quotes(report.to_mut(), form.analyzer.rules());
        sheets = report.letters.iter().map(|_| Sheet::default()).collect();
    }
    match form.reader {
        For::Advisor => office(&report, &sheets, form).map(String::into_bytes),
        For::Writer if form.format == Format::Memo => memo(&report, &sheets, form),
        For::Writer if form.format == Format::Docx => {
            docx::render(&audience::for_writer(&report, &lora_rules::wording()), &sheets)
        }
        For::Writer => {
            outside(&audience::for_writer(&report, &lora_rules::wording()), &sheets, form, &report)
        }
        For::Applicant => {
            outside(&audience::for_applicant(&report, &lora_rules::wording()), &sheets, form, &report)
        }
    }
}

/// Whether a format shows the letter itself, so that its text must be kept.
pub fn shows_text(format: Format) -> bool {
    matches!(format, Format::Html | Format::Docx)
}

fn office(report: &Report, sheets: &[Sheet], form: &Form<'_>) -> Result<String, Failure> {
    let listed = || entry::of_report(report);
    match form.format {
        Format::Text => Ok(text::render(report, (form.page)())),
        Format::Html => html::render(&view::View::of_report(report, sheets, form.analyzer)),
        Format::Markdown => markdown::render(&view::View::of_report(report, &[], form.analyzer)),
        Format::Json => json::render(report),
        Format::Jsonl => json::lines(report),
        Format::Csv if form.findings => csv::findings(&listed()),
        Format::Csv => csv::letters(report),
        Format::Sarif => sarif::render(&listed(), &report.failed, &report.tool, form.analyzer.rules()),
        Format::Junit => junit::render(&listed(), &report.failed, form.limits),
        Format::Github => Ok(github::render(&listed(), &report.failed)),
        Format::Memo | Format::Docx => {
            Err(Failure::about("--for", "this format is the writer's: leave it out"))
        }
    }
}

fn outside(brief: &Brief, sheets: &[Sheet], form: &Form<'_>, report: &Report) -> Result<Vec<u8>, Failure> {
    let listed = || entry::of_brief(brief);
    let page = match form.format {
        Format::Text => Ok(text::brief(brief, (form.page)())),
        Format::Html => html::render(&view::View::of_brief(brief, sheets, form.analyzer)),
        Format::Markdown => markdown::render(&view::View::of_brief(brief, &[], form.analyzer)),
        Format::Json => json::render(brief),
        Format::Jsonl => json::brief_lines(brief),
        Format::Csv if form.findings => csv::findings(&listed()),
        Format::Csv => csv::brief(brief),
        Format::Sarif => sarif::render(&listed(), &[], &report.tool, form.analyzer.rules()),
        Format::Junit => junit::render(&listed(), &[], form.limits),
        Format::Github => Ok(github::render(&listed(), &[])),
        Format::Memo | Format::Docx => {
            Err(Failure::about("--for", "this format is the writer's: leave it out"))
        }
    };
    page.map(String::into_bytes)
}

/// The memo of each letter, one after another.
fn memo(report: &Report, sheets: &[Sheet], form: &Form<'_>) -> Result<Vec<u8>, Failure> {
    let wording = lora_rules::wording();
    let brief = audience::for_writer(report, &wording);
    let mut memos = Vec::new();
    for (at, (told, letter)) in brief.letters.iter().zip(&report.letters).enumerate() {
        let profile = sheets.get(at).and_then(|s| s.profile.as_ref());
        memos.push(memo::write(told, letter, profile, &wording, form.sender)?);
    }
    if form.docx && memos.len() != 1 {
        return Err(Failure::about("--output", "a memo in Word is about one letter: name one letter"));
    }
    if form.docx {
        let pages: Vec<String> = memos.iter().map(memo::Memo::plain).collect();
        return lora_formats::docx::write(&pages.join("\n"), &[])
            .map_err(|e| Failure::about("report", format!("the memo can't be written: {e}")));
    }
    let pages: Vec<String> = memos.iter().map(memo::Memo::markdown).collect();
    Ok(pages.join("\n---\n\n").into_bytes())
}
