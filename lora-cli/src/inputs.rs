//! Which letters a call is about, and their text.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use lora_core::FileFacts;
use lora_formats::{Extracted, MAX_BYTES, ReadError, extract};
use walkdir::WalkDir;

use crate::failure::Failure;

/// Name of standard input.
pub const STDIN: &str = "-";
/// Endings that a folder is searched for.
const LETTERS: [&str; 2] = ["txt", "md"];
/// Endings of files that people keep letters in, read or not.
const DOCUMENTS: [&str; 8] = ["txt", "md", "docx", "doc", "odt", "pdf", "rtf", "html"];

/// The letters of a call, in path order, and what of it is no letter.
#[derive(Debug, Default)]
pub struct Inputs {
    pub letters: Vec<PathBuf>,
    pub failed: Vec<Failure>,
}

/// Finds the letters that the arguments name.
pub fn find(arguments: &[PathBuf]) -> Inputs {
    let mut letters = BTreeSet::new();
    let mut failed = Vec::new();
    for argument in arguments {
        if argument.as_os_str() != STDIN && argument.is_dir() {
            match in_folder(argument) {
                Ok(found) => letters.extend(found),
                Err(failure) => failed.push(failure),
            }
        } else {
            letters.insert(argument.clone());
        }
    }
    Inputs { letters: letters.into_iter().collect(), failed }
}

/// All letters of a folder and the folders in it, without following links.
pub fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut letters = Vec::new();
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    // A hidden folder holds a program's own files; the folder that was named may be hidden itself.
    for entry in walk.filter_entry(|e| e.depth() == 0 || !is_hidden(e.file_name())) {
        let entry = entry.map_err(|e| {
            let path = e.path().unwrap_or(folder).to_path_buf();
            e.io_error().map_or_else(
                || Failure::new(&path, "it can't be searched: check the folder"),
                |error| Failure::io(&path, "searched", error),
            )
        })?;
        if entry.file_type().is_file() && has_ending(entry.path(), &LETTERS) && !is_readme(entry.path()) {
            letters.push(entry.into_path());
        }
    }
    if letters.is_empty() {
        return Err(Failure::new(folder, "no letter is in this folder: letters are its .txt and .md files"));
    }
    Ok(letters)
}

/// Whether a folder holds one letter: versions of it in several formats count once.
pub fn holds_one_letter(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let mut stems = BTreeSet::new();
    for path in entries.flatten().map(|e| e.path()) {
        if has_ending(&path, &DOCUMENTS) && !is_readme(&path) && !path.file_name().is_some_and(is_hidden) {
            stems.insert(path.file_stem().map(OsStr::to_os_string));
            if stems.len() > 1 {
                return false;
            }
        }
    }
    stems.len() == 1
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_readme(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// The text of a letter.
pub fn read(path: &Path) -> Result<Extracted, Failure> {
    let io = |e: std::io::Error| Failure::io(path, "read", &e);
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is more.
    let limit = MAX_BYTES as u64 + 1;
    if path.as_os_str() == STDIN {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(io)?;
    } else {
        let file = File::open(path).map_err(io)?;
        if file.metadata().is_ok_and(|m| m.is_file() && m.len() >= limit) {
            return Err(Failure::new(path, ReadError::TooLarge));
        }
        file.take(limit).read_to_end(&mut bytes).map_err(io)?;
    }
    extract(bytes).map_err(|e| Failure::new(path, e))
}

/// What is known of a letter's file; standard input has none.
pub fn file_facts(path: &Path) -> Option<FileFacts> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let data = std::fs::metadata(path).ok().filter(|_| path.as_os_str() != STDIN)?;
    let kind = lora_formats::PLAIN_TEXT.to_owned();
    Some(FileFacts { name, bytes: data.len(), kind, ..FileFacts::default() })
}

/// A text file of the program's own: profile, config, pack.
pub fn read_own(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::io(path, "read", &e))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(path, "this is not text in UTF-8: save it in UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// The folder that a letter lies in; for standard input, the one that the program runs in.
pub fn folder_of(letter: &Path) -> &Path {
    letter.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
