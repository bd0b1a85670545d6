//! Earlier letters to look for shared passages in, and the applicant's own documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lora_core::RuleSet;
use lora_core::reuse::{Earlier, Found, Printer};
use lora_index::{Index, is_index};

use crate::args::Checking;
use crate::failure::Failure;
use crate::index::{known_as, open, reread};
use crate::inputs::{in_folder, read};

/// What the letters are compared with: letters in memory, and indexes that are asked for each letter.
#[derive(Debug)]
pub struct Sources {
    earlier: Earlier,
    indexes: Vec<(PathBuf, Mutex<Index>)>,
}

impl Sources {
    /// What one letter is compared with.
    pub fn of(&self, rules: &RuleSet, path: &Path, text: &str) -> Result<Earlier, Failure> {
        let mut earlier = self.earlier.clone();
        if self.indexes.is_empty() {
            return Ok(earlier);
        }
        let print = Printer::new(rules).print(text.to_owned());
        let own = known_as(path);
        for (file, index) in &self.indexes {
            // A panic in another letter leaves the index as it was: it was only read.
            let index = index.lock().unwrap_or_else(PoisonError::into_inner);
            let found = index.find(&print, own.to_str(), &reread).map_err(|e| Failure::new(file, e))?;
            earlier = earlier.with_found(rules, near(found));
        }
        Ok(earlier)
    }
}

/// Paths as somebody in this folder would write them.
fn near(mut found: Found) -> Found {
    let here = std::env::current_dir().ok().and_then(|p| std::fs::canonicalize(p).ok());
    let shorten = |path: &mut String| {
        let short = here.as_ref().and_then(|here| Path::new(path.as_str()).strip_prefix(here).ok());
        if let Some(short) = short.and_then(Path::to_str).map(str::to_owned) {
            *path = short;
        }
    };
    found.letters.iter_mut().for_each(|l| shorten(&mut l.0));
    found.unread.iter_mut().for_each(|l| shorten(&mut l.path));
    found
}

/// Reads what `--against`, `--against-each-other` and `--own` name. The letters under check are left out of the
/// first: a letter shares everything with itself. A file that can't be read is handed back, since what it shares
/// goes unseen.
pub fn load(
    rules: &RuleSet,
    args: &Checking,
    letters: &[PathBuf],
) -> Result<(Sources, Vec<Failure>), Failure> {
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut indexes = Vec::new();
    for path in &args.against {
        if is_index(path) {
            indexes.push((path.clone(), Mutex::new(open(rules, path)?)));
            continue;
        }
        let paths = if path.is_dir() { in_folder(path)? } else { vec![path.clone()] };
        found.extend(paths.into_iter().map(|p| (known_as(&p), p)));
    }
    for letter in letters {
        if args.against_each_other {
            // Under the name that it is checked under, so that it is not compared with itself.
            found.insert(known_as(letter), letter.clone());
        } else {
            found.remove(&known_as(letter));
        }
    }
    let (earlier, mut failed) = texts(found.values());
    // A letter under check that can't be read is complained of already.
    failed.retain(|f| !letters.iter().any(|l| l.display().to_string() == f.subject));
    let (own, unread) = texts(&args.own);
    failed.extend(unread);
    Ok((Sources { earlier: Earlier::new(rules, earlier).with_own(rules, own), indexes }, failed))
}

/// Paths and texts of the files that can be read.
fn texts<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> (Vec<(String, String)>, Vec<Failure>) {
    let mut texts = Vec::new();
    let mut failed = Vec::new();
    for path in paths {
        match read(path) {
            Ok(extracted) => texts.push((path.display().to_string(), extracted.text)),
            Err(failure) => failed.push(failure),
        }
    }
    (texts, failed)
}
