//! `lora extract`.

use std::io::IsTerminal;

use lora_formats::Extracted;
use serde::Serialize;

use crate::args::{ExtractArgs, ListFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sanitize::clean;
use crate::{emit, inputs, output};

/// What `--format json` prints.
#[derive(Serialize)]
struct Extraction<'a> {
    schema: &'static str,
    path: String,
    #[serde(flatten)]
    extracted: &'a Extracted,
}

/// Prints the text of a document.
pub fn run(args: &ExtractArgs) -> Result<Exit, Failure> {
    if args.file.is_dir() {
        return Err(Failure::new(&args.file, "this is a folder: name one document"));
    }
    let extracted = inputs::read(&args.file)?;
    match args.format {
        ListFormat::Json => {
            let path = args.file.display().to_string();
            let found = Extraction { schema: "lora.text/1", path, extracted: &extracted };
            output::print(emit::json::render(&found)?.as_bytes())?;
        }
        // Offsets refer to these bytes; a terminal shows what they stand for.
        ListFormat::Text if std::io::stdout().is_terminal() => {
            let shown: String = extracted.text.lines().map(|l| clean(l).into_owned() + "\n").collect();
            output::print(shown.as_bytes())?;
        }
        ListFormat::Text => output::print(extracted.text.as_bytes())?,
    }
    for note in &extracted.notes {
        output::complain(format!("{}: {}", args.file.display(), note.message));
    }
    Ok(Exit::Clean)
}
