//! The full report of each letter of a batch, in a folder of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lora_core::report::{Report, SCHEMA};

use crate::args::{For, Format, Sender};
use crate::emit::{self, Form, Sheet};
use crate::engine::{Checked, Engine};
use crate::exit::Limits;
use crate::failure::Failure;
use crate::inputs::folder_of;
use crate::output;
use crate::relative::relative;
use crate::terminal;

/// Longest name of a report, in bytes, its ending aside.
const LONGEST: usize = 120;

/// The folder, and the name of each letter's report in it.
pub struct Reports<'a> {
    folder: &'a Path,
    letters: &'a [PathBuf],
    names: Vec<String>,
    /// The folder as seen from where the dashboard lies.
    seen_from: String,
}

/// Refuses a folder among the letters: the next call would take the reports for letters.
pub fn require_apart(folder: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let among = |input: &&PathBuf| input.is_dir() && !relative(folder, input).starts_with("../");
    match inputs.iter().find(among) {
        Some(input) => {
            let message =
                format!("it lies in {}, whose files are letters: name another folder", input.display());
            Err(Failure::new(folder, message))
        }
        None => Ok(()),
    }
}

impl<'a> Reports<'a> {
    /// Makes the folder, if it is not there.
    pub fn into(folder: &'a Path, letters: &'a [PathBuf], output: Option<&Path>) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|e| Failure::io(folder, "made", &e))?;
        let mut taken = BTreeSet::new();
        let names = letters.iter().map(|letter| {
            let name = name(letter);
            let mut own = format!("{name}.html");
            let mut number = 2;
            // Letters that differ in a sign that no file's name may hold.
            while !taken.insert(own.to_lowercase()) {
                own = format!("{name}-{number}.html");
                number += 1;
            }
            own
        });
        let names = names.collect();
        let seen_from = relative(folder, output.map_or(Path::new("."), folder_of));
        Ok(Self { folder, letters, names, seen_from })
    }

    /// Writes a letter's report and says where it lies, as a link from the dashboard.
    pub fn write(
        &self,
        letter: &Path,
        checked: Checked,
        engine: &Engine,
        limits: Limits,
    ) -> Result<String, Failure> {
        let number = self.letters.binary_search_by(|l| l.as_path().cmp(letter)).unwrap_or_default();
        let name = self.names.get(number).map_or("report.html", String::as_str);
        let report = Report {
            schema: SCHEMA,
            tool: engine.tool(),
            letters: vec![checked.report],
            failed: Vec::new(),
            notices: Vec::new(),
        };
        let form = Form {
            format: Format::Html,
            reader: For::Advisor,
            sender: Sender::Advisor,
            quotes: true,
            findings: false,
            docx: false,
            limits,
            analyzer: &engine.analyzer,
            page: &|| terminal::page(crate::args::ColorArg::Never, true, false),
        };
        let sheet = Sheet { text: checked.text, profile: checked.profile, document: None };
        let rendered = emit::render(&report, vec![sheet], &form)?;
        output::write_file(
            &self.folder.join(name),
            &rendered,
            self.letters.get(number..=number).unwrap_or_default(),
        )?;
        let folder = if self.seen_from.is_empty() { String::new() } else { format!("{}/", self.seen_from) };
        Ok(encoded(&format!("{folder}{name}")))
    }
}

/// A letter's path as the name of a file: "drafts/farah.docx" is drafts-farah.docx.
fn name(letter: &Path) -> String {
    let path = letter.to_string_lossy();
    let mut name = String::new();
    for c in path.trim_start_matches(['.', '/', '\\']).chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, '.' | '_') => name.push(c),
            _ if name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    // The end of a long path tells more than its start.
    let mut start = name.len().saturating_sub(LONGEST);
    while !name.is_char_boundary(start) {
        start += 1;
    }
    name.split_off(start)
}

/// A path as a link: what would end or change it is written as its bytes.
fn encoded(path: &str) -> String {
    let mut link = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}
