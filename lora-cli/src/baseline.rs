//! Baselines: findings that were there when a file was written and that count only once they are gone. They are
//! kept by letter and fingerprint, so that a sentence that may stand in one letter is still found in the next.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use lora_core::Suppression;
use lora_core::report::LetterReport;
use serde::Deserialize;

use crate::failure::Failure;
use crate::inputs::{STDIN, folder_of, read_own};
use crate::output;
use crate::profile_source::remedy;
use crate::relative::relative;

/// What the file begins with.
const HEAD: &str = "\
# Findings that lora leaves aside with --baseline, by letter and fingerprint. --write-baseline drops those that were
# mended and keeps the reasons given here. It tells of faults in letters: keep it as confidential as they are.
schema = 1
";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    #[serde(default)]
    finding: Vec<Entry>,
}

/// A finding that may stand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    letter: String,
    rule: String,
    fingerprint: String,
    reason: Option<String>,
}

/// The baseline of a call: what is left aside, and what is written anew.
pub struct Baseline {
    /// The file in force, if any.
    path: Option<PathBuf>,
    /// Its entries by letter.
    entries: BTreeMap<String, Vec<Entry>>,
    /// The file to write, if any.
    write: Option<PathBuf>,
    /// What the letters of the call reported, by letter: every finding, whatever is left aside.
    seen: Mutex<BTreeMap<String, Vec<Entry>>>,
}

impl Baseline {
    /// Reads `--baseline`, and what stands in the file that `--write-baseline` names, whose reasons are kept.
    pub fn new(read: Option<&Path>, write: Option<&Path>) -> Result<Self, Failure> {
        let in_force = match (read, write) {
            (Some(path), _) => Some(path),
            // What is there already is no news, and what isn't in it is not let in by writing it again.
            (None, Some(path)) if path.exists() => Some(path),
            _ => None,
        };
        let file = in_force.map(read_file).transpose()?.unwrap_or_default();
        let mut entries: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in file.finding {
            entries.entry(entry.letter.clone()).or_default().push(entry);
        }
        Ok(Self {
            path: in_force.map(Path::to_path_buf),
            entries,
            write: write.map(Path::to_path_buf),
            seen: Mutex::default(),
        })
    }

    /// Whether it is written anew, without what was mended.
    pub fn is_written(&self) -> bool {
        self.write.is_some()
    }

    /// Whether reports have to be noted at all.
    pub fn is_idle(&self) -> bool {
        self.path.is_none() && self.write.is_none()
    }

    /// Notes what a letter reports when nothing is left aside, and says what to leave aside in it.
    pub fn apply(&self, letter: &Path, report: &LetterReport) -> Vec<Suppression> {
        let key = self.key(letter);
        let found = report.findings.iter().map(|f| Entry {
            letter: key.clone(),
            rule: f.rule.clone(),
            fingerprint: f.fingerprint.clone(),
            reason: None,
        });
        if let Ok(mut seen) = self.seen.lock() {
            seen.insert(key.clone(), found.collect());
        }
        let suppression = |print: &String| Suppression { rule: None, fingerprint: Some(print.clone()) };
        if self.path.is_none() {
            // A new baseline holds all of them, as from the next call on.
            return report.findings.iter().map(|f| suppression(&f.fingerprint)).collect();
        }
        let entries = self.entries.get(&key).map_or(&[][..], Vec::as_slice);
        entries.iter().map(|e| suppression(&e.fingerprint)).collect()
    }

    /// The letter as the file names it: from the file's own folder.
    fn key(&self, letter: &Path) -> String {
        if letter.as_os_str() == STDIN {
            return STDIN.to_owned();
        }
        let file = self.write.as_ref().or(self.path.as_ref());
        relative(letter, file.map_or(Path::new("."), |f| folder_of(f)))
    }

    /// Entries of the letters of this call that match nothing any more.
    pub fn unused(&self) -> Vec<String> {
        let (Some(path), Ok(seen)) = (&self.path, self.seen.lock()) else { return Vec::new() };
        let gone = self.entries.iter().filter_map(|(letter, entries)| {
            let found = prints(seen.get(letter)?);
            let gone = entries.iter().filter(|e| !found.contains(e.fingerprint.as_str())).count();
            (gone > 0).then(|| {
                let what = if gone == 1 { "finding is" } else { "findings are" };
                let remedy = "--write-baseline drops them";
                format!("{}: {gone} {what} no longer in {letter}: {remedy}", path.display())
            })
        });
        gone.collect()
    }

    /// Writes the file that `--write-baseline` names. A new one holds every finding; one that is there already
    /// loses what was mended and gains nothing, so that no new finding is let in unseen.
    pub fn write(&self) -> Result<(), Failure> {
        let (Some(path), Ok(seen)) = (&self.write, self.seen.lock()) else { return Ok(()) };
        let mut kept: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        let (mut dropped, mut new) = (0, 0);
        for (letter, found) in seen.iter() {
            let list = kept.entry(letter).or_default();
            if self.path.is_none() {
                list.clone_from(found);
                continue;
            }
            let before = self.entries.get(letter).map_or(&[][..], Vec::as_slice);
            let now = prints(found);
            list.extend(before.iter().filter(|e| now.contains(e.fingerprint.as_str())).cloned());
            dropped += before.len() - list.len();
            let known = prints(before);
            new += found.iter().filter(|e| !known.contains(e.fingerprint.as_str())).count();
        }
        for (letter, entries) in &self.entries {
            // Letters that this call is not about stay as they are.
            kept.entry(letter).or_insert_with(|| entries.clone());
        }
        let mut text = HEAD.to_owned();
        for entry in kept.values().flatten() {
            let string = |text: &str| toml_edit::value(text).to_string();
            let _ = write!(
                text,
                "\n[[finding]]\nletter = {}\nrule = {}\nfingerprint = {}\n",
                string(&entry.letter).trim(),
                string(&entry.rule).trim(),
                string(&entry.fingerprint).trim()
            );
            if let Some(reason) = &entry.reason {
                let _ = writeln!(text, "reason = {}", string(reason).trim());
            }
        }
        output::write_file(path, text.as_bytes(), &[])?;
        let count = kept.values().map(Vec::len).sum::<usize>();
        let mut said = format!("{}: {count} findings written", path.display());
        if self.path.is_some() {
            let _ = write!(said, ", {dropped} mended ones dropped");
        }
        if new > 0 {
            let _ = write!(said, "; {new} new ones were left out: remove the file first to accept them too");
        }
        output::complain(said);
        Ok(())
    }
}

fn prints(entries: &[Entry]) -> BTreeSet<&str> {
    entries.iter().map(|e| e.fingerprint.as_str()).collect()
}

fn read_file(path: &Path) -> Result<File, Failure> {
    let text = read_own(path)?;
    let file: File = toml::from_str(&text).map_err(|e| {
        let line = text.get(..e.span().map_or(0, |s| s.start)).map_or(0, |b| b.matches('\n').count()) + 1;
        let message = e.message().trim();
        Failure::new(path, format!("line {line}: {message}{}", remedy(message)))
    })?;
    if file.schema != 1 {
        return Err(Failure::new(
            path,
            "it was written by another version of lora: remove it and write it again",
        ));
    }
    Ok(file)
}
