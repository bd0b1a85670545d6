//! `lora index`: an index of earlier letters on disk, for `lora check --against INDEX`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use lora_core::RuleSet;
use lora_core::reuse::Printer;
use lora_index::{Added, Index, IndexError, Known, LetterRow, NewLetter, Stamp};
use rayon::prelude::*;
use serde::Serialize;

use crate::args::{IndexAction, IndexAddArgs, IndexArgs, IndexListArgs, IndexRemoveArgs, ListFormat};
use crate::emit::json;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sanitize::clean;
use crate::{inputs, output, rule_source};

/// Letters that are committed together: what a kill may cost.
const BATCH: usize = 512;

/// Runs an action on an index.
pub fn run(args: &IndexArgs) -> Result<Exit, Failure> {
    match &args.action {
        IndexAction::Add(args) => add(args),
        IndexAction::Remove(args) => remove(args),
        IndexAction::List(args) => list(args),
        IndexAction::Stats(args) => stats(args),
        IndexAction::Verify(args) => verify(&args.index),
        IndexAction::Rebuild(args) => rebuild(&args.index),
    }
}

/// Opens an index to compare letters with it.
pub fn open(rules: &RuleSet, path: &Path) -> Result<Index, Failure> {
    Index::open(path, Printer::new(rules).version()).map_err(|e| Failure::new(path, e))
}

/// The path under which an index knows a file: whole, so that it is found from any folder.
pub fn known_as(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// The text of an indexed letter, read again at its path.
pub fn reread(path: &str) -> Option<String> {
    inputs::read(Path::new(path)).ok().map(|extracted| extracted.text)
}

fn add(args: &IndexAddArgs) -> Result<Exit, Failure> {
    let rules = rule_source::load(&[])?;
    let at = |e: IndexError| Failure::new(&args.index, e);
    let new = |path: &Path| Index::create(path, Printer::new(&rules).version(), args.store_text);
    let made = if args.index.exists() { Err(IndexError::There) } else { new(&args.index) };
    let mut index = if let Err(IndexError::There) = made {
        let index = open(&rules, &args.index)?;
        if args.store_text && !index.keeps_text() {
            return Err(Failure::new(
                &args.index,
                "this index was made without texts: leave --store-text out, or make another index",
            ));
        }
        index
    } else {
        made.map_err(at)?
    };
    let found = inputs::find(&args.paths);
    let mut failed = found.failed;
    let mut added = Added::default();
    let mut unchanged = 0;
    let mut fresh = Vec::new();
    let indexed = known_as(&args.index);
    for letter in found.letters {
        let path = known_as(&letter);
        if path == indexed {
            continue;
        }
        let Some(name) = path.to_str() else {
            failed.push(Failure::new(
                &letter,
                "its path is not in UTF-8, so that it can't be indexed: rename it",
            ));
            continue;
        };
        match index.knows(name, stamp(&path)).map_err(at)? {
            Known::Unchanged => unchanged += 1,
            Known::No | Known::Touched => fresh.push(path),
        }
    }
    for batch in fresh.chunks(BATCH) {
        let (letters, unread) = read(&rules, batch);
        failed.extend(unread);
        let done = index.add(letters).and_then(|done| index.settle().map(|()| done)).map_err(at)?;
        added.new += done.new;
        added.changed += done.changed;
        unchanged += done.same;
    }
    index.finish(added.new + added.changed).map_err(at)?;
    let stats = index.stats().map_err(at)?;
    output::print(
        format!(
            "{}: {} added, {} changed, {unchanged} unchanged; {} letters in all\n",
            shown(&args.index),
            added.new,
            added.changed,
            stats.letters
        )
        .as_bytes(),
    )?;
    Ok(complain(&failed))
}

/// Reads letters and what an index keeps of them.
fn read(rules: &RuleSet, paths: &[PathBuf]) -> (Vec<NewLetter>, Vec<Failure>) {
    let one = |printer: &mut Printer<'_>, path: &PathBuf| {
        let stamp = stamp(path);
        let text = inputs::read(path)?.text;
        let print = printer.print(text.clone());
        Ok(NewLetter { path: path.to_string_lossy().into_owned(), stamp, text, print })
    };
    let read: Vec<Result<NewLetter, Failure>> =
        paths.par_iter().map_init(|| Printer::new(rules), one).collect();
    let mut letters = Vec::new();
    let mut failed = Vec::new();
    for outcome in read {
        match outcome {
            Ok(letter) => letters.push(letter),
            Err(failure) => failed.push(failure),
        }
    }
    (letters, failed)
}

