//! The `[[ignore]]` entries of a config: what they suppress in a letter, and whether they still do.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use lora_core::Suppression;
use lora_core::report::LetterReport;

use crate::inputs::STDIN;

/// What an entry suppresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Every finding of a rule.
    Rule(String),
    /// One finding.
    Fingerprint(String),
}

/// One entry.
#[derive(Debug)]
pub struct Ignore {
    letter: Option<String>,
    by: By,
    line: usize,
    /// A letter that it is about was checked.
    met: AtomicBool,
    /// It matched a finding.
    used: AtomicBool,
}

impl Ignore {
    /// An entry for one letter, or for all where `letter` is `None`.
    pub fn new(letter: Option<String>, by: By, line: usize) -> Self {
        Self { letter, by, line, met: AtomicBool::new(false), used: AtomicBool::new(false) }
    }

    fn matches(&self, rule: &str, fingerprint: &str) -> bool {
        match &self.by {
            By::Rule(own) => own == rule,
            By::Fingerprint(own) => own == fingerprint,
        }
    }
}

/// All entries.
#[derive(Debug, Default)]
pub struct Ignores {
    config: Option<PathBuf>,
    folder: PathBuf,
    entries: Vec<Ignore>,
}

impl Ignores {
    /// The entries of a config file, whose letters are named from its folder.
    pub fn new(config: Option<PathBuf>, folder: PathBuf, entries: Vec<Ignore>) -> Self {
        Self { config, folder, entries }
    }

    /// What to suppress in a letter.
    pub fn of(&self, letter: &Path) -> Vec<Suppression> {
        self.about(letter)
            .map(|entry| match &entry.by {
                By::Rule(rule) => Suppression { rule: Some(rule.clone()), fingerprint: None },
                By::Fingerprint(print) => Suppression { rule: None, fingerprint: Some(print.clone()) },
            })
            .collect()
    }

    /// Notes which entries match a finding of the letter; `unsuppressed` is its report without any.
    pub fn note(&self, letter: &Path, unsuppressed: &LetterReport) {
        for entry in self.about(letter) {
            entry.met.store(true, Ordering::Relaxed);
            if unsuppressed.findings.iter().any(|f| entry.matches(&f.rule, &f.fingerprint)) {
                entry.used.store(true, Ordering::Relaxed);
            }
        }
    }

    /// A line for each entry that matched nothing in its letters.
    pub fn unused(&self) -> Vec<String> {
        let config = self.config.as_ref().map_or_else(String::new, |p| p.display().to_string());
        let unused = self.entries.iter().filter(|e| !e.used.load(Ordering::Relaxed)).filter_map(|entry| {
            let letter = entry.letter.as_deref().unwrap_or("any letter of this call");
            if entry.met.load(Ordering::Relaxed) {
                Some((entry, format!("matches no finding of {letter}")))
            } else if entry
                .letter
                .as_ref()
                .is_some_and(|l| l != STDIN && l.contains('/') && !self.folder.join(l).exists())
            {
                Some((entry, format!("names {letter}, which does not exist")))
            } else {
                None
            }
        });
        unused
            .map(|(entry, what)| format!("{config}: line {}: this [[ignore]] {what}: remove it", entry.line))
            .collect()
    }

    fn about(&self, letter: &Path) -> impl Iterator<Item = &Ignore> {
        let absolute = std::path::absolute(letter).ok();
        let name = letter.file_name().map(|n| n.to_string_lossy().into_owned());
        self.entries.iter().filter(move |entry| match &entry.letter {
            None => true,
            Some(wanted) if wanted.contains('/') => {
                absolute.is_some() && absolute == std::path::absolute(self.folder.join(wanted)).ok()
            }
            Some(wanted) => name.as_deref() == Some(wanted) || letter.as_os_str() == wanted.as_str(),
        })
    }
}
