//! Who reads a report and who sends it, and whether they may.

use std::io::IsTerminal;
use std::path::Path;

use lora_core::Profile;

use crate::args::{For, Format, Printing, Sender};
use crate::failure::Failure;

/// Who reads a report and who sends it.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub reader: For,
    pub sender: Sender,
}

impl Reader {
    /// What the command line says, if it goes together.
    pub fn new(printing: &Printing) -> Result<Self, Failure> {
        let memo = printing.format == Format::Memo;
        let annotated = printing.format == Format::Docx;
        let reader = match (printing.audience, memo || annotated) {
            (None | Some(For::Writer), true) => For::Writer,
            (Some(_), true) => {
                let what = if memo { "a memo" } else { "an annotated letter" };
                return Err(Failure::about(
                    "--for",
                    format!("{what} is always for the writer: leave --for out"),
                ));
            }
            (reader, false) => reader.unwrap_or(For::Advisor),
        };
        if printing.from.is_some() && !memo {
            return Err(Failure::about("--from", "only a memo has a sender: add --format memo"));
        }
        if annotated && !printing.quotes() {
            return Err(Failure::about(
                "--no-quotes",
                "an annotated letter is the letter: choose another format",
            ));
        }
        if annotated && printing.output.is_none() && std::io::stdout().is_terminal() {
            return Err(Failure::about("--format docx", "a terminal can't show it: add --output FILE.docx"));
        }
        if printing.findings && printing.format != Format::Csv {
            return Err(Failure::about("--findings", "only CSV has lines of findings: add --format csv"));
        }
        Ok(Self { reader, sender: printing.from.unwrap_or(Sender::Advisor) })
    }

    /// Refuses what the applicant may not be told. Who waived the right to see a letter may not be advised from it
    /// either; and whether they did is not for the program to guess.
    pub fn permit(self, path: &Path, profile: Option<&Profile>) -> Result<(), Failure> {
        if self.reader != For::Applicant && self.sender != Sender::Applicant {
            return Ok(());
        }
        match profile.and_then(|p| p.letter.waived) {
            Some(false) => Ok(()),
            Some(true) => Err(Failure::new(
                path,
                "the applicant has waived the right to see this letter, so nothing of it may be told or used on \
                 their side: make the report for the writer",
            )),
            None => Err(Failure::new(
                path,
                "nobody has said whether the applicant waived the right to see this letter: if they did not, write \
                 `waived = false` under [letter] in its profile",
            )),
        }
    }
}