fn stamp(path: &Path) -> Stamp {
    let Ok(data) = std::fs::metadata(path) else { return Stamp::default() };
    let since = data.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let modified = since.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or_default();
    Stamp { bytes: data.len(), modified }
}

fn remove(args: &IndexRemoveArgs) -> Result<Exit, Failure> {
    let at = |e: IndexError| Failure::new(&args.index, e);
    let mut index = Index::open_any(&args.index).map_err(at)?;
    let mut failed = Vec::new();
    let mut removed = 0;
    for path in &args.paths {
        let done = index.remove(&known_as(path).to_string_lossy()).map_err(at)?;
        if done == 0 {
            failed.push(Failure::new(path, "the index holds no such letter: `lora index list` names them"));
        }
        removed += done;
    }
    output::print(format!("{}: {removed} removed\n", shown(&args.index)).as_bytes())?;
    Ok(complain(&failed))
}

/// A letter as `lora index list --format json` prints it.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    path: &'a str,
    /// `current`, `changed` or `gone`.
    state: &'static str,
    bytes: u64,
}

#[derive(Debug, Serialize)]
struct Listing<'a> {
    schema: &'static str,
    letters: Vec<Listed<'a>>,
}

fn list(args: &IndexListArgs) -> Result<Exit, Failure> {
    let at = |e: IndexError| Failure::new(&args.index, e);
    let letters = Index::open_any(&args.index).and_then(|index| index.letters()).map_err(at)?;
    let listed: Vec<Listed<'_>> =
        letters.iter().map(|l| Listed { path: &l.path, state: state(l), bytes: l.stamp.bytes }).collect();
    let rendered = match args.format {
        ListFormat::Json => json::render(&Listing { schema: "lora.index/1", letters: listed })?,
        ListFormat::Text => listed.iter().fold(String::new(), |mut text, letter| {
            let note = if letter.state == "current" { "" } else { letter.state };
            let _ = writeln!(text, "{note:8}{}", clean(letter.path));
            text
        }),
    };
    output::print(rendered.as_bytes())?;
    Ok(Exit::Clean)
}

/// How the file of a letter stands to what the index has of it, without reading it.
fn state(letter: &LetterRow) -> &'static str {
    let path = Path::new(&letter.path);
    if !path.exists() {
        "gone"
    } else if stamp(path) == letter.stamp {
        "current"
    } else {
        "changed"
    }
}

/// An index in numbers, as `lora index stats --format json` prints it.
#[derive(Debug, Serialize)]
struct Numbers {
    schema: &'static str,
    letters: usize,
    fingerprints: u64,
    segments: usize,
    bytes: u64,
    format: i64,
    texts: bool,
}

fn stats(args: &IndexListArgs) -> Result<Exit, Failure> {
    let at = |e: IndexError| Failure::new(&args.index, e);
    let stats = Index::open_any(&args.index).and_then(|index| index.stats()).map_err(at)?;
    let rendered = match args.format {
        ListFormat::Json => json::render(&Numbers {
            schema: "lora.index/1",
            letters: stats.letters,
            fingerprints: stats.runs,
            segments: stats.segments,
            bytes: stats.bytes,
            format: stats.format,
            texts: stats.keeps_text,
        })?,
        ListFormat::Text => format!(
            "letters       {}\nfingerprints  {}\nsize          {:.1} MB in {} segments\nformat        {}\ntexts         {}\n",
            stats.letters,
            stats.runs,
            megabytes(stats.bytes),
            stats.segments,
            stats.format,
            if stats.keeps_text { "kept" } else { "not kept" }
        ),
    };
    output::print(rendered.as_bytes())?;
    Ok(Exit::Clean)
}

