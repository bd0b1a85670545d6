//! The annotated letter: the writer's own document with a comment on each place that a remark is about.

use lora_core::audience::{Brief, BriefLetter, Remark};
use lora_formats::docx::{Comment, annotate, write};

use super::Sheet;
use crate::failure::Failure;
use crate::output;

/// The document of the one letter: the given `.docx` with comments, or, of a letter in another format, a clean
/// one of its text.
pub fn render(brief: &Brief, sheets: &[Sheet]) -> Result<Vec<u8>, Failure> {
    let (Some(letter), Some(sheet)) = (brief.letters.first(), sheets.first()) else {
        return Err(Failure::about("--format docx", "there is no letter to annotate: name one"));
    };
    let comments = comments(letter);
    if let Some(document) = &sheet.document {
        match annotate(&document.bytes, &sheet.text, &document.map, &comments) {
            Ok(annotated) => return Ok(annotated),
            Err(_) => output::complain(format!(
                "{}: comments can't be put into this document: its text is given in a new one",
                letter.path
            )),
        }
    }
    write(&sheet.text, &comments)
        .map_err(|e| Failure::about("report", format!("the document can't be written: {e}")))
}

/// A comment a remark, in the order of the letter. What is missing from the letter is one comment at its start.
fn comments(letter: &BriefLetter) -> Vec<Comment> {
    let mut comments: Vec<Comment> = letter
        .remarks
        .iter()
        .filter_map(|remark| {
            let span = remark.span?;
            Some(Comment { span: Some(span.start as usize..span.end as usize), text: said(remark) })
        })
        .collect();
    comments.sort_by_key(|c| c.span.as_ref().map(|s| (s.start, s.end)));
    let missing: Vec<String> =
        letter.remarks.iter().filter(|r| r.span.is_none()).map(|r| said(r).join(" ")).collect();
    if !missing.is_empty() {
        let mut text = vec!["About the letter as a whole:".to_owned()];
        text.extend(missing);
        comments.insert(0, Comment { span: None, text });
    }
    comments
}

fn said(remark: &Remark) -> Vec<String> {
    [&remark.message, &remark.help].into_iter().filter(|t| !t.is_empty()).cloned().collect()
}
