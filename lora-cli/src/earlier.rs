//! Earlier letters to look for shared passages in.

use std::path::{Path, PathBuf};

use lora_core::RuleSet;
use lora_core::reuse::Earlier;

use crate::failure::Failure;
use crate::inputs::{in_folder, read};

/// Reads the letters that `--against` names. The letters under check are left out: a letter shares everything
/// with itself. One that can't be read is handed back, since what it shares goes unseen.
pub fn load(
    rules: &RuleSet,
    paths: &[PathBuf],
    letters: &[PathBuf],
) -> Result<(Earlier, Vec<Failure>), Failure> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(in_folder(path)?);
        } else {
            found.push(path.clone());
        }
    }
    let checked: Vec<PathBuf> = letters.iter().filter_map(|l| same_file(l)).collect();
    let mut texts = Vec::new();
    let mut failed = Vec::new();
    for path in found {
        if same_file(&path).is_some_and(|p| checked.contains(&p)) {
            continue;
        }
        match read(&path) {
            Ok(file) => texts.push((path.display().to_string(), file.text)),
            Err(failure) => failed.push(failure),
        }
    }
    Ok((index(rules, texts), failed))
}

/// What tells whether two paths lead to one file.
fn same_file(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

fn index(rules: &RuleSet, texts: Vec<(String, String)>) -> Earlier {
    Earlier::new(rules, texts)
}
