//! Earlier letters to look for shared passages in, and the applicant's own documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lora_core::RuleSet;
use lora_core::reuse::Earlier;

use crate::args::CheckArgs;
use crate::failure::Failure;
use crate::inputs::{in_folder, read};

/// Reads what `--against`, `--against-each-other` and `--own` name. The letters under check are left out of the
/// first: a letter shares everything with itself. A file that can't be read is handed back, since what it shares
/// goes unseen.
pub fn load(
    rules: &RuleSet,
    args: &CheckArgs,
    letters: &[PathBuf],
) -> Result<(Earlier, Vec<Failure>), Failure> {
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for path in &args.against {
        let paths = if path.is_dir() { in_folder(path)? } else { vec![path.clone()] };
        found.extend(paths.into_iter().map(|p| (same_file(&p), p)));
    }
    for letter in letters {
        if args.against_each_other {
            // Under the name that it is checked under, so that it is not compared with itself.
            found.insert(same_file(letter), letter.clone());
        } else {
            found.remove(&same_file(letter));
        }
    }
    let (earlier, mut failed) = texts(found.values());
    // A letter under check that can't be read is complained of already.
    failed.retain(|f| !letters.iter().any(|l| l.display().to_string() == f.subject));
    let (own, unread) = texts(&args.own);
    failed.extend(unread);
    Ok((Earlier::new(rules, earlier).with_own(rules, own), failed))
}

/// What tells whether two paths lead to one file.
fn same_file(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
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
