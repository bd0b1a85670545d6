//! Which letters a call is about, and their text.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use lora_core::FileFacts;
use lora_formats::{DocumentType, Extracted, MAX_BYTES, ReadError, extract};
use walkdir::WalkDir;

use crate::failure::Failure;
use crate::pdf_process;

/// Name of standard input.
pub const STDIN: &str = "-";
/// Endings of files that people keep letters in. A folder is searched for these; one that can't be read, such
/// as a `.doc`, is said to be so and not passed over.
const LETTERS: [&str; 11] = ["txt", "md", "docx", "docm", "dotx", "doc", "odt", "pdf", "rtf", "html", "htm"];

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
        if entry.file_type().is_file() && is_letter(entry.path()) {
            letters.push(entry.into_path());
        }
    }
    if letters.is_empty() {
        return Err(Failure::new(
            folder,
            "no letter is in this folder: letters are its .docx, .pdf, .odt, .rtf, .html, .txt and .md files",
        ));
    }
    Ok(letters)
}

/// Whether a folder holds one letter: versions of it in several formats count once.
pub fn holds_one_letter(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let mut stems = BTreeSet::new();
    for path in entries.flatten().map(|e| e.path()) {
        if is_letter(&path) && !path.file_name().is_some_and(is_hidden) {
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

/// A file that people keep letters in; Word leaves `~$letter.docx` beside a letter that is open.
fn is_letter(path: &Path) -> bool {
    let lock = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"));
    has_ending(path, &LETTERS) && !is_readme(path) && !lock
}

fn is_readme(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// The text of a letter.
pub fn read(path: &Path) -> Result<Extracted, Failure> {
    open(path).map(|opened| opened.extracted)
}

/// A letter's file and what it holds.
pub struct Opened {
    pub bytes: Vec<u8>,
    pub extracted: Extracted,
}

/// Opens a letter's file.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    let bytes = bytes(path)?;
    let extracted = if bytes.len() <= MAX_BYTES && lora_formats::kind(&bytes) == DocumentType::Pdf {
        pdf_process::read(&bytes)
    } else {
        extract(&bytes)
    };
    extracted.map(|extracted| Opened { bytes, extracted }).map_err(|e| Failure::new(path, e))
}

/// The bytes of a letter's file.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let io = |e: std::io::Error| Failure::io(path, "read", &e);
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is more.
    let limit = MAX_BYTES as u64 + 1;
    if path.as_os_str() == STDIN {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(io)?;
    } else {
        let file = File::open(path).map_err(io)?;
        let data = file.metadata();
        if data.as_ref().is_ok_and(|m| m.is_file() && m.len() >= limit) {
            return Err(Failure::new(path, ReadError::TooLarge));
        }
        bytes.reserve_exact(data.map_or(0, |m| usize::try_from(m.len().min(limit)).unwrap_or(0)));
        file.take(limit).read_to_end(&mut bytes).map_err(io)?;
    }
    Ok(bytes)
}

/// What is known of a letter's file; standard input has no name.
pub fn file_facts(path: &Path, bytes: usize, extracted: &Extracted) -> Option<FileFacts> {
    let name = path.file_name().filter(|_| path.as_os_str() != STDIN)?.to_string_lossy().into_owned();
    let facts = &extracted.facts;
    let kind = if extracted.kind == DocumentType::Pdf { "pdf" } else { extracted.kind.name() };
    Some(FileFacts {
        name,
        bytes: bytes as u64,
        kind: kind.to_owned(),
        encrypted: facts.encrypted,
        page: facts.page,
        title: facts.title.clone(),
        author: facts.author.clone(),
        last_saved_by: facts.last_saved_by.clone(),
    })
}

/// What a reader should know of a file whose name says that it is something else.
pub fn misnamed(path: &Path, kind: DocumentType) -> Option<String> {
    let right = kind.endings();
    let named = has_ending(path, &LETTERS) && !has_ending(path, right);
    // A web page without a frame is plain text in some programs, and a template is named like a document.
    (named && path.as_os_str() != STDIN).then(|| {
        format!("the file is {} by its content, whatever its name says: name it .{}", kind.name(), right[0])
    })
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