#[expect(clippy::cast_precision_loss, reason = "a size for people")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn verify(path: &Path) -> Result<Exit, Failure> {
    let at = |e: IndexError| Failure::new(path, e);
    let verified = Index::open_any(path).and_then(|index| index.verify()).map_err(at)?;
    output::print(format!("{}: {} letters, all of each there\n", shown(path), verified.letters).as_bytes())?;
    let remedy = "`lora index rebuild --index FILE` makes a new one of what can be read";
    let failed: Vec<Failure> =
        verified.faults.iter().map(|fault| Failure::new(path, format!("{fault}: {remedy}"))).collect();
    Ok(complain(&failed))
}

/// A whole index is read up to date and packed; one that is damaged, or was made under other word lists, is made
/// anew of its letters.
fn rebuild(path: &Path) -> Result<Exit, Failure> {
    let rules = rule_source::load(&[])?;
    let at = |e: IndexError| Failure::new(path, e);
    let reading = Printer::new(&rules).version();
    match Index::open(path, reading) {
        Ok(mut index) if index.verify().is_ok_and(|v| v.faults.is_empty()) => {
            let letters = index.letters().map_err(at)?;
            let changed: Vec<PathBuf> =
                letters.iter().filter(|l| state(l) == "changed").map(|l| PathBuf::from(&l.path)).collect();
            let mut failed = Vec::new();
            for batch in changed.chunks(BATCH) {
                let (read, unread) = read(&rules, batch);
                failed.extend(unread);
                index.add(read).map_err(at)?;
            }
            index.compact().map_err(at)?;
            output::print(format!("{}: {} letters\n", shown(path), letters.len()).as_bytes())?;
            return Ok(complain(&failed));
        }
        Ok(_) | Err(IndexError::OtherReading | IndexError::Damaged(_)) => {}
        Err(error) => return Err(at(error)),
    }
    anew(path, &rules)
}

/// Makes a new index of the old one's letters, read again, and puts it in its place.
fn anew(path: &Path, rules: &RuleSet) -> Result<Exit, Failure> {
    let at = |e: IndexError| Failure::new(path, e);
    let old = Index::open_any(path).map_err(at)?;
    let letters = old.letters().map_err(at)?;
    let mut printer = Printer::new(rules);
    let reading = printer.version();
    let target = known_as(path);
    let folder = target.parent().unwrap_or(Path::new("."));
    let scratch = tempfile::Builder::new()
        .prefix(".lora-index-")
        .tempdir_in(folder)
        .map_err(|e| Failure::io(path, "rebuilt", &e))?;
    let fresh = scratch.path().join("index");
    let mut new = Index::create(&fresh, reading, old.keeps_text()).map_err(at)?;
    let mut failed = Vec::new();
    for batch in letters.chunks(BATCH) {
        let mut read = Vec::new();
        for letter in batch {
            let file = Path::new(&letter.path);
            let kept = || old.text(letter).ok().flatten();
            let (stamp, text) = match inputs::read(file) {
                Ok(extracted) => (stamp(file), extracted.text),
                Err(failure) => match kept() {
                    Some(text) => (letter.stamp, text),
                    None => {
                        failed.push(Failure::new(
                            file,
                            format!(
                                "it is no longer in the index, since it can't be read again ({})",
                                failure.message
                            ),
                        ));
                        continue;
                    }
                },
            };
            let print = printer.print(text.clone());
            read.push(NewLetter { path: letter.path.clone(), stamp, text, print });
        }
        new.add(read).map_err(at)?;
    }
    new.compact().map_err(at)?;
    let count = new.stats().map_err(at)?.letters;
    drop((new, old));
    for log in ["-wal", "-shm"] {
        let mut name = target.clone().into_os_string();
        name.push(log);
        // Mostly there is none left: closing takes them away.
        let _ = std::fs::remove_file(name);
    }
    std::fs::rename(&fresh, &target).map_err(|e| Failure::io(path, "replaced", &e))?;
    output::print(format!("{}: {count} letters\n", shown(path)).as_bytes())?;
    Ok(complain(&failed))
}

fn shown(path: &Path) -> String {
    clean(&path.display().to_string()).into_owned()
}

/// Tells what failed; the rest was done.
fn complain(failed: &[Failure]) -> Exit {
    failed.iter().for_each(output::complain);
    if failed.is_empty() { Exit::Clean } else { Exit::Unusable }
}
